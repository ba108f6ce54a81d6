"""What calls remember of the data, as the arguments by which R keeps it, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pynnet._ground import DataError

from ..functions.polynomials import Polynomials, PolyState
from ..functions.scaling import Scaling
from ..functions.splines import Knots

__all__ = ["arguments_of_state", "state_of_arguments"]

_OF_SPLINES = 3  # degree of natural splines
_MOST_DEGREES = 100


def state_of_arguments(function: str, arguments: Mapping[str, Any]) -> Any:
    """Return what a call of a function remembers, from arguments that R wrote behind its own.

    `arguments` are numbers, as arrays, None for NULL and False; those of ``poly`` are dictionaries
    or a list of such, and ``of_matrix`` says whether it met a matrix, which R does not keep. None
    if the call remembers nothing.

    Raises
    ------
    DataError
        If they are not what R writes.
    """
    try:
        if function == "poly" and arguments.get("coefs") is not None:
            return _poly_state(arguments["coefs"], bool(arguments.get("of_matrix", False)))
        if function == "scale" and {"center", "scale"} <= arguments.keys():
            center, scale = (_numbers_or_none(arguments[key]) for key in ("center", "scale"))
            return Scaling(center, scale)
        if function in ("bs", "ns") and "Boundary.knots" in arguments:
            return _knots(function, arguments)
    except (KeyError, TypeError, ValueError, IndexError):
        raise DataError(f"what {function}() remembers is not what R writes.") from None
    return None


def _poly_state(coefs: Any, of_matrix: bool) -> PolyState:
    each = coefs if isinstance(coefs, Sequence) else [coefs]
    found = tuple(Polynomials(_numbers(c["alpha"]), _numbers(c["norm2"])) for c in each)
    for one in found:
        if len(one.norm2) != len(one.alpha) + 2 or not all(n > 0 for n in one.norm2):
            raise ValueError
    return PolyState(found, of_matrix)


def _knots(function: str, arguments: Mapping[str, Any]) -> Knots:
    inner = arguments.get("knots")
    low, high = _numbers(arguments["Boundary.knots"])
    if not low < high:
        raise ValueError
    degree = int(_numbers(arguments["degree"])[0]) if function == "bs" else _OF_SPLINES
    if not 1 <= degree <= _MOST_DEGREES:
        raise ValueError
    return Knots(() if inner is None else _numbers(inner), (low, high), degree)


def _numbers(values: Any) -> tuple[float, ...]:
    numbers = np.asarray(values, dtype=np.float64).ravel()
    if not np.isfinite(numbers).all():
        raise ValueError
    return tuple(numbers.tolist())


def _numbers_or_none(values: Any) -> tuple[float, ...] | None:
    return None if values is None or values is False else _numbers(values)


def arguments_of_state(state: Any) -> dict[str, Any]:
    """Return the arguments by which R remembers the same, in R's order."""
    if isinstance(state, PolyState):
        each = [{"alpha": list(p.alpha), "norm2": list(p.norm2)} for p in state.variables]
        return {"coefs": each[0] if len(each) == 1 else each}
    if isinstance(state, Scaling):
        return {"center": _or_false(state.center), "scale": _or_false(state.scale)}
    assert isinstance(state, Knots)
    degree = {"degree": state.degree}
    return {
        **degree,
        "knots": list(state.interior),
        "Boundary.knots": list(state.boundary),
    }


def _or_false(numbers: tuple[float, ...] | None) -> Any:
    return False if numbers is None else list(numbers)
