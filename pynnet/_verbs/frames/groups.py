"""Values of groups: what a function makes of the rows of each, as R arranges it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_factor
from pynnet._formula import dimensions, model_frame, quoted_name, terms_of
from pynnet._ground import ArgumentError, IntArray, shown

from ..calls import verb
from ..cells import numbered_cells
from ..functions import Function, function_of

__all__ = ["aggregate", "tapply"]


@verb
def tapply(X: Any, INDEX: Any, FUN: Function, **more: Any) -> Any:
    """Apply a function to the values of each group, R's ``tapply``.

    Parameters
    ----------
    X : array_like, shape (n,)
        The values.
    INDEX : array_like of shape (n,), or a list or dict of these
        One grouping or several, made factors if they are none. Missing groups are left out.
    FUN : str or callable
        The name of a function that formulas have, as ``"mean"``, or a function of the values of
        a group that returns one value.
    **more
        Further arguments of the function.

    Returns
    -------
    Series, or DataFrame for two groupings, or ndarray for more
        A value for each level, or each combination of levels, NaN where it has no rows.

    Raises
    ------
    ArgumentError
        If the lengths differ, or the function gives more than one value for a group.

    References
    ----------
    .. [1] R manual page ``tapply``.

    Examples
    --------
    >>> from pynnet.r import load_iris, tapply
    >>> iris = load_iris()
    >>> tapply(iris["Sepal.Width"], iris["Species"], "mean").round(3).to_dict()
    {'setosa': 3.428, 'versicolor': 2.77, 'virginica': 2.974}
    """
    factors = _factors(INDEX)
    values = X if isinstance(X, (pd.Series, pd.Categorical)) else np.asarray(X)
    if any(len(factor) != len(values) for factor in factors.values()):
        raise ArgumentError("arguments must have same length")
    shape = tuple(len(factor.categories) for factor in factors.values())
    found = np.full(int(np.prod(shape)), np.nan, dtype=object)
    for cell, rows in _rows_of_cells(list(factors.values())):
        found[cell] = _applied(FUN, _taken(values, rows), more)
    array = _plain(found).reshape(shape, order="F")
    levels = [pd.Index(factor.categories, name=name or None) for name, factor in factors.items()]
    if len(shape) == 1:
        return pd.Series(array, index=levels[0])
    if len(shape) == 2:
        return pd.DataFrame(array, index=levels[0], columns=levels[1])
    return array


@verb
def aggregate(
    x: Any, data: Any = None, FUN: Function | None = None, *, by: Any = None, **more: Any
) -> pd.DataFrame:
    """Apply a function to each column in groups of rows, R's ``aggregate``.

    Parameters
    ----------
    x : str, DataFrame or array_like
        A formula, ``"y ~ g"`` or ``"cbind(y, z) ~ g + h"`` with ``.`` for all other columns; or the
        columns themselves.
    data : DataFrame, optional
        The data of a formula. Rows with missing values in its variables are left out.
    FUN : str or callable, optional
        The name of a function that formulas have, or a function of the values of a group that
        returns one value. It must be there.
    by : dict or list of array_like, optional
        Without a formula the groupings, by name.
    **more
        Further arguments of the function.

    Returns
    -------
    DataFrame
        A row for each combination of groups that there is, the first varying fastest: the groups,
        then the values.

    Raises
    ------
    ArgumentError
        If there is no function, or the groupings do not go with the columns.
    FormulaError
        If the formula cannot be read.

    References
    ----------
    .. [1] R manual page ``aggregate``.

    Examples
    --------
    >>> from pynnet.r import aggregate, load_iris
    >>> aggregate("Sepal.Width ~ Species", load_iris(), "mean").round(3)
          Species  Sepal.Width
    0      setosa        3.428
    1  versicolor        2.770
    2   virginica        2.974
    """
    if FUN is None:
        raise ArgumentError("'FUN' is missing: pass FUN=\"mean\", or a function.")
    if isinstance(x, str):
        columns, groups = _of_formula(x, data)
    else:
        columns = x if isinstance(x, pd.DataFrame) else pd.DataFrame({"x": np.asarray(x)})
        groups = _groupings(by)
    if any(len(group) != len(columns) for group in groups.values()):
        raise ArgumentError("arguments must have same length")
    cells = _rows_of_cells([as_factor(group) for group in groups.values()])
    first = np.array([rows[0] for _, rows in cells], dtype=np.intp)
    whole: dict[Any, Any] = {name: pd.Series(group).array[first] for name, group in groups.items()}
    for name in columns:
        found = [_applied(FUN, columns[name].iloc[rows], more) for _, rows in cells]
        whole[name] = _plain(np.array(found, dtype=object))
    return pd.DataFrame(whole)


def _of_formula(formula: str, data: Any) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The columns on the left and the groupings on the right, of rows without gaps."""
    if not isinstance(data, pd.DataFrame):
        raise ArgumentError(f"'data' must be a data frame, got {shown(data)}.")
    left, tilde, right = formula.partition("~")
    if not tilde:
        raise ArgumentError(f"formula {shown(formula)} has no '~': write \"y ~ group\".")
    if left.strip() == ".":
        others = terms_of("~" + right, tuple(map(str, data.columns))).variables
        used = {variable.label for variable in others}
        rest = [quoted_name(str(name)) for name in data if quoted_name(str(name)) not in used]
        left = f"cbind({', '.join(rest)})"
    frame = model_frame(f"{left} ~ {right}", data)
    terms = terms_of(f"{left} ~ {right}", tuple(map(str, data.columns)))
    names = [variable.label for variable in terms.variables]
    if not terms.has_response:
        raise ArgumentError(f"formula {shown(formula)} has nothing to aggregate on its left.")
    groups = {label: _as_given(frame, data, label) for label in names[1:]}
    of_left = [name for name in frame if name not in names[1:]]
    prefix = f"{names[0]}."
    columns = frame[of_left].rename(columns=lambda name: str(name).removeprefix(prefix))
    return columns, groups


def _as_given(frame: pd.DataFrame, data: pd.DataFrame, label: str) -> Any:
    """A grouping as it is in the data, if it is a column; else as the formula computes it."""
    name = label.strip("`")
    return data.loc[frame.index, name].array if name in data else frame[label].array


def _groupings(by: Any) -> dict[str, Any]:
    """Groupings by name; R calls those that have none Group.1, Group.2."""
    if isinstance(by, Mapping):
        return dict(by)
    if isinstance(by, pd.Series):
        return {str(by.name or "Group.1"): by.array}
    if isinstance(by, (list, tuple)) and by and dimensions(by[0]) == 1:
        return {f"Group.{k}": group for k, group in enumerate(by, 1)}
    raise ArgumentError("'by' must be a list: pass by={\"name\": groups}.")


def _factors(given: Any) -> dict[str, pd.Categorical]:
    """Groupings as factors, by name; an empty one where they have none."""
    if isinstance(given, Mapping):
        return {str(name): as_factor(group) for name, group in given.items()}
    several = isinstance(given, (list, tuple)) and given and dimensions(given[0]) == 1
    if several:
        return {" " * k: as_factor(group) for k, group in enumerate(given)}
    return {"": as_factor(given)}


def _rows_of_cells(factors: list[pd.Categorical]) -> list[tuple[int, IntArray]]:
    """The cells that have rows, the first factor varying fastest, and their rows in order."""
    codes = [np.asarray(factor.codes, dtype=np.int64) for factor in factors]
    cell, present = numbered_cells(codes, [len(factor.categories) for factor in factors])
    rows = np.flatnonzero(present)
    rows = rows[np.argsort(cell[rows], kind="stable")]
    cells, starts = np.unique(cell[rows], return_index=True)
    return list(zip(cells.tolist(), np.split(rows, starts[1:]), strict=True)) if len(rows) else []


def _taken(values: Any, rows: IntArray) -> Any:
    return values.iloc[rows] if isinstance(values, pd.Series) else values[rows]


def _applied(function: Function, values: Any, more: Mapping[str, Any]) -> Any:
    """What a function makes of the values of a group: one value."""
    found = function_of(function)(values, **more)
    if dimensions(found) > 0 and np.size(found) != 1:
        raise ArgumentError(
            f"the function gives {np.size(found)} values for a group: pass one that gives one."
        )
    return np.asarray(found).reshape(-1)[0] if dimensions(found) else found


def _plain(found: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Values of one type in an array of that type."""
    return np.asarray(pd.Series(found.tolist()).to_numpy())
