"""Effects of explanatory variables on the probabilities of a multinomial model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._formula import NewDesign
from pynnet._ground import DataError, FloatArray
from pynnet._nnet import pad
from pynnet._numerics import half_width

from ..fitted import MultinomFit, all_classes
from ..inference.tidy import two_sided_p
from ..prediction import outputs_at
from .delta_method import logit_interval, mean_jacobian, slope_jacobian, slopes, standard_errors
from .derivatives import design_slopes, refuse_whole_columns
from .designs import design_of
from .explanatory_variables import ExplanatoryVariables

__all__ = [
    "design_and_probabilities",
    "each_row",
    "each_setting",
    "effects_table",
    "probabilities_table",
]

# Cases whose probabilities are averaged: their design matrix, probabilities and weights.
_CaseGroup: TypeAlias = tuple[FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class _Effect:
    """An effect on the probability of each class, and its derivatives by the coefficients."""

    contrast: str
    estimate: FloatArray
    jacobian: FloatArray


def design_and_probabilities(
    fit: MultinomFit, frame: pd.DataFrame
) -> tuple[FloatArray, FloatArray]:
    """Design matrix and probabilities of all classes."""
    design = design_of(fit, frame)
    if not design.complete.all():
        row = int(np.argmin(design.complete))
        raise DataError(
            f"a term of the model has no value in row {row} of the cases averaged over."
        )
    return design.matrix, all_classes(outputs_at(fit, design.matrix))


def each_row(fit: MultinomFit, design: NewDesign) -> Iterator[_CaseGroup]:
    """Each row on its own; one with missing values has missing probabilities."""
    outputs = all_classes(outputs_at(fit, design.matrix))
    x, P = pad(design.matrix, design.complete, np.nan), pad(outputs, design.complete, np.nan)
    return ((x[[i]], P[[i]], np.ones(1)) for i in range(len(x)))


def each_setting(
    fit: MultinomFit, data: ExplanatoryVariables, grid: pd.DataFrame
) -> Iterator[_CaseGroup]:
    """For each row of the grid all cases of the data, with the values of that row."""
    for values in grid.to_dict("records"):
        named = {str(name): value for name, value in values.items()}
        yield (*design_and_probabilities(fit, data.everywhere(named)), data.weights_of_means)


def probabilities_table(
    fit: MultinomFit, shown: pd.DataFrame, groups: Iterator[_CaseGroup],
    covariance: FloatArray, level: float,
) -> pd.DataFrame:  # fmt: skip
    """Mean probabilities of each group of cases, by class; `shown` has a row for each group."""
    classes, parts = fit._class_names, []
    for x, P, w in groups:
        mean = w @ P / w.sum()
        error = standard_errors(mean_jacobian(x, P, w), covariance)
        low, high = logit_interval(mean, error, half_width(level))
        parts.append(np.column_stack([mean, error, low, high]))
    table = shown.loc[shown.index.repeat(len(classes))].reset_index(drop=True)
    table["class"] = list(classes) * len(shown)
    names = ["probability", "std_error", "conf_low", "conf_high"]
    table[names] = np.vstack([np.empty((0, 4)), *parts])
    return table


def effects_table(
    fit: MultinomFit, data: ExplanatoryVariables, variables: Mapping[str, list[Any] | None],
    at: str, covariance: FloatArray, level: float,
) -> pd.DataFrame:  # fmt: skip
    """A row for each variable, contrast and class; `variables` may have the values to compare."""
    refuse_whole_columns(fit, data.frame, map(str, data.frame if at == "mean" else variables))
    frame, w = data.frame, data.weights_of_means
    if at == "mean":
        frame, w = data.filled(pd.DataFrame(index=[0])), np.ones(1)
    parts = []
    for name, values in variables.items():
        levels = values or data.levels.get(name)
        if levels is None:
            effects = iter([_slope(fit, data, frame, w, name)])
        else:
            effects = _changes(fit, replace(data, frame=frame, weights=w), name, levels)
        for effect in effects:
            error = standard_errors(effect.jacobian, covariance)
            with np.errstate(divide="ignore", invalid="ignore"):  # effects that are exactly 0
                z = effect.estimate / error
            width = half_width(level) * error
            parts.append(pd.DataFrame({
                "variable": name,
                "contrast": effect.contrast,
                "class": fit._class_names,
                "effect": effect.estimate,
                "std_error": error,
                "z": z,
                "p": two_sided_p(z),
                "conf_low": effect.estimate - width,
                "conf_high": effect.estimate + width,
            }))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _changes(
    fit: MultinomFit, data: ExplanatoryVariables, name: str, values: Sequence[Any]
) -> Iterator[_Effect]:
    """Changes of the probabilities from the first value to each other one."""
    w = data.weights
    reference, *others = values
    x0, P0 = design_and_probabilities(fit, data.everywhere({name: reference}))
    before, by_before = w @ P0 / w.sum(), mean_jacobian(x0, P0, w)
    for value in others:
        x, P = design_and_probabilities(fit, data.everywhere({name: value}))
        change = w @ P / w.sum() - before
        yield _Effect(f"{value} - {reference}", change, mean_jacobian(x, P, w) - by_before)


def _slope(
    fit: MultinomFit, data: ExplanatoryVariables, frame: pd.DataFrame, w: FloatArray, name: str
) -> _Effect:
    """Derivatives of the probabilities by a numeric variable."""
    x, P = design_and_probabilities(fit, frame)
    dx = design_slopes(fit, frame, name, data.frame)
    d = np.hstack([np.zeros((len(x), 1)), dx @ fit._coefficients.T])
    return _Effect("slope", w @ slopes(P, d) / w.sum(), slope_jacobian(x, dx, P, d, w))
