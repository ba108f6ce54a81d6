"""What a fit consists of: numbers with a label for each, and settings, which are equal or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._ground import FloatArray, PynnetError
from pynnet._multinom import Multinom
from pynnet._nnet import NNet

__all__ = ["Fit", "Numbers", "labels_of", "numbers_of", "predictions_of", "settings_of"]

Fit = NNet | Multinom
_LABELS = ("inputs", "levels of the response", "levels of the predictors")


class Numbers(NamedTuple):
    """Numbers in a row, and what each is called; or why there are none."""

    values: FloatArray
    labels: list[str]
    reason: str | None = None


def numbers_of(fit: Fit) -> dict[str, Numbers]:
    """The numbers of a fit by what they are."""
    weights = fit.coef() if isinstance(fit, NNet) else fit.wts
    found = {
        "weights": _labelled(weights),
        "criterion": Numbers(np.array([fit.value]), ["value"]),
        "fitted values": _if_known(lambda: fit.fitted_values),
        "residuals": _if_known(lambda: fit.residuals),
    }
    if isinstance(fit, Multinom):
        found["coefficients"] = _labelled(fit.coef())
        found["deviance, AIC, edf"] = _labelled(
            pd.Series({"deviance": fit.deviance, "AIC": fit.AIC, "edf": float(fit.edf)})
        )
        found["covariance"] = _if_known(fit.vcov)
    return found


def predictions_of(fit: Fit, newdata: Any) -> dict[str, Numbers]:
    """Outputs or probabilities for new data."""
    kind = "probs" if isinstance(fit, Multinom) else "raw"
    return {"predictions": _labelled(fit.predict(newdata, kind))}


def settings_of(fit: Fit) -> dict[str, Any]:
    """What was fitted and how, in the order in which a difference explains the most."""
    decay = np.unique(np.asarray(fit.decay, dtype=float)).tolist()
    kinds = ("entropy", "softmax", "censored")
    return {
        "units": tuple(fit.n),
        "criterion's kind": tuple(kind for kind in kinds if getattr(fit, kind)),
        "decay": decay[0] if len(decay) == 1 else tuple(decay),
        "inputs": fit.coefnames,
        "levels of the response": fit.lev,
        "levels of the predictors": fit.xlevels or None,
        "contrasts": fit.contrasts or None,
        "convergence": fit.convergence,
    }


def labels_of(fit: Fit) -> dict[str, Any]:
    """What the numbers stand for; None where the fit does not say."""
    settings = settings_of(fit)
    return {name: settings[name] for name in _LABELS}


def _if_known(ask: Callable[[], Any]) -> Numbers:
    """What a question gives, or why a fit from a file has no answer."""
    try:
        return _labelled(ask())
    except PynnetError as error:
        return Numbers(np.empty(0), [], str(error))


def _labelled(values: Any) -> Numbers:
    """Numbers of a Series, DataFrame or array, row by row."""
    if isinstance(values, pd.DataFrame):
        labels = [f"{row}, {column}" for row in values.index for column in values.columns]
        return Numbers(values.to_numpy(dtype=float).ravel(), labels)
    if isinstance(values, pd.Series):
        return Numbers(values.to_numpy(dtype=float), [str(label) for label in values.index])
    array = np.asarray(values, dtype=float)
    places = (np.array(place) + 1 for place in np.ndindex(array.shape))
    return Numbers(array.ravel(), [", ".join(map(str, place)) for place in places])
