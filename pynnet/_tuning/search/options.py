"""What a search is given: the data of the call, and how to go about it."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Any

from pynnet._random import Stream

from ..control import TuneControl
from ..progress import Progress

__all__ = ["SearchData", "SearchOptions"]


@dataclass(frozen=True, slots=True, eq=False)
class SearchData:
    """The data of a call: a formula with data, or x with y, and data to predict.

    Attributes
    ----------
    first, second : object
        Formula and data, or x and y.
    validation : object or None
        Data to predict, for arrays a pair.
    """

    first: Any
    second: Any
    validation: Any

    @property
    def is_formula(self) -> bool:
        """Whether there is a formula."""
        return isinstance(self.first, str)


@dataclass(frozen=True, slots=True, eq=False)
class SearchOptions:
    """How a search goes about it.

    Attributes
    ----------
    control : TuneControl
        How it divides the data and judges.
    restarts : int
        Start weights for each fit; the best is kept.
    tolerant : bool
        Whether fits may fail.
    by_lot : bool
        Whether classes that tie are drawn by lot.
    stream : Stream
        Where random numbers come from.
    metrics : optional
        What is computed, as the user has put it.
    simplest : bool
        Whether the simplest setting within one standard error of the best is chosen.
    n_jobs, executor : optional
        Who does the fits.
    worker_timeout : float
        Seconds to wait for workers of which nothing is heard.
    progress, checkpoint : optional
        What is shown meanwhile, and the file in which finished fits are kept.
    """

    control: TuneControl
    restarts: int
    tolerant: bool
    by_lot: bool
    stream: Stream
    metrics: Any = None
    simplest: bool = False
    n_jobs: int = 1
    executor: Any = None
    worker_timeout: float = math.inf
    progress: Progress = False
    checkpoint: str | os.PathLike[str] | None = None

    @property
    def uses_workers(self) -> bool:
        """Whether fits are done by others, and so in any order."""
        return self.executor is not None or self.n_jobs > 1
