"""Which columns a term makes: R's choice between contrast and all levels, and the names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TypeAlias

from ..language.term_sets import members
from ..language.terms import Terms

__all__ = ["TermCoding", "code_terms", "column_names", "term_factors"]

TermCoding: TypeAlias = tuple[tuple[int, bool], ...]
"""For each variable of a term, in order: its number, and whether all its levels get a column."""


def code_terms(terms: Terms, categorical: frozenset[int]) -> tuple[TermCoding, ...]:
    """Choose the coding of each variable in each term.

    A variable is coded by its contrast where the rest of the term is empty or part of an earlier
    term, and by all levels elsewhere. Without an intercept the first categorical variable met is
    coded by all levels; the response is passed over.
    """
    codings = []
    lacks_intercept = not terms.intercept
    for position, term in enumerate(terms.terms):
        variables = members(term)
        coding = []
        for i in variables:
            full = i in categorical and not _is_margin(term & ~(1 << i), terms.terms[:position])
            if lacks_intercept and i in categorical and not (i == 0 and terms.has_response):
                full, lacks_intercept = True, False
            coding.append((i, full))
        codings.append(tuple(coding))
    return tuple(codings)


def term_factors(terms: Terms) -> list[list[int]]:
    """Return R's ``factors``: for each variable and term 1 or 2, 0 if it takes no part.

    2 says that all levels of a factor would be coded there, in a formula with an intercept.
    """
    rows = []
    for i in range(len(terms.variables)):
        parts = []
        for position, term in enumerate(terms.terms):
            margin = _is_margin(term & ~(1 << i), terms.terms[:position])
            parts.append((1 if margin else 2) if term >> i & 1 else 0)
        rows.append(parts)
    return rows


def _is_margin(rest: int, earlier: Sequence[int]) -> bool:
    """Whether the rest of a term is empty or part of an earlier term."""
    return rest == 0 or any(rest & ~term == 0 for term in earlier)


def column_names(parts: Sequence[Sequence[str]]) -> list[str]:
    """Join the names of a term's variables; those of the first vary fastest."""
    if len(parts) == 1:
        return list(parts[0])
    return [":".join(reversed(names)) for names in product(*reversed(parts))]
