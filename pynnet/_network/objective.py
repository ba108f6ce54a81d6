"""What an engine offers of a network with its data: value, gradient, outputs, and R's search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from scipy.optimize import OptimizeResult

from pynnet._ground import FloatArray

from .criteria import Criterion
from .layout import Network

__all__ = ["Cases", "Objective"]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """What a network is fitted to.

    Attributes
    ----------
    x : ndarray, shape (n, n_inputs)
        Inputs.
    targets : ndarray, shape (n, n_outputs)
        Wanted outputs.
    weights : ndarray, shape (n,)
        Weight of each case's loss.
    """

    x: FloatArray
    targets: FloatArray
    weights: FloatArray

    def __len__(self) -> int:
        return len(self.x)


class Objective(Protocol):
    """What training minimises: the loss of all cases plus weight decay.

    Attributes
    ----------
    network : Network
        Layout of the network.
    criterion : Criterion
        Loss of a case.
    cases : Cases
        What the network is fitted to.
    decay : ndarray, shape (n_weights,)
        Weight decay of each weight.
    stop : bytearray or None
        Its first byte ends a search for which nobody waits, where the engine can be told so.
    """

    network: Network
    criterion: Criterion
    cases: Cases
    decay: FloatArray
    stop: bytearray | None

    def value(self, wts: FloatArray) -> float:
        """Return the criterion at `wts`."""

    def gradient(self, wts: FloatArray) -> FloatArray:
        """Return the gradient of the criterion at `wts`, shape (n_weights,)."""

    def outputs(self, wts: FloatArray, x: FloatArray | None = None) -> FloatArray:
        """Return the outputs at `wts` for the training cases, or for rows like theirs."""

    @property
    def r_bfgs(self) -> Callable[..., OptimizeResult]:
        """R's BFGS for this objective, a method of :func:`scipy.optimize.minimize`."""
