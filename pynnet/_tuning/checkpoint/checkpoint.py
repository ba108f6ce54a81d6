"""Keeps finished work in a file, so that it can go on after an interruption.

The file has a line for each outcome, after a first line that says what it belongs to: JSON, a
blank, and a checksum of this and of all lines before. So a line that was changed, moved, repeated
or taken out is noticed; of what comes last, only that a line is not whole.

Nothing is written to a file before all of it has been read and found to be right.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO, Any

from pynnet._ground import (
    ArgumentError,
    PynnetError,
    exact_json,
    from_exact_json,
    shown,
    versions_apart,
)

from .file_lock import locked

__all__ = ["Checkpoint", "CheckpointError", "opened_checkpoint"]

# To be counted up when digests change, as they do where functions move to another module: then a
# file of an earlier version is called that, and not one of another search.
_FORMAT = "pynnet checkpoint 3"
_LONGEST_HEADER = 2**16  # bytes; ours have some hundreds
_LONGEST_LINE = 2**20  # bytes, where nobody says how long an outcome can be
_DELETE = "Delete the file to search from the start"
_UNREADABLE = (ValueError, TypeError, KeyError, OverflowError, RecursionError, MemoryError)


class CheckpointError(PynnetError, OSError):
    """Finished work could not be written to its file."""


class Checkpoint:
    """Outcomes by the index of their job; without a file there are none, and none are kept.

    Parameters
    ----------
    file : file or None
        Open to read and write, without a buffer.
    header : bytes
        Its first line.
    longest : int
        The longest line that is read or written, in bytes.
    """

    def __init__(
        self, file: io.FileIO | None = None, header: bytes = b"", longest: int = _LONGEST_LINE
    ) -> None:
        self._file = file
        self._header = header
        self._longest = longest
        self._seal = b""
        self._end: int | None = None  # of the last whole line; None until all were read

    def finished(self) -> Iterator[tuple[int, Any]]:
        """Read back index and outcome of each job that is finished, before any is added.

        Raises
        ------
        ArgumentError
            If a line is none of this module's, or not as it was written.
        """
        if self._file is None:
            return
        end, self._seal = len(self._header), _parted(self._header)[1]
        with _reader(self._file, end) as reader:
            for number in itertools.count(2):
                line = reader.readline(self._longest + 1)
                if len(line) > self._longest:
                    raise self._unreadable(number, f"it is longer than {self._longest} bytes")
                if not line.endswith(b"\n"):  # the end, or cut short in the middle of writing
                    break
                text, self._seal = self._checked(number, line)
                end += len(line)
                yield self._record(number, text)
        self._end = end

    def append(self, index: int, outcome: Any) -> None:
        """Write an outcome; the operating system has it when this returns.

        Parameters
        ----------
        index : int
            Index of the job.
        outcome : object
            Whatever `exact_json` takes.

        Raises
        ------
        CheckpointError
            If it cannot be written; what was written before stays.
        """
        if self._file is None:
            return
        text = _text([index, exact_json(outcome)])
        if self._end is None:  # nobody has asked for what is there
            for _ in self.finished():
                pass
        assert self._end is not None
        line, seal = _sealed(text, self._seal)
        _write(self._file, self._end, line)
        self._end, self._seal = self._end + len(line), seal

    def _checked(self, number: int, line: bytes) -> tuple[bytes, bytes]:
        """The text of a line, and its checksum, if that is right."""
        text, said = _parted(line)
        whole, seal = _sealed(text, self._seal)
        if whole != line:
            raise self._unreadable(
                number,
                f"its checksum is {shown(said.decode('ascii', 'replace'))}, not {seal.decode()}; "
                "it was changed after it was written, or a line before it was",
            )
        return text, seal

    def _record(self, number: int, text: bytes) -> tuple[int, Any]:
        try:
            index, outcome = json.loads(text.decode("ascii"))
            if type(index) is not int or index < 0:
                raise ValueError(f"{shown(index)} is no index of a job")
            return index, from_exact_json(outcome)
        except _UNREADABLE as error:
            raise self._unreadable(number, str(error) or type(error).__name__) from error

    def _unreadable(self, number: int, why: str) -> ArgumentError:
        assert self._file is not None
        return _refused(f"line {number} of {self._file.name} cannot be read: {why}", _DELETE)


@contextmanager
def opened_checkpoint(
    path: str | os.PathLike[str] | None,
    fingerprint: Mapping[str, str],
    versions: Mapping[str, str] | None = None,
    *,
    longest: int = _LONGEST_LINE,
) -> Iterator[Checkpoint]:
    """Open the checkpoint of a search, or begin one; nobody else may use it meanwhile.

    Parameters
    ----------
    path : path or None
        The file; None for no checkpoint.
    fingerprint : mapping of str to str
        What the outcomes depend on, and a digest of each: ``{"the data": digest(data), ...}``.
    versions : mapping of str to str, optional
        What computes the outcomes, in words: ``{"pynnet": "1.0"}``.
    longest : int, optional
        The longest line that an outcome may make, in bytes. Default 1 MiB.

    Raises
    ------
    ArgumentError
        If the file cannot be written, is in use, is no checkpoint or that of another search.
    CheckpointError
        If the disk is full.

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
        header = _begin(file, dict(fingerprint), dict(versions or {}))
        yield Checkpoint(file, header, longest)


def _opened(path: str | os.PathLike[str]) -> io.FileIO:
    """Open the file to read and write where it is; make it if there is none."""
    try:
        _check_kind(path)
        return io.FileIO(os.fspath(path), "r+", opener=_open_or_make)
    except (OSError, TypeError, ValueError) as error:
        raise _refused(
            f"cannot write to {path!r}: {error}",
            "Pass the path of a file in a directory that exists, or None",
        ) from error


def _check_kind(path: str | os.PathLike[str]) -> None:
    """Raise if there is something that is no file: reading a pipe or a device may never end."""
    try:
        mode = os.stat(os.fspath(path)).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        kind = "a directory" if stat.S_ISDIR(mode) else "a pipe or a device"
        raise ValueError(f"it is {kind}, not a file")


def _open_or_make(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o666)


def _begin(file: io.FileIO, fingerprint: dict[str, str], versions: dict[str, str]) -> bytes:
    """Check that the file belongs to these, or begin it; its first line."""
    text = _text({"format": _FORMAT, "versions": versions, "search": fingerprint})
    header, _ = _sealed(text, b"")
    with _reader(file, 0) as reader:
        line = reader.readline(_LONGEST_HEADER + 1)
    if line != header and header.startswith(line):  # new, or interrupted in it
        _write(file, 0, header)
        return header
    _check_header(line, fingerprint, versions, file.name)
    return line


def _check_header(
    line: bytes, fingerprint: dict[str, str], versions: dict[str, str], path: str
) -> None:
    """Raise unless a first line says what is wanted, in any order."""
    text, _ = _parted(line)
    try:
        header = json.loads(text.decode("ascii"))
        theirs, made_with = dict(header["search"]), dict(header["versions"])
        kind = header["format"]
    except _UNREADABLE:
        theirs, made_with, kind = {}, {}, None
    if kind != _FORMAT:
        raise _refused(f"{path} is not a checkpoint of this version", "Pass another path")
    if _sealed(text, b"")[0] != line:
        raise _refused(f"line 1 of {path} was changed after it was written", _DELETE)
    apart = versions_apart(made_with, versions)
    if apart:
        raise _refused(
            f"{path} was made with {apart[0]}, here is {apart[1]}, which may give other numbers",
            "Go on with what it was made with, pass another path, or delete the file",
        )
    names = {**fingerprint, **theirs}
    other = [name for name in names if fingerprint.get(name) != theirs.get(name)]
    if other:
        raise _refused(
            f"{path} belongs to another search, which differs in {', '.join(other)}",
            "Pass another path, or delete the file",
        )


@contextmanager
def _reader(file: io.FileIO, start: int) -> Iterator[IO[bytes]]:
    """Read through a buffer from some place on; the file stays open."""
    file.seek(start)
    reader = io.BufferedReader(file)
    try:
        yield reader
    finally:
        reader.detach()


def _write(file: io.FileIO, start: int, line: bytes) -> None:
    """Put a line at the end of those that are whole; where that fails, they stay as they are."""
    try:
        file.truncate(start)
        file.seek(start)
        left = line
        while left:
            left = left[file.write(left) or 0 :]
    except OSError as error:
        try:
            file.truncate(start)
        finally:  # a line that is not whole is dropped when the file is read
            raise CheckpointError(
                f"cannot write to the checkpoint {file.name}: {error.strerror or error}. What was "
                "finished before is kept: make room, and run the same search again to go on."
            ) from error


def _text(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _sealed(text: bytes, seal_before: bytes) -> tuple[bytes, bytes]:
    """A line, and its checksum, in which all lines before have a part."""
    seal = hashlib.blake2b(seal_before + b" " + text, digest_size=16).hexdigest().encode()
    return text + b" " + seal + b"\n", seal


def _parted(line: bytes) -> tuple[bytes, bytes]:
    """The text of a line, and the checksum that it bears."""
    text, _, said = line.removesuffix(b"\n").rpartition(b" ")
    return text, said


def _refused(got: str, what_to_do: str) -> ArgumentError:
    return ArgumentError(f"invalid 'checkpoint': {got}. {what_to_do}.")
