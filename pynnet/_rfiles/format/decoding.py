"""How numbers and texts are written: big-endian (XDR), little-endian, or as text."""

from __future__ import annotations

import math
import re
import struct
from typing import Protocol

import numpy as np

from pynnet._ground import AnyArray, DataError
from pynnet._printing import NA_REAL

from .budget import NODE, Budget
from .nodes import NA_INTEGER

__all__ = ["Decoder", "decoder_for"]

_QUIET = np.uint64(1 << 51)
_WORDS = {b"NA": NA_REAL, b"NaN": np.nan, b"Inf": np.inf, b"-Inf": -np.inf}
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"t": b"\t",
    b"v": b"\v",
    b"b": b"\b",
    b"r": b"\r",
    b"f": b"\f",
    b"a": b"\a",
}
_LONGEST_TOKEN = 40  # characters of a number
_DECIMAL = re.compile(rb"[-+]?\d{1,30}(\.\d{0,30})?([eE][-+]?\d{1,4})?")
_HEXADECIMAL = re.compile(rb"-?0x[01](\.[0-9a-fA-F]{0,13})?p[-+]?\d{1,4}")


class Decoder(Protocol):
    """Reads one thing after the other; `left` is how many bytes there still are."""

    @property
    def left(self) -> int:
        """Bytes that have not been read."""

    def integer(self) -> int:
        """Read one integer."""

    def integers(self, count: int) -> AnyArray:
        """Read integers, of 32 bits."""

    def doubles(self, count: int) -> AnyArray:
        """Read doubles."""

    def text(self, length: int) -> bytes:
        """Read the bytes of a string."""

    def raw(self, count: int) -> bytes:
        """Read raw bytes."""


def decoder_for(data: bytes, start: int, budget: Budget) -> Decoder:
    """Return what reads a stream, by the letter that it begins with at `start`."""
    head = data[start : start + 2]
    if head in (b"X\n", b"B\n"):
        return _Binary(data, start + 2, ">" if head == b"X\n" else "<", budget)
    if data[start : start + 3] == b"A\r\n" or head == b"A\n":
        return _AsText(data, start + 2, budget)
    raise DataError(
        "unknown input format: the file is none that saveRDS() or save() writes. "
        "It begins with " + repr(bytes(data[start : start + 8])) + "."
    )


def _quieted(values: AnyArray) -> AnyArray:
    """Return numbers whose missing ones are quiet: NumPy warns where it computes with R's NA.

    The low half of the bits, by which R knows NA, stays.
    """
    if np.isnan(values).any():
        bits = values.view(np.uint64)
        bits[np.isnan(values)] |= _QUIET
    return values


def _ended(wanted: int, left: int) -> DataError:
    return DataError(
        f"unexpected end of the file: {wanted} bytes are to follow, there are {left}. "
        "It was cut off, or is no file of R."
    )


class _Binary:
    """Numbers as they stand in memory, of one byte order or the other."""

    def __init__(self, data: bytes, start: int, order: str, budget: Budget) -> None:
        self._data, self._at, self._order, self._budget = data, start, order, budget
        self._one = struct.Struct(f"{order}i").unpack_from
        self._end = len(data)

    @property
    def left(self) -> int:
        return self._end - self._at

    def _next(self, count: int) -> int:
        at = self._at
        if count > self._end - at:
            raise _ended(count, self._end - at)
        self._at = at + count
        return at

    def integer(self) -> int:
        return int(self._one(self._data, self._next(4))[0])

    def integers(self, count: int) -> AnyArray:
        return self._array(count, "i4")

    def doubles(self, count: int) -> AnyArray:
        return _quieted(self._array(count, "f8"))

    def _array(self, count: int, kind: str) -> AnyArray:
        """Read numbers; bits are kept, those of a missing number too."""
        size = int(kind[1])
        start = self._next(count * size)
        self._budget.take(count * size)
        stored = np.frombuffer(self._data, f"{self._order}u{size}", count, start)
        return stored.astype(f"u{size}").view(kind)

    def text(self, length: int) -> bytes:
        start = self._next(length)
        return self._data[start : start + length]

    def raw(self, count: int) -> bytes:
        start = self._next(count)
        self._budget.take(count)
        return self._data[start : start + count]


class _AsText:
    """Numbers as text, one on a line."""

    def __init__(self, data: bytes, start: int, budget: Budget) -> None:
        self._data, self._at, self._budget = data, start, budget

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def _token(self) -> bytes:
        data = self._data
        while data[self._at : self._at + 1] in (b"\n", b"\r", b" ", b"\t"):
            self._at += 1
        end = data.find(b"\n", self._at, self._at + _LONGEST_TOKEN)
        if end < 0:
            end = len(data)
        token = data[self._at : end].strip()
        if not token or len(token) > _LONGEST_TOKEN:
            raise _ended(1, 0) if not token else _no_number(token)
        self._at = end
        return token

    def integer(self) -> int:
        token = self._token()
        if token == b"NA":
            return NA_INTEGER
        if not re.fullmatch(rb"-?\d{1,10}", token) or not -(2**31) <= int(token) < 2**31:
            raise _no_number(token)
        return int(token)

    def integers(self, count: int) -> AnyArray:
        self._check(count, 4)
        return np.array([self.integer() for _ in range(count)], dtype=np.int32)

    def doubles(self, count: int) -> AnyArray:
        self._check(count, 8)
        values = np.empty(count)
        for i in range(count):
            values[i] = self._double()
        return _quieted(values)

    def _double(self) -> float:
        token = self._token()
        if token in _WORDS:
            return float(_WORDS[token])
        if _DECIMAL.fullmatch(token):
            return float(token)
        if _HEXADECIMAL.fullmatch(token):
            try:
                return float.fromhex(token.decode("ascii"))
            except OverflowError:  # as a decimal number it would be infinite, too
                return -math.inf if token.startswith(b"-") else math.inf
        raise _no_number(token)

    def _check(self, count: int, size: int) -> None:
        """Raise if there cannot be so many numbers, each of which takes two characters."""
        if 2 * count > self.left + 1:
            raise _ended(2 * count, self.left)
        self._budget.take(count * (size + NODE // 10))

    def text(self, length: int) -> bytes:
        data, start = self._data, self._at
        if data[start : start + 2] == b"\r\n":
            start += 1
        start += 1
        end, found = start, 0
        while found < length:  # an escaped character counts as one
            if end >= len(data):
                raise _ended(length - found, 0)
            match = _ESCAPE.match(data, end) if data[end : end + 1] == b"\\" else None
            end = end + 1 if match is None else match.end()
            found += 1
        self._at = end
        return _ESCAPE.sub(_unescaped, data[start:end])

    def raw(self, count: int) -> bytes:
        self._check(count, 1)
        tokens = [self._token() for _ in range(count)]
        wrong = next((t for t in tokens if not re.fullmatch(rb"[0-9a-fA-F]{2}", t)), None)
        if wrong is not None:
            raise _no_number(wrong)
        return bytes(int(token, 16) for token in tokens)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code.isdigit():
        return bytes([int(code, 8) & 255])
    return _ESCAPES.get(code, code)


def _no_number(token: bytes) -> DataError:
    return DataError(f"the file is broken: a number is written as {bytes(token[:40])!r}.")
