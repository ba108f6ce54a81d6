"""What a multinomial model says in probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pynnet._data import NamedColumns, as_frame
from pynnet._ground import ArgumentError, between, entry, flag, invalid, names_of, one_word, rows_of

from ..fitted import MultinomFit
from ..inference import covariance_for
from .derivatives import refuse_whole_columns
from .designs import design_of, one_column_each
from .explanatory_variables import ExplanatoryVariables, explanatory_variables
from .marginal_effects import each_row, each_setting, effects_table, probabilities_table

__all__ = ["marginal_effects", "predicted_probabilities"]


@entry
def predicted_probabilities(
    fit: MultinomFit,
    /,
    at: Mapping[str, Any] | None = None,
    newdata: Any = None,
    *,
    average: bool = False,
    level: float = 0.95,
    vcov_method: str = "R",
    vcov: Any = None,
) -> pd.DataFrame:
    """Probabilities of the classes with standard errors and intervals.

    Parameters
    ----------
    at : mapping, optional
        Values of variables. There is a row for each combination and class.
    newdata : DataFrame or mapping of columns, optional
        Cases, in place of `at`, as :meth:`predict` takes them. Cases with missing values have
        missing probabilities.
    average : bool, optional
        What the other variables are: False sets them to their mean or most frequent value;
        True leaves them as they are in the data, and averages the probabilities. Default False.
    level : float, optional
        Probability with which an interval holds the probability. Default 0.95.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    DataFrame
        The variables given, `class`, `probability`, `std_error`, `conf_low`, `conf_high`.

    Raises
    ------
    ArgumentError
        If `at` and `newdata` are both given, `at` names what is no variable of the model or no
        value of it, `level` is not between 0 and 1, `vcov_method` is neither, or
        `vcov` is no symmetric matrix with a row for each coefficient.
    DataError
        If `newdata` lacks a column, has other types than in the fit, or new categories.
    FormulaError
        If a term depends on all rows of the data, as ``x - mean(x)`` does: without `newdata`
        nothing can be said of it.

    Notes
    -----
    Standard errors are those of the delta method, on the scale of the probability. Intervals
    are made on the scale of the log odds and brought back, so that they stay between 0 and 1.
    Means and frequencies are weighted. A fitted probability of exactly 0 or 1 has no interval.

    References
    ----------
    .. [1] Agresti, A., *Categorical Data Analysis*, 3rd ed., Wiley, 2013, section 16.1.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.predicted_probabilities({"Sepal.Width": [2.5, 3.5]}).round(3)
       Sepal.Width       class  probability  std_error  conf_low  conf_high
    0          2.5      setosa        0.019      0.011     0.006      0.061
    1          2.5  versicolor        0.669      0.073     0.514      0.794
    2          2.5   virginica        0.312      0.071     0.192      0.464
    3          3.5      setosa        0.738      0.068     0.587      0.848
    4          3.5  versicolor        0.057      0.026     0.023      0.134
    5          3.5   virginica        0.205      0.057     0.115      0.340
    """
    if at is not None and newdata is not None:
        raise ArgumentError("'at' and 'newdata' are two ways to say the same: pass one.")
    level = between("level", level, 0, 1)
    flag("average", average)
    if at is not None and not isinstance(at, Mapping):
        raise invalid("at", at, "a dictionary of values, {'x': [0, 1]}")
    covariance = covariance_for(fit, vcov_method, vcov).to_numpy()
    if newdata is not None:
        shown, groups = _shown(newdata), each_row(fit, fit._spec.design(newdata))
        table = probabilities_table(fit, shown, groups, covariance, level)
        return table.rename_axis(rows_of(shown.index))  # a frame of the kind of newdata
    data = explanatory_variables(fit, "predicted_probabilities() without newdata=")
    shown = data.grid(at or {})
    refuse_whole_columns(fit, data.frame, map(str, at or {} if average else data.frame))
    if average:
        groups = each_setting(fit, data, shown)
    else:
        groups = each_row(fit, design_of(fit, data.filled(shown)))
    return probabilities_table(fit, shown, groups, covariance, level)


@entry
def marginal_effects(
    fit: MultinomFit,
    /,
    variables: Any = None,
    at: str = "overall",
    *,
    level: float = 0.95,
    vcov_method: str = "R",
    vcov: Any = None,
) -> pd.DataFrame:
    """Effects of the variables on the probability of each class.

    Parameters
    ----------
    variables : str, list of str or mapping, optional
        Variables of the data; the columns of a matrix ``X`` are ``X.1``, ``X.2``, or go by their
        names. A mapping has for each the values between which differences are
        wanted, such as ``{"age": [20, 30]}``, or None. Default: all of the model.
    at : {"overall", "mean"}, optional
        Average the effects over the cases, or take that of a case whose variables have their
        means and most frequent values. Default "overall".
    level : float, optional
        Probability with which an interval holds the effect. Default 0.95.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    DataFrame
        `variable`, `contrast`, `class`, `effect`, `std_error`, `z`, `p`, `conf_low`,
        `conf_high`. The effect of a numeric variable is the derivative of the probability; that
        of a categorical or logical one the change from its first level to each other; of values
        that were given likewise. Over the classes effects sum to 0.

    Raises
    ------
    ArgumentError
        If the model has no such variable, `at` or `vcov_method` is neither, `level` is not between
        0 and 1, `vcov` is no symmetric matrix with a row for each coefficient, or the fit was made
        without ``data=``.
    FormulaError
        If a term goes in steps, as ``cut(x, 3)``, ``x > 0`` and ``round(x)`` do, or has a kink at a
        value of the data, as ``abs(x)`` at 0, and so has no derivative: pass values to compare. If
        a term depends on all rows of the data, as ``x - mean(x)`` does.

    Notes
    -----
    Averages are weighted. Standard errors are those of the delta method. The derivative of the
    columns of the design is a central difference whose step is 6.1e-6 standard deviations of
    the variable, which is exact but for rounding where a column is linear in it; a step four times
    as long must give the same. The rest is calculus. A number that is only compared or cut stays a
    number; one that the formula makes a factor, such as ``factor(k)``, is categorical.

    References
    ----------
    .. [1] Long, J. S. and Freese, J., *Regression Models for Categorical Dependent Variables
       Using Stata*, 3rd ed., Stata Press, 2014.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.marginal_effects().iloc[:, 2:6].round(3)
            class  effect  std_error       z
    0      setosa   0.639      0.052  12.288
    1  versicolor  -0.542      0.073  -7.451
    2   virginica  -0.097      0.078  -1.252
    """
    one_word("at", at, ("overall", "mean"))
    level = between("level", level, 0, 1)
    data = explanatory_variables(fit, "marginal_effects()")
    wanted = _wanted_effects(data, variables)
    covariance = covariance_for(fit, vcov_method, vcov).to_numpy()
    return effects_table(fit, data, wanted, at, covariance, level)


def _wanted_effects(data: ExplanatoryVariables, variables: Any) -> dict[str, list[Any] | None]:
    """The variables asked for, with the values to compare where there are some."""
    if variables is None:
        variables = list(data.frame)
        if not variables:
            raise ArgumentError(
                "the model has no variables in the data, so there are no effects to tell."
            )
    given = variables
    if not isinstance(variables, Mapping):
        given = dict.fromkeys(names_of("variables", variables))
    if not given:
        raise invalid("variables", variables, "one or more names of variables")
    for name in given:
        data.check(name)
    return {
        name: None if values is None else data.values(name, values)
        for name, values in given.items()
    }


def _shown(newdata: Any) -> pd.DataFrame:
    """New data as a frame, which the table of their probabilities begins with."""
    NamedColumns(newdata, "newdata")  # which checks names and lengths
    if isinstance(newdata, Mapping):
        return one_column_each(newdata)
    return as_frame(newdata, "newdata")
