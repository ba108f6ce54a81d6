"""Puts the columns of the design matrix together without patsy, where its time would count.

Few different combinations of levels occur in data. Their rows of the matrix are made once, and
looked up for each row of the data; numbers are then multiplied into their columns. Where that would
change the order of the multiplications, and with it a last bit, a term is multiplied out by itself.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix
from pynnet._typing import FloatArray, IntArray

from ..coding.contrasts import Contrast

__all__ = ["Term", "fill"]

_BLOCK = 4096  # rows filled at a time, so that they stay in the processor's cache

Term: TypeAlias = Sequence[tuple[int, Column, Contrast | None]]
"""For each variable its number, its values, and how its levels are coded."""


class _Piece(NamedTuple):
    """A term and its columns in the matrix.

    `coded` says whether there are factors, `before` and `after` are the numbers that stand before
    and behind them; `apart` says that the term must be multiplied out by itself.
    """

    term: Term
    columns: slice
    coded: bool
    before: list[FloatArray]
    after: list[FloatArray]
    apart: bool


def fill(matrix: FloatArray, terms: Sequence[Term], intercept: bool) -> None:
    """Fill the matrix: a column of ones if asked for, then the terms."""
    alone, pieces = _laid_out(terms, int(intercept))
    if not pieces:
        _fill_blocks(matrix, alone, pieces, None, intercept)
        return
    table = _Lookup.of(pieces, matrix.shape)
    with np.errstate(invalid="ignore", over="ignore"):  # 0 times infinity is NaN, in R as well
        _fill_blocks(matrix, alone, pieces, table, intercept)


def _fill_blocks(
    matrix: FloatArray,
    alone: Sequence[tuple[int, FloatArray]],
    pieces: Sequence[_Piece],
    table: _Lookup | None,
    intercept: bool,
) -> None:
    for begin in range(0, len(matrix), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        block = matrix[rows]
        if table is not None:
            np.take(table.rows, table.codes[rows], axis=0, out=block, mode="clip")
        elif intercept:
            block[:, 0] = 1.0
        for j, vector in alone:
            block[:, j] = vector[rows]
        for piece in pieces:
            _write(block, piece, rows, looked_up=table is not None)


def _laid_out(
    terms: Sequence[Term], start: int
) -> tuple[list[tuple[int, FloatArray]], list[_Piece]]:
    """Lay the terms out side by side; vectors that are a term alone are to be copied."""
    alone: list[tuple[int, FloatArray]] = []
    pieces: list[_Piece] = []
    for term in terms:
        column = term[0][1]
        if len(term) == 1 and isinstance(column, np.ndarray):
            alone.append((start, column))
            start += 1
            continue
        kinds = "".join([_kind(column) for _, column, _ in term])
        coded = "f" in kinds
        first, last = (kinds.find("f"), kinds.rfind("f")) if coded else (len(kinds), len(kinds))
        end = start + math.prod([_width(column, coding) for _, column, coding in term])
        vectors = [column for _, column, _ in term]
        pieces.append(
            _Piece(
                term=term,
                columns=slice(start, end),
                coded=coded,
                before=vectors[:first],  # type: ignore[arg-type]
                after=vectors[last + 1 :],  # type: ignore[arg-type]
                apart="m" in kinds
                or (coded and not _is_commutative(term, kinds[first : last + 1], first)),
            )
        )
        start = end
    return alone, pieces


def _kind(column: Column) -> str:
    if isinstance(column, pd.Categorical):
        return "f"
    return "m" if isinstance(column, Matrix) else "v"


def _width(column: Column, coding: Contrast | None) -> int:
    """The number of columns of a variable."""
    if coding is not None:
        return coding.matrix.shape[1]
    return column.values.shape[1] if isinstance(column, Matrix) else 1


def _is_commutative(term: Term, factors: str, before: int) -> bool:
    """Whether the factors may be multiplied with one another before the numbers come in.

    Products with 0 and 1 are exact. Others must come first, or be one alone.
    """
    if "v" in factors:
        return False
    if len(factors) < 2 or before <= 0:
        return True
    codings = [coding.matrix for _, _, coding in term if coding is not None]
    return all(np.isin(matrix, (0.0, 1.0)).all() for matrix in codings)


@dataclass(frozen=True, slots=True)
class _Lookup:
    """The rows of the matrix for each combination of levels, and that of each row of the data."""

    rows: FloatArray
    codes: IntArray

    @classmethod
    def of(cls, pieces: Sequence[_Piece], shape: tuple[int, ...]) -> _Lookup | None:
        """Make the rows, unless there are no factors or too many combinations of their levels."""
        factors = {
            number: column
            for piece in pieces
            if piece.coded and not piece.apart
            for number, column, _ in piece.term
            if isinstance(column, pd.Categorical)
        }
        count = math.prod(len(factor.categories) + 1 for factor in factors.values())
        if not factors or count > shape[0] // 4:
            return None
        codes = np.zeros(shape[0], dtype=np.intp)
        combinations = np.arange(count)
        levels, stride = {}, 1
        for number, factor in factors.items():
            size = len(factor.categories) + 1  # the last one is missing
            own = np.asarray(factor.codes, dtype=np.intp)
            codes += np.where(own < 0, size - 1, own) * stride
            levels[number] = combinations // stride % size
            stride *= size
        rows = np.ones((count, shape[1]))
        for piece in pieces:
            found = [_coding_rows(c)[levels[i]] for i, _, c in piece.term if c and not piece.apart]
            if found:
                rows[:, piece.columns] = _multiplied(found)
        return cls(rows, codes)


def _coding_rows(coding: Contrast) -> FloatArray:
    """Return the rows of a contrast, with one for missing values behind them."""
    return np.vstack([coding.matrix, np.full((1, coding.matrix.shape[1]), np.nan)])


def _write(block: FloatArray, piece: _Piece, rows: slice, *, looked_up: bool) -> None:
    """Write the columns of a term for some rows of the data."""
    columns = piece.columns
    if piece.apart or (piece.coded and not looked_up):
        block[:, columns] = _multiplied([_values(c, coding, rows) for _, c, coding in piece.term])
        return
    multipliers = [v[rows] for v in piece.after]
    if piece.before:
        multipliers.insert(0, functools.reduce(np.multiply, [v[rows] for v in piece.before]))
    if not piece.coded:
        block[:, columns.start] = multipliers.pop(0)
    for multiplier in multipliers:
        for j in range(columns.start, columns.stop):
            np.multiply(block[:, j], multiplier, out=block[:, j])


def _values(column: Column, coding: Contrast | None, rows: slice) -> FloatArray:
    """Return a variable's columns for some rows of the data."""
    if isinstance(column, pd.Categorical):
        assert coding is not None
        return _coding_rows(coding)[np.asarray(column.codes[rows], dtype=np.intp)]
    values = column.values if isinstance(column, Matrix) else column[:, np.newaxis]
    return values[rows]


def _multiplied(parts: Sequence[FloatArray]) -> FloatArray:
    """Return the products of all columns, those of the first part varying fastest."""
    product = parts[0]
    for part in parts[1:]:
        product = (part[:, :, np.newaxis] * product[:, np.newaxis, :]).reshape(len(part), -1)
    return product
