"""Derivatives of the design matrix by a variable: verified, or refused with the term's name."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from pynnet._formula import functions_around, goes_in_steps, names_in
from pynnet._ground import BoolArray, FloatArray, FormulaError, IntArray, PynnetError
from pynnet._numerics import quiet

from ..fitted import MultinomFit
from .designs import design_of, symbol_of

__all__ = ["design_slopes", "refuse_whole_columns"]

# Step of a central difference, in standard deviations of the variable: the cube root of the
# machine's precision balances its error, of the order of the step's square, and rounding.
_STEP = float(np.cbrt(np.finfo(float).eps))

# Two steps, one four times the other, differ by their error and by rounding, both some 1e-10 of
# a smooth column; at a jump they differ by a factor of four. The bound lies half-way between, and
# is the error that an effect may have: columns that bend so much within a step are refused too.
_AGREE = 1e-4

# Slopes to the left and to the right differ by a step's share of the curvature, some 1e-5 of a
# smooth column's slope; at a kink, such as that of abs(x), by some of the slope itself.
_BEND = 1e-2


def design_slopes(
    fit: MultinomFit, frame: pd.DataFrame, name: str, data: pd.DataFrame
) -> FloatArray:
    """Derivatives of the design matrix of `frame` by a numeric variable, shape (n, p).

    Raises
    ------
    FormulaError
        If a term is a step function of the variable, or its derivative cannot be told.
    """
    for variable in fit._spec.terms.variables[1:]:
        if any(map(goes_in_steps, functions_around(variable.expression, symbol_of(fit, name)))):
            raise _no_derivative(name, variable.name, "goes in steps")
    spread = _spread(data[name].to_numpy(float))
    columns = design_of(fit, frame).matrix
    near, bend = _differences(fit, frame, name, _STEP * spread, columns)
    far, _ = _differences(fit, frame, name, 4 * _STEP * spread, columns)
    # Rounding in a column that is large against its derivative.
    with np.errstate(all="ignore"):
        rounding = 16 * np.finfo(float).eps * np.abs(columns) / (_STEP * spread)
        size = np.maximum(np.abs(near), np.abs(far))
        steepest = size.max(axis=0, initial=0.0)
        verified = np.abs(near - far) <= _AGREE * steepest + rounding
        verified &= np.abs(bend) <= _BEND * steepest + rounding
    _refuse_columns(fit, name, ~verified.all(axis=0), "has no derivative at a value of the data")
    _refuse_columns(fit, name, _steps_between(fit, frame, name, near), "goes in steps")
    return near


@quiet  # of numbers whose squares no float holds it is infinite
def _spread(values: FloatArray) -> float:
    return float(np.std(values)) or 1.0


def _differences(
    fit: MultinomFit, frame: pd.DataFrame, name: str, step: float, columns: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The central difference, and how much the slopes to its right and to its left differ."""
    values = frame[name].to_numpy(float)
    below, above = values - step, values + step
    designs = [design_of(fit, frame.assign(**{name: v})) for v in (below, above)]
    if not all(design.complete.all() for design in designs):
        raise FormulaError(
            f"{name!r} has no derivative at a value of the data: a term is not defined beside it. "
            + _remedy(name)
        )
    low, high = (design.matrix for design in designs)
    with np.errstate(all="ignore"):
        widths = (above - below)[:, np.newaxis]
        bend = 2 * (high - 2 * columns + low) / widths
        return np.asarray((high - low) / widths), np.asarray(bend)


def _steps_between(
    fit: MultinomFit, frame: pd.DataFrame, name: str, slopes: FloatArray
) -> BoolArray:
    """Columns that change with the variable though their derivative is 0 in every row."""
    flat: BoolArray = np.asarray(~slopes.any(axis=0))
    values = frame[name].to_numpy(float)
    if not flat.any() or len(values) < 2:
        return np.zeros_like(flat)
    moved = design_of(fit, frame.assign(**{name: np.roll(values, 1)}))
    if not moved.complete.all():
        return np.zeros_like(flat)
    changed = (moved.matrix != design_of(fit, frame).matrix).any(axis=0)
    return np.asarray(flat & changed)


def _refuse_columns(fit: MultinomFit, name: str, columns: BoolArray, what: str) -> None:
    if columns.any():
        raise _no_derivative(name, fit._spec.column_names[int(np.argmax(columns))], what)


def _no_derivative(name: str, term: str, what: str) -> FormulaError:
    return FormulaError(f"{name!r} has no slope: {term} {what}. {_remedy(name)}")


def _remedy(name: str) -> str:
    return (
        "Pass the values between which the difference is wanted: "
        f"marginal_effects({{{name!r}: [low, high]}})."
    )


# Terms that depend on all rows -------------------------------------------------------------------


def refuse_whole_columns(fit: MultinomFit, frame: pd.DataFrame, names: Iterable[str]) -> None:
    """Raise if a column made of one of the variables depends on other rows than its own.

    Of ``x - mean(x)`` in changed rows nothing can be said: their mean would change as well.
    """
    variables, asked = fit._spec.terms.variables, {symbol_of(fit, name) for name in names}
    uses = [set(names_in(v.expression)) & asked for v in variables]
    called = [
        any(functions_around(v.expression, name) for name in used)
        for v, used in zip(variables, uses, strict=True)
    ]
    involved = sum(1 << i for i, call in enumerate(called) if call and i)
    terms = [0, *fit._spec.terms.terms]  # the intercept is no term
    columns = np.array([bool(terms[k] & involved) for k in fit._spec.assign], dtype=bool)
    if not columns.any() or not len(frame):
        return
    whole = design_of(fit, frame).matrix
    for rows in _parts(len(frame)):
        differs = columns & _differs(fit, frame.iloc[rows], whole[rows])
        if differs.any():
            raise FormulaError(
                f"effects cannot be told: {fit._spec.column_names[int(np.argmax(differs))]} "
                "depends on all rows of the data, so that another value in one row changes it in "
                "every row. Compute it as a column of the data, or use scale(), poly(), bs() or "
                "ns(), which remember the data that were fitted."
            )


def _parts(n: int) -> list[IntArray]:
    """Both halves of the rows, in turn, and a few rows on their own."""
    rows = np.arange(n)
    return [rows[::2], rows[1::2], *(np.array([i]) for i in sorted({0, n // 3, n // 2, n - 1}))]


def _differs(fit: MultinomFit, frame: pd.DataFrame, expected: FloatArray) -> BoolArray:
    """Columns that these rows have on their own otherwise than among all rows."""
    if not len(frame):
        return np.zeros(expected.shape[1], dtype=bool)
    try:
        design = design_of(fit, frame)
    except PynnetError:  # such as the new levels that cut(x, 3) makes
        return np.ones(expected.shape[1], dtype=bool)
    if not design.complete.all():
        return np.ones(expected.shape[1], dtype=bool)
    # Rows in vector instructions may be rounded otherwise than one on its own.
    near = np.isclose(design.matrix, expected, rtol=1e-9, atol=0.0, equal_nan=True)
    return np.asarray(~near.all(axis=0))
