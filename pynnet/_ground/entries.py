"""Public functions and methods: the border that every call crosses, in and out.

Calls that do not fit their arguments end in R's words. Frames of other packages become pandas' on
the way in; on the way out what has a row for each of theirs becomes what they were. Errors about
what was passed are raised here anew, so that their traceback ends at the user's line;
``PYNNET_TRACEBACK=full`` in the environment leaves all of it.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any, ParamSpec, TypeVar

from .caller import is_inside, is_library
from .doors import room_above
from .errors import ArgumentError, DataError, PynnetError, UnknownArgumentError
from .foreign import PLAIN_MODULES, RowsOf, is_foreign
from .other_names import suggested_name
from .public_names import public, read_only
from .quoting import shown

__all__ = ["entry", "public_record", "refuse_unknown"]

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_Class = TypeVar("_Class")

_CONSTRUCTOR = "__init__"


def entry(
    function: Callable[_Arguments, _Answer], *, takes: str = "frames"
) -> Callable[_Arguments, _Answer]:
    """Have a public function refuse arguments that it does not have, and take and give any frame.

    Python's own check finds such arguments, so that a call that fits costs no time: an error that
    was raised by the call itself, and not inside of the function, is about its arguments.

    Results become another kind of frame only where they leave the package.

    What takes "dense frames" refuses sparse matrices, which no function of NumPy's knows for
    matrices; what takes "anything" gets all as it was passed.
    """
    explain, plain, convert, leave = _misfit, PLAIN_MODULES, _ARRIVING[takes], _left
    mistaken, shorten = PynnetError, _is_about_the_call

    def call(*arguments: Any, **named: Any) -> Any:
        __tracebackhide__ = True  # pytest does not show this line
        try:
            for value in (*arguments, *named.values()):
                if type(value).__module__ not in plain:
                    arguments, named = convert(function, arguments, named)
                    break
            return leave(function(*arguments, **named))
        except mistaken as error:
            if not shorten(error):
                raise
            raise error.with_traceback(None)  # noqa: B904 - it is the error that is handled
        except TypeError as error:
            place = error.__traceback__
            if place is None or place.tb_next is not None:
                raise
            complaint = explain(function, arguments, named)
            if complaint is None:
                raise
        raise complaint

    # Doctest and tracebacks look for a function where its globals are.
    wrapped = FunctionType(
        call.__code__, function.__globals__, function.__name__, None, call.__closure__
    )
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(wrapped, name, getattr(function, name))
    wrapped.__dict__.update(function.__dict__, __wrapped__=function)
    return wrapped


def _is_about_the_call(error: PynnetError) -> bool:
    """Whether an error leaves the package, and no code but its own and libraries' led to it."""
    if os.environ.get("PYNNET_TRACEBACK") == "full" or is_inside(sys._getframe(2)):
        return False
    place = error.__traceback__
    while place is not None:
        if not is_inside(place.tb_frame) and not is_library(place.tb_frame):
            return False  # a function of the user's that the package called: its line is wanted
        place = place.tb_next
    error.__suppress_context__ = True
    return True


def _converted(
    function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments with pandas' frames and columns in the place of other packages'."""
    if not any(map(is_foreign, (*arguments, *named.values()))):
        return arguments, named
    given: dict[Any, Any] = {**dict(enumerate(arguments)), **named}
    for key, value in given.items():
        if is_foreign(value):
            what = _name(function, key)
            if "_or_" in what:  # data of a formula, or else x and y
                what = "data" if key and isinstance(given.get(0), str) else what.rpartition("_")[2]
            given[key] = room_above("_data").to_pandas(value, what)
    return tuple(given.pop(place) for place in range(len(arguments))), given


def _dense(
    function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Do the same, and refuse sparse matrices."""
    given: list[tuple[int | str, Any]] = [*enumerate(arguments), *named.items()]
    for key, value in given:
        if type(value).__module__.startswith("scipy.sparse"):
            what = _name(function, key)
            raise DataError(f"{what} is a sparse matrix. Pass {what}.toarray().")
    return _converted(function, arguments, named)


def _name(function: Callable[..., Any], key: int | str) -> str:
    """Name of the argument that was passed at a place, or by that name."""
    if isinstance(key, str):
        return key
    places = list(inspect.signature(function).parameters)
    return places[key] if key < len(places) else "value"


def _as_they_are(
    _: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return arguments, named


_ARRIVING = {"frames": _converted, "dense frames": _dense, "anything": _as_they_are}


def _left(result: Any) -> Any:
    """Return a result as its rows came, where it leaves the package: `call` asks from outside."""
    index = getattr(result, "index", None)
    name = getattr(index, "name", None)
    if type(name) is not RowsOf:
        names = getattr(index, "names", None) if type(index).__name__ == "MultiIndex" else None
        if names is None or not any(type(one) is RowsOf for one in names):
            return result
    asks = sys._getframe(2)  # what called the function that is an entry
    return result if is_inside(asks) else room_above("_data").as_given(result)


def public_record(cls: type[_Class]) -> type[_Class]:
    """Make a dataclass public and read-only; its constructor is an entry."""
    setattr(cls, _CONSTRUCTOR, entry(getattr(cls, _CONSTRUCTOR)))
    return public(read_only(cls))


def refuse_unknown(
    unknown: Mapping[str, Any], known: Iterable[str], hints: Mapping[str, str] | None = None
) -> None:
    """Raise if there is an argument that is not known, with a hint at it or the nearest one."""
    if unknown:
        raise _unused(next(iter(unknown)), unknown, list(known), hints or {})


def _unused(
    name: str, named: Mapping[str, Any], known: list[str], hints: Mapping[str, str]
) -> UnknownArgumentError:
    nearest = suggested_name(name, known)
    if name in hints:
        hint = hints[name]
    elif nearest:
        hint = f"did you mean '{nearest}'?"
    elif known:
        hint = f"known are {', '.join(known)}."
    else:
        hint = "there are no arguments."
    return UnknownArgumentError(
        f"unused argument ({shown(name)[1:-1]} = {shown(named[name])}): {hint}"
    )


def _misfit(
    function: Callable[..., Any], arguments: tuple[Any, ...], named: Mapping[str, Any]
) -> ArgumentError | None:
    """The error for a call whose arguments do not fit; None if they do."""
    parameters = list(inspect.signature(function).parameters.values())
    places = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    is_method = bool(places) and (places[0].name == "self" or _is_fit(places[0]))
    users = [p for p in parameters if not (is_method and p is places[0])]
    names = [p.name for p in users if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    for name in named:
        if name not in names:
            return _unused(name, named, names, {})
    if len(arguments) > len(places):
        extra = shown(arguments[len(places)])
        by_place = len(places) - is_method or "none"
        return UnknownArgumentError(
            f"unused argument ({extra}): "
            + (
                f"{by_place} may be passed by their places. Known are {', '.join(names)}."
                if names
                else "no arguments are taken."
            )
        )
    filled = {p.name for p in places[: len(arguments)]}
    for name in named:
        if name in filled:
            return ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: pass it once.'
            )
    for p in users:
        required = p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        if required and p.name not in filled and p.name not in named:
            return ArgumentError(
                f'argument "{p.name}" is missing, with no default. Pass {p.name}=.'
            )
    return None


def _is_fit(first: inspect.Parameter) -> bool:
    """Whether a parameter is what stands before the point of a method."""
    return first.name == "fit" and first.kind is first.POSITIONAL_ONLY
