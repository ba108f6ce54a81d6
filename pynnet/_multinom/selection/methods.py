"""Comparing multinomial models, and choosing among them term by term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pynnet._formula import update_formula
from pynnet._ground import ArgumentError, entry, flag

from ..comparison_tables import Anova, SingleTerms
from ..fitted import MultinomFit
from .anova import successive_tests
from .single_terms import add_each, by_aic, drop_each, table_of, terms_to_add, terms_to_drop
from .stepwise import select_stepwise
from .trials import Trial, Trials

__all__ = ["add1", "anova", "drop1", "step", "update"]


@entry
def update(
    fit: MultinomFit, /, formula: str | None = None, *, evaluate: bool = True, **changes: Any
) -> Any:
    """Fit the model again with other arguments.

    Parameters
    ----------
    formula : str, optional
        A change of the formula, as :func:`pynnet.update_formula` takes it.
    evaluate : bool, optional
        Whether to fit; if not, the call is returned. Default True.
    **changes
        Other arguments of :func:`pynnet.multinom`; None takes one away.

    Returns
    -------
    Multinom or MatchedCall
        The new fit, or its call.

    Raises
    ------
    FormulaError
        If the new formula cannot be read, or names what is not there.
    DataError
        If the data cannot be fitted, as in :func:`pynnet.multinom`.
    ArgumentError
        If another argument is wrong.

    Warns
    -----
    FitWarning
        As :func:`pynnet.multinom` does: the new fit is checked whatever was said of the old one.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> iris = load_iris()
    >>> fit = multinom("Species ~ .", iris, decay=0.01, maxit=500, trace=False)
    >>> fit.update("~ . - Sepal.Length").formula
    'Species ~ Sepal.Width + Petal.Length + Petal.Width'
    """
    if formula is not None:
        changes["formula"] = update_formula(fit, formula)
    flag("evaluate", evaluate)
    call = fit.call.changed(**changes)
    return call.again() if evaluate else call


@entry
def anova(fit: MultinomFit, /, *others: Any, test: str = "Chisq") -> Anova:
    """Likelihood ratio tests of this model and others.

    Parameters
    ----------
    *others : Multinom
        Models fitted to the same cases. Each is tested against the one with fewer coefficients.
    test : {"Chisq", "none"}, optional
        Whether to give probabilities. As in R they are 1 minus the distribution function, and
        so 0 where they are less than 1e-16. Default "Chisq".

    Returns
    -------
    Anova
        Prints as in R.

    Raises
    ------
    ArgumentError
        If there is no other model, one is not a fit of :func:`pynnet.multinom` or was fitted to
        other cases, or `test` is neither.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> iris = load_iris()
    >>> small = multinom("Species ~ Sepal.Length", iris, decay=0.01, maxit=500, trace=False)
    >>> large = small.update("~ . + Sepal.Width")
    >>> small.anova(large)
    Likelihood ratio tests of Multinomial Models
    <BLANKLINE>
    Response: Species
                           Model Resid. df Resid. Dev   Test    Df LR stat. Pr(Chi)
    1               Sepal.Length       296   207.9420
    2 Sepal.Length + Sepal.Width       294   129.0834 1 vs 2     2 78.85867       0
    """
    for other in others:
        if not isinstance(other, MultinomFit):
            raise ArgumentError(f"models must be fits of multinom(), got {type(other).__name__}.")
    return successive_tests([fit, *others], test)


@entry
def drop1(
    fit: MultinomFit,
    /,
    scope: str | Sequence[str] | None = None,
    *,
    sorted: bool = False,
    trace: bool | None = None,
) -> SingleTerms:
    """Models without one term each, and their AIC.

    Parameters
    ----------
    scope : str or sequence of str, optional
        Terms to drop, as a formula or by their labels. Default: all that are marginal to no other.
    sorted : bool, optional
        Whether to sort by AIC. Default False.
    trace : bool, optional
        True: the fits print their search; False: nothing is printed. Default None, which prints
        as R does the lines that begin with ``trying``.

    Returns
    -------
    SingleTerms
        Prints as in R.

    Raises
    ------
    ArgumentError
        If the model has no such term.
    FormulaError
        If `scope` is a formula that cannot be read.
    DataError
        If a model uses other rows, because of missing values.

    Notes
    -----
    R's own fails unless a variable ``trace`` is visible. There is no ``test`` as R ignores it.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> formula = "Species ~ Sepal.Length + Sepal.Width"
    >>> fit = multinom(formula, load_iris(), decay=0.01, maxit=500, trace=False)
    >>> fit.drop1()
    trying - Sepal.Length
    trying - Sepal.Width
                 Df      AIC
    <none>        6 141.0834
    Sepal.Length  4 269.5689
    Sepal.Width   4 215.9420
    """
    flag("sorted", sorted)
    checked = _checked_trace(trace)
    fit.call.check_complete("drop1()")
    trials = Trials(fit, trace=bool(checked))
    models = drop_each(Trial.of(fit), terms_to_drop(fit, scope), trials, trace=checked)
    return table_of(by_aic(models) if sorted else models)


@entry
def add1(
    fit: MultinomFit,
    /,
    scope: str | Sequence[str],
    *,
    sorted: bool = False,
    trace: bool | None = None,
) -> SingleTerms:
    """Models with one more term each, and their AIC.

    Parameters
    ----------
    scope : str or sequence of str
        A formula that holds the model, such as ``"~ . + x"``, or labels of terms.
    sorted : bool, optional
        Whether to sort by AIC. Default False.
    trace : bool, optional
        True: the fits print their search; False: nothing is printed. Default None, which prints
        as R does the lines that begin with ``trying``.

    Returns
    -------
    SingleTerms
        Prints as in R.

    Raises
    ------
    ArgumentError
        If `scope` is a formula without a term of the model, or has nothing to add.
    FormulaError
        If `scope` is a formula that cannot be read, or names what is not there.
    DataError
        If a model uses other rows, because of missing values.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Length", load_iris(), decay=0.01, maxit=500, trace=False)
    >>> fit.add1("~ . + Sepal.Width").table["Df"].tolist()
    trying + Sepal.Width
    [4, 6]
    """
    flag("sorted", sorted)
    checked = _checked_trace(trace)
    fit.call.check_complete("add1()")
    trials = Trials(fit, trace=bool(checked))
    models = add_each(Trial.of(fit), terms_to_add(fit, scope), trials, trace=checked)
    return table_of(by_aic(models) if sorted else models)


@entry
def step(
    fit: MultinomFit,
    /,
    scope: Any = None,
    direction: str | None = None,
    *,
    trace: int | None = 1,
    steps: int = 1000,
    k: float = 2,
) -> Any:
    """Choose a model by AIC, adding or dropping a term at a time.

    Parameters
    ----------
    scope : str, tuple or dict, optional
        The largest model; or ``(lower, upper)``, or a dict with one of them or both.
    direction : {"both", "backward", "forward"}, optional
        Whether terms are dropped, added, or both. Both if there is a scope, else they are dropped.
    trace : int or None, optional
        Whether to print, 0 or False for nothing at all, None for the lines that begin with
        ``trying`` alone, as R prints with 0. Default 1.
    steps : int, optional
        At most this many steps. Default 1000.
    k : float, optional
        Penalty of a coefficient. As in R it decides when to stop, not which step is next. Default
        2.

    Returns
    -------
    Multinom
        The model chosen; its `step_path` holds what R calls ``anova``.

    Raises
    ------
    ArgumentError
        If `direction` is unknown, `steps` is negative, `k` is not a number, or the models of
        `scope` do not enclose this one.
    FormulaError
        If `scope` has a formula that cannot be read, or that names what is not there.
    DataError
        If a model uses other rows, because of missing values.

    Warns
    -----
    FitWarning
        If `k` is not 2.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> formula = "Species ~ Sepal.Length + Sepal.Width"
    >>> fit = multinom(formula, load_iris(), decay=0.01, maxit=500, trace=False)
    >>> fit.step(trace=0).formula
    'Species ~ Sepal.Length + Sepal.Width'
    """
    return select_stepwise(fit, scope, direction, trace, steps, k)


def _checked_trace(trace: bool | None) -> bool | None:
    """None names the models as R does, True shows their fits too, False is silent."""
    return None if trace is None else flag("trace", trace)
