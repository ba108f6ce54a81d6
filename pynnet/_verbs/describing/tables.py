"""The summary of a table: how many cases it has, and whether its factors are independent."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, FloatArray
from pynnet._numerics import total
from pynnet._printing import as_summary

from ..probability.chi_squared import pchisq

__all__ = ["summary_of_table"]

_LEAST_EXPECTED = 5  # cases in a cell, for the approximation to hold


def summary_of_table(counts: AnyArray) -> pd.Series[Any]:
    """Numbers of factors and cases, and Pearson's test for independence of all factors."""
    number = counts.sum().item() if counts.dtype.kind in "iu" else _sum(counts)
    about: dict[str, Any] = {"n_vars": counts.ndim, "n_cases": number}
    if counts.ndim > 1:
        about |= _test(counts.astype(np.float64), float(number))
    else:
        about |= {"statistic": None, "parameter": None, "p_value": None, "approx_ok": None}
    return as_summary(pd.Series(about, dtype=object), "table")


def _test(counts: FloatArray, number: float) -> dict[str, Any]:
    with np.errstate(all="ignore"):  # of no cases, or too many, the statistic is no number
        shares = [_sums(counts / number, axis) for axis in range(counts.ndim)]
        # R multiplies in extended precision, and rounds the product.
        expected = reduce(np.multiply.outer, shares).astype(np.float64) * number
        statistic = _sum((counts - expected) ** 2 / expected)
    parameter = counts.size - 1 - sum(n - 1 for n in counts.shape)
    is_known = statistic == statistic and parameter >= 0
    p = pchisq(statistic, parameter, lower_tail=False) if is_known else float("nan")
    return {
        "statistic": statistic,
        "parameter": float(parameter),
        "p_value": float(p),
        "approx_ok": bool((expected >= _LEAST_EXPECTED).all()),
    }


def _sums(counts: FloatArray, axis: int) -> AnyArray:
    sums = [_sum(part) for part in np.moveaxis(counts, axis, 0)]
    return np.array(sums, dtype=np.float64).astype(np.longdouble)


def _sum(values: FloatArray) -> float:
    return float(total(np.ravel(values, "F")))
