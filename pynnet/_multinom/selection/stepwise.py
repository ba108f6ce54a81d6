"""R's stepwise selection: the best of the models one term away, until none is better."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

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
from ..comparison_tables import FORMULA_WIDTH, StepPath
from ..fitted import MultinomFit
from ..likelihood import aic
from .marginality import TermSets, addable, droppable, terms_by_label
from .refitting import rows_in_use
from .single_terms import (
    Candidate,
    add_each,
    by_aic,
    drop_each,
    table_of,
    terms_in_scope,
)
from .trials import Trial, Trials

__all__ = ["select_stepwise"]

_DIRECTIONS = ("both", "backward", "forward")
_SAME = 1e-7  # R goes no further unless the AIC falls; this much may be rounding


def select_stepwise(
    fit: MultinomFit, scope: Any, direction: str | None, trace: int | None, steps: int, k: float
) -> Any:
    """The chosen fit, with the path to it."""
    backward, forward = _directions(scope, direction)
    if not is_whole(steps) or steps < 0:
        raise ArgumentError(
            f"invalid 'length' argument: got steps={shown(steps)}. Pass a whole number, 0 or more."
        )
    if trace is not None and not is_flag(trace):
        whole_number("trace", trace, "True, False or how much to print")
    fit.call.check_complete("step()")
    lower, upper = _limits(fit, scope)
    limits = (lower if backward else None), (upper if forward else None)
    fit = replace(fit, call=fit.call.changed(formula=fit.formula))  # R writes out the dot
    stage = _Stage("", Trial.of(fit), aic(fit.deviance, fit.edf, k), fit.formula, fit)
    if k != 2:
        warn(
            "as in R, each step chooses by the AIC with k = 2; k decides only when to stop.",
            FitWarning,
        )
    _print_stage("Start: ", stage, trace)
    trials = Trials(fit, trace=bool(trace))
    path = [stage]
    for _ in range(int(steps)):
        best = _best_one_term_away(stage.model, limits, trials, trace=trace)
        if best is None or best.model is stage.model:
            break
        stage = _next_stage(best, stage.model, fit, k)
        _print_stage("\nStep: ", stage, trace)
        if stage.criterion >= path[-1].criterion + _SAME:  # R keeps the model all the same
            break
        path.append(stage)
    return _with_path(stage, path, fit)


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
        return {}, terms_by_label(fit._spec.terms)
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


def _best_one_term_away(
    model: Trial,
    limits: tuple[TermSets | None, TermSets | None],
    trials: Trials,
    *,
    trace: int | None,
) -> Candidate | None:
    """The best of the model and all that have a term less or more; None if there is none."""
    lower, upper = limits
    told = None if trace is None else bool(trace)
    terms = terms_by_label(model.terms)
    drops = [] if lower is None else droppable(terms, lower)
    adds = [] if upper is None else addable(terms, upper)
    models: list[Candidate] = []
    if drops:
        itself, *others = drop_each(model, drops, trials, trace=told)
        models = [itself, *(_signed("-", other) for other in others)]
    if adds:
        itself, *others = add_each(model, adds, trials, trace=told)
        models = [*(models or [itself]), *(_signed("+", other) for other in others)]
    if not models:
        return None
    models = by_aic(models)
    if trace:
        sys.stdout.write(f"{table_of(models)}\n")
    return models[0]


def _signed(sign: str, model: Candidate) -> Candidate:
    return model._replace(name=f"{sign} {model.name}")


class _Stage(NamedTuple):
    """A model that the selection has come to."""

    change: str  # what led to it
    model: Trial
    criterion: float
    formula: str  # of its call
    fit: MultinomFit | None  # if it was needed


def _next_stage(best: Candidate, before: Trial, start: MultinomFit, k: float) -> _Stage:
    """The best model; fitted again if that says something, or if its change reads otherwise."""
    model, fit, formula = best.model, None, best.model.formula
    if not best.plain:
        formula = update_formula(before, f"~ . {best.name}")
    if start._options.trace or not best.silent or formula != model.formula:
        fit = _fitted_again(start, formula)
        model = Trial.of(fit)
    return _Stage(best.name, model, aic(model.deviance, model.edf, k), formula, fit)


def _fitted_again(fit: MultinomFit, formula: str) -> MultinomFit:
    with unchecked():
        again: MultinomFit = fit.call.changed(formula=formula).again()
    return again


def _with_path(end: _Stage, path: Sequence[_Stage], start: MultinomFit) -> MultinomFit:
    """The whole fit of the model chosen, which is checked once; those on the way are not."""
    fit = end.fit or _fitted_again(start, end.formula)
    if fit is not start:
        advise(fit)
    models = [stage.model for stage in path]
    rows = rows_in_use([model.cases for model in models])
    way = StepPath(
        tuple(stage.change for stage in path),
        tuple(n - model.edf for n, model in zip(rows, models, strict=True)),
        tuple(model.deviance for model in models),
        tuple(stage.criterion for stage in path),
        (start.formula, fit.formula),
    )
    return replace(fit, step_path=way)


def _print_stage(title: str, stage: _Stage, trace: int | None) -> None:
    if trace:
        number = format_common([round_decimals(stage.criterion, 2)])[0]
        formula = wrapped_text(stage.model.formula, FORMULA_WIDTH)
        sys.stdout.write(f"{title} AIC={number}\n{formula}\n\n")
