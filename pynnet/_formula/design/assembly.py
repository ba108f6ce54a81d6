"""Puts the columns of the design matrix together, in the one of two ways that is quicker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pynnet._ground import FloatArray

from ..coding.term_coding import TermCoding
from ..limits import check_size
from .blocks import Block, width_of
from .direct_assembly import assemble_directly
from .patsy_assembly import assemble_by_patsy

__all__ = ["assemble"]

_FEW = 20_000  # numbers; patsy takes two milliseconds and more, which count in larger matrices

_FEW_IN_TERMS = 2_000  # variables of all terms; patsy's time grows with their square


def assemble(
    codings: Sequence[TermCoding],
    blocks: Mapping[int, Block],
    intercept: bool,
    rows: int,
    names: int,
    *,
    quickly: bool = False,
) -> FloatArray:
    """Return the matrix: a column of ones if asked for, then the terms in order.

    patsy forms the products of small ones, unless it is to be done `quickly`.
    """
    if rows * names > _FEW:
        variables = {i for coding in codings for i, _ in coding}
        of_data = rows * sum(width_of(blocks[i].column, None) for i in variables)
        check_size(rows, names, "the design matrix", of_data=of_data)
    elif (
        not quickly
        and max(map(len, codings), default=0) > 1
        and sum(map(len, codings)) <= _FEW_IN_TERMS
    ):
        return assemble_by_patsy(codings, blocks, intercept)
    return assemble_directly(codings, blocks, intercept, np.empty((rows, names)))
