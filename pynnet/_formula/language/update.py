"""Changes a formula by a formula, as R's ``update`` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pynnet._ground import FormulaError, remembered, shown

from .deparse import deparse
from .expressions import Argument, Constant, FunctionCall, Name, Node, walk
from .parser import parse
from .term_sets import members
from .terms import Terms, terms_and_count, terms_of_expression, warn_if_varlist_changed

__all__ = ["changed_formula", "sides_of", "with_terms", "without_dot"]

_LOOSE = frozenset(("==", "!=", "<", ">", "<=", ">=", "!", "&", "&&", "|", "||"))


def without_dot(formula: str, columns: Sequence[str] | None) -> str:
    """Return a formula with ``.`` written out as `columns`; without them it must have none."""
    if columns is not None:
        sides_of(formula)
        return terms_of_expression(parse(formula), columns).expanded_text
    if _has_dot(formula):
        raise FormulaError(
            "'.' in formula and no 'data' argument: pass data=, or the fit in place of its formula."
        )
    return formula


def changed_formula(old: str, change: str) -> str:
    """Return a formula changed by another one, in which ``.`` means what was there before."""
    text, terms, collected = _changed(old, change)
    warn_if_varlist_changed(terms, collected)
    return text


@remembered
def _changed(old: str, change: str) -> tuple[str, Terms, int]:
    """Return the formula, and what its terms were made of."""
    left, right = sides_of(old)
    new_left, new_right = sides_of(change)
    response = left if new_left is None else _substituted(new_left, left)
    predictors = _substituted(new_right, FunctionCall("(", (Argument(right),)))
    sides_before = [] if _response_text(response) == "" else [Argument(response)]
    terms, collected = terms_and_count(FunctionCall("~", (*sides_before, Argument(predictors))), ())
    sides = [_response_text(response), _predictors_text(terms)]
    return (" ~ ".join(sides) if sides[0] else f"~{sides[1]}"), terms, collected


def with_terms(terms: Terms, subset: tuple[int, ...]) -> str:
    """The formula that has only these of the terms, with the same response and offsets."""
    left, _ = sides_of(terms.expanded_text)
    return f"{_response_text(left)} ~ {_predictors_text(replace(terms, terms=subset))}"


def sides_of(formula: str) -> tuple[Node | None, Node]:
    """Return what stands to the left of ``~``, None if nothing does, and to its right."""
    parsed = parse(formula)
    if not (isinstance(parsed, FunctionCall) and parsed.function == "~"):
        raise FormulaError(f"invalid formula: {shown(formula)} has no ~.")
    operands = parsed.operands
    return (operands[0] if len(operands) == 2 else None), operands[-1]


@remembered
def _has_dot(formula: str) -> bool:
    return any(_is_dot(node) for node in walk(sides_of(formula)[1]))


def _is_dot(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "."


def _substituted(node: Node, before: Node | None) -> Node:
    """Put what was there before in the place of each dot."""
    if _is_dot(node):
        if before is None:
            raise FormulaError("the old formula has no response for '.' to stand for.")
        return before
    if not isinstance(node, FunctionCall):
        return node
    arguments = tuple(
        a if a.value is None else replace(a, value=_substituted(a.value, before))
        for a in node.arguments
    )
    return replace(node, arguments=arguments)


def _response_text(response: Node | None) -> str:
    if response is None or (isinstance(response, Constant) and response.name == "NULL"):
        return ""
    return deparse(response, integer_suffix=True)


def _predictors_text(terms: Terms) -> str:
    """Write terms as a sum."""
    labels = [":".join(_summand_text(terms, i) for i in members(term)) for term in terms.terms] + [
        terms.variables[i].label for i in terms.offsets
    ]
    text = " + ".join(labels) or "1"
    return text if terms.intercept else f"{text} - 1"


def _summand_text(terms: Terms, number: int) -> str:
    """Write a variable so that it stays one beside other terms."""
    variable = terms.variables[number]
    expression = variable.expression
    loose = isinstance(expression, FunctionCall) and expression.function in _LOOSE
    return f"({variable.label})" if loose else variable.label
