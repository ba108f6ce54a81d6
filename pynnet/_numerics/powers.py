"""Powers by the C library: NumPy's own differ in the last bit."""

from __future__ import annotations

import math

import numpy as np

from pynnet._ground import FloatArray

__all__ = ["powers"]


def powers(base: FloatArray, exponent: FloatArray | float) -> FloatArray:
    """Return ``base ^ exponent`` as R computes it, element by element."""
    exponents = np.asarray(exponent, dtype=np.float64)
    if exponents.size == 1 and exponents.item() in (0.0, 1.0, 2.0):
        return _simple(base, exponents)
    base, exponents = np.broadcast_arrays(base, exponents)
    pairs = zip(base.ravel().tolist(), exponents.ravel().tolist(), strict=True)
    return np.array([_power(x, y) for x, y in pairs], dtype=np.float64).reshape(base.shape)


def _simple(base: FloatArray, exponent: FloatArray) -> FloatArray:
    """Return powers that need no computing; 1 and x are what R gives for NaN as well."""
    base, _ = np.broadcast_arrays(base, exponent)
    k = exponent.item()
    if k == 0.0:
        return np.ones(base.shape)
    return base * base if k == 2.0 else base + 0.0


def _power(x: float, y: float) -> float:
    """One power; a square is a product, and zero has no sign."""
    if y == 2.0:
        return x * x
    if x < 0.0 and (math.isinf(y) or (x == -math.inf and y % 1.0 != 0.0)):
        return math.nan
    if x == 0.0 and y < 0.0:
        return math.inf
    if (x == 0.0 and y > 0.0) or (x == -math.inf and y < 0.0):
        return 0.0
    try:
        return math.pow(x, y)
    except ValueError:
        return math.nan
    except OverflowError:
        return -math.inf if x < 0.0 and y % 2.0 == 1.0 else math.inf
