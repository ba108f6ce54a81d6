"""Formulas with one term less or more, made of terms that were read, without reading a text again.

What is given equals what :func:`changed_formula` and then :func:`terms_of` make of the texts, of
which each takes longer than a small model takes to be fitted.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Container
from dataclasses import replace

from pynnet._ground import LONGEST_QUESTION, MOST_ANSWERS, FormulaError

from .expressions import CALLED, FunctionCall, Name, is_plain_call
from .parser import parse
from .term_sets import members
from .terms import Terms
from .update import with_terms
from .variables import Variable, variable_of

__all__ = ["with_term", "without_term"]


def without_term(terms: Terms, label: str) -> Terms | None:
    """Return the terms without one of them; None if the formula must be read to know them."""
    if label not in terms.labels or not _is_plain_sum(terms):
        return None
    return _without(terms, terms.labels.index(label))


def with_term(
    terms: Terms, label: str, columns: Container[str], computed: Container[Variable]
) -> Terms | None:
    """Return the terms with another; None if the formula must be read to know them.

    Nothing is added but columns and what was computed already: the error of another variable shows
    a place in the text.
    """
    long = len(label) > LONGEST_QUESTION or label.startswith("offset(")
    if long or label in terms.labels or not _is_plain_sum(terms):
        return None
    together = _with(terms, label)
    if together is None:
        return None
    new = (variable for variable in together.variables if variable not in terms.variables)
    return together if all(_is_there(v, columns, computed) for v in new) else None


def _is_there(variable: Variable, columns: Container[str], computed: Container[Variable]) -> bool:
    node = variable.expression
    return node.name in columns if isinstance(node, Name) else variable in computed


@functools.lru_cache(maxsize=MOST_ANSWERS)
def _without(terms: Terms, place: int) -> Terms:
    return _summed(replace(terms, terms=terms.terms[:place] + terms.terms[place + 1 :]))


@functools.lru_cache(maxsize=MOST_ANSWERS)
def _with(terms: Terms, label: str) -> Terms | None:
    variables = list(terms.variables)
    term = 0
    for variable in _variables_of(label):
        if not _is_plain(variable):
            return None
        if variable not in variables:
            variables.append(variable)
        term |= 1 << variables.index(variable)
    if not term or term in terms.terms or any(term >> i & 1 for i in terms.offsets):
        return None
    together = tuple(sorted((*terms.terms, term), key=int.bit_count))
    return _summed(replace(terms, variables=tuple(variables), terms=together))


def _variables_of(label: str) -> list[Variable]:
    """Return the variables of a term from left to right; none if its label cannot be read."""
    try:
        node = parse(label)
    except FormulaError:
        return []  # the error of the whole formula shows the place
    variables = []
    while isinstance(node, FunctionCall) and node.function == ":":
        node, last = node.operands
        variables.append(variable_of(last))
    return [variable_of(node), *reversed(variables)]


@functools.lru_cache(maxsize=MOST_ANSWERS)
def _is_plain_sum(terms: Terms) -> bool:
    """Whether the formula is the sum of its terms, as it is written after a change."""
    return (
        terms.has_response
        and len(terms.expanded_text) <= LONGEST_QUESTION
        and all(map(_is_plain, terms.variables))
        and terms.expanded_text == with_terms(terms, terms.terms)
    )


def _is_plain(variable: Variable) -> bool:
    """Whether its text means it wherever it stands: numbers may have lost digits there."""
    node = variable.expression
    if isinstance(node, Name):
        return node.name != "."
    return (
        isinstance(node, FunctionCall)
        and node.function != CALLED
        and is_plain_call(node)
        and variable.label == variable.name
        and parse(variable.label) == node
    )


def _summed(terms: Terms) -> Terms:
    """Return the terms as they are read from their sum: variables in the order they come in."""
    places = [0, *(i for term in terms.terms for i in members(term)), *terms.offsets]
    numbers = {place: number for number, place in enumerate(dict.fromkeys(places))}
    renumbered = tuple(sum(1 << numbers[i] for i in members(term)) for term in terms.terms)
    variables: list[Variable] = [terms.variables[place] for place in numbers]
    text = with_terms(terms, terms.terms)
    return Terms(
        text=text,
        expanded_text=text,
        variables=tuple(variables),
        has_response=True,
        terms=renumbered,
        intercept=terms.intercept,
        offsets=tuple(numbers[i] for i in terms.offsets),
        in_terms=members(functools.reduce(operator.or_, renumbered, 0)),
    )
