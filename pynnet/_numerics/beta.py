"""The beta function and binomial coefficients, which are made of the gamma function.

References
----------
.. [1] W. Fullerton, FN: the special function library, Los Alamos National Laboratory, 1977 (in
   SLATEC: DLBETA).
.. [2] R manual page ``beta``.
"""

from __future__ import annotations

import math

from .gamma import HALF_LOG_2PI, LARGEST, gamma, log_gamma, stirling_correction

__all__ = ["beta", "choose", "log_beta", "log_choose"]

_FEW = 30  # products up to here, logarithms beyond


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
        correction = stirling_correction(p) + stirling_correction(q) - stirling_correction(p + q)
        return (
            math.log(q) * -0.5
            + HALF_LOG_2PI
            + correction
            + (p - 0.5) * math.log(p / (p + q))
            + q * math.log1p(-p / (p + q))
        )
    if q >= 10:
        correction = stirling_correction(q) - stirling_correction(p + q)
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
    if a + b < LARGEST:
        return (1 / gamma(a + b)) * gamma(a) * gamma(b)
    return _exp(log_beta(a, b))


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
