"""The coefficients of a multinomial model, and how sure it is of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    DataError,
    FitWarning,
    FloatArray,
    RWarning,
    between,
    entry,
    flag,
    one_word,
    warn,
)

from ..covariance import badly_scaled, pseudo_inverse, stable_covariance
from ..fitted import MultinomFit
from .confidence_intervals import ConfidenceIntervals, normal_intervals, term_positions
from .summary import SummaryMultinom
from .tidy import coefficient_table

__all__ = ["coef", "confint", "summary", "tidy", "vcov"]


@entry
def coef(fit: MultinomFit, /) -> Any:
    """Coefficients: log odds of each class against the first.

    Returns
    -------
    Series or DataFrame
        For two classes a Series by term; else a row for each class but the first.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
    >>> fit.coef().round(3)
                (Intercept)  Petal.Width
    versicolor        -5.96        8.277
    virginica        -19.82       16.752
    """
    return fit._arranged(fit._coefficients.copy())


@entry
def vcov(fit: MultinomFit, /, method: str = "R") -> pd.DataFrame:
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

    Returns
    -------
    DataFrame
        A row and a column for each coefficient, class by class.

    Raises
    ------
    ArgumentError
        If `method` is neither.
    DataError
        If squares of the predictors are beyond the range of numbers.

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
    where the digits are those of the library that computes singular values.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.vcov().iloc[:2, :2].round(3)
                            versicolor:(Intercept)  versicolor:Sepal.Width
    versicolor:(Intercept)                   9.390                  -3.024
    versicolor:Sepal.Width                  -3.024                   0.983
    """
    one_word("method", method, ("R", "stable"))
    labels = fit._coefficient_labels
    if not np.isfinite(fit._information()).all():
        raise DataError(_beyond_numbers(fit))
    covariance = _covariance_of_r(fit) if method == "R" else _covariance_in_any_units(fit)
    # Nobody else has the matrix, which may be the largest thing there is.
    return pd.DataFrame(covariance, index=labels, columns=labels, copy=False)


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


def _standard_errors(fit: MultinomFit, covariance: pd.DataFrame) -> FloatArray:
    """Standard errors, shape (classes - 1, terms)."""
    variances = np.diag(covariance)
    if (variances < 0).any():
        warn("NaNs produced: rounding made a variance negative.", RWarning)
    with np.errstate(invalid="ignore"):
        return np.sqrt(variances).reshape(fit._coefficients.shape)


@entry
def confint(
    fit: MultinomFit, /, parm: Any = None, level: float = 0.95, *, vcov_method: str = "R"
) -> ConfidenceIntervals:
    """Confidence intervals of the coefficients, from the normal distribution.

    Parameters
    ----------
    parm : str, int, or sequence of these, optional
        Terms, by name or by position; positions count from 0, in R from 1. Default: all.
    level : float, optional
        Probability with which an interval holds the coefficient. Default 0.95.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".

    Returns
    -------
    ConfidenceIntervals
        Prints as in R; ``to_frame()`` makes a table of it.

    Raises
    ------
    ArgumentError
        If the model has no such term, `level` is not between 0 and 1, or `vcov_method` is neither.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> print(fit.confint("Sepal.Width", level=0.9))
    , , versicolor
    <BLANKLINE>
                      5 %      95 %
    Sepal.Width -7.749357 -4.488525
    <BLANKLINE>
    , , virginica
    <BLANKLINE>
                      5 %      95 %
    Sepal.Width -5.466613 -2.691556
    <BLANKLINE>
    """
    positions = term_positions(parm, fit.vcoefnames)
    level = between("level", level, 0, 1)
    errors = _standard_errors(fit, vcov(fit, vcov_method))
    return normal_intervals(
        fit._coefficients[:, positions],
        errors[:, positions],
        level,
        tuple(fit.vcoefnames[j] for j in positions),
        None if fit.lab is None else fit.lab[1:],
    )


@entry
def summary(
    fit: MultinomFit,
    /,
    correlation: bool = False,
    Wald_ratios: bool = False,
    *,
    vcov_method: str = "R",
) -> SummaryMultinom:
    """Coefficients with their standard errors.

    Parameters
    ----------
    correlation : bool, optional
        Whether to add the correlations of the coefficients. Default False.
    Wald_ratios : bool, optional
        Whether to add the coefficients divided by their standard errors. Default False.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".

    Returns
    -------
    SummaryMultinom
        Prints as in R.

    Raises
    ------
    ArgumentError
        If `vcov_method` is neither.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.summary(Wald_ratios=True).Wald_ratios.round(2)
                (Intercept)  Sepal.Width
    versicolor         6.15        -6.17
    virginica          4.83        -4.84
    """
    flag("correlation", correlation)
    flag("Wald_ratios", Wald_ratios)
    covariance = vcov(fit, vcov_method)
    errors = _standard_errors(fit, covariance)
    correlations: pd.DataFrame | None = None
    with np.errstate(divide="ignore", invalid="ignore"):  # where a variance is 0
        ratios = fit._coefficients / errors
        if correlation:
            correlations = covariance.div(errors.ravel(), axis=0).div(errors.ravel(), axis=1)
    return SummaryMultinom(
        coefficients=coef(fit),
        standard_errors=fit._arranged(errors),
        Wald_ratios=fit._arranged(ratios) if Wald_ratios else None,
        correlation=correlations,
        deviance=fit.deviance,
        AIC=fit.AIC,
        call=fit.call,
    )


@entry
def tidy(
    fit: MultinomFit,
    /,
    conf_int: bool = True,
    level: float = 0.95,
    exponentiate: bool = False,
    vcov_method: str = "R",
) -> pd.DataFrame:
    """Coefficients with Wald tests and intervals, a row for each.

    Parameters
    ----------
    conf_int : bool, optional
        Whether to add the limits `conf_low` and `conf_high`. Default True.
    level : float, optional
        Probability with which an interval holds the coefficient. Default 0.95.
    exponentiate : bool, optional
        Whether to show relative risk ratios, the exponentials of the coefficients, and those
        of the limits. `std_error` stays that of the coefficient. Default False.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".

    Returns
    -------
    DataFrame
        Columns `class`, `term`, `estimate`, `std_error`, `z`, `p` (two-sided, of the normal
        distribution), and the limits.

    Raises
    ------
    ArgumentError
        If `level` is not between 0 and 1, or `vcov_method` is neither.

    References
    ----------
    .. [1] Agresti, A., *Categorical Data Analysis*, 3rd ed., Wiley, 2013, section 8.1.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.tidy(exponentiate=True).iloc[:, :5].round(3)
            class         term      estimate  std_error      z
    0  versicolor  (Intercept)  1.549127e+08      3.064  6.154
    1  versicolor  Sepal.Width  2.000000e-03      0.991 -6.173
    2   virginica  (Intercept)  4.412118e+05      2.688  4.835
    3   virginica  Sepal.Width  1.700000e-02      0.844 -4.836
    """
    flag("exponentiate", exponentiate)
    wanted = between("level", level, 0, 1) if flag("conf_int", conf_int) else None
    return coefficient_table(
        fit._class_names[1:],
        fit.vcoefnames,
        fit._coefficients,
        _standard_errors(fit, vcov(fit, vcov_method)),
        wanted,
        exponentiate=exponentiate,
    )
