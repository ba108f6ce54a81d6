"""How well a multinomial model fits: likelihood, tests against other models, measures of fit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pynnet._formula import with_terms
from pynnet._ground import ArgumentError, entry, invalid, is_whole
from pynnet._network import CENSORED

from ..fitted import MultinomFit
from ..likelihood import (
    LogLik,
    aic,
    efron_r2,
    likelihood_ratio,
    null_deviance,
    pseudo_r2_measures,
    terms_without,
)
from ..selection.dropped_columns import without_each_term
from ..selection.refitting import fitted_to_same_rows

__all__ = ["extractAIC", "glance", "logLik", "lr_test", "lr_tests", "pseudo_r2"]

_TYPES = {2: 2, 3: 3, "II": 2, "III": 3}  # of tests of terms


@entry
def logLik(fit: MultinomFit, /) -> LogLik:
    """Log-likelihood.

    Returns
    -------
    LogLik
        A number with the attributes `df`, the :attr:`edf`, and `nobs`.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> multinom("Species ~ Sepal.Width", load_iris(), trace=False).logLik()
    'log Lik.' -126.2685 (df=4)
    """
    return LogLik(-fit.deviance / 2, fit.edf, fit.nobs)


@entry
def extractAIC(fit: MultinomFit, /, k: float = 2) -> tuple[int, float]:
    """Number of coefficients, and the AIC with a penalty of `k` for each.

    Parameters
    ----------
    k : float, optional
        The penalty. Default 2.

    Returns
    -------
    tuple of int and float
        The :attr:`edf`, and the deviance with the penalties.

    Raises
    ------
    ArgumentError
        If `k` is not a number.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.extractAIC()[0]
    4
    """
    return fit.edf, aic(fit.deviance, fit.edf, k)


@entry
def glance(fit: MultinomFit, /) -> pd.DataFrame:
    """The fit in one row: size, likelihood, the test against the null model, convergence.

    Returns
    -------
    DataFrame
        `statistic`, `df` and `p` are those of :meth:`lr_test`.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.glance().round(2).T[0].to_dict()["null_deviance"]
    329.58
    """
    fit._check_cases("glance()")
    null, null_edf = _null_model(fit)
    test = likelihood_ratio((null, null_edf), (fit.deviance, fit.edf))
    measures = pseudo_r2_measures(fit.deviance, null, fit.edf, fit.nobs)
    return pd.DataFrame({
        "edf": fit.edf, "deviance": fit.deviance, "AIC": fit.AIC, "BIC": fit.BIC,
        "nobs": fit.nobs, "logLik": float(logLik(fit)), "null_deviance": null,
        "statistic": test["statistic"], "df": int(test["df"]), "p": test["p"],
        "McFadden": measures["McFadden"], "convergence": fit.convergence,
    }, index=[0])  # fmt: skip


@entry
def lr_test(fit: MultinomFit, /, other: MultinomFit | None = None) -> pd.Series[float]:
    """Likelihood ratio test against the null model, or between two nested fits.

    Parameters
    ----------
    other : Multinom, optional
        A fit to the same cases of which one is a special case of the other. Default: the model
        with an intercept alone (and the offset and decay of this fit).

    Returns
    -------
    Series
        `df`, `statistic`, and `p` from the chi-squared distribution.

    Raises
    ------
    ArgumentError
        If `other` was fitted to another number of observations, or has other classes.

    Notes
    -----
    With decay the deviance holds the penalty, and `p` is only a rough guide.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.lr_test().round(2).to_dict()
    {'df': 2.0, 'statistic': 77.05, 'p': 0.0}
    """
    mine = (fit.deviance, fit.edf)
    if other is None:
        fit._check_cases("lr_test()")
        return likelihood_ratio(_null_model(fit), mine)
    if not isinstance(other, MultinomFit):
        raise invalid("other", other, "a fit of multinom()")
    if other.nobs != fit.nobs or other._class_names != fit._class_names:
        raise ArgumentError(
            "models were not all fitted to the same size of dataset: "
            f"{fit.nobs:g} observations of {', '.join(fit._class_names)}, and "
            f"{other.nobs:g} of {', '.join(other._class_names)}. Fit both to the same rows."
        )
    theirs = (other.deviance, other.edf)
    return likelihood_ratio(*sorted((mine, theirs), key=lambda model: model[1]))


@entry
def lr_tests(fit: MultinomFit, /, *, type: int | str = 2) -> pd.DataFrame:
    """Likelihood ratio test of each term.

    Parameters
    ----------
    type : {2, 3, "II", "III"}, optional
        2 tests a term given all terms that do not contain it: a main effect in the model without
        its interactions. 3 tests it given all others: its columns are left out of the design, those
        of its interactions stay. Default 2.

    Returns
    -------
    DataFrame
        A row for each term: `df`, `statistic`, `p`.

    Raises
    ------
    ArgumentError
        If `type` is none of these.
    FormulaError
        If a term stands alone in a model without an intercept.

    See Also
    --------
    wald_tests : Wald tests, of type III.

    Notes
    -----
    Each model is fitted anew, to the same rows. Type 3 is ``Anova(fit, type = 3)`` of R's package
    car [1]_ and depends on the contrasts: of a main effect beside its interactions it tells
    something only with contrasts that add up to 0, as ``contr.sum``, and of numbers centred.

    References
    ----------
    .. [1] Fox, J. and Weisberg, S., *An R Companion to Applied Regression*, 3rd ed., Sage, 2019,
       section 6.3.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.lr_tests().round(2)
                  df  statistic    p
    Sepal.Width  2.0      77.05  0.0
    """
    if not (isinstance(type, str) or is_whole(type)) or type not in _TYPES:
        raise invalid("type", type, 'one of 2, 3, "II", "III"')
    fit.call.check_complete("lr_tests()")
    if _TYPES[type] == 3:
        mine = (fit.deviance, fit.edf)
        tests = {
            label: likelihood_ratio(model, mine) for label, model in without_each_term(fit).items()
        }
    else:
        tests = _tests_of_type_2(fit)
    return pd.DataFrame(tests, index=["df", "statistic", "p"], dtype=float).T


def _tests_of_type_2(fit: MultinomFit) -> dict[str, pd.Series[float]]:
    """The test of each term given those that do not contain it."""
    terms = fit._spec.terms
    models = {terms.terms: (fit.deviance, fit.edf)}
    tests = {}
    for label, term in zip(terms.labels, terms.terms, strict=True):
        large, small = terms_without(terms.terms, term)
        for term_set in (large, small):
            if term_set not in models:
                refit = fitted_to_same_rows(fit, with_terms(terms, term_set))
                models[term_set] = (refit.deviance, refit.edf)
        tests[label] = likelihood_ratio(models[small], models[large])
    return tests


@entry
def pseudo_r2(fit: MultinomFit, /) -> pd.Series[float]:
    """Measures of how much better than the null model the model is.

    Returns
    -------
    Series
        With the log-likelihoods l of the model and l0 of the null model, the edf k, and the
        sum n of the weights:

        - `McFadden` [1]_: 1 - l / l0
        - `McFadden_adjusted` [2]_: 1 - (l - k) / l0
        - `Cox_Snell` [3]_: 1 - exp(2 * (l0 - l) / n)
        - `Nagelkerke` [3]_: the last divided by its maximum, 1 - exp(2 * l0 / n)
        - `Efron` [4]_, [5]_: 1 - S / S0, with S the sum of squared differences of the classes,
          as indicators, from their probabilities, and S0 that from their shares in the data

    Notes
    -----
    Weights are counts of observations: rows with counts and a row for each observation give
    the same values. These measure single observations, not shares in groups.

    Efron's measure is that of two classes [4]_; for more, the squares are added over the
    classes [5]_. It is NaN with `censored`, where classes are not observed.

    References
    ----------
    .. [1] McFadden, D., "Conditional logit analysis of qualitative choice behavior", in
       Zarembka, P. (ed.), *Frontiers in Econometrics*, Academic Press, 1974.
    .. [2] Long, J. S. and Freese, J., *Regression Models for Categorical Dependent Variables
       Using Stata*, 3rd ed., Stata Press, 2014.
    .. [3] Nagelkerke, N. J. D., "A note on a general definition of the coefficient of
       determination", *Biometrika*, 78, 691-692, 1991.
    .. [4] Efron, B., "Regression and ANOVA with zero-one data: measures of residual variation",
       *Journal of the American Statistical Association*, 73, 113-121, 1978.
    .. [5] Haberman, S. J., "Analysis of dispersion of multinomial responses", *Journal of the
       American Statistical Association*, 77, 568-580, 1982.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.pseudo_r2().round(3)
    McFadden             0.234
    McFadden_adjusted    0.209
    Cox_Snell            0.402
    Nagelkerke           0.452
    Efron                0.239
    dtype: float64
    """
    fit._check_cases("pseudo_r2()")
    measures = pseudo_r2_measures(fit.deviance, _null_model(fit)[0], fit.edf, fit.nobs)
    measures["Efron"] = _efron(fit)
    return measures


def _efron(fit: MultinomFit) -> float:
    if fit._options.criterion is CENSORED:
        return float("nan")
    return efron_r2(fit._class_targets, fit._class_probabilities, fit._cases.weights)


def _null_model(fit: MultinomFit) -> tuple[float, int]:
    """Deviance and number of coefficients of the null model."""
    plain = not fit._cases.n_offsets and not np.any(fit._options.decay)
    if plain and fit._options.criterion is not CENSORED:
        deviance = null_deviance(fit._class_targets, fit._cases.weights)
        return deviance, len(fit._class_names) - 1
    response, offsets = fit._spec.terms.variables[0].label, fit._spec.offset
    null = fitted_to_same_rows(fit, f"{response} ~ {' + '.join(['1', *offsets])}")
    return null.deviance, null.edf
