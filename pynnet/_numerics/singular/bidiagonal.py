"""Singular values and right singular vectors of a bidiagonal matrix, by implicit QR steps.

The steps, and the order in which numbers are rounded, are those of LAPACK's dbdsqr: a step without
a shift, which keeps small singular values accurate, where a shift would spoil them.

References
----------
.. [1] J. Demmel and W. Kahan, Accurate singular values of bidiagonal matrices, SIAM Journal on
   Scientific and Statistical Computing 11, 1990.
.. [2] G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition, Johns Hopkins 2013,
   section 8.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import copysign, sqrt

from .rotations import EPSILON, SAFE, least_singular_value, rotation, triangle

__all__ = ["ascending_vectors", "descending", "lower", "upper"]

_TOLERANCE = EPSILON**-0.125 * EPSILON  # relative, of singular values
_SWEEPS = 6  # squared, and times the number of rows: no matrix is known to need as many


def upper(d: list[float], e: list[float]) -> None:
    """Make a lower bidiagonal matrix an upper one by rotations of its rows."""
    for i in range(len(d) - 1):
        c, s, d[i] = rotation(d[i], e[i])
        e[i] = s * d[i + 1]
        d[i + 1] = c * d[i + 1]


def lower(d: list[float], e: list[float], vectors: list[list[float]]) -> None:
    """Make an upper bidiagonal matrix with a column more than rows a lower one with as many.

    Columns are rotated, and so are the right vectors; then :func:`upper` makes it an upper one.
    """
    for i in range(len(d)):
        c, s, d[i] = rotation(d[i], e[i])
        e[i] = 0.0
        if i + 1 < len(d):
            e[i] = s * d[i + 1]
            d[i + 1] = c * d[i + 1]
        if c != 1.0 or s != 0.0:
            _rotate(vectors, i, c, s)
    upper(d, e)


def ascending_vectors(
    d: list[float], e: list[float], vectors: list[list[float]]
) -> list[list[float]]:
    """Make an upper bidiagonal matrix diagonal, its values ascending; return its right vectors.

    Raises
    ------
    ArithmeticError
        If there is no end after very many steps.
    """
    n = len(d)
    if n > 1:
        _Iteration(d, e, vectors).run()
    for i, value in enumerate(d):
        d[i] = abs(value)
        if value < 0.0:
            vectors[i] = [-element for element in vectors[i]]
    places = list(range(n))
    for end in reversed(range(n)):  # the least to the end, of those that tie the last
        _swap(d, places, end, min(reversed(range(end + 1)), key=d.__getitem__))
    for i in range(n):
        _swap(d, places, i, min(range(i, n), key=d.__getitem__))
    return [vectors[i] for i in places]


def descending(d: list[float]) -> list[int]:
    """Bring values into descending order, by selection; return where they were.

    Values that tie, as zeros do, stay where that leaves them.
    """
    places = list(range(len(d)))
    for i in range(len(d)):
        _swap(d, places, i, max(range(i, len(d)), key=d.__getitem__))
    return places


def _swap(d: list[float], places: list[int], i: int, k: int) -> None:
    d[i], d[k] = d[k], d[i]
    places[i], places[k] = places[k], places[i]


def _rotate(vectors: list[list[float]], k: int, c: float, s: float) -> None:
    """Rotate a vector and the one behind it."""
    first, second = vectors[k], vectors[k + 1]
    vectors[k] = [c * x + s * y for x, y in zip(first, second, strict=True)]
    vectors[k + 1] = [c * y - s * x for x, y in zip(first, second, strict=True)]


class _Iteration:
    """The matrix, the vectors, and the block between `begin` and `end` that is worked on."""

    def __init__(self, d: list[float], e: list[float], vectors: list[list[float]]) -> None:
        self.d, self.e, self.vectors = d, e, vectors
        n = len(d)
        bound = _lower_bound(d, e) / sqrt(n)
        self.negligible = max(_TOLERANCE * bound, _SWEEPS * (n * (n * SAFE)))
        self.downwards = True
        self.begin = self.end = -1  # of the block before

    def run(self) -> None:
        """Take steps until nothing is left beside the diagonal."""
        steps = _SWEEPS * len(self.d) ** 2
        end = len(self.d) - 1
        while end > 0:
            begin, largest = self._block(end)
            if begin == end:
                end -= 1
            elif begin == end - 1:
                self._two_rows(begin)
                end -= 2
            else:
                if begin > self.end or end < self.begin:
                    self.downwards = abs(self.d[begin]) >= abs(self.d[end])
                least = self._least(begin, end)
                if least is None:
                    continue
                self.begin, self.end = begin, end
                steps -= 1
                if not steps:
                    raise ArithmeticError("singular values do not converge")
                self._step(least, largest)

    def _block(self, end: int) -> tuple[int, float]:
        """Where the block that ends here begins, and the largest number in it."""
        largest = abs(self.d[end])
        for k in reversed(range(end)):
            beside = abs(self.e[k])
            if beside <= self.negligible:
                self.e[k] = 0.0
                return k + 1, largest
            largest = max(largest, abs(self.d[k]), beside)
        return 0, largest

    def _two_rows(self, k: int) -> None:
        least, largest, c, s = triangle(self.d[k], self.e[k], self.d[k + 1])
        self.d[k], self.e[k], self.d[k + 1] = largest, 0.0, least
        _rotate(self.vectors, k, c, s)

    def _least(self, begin: int, end: int) -> float | None:
        """A lower bound of the block's singular values; None where an element became zero."""
        d, e = self.d, self.e
        if self.downwards:
            first, last, rows = begin, end - 1, range(begin, end)
            edge = d[end]
        else:
            first, last, rows = end, begin, range(end - 1, begin - 1, -1)
            edge = d[begin]
        if abs(e[last]) <= _TOLERANCE * abs(edge):
            e[last] = 0.0
            return None
        bound = least = abs(d[first])
        for k in rows:
            if abs(e[k]) <= _TOLERANCE * bound:
                e[k] = 0.0
                return None
            bound = abs(d[k + 1 if self.downwards else k]) * (bound / (bound + abs(e[k])))
            least = min(least, bound)
        return least

    def _step(self, least: float, largest: float) -> None:
        """One step over the block, downwards or upwards."""
        d, e, begin, end = self.d, self.e, self.begin, self.end
        shift = 0.0
        if len(d) * _TOLERANCE * (least / largest) > max(EPSILON, 0.01 * _TOLERANCE):
            k = end - 1 if self.downwards else begin
            shift = least_singular_value(d[k], e[k], d[k + 1])
            top = abs(d[begin if self.downwards else end])
            if top > 0.0 and (shift / top) * (shift / top) < EPSILON:
                shift = 0.0
        if self.downwards:
            step = _shifted_down(d, e, begin, end, shift) if shift else _down(d, e, begin, end)
        else:
            step = _shifted_up(d, e, begin, end, shift) if shift else _up(d, e, begin, end)
        for k, c, s in step:
            if c != 1.0 or s != 0.0:
                _rotate(self.vectors, k, c, s)
        last = end - 1 if self.downwards else begin
        if abs(e[last]) <= self.negligible:
            e[last] = 0.0


def _lower_bound(d: list[float], e: list[float]) -> float:
    """A number that no singular value is much less than."""
    bound = least = abs(d[0])
    for k in range(1, len(d)):
        if least == 0.0:
            break
        bound = abs(d[k]) * (bound / (bound + abs(e[k - 1])))
        least = min(least, bound)
    return least


_Rotations = Iterator[tuple[int, float, float]]  # upper row, cosine, sine


def _down(d: list[float], e: list[float], begin: int, end: int) -> _Rotations:
    """One step without a shift from the top; yields the rotations of right vectors."""
    c = c_left = 1.0
    s_left = 0.0
    for k in range(begin, end):
        c, s, r = rotation(d[k] * c, e[k])
        if k > begin:
            e[k - 1] = s_left * r
        c_left, s_left, d[k] = rotation(c_left * r, d[k + 1] * s)
        yield k, c, s
    h = d[end] * c
    d[end], e[end - 1] = h * c_left, h * s_left


def _up(d: list[float], e: list[float], begin: int, end: int) -> _Rotations:
    """One step without a shift from the bottom."""
    c = c_right = 1.0
    s_right = 0.0
    for k in range(end, begin, -1):
        c, s, r = rotation(d[k] * c, e[k - 1])
        if k < end:
            e[k] = s_right * r
        c_right, s_right, d[k] = rotation(c_right * r, d[k - 1] * s)
        yield k - 1, c_right, -s_right
    h = d[begin] * c
    d[begin], e[begin] = h * c_right, h * s_right


def _shifted_down(d: list[float], e: list[float], begin: int, end: int, shift: float) -> _Rotations:
    """One step with a shift from the top."""
    f = (abs(d[begin]) - shift) * (copysign(1.0, d[begin]) + shift / d[begin])
    g = e[begin]
    for k in range(begin, end):
        c, s, r = rotation(f, g)
        if k > begin:
            e[k - 1] = r
        yield k, c, s
        f = c * d[k] + s * e[k]
        e[k] = c * e[k] - s * d[k]
        g = s * d[k + 1]
        d[k + 1] = c * d[k + 1]
        c, s, d[k] = rotation(f, g)
        f = c * e[k] + s * d[k + 1]
        d[k + 1] = c * d[k + 1] - s * e[k]
        if k < end - 1:
            g = s * e[k + 1]
            e[k + 1] = c * e[k + 1]
    e[end - 1] = f


def _shifted_up(d: list[float], e: list[float], begin: int, end: int, shift: float) -> _Rotations:
    """One step with a shift from the bottom."""
    f = (abs(d[end]) - shift) * (copysign(1.0, d[end]) + shift / d[end])
    g = e[end - 1]
    for k in range(end, begin, -1):
        c, s, r = rotation(f, g)
        if k < end:
            e[k] = r
        f = c * d[k] + s * e[k - 1]
        e[k - 1] = c * e[k - 1] - s * d[k]
        g = s * d[k - 1]
        d[k - 1] = c * d[k - 1]
        c, s, d[k] = rotation(f, g)
        f = c * e[k - 1] + s * d[k - 1]
        d[k - 1] = c * d[k - 1] - s * e[k - 1]
        if k > begin + 1:
            g = s * e[k - 2]
            e[k - 2] = c * e[k - 2]
        yield k - 1, c, -s
    e[begin] = f
