"""From the numbers to be fitted to the best of some fits, each from start weights of its own."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import numpy.typing as npt

from pynnet._network import Trace
from pynnet._random import as_stream

from .fit_warnings import warn_about_fit
from .result import NNet
from .training import fit_network
from .training_data import TrainingData, check_numbers
from .weights import decay_vector, free_weights, given_weights, network_for, start_weights

__all__ = ["fit_from"]


def fit_from(
    training: TrainingData,
    Wts: npt.ArrayLike | None,
    mask: npt.ArrayLike | None,
    seed: Any,
    starts: int = 1,
) -> NNet:
    """Fit a network to data; of several fits the first with the smallest criterion is kept.

    The start weights are those of as many calls of :func:`pynnet.nnet` one after the other. Of the
    fit that is kept users are warned; an error leaves the random stream as it was.
    """
    options = training.response.options
    network = network_for(options, *training.shape)
    start = given_weights(Wts, network)
    free = free_weights(mask, network)
    decays = decay_vector(options, network)
    check_numbers(training)
    stream = as_stream(seed)
    best: NNet | None = None
    # Nobody else holds a stream that was made from a number, so that it need not be restored.
    with nullcontext() if isinstance(seed, int) else stream.restored_on_error():
        for _ in range(starts):
            weights = start
            if weights is None:
                weights = start_weights(stream, network.n_weights, options.rang)
            Trace(enabled=options.trace).size(free)
            fit = fit_network(NNet, training, network, decays, weights, free, Hess=options.Hess)
            if best is None or fit.value < best.value:
                best = fit
        assert best is not None
        warn_about_fit(best, training, free)
    return best
