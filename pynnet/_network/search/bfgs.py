"""R's BFGS as a method of :func:`scipy.optimize.minimize`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult

from pynnet._ground import (
    ArgumentError,
    BoolArray,
    FloatArray,
    as_doubles,
    entry,
    flag,
    invalid,
    public,
    real_number,
    whole_number,
)

from .bfgs_search import Function, Search, StoppingRules
from .trace import Trace

__all__ = ["r_bfgs", "search_result"]

_REPORT_EVERY = 10  # iterations between two lines of the trace
_STOPPED_BY_CALLBACK = 99  # SciPy's status for it
_MOST_ITERATIONS = 10**30  # no end; below zero the function is only evaluated


@public
@entry
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
    args : tuple or list, optional
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
        ``success``, ``message``, ``status``: 0 converged, 1 stopped at `maxiter`, 99 stopped by
        the callback, and ``path``, the function at each iteration, the start first.

    Raises
    ------
    ArgumentError
        If an argument is not what is said of it, the function is not finite at the start, the mask
        has another shape than `x0`, or bounds or constraints are given.

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
    if bounds is not None or not (isinstance(constraints, (tuple, list)) and not constraints):
        raise ArgumentError(
            "R's BFGS minimises without bounds and constraints. "
            "Leave them out, or use method='L-BFGS-B' or 'SLSQP'."
        )
    for name, given in (("fun", fun), ("jac", jac), ("callback", callback)):
        if not callable(given) and (given is not None or name == "fun"):
            raise invalid(name, given, "a function")
    rules = StoppingRules(
        whole_number("maxiter", maxiter, least=-_MOST_ITERATIONS, most=_MOST_ITERATIONS),
        real_number("abstol", abstol, infinite=True),
        real_number("reltol", reltol if tol is None else tol, infinite=True),
    )
    flag("disp", disp)
    if not isinstance(args, (tuple, list)):
        raise invalid("args", args, "a tuple")
    step = real_number("ndeps", ndeps)
    if step == 0:
        raise invalid("ndeps", ndeps, "a number that is not 0")
    start = _start(x0)
    free = np.ones(start.shape, bool) if mask is None else _free(mask)
    if free.shape != start.shape:
        raise ArgumentError(
            f"invalid 'mask': its shape is {free.shape}, that of x0 {start.shape}. "
            "Pass True or False for each component."
        )
    function = Function(fun, jac, args, start, free, step)
    if maxiter <= 0:
        value = function.value(function.point)
        return search_result(function.x, value, 0, 0, 0, 0, np.array([value]))
    return _run(Search(function, rules), _reporter(callback), Trace(enabled=disp))


def _start(x0: Any) -> FloatArray:
    """Where to start, as numbers of our own."""
    try:
        start = np.array(x0)
        numbers = as_doubles(start) if start.dtype.kind in "biufO" else None
    except (TypeError, ValueError, OverflowError):  # rows of different lengths, objects
        numbers = None
    if x0 is None or numbers is None or numbers.ndim > 1:
        raise invalid("x0", x0, "a vector of numbers")
    return np.atleast_1d(numbers)


def _free(mask: Any) -> BoolArray:
    """Which components may change."""
    try:
        free = np.asarray(mask)
    except (TypeError, ValueError, OverflowError):  # rows of different lengths
        free = np.array("")
    if free.dtype.kind not in "biuf":
        raise invalid("mask", mask, "True or False for each component")
    return np.atleast_1d(free.astype(bool))


def _message(status: int, iterations: int) -> str:
    """Why a search ended."""
    return {
        0: "converged",
        1: f"stopped after {iterations} iterations",
        _STOPPED_BY_CALLBACK: "`callback` raised `StopIteration`.",
    }[status]


def _reporter(callback: Callable[..., object] | None) -> Callable[[Search], object]:
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


def _run(search: Search, report: Callable[[Search], object], trace: Trace) -> OptimizeResult:
    """Step until converged, stopped at `maxiter`, or stopped by the callback."""
    trace.start(search.f)
    path = [search.f]
    status = 0
    unmoved = -1  # there is one step even if nothing is free: with maxiter=1 that stops, as in R
    while status == 0 and not (unmoved == search.n and search.restarted):
        before = search.iteration
        unmoved = search.step()
        if search.iteration % _REPORT_EVERY == 0:
            trace.iteration(search.iteration, search.f)
        try:
            if search.iteration > before:
                path.append(search.best)
                report(search)
        except StopIteration:
            status = _STOPPED_BY_CALLBACK
        if search.iteration >= search.rules.maxiter:
            status = status or 1
        elif search.steps_since_restart > 2 * search.n:
            search.restart()
    path[-1] = search.best  # a last step that changes little is taken, and no iteration
    function = search.function
    counts = search.iteration, function.nfev, function.njev
    result = search_result(function.x, search.best, status, *counts, np.array(path))
    trace.end(search.best, result.message)
    return result


def search_result(
    x: FloatArray, value: float, status: int, nit: int, nfev: int, njev: int, path: FloatArray
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
        path=path,
    )
