"""nnet_hess(): second derivatives of a fitted network over given data."""

from __future__ import annotations

from typing import Any

from pynnet._data import as_matrix, check_finite
from pynnet._ground import DataError, FloatArray, entry, invalid, public
from pynnet._network import Cases, NumPyObjective, Objective, criterion_hessian

from .response import class_targets, is_factor
from .result import NNet
from .training_data import case_weights, check_weights
from .weights import decay_vector

__all__ = ["nnet_hess"]


@public
@entry
def nnet_hess(net: NNet, x: Any, y: Any, weights: Any = None) -> FloatArray:
    """Second derivatives of a network's criterion over given data, R's ``nnetHess``.

    Parameters
    ----------
    net : NNet
        The network; its weights and decay are used.
    x : array_like or DataFrame of float, shape (n, n_inputs)
        Inputs. For a fit from a formula these are the columns of its design matrix.
    y : array_like, Series or DataFrame, shape (n,) or (n, n_outputs)
        Targets: numbers, or classes as text or categories, as :func:`pynnet.nnet` takes them.
    weights : array_like of float, shape (n,), optional
        Case weights >= 0. Default 1 for each case.

    Returns
    -------
    ndarray, shape (n_weights, n_weights)
        The Hessian, decay included; symmetric.

    Raises
    ------
    ArgumentError
        If `weights` do not suit the rows.
    DataError
        If `x` or `y` have other shapes than the network, missing or infinite values, or classes
        that were not fitted.

    Notes
    -----
    Equal to R up to rounding, 1e-10 of the largest entry: its sums are matrix products.

    References
    ----------
    .. [1] R manual page ``nnetHess`` of package nnet.

    Examples
    --------
    >>> from pynnet import nnet, nnet_hess
    >>> fit = nnet([0, 1], [1, 3], size=0, skip=True, linout=True, seed=1, trace=False)
    >>> nnet_hess(fit, [0, 1], [1, 3])
    array([[4., 2.],
           [2., 2.]])
    """
    if not isinstance(net, NNet):
        raise invalid("net", net, "a fit of nnet()")
    return criterion_hessian(_objective(net, x, y, weights), net.wts)


def _objective(net: NNet, x: Any, y: Any, weights: Any) -> Objective:
    """Criterion of a fitted network over other data."""
    n_inputs, _, n_outputs = net.n
    inputs = as_matrix(x, "x").values
    classes = is_factor(y)
    targets = class_targets(y, net.lev, n_outputs) if classes else as_matrix(y, "y").values
    if len(inputs) != len(targets):
        raise DataError(
            f"dims of 'x' and 'y' must match: x has {len(inputs)} rows, y has {len(targets)}."
        )
    if (inputs.shape[1], targets.shape[1]) != (n_inputs, n_outputs):
        raise DataError(
            f"x has {inputs.shape[1]} columns and y {targets.shape[1]}; the network has {n_inputs} "
            f"inputs and {n_outputs} outputs."
        )
    w = case_weights(weights, len(inputs))
    check_weights(w)
    check_finite(inputs, "x", 2)
    check_finite(targets, "y", 2)
    options, network = net._options, net._network
    decay = decay_vector(options, network)
    return NumPyObjective(network, options.criterion, Cases(inputs, targets, w), decay)
