"""Fits of ``multinom`` as JSON has them, and back."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from pynnet._data import KeptData
from pynnet._formula import Environment, canonical_formula
from pynnet._ground import MOST_WHOLE, DataError, FloatArray
from pynnet._multinom import FittedCases, MatchedCall, Multinom, StepPath, multinom

from .designs import environment_json, environment_read
from .fields import Fields, matrix_json
from .frames import frame_json, frame_of, index_json, index_of, value_json, value_of
from .networks import NetworkParts, fields_json, fields_read, fit_json, parts_read
from .numbers import number_json, numbers_json
from .slimming import known_information, slim

__all__ = ["model_json", "model_of"]

_ARGUMENTS = frozenset((*inspect.signature(multinom).parameters, "env"))


# Writing -----------------------------------------------------------------------------------------


def model_json(fit: Multinom, *, data: bool) -> dict[str, Any]:
    """Return what JSON has for a fit of ``multinom``; without `data`, for the slim one."""
    fit = fit if data else slim(fit)
    cases = fit._cases
    known = cases.known_weights is not None
    return {
        **fit_json(fit, data=data),
        "lab": None if fit.lab is None else list(fit.lab),
        "rank": int(fit.rank),
        "offsets": cases.n_offsets,
        "totals": None if known else _totals_json(slim(fit)._cases),
        "observations": _observations_json(cases) if known else None,
        "information": _information_json(fit),
        "model": None if fit.model is None else frame_json(fit.model, "the model frame"),
        "call": _call_json(fit.call),
        "step_path": None if fit.step_path is None else _path_json(fit.step_path),
        "r_fields": fields_json(fit.r_fields),
    }


def _totals_json(cases: FittedCases) -> dict[str, Any]:
    assert cases.totals is not None  # of a slim fit
    nobs, saturated = cases.totals
    return {"nobs": number_json(nobs), "saturated": number_json(saturated)}


def _observations_json(cases: FittedCases) -> dict[str, Any]:
    design = cases.known_design
    return {
        "design": None if design is None else matrix_json(design),
        "weights": numbers_json(cases.weights),
        "rows": cases.rows.tolist(),
        "row_weights": numbers_json(cases.row_weights),
    }


def _information_json(fit: Multinom) -> Any:
    """Return the second derivatives where they cannot be computed from what is written."""
    if fit._cases.known_design is not None:
        return None
    known = known_information(fit)
    return None if known is None else matrix_json(known)


def _path_json(path: StepPath) -> dict[str, Any]:
    return {
        "changes": list(path._changes),
        "residual_df": [number_json(df) for df in path._residual_df],
        "deviance": numbers_json(path._deviance),
        "aic": numbers_json(path._aic),
        "formulas": list(path._formulas),
    }


def _call_json(call: MatchedCall) -> dict[str, Any]:
    """Return what JSON has for the call."""
    if call.function is not multinom:
        raise DataError(
            f"the fit cannot be written to JSON: it was made by {call.function.__name__}()."
        )
    return {
        "arguments": [[name, _argument_json(name, v)] for name, v in call.arguments.items()],
        "names": dict(call.names),
        "text": None if call.text is None else str(call.text),
        "lacking": list(call.lacking),
        "data": None if call.data is None else _data_json(call.data),
    }


def _argument_json(name: str, value: Any) -> Any:
    if name == "formula":
        return str(value)
    if isinstance(value, KeptData):
        return None  # which stands beside
    if isinstance(value, Environment):
        return environment_json(value)
    return value_json(value, f"the argument {name} of the call")


def _data_json(data: KeptData) -> dict[str, Any]:
    used = {name: value_json(v, f"column {name!r} of the data") for name, v in data.used.items()}
    return {
        "columns": used,
        "labels": index_json(data.index, "the labels of the rows"),
        "names": list(data.names),
    }


# Reading -----------------------------------------------------------------------------------------


def model_of(fields: Fields) -> Multinom:
    """Return the fit of ``multinom`` of which JSON has this."""
    parts = parts_read(fields)
    arguments, network, spec = parts.arguments, parts.network, parts.spec
    n_offsets = fields.whole("offsets", network.n_inputs)
    if spec is None or network.size or not network.skip or arguments["_inputs"] is None:
        raise fields.broken("n", "those of a multinomial model of a formula")
    n_columns = len(spec.column_names)
    if n_columns + n_offsets != network.n_inputs or not n_columns:
        raise fields.broken("inputs", "the columns of the terms, and the offsets")
    q = network.n_outputs
    lab = fields.texts_or_none("lab", q)
    lev = arguments["lev"]
    if (lab is None) != (q == 1) or (q == 1 and (lev is None or len(lev) != 2)):
        raise fields.broken("lab", "a text for each output, null where there is one")
    call = _call_of(fields.inside("call"))
    n_coefficients = max(1, q - 1) * n_columns
    information = None
    if fields.has("information"):
        information = fields.matrix("information", n_coefficients, n_coefficients)
    made = Multinom(
        **arguments,
        lab=lab,
        rank=fields.whole("rank", network.n_inputs),
        model=_frame(fields),
        call=call,
        _cases=_cases(fields, parts, n_columns, n_offsets, call),
        step_path=_path_of(fields.inside("step_path")) if fields.has("step_path") else None,
        _known_information=information,
        r_fields=fields_read(fields),
    )
    fields.finish()
    return made


def _frame(fields: Fields) -> Any:
    if not fields.has("model"):
        return None
    return frame_of(fields.get("model"), fields.called("model"))


def _cases(
    fields: Fields, parts: NetworkParts, n_columns: int, n_offsets: int, call: MatchedCall
) -> FittedCases:
    """Return the cases, or what is left of them."""
    with_cases = fields.has("observations")
    if with_cases != (parts.n_cases is not None) or with_cases == fields.has("totals"):
        raise fields.broken("observations", "there with the cases, and 'totals' without")
    if not with_cases:
        totals = fields.inside("totals")
        numbers = totals.number("nobs"), totals.number("saturated")
        totals.finish()
        return FittedCases(None, n_offsets, None, None, None, numbers)
    inner = fields.inside("observations")
    n = parts.n_cases
    design: FloatArray | None = None
    if inner.has("design"):
        design = inner.matrix("design", n, n_columns)
    weights = inner.numbers("weights", n)
    most = MOST_WHOLE if call.data is None else len(call.data) - 1
    rows = inner.wholes("rows", max(most, 0))
    row_weights = inner.numbers("row_weights", len(rows))
    inner.finish()
    return FittedCases(design, n_offsets, weights, rows.astype(np.intp), row_weights)


def _path_of(fields: Fields) -> StepPath:
    changes = fields.texts("changes")
    n = len(changes)
    residual_df = fields.numbers("residual_df", n)
    found = StepPath(
        changes,
        tuple(int(df) if df % 1 == 0 else df for df in residual_df.tolist()),
        tuple(fields.numbers("deviance", n).tolist()),
        tuple(fields.numbers("aic", n).tolist()),
        fields.texts("formulas", 2),  # type: ignore[arg-type]
    )
    fields.finish()
    if not n:
        raise fields.broken("changes", "one text at least")
    return found


def _call_of(fields: Fields) -> MatchedCall:
    kept = _data_of(fields.inside("data")) if fields.has("data") else None
    arguments: dict[str, Any] = {}
    for pair in fields.items("arguments"):
        known = type(pair) is list and len(pair) == 2 and type(pair[0]) is str
        if not known or pair[0] not in _ARGUMENTS:
            raise fields.broken("arguments", "pairs of an argument of multinom() and its value")
        arguments[pair[0]] = _argument_of(pair[0], pair[1], kept, fields)
    if not {"formula", "env"} <= arguments.keys():
        raise fields.broken("arguments", "among others, the formula and env")
    names, lacking = fields.named("names"), fields.texts("lacking")
    if not set(map(type, names.values())) <= {str}:
        raise fields.broken("names", "texts")
    if kept is None and "data" not in lacking:
        raise fields.broken("lacking", "among others 'data', without the data")
    text = fields.text("text") if fields.has("text") else None
    fields.finish()
    return MatchedCall(multinom, arguments, names, kept, text, lacking)


def _argument_of(name: str, item: Any, kept: KeptData | None, fields: Fields) -> Any:
    if name == "env":
        return environment_read(item, fields.called("env"))
    if name == "data":
        if item is not None or kept is None:
            raise fields.broken("data", "null among the arguments, where it stands beside")
        return kept
    if name == "formula":
        if type(item) is not str:
            raise fields.broken("arguments", "among others the text of a formula")
        canonical_formula(item)  # which refuses what is none
        return item
    return value_of(item, fields.called(name))


def _data_of(fields: Fields) -> KeptData:
    used = {name: value_of(v, fields.called(name)) for name, v in fields.named("columns").items()}
    lengths = {_extent(values) for values in used.values()}
    n = lengths.pop() if lengths else None
    if lengths or n == -1:
        raise fields.broken("columns", "columns of as many rows each")
    labels = index_of(fields.get("labels"), fields.called("labels"), n)
    names = fields.texts("names")
    fields.finish()
    if not set(used) <= set(names):
        raise fields.broken("names", "the names of the columns, and of others")
    return KeptData.restored(used, labels, names)


def _extent(values: Any) -> int:
    """How many rows a column has; -1 if it is none."""
    shape = getattr(values, "shape", None) or ((len(values),) if type(values) is list else (-1,))
    return int(shape[0])
