"""R's ``poly`` and ``polym``: orthogonal or raw polynomials of one or several variables.

References
----------
.. [1] W. J. Kennedy and J. E. Gentle, *Statistical Computing*, Dekker, 1980, pp. 343-344.
.. [2] R manual page ``poly``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pynnet._data import Column, Matrix, as_numeric
from pynnet._ground import DataError, FloatArray, FormulaError
from pynnet._numerics import mean, orthogonalised, powers, total
from pynnet._printing import number_text

from ..limits import check_work, listed
from .arguments import flag_argument, is_text, whole_argument
from .registry import Actual, ColumnWithState, offered

__all__ = ["PolyState", "Polynomials", "exponents_up_to"]

_LOW_DEGREE = 20  # up to which the decomposition is no matter


@dataclass(frozen=True, slots=True)
class Polynomials:
    """The recurrence of the orthogonal polynomials of one variable."""

    alpha: tuple[float, ...]
    norm2: tuple[float, ...]

    def at(self, x: FloatArray, degree: int) -> FloatArray:
        """Return the polynomials of degree 1 to `degree` at other points."""
        columns = [np.ones(len(x)), x - self.alpha[0]]
        for k in range(1, degree):
            ratio = self.norm2[k + 1] / self.norm2[k]
            columns.append((x - self.alpha[k]) * columns[k] - ratio * columns[k - 1])
        scales = [math.sqrt(norm) for norm in self.norm2[2 : degree + 2]]
        return np.column_stack([c / s for c, s in zip(columns[1:], scales, strict=True)])


@dataclass(frozen=True, slots=True)
class PolyState:
    """What ``poly`` remembers: a recurrence for each variable, and whether it met a matrix."""

    variables: tuple[Polynomials, ...]
    of_matrix: bool

    def at(self, variables: Sequence[FloatArray], degree: int) -> list[FloatArray]:
        """Return each variable's polynomials at other points."""
        if len(variables) != len(self.variables):
            raise DataError(
                f"wrong number of columns in new data: poly() was made of {len(self.variables)} "
                f"variables, and gets {len(variables)}."
            )
        if any(len(p.alpha) < degree for p in self.variables):
            raise DataError(f"poly() remembers polynomials of a lower degree than {degree}.")
        if self.of_matrix and len(variables) == 1:
            values = listed([number_text(number) for number in variables[0].tolist()])
            raise DataError(f"wrong number of columns in new data: c({values})")
        return [p.at(v, degree) for p, v in zip(self.variables, variables, strict=True)]


@offered(
    "poly",
    "x",
    "...",
    "degree",
    "coefs",
    "raw",
    "simple",
    null_defaults=frozenset({"coefs"}),
    whole_column=True,
)
def _poly(
    arguments: Sequence[Actual],
    x: Column,
    degree: Column | None = None,
    coefs: Column | None = None,
    raw: Column | None = None,
    simple: Column | None = None,
    *,
    state: PolyState | None = None,
) -> ColumnWithState:
    if coefs is not None:
        raise FormulaError("poly(coefs=) is not offered: the model remembers them by itself.")
    others = [a.value for a in arguments if a.value is not None]
    given = x.values.shape[1] if isinstance(x, Matrix) else 1
    all_given = state is None or given == len(state.variables)  # without that, a row of another
    if degree is None and len(others) == 1 and len(others[0]) == 1 and all_given:
        degree = others.pop()
    highest = 1 if degree is None else whole_argument(degree, "degree")
    if highest < 1:
        raise DataError("'degree' must be at least 1")
    variables = _all_variables([x, *others], highest, "poly()")
    if flag_argument(raw, "raw"):
        return ColumnWithState(
            _products([_raw_powers(v, highest) for v in variables], highest), None
        )
    if state is None:
        fits = [_orthogonal(v, highest) for v in variables]
        state = PolyState(tuple(recurrence for _, recurrence in fits), isinstance(x, Matrix))
        bases = [basis for basis, _ in fits]
    else:
        bases = state.at(variables, highest)
    remembered = None if flag_argument(simple, "simple") else state
    return ColumnWithState(_products(bases, highest), remembered)


@offered(
    "polym", "...", "degree", "coefs", "raw", null_defaults=frozenset({"coefs"}), whole_column=True
)
def _polym(
    arguments: Sequence[Actual],
    degree: Column | None = None,
    coefs: Column | None = None,
    raw: Column | None = None,
) -> Matrix:
    """Return polynomials that R computes anew for new data, unlike those of ``poly``."""
    if coefs is not None:
        raise FormulaError("polym(coefs=) is not offered: poly() remembers them by itself.")
    columns = [a.value for a in arguments if a.value is not None]
    if not columns:
        raise DataError("must supply one or more vectors")
    highest = 1 if degree is None else whole_argument(degree, "degree")
    if highest < 1:
        raise DataError("'degree' must be at least 1")
    variables = _all_variables(columns, highest, "polym()")
    if flag_argument(raw, "raw"):
        return _products([_raw_powers(v, highest) for v in variables], highest)
    return _products([_orthogonal(v, highest)[0] for v in variables], highest)


def _all_variables(columns: Sequence[Column], degree: int, function: str) -> list[FloatArray]:
    """Return the vectors of all arguments, whose products are not too many."""
    variables = [v for column in columns for v in _variables(column)]
    if not variables:  # matrices without columns
        raise DataError("must supply one or more vectors")
    if len({len(v) for v in variables}) > 1:
        raise DataError(f"arguments must have the same length: those of {function} do not.")
    _check_products(len(variables[0]), len(variables), degree, function)
    return variables


def _variables(column: Column) -> list[FloatArray]:
    """Return the vectors of an argument, one for each column of a matrix."""
    if is_text(column):
        raise DataError("non-numeric argument to binary operator: poly() of text.")
    values = as_numeric(column)
    if isinstance(values, Matrix):
        return [np.ascontiguousarray(v) for v in values.values.T]
    return [np.asarray(values)]


def _check_products(rows: int, variables: int, degree: int, function: str) -> None:
    """Raise if there would be too many products to form."""
    check_work(rows, degree, function)
    check_work(rows, math.comb(variables + degree, variables), function)


def _raw_powers(x: FloatArray, degree: int) -> FloatArray:
    """Return the powers of a variable."""
    return np.column_stack([powers(x, float(k)) for k in range(1, degree + 1)])


def _orthogonal(x: FloatArray, degree: int) -> tuple[FloatArray, Polynomials]:
    """Return the polynomials at the points that define them, and their recurrence."""
    if np.isnan(x).any():
        raise DataError("missing values are not allowed in 'poly'")
    too_high = DataError("'degree' must be less than number of unique points")
    if degree >= len(np.unique(x)):
        raise too_high
    if degree > _LOW_DEGREE:
        check_work(len(x), degree**2, "the decomposition of poly()")
    middle = mean(x)
    with np.errstate(all="ignore"):
        centred = x - middle
        monomials = [powers(centred, float(k)) for k in range(degree + 1)]
    if not np.isfinite(monomials).all():
        raise DataError(
            "NA/NaN/Inf in foreign function call (arg 1): the powers of poly() are too large."
        )
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # refused below
        columns, rank = orthogonalised(monomials)
    if rank < degree:
        raise too_high
    squares = [column * column for column in columns]
    norm2 = [float(total(square)) for square in squares]
    if not all(norm2) or not np.isfinite(norm2).all():
        raise DataError(
            "NA/NaN/Inf in foreign function call (arg 1): the powers of poly() are too small. "
            "Multiply the column by a constant first."
        )
    alpha = tuple(
        float(total(centred * square)) / norm + middle
        for square, norm in zip(squares[:degree], norm2, strict=False)
    )
    basis = np.column_stack([c / math.sqrt(n) for c, n in zip(columns, norm2, strict=True)][1:])
    return basis, Polynomials(alpha, (1.0, *norm2))


def _products(bases: Sequence[FloatArray], degree: int) -> Matrix:
    """Return the products of the variables' polynomials whose degrees sum to at most `degree`."""
    if len(bases) == 1:
        return Matrix(bases[0], tuple(str(k + 1) for k in range(degree)))
    columns, names = [], []
    for exponents in exponents_up_to(len(bases), degree):
        if not any(exponents):
            continue
        column = np.ones(len(bases[0]))
        for basis, k in zip(bases, exponents, strict=True):
            if k:
                column = column * basis[:, k - 1]
        columns.append(column)
        names.append(".".join(map(str, exponents)))
    return Matrix(np.column_stack(columns), tuple(names))


def exponents_up_to(variables: int, degree: int) -> Iterator[tuple[int, ...]]:
    """Return all exponents whose sum is at most `degree`; the first vary fastest."""
    if variables == 0:
        yield ()
        return
    for last in range(degree + 1):
        for before in exponents_up_to(variables - 1, degree - last):
            yield (*before, last)
