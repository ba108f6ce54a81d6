"""R's normal, logistic, uniform and exponential distributions."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_numeric
from pynnet._ground import FloatArray, FormulaError
from pynnet._numerics import (
    HALF_LOG_2PI,
    ROOT_2PI_INVERSE,
    log_normal_tails,
    normal_point,
    normal_tails,
)

from ..arguments import is_text
from ..registry import offered
from .each_element import each_element

__all__: list[str] = []

_LAST_DENSITY = math.sqrt(2 * math.log(2) * 1073)  # beyond it R gives zero
_LAST_LOG_DENSITY = 2 * math.sqrt(sys.float_info.max)
_LOG_2 = 0.693147180559945309417232121458


def _exp(x: float) -> float:
    return math.exp(x) if x < 709.79 else math.inf


def _log(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf if x == 0 else math.nan


def _log_of_rest(x: float) -> float:
    """Return log(1 - exp(x)), x <= 0."""
    if x > -_LOG_2:
        return _log(-math.expm1(x))
    return math.log1p(-math.exp(x))


@dataclass(frozen=True, slots=True)
class _Side:
    """Which side of a distribution is asked for, and whether in logarithms."""

    lower: bool
    log: bool

    def end(self, is_one: bool) -> float:
        """Return the probability of nothing, or of all, below."""
        value = 1.0 if is_one == self.lower else 0.0
        return _log(value) if self.log else value

    def below(self, p: float) -> float:
        """Return the probability below that an answer for this side means."""
        if self.log:
            return math.exp(p) if self.lower else -math.expm1(p)
        return p if self.lower else 0.5 - p + 0.5

    def log_of_rest(self, p: float) -> float:
        """Return the logarithm of the probability above."""
        if self.log:
            return _log_of_rest(p) if self.lower else p
        return math.log1p(-p) if self.lower and p < 1 else _log(1 - p if self.lower else p)

    def is_impossible(self, p: float) -> bool:
        """Whether a number is no probability."""
        return p > 0 if self.log else not 0 <= p <= 1


# The normal distribution


def _normal_density(x: float, middle: float, spread: float, log: bool) -> float:
    if spread < 0 or (math.isinf(x) and x == middle):
        return math.nan
    nothing = -math.inf if log else 0.0
    if math.isinf(spread):
        return nothing
    if spread == 0:
        return math.inf if x == middle else nothing
    z = abs((x - middle) / spread)
    if log:
        return (
            -(HALF_LOG_2PI + 0.5 * z * z + math.log(spread)) if z < _LAST_LOG_DENSITY else nothing
        )
    if z < 5:
        return ROOT_2PI_INVERSE * math.exp(-0.5 * z * z) / spread
    if z > _LAST_DENSITY:
        return 0.0
    near = round(z * 65536) / 65536
    rest = z - near
    return (
        ROOT_2PI_INVERSE
        / spread
        * (math.exp(-0.5 * near * near) * math.exp((-0.5 * rest - near) * rest))
    )


def _normal_probability(x: float, middle: float, spread: float, side: _Side) -> float:
    if spread < 0 or (math.isinf(x) and x == middle):
        return math.nan
    if spread == 0:
        return side.end(x >= middle)
    z = (x - middle) / spread
    if not math.isfinite(z):
        return side.end(x >= middle)
    below, above = log_normal_tails(z) if side.log else normal_tails(z)
    return below if side.lower else above


def _quantile_of_any(p: float, middle: float, spread: float, side: _Side) -> float | None:
    """Quantile where it is that of every distribution on the whole line; None elsewhere."""
    if side.is_impossible(p):
        return math.nan
    if p in (side.end(False), side.end(True)):
        return math.copysign(math.inf, 1 if p == side.end(True) else -1)
    if spread < 0:
        return math.nan
    if spread == 0:
        return middle
    return None


def _normal_quantile(p: float, middle: float, spread: float, side: _Side) -> float:
    settled = _quantile_of_any(p, middle, spread, side)
    if settled is not None:
        return settled
    share = side.below(p)

    def tail() -> float:
        high = share > 0.5
        if side.log and side.lower != high:
            return p
        return _log(_Side(not side.lower, side.log).below(p) if high else share)

    return middle + spread * normal_point(share, tail)


# The logistic distribution


def _logistic_density(x: float, middle: float, spread: float, log: bool) -> float:
    if spread <= 0:
        return math.nan
    z = abs((x - middle) / spread)
    e = math.exp(-z)
    f = 1.0 + e
    return -(z + math.log(spread * f * f)) if log else e / (spread * f * f)


def _logistic_probability(x: float, middle: float, spread: float, side: _Side) -> float:
    if spread <= 0:
        return math.nan
    z = (x - middle) / spread
    if math.isnan(z):
        return math.nan
    if math.isinf(z):
        return side.end(z > 0)
    toward = -z if side.lower else z
    return -_log_of_one_and_exp(toward) if side.log else 1 / (1 + _exp(toward))


def _log_of_one_and_exp(x: float) -> float:
    if x <= 18:
        return math.log1p(math.exp(x))
    return x if x > 33.3 else x + math.exp(-x)


def _logistic_quantile(p: float, middle: float, spread: float, side: _Side) -> float:
    settled = _quantile_of_any(p, middle, spread, side)
    if settled is not None:
        return settled
    if side.log:
        z = p - _log_of_rest(p) if side.lower else _log_of_rest(p) - p
    else:
        z = math.log(p / (1 - p) if side.lower else (1 - p) / p)
    return middle + spread * z


# The uniform distribution


def _uniform_density(x: float, low: float, high: float, log: bool) -> float:
    if high <= low:
        return math.nan
    if low <= x <= high:
        return -math.log(high - low) if log else 1 / (high - low)
    return -math.inf if log else 0.0


def _uniform_probability(x: float, low: float, high: float, side: _Side) -> float:
    if high < low or math.isinf(low) or math.isinf(high):
        return math.nan
    if x >= high or x <= low:
        return side.end(x >= high)
    share = (x - low if side.lower else high - x) / (high - low)
    return _log(share) if side.log else share


def _uniform_quantile(p: float, low: float, high: float, side: _Side) -> float:
    if side.is_impossible(p) or high < low or math.isinf(low) or math.isinf(high):
        return math.nan
    return low if high == low else low + side.below(p) * (high - low)


# The exponential distribution, by its rate


def _exponential_density(x: float, rate: float, log: bool) -> float:
    scale = _inverse(rate)
    if scale <= 0:
        return math.nan
    if x < 0:
        return -math.inf if log else 0.0
    return -x / scale - _log(scale) if log else math.exp(-x / scale) / scale


def _exponential_probability(x: float, rate: float, side: _Side) -> float:
    scale = _inverse(rate)
    if scale < 0:
        return math.nan
    if x <= 0:
        return side.end(False)
    z = -(x / scale) if scale else -math.copysign(math.inf, scale)  # at a rate of -Inf beyond 1
    if z > 0:
        return math.nan if side.lower and side.log else -z if side.lower else z
    if side.lower:
        return _log_of_rest(z) if side.log else -math.expm1(z)
    return z if side.log else math.exp(z)


def _exponential_quantile(p: float, rate: float, side: _Side) -> float:
    scale = _inverse(rate)
    if scale < 0 or side.is_impossible(p):
        return math.nan
    return 0.0 if p == side.end(False) else -scale * side.log_of_rest(p)


def _inverse(rate: float) -> float:
    return 1 / rate if rate else math.copysign(math.inf, rate)


# What formulas call


def _truth(column: Column, name: str) -> bool:
    """Return a flag, R's first number without its fraction; one that is missing is true."""
    if isinstance(column, (Matrix, pd.Categorical)) or is_text(column):
        raise FormulaError(f"invalid '{name}' argument: neither TRUE nor FALSE.")
    return not len(column) or bool(np.trunc(np.asarray(as_numeric(column))[0]) != 0)


_ZERO, _ONE = np.zeros(1), np.ones(1)
_TRUE, _FALSE = np.array([1], dtype=np.int8), np.array([0], dtype=np.int8)


def _register(
    name: str,
    parameters: Mapping[str, FloatArray],
    density: Callable[..., float],
    probability: Callable[..., float],
    quantile: Callable[..., float],
) -> None:
    """Register the density, probability and quantile of a distribution, with its parameters."""

    @offered(f"d{name}", "x", *parameters, "log", steps=name == "unif")
    def of_density(x: Column, log: Column = _FALSE, **given: Column) -> Column:
        in_logarithms = _truth(log, "log")
        columns = {**parameters, **given}.values()
        return each_element(f"d{name}", lambda *row: density(*row, in_logarithms), x, *columns)

    def register_sided(prefix: str, first: str, function: Callable[..., float]) -> None:
        @offered(f"{prefix}{name}", first, *parameters, "lower.tail", "log.p")
        def of_side(lower_tail: Column = _TRUE, log_p: Column = _FALSE, **given: Column) -> Column:
            side = _Side(_truth(lower_tail, "lower.tail"), _truth(log_p, "log.p"))
            if first not in given:
                raise FormulaError(
                    f'argument "{first}" is missing, with no default: {prefix}{name}'
                )
            rest = {**parameters, **given}
            return each_element(
                f"{prefix}{name}",
                lambda *row: function(*row, side),
                rest.pop(first),
                *rest.values(),
            )

    register_sided("p", "q", probability)
    register_sided("q", "p", quantile)


_register(
    "norm",
    {"mean": _ZERO, "sd": _ONE},
    _normal_density,
    _normal_probability,
    _normal_quantile,
)
_register(
    "logis",
    {"location": _ZERO, "scale": _ONE},
    _logistic_density,
    _logistic_probability,
    _logistic_quantile,
)
_register(
    "unif",
    {"min": _ZERO, "max": _ONE},
    _uniform_density,
    _uniform_probability,
    _uniform_quantile,
)
_register(
    "exp",
    {"rate": _ONE},
    _exponential_density,
    _exponential_probability,
    _exponential_quantile,
)
