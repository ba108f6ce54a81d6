"""Values and rows split by groups."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_factor
from pynnet._formula import dimensions
from pynnet._ground import ArgumentError, DataError, RWarning, flag, given_text, warn

from ..calls import verb
from ..elements import as_vector, length_of, picked
from ..vectors.factors import interaction

__all__ = ["split"]


@verb
def split(x: Any, f: Any, drop: bool = False, sep: str = ".") -> dict[str, Any]:
    """Split values or rows by groups, R's ``split``.

    Parameters
    ----------
    x : array_like or DataFrame
        A vector, or a data frame, whose rows are split.
    f : array_like, or a list or dict of these
        The group of each, made a factor if it is none; several make a group of each combination.
        What is shorter is repeated. What has no group is left out.
    drop : bool, optional
        Whether groups without values are left out. Default False.
    sep : str, optional
        What is put between the levels of several. Default ".".

    Returns
    -------
    dict
        By the names of the groups their values in the form of `x`; a Series and a frame keep their
        labels.

    Raises
    ------
    ArgumentError
        If `f` has no values, or `drop` or `sep` is none.
    DataError
        If `x` is a matrix.

    Warns
    -----
    RWarning
        If the groups do not go a whole number of times into the values.

    References
    ----------
    .. [1] R manual page ``split``.

    Examples
    --------
    >>> from pynnet.r import split
    >>> {name: part.tolist() for name, part in split([1, 2, 3], ["b", "a", "b"]).items()}
    {'a': [2], 'b': [1, 3]}
    """
    only_used = flag("drop", drop)
    between = given_text("sep", sep)
    if not isinstance(x, pd.DataFrame) and dimensions(x) > 1:
        raise DataError("split() of a matrix is not offered: pass a data frame, or a vector.")
    values = x if isinstance(x, pd.DataFrame) else as_vector(x, "split")
    factor = _grouping(f, between)
    n, count = length_of(values), len(factor)
    if n and not count:
        raise ArgumentError("group length is 0 but data length > 0")
    if count and n % count:
        warn("data length is not a multiple of split variable", RWarning)
    codes = np.resize(np.asarray(factor.codes), n)
    groups = {str(level): np.flatnonzero(codes == k) for k, level in enumerate(factor.categories)}
    return {
        level: picked(values, rows) for level, rows in groups.items() if len(rows) or not only_used
    }


def _grouping(f: Any, sep: str) -> pd.Categorical:
    several = list(f.values()) if isinstance(f, dict) else f
    if isinstance(several, (list, tuple)) and several and dimensions(several[0]) == 1:
        if len(several) > 1:
            return as_factor(interaction(*several, sep=sep))
        return as_factor(several[0])
    return as_factor(f)
