"""What R asks of a fit: its generic functions, which ask the fit's methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_column, as_text
from pynnet._ground import ArgumentError, RWarning, calling_frame, entry, warn
from pynnet._multinom import LogLik, Multinom
from pynnet._nnet import NNet
from pynnet._numerics import log

__all__ = [
    "AIC",
    "BIC",
    "add1",
    "anova",
    "coef",
    "confint",
    "deviance",
    "drop1",
    "extractAIC",
    "fitted",
    "formula",
    "logLik",
    "predict",
    "residuals",
    "step",
    "update",
    "vcov",
]


@entry
def predict(object: Any, newdata: Any = None, type: str | None = None, **more: Any) -> Any:
    """Predictions of a fit, R's ``predict``.

    Parameters
    ----------
    object : NNet, Multinom, or anything with a method ``predict``
        The fit.
    newdata : DataFrame or array_like, optional
        New cases. Default: those that were fitted.
    type : str, optional
        "raw" or "class" of a network, "class" or "probs" of a multinomial model; the beginning of
        the word is enough. Default: the first.
    **more
        Further arguments of the method, such as ``seed``.

    Returns
    -------
    Series, DataFrame or ndarray
        As the method gives it; but classes are R's text: of a network text, of a multinomial model
        a factor with the text of its levels.

    Raises
    ------
    ArgumentError
        If `object` is no fit, or as the method says.

    References
    ----------
    .. [1] R manual pages ``predict.nnet`` and ``predict.multinom`` of package nnet.

    Examples
    --------
    >>> from pynnet.r import load_iris, multinom, predict
    >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.1, trace=False)
    >>> predict(fit, load_iris().head(2)).tolist()
    ['setosa', 'setosa']
    """
    method = _method(object, "predict")
    found = method(newdata, **more) if type is None else method(newdata, type, **more)
    gives_classes = (type or ("class" if isinstance(object, Multinom) else "raw")).startswith("c")
    if not gives_classes or not isinstance(object, (NNet, Multinom)):
        return found
    classes = as_column(found, "classes")
    assert not isinstance(classes, Matrix)
    texts = as_text(classes)
    if isinstance(object, NNet):
        return pd.Series(texts, found.index) if isinstance(found, pd.Series) else texts
    levels = dict.fromkeys(object.lev or object.lab or ())
    return pd.Series(pd.Categorical(texts, categories=list(levels)), found.index, name=found.name)


@entry
def coef(object: Any) -> Any:
    """Coefficients of a multinomial model or weights of a network, R's ``coef``.

    Parameters
    ----------
    object : NNet or Multinom
        The fit, or a summary of one.

    Returns
    -------
    Series or DataFrame
        As ``fit.coef()`` gives them.

    Raises
    ------
    ArgumentError
        If `object` has no coefficients.

    Examples
    --------
    >>> from pynnet.r import coef, load_iris, multinom
    >>> coef(multinom("Species ~ 1", load_iris(), trace=False)).shape
    (2, 1)
    """
    if hasattr(object, "coefficients"):
        return object.coefficients
    return _method(object, "coef")()


@entry
def residuals(object: Any) -> Any:
    """Targets less fitted values of each case, R's ``residuals``.

    Parameters
    ----------
    object : NNet or Multinom
        The fit.

    Returns
    -------
    Series, DataFrame or ndarray
        ``fit.residuals``.

    Raises
    ------
    ArgumentError
        If `object` is no fit.

    Examples
    --------
    >>> from pynnet.r import load_iris, multinom, residuals
    >>> residuals(multinom("Species ~ 1", load_iris(), trace=False)).iloc[0].round(4).tolist()
    [0.6667, -0.3333, -0.3333]
    """
    return _value(object, "residuals")


@entry
def fitted(object: Any) -> Any:
    """Fitted values of each case, R's ``fitted``.

    Parameters
    ----------
    object : NNet or Multinom
        The fit.

    Returns
    -------
    Series, DataFrame or ndarray
        ``fit.fitted_values``.

    Raises
    ------
    ArgumentError
        If `object` is no fit.

    Examples
    --------
    >>> from pynnet.r import fitted, load_iris, multinom
    >>> fitted(multinom("Species ~ 1", load_iris(), trace=False)).shape
    (150, 3)
    """
    return _value(object, "fitted_values")


@entry
def deviance(object: Any) -> float | None:
    """Minus twice the log-likelihood of a multinomial model, R's ``deviance``.

    Parameters
    ----------
    object : Multinom or NNet
        The fit.

    Returns
    -------
    float or None
        None of a network, as R gives NULL.

    Raises
    ------
    ArgumentError
        If `object` is no fit.

    Examples
    --------
    >>> from pynnet.r import deviance, load_iris, multinom
    >>> round(deviance(multinom("Species ~ 1", load_iris(), trace=False)), 3)
    329.584
    """
    return None if isinstance(object, NNet) else _value(object, "deviance")


@entry
def formula(object: Any) -> str:
    """The formula of a fit with ``.`` written out, R's ``formula``.

    Parameters
    ----------
    object : Multinom or NNet
        A fit from a formula.

    Returns
    -------
    str
        The formula.

    Raises
    ------
    ArgumentError
        If `object` is no fit from a formula.

    Examples
    --------
    >>> from pynnet.r import formula, load_iris, multinom
    >>> formula(multinom("Species ~ Petal.Width", load_iris(), decay=0.1, trace=False))
    'Species ~ Petal.Width'
    """
    if isinstance(object, NNet) and object.terms is not None:
        return object.terms.expanded_formula
    text = None if isinstance(object, NNet) else _value(object, "formula")
    if not isinstance(text, str):
        raise ArgumentError("invalid formula: the fit was made from arrays.")
    return text


@entry
def logLik(object: Any) -> LogLik:
    """Log-likelihood of a multinomial model, R's ``logLik``.

    Parameters
    ----------
    object : Multinom
        The fit.

    Returns
    -------
    LogLik
        A number with its degrees of freedom.

    Raises
    ------
    ArgumentError
        If `object` has none, as a network.

    Examples
    --------
    >>> from pynnet.r import load_iris, logLik, multinom
    >>> logLik(multinom("Species ~ 1", load_iris(), trace=False))
    'log Lik.' -164.7918 (df=2)
    """
    return object if isinstance(object, LogLik) else _method(object, "logLik")()


@entry
def extractAIC(fit: Any, k: float = 2) -> tuple[int, float]:
    """Degrees of freedom and Akaike's criterion, R's ``extractAIC``.

    Parameters
    ----------
    fit : Multinom
        The fit.
    k : float, optional
        Penalty of each coefficient. Default 2.

    Returns
    -------
    tuple of int and float
        Degrees of freedom, criterion.

    Raises
    ------
    ArgumentError
        If `fit` has none, as a network.

    Examples
    --------
    >>> from pynnet.r import extractAIC, load_iris, multinom
    >>> extractAIC(multinom("Species ~ 1", load_iris(), trace=False))[0]
    2
    """
    return _method(fit, "extractAIC")(k)


@entry
def AIC(*objects: Any, k: float = 2.0) -> Any:
    """Akaike's information criterion of one model, or a table of several, R's ``AIC``.

    Parameters
    ----------
    *objects : Multinom or LogLik
        The models.
    k : float, optional
        Penalty of each coefficient. Default 2.

    Returns
    -------
    float or DataFrame
        Of several models a row for each, named by the variables that hold them: ``df``, ``AIC``.

    Raises
    ------
    ArgumentError
        If there is no model, or one that has no log-likelihood.

    Warns
    -----
    RWarning
        If the models were fitted to different numbers of observations.

    Examples
    --------
    >>> from pynnet.r import AIC, load_iris, multinom
    >>> small = multinom("Species ~ 1", load_iris(), trace=False)
    >>> large = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> AIC(small, large)["AIC"].round(2).tolist()
    [333.58, 260.54]
    """
    return _criterion("AIC", objects, lambda like: -2.0 * float(like) + k * like.df)


@entry
def BIC(*objects: Any) -> Any:
    """Bayesian information criterion of one model, or a table of several, R's ``BIC``.

    Parameters
    ----------
    *objects : Multinom or LogLik
        The models.

    Returns
    -------
    float or DataFrame
        Of several models a row for each, named by the variables that hold them: ``df``, ``BIC``.

    Raises
    ------
    ArgumentError
        If there is no model, or one that has no log-likelihood.

    Warns
    -----
    RWarning
        If the models were fitted to different numbers of observations.

    Examples
    --------
    >>> from pynnet.r import BIC, load_iris, multinom
    >>> round(BIC(multinom("Species ~ 1", load_iris(), trace=False)), 3)
    339.605
    """
    return _criterion("BIC", objects, lambda like: -2.0 * float(like) + _log(like.nobs) * like.df)


@entry
def vcov(object: Any, **more: Any) -> pd.DataFrame:
    """Covariance matrix of the coefficients, R's ``vcov``.

    Parameters
    ----------
    object : Multinom
        The fit.
    **more
        Arguments of ``fit.vcov()``.

    Returns
    -------
    DataFrame
        Rows and columns are named by the coefficients.

    Raises
    ------
    ArgumentError
        If `object` has none, as a network.

    Examples
    --------
    >>> from pynnet.r import load_iris, multinom, vcov
    >>> vcov(multinom("Species ~ 1", load_iris(), trace=False)).shape
    (2, 2)
    """
    return _method(object, "vcov")(**more)


@entry
def confint(object: Any, parm: Any = None, level: float = 0.95, **more: Any) -> Any:
    """Wald intervals of the coefficients, R's ``confint``.

    Parameters
    ----------
    object : Multinom
        The fit.
    parm : optional
        Names or positions of coefficients. Default: all.
    level : float, optional
        Confidence level, between 0 and 1. Default 0.95.
    **more
        Further arguments of ``fit.confint()``.

    Returns
    -------
    ConfidenceIntervals
        As ``fit.confint()`` gives them.

    Raises
    ------
    ArgumentError
        If `object` has none, as a network.

    Examples
    --------
    >>> from pynnet.r import confint, load_iris, multinom
    >>> type(confint(multinom("Species ~ 1", load_iris(), trace=False))).__name__
    'ConfidenceIntervals'
    """
    return _method(object, "confint")(parm, level, **more)


@entry
def anova(object: Any, *others: Any, **more: Any) -> Any:
    """Likelihood ratio tests between multinomial models, R's ``anova``.

    Parameters
    ----------
    object, *others : Multinom
        Two models or more.
    **more
        Arguments of ``fit.anova()``.

    Returns
    -------
    Anova
        Prints as R's.

    Raises
    ------
    ArgumentError
        If there is one model only, or one that has no such tests.

    Examples
    --------
    >>> from pynnet.r import anova, load_iris, multinom
    >>> fits = [multinom(f"Species ~ {x}", load_iris(), trace=False) for x in ("1", "Sepal.Width")]
    >>> anova(*fits).table["   Df"].tolist()
    [nan, 2.0]
    """
    return _method(object, "anova")(*others, **more)


@entry
def update(object: Any, formula: str | None = None, **changes: Any) -> Any:
    """Fit a model again with another formula or other arguments, R's ``update``.

    Parameters
    ----------
    object : Multinom
        The fit.
    formula : str, optional
        The new formula; ``.`` stands for what was there.
    **changes
        Arguments of the fit that change.

    Returns
    -------
    Multinom
        The new fit.

    Raises
    ------
    ArgumentError
        If `object` cannot be fitted again.

    Examples
    --------
    >>> from pynnet.r import formula, load_iris, multinom, update
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> formula(update(fit, ". ~ 1"))
    'Species ~ 1'
    """
    return _method(object, "update")(formula, **changes)


@entry
def step(object: Any, *arguments: Any, **more: Any) -> Any:
    """Choose a model by dropping and adding terms, R's ``step``.

    Parameters
    ----------
    object : Multinom
        The fit to begin with.
    *arguments, **more
        Those of ``fit.step()``.

    Returns
    -------
    Multinom
        The model chosen.

    Raises
    ------
    ArgumentError
        If `object` has no such method, as a network.

    Examples
    --------
    >>> from pynnet.r import formula, load_iris, multinom, step
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> formula(step(fit, trace=0))
    'Species ~ Sepal.Width'
    """
    return _method(object, "step")(*arguments, **more)


@entry
def drop1(object: Any, *arguments: Any, **more: Any) -> Any:
    """What dropping each single term changes, R's ``drop1``.

    Parameters
    ----------
    object : Multinom
        The fit.
    *arguments, **more
        Those of ``fit.drop1()``.

    Returns
    -------
    SingleTerms
        Prints as R's.

    Raises
    ------
    ArgumentError
        If `object` has no such method, as a network.

    Examples
    --------
    >>> from pynnet.r import drop1, load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> len(drop1(fit, trace=False).table)
    2
    """
    return _method(object, "drop1")(*arguments, **more)


@entry
def add1(object: Any, *arguments: Any, **more: Any) -> Any:
    """What adding each single term changes, R's ``add1``.

    Parameters
    ----------
    object : Multinom
        The fit.
    *arguments, **more
        Those of ``fit.add1()``.

    Returns
    -------
    SingleTerms
        Prints as R's.

    Raises
    ------
    ArgumentError
        If `object` has no such method, as a network.

    Examples
    --------
    >>> from pynnet.r import add1, load_iris, multinom
    >>> fit = multinom("Species ~ 1", load_iris(), trace=False)
    >>> len(add1(fit, "~ Sepal.Width", trace=False).table)
    2
    """
    return _method(object, "add1")(*arguments, **more)


def _method(thing: Any, name: str) -> Callable[..., Any]:
    """The method of a fit, or R's error for what has none."""
    method = getattr(thing, name, None)
    if callable(method):
        return method
    raise _not_applicable(name, thing)


def _value(thing: Any, name: str) -> Any:
    if isinstance(thing, (NNet, Multinom)):
        return getattr(thing, name)
    raise _not_applicable(name, thing)


def _not_applicable(name: str, thing: Any) -> ArgumentError:
    return ArgumentError(
        f"no applicable method for '{name}' applied to an object of class {_class_in_r(thing)}. "
        "Pass a fit that has one."
    )


def _class_in_r(thing: Any) -> str:
    if isinstance(thing, Multinom):
        return "\"c('multinom', 'nnet')\""
    if isinstance(thing, NNet):
        return '"nnet"' if thing.terms is None else "\"c('nnet.formula', 'nnet')\""
    return f'"{type(thing).__name__}"'


def _criterion(name: str, models: tuple[Any, ...], of: Callable[[LogLik], float]) -> Any:
    """The criterion of one model, or a table of several."""
    if not models:
        raise ArgumentError(f'argument "object" is missing, with no default: pass {name}(fit).')
    likelihoods = [m if isinstance(m, LogLik) else _method(m, "logLik")() for m in models]
    if len(models) == 1:
        return of(likelihoods[0])
    if len({like.nobs for like in likelihoods}) > 1:
        warn("models are not all fitted to the same number of observations", RWarning)
    columns = {"df": [like.df for like in likelihoods], name: [of(like) for like in likelihoods]}
    return pd.DataFrame(columns, index=_names_of(models))


def _names_of(things: tuple[Any, ...]) -> list[str]:
    """The variables that hold some things where the package was called; else their numbers."""
    frame = calling_frame()
    scopes = () if frame is None else (frame.f_locals, frame.f_globals)
    return [
        next((k for scope in scopes for k, v in scope.items() if v is thing), str(number))
        for number, thing in enumerate(things, 1)
    ]


def _log(n: float) -> float:
    return float(log(np.array([n]))[0])
