"""Keeps finished work in a file, so that it can go on after an interruption.

The file has a line of JSON for each outcome, after a first line that says what it belongs to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO, Any

from pynnet._ground import ArgumentError, exact_json, from_exact_json

from .file_lock import locked

__all__ = ["Checkpoint", "opened_checkpoint"]

# To be counted up when digests change, as they do where functions move to another module: then a
# file of an earlier version is called that, and not one of another search.
_FORMAT = "pynnet checkpoint 2"


class Checkpoint:
    """Outcomes by the index of their job; without a file there are none, and none are kept."""

    def __init__(self, file: IO[bytes] | None = None) -> None:
        self._file = file

    def finished(self) -> Iterator[tuple[int, Any]]:
        """Read back index and outcome of each job that is finished, before any is added.

        Raises
        ------
        ArgumentError
            If a line is none of this module's.
        """
        if self._file is None:
            return
        self._file.seek(0)
        for number, line in enumerate(self._file, 1):
            if number > 1:
                yield self._record(number, line)

    def append(self, index: int, outcome: Any) -> None:
        """Write an outcome; the operating system has it when this returns.

        Parameters
        ----------
        index : int
            Index of the job.
        outcome : object
            Whatever `encode` takes.
        """
        if self._file is not None:
            self._file.seek(0, os.SEEK_END)
            self._file.write(_line([index, exact_json(outcome)]))
            self._file.flush()

    def _record(self, number: int, line: bytes) -> tuple[int, Any]:
        assert self._file is not None
        try:
            index, outcome = json.loads(line)
            return int(index), from_exact_json(outcome)
        except (ValueError, TypeError) as error:
            raise _refused(
                f"line {number} of {self._file.name} cannot be read: {error}",
                "Delete the file to search from the start",
            ) from error


@contextmanager
def opened_checkpoint(
    path: str | os.PathLike[str] | None, fingerprint: Mapping[str, str]
) -> Iterator[Checkpoint]:
    """Open the checkpoint of a search, or begin one; nobody else may use it meanwhile.

    Parameters
    ----------
    path : path or None
        The file; None for no checkpoint.
    fingerprint : mapping of str to str
        What the outcomes depend on, and a digest of each: ``{"the data": digest(data), ...}``.

    Raises
    ------
    ArgumentError
        If the file cannot be written, is in use, is no checkpoint or that of another search.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "search")
    ...     with opened_checkpoint(path, {"the data": "0a1b"}) as checkpoint:
    ...         checkpoint.append(2, 0.25)
    ...     with opened_checkpoint(path, {"the data": "0a1b"}) as checkpoint:
    ...         print(list(checkpoint.finished()))
    [(2, 0.25)]
    """
    if path is None:
        yield Checkpoint()
        return
    with ExitStack() as stack:
        file = stack.enter_context(_opened(path))
        try:
            stack.enter_context(locked(file))
        except BlockingIOError as error:
            raise _refused(
                f"{path} is in use by another search",
                "Wait until it has ended, or pass another path",
            ) from error
        except OSError as error:
            raise _refused(f"{path} cannot be locked: {error}", "Pass another path") from error
        _begin(file, dict(fingerprint))
        yield Checkpoint(file)


def _opened(path: str | os.PathLike[str]) -> IO[bytes]:
    """Open the file to read and write where it is; make it if there is none."""
    try:
        return open(os.fspath(path), "r+b", opener=_open_or_make)
    except (OSError, TypeError, ValueError) as error:
        raise _refused(
            f"cannot write to {path!r}: {error}",
            "Pass the path of a file in a directory that exists, or None",
        ) from error


def _open_or_make(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o666)


def _begin(file: IO[bytes], fingerprint: dict[str, str]) -> None:
    """Check that the file belongs to these, or begin it; drop a line that was cut short."""
    header = _line({"format": _FORMAT, "search": fingerprint})
    first_line = file.readline()
    if first_line != header and header.startswith(first_line):  # new, or interrupted in it
        file.seek(0)
        file.write(header)
        file.flush()
        return
    _check_header(first_line, fingerprint, file.name)
    end = len(first_line)
    for line in file:
        end += len(line) if line.endswith(b"\n") else 0
    file.truncate(end)


def _check_header(line: bytes, fingerprint: dict[str, str], path: str) -> None:
    try:
        header = json.loads(line)
        theirs, kind = dict(header["search"]), header["format"]
    except (ValueError, TypeError, KeyError):
        theirs, kind = {}, None
    if kind != _FORMAT:
        raise _refused(f"{path} is not a checkpoint of this version", "Pass another path")
    names = {**fingerprint, **theirs}
    other = [name for name in names if fingerprint.get(name) != theirs.get(name)]
    if other:
        raise _refused(
            f"{path} belongs to another search, which differs in {', '.join(other)}",
            "Pass another path, or delete the file",
        )


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _refused(got: str, what_to_do: str) -> ArgumentError:
    return ArgumentError(f"invalid 'checkpoint': {got}. {what_to_do}.")
