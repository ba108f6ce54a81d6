"""What the outputs themselves say, by scikit-learn: permutation importance, partial dependence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    DataError,
    PynnetError,
    entry,
    names_of,
    nearest_name,
    public,
    require,
    shown,
    whole_number,
)
from pynnet._nnet import NNet
from pynnet._random import RRandom, as_stream
from pynnet._tuning import number_of_workers

from .estimator import estimator_of, observed, variables_of
from .fits import check_fit, output_names

__all__ = ["partial_dependence", "permutation_importance"]

_MOST_SEEDS = 2**31 - 1


@public
@entry
def permutation_importance(
    fit: NNet,
    data: Any,
    y: Any = None,
    *,
    scoring: Any = None,
    repeats: int = 5,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
    n_jobs: int | None = None,
) -> pd.DataFrame:
    """How much worse predictions get when the values of a variable are shuffled.

    scikit-learn's ``permutation_importance`` for a fitted network, variable by variable of the
    data: a categorical one is shuffled as a whole, not column by column of the design matrix.

    Parameters
    ----------
    fit : NNet
        The network.
    data : DataFrame or array_like
        The rows to judge by; rows held out say more than those that were fitted.
    y : array_like or str, optional
        The observed response, or the name of its column. Default: the response of the formula.
    scoring : str or callable, optional
        A score of scikit-learn's, ``"neg_log_loss"`` for instance, or ``scoring(estimator, X, y)``.
        Default: the share of right classes, or R squared.
    repeats : int, optional
        How often to shuffle each variable, at least 1. Default 5.
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where the shuffling comes from. Default: pynnet's global stream.
    n_jobs : int, optional
        Workers on this machine; -1 for all cores. Default: as joblib is told.

    Returns
    -------
    DataFrame
        ``importance``, the mean loss of the score, and ``sd``, its standard deviation over the
        shufflings, for each variable.

    Raises
    ------
    ArgumentError
        If `fit` is no network, or there is no response.
    DataError
        If the data do not suit the network.

    See Also
    --------
    garson, olden : From the weights alone.

    References
    ----------
    .. [1] Breiman, L., "Random forests", *Machine Learning* 45, 5-32, 2001.

    Examples
    --------
    >>> from pynnet import load_iris, nnet, permutation_importance
    >>> iris = load_iris()
    >>> fit = nnet(
    ...     "Species ~ Petal.Width + Sepal.Width", iris, size=1, decay=0.1, seed=1, trace=False
    ... )
    >>> found = permutation_importance(fit, iris, seed=1)
    >>> found["importance"].idxmax()
    'Petal.Width'
    """
    check_fit(fit)
    inspection = _inspection("permutation_importance()")
    number = whole_number("repeats", repeats, "how often to shuffle", least=1, most=1_000_000)
    response = observed(fit, data, y)
    table, complete = variables_of(fit, data)
    response = response[complete]
    scoring, workers = _scoring(scoring), None if n_jobs is None else number_of_workers(n_jobs)
    stream = as_stream(seed)
    with stream.restored_on_error():
        lot = int(stream.unif_rand(1)[0] * _MOST_SEEDS)
        with _told_as_ours(own=callable(scoring)):
            found = inspection.permutation_importance(
                estimator_of(fit, outputs=False, caller="permutation_importance()"),
                table,
                response,
                scoring=scoring,
                n_repeats=number,
                random_state=lot,
                n_jobs=workers,
            )
    return pd.DataFrame(
        {"importance": found["importances_mean"], "sd": found["importances_std"]},
        index=pd.Index(table.columns, name="variable"),
    )


def _scoring(given: Any) -> Any:
    """A score of scikit-learn's by name, or the user's own."""
    names = require("sklearn.metrics", extra="sklearn", caller="scoring=").get_scorer_names()
    if given is None or callable(given) or (isinstance(given, str) and given in names):
        return given
    near = nearest_name(given, names) if isinstance(given, str) else None
    hint = f"Did you mean {near!r}?" if near else "Pass the name of a score of scikit-learn's."
    raise ArgumentError(f"invalid 'scoring': got {shown(given)}. {hint}")


@public
@entry
def partial_dependence(
    fit: NNet,
    data: Any,
    variables: str | Sequence[str],
    *,
    steps: int = 50,
) -> pd.DataFrame:
    """Mean output over the rows, with one or two variables set to each of their values.

    scikit-learn's ``partial_dependence`` for a fitted network, over variables of the data.

    Parameters
    ----------
    fit : NNet
        The network.
    data : DataFrame or array_like
        The rows to average over.
    variables : str or list of str
        One variable, or two that are set together. Those of arrays are called i1, i2, ….
    steps : int, optional
        Number of values of a variable, at least 2; of one with fewer values, or of classes, each.
        Default 50.

    Returns
    -------
    DataFrame
        A row for each value (or pair of values) and output: the variables, ``output`` and
        ``response``.

    Raises
    ------
    ArgumentError
        If `fit` is no network, or there is no such variable.
    DataError
        If the data do not suit the network.

    See Also
    --------
    lek_profile : Holds the others instead of averaging.

    References
    ----------
    .. [1] Friedman, J. H., "Greedy function approximation: a gradient boosting machine", *Annals of
       Statistics* 29, 1189-1232, 2001.

    Examples
    --------
    >>> from pynnet import nnet, partial_dependence
    >>> x = [[0, 0], [1, 4], [2, 8]]
    >>> fit = nnet(
    ...     x, [0, 1, 2], size=0, skip=True, linout=True, Wts=[1, 2, 3], maxit=0, trace=False
    ... )
    >>> partial_dependence(fit, x, "i1")
        i1 output  response
    0  0.0      o      13.0
    1  1.0      o      15.0
    2  2.0      o      17.0
    """
    check_fit(fit)
    inspection = _inspection("partial_dependence()")
    count = whole_number("steps", steps, "the number of values, at least 2", least=2, most=10_000)
    table, _ = variables_of(fit, data)
    wanted = _known(
        [str(n) for n in names_of("variables", variables)], [str(name) for name in table.columns]
    )
    classes = [n for n in table.columns if not pd.api.types.is_numeric_dtype(table[n].dtype)]
    found = inspection.partial_dependence(
        estimator_of(fit, outputs=True, caller="partial_dependence()"),
        table,
        features=wanted,
        categorical_features=classes or None,
        percentiles=(0, 1),
        grid_resolution=count,
        method="brute",
        response_method="auto",
        kind="average",
    )
    means = np.asarray(found["average"])
    names = output_names(fit)
    grid = pd.MultiIndex.from_product([*found["grid_values"], names], names=[*wanted, "output"])
    response = np.moveaxis(means, 0, -1).ravel()
    return grid.to_frame(index=False).assign(response=response)


def _known(wanted: list[str], names: list[str]) -> list[str]:
    if len(wanted) not in (1, 2) or len(set(wanted)) < len(wanted):
        raise ArgumentError(
            f"invalid 'variables': got {shown(wanted)}. Pass one or two of {', '.join(names)}."
        )
    for name in wanted:
        if name not in names:
            near = nearest_name(name, names)
            hint = f"did you mean {near!r}?" if near else f"pass one or two of {', '.join(names)}."
            raise ArgumentError(
                f"invalid 'variables': the network has no variable {shown(name)}: {hint}"
            )
    return wanted


@contextmanager
def _told_as_ours(*, own: bool) -> Iterator[None]:
    """Have what scikit-learn refuses be an error of the package; not what is the user's own.

    Of numbers that are none it has nothing to say but NumPy's warnings, which nobody can use.
    """
    try:
        with nullcontext() if own else np.errstate(all="ignore"):
            yield
    except PynnetError:
        raise
    except (TypeError, ValueError) as error:
        if own:
            raise
        raise DataError(f"the predictions cannot be scored: {error}") from error


def _inspection(caller: str) -> Any:
    return require("sklearn.inspection", extra="sklearn", caller=caller)
