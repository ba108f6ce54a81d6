"""Fits for Python's marginaleffects: what it asks of a model, answered by a network or a multinom.

marginaleffects asks for coefficients, their covariance, the data, and predictions for other
coefficients and other data; the rest, derivatives included, it does itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import CATEGORICAL, as_column, as_frame, kind_of
from pynnet._ground import (
    ArgumentError,
    DataError,
    FloatArray,
    doubles_if_any,
    entry,
    invalid,
    public,
    shown,
)
from pynnet._multinom import (
    ExplanatoryVariables,
    Multinom,
    covariance_for,
    design_of,
    explanatory_variables,
    variables_in,
    without_offset,
)
from pynnet._network import network_outputs
from pynnet._nnet import NNet

from .estimator import variables_of
from .fits import input_names, output_names
from .marginal_adapter import MarginalModel, adapted

__all__ = ["marginaleffects_model"]


@public
@entry
def marginaleffects_model(
    fit: NNet | Multinom, data: Any = None, *, vcov: Any = None, vcov_method: str = "R"
) -> Any:
    """Make a model that Python's package marginaleffects takes.

    Its ``predictions()``, ``comparisons()``, ``slopes()``, their averages ``avg_…()``,
    ``hypotheses()`` and ``plot_…()`` take what this returns; ``pip install "pynnet[tables]"``.

    Parameters
    ----------
    fit : Multinom or NNet
        The fit; a network from a formula, or from arrays whose columns have names.
    data : DataFrame, optional
        The rows that are averaged over unless ``newdata=`` says otherwise. Further columns may be
        named in ``by=`` and ``wts=``. Default: the rows fitted, which networks and what
        ``slim()`` gives do not keep.
    vcov : DataFrame or array, optional
        The covariance of the coefficients, or of the weights of a network. Default: that of
        ``fit.vcov()``, or of ``fit.covariance()`` if the network was fitted with ``Hess=True``;
        without it there are no standard errors.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`Multinom.vcov`. Default "R".

    Returns
    -------
    object
        The model. Probabilities of classes have a row for each class, named in ``group``; the
        column ``(weights)`` holds the weights of the rows of a multinomial fit, for ``wts=``. The
        response is there too, but missing if cases were collapsed by ``summ``.

    Raises
    ------
    ArgumentError
        If `fit` is neither, its inputs have no names, it keeps no rows and none are passed, or
        `vcov` is no covariance of its coefficients.
    DataError
        If the data of a network are missing, or lack a variable.

    Warns
    -----
    FitWarning
        If the fit has an offset, which is left out as in ``predict``; as ``fit.vcov()`` or
        ``fit.covariance()`` do.

    See Also
    --------
    Multinom.marginal_effects : Exact derivatives, without marginaleffects.

    Notes
    -----
    marginaleffects takes its derivatives from differences, so that slopes agree with
    :meth:`Multinom.marginal_effects` to about four digits, and takes a variable of zeros and ones
    for one of two values, where that takes it for a number. docs/tables.md compares them.

    References
    ----------
    .. [1] Arel-Bundock, V., Greifer, N. and Heiss, A., "How to interpret statistical models using
       marginaleffects for R and Python", *Journal of Statistical Software* 111(9), 2024.

    Examples
    --------
    >>> from pynnet import load_iris, multinom, marginaleffects_model
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> model = marginaleffects_model(fit)  # doctest: +SKIP
    >>> marginaleffects.avg_slopes(model)  # doctest: +SKIP
    """
    if isinstance(fit, Multinom):
        return adapted(_of_multinom(fit, data, vcov, vcov_method))
    if not isinstance(fit, NNet):
        raise invalid("fit", fit, "a fit of multinom() or nnet()")
    if vcov_method != "R":
        raise ArgumentError(
            "'vcov_method' is that of fits of multinom(): pass vcov= for a network."
        )
    return adapted(_of_network(fit, data, vcov))


def _of_multinom(fit: Multinom, data: Any, vcov: Any, method: str) -> MarginalModel:
    table = None if data is None else as_frame(data, "data")
    known = _variables(fit, table)
    names = [str(name) for name in known.frame]
    response = fit._spec.response_name or "(response)"
    if table is None:
        weights = pd.Series(known.weights, name="(weights)")
        observed = _observed_classes(fit, len(known.frame))
        rows = pd.concat([observed.rename(response), known.frame, weights], axis=1)
    else:
        _check_names(table, names)
        rows = table[design_of(fit, table[names]).complete].reset_index(drop=True)
    n_offsets = without_offset(fit)
    labelled, p = fit.lab is not None, len(fit.vcoefnames)

    def outputs(coefficients: FloatArray, x: FloatArray) -> FloatArray:
        weights = fit.wts.reshape(fit.n[2], -1).copy()
        weights[int(labelled) :, 1 : 1 + p] = coefficients.reshape(-1, p)
        whole = np.hstack([x, np.zeros((len(x), n_offsets))])
        made = network_outputs(fit._network, fit._options.criterion, weights.ravel(), whole)
        return made if labelled else np.hstack([1 - made, made])

    return MarginalModel(
        fit, fit._coefficients.ravel().copy(), list(fit._coefficient_labels),
        covariance_for(fit, method, vcov).to_numpy(), rows, names, known.levels, response,
        fit._class_names, lambda frame: design_of(fit, frame).matrix, outputs,
        lambda kind: fit.vcov(type=kind).to_numpy(),
    )  # fmt: skip


def _variables(fit: Multinom, table: pd.DataFrame | None) -> ExplanatoryVariables:
    """The variables of the fit, of which one without its cases knows those in the data."""
    if table is None or fit.call.data is not None:
        return explanatory_variables(fit, "marginaleffects_model() without data=")
    rows = table[fit._spec.design(table).complete]
    known = variables_in(fit, rows, np.ones(len(rows)))
    levels = {
        name: of_fit if set(found) <= set(of_fit := (fit.xlevels or {}).get(name, ())) else found
        for name, found in known.levels.items()
    }
    return replace(known, levels=levels)


def _observed_classes(fit: Multinom, n_rows: int) -> pd.Series[Any]:
    """The class of each row, for ``by=``; the most frequent one of a case of several.

    It is missing where cases were collapsed, which no longer say whose class is which.
    """
    shares = fit._class_targets
    if len(shares) != n_rows:
        return pd.Series([None] * n_rows, dtype=object)
    return pd.Series(np.array(fit._class_names, dtype=object)[shares.argmax(axis=1)])


def _of_network(fit: NNet, data: Any, vcov: Any) -> MarginalModel:
    if fit.terms is None and not fit._inputs:
        raise ArgumentError(
            "the inputs of the network have no names, which marginaleffects goes by: fit it from a "
            "formula, or from a DataFrame."
        )
    if data is None:
        raise DataError("a network keeps no training data: pass data=, the rows to average over.")
    table = as_frame(data, "data")
    if fit.terms is None:
        _check_names(table, input_names(fit))
        table = table[input_names(fit)]
    variables, complete = variables_of(fit, table)
    names = [str(name) for name in variables]
    rows = table[complete].reset_index(drop=True)
    columns = {name: as_column(rows[name], name) for name in names}
    levels = {
        name: tuple(dict.fromkeys(rows[name].tolist()))
        for name, column in columns.items()
        if kind_of(column) in CATEGORICAL
    }
    named = fit.terms.response_name if fit.terms is not None else None
    groups = tuple(output_names(fit)) if fit.n[2] > 1 else None

    def outputs(weights: FloatArray, x: FloatArray) -> FloatArray:
        return network_outputs(fit._network, fit._options.criterion, weights, x)

    return MarginalModel(
        fit, fit.wts.copy(), list(fit._network.weight_labels), _of_weights(fit, vcov), rows, names,
        levels, named or "(response)", groups, lambda frame: fit._new_cases(frame)[0], outputs,
        _no_robust,
    )  # fmt: skip


def _of_weights(fit: NNet, vcov: Any) -> FloatArray | None:
    """The covariance of the weights of a network, if it is known."""
    if vcov is None:
        return None if fit.Hessian is None else fit.covariance().to_numpy()
    m = fit._network.n_weights
    values = doubles_if_any(vcov)
    if values.shape != (m, m) or not np.isfinite(values).all():
        raise invalid("vcov", vcov, f"finite numbers, {m} by {m}, as fit.covariance() returns them")
    return values


def _no_robust(kind: str) -> FloatArray:
    raise ArgumentError(
        f"invalid 'vcov': {shown(kind)} is not known of networks. Pass a matrix, such as "
        'fit.covariance(method="sandwich").'
    )


def _check_names(table: pd.DataFrame, names: list[str]) -> None:
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise DataError(f"object {missing[0]!r} not found: the data lack this variable of the fit.")
