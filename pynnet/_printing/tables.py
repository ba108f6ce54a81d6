"""R's print of labelled vectors, matrices, triangles and data frames."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from pynnet._ground import FloatArray

from .numbers import DIGITS, format_common, round_decimals

__all__ = [
    "labelled_lines",
    "matrix_lines",
    "table_lines",
    "triangle_lines",
    "value_texts",
]

_LINE_WIDTH = 80
_ESCAPES = {
    "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v",
}  # fmt: skip


def _text_width(text: str) -> int:
    """Columns that a text takes on a terminal, R's ``nchar(type = "width")``.

    Examples
    --------
    >>> _text_width("abc"), _text_width("名"), _text_width("e\u0301")
    (3, 2, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_width_of(character) for character in text)


def _width_of(character: str) -> int:
    shapeless = unicodedata.category(character) in ("Mn", "Me", "Cf")
    if shapeless and character != "\u00ad":  # the soft hyphen is drawn
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escaped(text: str) -> str:
    r"""Return a text as R prints it in a table: backslashes and control characters escaped.

    Examples
    --------
    >>> print(_escaped("a\\b\n"))
    a\\b\n
    """
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(_ESCAPES.get(c, f"\\{ord(c):03o}" if c < " " else c) for c in text)


def _right(text: str, width: int) -> str:
    return " " * (width - _text_width(text)) + text


def _left(text: str, width: int) -> str:
    return text + " " * (width - _text_width(text))


def labelled_lines(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Lines in which R prints a named character vector without quotes.

    Columns of one width, right-aligned, labels above texts, in as many chunks as 80 columns need.
    """
    labels, texts = ([_escaped(text) for text in row] for row in (labels, texts))
    width = max(map(_text_width, [*labels, *texts]), default=0)
    per_line = max(1, _LINE_WIDTH // (width + 1))
    lines = []
    for start in range(0, len(labels), per_line):
        chunk = slice(start, start + per_line)
        lines += [
            "".join(f"{_right(cell, width)} " for cell in row)
            for row in (labels[chunk], texts[chunk])
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
    numbers = [float(value) for value in values if value == value]  # type: ignore[arg-type]
    texts = iter(format_common(numbers))
    cells = [next(texts) if value == value else "NA" for value in values]
    width = max(map(len, cells), default=0)
    return [text.rjust(width) for text in cells]


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
    cells[below] = format_common(round_decimals(r, DIGITS) for r in values[below].tolist())
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
    columns, rows = ([_escaped(name) for name in names] for names in (columns, rows))
    texts = [[_escaped(text) for text in column] for column in texts]
    label = max(map(_text_width, rows), default=0)
    cells = [_column_cells(*column, left=left) for column in zip(columns, texts, strict=True)]
    lines: list[str] = []
    while cells:
        taken = [cells.pop(0)]
        width = label + 1 + _text_width(taken[0][0])
        while cells and width + 1 + _text_width(cells[0][0]) < _LINE_WIDTH:
            width += 1 + _text_width(cells[0][0])
            taken.append(cells.pop(0))
        names = ["", *rows]
        lines += [
            " ".join([_left(name, label), *row])
            for name, row in zip(names, zip(*taken, strict=True), strict=True)
        ]
    return lines


def _column_cells(name: str, texts: Sequence[str], *, left: bool) -> list[str]:
    width = max(map(_text_width, [name, *texts]))
    return [_left(cell, width) if left else _right(cell, width) for cell in (name, *texts)]
