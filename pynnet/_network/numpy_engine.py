"""Criterion, gradient and outputs of a network, in R's order of operations.

Arrays of units hold one row for each unit and one column for each case, so that every addition of
the forward pass is elementwise over cases. Cases are taken in blocks: memory does not grow with
their number beyond the data themselves. Each sum keeps the order in which R adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import OptimizeResult

from pynnet._numerics import add_rows, exp, log, logistic, running_total
from pynnet._typing import FloatArray

from .bfgs import r_bfgs
from .layout import Network

__all__ = [
    "Criterion",
    "Objective",
    "Units",
    "block_rows",
    "blocks",
    "forward",
    "is_probability",
    "network_outputs",
    "output_errors",
    "quiet",
]

Criterion = Literal["least squares", "entropy", "softmax", "censored"]

quiet = np.errstate(all="ignore")  # saturated units and hopeless steps are part of a search
_quiet_search = quiet(r_bfgs)

_BLOCK_NUMBERS = 2**17  # numbers in the largest array of a block: about a megabyte
_TINY = 1e-80  # keeps the logarithm of the entropy finite
_IMPOSSIBLE = 1000.0  # loss of a case whose class has probability 0


def block_rows(network: Network) -> int:
    """Cases in a block."""
    return min(4096, max(32, _BLOCK_NUMBERS // max(1, network.n_weights)))


def blocks(n_rows: int, step: int) -> Iterator[slice]:
    """Cut the cases into consecutive blocks."""
    return (slice(start, min(start + step, n_rows)) for start in range(0, n_rows, step))


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


def _softmax(z: FloatArray) -> FloatArray:
    """Probabilities from linear outputs, shape (outputs, cases)."""
    p = exp(z - np.max(z, axis=0))
    p /= add_rows(p)
    return p


@dataclass(frozen=True, slots=True)
class Units:
    """Values of the units over a block of cases, each of shape (units, cases)."""

    inputs: FloatArray
    hidden: FloatArray
    outputs: FloatArray


def forward(network: Network, wts: FloatArray, inputs: FloatArray, *, softmax: bool) -> Units:
    """Pass a block of inputs, shape (n_inputs, cases), through the network."""
    into_hidden, into_outputs = network.layers(wts)
    hidden = logistic(_net_input(into_hidden, [inputs]))
    z = _net_input(into_outputs, [hidden, inputs] if network.skip else [hidden])
    if not network.linear:
        return Units(inputs, hidden, logistic(z))
    outputs = _softmax(z) if softmax else z
    return Units(inputs, hidden, outputs)


def is_probability(criterion: Criterion) -> bool:
    """Whether the outputs are made probabilities by the softmax."""
    return criterion in ("softmax", "censored")


def network_outputs(
    network: Network, criterion: Criterion, wts: FloatArray, x: FloatArray
) -> FloatArray:
    """Outputs for every row of `x`, shape (n, n_outputs)."""
    softmax = is_probability(criterion)
    outputs = np.empty((len(x), network.n_outputs))
    for rows in blocks(len(x), block_rows(network)):
        inputs = np.ascontiguousarray(x[rows].T)
        outputs[rows] = forward(network, wts, inputs, softmax=softmax).outputs.T
    return outputs


# Losses: what each case adds to the criterion, in the order of the additions.
# Arrays have shape (outputs, cases), case weights w shape (cases,).


def _least_squares_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    d = y - t
    return (w * (d * d)).T.ravel()


def _entropy_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    s = np.zeros_like(y)
    some, not_all = t > 0, t < 1
    s[some] -= t[some] * log((y[some] + _TINY) / t[some])
    s[not_all] -= (1 - t[not_all]) * log((1 - y[not_all] + _TINY) / (1 - t[not_all]))
    return (w * s).T.ravel()


def _softmax_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    impossible = y == 0
    p = np.where(impossible, 1.0, y)
    loss = np.where(impossible, w * _IMPOSSIBLE, -((w * t) * log(p)))
    return np.where(t > 0, loss, 0.0).T.ravel()


def _censored_loss(y: FloatArray, t: FloatArray, w: FloatArray) -> FloatArray:
    s = add_rows(np.where(t == 1, y, 0.0))
    impossible = s == 0
    return np.where(impossible, w * _IMPOSSIBLE, -(w * log(np.where(impossible, 1.0, s))))


# Errors: derivative of a case's loss with respect to the net input of each output unit.


def _least_squares_error(y: FloatArray, t: FloatArray) -> FloatArray:
    return 2 * (y - t)


def _entropy_error(y: FloatArray, t: FloatArray) -> FloatArray:
    return y - t


def _softmax_error(y: FloatArray, t: FloatArray) -> FloatArray:
    return add_rows(t) * y - t


def _censored_error(y: FloatArray, t: FloatArray) -> FloatArray:
    possible = t == 1
    s = add_rows(np.where(possible, y, 0.0))
    return np.where(possible, y - y / s, y)


_LOSSES: dict[Criterion, Callable[[FloatArray, FloatArray, FloatArray], FloatArray]] = {
    "least squares": _least_squares_loss,
    "entropy": _entropy_loss,
    "softmax": _softmax_loss,
    "censored": _censored_loss,
}
_ERRORS: dict[Criterion, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "least squares": _least_squares_error,
    "entropy": _entropy_error,
    "softmax": _softmax_error,
    "censored": _censored_error,
}


def output_errors(
    network: Network, criterion: Criterion, y: FloatArray, t: FloatArray
) -> FloatArray:
    """Derivative of the loss by the net inputs of the outputs, shape (outputs, cases)."""
    errors = _ERRORS[criterion](y, t)
    if criterion == "least squares" and not network.linear:
        errors *= y * (1 - y)
    return errors


class Objective:
    """What training minimises: loss over the cases plus weight decay.

    Parameters
    ----------
    network : Network
        Layout of the network.
    criterion : {"least squares", "entropy", "softmax", "censored"}
        Loss of a case.
    x : ndarray, shape (n, n_inputs)
        Inputs.
    targets : ndarray, shape (n, n_outputs)
        Wanted outputs.
    case_weights : ndarray, shape (n,)
        Weight of each case's loss.
    decay : ndarray, shape (n_weights,)
        Weight decay of each weight.
    """

    stop: bytearray | None = None  # its first byte ends a compiled search for which nobody waits

    def __init__(
        self,
        network: Network,
        criterion: Criterion,
        x: FloatArray,
        targets: FloatArray,
        case_weights: FloatArray,
        decay: FloatArray,
    ) -> None:
        self.network, self.criterion = network, criterion
        self.x, self.targets, self.case_weights, self.decay = x, targets, case_weights, decay
        self._step = block_rows(network)
        self._one_block = len(x) <= self._step
        self._cached: tuple[bytes, Units] | None = None

    @property
    def r_bfgs(self) -> Callable[..., OptimizeResult]:
        """R's BFGS for this objective, a method of :func:`scipy.optimize.minimize`."""
        return _quiet_search

    def value(self, wts: FloatArray) -> float:
        """Return the criterion at `wts`."""
        loss = _LOSSES[self.criterion]
        total = 0.0
        for rows in blocks(len(self.x), self._step):
            outputs = self._forward(wts, rows).outputs
            total = running_total(
                total, loss(outputs, self.targets[rows].T, self.case_weights[rows])
            )
        return total + running_total(0.0, (self.decay * wts) * wts)

    @quiet
    def outputs(self, wts: FloatArray, x: FloatArray | None = None) -> FloatArray:
        """Return the outputs at `wts` for the training cases, or for rows like theirs."""
        return network_outputs(self.network, self.criterion, wts, self.x if x is None else x)

    def gradient(self, wts: FloatArray) -> FloatArray:
        """Return the gradient of the criterion at `wts`, shape (n_weights,)."""
        gradient = (2 * self.decay) * wts
        # The first row carries the sum so far, each other one what a case adds to it.
        terms = np.empty((1 + min(self._step, len(self.x)), self.network.n_weights))
        for rows in blocks(len(self.x), self._step):
            block = terms[: 1 + rows.stop - rows.start]
            block[0] = gradient
            self._gradient_terms(wts, rows, block[1:])
            gradient = add_rows(block)
        return gradient

    def _forward(self, wts: FloatArray, rows: slice) -> Units:
        """Forward pass over a block; the last one is kept when the block is all there is."""
        softmax = is_probability(self.criterion)
        if not self._one_block:
            inputs = np.ascontiguousarray(self.x[rows].T)
            return forward(self.network, wts, inputs, softmax=softmax)
        key = wts.tobytes()
        if self._cached is None:
            inputs = np.ascontiguousarray(self.x.T)
        elif self._cached[0] == key:
            return self._cached[1]
        else:
            inputs = self._cached[1].inputs
        units = forward(self.network, wts, inputs, softmax=softmax)
        self._cached = key, units
        return units

    def _gradient_terms(self, wts: FloatArray, rows: slice, terms: FloatArray) -> None:
        """Write what each case of a block adds to each weight's slope, shape (cases, weights)."""
        units = self._forward(wts, rows)
        w = self.case_weights[rows]
        output_errors, hidden_errors = self._errors(wts, units, self.targets[rows].T)
        n_hidden = self.network.size * (1 + self.network.n_inputs)
        outer_by_case(w * hidden_errors, [units.inputs], terms[:, :n_hidden])
        sources = [units.hidden, units.inputs] if self.network.skip else [units.hidden]
        outer_by_case(w * output_errors, sources, terms[:, n_hidden:])

    def _errors(
        self, wts: FloatArray, units: Units, targets: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Errors of the output and, propagated back, of the hidden units."""
        errors = output_errors(self.network, self.criterion, units.outputs, targets)
        h = units.hidden
        into_outputs = self.network.layers(wts)[1]
        propagated = np.zeros_like(h)
        for k in reversed(range(self.network.n_outputs)):
            propagated += errors[k] * into_outputs[k, 1 : 1 + self.network.size, None]
        return errors, propagated * (h * (1 - h))


def outer_by_case(errors: FloatArray, sources: list[FloatArray], out: FloatArray) -> None:
    """Products of every error with the bias and every source, case by case.

    `errors` has shape (units, cases), the sources shape (sources, cases); `out` is filled with
    shape (cases, units × sources), weights in storage order.
    """
    columns = np.column_stack([np.ones(errors.shape[1]), *(layer.T for layer in sources)])
    products = out.reshape(len(out), len(errors), columns.shape[1])
    np.multiply(errors.T[:, :, None], columns[:, None, :], out=products)
