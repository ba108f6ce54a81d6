"""R's normal and logistic distributions, and what counts combinations.

References
----------
.. [1] W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of
   Computation 23, 1969, pp. 631-637.
.. [2] W. J. Cody, Algorithm 715: SPECFUN, ACM Transactions on Mathematical Software 19, 1993,
   pp. 22-32.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix
from pynnet._ground import DataError, FloatArray, RWarning, warn
from pynnet._numerics import normal_quantile

from ..arguments import is_text, numbers_argument
from ..operands import recycle
from ..registry import offered

__all__: list[str] = []

_ROOT_2PI_INVERSE = 0.398942280401432677939946059934
_LAST_DENSITY = math.sqrt(2 * math.log(2) * 1073)  # beyond it R gives zero
_ROOT_32 = 5.656854249492380195206754896838


def _each(name: str, function: Callable[..., float], *columns: Column) -> FloatArray:
    """Apply a function of numbers element by element; new NaNs are warned of."""
    if any(isinstance(c, (Matrix, pd.Categorical)) or is_text(c) for c in columns):
        raise DataError(f"Non-numeric argument to mathematical function: {name}().")
    vectors = np.broadcast_arrays(*recycle(*(numbers_argument(c, name) for c in columns)))
    rows = list(zip(*(v.tolist() for v in vectors), strict=True))
    missing = np.array([any(map(math.isnan, row)) for row in rows], dtype=bool)
    results = (math.nan if m else function(*row) for m, row in zip(missing, rows, strict=True))
    result = np.fromiter(results, np.float64, len(rows))
    if (np.isnan(result) & ~missing).any():
        warn("NaNs produced", RWarning)
    return result


def _density(x: float, middle: float, spread: float) -> float:
    if spread < 0:
        return math.nan
    if spread == 0:
        return math.inf if x == middle else 0.0
    z = abs((x - middle) / spread)
    if z != z:
        return math.nan
    if z < 5:
        return _ROOT_2PI_INVERSE * math.exp(-0.5 * z * z) / spread
    if z > _LAST_DENSITY:
        return 0.0
    near = round(z * 65536) / 65536
    rest = z - near
    return (
        _ROOT_2PI_INVERSE
        / spread
        * (math.exp(-0.5 * near * near) * math.exp((-0.5 * rest - near) * rest))
    )


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


def _tail_factor(y: float) -> float:
    """Return exp(-y^2 / 2), of the part of `y` with few digits and of the rest in turn."""
    near = math.trunc(y * 16) / 16
    rest = (y - near) * (y + near)
    return math.exp(-near * near * 0.5) * math.exp(-rest * 0.5)


def _normal_tails(x: float) -> tuple[float, float]:
    """Return the probabilities below and above a point of the standard normal distribution."""
    y = abs(x)
    if y <= 0.67448975:
        square = x * x if y > 1.11e-16 else 0.0
        inner = _ratio(_A_FIRST, _A, _B, square, x)
        return 0.5 + inner, 0.5 - inner
    if y <= _ROOT_32:
        small = _ratio(_C_FIRST, _C, _D, y) * _tail_factor(y)
    elif x > -37.5193:
        square = 1.0 / (x * x)
        fraction = _ratio(_P_FIRST, _P, _Q, square, square)
        small = (_ROOT_2PI_INVERSE - fraction) / y * _tail_factor(y)
    else:
        small = 0.0
    return (1.0 - small, small) if x > 0 else (small, 1.0 - small)


def _probability(x: float, middle: float, spread: float) -> float:
    if spread < 0 or (math.isinf(x) and x == middle):
        return math.nan
    if spread == 0:
        return 0.0 if x < middle else 1.0
    z = (x - middle) / spread
    if math.isinf(z):
        return 0.0 if x < middle else 1.0
    return _normal_tails(z)[0]


_ZERO, _ONE = np.zeros(1), np.ones(1)


@offered("dnorm", "x", "mean", "sd")
def _dnorm(x: Column, mean: Column = _ZERO, sd: Column = _ONE) -> Column:
    return _each("dnorm", _density, x, mean, sd)


@offered("pnorm", "q", "mean", "sd")
def _pnorm(q: Column, mean: Column = _ZERO, sd: Column = _ONE) -> Column:
    return _each("pnorm", _probability, q, mean, sd)


def _located(standard: Callable[[float], float]) -> Callable[[float, float, float], float]:
    """Return the quantile of a distribution with a location and a scale from the standard one."""

    def point(share: float, middle: float, spread: float) -> float:
        if not 0 <= share <= 1 or spread < 0:
            return math.nan
        if share in (0, 1):
            return math.copysign(math.inf, share - 0.5)
        return middle + spread * standard(share)

    return point


@offered("qnorm", "p", "mean", "sd")
def _qnorm(p: Column, mean: Column = _ZERO, sd: Column = _ONE) -> Column:
    standard = _located(lambda share: float(normal_quantile(np.array([share]))[0]))
    return _each("qnorm", standard, p, mean, sd)


@offered("plogis", "q", "location", "scale")
def _plogis(q: Column, location: Column = _ZERO, scale: Column = _ONE) -> Column:
    def share(x: float, middle: float, spread: float) -> float:
        if spread <= 0:
            return math.nan
        return 1 / (1 + _exp(-(x - middle) / spread))

    return _each("plogis", share, q, location, scale)


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


@offered("qlogis", "p", "location", "scale")
def _qlogis(p: Column, location: Column = _ZERO, scale: Column = _ONE) -> Column:
    standard = _located(lambda share: math.log(share / (1 - share)))
    return _each("qlogis", standard, p, location, scale)


_MOST_FACTORS = 30  # above it R goes by way of logarithms, whose last bits are not known here


@offered("choose", "n", "k")
def _choose(n: Column, k: Column) -> Column:
    def combinations(many: float, few: float) -> float:
        if math.isinf(many) or math.isinf(few):
            raise DataError("choose() is offered for finite numbers.")
        if many != math.floor(many) or few != math.floor(few) or not few < _MOST_FACTORS:
            raise DataError("choose() is offered for whole n, and whole k below 30.")
        if few < 0:
            return 0.0
        if many >= 0 and many - few < few:
            few = many - few
        if few < 0:
            return 0.0
        result = 1.0
        for j in range(int(few)):
            result *= (many - j) / (j + 1)
        return float(np.rint(result)) + 0.0

    return _each("choose", combinations, n, k)
