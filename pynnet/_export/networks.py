"""Fitted networks as JSON has them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from typing import Any, NamedTuple

import numpy as np

from pynnet._formula import DesignSpec
from pynnet._ground import MOST_WHOLE, FloatArray, PynnetError
from pynnet._network import Network
from pynnet._nnet import ClassLabels, FittedNetwork, FittedRows, NNet, Options

from .columns import dtype_json, dtype_of, made, scalar_json, scalar_of
from .designs import design_json, design_of
from .fields import Fields, matrix_json
from .frames import index_json, index_of, value_json, value_of
from .numbers import number_json, numbers_json

__all__ = [
    "NetworkParts",
    "fields_json",
    "fields_read",
    "fit_json",
    "network_json",
    "network_of",
    "parts_read",
]

_MOST_UNITS = 10**7
_UNKNOWN = ("maxit", "rang", "abstol", "reltol", "threads")  # R's files do not have them all


# Writing -----------------------------------------------------------------------------------------


def network_json(fit: NNet, *, data: bool) -> dict[str, Any]:
    """Return what JSON has for a fit of ``nnet``."""
    return {**fit_json(fit, data=data), "r_fields": fields_json(fit.r_fields)}


def fit_json(fit: FittedNetwork, *, data: bool) -> dict[str, Any]:
    """Return what JSON has for what all fits have; without `data`, none of their cases."""
    second, path = fit._second_derivatives, fit._known_path
    return {
        "n": list(fit.n),
        "skip": fit._network.skip,
        "linear": fit._network.linear,
        "wts": numbers_json(fit.wts),
        "value": number_json(fit.value),
        "convergence": int(fit.convergence),
        "message": fit.message,
        "lev": _texts_json(fit.lev),
        "options": _options_json(fit._options),
        "counts": None if fit._evaluations is None else list(map(int, fit._evaluations)),
        "path": None if path is None else numbers_json(path),
        "Hessian": None if second is None else matrix_json(second),
        "inputs": _texts_json(fit._inputs),
        "outputs": _texts_json(fit._columns),
        "vector": fit._vector,
        "classes": None if fit._labels is None else _labels_json(fit._labels),
        "terms": None if fit.terms is None else design_json(fit.terms),
        "cases": _cases_json(fit) if data and fit._known_outputs is not None else None,
    }


def fields_json(fields: Mapping[str, Any] | None) -> Any:
    """Return what JSON has for further fields of R's."""
    if fields is None:
        return None
    return {name: value_json(value, f"r_fields[{name!r}]") for name, value in fields.items()}


def _texts_json(texts: tuple[str, ...] | None) -> list[str] | None:
    return None if texts is None else list(texts)


def _options_json(options: Options) -> dict[str, Any]:
    values = {option.name: getattr(options, option.name) for option in fields_of(Options)}
    return {
        name: numbers_json(value) if isinstance(value, np.ndarray) else scalar_json(value, name)
        for name, value in values.items()
    }


def _labels_json(labels: ClassLabels) -> dict[str, Any]:
    what = "the response"
    return {
        "texts": list(labels.texts),
        "values": [scalar_json(value, what) for value in labels.values.tolist()],
        "type": dtype_json(labels.dtype, what),
    }


def _cases_json(fit: FittedNetwork) -> dict[str, Any]:
    rows = fit._rows
    return {
        "fitted_values": matrix_json(fit._outputs),
        "residuals": matrix_json(fit._residuals),
        "rows": None
        if rows is None
        else {
            "labels": index_json(rows.index, "the labels of the rows"),
            "complete": rows.complete.tolist(),
            "padded": rows.padded,
            "omitted": None if rows.omitted is None else rows.omitted.tolist(),
        },
    }


# Reading -----------------------------------------------------------------------------------------


class NetworkParts(NamedTuple):
    """What every fit is made of: the arguments of its class, and what else depends on them."""

    arguments: dict[str, Any]
    network: Network
    spec: DesignSpec | None
    n_cases: int | None


def network_of(fields: Fields) -> NNet:
    """Return the fit of ``nnet`` of which JSON has this."""
    parts = parts_read(fields)
    if parts.spec is not None:
        _check_inputs(fields, parts, 0)
    r_fields = fields_read(fields)
    fields.finish()
    return NNet(**parts.arguments, r_fields=r_fields)


def _check_inputs(fields: Fields, parts: NetworkParts, n_offsets: int) -> None:
    """Raise unless the columns of the design are the inputs."""
    assert parts.spec is not None
    names = parts.arguments["_inputs"]
    n_columns = parts.network.n_inputs - n_offsets
    if names is None or n_columns < 0 or len(parts.spec.column_names) != n_columns:
        raise fields.broken("inputs", "the names of the columns that the terms make")


def parts_read(fields: Fields) -> NetworkParts:
    """Return what a fit is made of, checked."""
    network = _network(fields)
    _, _, q = network.n
    options = _options(fields.inside("options"), network)
    lev = fields.texts_or_none("lev")
    if lev is not None and len(lev) < 2 and q == 1:
        raise fields.broken("lev", "two texts or more")
    spec = design_of(fields.get("terms"), fields.called("terms")) if fields.has("terms") else None
    outputs, residuals, rows = _cases(fields, q, from_formula=spec is not None)
    n_cases = None if outputs is None else len(outputs)
    counts = fields.wholes("counts", MOST_WHOLE).tolist() if fields.has("counts") else None
    if counts is not None and len(counts) != 2:
        raise fields.broken("counts", "two numbers")
    n_weights = network.n_weights
    arguments = {
        "wts": fields.numbers("wts", n_weights),
        "value": fields.number("value"),
        "convergence": fields.whole("convergence", 10**6),
        "message": fields.text("message"),
        "lev": lev,
        "_second_derivatives": _hessian(fields),
        "terms": spec,
        "_network": network,
        "_options": options,
        "_evaluations": None if counts is None else (counts[0], counts[1]),
        "_known_path": _path(fields),
        "_known_outputs": outputs,
        "_known_residuals": residuals,
        "_rows": rows,
        "_columns": fields.texts_or_none("outputs", q),
        "_inputs": fields.texts_or_none("inputs", network.n_inputs),
        "_vector": fields.flag("vector"),
        "_labels": _class_labels(fields, lev),
    }
    if arguments["_vector"] and q != 1:
        raise fields.broken("vector", "false where there are several outputs")
    return NetworkParts(arguments, network, spec, n_cases)


def _path(fields: Fields) -> FloatArray | None:
    """Return the criterion at each iteration, of which the last is that of the fit."""
    if not fields.has("path"):
        return None
    path = fields.numbers("path")
    if not np.array_equal(path[-1:], [fields.number("value")], equal_nan=True):
        raise fields.broken("path", "numbers that end with 'value'")
    return path


def fields_read(fields: Fields) -> dict[str, Any] | None:
    """Return further fields of R's."""
    if not fields.has("r_fields"):
        return None
    return {
        name: value_of(value, fields.called(name))
        for name, value in fields.named("r_fields").items()
    }


def _network(fields: Fields) -> Network:
    """Return the layout; nothing is made of it before there is a weight for each connection."""
    n = fields.wholes("n", _MOST_UNITS).tolist()
    if len(n) != 3 or n[2] < 1:
        raise fields.broken("n", "the numbers of inputs, hidden units and outputs")
    skip, linear = fields.flag("skip"), fields.flag("linear")
    network = Network(n[0], n[1], n[2], skip, linear)
    count = len(fields.items("wts"))
    if network.n_weights != count or not count:
        raise fields.broken("wts", f"{network.n_weights} numbers, one for each connection")
    return network


def _options(fields: Fields, network: Network) -> Options:
    """Return the options, each checked as those of a call are."""
    values: dict[str, Any] = {}
    for option in fields_of(Options):
        name = option.name
        value = fields.get(name)
        if name == "decay":
            values[name] = _decay(fields, network.n_weights)
        elif value is None and name in _UNKNOWN:
            values[name] = None
        else:
            try:
                values[name] = option.metadata["check"](name, scalar_of(value, fields.called(name)))
            except PynnetError as error:
                raise fields.broken(name, f"such that it may be ({error})") from None
    fields.finish()
    if (values["size"], values["skip"]) != (network.size, network.skip):
        raise fields.broken("size", "that of the network")
    return Options(**values)


def _decay(fields: Fields, n_weights: int) -> float | FloatArray:
    if type(fields.get("decay")) is not list:
        decay = fields.number("decay")
        if not np.isfinite(decay):
            raise fields.broken("decay", "finite")
        return decay
    each = fields.numbers("decay", n_weights)
    if not np.isfinite(each).all():
        raise fields.broken("decay", "finite")
    return each


def _cases(fields: Fields, q: int, *, from_formula: bool) -> tuple[Any, Any, FittedRows | None]:
    """Return fitted values, residuals and rows; None without the cases."""
    if not fields.has("cases"):
        return None, None, None
    cases = fields.inside("cases")
    outputs = cases.matrix("fitted_values", columns=q)
    n = len(outputs)
    residuals = cases.matrix("residuals", n, q)
    if cases.has("rows") != from_formula:
        raise cases.broken("rows", "null for a fit from arrays, and for no other")
    rows = _rows(cases.inside("rows"), n) if from_formula else None
    cases.finish()
    return outputs, residuals, rows


def _rows(fields: Fields, n: int) -> FittedRows:
    length = len(fields.items("complete"))
    complete = fields.flags("complete", length)
    if int(complete.sum()) != n:
        raise fields.broken("complete", f"true for {n} rows")
    omitted = fields.wholes("omitted", MOST_WHOLE) if fields.has("omitted") else None
    labels = index_of(fields.get("labels"), fields.called("labels"), length)
    padded = fields.flag("padded")
    fields.finish()
    return FittedRows(labels, complete, padded, omitted)


def _hessian(fields: Fields) -> FloatArray | None:
    if not fields.has("Hessian"):
        return None
    matrix = fields.matrix("Hessian")
    if matrix.shape[0] != matrix.shape[1]:
        raise fields.broken("Hessian", "a square matrix")
    return matrix


def _class_labels(parent: Fields, lev: tuple[str, ...] | None) -> ClassLabels | None:
    """Return what the classes stand for, if each of the levels can be made of it."""
    if not parent.has("classes"):
        return None
    fields = parent.inside("classes")
    texts = fields.texts("texts")
    items = fields.items("values")
    dtype = dtype_of(fields.get("type"), fields.called("type"))
    fields.finish()
    if lev is None or len(items) != len(texts) or not set(lev) <= set(texts):
        raise parent.broken("classes", "a value for each level")
    if len(set(texts)) != len(texts):
        raise parent.broken("classes", "texts that differ")
    values = np.empty(len(items), dtype=object)
    values[:] = [scalar_of(item, parent.called("classes")) for item in items]
    labels = ClassLabels(texts, values, dtype)
    made(lambda: labels.of(np.array([*lev, None], dtype=object)), parent.called("classes"))
    return labels
