"""What calls of caret's functions share: a formula or arrays, and options that are passed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pynnet._formula import FormulaArguments
from pynnet._ground import ArgumentError, is_whole, refuse_unknown
from pynnet._nnet import data_of, nnet_arguments, one_of, response_of

__all__ = ["formula_arguments", "given_form", "is_seed", "network_options"]

_LARGEST_SEED = 2**31 - 1
_OWN = ("formula_or_x", "data_or_y", "formula", "data", "x", "y", "seed", "weights", "subset")


def network_options(
    function: Callable[..., Any], options: Mapping[str, Any], *further: str
) -> dict[str, Any]:
    """Arguments of nnet() that a function passes on, or `further` ones, none of them unknown."""
    known = [*further, *(name for name in nnet_arguments() if name not in _OWN)]
    own = [name for name in function.__annotations__ if name not in ("options", "return")]
    refuse_unknown({n: v for n, v in options.items() if n not in known}, [*own, *known])
    return dict(options)


def is_seed(value: Any) -> bool:
    """Whether a value can be a seed of R's: a whole number of 32 bits."""
    return is_whole(value) and abs(int(value)) <= _LARGEST_SEED


def formula_arguments(
    weights: Any, subset: Any, na_action: str, contrasts: Any, options: dict[str, Any]
) -> FormulaArguments:
    """What a formula is read with; its part of the options is taken out of them."""
    env, r_version = options.pop("env", None), options.pop("r_version", None)
    return FormulaArguments(weights, subset, na_action, contrasts, env, r_version=r_version)


def given_form(
    formula_or_x: Any, data_or_y: Any, named: Mapping[str, Any], subset: Any, contrasts: Any
) -> tuple[Any, Any, bool]:
    """A formula and its data, or inputs and their response; and whether it is a formula.

    `named` has the same by their names. Inputs go with neither `subset` nor `contrasts`.
    """
    formula, data, x, y = (named[name] for name in ("formula", "data", "x", "y"))
    first = one_of("formula_or_x", formula_or_x, formula=formula, x=x)
    if formula is not None or isinstance(first, str):
        return first, data_of(first, data_or_y, data, y), True
    if subset is not None or contrasts is not None:
        raise ArgumentError(
            "'subset' and 'contrasts' go with a formula, but the first argument is not a string."
        )
    return first, response_of(data_or_y, data, y), False
