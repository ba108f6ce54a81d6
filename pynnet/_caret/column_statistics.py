"""What preprocessing learns from columns: deviations, ranges, principal components."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from pynnet._ground import DataError, FloatArray, RWarning, warn
from pynnet._numerics import variance

from .principal_components import principal_components

__all__ = ["possible_methods", "ranges_of", "rotation_of", "spreads_of"]

_LEAST_COMPONENTS = 2


def possible_methods(methods: list[str], number: int, *, only: bool) -> list[str]:
    """The methods that a number of numeric columns allows; R tells of others.

    It stops where there are such columns `only`, and no method is left for one of them.
    """
    if not number and methods:
        named = ", ".join(f"'{name}'" for name in methods)
        warn(f"The following pre-processing methods were eliminated: {named}", RWarning)
        return []
    if "pca" in methods and number < 2:
        warn(
            "PCA is a group transformation and only a single predictor is listed. This method is "
            "eliminated.",
            RWarning,
        )
        left = [name for name in methods if name != "pca"]
        if only and not left:
            raise DataError(
                "argument is of length zero: principal components need two columns, and nothing "
                "else is to be done. Go on without them, with nnet() instead of pcannet()."
            )
        return left
    return methods


def spreads_of(present: dict[str, FloatArray]) -> pd.Series[float]:
    """Standard deviations; 1 for a column of one value, which R warns of."""
    spreads = {name: math.sqrt(variance(column)) for name, column in present.items()}
    constant = [name for name, spread in spreads.items() if spread == 0]
    if constant:
        warn(f"These variables have zero variances: {', '.join(constant)}", RWarning)
    unknown = [name for name, spread in spreads.items() if math.isnan(spread)]
    if unknown:
        raise DataError(
            f"Std. deviations could not be computed for: {', '.join(unknown)}. They need two "
            "values at least, none of them infinite."
        )
    return pd.Series({n: 1.0 if n in constant else s for n, s in spreads.items()}, dtype=float)


def ranges_of(present: dict[str, FloatArray]) -> pd.DataFrame:
    """Smallest and largest values of columns that have two values, of which R tells the others."""
    if not present:
        raise DataError("dim(X) must have a positive length: no column is left for a range.")
    if any(not len(column) for column in present.values()):
        raise DataError("no non-missing arguments to min: a column has no values.")
    ends = {name: (column.min(), column.max()) for name, column in present.items()}
    constant = [name for name, (low, high) in ends.items() if low == high]
    if constant:
        warn(f"No variation for for: {', '.join(constant)}", RWarning)
    kept = {name: pair for name, pair in ends.items() if name not in constant}
    return pd.DataFrame(kept, index=["min", "max"], dtype=float)


def rotation_of(
    columns: list[FloatArray], names: list[str], thresh: float, pca_comp: int | None
) -> pd.DataFrame:
    """The first principal components, as many as are asked for or reach the threshold."""
    if len(names) < (_LEAST_COMPONENTS if pca_comp is None else 1):
        words = "subscript out of bounds" if names else "a dimension is zero"
        raise DataError(
            f"{words}: principal components need two columns that vary, of which there "
            f"{'is one' if names else 'are none'}."
        )
    rotation, shares = principal_components(np.column_stack(columns))
    if pca_comp is None:
        below = int((shares < thresh).sum())
        count = max(_LEAST_COMPONENTS, below + 1)
    else:
        count = pca_comp
    count = min(count, rotation.shape[1])
    labels = [f"PC{k + 1}" for k in range(count)]
    return pd.DataFrame(rotation[:, :count], index=names, columns=labels)
