"""Training: from start weights to a minimum, always through scipy.optimize.minimize."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from scipy.optimize import OptimizeResult, minimize

from pynnet._ground import BoolArray, FloatArray
from pynnet._network import Network, Objective, Trace, criterion_hessian, make_objective
from pynnet._numerics import quiet

from .fitted import FittedNetwork
from .options import Options
from .training_data import TrainingData

__all__ = ["fit_network", "train", "train_network"]

_Result = TypeVar("_Result", bound=FittedNetwork)

_NEEDS_HESSIAN = ("trust-ncg", "trust-krylov", "trust-exact", "dogleg")


def train(
    objective: Objective, start: FloatArray, mask: BoolArray, options: Options
) -> OptimizeResult:
    """Minimise the criterion over the weights that `mask` selects, printing R's trace.

    Returns
    -------
    scipy.optimize.OptimizeResult
        As :func:`pynnet.r_bfgs` gives it; ``x`` holds all weights, the masked ones at their start.
    """
    if options.method != "R-BFGS" and options.maxit > 0:
        return _train_by_scipy(objective, start, mask, options)
    return minimize(
        objective.value,
        start,
        jac=objective.gradient,
        method=objective.r_bfgs,
        options={**options.stopping.options, "mask": mask, "disp": options.trace},
    )


class _FreeWeights:
    """The criterion as a function of the free weights, and what it was at each iteration."""

    def __init__(self, objective: Objective, start: FloatArray, mask: BoolArray) -> None:
        self._objective, self._start, self._mask = objective, start, mask
        self._tried, self._value = start[mask], objective.value(start)
        self.path = [self._value]

    def weights(self, free: FloatArray) -> FloatArray:
        """All weights."""
        wts = self._start.copy()
        wts[self._mask] = free
        return wts

    def value(self, free: FloatArray) -> float:
        """Return the criterion."""
        self._tried, self._value = free.copy(), self._objective.value(self.weights(free))
        return self._value

    def gradient(self, free: FloatArray) -> FloatArray:
        """Return its gradient."""
        return self._objective.gradient(self.weights(free))[self._mask]

    def hessian(self, free: FloatArray) -> FloatArray:
        """Return its second derivatives."""
        H = criterion_hessian(self._objective, self.weights(free))
        return H[np.ix_(self._mask, self._mask)]

    def remember(self, free: FloatArray, *_: object) -> None:
        """Take an iteration into the path: most methods end it where they evaluated last."""
        known = np.array_equal(self._tried, free)
        self.path.append(self._value if known else self.value(free))


@quiet
def _train_by_scipy(
    objective: Objective, start: FloatArray, mask: BoolArray, options: Options
) -> OptimizeResult:
    """Use a method of SciPy's own on the free weights, with SciPy's stopping rules."""
    trace = Trace(enabled=options.trace)
    free = _FreeWeights(objective, start, mask)
    trace.start(free.path[0])
    limit = "maxfun" if options.method == "TNC" else "maxiter"
    result = minimize(
        free.value,
        start[mask],
        jac=free.gradient,
        hess=free.hessian if options.method in _NEEDS_HESSIAN else None,
        method=options.method,
        callback=free.remember,
        options={limit: options.maxit},
    )
    result.x = free.weights(result.x)
    result.path = np.array(free.path if free.path[-1] == result.fun else [*free.path, result.fun])
    result.status = 0 if result.success else 1
    result.setdefault("njev", result.nfev)  # TNC evaluates both at once and counts once
    trace.end(result.fun, "converged" if result.success else f"stopped: {result.message}")
    return result


def train_network(
    data: TrainingData, network: Network, decay: FloatArray, start: FloatArray, free: BoolArray
) -> tuple[Objective, OptimizeResult]:
    """Train a network on data, from start weights; only the `free` ones are fitted."""
    options = data.response.options
    objective = make_objective(network, options.criterion, data.cases, decay, options.threads)
    return objective, train(objective, start, free, options)


def fit_network(
    result: type[_Result],
    data: TrainingData,
    network: Network,
    decay: FloatArray,
    start: FloatArray,
    free: BoolArray,
    *,
    Hess: bool,
    **more: Any,
) -> _Result:
    """Train a network on data as :func:`train_network` does, and return what comes of it.

    `result` is the class of what comes back, and `more` what it holds beside the network.
    """
    response = data.response
    options = response.options
    objective, minimum = train_network(data, network, decay, start, free)
    wts = minimum["x"]
    outputs = objective.outputs(wts)
    return result(
        wts=wts,
        value=float(minimum["fun"]),
        convergence=int(minimum["status"]),
        message=str(minimum["message"]),
        lev=response.lev,
        _second_derivatives=criterion_hessian(objective, wts) if Hess else None,
        terms=data.terms,
        _network=network,
        _options=options,
        _evaluations=(int(minimum["nfev"]), int(minimum["njev"])),
        _known_path=minimum["path"],
        _known_outputs=outputs,
        _known_residuals=response.targets - outputs,
        _rows=data.rows,
        _columns=response.columns,
        _inputs=data.inputs,
        _vector=response.vector,
        _labels=response.labels,
        **more,
    )
