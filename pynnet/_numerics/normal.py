"""Quantiles of the normal distribution: Wichura's algorithm AS 241 (PPND16)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.special import ndtri

from pynnet._ground import FloatArray

__all__ = ["half_width", "normal_point", "normal_quantile"]

_Powers: TypeAlias = tuple[float, ...]  # coefficients, lowest power first

# Numerator and denominator of the three rational approximations, lowest power first.
_CENTRE = (
    (
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ),
    (
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ),
)
_TAIL = (
    (
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ),
    (
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ),
)
_FAR_TAIL = (
    (
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ),
    (
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ),
)


def normal_quantile(p: FloatArray) -> FloatArray:
    """Quantiles of the standard normal distribution, as R's ``qnorm`` gives them.

    Parameters
    ----------
    p : ndarray of float, shape (n,)
        Probabilities in [0, 1].

    Returns
    -------
    ndarray of float, shape (n,)

    References
    ----------
    .. [1] M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
       Applied Statistics 37 (1988), 477-484.

    Examples
    --------
    >>> normal_quantile(np.array([0.025, 0.5, 1.0])).tolist()
    [-1.9599639845400538, 0.0, inf]
    """
    q = p - 0.5
    result = np.empty_like(q)
    central = np.abs(q) <= 0.425
    inner, outer = q[central], q[~central]
    result[central] = _ratio(_CENTRE, 0.180625 - inner * inner, inner)
    result[~central] = np.copysign(
        _tail(np.where(outer < 0.0, p[~central], 1.0 - p[~central])), outer
    )
    return result


def _tail(p: FloatArray) -> FloatArray:
    """Absolute value of the quantile, for the probability `p` < 0.075 beyond it."""
    # NumPy's own log differs from the C library's in the last bit.
    logs = np.array([math.log(v) if v > 0.0 else -math.inf for v in p.tolist()], dtype=np.float64)
    r = np.sqrt(-logs)
    result = np.full_like(r, np.inf)
    near = r <= 5.0
    far = ~near & np.isfinite(r)
    result[near] = _ratio(_TAIL, r[near] - 1.6)
    result[far] = _ratio(_FAR_TAIL, r[far] - 5.0)
    return result


def _ratio(
    coefficients: tuple[_Powers, _Powers], r: FloatArray, factor: FloatArray | float = 1.0
) -> FloatArray:
    """`factor` times the ratio of two polynomials in `r`, multiplied before it is divided."""
    numerator, denominator = (_polynomial(c, r) for c in coefficients)
    return factor * numerator / denominator


def _polynomial(coefficients: _Powers, r: FloatArray) -> FloatArray:
    """Value of a polynomial, lowest power first, by Horner's rule."""
    value = np.full_like(r, coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        value = value * r + coefficient
    return value


_ASYMPTOTIC = 816.0  # from here on R takes the first term of the quantile's expansion


def normal_point(share: float, tail: Callable[[], float]) -> float:
    """Return a quantile of the standard normal distribution, the far ones by a logarithm.

    Parameters
    ----------
    share : float
        The probability below it, in [0, 1].
    tail : callable
        Gives the logarithm of the probability beyond it, on the side that is less than a half.

    Examples
    --------
    >>> normal_point(0.975, lambda: math.log(0.025))
    1.9599639845400538
    """
    q = share - 0.5
    if abs(q) <= 0.425:
        return _ratio_of_numbers(_CENTRE, 0.180625 - q * q, q)
    r = math.sqrt(-tail())
    if r >= _ASYMPTOTIC:
        return math.copysign(r * math.sqrt(2.0), q)
    near = r <= 5.0
    value = _ratio_of_numbers(_TAIL if near else _FAR_TAIL, r - (1.6 if near else 5.0), 1.0)
    return math.copysign(value, q)


def _ratio_of_numbers(coefficients: tuple[_Powers, _Powers], r: float, factor: float) -> float:
    numerator, denominator = (_horner(c, r) for c in coefficients)
    return factor * numerator / denominator


def _horner(coefficients: _Powers, r: float) -> float:
    value = coefficients[-1]
    for coefficient in reversed(coefficients[:-1]):
        value = value * r + coefficient
    return value


def half_width(level: float) -> float:
    """Half width, in standard errors, of an interval that holds with probability `level`.

    It is of SciPy, as all that R has no part in: the last bits are not those of R's ``qnorm``.
    """
    return float(-ndtri((1 - level) / 2))
