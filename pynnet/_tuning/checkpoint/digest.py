"""Digests of values: equal for equal values, in any process, different for any other bit."""

from __future__ import annotations

import datetime
import functools
import hashlib
import io
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError, shown

from .code import class_parts, function_parts, library_name

__all__ = ["digest"]

Pandas: TypeAlias = (
    "pd.DataFrame | pd.Series[Any] | pd.Index[Any] | pd.api.extensions.ExtensionArray"
)
_PLAIN = (int, float, str, bytes, type(None), type(...), np.ndarray, np.generic)


def digest(value: Any, doubts: set[str] | None = None) -> str:
    """Return 32 hexadecimal digits that stand for a value.

    Parameters
    ----------
    value : object
        Numbers, strings, arrays, pandas objects, dataclasses, functions, classes and their
        instances, and mappings, sequences and sets of these. A function of the user's stands for
        its code, its defaults, what it encloses, and the globals and functions it uses, with what
        these use in turn; one of an installed package for its name and the version.
    doubts : set of str, optional
        Names that functions use to reach what their code does not show, ``eval`` for instance, are
        added to it.

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
    try:
        return _Digester(set() if doubts is None else doubts).digest(value)
    except RecursionError as error:
        kind = type(value).__name__
        raise _unknown(f"{kind} that was given", "for it is nested too deeply") from error


class _Digester:
    """Digests one value with all its parts, each function and object once.

    Parameters
    ----------
    doubts : set of str
        Names by which functions reach what is not known.
    """

    def __init__(self, doubts: set[str]) -> None:
        self.doubts = doubts
        self._under_way: dict[int, int] = {}  # what a part is a part of, by id: its depth
        self._done: dict[int, tuple[str, Any]] = {}  # kept, for ids to stay theirs

    def digest(self, value: Any) -> str:
        """Return the digest of a part."""
        if isinstance(value, _PLAIN):
            return self._digest(value)
        key = id(value)
        if key in self._done:
            return self._done[key][0]
        if key in self._under_way:  # a function that calls itself, for instance
            return f"that {len(self._under_way) - self._under_way[key]} above"
        self._under_way[key] = len(self._under_way)
        try:
            done = self._digest(value)
        finally:
            del self._under_way[key]
        self._done[key] = done, value
        return done

    def members(self, values: Iterable[Any]) -> Iterator[bytes]:
        """Return the digests of several parts."""
        for value in values:
            yield self.digest(value).encode()

    def _digest(self, value: Any) -> str:
        state = hashlib.blake2b(digest_size=16)
        state.update(type(value).__qualname__.encode())  # 1, 1.0, True and "1" are not the same
        for piece in _pieces(value, self):
            state.update(b"%d:" % len(piece))  # where a piece ends is part of the value
            state.update(piece)
        return state.hexdigest()


def _pieces(value: Any, of: _Digester) -> Iterator[bytes]:
    for kinds, pieces in _KINDS:
        if isinstance(value, kinds):
            return pieces(value, of)
    if is_dataclass(value):
        return _dataclass(value, of)
    if callable(value) and hasattr(value, "__qualname__"):  # written in C, or wrapped
        return _function(value, of)
    if pd.api.types.is_scalar(value):  # dates, times, missing values
        return _text(repr(value), of)
    return _instance(value, of)


def _unknown(what: str, why: str = "") -> ArgumentError:
    return ArgumentError(
        f"no digest for the {what}: what it depends on cannot be "
        f"told{', ' + why if why else ''}. Pass a function, or search without a checkpoint."
    )


def _text(value: Any, _: _Digester) -> Iterator[bytes]:
    yield str(value).encode("utf-8", "surrogatepass")


def _float(value: float, _: _Digester) -> Iterator[bytes]:
    yield value.hex().encode()


def _bytes(value: bytes, _: _Digester) -> Iterator[bytes]:
    yield value


def _sequence(values: Sequence[Any], of: _Digester) -> Iterator[bytes]:
    return of.members(values)


def _items(mapping: Mapping[Any, Any], of: _Digester) -> Iterator[bytes]:
    return of.members(part for item in mapping.items() for part in item)


def _set(values: Set[Any], of: _Digester) -> Iterator[bytes]:
    return iter(sorted(of.members(values)))


def _array(array: AnyArray | np.generic, of: _Digester) -> Iterator[bytes]:
    array = np.asarray(array)
    yield f"{array.dtype.str} {array.shape}".encode()
    if array.dtype.hasobject:
        yield from of.members(array.ravel().tolist())
    else:
        yield np.ascontiguousarray(array).tobytes()


def _pandas(value: Pandas, of: _Digester) -> Iterator[bytes]:
    if isinstance(value, pd.DataFrame):
        columns = [value.iloc[:, position].array for position in range(value.shape[1])]
        return of.members([value.index, value.columns, *columns])
    if isinstance(value, pd.Series):
        return of.members([value.index, value.name, value.array])
    if isinstance(value, pd.MultiIndex):
        levels = (value.get_level_values(i) for i in range(value.nlevels))
        return of.members([*value.names, *levels])
    if isinstance(value, pd.Index):
        return of.members([value.name, value.array])
    if isinstance(value, pd.Categorical):
        return of.members([value.categories, value.ordered, value.codes])
    if isinstance(value.dtype, pd.StringDtype):
        return of.members([str(value.dtype), *pd.factorize(np.asarray(value, dtype=object))])
    return of.members([str(value.dtype), np.asarray(value)])


def _dataclass(value: Any, of: _Digester) -> Iterator[bytes]:
    yield from of.members([type(value)])
    for field in fields(value):
        yield from of.members([field.name, getattr(value, field.name)])


def _name(value: Any) -> str:
    return f"{getattr(value, '__module__', None)}.{value.__qualname__}"


def _function(value: Any, of: _Digester) -> Iterator[bytes]:
    """Name of a function, and what it is besides, unless a package has it."""
    module = getattr(value, "__module__", None)
    if isinstance(value, types.FunctionType):  # others may have been given the name of another
        module = value.__globals__.get("__name__")
    library = library_name(module)
    yield from _text(_name(value), of)
    yield from of.members([library])
    owner = getattr(value, "__self__", None)
    if not isinstance(owner, types.ModuleType):  # of functions written in C: theirs is a module
        yield from of.members([owner])
    if isinstance(value, types.FunctionType) and (library is None or value.__closure__):
        parts, opaque = function_parts(value)
        of.doubts |= opaque
        yield from of.members(parts)
    elif library is None:
        wrapped = getattr(value, "__wrapped__", None)
        yield from of.members([wrapped])
        of.doubts |= {value.__qualname__} if wrapped is None else set()


def _code(code: types.CodeType, of: _Digester) -> Iterator[bytes]:
    arguments = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags
    names = code.co_names, code.co_varnames, code.co_freevars
    return of.members([code.co_code, names, arguments, code.co_consts])


def _class(value: type, of: _Digester) -> Iterator[bytes]:
    library = library_name(value.__module__)
    yield from _text(_name(value), of)
    yield from of.members([library])
    if library is None:
        yield from of.members(class_parts(value))


def _module(value: types.ModuleType, of: _Digester) -> Iterator[bytes]:
    return of.members([value.__name__, library_name(value.__name__)])


def _ufunc(value: np.ufunc, of: _Digester) -> Iterator[bytes]:
    return _text(value.__name__, of)


def _partial(value: functools.partial[Any], of: _Digester) -> Iterator[bytes]:
    return of.members([value.func, value.args, value.keywords])


def _method(value: types.MethodType, of: _Digester) -> Iterator[bytes]:
    return of.members([value.__func__, value.__self__])


def _wrapper(value: Any, of: _Digester) -> Iterator[bytes]:
    return of.members([value.__func__])


def _property(value: property, of: _Digester) -> Iterator[bytes]:
    return of.members([value.fget, value.fset, value.fdel])


def _pattern(value: re.Pattern[Any], of: _Digester) -> Iterator[bytes]:
    return of.members([value.pattern, value.flags])


def _instance(value: Any, of: _Digester) -> Iterator[bytes]:
    """State of an object of a class that is written in Python."""
    cls = type(value)
    reduces = any(
        name in vars(base) for base in cls.__mro__[:-1] for name in ("__reduce__", "__reduce_ex__")
    )
    slots = [name for base in cls.__mro__ for name in getattr(base, "__slots__", ())]
    if isinstance(value, (Iterator, io.IOBase)) or not (
        reduces or hasattr(value, "__dict__") or slots
    ):
        raise _unknown(f"{type(value).__name__} {shown(value)}")
    if reduces and not (hasattr(value, "__dict__") and library_name(cls.__module__) is None):
        try:
            return of.members([cls, *value.__reduce_ex__(2)])
        except TypeError as error:
            raise _unknown(f"{type(value).__name__} {shown(value)}") from error
    missing = object()
    state = {name: getattr(value, name, missing) for name in slots if name != "__dict__"}
    state |= getattr(value, "__dict__", {})
    return of.members([cls, {name: v for name, v in state.items() if v is not missing}])


# The first that fits is taken.
_KINDS: tuple[tuple[Any, Callable[[Any, _Digester], Iterator[bytes]]], ...] = (
    ((np.ndarray, np.generic), _array),
    ((pd.DataFrame, pd.Series, pd.Index, pd.api.extensions.ExtensionArray), _pandas),
    ((int, str, type(None), type(...)), _text),
    (float, _float),
    (complex, _text),
    (bytes, _bytes),
    ((datetime.date, datetime.time, datetime.timedelta), lambda v, of: _text(repr(v), of)),
    (type, _class),
    (types.ModuleType, _module),
    (Mapping, _items),
    (Sequence, _sequence),
    (Set, _set),
    (functools.partial, _partial),
    (np.ufunc, _ufunc),
    (types.MethodType, _method),
    (types.CodeType, _code),
    (types.FunctionType, _function),
    ((staticmethod, classmethod), _wrapper),
    (property, _property),
    (re.Pattern, _pattern),
)
