"""R's ``sample``: what its arguments mean, and which algorithm each form uses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pynnet._ground import (
    AnyArray,
    ArgumentError,
    FloatArray,
    IntArray,
    as_doubles,
    is_flag,
    is_number,
    shown,
)

from .source import Source, plain_array

__all__ = ["draw_sample"]

_LARGEST = 4.5e15  # the longest population R samples from
_MANY = 1e7  # populations above this are not kept in memory
_WALKER = 200  # with more likely values than this R uses the alias method


def draw_sample(
    source: Source, x: object, size: float | None, replace: bool, prob: ArrayLike | None
) -> AnyArray:
    """Draw a sample as R's ``sample`` does; all arguments are checked before the first draw."""
    elements, n = _population(x)
    count = n if size is None else _size(size)
    if not is_flag(replace):
        raise ArgumentError(
            f"invalid 'replace' argument: got {shown(replace)}. Pass True or False."
        )
    if n == 0 and count > 0:
        raise ArgumentError("invalid first argument: there is nothing to take a sample from.")
    if not replace and count > n:
        raise ArgumentError(
            "cannot take a sample larger than the population when 'replace = FALSE': "
            f"size is {shown(count)}, the population {n}. Pass replace=True or a smaller size."
        )
    if prob is not None:
        positions = _weighted(
            source, _probabilities(prob, n, 1 if replace else count), count, replace
        )
    elif replace:
        positions = source.indices(n, count)
    elif n > _MANY and count <= n / 2:
        positions = _distinct(source, n, count)
    else:
        positions = _shuffled(source, n, count)
    return positions + 1 if elements is None else elements[positions]


def _population(x: object) -> tuple[AnyArray | None, int]:
    """Elements to take the sample from and their number; no elements mean the numbers from 1."""
    elements = _array("first", x)
    if elements.ndim > 1 or (elements.ndim == 0 and elements.dtype.kind not in "biufcU"):
        raise ArgumentError(
            f"invalid first argument: got {type(x).__name__}. "
            "Pass a number, a list, a one-dimensional array or a Series."
        )
    elements = elements.reshape(-1)
    if elements.size != 1 or elements.dtype.kind not in "iuf":
        return elements, elements.size
    number = float(elements[0])
    if not 1.0 <= number < math.inf:
        return elements, 1
    if number > _LARGEST:
        raise ArgumentError(f"invalid first argument: {number:g} is above {_LARGEST:g}.")
    return None, int(number)


def _array(which: str, values: object) -> AnyArray:
    """Values as an array; rows of different lengths are none."""
    array = plain_array(values)
    if array is None:
        raise ArgumentError(
            f"invalid {which} argument: got {shown(values)}. Pass a one-dimensional array."
        )
    return array


def _size(size: Any) -> int:
    """Size of the sample; a fraction is cut off."""
    words = "invalid 'size' argument"
    if is_number(size):
        if -1 < size < math.inf:
            return int(size)
        if size != size:
            words = "vector size cannot be NA/NaN"
        elif size == math.inf:
            words = "vector size cannot be infinite"
    raise ArgumentError(f"{words}: got {shown(size)}. Pass a whole number, 0 or more.")


def _probabilities(prob: ArrayLike, n: int, needed: int) -> FloatArray:
    """Probabilities with sum 1, at least `needed` of them positive."""
    weights = np.atleast_1d(_array("'prob'", prob))
    if weights.shape != (n,):
        raise ArgumentError(
            f"incorrect number of probabilities: got {weights.size} for a population of {n}."
        )
    if weights.dtype.kind not in "biuf":
        raise ArgumentError("NA in probability vector: prob must be numbers.")
    weights = as_doubles(weights)
    for weight in weights[~np.isfinite(weights) | (weights < 0.0)]:
        if np.isfinite(weight):
            raise ArgumentError(f"negative probability: {weight:g} in prob.")
        raise ArgumentError(f"NA in probability vector: {weight} in prob.")
    positive = np.count_nonzero(weights)
    if positive < max(needed, 1):
        raise ArgumentError(
            f"too few positive probabilities: {positive}, but {max(needed, 1)} needed."
        )
    with np.errstate(over="ignore"):
        return weights / np.cumsum(weights)[-1]  # np.sum adds in another order


def _distinct(source: Source, n: int, count: int) -> IntArray:
    """Indices below `n` as they come, a repeated one passed over."""
    indices: dict[int, None] = {}
    while len(indices) < count:
        indices.update(dict.fromkeys(source.indices(n, count - len(indices)).tolist()))
    return np.fromiter(indices, dtype=np.int64, count=count)


def _shuffled(source: Source, n: int, count: int) -> IntArray:
    """Take items at random; the last remaining item fills each gap."""
    moved: dict[int, int] = {}  # gaps and what fills them
    taken = np.empty(count, dtype=np.int64)
    indices = source.falling_indices(n, count).tolist()
    for i, (index, last) in enumerate(zip(indices, range(n - 1, -1, -1), strict=False)):
        taken[i] = moved.get(index, index)
        moved[index] = moved.pop(last, last)
    return taken


def _weighted(source: Source, p: FloatArray, count: int, replace: bool) -> IntArray:
    """Positions drawn with the probabilities `p`."""
    if replace and np.count_nonzero(p.size * p > 0.1) > _WALKER:
        return _aliased(source, p, count)
    order = _descending(p)
    if replace:
        u = source.unif_rand(count)
        return order[np.searchsorted(np.cumsum(p[order])[:-1], u)]
    return _successive(source, p[order], order, count)


def _successive(source: Source, p: FloatArray, order: IntArray, count: int) -> IntArray:
    """Draw one after the other, each time from the probability that is left."""
    taken = np.empty(count, dtype=np.int64)
    mass = 1.0
    for i, u in enumerate(source.unif_rand(count).tolist()):
        j = np.searchsorted(np.cumsum(p)[:-1], mass * u)
        taken[i] = order[j]
        mass -= p[j]
        p, order = np.delete(p, j), np.delete(order, j)
    return taken


def _aliased(source: Source, p: FloatArray, count: int) -> IntArray:
    """Walker's alias method: each of n equal cells holds its own value and at most one alias.

    References
    ----------
    .. [1] A. J. Walker, ACM Transactions on Mathematical Software 3 (1977), 253-256.
    .. [2] B. D. Ripley, Stochastic Simulation (1987), section 3.2.
    """
    n = p.size
    share = (p * n).tolist()
    alias = list(range(n))
    poor = [i for i in range(n) if share[i] < 1.0]
    rich = [i for i in range(n) if share[i] >= 1.0]
    for i in poor:  # grows while it is read: who has given too much is poor
        if not rich:
            break
        giver = rich[-1]
        alias[i] = giver
        share[giver] += share[i] - 1.0
        if share[giver] < 1.0:
            poor.append(rich.pop())
    point = source.points(n, count)
    cell = point.astype(np.int64)
    own = point < (np.array(share) + np.arange(n))[cell]
    return np.where(own, cell, np.array(alias)[cell])


def _descending(p: FloatArray) -> IntArray:
    """Positions that sort `p` into descending order, ties as heapsort leaves them.

    References
    ----------
    .. [1] J. W. J. Williams and R. W. Floyd, Algorithms 232 and 245, Communications of the ACM 7
       (1964), 347-348 and 701.
    """
    key = p.tolist()
    heap = list(range(p.size))  # of positions, the smallest key at the root
    for root in reversed(range(p.size // 2)):
        _sift(heap, key, heap[root], root, p.size)
    for end in range(p.size - 1, 0, -1):
        item, heap[end] = heap[end], heap[0]
        _sift(heap, key, item, 0, end)
    return np.array(heap, dtype=np.int64)


def _sift(heap: list[int], key: list[float], item: int, hole: int, end: int) -> None:
    """Put `item` into the heap ``heap[:end]``, from `hole` downwards."""
    child = 2 * hole + 1
    while child < end:
        if child + 1 < end and key[heap[child]] > key[heap[child + 1]]:
            child += 1
        if key[item] <= key[heap[child]]:
            break
        heap[hole] = heap[child]
        hole, child = child, 2 * child + 1
    heap[hole] = item
