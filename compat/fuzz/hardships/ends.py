"""Calls that come to a sudden end: Ctrl-C and kill at random moments, and damaged checkpoints."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from pynnet import PynnetError
from pynnet._random import global_stream

from .campaign import SEARCH, Campaign, Found, bits, child, surroundings

__all__ = ["interrupted", "killed"]


def interrupted(seconds: float, seed: int) -> Found:
    """Interrupt calls at random moments: all or nothing of a call has happened, and the next works.

    The stream is where it was, or, if the call had all but ended, where the call leaves it.
    """
    campaign = Campaign(seconds, seed)
    before = signal.signal(signal.SIGALRM, _interrupt)
    try:
        for _, code in campaign.rounds("interrupted"):
            _interrupt_once(campaign, code)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return campaign.found


def _interrupt(_: int, frame: FrameType | None) -> None:
    """Do as Ctrl-C does, but only to the package; where that is held back, wait as it would."""
    if signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()):
        signal.setitimer(signal.ITIMER_REAL, 1e-3)
        return
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("pynnet."):
            raise KeyboardInterrupt
        frame = frame.f_back


def _interrupt_once(campaign: Campaign, code: str) -> None:
    stream = global_stream()
    start = stream.state
    begin = time.perf_counter()
    expected, end = campaign.expected(code)
    took = time.perf_counter() - begin
    took = campaign.names.setdefault(("took", code), took)
    after = campaign.random.uniform(1e-6, 1.1 * took)
    how = f"signal.setitimer(signal.ITIMER_REAL, {after:.6f})  # SIGALRM: as SIGINT"

    def wrong(what: str) -> None:
        campaign.went_wrong(code, what, how)

    with surroundings(wrong):
        signal.setitimer(signal.ITIMER_REAL, after)
        try:
            result = campaign.evaluate(code)
        except KeyboardInterrupt:
            campaign.found.counts["interrupted"] += 1
            if not (_same(stream.state, start) or _same(stream.state, end)):
                wrong("leaves the stream between two calls")
        except BaseException as error:
            wrong(f"raises {error!r} where it is interrupted")
        else:
            signal.setitimer(signal.ITIMER_REAL, 0)
            campaign.found.counts["done"] += 1
            if bits(result) != expected or not _same(stream.state, end):
                wrong("gives another result")
    signal.setitimer(signal.ITIMER_REAL, 0)
    stream.state = start
    if bits(campaign.evaluate(code)) != expected:
        wrong("gives another result after it was interrupted")
    stream.state = start


def _same(state: Any, other: Any) -> bool:
    return bool(np.array_equal(state, other))


def killed(seconds: float, seed: int) -> Found:
    """Kill a search, damage its checkpoint or not, and go on: the same bits, or a refusal."""
    campaign = Campaign(seconds, seed, 3)
    with tempfile.TemporaryDirectory() as folder:
        path = campaign.names["PATH"] = Path(folder) / "checkpoint"
        begin = time.perf_counter()
        expected = bits(campaign.evaluate(SEARCH))
        took = time.perf_counter() - begin
        for _ in campaign.rounds():
            path.unlink(missing_ok=True)
            _kill_once(campaign, path, expected, took)
    return campaign.found


def _kill_once(campaign: Campaign, path: Path, expected: bytes, took: float) -> None:
    r, count = campaign.random, campaign.found.counts
    pid = child(lambda: campaign.evaluate(SEARCH))
    time.sleep(r.uniform(0, took))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    left = path.read_bytes() if path.exists() else b""
    damaged = _damaged(r, left) if r.random() < 0.6 else left
    if damaged != left:
        path.write_bytes(damaged)
    how = f"Path(PATH).write_bytes({damaged!r})"
    try:
        found = bits(campaign.evaluate(SEARCH))
    except PynnetError:
        count["refused"] += 1
        if damaged == left:
            campaign.went_wrong(SEARCH, "refuses what a killed search leaves", how)
        if path.read_bytes() != damaged:
            campaign.went_wrong(SEARCH, "changes a file that it refuses", how)
    except Exception as error:
        campaign.went_wrong(SEARCH, f"raises {error!r}", how)
    else:
        count["went on" if left else "began"] += 1
        if found != expected:
            campaign.went_wrong(SEARCH, "gives another result", how)


def _damaged(r: random.Random, content: bytes) -> bytes:
    """Content with a piece changed, cut out, put in or doubled."""
    i = r.randrange(len(content) + 1)
    j = min(len(content), i + r.choice([1, 1, 10, 1000]))
    return r.choice(
        [
            content[:i] + bytes(b ^ 1 << r.randrange(8) for b in content[i:j]) + content[j:],
            content[:i] + content[j:],
            content[:i] + r.randbytes(j - i) + content[i:],
            content[:j] + content[i:],
            content[:i],
        ]
    )
