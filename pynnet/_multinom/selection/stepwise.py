"""Single terms dropped and added, and R's stepwise selection made of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError, DataError, FitWarning, warn
from pynnet._formula import update_formula, wrapped_text
from pynnet._printing import format_common, round_decimals

from ..call import Call
from .marginality import TermSets, addable, droppable, terms_by_label
from .tables import StepPath, frame_text

__all__ = ["added", "added_scope", "dropped", "dropped_scope", "refitted", "stepped"]

_WIDTH = 60  # characters behind which R begins a new line of a formula
_DIRECTIONS = ("both", "backward", "forward")
_SAME = 1e-7  # R goes no further unless the AIC falls; this much may be rounding


def refitted(call: Call) -> Any:
    """The fit that a call makes; its text names the variables that the call named."""
    return replace(call.again(), call=call)


def _rows_used(fits: Sequence[Any]) -> list[int]:
    """Numbers of cases whose weight is not 0; of rows, where `summ` made cases of other numbers."""
    cases = [int(np.count_nonzero(fit._cases.weights)) for fit in fits]
    if len(set(cases)) == 1:
        return cases
    return [int(np.count_nonzero(fit._cases.row_weights)) for fit in fits]


def _model(fit: Any) -> TermSets:
    return terms_by_label(fit.terms.terms)


def _scope_terms(fit: Any, scope: str) -> TermSets:
    return terms_by_label(update_formula(fit, scope))


# Single terms ----------------------------------------------------------------------------------


def dropped_scope(fit: Any, scope: Any) -> list[str]:
    """Labels of the terms to drop: those of `scope`, or all that are marginal to no other."""
    model = _model(fit)
    if scope is None:
        return droppable(model, {})
    labels = (
        list(_scope_terms(fit, scope))
        if isinstance(scope, str) and "~" in scope
        else ([scope] if isinstance(scope, str) else list(scope))
    )
    unknown = [label for label in labels if label not in model]
    if unknown:
        raise ArgumentError(
            f"'scope' is not a subset of term labels: {unknown} are not among {list(model)}."
        )
    return labels


def added_scope(fit: Any, scope: Any) -> list[str]:
    """Labels of the terms to add: those of a formula that may be added, or the ones given."""
    if isinstance(scope, str) and "~" in scope:
        labels = addable(_model(fit), _scope_terms(fit, scope))
    else:
        labels = [scope] if isinstance(scope, str) else list(scope)
    if not labels:
        raise ArgumentError(
            "no terms in 'scope' for adding to object: name a term that the model does not have."
        )
    return labels


def dropped(fit: Any, labels: Sequence[str], *, trace: bool) -> pd.DataFrame:
    """The model, and the models without one term each."""
    return _trials(fit, "-", labels, list(labels), trace=trace)


def added(fit: Any, labels: Sequence[str], *, trace: bool) -> pd.DataFrame:
    """The model, and the models with one more term each."""
    return _trials(fit, "+", labels, [f"+{label}" for label in labels], trace=trace)


def _trials(
    fit: Any, sign: str, labels: Sequence[str], names: list[str], *, trace: bool
) -> pd.DataFrame:
    df, aic = [fit.edf], [fit.AIC]
    for label in labels:
        sys.stdout.write(f"trying {sign} {label} \n")
        call = fit.call.changed(formula=update_formula(fit, f"~ . {sign} {label}"), trace=trace)
        trial = refitted(call)
        before, now = _rows_used((fit, trial))
        if now != before:
            raise DataError(
                "number of rows in use has changed: remove missing values? "
                f"{before} rows before, {now} with {trial.formula!r}."
            )
        df.append(trial.edf)
        aic.append(trial.AIC if trial.edf != fit.edf else np.nan)  # the term changes nothing
    return pd.DataFrame({"Df": df, "AIC": aic}, index=["<none>", *names])


# Stepwise --------------------------------------------------------------------------------------


def stepped(fit: Any, scope: Any, direction: str | None, trace: int, steps: int, k: float) -> Any:
    """The chosen fit, with the path to it."""
    backward, forward = _directions(scope, direction)
    lower, upper = _limits(fit, scope)
    if steps < 0:
        raise ArgumentError(f"invalid 'length' argument: got steps={steps}. Pass 0 or more.")
    if k != 2:
        warn(
            "as in R, each step chooses by the AIC with k = 2; k decides only when to stop.",
            FitWarning,
        )
    first, aic = fit, _aic(fit, k)
    path = [("", fit, aic)]
    _say_model("Start: ", fit, aic, trace)
    for _ in range(steps):
        trials = _single_steps(
            fit, lower if backward else None, upper if forward else None, trace=bool(trace)
        )
        if trials is None:
            break
        trials = trials.iloc[np.argsort(trials["AIC"].to_numpy(), kind="stable")]
        if trace:
            sys.stdout.write(frame_text(trials) + "\n")
        change = str(trials.index[0])
        if change == "<none>":
            break
        fit = refitted(fit.call.changed(formula=update_formula(fit, f"~ . {change}")))
        before, aic = aic, _aic(fit, k)
        _say_model("\nStep: ", fit, aic, trace)
        if aic >= before + _SAME:  # R keeps the model all the same
            break
        path.append((change, fit, aic))
    return replace(fit, step_path=_path(path, first, fit))


def _aic(fit: Any, k: float) -> float:
    return float(fit.deviance + k * fit.edf)


def _directions(scope: Any, direction: str | None) -> tuple[bool, bool]:
    """Whether terms are dropped, and whether they are added."""
    if direction is None:
        return True, scope is not None
    found = [name for name in _DIRECTIONS if direction and name.startswith(direction)]
    if not found:
        raise ArgumentError(
            f"'arg' should be one of “both”, “backward”, “forward”: got direction={direction!r}."
        )
    return found[0] != "forward", found[0] != "backward"


def _limits(fit: Any, scope: Any) -> tuple[TermSets, TermSets | None]:
    """The terms that stay, and those that may be there; None if none may be added."""
    if scope is None:
        return {}, _model(fit)
    if isinstance(scope, Mapping):
        lower, upper = scope.get("lower"), scope.get("upper")
        unknown = set(scope) - {"lower", "upper"}
        if unknown:
            raise ArgumentError(f"scope has 'lower' and 'upper' only, got {sorted(unknown)}.")
    else:
        lower, upper = scope if isinstance(scope, tuple) else (None, scope)
    return (
        {} if lower is None else _scope_terms(fit, lower),
        None if upper is None else _scope_terms(fit, upper),
    )


def _single_steps(
    fit: Any, lower: TermSets | None, upper: TermSets | None, *, trace: bool
) -> pd.DataFrame | None:
    """All models one term away; None if there is none."""
    model = _model(fit)
    drops = [] if lower is None else droppable(model, lower)
    adds = [] if upper is None else addable(model, upper)
    tables = []
    if drops:
        tables.append(dropped(fit, drops, trace=trace).rename(lambda x: _signed("-", x)))
    if adds:
        table = added(fit, adds, trace=trace).rename(lambda x: _signed("+", x))
        tables.append(table.iloc[1:] if tables else table)
    return pd.concat(tables) if tables else None


def _signed(sign: str, name: str) -> str:
    return name if name == "<none>" else f"{sign} {name}"


def _say_model(title: str, fit: Any, aic: float, trace: int) -> None:
    if trace:
        number = format_common([round_decimals(aic, 2)])[0]
        sys.stdout.write(f"{title} AIC={number}\n{wrapped_text(fit.formula, _WIDTH)}\n\n")


def _path(path: Sequence[tuple[str, Any, float]], first: Any, last: Any) -> StepPath:
    changes, fits, aics = zip(*path, strict=True)
    df = [rows - fit.edf for rows, fit in zip(_rows_used(fits), fits, strict=True)]
    deviance = [fit.deviance for fit in fits]
    table = pd.DataFrame(
        {
            "Step": list(changes),
            "Df": [np.nan, *np.diff(df)],
            "Deviance": [np.nan, *np.abs(np.diff(deviance))],
            "Resid. Df": df,
            "Resid. Dev": deviance,
            "AIC": list(aics),
        },
        index=range(1, len(path) + 1),
    )
    models = [wrapped_text(fit.formula, _WIDTH).split("\n") for fit in (first, last)]
    title = "Stepwise Model Path \nAnalysis of Deviance Table"
    return StepPath(
        table, (title, "\nInitial Model:", *models[0], "\nFinal Model:", *models[1], "\n")
    )
