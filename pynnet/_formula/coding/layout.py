"""Where the columns of the design matrix come from, and their names.

All this depends on the kinds of the variables and on their levels, not on their values. The latest
layouts are kept, because the same formula is often fitted again to data of the same kinds.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

import numpy as np
import pandas as pd

from pynnet._data import CATEGORICAL, Column, levels_of
from pynnet._ground import LONGEST_QUESTION, MOST_ANSWERS, DataError

from ..language.terms import Terms
from ..limits import check_coded_levels, check_columns
from .contrasts import Contrast, GivenContrast, contrast_for
from .term_coding import TermCoding, code_terms, column_names

__all__ = ["Labels", "Layout", "labels_of", "layout_of"]

Labels = tuple[str, ...]

_ALONE = ("",)
_DEFAULT_CONTRASTS = {False: "contr.treatment", True: "contr.poly"}


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The columns of a design matrix; nothing in it can be changed.

    `dropped` are the numbers of terms that are the response and make no columns, `contrasts` the
    contrasts of the variables that stand in terms, None for numbers. The other three are keyed by
    the names of the model frame, as the fields of a spec are.
    """

    codings: tuple[TermCoding, ...]
    column_names: tuple[str, ...]
    assign: tuple[int, ...]
    dropped: tuple[int, ...]
    contrasts: MappingProxyType[int, Contrast | None]
    xlevels: MappingProxyType[str, Labels]
    contrast_choices: MappingProxyType[str, str | GivenContrast]
    data_classes: MappingProxyType[str, str]


def labels_of(column: Column) -> Labels:
    """What the columns of a variable add to its name, if each of its levels has one."""
    if isinstance(column, np.ndarray):
        return _ALONE
    if isinstance(column, pd.Categorical):
        return levels_of(column)
    if column.values.shape[1] == 1:
        return _ALONE
    return column.names or tuple(str(i + 1) for i in range(column.values.shape[1]))


def layout_of(
    terms: Terms,
    kinds: tuple[str, ...],
    labels: tuple[Labels, ...],
    intercept: bool,
    asked: Mapping[str, str | GivenContrast],
) -> Layout:
    """Return the layout of variables of these kinds and labels.

    `asked` are the contrasts that were asked for, by name. The labels of a response that stands in
    no term are not looked at.

    Raises
    ------
    DataError
        If a factor has too few levels, or its contrast is for another number of them.
    """
    layout = None
    if not asked and len(kinds) + len(terms.terms) + sum(map(len, labels)) <= LONGEST_QUESTION:
        layout = _usual_layout(terms, kinds, labels, intercept)
    return _make_layout(terms, kinds, labels, intercept, asked) if layout is None else layout


@functools.lru_cache(maxsize=MOST_ANSWERS)
def _usual_layout(
    terms: Terms, kinds: tuple[str, ...], labels: tuple[Labels, ...], intercept: bool
) -> Layout | None:
    """Return the layout without contrasts that were asked for; None if it is too large to keep."""
    layout = _make_layout(terms, kinds, labels, intercept, {})
    matrices = [c.matrix for c in layout.contrasts.values() if c is not None]
    if len(layout.column_names) + sum(matrix.size for matrix in matrices) > LONGEST_QUESTION:
        return None
    for matrix in matrices:
        matrix.setflags(write=False)
    return layout


def _make_layout(
    terms: Terms,
    kinds: tuple[str, ...],
    labels: tuple[Labels, ...],
    intercept: bool,
    asked: Mapping[str, str | GivenContrast],
) -> Layout:
    names = [variable.name for variable in terms.variables]
    categorical = frozenset(i for i, kind in enumerate(kinds) if kind in CATEGORICAL)
    choices = {
        i: asked.get(names[i]) or _DEFAULT_CONTRASTS[kinds[i] == "ordered"] for i in categorical
    }
    predictors = [i for i in range(int(terms.has_response), len(names)) if i in categorical]
    for i in predictors:
        _check_levels(names[i], labels[i])
        check_coded_levels(len(labels[i]), f"'{names[i]}'")
    contrasts = {
        i: contrast_for(labels[i], choices[i]) if i in categorical else None for i in terms.in_terms
    }
    codings = code_terms(terms, categorical)
    dropped = {j for j, term in enumerate(terms.terms) if terms.has_response and term == 1}
    used = {j: coding for j, coding in enumerate(codings) if j not in dropped}
    _check_widths(used.values(), labels, contrasts)
    names_by_term = {
        j: column_names([_variable_names(terms, i, full, labels, contrasts) for i, full in coding])
        for j, coding in used.items()
    }
    intercept_name = ["(Intercept)"] if intercept else []
    xlevels = {names[i]: labels[i] for i in predictors if kinds[i] != "logical"}
    return Layout(
        codings=tuple(used.values()),
        column_names=(*intercept_name, *chain.from_iterable(names_by_term.values())),
        assign=(
            *[0] * len(intercept_name),
            *[j + 1 for j, term_names in names_by_term.items() for _ in term_names],
        ),
        dropped=tuple(j + 1 for j in sorted(dropped)),
        contrasts=MappingProxyType(contrasts),
        xlevels=MappingProxyType(xlevels),
        contrast_choices=MappingProxyType({names[i]: choices[i] for i in predictors}),
        data_classes=MappingProxyType(dict(zip(names, kinds, strict=True))),
    )


def _check_widths(
    codings: Iterable[TermCoding],
    labels: tuple[Labels, ...],
    contrasts: Mapping[int, Contrast | None],
) -> None:
    """Raise if there would be too many columns, before any has a name."""
    count = 0
    for coding in codings:
        width = 1
        for i, full in coding:
            contrast = contrasts[i]
            width *= len(labels[i] if contrast is None or full else contrast.suffixes)
        count += width
    check_columns(count, "the design matrix")


def _check_levels(name: str, levels: Labels) -> None:
    """Raise if a predictor has too few levels to be coded, in a term or not."""
    if len(levels) < 2:
        has = f"has only '{levels[0]}'" if levels else "has none"
        raise DataError(
            f"contrasts can be applied only to factors with 2 or more levels: '{name}' {has}."
        )


def _variable_names(
    terms: Terms,
    number: int,
    full: bool,
    labels: tuple[Labels, ...],
    contrasts: Mapping[int, Contrast | None],
) -> list[str]:
    """Return the names of a variable's columns."""
    contrast = contrasts[number]
    suffixes = labels[number] if contrast is None or full else contrast.suffixes
    return [terms.variables[number].label + suffix for suffix in suffixes]
