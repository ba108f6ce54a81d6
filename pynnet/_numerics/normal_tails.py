"""Cody's approximation of the normal distribution's tails.

References
----------
.. [1] W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of
   Computation 23, 1969, pp. 631-637.
.. [2] W. J. Cody, Algorithm 715: SPECFUN, ACM Transactions on Mathematical Software 19, 1993,
   pp. 22-32.
"""

from __future__ import annotations

import math

__all__ = ["ROOT_2PI_INVERSE", "log_normal_tails", "normal_tails"]

ROOT_2PI_INVERSE = 0.398942280401432677939946059934
_ROOT_32 = 5.656854249492380195206754896838
_MIDDLE = 0.67448975  # about the upper quartile
# Beyond them a tail is zero; in R 4.2 the first is 37.5193, where tails become less exact.
_FARTHEST, _FARTHEST_LOGARITHM = 38.4674, 1e170
_A = (2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249)
_A_FIRST = 0.065682337918207449113
_B = (47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956)
_C = (
    0.39894151208813466764,
    8.8831497943883759412,
    93.506656132177855979,
    597.27027639480026226,
    2494.5375852903726711,
    6848.1904505362823326,
    11602.651437647350124,
    9842.7148383839780218,
)
_C_FIRST = 1.0765576773720192317e-8
_D = (
    22.266688044328115691,
    235.38790178262499861,
    1519.377599407554805,
    6485.558298266760755,
    18615.571640885098091,
    34900.952721145977266,
    38912.003286093271411,
    19685.429676859990727,
)
_P = (
    0.21589853405795699,
    0.1274011611602473639,
    0.022235277870649807,
    0.001421619193227893466,
    2.9112874951168792e-5,
)
_P_FIRST = 0.02307344176494017303
_Q = (
    1.28426009614491121,
    0.468238212480865118,
    0.0659881378689285515,
    0.00378239633202758244,
    7.29751555083966205e-5,
)


def _ratio(
    first: float, over: tuple[float, ...], under: tuple[float, ...], t: float, factor: float = 1.0
) -> float:
    """Return a factor times the quotient of two polynomials in Horner's form."""
    numerator, denominator = first * t, t
    for a, b in zip(over[:-1], under[:-1], strict=True):
        numerator, denominator = (numerator + a) * t, (denominator + b) * t
    return factor * (numerator + over[-1]) / (denominator + under[-1])


def _middle(x: float) -> tuple[float, float]:
    """Return the probabilities below and above a point near zero."""
    square = x * x if abs(x) > 1.11e-16 else 0.0
    inner = _ratio(_A_FIRST, _A, _B, square, x)
    return 0.5 + inner, 0.5 - inner


def _tail(y: float) -> tuple[float, float, float]:
    """Return a factor and two exponents whose exponentials make the tail beyond `y` with it."""
    if y <= _ROOT_32:
        factor = _ratio(_C_FIRST, _C, _D, y)
    else:
        square = 1.0 / (y * y)
        fraction = _ratio(_P_FIRST, _P, _Q, square, square)
        factor = (ROOT_2PI_INVERSE - fraction) / y
    near = math.trunc(y * 16) / 16
    rest = (y - near) * (y + near)
    return factor, -near * (near * 0.5), -(rest * 0.5)


def normal_tails(x: float) -> tuple[float, float]:
    """Return the probabilities below and above a point of the standard normal distribution.

    Examples
    --------
    >>> [round(share, 6) for share in normal_tails(-1.96)]
    [0.024998, 0.975002]
    """
    y = abs(x)
    if y <= _MIDDLE:
        return _middle(x)
    small = 0.0
    if y < _FARTHEST:
        factor, first, second = _tail(y)
        small = factor * (math.exp(first) * math.exp(second))
    return (1.0 - small, small) if x > 0 else (small, 1.0 - small)


def log_normal_tails(x: float) -> tuple[float, float]:
    """Return the logarithms of the probabilities below and above a point.

    Examples
    --------
    >>> log_normal_tails(-40.0)[0]
    -804.6084420137538
    """
    y = abs(x)
    if y <= _MIDDLE:
        below, above = _middle(x)
        return math.log(below), math.log(above)
    small, large = -math.inf, 0.0
    if y < _FARTHEST_LOGARITHM:
        factor, first, second = _tail(y)
        small = first + second + math.log(factor)
        large = math.log1p(-math.exp(first) * math.exp(second) * factor)
    return (large, small) if x > 0 else (small, large)
