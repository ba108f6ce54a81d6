"""Groups of classes that a fit itself shows to overlap, before any linear program is run.

Where classes are separated, the search drives the probabilities of some classes to 0 in some cases.
A class that is still possible in a case, at the end of the search, neither gains on the observed
one there nor loses: along a direction in which the likelihood grows for ever their linear
predictors are equal. Classes that are possible together in cases whose predictors span the whole
space have equal coefficients in every such direction: they are one *group*. One group of all
classes means that there is no such direction. What the cases leave to several groups is a small
space, and mostly the coefficients of the fit show the direction in it, which is then proved by
looking at all cases.

All this takes some passes over the fitted probabilities, and no product of two of its columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pynnet._ground import BoolArray, FloatArray, IntArray
from pynnet._numerics import matrix_rank

__all__ = ["Groups", "equal_directions", "groups_of_classes", "possible_classes"]

_POSSIBLE = 0.05  # fitted probability of a possible class; with many classes half their mean
_ODDS = 0.1  # and its odds against the class observed
_NOTHING = 1e-12  # of the largest eigenvalue: a direction that the cases do not touch
_MANY = 200  # unknowns up to which directions are computed


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Classes whose coefficients are equal in all directions of growth.

    Attributes
    ----------
    of_class : ndarray of int, shape (classes,)
        Number of the group of each class.
    possible : ndarray of bool, shape (n, groups)
        Groups with a class that is possible in the case.
    """

    of_class: IntArray
    possible: BoolArray

    def __len__(self) -> int:
        """Number of groups."""
        return self.possible.shape[1]


def possible_classes(P: FloatArray, observed: BoolArray) -> BoolArray:
    """Classes that are possible in each case according to its fitted probabilities."""
    own = np.zeros(len(P))
    for k in range(P.shape[1]):  # a pass over few long columns, not over many short rows
        np.maximum(own, P[:, k], out=own, where=observed[:, k])
    least = np.maximum(min(_POSSIBLE, 0.5 / P.shape[1]), _ODDS * own)
    return np.asarray(observed | (least[:, np.newaxis] < P))


def groups_of_classes(x: FloatArray, possible: BoolArray) -> Groups:
    """Put classes together that cases of full rank do not tell apart."""
    cases_of = np.ascontiguousarray(possible.T)  # by class, each in one piece
    counts = [np.count_nonzero(cases) for cases in cases_of]
    of_class = [-1] * len(counts)
    columns: list[BoolArray] = []
    left = sorted(range(len(counts)), key=lambda k: -counts[k])
    while left:
        first = left.pop(0)
        of_class[first] = len(columns)
        together = cases_of[first].copy()
        grows = True
        while grows and left:
            joined = [k for k in left if _absorb(x, together, cases_of[k])]
            for k in joined:
                of_class[k] = len(columns)
            left = [k for k in left if of_class[k] < 0]
            grows = bool(joined)
        columns.append(together)
    return Groups(np.array(of_class), np.ascontiguousarray(np.array(columns).T))


def _absorb(x: FloatArray, together: BoolArray, more: BoolArray) -> bool:
    """Add the cases of a class to those of a group if the cases of both have full rank."""
    p = x.shape[1]
    rows = (together & more).nonzero()[0]
    if len(rows) < p:
        return False
    few = rows[:: max(1, len(rows) // (4 * p + 32))]
    joined = _spans(x, few) or (len(few) < len(rows) and _spans(x, rows))
    if joined:
        together |= more
    return joined


def _spans(x: FloatArray, rows: IntArray) -> bool:
    return matrix_rank(x.take(rows, axis=0)) == x.shape[1]


def equal_directions(x: FloatArray, groups: Groups) -> FloatArray | None:
    """Basis of the directions along which no possible groups part; for columns of one size.

    Returns
    -------
    ndarray, shape ((groups - 1) * p, directions), or None
        For all groups but the first; None if there are too many unknowns to say.
    """
    n, p = len(groups), x.shape[1]
    size = (n - 1) * p
    shared = np.flatnonzero(groups.possible.sum(axis=1) > 1)
    if size > _MANY:
        return None
    L = np.zeros((n, p, n, p))
    for g in range(n):
        for h in range(g):
            rows = x[shared[groups.possible[shared, g] & groups.possible[shared, h]]]
            gram = rows.T @ rows
            L[g, :, g] += gram
            L[h, :, h] += gram
            L[g, :, h] -= gram
            L[h, :, g] -= gram
    values, vectors = np.linalg.eigh(L[1:, :, 1:].reshape(size, size))
    return np.asarray(vectors[:, values <= _NOTHING * max(values[-1], 1.0)])
