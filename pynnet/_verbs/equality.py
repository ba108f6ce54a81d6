"""Whether two objects are the same, or nearly, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_numeric, as_text, is_missing, level_texts
from pynnet._formula import dimensions
from pynnet._ground import FloatArray, ObjectArray, flag, real_number
from pynnet._printing import Table, format_common

from .calls import column_of, verb
from .matrices.shapes import dimnames
from .vectors.combining import labels_of
from .vectors.converting import texts_array

__all__ = ["all_equal", "identical"]


@verb
def identical(x: Any, y: Any) -> bool:
    """Whether two objects are the same, in all bits and names, R's ``identical``.

    Parameters
    ----------
    x, y : object
        Vectors, matrices, factors, frames, tables, lists, or anything else.

    Returns
    -------
    bool
        True if kinds, sizes, values, names and levels are the same. Whole numbers and others are of
        two kinds, as in R; 0 and -0 are the same, and what is missing is.

    Raises
    ------
    DataError
        If a value is nothing that R has.

    References
    ----------
    .. [1] R manual page ``identical``.

    Examples
    --------
    >>> identical([1.0, 2.0], [1.0, 2.0]), identical([1, 2], [1.0, 2.0])
    (True, False)
    """
    if _is_list(x) or _is_list(y):
        return _is_list(x) and _is_list(y) and _same_items(x, y)
    if isinstance(x, pd.DataFrame) and isinstance(y, pd.DataFrame):
        return _same_labels(x, y) and all(
            identical(x.iloc[:, j].array, y.iloc[:, j].array) for j in range(x.shape[1])
        )
    if not (_is_value(x) and _is_value(y)):
        return x is y or (type(x) is type(y) and bool(np.all(x == y)))
    if isinstance(x, Table) != isinstance(y, Table) or _shape(x) != _shape(y):
        return False
    return _same_labels(x, y) and _same_column(_flat(x), _flat(y))


def _is_list(x: Any) -> bool:
    """Whether something is a list of several kinds of things, or of names."""
    return isinstance(x, Mapping) or (isinstance(x, (list, tuple)) and not _is_vector(x))


def _is_vector(x: Sequence[Any]) -> bool:
    return all(v is None or isinstance(v, (str, int, float, np.generic)) for v in x) or (
        dimensions(x) > 1
    )


def _is_value(x: Any) -> bool:
    """Whether something is a value or an array of them."""
    kinds = (str, int, float, np.generic, np.ndarray, pd.Series, pd.Index, pd.Categorical, Table)
    return isinstance(x, (*kinds, pd.DataFrame, list, tuple, pd.api.extensions.ExtensionArray))


def _same_items(x: Any, y: Any) -> bool:
    if isinstance(x, Mapping) != isinstance(y, Mapping) or len(x) != len(y):
        return False
    if isinstance(x, Mapping):
        return list(x) == list(y) and all(identical(x[k], y[k]) for k in x)
    return all(identical(a, b) for a, b in zip(x, y, strict=True))


def _shape(x: Any) -> tuple[int, ...] | None:
    return tuple(np.shape(x)) if dimensions(x) > 1 or isinstance(x, Table) else None


def _flat(x: Any) -> Any:
    if isinstance(x, (pd.DataFrame, Table)) or dimensions(x) > 1:
        return np.ravel(np.asarray(x), order="F")
    return x


def _names(x: Any) -> Any:
    """All names of an object as lists."""
    found = labels_of(x) if isinstance(x, pd.Series) else dimnames(x)
    pairs = found.items() if isinstance(found, dict) else enumerate(found or ())
    return [(key, None if v is None else list(v)) for key, v in pairs] if found else []


def _same_labels(x: Any, y: Any) -> bool:
    return bool(_names(x) == _names(y))


def _same_column(x: Any, y: Any) -> bool:
    a: Any = column_of(x, "x")
    b: Any = column_of(y, "y")
    if type(a) is not type(b) or len(a) != len(b):
        return False
    if isinstance(a, pd.Categorical):
        same_levels = level_texts(a) == level_texts(b) and a.ordered == b.ordered
        return same_levels and bool(np.array_equal(a.codes, b.codes))
    if a.dtype.kind != b.dtype.kind:
        return False
    if a.dtype.kind == "O":
        return [None if pd.isna(v) else v for v in a] == [None if pd.isna(v) else v for v in b]
    return bool(np.array_equal(np.asarray(a), np.asarray(b), equal_nan=a.dtype.kind == "f"))


@verb
def all_equal(
    target: Any,
    current: Any,
    tolerance: float = 1.5e-8,
    scale: float | None = None,
    *,
    check_attributes: bool = True,
) -> Any:
    """Whether two objects are nearly equal, or where they differ, R's ``all.equal``.

    Parameters
    ----------
    target, current : array_like, DataFrame, list or dict
        Vectors, matrices, factors, frames, or lists of these.
    tolerance : float, optional
        Differences up to this are none: the mean difference, relative to the mean size of `target`
        unless that is as small. Default 1.5e-8.
    scale : float, optional
        What differences are divided by. Default: the mean size of `target` where they are.
    check_attributes : bool, optional
        Whether names count. Default True.

    Returns
    -------
    True, or ndarray of str
        True, or R's lines about what differs. Only where names or sizes of matrices differ are the
        words pynnet's own.

    Raises
    ------
    ArgumentError
        If `tolerance` or `scale` is no number.
    DataError
        If a value is nothing that R has.

    References
    ----------
    .. [1] R manual page ``all.equal``.

    Examples
    --------
    >>> all_equal(1, 1 + 1e-10)
    True
    >>> all_equal([1.0, 2.0], [1.0, 2.5]).tolist()
    ['Mean relative difference: 0.25']
    """
    limit = real_number("tolerance", tolerance)
    unit = None if scale is None else real_number("scale", scale)
    told = _differences(
        target, current, _Measure(limit, unit, flag("check_attributes", check_attributes))
    )
    return texts_array(told) if told else True


class _Measure:
    """What counts as a difference."""

    def __init__(self, tolerance: float, scale: float | None, names_count: bool) -> None:
        self.tolerance, self.scale, self.names_count = tolerance, scale, names_count


def _differences(x: Any, y: Any, by: _Measure) -> list[str]:
    if _is_list(x) or isinstance(x, pd.DataFrame):
        return _of_lists(x, y, by)
    told = _of_names(x, y) if by.names_count else []
    if by.names_count and _shape(x) != _shape(y):
        told.append(f"target is {_form(x)}, current is {_form(y)}")
    a: Any = column_of(_flat(x), "target")
    b: Any = column_of(_flat(y), "current")
    if isinstance(a, pd.Categorical):
        if not isinstance(b, pd.Categorical):
            return ["'current' is not a factor"]
        return told + _of_factors(a, b, by)
    kinds = _kind(a), _kind(b)
    if kinds[0] != kinds[1]:
        return _of_modes(a, b, kinds, _of_names(x, y, whole=True) if by.names_count else [])
    if kinds[0] == "numeric":
        return told + _of_numbers(np.asarray(as_numeric(a)), np.asarray(as_numeric(b)), by)
    return told + _of_values(a, b)


def _of_modes(a: Any, b: Any, kinds: tuple[str, str], names: list[str]) -> list[str]:
    """What R says of two kinds of vectors; a factor is numbers by its mode."""
    modes = ["numeric" if kind in ("factor", "ordered") else kind for kind in kinds]
    told = [] if modes[0] == modes[1] else [f"Modes: {modes[0]}, {modes[1]}"]
    told += [f"Lengths: {len(a)}, {len(b)}"] if len(a) != len(b) else []
    if kinds[1] in ("factor", "ordered"):
        more = (
            "names for current but not for target",
            "Length mismatch: comparison on first 0 components",
        )
        lines = more if names else ("target is NULL, current is list",)
        names = [*names, *(f"Attributes: < {line} >" for line in lines)]
    return [*told, *names, f"target is {kinds[0]}, current is {kinds[1]}"]


def _form(x: Any) -> str:
    shape = _shape(x)
    if shape is not None:
        return f"a matrix of {' x '.join(map(str, shape))}"
    return "a vector"


def _kind(column: Any) -> str:
    if isinstance(column, pd.Categorical):
        return "ordered" if column.ordered else "factor"
    return {"O": "character", "i": "logical"}.get(column.dtype.kind, "numeric")


def _of_names(x: Any, y: Any, *, whole: bool = False) -> list[str]:
    a, b = labels_of(x), labels_of(y)
    if a is not None and b is not None:  # of one kind R compares as many as both have
        shorter = max(len(a), len(b)) if whole else min(len(a), len(b))
        return [f"Names: {told}" for told in _of_texts(a[:shorter], b[:shorter])]
    if (a is None) != (b is None):
        return [
            f"names for {'target' if b is None else 'current'} but not for "
            f"{'current' if b is None else 'target'}"
        ]
    if isinstance(x, pd.Series) or isinstance(y, pd.Series):
        return []
    return [] if _same_labels(x, y) else ["Dimnames differ"]


def _of_lists(x: Any, y: Any, by: _Measure) -> list[str]:
    if not (_is_list(y) or isinstance(y, pd.DataFrame)):
        return ["current is not list-like"]
    a, b = _items(x), _items(y)
    named = isinstance(x, (Mapping, pd.DataFrame)) and len(a) == len(b) and by.names_count
    names = [[key for key, _ in items] for items in (a, b)]
    told = [f"Names: {line}" for line in _of_texts(*names)] if named else []
    if len(a) != len(b):
        told.append(f"Length mismatch: comparison on first {min(len(a), len(b))} components")
    named = isinstance(x, (Mapping, pd.DataFrame)) and names[0] == names[1]
    for k, ((name, u), (_, v)) in enumerate(zip(a, b, strict=False), 1):
        place = f"Component “{name}”" if named else f"Component {k}"
        told += [f"{place}: {line}" for line in _differences(u, v, by)]
    return told


def _items(x: Any) -> list[tuple[str, Any]]:
    if isinstance(x, pd.DataFrame):
        return [(str(name), x.iloc[:, j].array) for j, name in enumerate(x.columns)]
    pairs = x.items() if isinstance(x, Mapping) else enumerate(x, 1)
    return [(str(name), value) for name, value in pairs]


def _of_factors(a: Any, b: Any, by: _Measure) -> list[str]:
    told = [f"Lengths: {len(a)}, {len(b)}"] if by.names_count and len(a) != len(b) else []
    if by.names_count:
        classes = [["ordered", "factor"] if factor.ordered else ["factor"] for factor in (a, b)]
        lines = [f"Component “class”: {line}" for line in _of_texts(*classes)]
        levels = _of_texts(level_texts(a), level_texts(b))
        lines += [f"Component “levels”: {line}" for line in levels]
        told += [f"Attributes: < {line} >" for line in lines]
    longest = max(len(a), len(b)) if len(a) and len(b) else 0
    gaps = [np.resize(is_missing(factor), longest) for factor in (a, b)]
    count = int(np.count_nonzero(gaps[0] != gaps[1]))
    if count:
        return [*told, f"{count}, NA mismatch" if count == 1 else f"{count} NA mismatches"]
    return told + _of_texts(as_text(a), as_text(b))


def _of_values(a: Any, b: Any) -> list[str]:
    """Texts, or truths."""
    if a.dtype.kind == "O":
        if len(a) == len(b) and (gaps := _of_gaps(is_missing(a), is_missing(b))):
            return gaps
        return _of_texts(a, b)
    shorter = min(len(a), len(b))
    told = []
    if len(a) != len(b):
        told.append(
            f"Lengths ({len(a)}, {len(b)}) differ (comparison on first {shorter} components)"
        )
    if gaps := _of_gaps(is_missing(a[:shorter]), is_missing(b[:shorter])):
        return told + gaps
    return told + _count_of("element", int(np.count_nonzero(a[:shorter] != b[:shorter])))


def _count_of(what: str, count: int) -> list[str]:
    return [f"{count} {what} mismatch{'es' if count > 1 else ''}"] if count else []


def _of_gaps(a: Any, b: Any) -> list[str]:
    if np.array_equal(a, b):
        return []
    return [f"'is.NA' value mismatch: {int(np.sum(b))} in current {int(np.sum(a))} in target"]


def _of_texts(a: Sequence[Any] | ObjectArray, b: Sequence[Any] | ObjectArray) -> list[str]:
    told = []
    if len(a) != len(b):
        told.append(
            f"Lengths ({len(a)}, {len(b)}) differ (string compare on first {min(len(a), len(b))})"
        )
    return told + _count_of("string", sum(u != v for u, v in zip(a, b, strict=False)))


def _of_numbers(a: FloatArray, b: FloatArray, by: _Measure) -> list[str]:
    if len(a) != len(b):
        return [f"Numeric: lengths ({len(a)}, {len(b)}) differ"]
    if gaps := _of_gaps(np.isnan(a), np.isnan(b)):
        return gaps
    counted = ~(np.isnan(a) | (a == b))
    if not counted.any():
        return []
    u, v = a[counted], b[counted]
    with np.errstate(all="ignore"):
        size, difference = float(np.mean(np.abs(u))), float(np.mean(np.abs(u - v)))
        what = "absolute"
        if by.scale is not None:
            difference /= by.scale
            what = "absolute" if by.scale == 1 else "scaled"
        elif np.isfinite(size) and size > by.tolerance:
            difference, what = difference / size, "relative"
    if difference <= by.tolerance:
        return []
    return [f"Mean {what} difference: {format_common([difference])[0]}"]
