"""Puts the columns of the design matrix together; patsy forms the products of small ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from patsy import (
    ContrastMatrix,
    DesignInfo,
    LookupFactor,
    NAAction,
    Term,
    build_design_matrices,
)
from patsy.design_info import FactorInfo, SubtermInfo

from pynnet._data import Column, Matrix, levels_of
from pynnet._typing import FloatArray

from ..coding.contrasts import Contrast, full_dummies
from ..coding.term_coding import TermCoding
from ..limits import check_size
from .direct_assembly import fill

__all__ = ["Block", "assemble", "assemble_by_patsy", "assemble_directly"]

_FEW = 20_000  # numbers; patsy takes two milliseconds and more, which count in larger matrices


@dataclass(frozen=True, slots=True)
class Block:
    """A variable ready for the matrix: its rows, and its contrast if it has levels."""

    column: Column
    contrast: Contrast | None

    def coding(self, full: bool) -> Contrast | None:
        """Return how the levels are coded; None for numbers."""
        if full and isinstance(self.column, pd.Categorical):
            return full_dummies(levels_of(self.column))
        return self.contrast


_KEEP_MISSING = NAAction(NA_types=[])


def _width(column: Column) -> int:
    """The number of columns of a numeric variable."""
    return column.values.shape[1] if isinstance(column, Matrix) else 1


def assemble(
    codings: Sequence[TermCoding],
    blocks: Mapping[int, Block],
    intercept: bool,
    rows: int,
    names: int,
) -> FloatArray:
    """Return the matrix: a column of ones if asked for, then the terms in order."""
    check_size(rows, names, "the design matrix")
    products = max(map(len, codings), default=0) > 1
    if products and rows * names <= _FEW:
        return assemble_by_patsy(codings, blocks, intercept)
    return assemble_directly(codings, blocks, intercept, np.empty((rows, names)))


def assemble_directly(
    codings: Sequence[TermCoding], blocks: Mapping[int, Block], intercept: bool, matrix: FloatArray
) -> FloatArray:
    """Fill the matrix term by term."""
    terms = [[(i, blocks[i].column, blocks[i].coding(full)) for i, full in c] for c in codings]
    fill(matrix, terms, intercept)
    return matrix


def assemble_by_patsy(
    codings: Sequence[TermCoding], blocks: Mapping[int, Block], intercept: bool
) -> FloatArray:
    """Return the matrix as patsy builds it from subterms that are already coded."""
    codings = [*([()] if intercept else []), *codings]  # the intercept is a term of no variables
    used = sorted({i for coding in codings for i, _ in coding})
    factors = {i: LookupFactor(f"v{i}") for i in used}
    infos = {factors[i]: _factor_info(factors[i], blocks[i].column) for i in used}
    terms: OrderedDict[Any, list[Any]] = OrderedDict()
    for coding in codings:
        terms[Term([factors[i] for i, _ in coding])] = [_subterm(coding, factors, blocks)]
    widths = [subterm.num_columns for (subterm,) in terms.values()]
    info = DesignInfo([f"c{j}" for j in range(sum(widths))], infos, terms)
    data = {f"v{i}": _values(blocks[i].column) for i in used}
    with np.errstate(invalid="ignore", over="ignore"):  # 0 times infinity is NaN, in R too
        (matrix,) = build_design_matrices([info], data, NA_action=_KEEP_MISSING)
    result = np.ascontiguousarray(np.asarray(matrix), dtype=np.float64)
    _mark_missing(result, codings, blocks, widths)
    return result


def _factor_info(factor: Any, column: Column) -> Any:
    if isinstance(column, pd.Categorical):
        return FactorInfo(factor, "categorical", {}, categories=tuple(column.categories))
    return FactorInfo(factor, "numerical", {}, num_columns=_width(column))


def _values(column: Column) -> Any:
    """Return the data of a factor; patsy drops rows without a level, so those get the first."""
    if isinstance(column, pd.Categorical) and (column.codes < 0).any():
        return pd.Categorical.from_codes(np.maximum(column.codes, 0), dtype=column.dtype)
    return column.values if isinstance(column, Matrix) else column


def _subterm(coding: TermCoding, factors: Mapping[int, Any], blocks: Mapping[int, Block]) -> Any:
    """Return a term in patsy's form."""
    matrices = {}
    count = 1
    for i, full in coding:
        chosen = blocks[i].coding(full)
        if chosen is None:
            count *= _width(blocks[i].column)
        else:
            matrices[factors[i]] = ContrastMatrix(chosen.matrix, list(chosen.suffixes))
            count *= chosen.matrix.shape[1]
    return SubtermInfo([factors[i] for i, _ in coding], matrices, count)


def _mark_missing(
    matrix: FloatArray,
    codings: Sequence[TermCoding],
    blocks: Mapping[int, Block],
    widths: Sequence[int],
) -> None:
    """Make the columns of a term missing where a factor in it is."""
    start = 0
    for coding, width in zip(codings, widths, strict=True):
        stop = start + width
        for i, _ in coding:
            column = blocks[i].column
            if isinstance(column, pd.Categorical):
                matrix[np.asarray(column.codes) < 0, start:stop] = np.nan
        start = stop
