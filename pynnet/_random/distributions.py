"""Uniform and normal numbers from a source: R's checks, recycling and special cases."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pynnet._ground import (
    AnyArray,
    ArgumentError,
    FloatArray,
    RWarning,
    as_doubles,
    entry,
    is_number,
    shown,
    warn,
)
from pynnet._numerics import normal_quantile

from .source import LONGEST, Source, fine_uniforms, plain_array

__all__ = ["Distributions"]


class Distributions(Source):
    """A source, and the distributions that R draws from it."""

    @entry
    def runif(self, n: float, min: ArrayLike = 0.0, max: ArrayLike = 1.0) -> FloatArray:
        """Draw uniform numbers, as :func:`pynnet.runif`; none where the limits are equal."""
        count = _count(n)
        a, b = _recycled("min", min, count), _recycled("max", max, count)
        valid = np.isfinite(a) & np.isfinite(b) & (a <= b)
        values = np.where(valid, a, np.nan)
        drawn = valid & (a < b)
        _warn_if_missing(valid)
        lowest, highest = a[drawn], b[drawn]
        with np.errstate(over="ignore"):
            values[drawn] = lowest + (highest - lowest) * self.unif_rand(lowest.size)
        return values

    @entry
    def rnorm(self, n: float, mean: ArrayLike = 0.0, sd: ArrayLike = 1.0) -> FloatArray:
        """Draw normal numbers, as :func:`pynnet.rnorm`; none where nothing is left to chance."""
        count = _count(n)
        mu, sigma = _recycled("mean", mean, count), _recycled("sd", sd, count)
        valid = ~np.isnan(mu) & np.isfinite(sigma) & (sigma >= 0.0)
        values = np.where(valid, mu, np.nan)
        drawn = valid & np.isfinite(mu) & (sigma > 0.0)
        _warn_if_missing(valid)
        centre, scale = mu[drawn], sigma[drawn]
        p = fine_uniforms(self, centre.size)
        with np.errstate(over="ignore"):
            values[drawn] = centre + scale * normal_quantile(p)
        return values


def _count(n: Any) -> int:
    """How many numbers are wanted."""
    if is_number(n) and -1 < n < math.inf and int(n) <= LONGEST:
        return int(n)
    raise ArgumentError(f"invalid arguments: n is {shown(n)}. Pass a whole number, 0 or more.")


def _recycled(name: str, value: ArrayLike, n: int) -> FloatArray:
    """A parameter repeated to length `n`; an empty one counts as missing."""
    parameter = plain_array(value)
    if parameter is None or parameter.ndim > 1 or parameter.dtype.kind not in "biuf":
        raise ArgumentError(f"invalid arguments: {name} is {shown(value)}. Pass numbers.")
    numbers = as_doubles(parameter).reshape(-1)
    if numbers.size == 0:
        return np.full(n, np.nan)
    return np.full(n, numbers[0]) if numbers.size == 1 else np.resize(numbers, n)


def _warn_if_missing(valid: AnyArray) -> None:
    """Warn as R does where parameters have no distribution."""
    if not valid.all():
        warn("NAs produced", RWarning)
