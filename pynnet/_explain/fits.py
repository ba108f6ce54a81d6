"""What is asked of a fit: that it is a network, what its inputs and outputs are called, rows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pynnet._ground import ArgumentError, DataError, FloatArray, invalid
from pynnet._network import network_outputs
from pynnet._nnet import NNet

__all__ = [
    "by_output",
    "check_fit",
    "check_hidden",
    "input_names",
    "inputs_of",
    "no_rows",
    "output_names",
    "outputs_at",
]


def check_fit(fit: Any) -> NNet:
    """Return what was passed if it is a fitted network.

    Raises
    ------
    ArgumentError
        If it is not.
    """
    if not isinstance(fit, NNet):
        raise invalid("fit", fit, "a fit of nnet()")
    return fit


def check_hidden(fit: NNet, what: str) -> None:
    """Raise if a network has no hidden units, through which `what` goes, or no inputs."""
    if fit.n[1] == 0:
        raise ArgumentError(
            f"{what} follows weights through hidden units, and there are none (size=0): "
            "the weights of such a network are its coefficients, fit.coef()."
        )
    if fit.n[0] == 0:
        raise ArgumentError(f"{what} is one of inputs, and the network has none.")


def no_rows() -> DataError:
    """Return the error for data of which nothing is left to look at."""
    return DataError("no rows: the data are empty, or every row has a missing value.")


def input_names(fit: NNet) -> list[str]:
    """Names of the inputs: columns of the design matrix or of x; else i1, i2, …."""
    given = fit._inputs
    return list(given) if given else fit._network.unit_labels[1 : 1 + fit.n[0]]


def output_names(fit: NNet) -> list[str]:
    """Names of the outputs: the classes, the columns of the response, or the response.

    A single output of two classes is the probability of the second, and has its name.
    """
    if fit.n[2] == 1 and fit.lev is not None and len(fit.lev) == 2:
        return [fit.lev[1]]
    if fit._columns is not None and len(fit._columns) == fit.n[2]:
        return [str(name) for name in fit._columns]
    if fit.n[2] == 1 and fit._name is not None:
        return [fit._name]
    return fit._network.unit_labels[1 + sum(fit.n[:2]) :]


def by_output(fit: NNet, values: FloatArray, name: str) -> Any:
    """Values of shape (inputs, outputs): a Series if there is one output, else a DataFrame."""
    inputs = pd.Index(input_names(fit), name="input")
    if values.shape[1] == 1:
        return pd.Series(values[:, 0].copy(), index=inputs, name=name)
    return pd.DataFrame(values, index=inputs, columns=output_names(fit))


def inputs_of(fit: NNet, data: Any) -> FloatArray:
    """Inputs of the complete rows of data of the user's, as the network takes them."""
    x, _, _ = fit._new_cases(data)
    return x


def outputs_at(fit: NNet, x: FloatArray) -> FloatArray:
    """Outputs for rows of inputs, shape (n, outputs)."""
    return network_outputs(fit._network, fit._options.criterion, fit.wts, x)
