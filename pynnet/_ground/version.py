"""The version of the package, what pickles say of it, and where two sets of versions differ."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FORMAT", "VERSION", "versions_apart"]

VERSION = "0.1.0.dev0"
FORMAT = 3  # of pickles; a number higher for each change that an older version cannot read


def versions_apart(theirs: Mapping[str, str], here: Mapping[str, str]) -> tuple[str, str] | None:
    """Return in words what differs between versions, there and here; None if nothing does.

    Examples
    --------
    >>> versions_apart({"pynnet": "1.0", "NumPy": "2.0"}, {"pynnet": "1.1", "NumPy": "2.0"})
    ('pynnet 1.0', 'pynnet 1.1')
    """
    other = [name for name in {**here, **theirs} if here.get(name) != theirs.get(name)]
    if not other:
        return None
    there, ours = (
        ", ".join(f"{name} {versions.get(name, 'unknown')}" for name in other)
        for versions in (theirs, here)
    )
    return there, ours
