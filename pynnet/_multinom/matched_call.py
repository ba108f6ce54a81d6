"""The matched call of a fit: R's text of it, and what is needed to make it again."""

from __future__ import annotations

import dis
import functools
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import CodeType, FrameType
from typing import Any

import numpy as np

from pynnet._data import KeptData, by_value, portable
from pynnet._formula import Environment, canonical_formula, quoted_name, wrapped_text
from pynnet._ground import (
    ArgumentError,
    FormulaError,
    calling_frame,
    is_flag,
    read_only,
    scopes_of,
    variable_in,
)
from pynnet._printing import number_text

__all__ = ["MatchedCall"]

_WIDTH = 60  # characters behind which R begins a new line of a call
# The arguments that R's function names itself, in its order; R writes them in front of the others.
_FORMALS = (
    "formula", "data", "weights", "subset", "na_action", "contrasts",
    "Hess", "summ", "censored", "model",
)  # fmt: skip
_NOT_IN_R = ("env", "r_version", "threads")  # R has no such arguments
_WRITTEN = (bool, int, float, str, type(None))  # values that go by themselves, not by a name
_NAMING = ("STORE_", "COPY", "DUP_TOP")  # instructions behind a literal that is given a name


@read_only
@dataclass(frozen=True, slots=True)
class MatchedCall:
    """A call of a fitting function, as the user wrote it.

    Attributes
    ----------
    function : callable
        The function.
    arguments : dict
        The values of the arguments that were given, by name.
    names : dict
        By argument, the name of the variable that the value had where the call was made.
    data : KeptData or None
        The data that the formula saw, if it was fitted.
    text : str or None
        The text of a call that was made in R.
    lacking : tuple of str
        Arguments of such a call whose values are not known here.
    """

    function: Callable[..., Any]
    arguments: Mapping[str, Any]
    names: Mapping[str, str]
    data: KeptData | None = None
    text: str | None = None
    lacking: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        arguments, names = portable(dict(self.arguments)), dict(self.names)
        return MatchedCall, (self.function, arguments, names, self.data, self.text, self.lacking)

    @classmethod
    def by_caller(cls, function: Callable[..., Any], arguments: Mapping[str, Any]) -> MatchedCall:
        """The call with these arguments, made by the code that called into the package."""
        frame = calling_frame()
        names = _variable_names(frame, arguments)
        text = _name_of_text(frame, arguments.get("formula"))
        if text:
            names["formula"] = text
        return cls(function, dict(arguments), names)

    def changed(self, **changes: Any) -> MatchedCall:
        """The same call with other values of some arguments; None takes an argument away."""
        arguments = {**self.arguments, **changes}
        names = {key: name for key, name in self.names.items() if key not in changes}
        names.update(_variable_names(calling_frame(), changes))
        if "env" in changes and "env" in self.arguments:
            arguments["env"] = self.arguments["env"].changed(changes["env"])
        if "r_version" in changes and "env" in arguments:
            arguments["env"] = arguments["env"].following(changes["r_version"])
        present = {key: value for key, value in arguments.items() if value is not None}
        data = None if "data" in changes else self.data
        lacking = tuple(name for name in self.lacking if name not in changes)
        return MatchedCall(self.function, present, names, data, lacking=lacking)

    def closed(self, data: KeptData, environment: Environment) -> MatchedCall:
        """The same call with all arguments by value, and with what its formula saw."""
        arguments = {key: by_value(value) for key, value in self.arguments.items() if key != "data"}
        if "data" in self.arguments:
            arguments["data"] = data
        arguments["env"] = environment
        return MatchedCall(self.function, arguments, self.names, data)

    def again(self) -> Any:
        """Make the call, on what it saw; its text names what this one names."""
        self.check_complete("update()", "Pass {} to update().")
        data = {} if self.data is None else {"data": self.data}
        fit = self.function(**{**self.arguments, **data})
        return replace(fit, call=replace(fit.call, names=self.names))

    def check_complete(
        self, asked: str, remedy: str = "Pass {} to update(), and ask that fit."
    ) -> None:
        """Raise if the values of some arguments are not known here, which what is asked needs."""
        if self.lacking:
            needed = ", ".join(f"{name}=" for name in self.lacking)
            raise ArgumentError(
                "the fit comes from slim() or a file, and does not hold all that it was fitted to, "
                f"which {asked} needs. {remedy.format(needed)}"
            )

    def __str__(self) -> str:
        """R's text of the call, with line breaks where R sets them."""
        return self.text if self.text is not None else wrapped_text(self._on_one_line(), _WIDTH)

    def bare_text(self) -> str:
        """R's text of the call where it prints a model: ``1L`` has no L there."""
        text = self._on_one_line() if self.text is None else self.text
        try:
            return wrapped_text(text, _WIDTH, integer_suffix=False)
        except FormulaError:  # a call in R's file may be more than formulas can say
            return text

    def _on_one_line(self) -> str:
        formals = [key for key in _FORMALS if key in self.arguments]
        options = [key for key in self.arguments if key not in (*_FORMALS, *_NOT_IN_R)]
        inside = ", ".join(
            f"{key.replace('_', '.')} = {self._argument_text(key)}" for key in (*formals, *options)
        )
        return f"{self.function.__name__}({inside})"

    def _argument_text(self, key: str) -> str:
        value = self.arguments[key]
        if key == "formula":
            return self.names.get(key) or canonical_formula(value)
        if key == "na_action":
            return f"na.{str(value).removeprefix('na.')}"
        if key == "weights" and isinstance(value, str):
            return quoted_name(value)
        # What has no name where the call was made goes by the name of its argument.
        return _constant_text(value) or self.names.get(key) or quoted_name(key)


def _constant_text(value: Any) -> str | None:
    """R's text of a constant; None for anything else."""
    if value is None:
        return "NULL"
    if is_flag(value):
        return str(bool(value)).upper()
    if isinstance(value, (int, float, np.number)):
        return number_text(float(value))
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping) and all(isinstance(item, str) for item in value.values()):
        return "list({})".format(", ".join(f'{quoted_name(k)} = "{v}"' for k, v in value.items()))
    return None


def _variable_names(frame: FrameType | None, values: Mapping[str, Any]) -> dict[str, str]:
    """By argument, name of the variable that holds its value where the package was called."""
    scopes = scopes_of(frame)
    held = {k: variable_in(scopes, v) for k, v in values.items() if not isinstance(v, _WRITTEN)}
    return {key: name for key, name in held.items() if name}


def _name_of_text(frame: FrameType | None, value: Any) -> str | None:
    """The same for a text, of which the calling code may hold the very object as a literal too."""
    if frame is None or not isinstance(value, str):
        return None
    name = variable_in(scopes_of(frame), value)
    if name is None:
        return None
    constants = enumerate(frame.f_code.co_consts)
    literal = next((place for place, constant in constants if constant is value), None)
    return None if literal is not None and _is_used(frame.f_code, literal) else name


@functools.lru_cache(maxsize=64)
def _is_used(code: CodeType, literal: int) -> bool:
    """Whether code does anything with one of its literals but to give it a name."""
    instructions = list(dis.get_instructions(code))
    return any(
        now.opname.startswith("LOAD_CONST")
        and now.arg == literal
        and not then.opname.startswith(_NAMING)
        for now, then in itertools.pairwise(instructions)
    )
