"""R's BFGS as a method of :func:`scipy.optimize.minimize`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult

from pynnet._ground import ArgumentError, BoolArray, FloatArray
from pynnet._numerics import add_rows, running_total

from .trace import Trace

__all__ = ["StoppingRules", "not_finite", "r_bfgs", "search_result"]


_REPORT_EVERY = 10  # iterations between two lines of the trace
_STEP_REDUCTION = 0.2
_ACCEPTABLE_DECREASE = 1e-4
_RELTEST = 10.0  # a component has not moved if it is the same after adding this
_STOPPED_BY_CALLBACK = 99  # SciPy's status for it


@dataclass(frozen=True, slots=True)
class StoppingRules:
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

    def options(self) -> dict[str, float]:
        """The rules as options of a method of :func:`scipy.optimize.minimize`."""
        return {"maxiter": self.maxiter, "abstol": self.abstol, "reltol": self.reltol}


def r_bfgs(
    fun: Callable[..., float],
    x0: npt.ArrayLike,
    args: tuple[Any, ...] = (),
    *,
    jac: Callable[..., npt.ArrayLike] | None = None,
    callback: Callable[..., object] | None = None,
    maxiter: int = 100,
    abstol: float = -np.inf,
    reltol: float = 1e-8,
    mask: npt.ArrayLike | None = None,
    ndeps: float = 1e-3,
    disp: bool = False,
    tol: float | None = None,
    hess: object = None,  # noqa: ARG001  SciPy's protocol passes it
    hessp: object = None,  # noqa: ARG001
    bounds: object = None,
    constraints: Sequence[object] = (),
) -> OptimizeResult:
    """Minimise a function by the variable metric method that R uses.

    Pass it as ``method`` to :func:`scipy.optimize.minimize`. From the same start it takes the same
    path as R's ``optim(method = "BFGS")`` and as R's ``nnet``, down to the last bit, provided that
    `fun` and `jac` round as their counterparts in R do.

    Parameters
    ----------
    fun : callable
        ``fun(x, *args)``, the function to be minimised.
    x0 : array_like of float, shape (n,)
        Start.
    args : tuple, optional
        Further arguments of `fun` and `jac`. Default ().
    jac : callable, optional
        ``jac(x, *args)``, the gradient. By default central differences with step `ndeps`, as in
        R's ``optim``.
    callback : callable, optional
        Called after every iteration as ``callback(x)``, or, if that is its only parameter, as
        ``callback(intermediate_result=result)`` with ``x``, ``fun`` and ``nit``. Raising
        ``StopIteration`` ends the search with ``status`` 99.
    maxiter : int, optional
        Largest number of iterations, R's ``maxit``. Default 100. With 0 the function is only
        evaluated at the start.
    abstol : float, optional
        Stop as soon as the function is not above this. Default minus infinity.
    reltol : float, optional
        Stop when a step changes the function by no more than ``reltol * (abs(fun) + reltol)``.
        Default 1e-8.
    mask : array_like of bool, shape (n,), optional
        Components that may change; the others stay at their start. Default all.
    ndeps : float, optional
        Step of the central differences. Default 1e-3.
    disp : bool, optional
        Print R's trace, a line for every tenth iteration. Default False.
    tol : float, optional
        SciPy's general tolerance; used as `reltol` if given.
    hess, hessp : optional
        Not used.
    bounds, constraints : optional
        Not supported: anything but None and () is an error.

    Returns
    -------
    scipy.optimize.OptimizeResult
        With ``x``, ``fun``, ``nit`` (as R counts, the start is iteration 1), ``nfev``, ``njev``,
        ``success``, ``message`` and ``status``: 0 converged, 1 stopped at `maxiter`, 99 stopped by
        the callback.

    Raises
    ------
    ArgumentError
        If the function is not finite at the start, the mask has another shape than `x0`, or bounds
        or constraints are given.

    References
    ----------
    .. [1] Nash, J. C., *Compact Numerical Methods for Computers*, 2nd ed., Adam Hilger, 1990,
       algorithm 21.

    Examples
    --------
    >>> from scipy.optimize import minimize, rosen, rosen_der
    >>> from pynnet import r_bfgs
    >>> result = minimize(rosen, [-1.2, 1.0], jac=rosen_der, method=r_bfgs)
    >>> result.success, bool(result.fun < 1e-10)
    (True, True)
    """
    if bounds is not None or len(constraints):
        raise ArgumentError(
            "R's BFGS minimises without bounds and constraints. "
            "Leave them out, or use method='L-BFGS-B' or 'SLSQP'."
        )
    start = np.array(x0, dtype=float)
    free = np.ones(start.shape, bool) if mask is None else np.asarray(mask, dtype=bool)
    if free.shape != start.shape:
        raise ArgumentError(
            f"invalid 'mask': its shape is {free.shape}, that of x0 {start.shape}. "
            "Pass True or False for each component."
        )
    function = _Function(fun, jac, args, start, free, ndeps)
    if maxiter <= 0:
        value = function.value(function.point)
        return search_result(function.x, value, status=0, nit=0, nfev=0, njev=0)
    rules = StoppingRules(maxiter, abstol, reltol if tol is None else tol)
    return _run(_Search(function, rules), _reporter(callback), Trace(enabled=disp))


def not_finite(value: float) -> ArgumentError:
    """Return R's error for a start without a finite value."""
    return ArgumentError(
        f"initial value in 'vmmin' is not finite: it is {value}. "
        "Start elsewhere, or scale the data."
    )


def _message(status: int, iterations: int) -> str:
    """Why a search ended."""
    return {
        0: "converged",
        1: f"stopped after {iterations} iterations",
        _STOPPED_BY_CALLBACK: "`callback` raised `StopIteration`.",
    }[status]


class _Function:
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
        self.x[self._free] = point

    def value(self, point: FloatArray) -> float:
        self.move(point)
        self.nfev += 1
        return float(self._fun(self.x.copy(), *self._args))

    def gradient(self) -> FloatArray:
        self.njev += 1
        if self._jac is None:
            return self._central_differences()
        return np.asarray(self._jac(self.x.copy(), *self._args), dtype=float)[self._free]

    def _central_differences(self) -> FloatArray:
        def at(i: int, step: float) -> float:
            x = self.x.copy()
            x[i] += step
            return float(self._fun(x, *self._args))

        h = self._ndeps
        return np.array(
            [(at(int(i), h) - at(int(i), -h)) / (2 * h) for i in np.flatnonzero(self._free)]
        )


class _Search:
    """State of the search: the point, the best value, and B, the inverse Hessian so far."""

    def __init__(self, function: _Function, rules: StoppingRules) -> None:
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
        return self._restarted_at == self.function.njev

    @property
    def steps_since_restart(self) -> int:
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


def _reporter(callback: Callable[..., object] | None) -> Callable[[_Search], object]:
    """The callback in the form that its signature asks for, as SciPy reads it."""
    if callback is None:
        return lambda _: None
    if set(inspect.signature(callback).parameters) == {"intermediate_result"}:
        return lambda search: callback(
            intermediate_result=OptimizeResult(
                x=search.function.x.copy(), fun=search.best, nit=search.iteration
            )
        )
    return lambda search: callback(search.function.x.copy())


def _run(search: _Search, report: Callable[[_Search], object], trace: Trace) -> OptimizeResult:
    """Step until converged, stopped at `maxiter`, or stopped by the callback."""
    trace.start(search.f)
    status = 0
    unmoved = 0
    while status == 0 and not (unmoved == search.n and search.restarted):
        before = search.iteration
        unmoved = search.step()
        if search.iteration % _REPORT_EVERY == 0:
            trace.iteration(search.iteration, search.f)
        try:
            if search.iteration > before:
                report(search)
        except StopIteration:
            status = _STOPPED_BY_CALLBACK
        if search.iteration >= search.rules.maxiter:
            status = status or 1
        elif search.steps_since_restart > 2 * search.n:
            search.restart()
    function = search.function
    result = search_result(
        function.x, search.best, status, search.iteration, function.nfev, function.njev
    )
    trace.end(search.best, result.message)
    return result


def search_result(
    x: FloatArray, value: float, status: int, nit: int, nfev: int, njev: int
) -> OptimizeResult:
    """Outcome of a search in SciPy's form, with why it ended in words."""
    return OptimizeResult(
        x=x,
        fun=value,
        nit=nit,
        nfev=nfev,
        njev=njev,
        status=status,
        success=status == 0,
        message=_message(status, nit),
    )
