"""R's ``C``: a factor that brings its own contrast; and R's functions that give contrasts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pynnet._data import Collation, Column, Matrix, as_numeric, as_text, factor_of_column
from pynnet._ground import DataError, FormulaError, ObjectArray
from pynnet._numerics import decompose
from pynnet._printing import number_text

from ..coding.contrasts import CONTRAST_NAMES, GivenContrast, contrast_for
from ..language.expressions import Name
from ..limits import check_size
from ..r_versions import RVersion
from .arguments import is_text, number_argument, text_argument, whole_argument
from .registry import FactorWithContrast, Promise, offered

__all__: list[str] = []


@offered(
    "C",
    "object",
    "contr",
    "how.many",
    "base",
    promised=frozenset(("contr",)),
    steps=True,
    makes_factor=True,
)
def _coded_factor(
    object: Column,
    contr: Promise | None = None,
    how_many: Column | None = None,
    base: Column | None = None,
    *,
    collation: Collation,
    r_version: RVersion,
) -> FactorWithContrast:
    factor = _factor_to_code(object, collation, r_version)
    levels = tuple(factor.categories)
    labels = _numbered_levels(len(levels)) if r_version == "4.2" else levels
    contrast: str | GivenContrast
    if contr is None:
        contrast = "contr.poly" if factor.ordered else "contr.treatment"
    elif isinstance(contr.node, Name) and contr.node.name in CONTRAST_NAMES:
        contrast = _matrix_for(contr.node.name, labels, base)
    else:
        contrast = _named_contrast(contr) or _contrast_of_numbers(contr)
    if isinstance(contrast, str) and (how_many is not None or base is not None):
        contrast = _matrix_for(contrast, labels, base)
    if isinstance(contrast, str):
        return FactorWithContrast(factor, contrast)
    if len(contrast.matrix) != len(levels):
        raise DataError("wrong number of contrast matrix rows")
    if how_many is None:
        return FactorWithContrast(factor, _completed_contrast(contrast))
    return FactorWithContrast(
        factor, _first_columns(contrast, whole_argument(how_many, "how.many"))
    )


def _factor_to_code(object: Column, collation: Collation, r_version: RVersion) -> pd.Categorical:
    """Return the factor that is to be coded; R 4.5 makes one of numbers, truths and text."""
    if isinstance(object, pd.Categorical):
        if not len(object.categories):
            raise DataError("object not interpretable as a factor: it has no levels.")
        return object
    if r_version == "4.2" or not len(object):
        raise DataError("object not interpretable as a factor: write C(factor(...), ...).")
    factor = factor_of_column(object, collation)
    if len(factor.categories) < 2:
        raise DataError("contrasts can be applied only to factors with 2 or more levels")
    return factor


def _numbered_levels(count: int) -> tuple[str, ...]:
    return tuple(str(i + 1) for i in range(count))


def _named_contrast(contr: Promise) -> str | None:
    """Return the contrast that a word like ``sum`` or a string names."""
    if isinstance(contr.node, Name) and f"contr.{contr.node.name}" in CONTRAST_NAMES:
        return f"contr.{contr.node.name}"
    if isinstance(contr.node, Name):
        return None
    value = contr.value()
    if not is_text(value):
        return None
    name = text_argument(value, "contr")
    if name not in CONTRAST_NAMES:
        raise FormulaError(
            f"object '{name}' of mode 'function' was not found. "
            f"Contrasts are {', '.join(CONTRAST_NAMES)}, or a matrix."
        )
    return name


def _contrast_of_numbers(contr: Promise) -> GivenContrast:
    """Return a contrast given as numbers."""
    value = contr.value()
    if value is None or is_text(value):
        raise FormulaError("contr must be the name of a contrast, or a matrix of numbers.")
    numbers = as_numeric(value)
    if isinstance(numbers, Matrix):
        return GivenContrast(np.array(numbers.values), numbers.names)
    return GivenContrast(np.array(numbers)[:, np.newaxis], None)


def _matrix_for(name: str, levels: tuple[str, ...], base: Column | None) -> GivenContrast:
    """Return the matrix that a contrast function gives for these levels."""
    if base is not None:
        if name != "contr.treatment":
            given = number_text(number_argument(base, "base"))
            raise FormulaError(f"unused argument (base = {given}): {name}() has none.")
        baseline = whole_argument(base, "base") - 1
        if not 0 <= baseline < len(levels):
            raise DataError("baseline group number out of range")
        rest = tuple(level for i, level in enumerate(levels) if i != baseline)
        return GivenContrast(np.delete(np.eye(len(levels)), baseline, axis=1), rest)
    contrast = contrast_for(levels, name)
    named = name not in ("contr.sum", "contr.helmert")
    return GivenContrast(contrast.matrix, contrast.suffixes if named else None)


def _first_columns(contrast: GivenContrast, count: int) -> GivenContrast:
    """Return the first columns of a contrast."""
    if not 1 <= count <= contrast.matrix.shape[1]:
        raise DataError(f"how.many must be from 1 to {contrast.matrix.shape[1]}, got {count}.")
    names = None if contrast.names is None else contrast.names[:count]
    return GivenContrast(contrast.matrix[:, :count].copy(), names)


def _completed_contrast(contrast: GivenContrast) -> GivenContrast:
    """Add orthogonal columns to a contrast that has fewer than there are levels to tell apart."""
    levels, width = contrast.matrix.shape
    check_size(levels, levels, "a contrast matrix")
    columns = [np.ones(levels), *np.ascontiguousarray(contrast.matrix.T)]
    qr = decompose(columns)
    if qr.rank <= width:
        raise DataError("singular contrast matrix")
    if width >= levels - 1:
        return contrast
    added = [qr.q(unit) for unit in np.eye(levels)[width + 1 :]]
    names = None if contrast.names is None else (*contrast.names, *[""] * len(added))
    return GivenContrast(np.column_stack([contrast.matrix, *added]), names)


def _register_contrast(name: str, *formals: str) -> None:
    @offered(name, "n", *formals)
    def function(n: Column, base: Column | None = None) -> Column:
        levels = tuple(map(str, as_text(_level_vector(n))))
        if len(levels) < 2:
            raise DataError("not enough degrees of freedom to define contrasts")
        contrast = _matrix_for(name, levels, base)
        return Matrix(contrast.matrix, contrast.names)


_MOST_LEVELS = 5000  # whose contrasts are 200 MB


def _level_vector(n: Column) -> ObjectArray:
    """Return the levels themselves; a number asks for so many."""
    if isinstance(n, (Matrix, pd.Categorical)):
        raise DataError("a contrast is made of a number of levels, or of their names.")
    if len(n) == 1 and not is_text(n):
        count = whole_argument(n, "n")
        if count > _MOST_LEVELS:
            raise DataError(f"cannot allocate a contrast matrix for {count} levels.")
        return np.array(_numbered_levels(count), dtype=object)
    return as_text(n)


for _name in CONTRAST_NAMES:
    _register_contrast(_name, *(("base",) if _name == "contr.treatment" else ()))
