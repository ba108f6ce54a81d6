"""Training: from start weights to a minimum, always through scipy.optimize.minimize."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import OptimizeResult, minimize

from pynnet._network import Network, Objective, Trace, criterion_hessian, make_objective, quiet
from pynnet._random import Uniforms
from pynnet._typing import BoolArray, FloatArray

from .options import Options
from .training_data import Problem

__all__ = ["start_weights", "train", "trained"]


_hessian = quiet(criterion_hessian)

_NEEDS_HESSIAN = ("trust-ncg", "trust-krylov", "trust-exact", "dogleg")


def start_weights(stream: Uniforms, n: int, rang: float) -> FloatArray:
    """Start weights as R's runif draws them between -rang and rang; from zeros without drawing."""
    return np.zeros(n) if rang == 0 else -rang + 2.0 * rang * stream.unif_rand(n)


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
        options={
            "maxiter": options.maxit,
            "abstol": options.abstol,
            "reltol": options.reltol,
            "mask": mask,
            "disp": options.trace,
        },
    )


@quiet
def _train_by_scipy(
    objective: Objective, start: FloatArray, mask: BoolArray, options: Options
) -> OptimizeResult:
    """Use a method of SciPy's own on the free weights, with SciPy's stopping rules."""

    def weights(free: FloatArray) -> FloatArray:
        wts = start.copy()
        wts[mask] = free
        return wts

    def hessian(free: FloatArray) -> FloatArray:
        return criterion_hessian(objective, weights(free))[np.ix_(mask, mask)]

    trace = Trace(enabled=options.trace)
    trace.start(objective.value(start))
    limit = "maxfun" if options.method == "TNC" else "maxiter"
    result = minimize(
        lambda free: objective.value(weights(free)),
        start[mask],
        jac=lambda free: objective.gradient(weights(free))[mask],
        hess=hessian if options.method in _NEEDS_HESSIAN else None,
        method=options.method,
        options={limit: options.maxit},
    )
    result.x = weights(result.x)
    result.status = 0 if result.success else 1
    result.setdefault("njev", result.nfev)  # TNC evaluates both at once and counts once
    trace.end(result.fun, "converged" if result.success else f"stopped: {result.message}")
    return result


def trained(
    problem: Problem,
    network: Network,
    decay: FloatArray,
    start: FloatArray,
    free: BoolArray,
    Hess: bool,
) -> dict[str, Any]:
    """Train a network on a problem; the fields of :class:`FittedNetwork`."""
    response = problem.response
    options = response.options
    objective = make_objective(
        network,
        options.criterion,
        problem.x,
        response.targets,
        problem.weights,
        decay,
        options.threads,
    )
    found = train(objective, start, free, options)
    wts = found["x"]
    outputs = objective.outputs(wts)
    return {
        "wts": wts,
        "value": float(found["fun"]),
        "convergence": int(found["status"]),
        "message": str(found["message"]),
        "lev": response.lev,
        "Hessian": _hessian(objective, wts) if Hess else None,
        "terms": problem.terms,
        "_network": network,
        "_options": options,
        "_evaluations": (int(found["nfev"]), int(found["njev"])),
        "_outputs": outputs,
        "_residuals": response.targets - outputs,
        "_frame": problem.frame,
        "_columns": response.columns,
        "_inputs": problem.inputs,
        "_vector": response.vector,
    }
