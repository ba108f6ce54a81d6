"""What R asks of a fit: its generic functions, which ask the fit's methods."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pynnet._data import Matrix, as_column, as_text
from pynnet._ground import ArgumentError
from pynnet._multinom import LogLik, Multinom
from pynnet._nnet import NNet
from pynnet._printing import Language
from pynnet._rfiles import printed_formula

from ..calls import verb
from .generic import method_of, value_of

__all__ = [
    "coef",
    "confint",
    "deviance",
    "fitted",
    "formula",
    "logLik",
    "predict",
    "residuals",
    "vcov",
]


@verb
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
    Series, DataFrame, ndarray or Categorical
        As the method gives it; but classes are R's: of a network text, of a multinomial model a
        factor with the text of its levels, both without names.

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
    method = method_of(object, "predict")
    found = method(newdata, **more) if type is None else method(newdata, type, **more)
    gives_classes = (type or ("class" if isinstance(object, Multinom) else "raw")).startswith("c")
    if not gives_classes or not isinstance(object, (NNet, Multinom)):
        return found
    classes = as_column(found, "classes")
    assert not isinstance(classes, Matrix)
    texts = as_text(classes)
    if isinstance(object, NNet):
        return texts
    return pd.Categorical(texts, categories=list(dict.fromkeys(object.lev or object.lab or ())))


@verb
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

    References
    ----------
    .. [1] R manual page ``coef``.

    Examples
    --------
    >>> from pynnet.r import coef, load_iris, multinom
    >>> coef(multinom("Species ~ 1", load_iris(), trace=False)).shape
    (2, 1)
    """
    if hasattr(object, "coefficients"):
        return object.coefficients
    return method_of(object, "coef")()


@verb
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

    References
    ----------
    .. [1] R manual page ``residuals``.

    Examples
    --------
    >>> from pynnet.r import load_iris, multinom, residuals
    >>> residuals(multinom("Species ~ 1", load_iris(), trace=False)).iloc[0].round(4).tolist()
    [0.6667, -0.3333, -0.3333]
    """
    return value_of(object, "residuals")


@verb
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

    References
    ----------
    .. [1] R manual page ``fitted``.

    Examples
    --------
    >>> from pynnet.r import fitted, load_iris, multinom
    >>> fitted(multinom("Species ~ 1", load_iris(), trace=False)).shape
    (150, 3)
    """
    return value_of(object, "fitted_values")


@verb
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

    References
    ----------
    .. [1] R manual page ``deviance``.

    Examples
    --------
    >>> from pynnet.r import deviance, load_iris, multinom
    >>> round(deviance(multinom("Species ~ 1", load_iris(), trace=False)), 3)
    329.584
    """
    return None if isinstance(object, NNet) else value_of(object, "deviance")


@verb
def formula(object: Any) -> Language:
    """The formula of a fit with ``.`` written out, R's ``formula``.

    Parameters
    ----------
    object : Multinom or NNet
        A fit from a formula.

    Returns
    -------
    Language
        The formula: a text, which ``show`` prints with R's attributes below.

    Raises
    ------
    ArgumentError
        If `object` is no fit from a formula.

    Notes
    -----
    R breaks long numbers that ``poly``, ``ns`` and the like remember into lines at other places.
    Networks do not keep whether they were fitted with weights, which R shows among the classes.

    References
    ----------
    .. [1] R manual page ``formula``.

    Examples
    --------
    >>> from pynnet.r import formula, load_iris, multinom
    >>> formula(multinom("Species ~ Petal.Width", load_iris(), decay=0.1, trace=False))
    'Species ~ Petal.Width'
    """
    spec = value_of(object, "terms")
    if spec is None:
        raise ArgumentError("invalid formula: the fit was made from arrays.")
    weighted = isinstance(object, Multinom) and object.call.arguments.get("weights") is not None
    return printed_formula(spec, *(["(weights)"] if weighted else []))


@verb
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

    References
    ----------
    .. [1] R manual page ``logLik``.

    Examples
    --------
    >>> from pynnet.r import load_iris, logLik, multinom
    >>> logLik(multinom("Species ~ 1", load_iris(), trace=False))
    'log Lik.' -164.7918 (df=2)
    """
    return object if isinstance(object, LogLik) else method_of(object, "logLik")()


@verb
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

    References
    ----------
    .. [1] R manual page ``vcov``.

    Examples
    --------
    >>> from pynnet.r import load_iris, multinom, vcov
    >>> vcov(multinom("Species ~ 1", load_iris(), trace=False)).shape
    (2, 2)
    """
    return method_of(object, "vcov")(**more)


@verb
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

    References
    ----------
    .. [1] R manual page ``confint``.

    Examples
    --------
    >>> from pynnet.r import confint, load_iris, multinom
    >>> type(confint(multinom("Species ~ 1", load_iris(), trace=False))).__name__
    'ConfidenceIntervals'
    """
    return method_of(object, "confint")(parm, level, **more)
