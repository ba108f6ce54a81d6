"""The weights of a network: how many, where they start, which are fitted, how they decay."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pynnet._data import as_vector, check_finite
from pynnet._ground import ArgumentError, BoolArray, FloatArray
from pynnet._network import Network
from pynnet._random import Uniforms

from .options import Options, no_weights, too_few_categories

__all__ = ["decay_vector", "free_weights", "given_weights", "network_for", "start_weights"]


def network_for(options: Options, n_inputs: int, n_outputs: int) -> Network:
    """Layout of the network, after R's checks of the options against one another."""
    if options.linout and options.entropy:
        raise ArgumentError(
            "entropy fit only for logistic units: leave out linout=True, or entropy=True "
            "(a factor response with two levels implies it)."
        )
    softmax = options.criterion.is_probability
    network = Network(
        n_inputs, options.size, n_outputs, options.skip, linear=softmax or options.linout
    )
    if options.size == 0 and not options.skip:
        raise no_weights(options.size)
    if network.n_weights == 0:
        raise no_weights(0, "a formula or an x with inputs, as there are none; or size >= 1")
    if network.n_weights > options.MaxNWts:
        raise ArgumentError(
            f"too many ({network.n_weights}) weights: MaxNWts is {options.MaxNWts:g}. "
            f"Pass MaxNWts={network.n_weights} or a smaller size."
        )
    if softmax and n_outputs < 2:
        raise too_few_categories(n_outputs, "Pass y with a column for each category, or a factor.")
    return network


def given_weights(Wts: npt.ArrayLike | None, network: Network) -> FloatArray | None:
    """Start weights that the user gave; None if there are none."""
    if Wts is None:
        return None
    start = as_vector(Wts, "Wts", network.n_weights, "weights vector of incorrect length")
    check_finite(start, "Wts", 5)
    return start.copy()


def start_weights(stream: Uniforms, n: int, rang: float) -> FloatArray:
    """Start weights as R's runif draws them between -rang and rang; from zeros without drawing."""
    return np.zeros(n) if rang == 0 else -rang + 2.0 * rang * stream.unif_rand(n)


def free_weights(mask: npt.ArrayLike | None, network: Network) -> BoolArray:
    """Which weights are fitted."""
    if mask is None:
        return np.ones(network.n_weights, dtype=bool)
    numbers = as_vector(mask, "mask", network.n_weights, "incorrect length of 'mask'")
    if np.isnan(numbers).any():
        raise ArgumentError("invalid 'mask': it has missing values. Pass True or False.")
    return numbers != 0


def decay_vector(options: Options, network: Network) -> FloatArray:
    """Weight decay of each weight."""
    decay = options.decay
    if isinstance(decay, np.ndarray) and decay.shape != (network.n_weights,):
        raise ArgumentError(
            f"invalid 'decay': got {decay.size} numbers for {network.n_weights} weights. "
            "Pass one number, or one for each weight."
        )
    decays = np.empty(network.n_weights)
    decays[:] = decay
    return decays
