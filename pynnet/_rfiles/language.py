"""Programs in R's files as the expressions of formulas, and the way back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pynnet._formula import (
    CALLED,
    FUNCTION,
    Argument,
    Constant,
    FunctionCall,
    Name,
    Number,
    Text,
    deparse,
    deparse_in_lines,
)
from pynnet._formula import Node as Expression
from pynnet._ground import DataError
from pynnet._printing import NA_PAYLOAD, NA_REAL

from .format.nodes import (
    MISSING,
    NA_INTEGER,
    NULL,
    Call,
    Character,
    Environment,
    Items,
    Marker,
    Node,
    Numbers,
    Pairs,
    Symbol,
    attribute,
    classes_of,
    texts_of,
)
from .format.steps import Steps, finished

__all__ = ["ProgramText", "call_of", "expression_of", "program_lines", "program_text"]

_DEEPEST = 100  # calls inside of calls, but for chains of operators
# Of what is not written with its arguments in parentheses.
_OPERANDS = {
    "(": (1,), "!": (1,), "-": (1, 2), "+": (1, 2), "~": (1, 2), "if": (2, 3), "{": range(1000),
}  # fmt: skip
_BINARY = frozenset(
    [
        "*",
        "/",
        "^",
        ":",
        "::",
        ":::",
        "@",
        "<",
        ">",
        "<=",
        ">=",
        "==",
        "!=",
        "&",
        "&&",
        "|",
        "||",
        "<-",
        "=",
    ]
)
_EMPTY = {"logical": "logical", "integer": "integer", "double": "numeric", "complex": "complex"}
_CONSTANTS: dict[str, Node] = {
    "TRUE": Numbers("logical", np.array([1], dtype=np.int32)),
    "FALSE": Numbers("logical", np.array([0], dtype=np.int32)),
    "NA": Numbers("logical", np.array([NA_INTEGER], dtype=np.int32)),
    "NA_integer_": Numbers("integer", np.array([NA_INTEGER], dtype=np.int32)),
    "NA_real_": Numbers("double", np.array([NA_REAL])),
    "NA_character_": Character([None]),
    "Inf": Numbers("double", np.array([np.inf])),
    "NaN": Numbers("double", np.array([np.nan])),
    "NULL": NULL,
}


class ProgramText(str):
    """The text of a program of R's; `expression` is what it says, which may be more."""

    expression: Expression


def program_text(node: Node) -> ProgramText:
    """Return the text of a call, a formula or a name, as R deparses it."""
    expression = expression_of(node)
    return _text_of(expression, deparse(expression, integer_suffix=True))


def program_lines(node: Node, width: int) -> ProgramText:
    """Return the text of a call as R prints it: in lines of so many characters, 1L as 1."""
    expression = expression_of(node)
    return _text_of(expression, deparse_in_lines(expression, width=width))


def _text_of(expression: Expression, text: str) -> ProgramText:
    made = ProgramText(text)
    made.expression = expression
    return made


# From R ----------------------------------------------------------------------------------------


def expression_of(node: Node) -> Expression:
    """Return the expression that a program is; what is no program goes by its kind."""
    return finished(_expression(node, 0))


def _expression(node: Node, level: int) -> Steps[Expression]:
    yield from ()
    if level > _DEEPEST:
        raise DataError(f"a call is nested too deeply (more than {_DEEPEST} levels).")
    if isinstance(node, Symbol):
        return Name(node.name)
    if isinstance(node, Call):
        return (yield _call(node, level))
    if isinstance(node, (Numbers, Character)) and not set(node.attributes) - {"names"}:
        return _vector(node)
    if isinstance(node, Items) and not set(node.attributes) - {"names"}:
        names = texts_of(attribute(node, "names")) or [None] * len(node.values)
        pairs = [(name or None, value) for name, value in zip(names, node.values, strict=False)]
        return (yield _call(Call(Symbol("list"), pairs), level + 1))
    if node is NULL:
        return Constant("NULL")
    return Name(f"<{_kind(node)}>")


def _kind(node: Node) -> str:
    if isinstance(node, Environment):
        return "environment"
    name = type(node).__name__.lower() if not isinstance(node, Marker) else node.name
    return (classes_of(node) or (getattr(node, "kind", name),))[0]


def _call(node: Call, level: int) -> Steps[Expression]:
    function = node.function
    if isinstance(function, Symbol) and function.name == FUNCTION:
        return (yield _made_function(node, level))
    arguments = yield _arguments(node, level)
    if isinstance(function, Symbol):
        if function.name == "$" and len(arguments) == 2 and isinstance(arguments[1].value, Name):
            arguments[1] = Argument(Text(arguments[1].value.name))
        if not _has_its_operands(function.name, arguments):
            return Name(f"<a call of {function.name}>")
        return FunctionCall(function.name, tuple(arguments))
    name = _name_in_package(function)
    if name is not None:
        return FunctionCall(name[1], tuple(arguments), package=name[0])
    callee = yield _expression(function, level + 1)
    return FunctionCall(CALLED, (Argument(callee), *arguments))


def _has_its_operands(function: str, arguments: list[Argument]) -> bool:
    """Whether what is written between, before or around its operands has those that it needs."""
    count, present = len(arguments), all(a.value is not None for a in arguments)
    if function == "$":
        return count == 2 and present and isinstance(arguments[1].value, Text)
    if function in ("[", "[["):
        return count > 0 and arguments[0].value is not None
    if function in _OPERANDS:
        return count in _OPERANDS[function] and present
    return present or count != 2 or not (function in _BINARY or function.startswith("%"))


def _arguments(node: Call, level: int) -> Steps[list[Argument]]:
    """Return arguments; the first operand of an operator is no deeper than the operator."""
    made = []
    for i, (name, value) in enumerate(node.arguments):
        inside = level if i == 0 and len(node.arguments) == 2 and name is None else level + 1
        made.append(
            Argument(None if value is MISSING else (yield _expression(value, inside)), name)
        )
    return made


def _name_in_package(function: Node) -> tuple[str, str] | None:
    """Return package and name of ``package::name``."""
    if not (isinstance(function, Call) and isinstance(function.function, Symbol)):
        return None
    parts = [value.name for _, value in function.arguments if isinstance(value, Symbol)]
    if function.function.name not in ("::", ":::") or len(parts) != 2:
        return None
    return parts[0], parts[1]


def _made_function(node: Call, level: int) -> Steps[Expression]:
    formals = node.arguments[0][1] if node.arguments else NULL
    body = node.arguments[1][1] if len(node.arguments) > 1 else NULL
    made = []
    for name, value in formals.values if isinstance(formals, Pairs) else []:
        default = None if value is MISSING else (yield _expression(value, level + 1))
        made.append(Argument(default, name))
    made.append(Argument((yield _expression(body, level + 1))))
    return FunctionCall(FUNCTION, tuple(made))


def _vector(node: Numbers | Character) -> Expression:
    """Return a constant, or the call of ``c`` that makes a longer vector."""
    items = _items(node)
    names = texts_of(attribute(node, "names"))
    if len(items) == 1 and not names:
        return items[0]
    if not items:
        kind = "character" if isinstance(node, Character) else _EMPTY[node.kind]
        return FunctionCall(kind, (Argument(Number(0.0)),))
    if (
        not names
        and isinstance(node, Numbers)
        and node.kind == "integer"
        and _is_range(node.values)
    ):
        ends = [Number(float(node.values[i])) for i in (0, -1)]
        return FunctionCall(":", tuple(map(Argument, ends)))
    labels = names if len(names) == len(items) else [None] * len(items)
    return FunctionCall(
        "c", tuple(Argument(x, n or None) for x, n in zip(items, labels, strict=True))
    )


def _is_range(values: Any) -> bool:
    return bool((np.diff(values.astype(np.int64)) == 1).all()) and values[0] != NA_INTEGER


def _items(node: Numbers | Character) -> list[Expression]:
    if isinstance(node, Character):
        return [Constant("NA_character_") if t is None else Text(t) for t in node.values]
    if node.kind == "logical":
        words = {0: "FALSE", NA_INTEGER: "NA"}
        return [Constant(words.get(x, "TRUE")) for x in node.values.tolist()]
    if node.kind == "integer":
        return [
            Constant("NA_integer_") if x == NA_INTEGER else Number(float(x), integer=True)
            for x in node.values.tolist()
        ]
    if node.kind == "complex":
        return [Name(repr(x)) for x in node.values.tolist()]
    low = node.values.view(np.uint64) & np.uint64(0xFFFFFFFF)
    return [_double(x, int(bits)) for x, bits in zip(node.values.tolist(), low, strict=True)]


def _double(value: float, low_bits: int) -> Expression:
    if math.isnan(value):
        return Constant("NA_real_" if low_bits == NA_PAYLOAD else "NaN")
    if math.isinf(value):
        infinity = Constant("Inf")
        return infinity if value > 0 else FunctionCall("-", (Argument(infinity),))
    return Number(value)


# To R ------------------------------------------------------------------------------------------


def call_of(expression: Expression) -> Node:
    """Return the program that an expression is in R."""
    return finished(_program(expression))


def _program(expression: Expression) -> Steps[Node]:
    yield from ()
    if isinstance(expression, Name):
        return Symbol(expression.name)
    if isinstance(expression, Text):
        return Character([expression.value])
    if isinstance(expression, Number):
        return _number(expression)
    if isinstance(expression, Constant):
        return _CONSTANTS[expression.name]
    return (yield _program_of_call(expression))


def _number(number: Number) -> Node:
    if number.integer and number.value.is_integer() and abs(number.value) < 2**31:
        return Numbers("integer", np.array([int(number.value)], dtype=np.int32))
    return Numbers("double", np.array([number.value]))


def _program_of_call(call: FunctionCall) -> Steps[Node]:
    arguments: list[tuple[str | None, Node]] = []
    for argument in call.arguments:
        value = MISSING if argument.value is None else (yield _program(argument.value))
        arguments.append((argument.name, value))
    if call.function == FUNCTION:
        formals = Pairs(arguments[:-1]) if len(arguments) > 1 else NULL
        return Call(Symbol(FUNCTION), [(None, formals), (None, arguments[-1][1])])
    if call.function == CALLED:
        return Call(arguments[0][1], arguments[1:])
    if call.function == "$" and isinstance(arguments[1][1], Character):
        arguments[1] = (None, Symbol(str(arguments[1][1].values[0])))
    function: Node = Symbol(call.function)
    if call.package is not None:
        function = Call(Symbol("::"), [(None, Symbol(call.package)), (None, function)])
    return Call(function, arguments)
