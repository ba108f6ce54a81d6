"""Criterion, gradient, outputs and search by the compiled kernel: the bits of its NumPy twin."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import OptimizeResult

from pynnet._ground import BoolArray, FloatArray, usable_cores

from . import _kernel
from .criteria import Criterion
from .layout import Network
from .objective import Cases
from .search import StoppingRules, Trace, not_finite, search_result

__all__ = ["CompiledObjective", "GivenUpError", "compiled_outputs"]

_CORES = usable_cores()
_DOUBLE = np.dtype(np.float64)  # in the machine's own order of bytes
_NOT_FINITE = 2  # status of a search that could not start
_GIVEN_UP = -1  # and of one that was told to stop
_MOST_THREADS = 1024
_WORTH_A_THREAD = 500_000  # products of an evaluation that repay waking another thread
_CASES_OF_A_THREAD = 64  # the kernel's block: fewer cases cannot be shared


def _as_doubles(array: FloatArray) -> FloatArray:
    """The form the kernel reads: C-ordered and aligned; copied only if it is not."""
    flags = array.flags  # require() takes longer than a look
    if flags.c_contiguous and flags.aligned and array.dtype == _DOUBLE:
        return array
    return np.require(array, dtype=_DOUBLE, requirements=["C_CONTIGUOUS", "ALIGNED"])


def _number_of_threads(asked: int | None, n_cases: int, n_weights: int) -> int:
    """As many as asked for, or as there are cores and as repay; each needs cases of its own."""
    most = min(1 + n_cases // _CASES_OF_A_THREAD, _MOST_THREADS)
    if asked is None:
        asked = max(1, min(_CORES, n_cases * n_weights // _WORTH_A_THREAD))
    return min(asked, most)


def _numbers(network: Network, criterion: Criterion) -> tuple[int, ...]:
    """A network and its criterion as the kernel is told of them."""
    return *network.kernel_numbers, criterion.kernel_number


class GivenUpError(Exception):
    """A search was told that nobody waits for it any more."""


class CompiledObjective:
    """An :class:`Objective` whose arithmetic is compiled; the same bits, several times faster.

    Parameters
    ----------
    network, criterion, cases, decay
        As of the objective.
    threads : int or None
        Threads that share the work; None takes as many as there are cores and as the work repays.

    Notes
    -----
    Another thread may end a search by the first byte of `stop`: it raises `GivenUpError`.
    """

    stop: bytearray | None = None

    def __init__(
        self,
        network: Network,
        criterion: Criterion,
        cases: Cases,
        decay: FloatArray,
        threads: int | None = None,
    ) -> None:
        self.network, self.criterion = network, criterion
        self.cases, self.decay = cases, decay
        self._kernel = _kernel.Objective(
            _as_doubles(cases.x),
            _as_doubles(cases.targets),
            _as_doubles(cases.weights),
            _as_doubles(decay),
            _numbers(network, criterion),
            _number_of_threads(threads, len(cases), network.n_weights),
        )

    def value(self, wts: FloatArray) -> float:
        """Return the criterion at `wts`."""
        if self.stop is not None and self.stop[0]:
            raise GivenUpError  # methods of SciPy's end here
        return self._kernel.value(_as_doubles(wts))

    def outputs(self, wts: FloatArray, x: FloatArray | None = None) -> FloatArray:
        """Return the outputs at `wts` for the training cases, or for rows like theirs."""
        return compiled_outputs(self.network, self.criterion, wts, self.cases.x if x is None else x)

    def gradient(self, wts: FloatArray) -> FloatArray:
        """Return the gradient of the criterion at `wts`, shape (n_weights,)."""
        gradient = np.empty(self.network.n_weights)
        self._kernel.gradient(_as_doubles(wts), gradient)
        return gradient

    def r_bfgs(
        self,
        fun: object,  # noqa: ARG002  SciPy's protocol passes it; the kernel has its own
        x0: FloatArray,
        args: tuple[Any, ...] = (),  # noqa: ARG002
        *,
        mask: BoolArray,
        disp: bool,
        **options: Any,
    ) -> OptimizeResult:
        """R's BFGS on this objective, as a method of :func:`scipy.optimize.minimize`."""
        rules = StoppingRules.among(options)
        wts = np.array(x0, dtype=float)
        trace = Trace(enabled=disp)

        def report(iteration: int, value: float) -> None:
            if iteration == 0:
                trace.start(value)
            else:
                trace.iteration(iteration, value)

        value, status, nit, nfev, njev, path = self._kernel.minimise(
            wts, mask, rules.numbers, report if disp else None, self.stop
        )
        if status == _NOT_FINITE:
            raise not_finite(value)
        if status == _GIVEN_UP:
            raise GivenUpError
        result = search_result(wts, value, status, nit, nfev, njev, np.frombuffer(path))
        if rules.maxiter > 0:
            trace.end(value, result.message)
        return result


def compiled_outputs(
    network: Network, criterion: Criterion, wts: FloatArray, x: FloatArray
) -> FloatArray:
    """Outputs for every row of `x`, shape (n, n_outputs)."""
    outputs = np.empty((len(x), network.n_outputs))
    _kernel.outputs(_as_doubles(x), wts, outputs, len(x), _numbers(network, criterion))
    return outputs
