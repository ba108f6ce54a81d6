"""The gamma function and its relatives, by the Chebyshev series that R's manual page cites.

The coefficients follow from what is expanded: those of `_GAMMA` are of gamma(1 + y) - 15/16 for y
from 0 to 1, those of `_CORRECTION` of x times the error of Stirling's formula, in (10 / x)^2.

References
----------
.. [1] W. Fullerton, FN: the special function library, Los Alamos National Laboratory, 1977 (in
   SLATEC: DGAMMA, DLNGAM, DLBETA, D9LGMC).
.. [2] C. Loader, Fast and accurate computation of binomial probabilities, 2000.
"""

from __future__ import annotations

import math

__all__ = ["beta", "choose", "gamma", "log_beta", "log_choose", "log_gamma"]

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
_HALF_LOG_2PI = 0.918938533204672741780329736406
_HALF_LOG_HALF_PI = 0.225791352644727432363097614947
_LARGEST, _SMALLEST = 171.61447887182298, -170.5674972726612  # gamma of these is still finite
_SMALLEST_RECIPROCAL = 2.2474362225598545e-308
_NO_CORRECTION = 94906265.62425156  # 1 / (12 x) says the same from here on


def _series(coefficients: tuple[float, ...], x: float) -> float:
    """Return the value of a Chebyshev series by Clenshaw's recurrence."""
    before = last = next_ = 0.0
    for coefficient in reversed(coefficients):
        before, last = last, next_
        next_ = 2 * x * last - before + coefficient
    return (next_ - before) * 0.5


def _correction(x: float) -> float:
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
        return log_gamma(n + 1) - (n + 0.5) * math.log(n) + n - _HALF_LOG_2PI
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
    if x > _LARGEST:
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
        value = math.exp((y - 0.5) * math.log(y) - y + _HALF_LOG_2PI + _stirling_error(y))
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
        main = _HALF_LOG_2PI + (x - 0.5) * math.log(x) - x
        return main if x > 4934720.0 else main + _correction(x)
    sine = abs(_sin_pi(y))
    if sine == 0:
        return math.nan
    return _HALF_LOG_HALF_PI + (x - 0.5) * math.log(y) - x - math.log(sine) - _correction(y)


def log_beta(a: float, b: float) -> float:
    """Return the logarithm of the beta function.

    Examples
    --------
    >>> log_beta(1.0, 4.0)
    -1.3862943611198906
    """
    if math.isnan(a) or math.isnan(b):
        return a + b
    p, q = min(a, b), max(a, b)
    if p < 0:
        return math.nan
    if p == 0:
        return math.inf
    if math.isinf(p + q):
        return -math.inf
    if p >= 10:
        correction = _correction(p) + _correction(q) - _correction(p + q)
        return (
            math.log(q) * -0.5
            + _HALF_LOG_2PI
            + correction
            + (p - 0.5) * math.log(p / (p + q))
            + q * math.log1p(-p / (p + q))
        )
    if q >= 10:
        correction = _correction(q) - _correction(p + q)
        return (
            log_gamma(p)
            + correction
            + p
            - p * math.log(p + q)
            + (q - 0.5) * math.log1p(-p / (p + q))
        )
    if p < 1e-306:
        return log_gamma(p) + (log_gamma(q) - log_gamma(p + q))
    return math.log(gamma(p) * (gamma(q) / gamma(p + q)))


def beta(a: float, b: float) -> float:
    """Return the beta function.

    Examples
    --------
    >>> beta(2.0, 3.0)
    0.08333333333333333
    """
    if math.isnan(a) or math.isnan(b):
        return a + b
    if a < 0 or b < 0:
        return math.nan
    if a == 0 or b == 0:
        return math.inf
    if math.isinf(a) or math.isinf(b):
        return 0.0
    if a + b < _LARGEST:
        return (1 / gamma(a + b)) * gamma(a) * gamma(b)
    return _exp(log_beta(a, b))


_FEW = 30  # products up to here, logarithms beyond


def choose(n: float, k: float) -> float:
    """Return binomial coefficients, for any `n`; `k` is rounded.

    Examples
    --------
    >>> choose(5.0, 2.0), choose(0.5, 2.0), choose(50.0, 3.0)
    (10.0, -0.125, 19600.0)
    """
    if math.isnan(n) or math.isnan(k):
        return n + k
    k = _nearest(k)
    if k < _FEW:
        return _choose_few(n, k)
    if math.isinf(n) or math.isinf(k):
        return 0.0 if 0 <= n < math.inf else math.nan
    if n < 0:
        result = choose(-n + k - 1, k)
        return -result if k % 2 else result
    if not _is_whole(n):
        return _choose_by_logarithms(n, k)
    n = _nearest(n)
    if n < k:
        return 0.0
    return choose(n, n - k) if n - k < _FEW else _nearest(_exp(_log_choose(n, k)))


def _choose_few(n: float, k: float) -> float:
    """Return the product of so few factors; of whole numbers it is whole."""
    if n - k < k and n >= 0 and _is_whole(n):
        k = _nearest(n - k)
    if k < 0:
        return 0.0
    result = n if k else 1.0
    for j in range(2, int(k) + 1):
        result *= (n - j + 1) / j
    return _nearest(result) if _is_whole(n) else result


def _choose_by_logarithms(n: float, k: float) -> float:
    if n >= k - 1:
        return _exp(_log_choose(n, k))
    sign = -1.0 if math.floor(-(n - k + 1)) % 2 == 0 else 1.0
    return sign * _exp(log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1))


def log_choose(n: float, k: float) -> float:
    """Return the logarithm of the absolute value of a binomial coefficient.

    Examples
    --------
    >>> log_choose(5.0, 1.0)
    1.6094379124341003
    """
    if math.isnan(n) or math.isnan(k):
        return n + k
    k = _nearest(k)
    if k < 2:
        if k < 0 or (k == 1 and n == 0):
            return -math.inf
        return math.log(abs(n)) if k else 0.0
    if math.isinf(n) or math.isinf(k):
        return -math.inf if 0 <= n < math.inf else math.nan
    if n < 0:
        return log_choose(-n + k - 1, k)
    if _is_whole(n):
        n = _nearest(n)
        if n < k:
            return -math.inf
        return log_choose(n, n - k) if n - k < 2 else _log_choose(n, k)
    if n < k - 1:
        return log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1)
    return _log_choose(n, k)


def _log_choose(n: float, k: float) -> float:
    return -math.log(n + 1) - log_beta(n - k + 1, k + 1)


def _exp(x: float) -> float:
    return math.exp(x) if x < 709.79 else math.inf


def _nearest(x: float) -> float:
    return math.copysign(round(x), x) if math.isfinite(x) else x


def _is_whole(x: float) -> bool:
    return abs(x - _nearest(x)) <= 1e-7 * max(1.0, abs(x))
