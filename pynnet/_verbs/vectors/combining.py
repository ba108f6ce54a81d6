"""Values one behind the other, how many there are, and their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix
from pynnet._formula import dimensions
from pynnet._ground import ArgumentError, DataError, flag, shown
from pynnet._printing import Table, has_counted_labels

from ..calls import column_of, of_r, verb
from ..elements import as_vector as vector_of

__all__ = ["as_vector", "c", "labels_of", "length", "setNames", "unlist", "unname"]


@verb
def c(*values: Any, **named: Any) -> Any:
    """Combine values to one vector, R's ``c``.

    Parameters
    ----------
    *values : scalar or array_like
        Numbers, truths, texts and factors, one behind the other; None is left out.
    **named : scalar or array_like
        The same, with a name; of several values it has a number behind it.

    Returns
    -------
    ndarray, Categorical or Series
        Of one kind: text if there is any, else numbers. A Series if a value has a name. Factors
        alone make a factor with the levels of all. None if there is nothing.

    Raises
    ------
    DataError
        If a value is a frame or a mapping.

    References
    ----------
    .. [1] R manual page ``c``.

    Examples
    --------
    >>> c(1, [2, 3.5]).tolist()
    [1.0, 2.0, 3.5]
    >>> c(low=1, high=[2, 3]).to_dict()
    {'low': 1, 'high1': 2, 'high2': 3}
    """
    return _combined([*(("", value) for value in values), *named.items()])


@verb
def unlist(x: Any, *, use_names: bool = True) -> Any:
    """The values of a list one behind the other, R's ``unlist``.

    Parameters
    ----------
    x : list, mapping, DataFrame or array_like
        Vectors, with names or without; anything else is returned as it is.
    use_names : bool, optional
        Whether values have names: those of their own, behind that in the list. Default True.

    Returns
    -------
    ndarray, Categorical or Series
        As :func:`c` of the vectors.

    Raises
    ------
    ArgumentError
        If `use_names` is neither True nor False.
    DataError
        If there are lists within the list: their names are not offered.

    References
    ----------
    .. [1] R manual page ``unlist``.

    Examples
    --------
    >>> unlist({"a": 1, "b": [2, 3]}).to_dict()
    {'a': 1, 'b1': 2, 'b2': 3}
    """
    with_names = flag("use_names", use_names)
    if isinstance(x, Mapping):
        pairs = [(str(name), value) for name, value in x.items()]
    elif isinstance(x, pd.DataFrame):
        pairs = [(str(name), x.iloc[:, j].array) for j, name in enumerate(x.columns)]
    elif isinstance(x, (list, tuple)):
        pairs = [("", value) for value in x]
    else:
        return x
    found = _combined(pairs)
    return found if with_names or found is None else unname(found)


def _combined(pairs: list[tuple[str, Any]]) -> Any:
    """What :func:`c` makes of values with names, which may be empty."""
    parts, labels = [], []
    for name, value in pairs:
        if value is None:
            continue
        parts.append(_combinable(value))
        labels += _labels_within(name, value, len(column_of(parts[-1], "x")))
    if not parts:
        return None
    whole = _one_vector(parts)
    return pd.Series(whole, index=pd.Index(labels, dtype=object)) if any(labels) else whole


def _one_vector(parts: list[Any]) -> Any:
    """One vector; of factors alone a factor, of factors and others their codes or their text."""
    columns: list[Any] = [column_of(part, "x") for part in parts]
    factors = [column for column in columns if _is_factor(column)]
    if len(factors) < len(columns):
        pairs = zip(parts, columns, strict=True)
        numbers = [of_r("as.integer", p) if _is_factor(k) else p for p, k in pairs]
        whole = of_r("c", *numbers)
        is_text = any(k.dtype.kind == "O" for k in columns if not _is_factor(k))  # of none as well
        return of_r("as.character", whole) if is_text else whole
    levels = list(dict.fromkeys(level for factor in factors for level in factor.categories))
    texts = np.concatenate([np.asarray(factor, dtype=object) for factor in factors])
    same = {(tuple(factor.categories), factor.ordered) for factor in factors}
    return pd.Categorical(texts, categories=levels, ordered=len(same) == 1 and factors[0].ordered)


def _is_factor(column: Any) -> bool:
    return isinstance(column, pd.Categorical)


def _combinable(value: Any) -> Any:
    if isinstance(value, (pd.DataFrame, Mapping)):
        raise DataError(
            f"c() of {shown(value)} is a list, which it does not make here: pass columns."
        )
    if isinstance(value, Table):
        return np.ravel(np.asarray(value), order="F")
    column = column_of(value, "x")
    return np.ravel(column.values, order="F") if isinstance(column, Matrix) else value


def _labels_within(name: str, part: Any, count: int) -> list[str]:
    """R's names of what is combined: its own, behind the name that it was given."""
    own = labels_of(part) or [""] * count
    if not name:
        return own
    if count == 1:
        return [f"{name}.{own[0]}" if own[0] else name]
    return [f"{name}.{label}" if label else f"{name}{k}" for k, label in enumerate(own, 1)]


def labels_of(x: Any) -> list[str] | None:
    """Names of the values of a Series, text; None if it only counts them, or is something else."""
    if not isinstance(x, pd.Series) or has_counted_labels(x.index):
        return None
    return ["" if pd.isna(label) else str(label) for label in x.index]


@verb
def length(x: Any) -> int:
    """How many values there are, R's ``length``.

    Parameters
    ----------
    x : scalar, array_like, mapping or None
        A vector, a matrix or a list; of None there are none.

    Returns
    -------
    int
        Of a matrix the number of its cells.

    Raises
    ------
    DataError
        If `x` is a frame, which is both R's frames, whose length is the number of columns, and its
        matrices with names.

    References
    ----------
    .. [1] R manual page ``length``.

    Examples
    --------
    >>> length([3, 1, 2])
    3
    """
    if isinstance(x, pd.DataFrame):
        raise DataError(
            "length() of a frame is R's number of columns, of a matrix that of cells, and both are "
            "frames here: take ncol(x), or nrow(x) * ncol(x)."
        )
    if x is None:
        return 0
    if isinstance(x, Mapping):
        return len(x)
    return int(np.size(x)) if dimensions(x) > 1 else (len(x) if dimensions(x) else 1)


@verb
def setNames(object: Any, nm: Any = None) -> Any:
    """Values with names, R's ``setNames``.

    Parameters
    ----------
    object : array_like
        A vector.
    nm : sequence of str, optional
        A name for each value. Default: none.

    Returns
    -------
    Series, ndarray or Categorical
        A Series with the names as its index; without names as :func:`unname` gives it.

    Raises
    ------
    ArgumentError
        If there are more names than values.
    DataError
        If `object` is a matrix or a frame.

    References
    ----------
    .. [1] R manual page ``setNames``.

    Examples
    --------
    >>> setNames([1, 2], ["a", "b"]).to_dict()
    {'a': 1, 'b': 2}
    """
    values = unname(vector_of(object, "setNames"))
    if nm is None:
        return values
    labels = list(of_r("as.character", nm))
    if len(labels) > len(values):
        raise ArgumentError(
            f"'names' attribute [{len(labels)}] must be the same length as the vector "
            f"[{len(values)}]"
        )
    labels += [None] * (len(values) - len(labels))
    return pd.Series(values, index=pd.Index(labels, dtype="object"))


@verb
def unname(obj: Any) -> Any:
    """Values without names, R's ``unname``.

    Parameters
    ----------
    obj : array_like
        A vector, or a matrix, which may be a frame.

    Returns
    -------
    ndarray or Categorical
        The values of a Series; of a frame of numbers a matrix.

    Raises
    ------
    DataError
        If `obj` is nothing that R has.

    References
    ----------
    .. [1] R manual page ``unname``.

    Examples
    --------
    >>> import pandas as pd
    >>> unname(pd.Series([1, 2], index=["a", "b"])).tolist()
    [1, 2]
    """
    if isinstance(obj, (pd.DataFrame, Table)):
        return np.array(obj)
    if isinstance(obj, pd.Series):
        is_factor = isinstance(obj.dtype, pd.CategoricalDtype)
        return obj.array.copy() if is_factor else obj.to_numpy(copy=True)
    return obj if dimensions(obj) > 1 else vector_of(obj, "unname")


@verb
def as_vector(x: Any) -> Any:
    """Values as a vector without names, R's ``as.vector``.

    Parameters
    ----------
    x : array_like
        A vector; of a matrix the columns come one behind the other.

    Returns
    -------
    ndarray
        Of a factor its levels as text.

    Raises
    ------
    DataError
        If `x` is nothing that R has.

    References
    ----------
    .. [1] R manual page ``vector``.

    Examples
    --------
    >>> as_vector([[1, 2], [3, 4]]).tolist()
    [1, 3, 2, 4]
    """
    if dimensions(x) > 1 or isinstance(x, Table):
        return np.ravel(np.asarray(x), order="F")
    values = unname(x)
    return of_r("as.character", values) if isinstance(values, pd.Categorical) else values
