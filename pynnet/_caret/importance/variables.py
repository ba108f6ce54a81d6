"""Importance of predictors one by one, without a model, as caret's filterVarImp has it."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, FloatArray, IntArray, shown
from pynnet._numerics import decompose, total

from ..curves import share_ranked_above

__all__ = ["LINEAR", "ROC", "by_filter"]

ROC, LINEAR = "ROC curve", "Linear model"


def by_filter(
    x: pd.DataFrame, y: Any, lev: tuple[str, ...] | None, *, nonpara: bool
) -> tuple[pd.DataFrame, str]:
    """Importance of each predictor alone, and what it is called.

    Of classes the area under the ROC curve; of numbers the size of the t statistic of a line.
    """
    columns = {str(name): _numbers(x[name], str(name)) for name in x}
    if lev is not None:
        rows = [_areas(column, np.asarray(y.codes), len(lev)) for column in columns.values()]
        return pd.DataFrame(rows, index=list(columns), columns=list(lev)), ROC
    if nonpara:
        raise ArgumentError(
            "caret judges predictors of numbers by R's loess, which is not offered. Pass "
            "nonpara=False for the t statistic of a line; "
            "pynnet.permutation_importance() asks the model."
        )
    sizes = [_t_statistic(column, np.asarray(y, dtype=float)) for column in columns.values()]
    return pd.DataFrame({"Overall": sizes}, index=list(columns), dtype=float), LINEAR


def _numbers(column: pd.Series[Any], name: str) -> FloatArray:
    kinds = pd.api.types
    if kinds.is_numeric_dtype(column.dtype) or kinds.is_bool_dtype(column.dtype):
        return np.asarray(column, dtype=float)
    raise DataError(
        "Not compatible with requested type: [type=character; target=double].: predictors are "
        f"judged by their order, and {shown(name)} is no number. Leave it out, or make dummy "
        "variables of it."
    )


def _areas(scores: FloatArray, codes: IntArray, n_levels: int) -> list[float]:
    """For each class the larger of two areas, each for two classes and in the better direction.

    With three classes these are the two pairs that the class is in. With more caret numbers the
    pairs of classes and takes for the k-th class those whose numbers are the k-th pair.
    """
    areas = []
    for one, other in combinations(range(n_levels), 2):
        present = (codes == one) | (codes == other)
        area = share_ranked_above(scores[present], codes[present] == other)
        areas.append(max(area, 1 - area))
    if n_levels == 2:
        return areas * 2
    pairs = list(combinations(range(n_levels), 2))[:n_levels]
    return [max(areas[one], areas[other]) for one, other in pairs]


def _t_statistic(x: FloatArray, y: FloatArray) -> float:
    """Size of the t statistic of the slope of a line, as R's ``lm`` finds it."""
    qr = decompose([np.ones(len(x)), x.copy()])
    if qr.rank < 2 or len(x) < 3:
        return math.nan
    turned = qr.transposed_q(y)
    left = turned.copy()
    left[:2] = 0
    residuals = qr.q(left)
    inverse = 1 / qr.diagonal[1]
    variance = float(total(residuals * residuals)) / (len(x) - 2)
    error = math.sqrt(variance * (inverse * inverse))
    return abs(float(turned[1]) / qr.diagonal[1]) / error if error else math.inf
