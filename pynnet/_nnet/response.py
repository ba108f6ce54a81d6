"""What the outputs are trained towards, from the kinds of response a user passes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._data import (
    NumberMatrix,
    as_factor,
    as_matrix,
    check_no_missing,
    gaps_in,
    levels_of,
    refuse_missing,
)
from pynnet._formula import Design
from pynnet._ground import AnyArray, DataError, FloatArray, FormulaError, RWarning, warn
from pynnet._network import ENTROPY

from .classes.labels import ClassLabels, class_labels
from .options import Options, too_few_categories

__all__ = [
    "Response",
    "array_values",
    "as_is_codes",
    "class_targets",
    "factor_response",
    "is_factor",
    "numeric_response",
    "response_values",
    "used_levels",
]


class Response(NamedTuple):
    """Targets of the outputs, and how to name them.

    Attributes
    ----------
    targets : ndarray, shape (n, q)
        Wanted outputs.
    columns : tuple of str or None
        Names of the outputs.
    lev : tuple of str or None
        Levels that a prediction of type "class" chooses from.
    vector : bool
        Whether the user gave a vector, so that results are vectors.
    options : Options
        The options, with the criterion that the response asks for.
    labels : ClassLabels or None
        What the levels stand for, if not for their text.
    """

    targets: FloatArray
    columns: tuple[str, ...] | None
    lev: tuple[str, ...] | None
    vector: bool
    options: Options
    labels: ClassLabels | None = None

    def labelled_as(self, response: Any) -> Response:
        """The same, with classes in the type of what was passed."""
        labels = class_labels(response, self.lev)
        return Response(self.targets, self.columns, self.lev, self.vector, self.options, labels)


def numeric_response(
    targets: FloatArray, columns: tuple[str, ...] | None, options: Options, *, vector: bool
) -> Response:
    """Targets given as numbers, taken as they are."""
    lev: tuple[str, ...] | None = None
    if options.criterion.is_probability:
        lev = columns
    elif options.criterion is ENTROPY:
        lev = ("0", "1")
    return Response(targets, columns, lev, vector, options)


def factor_response(factor: pd.Categorical, options: Options) -> Response:
    """Targets of a factor without gaps: 0 and 1 for two levels, else an indicator for each in use.

    The number of levels is counted before empty ones are dropped, as in R. Levels without cases
    get no output; unlike in R, they do not shift the labels of the classes behind them.
    """
    lev, codes = used_levels(factor)
    if len(factor.categories) == 2:
        _refuse_softmax_of_two(options)
        targets = np.asarray(factor.codes).astype(float)[:, None]
        levels = lev if len(lev) == 2 else levels_of(factor)
        return Response(targets, None, levels, vector=True, options=options.changed(entropy=True))
    targets = np.eye(len(lev)).take(codes, axis=0)
    implied = options if options.censored else options.changed(softmax=True)
    return Response(targets, lev, lev, vector=False, options=implied)


def class_targets(y: Any, lev: tuple[str, ...] | None, n_outputs: int) -> FloatArray:
    """Targets of classes for a network that was fitted to classes: one output, or one for each."""
    factor = _complete_factor(as_factor(y))
    if lev is None:
        such = f" such as {levels_of(factor)[0]!r}" if levels_of(factor) else ""
        raise DataError(
            f"NAs introduced by coercion: y holds classes{such}, but the network was fitted to "
            "numbers. Pass its targets."
        )
    known = pd.Index(lev).get_indexer(pd.Index(levels_of(factor), dtype=object))
    codes = np.asarray(known)[np.asarray(factor.codes)]
    if (codes < 0).any():
        new = levels_of(factor)[int(factor.codes[int(np.argmin(codes))])]
        raise DataError(f"factor y has new level {new}: fitted were {', '.join(lev)}.")
    return codes[:, None].astype(float) if n_outputs == 1 else np.eye(n_outputs).take(codes, axis=0)


def used_levels(factor: pd.Categorical) -> tuple[tuple[str, ...], AnyArray]:
    """Levels that have cases, and the codes of the cases among them; R warns of the others."""
    levels = levels_of(factor)
    codes = np.asarray(factor.codes)
    counts = np.bincount(codes, minlength=len(levels)).tolist()
    if all(counts):
        return levels, codes
    empty = [level for level, count in zip(levels, counts, strict=True) if not count]
    _warn_empty(empty)
    used = np.cumsum(np.greater(counts, 0)) - 1
    return tuple(level for level in levels if level not in empty), used[codes]


def _warn_empty(empty: list[str]) -> None:
    names = " ".join(f"‘{level}’" for level in empty)
    verb = "group {} is empty" if len(empty) == 1 else "groups {} are empty"
    warn(verb.format(names), RWarning)


def _refuse_softmax_of_two(options: Options) -> None:
    if options.softmax or options.censored:
        raise too_few_categories(1, "A factor with two levels has one output: leave softmax out.")


# Reading a response ----------------------------------------------------------------------------


def response_values(design: Design) -> pd.Categorical | FloatArray:
    """Response of a formula: a factor, or numbers of shape (n, q), none of them missing."""
    values = design.response
    if values is None:
        raise FormulaError(
            "'data' must be of a vector type, was 'NULL': the formula has no response. "
            "Write it to the left of ~."
        )
    if isinstance(values, pd.Categorical):
        return _complete_factor(values)
    if values.dtype == object:
        return _complete_factor(as_factor(values))
    targets = np.ascontiguousarray(values.reshape(len(values), -1), dtype=float)
    check_no_missing(targets, "y")
    return targets


def as_is_codes(design: Design, values: pd.Categorical | FloatArray) -> pd.Categorical | FloatArray:
    """The same, but for a factor within ``I()`` its codes from 1, which R takes for numbers."""
    if not (isinstance(values, pd.Categorical) and design.response_is_as_is):
        return values
    if not isinstance(design.response, pd.Categorical):
        raise DataError(
            f"NA/NaN/Inf in foreign function call (arg 2): the response "
            f"{design.spec.response_text} is text within I(), which is taken for numbers. "
            "Leave I() out to have classes."
        )
    return np.asarray(values.codes)[:, None] + 1.0


def array_values(y: Any) -> pd.Categorical | NumberMatrix:
    """Response given as an array: a factor, or numbers, none of them missing."""
    if is_factor(y):
        return _complete_factor(as_factor(y))
    targets = as_matrix(y, "y")
    if not targets.values.shape[1]:
        raise DataError("y has no columns. Pass one for each output.")
    check_no_missing(targets.values, "y")
    return targets


def _complete_factor(factor: pd.Categorical) -> pd.Categorical:
    gaps = gaps_in(factor)
    if gaps is not None:
        refuse_missing(gaps, "y")
    return factor


def is_factor(y: Any) -> bool:
    """Whether a response is one of classes: categories or text in one dimension."""
    if isinstance(y, (pd.Categorical, pd.CategoricalIndex)):
        return True
    if isinstance(y, pd.Series):
        if isinstance(y.dtype, pd.CategoricalDtype):
            return True
        if y.dtype != object:
            return pd.api.types.is_string_dtype(y.dtype)
    if isinstance(y, (list, tuple, np.ndarray, pd.Series)):
        return np.ndim(np.asarray(y, dtype=object)) == 1 and any(isinstance(v, str) for v in y)
    return False
