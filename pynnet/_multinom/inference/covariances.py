"""Covariances of the coefficients: R's, one in any units, robust ones, and one's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_column, as_matrix
from pynnet._ground import (
    AnyArray,
    ArgumentError,
    DataError,
    FitWarning,
    FloatArray,
    IntArray,
    RWarning,
    entry,
    invalid,
    one_word,
    shown,
    warn,
)
from pynnet._network import CENSORED

from ..covariance import badly_scaled, pseudo_inverse, squared_scores, stable_covariance
from ..fitted import MultinomFit
from .robust import clustered_meat, sandwich

__all__ = ["covariance_for", "standard_errors", "vcov"]

_INVERSES = ("R", "stable")
_TYPES = ("model", "HC0", "HC1", "cluster")
_ASYMMETRY = 1e-8  # of the largest value: rounding of an inverse leaves less


@entry
def vcov(
    fit: MultinomFit, /, method: str = "R", *, type: str = "model", groups: Any = None
) -> pd.DataFrame:
    """Covariance of the coefficients.

    Parameters
    ----------
    method : {"R", "stable"}, optional
        How the matrix of second derivatives, the information, is inverted. Default "R".

        - ``"R"``: R's pseudo-inverse. It leaves out directions whose information is below
          1.5e-8 of the largest, which depends on the units of the columns: with columns of
          very different size it leaves out too much, and a warning names them.
        - ``"stable"``: the inverse, made after scaling, so that it does not depend on units.
          Coefficients that the data do not determine have NaN, and a warning names them.
    type : {"model", "HC0", "HC1", "cluster"}, optional
        What the covariance relies on. Default "model".

        - ``"model"``: the inverse, as R's ``vcov`` gives it: right if the model is.
        - ``"HC0"``: the sandwich of the inverse and the squared scores of the cases [1]_, as R's
          package sandwich gives it: right also if the variances are not those of the model.
        - ``"HC1"``: that times n / (n - k), for n cases and k coefficients.
        - ``"cluster"``: the sandwich of the scores of groups of cases that depend on one another,
          times G / (G - 1) for G groups.
    groups : Series or sequence, optional
        With ``type="cluster"``, the group of each row of the data, or of each case fitted: labels
        of any kind. A Series is aligned by its index.

    Returns
    -------
    DataFrame
        A row and a column for each coefficient, class by class.

    Raises
    ------
    ArgumentError
        If `method` or `type` is none of these, `groups` does not go with `type`, has another
        length, or fewer than two groups; if scores of cases are not known: with ``summ=``, with
        `censored`, or where R's file holds no data.
    DataError
        If squares of the predictors are beyond the range of numbers; if a group is missing.

    Warns
    -----
    FitWarning
        If R's matrix leaves out what the data determine, or the data do not determine all
        coefficients.

    Notes
    -----
    As in R, the information is that of the likelihood: `decay` adds nothing to it, and with
    `censored` it is that of a case whose class is known.

    Standard errors are R's within 1e-7, but for nearly perfect, saturated or badly scaled fits,
    where the digits are those of the library that computes singular values. Robust ones agree
    with those of sandwich within 1e-8 where those of the model do.

    In a sandwich a weight multiplies the score of its case, as in R: a case of weight 2 is one case
    that counts twice, not two cases. A row of a matrix of counts is one case.

    References
    ----------
    .. [1] Zeileis, A., "Object-oriented computation of sandwich estimators", *Journal of
       Statistical Software*, 16(9), 2006.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.vcov().iloc[:2, :2].round(3)
                            versicolor:(Intercept)  versicolor:Sepal.Width
    versicolor:(Intercept)                   9.390                  -3.024
    versicolor:Sepal.Width                  -3.024                   0.983
    >>> fit.vcov(type="HC0").iloc[:2, :2].round(3)
                            versicolor:(Intercept)  versicolor:Sepal.Width
    versicolor:(Intercept)                  11.597                  -3.704
    versicolor:Sepal.Width                  -3.704                   1.191
    """
    one_word("method", method, _INVERSES)
    one_word("type", type, _TYPES)
    if (groups is not None) != (type == "cluster"):
        raise ArgumentError(
            f"'groups' and type=\"cluster\" go together: got type={type!r} and groups="
            f"{shown(groups)}. Pass the group of each case."
        )
    if type != "model":
        fit._check_cases(f'vcov(type="{type}")')
    clusters = None if groups is None else _clusters(fit, groups)
    if type != "model":
        _check_scores_are_known(fit)
    if not np.isfinite(fit._information()).all():
        raise DataError(_beyond_numbers(fit))
    covariance = _covariance_of_r(fit) if method == "R" else _covariance_in_any_units(fit)
    if type != "model":
        covariance = _robust(fit, covariance, clusters)
        if type == "HC1":
            covariance *= _correction_of_hc1(fit)
    # Nobody else has the matrix, which may be the largest thing there is.
    labels = fit._coefficient_labels
    return pd.DataFrame(covariance, index=labels, columns=labels, copy=False)


def covariance_for(fit: MultinomFit, method: str, own: Any) -> pd.DataFrame:
    """The covariance that standard errors are made of: the user's own, or that of :func:`vcov`.

    A frame is brought into the order of the coefficients; an array has it.

    Raises
    ------
    ArgumentError
        If it is no symmetric matrix with a row for each coefficient.
    DataError
        If it holds no numbers.
    """
    if own is None:
        return vcov(fit, method)
    labels = fit._coefficient_labels
    if one_word("vcov_method", method, _INVERSES) != "R":
        raise ArgumentError(
            "'vcov' is the covariance itself, so that 'vcov_method' has nothing to do: pass one."
        )
    remedy = f"a matrix as vcov() returns it, {len(labels)} by {len(labels)}"
    if isinstance(own, str):
        raise ArgumentError(f"invalid 'vcov': got {shown(own)}. Pass {remedy}: vcov(type='HC1').")
    if isinstance(own, pd.DataFrame):
        names = [[str(name) for name in axis] for axis in own.axes]
        if any(sorted(axis) != sorted(labels) for axis in names):
            raise invalid("vcov", own, f"{remedy}, its rows and columns named {', '.join(labels)}")
        own = own.set_axis(names[0]).set_axis(names[1], axis=1).loc[labels, labels]
    values = as_matrix(own, "vcov").values
    if values.shape != (len(labels), len(labels)):
        raise ArgumentError(f"invalid 'vcov': its shape is {values.shape}. Pass {remedy}.")
    room = _ASYMMETRY * np.abs(values).max(initial=0.0)
    if not (np.isfinite(values).all() and (np.abs(values - values.T) <= room).all()):
        raise ArgumentError(f"invalid 'vcov': it is not symmetric, or not finite. Pass {remedy}.")
    return pd.DataFrame(values.copy(), index=labels, columns=labels, copy=False)


def standard_errors(fit: MultinomFit, covariance: pd.DataFrame) -> FloatArray:
    """Standard errors, shape (classes - 1, terms)."""
    variances = np.diag(covariance)
    if (variances < 0).any():
        warn("NaNs produced: rounding made a variance negative.", RWarning)
    with np.errstate(invalid="ignore"):
        return np.sqrt(variances).reshape(fit._coefficients.shape)


def _beyond_numbers(fit: MultinomFit) -> str:
    x = fit._cases.design
    largest = np.maximum(x.max(axis=0), -x.min(axis=0))
    worst = int(np.argmax(largest))
    return (
        "infinite or missing values in 'x': the second derivatives need squares of column "
        f"{fit.vcoefnames[worst]!r}, whose values go up to {largest[worst]:.3g}. "
        "Divide the column by a constant and fit again."
    )


def _covariance_of_r(fit: MultinomFit) -> FloatArray:
    H = fit._information()
    if not H.any():  # no observations, and so no direction that they determine
        return pseudo_inverse(H)
    sizes = _column_sizes(fit, H)
    causes = ", ".join(repr(fit.vcoefnames[j]) for j in badly_scaled(H, sizes))
    if causes:
        warn(
            f"the covariance leaves out what the data determine, as R's does, because of the "
            f'scale of {causes}: rescale the column(s), or pass method="stable" to vcov().',
            FitWarning,
        )
    return pseudo_inverse(H)


def _column_sizes(fit: MultinomFit, H: FloatArray) -> FloatArray:
    """Root mean squares of the columns of the design; roughly so, where it is not known."""
    x = fit._cases.known_design
    if x is None:
        curvatures = np.diag(H).reshape(-1, len(fit.vcoefnames)).max(axis=0)
        return np.sqrt(curvatures / max(fit.nobs, 1.0))
    with np.errstate(under="ignore"):
        return np.asarray(np.sqrt(np.einsum("ij,ij->j", x, x) / len(x)))  # without a copy of it


def _covariance_in_any_units(fit: MultinomFit) -> FloatArray:
    covariance, estimable = stable_covariance(fit._information())
    if not estimable.all():
        labels = zip(fit._coefficient_labels, estimable, strict=True)
        missing = ", ".join(repr(label) for label, determined in labels if not determined)
        warn(
            f"the data do not determine {missing}: the variance is NaN. "
            "Drop columns that others make up; if classes are separated, pass a decay.",
            FitWarning,
        )
    return covariance


def _robust(fit: MultinomFit, bread: FloatArray, clusters: IntArray | None) -> FloatArray:
    """The sandwich of scores of cases, or of clusters of them."""
    x, w = fit._cases.design, fit._cases.weights
    residuals = fit._class_targets[:, 1:] - fit._probabilities
    if clusters is None:
        return sandwich(bread, squared_scores(x, residuals, w))
    return sandwich(bread, clustered_meat(x, residuals, w, clusters))


def _correction_of_hc1(fit: MultinomFit) -> float:
    n, k = len(fit._cases.weights), fit._coefficients.size
    if n <= k:
        raise ArgumentError(
            f'type="HC1" divides by the cases less the coefficients, {n} - {k}: pass type="HC0".'
        )
    return n / (n - k)


def _check_scores_are_known(fit: MultinomFit) -> None:
    """Raise an error where the cases are not those that the likelihood is a product of."""
    if fit._options.criterion is CENSORED:
        raise ArgumentError(
            "robust covariances need the class of each case, which censored=True leaves open."
        )
    if len(fit._cases.rows) != len(fit._cases.weights):
        raise ArgumentError(
            f"robust covariances need the scores of all {len(fit._cases.rows)} rows, which summ= "
            f"has made {len(fit._cases.weights)} cases: fit with summ=0."
        )


def _clusters(fit: MultinomFit, groups: Any) -> IntArray:
    """Number of the cluster of each case."""
    labels = _group_labels(fit, groups)
    numbers, found = pd.factorize(labels)
    if (numbers < 0).any():
        raise DataError(
            f"missing values in 'groups': {np.count_nonzero(numbers < 0)} cases have no group. "
            "Give each a group, or fit without them."
        )
    if len(found) < 2:
        raise ArgumentError(
            "invalid 'groups': all cases are of one group, which tells nothing of how groups "
            'vary. Pass the group of each case, or type="HC0".'
        )
    return np.asarray(numbers, dtype=np.intp)


def _group_labels(fit: MultinomFit, groups: Any) -> AnyArray | pd.Categorical:
    """The groups of the cases fitted, of those of all rows."""
    assert fit._rows is not None  # fits are from formulas
    index, complete = fit._rows.index, fit._rows.complete
    cases = index[complete]
    if isinstance(groups, pd.Series) and groups.index.is_unique and cases.isin(groups.index).all():
        groups = groups.loc[cases]
    labels = as_column(groups, "groups")
    assert not isinstance(labels, Matrix)  # it has one dimension
    if len(labels) == len(cases):
        return labels
    if len(labels) == len(index):
        return labels[complete]
    raise ArgumentError(
        f"variable lengths differ: 'groups' has {len(labels)} values, and {len(cases)} of "
        f"{len(index)} rows were fitted. Pass the group of each row."
    )
