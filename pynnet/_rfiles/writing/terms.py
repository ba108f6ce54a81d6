"""A formula with what its calls remember as R's terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pynnet._formula import (
    Argument,
    DesignSpec,
    FunctionCall,
    GivenContrast,
    parse,
    remembered_arguments,
    term_factors,
)
from pynnet._formula import Node as Expression
from pynnet._ground import FitWarning, FormulaError, warn

from ..format.nodes import (
    NULL,
    Attributes,
    Call,
    Character,
    Environment,
    Items,
    Node,
    Numbers,
    Symbol,
)
from ..language import ProgramText, call_of
from .vectors import array_node, integers, reals, scalar_node, texts, truths

__all__ = [
    "call_of_text",
    "contrasts_node",
    "levels_node",
    "matrix_node",
    "remembering",
    "terms_node",
]

# Arguments of the functions that remember, in R's order.
_FORMALS = {
    "bs": ("x", "df", "knots", "degree", "intercept", "Boundary.knots"),
    "ns": ("x", "df", "knots", "intercept", "Boundary.knots"),
    "scale": ("x", "center", "scale"),
}


def call_of_text(text: str) -> Node | None:
    """Return the call that a text is; None if it is one that formulas cannot have."""
    if isinstance(text, ProgramText):  # which R wrote
        return call_of(text.expression)
    try:
        return call_of(parse(text))
    except FormulaError:
        return None


def terms_node(spec: DesignSpec) -> Call:
    """Return the terms of a formula."""
    formula = call_of(parse(spec.expanded_formula))
    assert isinstance(formula, Call)
    terms = spec.terms
    variables = [variable.expression for variable in terms.variables]
    classes = [spec.data_classes[name] for name in spec.variables]
    offset: Attributes = (
        {"offset": integers([i + 1 for i in terms.offsets])} if terms.offsets else {}
    )
    formula.attributes = {
        "variables": _list_call([call_of(node) for node in variables]),
        **offset,
        "factors": _factors(spec),
        "term.labels": texts(*spec.term_labels),
        "order": integers(spec.order),
        "intercept": integers([int(spec.intercept)]),
        "response": integers([int(terms.has_response)]),
        "class": texts("terms", "formula"),
        ".Environment": _environment(spec),
        "predvars": _list_call(remembering(spec)),
        "dataClasses": Character(list(classes), {"names": texts(*spec.variables)}),
    }
    return formula


def _list_call(values: Sequence[Node]) -> Call:
    return Call(Symbol("list"), [(None, value) for value in values])


def _factors(spec: DesignSpec) -> Node:
    labels = spec.term_labels
    if not labels:
        return integers([])
    names = [variable.label for variable in spec.terms.variables]
    matrix = np.array(term_factors(spec.terms))
    return matrix_node(matrix, names, labels)


def matrix_node(
    matrix: Any, rows: Sequence[str] | None, columns: Sequence[str] | None, *, always: bool = False
) -> Numbers:
    """Return a matrix with the names of its rows and columns; `always` with dimnames."""
    node: Any = array_node(np.asarray(matrix))
    if always or rows is not None or columns is not None:
        names: list[Node] = [NULL if n is None else texts(*n) for n in (rows, columns)]
        node.attributes = {**node.attributes, "dimnames": Items(names)}
    return node


def _environment(spec: DesignSpec) -> Environment:
    """Return where R looks for what is no column: the numbers that the formula used."""
    environment = spec.memory.environment
    if environment.functions:
        names = ", ".join(f"{name}()" for name in sorted(environment.functions))
        warn(
            f"the formula calls your own {names}, which cannot be written: define it in R too "
            "before you predict there.",
            FitWarning,
        )
    constants = {
        name: scalar_node(value) if np.ndim(value) == 0 else array_node(np.asarray(value))
        for name, value in environment.constants.items()
    }
    return Environment("of the formula", constants)


# What calls remember -----------------------------------------------------------------------------


def remembering(spec: DesignSpec) -> list[Node]:
    """Return the variables with what they remember among the arguments of their calls."""
    remembered = remembered_arguments(spec)
    made = []
    for variable in spec.terms.variables:
        arguments = remembered.get(variable.name)
        node = variable.expression
        if arguments is None or not isinstance(node, FunctionCall):
            made.append(call_of(node))
        elif node.function == "poly":
            made.append(_with_arguments(call_of(node), arguments))
        else:
            made.append(_replaced(node, arguments))
    return made


def _with_arguments(call: Any, arguments: dict[str, Any]) -> Call:
    """Return a call with further arguments."""
    added = [(name, _value(value)) for name, value in arguments.items()]
    return Call(call.function, [*call.arguments, *added])


def _replaced(node: FunctionCall, arguments: dict[str, Any]) -> Call:
    """Return the call of x with these arguments alone, and the intercept of a spline."""
    given = _matched(node)
    call: Any = call_of(FunctionCall(node.function, (Argument(given["x"]),), node.package))
    made = _with_arguments(call, {k: v for k, v in arguments.items() if k != "degree"})
    if node.function == "bs":
        made.arguments.insert(1, ("degree", integers([arguments["degree"]])))
    if node.function != "scale":
        intercept = given.get("intercept")
        made.arguments.append(
            ("intercept", truths(False) if intercept is None else call_of(intercept))
        )
    return made


def _matched(node: FunctionCall) -> dict[str, Expression]:
    """Return the arguments of a call by R's names: by name, by its beginning, by place."""
    formals = _FORMALS[node.function]
    found: dict[str, Expression] = {}
    unnamed = []
    for argument in node.arguments:
        if argument.value is None:
            continue
        names = [f for f in formals if argument.name and f.startswith(argument.name)]
        if argument.name in formals or len(names) == 1:
            found[argument.name if argument.name in formals else names[0]] = argument.value
        else:
            unnamed.append(argument.value)
    free = (formal for formal in formals if formal not in found)
    found.update(zip(free, unnamed, strict=False))
    return found


def _value(value: Any) -> Node:
    """Return numbers as a vector, FALSE, or a list of such with their names."""
    if isinstance(value, dict):
        return Items([_value(v) for v in value.values()], {"names": texts(*value)})
    if value is False:
        return truths(False)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return Items([_value(v) for v in value])
    return reals(np.array(value, dtype=np.float64))


# Levels and contrasts ----------------------------------------------------------------------------


def levels_node(spec: DesignSpec) -> Items | None:
    """Return the levels of the categorical predictors; None if there is no predictor."""
    if len(spec.variables) == int(spec.terms.has_response):
        return None
    named = {"names": texts(*spec.xlevels)}
    return Items([texts(*levels) for levels in spec.xlevels.values()], named)


def contrasts_node(spec: DesignSpec) -> Items | None:
    """Return the contrasts of the predictors in terms, None if there are none."""
    used = {spec.terms.variables[i].name for i in spec.terms.in_terms}
    chosen = {name: choice for name, choice in spec.contrasts.items() if name in used}
    if not chosen:
        return None
    values: list[Node] = []
    for name, choice in chosen.items():
        if isinstance(choice, GivenContrast):
            values.append(matrix_node(choice.matrix, spec.xlevels.get(name), choice.names))
        else:
            values.append(texts(choice))
    return Items(values, {"names": texts(*chosen)})
