"""R's ``bs`` and ``ns``: B-splines, and natural cubic splines.

References
----------
.. [1] C. de Boor, *A Practical Guide to Splines*, Springer, 1978, chapter X.
.. [2] T. J. Hastie, in *Statistical Models in S*, Wadsworth, 1992, chapter 7.
.. [3] R manual pages ``bs`` and ``ns`` of package splines.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pynnet._data import Column, Matrix
from pynnet._ground import BoolArray, DataError, FloatArray, FormulaError, IntArray, RWarning, warn
from pynnet._numerics import decompose, powers, quantile, quiet

from ..limits import check_work
from ..r_versions import RVersion
from .arguments import flag_argument, numbers_argument, whole_argument
from .registry import ColumnWithState, offered

__all__ = ["Knots", "derivative"]

_HIGHEST = 100  # degree
_HIGHEST_USUAL = 5
_BEYOND = "some 'x' values beyond boundary knots may cause ill-conditioned bases"


@dataclass(frozen=True, slots=True)
class Knots:
    """The interior knots of a spline, its boundary, and its degree."""

    interior: tuple[float, ...]
    boundary: tuple[float, float]
    degree: int

    @property
    def full(self) -> FloatArray:
        """All knots in order, those of the boundary repeated."""
        ends = self.boundary * (self.degree + 1)
        return np.sort(np.array([*ends, *self.interior]))

    def outside(self, x: FloatArray) -> tuple[BoolArray, BoolArray]:
        """Return which points lie below and above the boundary."""
        return x < self.boundary[0], x > self.boundary[1]


@offered(
    "bs",
    "x",
    "df",
    "knots",
    "degree",
    "intercept",
    "Boundary.knots",
    null_defaults=frozenset({"df", "knots"}),
    whole_column=True,
)
def _bs(
    x: Column,
    df: Column | None = None,
    knots: Column | None = None,
    degree: Column | None = None,
    intercept: Column | None = None,
    Boundary_knots: Column | None = None,
    *,
    r_version: RVersion,
    state: Knots | None = None,
) -> ColumnWithState:
    points, has_intercept = _present_points(x, "bs"), flag_argument(intercept, "intercept")
    power = 3 if degree is None else whole_argument(degree, "degree")
    if not 1 <= power <= _HIGHEST:
        raise DataError(f"'degree' must be integer >= 1: got {power}, at most {_HIGHEST}.")
    if state is None:
        count = None if df is None else whole_argument(df, "df") - power - has_intercept
        state = _choose_knots(points, count, power + has_intercept, knots, Boundary_knots, power)
        if knots is None and r_version != "4.2":
            state = _off_the_boundary(state, _warn_of_knots)
    if state.degree != power:
        raise DataError(f"bs() remembers splines of degree {state.degree}, not of degree {power}.")
    below, above = state.outside(points)
    if np.any(below | above):
        warn(_BEYOND, RWarning)
    basis = _b_splines(state, points)
    low, high = state.boundary
    inner = state.full[power + 1], state.full[-power - 2]
    for where, end, neighbour in ((below, low, inner[0]), (above, high, inner[1])):
        if where.any():
            basis[where] = _continued_splines(state, points[where], 0.75 * end + 0.25 * neighbour)
    return ColumnWithState(_basis_matrix(x, basis if has_intercept else basis[:, 1:]), state)


@offered(
    "ns",
    "x",
    "df",
    "knots",
    "intercept",
    "Boundary.knots",
    null_defaults=frozenset({"df", "knots"}),
    whole_column=True,
)
def _ns(
    x: Column,
    df: Column | None = None,
    knots: Column | None = None,
    intercept: Column | None = None,
    Boundary_knots: Column | None = None,
    *,
    r_version: RVersion,
    state: Knots | None = None,
) -> ColumnWithState:
    points, has_intercept = _present_points(x, "ns"), flag_argument(intercept, "intercept")
    if state is None:
        count = None if df is None else whole_argument(df, "df") - 1 - has_intercept
        state = _choose_knots(points, count, 1 + has_intercept, knots, Boundary_knots, 3)
        if knots is None and r_version != "4.2":
            state = _off_the_boundary(state, _refuse_knots)
        if state.boundary[0] == state.boundary[1]:
            raise DataError("NA/NaN/Inf in foreign function call (arg 1): ns() of a single value.")
    basis = _b_splines(state, points)
    for where, end in zip(state.outside(points), state.boundary, strict=True):
        if where.any():  # a straight line through the end
            value, slope = (derivative(state, np.array([end]), k)[0] for k in (0, 1))
            basis[where] = value + np.multiply.outer(points[where] - end, slope)
    with np.errstate(divide="ignore", invalid="ignore"):  # where knots coincide, which is refused
        curvature = derivative(state, np.array(state.boundary), 2)
    if not np.isfinite(curvature).all():
        raise DataError("NA/NaN/Inf in foreign function call (arg 1): knots of ns() coincide.")
    left_out = 0 if has_intercept else 1
    free = decompose(list(np.ascontiguousarray(curvature[:, left_out:])))
    natural = free.transposed_q(np.ascontiguousarray(basis[:, left_out:].T))[2:].T
    return ColumnWithState(_basis_matrix(x, natural), state)


def _present_points(x: Column, function: str) -> FloatArray:
    """Return the points that are not missing."""
    values = numbers_argument(x, function)
    if np.isinf(values).any():
        raise DataError(f"NA/NaN/Inf in foreign function call (arg 1): {function}() of infinity.")
    return values[~np.isnan(values)]


def _basis_matrix(x: Column, basis: FloatArray) -> Matrix:
    """Return the basis for all points; rows of missing ones are missing."""
    values = np.full((len(x), basis.shape[1]), np.nan)
    values[~np.isnan(numbers_argument(x, "bs"))] = basis
    return Matrix(values, tuple(str(k + 1) for k in range(basis.shape[1])))


def _choose_knots(
    points: FloatArray,
    count: int | None,
    smallest_df: int,
    knots: Column | None,
    ends: Column | None,
    degree: int,
) -> Knots:
    """Choose the knots: those given, or quantiles of the points inside the boundary."""
    if ends is None and not len(points):
        raise DataError("no points to place knots by: all values are missing.")
    limits = (
        (points.min(), points.max()) if ends is None else numbers_argument(ends, "Boundary.knots")
    )
    if len(limits) != 2 or np.isnan(limits).any():
        raise FormulaError("Boundary.knots must be two numbers.")
    boundary = (float(min(limits)), float(max(limits)))
    if knots is not None:
        interior = tuple(numbers_argument(knots, "knots").tolist())
        if not np.isfinite(interior).all():
            raise DataError("knots must be finite numbers.")
        return Knots(interior, boundary, degree)
    if count is not None and count < 0:
        warn(f"'df' was too small; have used {smallest_df}", RWarning)
    pieces = max(count or 0, 0) + 1
    check_work(len(points), pieces + max(degree**2 - _HIGHEST_USUAL**2, 0), "a spline")
    inside = points[(points >= boundary[0]) & (points <= boundary[1])]
    shares = [i * (1 / pieces) for i in range(1, pieces)]
    return Knots(tuple(quantile(inside, shares).tolist()), boundary, degree)


def _off_the_boundary(knots: Knots, refuse: Callable[[str], None]) -> Knots:
    """Move knots on the boundary to an eighth of the way to the next one inside, as R from 4.3 on.

    The right side is looked at afterwards. Where all knots are at one end, `refuse` is told.
    """
    interior = np.array(knots.interior)
    low, high = knots.boundary
    moved = False
    for end, side in ((low, "left"), (high, "right")):
        at_end = interior == end
        if len(interior) and at_end.all():
            refuse(f"all interior knots match {side} boundary knot")
        elif at_end.any():
            inside = interior[~at_end]
            nearest = inside.min() if side == "left" else inside.max()
            interior[at_end] = end + (nearest - end) / 8
            moved = True
    if moved:
        warn("shoving 'interior' knots matching boundary knots to inside", RWarning)
    return replace(knots, interior=tuple(interior.tolist()))


def _warn_of_knots(message: str) -> None:
    warn(message, RWarning)


def _refuse_knots(message: str) -> None:
    raise DataError(f"{message}: ns() has no place for its knots. Ask for fewer (df=).")


# The basis


def _spans(knots: FloatArray, degree: int, x: FloatArray) -> IntArray:
    """Return for each point the knot to its left; the last interval includes its right end."""
    last = len(knots) - degree - 2
    return np.clip(np.searchsorted(knots, x, side="right") - 1, degree, last)


def _local_splines(knots: FloatArray, degree: int, spans: IntArray, x: FloatArray) -> FloatArray:
    """Return the B-splines of a degree that are not zero at each point, by de Boor's recurrence.

    Over an interval without width the first stays as it is, and the others take what is carried.
    """
    values = np.zeros((degree + 1, len(x)))
    values[0] = 1.0
    with np.errstate(all="ignore"):
        for j in range(1, degree + 1):
            saved = np.zeros(len(x))
            for r in range(j):
                right, left = knots[spans + r + 1] - x, x - knots[spans + r + 1 - j]
                width = right + left
                term = np.where(width != 0, values[r] / width, 0.0)
                unchanged = (width == 0) & (right == 0) & (r == 0)
                values[r] = np.where(unchanged, values[r], saved + right * term)
                saved = left * term
            values[j] = saved
    return values


def _b_splines(knots: Knots, x: FloatArray) -> FloatArray:
    """Return all B-splines at the points; points outside are to be set by the caller."""
    return derivative(knots, x, 0)


def derivative(knots: Knots, x: FloatArray, order: int) -> FloatArray:
    """Return a derivative of all B-splines at the points."""
    all_knots, degree = knots.full, knots.degree
    count = len(all_knots) - degree - 1
    spans = _spans(all_knots, degree, x)
    result = np.zeros((len(x), count))
    rows = np.arange(len(x))
    if order == 0:
        local = _local_splines(all_knots, degree, spans, x)
        for j in range(degree + 1):
            result[rows, spans - degree + j] = local[j]
        return result
    for j in range(degree + 1):
        result[rows, spans - degree + j] = _one_derivative(all_knots, degree, spans, x, j, order)
    end = all_knots[count]
    if all_knots[count - 1] == end:  # an interior knot on the boundary: no derivative, as in R
        result[x == end] = np.nan
    return result


@quiet  # knots may be further apart than any float
def _one_derivative(
    knots: FloatArray, degree: int, spans: IntArray, x: FloatArray, j: int, order: int
) -> FloatArray:
    """Return a derivative of the j-th local spline: differences of coefficients, then averages."""
    left = [x - knots[spans - i] for i in range(degree)]
    right = [knots[spans + i + 1] - x for i in range(degree)]
    values = [np.full(len(x), float(k == j)) for k in range(degree + 1)]
    for step in range(degree, 0, -1):
        for k in range(step):
            if step > degree - order:
                width = knots[spans + k + 1] - knots[spans + k + 1 - step]
                values[k] = step * (values[k + 1] - values[k]) / width
            else:
                before, after = left[step - 1 - k], right[k]
                values[k] = (values[k + 1] * before + values[k] * after) / (before + after)
    return values[0]


def _continued_splines(knots: Knots, x: FloatArray, pivot: float) -> FloatArray:
    """Return the polynomial pieces at `pivot`, continued to points beyond the boundary."""
    at = np.array([pivot])
    result = np.zeros((len(x), len(knots.full) - knots.degree - 1))
    for order in range(knots.degree + 1):
        coefficients = derivative(knots, at, order)[0] / math.factorial(order)
        result = result + np.multiply.outer(powers(x - pivot, float(order)), coefficients)
    return result
