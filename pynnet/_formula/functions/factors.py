"""R's functions that make factors."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pynnet._data import (
    MISSING_LEVEL,
    Collation,
    Column,
    Dates,
    Matrix,
    as_text,
    factor_of_codes,
    factor_of_column,
    factor_of_texts,
    indicators,
    is_missing,
    kind_of,
    level_texts,
    sorted_levels,
)
from pynnet._ground import TRUTHS, AnyArray, DataError, ObjectArray

from ..limits import check_levels, check_size, listed
from ..r_versions import LATEST, RVersion
from .arguments import flag_argument, is_text, text_argument, vector_argument, whole_argument
from .registry import Actual, Promise, offered

__all__ = ["crossed_factor"]

_NUMBERS = dict(zip(TRUTHS, "01", strict=True))  # texts of truths as those of numbers


@offered(
    "factor",
    "x",
    "levels",
    "labels",
    "exclude",
    "ordered",
    promised=frozenset({"exclude"}),
    steps=True,
    makes_factor=True,
)
def _factor(
    x: Column,
    levels: Column | None = None,
    labels: Column | None = None,
    exclude: Promise | None = None,
    ordered: Column | None = None,
    *,
    collation: Collation,
    r_version: RVersion,
) -> Column:
    is_ordered = isinstance(x, pd.Categorical) and bool(x.ordered)
    as_ordered = flag_argument(ordered, "ordered", default=is_ordered)
    return _make_factor(x, levels, labels, exclude, as_ordered, collation, r_version)


@offered(
    "ordered",
    "x",
    "levels",
    "labels",
    "exclude",
    promised=frozenset({"exclude"}),
    steps=True,
    makes_factor=True,
)
def _ordered(
    x: Column,
    levels: Column | None = None,
    labels: Column | None = None,
    exclude: Promise | None = None,
    *,
    collation: Collation,
    r_version: RVersion,
) -> Column:
    return _make_factor(x, levels, labels, exclude, True, collation, r_version)


def _make_factor(
    x: Column,
    levels: Column | None,
    labels: Column | None,
    exclude: Promise | None,
    ordered: bool,
    collation: Collation,
    r_version: RVersion = LATEST,
) -> pd.Categorical:
    """Make a factor; what is missing becomes a level unless it is excluded, as by default it is."""
    column = vector_argument(x, "factor")
    excluded = np.full(1, np.nan) if exclude is None else exclude.value()
    if levels is None:
        given, names = column, _levels_found(column, collation)
    else:
        given = vector_argument(levels, "factor")
        if isinstance(given, Dates) and r_version == "4.2":
            raise DataError("levels= of dates is offered for R 4.5: R 4.2 looks for their numbers.")
        names = list(as_text(given))
    if excluded is None:
        kept = names
    else:
        alike = levels is not None or (kind_of(column) == "logical" and r_version != "4.2")
        kept = _not_excluded(names, given, excluded, truths_are_numbers=alike)
    if len(set(kept)) != len(kept):
        again = next(i for i, name in enumerate(kept) if name in kept[:i])
        raise DataError(f"factor level [{again + 1}] is duplicated")
    texts = as_text(column)
    if levels is not None and r_version != "4.2":
        texts = _as_levels_are(texts, column, levels)
    if None in kept:
        texts, kept = _with_missing_level(texts, kept)
    factor = factor_of_texts(texts, [n for n in kept if n is not None], ordered=ordered)
    return factor if labels is None else _labelled(factor, labels)


def _as_levels_are(
    texts: ObjectArray, column: AnyArray | pd.Categorical, levels: Column
) -> ObjectArray:
    """Return the texts of truths as those of numbers, if levels are numbers."""
    kinds = ["logical", "numeric"]
    if [kind_of(column), kind_of(levels)] != kinds or isinstance(levels, Dates):
        return texts
    return np.array([_NUMBERS.get(t, t) if t else t for t in texts], dtype=object)


def _levels_found(column: AnyArray | pd.Categorical, collation: Collation) -> list[str | None]:
    """Return the texts of the values found, in order; what is missing is last."""
    names: list[str | None]
    if isinstance(column, pd.Categorical):
        used = set(column.codes.tolist())
        names = [name for i, name in enumerate(level_texts(column)) if i in used]
    else:
        names = list[str | None](sorted_levels(column, collation))
    return [*names, None] if is_missing(column).any() and None not in names else names


def _not_excluded(
    names: Sequence[str | None],
    values: AnyArray | pd.Categorical,
    excluded: Column,
    *,
    truths_are_numbers: bool,
) -> list[str | None]:
    """Return the levels that are not among those excluded."""
    out = vector_argument(excluded, "factor")
    texts = set(as_text(out))
    numbers = not any(isinstance(v, pd.Categorical) or is_text(v) for v in (values, out))
    if truths_are_numbers and numbers and values.dtype.kind != out.dtype.kind:  # TRUE is 1
        texts = {_NUMBERS.get(t, t) if t else t for t in texts}
        return [n for n in names if (_NUMBERS.get(n, n) if n else n) not in texts]
    return [name for name in names if name not in texts]


def _with_missing_level(
    texts: ObjectArray, levels: Sequence[str | None]
) -> tuple[ObjectArray, list[str | None]]:
    """Return texts and levels where what is missing has a level, which columns call NA."""
    if "NA" in levels or "NA" in texts:
        raise DataError(
            "a level NA for what is missing cannot be told from the text 'NA': rename that level."
        )
    filled = np.array([MISSING_LEVEL if t is None else t for t in texts], dtype=object)
    return filled, [MISSING_LEVEL if name is None else name for name in levels]


def _labelled(factor: pd.Categorical, labels: Column) -> pd.Categorical:
    """Give the levels of a factor new names; equal names become one level."""
    count = len(factor.categories)
    given = as_text(vector_argument(labels, "factor"))
    if any(text is None for text in given):
        raise DataError("invalid 'labels': a label is missing.")
    texts = [str(text) for text in given]
    if len(texts) == 1:  # a name for all; R has it as a level even where there is none
        texts = [f"{texts[0]}{i + 1}" for i in range(count)] if count > 1 else texts
    elif len(texts) != count:
        raise DataError(f"invalid 'labels'; length {len(texts)} should be 1 or {count}")
    renamed = np.array([*texts, None], dtype=object)[factor.codes]
    return factor_of_texts(renamed, list(dict.fromkeys(texts)), ordered=bool(factor.ordered))


@offered("addNA", "x", "ifany")
def _add_missing_level(x: Column, ifany: Column | None = None, *, collation: Collation) -> Column:
    factor = factor_of_column(x, collation)
    if flag_argument(ifany, "ifany") and not is_missing(factor).any():
        return factor
    levels = level_texts(factor)
    if None in levels:
        return factor
    texts, names = _with_missing_level(as_text(factor), [*levels, None])
    kept = [name for name in names if name is not None]
    return factor_of_texts(texts, kept, ordered=bool(factor.ordered))


@offered("as.factor", "x", keeps_coding=True, steps=True, makes_factor=True)
def _as_factor(x: Column, *, collation: Collation) -> Column:
    return factor_of_column(x, collation)


@offered("as.ordered", "x", makes_factor=True)
def _as_ordered(x: Column, *, collation: Collation) -> Column:
    factor = factor_of_column(x, collation)
    return factor if factor.ordered else factor.remove_unused_categories().as_ordered()


@offered("droplevels", "x", "exclude", promised=frozenset({"exclude"}))
def _drop_levels(x: Column, exclude: Promise | None = None) -> Column:
    if not isinstance(x, pd.Categorical):
        raise DataError(
            "no applicable method for 'droplevels' applied to an object of class "
            f'"{kind_of(x)}": it is for factors.'
        )
    dropped = x.remove_unused_categories()
    if exclude is None:
        return dropped
    return _make_factor(dropped, None, None, exclude, bool(x.ordered), "C")


@offered("class.ind", "cl")
def _class_ind(cl: Column, *, collation: Collation) -> Column:
    factor = factor_of_column(cl, collation)
    levels = tuple(factor.categories)
    check_size(len(factor), len(levels), "class.ind()")
    return Matrix(indicators(factor), levels)


@offered("relevel", "x", "ref")
def _relevel(x: Column, ref: Column) -> Column:
    if isinstance(x, pd.Categorical) and x.ordered:
        raise DataError("'relevel' only for unordered factors")
    if not isinstance(x, pd.Categorical):
        raise DataError("'relevel' only for (unordered) factors")
    if len(ref) != 1:
        raise DataError("'ref' must be of length one")
    levels = list(x.categories)
    if is_text(ref):
        if text_argument(ref, "ref") not in levels:
            raise DataError(
                f"'ref' must be an existing level: {text_argument(ref, 'ref')!r} is not among "
                f"{listed(levels)}."
            )
        reference = levels.index(text_argument(ref, "ref"))
    else:
        reference = whole_argument(ref, "ref") - 1
        if not 0 <= reference < len(levels):
            raise DataError(f"ref = {reference + 1} must be in 1L:{len(levels)}")
    levels.insert(0, levels.pop(reference))
    return x.reorder_categories(levels)


@offered("interaction", "...", "drop", "sep", "lex.order", steps=True)
def _interaction(
    arguments: Sequence[Actual],
    drop: Column | None = None,
    sep: Column | None = None,
    lex_order: Column | None = None,
    *,
    collation: Collation,
) -> Column:
    factors = [factor_of_column(a.value, collation) for a in arguments if a.value is not None]
    if not factors:
        raise DataError("No factors specified")
    mark = "." if sep is None else text_argument(sep, "sep")
    crossed = crossed_factor(factors, mark, first_fastest=not flag_argument(lex_order, "lex.order"))
    return crossed.remove_unused_categories() if flag_argument(drop, "drop") else crossed


def crossed_factor(
    factors: Sequence[pd.Categorical], mark: str, *, first_fastest: bool
) -> pd.Categorical:
    """Return the factor of all combinations of levels."""
    if len({len(f) for f in factors}) > 1:
        raise DataError("the factors of an interaction must have the same length.")
    count = math.prod(len(f.categories) for f in factors)
    check_levels(count, "an interaction")
    codes = np.zeros(len(factors[0]), dtype=np.intp)
    absent = np.zeros(len(factors[0]), dtype=bool)
    labels = [""]
    for number, factor in enumerate(factors):
        levels, own = list(factor.categories), np.asarray(factor.codes, dtype=np.intp)
        glue = mark if number else ""
        if first_fastest:
            codes = codes + own * len(labels)
            labels = [f"{a}{glue}{b}" for b in levels for a in labels]
        else:
            codes = codes * len(levels) + own
            labels = [f"{a}{glue}{b}" for a in labels for b in levels]
        absent |= own < 0
    codes[absent] = -1
    if len(set(labels)) != len(labels):
        texts = np.array([*labels, None], dtype=object)[codes]
        return factor_of_texts(texts, list(dict.fromkeys(labels)))
    return factor_of_codes(codes, labels, ordered=False)


@offered("nlevels", "x", whole_column=True)
def _nlevels(x: Column) -> Column:
    return np.array([float(len(x.categories)) if isinstance(x, pd.Categorical) else 0.0])


@offered("levels", "x", whole_column=True)
def _levels(x: Column) -> Column | None:
    if not isinstance(x, pd.Categorical):
        return None
    return np.array([*x.categories], dtype=object)
