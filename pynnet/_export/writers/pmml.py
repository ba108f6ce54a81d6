"""Scoring programs as documents of PMML 4.4: a regression model, or a network of neurons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pynnet._ground import VERSION

from ..scoring import MISSING, Expression, Input, Match, Program, Read, parts
from .names import Names
from .pmml_expressions import Expressions, xml_text
from .pmml_network import Network
from .pmml_regression import Regression, is_regression
from .remainders import with_remainders

__all__ = ["pmml_of"]


def pmml_of(program: Program) -> str:
    """Return the document.

    Raises
    ------
    DataError
        If XML cannot hold a name or a level.
    """
    return _Document(with_remainders(program)).text()


@dataclass(slots=True)
class _Document:
    program: Program
    names: Names = field(default_factory=Names)
    known: dict[Read, str] = field(default_factory=dict)
    targets: list[str] = field(default_factory=list)

    @property
    def _inputs(self) -> list[Input]:
        """The inputs; where texts are compared with one, or none, all others are valid too."""
        program = self.program
        steps = [step.value for step in (*program.steps, *program.columns)]
        open_ended = {one.source for one in _choices(steps) if one.otherwise != MISSING}
        open_ended |= {one.arguments[0] for one in program.calls("is.na")}
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
        schema, output = Element("MiningSchema"), Element("Output")
        self._mining_schema(schema)
        self._output(output)
        root.append(self._model([schema, output]))
        indent(root)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return head + tostring(root, encoding="unicode") + "\n"

    def _model(self, described: Sequence[Element]) -> Element:
        """Return the model, in which what describes it stands first."""
        said = self._expressions()
        labels, program = self._labels, self.program
        body = (
            Regression(program, said, labels)
            if labels is not None and is_regression(program)
            else Network(program, said, labels, self.targets)
        )
        tables = body.elements()  # which add derived fields
        model = Element(body.kind, attrib=body.attributes)
        model.extend([*described, *([said.parent] if len(said.parent) else []), *tables])
        return model

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

    def _expressions(self) -> Expressions:
        """Return what writes expressions, which knows inputs and steps as derived fields."""
        said = Expressions(Element("LocalTransformations"), self.names)
        for one in self._inputs:
            read, name = Read(one.name), self.known[Read(one.name)]
            said.known[read] = said.derive_truth(name) if one.kind == "truth" else name
            if one.kind == "text":
                said.texts[read] = one
        for step in self.program.steps:
            said.known[Read(step.name, is_step=True)] = said.derive(step.name, step.value)
        return said


def _choices(expressions: Sequence[Expression]) -> list[Match]:
    """Return all choices by texts or numbers, also those inside of others."""
    stack, found = list(expressions), []
    while stack:
        one = stack.pop()
        if isinstance(one, Match):
            found.append(one)
        stack.extend(parts(one))
    return found


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
