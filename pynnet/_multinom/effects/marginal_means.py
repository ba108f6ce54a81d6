"""Marginal means of a multinomial model, and their differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, FloatArray, between, entry, invalid, names_of, one_word
from pynnet._numerics import half_width
from pynnet._printing import number_text

from ..fitted import MultinomFit
from ..inference import covariance_for
from ..inference.tidy import two_sided_p
from .adjusted_p import ADJUSTMENTS, adjusted_p
from .balanced_means import BalancedMeans, balanced_means
from .delta_method import logit_interval, standard_errors
from .derivatives import refuse_whole_columns
from .explanatory_variables import ExplanatoryVariables, explanatory_variables

__all__ = ["marginal_means", "pairwise_comparisons"]

_TYPES = ("probability", "link")
_OF_MEANS = ("class", *_TYPES, "std_error", "conf_low", "conf_high")
_OF_DIFFERENCES = (
    *("class", "contrast", "difference", "std_error", "z", "p"),
    *("conf_low", "conf_high"),
)


@entry
def marginal_means(
    fit: MultinomFit,
    /,
    variables: Any = None,
    by: Any = None,
    at: Mapping[str, Any] | None = None,
    *,
    type: str = "probability",
    level: float = 0.95,
    vcov_method: str = "R",
    vcov: Any = None,
) -> pd.DataFrame:
    """Probabilities of the classes at each level of some variables, the others balanced.

    Parameters
    ----------
    variables : str or list of str, optional
        Variables whose levels are told apart. A numeric one has its mean, or the values of `at`.
        Default: none, so that there is one mean for each class. The response is none of them: every
        table has a row for each class.
    by : str or list of str, optional
        Further such variables, which the table begins with. Default: none.
    at : mapping, optional
        Values of variables: those to be told apart, or one at which another is fixed. Default:
        all levels of a categorical variable, the mean of a numeric one.
    type : {"probability", "link"}, optional
        What is averaged: probabilities, or the log odds of each class against the geometric mean of
        all, which add up to 0. Default "probability".
    level : float, optional
        Probability with which an interval holds the mean. Default 0.95.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    DataFrame
        `by`, `variables`, `class`, `probability` or `link`, `std_error`, `conf_low`, `conf_high`.

    Raises
    ------
    ArgumentError
        If the model has no such variable or it no such value, a variable is named twice, there are
        more than 100,000 combinations of levels to average over, `level` is not between 0 and 1,
        `type` or `vcov_method` is neither, or `vcov` is no symmetric matrix with a row for each
        coefficient.
    FormulaError
        If a term depends on all rows of the data, as ``x - mean(x)`` does.

    See Also
    --------
    predicted_probabilities : Probabilities in the cases of the data, not over a balanced grid.

    Notes
    -----
    Each combination of the levels of all other factors counts the same. Estimates and standard
    errors are those of R's package emmeans, but that the mean of a numeric variable is weighted.
    Intervals of probabilities are made on the scale of the log odds, so that they stay between 0
    and 1, and all are normal; emmeans has symmetric ones, of the t distribution with as many
    degrees of freedom as the model has coefficients.

    References
    ----------
    .. [1] Searle, S. R., Speed, F. M. and Milliken, G. A., "Population marginal means in the linear
       model: an alternative to least squares means", *The American Statistician*, 34, 216-221,
       1980.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> data = load_iris().assign(wide=lambda d: d["Sepal.Width"] > 3)
    >>> fit = multinom("Species ~ wide + Sepal.Length", data, decay=0.01, trace=False)
    >>> fit.marginal_means("wide").iloc[:, :4].round(3)
        wide       class  probability  std_error
    0  False      setosa        0.021      0.015
    1  False  versicolor        0.635      0.062
    2  False   virginica        0.344      0.062
    3   True      setosa        0.594      0.115
    4   True  versicolor        0.229      0.082
    5   True   virginica        0.176      0.074
    """
    at, names = _settings(at, _names(variables), by, may_be_none=True)
    level = between("level", level, 0, 1)
    link = one_word("type", type, _TYPES) == "link"
    covariance = covariance_for(fit, vcov_method, vcov).to_numpy()
    means = _means(fit, at, names, "marginal_means()", link=link)
    _check_shown(map(str, means.settings), _OF_MEANS)
    table = _rows(means.settings, fit._class_names)
    mean = means.means.ravel()
    error = _errors(means.jacobians, covariance)
    width = half_width(level)
    low, high = mean - width * error, mean + width * error
    if not link:
        low, high = logit_interval(mean, error, width)
    return table.assign(**{type: mean, "std_error": error, "conf_low": low, "conf_high": high})


@entry
def pairwise_comparisons(
    fit: MultinomFit,
    /,
    variables: Any,
    by: Any = None,
    at: Mapping[str, Any] | None = None,
    *,
    type: str = "probability",
    adjust: str = "tukey",
    level: float = 0.95,
    vcov_method: str = "R",
    vcov: Any = None,
) -> pd.DataFrame:
    """Differences of the marginal means of every two levels, for each class.

    Parameters
    ----------
    variables : str or list of str
        Variables whose levels, or combinations of levels, are compared.
    by : str or list of str, optional
        Variables within whose levels they are compared. Default: none.
    at : mapping, optional
        Values of variables, as for :meth:`marginal_means`. Default: all levels, or the mean.
    type : {"probability", "link"}, optional
        What is averaged, as for :meth:`marginal_means`. Default "probability".
    adjust : {"tukey", "holm", "bonferroni", "none"}, optional
        How `p` allows for the number of comparisons of a class within a level of `by`. Default
        "tukey": by the range of as many independent normal numbers as there are means [1]_.
    level : float, optional
        Probability with which an interval, which allows for no other, holds the difference.
        Default 0.95.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use. Default: that of `vcov_method`.

    Returns
    -------
    DataFrame
        `by`, `contrast`, `class`, `difference`, `std_error`, `z`, `p`, `conf_low`, `conf_high`.

    Raises
    ------
    ArgumentError
        As :meth:`marginal_means`, and if there is nothing to compare, or `adjust` is none of these.
    FormulaError
        If a term depends on all rows of the data, as ``x - mean(x)`` does.

    See Also
    --------
    marginal_effects : Differences in the cases of the data, not over a balanced grid.

    References
    ----------
    .. [1] Tukey, J. W., *The Problem of Multiple Comparisons*, Princeton University, 1953.
    .. [2] Holm, S., "A simple sequentially rejective multiple test procedure", *Scandinavian
       Journal of Statistics*, 6, 65-70, 1979.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> data = load_iris().assign(wide=lambda d: d["Sepal.Width"] > 3)
    >>> fit = multinom("Species ~ wide + Sepal.Length", data, decay=0.01, trace=False)
    >>> fit.pairwise_comparisons("wide").iloc[:, :4].round(3)
           contrast       class  difference  std_error
    0  False - True      setosa      -0.573      0.115
    1  False - True  versicolor       0.406      0.097
    2  False - True   virginica       0.167      0.089
    """
    names = names_of("variables", variables)
    at, every = _settings(at, names, by)
    level = between("level", level, 0, 1)
    link = one_word("type", type, _TYPES) == "link"
    one_word("adjust", adjust, ADJUSTMENTS)
    covariance = covariance_for(fit, vcov_method, vcov).to_numpy()
    means = _means(fit, at, every, "pairwise_comparisons()", link=link)
    within_levels = [name for name in map(str, means.settings) if name not in names]
    _check_shown(within_levels, _OF_DIFFERENCES)
    parts = []
    for within in _within(means.settings, within_levels):
        parts += _compared(fit, means, within, names, covariance, adjust)
    table = pd.concat(parts, ignore_index=True)
    width = half_width(level) * table["std_error"]
    difference = table["difference"]
    return table.assign(conf_low=difference - width, conf_high=difference + width)


def _names(variables: Any) -> list[str]:
    return [] if variables is None else names_of("variables", variables)


def _settings(
    at: Mapping[str, Any] | None, names: list[str], by: Any, *, may_be_none: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """Values that are given, and the names of the variables that are told apart, `by` first."""
    if at is not None and not isinstance(at, Mapping):
        raise invalid("at", at, "a dictionary of values, {'x': [0, 1]}")
    every = [*([] if by is None else names_of("by", by)), *names]
    twice = sorted({name for name in every if every.count(name) > 1})
    if twice:
        raise ArgumentError(f"{twice[0]!r} is named twice, in 'variables' or in 'by'.")
    if not names and not may_be_none:
        raise invalid("variables", names, "one or more names of variables")
    return dict(at or {}), every


def _means(
    fit: MultinomFit, at: Mapping[str, Any], names: list[str], asked: str, *, link: bool
) -> BalancedMeans:
    data = explanatory_variables(fit, asked)
    refuse_whole_columns(fit, data.frame, map(str, data.frame))
    given = {name: _values(data, name, at) for name in dict.fromkeys([*names, *at])}
    return balanced_means(fit, data, given, link=link)


def _check_shown(names: Iterable[str], columns: Sequence[str]) -> None:
    """Raise an error where a column of the table would hide a variable."""
    hidden = [name for name in names if name in columns]
    if hidden:
        raise ArgumentError(
            f"the table has a column {hidden[0]!r} of its own: rename the variable of that name."
        )


def _values(data: ExplanatoryVariables, name: str, at: Mapping[str, Any]) -> Any:
    """The values of a variable: those given, its levels, or its mean."""
    data.check(name)
    if name in at:
        return at[name]
    return list(data.levels[name]) if name in data.levels else [data.center(name)]


def _rows(settings: pd.DataFrame, classes: tuple[str, ...]) -> pd.DataFrame:
    """A row for each setting and class."""
    rows = settings.loc[settings.index.repeat(len(classes))].reset_index(drop=True)
    return rows.assign(**{"class": list(classes) * len(settings)})


def _errors(jacobians: FloatArray, covariance: FloatArray) -> FloatArray:
    return standard_errors(jacobians.reshape(-1, jacobians.shape[-1]), covariance)


def _within(settings: pd.DataFrame, by: list[str]) -> list[pd.DataFrame]:
    """The settings of each combination of the levels of `by`, in their order."""
    if not by:
        return [settings]
    return [part for _, part in settings.groupby(by, sort=False, dropna=False)]


def _compared(
    fit: MultinomFit, means: BalancedMeans, within: pd.DataFrame, names: list[str],
    covariance: FloatArray, adjust: str,
) -> list[pd.DataFrame]:  # fmt: skip
    """For each class the differences of every two of some settings."""
    if len(within) < 2:
        raise ArgumentError(
            f"there is one mean for {', '.join(map(repr, names))}, and so nothing to compare: name "
            "a categorical variable, or pass values of a numeric one by 'at'."
        )
    texts = [" ".join(map(_label, row)) for row in within[names].itertuples(index=False)]
    first, second = np.array(list(combinations(range(len(within)), 2))).T
    places = within.index.to_numpy()
    by = within.drop(columns=names).iloc[[0] * len(first)].reset_index(drop=True)
    parts = []
    for k, name in enumerate(fit._class_names):
        of_class = means.means[places, k], means.jacobians[places, k]
        difference, jacobian = (values[first] - values[second] for values in of_class)
        error = standard_errors(jacobian, covariance)
        with np.errstate(divide="ignore", invalid="ignore"):  # means that do not differ at all
            z = difference / error
        parts.append(by.assign(**{
            "contrast": [f"{texts[i]} - {texts[j]}" for i, j in zip(first, second, strict=True)],
            "class": name,
            "difference": difference,
            "std_error": error,
            "z": z,
            "p": adjusted_p(z, two_sided_p(z), adjust, len(within)),
        }))  # fmt: skip
    return parts


def _label(value: Any) -> str:
    return number_text(value) if isinstance(value, float) else str(value)
