"""Lets patsy put the columns of the design matrix together, from terms that are already coded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
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

from pynnet._data import Column, Matrix
from pynnet._ground import FloatArray

from ..coding.term_coding import TermCoding
from .blocks import Block, width_of

__all__ = ["assemble_by_patsy"]

_KEEP_MISSING = NAAction(NA_types=[])


def assemble_by_patsy(
    codings: Sequence[TermCoding], blocks: Mapping[int, Block], intercept: bool
) -> FloatArray:
    """Return the matrix as patsy builds it."""
    codings = [*([()] if intercept else []), *codings]  # the intercept is a term of no variables
    used = sorted({i for coding in codings for i, _ in coding})
    factors = {i: LookupFactor(f"v{i}") for i in used}
    infos = {factors[i]: _factor_info(factors[i], blocks[i].column) for i in used}
    terms: OrderedDict[Any, list[Any]] = OrderedDict()
    for coding in codings:
        terms[Term([factors[i] for i, _ in coding])] = [_subterm(coding, factors, blocks)]
    widths = [subterm.num_columns for (subterm,) in terms.values()]
    info = _design_info(sum(widths), infos, terms)
    data = {f"v{i}": _factor_data(blocks[i].column) for i in used}
    with np.errstate(invalid="ignore", over="ignore"):  # 0 times infinity is NaN, in R too
        (matrix,) = build_design_matrices([info], data, NA_action=_KEEP_MISSING)
    result = np.ascontiguousarray(np.asarray(matrix), dtype=np.float64)
    _mark_missing(result, codings, blocks, widths)
    return result


def _design_info(width: int, infos: dict[Any, Any], terms: OrderedDict[Any, Any]) -> Any:
    """Return what patsy is told of a matrix.

    An interrupt that comes while an OrderedDict compares the keys it goes through is lost there,
    and the key is said to be missing, which it cannot be otherwise.
    """
    try:
        return DesignInfo([f"c{j}" for j in range(width)], infos, terms)
    except KeyError as interrupted:
        raise KeyboardInterrupt from interrupted


def _factor_info(factor: Any, column: Column) -> Any:
    if isinstance(column, pd.Categorical):
        return FactorInfo(factor, "categorical", {}, categories=tuple(column.categories))
    return FactorInfo(factor, "numerical", {}, num_columns=width_of(column, None))


def _factor_data(column: Column) -> Any:
    """Return the data of a factor; patsy drops rows without a level, so those get the first."""
    if isinstance(column, pd.Categorical) and (column.codes < 0).any():
        return pd.Categorical.from_codes(np.maximum(column.codes, 0), dtype=column.dtype)
    return column.values if isinstance(column, Matrix) else column


def _subterm(coding: TermCoding, factors: Mapping[int, Any], blocks: Mapping[int, Block]) -> Any:
    """Return a term in patsy's form."""
    matrices = {}
    count = 1
    for i, full in coding:
        contrast = blocks[i].coding(full)
        count *= width_of(blocks[i].column, contrast)
        if contrast is not None:
            matrices[factors[i]] = ContrastMatrix(contrast.matrix, list(contrast.suffixes))
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
