"""R's print of matrices and arrays: columns side by side, as many as a line holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from .kinds import RArray, RVector
from .options import print_options
from .texts.characters import pad_left, pad_right, text_width
from .vectors import cell_texts, label_texts, left_out, vector_lines

__all__ = ["Grid", "array_lines", "grid_lines"]

_LEAST_WIDTHS = {"logical": 1, "integer": 1, "complex": 2}  # of columns without rows
_INDENTATION = 2  # of labels of rows, below the name of their axis, at least


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts in columns with their labels; None labels are counted.

    Axes are the names of rows and of columns. Cells are aligned to the right, or to the left.
    Columns may be cut: labels of rows are as wide as all need. Columns without a cell stand over
    labels of rows alone.
    """

    columns: Sequence[Sequence[str]]
    n_rows: int
    row_labels: Sequence[str] | None
    column_labels: Sequence[str] | None
    axes: tuple[str, str] | None = None
    left: bool = False


def grid_lines(grid: Grid) -> list[str]:
    """Lines in which R prints a matrix of texts; columns that do not fit follow below."""
    labels, width = _label_cells(grid)
    if not grid.columns:
        return [*_axis_lines(grid, width), *labels]
    names = grid.column_labels or [f"[,{j + 1}]" for j in range(len(grid.columns))]
    cells = [
        _column_cells(name, texts, left=grid.left)
        for name, texts in zip(names, grid.columns, strict=True)
    ]
    bare = [] if grid.columns[0] else labels[1:]
    lines: list[str] = []
    for chunk in _chunks(width, [text_width(column[0]) for column in cells]):
        rows = zip(labels, *cells[chunk], strict=False)
        lines += [*_axis_lines(grid, width), *(" ".join(row) for row in rows), *bare]
    return lines


def _label_cells(grid: Grid) -> tuple[list[str], int]:
    """Labels of the rows, below the name of their axis, and their width."""
    if grid.row_labels is None:
        labels = [f"[{i + 1},]" for i in range(grid.n_rows)]
        widest = len(f"[{grid.n_rows + 1},]")
        labels = [label.rjust(widest) for label in labels]
    else:
        labels = list(grid.row_labels)
        widest = max(map(text_width, labels), default=0)
    title = grid.axes[0] if grid.axes else ""
    offset = max(_INDENTATION, text_width(title) - widest) if grid.axes else 0
    # R counts the bytes of the name of the axis.
    title += " " * (offset + widest - len(title.encode("utf-8", "surrogatepass")))
    cells = [title, *(" " * offset + pad_right(text, widest) for text in labels)]
    return cells, offset + widest


def _axis_lines(grid: Grid, width: int) -> list[str]:
    return [" " * width + grid.axes[1]] if grid.axes else []


def _chunks(label_width: int, widths: Sequence[int]) -> list[slice]:
    """Which columns stand side by side."""
    chunks = []
    start, taken = 0, label_width
    for j, width in enumerate(widths):
        if j > start and taken + 1 + width >= print_options().width:
            chunks.append(slice(start, j))
            start, taken = j, label_width
        taken += 1 + width
    return [*chunks, slice(start, len(widths))]


def _column_cells(name: str, texts: Sequence[str], *, left: bool) -> list[str]:
    width = max(map(text_width, [name, *texts]))
    pad = pad_right if left else pad_left
    return [pad(cell, width) for cell in (name, *texts)]


def array_lines(array: RArray, *, quote: bool = True) -> list[str]:
    """Lines in which R prints a matrix, an array of more dimensions, or a table."""
    if array.is_table:
        if 0 in array.shape:
            return [f"< table of extent {' x '.join(map(str, array.shape))} >"]
        array = _with_common_texts(array)
    if len(array.shape) == 1:
        return _one_dimension(array, quote=quote)
    if len(array.shape) > 2:
        return _slices(array, quote=quote)
    if array.shape == (0, 0):
        return ["<0 x 0 matrix>"]
    most = print_options().max_print
    lines = _matrix(array, 0, most, quote=quote)
    return [*lines, *left_out(" and ".join(_rest(array.shape, most)))]


def _with_common_texts(table: RArray) -> RArray:
    """A table whose numbers are texts of one width; what is missing, or no number, is blank."""
    texts = cell_texts(table.cells)
    width = max(map(len, texts))
    pairs = zip(table.cells.values, texts, strict=True)
    cells = ["" if x is None or x != x else text.rjust(width) for x, text in pairs]
    return replace(table, cells=RVector("factor", cells))


def _one_dimension(array: RArray, *, quote: bool) -> list[str]:
    """A table with one dimension: the name of its axis above its labels."""
    labels = array.labels[0]
    lines = vector_lines(replace(array.cells, names=labels), quote=quote)
    return [*(array.axes or ()), *lines]


def _shown(shape: Sequence[int], most: int) -> tuple[int, int]:
    """How many rows and columns of a matrix are printed where no more than `most` values are."""
    n, p = shape[:2]
    if p > most:
        return min(n, 1), most
    return (n if n * p <= most else max(1, most // p)), p


def _rest(shape: Sequence[int], most: int) -> list[str]:
    """How many rows and columns are not printed, in words."""
    rows, columns = _shown(shape, most)
    return _counted((shape[0] - rows, "row"), (shape[1] - columns, "column"))


def _counted(*numbers: tuple[int, str]) -> list[str]:
    return [f"{number} {what}{'s' * (number > 1)}" for number, what in numbers if number]


def _matrix(array: RArray, start: int, most: int, *, quote: bool) -> list[str]:
    """The matrix whose first value is at `start`, with at most that many values."""
    n = array.shape[0]
    rows, columns = _shown(array.shape, most)
    is_text = array.cells.mode == "character"
    texts = []
    for j in range(columns):
        first = start + j * n
        cells = replace(array.cells, values=array.cells.values[first : first + n])
        texts.append(_column_cells("", cell_texts(cells, quote=quote), left=is_text))
    names = [None if known is None else label_texts(known) for known in array.labels[:2]]
    if names[1] and not n:
        least = _LEAST_WIDTHS.get(array.cells.mode, 0)
        names[1] = [pad_left(name, least) for name in names[1]]
    grid = Grid(
        columns=[column[1 : rows + 1] for column in texts],
        n_rows=n,
        row_labels=names[0],
        column_labels=names[1] and names[1][:columns],
        axes=(array.axes[0], array.axes[1]) if array.axes else None,
        left=is_text,
    )
    return grid_lines(grid)


def _slices(array: RArray, *, quote: bool) -> list[str]:
    """One matrix for each index of the further dimensions, as many as may be printed."""
    size = prod(array.shape[:2])
    further = array.shape[2:]
    if 0 in further:
        return _without_slices(array)
    lines: list[str] = []
    # Where there are no values, R leaves nothing out.
    left = print_options().max_print if size else max(array.shape)
    rest: list[str] = []
    # The third dimension runs fastest.
    places = [place[::-1] for place in product(*(range(n) for n in reversed(further)))]
    for k, place in enumerate(places):
        if k and left <= 0:
            rest = _counted((len(places) - k, "slice"))
            break
        lines += [_slice_title(array, place), "", *_matrix(array, k * size, left, quote=quote), ""]
        rest = _rest(array.shape, left)
        left -= size
    return [*lines, *(f"{line} " for line in left_out(" ".join(rest)))]


def _slice_title(array: RArray, place: Sequence[int]) -> str:
    parts = []
    for k, i in enumerate(place, start=2):
        labels = array.labels[k]
        axis = f"{array.axes[k]} = " if array.axes and labels is not None else ""
        label = str(i + 1) if labels is None else labels[i]
        parts.append(f"{axis}{'NA' if label is None else label}")
    return f", , {', '.join(parts)}"


def _without_slices(array: RArray) -> list[str]:
    kind = "double" if array.cells.mode == "numeric" else array.cells.mode
    title = f"<{' x '.join(map(str, array.shape))} array of {kind}>"
    lines = _matrix(array, 0, prod(array.shape[:2]) or max(array.shape), quote=False)
    return [title, *lines, ""]
