"""A direction in which groups of classes part, and the proof that no case loses along it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pynnet._ground import BoolArray, FloatArray

from .linear_program import ZERO, widest_growth
from .overlap import Groups

__all__ = ["GroupSearch", "Parting"]

_FEW = 8  # candidates that are tried


class Parting(NamedTuple):
    """A direction of each group along which no case loses, and the classes and groups it parts.

    It is full if all cases win that may do so; if not, another direction may tell more.
    """

    directions: FloatArray
    apart: BoolArray
    full: bool


class GroupSearch(NamedTuple):
    """What is searched for a direction: standard columns, the classes observed, their groups.

    Each class was observed in some case.
    """

    x: FloatArray
    observed: BoolArray
    groups: Groups

    def cells(self, space: FloatArray) -> int:
        """Size of the linear program that settles the question in a space."""
        return int((~self.groups.possible).sum()) * space.shape[1]

    def by_candidates(
        self, by_class: FloatArray, space: FloatArray | None
    ) -> tuple[Parting | None, bool]:
        """What the fit's own coefficients prove, and whether that is all there is to know.

        Parameters
        ----------
        by_class : ndarray, shape (classes, p)
            Coefficients of the standard columns.
        space : ndarray, shape ((groups - 1) * p, directions), or None
            The directions in question; None if they are not known.
        """
        found = None
        for direction in self._candidates(by_class):
            inside = direction
            if space is not None and space.shape[1] < len(direction):
                inside = space @ (space.T @ direction)
            parting = self.proof(inside)
            if parting is None and space is not None and space.shape[1] == 1:
                # A line has no third direction.
                return self.proof(-inside), True
            found = found or parting
            if parting is not None and parting.full:
                return parting, True
        return found, False

    def _candidates(self, by_class: FloatArray) -> Iterator[FloatArray]:
        """Coefficients of the classes of each group in turn, then their mean."""
        members: list[list[int]] = [[] for _ in range(len(self.groups))]
        for k, g in enumerate(self.groups.of_class.tolist()):
            members[g].append(k)
        most = max(len(of_group) for of_group in members)
        for turn in range(min(most, _FEW)):
            yield _against_the_first(by_class[[g[turn % len(g)] for g in members]])
        if most > 1:
            means = [by_class[of_group].mean(axis=0) for of_group in members]
            yield _against_the_first(np.array(means))

    def proof(self, direction: FloatArray) -> Parting | None:
        """The direction, if along it no case loses and some win."""
        largest = np.maximum.reduce(np.abs(direction), initial=0.0)
        if not 0 < largest < np.inf:
            return None
        D = np.zeros((len(self.groups), self.x.shape[1]))
        D[1:] = (direction / largest).reshape(len(D) - 1, -1)
        predictors = self.x @ D.T
        classes, cases = self.observed.T.nonzero()  # class by class
        own = predictors[cases, self.groups.of_class[classes]]
        growth = own[:, np.newaxis] - predictors.take(cases, axis=0)
        if np.minimum.reduce(growth, axis=None, initial=0.0) < -ZERO:
            return None
        wins = growth > ZERO
        starts = np.searchsorted(classes, np.arange(self.observed.shape[1]))
        apart = np.logical_or.reduceat(wins, starts, axis=0)
        if not np.count_nonzero(apart):
            return None
        full = np.count_nonzero(wins | self.groups.possible.take(cases, axis=0)) == wins.size
        return Parting(D, apart, full)

    def program(self, space: FloatArray) -> Parting | None:
        """The direction in a space along which all cases win that can."""
        n_groups, p = len(self.groups), self.x.shape[1]
        basis = np.concatenate([np.zeros((p, space.shape[1])), space])
        basis = basis.reshape(n_groups, p, -1)
        rows = []
        for k, g in enumerate(self.groups.of_class):
            for h in range(n_groups):
                if h != g:
                    mine = self.observed[:, k] & ~self.groups.possible[:, h]
                    rows.append(np.unique(self.x[mine], axis=0) @ (basis[g] - basis[h]))
        z = widest_growth(np.concatenate(rows), space)
        return None if z is None else self.proof(space @ z)


def _against_the_first(by_group: FloatArray) -> FloatArray:
    """Coefficients of all groups but the first, less those of the first, in a row."""
    return (by_group[1:] - by_group[0]).ravel()
