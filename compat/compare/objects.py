"""Fits of a script's twin against the fits that R recorded for the script, number by number.

R wrote 17 significant digits, which tell a double from all others: what is the same number in
text is the same in all bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._printing import has_counted_labels

from ..cases import Json
from .tolerances import TOLERANCES

__all__ = ["fields_that_differ"]

_NOT_COMPARED = ("class", "call")  # the type says the first; R's call has R's words


def fields_that_differ(theirs: Json, ours: Any) -> list[str]:
    """Names of the recorded fields that the object does not have as R has them."""
    return [
        name
        for name, value in theirs.items()
        if name not in _NOT_COMPARED and not _COMPARED[name](value, ours)
    ]


def _numbers(theirs: Json) -> np.ndarray[Any, Any]:
    values = (
        theirs.get("data_colmajor", theirs.get("values")) if isinstance(theirs, dict) else theirs
    )
    return np.array([np.nan if x is None else x for x in np.ravel(values)], dtype=float)


def _same(theirs: Json, ours: Any) -> bool:
    """Whether numbers are equal in all bits, column by column as R has them."""
    found = np.asarray(ours, dtype=float).ravel(order="F")
    return found.tobytes() == _numbers(theirs).tobytes()


def _near(theirs: Json, ours: Any, tolerance: float) -> bool:
    """Whether the numbers of a square matrix are near, as seen from their row and column."""
    expected = _numbers(theirs).reshape(np.shape(ours), order="F")
    size = np.abs(expected)
    scale = np.maximum(size.max(axis=0), size.max(axis=1)[:, np.newaxis])
    return bool((np.abs(np.asarray(ours) - expected) <= tolerance * scale).all())


def _labelled(theirs: Json, ours: Any) -> bool:
    """Whether rows and columns have R's names; what R has no names for is not looked at."""
    labels = theirs["names"] if "names" in theirs else theirs["dimnames"]
    if "names" in theirs or not labels:
        labels = [labels]
    axes = [ours.index, getattr(ours, "columns", None)] if hasattr(ours, "index") else []
    return all(
        _texts_of(axis) == [*names]
        for names, axis in zip(labels, axes, strict=False)
        if names is not None and axis is not None
    )


def _texts_of(axis: pd.Index[Any]) -> list[str]:
    """Labels as R has them, which counts rows without names from 1."""
    counted = has_counted_labels(axis)
    return [str(label) for label in (range(1, len(axis) + 1) if counted else axis)]


def _table(name: str) -> Callable[[Json, Any], bool]:
    """Compare numbers and names of an attribute or a method's answer."""

    def compared(theirs: Json, ours: Any) -> bool:
        value = getattr(ours, name)
        found = value() if callable(value) else value
        return _same(theirs, found) and _labelled(theirs, found)

    return compared


def _value(name: str) -> Callable[[Json, Any], bool]:
    """Compare numbers or truths, one or several."""
    return lambda theirs, ours: _same(np.ravel(theirs), getattr(ours, name))


def _texts(name: str) -> Callable[[Json, Any], bool]:
    """Compare one text or several."""
    return lambda theirs, ours: (
        np.ravel(theirs).tolist() == [str(text) for text in np.ravel(getattr(ours, name))]
    )


def _rows(theirs: Json, ours: Any) -> bool:
    """Rows left out, which count from 1 in R."""
    return list(theirs) == [int(place) + 1 for place in ours.na_action]


def _levels(theirs: Json, ours: Any) -> bool:
    found = {name: [*map(str, levels)] for name, levels in (ours.xlevels or {}).items()}
    return found == (theirs or {})


# Second derivatives are sums made by matrix products, in another order than R's; variances come
# from a singular value decomposition, whose rounding is that of the linear algebra library.
_HESSIAN = TOLERANCES["nnet"]["Hessian"][0]
_INFERENCE = TOLERANCES["multinom"]["inference"][0]


def _second_derivatives(theirs: Json, ours: Any) -> bool:
    largest = np.abs(_numbers(theirs)).max()
    gaps = np.abs(np.asarray(ours.Hessian).ravel(order="F") - _numbers(theirs))
    return bool((gaps <= _HESSIAN * largest).all())


def _covariance(theirs: Json, ours: Any) -> bool:
    found = ours.vcov()
    return _near(theirs, found, _INFERENCE) and _labelled(theirs, found)


def _standard_errors(theirs: Json, ours: Any) -> bool:
    """R's are those of the diagonal of the covariance."""
    found = pd.Series(np.sqrt(np.diag(ours.vcov())), ours.vcov().index)
    near = np.allclose(found, _numbers(theirs), rtol=_INFERENCE, atol=0)
    return bool(near) and _labelled(theirs, found)


def _nobs(theirs: Json, ours: Any) -> bool:
    return bool(ours.logLik().nobs == theirs)


def _log_likelihood(theirs: Json, ours: Any) -> bool:
    return _same([theirs], float(ours.logLik()))


# Searches ----------------------------------------------------------------------------------------


def _performances(theirs: Json, ours: Any) -> bool:
    table = ours.performances
    columns = {name: table[name].tolist() for name in theirs if name != ".rownames"}
    return {**columns, ".rownames": [*map(str, table.index)]} == theirs


def _best(theirs: Json, ours: Any) -> bool:
    return all(theirs[name] == value for name, value in ours.best_parameters.items())


def _rows_of_folds(theirs: Json, ours: Any) -> bool:
    return list(theirs) == [[int(row) + 1 for row in rows] for rows in ours.train_ind]


_COMPARED: dict[str, Callable[[Json, Any], bool]] = {
    **{name: _texts(name) for name in ("lev", "lab", "coefnames", "method", "sampling")},
    **{
        name: _value(name)
        for name in (
            *("n", "nunits", "nsunits", "decay", "entropy", "softmax", "censored", "value", "wts"),
            *("convergence", "deviance", "edf", "rank", "AIC"),
        )
    },
    "vcoefnames": _texts("coefnames"),  # in a multinomial model the same
    "best.performance": _value("best_performance"),
    "fitted.values": _table("fitted_values"),
    "coef": _table("coef"),
    "weights": lambda theirs, ours: _same(theirs, ours.weights),
    "xlevels": _levels,
    "na.action": _rows,
    "Hessian": _second_derivatives,
    "vcov": _covariance,
    "se": _standard_errors,
    "nobs": _nobs,
    "logLik": _log_likelihood,
    "performances": _performances,
    "best.parameters": _best,
    "train.ind": _rows_of_folds,
}
