"""Classes and their probabilities: what a multinomial model predicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_frame, check_finite
from pynnet._formula import NewDesign
from pynnet._ground import BoolArray, FitWarning, FloatArray, entry, warn
from pynnet._network import network_outputs
from pynnet._nnet import augmented, choose_classes, labelled_frame, match_type, pad, restored
from pynnet._numerics import log, quiet
from pynnet._random import RRandom, as_stream

from .fitted import MultinomFit

__all__ = ["augment", "outputs_at", "predict", "without_offset"]


@entry
def predict(
    fit: MultinomFit,
    /,
    newdata: Any = None,
    type: str = "class",  # R's name
    *,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
) -> pd.Series[Any] | pd.DataFrame:
    """Classes, their probabilities, or their log odds against the first.

    Parameters
    ----------
    newdata : DataFrame, optional
        New cases, with the columns of the predictors. Default: the cases that were fitted.
    type : {"class", "probs", "link"}, optional
        What to give; the beginning of the word is enough. Default "class". R has no "link".
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where the draws come from that decide between classes of equal probability. Default:
        pynnet's global stream.

    Returns
    -------
    Series or DataFrame
        ``"class"``: a Series with the labels and the type of the response: integers, booleans or
        the categories it has; text comes as categories. ``"probs"``: a column for each class, or
        for two classes a Series, the probabilities of the second. ``"link"``: the linear
        predictor, the logarithm of the odds of a class against the first, a column for each class
        that has coefficients, or for two classes a Series. Cases with missing predictors are
        missing.

    Raises
    ------
    DataError
        If a column of `newdata` has another type than in the fit, or new categories.
    FormulaError
        If `newdata` lacks a column.
    ArgumentError
        If `type` is none of these.

    Warns
    -----
    FitWarning
        If the model has an offset and `newdata` is given: as in R, the offset is left out. If a
        variable depends on all rows of the data, as ``x - mean(x)`` does.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
    >>> fit.predict(pd.DataFrame({"Petal.Width": [0.2, 1.4]}), "probs").round(2)
       setosa  versicolor  virginica
    0    0.99        0.01       0.00
    1    0.00        0.88       0.12
    """
    kind = match_type(type, ("class", "probs"), beside=("link",))
    if newdata is None:
        fit._check_cases("predict()", "pass newdata=")
    if kind == "link":
        return _log_odds(fit, newdata)
    if newdata is None:
        outputs, (index, complete) = fit._outputs, fit._shown
    else:
        design = _new_design(fit, newdata)
        outputs, index, complete = outputs_at(fit, design.matrix), design.index, design.complete
    if kind == "probs":
        return fit._labelled(pad(outputs, complete, np.nan), index)
    levels = fit.lev or fit.lab
    assert levels is not None
    classes = pad(choose_classes(outputs, levels, as_stream(seed)), complete, None)
    if fit._labels is not None:
        return pd.Series(restored(classes, fit._labels), index=index, name=fit._name)
    # Columns of counts may share a name, or have an empty one.
    distinct = list(dict.fromkeys(levels))
    return pd.Series(pd.Categorical(classes, categories=distinct), index=index, name=fit._name)


@entry
def augment(
    fit: MultinomFit,
    /,
    data: Any = None,
    *,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
) -> pd.DataFrame:
    """Rows with what the model says of each: its class and the probabilities.

    Parameters
    ----------
    data : DataFrame, optional
        Rows with the columns of the predictors, which are kept. Default: the cases that were
        fitted, without their columns.
    seed : int, RRandom or numpy.random.Generator, optional
        As of :meth:`predict`.

    Returns
    -------
    DataFrame
        The columns of `data`, ``.fitted``, the class, and ``.fitted_<class>``, the probability of
        each class. Cases with missing predictors are missing.

    Raises
    ------
    DataError
        If `data` have such columns already, or as :meth:`predict` says.

    References
    ----------
    .. [1] Robinson, D., "broom: An R package for converting statistical analysis objects into tidy
       data frames", arXiv:1412.3565, 2014.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
    >>> fit.augment(load_iris().iloc[[0, 50], 3:]).round(2).T
                                1           51
    Petal.Width               0.2          1.4
    Species                setosa   versicolor
    .fitted                setosa   versicolor
    .fitted_setosa           0.99          0.0
    .fitted_versicolor       0.01         0.88
    .fitted_virginica         0.0         0.12
    """
    if data is None:
        fit._check_cases("augment()", "pass data=")
    frame = None if data is None else as_frame(data, "data")
    classes = predict(fit, frame, "class", seed=seed)
    return augmented(frame, classes, predict(fit, frame, "probs"), fit._class_names)


def _new_design(fit: MultinomFit, newdata: Any) -> NewDesign:
    fit._spec.warn_if_across_rows()
    return fit._spec.design(newdata)


def _log_odds(fit: MultinomFit, newdata: Any) -> Any:
    """The linear predictors; a Series for two classes, else a column for each but the first."""
    if newdata is not None:
        design = _new_design(fit, newdata)
        _check_new(fit, design.matrix)
        scores = _scores(fit, design.matrix)
        index: pd.Index[Any] | None = design.index
        complete: BoolArray | None = design.complete
    else:
        index, complete = fit._shown
        known = None if fit._cases.n_offsets else fit._cases.known_design
        scores = _scores_of_outputs(fit) if known is None else _scores(fit, known)
    values = pad(scores, complete, np.nan)
    if fit.lab is None:
        return pd.Series(values[:, 0], index=index, name=fit._name)
    assert index is not None  # fits are from formulas
    return labelled_frame(values, index, fit.lab[1:])


@quiet
def _scores(fit: MultinomFit, x: FloatArray) -> FloatArray:
    """Products of the rows of a design matrix with the coefficients, a column for each class."""
    return x @ fit._coefficients.T


@quiet
def _scores_of_outputs(fit: MultinomFit) -> FloatArray:
    """The same from the probabilities, which know of offsets that the fit does not keep."""
    logs = log(fit._class_probabilities)
    return logs[:, 1:] - logs[:, :1]


def outputs_at(fit: MultinomFit, /, x: FloatArray) -> FloatArray:
    """Outputs for the rows of a design matrix."""
    _check_new(fit, x)
    if fit._cases.n_offsets:
        x = np.hstack([x, np.zeros((len(x), fit._cases.n_offsets))])
    return network_outputs(fit._network, fit._options.criterion, fit.wts, x)


def _check_new(fit: MultinomFit, x: FloatArray) -> None:
    """Raise unless the rows of a design matrix are finite; warn that no offset is with them."""
    check_finite(x, "newdata", 2)
    without_offset(fit)


def without_offset(fit: MultinomFit) -> int:
    """Warn that predictions for new data leave the offset out; return how many columns it has."""
    if fit._cases.n_offsets:
        warn(
            "the offset is left out, as in R: the probabilities are those of an offset of 0.",
            FitWarning,
        )
    return fit._cases.n_offsets
