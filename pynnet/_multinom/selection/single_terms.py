"""Models with one term less or one more: what drop1, add1 and each step of step compare."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pynnet._formula import Terms, update_formula
from pynnet._ground import ArgumentError, DataError, given_text, names_of, times_warned

from ..comparison_tables import SingleTerms
from ..fitted import MultinomFit
from .marginality import TermSets, addable, droppable, terms_by_label
from .refitting import rows_in_use
from .trials import Trial, Trials

__all__ = [
    "Candidate",
    "add_each",
    "by_aic",
    "drop_each",
    "table_of",
    "terms_in_scope",
    "terms_to_add",
    "terms_to_drop",
]


def terms_in_scope(fit: MultinomFit, scope: str) -> TermSets:
    """The terms of a formula in which ``.`` means what the fit has."""
    given_text("scope", scope, "a formula in a string")
    return terms_by_label(update_formula(fit, scope))


def terms_to_drop(fit: MultinomFit, scope: str | Sequence[str] | None) -> list[str]:
    """Labels of the terms to drop: those of `scope`, or all that are marginal to no other."""
    model = terms_by_label(fit._spec.terms)
    if scope is None:
        return droppable(model, {})
    if isinstance(scope, str) and "~" in scope:
        labels = list(terms_in_scope(fit, scope))
    else:
        labels = names_of("scope", scope)
    unknown = [label for label in labels if label not in model]
    if unknown:
        raise ArgumentError(
            f"'scope' is not a subset of term labels: {unknown} are not among {list(model)}."
        )
    return labels


def terms_to_add(fit: MultinomFit, scope: str | Sequence[str]) -> list[str]:
    """Labels of the terms to add: those of a formula that may be added, or the ones given."""
    if isinstance(scope, str) and "~" in scope:
        labels = addable(terms_by_label(fit._spec.terms), terms_in_scope(fit, scope))
    else:
        labels = names_of("scope", scope)
    if not labels:
        raise ArgumentError(
            "no terms in 'scope' for adding to object: name a term that the model does not have."
        )
    return labels


class Candidate(NamedTuple):
    """One of the models that are compared."""

    name: str
    model: Trial
    aic: float  # NaN where the term changes nothing
    plain: bool = True  # whether its change reads as it does with a second sign before the term
    silent: bool = True  # whether its fit gave no warning


def drop_each(
    model: Trial, labels: Sequence[str], trials: Trials, *, trace: Any
) -> list[Candidate]:
    """The model, and the models without one of the terms each."""
    return _candidates(model, "-", labels, list(labels), trials, trace=trace)


def add_each(model: Trial, labels: Sequence[str], trials: Trials, *, trace: Any) -> list[Candidate]:
    """The model, and the models with one of the terms each."""
    return _candidates(model, "+", labels, [f"+{label}" for label in labels], trials, trace=trace)


def _candidates(
    model: Trial,
    sign: str,
    labels: Sequence[str],
    names: list[str],
    trials: Trials,
    *,
    trace: Any,
) -> list[Candidate]:
    candidates = [Candidate("<none>", model, model.aic)]
    for label, name in zip(labels, names, strict=True):
        if trace is not False:
            sys.stdout.write(f"trying {sign} {label} \n")
        said = times_warned()
        formula = trials.changed(model, sign, label)
        trial = trials.fitted(formula)
        before, now = rows_in_use((model.cases, trial.cases))
        if now != before:
            raise DataError(
                "number of rows in use has changed: remove missing values? "
                f"{before} rows before, {now} with {trial.formula!r}."
            )
        aic = trial.aic if trial.edf != model.edf else np.nan
        plain, silent = isinstance(formula, Terms), times_warned() == said
        candidates.append(Candidate(name, trial, aic, plain=plain, silent=silent))
    return candidates


def by_aic(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best model first; equal ones stay in their order."""
    order = np.argsort([candidate.aic for candidate in candidates], kind="stable")
    return [candidates[i] for i in order]


def table_of(candidates: Sequence[Candidate]) -> SingleTerms:
    """Number of coefficients and AIC, a row for each model."""
    names, models, aic, *_ = zip(*candidates, strict=True)
    return SingleTerms(names, tuple(model.edf for model in models), aic)
