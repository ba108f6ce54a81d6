"""caret's nearZeroVar: columns of which nearly all values are the same."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._data import as_column, factor_of_column
from pynnet._ground import (
    ArgumentError,
    DataError,
    IntArray,
    array_if_any,
    flag,
    real_number,
    shown,
)

from ..door import offered
from ..model_data import as_table

__all__ = ["near_zero_var"]

Found: TypeAlias = IntArray | list[str] | pd.DataFrame


@offered
def near_zero_var(
    x: Any,
    freq_cut: float = 95 / 5,
    unique_cut: float = 10,
    *,
    save_metrics: bool = False,
    names: bool = False,
) -> Found:
    """Find columns of which nearly all values are the same, caret's ``nearZeroVar``.

    Parameters
    ----------
    x : DataFrame, mapping, or array_like of shape (n, p) or (n,)
        The data. Numbers, text, categories and truths all count as values.
    freq_cut : float, optional
        A column is found if its most frequent value is more than so many times as frequent as the
        next one, and ... Default 19.
    unique_cut : float, optional
        ... it has at most so many distinct values in a hundred rows. Default 10.
    save_metrics : bool, optional
        Whether to return these numbers of all columns. Default False.
    names : bool, optional
        Whether to return names of columns. Default False.

    Returns
    -------
    ndarray, list of str or DataFrame
        Positions of the columns, which count from 0, one less than in R; their names; or a row
        for each column with ``freqRatio``, ``percentUnique``, whether all of its values are the
        same, ``zeroVar``, and whether it is found, ``nzv``.

    Raises
    ------
    DataError
        If the data are no columns of numbers, text or truths.
    ArgumentError
        If another argument has a value that cannot be used, or `names` are asked for of an array.

    See Also
    --------
    preprocess : Its "zv" removes columns of one value.
    find_correlation : Columns to leave out for the others not to be highly correlated.

    Notes
    -----
    A column of one value, or of none, is found always. Numbers are the same if 15 digits of them
    are. Missing values are rows, and no values.

    References
    ----------
    .. [1] M. Kuhn and K. Johnson, Applied Predictive Modeling, Springer, 2013, section 3.5; manual
       page ``nearZeroVar`` of caret.

    Examples
    --------
    >>> from pynnet.caret import near_zero_var
    >>> columns = {"x": range(30), "rare": [1] + [0] * 29, "one": [5] * 30}
    >>> near_zero_var(columns).tolist()
    [1, 2]
    >>> near_zero_var(columns, save_metrics=True)
          freqRatio  percentUnique  zeroVar    nzv
    x           1.0     100.000000    False  False
    rare       29.0       6.666667    False   True
    one         0.0       3.333333     True   True
    """
    cuts = real_number("freq_cut", freq_cut), real_number("unique_cut", unique_cut)
    all_columns, by_name = flag("save_metrics", save_metrics), flag("names", names)
    named = isinstance(x, (pd.DataFrame, Mapping))
    if by_name and not named and not all_columns:
        raise ArgumentError(
            "names = True: an array has no names. Pass a DataFrame, or names=False."
        )
    frame = as_table(x, "x") if named else _columns(x)
    found = pd.DataFrame(
        [_metrics(frame[name], str(name), *cuts) for name in frame],
        index=frame.columns if named else pd.RangeIndex(frame.shape[1]),
        columns=["freqRatio", "percentUnique", "zeroVar", "nzv"],
    )
    if all_columns:
        return found
    positions = np.flatnonzero(found["nzv"].to_numpy(dtype=bool))
    return [list(frame.columns)[k] for k in positions] if by_name else positions


def _columns(x: Any) -> pd.DataFrame:
    """What has no names as a frame: a matrix, or the values of one column."""
    dimensions = array_if_any(x).ndim
    if not dimensions:
        raise DataError(f"x must be a data frame, a matrix or a column: got {shown(x)}.")
    return pd.DataFrame({"x": x}) if dimensions == 1 else as_table(x, "x")


def _metrics(
    column: pd.Series[Any], name: str, freq_cut: float, unique_cut: float
) -> tuple[float, float, bool, bool]:
    """How much more frequent the first value is than the next, the share of distinct values."""
    factor = factor_of_column(as_column(column, name), "en")
    codes = np.asarray(factor.codes)
    counts = np.bincount(codes[codes >= 0])
    counts = np.sort(counts[counts > 0])[::-1]
    ratio = float(counts[0] / counts[1]) if len(counts) > 1 else 0.0
    share = 100 * len(counts) / len(codes) if len(codes) else math.nan
    alone = len(counts) < 2
    return ratio, share, alone, alone or (ratio > freq_cut and share <= unique_cut)
