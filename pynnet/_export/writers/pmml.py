"""Scoring programs as documents of PMML 4.4: a network of neurons, also where there is no layer.

R cuts the logistic function off: it is exactly 0 or 1 where the net input is beyond 15. PMML's is
not; so each unit is a neuron for its net input, one neuron each that says whether this is beyond
15 or -15, and a logistic neuron that is pushed to the end where one of them does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pynnet._ground import VERSION, FloatArray

from ..scoring import (
    MISSING,
    ZERO,
    Apply,
    Expression,
    Input,
    Match,
    Number,
    Program,
    Read,
    parts,
)
from .names import Names
from .pmml_expressions import Expressions, number_text, xml_text

__all__ = ["pmml_of"]

_CUT, _FAR = 15.0, 1000.0
_Source = tuple[str, float]


def pmml_of(program: Program) -> str:
    """Return the document.

    Raises
    ------
    DataError
        If XML cannot hold a name or a level.
    """
    return _Document(program).text()


@dataclass(slots=True)
class _Document:
    program: Program
    names: Names = field(default_factory=Names)
    known: dict[Read, str] = field(default_factory=dict)
    targets: list[str] = field(default_factory=list)

    @property
    def _inputs(self) -> list[Input]:
        """The inputs; where texts are compared with one, all others are valid too."""
        program = self.program
        steps = [step.value for step in (*program.steps, *program.columns)]
        open_ended = {one.source for one in _choices(steps) if one.otherwise != MISSING}
        return [
            replace(one, levels=()) if Read(one.name) in open_ended else one
            for one in program.inputs
        ]

    def text(self) -> str:
        """Return the document as text."""
        program = self.program
        root = Element("PMML", version="4.4", xmlns="http://www.dmg.org/PMML-4_4")
        said = program.title if program.formula is None else f"{program.title}: {program.formula}"
        header = SubElement(root, "Header", description=xml_text(said))
        SubElement(header, "Application", name="pynnet", version=VERSION)
        self._dictionary(SubElement(root, "DataDictionary"))
        network = SubElement(
            root,
            "NeuralNetwork",
            functionName="regression" if self._labels is None else "classification",
            activationFunction="identity",
        )
        self._mining_schema(SubElement(network, "MiningSchema"))
        self._output(SubElement(network, "Output"))
        transformations = Element("LocalTransformations")
        inputs = self._design(transformations)
        if len(transformations):
            network.append(transformations)
        self._neurons(network, inputs)
        indent(root)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return head + tostring(root, encoding="unicode") + "\n"

    @property
    def _labels(self) -> tuple[str, ...] | None:
        """The classes: those of the fit, or the names of outputs that are probabilities."""
        program = self.program
        if program.classes is None:
            return program.outputs if program.unit == "softmax" else None
        if len(program.outputs) == 1:
            return tuple(str(c) for c in program.classes)
        taken = Names()
        pairs = zip(program.classes, program.outputs, strict=True)
        return tuple(taken.give(c or name) for c, name in pairs)

    # Fields ----------------------------------------------------------------------------------

    def _dictionary(self, parent: Element) -> None:
        for k, one in enumerate(self._inputs):
            name = self.names.give(xml_text(one.name) or f"input{k + 1}")
            self.known[Read(one.name)] = name
            _data_field(parent, name, one)
        labels = self._labels
        if labels is not None:
            self.targets = [self.names.give(xml_text(self.program.response or "response"))]
            target = _field(parent, self.targets[0], "categorical", "string")
            for label in labels:
                SubElement(target, "Value", value=xml_text(label))
        else:
            outputs = self.program.outputs
            self.targets = [self.names.give(xml_text(name)) for name in outputs]
            for name in self.targets:
                _field(parent, name, "continuous", "double")

    def _mining_schema(self, parent: Element) -> None:
        for one in self.program.inputs:
            name = self.known[Read(one.name)]
            SubElement(parent, "MiningField", name=name, invalidValueTreatment="asMissing")
        for name in self.targets:
            SubElement(parent, "MiningField", name=name, usageType="target")

    def _output(self, parent: Element) -> None:
        labels = self._labels
        if labels is None:
            for target in self.targets:
                made = _field(
                    parent,
                    self.names.give(f"predicted {target}"),
                    "continuous",
                    "double",
                    "OutputField",
                )
                made.set("feature", "predictedValue")
                if len(self.targets) > 1:
                    made.set("targetField", target)
            return
        predicted = _field(parent, self.names.give("class"), "categorical", "string", "OutputField")
        predicted.set("feature", "predictedValue")
        for label in labels:
            name = self.names.give(f"probability({label})")
            made = _field(parent, name, "continuous", "double", "OutputField")
            made.set("feature", "probability")
            made.set("value", label)

    def _design(self, parent: Element) -> list[str]:
        """Add derived fields; return the names of the columns, "" for those that are constant.

        Behind them are fields that are 0, or missing where a row is not complete.
        """
        program, said = self.program, Expressions(parent, self.names)
        for one in self._inputs:
            read, name = Read(one.name), self.known[Read(one.name)]
            said.known[read] = said.derive_truth(name) if one.kind == "truth" else name
            if one.kind == "text":
                said.texts[read] = one
        for step in program.steps:
            said.known[Read(step.name, is_step=True)] = said.derive(step.name, step.value)
        columns: list[str] = []
        there: set[Expression] = set()
        for step in program.columns:
            if isinstance(step.value, Number):
                columns.append("")
                continue
            there.add(step.value)
            known = said.known.get(step.value)
            columns.append(said.derive(step.name, step.value) if known is None else known)
        further = [
            Apply("*", (ZERO, value))
            for value in dict.fromkeys(program.required)
            if not isinstance(value, Number) and not _follows(value, there)
        ]
        return columns + [said.derive("complete", value) for value in further]

    # Neurons ---------------------------------------------------------------------------------

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
        if program.unit == "logistic" and self._labels is not None:
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
        labels = self._labels
        for k, neuron in enumerate(outputs):
            output = SubElement(parent, "NeuralOutput", outputNeuron=neuron)
            if labels is None:
                derived = SubElement(output, "DerivedField", optype="continuous", dataType="double")
                SubElement(derived, "FieldRef", field=self.targets[k])
            else:
                kind = {"optype": "categorical", "dataType": "string"}
                derived = SubElement(output, "DerivedField", attrib=kind)
                SubElement(derived, "NormDiscrete", field=self.targets[0], value=labels[k])


def _choices(expressions: Sequence[Expression]) -> list[Match]:
    """Return all choices by texts or numbers, also those inside of others."""
    stack, found = list(expressions), []
    while stack:
        one = stack.pop()
        if isinstance(one, Match):
            found.append(one)
        stack.extend(parts(one))
    return found


def _follows(value: Expression, there: set[Expression]) -> bool:
    """Whether a value is there if columns are: it is one, or a choice by the same levels."""
    choices = {(one.source, one.keys) for one in there if isinstance(one, Match)}
    return value in there or (isinstance(value, Match) and (value.source, value.keys) in choices)


def _field(
    parent: Element, name: str, optype: str, kind: str, element: str = "DataField"
) -> Element:
    return SubElement(parent, element, name=name, optype=optype, dataType=kind)


def _data_field(parent: Element, name: str, one: Input) -> None:
    if one.kind == "number":
        _field(parent, name, "continuous", "double")
        return
    if one.kind == "truth":
        _field(parent, name, "categorical", "boolean")
        return
    made = _field(parent, name, "categorical", "string")
    for level in one.levels:
        SubElement(made, "Value", value=xml_text(level))


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
    _layer(network, "threshold", beyond).set("threshold", number_text(_CUT))
    pushed = {
        unit: (0.0, [(f"{unit}_net", 1.0), (f"{unit}_above", _FAR), (f"{unit}_below", -_FAR)])
        for unit in units
    }
    _layer(network, "logistic", pushed)
