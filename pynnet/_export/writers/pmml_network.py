"""Networks as those of PMML: neurons in layers, with what R's logistic function needs beside them.

R cuts the logistic function off: it is exactly 0 or 1 where the net input is beyond 15. PMML's is
not; so each unit is a neuron for its net input, one neuron each that says whether this is beyond
15 or -15, and a logistic neuron that is pushed to the end where one of them does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from pynnet._ground import FloatArray

from ..scoring import ZERO, Apply, Expression, Number, Program
from .pmml_expressions import CUT, FAR, Expressions, follows, number_text

__all__ = ["Network"]

_Source = tuple[str, float]


@dataclass(slots=True)
class Network:
    """A network; `labels` are its classes, if it has some, and `targets` the fields it predicts."""

    program: Program
    said: Expressions
    labels: tuple[str, ...] | None
    targets: Sequence[str]

    kind: ClassVar[str] = "NeuralNetwork"

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of the model."""
        function = "regression" if self.labels is None else "classification"
        return {"functionName": function, "activationFunction": "identity"}

    def elements(self) -> list[Element]:
        """Add derived fields, and return inputs, layers and outputs."""
        network = Element(self.kind)
        self._neurons(network, self._fields())
        return list(network)

    def _fields(self) -> list[str]:
        """Add derived fields; return the names of the columns, "" for those that are constant.

        Behind them are fields that are 0, or missing where a row is not complete.
        """
        columns: list[str] = []
        there: set[Expression] = set()
        for step in self.program.columns:
            if isinstance(step.value, Number):
                columns.append("")
                continue
            there.add(step.value)
            columns.append(self.said.field_of(step.value, step.name))
        further = [
            Apply("*", (ZERO, value))
            for value in dict.fromkeys(self.program.required)
            if not isinstance(value, Number) and not follows(value, there)
        ]
        return columns + [self.said.derive("complete", value) for value in further]

    def _neurons(self, network: Element, fields: list[str]) -> None:
        program = self.program
        count = len(program.columns)
        inputs = SubElement(network, "NeuralInputs")
        given = []
        for k, name in enumerate(fields):
            given.append(f"i{k + 1}" if name else "")
            if name:
                one = SubElement(inputs, "NeuralInput", id=given[-1])
                derived = SubElement(one, "DerivedField", optype="continuous", dataType="double")
                SubElement(derived, "FieldRef", field=name)
        if not len(inputs):
            one = SubElement(inputs, "NeuralInput", id="one")
            derived = SubElement(one, "DerivedField", optype="continuous", dataType="double")
            SubElement(derived, "Constant", dataType="double").text = "0.0"
        constant = [v.value.value if isinstance(v.value, Number) else 0.0 for v in program.columns]
        first = next(one.get("id", "") for one in inputs)
        columns, units = given[:count], []
        if len(program.hidden):
            units = [f"h{j + 1}" for j in range(len(program.hidden))]
            net = _connected(program.hidden, columns, constant, first)
            _logistic_layers(network, units, net)
        sources = [*units, *(columns if program.skip else [])]
        shares = [0.0] * len(units) + (constant if program.skip else [])
        net = _connected(program.output, sources, shares, first)
        outputs = [f"o{k + 1}" for k in range(len(program.outputs))]
        if program.unit == "logistic":
            _logistic_layers(network, outputs, net)
        else:
            last = _layer(network, "identity", dict(zip(outputs, net, strict=True)))
            if program.unit == "softmax":
                last.set("normalizationMethod", "softmax")
        if program.unit == "logistic" and self.labels is not None:
            outputs = self._of_two(network, outputs)
        self._neural_outputs(SubElement(network, "NeuralOutputs"), outputs)

    def _of_two(self, network: Element, outputs: list[str]) -> list[str]:
        """Add what both classes have, where there is one output; the outputs as they are else."""
        (first, *others) = outputs
        if others:
            made = {f"p{k + 1}": (0.0, [(o, 1.0)]) for k, o in enumerate(outputs)}
        else:
            made = {"p1": (1.0, [(first, -1.0)]), "p2": (0.0, [(first, 1.0)])}
        _layer(network, "identity", made)
        return list(made)

    def _neural_outputs(self, parent: Element, outputs: Sequence[str]) -> None:
        labels = self.labels
        for k, neuron in enumerate(outputs):
            output = SubElement(parent, "NeuralOutput", outputNeuron=neuron)
            if labels is None:
                derived = SubElement(output, "DerivedField", optype="continuous", dataType="double")
                SubElement(derived, "FieldRef", field=self.targets[k])
            else:
                kind = {"optype": "categorical", "dataType": "string"}
                derived = SubElement(output, "DerivedField", attrib=kind)
                SubElement(derived, "NormDiscrete", field=self.targets[0], value=labels[k])


def _connected(
    weights: FloatArray, sources: Sequence[str], constant: Sequence[float], first: str
) -> list[tuple[float, list[_Source]]]:
    """Return the bias of each unit, constant columns included, and its connections.

    A unit without any is connected to the `first` input by a weight of 0.
    """
    made = []
    for row in weights.tolist():
        pairs = list(zip(sources, row[1:], constant, strict=True))
        bias = row[0] + sum(weight * value for source, weight, value in pairs if not source)
        connections = [(source, weight) for source, weight, _ in pairs if source]
        made.append((bias, connections or [(first, 0.0)]))
    return made


def _layer(
    network: Element, activation: str, neurons: dict[str, tuple[float, list[_Source]]]
) -> Element:
    layer = SubElement(network, "NeuralLayer", activationFunction=activation)
    for name, (bias, connections) in neurons.items():
        neuron = SubElement(layer, "Neuron", id=name, bias=number_text(bias))
        for source, weight in connections:
            SubElement(neuron, "Con", attrib={"from": source, "weight": number_text(weight)})
    return layer


def _logistic_layers(
    network: Element, units: Sequence[str], net: Sequence[tuple[float, list[_Source]]]
) -> None:
    """Add logistic units that are cut off: net inputs, where these are beyond, and the units."""
    _layer(network, "identity", {f"{u}_net": one for u, one in zip(units, net, strict=True)})
    beyond: dict[str, tuple[float, list[_Source]]] = {}
    for unit in units:
        beyond[f"{unit}_above"] = (0.0, [(f"{unit}_net", 1.0)])
        beyond[f"{unit}_below"] = (0.0, [(f"{unit}_net", -1.0)])
    _layer(network, "threshold", beyond).set("threshold", number_text(CUT))
    pushed = {
        unit: (0.0, [(f"{unit}_net", 1.0), (f"{unit}_above", FAR), (f"{unit}_below", -FAR)])
        for unit in units
    }
    _layer(network, "logistic", pushed)
