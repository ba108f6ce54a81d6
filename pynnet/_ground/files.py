"""Files that users name: read whole and replaced whole, with R's words where they cannot be."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import PynnetError
from .quoting import shown
from .scalars import invalid

__all__ = ["FileError", "SENSELESS", "bytes_of", "path_of", "replace_file"]

# What Python raises where each part of a file can be read, but they do not go together.
SENSELESS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class FileError(PynnetError, OSError):
    """A file that cannot be opened, read or written."""


class MissingFileError(FileError, FileNotFoundError):
    """A file, or the folder for one, that is not there."""


def path_of(path: Any) -> Path:
    """Return a path that a user passed."""
    try:
        name = os.fsdecode(path)
    except TypeError:
        name = ""
    if not name or "\0" in name or isinstance(path, bytes):
        raise invalid("path", path, "the name of a file")
    return Path(name)


def bytes_of(path: Path, most: int) -> bytes:
    """Return what a file holds, and at most one byte more than `most`."""
    with _opening(path, "open"):
        # Reading a pipe or a device may never end.
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileError(f"cannot open file {shown(str(path))}: it is a folder or a device.")
        with path.open("rb") as file:
            return file.read(min(about.st_size, most) + 1)  # so much memory is asked for at once


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all."""
    with _opening(path, "write"):
        if path.exists() and not path.is_file():  # a device would be a file from then on
            raise FileError(f"cannot write file {shown(str(path))}: it is a folder or a device.")
        beside = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with beside.open("xb") as file:
                file.write(data)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def _opening(path: Path, verb: str) -> Iterator[None]:
    """Have the system's errors say which file they are about."""
    try:
        yield
    except FileError:
        raise
    except (OSError, ValueError) as error:
        kind = MissingFileError if isinstance(error, FileNotFoundError) else FileError
        reason = getattr(error, "strerror", None) or str(error)
        raise kind(f"cannot {verb} file {shown(str(path))}: {reason}.") from error
