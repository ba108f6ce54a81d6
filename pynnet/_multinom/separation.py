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

from pynnet._ground import BoolArray, FitWarning, FloatArray, IntArray, warn
from pynnet._network import CENSORED

from .fitted import MultinomFit

__all__ = ["Separation", "find_separation", "warn_about_classes"]

# Signs that let the linear program be run. It decides; these only keep ordinary fits from its cost.
_UNLIKELY = 1e-3  # a fitted probability
_FLAT = 1e-2  # information per observation, columns scaled to a mean square of 1
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

    sizes = np.sqrt((x**2).sum(axis=0))
    r, order = qr(x / np.where(sizes > 0, sizes, 1), mode="r", pivoting=True)
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


def warn_about_classes(fit: MultinomFit) -> None:
    """Warn of classes without weight, and of classes that the predictors separate."""
    weighted = fit._cases.weights > 0
    targets, classes = fit._class_targets[weighted], fit._class_names
    observed, rivals = targets > 0, None
    if fit._options.criterion is CENSORED:
        observed = targets == 1  # what is possible; any other number is not
        rivals = ~observed
    empty = ", ".join(repr(classes[k]) for k in np.flatnonzero(~observed.any(axis=0)))
    if empty and rivals is None:
        warn(
            f"no case of class {empty} has a weight above 0: the data say nothing of its "
            "coefficients. Drop the class, or its weights.",
            FitWarning,
        )
    elif not np.any(fit._options.decay) and _may_be_separated(fit, weighted):
        separation = find_separation(fit._cases.design[weighted], observed, rivals)
        if separation is not None:
            warn(_message(separation, classes, fit.vcoefnames), FitWarning)


def _may_be_separated(fit: MultinomFit, weighted: BoolArray) -> bool:
    """Whether the fit has the signs of separated classes."""
    if not fit.vcoefnames or not weighted.any():
        return False
    P, x, w = fit._class_probabilities, fit._cases.design, fit._cases.weights
    if P[weighted].min() > _UNLIKELY:
        return False
    sizes = np.sqrt(w @ np.square(x) / w.sum())
    scale = np.tile(np.where(sizes > 0, sizes, 1), P.shape[1] - 1)
    H = fit._information() / scale / scale[:, np.newaxis]
    return bool(np.linalg.eigvalsh(H)[0] < _FLAT * w.sum())


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
