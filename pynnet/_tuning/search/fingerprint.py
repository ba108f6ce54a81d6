"""The fingerprint of a search: by it a checkpoint tells whether it belongs to another one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..checkpoint.digest import digest
from .jobs import FitJobs

__all__ = ["fingerprint"]


def fingerprint(jobs: FitJobs, stream_state: Any) -> dict[str, str]:
    """Return digests of all that outcomes depend on, by what they are of."""
    work = jobs.work
    return {
        "the data": digest(
            [(s.x, s.targets, s.weights, s.held_out, s.truth) for s in work.training_sets]
        ),
        "the training sets": digest([s.rows for s in work.training_sets]),
        "the settings": digest(
            [[replace(o, threads=None) for o in options] for options in work.options.values()]
        ),
        "the metrics": digest(work.metrics),
        "the fits": digest([jobs.repeats, jobs.restarts, jobs.start, work.free, work.by_lot]),
        "the random stream": digest(stream_state),
    }
