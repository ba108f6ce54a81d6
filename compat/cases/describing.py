"""Results in the form in which R's are recorded: numbers as hex text, names, warnings, the stream.

``record/lib.R`` describes R's results in the same form, so that two can be compared field by field.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
import warnings
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import numpy as np
import pandas as pd

import pynnet
from pynnet._random import global_stream

from .data import newdata_of
from .reading import Json

__all__ = [
    "array_json",
    "capture",
    "capture_prediction",
    "classes_json",
    "hex_of",
    "md5",
    "names_json",
    "stream_json",
]


def capture(function: Callable[[], Any]) -> tuple[Any, Json]:
    """Value of a call, and what it printed, warned and raised."""
    value, error = None, None
    printed = io.StringIO()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            value = function()
        except Exception as exception:  # an unforeseen error is a result to report
            error = f"{type(exception).__name__}: {exception}"
    given = [str(w.message) for w in caught if issubclass(w.category, pynnet.RWarning)]
    return value, {"trace": printed.getvalue().splitlines(), "warnings": given, "error": error}


def capture_prediction(request: Json, fit: Any) -> tuple[Any, Json]:
    """What a fit predicts as a case asks for, and what it printed, warned and raised."""
    if "seed" in request:
        pynnet.set_seed(request["seed"])
    arguments = {"type": request["type"]} if "type" in request else {}
    newdata = newdata_of(request["newdata"]) if "newdata" in request else None
    return capture(lambda: fit.predict(newdata, **arguments))


def hex_of(values: Iterable[float]) -> list[str]:
    """Exact text of numbers."""
    return [float(v).hex() for v in values]


def array_json(value: Any) -> Json:
    """Numbers with their shape, column by column; a vector is one column, as in R."""
    array = np.asarray(value, dtype=float)
    array = array[:, None] if array.ndim == 1 else array
    rows = columns = None
    if isinstance(value, (pd.Series, pd.DataFrame)):
        rows = [str(label) for label in value.index]
    if isinstance(value, pd.DataFrame):
        columns = [str(name) for name in value.columns]
        columns = None if columns == [str(k) for k in range(len(columns))] else columns
    values = hex_of(array.ravel(order="F"))
    return {"dim": list(array.shape), "rows": rows, "columns": columns, "values": values}


def stream_json() -> Json:
    """State of the global random stream: kind, position, and the hash of its words."""
    kind, position, *words = global_stream().state.tolist()
    packed = struct.pack(f">{len(words)}i", *words)
    return {"kind": kind, "position": position, "md5": md5(packed)}


def md5(content: bytes) -> str:
    """MD5 is what base R can compute; it only has to notice a change."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def names_json(names: Iterable[Any] | None) -> list[str] | None:
    """Names as text; None if there are none. Labels that are missing are NA, NA.1, ... in R."""
    if names is None:
        return None
    missing = ("NA" if k == 0 else f"NA.{k}" for k in count())
    return [next(missing) if pd.isna(name) else str(name) for name in names]


def classes_json(value: Any, lev: tuple[str, ...] = ("FALSE", "TRUE")) -> list[str | None]:
    """Classes as R's text, whatever type the response gave them; None where one is missing."""
    return [_class_text(label, lev) for label in np.asarray(value, dtype=object)]


def _class_text(label: Any, lev: tuple[str, ...]) -> str | None:
    if pd.isna(label):
        return None
    if isinstance(label, (bool, np.bool_)):
        return lev[int(label)]
    return f"{label:.15g}" if isinstance(label, (float, np.floating)) else str(label)


def of_rows_fitted(fit: Any, values: Any) -> Any:
    """What R's fields hold: the rows that were fitted, without those that ``exclude`` shows."""
    rows = fit._rows
    return values[rows.complete] if rows is not None and rows.padded else values
