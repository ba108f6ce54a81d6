"""P values of several tests."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, FloatArray, one_word, whole_number
from pynnet._numerics import P_ADJUSTMENTS, adjusted_p_values

from ..calls import LONGEST, verb, with_index
from ..elements import matrix_of

__all__ = ["p_adjust"]

_MOST = {"hommel": 10**5}  # tests: time grows as their square


@verb
def p_adjust(p: Any, method: str = "holm", n: int | None = None) -> Any:
    """P values that allow for the number of tests, R's ``p.adjust``.

    Parameters
    ----------
    p : number or array_like
        P values; a matrix is one vector, column by column.
    method : {"holm", "hochberg", "hommel", "bonferroni", "BH", "BY", "fdr", "none"}, optional
        How they are adjusted; ``"fdr"`` is ``"BH"``. Default "holm".
    n : int, optional
        How many tests there were. Default: as many as there are p values that are not missing.

    Returns
    -------
    float, ndarray or Series of float
        In the form of `p`; missing where `p` is.

    Raises
    ------
    ArgumentError
        If there is no such method, or `n` is less than the number of p values.
    DataError
        If `p` is text, a factor or a frame, or not all of it is from 0 to 1.

    References
    ----------
    .. [1] R manual page ``p.adjust``.

    Examples
    --------
    >>> p_adjust([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    >>> p_adjust([0.01, 0.04, None], "bonferroni").tolist()
    [0.02, 0.08, nan]
    """
    one_word("method", method, P_ADJUSTMENTS)
    values = _numbers(p)
    known = int((~np.isnan(values)).sum())
    most = _MOST.get(method, LONGEST // 10)
    count = known if n is None else whole_number("n", n, "how many tests there were", most=most)
    if count < known:
        raise ArgumentError(f"n >= lp is not TRUE: there are {known} p values, and 'n' is {n}.")
    if count > most:
        raise DataError(f'"{method}" of more than {most:,} p values is not offered: got {count:,}.')
    adjusted = adjusted_p_values(values, method, count)
    return with_index("p_adjust", adjusted, (p,)) if np.ndim(p) else float(adjusted[0])


def _numbers(p: Any) -> FloatArray:
    """P values as numbers, a matrix column by column."""
    if isinstance(p, pd.DataFrame):
        raise DataError("p_adjust() of a frame is not offered: choose one column.")
    values = matrix_of("p", p).values.ravel(order="F")
    if ((values < 0) | (values > 1)).any():
        raise DataError("'p' must be p values, numbers from 0 to 1.")
    return values
