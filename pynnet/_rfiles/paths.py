"""Paths that users pass."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pynnet._ground import invalid

__all__ = ["path_of"]


def path_of(path: Any) -> Path:
    """Return a path that a user passed."""
    if isinstance(path, (str, os.PathLike)) and "\0" not in os.fsdecode(path):
        return Path(os.fsdecode(path))
    raise invalid("path", path, "the name of a file")
