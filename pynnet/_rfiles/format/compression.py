"""The bytes of a file: compressed by gzip, bzip2, xz or not at all, and bounded."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any

from pynnet._ground import DataError

from .budget import Budget

__all__ = ["COMPRESSIONS", "compressed", "decompressed"]

_STEP = 2**20  # bytes that are decompressed at a time
_GZIP = 16 + zlib.MAX_WBITS  # zlib's word for gzip's header
_BEGINNINGS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"))
_NEW: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.decompressobj(_GZIP),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
}
_BROKEN = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
COMPRESSIONS = ("gzip", "bzip2", "xz", "none")


def decompressed(data: bytes, budget: Budget) -> bytes:
    """Return what the bytes of a file stand for, by their beginning."""
    budget.take(len(data))
    kind = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), None)
    if kind is None:
        return data
    parts: list[bytes] = []
    while data:
        machine = _NEW[kind]()
        data = _one_stream(machine, data, parts, budget, kind)
        if not any(data.startswith(start) for start, _ in _BEGINNINGS):
            break  # gzip ignores what stands behind its end, as R does
    return b"".join(parts)


def _one_stream(machine: Any, data: bytes, parts: list[bytes], budget: Budget, kind: str) -> bytes:
    """Decompress a stream, a step at a time; return what stands behind it."""
    while not machine.eof:
        try:
            part = machine.decompress(data, _STEP)
        except _BROKEN as error:
            raise DataError(f"the file is broken: {kind} cannot be read ({error}).") from None
        budget.take(len(part))
        parts.append(part)
        data = machine.unconsumed_tail if kind == "gzip" else b""
        if not part and not data and not machine.eof:
            raise DataError(f"the file is broken: it ends in the middle of {kind}'s data.")
    return bytes(machine.unused_data)


def compressed(data: bytes, kind: str) -> bytes:
    """Compress bytes as R does by default; "none" leaves them as they are."""
    if kind == "gzip":
        machine = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        return machine.compress(data) + machine.flush()
    if kind == "bzip2":
        return bz2.compress(data)
    return lzma.compress(data) if kind == "xz" else data
