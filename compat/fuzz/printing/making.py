"""Described objects as users of Python hold them, and the text that they print."""

from __future__ import annotations

import contextlib
import datetime
import io
import struct
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from pynnet import PynnetError, Table, options, show
from pynnet._printing.describing.structure import structure_lines
from pynnet._printing.kinds import RArray, RVector
from pynnet._printing.matrices import array_lines
from pynnet._printing.options import printed_with
from pynnet._printing.reading import read_object
from pynnet.r import str_, summary

from ...cases import Json

__all__ = ["is_labelled", "our_text", "python_object"]

_NA = struct.unpack("<d", struct.pack("<Q", 0x7FF00000000007A2))[0]  # R's
_DAY_ZERO = datetime.date(1970, 1, 1)
_NULLABLE = {"logical": "boolean", "integer": "Int64", "numeric": "Float64", "character": "string"}


def our_text(request: Json) -> str:
    """What pynnet prints for a request."""
    with options(max_print=request["max_print"]):
        try:
            if request["verb"] == "str":
                return _structure(request)
            if request["verb"] == "summary":
                return _summary(request)
            return _shown(request)
        except PynnetError as error:
            return f"Error: {error}"


def _shown(request: Json) -> str:
    described = request["object"]
    if is_labelled(described):
        return _text_of_labelled(request)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        chosen = {name: request[name] for name in ("digits", "width", "quote")}
        show(python_object(described), **chosen)
    return printed.getvalue().removesuffix("\n")


def _summary(request: Json) -> str:
    arguments = {name.replace(".", "_"): value for name, value in request["arguments"].items()}
    chosen = {name: request[name] for name in ("digits", "width")}
    printed = io.StringIO()
    with options(**chosen), contextlib.redirect_stdout(printed):
        show(summary(python_object(request["object"]), **arguments))
    return printed.getvalue().removesuffix("\n")


def _structure(request: Json) -> str:
    described = request["object"]
    arguments = {name.replace(".", "_"): value for name, value in request["arguments"].items()}
    if is_labelled(described):
        arguments["digits"] = arguments.pop("digits_d", 3)
        with printed_with(request["digits"], request["width"]):
            return "\n".join(structure_lines(_labelled(described), **arguments))
    printed = io.StringIO()
    with options(width=request["width"]), contextlib.redirect_stdout(printed):
        str_(python_object(described), **arguments)
    return printed.getvalue().removesuffix("\n")


def is_labelled(described: Json) -> bool:
    """Whether an array has what no object of Python's has: labels, or a table's doubled names."""
    if described["kind"] == "table":
        names = [name for name in described["axes"] if name]
        doubled = len(set(names)) < len(names) or (names and "" in described["axes"])
        return bool(doubled) or (described["mode"] != "numeric" and None in described["values"])
    return described["kind"] == "array" and (any(described["labels"]) or "axes" in described)


def _text_of_labelled(request: Json) -> str:
    with printed_with(request["digits"], request["width"]):
        return "\n".join(array_lines(_labelled(request["object"]), quote=request["quote"]))


def _labelled(described: Json) -> RArray:
    bare = read_object(_values(described))
    assert isinstance(bare, RVector)
    is_table = described["kind"] == "table"
    shape, labels = tuple(described["shape"]), described["labels"]
    return RArray(bare, shape, labels, described.get("axes"), is_table)


def python_object(described: Json) -> Any:
    """The object that is described."""
    kind = described["kind"]
    if kind == "NULL":
        return None
    if kind == "vector":
        return _vector(described)
    if kind == "array":
        return _values(described).reshape(described["shape"], order="F")
    if kind == "table":
        return _table(described)
    if kind == "frame":
        return _frame(described)
    items = [python_object(item) for item in described["items"]]
    names = described.get("names")
    return items if names is None else dict(zip(names, items, strict=True))


def _vector(described: Json) -> Any:
    names, how = described.get("names"), described.get("how")
    if names is None and how == "plain":
        return _values(described)
    index = None if names is None else pd.Index(names, dtype=object)
    return pd.Series(_typed(described, how), index=index)


def _typed(described: Json, how: str | None) -> Any:
    """Values in the array that a column is made of."""
    dtype = _NULLABLE.get(described["mode"]) if how == "typed" else None
    if described["mode"] == "Date":  # pandas has none of its own
        days = [
            None if v is None else _DAY_ZERO + datetime.timedelta(v) for v in described["values"]
        ]
        return np.array(days, dtype=object)
    values = _values(described)
    if dtype is None:
        return values
    listed = [None if value is None or value != value else value for value in values.tolist()]
    return pd.array(listed, dtype=dtype)


def _values(described: Json) -> Any:
    """Values in NumPy's array, or in pandas' where NumPy has none."""
    mode, values = described["mode"], described["values"]
    if mode == "numeric":
        bits = [_NA if value is None else float.fromhex(value) for value in values]
        return np.frombuffer(struct.pack(f"<{len(bits)}d", *bits))
    if mode == "complex":
        return _complex_numbers(described)
    if mode == "factor":
        levels = pd.Index(described["levels"], dtype=object)
        return pd.Categorical(values, levels, ordered=described["ordered"])
    if mode == "Date":
        return np.array(["NaT" if v is None else v for v in values], dtype="M8[D]")
    if mode == "POSIXct":
        return _moments(values, described["zone"])
    if None not in values and mode != "character":
        return np.array(values, dtype=bool if mode == "logical" else np.int64)
    return np.array(values, dtype=object)


def _complex_numbers(described: Json) -> Any:
    pairs = zip(described["values"], described["imaginary"], strict=True)
    parts = [(_NA, _NA) if a is None else (float.fromhex(a), float.fromhex(b)) for a, b in pairs]
    flat = [part for pair in parts for part in pair]
    return np.frombuffer(struct.pack(f"<{len(flat)}d", *flat), dtype=np.complex128)


def _moments(values: list[float | None], zone: str) -> Any:
    utc = [
        None if v is None else datetime.datetime.fromtimestamp(v, ZoneInfo("UTC")) for v in values
    ]
    index = pd.DatetimeIndex(utc, tz="UTC", dtype="datetime64[us, UTC]")
    return index.tz_localize(None).to_numpy() if zone == "UTC" else index.tz_convert(zone).array


def _table(described: Json) -> Any:
    values = _values(described).reshape(described["shape"], order="F")
    if not any(described["axes"]):
        return Table(values, described["labels"])
    return Table(values, dict(zip(described["axes"], described["labels"], strict=True)))


def _frame(described: Json) -> pd.DataFrame:
    columns = {j: _typed(c, c.get("how")) for j, c in enumerate(described["columns"])}
    frame = pd.DataFrame(columns, index=described.get("rows", range(described["n"])))
    frame.columns = pd.Index(described["names"], dtype=object)
    return frame
