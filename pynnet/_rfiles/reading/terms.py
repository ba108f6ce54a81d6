"""R's terms: the formula, the classes of its variables, and what their calls remember."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pynnet._formula import (
    DesignSpec,
    KeptTerms,
    environment_of,
    labelled_terms,
    names_in,
    restored_spec,
)
from pynnet._ground import DataError

from ..format.nodes import (
    Call,
    Character,
    Environment,
    Items,
    Node,
    Numbers,
    Opaque,
    Symbol,
    attribute,
    names_of_items,
    texts_of,
)
from ..language import expression_of, program_text
from .fields import Fields, matrix_of
from .vectors import numbers_of

__all__ = ["spec_of"]

_MOST_CONSTANTS = 10**6  # elements
_MOST_ENVIRONMENTS = 100  # around one another


def spec_of(
    fit: Fields, column_names: tuple[str, ...], n_rows: int, *, intercept: bool, context: Any
) -> DesignSpec:
    """Return how the formula of a fit makes columns."""
    terms = fit.get("terms")
    if not (isinstance(terms, Call) and isinstance(terms.function, Symbol)):
        raise fit.broken("terms", "a formula with its terms")
    variables = _variable_names(attribute(terms, "variables"))
    formula = expression_of(Call(terms.function, terms.arguments))
    labels = [text or "NA" for text in texts_of(attribute(terms, "term.labels"))]
    kept = KeptTerms(
        terms=labelled_terms(formula, labels),
        column_names=column_names,
        data_classes=_data_classes(attribute(terms, "dataClasses")),
        xlevels=_levels(fit.get("xlevels")),
        contrasts=_contrasts(fit.get("contrasts")),
        remembered=_remembered(variables, attribute(terms, "predvars")),
    )
    constants = _constants(attribute(terms, ".Environment"), formula)
    environment = environment_of({**constants, **context.env}, context.r_version)
    return restored_spec(kept, intercept=intercept, environment=environment, n_rows=n_rows)


def _variable_names(variables: Node) -> list[str]:
    """Return the names that the variables have in the model frame."""
    if not isinstance(variables, Call):
        raise DataError("the file is broken: terms have no variables.")
    return [
        value.name if isinstance(value, Symbol) else program_text(value)
        for _, value in variables.arguments
    ]


def _data_classes(node: Node) -> dict[str, str]:
    names = texts_of(attribute(node, "names"))
    return {str(n): str(k) for n, k in zip(names, texts_of(node), strict=False)}


def _levels(node: Node) -> dict[str, tuple[str, ...]]:
    if not isinstance(node, Items):
        return {}
    return {
        name: tuple("NA" if text is None else text for text in texts_of(levels))
        for name, levels in zip(names_of_items(node), node.values, strict=True)
    }


def _contrasts(node: Node) -> dict[str, Any]:
    """Return the contrasts: names, or matrices with the names of their columns."""
    if not isinstance(node, Items):
        return {}
    found: dict[str, Any] = {}
    for name, value in zip(names_of_items(node), node.values, strict=True):
        matrix = matrix_of(value)
        if isinstance(value, Character) and len(value.values) == 1:
            found[name] = str(value.values[0])
        elif matrix is not None and np.isfinite(matrix[0]).all() and matrix[0].size:
            found[name] = (matrix[0], matrix[2])
        else:
            kind = "a function" if isinstance(value, Opaque) else "no matrix of numbers"
            raise DataError(f"the contrast of '{name}' is {kind}, which has no meaning here.")
    return found


def _remembered(variables: list[str], predvars: Node) -> dict[str, dict[str, Any]]:
    """Return by variable the arguments that R wrote into its call."""
    if not isinstance(predvars, Call) or len(predvars.arguments) != len(variables):
        return {}
    found = {}
    for name, (_, value) in zip(variables, predvars.arguments, strict=True):
        if isinstance(value, Call):
            found[name] = {n: _argument(v) for n, v in value.arguments if n is not None}
    return found


def _argument(node: Node) -> Any:
    """Return numbers as an array, a list as a dictionary or list of such, FALSE, None for NULL."""
    if isinstance(node, Numbers) and node.kind == "logical":
        return bool(node.values.tolist() != [0])
    if isinstance(node, Numbers) and node.kind != "complex":
        return numbers_of(node)
    if isinstance(node, Items):
        values = [_argument_of_list(value) for value in node.values]
        names = names_of_items(node)
        return dict(zip(names, values, strict=True)) if any(names) else values
    if isinstance(node, Call) and isinstance(node.function, Symbol) and node.function.name == "-":
        inner = [_argument(value) for _, value in node.arguments]
        return -inner[0] if len(inner) == 1 and isinstance(inner[0], np.ndarray) else None
    return None


def _argument_of_list(node: Node) -> Any:
    if isinstance(node, Items) and not any(isinstance(v, Items) for v in node.values):
        return _argument(node)
    return numbers_of(node) if isinstance(node, Numbers) and node.kind != "complex" else None


def _constants(environment: Node, formula: Any) -> Mapping[str, Any]:
    """Return the numbers that the formula was made beside, where the file holds them."""
    found: dict[str, Any] = {}
    named = set(names_in(formula))
    for _ in range(_MOST_ENVIRONMENTS):
        if not isinstance(environment, Environment):
            break
        for name in named & set(environment.variables):
            value = environment.variables[name]
            if _is_constant(value):
                numbers = numbers_of(value)
                found[name] = float(numbers[0]) if len(numbers) == 1 else numbers
        named -= set(environment.variables)
        environment = environment.around
    return found


def _is_constant(value: Node) -> bool:
    """Whether a value is one number or a plain vector of numbers."""
    if not isinstance(value, Numbers) or value.kind == "complex" or value.attributes:
        return False
    return 0 < len(value.values) <= _MOST_CONSTANTS
