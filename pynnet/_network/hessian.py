"""Second derivatives of the criterion, in closed form.

The Hessian is not on the path of a fit, so its sums are matrix products and its bits are the
linear algebra library's. Along output k's net input a_k, with w the case weight,

    H = sum over cases of w * (sum_kl J_k' M_kl J_l + sum_k e_k d2a_k) + 2 decay

where J_k is the derivative of a_k by the weights, e the error (first) and M the curvature
(second derivative of the loss by the net inputs).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pynnet._typing import FloatArray

from .layout import Network
from .numpy_engine import (
    Criterion,
    Objective,
    Units,
    block_rows,
    blocks,
    forward,
    is_probability,
    output_errors,
)

__all__ = ["criterion_hessian"]


# Curvatures, shape (outputs, outputs, cases), from outputs and targets of shape (outputs, cases).


def _diagonal(values: FloatArray) -> FloatArray:
    """Curvature of outputs that do not depend on one another."""
    return np.einsum("kl,lr->klr", np.eye(len(values)), values)


def _linear_curvature(y: FloatArray, t: FloatArray) -> FloatArray:
    return _diagonal(np.full_like(y - t, 2.0))


def _logistic_curvature(y: FloatArray, t: FloatArray) -> FloatArray:
    slope = y * (1 - y)
    return _diagonal(2 * slope * (slope + (y - t) * (1 - 2 * y)))


def _entropy_curvature(y: FloatArray, t: FloatArray) -> FloatArray:  # noqa: ARG001  one signature
    return _diagonal(y * (1 - y))


def _probability_curvature(p: FloatArray) -> FloatArray:
    """Second derivative of the log of the sum of exponentials."""
    return _diagonal(p) - np.einsum("kr,lr->klr", p, p)


def _softmax_curvature(y: FloatArray, t: FloatArray) -> FloatArray:
    return t.sum(axis=0) * _probability_curvature(y)


def _censored_curvature(y: FloatArray, t: FloatArray) -> FloatArray:
    among_possible = np.where(t == 1, y, 0.0)
    with np.errstate(invalid="ignore"):  # 0/0 where no possible class has any probability
        among_possible /= among_possible.sum(axis=0)
    return _probability_curvature(y) - _probability_curvature(among_possible)


_CURVATURES: dict[Criterion, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "entropy": _entropy_curvature,
    "softmax": _softmax_curvature,
    "censored": _censored_curvature,
}


def criterion_hessian(objective: Objective, wts: FloatArray) -> FloatArray:
    """Hessian of the criterion at `wts`, shape (n_weights, n_weights)."""
    network = objective.network
    H = np.diag(2 * objective.decay)
    step = max(1, block_rows(network) // network.n_outputs)
    for rows in blocks(len(objective.x), step):
        inputs = np.ascontiguousarray(objective.x[rows].T)
        units = forward(network, wts, inputs, softmax=is_probability(objective.criterion))
        _add_block(H, objective, wts, units, rows)
    return (H + H.T) / 2  # the products round differently on either side of the diagonal


def _add_block(
    H: FloatArray, objective: Objective, wts: FloatArray, units: Units, rows: slice
) -> None:
    """Add the cases of one block to `H`."""
    network, criterion = objective.network, objective.criterion
    y, t, w = units.outputs, objective.targets[rows].T, objective.case_weights[rows]
    J = _jacobian(network, wts, units)
    least_squares = _linear_curvature if network.linear else _logistic_curvature
    M = w * _CURVATURES.get(criterion, least_squares)(y, t)
    for k in range(network.n_outputs):
        H += np.einsum("lr,lrv->rv", M[k], J).T @ J[k]
    _add_bends(H, network, wts, units, w * output_errors(network, criterion, y, t))


def _with_bias(*layers: FloatArray) -> FloatArray:
    """Sources of a layer, bias first, shape (cases, sources)."""
    return np.column_stack([np.ones(layers[0].shape[1]), *(layer.T for layer in layers)])


def _jacobian(network: Network, wts: FloatArray, units: Units) -> FloatArray:
    """Derivatives of the outputs' net inputs, shape (outputs, cases, weights)."""
    _, size, q = network.n
    h = units.hidden
    into_outputs = network.layers(wts)[1]
    sources = _with_bias(h, units.inputs) if network.skip else _with_bias(h)
    J = np.zeros((q, h.shape[1], network.n_weights))
    n_hidden = network.n_weights - q * sources.shape[1]
    slopes = (h * (1 - h)).T[None] * into_outputs[:, None, 1 : 1 + size]
    from_inputs = slopes[..., None] * _with_bias(units.inputs)[None, :, None, :]
    J[:, :, :n_hidden] = from_inputs.reshape(q, h.shape[1], n_hidden)
    for k in range(q):
        start = n_hidden + k * sources.shape[1]
        J[k, :, start : start + sources.shape[1]] = sources
    return J


def _add_bends(
    H: FloatArray, network: Network, wts: FloatArray, units: Units, errors: FloatArray
) -> None:
    """Add the errors times the second derivatives of the net inputs themselves."""
    _, size, q = network.n
    h = units.hidden
    slope = h * (1 - h)
    into_outputs = network.layers(wts)[1]
    sources = _with_bias(units.inputs)
    width, fan_in = sources.shape[1], into_outputs.shape[1]
    propagated = into_outputs[:, 1 : 1 + size].T @ errors
    for j in range(size):
        own = slice(j * width, (j + 1) * width)
        bend = propagated[j] * slope[j] * (1 - 2 * h[j])
        H[own, own] += (sources * bend[:, None]).T @ sources
        for k in range(q):
            to_output = size * width + k * fan_in + 1 + j
            mixed = (errors[k] * slope[j]) @ sources
            H[to_output, own] += mixed
            H[own, to_output] += mixed
