"""Criterion and gradient of a network in NumPy, in R's order of operations: the reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import OptimizeResult

from pynnet._ground import FloatArray
from pynnet._numerics import add_rows, quiet, running_total

from .criteria import Criterion
from .forward import Units, block_rows, blocks, forward, network_outputs
from .layout import Network
from .objective import Cases
from .rough_values import is_plain, rough_loss
from .search import r_bfgs

__all__ = ["NumPyObjective"]

_quiet_search = quiet(r_bfgs)


class NumPyObjective:
    """An :class:`Objective` in NumPy, in R's order of operations: the reference.

    Parameters
    ----------
    network, criterion, cases, decay
        As of the objective.
    """

    stop: bytearray | None = None  # a search in NumPy does not look at it

    def __init__(
        self, network: Network, criterion: Criterion, cases: Cases, decay: FloatArray
    ) -> None:
        self.network, self.criterion = network, criterion
        self.cases, self.decay = cases, decay
        self._step = block_rows(network)
        self._one_block = len(cases) <= self._step
        self._cached: tuple[bytes, Units] | None = None

    @property
    def r_bfgs(self) -> Callable[..., OptimizeResult]:
        """R's BFGS for this objective, a method of :func:`scipy.optimize.minimize`."""
        if is_plain(self.network, self.criterion, self.cases, self.decay):
            return self._search_of_plain_losses
        return _quiet_search

    def _search_of_plain_losses(
        self, fun: Any, x0: Any, args: Any = (), **options: Any
    ) -> OptimizeResult:
        """The same; its path holds what the compiled engine knows of the iterations."""
        rough: list[float] = []
        options["callback"] = lambda x: rough.append(self._rough_value(x))
        result = _quiet_search(fun, x0, args, **options)
        result.path[1:-1] = rough[:-1]
        return result

    def value(self, wts: FloatArray) -> float:
        """Return the criterion at `wts`."""
        loss, cases = self.criterion.loss, self.cases
        total = 0.0
        for rows in blocks(len(self.cases), self._step):
            outputs = self._forward(wts, rows).outputs
            total = running_total(total, loss(outputs, cases.targets[rows].T, cases.weights[rows]))
        return total + running_total(0.0, (self.decay * wts) * wts)

    def _rough_value(self, wts: FloatArray) -> float:
        """The criterion where losses are plain, but for rounding."""
        outputs = np.empty(self.cases.targets.T.shape)
        for rows in blocks(len(self.cases), self._step):
            outputs[:, rows] = self._forward(wts, rows).outputs
        penalty = running_total(0.0, (self.decay * wts) * wts)
        return rough_loss(self.criterion, outputs, self.cases.targets.T) + penalty

    @quiet
    def outputs(self, wts: FloatArray, x: FloatArray | None = None) -> FloatArray:
        """Return the outputs at `wts` for the training cases, or for rows like theirs."""
        return network_outputs(self.network, self.criterion, wts, self.cases.x if x is None else x)

    def gradient(self, wts: FloatArray) -> FloatArray:
        """Return the gradient of the criterion at `wts`, shape (n_weights,)."""
        gradient = (2 * self.decay) * wts
        # The first row carries the sum so far, each other one what a case adds to it.
        terms = np.empty((1 + min(self._step, len(self.cases)), self.network.n_weights))
        for rows in blocks(len(self.cases), self._step):
            block = terms[: 1 + rows.stop - rows.start]
            block[0] = gradient
            self._gradient_terms(wts, rows, block[1:])
            gradient = add_rows(block)
        return gradient

    def _forward(self, wts: FloatArray, rows: slice) -> Units:
        """Forward pass over a block; the last one is kept when the block is all there is."""
        if not self._one_block:
            inputs = np.ascontiguousarray(self.cases.x[rows].T)
            return forward(self.network, self.criterion, wts, inputs)
        key = wts.tobytes()
        if self._cached is None:
            inputs = np.ascontiguousarray(self.cases.x.T)
        elif self._cached[0] == key:
            return self._cached[1]
        else:
            inputs = self._cached[1].inputs
        units = forward(self.network, self.criterion, wts, inputs)
        self._cached = key, units
        return units

    def _gradient_terms(self, wts: FloatArray, rows: slice, terms: FloatArray) -> None:
        """Write what each case of a block adds to each weight's slope, shape (cases, weights)."""
        units = self._forward(wts, rows)
        w = self.cases.weights[rows]
        output_errors, hidden_errors = self._errors(wts, units, self.cases.targets[rows].T)
        n_hidden = self.network.size * (1 + self.network.n_inputs)
        _outer_by_case(w * hidden_errors, [units.inputs], terms[:, :n_hidden])
        sources = [units.hidden, units.inputs] if self.network.skip else [units.hidden]
        _outer_by_case(w * output_errors, sources, terms[:, n_hidden:])

    def _errors(
        self, wts: FloatArray, units: Units, targets: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Errors of the output and, propagated back, of the hidden units."""
        errors = self.criterion.error(units.outputs, targets, self.network.output_unit)
        h = units.hidden
        into_outputs = self.network.layers(wts)[1]
        propagated = np.zeros_like(h)
        for k in reversed(range(self.network.n_outputs)):
            propagated += errors[k] * into_outputs[k, 1 : 1 + self.network.size, None]
        return errors, propagated * self.network.hidden_unit.slope(h)


def _outer_by_case(errors: FloatArray, sources: list[FloatArray], out: FloatArray) -> None:
    """Products of every error with the bias and every source, case by case.

    `errors` has shape (units, cases), the sources shape (sources, cases); `out` is filled with
    shape (cases, units × sources), weights in storage order.
    """
    columns = np.column_stack([np.ones(errors.shape[1]), *(layer.T for layer in sources)])
    products = out.reshape(len(out), len(errors), columns.shape[1])
    np.multiply(errors.T[:, :, None], columns[:, None, :], out=products)
