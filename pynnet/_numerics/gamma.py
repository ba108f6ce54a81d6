"""The gamma function and its logarithm, by the Chebyshev series that R's manual page cites.

The coefficients follow from what is expanded: those of `_GAMMA` are of gamma(1 + y) - 15/16 for y
from 0 to 1, those of `_CORRECTION` of x times the error of Stirling's formula, in (10 / x)^2.

References
----------
.. [1] W. Fullerton, FN: the special function library, Los Alamos National Laboratory, 1977 (in
   SLATEC: DGAMMA, DLNGAM, D9LGMC).
.. [2] C. Loader, Fast and accurate computation of binomial probabilities, 2000.
"""

from __future__ import annotations

import math

__all__ = ["HALF_LOG_2PI", "LARGEST", "gamma", "log_gamma", "stirling_correction"]

_GAMMA = (
    0.00857119559098933,
    0.004415381324841007,
    0.05685043681599363,
    -0.00421983539641856,
    0.0013268081812124603,
    -0.00018930245297988805,
    3.606925327441245e-05,
    -6.056761904460864e-06,
    1.0558295463022833e-06,
    -1.811967365542384e-07,
    3.117724964715322e-08,
    -5.354219639019687e-09,
    9.193275519859589e-10,
    -1.5779412802883398e-10,
    2.7079806229349544e-11,
    -4.64681865382573e-12,
    7.97335019200742e-13,
    -1.368078209830916e-13,
    2.3473194865638007e-14,
    -4.027432614949067e-15,
    6.910051747372101e-16,
    -1.185584500221993e-16,
)
_CORRECTION = (
    0.16663894804518634,
    -1.384948176067564e-05,
    9.81082564692473e-09,
    -1.809129475572494e-11,
    6.221098041892606e-14,
)
# log(n!) less Stirling's formula for it, for n = 0, 0.5, 1, ... 15; the first is not used.
_STIRLING_ERRORS = (
    0.0,
    0.15342640972002736,
    0.08106146679532726,
    0.05481412105191765,
    0.0413406959554093,
    0.03316287351993629,
    0.02767792568499834,
    0.023746163656297496,
    0.020790672103765093,
    0.018488450532673187,
    0.016644691189821193,
    0.015134973221917378,
    0.013876128823070748,
    0.012810465242920227,
    0.01189670994589177,
    0.011104559758206917,
    0.010411265261972096,
    0.009799416126158804,
    0.009255462182712733,
    0.008768700134139386,
    0.00833056343336287,
    0.00793411456431402,
    0.007573675487951841,
    0.007244554301320383,
    0.00694284010720953,
    0.006665247032707682,
    0.006408994188004207,
    0.006171712263039458,
    0.0059513701127588475,
    0.0057462165130101155,
    0.005554733551962801,
)
HALF_LOG_2PI = 0.918938533204672741780329736406
_HALF_LOG_HALF_PI = 0.225791352644727432363097614947
LARGEST, _SMALLEST = 171.61447887182298, -170.5674972726612  # gamma of these is still finite
_SMALLEST_RECIPROCAL = 2.2474362225598545e-308
_NO_CORRECTION = 94906265.62425156  # 1 / (12 x) says the same from here on


def _series(coefficients: tuple[float, ...], x: float) -> float:
    """Return the value of a Chebyshev series by Clenshaw's recurrence."""
    before = last = next_ = 0.0
    for coefficient in reversed(coefficients):
        before, last = last, next_
        next_ = 2 * x * last - before + coefficient
    return (next_ - before) * 0.5


def stirling_correction(x: float) -> float:
    """Return the error of Stirling's formula for log(gamma(x)), x >= 10."""
    if x >= _NO_CORRECTION:
        return 1 / (x * 12)
    share = 10 / x
    return _series(_CORRECTION, share * share * 2 - 1) / x


def _stirling_error(n: float) -> float:
    """Return the error of Stirling's formula for log(n!), as R's gamma() has it."""
    if n <= 15:
        if 2 * n == math.floor(2 * n):
            return _STIRLING_ERRORS[int(2 * n)]
        return log_gamma(n + 1) - (n + 0.5) * math.log(n) + n - HALF_LOG_2PI
    s = n * n
    if n > 500:
        return (1 / 12 - 1 / 360 / s) / n
    if n > 80:
        return (1 / 12 - (1 / 360 - 1 / 1260 / s) / s) / n
    if n > 35:
        return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / s) / s) / s) / n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / s) / s) / s) / s) / n


def _sin_pi(x: float) -> float:
    """Return sin(pi x), exact at multiples of a half."""
    x = math.fmod(x, 2)
    if x <= -1:
        x += 2
    elif x > 1:
        x -= 2
    if x in (0.0, 1.0):
        return 0.0
    return 1.0 if x == 0.5 else -1.0 if x == -0.5 else math.sin(math.pi * x)


def gamma(x: float) -> float:
    """Return the gamma function; NaN where it has poles.

    Examples
    --------
    >>> gamma(5.0), gamma(0.5)
    (24.0, 1.772453850905516)
    """
    if abs(x) <= 10 and x != 0 and (x > 0 or x != math.floor(x)):
        return _gamma_near_zero(x)
    if x > LARGEST:
        return math.inf
    if x == -math.inf or not x or math.isnan(x) or (x < 0 and x == math.floor(x)):
        return math.nan
    if x < _SMALLEST:
        return 0.0
    y = abs(x)
    if y <= 50 and y == math.floor(y):
        value = 1.0
        for factor in range(2, int(y)):
            value *= factor
    else:
        value = math.exp((y - 0.5) * math.log(y) - y + HALF_LOG_2PI + _stirling_error(y))
    return value if x > 0 else -math.pi / (y * _sin_pi(y) * value)


def _gamma_near_zero(x: float) -> float:
    steps = int(x) - (x < 0)
    y = x - steps
    steps -= 1
    value = _series(_GAMMA, y * 2 - 1) + 0.9375
    if steps == 0:
        return value
    if steps < 0:
        if y < _SMALLEST_RECIPROCAL:
            return math.inf
        for i in range(-steps):
            value /= x + i
        return value
    for i in range(1, steps + 1):
        value *= y + i
    return value


def log_gamma(x: float) -> float:
    """Return the logarithm of the absolute value of the gamma function; infinite at its poles.

    Examples
    --------
    >>> log_gamma(1.0), log_gamma(100.0)
    (0.0, 359.1342053695754)
    """
    if math.isnan(x):
        return x
    if math.isinf(x) or (x <= 0 and x == math.trunc(x)):
        return math.inf
    y = abs(x)
    if y < 1e-306:
        return -math.log(y)
    if y <= 10:
        return math.log(abs(gamma(x)))
    if x > 0:
        if x > 1e17:
            return x * (math.log(x) - 1.0)
        main = HALF_LOG_2PI + (x - 0.5) * math.log(x) - x
        return main if x > 4934720.0 else main + stirling_correction(x)
    sine = abs(_sin_pi(y))
    if sine == 0:
        return math.nan
    return _HALF_LOG_HALF_PI + (x - 0.5) * math.log(y) - x - math.log(sine) - stirling_correction(y)
