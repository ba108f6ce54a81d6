"""A function's arguments as R writes them."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any

import numpy as np

from pynnet._ground import class_of, is_flag, is_number

from ..kinds import RFunction
from ..numbers import number_text
from ..texts.escapes import quoted

__all__ = ["function_of"]


def function_of(function: Callable[..., Any]) -> RFunction:
    """Return a function of Python as R's, with the defaults that R can write.

    Examples
    --------
    >>> function_of(lambda x, y=2, *more, z=None: x).arguments
    'x, y = 2, ..., z = NULL'
    """
    try:
        parameters = signature(function).parameters.values()
    except (TypeError, ValueError):  # Python's, of functions in C that do not say
        return RFunction("...", class_of(function))
    written = dict.fromkeys(map(_written, parameters))
    return RFunction(", ".join(written), class_of(function))


def _written(parameter: Parameter) -> str:
    if parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
        return "..."
    if parameter.default is Parameter.empty:
        return parameter.name
    return f"{parameter.name} = {_default(parameter.default)}"


def _default(value: Any) -> str:
    if value is None:
        return "NULL"
    if is_flag(value):
        return str(bool(value)).upper()
    if isinstance(value, str):
        return quoted(value)
    if is_number(value):
        return number_text(float(value)) if np.isfinite(value) else str(value)
    return "..."
