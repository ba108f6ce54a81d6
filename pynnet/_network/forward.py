"""The forward pass: blocks of cases through the network.

Arrays of units hold one row for each unit and one column for each case, so that every addition is
elementwise over cases. Cases are taken in blocks: memory does not grow with their number beyond the
data themselves. Each sum keeps the order in which R adds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pynnet._ground import FloatArray

from .activations import softmax
from .criteria import Criterion
from .layout import Network

__all__ = ["Units", "block_rows", "blocks", "forward", "network_outputs"]

_BLOCK_NUMBERS = 2**17  # numbers in the largest array of a block: about a megabyte


def block_rows(network: Network) -> int:
    """Cases in a block."""
    return min(4096, max(32, _BLOCK_NUMBERS // max(1, network.n_weights)))


def blocks(n_rows: int, step: int) -> Iterator[slice]:
    """Cut the cases into consecutive blocks."""
    return (slice(start, min(start + step, n_rows)) for start in range(0, n_rows, step))


@dataclass(frozen=True, slots=True)
class Units:
    """Values of the units over a block of cases, each of shape (units, cases)."""

    inputs: FloatArray
    hidden: FloatArray
    outputs: FloatArray


def forward(network: Network, criterion: Criterion, wts: FloatArray, inputs: FloatArray) -> Units:
    """Pass a block of inputs, shape (n_inputs, cases), through the network."""
    into_hidden, into_outputs = network.layers(wts)
    hidden = network.hidden_unit.function(_net_input(into_hidden, [inputs]))
    a = _net_input(into_outputs, [hidden, inputs] if network.skip else [hidden])
    outputs = softmax(a) if criterion.is_probability else network.output_unit.function(a)
    return Units(inputs, hidden, outputs)


def _net_input(weights: FloatArray, sources: list[FloatArray]) -> FloatArray:
    """Bias plus weighted sources, added in storage order; shape (units, cases)."""
    n_cases = sources[0].shape[1]
    total = np.empty((len(weights), n_cases))
    total[:] = 0.0 + weights[:, :1]
    product = np.empty_like(total)
    column = 1
    for layer in sources:
        for source in layer:
            np.multiply(weights[:, column, None], source, out=product)
            total += product
            column += 1
    return total


def network_outputs(
    network: Network, criterion: Criterion, wts: FloatArray, x: FloatArray
) -> FloatArray:
    """Outputs for every row of `x`, shape (n, n_outputs)."""
    outputs = np.empty((len(x), network.n_outputs))
    for rows in blocks(len(x), block_rows(network)):
        inputs = np.ascontiguousarray(x[rows].T)
        outputs[rows] = forward(network, criterion, wts, inputs).outputs.T
    return outputs
