"""Calls beside one another on threads, and searches whose workers come and go."""

from __future__ import annotations

import random
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.thread import BrokenThreadPool
from functools import partial
from typing import Any

from pynnet import RRandom, WorkerError, runif
from pynnet._random import global_stream

from .campaign import CALLS, SEARCH, Campaign, Found, bits, quiet, surroundings

__all__ = ["in_a_crowd", "with_faulty_workers"]

_DRAWN = 200  # numbers, by each of eight calls beside the others
_NOT_BESIDE = ("tune a function",)  # it makes the global stream its own for the time being


def in_a_crowd(seconds: float, seed: int) -> Found:
    """Make calls on threads while others draw: bits as alone, and each number is drawn once.

    Chance alone draws a number twice in one of some thousand rounds: R's have 32 bits.
    """
    campaign = Campaign(seconds, seed, 3)
    start = global_stream().state
    codes = [code for name, code in CALLS.items() if name not in _NOT_BESIDE]
    for code in codes:
        campaign.expected(code)
    for _ in campaign.rounds():
        chosen = campaign.random.choices(codes, k=8)
        how = f"# at once, on 6 threads: {chosen!r}"
        wrong = partial(campaign.went_wrong, "", how=how)
        alone = RRandom.from_state(global_stream().state).runif(8 * _DRAWN)
        with surroundings(wrong), quiet(), ThreadPoolExecutor(6) as pool:
            drawn = [pool.submit(runif, _DRAWN) for _ in range(4)]
            results = [pool.submit(_bits, campaign, code) for code in chosen]
            drawn += [pool.submit(runif, _DRAWN) for _ in range(4)]
        for code, result in zip(chosen, results, strict=True):
            campaign.found.counts["calls"] += 1
            if result.result() != campaign.expected(code)[0]:
                campaign.went_wrong(code, "gives another result", how)
        numbers = [float(number) for future in drawn for number in future.result()]
        if sorted(numbers) != sorted(alone.tolist()):
            campaign.went_wrong(f"runif({_DRAWN})", "gives a number twice, or leaves one out", how)
    global_stream().state = start
    return campaign.found


def _bits(campaign: Campaign, code: str) -> bytes:
    return bits(eval(code, campaign.names))


def with_faulty_workers(seconds: float, seed: int) -> Found:
    """Search with workers that answer late, fail or go: the same bits, or a WorkerError."""
    campaign = Campaign(seconds, seed, 3)
    code = SEARCH.replace("checkpoint=PATH", "executor=WORKERS")
    expected = bits(campaign.evaluate(code.replace("WORKERS", "None")))
    for _ in campaign.rounds("done"):
        number = campaign.random.randrange(2**31)
        how = f"WORKERS = Faulty({number})  # of compat.fuzz.hardships.crowds"
        wrong = partial(campaign.went_wrong, code, how=how)
        with surroundings(wrong), Faulty(number) as campaign.names["WORKERS"]:
            outcome = _search(campaign, code, expected)
        campaign.found.counts[outcome] += 1
        if outcome not in ("done", "given up"):
            wrong(outcome)
    return campaign.found


def _search(campaign: Campaign, code: str, expected: bytes) -> str:
    """What becomes of a search."""
    try:
        return "done" if bits(campaign.evaluate(code)) == expected else "gives another result"
    except WorkerError:
        return "given up"
    except Exception as error:
        return f"raises {error!r}"


class Faulty(Executor):
    """Threads that answer in any order and late; some of them break, or drop what they have."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._pool = ThreadPoolExecutor(3)
        self._rate = self._random.choice([0.0, 0.0, 0.05, 0.3])

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        """Do a job sooner or later, if at all."""
        fault, pause = self._random.random() < self._rate, self._random.uniform(0, 0.01)
        drops = self._random.random() < 0.3
        future: Future[Any] = Future()

        def work() -> None:
            time.sleep(pause)
            if fault and drops and future.cancel():
                future.set_running_or_notify_cancel()
                return
            if not future.set_running_or_notify_cancel():
                return
            if fault:
                future.set_exception(BrokenThreadPool("a worker has gone"))
                return
            try:
                future.set_result(function(*arguments, **named))
            except BaseException as error:
                future.set_exception(error)

        self._pool.submit(work)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)
