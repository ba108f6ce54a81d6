"""Calls that want memory, and calls that keep it."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import sys
import tracemalloc
from multiprocessing import resource_tracker
from pathlib import Path

import numpy as np

from pynnet._network import frees_the_lock
from pynnet._random import global_stream

from .campaign import CALLS, Campaign, Found, bits, surroundings

__all__ = ["leaking", "short_of_memory"]

_PAGE = os.sysconf("SC_PAGESIZE")
# Bytes that a call may leave on an average: entries of caches that are bounded, weak references of
# pandas to views of an index, which it clears when they are some hundreds.
_KEPT = 1500
_WARM = 2
_REPEATED = (6, 60)  # a cache that fills is full at the end of the longer run, a leak goes on
# A call that starts processes takes seconds: it is repeated less often, in which caches take more.
_KEPT_BESIDE_PROCESSES = 5000
_REPEATED_WITH_PROCESSES = (3,)
_LARGE = """\
big = np.tile(x, (50, 1))
frame = pd.DataFrame(big, columns=["a", "b", "c"]).assign(g=np.resize(["p", "q", "r"], len(big)))
"""
_CALLS = [
    "nnet(big, big[:, 0], size=2, maxit=2, seed=SEED, trace=False, threads=2)",
    "nnet('a ~ b + log(c + 1) + g', frame, size=1, maxit=2, seed=SEED, trace=False)",
    "numbers.predict(big)",
    "nnet_hess(numbers, big, big[:, 0])",
    "multinom('g ~ a + b', frame, maxit=2, trace=False)",
    "model_matrix('~ poly(a, 2) + g * b', frame)",
    "tune_nnet('a ~ b', frame, size=1, maxit=2, control=thirds, seed=SEED, trace=False)",
]
# Python waits for ever for a thread that has no memory to say that it has started.
_STARTS_THREADS = ("threads",)
_NO_THREAD = "can't start new thread"  # Python's word for want of memory for a stack
# NumPy dies where it has no memory for the buffers through which it takes arrays whose innermost
# dimension is short (it raises without Python's lock). Buffers of so few numbers it always has.
_BUFFERED = 16


def short_of_memory(seconds: float, seed: int) -> Found:
    """Give calls little memory: the right bits or a MemoryError, and the next call works.

    In a process of its own: the limit is that of this one, and a crash is its end.
    """
    before = np.setbufsize(_BUFFERED)
    try:
        campaign = Campaign(seconds, seed, 3, _LARGE)
        for name, small in campaign.rounds("no memory"):
            small = CALLS["predict"] if name in _STARTS_THREADS else small
            _try_with_little(campaign, campaign.random.choice([small, *_CALLS]))
        return campaign.found
    finally:
        np.setbufsize(before)


def _try_with_little(campaign: Campaign, code: str) -> None:
    spare = int(2 ** campaign.random.uniform(10, 25))
    how = f"resource.setrlimit(resource.RLIMIT_AS, ...)  # {spare} bytes to spare"
    print(f"{how}\n{code}", file=sys.stderr)  # the last before a crash
    expected, _ = campaign.expected(code)
    outcome = _try_with(campaign, code, expected, spare)
    campaign.found.counts[outcome] += 1
    if outcome not in ("done", "no memory"):
        campaign.went_wrong(code, outcome, how)


def _try_with(campaign: Campaign, code: str, expected: bytes, spare: int) -> str:
    """What becomes of a call that has so many bytes to spare."""
    now, most = resource.getrlimit(resource.RLIMIT_AS)
    ctypes.CDLL(None).malloc_trim(0)  # what was freed would serve again
    used = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
    resource.setrlimit(resource.RLIMIT_AS, (used + spare, most))
    try:
        right, outcome = bits(campaign.evaluate(code)) == expected, "done"
    except Exception as error:
        cause = _first_cause(error)
        right = isinstance(cause, MemoryError) or _NO_THREAD in repr(cause)
        outcome = "no memory" if right else f"raises {error!r}"
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (now, most))
    if not right:
        return outcome if outcome != "done" else "gives another result with little memory"
    if bits(campaign.evaluate(code)) != expected:
        return "gives another result afterwards"
    return outcome


def _first_cause(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def leaking(seconds: float, seed: int) -> Found:
    """Make each call again and again: no memory, thread or file is left."""
    campaign = Campaign(seconds, seed)
    resource_tracker.ensure_running()  # the first process brings it, for all that are to come
    for name, code in campaign.rounds():
        most, numbers = _KEPT, _REPEATED
        if name in _STARTS_THREADS and not frees_the_lock():
            most, numbers = _KEPT_BESIDE_PROCESSES, _REPEATED_WITH_PROCESSES
        with surroundings(lambda what, code=code: campaign.went_wrong(code, what)):
            kept = _kept(campaign, code, most, numbers)
        campaign.found.counts[name] += 1
        if kept > most:
            campaign.went_wrong(code, f"keeps {kept:.0f} bytes, each time")
    return campaign.found


def _kept(campaign: Campaign, code: str, most: float, numbers: tuple[int, ...]) -> float:
    """Bytes that a call leaves on an average, after the first ones; once they are few, they are."""
    start = global_stream().state

    def repeat(number: int) -> int:
        for _ in range(number):
            campaign.evaluate(code)
            global_stream().state = start
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before, done, kept = repeat(_WARM), 0, 0.0
        for number in numbers:
            kept = (repeat(number - done) - before) / number
            done = number
            if kept <= most:
                break
        return kept
    finally:
        tracemalloc.stop()
