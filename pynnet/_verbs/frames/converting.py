"""Data frames made of other things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import dimensions
from pynnet._ground import DataError
from pynnet._printing import Table

from ..calls import verb
from ..vectors.converting import texts_array
from .making import data_frame

__all__ = ["as_data_frame"]


@verb
def as_data_frame(x: Any, *, responseName: str = "Freq") -> pd.DataFrame:
    """A table, a matrix or columns by name as a data frame, R's ``as.data.frame``.

    Parameters
    ----------
    x : Table, DataFrame, mapping or array_like
        A table gives a row for each cell: the levels as factors, and its count. A mapping gives a
        column for each name.
    responseName : str, optional
        Name of the column of counts. Default "Freq".

    Returns
    -------
    DataFrame
        Columns of a matrix without names are called V1, V2 and so on.

    Raises
    ------
    ArgumentError
        If columns have lengths that do not go together.
    DataError
        If `x` has more than two dimensions and is no table.

    References
    ----------
    .. [1] R manual pages ``as.data.frame`` and ``table``.

    Examples
    --------
    >>> from pynnet.r import as_data_frame, table
    >>> as_data_frame(table(g=["a", "b", "a"]))
       g  Freq
    0  a     2
    1  b     1
    """
    if isinstance(x, Table):
        return _of_table(x, responseName)
    if isinstance(x, pd.DataFrame) and not isinstance(x.columns, pd.RangeIndex):
        return x.copy()
    if isinstance(x, Mapping):
        return data_frame(x)
    if dimensions(x) > 2:
        raise DataError("as_data_frame() of an array of three dimensions is not offered.")
    if dimensions(x) < 2:
        return data_frame(x=x)
    whole = pd.DataFrame(x).copy()
    return whole.set_axis([f"V{j + 1}" for j in range(whole.shape[1])], axis=1)


def _of_table(x: Table, name_of_counts: str) -> pd.DataFrame:
    cells = np.indices(x.values.shape)
    columns: dict[str, Any] = {}
    for k, (name, levels) in enumerate(x.dimnames):
        texts = texts_array(levels)[np.ravel(cells[k], order="F")]
        present = [level for level in levels if level is not None]
        columns[name or f"Var{k + 1}"] = pd.Categorical(texts, categories=present)
    columns[name_of_counts] = np.ravel(x.values, order="F").copy()
    return pd.DataFrame(columns)
