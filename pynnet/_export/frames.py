"""Labels, Series, frames and what users pass as arguments, as JSON has them, and back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import FRAME_KINDS, DataError, RowsOf, rows_of, shown

from .columns import column_json, column_of, made, scalar_json, scalar_of
from .fields import Fields
from .numbers import broken, integers_of

__all__ = ["frame_json", "frame_of", "index_json", "index_of", "value_json", "value_of"]

_DEEPEST = 30  # values inside one another
_FAR = 2**62
_MOST_IMPLIED = 10**6  # labels that are not written one by one, and belong to no values
_ARRAYS = (np.ndarray, pd.DataFrame, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)


# Labels ------------------------------------------------------------------------------------------


def index_json(index: pd.Index[Any], what: str) -> dict[str, Any]:
    """Return what JSON has for the labels of rows or columns."""
    if isinstance(index, pd.RangeIndex):
        content: Any = {"range": [index.start, index.stop, index.step]}
    elif isinstance(index, pd.MultiIndex):
        return {
            "levels": [column_json(level.array, what) for level in index.levels],
            "codes": [np.asarray(codes).tolist() for codes in index.codes],
            "names": [_label_json(name, what) for name in index.names],
        }
    else:
        content = {"labels": column_json(index.array, what)}
    kind = rows_of(index)
    name = _label_json(index.name, what) if kind is None else _kind_json(kind, what)
    return {**content, "name": name}


def index_of(item: Any, what: str, length: int | None = None) -> pd.Index[Any]:
    """Return the labels of which JSON has this, so many of them."""
    fields = Fields(item, what)
    index: pd.Index[Any]
    if "range" in fields.content:
        start, stop, step = _range(fields)
        index = pd.RangeIndex(start, stop, step, name=_name_of(fields.get("name"), what))
    elif "levels" in fields.content:
        index = _levelled(fields, what)
    else:
        labels = column_of(fields.get("labels"), fields.called("labels"))
        name = _name_of(fields.get("name"), what)
        index = made(lambda: pd.Index(labels, dtype=labels.dtype, name=name), what)
    fields.finish()
    if length is None and len(index) > _MOST_IMPLIED and isinstance(index, pd.RangeIndex):
        raise broken(what, f"at most {_MOST_IMPLIED} labels where nothing is labelled")
    if length not in (None, len(index)):
        raise broken(what, f"{length} labels")
    return index


def _range(fields: Fields) -> list[int]:
    limits: list[int] = fields.wholes("range", _FAR, -_FAR).tolist()
    if len(limits) != 3 or limits[2] == 0:
        raise fields.broken("range", "start, stop and step")
    return limits


def _levelled(fields: Fields, what: str) -> pd.MultiIndex:
    levels = [column_of(level, what) for level in fields.items("levels")]
    codes: list[Any] = [
        integers_of(one, what, -1, len(level) - 1)
        for one, level in zip(_equally_many(fields, "codes", levels), levels, strict=True)
    ]
    names = [_label_of(name, what) for name in _equally_many(fields, "names", levels)]
    return made(lambda: pd.MultiIndex(levels, codes, names=names), what)


def _equally_many(fields: Fields, name: str, levels: list[Any]) -> list[Any]:
    items = fields.items(name)
    if len(items) != len(levels):
        raise fields.broken(name, f"{len(levels)} of them")
    return items


def _kind_json(kind: RowsOf, what: str) -> dict[str, Any]:
    """Return what JSON has in the place of a name where rows came from another package's frame."""
    return {"rows_of": str(kind), "own": _label_json(kind.own, what)}


def _name_of(item: Any, what: str) -> Hashable:
    """Return the name of labels, or which kind of frame they came from."""
    if type(item) is not dict or "rows_of" not in item:
        return _label_of(item, what)
    fields = Fields(item, what)
    kind, own = fields.text("rows_of"), _label_of(fields.get("own"), what)
    fields.finish()
    if kind not in FRAME_KINDS:
        raise fields.broken("rows_of", "one of " + ", ".join(FRAME_KINDS))
    return RowsOf(kind, own)


def _label_json(name: Hashable, what: str) -> Any:
    if isinstance(name, tuple):
        return {"tuple": [scalar_json(part, what) for part in name]}
    return scalar_json(name, what)


def _label_of(item: Any, what: str) -> Hashable:
    label = value_of(item, what)
    try:
        hash(label)
    except TypeError:
        raise broken(what, "labelled by single values") from None
    return label


# Frames ------------------------------------------------------------------------------------------


def frame_json(frame: pd.DataFrame, what: str) -> dict[str, Any]:
    """Return what JSON has for a frame."""
    columns = [
        column_json(frame.iloc[:, i].array, f"column {shown(name)} of {what}")
        for i, name in enumerate(frame.columns)
    ]
    return {
        "columns": index_json(frame.columns, what),
        "index": index_json(frame.index, what),
        "values": columns,
    }


def frame_of(item: Any, what: str, n_rows: int | None = None) -> pd.DataFrame:
    """Return the frame of which JSON has this."""
    fields = Fields(item, what)
    columns = [column_of(column, what) for column in fields.items("values")]
    names = index_of(fields.get("columns"), fields.called("columns"), len(columns))
    n = len(columns[0]) if columns else None
    index = index_of(fields.get("index"), fields.called("index"), n)
    fields.finish()
    if n_rows not in (None, len(index)):
        raise broken(what, f"a frame of {n_rows} rows")
    if any(len(column) != len(index) for column in columns):
        raise broken(what, f"a frame of {len(index)} rows")
    return made(
        lambda: pd.DataFrame(dict(enumerate(columns)), index=index).set_axis(names, axis=1), what
    )


# What users pass ---------------------------------------------------------------------------------


def value_json(value: Any, what: str, depth: int = 0) -> Any:
    """Return what JSON has for a value: a single one, an array, a list of such, a mapping.

    Raises
    ------
    DataError
        If it is none of these; `what` is what the message calls it.
    """
    if depth > _DEEPEST:
        raise DataError(f"{what} cannot be written to JSON: its lists are too deep.")
    if isinstance(value, _ARRAYS):
        return _arrays_json(value, what)
    if isinstance(value, list):
        return [value_json(item, what, depth + 1) for item in value]
    if type(value) is tuple:
        return {"tuple": [value_json(item, what, depth + 1) for item in value]}
    if isinstance(value, Mapping):
        return {
            "named": [
                [scalar_json(key, what), value_json(item, f"{shown(key)} of {what}", depth + 1)]
                for key, item in value.items()
            ]
        }
    return scalar_json(value, what)


def _arrays_json(value: Any, what: str) -> Any:
    if isinstance(value, pd.DataFrame):
        return {"frame": frame_json(value, what)}
    if isinstance(value, pd.Series):
        name, index = _label_json(value.name, what), index_json(value.index, what)
        return {"series": column_json(value.array, what), "index": index, "name": name}
    if isinstance(value, pd.Index):
        return {"labels": index_json(value, what)}
    if not isinstance(value, np.ndarray):
        return {"column": column_json(value, what)}
    if not value.ndim:
        return scalar_json(value.item(), what)
    written = {"array": column_json(value.ravel(), what), "dim": list(value.shape)}
    if isinstance(value, np.ma.MaskedArray):
        written["mask"] = np.ma.getmaskarray(value).ravel().tolist()
    return written


def value_of(item: Any, what: str, depth: int = 0) -> Any:
    """Return the value of which JSON has this."""
    if depth > _DEEPEST:
        raise broken(what, f"at most {_DEEPEST} lists deep")
    if type(item) is list:
        return [value_of(one, what, depth + 1) for one in item]
    if type(item) is not dict:
        return scalar_of(item, what)
    for kind, reader in _READERS.items():
        if kind in item:
            return reader(item, what)
    if "tuple" in item or "named" in item:
        return _several_of(Fields(item, what), what, depth + 1)
    return scalar_of(item, what)


def _several_of(fields: Fields, what: str, depth: int) -> Any:
    """Return a tuple or a mapping."""
    if "tuple" in fields.content:
        several: Any = tuple(value_of(one, what, depth) for one in fields.items("tuple"))
    else:
        several = _mapping_of(fields.items("named"), what, depth)
    fields.finish()
    return several


def _only(member: str, read: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Read an object whose only member is that one."""

    def found(item: Any, what: str) -> Any:
        fields = Fields(item, what)
        value = read(fields.get(member), what)
        fields.finish()
        return value

    return found


def _array_in(item: Any, what: str) -> Any:
    fields = Fields(item, what)
    values = column_of(fields.get("array"), what)
    shape = fields.wholes("dim", 10**12).tolist()
    if "mask" in fields.content:
        values = np.ma.masked_array(values, fields.flags("mask", len(values)))
    fields.finish()
    size = 1
    for extent in shape:
        size *= extent
    if not isinstance(values, np.ndarray) or not 1 <= len(shape) <= 30 or size != len(values):
        raise broken(what, "an array of as many values as it has places")
    return made(lambda: values.reshape(shape), what)


def _series_in(item: Any, what: str) -> Any:
    fields = Fields(item, what)
    values = column_of(fields.get("series"), what)
    index = index_of(fields.get("index"), fields.called("index"), len(values))
    name = _label_of(fields.get("name"), what)
    fields.finish()
    return made(lambda: pd.Series(values, index=index, dtype=values.dtype, name=name), what)


def _mapping_of(content: list[Any], what: str, depth: int) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for pair in content:
        if type(pair) is not list or len(pair) != 2:
            raise broken(what, "pairs of a name and a value")
        found[_label_of(pair[0], what)] = value_of(pair[1], what, depth)
    if len(found) != len(content):
        raise broken(what, "named by names that differ")
    return found


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "array": _array_in,
    "series": _series_in,
    "frame": _only("frame", frame_of),
    "labels": _only("labels", index_of),
    "column": _only("column", column_of),
}
