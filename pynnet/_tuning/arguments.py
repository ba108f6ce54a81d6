"""The arguments of tune(), checked before any work."""

from __future__ import annotations

import difflib
from typing import Any

import numpy as np

from pynnet._errors import ArgumentError
from pynnet._multinom import multinom
from pynnet._nnet import nnet

from .control import TuneControl, tune_control
from .search.any_method import Method
from .search.options import Manner

__all__ = [
    "checked_control",
    "checked_restarts",
    "choice",
    "method_of",
    "refuse_for_methods",
    "validation_pair",
]


_METHODS = {"nnet": nnet, "multinom": multinom}


def validation_pair(x: Any, y: Any) -> Any:
    if (x is None) != (y is None):
        raise ArgumentError("validation_x and validation_y go together: pass both of them.")
    return None if x is None else (x, y)


def checked_control(control: Any) -> TuneControl:
    if control is None:
        return tune_control()
    if isinstance(control, TuneControl):
        return control
    raise ArgumentError(
        f"invalid 'control': got {type(control).__name__}. Pass control=tune_control(...)."
    )


def checked_restarts(restarts: Any) -> int:
    whole = isinstance(restarts, (int, np.integer)) and not isinstance(restarts, bool)
    if whole and restarts >= 1:
        return int(restarts)
    raise ArgumentError(f"invalid 'restarts': got {restarts!r}. Pass one whole number >= 1.")


def choice(name: str, given: Any, known: tuple[str, ...]) -> str:
    if given in known:
        return str(given)
    raise ArgumentError(f"invalid '{name}': got {given!r}. Pass one of {', '.join(known)}.")


def method_of(method: Any, predict_func: Any) -> Method | None:
    """What fits; None for networks, which have a search of their own."""
    found = _METHODS.get(method) if isinstance(method, str) else method
    if not callable(found) or isinstance(found, type):
        near = difflib.get_close_matches(str(method), ["nnet"], n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "Pass 'nnet', or a function that fits."
        raise ArgumentError(f'could not find function "{method}": {hint}')
    if found is nnet and predict_func is None:
        return None
    if predict_func is not None and not callable(predict_func):
        raise ArgumentError(f"invalid 'predict_func': got {predict_func!r}. Pass a function.")
    name = method if isinstance(method, str) else getattr(found, "__name__", type(found).__name__)
    return Method(found, predict_func or _predict, name)


def _predict(model: Any, rows: Any) -> Any:
    return model.predict(rows)


def refuse_for_methods(method: Method, manner: Manner) -> None:
    """Raise for what only the search for networks can do."""
    for name, asked in (
        ("n_jobs", manner.runs_ahead),
        ("restarts", manner.restarts > 1),
        ("checkpoint", manner.checkpoint is not None),
        ("ties", not manner.by_lot),
    ):
        if asked:
            raise ArgumentError(
                f"'{name}' goes with method='nnet' and no predict_func: {method.name}() draws from "
                "the random stream as it likes, so its fits have to follow one another here."
            )
