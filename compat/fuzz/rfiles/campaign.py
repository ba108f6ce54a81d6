"""Hostile files of R's: nothing runs, nothing hangs, and errors are pynnet's own.

    python -m compat.fuzz.rfiles [files] [seed]

Files that R saved (`compat/record/rfiles.R`) are cut, spliced and overwritten, most of them in what
they hold, some as they are compressed. What is read of them is used: fits predict, print and are
summarised, all is written again. An audit hook watches what the interpreter is asked to start; the
memory that reading may take is bounded. The exit status is 1 if anything but an error of pynnet
comes of it.
"""

from __future__ import annotations

import functools
import random
import struct
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from pynnet import Multinom, NNet, PynnetError, Tune, load_rdata, read_rds, validate, write_rds
from pynnet._rfiles.format.budget import Budget
from pynnet._rfiles.format.compression import COMPRESSIONS, compressed, decompressed

from ..files import SAVED_BY_R, run_campaign
from ..watching import Sprung, watch_from_now_on, watched

__all__ = ["main", "try_files"]

_MOST = 2**26  # bytes that reading may take here
_NUMBERS = (0, 1, -1, 2, 3, 7, 255, 254, 253, 251, 249, 242, 241, 240, 239, 238, 511, 2**31 - 1,
            -(2**31), 2**16, 10**6, 262153, 1026, 9, 13, 14, 16, 19, 21, 22, 24, 25, 787, 781,
            526, 275)  # fmt: skip
_DOUBLES = (0.0, -1.0, 0.5, 1e308, 5e-324, 1e9, float("nan"), float("inf"))
_METHODS = ("predict", "summary", "coef", "hessian", "vcov", "confint", "tidy", "glance", "logLik",
            "extractAIC", "pseudo_r2", "lr_tests", "anova", "drop1", "step", "update",
            "marginal_effects", "predicted_probabilities", "plot")  # fmt: skip


@functools.cache
def _originals() -> list[bytes]:
    """What the saved files hold, decompressed; small ones several times."""
    found = []
    for path in sorted(SAVED_BY_R.iterdir()):
        data = decompressed(path.read_bytes(), Budget(2**30))
        found += [data] * max(1, 20_000 // len(data))
    return found


@functools.cache
def _whole_fit(kind: type) -> Any:
    """The first fit of a kind that was saved, as it is."""
    saved = (read_rds(path) for path in sorted(SAVED_BY_R.glob("fit-*")))
    return next(found["fit"] for found in saved if type(found["fit"]) is kind)


def _mutated(r: random.Random) -> bytes:
    """One hostile file."""
    data = bytearray(r.choice(_originals()))
    for _ in range(r.choice((1, 1, 1, 2, 3, 8))):
        _change(r, data)
    if r.random() < 0.85:
        return bytes(data)
    packed = bytearray(compressed(bytes(data), r.choice(COMPRESSIONS)))
    if r.random() < 0.5:
        _change(r, packed)
    return bytes(packed)


def _change(r: random.Random, data: bytearray) -> None:
    """Change some bytes: one, a number, a piece, a piece of another file, or the end."""
    at = r.randrange(len(data) + 1) if r.random() < 0.9 else r.randrange(min(64, len(data) + 1))
    kind = r.random()
    if kind < 0.4 and at < len(data):
        data[at] ^= 1 << r.randrange(8)
    elif kind < 0.6:
        data[at : at + 4] = struct.pack(r.choice((">i", "<i")), r.choice(_NUMBERS))
    elif kind < 0.7:
        data[at : at + 8] = struct.pack(
            ">d", r.choice((0.0, -1.0, 1e308, 5e-324, 1e9, float("nan")))
        )
    elif kind < 0.8:
        del data[at : at + r.choice((1, 4, 8, 40))]
    elif kind < 0.9:
        other = r.choice(_originals())
        start = r.randrange(len(other))
        data[at:at] = other[start : start + r.choice((4, 12, 60, 400))]
    elif kind < 0.95:
        del data[at:]
    else:
        data[at : at + 4] = data[at : at + 4] * r.choice((2, 100, 3000))


def _use(value: Any, newdata: Any, target: Path) -> str:
    """Use what was read; return what it is."""
    if isinstance(value, dict) and "fit" in value:
        return _use(value["fit"], value.get("newdata"), target)
    if isinstance(value, dict) and "search" in value:
        return _use(value["search"], None, target)
    if isinstance(value, (NNet, Multinom, Tune)):
        repr(value)
        for method in _METHODS:
            _try(getattr(value, method, None), newdata if method == "predict" else None)
    if isinstance(value, (NNet, Multinom)):
        _try(lambda: validate(value, _whole_fit(type(value))), None)
        _try(lambda: validate(_whole_fit(type(value)), value, newdata), None)
    _try(lambda: write_rds(value, target), None)
    return type(value).__name__


def _try(method: Any, argument: Any) -> None:
    """Call a method, which may refuse."""
    if method is None:
        return
    try:
        repr(method() if argument is None else method(argument))
    except PynnetError as refusal:
        str(refusal)


def try_files(number: int, seed: int, seconds: float) -> tuple[Counter[str], list[str]]:
    """Try hostile files; return counts of outcomes, and a line for each fault.

    A file is a fault that ends in an error which is not pynnet's, or takes more than `seconds`.
    """
    counts: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "file", Path(folder) / "written"
        for original in sorted(SAVED_BY_R.iterdir()):  # what is imported late is imported now
            path.write_bytes(original.read_bytes())
            _outcome(path, target)
        watch_from_now_on()
        for i in range(number):
            r = random.Random(f"{seed}-{i}")
            data = _mutated(r)
            path.write_bytes(data)
            began = time.process_time()
            try:
                with watched():
                    counts[_outcome(path, target)] += 1
            except (Exception, Sprung) as error:
                faults.append(f"{seed}-{i}: {type(error).__name__}: {error}")
            if time.process_time() - began > seconds:
                faults.append(f"{seed}-{i}: took {time.process_time() - began:.1f} s")
    return counts, faults


def _outcome(path: Path, target: Path) -> str:
    """Read a file, and use it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read = load_rdata if path.read_bytes()[:2] in (b"RD",) else read_rds
            value = read(path, max_bytes=_MOST)
        except PynnetError as refusal:
            if refusal.__cause__ is not None:  # nobody has thought of it
                raise refusal.__cause__ from None
            return f"refused: {type(refusal).__name__}"
        return f"read: {_use(value, None, target)}"


def main() -> int:
    """Run a campaign; print what came of it."""
    return run_campaign(try_files, __doc__, 20_000)
