"""The criterion of classes but for rounding: one logarithm for many cases, of a product.

Where each case counts once, its losses are logarithms of probabilities, and those of a case take
longer than the rest of a small network. The compiled kernel searches by these values as far as they
decide, so that they are what it knows of the iterations in between; here they are the same numbers.
"""

from __future__ import annotations

import numpy as np

from pynnet._ground import FloatArray
from pynnet._numerics import log, running_total

from .criteria import ENTROPY, SOFTMAX, Criterion
from .layout import Network
from .objective import Cases

__all__ = ["is_plain", "rough_loss"]

_TOGETHER = 64  # cases of a product
_MARKS = 32  # where the kernel compares with a tangent
_APART = 8  # products of some of them that do not wait for one another
_LEAST = 1e-300  # a product that is not above has lost digits
_TINY = 1e-80  # as in the entropy


def is_plain(network: Network, criterion: Criterion, cases: Cases, decay: FloatArray) -> bool:
    """Whether all losses are logarithms of single probabilities, each counted once.

    Not so for large models without hidden units, of which the kernel knows the exact values.
    """
    t = cases.targets
    most_weights = len(t) * (network.n_inputs + network.n_outputs) // _MARKS
    large = len(t) > _MARKS * _TOGETHER and network.n_weights <= most_weights
    if criterion not in (ENTROPY, SOFTMAX) or (large and not network.size):
        return False
    one_class = criterion is ENTROPY or bool((np.count_nonzero(t > 0, axis=1) <= 1).all())
    whole = bool(((t == 0) | (t == 1)).all() and (cases.weights == 1).all())
    return one_class and whole and bool((decay >= 0).all())


def rough_loss(criterion: Criterion, y: FloatArray, t: FloatArray) -> float:
    """What the cases add to the criterion where losses are plain; y, t of shape (outputs, n)."""
    n = y.shape[1]
    if criterion is ENTROPY:
        probabilities = np.where(t > 0, y, 1 - y) + _TINY
    else:
        probabilities = np.ones((1, n))
        k, r = np.nonzero(t > 0)
        probabilities[0, r] = y[k, r]
    sums = _of_blocks(probabilities)
    for block in np.flatnonzero(np.isnan(sums)):
        rows = slice(block * _TOGETHER, min((block + 1) * _TOGETHER, n))
        ones = np.ones(rows.stop - rows.start)
        sums[block] = running_total(0.0, criterion.loss(y[:, rows], t[:, rows], ones))
    return running_total(0.0, sums)


def _of_blocks(probabilities: FloatArray) -> FloatArray:
    """Minus the logarithm of each block's product; NaN where that lost digits."""
    outputs, n = probabilities.shape
    n_blocks = -(-n // _TOGETHER)
    padded = np.ones((outputs, n_blocks * _TOGETHER))
    padded[:, :n] = probabilities
    by_block = padded.reshape(outputs, n_blocks, -1, _APART)
    products = np.ones((outputs, n_blocks, _APART))
    for i in range(by_block.shape[2]):
        products *= by_block[:, :, i]
    every = np.ones((outputs, n_blocks))
    for j in range(_APART):
        every *= products[:, :, j]
    losses = np.where(every > _LEAST, -log(np.where(every > _LEAST, every, 1.0)), np.nan)
    sums = np.zeros(n_blocks)
    for loss in losses:
        sums += loss
    return sums
