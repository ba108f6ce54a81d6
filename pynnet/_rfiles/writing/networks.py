"""Fits as R's lists of the classes ``nnet`` and ``multinom``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import DesignSpec
from pynnet._multinom import Multinom
from pynnet._nnet import FittedNetwork, NNet, Options

from ..format.nodes import Call, Items, Node, Numbers, Symbol
from .frames import row_texts
from .terms import call_of_text, contrasts_node, levels_node, matrix_node, terms_node
from .vectors import integers, reals, texts, truths

__all__ = ["model_node", "network_node"]

_DEFAULTS = Options(size=0)
_WRITTEN = ("size", "decay", "maxit", "rang", "skip", "linout", "abstol", "reltol")


def _list(fields: Mapping[str, Node | None], *classes: str) -> Items:
    """Return a list of a class, without what is not there."""
    present = {name: value for name, value in fields.items() if value is not None}
    return Items(list(present.values()), {"names": texts(*present), "class": texts(*classes)})


def network_node(fit: NNet, plain: Callable[[Any], Node]) -> Items:
    """Return a fit of ``nnet``."""
    kept = dict(fit.r_fields or {})
    call = call_of_text(kept.pop("call", "")) or _network_call(fit)
    H = fit._second_derivatives
    fields = {
        **_network_fields(fit, fit._columns),
        "lev": None if fit.lev is None else texts(*fit.lev),
        "call": call,
        "Hessian": None if H is None else matrix_node(H, None, None),
    }
    if fit.terms is None:
        return _list({**fields, **_others(kept, plain)}, "nnet")
    fields |= {
        "terms": terms_node(fit.terms),
        "coefnames": texts(*(fit.coefnames or ())),
        "na.action": _omitted(fit),
        "contrasts": contrasts_node(fit.terms),
        "xlevels": levels_node(fit.terms),
    }
    return _list({**fields, **_others(kept, plain)}, "nnet.formula", "nnet")


def model_node(fit: Multinom, plain: Callable[[Any], Node]) -> Items:
    """Return a fit of ``multinom``, with the second derivatives that R's covariances need."""
    fit._check_cases("R's file of a fit")
    spec = fit._spec
    names: Node | None = None if fit.lab is None else texts(*fit.lab)
    columns = fit._columns
    if fit.lev is None and fit.lab == tuple(str(k + 1) for k in range(fit.n[2])):
        names, columns = integers(range(1, fit.n[2] + 1)), None  # a matrix without names
    weights = matrix_node(fit._cases.weights[:, np.newaxis], _row_names(fit), None, always=True)
    fields = {
        **_network_fields(fit, columns),
        "lev": None if fit.lev is None else texts(*fit.lev),
        "call": call_of_text(fit.call.text or str(fit.call)) or _model_call(spec),
        "terms": terms_node(spec),
        "weights": weights,
        "deviance": reals([fit.deviance]),
        "rank": integers([fit.rank]),
        "lab": names,
        "coefnames": texts(*(fit.coefnames or ())),
        "vcoefnames": texts(*fit.vcoefnames),
        "na.action": _omitted(fit),
        "contrasts": contrasts_node(spec),
        "xlevels": levels_node(spec),
        "edf": reals([fit.edf]),
        "AIC": reals([fit.AIC]),
        "model": None if fit.model is None else _model_frame(fit, plain),
        "Hessian": _second_derivatives(fit),
    }
    return _list({**fields, **_others(dict(fit.r_fields or {}), plain)}, "multinom", "nnet")


def _others(kept: Mapping[str, Any], plain: Callable[[Any], Node]) -> dict[str, Node]:
    return {name: plain(value) for name, value in kept.items()}


def _network_fields(fit: FittedNetwork, columns: tuple[str, ...] | None) -> dict[str, Node | None]:
    """Return what all fits hold, in R's order."""
    fit._check_cases("R's file of a fit")
    rows = _row_names(fit)
    named = columns is not None or rows is not None
    return {
        "n": reals(fit.n),
        "nunits": integers([fit.nunits]),
        "nconn": reals(fit.nconn),
        "conn": reals(fit.conn),
        "nsunits": reals([fit.nsunits]) if fit._network.linear else integers([fit.nsunits]),
        "decay": reals(fit.decay),
        "entropy": truths(fit.entropy),
        "softmax": truths(fit.softmax),
        "censored": truths(fit.censored),
        "value": reals([fit.value]),
        "wts": reals(fit.wts),
        "convergence": integers([fit.convergence]),
        "fitted.values": matrix_node(fit._outputs, rows, columns, always=named),
        "residuals": matrix_node(fit._residuals, rows, columns, always=named),
    }


def _row_names(fit: FittedNetwork) -> list[str] | None:
    if fit._rows is None:
        return None
    return [
        t
        for t, is_fitted in zip(row_texts(fit._rows.index), fit._rows.complete, strict=True)
        if is_fitted
    ]


def _omitted(fit: FittedNetwork) -> Numbers | None:
    """Return the rows with missing values, from 1."""
    rows = fit._rows
    if rows is None or rows.complete.all():
        return None
    names = [
        t
        for t, is_fitted in zip(row_texts(rows.index), rows.complete, strict=True)
        if not is_fitted
    ]
    of_class = texts("exclude" if rows.padded else "omit")
    return integers(rows.missing + 1, {"names": texts(*names), "class": of_class})


def _second_derivatives(fit: Multinom) -> Numbers | None:
    if fit._known_information is None and fit._cases.known_design is None:
        return None
    labels = fit._coefficient_labels
    return matrix_node(fit._information(), labels, labels)


def _model_frame(fit: Multinom, plain: Callable[[Any], Node]) -> Node:
    """Return the model frame, in which a variable of several columns is a matrix."""
    frame, spec = fit.model, fit._spec
    assert frame is not None
    columns: dict[str, Node] = {}
    at = 0
    while at < frame.shape[1]:
        label = str(frame.columns[at])
        name = max((v for v in spec.variables if _begins(label, v)), key=len, default=label)
        kind = spec.data_classes.get(name, "")
        width = int(kind.removeprefix("nmatrix.")) if kind.startswith("nmatrix.") else 1
        part = frame.iloc[:, at : at + width]
        columns[name] = plain(part.iloc[:, 0]) if width == 1 else _matrix_column(name, part)
        at += width
    node: Any = plain(frame)
    attributes = {**node.attributes, "names": texts(*columns), "terms": terms_node(spec)}
    return Items([_unnamed(column) for column in columns.values()], attributes)


def _begins(label: str, variable: str) -> bool:
    return label == variable or label.startswith(f"{variable}.")


def _matrix_column(name: str, part: pd.DataFrame) -> Node:
    labels = [str(label).removeprefix(f"{name}.") for label in part.columns]
    return matrix_node(part.to_numpy(dtype=np.float64), None, labels)


def _unnamed(column: Any) -> Node:
    """Return a column without the names of its rows, which the frame has."""
    column.attributes = {k: v for k, v in column.attributes.items() if k != "names"}
    return column


# Calls -------------------------------------------------------------------------------------------


def _network_call(fit: NNet) -> Call:
    """Return the call that would make such a fit in R."""
    arguments: list[tuple[str | None, Node]] = [("x", Symbol("x")), ("y", Symbol("y"))]
    if fit.terms is not None:
        arguments = _formula_arguments(fit.terms)
    chosen = fit.hyperparameters
    for name in _WRITTEN:
        value = chosen[name]
        is_default = np.array_equal(value, getattr(_DEFAULTS, name))
        if value is None or not np.any(value) or is_default:
            continue
        arguments.append((name, truths(value) if value is True else reals(value)))
    return Call(Symbol("nnet.default" if fit.terms is None else "nnet.formula"), arguments)


def _model_call(spec: DesignSpec) -> Call:
    return Call(Symbol("multinom"), _formula_arguments(spec))


def _formula_arguments(spec: DesignSpec) -> list[tuple[str | None, Node]]:
    formula = call_of_text(spec.formula)
    assert formula is not None  # it was read from text
    return [("formula", formula), ("data", Symbol("data"))]
