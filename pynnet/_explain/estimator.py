"""A fitted network as scikit-learn sees it: a table of variables in, labels or numbers out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_column, as_text, in_own_byte_order
from pynnet._formula import names_in
from pynnet._ground import (
    ArgumentError,
    BoolArray,
    DataError,
    ObjectArray,
    array_if_any,
    invalid,
    nearest_name,
    require,
    shown,
    size_of,
)
from pynnet._multinom import all_classes
from pynnet._nnet import NNet

from .fits import input_names, no_rows

__all__ = ["class_texts", "estimator_of", "observed", "variables_of"]

_TIES = 1  # seed of lots among classes that tie: scores must not move the global stream


def estimator_of(fit: NNet, *, outputs: bool, caller: str) -> Any:
    """Make an estimator of scikit-learn that predicts as the fit does.

    If `outputs`, it is a regressor of the raw outputs; else a classifier if the fit has classes.
    """
    base = require("sklearn.base", extra="sklearn", caller=caller)
    classify = fit.lev is not None and not outputs
    mixin = base.ClassifierMixin if classify else base.RegressorMixin

    class FittedEstimator(mixin, base.BaseEstimator):  # type: ignore[misc,name-defined,valid-type]
        """The network, which is fitted already."""

        def __init__(self) -> None:
            self.fitted_ = True
            if classify:
                self.classes_ = np.array(fit.lev, dtype=object)

        def fit(self, X: Any, y: Any = None) -> Any:  # noqa: ARG002  as scikit-learn has it
            return self

        def predict(self, X: Any) -> Any:
            if classify:
                return np.asarray(fit.predict(X, type="class", seed=_TIES))
            return np.asarray(fit.predict(X))

        def predict_proba(self, X: Any) -> Any:
            return all_classes(np.asarray(fit.predict(X)).reshape(len(X), -1))

    if not classify:
        del FittedEstimator.predict_proba
    return FittedEstimator()


def variables_of(fit: NNet, data: Any) -> tuple[pd.DataFrame, BoolArray]:
    """The variables that a network predicts from, in the complete rows; and which these are.

    For a fit from a formula the columns that its right-hand side names; else the columns of x.
    """
    data = in_own_byte_order(data)
    if fit.terms is None:
        fit._new_cases(data)
        names = list(data.columns) if isinstance(data, pd.DataFrame) else input_names(fit)
        values = data if isinstance(data, pd.DataFrame) else np.asarray(data, dtype=float)
        table = pd.DataFrame(np.asarray(values).reshape(-1, fit.n[0]), columns=names)
    else:
        if not isinstance(data, pd.DataFrame):
            raise DataError(
                f"these methods need a pandas DataFrame: got {shown(data)}. Pass the data of the "
                "formula as one."
            )
        first = int(fit.terms.response_text is not None)
        used = {name for v in fit.terms.terms.variables[first:] for name in names_in(v.expression)}
        table = data[[name for name in data.columns if name in used]]
    complete = np.asarray(fit._new_cases(table)[2])
    table = table[complete]
    if not len(table):
        raise no_rows()
    whole = [name for name in table if pd.api.types.is_integer_dtype(table[name].dtype)]
    # scikit-learn would cut what lies between whole numbers.
    return table.astype(dict.fromkeys(whole, float)), complete


def observed(fit: NNet, data: Any, y: Any) -> Any:
    """The response of each row of the data: what was passed, or the column of the formula."""
    if y is None and fit.terms is not None and isinstance(data, pd.DataFrame):
        y = fit.terms.response_name if fit.terms.response_name in data.columns else None
    if isinstance(y, str):
        if not isinstance(data, pd.DataFrame) or y not in data.columns:
            names = list(data.columns) if isinstance(data, pd.DataFrame) else []
            near = nearest_name(y, [str(name) for name in names])
            hint = f" Did you mean {near!r}?" if near else ""
            raise ArgumentError(f"invalid 'y': the data have no column {shown(y)}.{hint}")
        y = data[y]
    if y is None:
        raise ArgumentError(
            'argument "y" is missing: pass the observed response, or the name of its column.'
        )
    values = in_own_byte_order(array_if_any(y))
    if values.ndim != 1 or values.dtype.kind == "V":
        raise invalid("y", y, "a value for each row, or the name of a column")
    n_rows = size_of(data) if getattr(data, "ndim", 1) != 0 else 0
    if len(values) != n_rows:
        raise DataError(f"y has {len(values)} values for {n_rows} rows of data.")
    return values


def class_texts(values: Any) -> ObjectArray:
    """The text that R has for each class; None where it is missing."""
    column: Any = as_column(values, "y")  # a vector, and so no matrix
    texts = as_text(column)
    return np.array([None if text is None else str(text) for text in texts], dtype=object)
