"""Values as JSON and back, without the loss of a bit: floats are written in hexadecimal.

JSON's own values stand for themselves; all others are an object with one member that names the
kind: ``{"float": "0x1.8p+0"}``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["exact_json", "from_exact_json"]


def exact_json(value: Any) -> Any:
    """Return what :mod:`json` can write for a value.

    Parameters
    ----------
    value : object
        None, a bool, int, float or str, an array of numbers, or tuples, lists and dictionaries of
        these. NumPy's scalars become Python's, and all NaN are one.

    Raises
    ------
    TypeError
        For anything else.

    Examples
    --------
    >>> exact_json((1, 1.5))
    {'tuple': [1, {'float': '0x1.8000000000000p+0'}]}
    """
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, list):
        return [exact_json(member) for member in value]
    if isinstance(value, tuple):
        return {"tuple": [exact_json(member) for member in value]}
    if isinstance(value, dict):
        return {"dict": [[exact_json(key), exact_json(member)] for key, member in value.items()]}
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return {"array": [value.dtype.str, list(value.shape), value.tobytes().hex()]}
    raise TypeError(f"cannot be written to a checkpoint: {type(value).__name__} {value!r}")


def from_exact_json(value: Any) -> Any:
    """Return the value of which :func:`exact_json` made this.

    Raises
    ------
    ValueError
        If it did not.
    """
    if isinstance(value, list):
        return [from_exact_json(member) for member in value]
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "float":
        return float.fromhex(content)
    if kind == "tuple":
        return tuple(from_exact_json(content))
    if kind == "dict":
        return {from_exact_json(key): from_exact_json(member) for key, member in content}
    if kind == "array":
        dtype, shape, data = content
        return np.frombuffer(bytes.fromhex(data), np.dtype(dtype)).reshape(shape).copy()
    raise ValueError(f"no kind of value is called {kind!r}")
