"""What a search computes from predictions: e1071's two errors, a user's own, and metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pynnet._arithmetic import running_total

__all__ = ["Judged", "Measure", "choose_measures", "mean_square", "wrong_classes"]

FloatArray = npt.NDArray[np.float64]
Values = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Predictions beside the truth.

    Attributes
    ----------
    truth, predicted : ndarray
        Labels, or numbers.
    outputs : ndarray, shape (n, q), or None
        Outputs of the network, and
    lev : tuple of str or None
        the levels they stand for, where the response is a factor.
    """

    truth: Values
    predicted: Values
    outputs: FloatArray | None = None
    lev: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that judges predictions.

    Attributes
    ----------
    name : str
        Name in the tables of results.
    function : callable
        The number, from the true and the predicted values.
    greater_is_better : bool
        Whether the largest is best, not the smallest.
    """

    name: str
    function: Callable[[Any, Any], float]
    greater_is_better: bool = False

    def __call__(self, judged: Judged) -> float:
        """Judge."""
        return float(self.function(judged.truth, judged.predicted))


def wrong_classes(truth: Values, predicted: Values) -> float:
    """Share of wrong labels, as e1071 computes it: from the share of right ones."""
    return 1.0 - int(np.count_nonzero(truth == predicted)) / len(truth)


def mean_square(truth: Values, predicted: Values) -> float:
    """Mean squared error: the squares are added in double precision, one after the other.

    That is the order of the reference BLAS, on which R's cross product depends; with another BLAS
    the last bit of R's own error may differ.
    """
    difference = np.ravel(truth - predicted, order="F")
    return running_total(0.0, difference * difference) / difference.size


def choose_measures(
    error_fun: Callable[[Any, Any], float] | None, *, is_class: bool
) -> tuple[Measure, ...]:
    """Return what to compute: the user's error, or e1071's for the kind of response."""
    if error_fun is not None:
        return (Measure("error", error_fun),)
    return (Measure("error", wrong_classes if is_class else mean_square),)
