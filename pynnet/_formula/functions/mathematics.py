"""Mathematical functions: the C library's one by one, because NumPy's differ in the last bit."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._data import Column, Matrix, as_integers, as_numeric, holds_integers
from pynnet._ground import BoolArray, DataError, FloatArray, RWarning, warn
from pynnet._numerics import exp, log
from pynnet._printing import round_decimals

from .arguments import is_text, number_argument, numbers_argument, refuse_dates
from .operands import recycle
from .registry import offered

__all__: list[str] = []


_OF_DATES = frozenset(("round", "trunc"))


def _elementwise(name: str, x: Column, compute: Callable[[FloatArray], FloatArray]) -> Column:
    """Apply a function of one number to a column or matrix; new NaNs are warned of."""
    if isinstance(x, pd.Categorical):
        raise DataError(f"‘{name}’ not meaningful for factors")
    if is_text(x):
        raise DataError(f"non-numeric argument to mathematical function: {name}() of text.")
    if name not in _OF_DATES:
        refuse_dates(x, name)
    numbers = as_numeric(x)
    values = np.asarray(numbers.values if isinstance(numbers, Matrix) else numbers)
    result = compute(values)
    absent = np.isnan(result)
    if np.count_nonzero(absent) and (absent & ~np.isnan(values)).any():  # sooner than any()
        warn("NaNs produced", RWarning)
    return Matrix(result, numbers.names) if isinstance(numbers, Matrix) else result


def _inside_domain(
    function: Callable[[float], float], x: FloatArray, where: BoolArray
) -> FloatArray:
    """Apply a C library function to the elements inside its domain; the rest stay NaN."""
    result = np.full(x.shape, np.nan)
    result[where] = [function(value) for value in x[where].tolist()]
    return result


def _logarithm(
    function: Callable[[float], float], at_zero: float = 0.0
) -> Callable[..., FloatArray]:
    """Return a logarithm that is minus infinity where its argument is `at_zero`."""

    def compute(x: FloatArray) -> FloatArray:
        result = _inside_domain(function, x, x > at_zero)
        result[x == at_zero] = -np.inf
        return result

    return compute


def _natural_logarithm(x: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return log(x)


def _exponential(x: FloatArray) -> FloatArray:
    with np.errstate(over="ignore", under="ignore"):
        return exp(x)


def _overflowing(
    function: Callable[[float], float], below: float
) -> Callable[[FloatArray], FloatArray]:
    """Return a function that Python raises for where C gives infinity, `below` on the left."""

    def one(value: float) -> float:
        try:
            return function(value)
        except OverflowError:
            return below if value < 0 else math.inf

    return lambda x: _inside_domain(one, x, ~np.isnan(x))


def _within(
    function: Callable[[float], float], inside: Callable[[FloatArray], BoolArray]
) -> Callable[[FloatArray], FloatArray]:
    """Return a function whose domain is where `inside` holds."""
    return lambda x: _inside_domain(function, x, inside(x))


def _square_root(x: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore"):
        return np.sqrt(x)


def _inverse_tanh(x: FloatArray) -> FloatArray:
    result = _inside_domain(math.atanh, x, np.abs(x) < 1)
    ends = np.abs(x) == 1
    result[ends] = np.copysign(np.inf, x[ends])
    return result


_ELEMENTWISE: dict[str, Callable[[FloatArray], FloatArray]] = {
    "exp": _exponential,
    "expm1": _overflowing(math.expm1, -1.0),
    "log1p": _logarithm(math.log1p, -1.0),
    "log2": _logarithm(math.log2),
    "log10": _logarithm(math.log10),
    "sqrt": _square_root,
    "abs": np.abs,
    "sin": _within(math.sin, np.isfinite),
    "cos": _within(math.cos, np.isfinite),
    "tan": _within(math.tan, np.isfinite),
    "asin": _within(math.asin, lambda x: np.abs(x) <= 1),
    "acos": _within(math.acos, lambda x: np.abs(x) <= 1),
    "atan": _within(math.atan, lambda x: ~np.isnan(x)),
    "sinh": _overflowing(math.sinh, -math.inf),
    "cosh": _overflowing(math.cosh, math.inf),
    "tanh": _within(math.tanh, lambda x: ~np.isnan(x)),
    "asinh": _within(math.asinh, lambda x: ~np.isnan(x)),
    "acosh": _within(math.acosh, lambda x: x >= 1),
    "atanh": _inverse_tanh,
    "floor": np.floor,
    "ceiling": np.ceil,
    "trunc": np.trunc,
    "sign": np.sign,
}


_STEPS = frozenset(("floor", "ceiling", "trunc", "sign"))


def _register_elementwise(name: str, compute: Callable[[FloatArray], FloatArray]) -> None:
    @offered(name, "x", kind="builtin", steps=name in _STEPS)
    def function(x: Column) -> Column:
        result = _elementwise(name, x, compute)
        return as_integers(np.asarray(result)) if name == "abs" and holds_integers(x) else result


for _name, _compute in _ELEMENTWISE.items():
    _register_elementwise(_name, _compute)


@offered("log", "x", "base", kind="special")
def _log(x: Column, base: Column | None = None) -> Column:
    if base is None:
        return _elementwise("log", x, _natural_logarithm)
    if isinstance(base, pd.Categorical) or is_text(base):
        raise DataError("non-numeric argument to mathematical function: the base of log().")
    if isinstance(base, Matrix) or len(base) != 1:
        return _logarithms_to_bases(x, base)
    b = number_argument(base, "base")
    if b in (2.0, 10.0):
        return _elementwise("log", x, _logarithm(math.log2 if b == 2.0 else math.log10))

    def quotient(values: FloatArray) -> FloatArray:
        with np.errstate(all="ignore"):
            return _natural_logarithm(values) / _natural_logarithm(np.array([b]))

    return _elementwise("log", x, quotient)


def _logarithms_to_bases(x: Column, base: Column) -> Column:
    """Return logarithms where each element has a base of its own."""
    if isinstance(x, Matrix) or isinstance(base, Matrix):
        raise DataError("log(x, base) of a matrix is not offered: choose one column.")
    numbers, bases = recycle(
        numbers_argument(x, "log", "non-numeric argument to mathematical function"),
        numbers_argument(base, "log"),
    )
    numbers, bases = (np.array(v) for v in np.broadcast_arrays(numbers, bases))
    with np.errstate(all="ignore"):
        result = _natural_logarithm(numbers) / _natural_logarithm(bases)
    for exact, logarithm in ((2.0, math.log2), (10.0, math.log10)):
        where = bases == exact
        result[where] = _logarithm(logarithm)(numbers[where])
    if (np.isnan(result) & ~np.isnan(numbers) & ~np.isnan(bases)).any():
        warn("NaNs produced", RWarning)
    return result


@offered("atan2", "y", "x")
def _atan2(y: Column, x: Column) -> Column:
    operands = recycle(numbers_argument(y, "atan2"), numbers_argument(x, "atan2"))
    up, right = np.broadcast_arrays(*operands)
    return np.array(list(map(math.atan2, up.tolist(), right.tolist())))


@offered("round", "x", "digits", kind="special", steps=True)
def _round(x: Column, digits: Column | None = None) -> Column:
    decimals = 0.0 if digits is None else number_argument(digits, "digits")

    def compute(values: FloatArray) -> FloatArray:
        if decimals == 0:
            return np.rint(values)
        rounded = [_round_one(value, decimals) for value in values.ravel().tolist()]
        return np.array(rounded, dtype=np.float64).reshape(values.shape)

    if math.isnan(decimals):
        return np.full(len(x), np.nan)
    return _elementwise("round", x, compute)


_MOST_DECIMALS = 308  # no double has digits beyond


def _round_one(value: float, decimals: float) -> float:
    if math.isnan(value) or decimals > _MOST_DECIMALS:
        return value
    if decimals < -_MOST_DECIMALS:
        return math.copysign(0.0, value)
    return math.copysign(round_decimals(value, math.floor(decimals + 0.5)), value)


_MOST_SIGNIFICANT = 22  # more digits than a double has


@offered("signif", "x", "digits", kind="special", steps=True)
def _signif(x: Column, digits: Column | None = None) -> Column:
    wanted = 6.0 if digits is None else number_argument(digits, "digits")
    if math.isnan(wanted):
        return np.full(len(x), np.nan)
    if 2.0**31 <= wanted < math.inf:
        wanted = 1.0  # R makes an integer of it, which overflows
    count = math.floor(min(max(wanted, 1.0), _MOST_SIGNIFICANT + 1) + 0.5)

    def compute(values: FloatArray) -> FloatArray:
        rounded = [_round_significant(value, count) for value in values.ravel().tolist()]
        return np.array(rounded, dtype=np.float64).reshape(values.shape)

    return _elementwise("signif", x, compute)


def _round_significant(value: float, count: int) -> float:
    """Round to some significant digits, by a power of ten that is scaled up or down."""
    if not math.isfinite(value) or value == 0 or count > _MOST_SIGNIFICANT:
        return value
    size = abs(value)
    magnitude = math.log10(size)
    decimals = count - 1 - math.floor(magnitude)
    if abs(magnitude) >= _LARGE_MAGNITUDE:
        rounded = _round_in_two_steps(size, count, magnitude, decimals)
    elif decimals > 0:
        first = _power_of_ten(min(decimals, _MOST_DECIMALS))
        second = _power_of_ten(max(decimals - _MOST_DECIMALS, 0))
        rounded = round(size * first * second) / first / second
    else:
        power = _power_of_ten(-decimals)
        rounded = round(size / power) * power
    return math.copysign(rounded, value)


_LARGE_MAGNITUDE = _MOST_DECIMALS - 2  # from here on one power of ten could overflow


def _round_in_two_steps(size: float, count: int, magnitude: float, decimals: int) -> float:
    split = count + (-_MOST_SIGNIFICANT if magnitude > 0 else _MOST_SIGNIFICANT)
    first, second = _power_of_ten(split), _power_of_ten(decimals - split)
    scaled = size * first * second
    if _MOST_DECIMALS - magnitude >= _power_of_ten(-count):
        scaled += 0.5
    return math.floor(scaled) / first / second


def _power_of_ten(exponent: int) -> float:
    """Return a power by repeated squares, as R does: not always the nearest double."""
    if exponent < 0:
        return 1 / _power_of_ten(-exponent)
    value, square = 1.0, 10.0
    while exponent:
        if exponent & 1:
            value *= square
        exponent >>= 1
        if exponent:
            square *= square
    return value


# Running totals and orders


def _register_running(
    name: str, accumulate: Callable[[FloatArray], npt.NDArray[np.floating]]
) -> None:
    @offered(name, "x", kind="builtin", whole_column=True)
    def function(x: Column) -> Column:
        if isinstance(x, Matrix):
            raise DataError(f"{name}() of a matrix is not offered: choose one column.")
        refuse_dates(x, name)
        with np.errstate(all="ignore"):
            result = np.asarray(accumulate(numbers_argument(x, name)), dtype=np.float64)
        return as_integers(result) if name != "cumprod" and holds_integers(x) else result


_register_running("cumsum", lambda x: np.add.accumulate(x.astype(np.longdouble)) + 0.0)
_register_running("cumprod", lambda x: np.multiply.accumulate(x.astype(np.longdouble)))
_register_running("cummax", np.maximum.accumulate)
_register_running("cummin", np.minimum.accumulate)
