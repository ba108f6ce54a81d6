"""Puts the columns of the design matrix together without patsy, where its time would count.

Few different combinations of levels occur in data. Their rows of the matrix are made once, and
looked up for each row of the data; numbers are then multiplied into their columns. Where that would
change the order of the multiplications, and with it a last bit, a term is multiplied out by itself.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pynnet._ground import FloatArray, IntArray

from ..coding.term_coding import TermCoding
from .blocks import Block
from .term_parts import LevelColumns, NumberColumns, SingleColumn, TermPart, part_of

__all__ = ["assemble_directly"]

_ROWS_AT_A_TIME = 4096  # filled together, so that they stay in the processor's cache


@dataclass(frozen=True, slots=True)
class _Product:
    """A term that is no vector alone, and its columns in the matrix.

    `levels` are the factors, if they may be multiplied with one another first; `before` and `after`
    are the numbers that stand before and behind them. `apart` says that the term must be multiplied
    out by itself.
    """

    parts: Sequence[TermPart]
    columns: slice
    levels: Sequence[LevelColumns]
    before: Sequence[FloatArray]
    after: Sequence[FloatArray]
    apart: bool


@dataclass(frozen=True, slots=True)
class _Combinations:
    """The rows of the matrix for each combination of levels, and that of each row of the data."""

    matrix_rows: FloatArray
    codes: IntArray


def assemble_directly(
    codings: Sequence[TermCoding], blocks: Mapping[int, Block], intercept: bool, matrix: FloatArray
) -> FloatArray:
    """Fill the matrix: a column of ones if asked for, then the terms."""
    vectors, products = _lay_out(codings, blocks, int(intercept))
    if not products:
        _fill(matrix, vectors, products, None, intercept)
        return matrix
    combinations = _combine_levels(products, matrix.shape)
    with np.errstate(invalid="ignore", over="ignore"):  # 0 times infinity is NaN, in R as well
        _fill(matrix, vectors, products, combinations, intercept)
    return matrix


def _lay_out(
    codings: Sequence[TermCoding], blocks: Mapping[int, Block], start: int
) -> tuple[list[tuple[int, FloatArray]], list[_Product]]:
    """Lay the terms out side by side; vectors that are a term alone are to be copied."""
    vectors: list[tuple[int, FloatArray]] = []
    products: list[_Product] = []
    for coding in codings:
        column = blocks[coding[0][0]].column
        if len(coding) == 1 and isinstance(column, np.ndarray):
            vectors.append((start, column))
            start += 1
            continue
        product = _product_of([part_of(i, blocks[i], full) for i, full in coding], start)
        products.append(product)
        start = product.columns.stop
    return vectors, products


def _product_of(parts: Sequence[TermPart], start: int) -> _Product:
    """Return a term whose columns begin at `start`."""
    coded = [k for k, part in enumerate(parts) if isinstance(part, LevelColumns)]
    ahead, behind = (coded[0], coded[-1] + 1) if coded else (len(parts), len(parts))
    before = [part.values for part in parts[:ahead] if isinstance(part, SingleColumn)]
    levels = [part for part in parts[ahead:behind] if isinstance(part, LevelColumns)]
    numbers_between = len(levels) < behind - ahead
    # Products with 0 and 1 are exact. Others must come first, or be one alone.
    inexact = len(levels) > 1 and ahead > 0 and not all(part.is_exact for part in levels)
    return _Product(
        parts=parts,
        columns=slice(start, start + math.prod(part.width for part in parts)),
        levels=levels,
        before=before,
        after=[part.values for part in parts[behind:] if isinstance(part, SingleColumn)],
        apart=numbers_between or inexact or any(isinstance(part, NumberColumns) for part in parts),
    )


def _combine_levels(products: Sequence[_Product], shape: tuple[int, ...]) -> _Combinations | None:
    """Combine the levels, unless there are no factors or too many combinations of their levels."""
    coded = [product for product in products if product.levels and not product.apart]
    factors = {part.variable: part for product in coded for part in product.levels}
    count = math.prod(len(factor.level_rows) for factor in factors.values())
    if not factors or count > shape[0] // 4:
        return None
    codes = np.zeros(shape[0], dtype=np.intp)
    numbers = np.arange(count)
    levels, stride = {}, 1
    for variable, factor in factors.items():
        size = len(factor.level_rows)  # the last one is missing
        own = np.asarray(factor.codes, dtype=np.intp)
        codes += np.where(own < 0, size - 1, own) * stride
        levels[variable] = numbers // stride % size
        stride *= size
    matrix_rows = np.ones((count, shape[1]))
    for product in coded:
        columns = [part.level_rows[levels[part.variable]] for part in product.levels]
        matrix_rows[:, product.columns] = _multiply(columns)
    return _Combinations(matrix_rows, codes)


def _fill(
    matrix: FloatArray,
    vectors: Sequence[tuple[int, FloatArray]],
    products: Sequence[_Product],
    combinations: _Combinations | None,
    intercept: bool,
) -> None:
    """Fill the matrix, some rows at a time."""
    for begin in range(0, len(matrix), _ROWS_AT_A_TIME):
        rows = slice(begin, begin + _ROWS_AT_A_TIME)
        chunk = matrix[rows]
        if combinations is not None:
            matrix_rows, codes = combinations.matrix_rows, combinations.codes[rows]
            np.take(matrix_rows, codes, axis=0, out=chunk, mode="clip")
        elif intercept:
            chunk[:, 0] = 1.0
        for j, vector in vectors:
            chunk[:, j] = vector[rows]
        for product in products:
            _write(chunk, product, rows, looked_up=combinations is not None)


def _write(matrix: FloatArray, product: _Product, rows: slice, *, looked_up: bool) -> None:
    """Write the columns of a term for some rows of the data."""
    columns = product.columns
    if product.apart or (product.levels and not looked_up):
        matrix[:, columns] = _multiply([part.of_rows(rows) for part in product.parts])
        return
    multipliers = [vector[rows] for vector in product.after]
    if product.before:
        before = [vector[rows] for vector in product.before]
        multipliers.insert(0, functools.reduce(np.multiply, before))
    if not product.levels:
        matrix[:, columns.start] = multipliers.pop(0)
    for multiplier in multipliers:
        for j in range(columns.start, columns.stop):
            np.multiply(matrix[:, j], multiplier, out=matrix[:, j])


def _multiply(parts: Sequence[FloatArray]) -> FloatArray:
    """Return the products of all columns, those of the first part varying fastest."""
    product = parts[0]
    for part in parts[1:]:
        product = (part[:, :, np.newaxis] * product[:, np.newaxis, :]).reshape(len(part), -1)
    return product
