"""R's print of labelled vectors, matrices, triangles and data frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pynnet._ground import FloatArray

from .matrices import Grid, grid_lines
from .numbers import format_common, round_decimals
from .options import print_options, standing_digits
from .texts.escapes import escaped
from .vectors import named_lines

__all__ = [
    "labelled_lines",
    "matrix_lines",
    "table_lines",
    "triangle_lines",
    "value_texts",
]


def labelled_lines(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Lines in which R prints a named character vector without quotes.

    Columns of one width, right-aligned, labels above texts, in as many chunks as lines need.
    """
    return named_lines(*([escaped(text) for text in row] for row in (labels, texts)))


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
    numbers: list[Any] = [value if value == value else None for value in values]
    return format_common(numbers)


def table_lines(
    columns: Mapping[str, Sequence[str]], rows: Sequence[str], *, left: bool = False
) -> list[str]:
    """Lines in which R prints a table whose cells are these texts.

    Row names to the left, cells to the right, or to the `left`; columns that a line does not hold
    follow below.

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
    digits = print_options().digits
    rounded = [round_decimals(r, digits) for r in values[below].tolist()]
    cells[below] = format_common(rounded, standing_digits())
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
    grid = Grid(
        columns=[[escaped(text) for text in column] for column in texts],
        n_rows=len(rows),
        row_labels=[escaped(name) for name in rows],
        column_labels=[escaped(name) for name in columns],
        left=left,
    )
    return grid_lines(grid) if columns else []
