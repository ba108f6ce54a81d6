"""Likelihood ratio tests as package lmtest has them, and how many observations there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from pynnet._formula import dimensions, update_formula, wrapped_text
from pynnet._ground import ArgumentError, FitWarning, RWarning, is_flag, is_whole, shown, warn
from pynnet._multinom import FORMULA_WIDTH, Anova, LogLik, Multinom, fitted_to_same_rows

from ..calls import verb
from .generic import method_of, not_applicable

__all__ = ["lrtest", "nobs"]


@verb
def nobs(object: Any) -> int | float:
    """Number of observations, R's ``nobs``.

    Parameters
    ----------
    object : Multinom or LogLik
        A fit, or its log-likelihood. R has a number of the latter alone.

    Returns
    -------
    int or float
        The sum of the case weights.

    Raises
    ------
    ArgumentError
        If `object` has none, as a network.

    References
    ----------
    .. [1] R manual page ``nobs``.

    Examples
    --------
    >>> from pynnet.r import load_iris, multinom, nobs
    >>> nobs(multinom("Species ~ 1", load_iris(), trace=False))
    150
    """
    if not isinstance(object, (LogLik, Multinom)):
        raise ArgumentError(f"no 'nobs' method is available for {shown(object)}. Pass logLik(fit).")
    count = float(object.nobs)
    return int(count) if count.is_integer() else count


@verb
def lrtest(object: Any, *others: Any) -> Anova:
    """Likelihood ratio tests of models, each against the one before; ``lrtest`` of package lmtest.

    Parameters
    ----------
    object : Multinom
        The first model.
    *others : Multinom, str, int, or sequence of str or int
        Further models; or what makes one of the model before: a change of its formula, as
        ``". ~ . - age"``; or terms to leave out, by name or by number, counted from 1. Default:
        the model with an intercept alone.

    Returns
    -------
    Anova
        Prints as lmtest's: degrees of freedom, log-likelihoods, and tests in ``table``.

    Raises
    ------
    ArgumentError
        If a model has no log-likelihood, as a network; if terms are not in the model; or if the
        models were fitted to different numbers of observations.

    Warns
    -----
    RWarning
        If some terms are not in the model.
    FitWarning
        If models have different responses: R says nothing.

    References
    ----------
    .. [1] Manual page ``lrtest`` of R's package lmtest.

    Examples
    --------
    >>> from pynnet.r import load_iris, lrtest, multinom
    >>> tests = lrtest(multinom("Species ~ Sepal.Width", load_iris(), trace=False))
    >>> tests.table["Chisq"].round(3).tolist()
    [nan, 77.047]
    """
    models = [_model(object)]
    for other in others or (". ~ 1",):
        models.append(other if isinstance(other, Multinom) else _smaller(models[-1], other))
    likelihoods = [model.logLik() for model in models]
    if len({like.nobs for like in likelihoods}) > 1:
        sizes = ", ".join(f"{like.nobs:g}" for like in likelihoods)
        raise ArgumentError(
            f"models were not all fitted to the same size of dataset: {sizes} observations."
        )
    if len({formula.partition("~")[0] for formula in (model.formula for model in models)}) > 1:
        warn("lrtest: the models have different responses: the tests mean nothing.", FitWarning)
    numbers = [str(k).rjust(len(str(len(models)))) for k in range(1, len(models) + 1)]
    texts = [wrapped_text(model.formula, FORMULA_WIDTH) for model in models]
    named = [f"Model {k}: {text}" for k, text in zip(numbers, texts, strict=True)]
    return Anova(_table(likelihoods), ("Likelihood ratio test\n", "\n".join(named)))


def _model(object: Any) -> Multinom:
    if isinstance(object, Multinom):
        return object
    method_of(object, "logLik")
    raise not_applicable("lrtest", object)


def _smaller(fit: Multinom, change: Any) -> Multinom:
    """The model that a change makes of another, of the same rows if there are more without it."""
    formula = change if isinstance(change, str) and "~" in change else _without(fit, change)
    changed = fit.update(formula)
    if changed.nobs == fit.nobs:
        return changed
    return fitted_to_same_rows(fit, update_formula(fit, formula))


def _without(fit: Multinom, terms: Any) -> str:
    """The change that leaves out terms, by their names or by their numbers."""
    given = [terms] if isinstance(terms, str) or dimensions(terms) == 0 else list(terms)
    assert fit.terms is not None  # of a formula, as all such models
    labels = fit.terms.term_labels
    if given and all(is_whole(k) and not is_flag(k) for k in given):
        if any(k < 1 for k in given):
            raise ArgumentError(
                f"for numeric model specifications all values have to be >=1: got {shown(terms)}."
            )
        wanted = [labels[int(k) - 1] if k <= len(labels) else str(k) for k in given]
    elif given and all(isinstance(name, str) for name in given):
        wanted = [str(name) for name in given]
    else:
        method_of(terms, "logLik")
        raise not_applicable("logLik", terms)
    unknown = [name for name in wanted if name not in labels]
    told = f"terms specified that are not in the model: {', '.join(f'“{n}”' for n in unknown)}"
    if len(unknown) == len(wanted):
        raise ArgumentError(f"empty model specification: {told}. It has {', '.join(labels)}.")
    if unknown:
        warn(told, RWarning)
    return " - ".join([". ~ .", *(name for name in wanted if name in labels)])


def _table(likelihoods: Sequence[LogLik]) -> pd.DataFrame:
    """The table with R's names of the columns."""
    df = np.array([like.df for like in likelihoods])
    ratios = 2 * np.abs(np.diff([float(like) for like in likelihoods]))
    lost = np.diff(df)
    p = [_probability(float(x), abs(int(n))) for x, n in zip(ratios, lost, strict=True)]
    columns = {
        "#Df": df.astype(np.int64),
        "LogLik": [float(like) for like in likelihoods],
        "Df": [np.nan, *lost],
        "Chisq": [np.nan, *ratios],
        "Pr(>Chisq)": [np.nan, *p],
    }
    return pd.DataFrame(columns, index=range(1, len(df) + 1))


def _probability(x: float, df: int) -> float:
    if x <= 0:
        return 1.0
    return float(chdtrc(df, x)) if df else 0.0
