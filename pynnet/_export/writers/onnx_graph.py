"""Expressions of scoring programs as nodes of ONNX, in doubles throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from pynnet._ground import FormulaError

from ..scoring import MISSING, Apply, Compare, Expression, Interval, Match, Number
from .names import Names
from .substitutes import SUBSTITUTES

__all__ = ["Graph"]

_BINARY = {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "^": "Pow"}
_UNARY = {
    **{"negative": "Neg", "exp": "Exp", "log": "Log", "sqrt": "Sqrt", "abs": "Abs", "sin": "Sin"},
    **{"cos": "Cos", "tanh": "Tanh", "floor": "Floor", "ceil": "Ceil"},
    "round": "Round",
}
_SYMBOLS = {"<": "Less", "<=": "LessOrEqual", ">": "Greater", ">=": "GreaterOrEqual"}


@dataclass(slots=True)
class Graph:
    """A graph as it grows; every value is a column, shape (N, 1), or a single number."""

    onnx: ModuleType
    texts: Mapping[Expression, Sequence[str]] = field(default_factory=dict)
    nodes: list[Any] = field(default_factory=list)
    initializers: list[Any] = field(default_factory=list)
    known: dict[Expression, str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    _constants: dict[Any, str] = field(default_factory=dict)

    def node(self, operator: str, arguments: Sequence[str], **attributes: Any) -> str:
        """Add a node of one output, and return the output's name."""
        name = self.names.give(operator.lower())
        made = self.onnx.helper.make_node(operator, list(arguments), [name], **attributes)
        self.nodes.append(made)
        return name

    def array(self, values: Any, kind: str = "DOUBLE") -> str:
        """Return the name of a constant array."""
        array = np.asarray(values, dtype=np.float64 if kind == "DOUBLE" else np.int64)
        key = (kind, array.shape, array.tobytes())
        if key not in self._constants:
            name = self.names.give("constant")
            self._constants[key] = name
            made = self.onnx.numpy_helper.from_array(array, name)
            self.initializers.append(made)
        return self._constants[key]

    # Expressions -----------------------------------------------------------------------------

    def say(self, expression: Expression) -> str:
        """Return the tensor that an expression is, of one column or a single number."""
        if expression not in self.known:
            self.known[expression] = self._said(expression)
        return self.known[expression]

    def _said(self, expression: Expression) -> str:
        if isinstance(expression, Number):
            return self.array(expression.value)
        if isinstance(expression, Apply):
            return self._apply(expression)
        if isinstance(expression, Compare):
            left, right = self.say(expression.left), self.say(expression.right)
            condition = self._condition(left, expression.symbol, right)
            then, otherwise = self.say(expression.then), self.say(expression.otherwise)
            chosen = self.node("Where", [condition, then, otherwise])
            sides = [expression.left, expression.right]
            return self._unless_missing(chosen, [s for s in sides if not isinstance(s, Number)])
        if isinstance(expression, Match):
            return self._match(expression)
        assert isinstance(expression, Interval)
        chosen = self.say(expression.values[-1])
        point = self.say(expression.point)
        symbol = "<=" if expression.closed_right else "<"
        for end, value in zip(expression.ends[::-1], expression.values[-2::-1], strict=True):
            condition = self._condition(point, symbol, self.array(end))
            chosen = self.node("Where", [condition, self.say(value), chosen])
        return self._unless_missing(chosen, [expression.point])

    def _condition(self, left: str, symbol: str, right: str) -> str:
        if symbol in _SYMBOLS:
            return self.node(_SYMBOLS[symbol], [left, right])
        equal = self.node("Equal", [left, right])
        return equal if symbol == "==" else self.node("Not", [equal])

    def _unless_missing(self, chosen: str, sides: Sequence[Expression]) -> str:
        for side in sides:
            absent = self.node("IsNaN", [self.say(side)])
            chosen = self.node("Where", [absent, self.say(MISSING), chosen])
        return chosen

    def _apply(self, call: Apply) -> str:
        arguments = [self.say(argument) for argument in call.arguments]
        function = call.function
        if function in _BINARY:
            return self.node(_BINARY[function], arguments)
        if function in _UNARY:
            return self.node(_UNARY[function], arguments)
        if function in ("and", "or"):
            decisive = Number(0.0 if function == "and" else 1.0)
            sides = [self._condition(a, "==", self.say(decisive)) for a in arguments]
            rest = self.node("Mul" if function == "and" else "Add", arguments)
            return self.node("Where", [self.node("Or", sides), self.say(decisive), rest])
        if function == "is.na":
            return self._absence(call.arguments[0])
        if function not in SUBSTITUTES or function == "atan2":
            raise FormulaError(
                f"the formula calls {function}(), which ONNX has for doubles in no runtime that is "
                "known. Compute the variable as a column of the data before the fit."
            )
        return self.say(SUBSTITUTES[function](*call.arguments))

    def _absence(self, read: Expression) -> str:
        """Return 1 where an input is missing: of texts the empty one, unless it is a level."""
        source, double = self.say(read), self.onnx.TensorProto.DOUBLE
        if read not in self.texts:
            return self.node("Cast", [self.node("IsNaN", [source])], to=double)
        code = self.node(
            "LabelEncoder",
            [source],
            domain="ai.onnx.ml",
            keys_strings=[""],
            values_int64s=[int("" not in self.texts[read])],
            default_int64=0,
        )
        return self.node("Cast", [code], to=double)

    def _match(self, match: Match) -> str:
        if all(isinstance(key, str) for key in match.keys):
            return self._text_match(match)
        source, chosen = self.say(match.source), self.say(match.otherwise)
        for key, value in zip(match.keys[::-1], match.values[::-1], strict=True):
            condition = self._condition(source, "==", self.array(key))
            chosen = self.node("Where", [condition, self.say(value), chosen])
        return self._unless_missing(chosen, [match.source])

    def _text_match(self, match: Match) -> str:
        """Return the values of texts; the empty text is missing, unless it is a level."""
        keys = [str(key) for key in match.keys]
        values = [*match.values, match.otherwise]
        if "" not in keys:
            keys, values = ["", *keys], [MISSING, *values]
        numbers = [value.value for value in values if isinstance(value, Number)]
        code = self.node(
            "LabelEncoder",
            [self.say(match.source)],
            domain="ai.onnx.ml",
            keys_strings=keys,
            values_int64s=list(range(len(keys))),
            default_int64=len(keys),
        )
        return self.node("Gather", [self.array(numbers), code])
