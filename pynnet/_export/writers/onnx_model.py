"""Scoring programs as models of ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._ground import VERSION, FloatArray, require

from ..scoring import MISSING, ONE, Expression, Input, Number, Program, Read
from .onnx_graph import Graph
from .remainders import with_remainders

__all__ = ["onnx_of"]

_OPSET, _ML_OPSET, _IR = 18, 3, 8


def onnx_of(program: Program) -> Any:
    """Return the model, checked in full.

    Raises
    ------
    ImportError
        If the package onnx is not installed.
    FormulaError
        If a function has no operator for doubles.
    """
    onnx = require("onnx", extra="onnx", caller="to_onnx()")
    texts: dict[Expression, Sequence[str]] = {
        Read(one.name): one.levels for one in program.inputs if one.kind == "text"
    }
    model = _Model(with_remainders(program), Graph(onnx, texts)).made()
    onnx.checker.check_model(model, full_check=True)
    return model


@dataclass(slots=True)
class _Model:
    program: Program
    graph: Graph

    def made(self) -> Any:
        """Return the model."""
        program, graph = self.program, self.graph
        inputs = [self._input(one, k) for k, one in enumerate(program.inputs)]
        wanted = ["outputs", "class"] if program.classes is not None else ["outputs"]
        names = [graph.names.give(name) for name in wanted]
        for step in program.steps:
            graph.known[Read(step.name, is_step=True)] = graph.say(step.value)
        self._score(names)
        helper = graph.onnx.helper
        rows = "N" if program.inputs else 1
        described = [self._tensor(names[0], "DOUBLE", [rows, len(program.outputs)])]
        described += [self._tensor(name, "STRING", [rows]) for name in names[1:]]
        made = helper.make_model(
            helper.make_graph(
                graph.nodes, "pynnet", inputs, described, initializer=graph.initializers
            ),
            opset_imports=[
                helper.make_opsetid("", _OPSET),
                helper.make_opsetid("ai.onnx.ml", _ML_OPSET),
            ],
            ir_version=_IR,
            producer_name="pynnet",
            producer_version=VERSION,
            doc_string=program.title,
        )
        said = {"formula": program.formula or "", "outputs": "\n".join(program.outputs)}
        helper.set_model_props(made, said)
        return made

    def _input(self, one: Input, k: int) -> Any:
        name = self.graph.names.give(one.name or f"input{k + 1}")
        self.graph.known[Read(one.name)] = name
        return self._tensor(name, "STRING" if one.kind == "text" else "DOUBLE", ["N", 1])

    def _tensor(self, name: str, kind: str, shape: list[Any]) -> Any:
        number = getattr(self.graph.onnx.TensorProto, kind)
        return self.graph.onnx.helper.make_tensor_value_info(name, number, shape)

    # The network -----------------------------------------------------------------------------

    def _score(self, names: Sequence[str]) -> None:
        """Add the network, and the nodes that give the outputs."""
        program, graph = self.program, self.graph
        values = [step.value for step in program.columns]
        varying = [k for k, value in enumerate(values) if not isinstance(value, Number)]
        columns = self._beside([graph.say(values[k]) for k in varying])
        constant = np.array([v.value if isinstance(v, Number) else 0.0 for v in values])
        sources: list[tuple[str, FloatArray]] = []
        bias = program.output[:, 0].copy()
        into_outputs = program.output[:, 1:]
        if len(program.hidden):
            shift = program.hidden[:, 0] + program.hidden[:, 1:] @ constant
            weights = program.hidden[:, 1:][:, varying]
            net = self._net(shift, [(columns, weights)] if columns else [])
            size = len(program.hidden)
            sources.append((self._logistic(net), into_outputs[:, :size]))
            into_outputs = into_outputs[:, size:]
        if program.skip:
            bias = bias + into_outputs @ constant
            sources += [(columns, into_outputs[:, varying])] if columns else []
        outputs = self._activated(self._net(bias, sources))
        missing = self._missing()
        if missing is None:
            self._last("Identity", [outputs], names[0])
        else:
            self._last("Where", [missing, graph.say(MISSING), outputs], names[0])
        if len(names) > 1:
            self._choose(names[0], names[1])

    def _last(self, operator: str, arguments: Sequence[str], name: str, **attributes: Any) -> None:
        """Add a node whose output is one of the model's."""
        make = self.graph.onnx.helper.make_node
        self.graph.nodes.append(make(operator, list(arguments), [name], **attributes))

    def _beside(self, columns: Sequence[str]) -> str:
        """Return columns as a matrix; nothing if there are none."""
        if len(columns) < 2:
            return "".join(columns)
        return self.graph.node("Concat", columns, axis=1)

    def _net(self, bias: FloatArray, sources: Sequence[tuple[str, FloatArray]]) -> str:
        total = ""
        for source, weights in sources:
            # Of one column the same product, into whose MatMul onnxruntime 1.26 to 1.31 draw a
            # division before it, in single precision.
            operator = "MatMul" if weights.shape[1] > 1 else "Mul"
            product = self.graph.node(operator, [source, self.graph.array(weights.T)])
            total = self.graph.node("Add", [total, product]) if total else product
        shift = self.graph.array(bias[None, :])
        return self.graph.node("Add", [total, shift]) if total else shift

    def _logistic(self, net: str) -> str:
        """Return the logistic function, which R cuts off at 15."""
        graph = self.graph
        one = graph.say(ONE)
        power = graph.node("Exp", [graph.node("Neg", [net])])
        value = graph.node("Div", [one, graph.node("Add", [one, power])])
        for operator, end, limit in (("Less", -15.0, 0.0), ("Greater", 15.0, 1.0)):
            beyond = graph.node(operator, [net, graph.array(end)])
            value = graph.node("Where", [beyond, graph.array(limit), value])
        return value

    def _activated(self, net: str) -> str:
        graph = self.graph
        if self.program.unit == "linear":
            return net
        if self.program.unit == "logistic":
            return self._logistic(net)
        across = graph.array([1], "INT64")
        largest = graph.node("ReduceMax", [net, across], keepdims=1)
        powers = graph.node("Exp", [graph.node("Sub", [net, largest])])
        total = graph.node("ReduceSum", [powers, across], keepdims=1)
        return graph.node("Div", [powers, total])

    def _missing(self) -> str | None:
        """Return where a row is not complete; None if nothing can be missing."""
        graph, program = self.graph, self.program
        values = [*(step.value for step in program.columns), *program.required]
        needed = [graph.say(value) for value in values if not isinstance(value, Number)]
        every = self._beside(list(dict.fromkeys(needed)))
        if not every:
            return None
        bad = graph.node("Or", [graph.node("IsNaN", [every]), graph.node("IsInf", [every])])
        number = graph.node("Cast", [bad], to=graph.onnx.TensorProto.DOUBLE)
        across = graph.array([1], "INT64")
        worst = graph.node("ReduceMax", [number, across], keepdims=1)
        return graph.node("Greater", [worst, graph.array(0.0)])

    # The class -------------------------------------------------------------------------------

    def _choose(self, outputs: str, name: str) -> None:
        """Add the choice of the class: the first of the largest outputs, or the second of two."""
        graph, classes = self.graph, self.program.classes
        assert classes is not None
        integer = graph.onnx.TensorProto.INT64
        if len(self.program.outputs) == 1:
            above = graph.node("Greater", [outputs, graph.array(0.5)])
            flat = graph.node("Cast", [above], to=integer)
            code = graph.node("Squeeze", [flat, graph.array([1], "INT64")])
        else:
            code = graph.node("ArgMax", [outputs], axis=1, keepdims=0)
        first = graph.node("Gather", [outputs, graph.array(0, "INT64")], axis=1)
        absent = graph.array(-1, "INT64")
        code = graph.node("Where", [graph.node("IsNaN", [first]), absent, code])
        known = {k: text for k, text in enumerate(classes) if text is not None}
        self._last(
            "LabelEncoder",
            [code],
            name,
            domain="ai.onnx.ml",
            keys_int64s=list(known),
            values_strings=list(known.values()),
            default_string="",
        )
