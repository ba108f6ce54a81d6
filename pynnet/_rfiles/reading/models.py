"""R's fits of ``multinom`` as pynnet's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, KeptData, Matrix, NamedColumns, as_column
from pynnet._formula import DesignSpec
from pynnet._ground import DataError, FloatArray
from pynnet._multinom import FittedCases, MatchedCall, Multinom, multinom
from pynnet._nnet import option_names

from ..format.nodes import NULL, Call, Items, Node, Symbol, attribute, names_of_items
from ..language import program_lines, program_text
from .fields import Fields, matrix_of
from .networks import constant_arguments, network_fields, unknown_fields
from .vectors import column_of

__all__ = ["model_of"]

_KNOWN = frozenset(
    ("n", "nunits", "nconn", "conn", "nsunits", "decay", "entropy", "softmax", "censored", "value",
     "wts", "convergence", "fitted.values", "residuals", "lev", "call", "terms", "coefnames",
     "xlevels", "contrasts", "na.action", "Hessian", "weights", "deviance", "rank", "lab",
     "vcoefnames", "edf", "AIC", "model", "formula")
)  # fmt: skip
_WIDTH = 60  # characters behind which R begins a new line of a call
_NAMES = {"na.action": "na_action"}


def model_of(node: Items, context: Any) -> Multinom:
    """Return a fit of ``multinom``."""
    fit = Fields(node, "model")
    made = network_fields(fit, context, intercept=True, rang=0.0)
    if made.spec is None or made.network.size or not made.network.skip:
        raise DataError("the model in the file is broken: it is no multinomial model of a formula.")
    n_outputs = made.network.n_outputs
    lab = (fit.texts("lab") or made.arguments["_columns"]) if n_outputs > 1 else None
    if n_outputs > 1 and (lab is None or len(lab) != n_outputs):
        raise fit.broken("lab", f"{n_outputs} names")
    lev = made.arguments["lev"]
    if n_outputs == 1 and (lev is None or len(lev) != 2):
        raise fit.broken("lev", "two names")
    inputs = made.arguments["_inputs"]
    frame = context.plain(fit.get("model")) if fit.get("model") is not NULL else None
    if not (frame is None or isinstance(frame, pd.DataFrame)):
        raise fit.broken("model", "a data frame")
    weights = fit.numbers("weights", made.n_rows)
    cases = FittedCases(
        _design(fit, made.spec, frame, made.n_rows),
        len(inputs) - len(made.spec.column_names),
        weights.copy(),
        np.arange(made.n_rows),
        weights.copy(),
    )
    information = made.arguments["_second_derivatives"]
    n_coefficients = max(1, n_outputs - 1) * len(made.spec.column_names)
    if information is not None and len(information) != n_coefficients:
        raise fit.broken("Hessian", f"a matrix of {n_coefficients} rows")
    return Multinom(
        **made.arguments,
        lab=lab,
        rank=fit.whole_numbers("rank", 1)[0],
        model=frame,
        call=_call(fit.get("call"), made.spec, frame, weights),
        _cases=cases,
        _known_information=information,
        r_fields=unknown_fields(fit, _KNOWN, context),
    )


def _design(
    fit: Fields, spec: DesignSpec, frame: pd.DataFrame | None, n_rows: int
) -> FloatArray | None:
    """Return the design matrix, if the file holds the variables of all cases."""
    model = fit.get("model")
    if frame is None or len(frame) != n_rows or not isinstance(model, Items):
        return None
    variables = {
        name: _variable(name, node)
        for name, node in zip(names_of_items(model), model.values, strict=True)
        if name in spec.variables
    }
    if set(variables) != set(spec.variables):
        return None
    return spec.matrix_of(variables, n_rows)


def _variable(name: str, node: Node) -> Column:
    """Return a variable of the model frame in R's kind."""
    matrix = matrix_of(node) if attribute(node, "dim") is not NULL else None
    if matrix is not None:
        return Matrix(matrix[0], matrix[2])
    if isinstance(node, Items):
        raise DataError(f"the model in the file is broken: its variable '{name}' is a list.")
    return as_column(column_of(node), name)


def _holds_variables(spec: DesignSpec, frame: pd.DataFrame) -> bool:
    """Whether all that the formula names are columns of its model frame."""
    return spec.symbols <= set(frame.columns)


def _call(
    call: Node, spec: DesignSpec, frame: pd.DataFrame | None, weights: FloatArray
) -> MatchedCall:
    """Return the call with what of its arguments is known here."""
    arguments: dict[str, Any] = {
        "formula": spec.expanded_formula,
        "env": spec.memory.environment,
    }
    names: dict[str, str] = {}
    lacking = []
    constants = constant_arguments(call)
    given = [(n, v) for n, v in call.arguments if n] if isinstance(call, Call) else []
    options = {*option_names("hyperparameter", "limit", "way"), "summ", "model"}
    for name, value in given:
        key = _NAMES.get(name, name)
        if key in ("formula", "data"):
            names[key] = program_text(value)
        elif key == "na_action" and isinstance(value, Symbol):
            arguments[key] = value.name.removeprefix("na.")
        elif key in options and constants.get(name) is not None:
            arguments[key] = constants[name]
        elif key != "subset" or frame is None:
            names[key] = program_text(value)
            lacking.append(key)
    kept = None
    if frame is not None and _holds_variables(spec, frame):
        kept = KeptData(NamedColumns(frame, "data"), spec.symbols)
        arguments["data"] = kept
        if "weights" in lacking:
            lacking.remove("weights")
            arguments["weights"] = weights
    else:
        lacking.insert(0, "data")
    text = program_lines(call, _WIDTH) if isinstance(call, Call) else None
    return MatchedCall(multinom, arguments, names, kept, text, tuple(lacking))
