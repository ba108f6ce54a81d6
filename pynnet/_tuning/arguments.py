"""The arguments of tune(), checked before any work."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pynnet._formula import FormulaArguments
from pynnet._ground import (
    ArgumentError,
    is_whole,
    nearest_name,
    refuse_unknown,
    shown,
    whole_number,
)
from pynnet._multinom import multinom
from pynnet._nnet import nnet, nnet_arguments, one_of, option_names

from .control import TuneControl, tune_control
from .grid import Grid
from .search.any_method import Method
from .search.options import SearchOptions

__all__ = [
    "HYPERPARAMETERS",
    "check_names",
    "checked_control",
    "checked_restarts",
    "method_of",
    "refuse_for_methods",
    "search_arguments",
    "validation_pair",
]

_METHODS = {"nnet": nnet, "multinom": multinom}
_OF_THE_CALL = ("formula_or_x", "data_or_y", "formula", "data", "x", "y")
_FIXED = (*FormulaArguments.__dataclass_fields__, "Wts", "mask", *option_names("way"))
HYPERPARAMETERS = option_names("hyperparameter", "limit")


def validation_pair(x: Any, y: Any) -> Any:
    if (x is None) != (y is None):
        raise ArgumentError("validation_x and validation_y go together: pass both of them.")
    return None if x is None else (x, y)


def checked_control(control: Any, tunecontrol: Any = None) -> TuneControl:
    """How rows are divided and fits judged, by pynnet's name or by e1071's."""
    if control is None and tunecontrol is None:
        return tune_control()
    given = one_of("control", control, tunecontrol=tunecontrol)
    if isinstance(given, TuneControl):
        return given
    name = "control" if tunecontrol is None else "tunecontrol"
    raise ArgumentError(
        f"invalid '{name}': got {type(given).__name__}. Pass {name}=tune_control(...)."
    )


def checked_restarts(restarts: Any) -> int:
    return whole_number("restarts", restarts, least=1)


def method_of(method: Any, predict_func: Any) -> Method | None:
    """What fits; None for networks, which have a search of their own."""
    fit = _METHODS.get(method) if isinstance(method, str) else method
    if not callable(fit) or isinstance(fit, type):
        method_text = method if isinstance(method, str) else shown(method)
        near = nearest_name(method, _METHODS) if isinstance(method, str) else None
        hint = f"Did you mean '{near}'?" if near else "Pass 'nnet', or a function that fits."
        raise ArgumentError(f'could not find function "{method_text}": {hint}')
    if fit is nnet and predict_func is None:
        return None
    if predict_func is not None and not callable(predict_func):
        raise ArgumentError(f"invalid 'predict_func': got {shown(predict_func)}. Pass a function.")
    name = method if isinstance(method, str) else getattr(fit, "__name__", type(fit).__name__)
    return Method(fit, predict_func or _predict, name, fit is multinom and predict_func is None)


def _predict(model: Any, rows: Any) -> Any:
    return model.predict(rows)


def refuse_for_methods(method: Method, options: SearchOptions) -> None:
    """Raise for what only the search for networks can do."""
    for name, asked in (
        ("n_jobs", options.uses_workers),
        ("restarts", options.restarts > 1),
        ("checkpoint", options.checkpoint is not None),
        ("ties", not options.by_lot),
    ):
        if asked:
            raise ArgumentError(
                f"'{name}' goes with method='nnet' and no predict_func: {method.name}() draws from "
                "the random stream as it likes, so its fits have to follow one another here."
            )


# Names -----------------------------------------------------------------------------------------


def search_arguments(tune: Callable[..., Any]) -> list[str]:
    """Names of the arguments of tune() that say how to search."""
    return [
        name
        for name, parameter in inspect.signature(tune).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY and name not in _OF_THE_CALL
    ]


def check_names(grid: Grid, fixed: Mapping[str, Any], of_tune: Sequence[str]) -> None:
    """Raise unless every name is an argument of nnet() that may stand there.

    Parameters
    ----------
    grid, fixed : Grid, dict
        Where the names are from.
    of_tune : sequence of str
        Names that are suggested as well: `search_arguments`.
    """
    known = [name for name in nnet_arguments() if name not in (*_OF_THE_CALL, *of_tune)]
    both = {**dict.fromkeys(grid.names), **fixed}
    if "subset" in both:
        raise ArgumentError(
            'formal argument "subset" matched by multiple actual arguments: the training sets '
            "are subsets. Choose the rows of the data beforehand."
        )
    unknown = {name: value for name, value in both.items() if name not in known}
    refuse_unknown(unknown, [*known, *of_tune], _hints_at_control(unknown))
    grid.check_beside(fixed)
    for name in grid.names:
        if name in _FIXED:
            raise ArgumentError(
                f"'{name}' is no hyperparameter: it belongs to the data or to the way of fitting. "
                "Pass it beside the ranges."
            )


def _hints_at_control(unknown: Mapping[str, Any]) -> dict[str, str]:
    """What to write instead of names that say how to search."""
    of_control = inspect.signature(tune_control).parameters
    hints = {
        name: f"how to search is said by control=tune_control({name}=...)."
        for name in unknown
        if name in of_control
    }
    if "cv" in unknown:
        way = "cross" if is_whole(unknown["cv"]) else "folds"
        hints["cv"] = f"how to search is said by control=tune_control({way}=...)."
    return hints
