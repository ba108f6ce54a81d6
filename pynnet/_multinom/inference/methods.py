"""The coefficients of a multinomial model, and how sure it is of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import between, entry, flag
from pynnet._printing import check_digits, print_options

from ..fitted import MultinomFit
from .confidence_intervals import ConfidenceIntervals, normal_intervals, term_positions
from .covariances import covariance_for, standard_errors
from .summary import SummaryMultinom
from .tidy import coefficient_table

__all__ = ["coef", "confint", "summary", "tidy"]


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
def confint(
    fit: MultinomFit,
    /,
    parm: Any = None,
    level: float = 0.95,
    *,
    vcov_method: str = "R",
    vcov: Any = None,
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
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    ConfidenceIntervals
        Prints as in R; ``to_frame()`` makes a table of it.

    Raises
    ------
    ArgumentError
        If the model has no such term, `level` is not between 0 and 1, `vcov_method` is neither, or
        `vcov` is no symmetric matrix with a row for each coefficient.

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
    errors = standard_errors(fit, covariance_for(fit, vcov_method, vcov))
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
    digits: int | None = None,
    Wald_ratios: bool = False,
    *,
    vcov_method: str = "R",
    vcov: Any = None,
) -> SummaryMultinom:
    """Coefficients with their standard errors.

    Parameters
    ----------
    correlation : bool, optional
        Whether to add the correlations of the coefficients. Default False.
    digits : int, optional
        Significant digits of the coefficients and of all beside them that is printed, from 1 to 22.
        Default: those of :func:`pynnet.options`, which the deviance and AIC have always.
    Wald_ratios : bool, optional
        Whether to add the coefficients divided by their standard errors. Default False.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    SummaryMultinom
        Prints as in R.

    Raises
    ------
    ArgumentError
        If `vcov_method` is neither, or `vcov` is no symmetric matrix with a row for each
        coefficient.

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
    digits = print_options().digits if digits is None else check_digits(digits)
    covariance = covariance_for(fit, vcov_method, vcov)
    errors = standard_errors(fit, covariance)
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
        digits=digits,
    )


@entry
def tidy(
    fit: MultinomFit,
    /,
    conf_int: bool = True,
    level: float = 0.95,
    exponentiate: bool = False,
    vcov_method: str = "R",
    vcov: Any = None,
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
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    DataFrame
        Columns `class`, `term`, `estimate`, `std_error`, `z`, `p` (two-sided, of the normal
        distribution), and the limits.

    Raises
    ------
    ArgumentError
        If `level` is not between 0 and 1, `vcov_method` is neither, or
        `vcov` is no symmetric matrix with a row for each coefficient.

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
        standard_errors(fit, covariance_for(fit, vcov_method, vcov)),
        wanted,
        exponentiate=exponentiate,
    )
