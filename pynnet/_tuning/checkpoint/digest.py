"""Digests of values: equal for equal values, in any process, different for any other bit."""

from __future__ import annotations

import functools
import hashlib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError

__all__ = ["digest"]

Pandas: TypeAlias = (
    "pd.DataFrame | pd.Series[Any] | pd.Index[Any] | pd.api.extensions.ExtensionArray"
)


def digest(value: Any) -> str:
    """Return 32 hexadecimal digits that stand for a value.

    Parameters
    ----------
    value : object
        Numbers, strings, arrays, pandas objects, dataclasses, functions, and mappings, sequences
        and sets of these. A function stands for its name and its own code, not for what it calls.

    Raises
    ------
    ArgumentError
        If a part is something else: nobody knows what it depends on.

    Examples
    --------
    >>> digest({"size": [1, 2]}) == digest({"size": [1, 2]})
    True
    >>> digest(0.1 + 0.2) == digest(0.3)
    False
    """
    state = hashlib.blake2b(digest_size=16)
    state.update(type(value).__qualname__.encode())  # 1, 1.0, True and "1" are not the same
    for piece in _pieces(value):
        state.update(b"%d:" % len(piece))  # where a piece ends is part of the value
        state.update(piece)
    return state.hexdigest()


def _pieces(value: Any) -> Iterator[bytes]:
    for kinds, pieces in _KINDS:
        if isinstance(value, kinds):
            return pieces(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _members(
            part for field in fields(value) for part in (field.name, getattr(value, field.name))
        )
    if callable(value) and hasattr(value, "__qualname__"):  # written in C, or wrapped
        return _function(value)
    if pd.api.types.is_scalar(value):  # dates, times, missing values
        return _text(repr(value))
    raise ArgumentError(
        f"no digest for the {type(value).__name__} {value!r}: what it depends on cannot be told. "
        "Pass a function, or search without a checkpoint."
    )


def _text(value: Any) -> Iterator[bytes]:
    yield str(value).encode("utf-8", "surrogatepass")


def _float(value: float) -> Iterator[bytes]:
    yield value.hex().encode()


def _bytes(value: bytes) -> Iterator[bytes]:
    yield value


def _members(values: Iterable[Any]) -> Iterator[bytes]:
    for value in values:
        yield digest(value).encode()


def _items(mapping: Mapping[Any, Any]) -> Iterator[bytes]:
    return _members(part for item in mapping.items() for part in item)


def _set(values: Set[Any]) -> Iterator[bytes]:
    return iter(sorted(_members(values)))


def _array(array: AnyArray | np.generic) -> Iterator[bytes]:
    array = np.asarray(array)
    yield f"{array.dtype.str} {array.shape}".encode()
    if array.dtype.hasobject:
        yield from _members(array.ravel().tolist())
    else:
        yield np.ascontiguousarray(array).tobytes()


def _pandas(value: Pandas) -> Iterator[bytes]:
    if isinstance(value, pd.DataFrame):
        columns = [value.iloc[:, position].array for position in range(value.shape[1])]
        return _members([value.index, value.columns, *columns])
    if isinstance(value, pd.Series):
        return _members([value.index, value.name, value.array])
    if isinstance(value, pd.MultiIndex):
        return _members([*value.names, *(value.get_level_values(i) for i in range(value.nlevels))])
    if isinstance(value, pd.Index):
        return _members([value.name, value.array])
    if isinstance(value, pd.Categorical):
        return _members([value.categories, value.ordered, value.codes])
    if isinstance(value.dtype, pd.StringDtype):
        return _members([str(value.dtype), *pd.factorize(np.asarray(value, dtype=object))])
    return _members([str(value.dtype), np.asarray(value)])


def _function(value: Any) -> Iterator[bytes]:
    yield from _text(f"{getattr(value, '__module__', None)}.{value.__qualname__}")
    owner = getattr(value, "__self__", None)
    if not isinstance(owner, types.ModuleType):  # of functions written in C: theirs is a module
        yield from _members([owner])
    if isinstance(value, types.FunctionType):
        yield from _members([value.__code__, value.__defaults__, value.__kwdefaults__])


def _code(code: types.CodeType) -> Iterator[bytes]:
    return _members([code.co_code, code.co_names, code.co_consts])


def _ufunc(value: np.ufunc) -> Iterator[bytes]:
    return _text(value.__name__)


def _partial(value: functools.partial[Any]) -> Iterator[bytes]:
    return _members([value.func, value.args, value.keywords])


def _method(value: types.MethodType) -> Iterator[bytes]:
    return _members([value.__func__, value.__self__])


# The first that fits is taken.
_KINDS: tuple[tuple[Any, Callable[[Any], Iterator[bytes]]], ...] = (
    ((np.ndarray, np.generic), _array),
    ((pd.DataFrame, pd.Series, pd.Index, pd.api.extensions.ExtensionArray), _pandas),
    ((int, str, type(None), type(...)), _text),
    (float, _float),
    (bytes, _bytes),
    (Mapping, _items),
    (Sequence, _members),
    (Set, _set),
    (functools.partial, _partial),
    (np.ufunc, _ufunc),
    (types.MethodType, _method),
    (types.CodeType, _code),
    (types.FunctionType, _function),
)
