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

from itertools import compress
from typing import NamedTuple

import numpy as np

from pynnet._ground import BoolArray, FloatArray, IntArray
from pynnet._network import CENSORED
from pynnet._numerics import column_counts

from ..fitted import MultinomFit
from .group_search import GroupSearch, Parting
from .linear_program import ZERO, widest_growth
from .overlap import Groups, equal_directions, groups_of_classes, possible_classes
from .standard_design import StandardDesign, independent_columns, standard_design

__all__ = ["Separation", "advice_on_classes", "find_separation"]

_UNLIKELY = 1e-3  # a fitted probability; where all are above it, nothing is looked for
# A program of so many cells takes a few milliseconds at most. A larger one takes a fifth of the
# fit's time or less where the fit has multiplied so many numbers for each of its cells.
_SMALL_PROGRAM = 20_000
_PRODUCTS_FOR_A_CELL = 10_000
_FEW_UNKNOWNS = 200  # as many directions as this are looked at without knowing their space


class Separation(NamedTuple):
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

    Among the directions in which no case becomes less likely, linear programs seek one in which the
    log odds of the observed classes grow wherever they can.

    Parameters
    ----------
    x : ndarray, shape (n, p)
        Design matrix.
    observed : ndarray of bool, shape (n, classes)
        Which classes each case was observed in.
    rivals : ndarray of bool, shape (n, classes), optional
        Against which other classes those of the case have to win. Default: against all.

    Raises
    ------
    NotSolvedError
        If a program is not solved.
    """
    standard = standard_design(x)
    differences, own, other = _log_odds(
        standard.x, observed, np.ones_like(observed) if rivals is None else rivals
    )
    direction = widest_growth(differences)
    if direction is None:
        return None
    wins = differences @ direction > ZERO
    apart = np.zeros((observed.shape[1],) * 2, dtype=bool)
    apart[own[wins], other[wins]] = True
    by_class = direction.reshape(observed.shape[1] - 1, -1)
    return Separation(standard.infinite(by_class, x.shape[1]), apart)


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
    weights = fit._cases.weights
    weighs = bool(np.minimum.reduce(weights) > 0)
    rows: BoolArray | slice = slice(None) if weighs else weights > 0
    nothing_shows = _nothing_shows(fit, fit._outputs[rows])
    if nothing_shows and weighs and fit.lev is not None:  # levels have cases, and these weigh
        return None
    observed = fit._observed_classes(only=censored)[rows]
    seen = column_counts(observed) > 0
    if not censored and not seen.all():
        return _without_weight(fit, np.flatnonzero(~seen))
    if nothing_shows:
        return None
    P = fit._class_probabilities[rows]
    x = fit._cases.design[rows]
    found: Separation | str | None
    if censored:
        if not _program_is_affordable(fit, observed):
            return _too_large(fit) if P.min() <= _UNLIKELY else None
        found = find_separation(x, observed, ~observed)
    else:
        found = _of_classes(fit, x, P, observed) if P.min() <= _UNLIKELY else None
        if found is None and fit.convergence and _program_is_affordable(fit, observed):
            found = find_separation(x, observed)
    if isinstance(found, str):
        return found
    return None if found is None else _message(found, fit._class_names, fit.vcoefnames)


def _nothing_shows(fit: MultinomFit, outputs: FloatArray) -> bool:
    """Whether the model has a maximum, or no case is beyond doubt.

    A search that was stopped may not have come so far as to show anything.
    """
    if fit._options.decays or not fit.vcoefnames or not len(outputs):
        return True
    if fit.convergence or not np.minimum.reduce(outputs, axis=None) > _UNLIKELY:
        return False
    return outputs.shape[1] > 1 or bool(1 - np.maximum.reduce(outputs, axis=None) > _UNLIKELY)


def _without_weight(fit: MultinomFit, empty: IntArray) -> str:
    return (
        f"no case of class {', '.join(repr(fit._class_names[k]) for k in empty)} has a weight "
        "above 0: the data say nothing of its coefficients. Drop the class, or its weights."
    )


def _program_is_affordable(fit: MultinomFit, observed: BoolArray) -> bool:
    """Whether the program of all coefficients costs little beside the fit."""
    n_rows = int((observed.sum(axis=1) * (~observed).sum(axis=1)).sum())
    return n_rows * fit._coefficients.size <= _affordable(fit)


def _of_classes(
    fit: MultinomFit, x: FloatArray, P: FloatArray, observed: BoolArray
) -> Separation | str | None:
    """Separation as the fitted probabilities show it; words if it is too much work to tell."""
    p = x.shape[1]
    columns = np.arange(p) if fit.rank == p else independent_columns(x)
    groups = groups_of_classes(
        x if len(columns) == p else x[:, columns], possible_classes(P, observed)
    )
    if len(groups) == 1:
        return None
    standard = standard_design(x, columns)
    space = _space(standard.x, groups)
    if space is not None and not space.shape[1]:
        return None
    search = GroupSearch(standard.x, observed, groups)
    parting, settled = search.by_candidates(_standard_coefficients(fit, x, standard), space)
    if not settled:
        if space is not None and search.cells(space) <= _affordable(fit):
            parting = search.program(space) or parting
        elif parting is None:
            return _too_large(fit)
    return None if parting is None else _in_all_columns(parting, groups, standard, p)


def _space(x: FloatArray, groups: Groups) -> FloatArray | None:
    """The directions that the cases leave to the groups; None if there are too many unknowns."""
    unknowns = (len(groups) - 1) * x.shape[1]
    if np.count_nonzero(groups.possible) > len(x):  # each case has a group that is possible
        return equal_directions(x, groups)
    return np.eye(unknowns) if unknowns <= _FEW_UNKNOWNS else None


def _standard_coefficients(fit: MultinomFit, x: FloatArray, standard: StandardDesign) -> FloatArray:
    """Coefficients of the standard columns that have the fit's linear predictors."""
    coefficients = np.zeros((len(fit._class_names), x.shape[1]))
    coefficients[1:] = fit._coefficients
    if len(standard.columns) == x.shape[1]:
        return standard.directions(coefficients)
    return np.asarray(np.linalg.lstsq(standard.x, x @ coefficients.T, rcond=None)[0].T)


def _in_all_columns(
    parting: Parting, groups: Groups, standard: StandardDesign, p: int
) -> Separation:
    """What was found for groups, said of classes against the first class."""
    by_class = parting.directions[groups.of_class]
    infinite = standard.infinite(by_class[1:] - by_class[0], p)
    return Separation(infinite, parting.apart[:, groups.of_class])


def _affordable(fit: MultinomFit) -> int:
    """Cells of a linear program that cost a fraction of what the fit did."""
    products = sum(fit._evaluations or ()) * len(fit._outputs) * fit.wts.size
    return max(_SMALL_PROGRAM, products // _PRODUCTS_FOR_A_CELL)


def _too_large(fit: MultinomFit) -> str:
    return (
        "not checked for separation: some fitted probabilities are nearly 0, and whether the "
        f"predictors separate classes would cost more than the fit ({len(fit._outputs)} cases, "
        f"{len(fit._class_names)} classes, {len(fit.vcoefnames)} columns). If coefficients are "
        "very large, pass a small decay, merge levels, or drop predictors."
    )


def _message(separation: Separation, classes: tuple[str, ...], terms: tuple[str, ...]) -> str:
    quoted = [repr(level) for level in classes]
    pairs = [
        f"{level} from {', '.join(compress(quoted, row))}"
        for level, row in zip(quoted, separation.apart.tolist(), strict=True)
        if any(row)
    ]
    infinite = [
        f"{level}: {', '.join(compress(terms, row))}"
        for level, row in zip(quoted[1:], separation.infinite.tolist(), strict=True)
        if any(row)
    ]
    return (
        f"the predictors separate classes without error ({'; '.join(pairs)}): the best "
        f"coefficients are infinite ({'; '.join(infinite)}), and their standard errors mean "
        "nothing. Pass a small decay, merge levels, or drop predictors."
    )
