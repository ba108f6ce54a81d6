"""The meaning of a formula in plain texts and numbers, and back: what a file can keep."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Sequence
from typing import NamedTuple

from pynnet._ground import DataError, FormulaError, shown

from ..limits import check_columns, check_expansion
from .deparse import exact_text
from .expressions import FunctionCall
from .parser import parse
from .term_sets import members
from .terms import Terms
from .variables import check_variable, named_apart, variable_of

__all__ = ["TermsInParts", "parts_of", "terms_of_parts"]

_MOST_MEMBERS = 10**8  # variables times terms: each term has a bit for each variable


class TermsInParts(NamedTuple):
    """What a formula means.

    Attributes
    ----------
    formula, expanded : str
        The formula as R writes it, and with ``.`` written out.
    variables : list of str
        The variables, the response first, so that the very same expressions are read.
    response, intercept : bool
        Whether there is a response, and an intercept.
    terms : list of list of int
        The terms in R's order, each as the positions of its variables, from 0.
    """

    formula: str
    expanded: str
    variables: Sequence[str]
    response: bool
    intercept: bool
    terms: Sequence[Sequence[int]]


def parts_of(terms: Terms) -> TermsInParts:
    """Return the parts of a meaning.

    Raises
    ------
    FormulaError
        If the text of a variable would be read as another expression.
    """
    texts = [exact_text(variable.expression) for variable in terms.variables]
    for text, variable in zip(texts, terms.variables, strict=True):
        if parse(text) != variable.expression:
            raise FormulaError(
                f"'{variable.name}' cannot be written as text that is read the same."
            )
    numbers = [list(members(term)) for term in terms.terms]
    return TermsInParts(
        terms.text, terms.expanded_text, texts, terms.has_response, terms.intercept, numbers
    )


def terms_of_parts(parts: TermsInParts) -> Terms:
    """Return the meaning of which these are the parts.

    Raises
    ------
    FormulaError
        If a text cannot be read.
    DataError
        If the parts do not go together.
    """
    n_variables, first = len(parts.variables), int(parts.response)
    check_columns(n_variables, "the variables")
    check_expansion(sum(map(len, parts.terms)))
    if n_variables * len(parts.terms) > _MOST_MEMBERS:
        raise DataError("the formula has too many variables and terms.")
    for text in (parts.formula, parts.expanded):
        formula = parse(text)
        if not (isinstance(formula, FunctionCall) and formula.function == "~"):
            raise DataError(f"{shown(text)} is no formula.")
    names: set[str] = set()
    variables = tuple(named_apart(variable_of(parse(text)), names) for text in parts.variables)
    for variable in variables:
        check_variable(variable.expression)
    if n_variables < first:
        raise DataError(f"the formula cannot have the variables {shown(list(parts.variables))}.")
    terms = _checked_terms(parts.terms, n_variables)
    offsets = [i for i in range(first, n_variables) if variables[i].label.startswith("offset(")]
    in_terms = members(functools.reduce(operator.or_, terms, 0))
    if set(offsets) & set(in_terms):
        raise DataError("an offset of the formula stands in a term.")
    return Terms(
        text=parts.formula,
        expanded_text=parts.expanded,
        variables=variables,
        has_response=parts.response,
        terms=terms,
        intercept=parts.intercept,
        offsets=tuple(offsets),
        in_terms=in_terms,
    )


def _checked_terms(terms: Sequence[Sequence[int]], n_variables: int) -> tuple[int, ...]:
    """Return the terms as sets; raise unless they are in order, and each is one of its kind."""
    sets = []
    for numbers in terms:
        ascending = all(a < b for a, b in itertools.pairwise(numbers))
        if not numbers or not ascending or not 0 <= numbers[0] <= numbers[-1] < n_variables:
            raise DataError(f"the formula has no term of the variables {shown(list(numbers))}.")
        sets.append(sum(1 << i for i in numbers))
    sizes = list(map(len, terms))
    if len(set(sets)) != len(sets) or sizes != sorted(sizes):
        raise DataError("the terms of the formula are out of order, or one stands there twice.")
    return tuple(sets)
