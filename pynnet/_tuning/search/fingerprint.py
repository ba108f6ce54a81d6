"""The fingerprint of a search: by it a checkpoint tells whether it belongs to another one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pynnet._ground import FitWarning, warn

from ..checkpoint.digest import digest
from .jobs import FitJobs

__all__ = ["fingerprint", "longest_line"]


def fingerprint(jobs: FitJobs, stream_state: Any) -> dict[str, str]:
    """Return digests of all that outcomes depend on, by what they are of."""
    work, doubts = jobs.work, set[str]()
    metrics = digest(work.metrics, doubts)
    if doubts:
        warn(
            f"the metrics use {', '.join(sorted(doubts))}: what that gives cannot be told, so the "
            "checkpoint would not notice if it changed between two searches.",
            FitWarning,
        )
    return {
        "the data": digest(
            [(s.x, s.targets, s.weights, s.held_out, s.truth) for s in work.training_sets]
        ),
        "the training sets": digest([s.rows for s in work.training_sets]),
        "the settings": digest(
            [[replace(o, threads=None) for o in options] for options in work.options.values()]
        ),
        "the metrics": metrics,
        "the fits": digest([jobs.repeats, jobs.restarts, jobs.start, work.free, work.by_lot]),
        "the random stream": digest(stream_state),
    }


def longest_line(jobs: FitJobs) -> int:
    """How many bytes an outcome can take in a checkpoint, with room to spare."""
    outputs = max(s.held_out.shape[0] * s.shape[1] for s in jobs.work.training_sets)
    return 2**12 + 2**7 * len(jobs.work.metrics) + 2**4 * outputs  # hexadecimal digits of floats
