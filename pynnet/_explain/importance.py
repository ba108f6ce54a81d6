"""How much the inputs weigh: Garson's shares and Olden's products of the weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._ground import ArgumentError, FloatArray, entry, public
from pynnet._nnet import NNet

from .fits import by_output, check_fit, check_hidden

__all__ = ["garson", "olden"]


@public
@entry
def garson(fit: NNet) -> Any:
    """Share of each input in the outputs, by Garson's partition of the weights.

    The size of a weight from a hidden unit to an output is divided among the inputs in proportion
    to the sizes of their weights into that unit; an input's share is what it receives from all
    hidden units. Signs are lost: the shares say how much, not which way.

    Parameters
    ----------
    fit : NNet
        A network with hidden units and without a skip layer.

    Returns
    -------
    Series or DataFrame of float
        A share for each input, between 0 and 1; they add up to 1. A column for each output if there
        are several.

    Raises
    ------
    ArgumentError
        If `fit` is no network, has no hidden units or a skip layer, which the partition does not
        know, or nothing reaches an output.

    See Also
    --------
    olden : Keeps the signs, and counts a skip layer.
    lek_profile : The outputs over the range of each input.

    Notes
    -----
    With w_ij the weight from input i to hidden unit j and v_jk that from there to output k, the
    share of input i in output k is

        sum_j (abs(w_ij) / sum_r abs(w_rj)) * abs(v_jk) / sum_j abs(v_jk)

    Biases do not count. A unit that no input reaches gives nothing to any and is left out of both
    sums. Weights are compared as they are: put the inputs on one scale first.

    References
    ----------
    .. [1] Garson, G. D., "Interpreting neural-network connection weights", *AI Expert* 6(4),
       46-51, 1991.
    .. [2] Goh, A. T. C., "Back-propagation neural networks for modeling complex systems",
       *Artificial Intelligence in Engineering* 9, 143-151, 1995.

    Examples
    --------
    >>> from pynnet import garson, nnet
    >>> fit = nnet([[0, 0], [1, 1]], [0, 1], size=1, Wts=[0, 3, -1, 0, 2], maxit=0, trace=False)
    >>> garson(fit)
    input
    i1    0.75
    i2    0.25
    Name: importance, dtype: float64
    """
    check_hidden(check_fit(fit), "Garson's importance")
    if fit._network.skip:
        raise ArgumentError(
            "Garson's importance divides weights among hidden units; those of the skip layer go "
            "past them. olden(fit) counts both."
        )
    into_hidden, into_outputs = (np.abs(weights) for weights in _weights(fit))
    with np.errstate(all="ignore"):  # weights may be of any size
        total = into_hidden.sum(axis=1)
        reached = total > 0
        shares = into_hidden[reached].T / total[reached] @ into_outputs[:, reached].T
        parts = shares / shares.sum(axis=0)
    if not (shares.sum(axis=0) > 0).all():
        raise ArgumentError(
            "Garson's importance needs a way from the inputs to each output, and all weights of "
            "one are 0: fit the network first, or look at fit.coef()."
        )
    return by_output(fit, parts, "importance")


@public
@entry
def olden(fit: NNet) -> Any:
    """Importance of each input with its sign, by Olden's products of connection weights.

    Along each way from an input to an output the weights are multiplied, and the products of all
    ways are added: positive where the input raises the output, negative where it lowers it.

    Parameters
    ----------
    fit : NNet
        A network with hidden units.

    Returns
    -------
    Series or DataFrame of float
        A number for each input, in the scale of the weights. A column for each output if there are
        several.

    Raises
    ------
    ArgumentError
        If `fit` is no network, or has no hidden units.

    See Also
    --------
    garson : Shares that add up to 1, without signs.
    permutation_importance : What each variable is worth on rows of data.

    Notes
    -----
    With w_ij the weight from input i to hidden unit j and v_jk that from there to output k, the
    importance of input i for output k is the sum over j of w_ij * v_jk. A weight of the skip layer
    is a way of its own and is added. Biases do not count. Weights are compared as they are: put the
    inputs on one scale first. With softmax only differences between outputs mean something.

    References
    ----------
    .. [1] Olden, J. D. and Jackson, D. A., "Illuminating the 'black box': a randomization approach
       for understanding variable contributions in artificial neural networks", *Ecological
       Modelling* 154, 135-150, 2002.
    .. [2] Olden, J. D., Joy, M. K. and Death, R. G., "An accurate comparison of methods for
       quantifying variable importance in artificial neural networks using simulated data",
       *Ecological Modelling* 178, 389-397, 2004.

    Examples
    --------
    >>> from pynnet import nnet, olden
    >>> fit = nnet([[0, 0], [1, 1]], [0, 1], size=1, Wts=[0, 3, -1, 0, 2], maxit=0, trace=False)
    >>> olden(fit)
    input
    i1    6.0
    i2   -2.0
    Name: importance, dtype: float64
    """
    check_hidden(check_fit(fit), "Olden's importance")
    into_hidden, into_outputs = _weights(fit)
    with np.errstate(all="ignore"):
        products = into_hidden.T @ into_outputs.T
        if fit._network.skip:
            products = products + fit._network.layers(fit.wts)[1][:, 1 + fit.n[1] :].T
    return by_output(fit, products, "importance")


def _weights(fit: NNet) -> tuple[FloatArray, FloatArray]:
    """Weights from the inputs to the hidden units and from these to the outputs, without biases."""
    into_hidden, into_outputs = fit._network.layers(fit.wts)
    return into_hidden[:, 1:], into_outputs[:, 1 : 1 + fit.n[1]]
