"""Changes a formula by a formula, as R's ``update`` does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pynnet._data import NamedColumns
from pynnet._errors import ArgumentError, FormulaError

from .deparse import deparse
from .expressions import Argument, Call, Constant, Name, Node, walk
from .parser import parse
from .terms import Terms, expand, members

__all__ = ["update_formula", "with_terms"]

_LOOSE = frozenset(("==", "!=", "<", ">", "<=", ">=", "!", "&", "&&", "|", "||"))


def update_formula(old: Any, new: str, data: Any = None) -> str:
    """Change a formula by another one in which ``.`` means what was there before.

    Equals R's ``update(old, new)``: the terms are expanded, sorted by degree, and written with
    ``- 1`` if there is no intercept.

    Parameters
    ----------
    old : str or NNet
        The formula to change, or a fit from one.
    new : str
        The change. On the left-hand side ``.`` is the old response, on the right-hand side the old
        predictors; a left-hand side that is left out stays as it was.
    data : DataFrame or mapping of columns, optional
        What ``.`` in `old` stands for; a fit knows that itself.

    Returns
    -------
    str
        The new formula.

    Raises
    ------
    FormulaError
        If a formula cannot be read, or `old` has a ``.`` and there are no `data`.
    ArgumentError
        If `old` is neither a formula nor a fit from one.

    Notes
    -----
    R writes a condition such as ``x > 0`` without the parentheses that it needs beside other terms;
    here it keeps them.

    References
    ----------
    .. [1] R manual page ``update.formula``.

    Examples
    --------
    >>> from pynnet import update_formula
    >>> update_formula("y ~ x + z", "~ . - x")
    'y ~ z'
    >>> update_formula("y ~ x * z", "log(.) ~ . - x:z - 1")
    'log(y) ~ x + z - 1'
    """
    text = _text(old)
    left, right = _sides(parse(text), text)
    if data is not None:
        columns = NamedColumns(data, "data").names
        text = expand(parse(text), columns).expanded_text
        left, right = _sides(parse(text), text)
    elif any(_is_dot(n) for n in walk(right)):
        raise FormulaError(
            "'.' in formula and no 'data' argument: pass data=, or the fit in place of its formula."
        )
    change = parse(new) if isinstance(new, str) else None
    if change is None:
        raise ArgumentError(f"new must be a formula in a string, got {type(new).__name__}.")
    new_left, new_right = _sides(change, new)
    response = left if new_left is None else _substituted(new_left, left)
    predictors = _substituted(new_right, Call("(", (Argument(right),)))
    terms = expand(Call("~", (Argument(predictors),)), ())
    sides = [_response_text(response), _predictors_text(terms)]
    return " ~ ".join(sides) if sides[0] else f"~{sides[1]}"


def with_terms(terms: Terms, kept: tuple[int, ...]) -> str:
    """The formula that has only these of the terms, with the same response and offsets."""
    left, _ = _sides(parse(terms.expanded_text), terms.expanded_text)
    return f"{_response_text(left)} ~ {_predictors_text(replace(terms, terms=kept))}"


def _text(old: Any) -> str:
    """Return the formula, with ``.`` written out if it is that of a fit."""
    if isinstance(old, str):
        return old
    terms = getattr(old, "terms", None)
    while not isinstance(terms, Terms):
        if terms is None:
            raise ArgumentError(
                f"old must be a formula in a string or a fit from one, got {type(old).__name__}."
            )
        terms = getattr(terms, "terms", None)
    return terms.expanded_text


def _sides(formula: Node, text: str) -> tuple[Node | None, Node]:
    if not (isinstance(formula, Call) and formula.function == "~"):
        raise FormulaError(f"invalid formula: {text!r} has no ~.")
    operands = formula.operands
    return (operands[0] if len(operands) == 2 else None), operands[-1]


def _is_dot(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "."


def _substituted(node: Node, before: Node | None) -> Node:
    """Put what was there before in the place of each dot."""
    if _is_dot(node):
        if before is None:
            raise FormulaError("the old formula has no response for '.' to stand for.")
        return before
    if not isinstance(node, Call):
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
    labels = [":".join(_factor_text(terms, i) for i in members(term)) for term in terms.terms] + [
        terms.variables[i].label for i in terms.offsets
    ]
    text = " + ".join(labels) or "1"
    return text if terms.intercept else f"{text} - 1"


def _factor_text(terms: Terms, number: int) -> str:
    """Write a variable so that it stays one beside other terms."""
    variable = terms.variables[number]
    expression = variable.expression
    loose = isinstance(expression, Call) and expression.function in _LOOSE
    return f"({variable.label})" if loose else variable.label
