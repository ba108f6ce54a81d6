"""R's questions about values: which are finite, whether any is true, how many there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Matrix, as_integers, as_numeric, is_missing
from pynnet._ground import DataError

from ..arguments import flag_argument, is_text, refuse_dates, vector_argument, whole_argument
from ..converting import in_integer_range, truth_of
from ..registry import Actual, offered

__all__: list[str] = []


@offered("is.infinite", "x", kind="builtin", steps=True)
def _is_infinite(x: Column) -> Column:
    column = vector_argument(x, "is.infinite")
    if not isinstance(column, np.ndarray) or column.dtype.kind != "f":
        return np.zeros(len(column), dtype=np.int8)
    return np.isinf(np.asarray(column)).astype(np.int8)


@offered("complete.cases", "...", steps=True)
def _complete_cases(arguments: Sequence[Actual]) -> Column:
    columns = [a.value for a in arguments if a.value is not None]
    if not columns:
        raise DataError("no input has determined the number of cases")
    if len({len(c) for c in columns}) > 1:
        raise DataError("not all arguments have the same length")
    return (~np.any([is_missing(c) for c in columns], axis=0)).astype(np.int8)


def _register_quantifier(name: str, decisive: int) -> None:
    @offered(name, "...", "na.rm", kind="builtin", steps=True, whole_column=True)
    def function(arguments: Sequence[Actual], na_rm: Column | None = None) -> Column:
        parts = []
        if arguments and arguments[0].value is not None:
            refuse_dates(arguments[0].value, name)
        for actual in arguments:
            column = actual.value
            if column is None or isinstance(column, (Matrix, pd.Categorical)) or is_text(column):
                raise DataError(f"{name}() is for logicals and numbers: got {actual.text}.")
            parts.append(truth_of(column))
        truths = np.concatenate(parts) if parts else np.empty(0, dtype=np.int8)
        if (truths == decisive).any():
            return np.array([decisive], dtype=np.int8)
        unknown = (truths < 0).any() and not flag_argument(na_rm, "na.rm")
        return np.array([-1 if unknown else 1 - decisive], dtype=np.int8)


_register_quantifier("any", 1)
_register_quantifier("all", 0)


@offered("which", "x", steps=True, whole_column=True)
def _which(x: Column) -> Column:
    column = vector_argument(x, "which")
    if not isinstance(column, np.ndarray) or column.dtype.kind != "i":
        raise DataError("argument to 'which' is not logical")
    return as_integers((np.flatnonzero(column > 0) + 1).astype(np.float64))


@offered("tabulate", "bin", "nbins", steps=True, whole_column=True)
def _tabulate(bin: Column, nbins: Column | None = None) -> Column:
    logical = isinstance(bin, np.ndarray) and bin.dtype.kind == "i"
    if is_text(bin) or logical or isinstance(bin, Dates):
        raise DataError("'bin' must be numeric or a factor")
    numbers = np.asarray(as_numeric(vector_argument(bin, "tabulate")))
    codes = in_integer_range(np.trunc(numbers))
    largest = max(1, int(np.nanmax(codes))) if (~np.isnan(codes)).any() else 1
    count = largest if nbins is None else whole_argument(nbins, "nbins")
    if not 0 <= count <= 10**5:
        raise DataError("invalid 'nbin' argument: from 0 to 100000.")
    inside = codes[(codes >= 1) & (codes <= count)].astype(np.intp)
    counts = np.bincount(inside, minlength=count + 1)[1 : count + 1]
    return as_integers(counts.astype(np.float64))
