"""R's variable metric search: a direction, a line search, and what the step tells of the curvature.

References
----------
.. [1] Nash, J. C., *Compact Numerical Methods for Computers*, 2nd ed., Adam Hilger, 1990,
   algorithm 21.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pynnet._ground import ArgumentError, BoolArray, FloatArray, shown
from pynnet._numerics import add_rows, running_total

__all__ = ["Function", "Search", "StoppingRules", "not_finite"]

_STEP_REDUCTION = 0.2
_ACCEPTABLE_DECREASE = 1e-4
_MOST_ITERATIONS = 2**31 - 1  # that the compiled kernel can count
_RELTEST = 10.0  # a component has not moved if it is the same after adding this


class StoppingRules(NamedTuple):
    """When a search ends.

    Attributes
    ----------
    maxiter : int
        After so many iterations.
    abstol : float
        As soon as the function is not above this.
    reltol : float
        When a step changes the function by no more than ``reltol * (abs(fun) + reltol)``.
    """

    maxiter: int
    abstol: float
    reltol: float

    @classmethod
    def among(cls, options: Mapping[str, Any]) -> StoppingRules:
        """The rules among the options of a method of :func:`scipy.optimize.minimize`."""
        return cls(*[options[name] for name in cls._fields])

    @property
    def options(self) -> dict[str, Any]:
        """The rules as such options."""
        return self._asdict()

    @property
    def numbers(self) -> tuple[float, ...]:
        """The rules as the compiled kernel is told of them."""
        return min(self.maxiter, _MOST_ITERATIONS), *self[1:]


def not_finite(value: float) -> ArgumentError:
    """Return R's error for a start without a finite value."""
    return ArgumentError(
        f"initial value in 'vmmin' is not finite: it is {value}. "
        "Start elsewhere, or scale the data."
    )


class Function:
    """The function seen from its free components, with the counts of its evaluations."""

    def __init__(
        self,
        fun: Callable[..., float],
        jac: Callable[..., npt.ArrayLike] | None,
        args: tuple[Any, ...],
        x0: FloatArray,
        free: BoolArray,
        ndeps: float,
    ) -> None:
        self._fun, self._jac, self._args, self._free, self._ndeps = fun, jac, args, free, ndeps
        self.x = x0
        self.nfev = self.njev = 0

    @property
    def point(self) -> FloatArray:
        """The free components of where the search is."""
        return self.x[self._free]

    def move(self, point: FloatArray) -> None:
        """Put the free components elsewhere."""
        self.x[self._free] = point

    def value(self, point: FloatArray) -> float:
        """Return the function at a point, and stay there."""
        self.move(point)
        self.nfev += 1
        return _one_number(self._fun(self.x.copy(), *self._args))

    def gradient(self) -> FloatArray:
        """Return the gradient where the search is."""
        self.njev += 1
        if self._jac is None:
            return self._central_differences()
        gradient = np.asarray(self._jac(self.x.copy(), *self._args))
        if gradient.shape != self.x.shape or gradient.dtype.kind not in "biuf":
            raise ArgumentError(
                f"gradient in optim evaluated to length {gradient.size} not {self.x.size}: jac "
                f"gave {shown(gradient)}. Return a number for each component."
            )
        return gradient.astype(float, copy=False)[self._free]

    def _central_differences(self) -> FloatArray:
        def at(i: int, step: float) -> float:
            x = self.x.copy()
            x[i] += step
            return _one_number(self._fun(x, *self._args))

        h = self._ndeps
        return np.array(
            [(at(int(i), h) - at(int(i), -h)) / (2 * h) for i in np.flatnonzero(self._free)]
        )


def _one_number(value: Any) -> float:
    """What the function gave, which must be one number."""
    if isinstance(value, float):
        return float(value)
    number = np.asarray(value)
    if number.size != 1:
        raise ArgumentError(
            f"objective function in optim evaluates to length {number.size} not 1: fun gave "
            f"{shown(value)}. Return one number."
        )
    if number.dtype.kind not in "biuf":
        raise ArgumentError(f"fun gave {shown(value)}. Return one number.")
    return float(number.item())


class Search:
    """State of the search: the point, the best value, and B, the inverse Hessian so far."""

    def __init__(self, function: Function, rules: StoppingRules) -> None:
        self.function, self.rules = function, rules
        self.n = function.point.size
        self.f = self.best = function.value(function.point)
        if not np.isfinite(self.f):
            raise not_finite(self.f)
        self._gradient = function.gradient()
        self.iteration = 1
        self._B = np.eye(self.n)
        self.restart()

    def restart(self) -> None:
        """Begin again from steepest descent at the next step."""
        self._restarted_at = self.function.njev

    @property
    def restarted(self) -> bool:
        """Whether the next step is one of steepest descent."""
        return self._restarted_at == self.function.njev

    @property
    def steps_since_restart(self) -> int:
        """How many steps B has learned from."""
        return self.function.njev - self._restarted_at

    def step(self) -> int:
        """Try one step; returns how many components it left unmoved."""
        if self.restarted:
            self._B = np.eye(self.n)
        t = _direction(self._B, self._gradient)
        slope = _dot(t, self._gradient)
        if not slope < 0.0:
            return self._no_progress()
        step, unmoved = self._line_search(t, slope)
        change = abs(self.f - self.best)
        enough = change > self.rules.reltol * (abs(self.best) + self.rules.reltol)
        if not (self.f > self.rules.abstol and enough):
            unmoved, self.best = self.n, self.f
        if unmoved == self.n:
            return self._no_progress()
        self._accept(step * t)
        return unmoved

    def _no_progress(self) -> int:
        """Steepest descent is tried once more; after that nothing can be moved."""
        if self.restarted:
            return self.n
        self.restart()
        return 0

    def _line_search(self, t: FloatArray, slope: float) -> tuple[float, int]:
        """Shorten the step until the function falls enough or no component moves."""
        X = self.function.point
        step = 1.0
        while True:
            point = X + step * t
            unmoved = int(np.count_nonzero(point + _RELTEST == X + _RELTEST))
            if unmoved == self.n:
                self.function.move(point)
                return step, unmoved
            self.f = self.function.value(point)
            limit = self.best + slope * step * _ACCEPTABLE_DECREASE
            if np.isfinite(self.f) and self.f <= limit:
                return step, unmoved
            step *= _STEP_REDUCTION

    def _accept(self, t: FloatArray) -> None:
        """Take the step `t`, and learn the curvature along it."""
        self.best = self.f
        before, self._gradient = self._gradient, self.function.gradient()
        self.iteration += 1
        c = self._gradient - before
        D1 = _dot(t, c)
        if D1 > 0:
            self._B = _updated(self._B, t, c, D1)
        else:
            self.restart()


def _dot(a: FloatArray, b: FloatArray) -> float:
    return running_total(0.0, a * b)


def _product(B: FloatArray, v: FloatArray) -> FloatArray:
    """``B v`` for symmetric B, each component added up from 0 in the order of the columns."""
    terms = np.empty((1 + len(B), len(B)))
    terms[0] = 0.0
    np.multiply(B, v[:, None], out=terms[1:])
    return add_rows(terms)


def _direction(B: FloatArray, gradient: FloatArray) -> FloatArray:
    return _product(B, -gradient)


def _updated(B: FloatArray, t: FloatArray, c: FloatArray, D1: float) -> FloatArray:
    """Inverse Hessian after the step `t` changed the gradient by `c`; ``D1`` is their product."""
    X = _product(B, c)
    D2 = 1.0 + _dot(X, c) / D1
    change = np.multiply.outer(D2 * t, t)
    change -= np.multiply.outer(X, t)
    change -= np.multiply.outer(t, X)
    change /= D1
    change += B
    # R computes the lower triangle; computed on its own, the upper would round differently.
    return np.tril(change) + np.tril(change, -1).T
