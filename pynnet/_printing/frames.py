"""R's print of data frames: a matrix of texts, each column with its own digits."""

from __future__ import annotations

from dataclasses import replace

from .kinds import RFrame, RVector
from .matrices import Grid, grid_lines
from .options import print_options
from .texts.characters import pad_left
from .vectors import cell_texts, label_texts, left_out, vector_lines

__all__ = ["frame_lines"]


def frame_lines(frame: RFrame) -> list[str]:
    """Lines in which R prints a data frame."""
    n, p = len(frame.rows), len(frame.columns)
    if not p:
        return [f"data frame with 0 columns and {n} row{'s' * (n != 1)}"]
    if not n:
        names = vector_lines(RVector("character", frame.names), quote=False)
        return [*names, "<0 rows> (or 0-length row.names)"]
    most = print_options().max_print
    shown = min(n, most // p)
    columns = [cell_texts(_first(column, shown), quote=False) for column in frame.columns[:most]]
    rows = label_texts(frame.rows[:shown])
    names = label_texts(frame.names[:most])
    if not shown:  # R gives a column without values a width
        names = [pad_left(name, 1) for name in names]
    lines = grid_lines(Grid(columns, shown, rows or None, names))
    without = p - len(columns)
    lines += left_out(f"{without} column{'s' * (without > 1)}" if without else "")
    return [*lines, *left_out(f"{n - shown} rows" if n > shown else "")]


def _first(column: RVector, number: int) -> RVector:
    """The first values of a column; times without their zones."""
    return replace(column, values=column.values[:number], zones=())
