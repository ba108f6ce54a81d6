"""A fitted formula as R prints it: the formula, and below it what R keeps of its terms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import (
    Argument,
    DesignSpec,
    FunctionCall,
    deparse_in_lines,
    parse,
    term_factors,
)
from pynnet._formula import Node as Expression
from pynnet._printing import Language

from ..language import expression_of
from .terms import remembering

__all__ = ["printed_formula"]

_WIDTH = 60  # characters behind which R begins a new line


def printed_formula(spec: DesignSpec, *others: str) -> Language:
    """Return the formula of a fit with its terms; `others` are further numbers of its frame."""
    terms, labels = spec.terms, spec.term_labels
    variables = [variable.expression for variable in terms.variables]
    names = [variable.label for variable in terms.variables]
    factors: Any = np.zeros(0, dtype=int)
    if labels:
        factors = pd.DataFrame(np.array(term_factors(terms)), names, list(labels))
    classes = [spec.data_classes[name] for name in spec.variables]
    offsets = {"offset": np.array(terms.offsets) + 1} if terms.offsets else {}
    attributes = {
        "variables": _list_of(variables),
        **offsets,
        "factors": factors,
        "term.labels": np.array(labels, dtype=object),
        "order": np.array(spec.order, dtype=int),
        "intercept": int(spec.intercept),
        "response": int(terms.has_response),
        "predvars": _list_of([expression_of(node) for node in remembering(spec)]),
        "dataClasses": pd.Series(
            [*classes, *("numeric" for _ in others)], [*spec.variables, *others], dtype=object
        ),
    }
    return _language(parse(spec.expanded_formula), attributes)


def _list_of(expressions: list[Expression]) -> Language:
    return _language(FunctionCall("list", tuple(map(Argument, expressions))), {})


def _language(expression: Expression, attributes: dict[str, Any]) -> Language:
    text = deparse_in_lines(expression, integer_suffix=True, width=_WIDTH)
    return Language(text, tuple(text.split("\n")), attributes)
