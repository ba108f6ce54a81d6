"""What R asks of several fits, and to find a better one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, RWarning, is_whole, warn
from pynnet._multinom import LogLik
from pynnet._numerics import log

from ..calls import verb
from .generic import method_of, variable_of

__all__ = ["AIC", "BIC", "add1", "anova", "drop1", "extractAIC", "step", "update"]


@verb
def extractAIC(fit: Any, *, k: float = 2) -> tuple[int, float]:
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

    References
    ----------
    .. [1] R manual page ``extractAIC``.

    Examples
    --------
    >>> from pynnet.r import extractAIC, load_iris, multinom
    >>> extractAIC(multinom("Species ~ 1", load_iris(), trace=False))[0]
    2
    """
    return method_of(fit, "extractAIC")(k)


@verb
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

    References
    ----------
    .. [1] R manual page ``AIC``.

    Examples
    --------
    >>> from pynnet.r import AIC, load_iris, multinom
    >>> small = multinom("Species ~ 1", load_iris(), trace=False)
    >>> large = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> AIC(small, large)["AIC"].round(2).tolist()
    [333.58, 260.54]
    """
    return _criterion("AIC", objects, lambda like: -2.0 * float(like) + k * like.df)


@verb
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

    References
    ----------
    .. [1] R manual page ``BIC``.

    Examples
    --------
    >>> from pynnet.r import BIC, load_iris, multinom
    >>> round(BIC(multinom("Species ~ 1", load_iris(), trace=False)), 3)
    339.605
    """
    return _criterion("BIC", objects, lambda like: -2.0 * float(like) + _log(like.nobs) * like.df)


@verb
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

    References
    ----------
    .. [1] R manual page ``anova``.

    Examples
    --------
    >>> from pynnet.r import anova, load_iris, multinom
    >>> fits = [multinom(f"Species ~ {x}", load_iris(), trace=False) for x in ("1", "Sepal.Width")]
    >>> anova(*fits).table["   Df"].tolist()
    [nan, 2.0]
    """
    return method_of(object, "anova")(*others, **more)


@verb
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

    References
    ----------
    .. [1] R manual page ``update``.

    Examples
    --------
    >>> from pynnet.r import formula, load_iris, multinom, update
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> formula(update(fit, ". ~ 1"))
    'Species ~ 1'
    """
    return method_of(object, "update")(formula, **changes)


@verb
def step(object: Any, *arguments: Any, **more: Any) -> Any:
    """Choose a model by dropping and adding terms, R's ``step``.

    Parameters
    ----------
    object : Multinom
        The fit to begin with.
    *arguments, **more
        Those of ``fit.step()``. As in R ``trace=0`` leaves the lines that begin with ``trying``;
        False prints nothing.

    Returns
    -------
    Multinom
        The model chosen.

    Raises
    ------
    ArgumentError
        If `object` has no such method, as a network.

    References
    ----------
    .. [1] R manual page ``step``.

    Examples
    --------
    >>> from pynnet.r import formula, load_iris, multinom, step
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> formula(step(fit, trace=False))
    'Species ~ Sepal.Width'
    """
    trace = more.get("trace", 1)
    if is_whole(trace) and trace == 0:
        more["trace"] = None
    return method_of(object, "step")(*arguments, **more)


@verb
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

    References
    ----------
    .. [1] R manual page ``drop1``.

    Examples
    --------
    >>> from pynnet.r import drop1, load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> len(drop1(fit, trace=False).table)
    2
    """
    return method_of(object, "drop1")(*arguments, **more)


@verb
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

    References
    ----------
    .. [1] R manual page ``add1``.

    Examples
    --------
    >>> from pynnet.r import add1, load_iris, multinom
    >>> fit = multinom("Species ~ 1", load_iris(), trace=False)
    >>> len(add1(fit, "~ Sepal.Width", trace=False).table)
    2
    """
    return method_of(object, "add1")(*arguments, **more)


def _criterion(name: str, models: tuple[Any, ...], of: Callable[[LogLik], float]) -> Any:
    """The criterion of one model, or a table of several."""
    if not models:
        raise ArgumentError(f'argument "object" is missing, with no default: pass {name}(fit).')
    likelihoods = [m if isinstance(m, LogLik) else method_of(m, "logLik")() for m in models]
    if len(models) == 1:
        return of(likelihoods[0])
    if len({like.nobs for like in likelihoods}) > 1:
        warn("models are not all fitted to the same number of observations", RWarning)
    names = [variable_of(model) or str(number) for number, model in enumerate(models, 1)]
    columns = {"df": [like.df for like in likelihoods], name: [of(like) for like in likelihoods]}
    return pd.DataFrame(columns, index=names)


def _log(n: float) -> float:
    return float(log(np.array([n]))[0])
