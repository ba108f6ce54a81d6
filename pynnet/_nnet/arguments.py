"""Which arguments of a call mean what: a formula with data, or x with y; unknown names."""

from __future__ import annotations

from typing import Any

from pynnet._formula import FormulaArguments
from pynnet._ground import ArgumentError, class_of

__all__ = ["data_of", "one_of", "refuse_formula_arguments", "response_of"]


def one_of(place: str, positional: Any, **named: Any) -> Any:
    """The value of an argument that has a place and one or more names."""
    given = {
        name: value for name, value in {place: positional, **named}.items() if value is not None
    }
    if not given:
        names = " or ".join(f"{name}=" for name in named)
        raise ArgumentError(
            f'argument "{next(iter(named))}" is missing, with no default. Pass {names}.'
        )
    if len(given) > 1:
        raise ArgumentError(
            f'formal argument "{list(given)[1]}" matched by multiple actual arguments: '
            f"{' and '.join(given)} are the same. Pass one of them."
        )
    return next(iter(given.values()))


def data_of(formula: Any, data_or_y: Any, data: Any, y: Any) -> Any:
    """The data of a formula; None means the arrays that it names."""
    if not isinstance(formula, str):
        raise ArgumentError(f"invalid formula: got {class_of(formula)}. Pass a string, 'y ~ x'.")
    if y is not None:
        raise ArgumentError("unused argument (y): a formula goes with data=.")
    return None if data_or_y is None and data is None else one_of("data_or_y", data_or_y, data=data)


def response_of(data_or_y: Any, data: Any, y: Any) -> Any:
    """The response that goes with inputs."""
    if data is not None:
        raise ArgumentError("unused argument (data): x goes with y=, data= with a formula.")
    return one_of("data_or_y", data_or_y, y=y)


def refuse_formula_arguments(arguments: FormulaArguments) -> None:
    """Raise if an argument was passed that has no meaning without a formula."""
    action = arguments.na_action
    is_omit = isinstance(action, str) and action == "omit"
    for name, given in (
        ("subset", arguments.subset is not None),
        ("na_action", not is_omit),
        ("contrasts", arguments.contrasts is not None),
        ("env", arguments.env is not None),
        ("r_version", arguments.r_version is not None),
    ):
        if given:
            raise ArgumentError(
                f"'{name}' goes with a formula, but the first argument is not a string. "
                "Pass a formula and data=, or prepare x and y yourself."
            )
