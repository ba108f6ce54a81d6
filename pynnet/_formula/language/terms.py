"""What a formula means: its variables, its terms in R's order, and whether it has an intercept."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from pynnet._ground import FormulaError, RWarning, remembered, warn

from ..limits import check_expansion
from .deparse import deparse, quoted_name
from .expressions import FunctionCall, Name, Node, walk
from .parser import parse
from .term_algebra import TermAlgebra
from .term_sets import members
from .variables import Variable

__all__ = [
    "Terms",
    "terms_and_count",
    "terms_of",
    "terms_of_expression",
    "warn_if_varlist_changed",
]


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What a formula means: its variables and the terms in R's order.

    A term is an integer whose bit i says that variable i takes part. `in_terms` are the numbers of
    the variables that stand in terms. Two readings are not compared: what follows from one is kept
    by the object itself.
    """

    text: str
    expanded_text: str
    variables: tuple[Variable, ...]
    has_response: bool
    terms: tuple[int, ...]
    intercept: bool
    offsets: tuple[int, ...]
    in_terms: tuple[int, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """R's labels of the terms: ``x``, ``g:x``."""
        return tuple(
            ":".join(self.variables[i].label for i in members(term)) for term in self.terms
        )


def terms_of(formula: str, columns: tuple[str, ...]) -> Terms:
    """Return what a formula means; `columns` are what ``.`` may stand for."""
    return _warned(*_cached_terms(formula, columns))


def terms_of_expression(formula: Node, columns: Sequence[str]) -> Terms:
    """Return what a formula means that was parsed."""
    return _warned(*terms_and_count(formula, columns))


@remembered
def _cached_terms(formula: str, columns: tuple[str, ...]) -> tuple[Terms, int]:
    return terms_and_count(parse(formula), columns)


def _warned(terms: Terms, collected: int) -> Terms:
    warn_if_varlist_changed(terms, collected)
    return terms


def warn_if_varlist_changed(terms: Terms, collected: int) -> None:
    """Warn as R does if not all variables were found before the terms were made."""
    if len(terms.variables) != collected:
        warn(
            f"'varlist' has changed (from nvar={collected}) to new {len(terms.variables)} "
            "after EncodeVars() -- should no longer happen!",
            RWarning,
        )


def terms_and_count(formula: Node, columns: Sequence[str]) -> tuple[Terms, int]:
    """Return the meaning, and how many variables were found before the terms were made."""
    if not (isinstance(formula, FunctionCall) and formula.function == "~"):
        raise FormulaError(
            "invalid formula: it has no ~. Write the response, ~ and the predictors, as in 'y ~ x'."
        )
    response = formula.operands[0] if len(formula.operands) == 2 else None
    right = formula.operands[-1]
    symbols = _symbols(response) if response is not None else frozenset()
    dot = tuple(column for column in columns if column not in symbols)
    algebra = TermAlgebra(dot)
    if response is not None:
        algebra.register(response)
    intercept = algebra.collect(right)
    collected = len(algebra.variables)
    terms = algebra.encode(right)
    check_expansion(sum(map(int.bit_count, terms)))
    variables = tuple(algebra.variables)
    predictors = range(int(response is not None), len(variables))
    offsets = tuple(i for i in predictors if variables[i].label.startswith("offset("))
    excluded = sum(1 << i for i in offsets)
    ordered = tuple(sorted((t for t in terms if not t & excluded), key=int.bit_count))
    meaning = Terms(
        text=deparse(formula, integer_suffix=True),
        expanded_text=deparse(formula, integer_suffix=True, dot=" + ".join(map(quoted_name, dot))),
        variables=variables,
        has_response=response is not None,
        terms=ordered,
        intercept=intercept,
        offsets=offsets,
        in_terms=members(functools.reduce(operator.or_, ordered, 0)),
    )
    return meaning, collected


def _symbols(node: Node) -> frozenset[str]:
    """Return all names in an expression, those of functions too."""
    return frozenset(
        n.name if isinstance(n, Name) else n.function
        for n in walk(node)
        if isinstance(n, (Name, FunctionCall))
    )
