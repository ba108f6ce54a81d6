"""R's stepwise selection: the best of the models one term away, until none is better."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import update_formula, wrapped_text
from pynnet._ground import (
    ArgumentError,
    FitWarning,
    is_flag,
    is_whole,
    partial_matches,
    shown,
    warn,
    whole_number,
)
from pynnet._printing import format_common, round_decimals

from ..advice import advise, unchecked
from ..comparison_tables import StepPath
from ..fitted import MultinomFit
from ..likelihood import aic
from .marginality import TermSets, addable, droppable
from .refitting import rows_in_use
from .single_terms import (
    Candidate,
    add_each,
    by_aic,
    drop_each,
    table_of,
    terms_in_scope,
    terms_of_model,
)
from .trials import Trials

__all__ = ["select_stepwise"]

_WIDTH = 60  # characters behind which R begins a new line of a formula
_DIRECTIONS = ("both", "backward", "forward")
_SAME = 1e-7  # R goes no further unless the AIC falls; this much may be rounding


def select_stepwise(
    fit: MultinomFit, scope: Any, direction: str | None, trace: int, steps: int, k: float
) -> Any:
    """The chosen fit, with the path to it."""
    backward, forward = _directions(scope, direction)
    if not is_whole(steps) or steps < 0:
        raise ArgumentError(
            f"invalid 'length' argument: got steps={shown(steps)}. Pass a whole number, 0 or more."
        )
    if not is_flag(trace):
        whole_number("trace", trace, "True, False or how much to print")
    lower, upper = _limits(fit, scope)
    fit = replace(fit, call=fit.call.changed(formula=fit.formula))  # R writes out the dot
    start, criterion = fit, aic(fit.deviance, fit.edf, k)
    if k != 2:
        warn(
            "as in R, each step chooses by the AIC with k = 2; k decides only when to stop.",
            FitWarning,
        )
    path = [("", fit, criterion)]
    _print_model("Start: ", fit, criterion, trace)
    trials = Trials(fit, trace=bool(trace))
    for _ in range(int(steps)):
        models = _models_one_term_away(
            fit, lower if backward else None, upper if forward else None, trials, trace=bool(trace)
        )
        if models is None:
            break
        models = by_aic(models)
        if trace:
            sys.stdout.write(f"{table_of(models)}\n")
        change = models[0].name
        if change == "<none>":
            break
        with unchecked():
            fit = fit.call.changed(formula=update_formula(fit, f"~ . {change}")).again()
        before, criterion = criterion, aic(fit.deviance, fit.edf, k)
        _print_model("\nStep: ", fit, criterion, trace)
        if criterion >= before + _SAME:  # R keeps the model all the same
            break
        path.append((change, fit, criterion))
    if fit is not start:  # the model chosen is checked once, those on the way are not
        advise(fit)
    return replace(fit, step_path=_step_path(path, start, fit))


def _directions(scope: Any, direction: str | None) -> tuple[bool, bool]:
    """Whether terms are dropped, and whether they are added."""
    if direction is None:
        return True, scope is not None
    matches = partial_matches(direction, _DIRECTIONS)
    if not matches:
        raise ArgumentError(
            "'arg' should be one of “both”, “backward”, “forward”: "
            f"got direction={shown(direction)}."
        )
    return matches[0] != "forward", matches[0] != "backward"


def _limits(fit: MultinomFit, scope: Any) -> tuple[TermSets, TermSets | None]:
    """The terms that stay, and those that may be there; None if none may be added."""
    if scope is None:
        return {}, terms_of_model(fit)
    if isinstance(scope, Mapping):
        lower, upper = scope.get("lower"), scope.get("upper")
        unknown = [name for name in scope if name not in ("lower", "upper")]
        if unknown:
            raise ArgumentError(f"scope has 'lower' and 'upper' only, got {shown(unknown)}.")
    elif isinstance(scope, tuple):
        if len(scope) != 2:
            raise ArgumentError(f"invalid 'scope': got {shown(scope)}. Pass (lower, upper).")
        lower, upper = scope
    else:
        lower, upper = None, scope
    return (
        {} if lower is None else terms_in_scope(fit, lower),
        None if upper is None else terms_in_scope(fit, upper),
    )


def _models_one_term_away(
    fit: MultinomFit,
    lower: TermSets | None,
    upper: TermSets | None,
    trials: Trials,
    *,
    trace: bool,
) -> list[Candidate] | None:
    """The model and all that have a term less or more; None if there is none."""
    model = terms_of_model(fit)
    drops = [] if lower is None else droppable(model, lower)
    adds = [] if upper is None else addable(model, upper)
    models: list[Candidate] = []
    if drops:
        itself, *others = drop_each(fit, drops, trials, trace=trace)
        models = [itself, *(_signed("-", model) for model in others)]
    if adds:
        itself, *others = add_each(fit, adds, trials, trace=trace)
        models = [*(models or [itself]), *(_signed("+", model) for model in others)]
    return models or None


def _signed(sign: str, model: Candidate) -> Candidate:
    return model._replace(name=f"{sign} {model.name}")


def _print_model(title: str, fit: MultinomFit, criterion: float, trace: int) -> None:
    if trace:
        number = format_common([round_decimals(criterion, 2)])[0]
        sys.stdout.write(f"{title} AIC={number}\n{wrapped_text(fit.formula, _WIDTH)}\n\n")


def _step_path(
    path: Sequence[tuple[str, MultinomFit, float]], start: MultinomFit, end: MultinomFit
) -> StepPath:
    changes, fits, criteria = zip(*path, strict=True)
    df = [
        rows - fit.edf
        for rows, fit in zip(rows_in_use([fit._cases for fit in fits]), fits, strict=True)
    ]
    deviance = [fit.deviance for fit in fits]
    table = pd.DataFrame(
        {
            "Step": list(changes),
            "Df": [np.nan, *np.diff(df)],
            "Deviance": [np.nan, *np.abs(np.diff(deviance))],
            "Resid. Df": df,
            "Resid. Dev": deviance,
            "AIC": list(criteria),
        },
        index=range(1, len(path) + 1),
    )
    models = [wrapped_text(fit.formula, _WIDTH).split("\n") for fit in (start, end)]
    title = "Stepwise Model Path \nAnalysis of Deviance Table"
    return StepPath(
        table, (title, "\nInitial Model:", *models[0], "\nFinal Model:", *models[1], "\n")
    )
