"""R's ``scale``: columns centred and divided by their spread."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_numeric
from pynnet._ground import DataError, FloatArray
from pynnet._numerics import column_mean, total

from .arguments import is_text
from .registry import ColumnWithState, offered

__all__ = ["Scaling", "scale_columns"]


@dataclass(frozen=True, slots=True)
class Scaling:
    """What was subtracted from each column and what it was divided by; None for nothing."""

    center: tuple[float, ...] | None
    scale: tuple[float, ...] | None


@offered("scale", "x", "center", "scale", whole_column=True)
def scale_columns(
    x: Column,
    center: Column | None = None,
    scale: Column | None = None,
    *,
    state: Scaling | None = None,
) -> ColumnWithState:
    """Return the columns scaled, as what was asked for or as remembered, and what is remembered."""
    if isinstance(x, pd.Categorical) or is_text(x):
        raise DataError("'x' must be numeric: scale() of a factor or text.")
    numbers = as_numeric(x)
    values = numbers.values if isinstance(numbers, Matrix) else numbers[:, np.newaxis]
    columns = [np.ascontiguousarray(column) for column in values.T]
    if not columns:
        raise DataError("'x' must have columns: scale() of a matrix without any.")
    asked = _choice_of(center, "center", len(columns)) if state is None else state.center
    centers = tuple(map(_mean_of_present, columns)) if asked is True else asked or None
    _check_width(centers, len(columns))
    if centers is not None:
        with np.errstate(all="ignore"):
            columns = [column - middle for column, middle in zip(columns, centers, strict=True)]
    asked = _choice_of(scale, "scale", len(columns)) if state is None else state.scale
    scales = tuple(map(_root_mean_square, columns)) if asked is True else asked or None
    _check_width(scales, len(columns))
    if scales is not None:
        with np.errstate(all="ignore"):
            columns = [column / spread for column, spread in zip(columns, scales, strict=True)]
    names = numbers.names if isinstance(numbers, Matrix) else None
    return ColumnWithState(Matrix(np.column_stack(columns), names), Scaling(centers, scales))


def _check_width(remembered: tuple[float, ...] | None, width: int) -> None:
    """Raise unless there is a number for each column."""
    if remembered is not None and len(remembered) != width:
        raise DataError(
            f"scale() remembers numbers for {len(remembered)} columns, and gets {width}."
        )


def _choice_of(choice: Column | None, name: str, width: int) -> bool | tuple[float, ...]:
    """Return TRUE or FALSE, or the numbers given for each column."""
    if choice is None:
        return True
    if not isinstance(choice, np.ndarray) or choice.dtype.kind == "O":
        raise DataError(f"length of '{name}' must equal the number of columns of 'x': no numbers.")
    if choice.dtype.kind == "i" and len(choice) == 1:
        return bool(choice[0] > 0)
    if len(choice) != width:
        raise DataError(
            f"length of '{name}' must equal the number of columns of 'x': "
            f"{len(choice)}, not {width}."
        )
    return tuple(np.asarray(as_numeric(choice)).tolist())


def _mean_of_present(column: FloatArray) -> float:
    return column_mean(column[~np.isnan(column)])


def _root_mean_square(column: FloatArray) -> float:
    present = column[~np.isnan(column)]
    with np.errstate(over="ignore"):
        squares = float(total(present * present))
    return math.sqrt(squares / max(1, len(present) - 1))
