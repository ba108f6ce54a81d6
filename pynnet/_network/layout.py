"""Layout of a network with one hidden layer: units, connections and the labels of its weights."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pynnet._ground import FloatArray, IntArray

from .activations import LINEAR, LOGISTIC, Activation

__all__ = ["Network"]


@dataclass(frozen=True, slots=True)
class Network:
    """A fully connected network with one hidden layer, numbered as R numbers it.

    Unit 0 is the bias, units 1 to `n_inputs` the inputs; the hidden units and then the outputs
    follow. Weights are stored by the unit they lead to, hidden units first; within a unit the bias
    comes first and then its sources in ascending order.

    Attributes
    ----------
    n_inputs, size, n_outputs : int
        Number of units in each layer; `size` is that of the hidden layer.
    skip : bool
        Whether the inputs are connected to the outputs as well.
    linear : bool
        Whether the outputs are linear units; otherwise they are logistic, as hidden units are.
    n_weights : int
        Number of connections, and so of weights.
    """

    n_inputs: int
    size: int
    n_outputs: int
    skip: bool = False
    linear: bool = False
    n_weights: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        into_hidden, into_output = self._fan_in
        count = self.size * into_hidden + self.n_outputs * into_output
        object.__setattr__(self, "n_weights", count)

    @property
    def n(self) -> tuple[int, int, int]:
        """Units per layer: inputs, hidden, outputs."""
        return self.n_inputs, self.size, self.n_outputs

    @property
    def hidden_unit(self) -> Activation:
        """What hidden units are."""
        return LOGISTIC

    @property
    def output_unit(self) -> Activation:
        """What output units are, before the softmax."""
        return LINEAR if self.linear else LOGISTIC

    @property
    def kernel_numbers(self) -> tuple[int, ...]:
        """The network as the compiled kernel is told of it."""
        return (
            *self.n,
            self.skip,
            self.hidden_unit.kernel_number,
            self.output_unit.kernel_number,
        )

    @property
    def nunits(self) -> int:
        """Number of units, the bias included."""
        return 1 + sum(self.n)

    @property
    def nsunits(self) -> int:
        """Number of units in front of the first linear one."""
        return self.nunits - self.n_outputs if self.linear else self.nunits

    @property
    def _fan_in(self) -> tuple[int, int]:
        """Weights into a hidden unit and into an output unit."""
        into_output = self.size + (self.n_inputs if self.skip else 0)
        return 1 + self.n_inputs, 1 + into_output if into_output else 0

    @property
    def conn(self) -> IntArray:
        """Source unit of every weight, shape (n_weights,)."""
        first_hidden = 1 + self.n_inputs
        inputs = np.arange(1, first_hidden)
        hidden = np.arange(first_hidden, first_hidden + self.size)
        to_output = np.concatenate(([0], hidden, inputs if self.skip else []))
        to_output = to_output[: self._fan_in[1]]
        to_hidden = np.concatenate(([0], inputs))
        return np.concatenate(
            (np.tile(to_hidden, self.size), np.tile(to_output, self.n_outputs))
        ).astype(int)

    @property
    def nconn(self) -> IntArray:
        """Where the weights of every unit start, shape (nunits + 1,)."""
        fan_in = np.repeat((0, *self._fan_in), (1 + self.n_inputs, self.size, self.n_outputs))
        return np.concatenate(([0], np.cumsum(fan_in)))

    @property
    def unit_labels(self) -> list[str]:
        """Short names of the units: ``b``, ``i1`` …, ``h1`` …, ``o`` or ``o1`` …."""
        outputs = ["o"] if self.n_outputs == 1 else [f"o{k + 1}" for k in range(self.n_outputs)]
        return [
            "b",
            *(f"i{i + 1}" for i in range(self.n_inputs)),
            *(f"h{j + 1}" for j in range(self.size)),
            *outputs,
        ]

    @property
    def weight_labels(self) -> list[str]:
        """Name of every weight, such as ``i2->h1``."""
        units = self.unit_labels
        fan_in = np.diff(self.nconn)
        destination = np.repeat(np.arange(self.nunits), fan_in)
        return [
            f"{units[source]}->{units[unit]}"
            for source, unit in zip(self.conn, destination, strict=True)
        ]

    def layers(self, wts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Weights into the hidden and into the output units, one row for each unit (views)."""
        n_hidden = self.size * (1 + self.n_inputs)
        hidden = wts[:n_hidden].reshape(self.size, 1 + self.n_inputs)
        return hidden, wts[n_hidden:].reshape(self.n_outputs, -1)
