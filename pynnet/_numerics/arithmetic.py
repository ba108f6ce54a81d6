"""Elementary functions and sums with R's rounding.

NumPy's vector ``exp`` and ``log`` differ from the C library's in the last bit, and its sums along
a contiguous axis are pairwise. R's nnet calls the C library and adds from left to right, and a
fit amplifies one different bit until it ends in another minimum. These few functions are the
only place where that matters has to be known.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from pynnet._ground import FloatArray

__all__ = ["add_rows", "exp", "log", "logistic", "quiet", "running_total"]

quiet = np.errstate(all="ignore")  # saturated units and hopeless steps are part of a search

# R cuts the logistic function off here.
_SATURATION = 15.0


def exp(x: FloatArray) -> FloatArray:
    """Return the C library's exp, elementwise."""
    # The Box-Cox transforms at lambda = 0 are exp and log, computed element by element in C.
    return np.asarray(special.inv_boxcox(x, 0.0))


def log(x: FloatArray) -> FloatArray:
    """Return the C library's log, elementwise."""
    return np.asarray(special.boxcox(x, 0.0))


def logistic(z: FloatArray) -> FloatArray:
    """Return ``1 / (1 + exp(-z))``, and exactly 0 or 1 where `z` is beyond -15 or 15."""
    y = np.asarray(special.expit(z))
    y[z < -_SATURATION] = 0.0
    y[z > _SATURATION] = 1.0
    return y


def add_rows(terms: FloatArray) -> FloatArray:
    """Sum over the first axis, in the order of that axis."""
    terms = np.ascontiguousarray(terms)  # along a contiguous axis NumPy sums pairwise
    if terms[0].size == 1:  # NumPy would see one long vector and sum it pairwise
        return np.asarray(np.add.accumulate(terms, axis=0)[-1])
    return np.asarray(np.add.reduce(terms, axis=0, initial=-0.0))  # -0.0 + x is x, even for -0.0


def running_total(start: float, terms: FloatArray) -> float:
    """Add the elements of a vector to `start`, one after the other."""
    return float(np.add.accumulate(np.append(start, terms))[-1])
