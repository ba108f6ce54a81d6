"""Principal components of columns that are centred and scaled, as R's prcomp has them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy import linalg

from pynnet._ground import DataError, FloatArray
from pynnet._numerics import column_mean, total

__all__ = ["Components", "principal_components", "times"]


class Components(NamedTuple):
    """Directions in columns, and the share of the variance that each has."""

    rotation: FloatArray
    shares: FloatArray


def principal_components(x: FloatArray) -> Components:
    """Return the principal components of columns after these are scaled to unit variance.

    The decomposition is LAPACK's of SciPy: within rounding R's, not in all bits.
    """
    columns = []
    for column in x.T:
        centred = column - column_mean(column)
        spread = math.sqrt(float(total(centred * centred)) / max(1, len(column) - 1))
        if not spread > 0:
            raise DataError(
                "cannot rescale a constant/zero column to unit variance: leave out columns of one "
                'value, or add "zv" to the methods.'
            )
        columns.append(centred / spread)
    _, singular, rotation = linalg.svd(np.column_stack(columns), full_matrices=False)
    variances = singular * singular
    return Components(rotation.T, variances / variances.sum())


def times(x: FloatArray, rotation: FloatArray) -> FloatArray:
    """Return the product of two matrices, each element summed in order."""
    product = np.zeros((len(x), rotation.shape[1]))
    for k in range(x.shape[1]):
        product += x[:, k, np.newaxis] * rotation[k]
    return product
