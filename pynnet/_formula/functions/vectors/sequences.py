"""R's functions that repeat values and count."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from pynnet._data import (
    Column,
    Dates,
    Matrix,
    as_integers,
    as_numeric,
    holds_integers,
    take,
)
from pynnet._ground import AnyArray, DataError, FloatArray, FormulaError

from ...limits import LONGEST_SEQUENCE, check_size, check_work
from ..arguments import number_argument, numbers_argument, vector_argument, whole_argument
from ..combining import concatenated
from ..registry import offered

__all__: list[str] = []


def _check_length(length: float) -> int:
    if not 0 <= length <= LONGEST_SEQUENCE:
        raise DataError(f"a sequence must have from 0 to {LONGEST_SEQUENCE} elements.")
    return int(length)


@offered("seq_len", "length.out", kind="builtin")
def _seq_len(length_out: Column) -> Column:
    return as_integers(np.arange(1.0, _check_length(number_argument(length_out, "length.out")) + 1))


def _register_blank(name: str, blank: Column) -> None:
    @offered(name, "length")
    def function(length: Column | None = None) -> Column:
        if isinstance(length, np.ndarray) and length.dtype.kind == "i":
            raise DataError("invalid 'length' argument: it must be a number.")
        count = 0 if length is None else _check_length(number_argument(length, "length"))
        return take(blank, np.zeros(count, dtype=np.intp))


_register_blank("numeric", np.zeros(1))
_register_blank("integer", as_integers(np.zeros(1)))
_register_blank("logical", np.zeros(1, dtype=np.int8))
_register_blank("character", np.array([""], dtype=object))


@offered("seq_along", "along.with", kind="builtin", whole_column=True)
def _seq_along(along_with: Column) -> Column:
    return as_integers(np.arange(1.0, len(along_with) + 1))


@offered("seq", "from", "to", "by", "length.out", "along.with", whole_column=True)
@offered("seq.int", "from", "to", "by", "length.out", "along.with", whole_column=True)
def _seq(**options: Column) -> Column:
    if any(isinstance(value, Dates) for name, value in options.items() if name != "along_with"):
        raise DataError("seq() of dates is not offered: make days of them with as.numeric().")
    along = options.pop("along_with", None)
    if list(options) == ["from"] and along is None:
        start = options["from"]
        logical = isinstance(start, np.ndarray) and start.dtype.kind == "i"
        alone = len(start) == 1 and not logical  # one truth is a vector of one
        count = number_argument(start, "from") if alone else float(len(start))
        if not alone and not count:
            return as_integers(np.empty(0))
        if not math.isfinite(count):
            raise DataError("'from' must be a finite number")
        if not len(start):
            return as_integers(np.empty(0))
        _check_length(math.floor(abs(count - 1)) + 1)
        steps: FloatArray = np.arange(math.floor(abs(count - 1) + 1e-10) + 1.0)
        return as_integers(1 + steps if count >= 1 else 1 - steps)
    given = {name: number_argument(value, name) for name, value in options.items()}
    if not all(map(math.isfinite, given.values())):
        raise DataError("the arguments of seq() must be finite numbers.")
    whole = all(holds_integers(options[n]) for n in ("from", "by") if n in options)
    length = given.get("length_out") if along is None else float(len(along))
    if length is None:
        first = given.get("from", 1.0)
        if "by" in given and first == given.get("to", 1.0):  # no step: the argument, in its kind
            return options.get("from" if first else "to", np.array([first]))
        return _stepped(given, whole)
    count_of = _check_length(math.ceil(length))
    return _of_length(given, count_of, whole and "by" in options)


def _stepped(given: dict[str, float], whole: bool) -> FloatArray:
    """Return the numbers from one to another in steps."""
    start, stop = given.get("from", 1.0), given.get("to", 1.0)
    if "by" not in given:
        steps = np.arange(_check_length(math.floor(abs(stop - start) + 1e-10) + 1.0) + 0.0)
        values = start + steps if start <= stop else start - steps
        return as_integers(values) if start == math.floor(start) else values
    by = given["by"]
    if by == 0 and start == stop:
        return np.array([start])
    if by == 0 or (stop - start) / by < 0:
        raise DataError("wrong sign in 'by' argument")
    count = _check_length(math.floor((stop - start) / by + 1e-10) + 1.0)
    values = start + np.arange(count + 0.0) * by
    values = np.minimum(values, stop) if by > 0 else np.maximum(values, stop)
    return as_integers(values) if whole else values


def _of_length(given: dict[str, float], count: int, whole: bool) -> FloatArray:
    """Return so many numbers."""
    places = np.arange(count + 0.0)
    if {"from", "to", "by"} <= set(given):
        raise FormulaError("too many arguments: seq() takes three of from, to, by, length.out.")
    if "from" in given and "to" in given:
        if count < 2:
            return np.array([given["from"]])[:count]
        values = given["from"] + places * ((given["to"] - given["from"]) / (count - 1))
        values[-1] = given["to"]
        return values
    by = given.get("by", 1.0)
    if "to" in given:
        values = given["to"] - (count - 1 - places) * by
    else:
        values = given.get("from", 1.0) + places * by
    plain = "by" not in given and (values == np.floor(values)).all()
    return as_integers(values) if whole or plain else values


@offered("rep", "x", "times", "length.out", "each", kind="builtin", whole_column=True)
def _rep(
    x: Column,
    times: Column | None = None,
    length_out: Column | None = None,
    each: Column | None = None,
) -> Column:
    column = vector_argument(x, "rep")
    places = np.arange(len(column))
    if each is not None:
        places = np.repeat(places, _check_length(number_argument(each, "each")))
    if length_out is not None and not math.isnan(number_argument(length_out, "length.out")):
        length = _check_length(number_argument(length_out, "length.out"))
        if length and not len(places):
            raise DataError("invalid 'length.out' argument: there is nothing to repeat.")
        return take(column, np.resize(places, length))
    if times is None:
        return take(column, places)
    counts = numbers_argument(times, "rep", "invalid 'times' argument")
    if len(counts) not in (1, len(places)) or not (counts >= 0).all():
        raise DataError("invalid 'times' argument: one number, or one for each element.")
    _check_length(float(counts.sum()) * (len(places) if len(counts) == 1 else 1))
    whole = np.asarray(np.trunc(counts), dtype=np.intp)
    if len(whole) == 1:
        return take(column, np.tile(places, whole[0]))
    return take(column, np.repeat(places, whole))


@offered("rep_len", "x", "length.out", whole_column=True)
def _rep_len(x: Column, length_out: Column) -> Column:
    column, length = vector_argument(x, "rep_len"), number_argument(length_out, "length.out")
    if not length >= 0:
        raise DataError("invalid 'length.out' value")
    if not len(column):
        raise DataError("rep_len() of nothing is not offered.")
    return take(column, np.resize(np.arange(len(column)), _check_length(length)))


@offered("append", "x", "values", "after", whole_column=True)
def _append(x: Column, values: Column, after: Column | None = None) -> Column:
    column, more = vector_argument(x, "append"), vector_argument(values, "append")
    if isinstance(column, pd.Categorical) or isinstance(more, pd.Categorical):
        raise DataError("append() of factors is not offered: as.character() them.")
    if isinstance(column, Dates) and not isinstance(more, Dates):
        raise DataError("'origin' must be supplied: append() of numbers to dates.")
    place = float(len(column)) if after is None else number_argument(after, "after")
    if not (place >= 0 and place.is_integer()):
        raise DataError("invalid 'after' argument: it must be a whole number, from 0.")
    if not place:
        return concatenated([more, column])
    if place >= len(column):
        return concatenated([column, more])
    return concatenated([column[: int(place)], more, column[int(place) :]])


@offered("diff", "x", "lag", "differences", whole_column=True)
def _diff(x: Column, lag: Column | None = None, differences: Column | None = None) -> Column:
    step = 1 if lag is None else whole_argument(lag, "lag")
    times = 1 if differences is None else whole_argument(differences, "differences")
    if step < 1 or times < 1:
        raise DataError("'lag' and 'differences' must be integers >= 1")
    values = numbers_argument(x, "diff")
    if isinstance(x, np.ndarray) and x.dtype.kind == "i" and step * times >= len(x):
        return x[:0]  # nothing was subtracted: truths are still truths
    check_work(len(values), times, "diff()")
    for _ in range(min(times, len(values))):
        values = np.asarray(values[step:] - values[:-step])
    return as_integers(values + 0.0) if holds_integers(x) else values


@offered("embed", "x", "dimension", whole_column=True)
def _embed(x: Column, dimension: Column | None = None) -> Column:
    values = numbers_argument(x, "embed")
    given = 1.0 if dimension is None else number_argument(dimension, "dimension")
    width = int(given) if 1 <= given <= len(values) else 0
    if not width or width != given:
        raise DataError("wrong embedding dimension")
    check_size(len(values), width, "embed()")
    height = len(values) - width + 1
    return Matrix(np.column_stack([values[k : k + height] for k in range(width)][::-1]), None)


@offered("head", "x", "n", whole_column=True)
def _head(x: Column, n: Column | None = None) -> Column:
    return take(x, np.arange(math.floor(_share(x, n))))


@offered("tail", "x", "n", whole_column=True)
def _tail(x: Column, n: Column | None = None) -> Column:
    return take(x, np.arange(len(x) - math.ceil(_share(x, n)), len(x)))


def _share(x: Column, n: Column | None) -> float:
    """Return how many elements are asked for; a negative number leaves so many out."""
    count = 6.0 if n is None else number_argument(n, "n")
    if math.isnan(count):
        raise DataError("invalid 'n' - must contain at least one non-missing element, got none.")
    return min(count, len(x)) if count >= 0 else max(len(x) + count, 0)


@offered("unclass", "x")
def _unclass(x: Column) -> Column:
    return x if isinstance(x, (Matrix, np.ndarray)) else as_integers(_codes(x))


def _codes(x: Column) -> AnyArray:
    codes = as_numeric(x)
    assert isinstance(codes, np.ndarray)
    return codes
