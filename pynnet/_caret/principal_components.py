"""Principal components of columns that are centred and scaled, as R's prcomp has them."""

from __future__ import annotations

import math
import os
from typing import NamedTuple

import numpy as np
from scipy import linalg

from pynnet._ground import ArgumentError, DataError, FloatArray, shown
from pynnet._numerics import (
    LAPACK_VERSIONS,
    MOST_SINGULAR_VALUES,
    column_mean,
    right_singular_vectors,
    total,
)

__all__ = ["Components", "principal_components", "times"]


class Components(NamedTuple):
    """Directions in columns, and the share of the variance that each has with those before it."""

    rotation: FloatArray
    shares: FloatArray


def principal_components(x: FloatArray) -> Components:
    """Return the principal components of columns after these are scaled to unit variance.

    Up to 128 rows or columns they have R's bits. Beyond them LAPACK works in blocks, and they are
    those of SciPy's library: within rounding R's.

    Raises
    ------
    ArgumentError
        If ``PYNNET_LAPACK`` in the environment is no version of LAPACK that is followed.
    DataError
        If a column has one value.
    """
    version = os.environ.get("PYNNET_LAPACK", "3.11")
    if version not in LAPACK_VERSIONS:
        raise ArgumentError(
            f"PYNNET_LAPACK must be {' or '.join(LAPACK_VERSIONS)}, got {shown(version)}."
        )
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
    scaled = np.column_stack(columns)
    if min(scaled.shape) <= MOST_SINGULAR_VALUES:
        singular, vectors = right_singular_vectors(scaled, first_last=LAPACK_VERSIONS[version])
    else:
        _, singular, vectors = linalg.svd(scaled, full_matrices=False)
    deviations = singular / math.sqrt(max(1, len(x) - 1))
    variances = deviations * deviations
    shares = variances / float(total(variances))
    cumulated = np.add.accumulate(shares.astype(np.longdouble)).astype(float)
    return Components(vectors.T, cumulated)


def times(x: FloatArray, rotation: FloatArray) -> FloatArray:
    """Return the product of two matrices, each element summed in order."""
    product = np.zeros((len(x), rotation.shape[1]))
    for k in range(x.shape[1]):
        product += x[:, k, np.newaxis] * rotation[k]
    return product
