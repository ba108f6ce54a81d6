"""Classes and their probabilities: what a multinomial model predicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import check_finite
from pynnet._ground import FitWarning, FloatArray, entry, warn
from pynnet._network import network_outputs
from pynnet._nnet import choose_classes, match_type, pad, restored
from pynnet._random import RRandom, as_stream

from .fitted import MultinomFit

__all__ = ["outputs_at", "predict"]


@entry
def predict(
    fit: MultinomFit,
    /,
    newdata: Any = None,
    type: str = "class",  # R's name
    *,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
) -> pd.Series[Any] | pd.DataFrame:
    """Classes or their probabilities.

    Parameters
    ----------
    newdata : DataFrame, optional
        New cases, with the columns of the predictors. Default: the cases that were fitted.
    type : {"class", "probs"}, optional
        What to give; the beginning of the word is enough. Default "class".
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where the draws come from that decide between classes of equal probability. Default:
        pynnet's global stream.

    Returns
    -------
    Series or DataFrame
        ``"class"``: a Series with the labels and the type of the response: integers, booleans or
        the categories it has; text comes as categories. ``"probs"``: a column for each class, or
        for two classes a Series, the probabilities of the second. Cases with missing predictors
        are missing.

    Raises
    ------
    DataError
        If a column of `newdata` has another type than in the fit, or new categories.
    FormulaError
        If `newdata` lacks a column.
    ArgumentError
        If `type` is neither.

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
    kind = match_type(type, ("class", "probs"))
    if newdata is None:
        outputs, (index, complete) = fit._outputs, fit._shown
    else:
        fit._spec.warn_if_across_rows()
        design = fit._spec.design(newdata)
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


def outputs_at(fit: MultinomFit, /, x: FloatArray) -> FloatArray:
    """Outputs for the rows of a design matrix."""
    check_finite(x, "newdata", 2)
    if fit._cases.n_offsets:
        warn(
            "the offset is left out, as in R: the probabilities are those of an offset of 0.",
            FitWarning,
        )
        x = np.hstack([x, np.zeros((len(x), fit._cases.n_offsets))])
    return network_outputs(fit._network, fit._options.criterion, fit.wts, x)
