"""Names that are not in the data: the user's own constants and functions.

They come from the mapping the user passed, or else from the variables of the code that called into
the package. Only values are taken from there, and functions written in the same module; to offer
anything else is the user's decision, made by passing it.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_column
from pynnet._ground import ArgumentError, DataError, FormulaError, calling_frame

from ..limits import check_size

__all__ = ["Environment", "value_as_column"]

_SCALARS = (bool, int, float, str, np.generic)
_VECTORS = (list, tuple, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)
_OwnFunction = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where a function of a pickled spec was defined."""

    module: str
    name: str

    def find(self) -> _OwnFunction | None:
        """Return the function if its module is loaded here."""
        value: Any = sys.modules.get(self.module)
        for part in self.name.split("."):
            value = getattr(value, part, None)
        return value if callable(value) else None


class Environment:
    """The user's constants and functions, and those of them that a formula has asked for."""

    def __init__(self, offered: Mapping[str, Any] | None = None) -> None:
        if offered is not None and not isinstance(offered, Mapping):
            raise ArgumentError(
                f"env must be a mapping of names to values, got {type(offered).__name__}. "
                "Write env={'name': value}."
            )
        self.offered = offered
        self.constants: dict[str, Any] = {}
        self.functions: dict[str, Any] = {}

    def value(self, name: str) -> Any:
        """Return a constant, None if there is none of this name."""
        return self._find(name, self.constants, _is_value)

    def function(self, name: str, *, passed_alone: bool = False) -> _OwnFunction | None:
        """Return a function; with `passed_alone` the caller's variables are not looked at."""
        if passed_alone and self.offered is None:
            return None
        function = self._find(name, self.functions, callable)
        if not isinstance(function, _Elsewhere):
            return function
        loaded = function.find()
        if loaded is None:
            raise FormulaError(
                f'could not find function "{name}": functions are not saved with a model. '
                f"Import or define {function.module}.{function.name} first."
            )
        return loaded

    def _find(self, name: str, asked_for: dict[str, Any], wanted: Callable[[Any], bool]) -> Any:
        if name not in asked_for:
            value = next(filter(wanted, self._candidates(name)), None)
            if value is not None:
                asked_for[name] = value
        return asked_for.get(name)

    def _candidates(self, name: str) -> Iterator[Any]:
        """Return what the name may stand for, the nearest first."""
        if name.startswith("__"):
            return
        if self.offered is not None:
            if name in self.offered:
                yield self.offered[name]
            return
        frame = calling_frame()
        if frame is None:
            return
        for names in (frame.f_locals, frame.f_globals):
            value = names.get(name)
            if _is_value(value) or _is_own_function(value, frame):
                yield value

    def asked_for(self) -> Environment:
        """Return what the formula has asked for, to be used again for new data."""
        environment = Environment({})
        environment.constants, environment.functions = dict(self.constants), dict(self.functions)
        return environment

    def __getstate__(self) -> dict[str, Any]:
        definitions = {
            name: f
            if isinstance(f, _Elsewhere)
            else _Elsewhere(getattr(f, "__module__", "?"), getattr(f, "__qualname__", "?"))
            for name, f in self.functions.items()
        }
        return {"offered": {}, "constants": self.constants, "functions": definitions}


def _is_value(value: Any) -> bool:
    return isinstance(value, (*_SCALARS, *_VECTORS))


def _is_own_function(value: Any, frame: types.FrameType) -> bool:
    """Whether a function was written where the formula is: what is imported must be passed."""
    return isinstance(value, types.FunctionType) and value.__globals__ is frame.f_globals


def value_as_column(value: Any, name: str) -> Column:
    """Return a value of the user's in R's kind."""
    if isinstance(value, _SCALARS):
        return as_column([value], name)
    if isinstance(value, pd.DataFrame) or np.ndim(value) == 2:
        try:
            matrix = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise DataError(f"'{name}' is a matrix that does not hold numbers.") from None
        check_size(len(matrix), matrix.shape[1], f"'{name}'")
        names = tuple(map(str, value.columns)) if isinstance(value, pd.DataFrame) else None
        return Matrix(matrix, names)
    if np.ndim(value) > 2:
        raise DataError(f"'{name}' has {np.ndim(value)} dimensions: a column has one.")
    return as_column(value, name)
