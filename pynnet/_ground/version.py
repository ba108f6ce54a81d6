"""The version of the package, and what pickles say of it."""

from __future__ import annotations

__all__ = ["FORMAT", "VERSION"]

VERSION = "0.1.0.dev0"
FORMAT = 1  # of pickles; a number higher for each change that an older version cannot read
