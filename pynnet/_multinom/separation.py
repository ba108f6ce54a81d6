"""Classes that the predictors separate, and classes without observations.

Where a linear function tells classes apart without an error, the likelihood has no maximum: it
grows as some coefficients go off to infinity [1]_. Whether there is such a function is a linear
program [2]_. Finite offsets change the likelihood nowhere by more than a factor, and so nothing.

A case of which only a set of possible classes is known adds ``log(sum of their probabilities)``,
which is not concave. It grows along a direction in which no possible class loses against one that
is ruled out, whatever the coefficients are: such a direction the same program finds, and then there
is no maximum. The converse does not hold: the likelihood may also be largest at infinity because
one possible class wins while another loses. That is no linear program, and is not looked for.

References
----------
.. [1] Albert, A. and Anderson, J. A., "On the existence of maximum likelihood estimates in logistic
   regression models", *Biometrika*, 71, 1-10, 1984.
.. [2] Konis, K., *Linear programming algorithms for detecting separated data in binary logistic
   regression models*, thesis, University of Oxford, 2007.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pynnet._ground import BoolArray, FloatArray, IntArray
from pynnet._network import CENSORED

from .fitted import MultinomFit
from .overlap import Groups, equal_directions, groups_of_classes, possible_classes

__all__ = ["Separation", "advice_on_classes", "find_separation"]

_UNLIKELY = 1e-3  # a fitted probability; where all are above it, nothing is looked for
# A program of so many cells takes a few milliseconds at most. A larger one takes a fifth of the
# fit's time or less where the fit has multiplied so many numbers for each of its cells.
_SMALL_PROGRAM = 20_000
_PRODUCTS_FOR_A_CELL = 10_000
# Results of the program of at most this size are rounding: its own tolerance is 1e-7.
_ZERO = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Separation:
    """What separates the classes.

    Attributes
    ----------
    infinite : ndarray of bool, shape (classes - 1, terms)
        Coefficients that go off to infinity.
    apart : ndarray of bool, shape (classes, classes)
        Whether some cases of the class of the row are beyond confusion with that of the column.
    """

    infinite: BoolArray
    apart: BoolArray


def find_separation(
    x: FloatArray, observed: BoolArray, rivals: BoolArray | None = None
) -> Separation | None:
    """Find out whether a linear function separates the classes; None if there is none.

    Among the directions in which no case becomes less likely, the program seeks that in which the
    log odds of the observed classes grow most.

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    observed : ndarray of bool, shape (n, classes)
        Which classes each case was observed in.
    rivals : ndarray of bool, shape (n, classes), optional
        Against which other classes those of the case have to win. Default: against all.
    """
    from scipy.optimize import linprog  # slow to import, and seldom needed
    from scipy.sparse import csr_array

    columns = _independent(x)
    X = x[:, columns] / np.abs(x[:, columns]).max(axis=0)
    differences, own, other = _log_odds(
        X, observed, np.ones_like(observed) if rivals is None else rivals
    )
    solution = linprog(
        -differences.sum(axis=0), A_ub=csr_array(-differences), b_ub=np.zeros(len(differences)),
        bounds=(-1, 1), method="highs",
    )  # fmt: skip
    growth = differences @ solution.x if solution.status == 0 else np.zeros(len(differences))
    if growth.max(initial=0.0) <= _ZERO:
        return None
    infinite = np.zeros((observed.shape[1] - 1, x.shape[1]), dtype=bool)
    infinite[:, columns] = np.abs(solution.x.reshape(len(infinite), -1)) > _ZERO
    apart = np.zeros((observed.shape[1],) * 2, dtype=bool)
    apart[own[growth > _ZERO], other[growth > _ZERO]] = True
    return Separation(infinite, apart)


def _independent(x: FloatArray) -> IntArray:
    """Columns that make up all others."""
    from scipy.linalg import qr

    largest = np.maximum(x.max(axis=0), -x.min(axis=0))
    scaled = x / np.where(largest > 0, largest, 1)
    sizes = np.sqrt((scaled**2).sum(axis=0))
    r, order = qr(scaled / np.where(sizes > 0, sizes, 1), mode="r", pivoting=True)
    diagonal = np.abs(np.diag(r))
    rank = int((diagonal > 1e-9 * diagonal[0]).sum())
    return np.sort(order[:rank])


def _log_odds(
    x: FloatArray, observed: BoolArray, rivals: BoolArray
) -> tuple[FloatArray, IntArray, IntArray]:
    """Rows whose products with the coefficients are log odds of an observed class against a rival.

    Each row comes with the observed class and the other one.
    """
    n_classes, p = observed.shape[1], x.shape[1]
    rows, own, other = [np.empty((0, (n_classes - 1) * p))], [], []
    for k in range(n_classes):
        cells = np.unique(np.hstack([x, rivals])[observed[:, k]], axis=0)
        for m in range(n_classes):
            if m == k:
                continue
            mine = cells[cells[:, p + m] > 0, :p]
            block = np.zeros((len(mine), n_classes, p))
            block[:, k], block[:, m] = mine, -mine
            rows.append(block[:, 1:].reshape(len(mine), (n_classes - 1) * p))
            own.append(np.full(len(mine), k))
            other.append(np.full(len(mine), m))
    return np.vstack(rows), np.concatenate(own), np.concatenate(other)


def advice_on_classes(fit: MultinomFit) -> str | None:
    """Say which classes have no weight, or are separated by the predictors; None if none are."""
    censored = fit._options.criterion is CENSORED
    observed = fit._observed_classes(only=censored)
    weighted = fit._cases.weights > 0
    rows: BoolArray | slice = slice(None)
    if not weighted.all():
        rows, observed = weighted, observed[weighted]
    if not censored and not observed.any(axis=0).all():
        empty = np.flatnonzero(~observed.any(axis=0))
        return (
            f"no case of class {', '.join(repr(fit._class_names[k]) for k in empty)} has a weight "
            "above 0: the data say nothing of its coefficients. Drop the class, or its weights."
        )
    if np.any(fit._options.decay) or not fit.vcoefnames or not len(observed):
        return None
    P = fit._class_probabilities[rows]
    if P.min() > _UNLIKELY:
        return None
    x = fit._cases.design[rows]
    rivals = ~observed
    if censored:
        if not _program_is_affordable(fit, observed, rivals):
            return _too_large(fit)
        found: Separation | str | None = find_separation(x, observed, rivals)
    else:
        found = _of_classes(fit, x, P, observed)
        # A search that was stopped may not have come so far as to show it.
        if found is None and fit.convergence and _program_is_affordable(fit, observed, rivals):
            found = find_separation(x, observed)
    if isinstance(found, str):
        return found
    return None if found is None else _message(found, fit._class_names, fit.vcoefnames)


def _program_is_affordable(fit: MultinomFit, observed: BoolArray, rivals: BoolArray) -> bool:
    """Whether the program of all coefficients costs little beside the fit."""
    n_rows = int((observed.sum(axis=1) * rivals.sum(axis=1)).sum())
    return n_rows * fit._coefficients.size <= _affordable(fit)


def _of_classes(
    fit: MultinomFit, x: FloatArray, P: FloatArray, observed: BoolArray
) -> Separation | str | None:
    """Separation as the fitted probabilities show it; words if it is too much work to tell."""
    p = x.shape[1]
    columns = np.arange(p) if fit.rank == p else _independent(x)
    of_all = x
    if len(columns) < p:
        x = x[:, columns]
    possible = possible_classes(P, observed)
    groups = groups_of_classes(x, possible)
    if len(groups) == 1:
        return None
    scale = np.maximum(x.max(axis=0), -x.min(axis=0))
    coefficients = np.vstack([np.zeros(p), fit._coefficients])
    by_group = np.array(
        [coefficients[groups.of_class == g].mean(axis=0) for g in range(len(groups))]
    )
    by_group -= by_group[0]
    if len(columns) < p:  # the same linear predictors, made of the independent columns
        by_group = np.linalg.lstsq(x / scale, of_all @ by_group.T, rcond=None)[0].T / scale
    start = (by_group * scale)[1:].ravel()
    told = groups.possible.sum(axis=1) == 1
    space = np.eye(len(start)) if told.all() and len(start) <= 200 else None
    if not told.all():
        space = equal_directions(x, scale, groups)
        if space is not None:
            if not space.shape[1]:
                return None
            start = space @ (space.T @ start)
    search = _GroupSearch(x, scale, observed, groups)
    found = search.result(start, space, _affordable(fit))
    if found is _UNKNOWN:
        return _too_large(fit)
    return (
        found
        if found is None
        else _in_all_columns(found.directions, found.apart, groups, columns, p)
    )


def _in_all_columns(
    directions: FloatArray, apart: BoolArray, groups: Groups, columns: IntArray, p: int
) -> Separation:
    """What was found for groups, said of classes against the first class."""
    by_class = directions[groups.of_class]
    infinite = np.zeros((len(by_class) - 1, p), dtype=bool)
    infinite[:, columns] = np.abs(by_class[1:] - by_class[0]) > _ZERO
    return Separation(infinite, apart[:, groups.of_class])


@dataclass(frozen=True, slots=True, eq=False)
class _Proof:
    """A direction of each group along which no case loses, and the classes and groups it parts.

    It is full if all cases win that may do so; if not, another direction may tell more.
    """

    directions: FloatArray
    apart: BoolArray
    full: bool


_UNKNOWN = _Proof(np.empty(0), np.empty(0, dtype=bool), full=False)  # too much work to tell


@dataclass(frozen=True, slots=True, eq=False)
class _GroupSearch:
    """Directions of groups of classes, and whether no case loses along them."""

    x: FloatArray
    scale: FloatArray
    observed: BoolArray
    groups: Groups

    @property
    def rows(self) -> int:
        """Number of inequalities that a direction has to satisfy."""
        return int((~self.groups.possible).sum())

    def result(self, start: FloatArray, space: FloatArray | None, affordable: int) -> _Proof | None:
        """What separates the groups in a space, None standing for one that is not known."""
        found = self.proof(start)
        if found is not None and found.full:
            return found
        if space is not None and space.shape[1] == 1:
            return found or self.proof(-start)
        if space is not None and self.rows * space.shape[1] <= affordable:
            return self.program(space) or found
        return found or _UNKNOWN

    def proof(self, direction: FloatArray) -> _Proof | None:
        """The direction, if along it no case loses and some win."""
        largest = np.abs(direction).max(initial=0.0)
        if not 0 < largest < np.inf:
            return None
        n_groups, p = len(self.groups), self.x.shape[1]
        D = np.vstack([np.zeros(p), (direction / largest).reshape(n_groups - 1, p)])
        predictors = self.x @ (D / self.scale).T
        apart = np.zeros((self.observed.shape[1], n_groups), dtype=bool)
        full = True
        for k, g in enumerate(self.groups.of_class):
            rows = self.observed[:, k]
            own = predictors[rows]
            growth = own[:, [g]] - own
            if growth.min() < -_ZERO:
                return None
            wins = growth > _ZERO
            apart[k] = wins.any(axis=0)
            full = full and bool((wins | self.groups.possible[rows]).all())
        return _Proof(D, apart, full) if apart.any() else None

    def program(self, space: FloatArray) -> _Proof | None:
        """The direction in a space along which the log odds grow most, and the classes it parts."""
        n_groups, p = len(self.groups), self.x.shape[1]
        basis = np.concatenate([np.zeros((p, space.shape[1])), space])
        basis = basis.reshape(n_groups, p, -1)
        rows, own, other = [], [], []
        for k, g in enumerate(self.groups.of_class):
            for h in range(n_groups):
                if h != g:
                    mine = self.observed[:, k] & ~self.groups.possible[:, h]
                    rows.append(self.x[mine] / self.scale @ (basis[g] - basis[h]))
                    own.append(np.full(len(rows[-1]), k))
                    other.append(np.full(len(rows[-1]), h))
        differences = np.concatenate(rows)
        z = _most_growth(differences, space)
        growth = differences @ z
        if growth.max(initial=0.0) <= _ZERO:
            return None
        apart = np.zeros((self.observed.shape[1], n_groups), dtype=bool)
        wins = growth > _ZERO
        apart[np.concatenate(own)[wins], np.concatenate(other)[wins]] = True
        return _Proof(basis @ z, apart, full=True)


def _most_growth(differences: FloatArray, space: FloatArray) -> FloatArray:
    """Coordinates in a space, of coefficients up to 1, with the largest sum of differences >= 0."""
    from scipy.optimize import linprog  # slow to import, and seldom needed

    limits = np.concatenate([-differences, space, -space])
    bound = np.concatenate([np.zeros(len(differences)), np.ones(2 * len(space))])
    solution = linprog(
        -differences.sum(axis=0), A_ub=limits, b_ub=bound, bounds=(None, None), method="highs"
    )
    return np.asarray(solution.x) if solution.status == 0 else np.zeros(space.shape[1])


def _affordable(fit: MultinomFit) -> int:
    """Cells of a linear program that cost a fraction of what the fit did."""
    products = sum(fit._evaluations) * len(fit._outputs) * fit.wts.size
    return max(_SMALL_PROGRAM, products // _PRODUCTS_FOR_A_CELL)


def _too_large(fit: MultinomFit) -> str:
    return (
        "not checked for separation: some fitted probabilities are nearly 0, and whether the "
        f"predictors separate classes would cost more than the fit ({len(fit._outputs)} cases, "
        f"{len(fit._class_names)} classes, {len(fit.vcoefnames)} columns). If coefficients are "
        "very large, pass a small decay, merge levels, or drop predictors."
    )


def _message(separation: Separation, classes: tuple[str, ...], terms: tuple[str, ...]) -> str:
    pairs = [
        f"{classes[k]!r} from " + ", ".join(repr(classes[m]) for m in np.flatnonzero(row))
        for k, row in enumerate(separation.apart)
        if row.any()
    ]
    infinite = [
        f"{level!r}: " + ", ".join(terms[j] for j in np.flatnonzero(row))
        for level, row in zip(classes[1:], separation.infinite, strict=True)
        if row.any()
    ]
    return (
        f"the predictors separate classes without error ({'; '.join(pairs)}): the best "
        f"coefficients are infinite ({'; '.join(infinite)}), and their standard errors mean "
        "nothing. Pass a small decay, merge levels, or drop predictors."
    )
