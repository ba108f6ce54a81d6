"""The rank of a design matrix as R's QR decomposition finds it."""

from __future__ import annotations

import numpy as np

from pynnet._typing import FloatArray

from ._qr import decompose

__all__ = ["matrix_rank"]

# Far above what rounding does to a Cholesky factor, so that the decomposition is left to doubt.
_SURELY_INDEPENDENT = 1e-4


def matrix_rank(x: FloatArray) -> int:
    """Rank: the number of columns that are no combination of those before them, within 1e-7."""
    if len(x) >= x.shape[1]:
        gram = x.T @ x
        norms = np.sqrt(gram.diagonal())
        if norms.all():
            try:
                left_over = np.linalg.cholesky(gram / (norms[:, np.newaxis] * norms)).diagonal()
            except np.linalg.LinAlgError:
                left_over = np.zeros(1)
            if left_over.min() > _SURELY_INDEPENDENT:
                return x.shape[1]
    return decompose([np.ascontiguousarray(column) for column in x.T]).rank
