"""What a network is fitted by: the loss of a case, the error it makes, and its curvature.

Arrays have shape (outputs, cases), case weights w shape (cases,); y are outputs, t targets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pynnet._ground import FloatArray
from pynnet._numerics import add_rows, log

from .activations import LINEAR, Activation

__all__ = ["CENSORED", "CRITERIA", "Criterion", "ENTROPY", "LEAST_SQUARES", "SOFTMAX"]

_TINY = 1e-80  # keeps the logarithm of the entropy finite
_IMPOSSIBLE = 1000.0  # loss of a case whose class has probability 0


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """A loss that is added up over the cases.

    Attributes
    ----------
    name : str
        What it is called.
    kernel_number : int
        What the compiled kernel calls it.
    is_probability : bool
        Whether the outputs are made probabilities by the softmax.
    loss : callable
        ``loss(y, t, w)``: what the cases add to the criterion, in the order of the additions.
    error : callable
        ``error(y, t, unit)``: derivative of a case's loss by the net input of each output, shape
        (outputs, cases), for outputs that are units of that kind.
    curvature : callable
        ``curvature(y, t, unit)``: the second derivatives, shape (outputs, outputs, cases).
    """

    name: str
    kernel_number: int
    is_probability: bool
    loss: Callable[[FloatArray, FloatArray, FloatArray], FloatArray]
    error: Callable[[FloatArray, FloatArray, Activation], FloatArray]
    curvature: Callable[[FloatArray, FloatArray, Activation], FloatArray]

    def __reduce__(self) -> tuple[object, ...]:
        """Copies and pickles are the criterion itself: there is one of each."""
        return _named, (self.name,)

    def __repr__(self) -> str:
        return self.name


def _named(name: str) -> Criterion:
    return CRITERIA[name]


def _diagonal(values: FloatArray) -> FloatArray:
    """Curvature of outputs that do not depend on one another."""
    return np.einsum("kl,lr->klr", np.eye(len(values)), values)


# Least squares ---------------------------------------------------------------------------------


def _least_squares_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    d = y - t
    return (w * (d * d)).T.ravel()


def _least_squares_error(y: FloatArray, t: FloatArray, unit: Activation) -> FloatArray:
    return 2 * (y - t) * unit.slope(y)


def _least_squares_curvature(y: FloatArray, t: FloatArray, unit: Activation) -> FloatArray:
    if unit is LINEAR:
        return _diagonal(np.full_like(y - t, 2.0))
    slope = unit.slope(y)
    return _diagonal(2 * slope * (slope + (y - t) * unit.bend(y)))


# Entropy, with logistic outputs ----------------------------------------------------------------


def _entropy_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    s = np.zeros(y.shape)
    in_one_row, t = s.reshape(-1), np.ascontiguousarray(t)
    for target, output in ((t, y), (1 - t, 1 - y)):
        some = np.flatnonzero(target > 0)
        aim = target.take(some)
        in_one_row[some] -= aim * log((output.take(some) + _TINY) / aim)
    return (w * s).T.ravel()


def _entropy_error(y: FloatArray, t: FloatArray, _: Activation) -> FloatArray:
    return y - t


def _entropy_curvature(y: FloatArray, t: FloatArray, _: Activation) -> FloatArray:  # noqa: ARG001
    return _diagonal(y * (1 - y))


# Softmax ---------------------------------------------------------------------------------------


def _softmax_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    impossible = y == 0
    p = np.where(impossible, 1.0, y)
    loss = np.where(impossible, w * _IMPOSSIBLE, -((w * t) * log(p)))
    return np.where(t > 0, loss, 0.0).T.ravel()


def _softmax_error(y: FloatArray, t: FloatArray, _: Activation) -> FloatArray:
    return add_rows(t) * y - t


def _softmax_curvature(y: FloatArray, t: FloatArray, _: Activation) -> FloatArray:
    return t.sum(axis=0) * _probability_curvature(y)


def _probability_curvature(p: FloatArray) -> FloatArray:
    """Second derivative of the log of the sum of exponentials."""
    return _diagonal(p) - np.einsum("kr,lr->klr", p, p)


# Censored: a row of targets marks all classes that are possible --------------------------------


def _censored_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    s = add_rows(np.where(t == 1, y, 0.0))
    impossible = s == 0
    return np.where(impossible, w * _IMPOSSIBLE, -(w * log(np.where(impossible, 1.0, s))))


def _censored_error(y: FloatArray, t: FloatArray, _: Activation) -> FloatArray:
    possible = t == 1
    s = add_rows(np.where(possible, y, 0.0))
    return np.where(possible, y - y / s, y)


def _censored_curvature(y: FloatArray, t: FloatArray, _: Activation) -> FloatArray:
    # The loss looks for marks of 1; here R takes marks as they are, whatever they are. Where one
    # class has all the probability only rounding is left: R divides twice instead of by the square.
    marked = t * y
    total = marked.sum(axis=0)
    with np.errstate(invalid="ignore"):  # 0/0 where no possible class has any probability
        among_possible = _diagonal(marked / total)
        among_possible -= np.einsum("kr,lr->klr", marked, marked) / total / total
    return _probability_curvature(y) - among_possible


LEAST_SQUARES = Criterion(
    name="least squares",
    kernel_number=0,
    is_probability=False,
    loss=_least_squares_loss,
    error=_least_squares_error,
    curvature=_least_squares_curvature,
)
ENTROPY = Criterion(
    name="entropy",
    kernel_number=1,
    is_probability=False,
    loss=_entropy_loss,
    error=_entropy_error,
    curvature=_entropy_curvature,
)
SOFTMAX = Criterion(
    name="softmax",
    kernel_number=2,
    is_probability=True,
    loss=_softmax_loss,
    error=_softmax_error,
    curvature=_softmax_curvature,
)
CENSORED = Criterion(
    name="censored",
    kernel_number=3,
    is_probability=True,
    loss=_censored_loss,
    error=_censored_error,
    curvature=_censored_curvature,
)
CRITERIA = {c.name: c for c in (LEAST_SQUARES, ENTROPY, SOFTMAX, CENSORED)}
