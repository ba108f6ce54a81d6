"""caret's postResample: how well predictions do, in two or three numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, as_text, levels_of
from pynnet._ground import DataError, FloatArray

from ..door import offered
from ..training.summaries.by_name import QUICK
from .tables import as_factors

__all__ = ["post_resample"]


@offered
def post_resample(pred: Any, obs: Any) -> pd.Series[float]:
    """How well predictions do, caret's ``postResample``.

    Parameters
    ----------
    pred : array_like of shape (n,)
        Predicted numbers or classes.
    obs : array_like of shape (n,)
        The true ones.

    Returns
    -------
    Series
        Of numbers ``RMSE``, ``Rsquared``, which is the squared correlation, and ``MAE``; of classes
        ``Accuracy`` and ``Kappa``. What cannot be computed is missing. Cases without a prediction
        are left out; where true numbers are missing, so are both errors, and classes are left out.

    Raises
    ------
    DataError
        If their numbers of cases differ, one has numbers and the other classes, or predicted
        classes are not among the true ones.

    See Also
    --------
    confusion_matrix : All that predicted classes say.

    References
    ----------
    .. [1] M. Kuhn, Building predictive models in R using the caret package, Journal of
       Statistical Software 28 (2008); manual page ``postResample``.

    Examples
    --------
    >>> from pynnet.caret import post_resample
    >>> post_resample([1, 2, 3], [1, 2, 4]).round(4).to_dict()
    {'RMSE': 0.5774, 'Rsquared': 0.9643, 'MAE': 0.3333}
    >>> post_resample(["a", "b", "a"], ["a", "b", "b"]).round(4).to_dict()
    {'Accuracy': 0.6667, 'Kappa': 0.4}
    """
    said: Any = as_column(pred, "pred")
    true: Any = as_column(obs, "obs")
    if len(said) != len(true):
        raise DataError(
            f"all arguments must have the same length: got {len(said)} predictions and "
            f"{len(true)} true values."
        )
    numeric = [_is_numeric(column) for column in (said, true)]
    if numeric == [True, True]:
        return _of_numbers(np.asarray(said, dtype=float), np.asarray(true, dtype=float))
    if any(numeric):
        kinds = ["numbers" if is_number else "classes" for is_number in numeric]
        raise DataError(
            f"predictions and true values must be of one kind: got {kinds[0]} and {kinds[1]}. "
            "Pass numbers, or classes as text or as categories."
        )
    texts = np.array(as_text(said), dtype=object)  # caret does not mind levels in another order
    factors = as_factors(texts, obs)
    pred_codes, obs_codes = (np.asarray(factor.codes) for factor in factors)
    lev = tuple(levels_of(factors[1]))
    return pd.Series(QUICK["default"](pred_codes, obs_codes, None, lev))


def _of_numbers(said: FloatArray, true: FloatArray) -> pd.Series[float]:
    found = pd.Series(QUICK["default"](said, true, None, None))
    if (~np.isnan(said) & np.isnan(true)).any():
        found[["RMSE", "MAE"]] = np.nan
    return found


def _is_numeric(column: Any) -> bool:
    return isinstance(column, np.ndarray) and column.dtype.kind == "f"
