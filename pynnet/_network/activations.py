"""What units do with their net input: the function, its slope, and how the slope bends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pynnet._ground import FloatArray
from pynnet._numerics import add_rows, exp, logistic

__all__ = ["Activation", "LINEAR", "LOGISTIC", "softmax"]

_Map = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Activation:
    """A kind of units.

    All is computed from the value y of a unit, which has net input a.

    Attributes
    ----------
    kernel_number : int
        What the compiled kernel calls it.
    function : callable
        y for given a.
    slope : callable
        dy/da for given y.
    bend : callable
        The second derivative by a, divided by the slope, for given y.
    """

    kernel_number: int
    function: _Map
    slope: _Map
    bend: _Map


LOGISTIC = Activation(
    kernel_number=0,
    function=logistic,
    slope=lambda y: y * (1 - y),
    bend=lambda y: 1 - 2 * y,
)
LINEAR = Activation(
    kernel_number=1,
    function=lambda a: a,
    slope=np.ones_like,
    bend=np.zeros_like,
)


def softmax(a: FloatArray) -> FloatArray:
    """Return probabilities from the net inputs of all outputs, shape (outputs, cases)."""
    p = exp(a - np.max(a, axis=0))
    p /= add_rows(p)
    return p
