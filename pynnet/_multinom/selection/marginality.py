"""Which terms may be dropped from a model, and which added, one at a time.

A term is marginal to another if all of its variables take part in that one, as ``a`` is to ``a:b``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from pynnet._formula import Terms, members, terms_of
from pynnet._ground import ArgumentError

__all__ = ["TermSets", "addable", "droppable", "terms_by_label"]

# The variables of each term, by its label.
TermSets: TypeAlias = dict[str, frozenset[str]]


def terms_by_label(terms: Terms | str) -> TermSets:
    """The variables of each term, by the label of the term."""
    if isinstance(terms, str):
        terms = terms_of(terms, ())
    names = [variable.label for variable in terms.variables]
    return {
        label: frozenset(names[i] for i in members(term))
        for label, term in zip(terms.labels, terms.terms, strict=True)
    }


def droppable(model: TermSets, lower: TermSets) -> list[str]:
    """Labels of the terms outside of `lower` that are marginal to no other such term."""
    _check_contained("lower", lower, model)
    staying = set(lower.values())
    free = {label: term for label, term in model.items() if term not in staying}
    return [label for label, term in free.items() if not any(term < t for t in free.values())]


def addable(model: TermSets, upper: TermSets) -> list[str]:
    """Labels of the terms of `upper` outside of the model to which no other such is marginal."""
    _check_contained("upper", model, upper)
    present = set(model.values())
    absent = {label: term for label, term in upper.items() if term not in present}
    return [label for label, term in absent.items() if not any(t < term for t in absent.values())]


def _check_contained(which: str, inner: TermSets, outer: TermSets) -> None:
    """Raise if not every term of `inner` is one of `outer`."""
    outer_terms = set(outer.values())
    missing = [label for label, term in inner.items() if term not in outer_terms]
    if missing:
        raise ArgumentError(
            f"{which} scope has term{'s' if len(missing) > 1 else ''} {_quoted(missing)} "
            f"not included in model. The {which} scope "
            + ("may hold terms of the model only." if which == "lower" else "must hold the model.")
        )


def _quoted(labels: Sequence[str]) -> str:
    return ", ".join(f"‘{label}’" for label in labels)
