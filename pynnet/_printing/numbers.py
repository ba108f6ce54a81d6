"""R's text of numbers: one alone, several in common, and the rounding behind it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import ceil, floor, frexp, isfinite, isnan, log10
from sys import float_info

from .options import print_options

__all__ = ["complex_texts", "format_common", "number_text", "round_decimals"]

_ALL_DIGITS = 15  # R turns one number into text with at most these
_EXTENDED = 64  # binary digits of an extended number
_BEHIND, _NEAR = 6, 60  # digits that are looked at behind the last one, and their distance
_ROUNDED_POWERS = range(23, 28)  # of ten, which R scales by as doubles, and so not exactly


def _number_text(x: float, spec: str) -> str:
    if isfinite(x):
        return f"{x + 0.0:{spec}}"
    if isnan(x):
        return "NaN"
    return "Inf" if x > 0 else "-Inf"


def _significant(x: float, digits: int) -> tuple[int, int]:
    """Power of ten of `x` and how many of its first `digits` significant digits are needed."""
    mantissa, exponent = f"{abs(x):.{digits + _BEHIND - 1}e}".split("e")
    figures = mantissa.replace(".", "")
    power, behind = int(exponent), figures[digits:]
    scale = power - digits + 1
    if digits > _ALL_DIGITS or not (abs(scale) in _ROUNDED_POWERS or _is_near_half(behind)):
        # Python rounds the number itself, not its digits.
        mantissa, exponent = f"{abs(x):.{digits - 1}e}".split("e")
        power, figures = int(exponent), mantissa.replace(".", "")
    else:
        figures = _figures(Fraction(abs(x)), scale)
        power += len(figures) - digits
    return power, max(1, len(figures.rstrip("0")))


def _is_near_half(behind: str) -> bool:
    """Whether digits are so near to a half that an extended number may be the half itself."""
    return abs(int(behind) - 5 * 10 ** (_BEHIND - 1)) <= _NEAR


def _figures(x: Fraction, scale: int) -> str:
    """Digits by which R judges how many are needed: those of `x` divided by a power of ten.

    Seen from outside: the quotient is rounded to an extended number, of 64 binary digits, before
    it is rounded to a whole one, halves to even; powers are rounded first.
    """
    power = _power_of_ten(abs(scale))
    return str(round(_extended(x / power if scale > 0 else x * power)))


@cache
def _power_of_ten(exponent: int) -> Fraction:
    """A power of ten as R has it: a double up to 27, an extended number beyond."""
    if exponent <= _ROUNDED_POWERS[-1]:
        return Fraction(float(f"1e{exponent}"))
    return _extended(Fraction(10) ** exponent)


def _extended(x: Fraction) -> Fraction:
    """The nearest extended number."""
    unit = Fraction(2) ** (x.numerator.bit_length() - x.denominator.bit_length() - _EXTENDED)
    while x / unit >= 2**_EXTENDED:
        unit *= 2
    return round(x / unit) * unit


def _scientific_width(mantissa_digits: int, largest_power: int, *, negative: bool) -> int:
    point = 1 if mantissa_digits > 1 else 0
    exponent_digits = 3 if largest_power >= 100 else 2
    return negative + mantissa_digits + point + 2 + exponent_digits


def format_common(
    values: Iterable[float | None],
    digits: int | None = None,
    as_power: bool | None = None,
) -> list[str]:
    """Texts of numbers as R's ``format`` gives them.

    One width and one notation for all, with as few digits as show each to `digits` significant
    ones, by default those of `options`. The notation is the shorter one, or with powers of ten or
    without as `as_power` says. None is missing.

    Examples
    --------
    >>> format_common([1.5, -0.25, 100.0])
    ['  1.50', ' -0.25', '100.00']
    """
    digits = print_options().digits if digits is None else digits
    numbers = [None if x is None else float(x) for x in values]
    finite = [x for x in numbers if x is not None and isfinite(x)]
    left = mantissa_digits = 1
    decimals = largest_power = 0
    for x in finite:
        power, needed = _significant(x, digits)
        own_decimals = max(0, needed - power - 1)
        whole = f"{abs(x):.{own_decimals}f}".split(".")[0]
        left = max(left, (x < 0) + len(whole))
        decimals = max(decimals, own_decimals)
        mantissa_digits = max(mantissa_digits, needed)
        largest_power = max(largest_power, abs(power))
    fixed_width = left + (decimals + 1 if decimals else 0)
    negative = any(x < 0 for x in finite)
    scientific_width = _scientific_width(mantissa_digits, largest_power, negative=negative)
    scientific = fixed_width > scientific_width if as_power is None else as_power
    spec = f".{mantissa_digits - 1}e" if scientific else f".{decimals}f"
    texts = ["NA" if x is None else _number_text(x, spec) for x in numbers]
    width = scientific_width if scientific else fixed_width
    width = max([width if finite else 0, *map(len, texts)])
    return [text.rjust(width) for text in texts]


def complex_texts(values: Iterable[complex | None], digits: int | None = None) -> list[str]:
    """Texts of complex numbers: real parts in common, and imaginary ones, as R does since 4.4.

    Each has `digits` significant digits, by default those of `options`.

    Examples
    --------
    >>> complex_texts([1 + 2j, 0.25 - 10j])
    ['1.00+ 2i', '0.25-10i']
    """
    numbers = list(values)
    present = [z for z in numbers if z is not None]
    real = format_common((z.real for z in present), digits)
    imaginary = format_common((abs(z.imag) for z in present), digits)
    signs = ["-" if z.imag < 0 else "+" for z in present]
    texts = iter([f"{a}{sign}{b}i" for a, sign, b in zip(real, signs, imaginary, strict=True)])
    return ["NA" if z is None else next(texts) for z in numbers]


def round_decimals(x: float, decimals: int) -> float:
    """Round to the nearer of the two decimals around `x`, as R does since version 4.0.0.

    Nearness is judged by differences in double precision; if they are equal the even digit wins.
    """
    if x == 0 or not isfinite(x) or decimals + (frexp(x)[1] - 0.5) * log10(2) > _ALL_DIGITS:
        return x  # R does not round to more digits than these, judged by the binary exponent
    if decimals > float_info.max_10_exp:
        return float(f"{x:.{decimals}f}")
    scale = 10.0**decimals
    if not isfinite(x * scale):
        return x
    below = floor(x * scale)
    low, high = below / scale, ceil(x * scale) / scale
    if x - low == high - x:
        return low if below % 2 == 0 else high
    return low if x - low < high - x else high


def number_text(x: float) -> str:
    """Text of one number as R's ``as.character`` gives it.

    The shortest decimal that agrees with `x` in 15 significant digits; scientific notation only
    where it is strictly shorter. Names of columns and labels of levels are made with it.

    Examples
    --------
    >>> [number_text(x) for x in (1.0, 0.1 + 0.2, 100000.0, 123456.0, 0.0001)]
    ['1', '0.3', '1e+05', '123456', '1e-04']
    """
    mantissa, power, exponent = format_common([x], _ALL_DIGITS)[0].partition("e")
    if power and "." in mantissa:  # a digit that R judged to be needed may be a zero
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + power + exponent
