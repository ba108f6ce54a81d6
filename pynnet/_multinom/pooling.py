"""One result of several fits, each to another imputation of the missing values: Rubin's rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from pynnet._ground import (
    ArgumentError,
    FloatArray,
    between,
    entry,
    invalid,
    is_number,
    public,
    real_number,
    shown,
)
from pynnet._numerics import quiet

from .fitted import MultinomFit
from .inference import covariance_for

__all__ = ["pool"]


@public
@entry
def pool(
    fits: Sequence[Any],
    *,
    dfcom: float | None = None,
    level: float = 0.95,
    vcov_method: str = "R",
) -> pd.DataFrame:
    """Coefficients of multinomial fits to several imputations of the data, as one result.

    Parameters
    ----------
    fits : sequence of Multinom
        Fits of one model to the data sets, at least two.
    dfcom : float, optional
        Degrees of freedom that the coefficients would have if nothing were missing, above 0; may be
        infinite. Default: the observations less the coefficients.
    level : float, optional
        Probability with which an interval holds the coefficient. Default 0.95.
    vcov_method : {"R", "stable"}, optional
        Method of ``vcov()`` of the fits. Default "R".

    Returns
    -------
    DataFrame
        A row for each coefficient: `class`, `term`, `estimate`, `std_error`, `t`, `df`, `p`
        (two-sided, of the t distribution), `conf_low`, `conf_high`; `riv`, the relative increase of
        the variance by what is missing, `lambda`, its share of the variance, and `fmi`, the
        fraction of missing information.

    Raises
    ------
    ArgumentError
        If `fits` are not two or more fits of one model to data sets of one size, `dfcom` is not
        above 0, `level` is not between 0 and 1, or `vcov_method` is neither.

    Notes
    -----
    With the mean `U` of the m variances of a coefficient and the variance `B` of its m estimates,
    the variance is ``T = U + (1 + 1 / m) * B`` [1]_. Degrees of freedom are those of [2]_. Numbers
    are those of R's package mice.

    References
    ----------
    .. [1] Rubin, D. B., *Multiple Imputation for Nonresponse in Surveys*, Wiley, 1987, section 3.3.
    .. [2] Barnard, J. and Rubin, D. B., "Small-sample degrees of freedom with multiple imputation",
       *Biometrika*, 86, 948-955, 1999.

    Examples
    --------
    >>> import numpy as np
    >>> from pynnet import load_iris, multinom, pool
    >>> fits = []
    >>> for seed in range(5):  # values drawn here stand for imputed ones
    ...     data = load_iris()
    ...     drawn = np.random.default_rng(seed).choice(data["Sepal.Width"], 15)
    ...     data.loc[::10, "Sepal.Width"] = drawn
    ...     fits.append(multinom("Species ~ Sepal.Width", data, trace=False))
    >>> pool(fits).iloc[:, :6].round(2)
            class         term  estimate  std_error     t     df
    0  versicolor  (Intercept)     14.40       2.98  4.83  32.84
    1  versicolor  Sepal.Width     -4.68       0.98 -4.79  31.11
    2   virginica  (Intercept)     10.20       2.45  4.17  65.55
    3   virginica  Sepal.Width     -3.22       0.77 -4.18  66.01
    """
    models = _checked(fits)
    level = between("level", level, 0, 1)
    first = models[0]
    complete = first.nobs - first.edf if dfcom is None else _degrees(dfcom)
    estimates = np.array([fit._coefficients.ravel() for fit in models])
    variances = np.array([np.diag(covariance_for(fit, vcov_method, None)) for fit in models])
    measures = _by_rubin(estimates, variances, complete)
    table = pd.DataFrame({
        "class": np.repeat(list(first._class_names[1:]), len(first.vcoefnames)),
        "term": list(first.vcoefnames) * (len(first._class_names) - 1),
        **measures,
    })  # fmt: skip
    estimate, error, df = (measures[name] for name in ("estimate", "std_error", "df"))
    width = -stdtrit(df, (1 - level) / 2) * error
    table.insert(7, "conf_low", estimate - width)
    table.insert(8, "conf_high", estimate + width)
    return table


@quiet  # fits that agree; variances of 0, or below it by rounding
def _by_rubin(
    estimates: FloatArray, variances: FloatArray, complete: float
) -> dict[str, FloatArray]:
    """Rubin's rules for each column; `complete` are the degrees of freedom of complete data."""
    m = len(estimates)
    estimate, within = estimates.mean(axis=0), variances.mean(axis=0)
    between_fits = (1 + 1 / m) * estimates.var(axis=0, ddof=1)
    variance = within + between_fits
    share = between_fits / variance
    t = estimate / np.sqrt(variance)
    riv = between_fits / within
    df = _degrees_of_freedom(share, m, max(complete, 0.0))
    return {
        "estimate": estimate,
        "std_error": np.sqrt(variance),
        "t": t,
        "df": df,
        "p": np.asarray(2 * stdtr(df, -np.abs(t))),
        "riv": riv,
        "lambda": share,
        "fmi": (riv + 2 / (df + 3)) / (riv + 1),
    }


def _degrees_of_freedom(share: FloatArray, m: int, complete: float) -> FloatArray:
    """Those of the imputations and those of the data observed, as resistors side by side."""
    of_imputations = (m - 1) / share**2
    if np.isinf(complete):
        return of_imputations
    observed = (complete + 1) / (complete + 3) * complete * (1 - share)
    return np.asarray(1 / (1 / of_imputations + 1 / observed))


def _degrees(dfcom: Any) -> float:
    if is_number(dfcom) and dfcom > 0:
        return math.inf if dfcom == math.inf else float(real_number("dfcom", dfcom))
    raise invalid("dfcom", dfcom, "a number above 0")


def _checked(fits: Any) -> list[MultinomFit]:
    """The fits, of one model."""
    models = list(fits) if isinstance(fits, (list, tuple)) else None
    if models is None or not all(isinstance(fit, MultinomFit) for fit in models):
        raise invalid("fits", fits, "a list of fits of multinom()")
    if len(models) < 2:
        raise ArgumentError(
            f"'fits' has {len(models)} fit(s): what is missing shows in how fits to several "
            "imputations differ. Pass two or more."
        )
    first = models[0]
    for fit in models[1:]:
        for what, mine, theirs in (
            ("classes", first._class_names, fit._class_names),
            ("terms", first.vcoefnames, fit.vcoefnames),
            ("number of observations", first.nobs, fit.nobs),
        ):
            if mine != theirs:
                raise ArgumentError(
                    f"'fits' are not of one model: the {what} differ, {shown(mine)} and "
                    f"{shown(theirs)}. Fit the same formula to each imputation."
                )
    return models
