"""How many digits and columns R's printing takes: for all, or for one call."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from typing import Any

from pynnet._ground import ArgumentError, entry, public, refuse_unknown, shown, whole_number

__all__ = [
    "PrintOptions",
    "check_digits",
    "check_width",
    "given_digits",
    "options",
    "print_options",
    "printed_with",
    "standing_digits",
]

_MOST_DIGITS = 22
_WIDTHS = (10, 10_000)


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """R's ``options()`` of printing."""

    digits: int = 7
    width: int = 80
    max_print: int = 99_999


class OldOptions(dict[str, int]):
    """Options as they were; ``with`` puts them back at its end."""

    def __enter__(self) -> OldOptions:
        return self

    def __exit__(self, *_: object) -> None:
        options(self)


_LOCK = threading.Lock()
_for_all = PrintOptions()
_DIGITS_OF_ONE_CALL: ContextVar[int | None] = ContextVar("digits of one call", default=None)
_DIGITS_BESIDE: ContextVar[int | None] = ContextVar("digits beside those of it", default=None)
_FOR_ONE_CALL: ContextVar[PrintOptions | None] = ContextVar("print options", default=None)


def print_options() -> PrintOptions:
    """The options that count here: those of the call that prints, or those for all."""
    return _FOR_ONE_CALL.get() or _for_all


def given_digits() -> int | None:
    """How many digits the call that prints was asked for, if it was."""
    return _DIGITS_OF_ONE_CALL.get()


def standing_digits() -> int:
    """How many digits R's ``cat`` and ``format`` take, whatever the call that prints was given."""
    return _DIGITS_BESIDE.get() or print_options().digits


@contextmanager
def printed_with(digits: int | None, width: int | None) -> Iterator[None]:
    """Print with other options inside; None means those that count."""
    changed = {"digits": digits, "width": width}
    changes: dict[str, int] = {name: n for name, n in changed.items() if n is not None}
    standing = standing_digits()
    token = _FOR_ONE_CALL.set(replace(print_options(), **changes))
    of_digits = _DIGITS_OF_ONE_CALL.set(digits)
    beside = _DIGITS_BESIDE.set(standing)
    try:
        yield
    finally:
        _FOR_ONE_CALL.reset(token)
        _DIGITS_OF_ONE_CALL.reset(of_digits)
        _DIGITS_BESIDE.reset(beside)


@public
@entry
def options(
    values: Mapping[str, int] | None = None,
    /,
    *,
    digits: int | None = None,
    width: int | None = None,
    max_print: int | None = None,
) -> OldOptions:
    """Set how R's text is printed, for the whole process, as R's ``options``.

    It is the text of `show`, and of fits and their summaries.

    Parameters
    ----------
    values : mapping, optional
        Options by name, such as an earlier call returned.
    digits : int, optional
        How many significant digits numbers are printed with, from 1 to 22; 7 at the start.
    width : int, optional
        Columns of a line, from 10 to 10,000; 80 at the start.
    max_print : int, optional
        How many values are printed before the rest is left out, at least 1; 99,999 at the start.

    Returns
    -------
    dict
        The options that were set, as they were before; all of them if none was set. In a ``with``
        statement its end puts them back.

    Raises
    ------
    ArgumentError
        If a value is not allowed. Nothing is set then.
    UnknownArgumentError
        If there is no such option.

    Examples
    --------
    >>> from math import pi
    >>> from pynnet import options, show
    >>> options()
    {'digits': 7, 'width': 80, 'max_print': 99999}
    >>> with options(digits=3):
    ...     show(pi)
    [1] 3.14
    >>> show(pi)
    [1] 3.141593
    """
    global _for_all
    given = {"digits": digits, "width": width, "max_print": max_print}
    asked = {**_mapping(values), **{name: n for name, n in given.items() if n is not None}}
    refuse_unknown({name: n for name, n in asked.items() if name not in given}, given)
    checked = {name: _CHECKS[name](n) for name, n in asked.items()}
    with _LOCK:
        before = asdict(_for_all)
        _for_all = replace(_for_all, **checked)
    return OldOptions({name: before[name] for name in checked or before})


def _mapping(values: Any) -> dict[str, Any]:
    if values is None:
        return {}
    if isinstance(values, Mapping) and all(isinstance(name, str) for name in values):
        return dict(values)
    raise ArgumentError(
        f"invalid argument: got {shown(values)}. Pass options by name, such as digits=4, or what "
        "options() returned."
    )


def check_digits(value: Any) -> int:
    """Return a number of digits that is allowed."""
    return whole_number("digits", value, least=1, most=_MOST_DIGITS)


def check_width(value: Any) -> int:
    """Return a width that is allowed."""
    least, most = _WIDTHS
    return whole_number("width", value, least=least, most=most)


def _max_print(value: Any) -> int:
    return whole_number("max_print", value, least=1)


_CHECKS = {"digits": check_digits, "width": check_width, "max_print": _max_print}
