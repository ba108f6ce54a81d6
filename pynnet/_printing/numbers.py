"""R's formatting of numbers and labelled vectors, the only module that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, isfinite, isnan

import numpy as np

from pynnet._typing import FloatArray

__all__ = [
    "format_common",
    "labelled_lines",
    "matrix_lines",
    "number_text",
    "round_decimals",
    "table_lines",
    "triangle_lines",
    "value_texts",
]

_DIGITS = 7  # R prints vectors with 7 significant digits
_ALL_DIGITS = 15  # and turns one number into text with at most 15
_LINE_WIDTH = 80


def _special_text(x: float) -> str:
    if isnan(x):
        return "NaN"
    return "Inf" if x > 0 else "-Inf"


def _significant(x: float, digits: int) -> tuple[int, int]:
    """Power of ten of `x` and how many of its first `digits` significant digits are needed."""
    mantissa, exponent = f"{abs(x):.{digits - 1}e}".split("e")
    return int(exponent), max(1, len(mantissa.replace(".", "").rstrip("0")))


def _scientific_width(mantissa_digits: int, largest_power: int, *, negative: bool) -> int:
    point = 1 if mantissa_digits > 1 else 0
    exponent_digits = 3 if largest_power >= 100 else 2
    return negative + mantissa_digits + point + 2 + exponent_digits


def format_common(values: Iterable[float], digits: int = _DIGITS) -> list[str]:
    """Texts of numbers as R's ``format`` gives them.

    One width and one notation for all, with as few digits as show each to `digits` significant
    ones.

    Examples
    --------
    >>> format_common([1.5, -0.25, 100.0])
    ['  1.50', ' -0.25', '100.00']
    """
    numbers = [float(x) for x in values]
    finite = [x for x in numbers if isfinite(x)]
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
    scientific = fixed_width > scientific_width
    spec = f".{mantissa_digits - 1}e" if scientific else f".{decimals}f"
    texts = [f"{x + 0.0:{spec}}" if isfinite(x) else _special_text(x) for x in numbers]
    width = max([min(fixed_width, scientific_width) if finite else 0, *map(len, texts)])
    return [text.rjust(width) for text in texts]


def round_decimals(x: float, decimals: int) -> float:
    """Round to the nearer of the two decimals around `x`, as R does since version 4.0.0.

    Nearness is judged by differences in double precision; if they are equal the even digit wins.
    """
    scale = 10.0**decimals
    if not abs(x) * scale < 10.0**_ALL_DIGITS:  # more digits than R rounds to, or not finite
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
    return format_common([x], _ALL_DIGITS)[0]


def labelled_lines(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Lines in which R prints a named character vector without quotes.

    Columns of one width, right-aligned, labels above texts, in as many chunks as 80 columns need.
    """
    width = max(map(len, [*labels, *texts]), default=0)
    per_line = max(1, _LINE_WIDTH // (width + 1))
    lines = []
    for start in range(0, len(labels), per_line):
        chunk = slice(start, start + per_line)
        lines += [
            "".join(f"{cell:>{width}} " for cell in row) for row in (labels[chunk], texts[chunk])
        ]
    return lines


def value_texts(values: Sequence[object]) -> list[str]:
    """Texts of a column as R prints it in a data frame: numbers in common, the rest as it is.

    Examples
    --------
    >>> value_texts([0.5, float("nan"), 0.25]), value_texts([True, False])
    (['0.50', '  NA', '0.25'], ['TRUE', 'FALSE'])
    """
    if all(isinstance(value, bool) for value in values):
        return [str(value).upper() for value in values]
    if not all(isinstance(value, (int, float)) for value in values):
        return [str(value) for value in values]
    known = [float(value) for value in values if value == value]  # type: ignore[arg-type]
    texts = iter(format_common(known))
    found = [next(texts) if value == value else "NA" for value in values]
    width = max(map(len, found), default=0)
    return [text.rjust(width) for text in found]


def table_lines(
    columns: Mapping[str, Sequence[str]], rows: Sequence[str], *, left: bool = False
) -> list[str]:
    """Lines in which R prints a table whose cells are these texts.

    Row names to the left, cells to the right, or to the `left`; columns that 80 characters do not
    hold follow below.

    Examples
    --------
    >>> table_lines({"size": ["1", "2"], "error": ["0.5", "0.25"]}, ["1", "2"])
    ['  size error', '1    1   0.5', '2    2  0.25']
    """
    return _table_lines(list(columns), list(columns.values()), rows, left=left)


def matrix_lines(values: FloatArray, rows: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Lines in which R prints a matrix of numbers: each column has its own number of digits.

    Examples
    --------
    >>> matrix_lines(np.array([[1.5, 100.0], [-2.0, 0.25]]), ["a", "b"], ["x", "y"])
    ['     x      y', 'a  1.5 100.00', 'b -2.0   0.25']
    """
    return _table_lines(columns, [format_common(column) for column in values.T], rows)


def triangle_lines(values: FloatArray, names: Sequence[str]) -> list[str]:
    """Lines in which R's summaries print the correlations below the diagonal.

    Examples
    --------
    >>> triangle_lines(np.array([[1, 0.5, 0.25], [0.5, 1, 0], [0.25, 0, 1]]), ["a", "b", "c"])
    ['  a    b   ', 'b 0.50     ', 'c 0.25 0.00']
    >>> triangle_lines(np.array([[1, 0.5], [0.5, 1]]), ["a", "b"])
    ['[1] 0.5']
    """
    below = np.tril_indices(len(names), -1)
    cells = np.full(values.shape, "", dtype=object)
    cells[below] = format_common(round_decimals(r, _DIGITS) for r in values[below].tolist())
    if len(names) == 2:  # one number is no matrix
        return [f"[1] {cells[1, 0]}"]
    return _table_lines(names[:-1], cells[1:, :-1].T.tolist(), names[1:], left=True)


def _table_lines(
    columns: Sequence[str],
    texts: Sequence[Sequence[str]],
    rows: Sequence[str],
    *,
    left: bool = False,
) -> list[str]:
    label = max(map(len, rows), default=0)
    cells = [_column_cells(*column, left=left) for column in zip(columns, texts, strict=True)]
    lines: list[str] = []
    while cells:
        taken = [cells.pop(0)]
        width = label + 1 + len(taken[0][0])
        while cells and width + 1 + len(cells[0][0]) < _LINE_WIDTH:
            width += 1 + len(cells[0][0])
            taken.append(cells.pop(0))
        names = ["", *rows]
        lines += [
            " ".join([name.ljust(label), *row])
            for name, row in zip(names, zip(*taken, strict=True), strict=True)
        ]
    return lines


def _column_cells(name: str, texts: Sequence[str], *, left: bool) -> list[str]:
    width = max(map(len, [name, *texts]))
    return [cell.ljust(width) if left else cell.rjust(width) for cell in (name, *texts)]
