"""Importance of inputs by the sizes of a model's weights, as caret's varImp has it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, FitWarning, FloatArray, warn
from pynnet._multinom import Multinom
from pynnet._nnet import NNet
from pynnet._numerics import mean, total

from ..averaging import AvNNet
from ..component_network import PCANNet

__all__ = ["by_weights"]

_OVERALL = "Overall"


def by_weights(model: Any) -> pd.DataFrame:
    """Importance of the inputs of a model: a row for each, and columns for all and each output."""
    if isinstance(model, Multinom):
        return _of_multinom(model)
    if isinstance(model, NNet):
        return _of_network(model, model.coefnames)
    if isinstance(model, AvNNet):
        tables = [_of_network(one, model.coefnames, model.lev) for one in model.model]
        cells = np.stack([table.to_numpy() for table in tables])
        means = [[mean(cell) for cell in row] for row in cells.transpose(1, 2, 0)]
        return pd.DataFrame(means, index=tables[0].index, columns=tables[0].columns)
    said = "no applicable method for 'varImp' applied to an object of class"
    if isinstance(model, PCANNet):
        raise ArgumentError(
            f'{said} "{_class_of(model)}": its inputs are principal components. '
            "var_imp(fit.model) is about these; the result of train(method='pcaNNet') is looked at "
            "by variables."
        )
    raise ArgumentError(
        f'{said} "{type(model).__name__}". Pass what nnet(), multinom(), avnnet() or train() '
        "returned."
    )


def _class_of(model: PCANNet) -> str:
    """R's text of its class."""
    return "pcaNNet" if model._inputs.spec is None else "c('pcaNNet.formula', 'pcaNNet')"


def _of_multinom(model: Multinom) -> pd.DataFrame:
    """Absolute coefficients, added over the classes; without the intercept."""
    rows = np.abs(np.atleast_2d(model.coef().to_numpy(dtype=float)))
    named = zip(model.vcoefnames, rows.T, strict=True)
    sums = {name: float(total(column)) for name, column in named if name != "(Intercept)"}
    return pd.DataFrame({_OVERALL: sums}, index=list(sums), dtype=float)


def _of_network(
    model: NNet, names: tuple[str, ...] | None, lev: tuple[str, ...] | None = None
) -> pd.DataFrame:
    """Shares in percent, for each output and their mean."""
    if not model._network.size:
        raise ArgumentError(
            "subscript out of bounds: the network has no hidden units, by whose weights importance "
            "is shared out. pynnet.permutation_importance() works for any network."
        )
    if model._network.skip:
        warn(
            "the weights of the skip layer are not counted: importance is shared out by the hidden "
            "units alone. pynnet.olden() counts both.",
            FitWarning,
        )
    into_hidden, into_outputs = (np.abs(part[:, 1:]) for part in model._network.layers(model.wts))
    columns = [_shares(into_hidden, out[: model._network.size]) for out in into_outputs]
    rows = list(names) if names is not None else [f"X{k + 1}" for k in range(len(columns[0]))]
    table = {_OVERALL: [mean(np.array(row)) for row in zip(*columns, strict=True)]}
    if len(columns) > 1:
        table |= dict(zip(_output_names(model, lev, len(columns)), columns, strict=True))
    return pd.DataFrame(table, index=rows, dtype=float)


def _shares(into_hidden: FloatArray, into_output: FloatArray) -> list[float]:
    """Shares of the inputs in one output, in percent; R's sums are in long double.

    What leaves a hidden unit cancels, but for rounding: each unit counts alike.

    References
    ----------
    .. [1] M. Gevrey, I. Dimopoulos and S. Lek, Review and comparison of methods to study the
       contribution of variables in artificial neural network models, Ecological Modelling 160
       (2003), 249-264, on the weights method.
    """
    with np.errstate(all="ignore"):  # weights may be of any size
        products = into_hidden * into_output[:, np.newaxis]
        parts = products / np.array([[float(total(row))] for row in products])
        received = np.array([float(total(column)) for column in parts.T])
        return list((received / float(total(received)) * 100).tolist())


def _output_names(model: NNet, lev: tuple[str, ...] | None, number: int) -> list[str]:
    known = lev if lev is not None else model.lev
    if known is not None:
        return list(known)
    fitted = model.fitted_values
    return (
        list(map(str, fitted.columns))
        if isinstance(fitted, pd.DataFrame)
        else [f"Y{k + 1}" for k in range(number)]
    )
