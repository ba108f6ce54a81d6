"""R's fits of ``nnet`` as pynnet's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import DesignSpec, Name
from pynnet._ground import MOST_WHOLE, DataError, FloatArray, IntArray
from pynnet._network import Network
from pynnet._nnet import ClassLabels, FittedRows, NNet, Options, class_labels

from ..format.nodes import (
    NULL,
    Call,
    Items,
    Node,
    Numbers,
    attribute,
    classes_of,
    texts_of,
)
from ..language import program_text
from .fields import Fields
from .frames import row_labels
from .terms import spec_of
from .vectors import numbers_of

__all__ = ["NetworkFields", "constant_arguments", "network_fields", "network_of", "unknown_fields"]

_KNOWN = frozenset(
    ("n", "nunits", "nconn", "conn", "nsunits", "decay", "entropy", "softmax", "censored", "value",
     "wts", "convergence", "fitted.values", "residuals", "lev", "call", "terms", "coefnames",
     "xlevels", "contrasts", "na.action", "Hessian")
)  # fmt: skip
_WHOLE = re.compile("-?[0-9]{1,18}")
_MOST_UNITS = 10**6  # of a layer
_IN_CALL = ("maxit", "rang", "abstol", "reltol")


@dataclass(frozen=True, slots=True)
class NetworkFields:
    """What every fit of a network is made of, as the arguments of the class that holds it."""

    arguments: dict[str, Any]
    network: Network
    spec: DesignSpec | None
    n_rows: int


def network_of(node: Items, context: Any) -> NNet:
    """Return a fit of ``nnet``."""
    fit = Fields(node, "network")
    made = network_fields(fit, context, intercept=False, rang=None)
    call = fit.get("call")
    fields = {"call": program_text(call)} if isinstance(call, Call) else {}
    return NNet(**made.arguments, r_fields={**fields, **unknown_fields(fit, _KNOWN, context)})


def unknown_fields(fit: Fields, known: frozenset[str], context: Any) -> dict[str, Any]:
    """Return the fields that nnet 7.3 does not write."""
    return {n: context.plain(v) for n, v in fit.values.items() if n and n not in known}


def network_fields(
    fit: Fields, context: Any, *, intercept: bool, rang: float | None
) -> NetworkFields:
    """Return what a network and its fit are made of."""
    network = _network(fit)
    outputs, labels, columns = fit.matrix("fitted.values")
    residuals = fit.matrix("residuals")[0]
    n_rows, q = outputs.shape
    if q != network.n_outputs or residuals.shape != outputs.shape:
        raise fit.broken(
            "fitted.values", f"a matrix with {network.n_outputs} columns, as residuals"
        )
    inputs = fit.texts("coefnames")
    spec = None
    if fit.get("terms") is not NULL:
        if inputs is None or len(inputs) != network.n_inputs:
            raise fit.broken("coefnames", f"{network.n_inputs} names")
        n_columns = len(fit.texts("vcoefnames") or inputs) if intercept else len(inputs)
        spec = spec_of(fit, inputs[:n_columns], n_rows, intercept=intercept, context=context)
    options = _options(fit, network, rang)
    lev = fit.texts("lev")
    if q == 1 and lev is not None and len(lev) < 2:
        raise fit.broken("lev", "two names or more")
    convergence = fit.whole_numbers("convergence", 1)[0] if "convergence" in fit.values else 0
    arguments = {
        "wts": fit.numbers("wts", network.n_weights).copy(),
        "value": fit.number("value"),
        "convergence": convergence,
        "message": _message(convergence, options),
        "lev": lev,
        "_second_derivatives": _hessian(fit),
        "terms": spec,
        "_network": network,
        "_options": options,
        **dict.fromkeys(("_evaluations", "_known_path")),  # which R does not keep
        "_known_outputs": outputs,
        "_known_residuals": residuals,
        "_rows": None if spec is None else _rows(fit.get("na.action"), labels, n_rows),
        "_columns": columns,
        "_inputs": inputs,
        "_vector": q == 1 and columns is None,  # a column with a name was none
        "_labels": None if spec is None else _class_labels(spec, lev),
    }
    return NetworkFields(arguments, network, spec, n_rows)


def _network(fit: Fields) -> Network:
    """Return the layout, which must be the one that pynnet gives a network of its units."""
    n_inputs, size, n_outputs = fit.whole_numbers("n", 3, _MOST_UNITS)
    nsunits = fit.whole_numbers("nsunits", 1)[0]
    count = len(fit.numbers("wts"))
    linear = nsunits == 1 + n_inputs + size
    for skip in (False, True):
        network = Network(n_inputs, size, n_outputs, skip, linear=linear)
        if network.n_weights == count > 0 and _is_laid_out(fit, network):
            return network
    raise DataError(
        f"the network in the file is broken: {count} weights do not join {n_inputs} inputs, {size} "
        f"hidden units and {n_outputs} outputs."
    )


def _is_laid_out(fit: Fields, network: Network) -> bool:
    """Whether connections and units are numbered as they must be."""
    sizes = fit.numbers("nconn"), fit.numbers("conn"), fit.numbers("nunits")
    expected = network.nconn, network.conn, np.array([network.nunits])
    return network.nsunits == fit.number("nsunits") and all(map(np.array_equal, sizes, expected))


def _options(fit: Fields, network: Network, rang: float | None) -> Options:
    """Return the options; those that only the call may hold are None where it has no number."""
    decay = fit.numbers("decay").copy()
    decay.flags.writeable = False
    if not (len(decay) and np.isfinite(decay).all()):  # R takes any; predictions need none
        raise fit.broken("decay", "finite numbers")
    censored, softmax = fit.flag("censored"), fit.flag("softmax")
    in_call = constant_arguments(fit.get("call"))
    said = {name: in_call[name] for name in _IN_CALL if name in in_call}
    if rang is not None:
        said["rang"] = rang
    probability = censored or softmax
    return Options(
        size=network.size,
        decay=float(decay[0]) if len(decay) == 1 else decay,
        skip=network.skip,
        linout=network.linear and not probability,
        entropy=fit.flag("entropy"),
        softmax=softmax and not censored,
        censored=censored,
        Hess=fit.get("Hessian") is not NULL,
        **said,
    )


def constant_arguments(call: Node) -> dict[str, Any]:
    """Return the single numbers of a call; None for arguments that are computed."""
    if not isinstance(call, Call):
        return {}
    return {name: _constant(value) for name, value in call.arguments if name is not None}


def _constant(node: Node) -> Any:
    if not isinstance(node, Numbers) or node.kind == "complex" or len(node.values) != 1:
        return None
    value = float(numbers_of(node)[0])
    if node.kind == "logical":
        return bool(value)
    return int(value) if value.is_integer() else value


def _message(convergence: int, options: Options) -> str:
    if not convergence:
        return "converged"
    maxit: int | None = options.maxit
    return f"stopped after {'maxit' if maxit is None else maxit} iterations"


def _hessian(fit: Fields) -> FloatArray | None:
    if fit.get("Hessian") is NULL:
        return None
    matrix = fit.matrix("Hessian")[0]
    if matrix.shape[0] != matrix.shape[1]:
        raise fit.broken("Hessian", "a square matrix")
    return matrix


def _rows(omitted: Node, labels: list[str | None], n_rows: int) -> FittedRows:
    """Return the rows behind a fit, those that were left out in their places."""
    missing: IntArray = np.empty(0, dtype=np.intp)
    texts: list[str | None] = []
    if isinstance(omitted, Numbers):
        numbers = numbers_of(omitted)
        if not ((numbers >= 1) & (numbers % 1 == 0) & (numbers < MOST_WHOLE)).all():
            raise DataError("the fit in the file is broken: 'na.action' must be positions.")
        missing = numbers.astype(np.intp) - 1
        texts = texts_of(attribute(omitted, "names"))
    n_all = n_rows + len(missing)
    places = np.minimum(missing, n_rows + np.arange(len(missing)))
    complete = np.ones(n_all, dtype=bool)
    complete[places] = False
    if len(np.unique(places)) != len(places):
        raise DataError("the fit in the file is broken: 'na.action' names a row twice.")
    if not labels or len(texts) != len(missing):
        index: pd.Index[Any] = pd.RangeIndex(1, n_all + 1)
    else:
        every = np.empty(n_all, dtype=object)
        every[complete], every[places] = labels, texts
        index = row_labels(every.tolist())
    padded = "exclude" in classes_of(omitted)
    return FittedRows(index, complete, padded, missing if len(missing) else None)


def _class_labels(spec: DesignSpec, lev: tuple[str, ...] | None) -> ClassLabels | None:
    """Return what the classes are in the type of the response; R's text if it was computed."""
    if lev is None or len(set(lev)) != len(lev):
        return None
    if not (spec.terms.has_response and isinstance(spec.terms.variables[0].expression, Name)):
        return None
    kind = spec.data_classes[spec.variables[0]]
    if kind in ("factor", "ordered"):
        return class_labels(
            pd.Categorical([], categories=list(lev), ordered=kind == "ordered"), lev
        )
    if kind == "logical":
        return class_labels(np.array([], dtype=bool), lev)
    if kind == "numeric" and all(_WHOLE.fullmatch(text) for text in lev):
        return class_labels(np.array([int(text) for text in lev]), lev)
    return None
