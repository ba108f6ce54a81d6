"""A lock on an open file that ends with its process, however that ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

__all__ = ["locked"]


@contextmanager
def locked(file: IO[bytes]) -> Iterator[None]:
    """Let nobody else lock the file while the body runs.

    Raises
    ------
    BlockingIOError
        If somebody has locked it.
    OSError
        If files cannot be locked there.
    """
    _change(file, lock=True)
    try:
        yield
    finally:
        _change(file, lock=False)  # closing would not do if a forked process has the file too


if sys.platform == "win32":
    import msvcrt

    _AWAY = 2**62  # Windows lets nobody read what is locked, so it is a byte far beyond the end

    def _change(file: IO[bytes], *, lock: bool) -> None:
        place = file.tell()
        file.seek(_AWAY)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK if lock else msvcrt.LK_UNLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(*error.args) from error
        finally:
            file.seek(place)

else:
    import fcntl

    def _change(file: IO[bytes], *, lock: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB if lock else fcntl.LOCK_UN)
