"""Second derivatives of the criterion, in closed form.

The Hessian is not on the path of a fit, so its sums are matrix products and its bits are the
linear algebra library's. Along output k's net input a_k, with w the case weight,

    H = sum over cases of w * (sum_kl J_k' M_kl J_l + sum_k e_k d2a_k) + 2 decay

where J_k is the derivative of a_k by the weights, e the error (first) and M the curvature
(second derivative of the loss by the net inputs).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pynnet._ground import FloatArray
from pynnet._numerics import quiet

from .criteria import Criterion
from .forward import Units, block_rows, blocks, forward
from .layout import Network
from .objective import Objective

__all__ = ["criterion_hessian", "output_derivatives"]


@quiet
def criterion_hessian(objective: Objective, wts: FloatArray) -> FloatArray:
    """Hessian of the criterion at `wts`, shape (n_weights, n_weights)."""
    network, x = objective.network, objective.cases.x
    H = np.diag(2 * objective.decay)
    step = max(1, block_rows(network) // network.n_outputs)
    for rows in blocks(len(x), step):
        inputs = np.ascontiguousarray(x[rows].T)
        units = forward(network, objective.criterion, wts, inputs)
        _add_block(H, objective, wts, units, rows)
    return (H + H.T) / 2  # the products round differently on either side of the diagonal


def output_derivatives(
    network: Network, criterion: Criterion, wts: FloatArray, x: FloatArray
) -> Iterator[tuple[slice, FloatArray, FloatArray]]:
    """Outputs and their derivatives by the weights, in blocks of the rows of `x`.

    Gives rows, outputs of shape (rows, outputs) and derivatives of shape (rows, outputs, weights).
    """
    step = max(1, block_rows(network) // network.n_outputs)
    for rows in blocks(len(x), step):
        yield rows, *_derivatives(network, criterion, wts, np.ascontiguousarray(x[rows].T))


@quiet
def _derivatives(
    network: Network, criterion: Criterion, wts: FloatArray, inputs: FloatArray
) -> tuple[FloatArray, FloatArray]:
    units = forward(network, criterion, wts, inputs)
    y, J = units.outputs, _jacobian(network, wts, units)
    if criterion.is_probability:
        J = y[..., None] * (J - np.einsum("kr,krv->rv", y, J))
    else:
        J = network.output_unit.slope(y)[..., None] * J
    return y.T, J.transpose(1, 0, 2)


def _add_block(
    H: FloatArray, objective: Objective, wts: FloatArray, units: Units, rows: slice
) -> None:
    """Add the cases of one block to `H`."""
    network, criterion, cases = objective.network, objective.criterion, objective.cases
    y, t, w = units.outputs, cases.targets[rows].T, cases.weights[rows]
    J = _jacobian(network, wts, units)
    M = w * criterion.curvature(y, t, network.output_unit)
    for k in range(network.n_outputs):
        H += np.einsum("lr,lrv->rv", M[k], J).T @ J[k]
    _add_bends(H, network, wts, units, w * criterion.error(y, t, network.output_unit))


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
    slopes = network.hidden_unit.slope(h).T[None] * into_outputs[:, None, 1 : 1 + size]
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
    slope, relative_bend = network.hidden_unit.slope(h), network.hidden_unit.bend(h)
    into_outputs = network.layers(wts)[1]
    sources = _with_bias(units.inputs)
    width, fan_in = sources.shape[1], into_outputs.shape[1]
    propagated = into_outputs[:, 1 : 1 + size].T @ errors
    for j in range(size):
        own = slice(j * width, (j + 1) * width)
        bend = propagated[j] * slope[j] * relative_bend[j]
        H[own, own] += (sources * bend[:, None]).T @ sources
        for k in range(q):
            to_output = size * width + k * fan_in + 1 + j
            mixed = (errors[k] * slope[j]) @ sources
            H[to_output, own] += mixed
            H[own, to_output] += mixed
