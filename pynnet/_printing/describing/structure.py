"""The text of R's ``str``: a line for each object, and for each part of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pynnet._ground import ArgumentError

from ..kinds import (
    LANGUAGE,
    MOMENTS,
    RArray,
    RFrame,
    RFunction,
    RList,
    RObject,
    RSummary,
    RText,
    RUnquoted,
    RVector,
)
from ..options import check_width, printed_with
from ..texts.characters import text_width
from ..texts.escapes import escaped
from .values import Manner, cut, dates_line, factor_line, values_line

__all__ = ["structure_lines"]

_DEEPER = " .."
_TOP = " "


@dataclass(frozen=True, slots=True)
class _Options:
    """Arguments of R's ``str``: how deep it goes, and how it shows values."""

    manner: Manner = field(default_factory=Manner)
    max_level: int | None = None
    list_len: int = 99
    give_attr: bool = True
    comp_str: str = "$ "


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an object stands: how its own lines are indented, and how deep it is."""

    options: _Options
    indent: str = _TOP
    level: int = 0

    def deeper(self) -> _Place:
        """The place of a part; the length of vectors is that of parts then, whatever a line holds.

        What stands before names is a matter of the first ones alone.
        """
        manner = replace(self.options.manner, vec_len=self.options.manner.length)
        options = replace(self.options, manner=manner, comp_str="$ ")
        return _Place(options, self.indent + _DEEPER, self.level + 1)

    @property
    def is_open(self) -> bool:
        """Whether parts are shown."""
        return self.options.max_level is None or self.level < self.options.max_level


def structure_lines(
    x: RObject,
    *,
    width: int | None = None,
    max_level: int | None = None,
    list_len: int = 99,
    give_attr: bool = True,
    comp_str: str = "$ ",
    **of_values: Any,
) -> list[str]:
    """Lines in which R's ``str`` prints an object, by arguments like R's; the width is checked.

    Raises
    ------
    ArgumentError
        If it is one that has no structure in R's words.
    """
    options = _Options(Manner(**of_values), max_level, list_len, give_attr, comp_str)
    with printed_with(None, None if width is None else check_width(width)):
        return _lines(x, _Place(options))


def _lines(x: RObject, place: _Place) -> list[str]:
    if isinstance(x, RFrame):
        return _frame(x, place)
    if isinstance(x, RList):
        return _list(x, place)
    if isinstance(x, RArray):
        return _array(x, place)
    if isinstance(x, RFunction):
        return [f"function ({x.arguments})  "]
    if isinstance(x, RText):
        return _language(x, place) if x.of == LANGUAGE else [_text(x)]
    if isinstance(x, (RSummary, RUnquoted)):
        raise _refusal("a summary")
    return _vector(x, place)


def _text(x: RText) -> str:
    if x.of is None:
        return " NULL"
    raise _refusal(f"an object of class {x.of}")


def _language(x: RText, place: _Place) -> list[str]:
    """A call; or a formula, with what R keeps of it."""
    text = cut(" ".join(x.lines), place.options.manner)
    if "variables" not in dict(x.attributes):
        return [f" language {text}"]
    inner = place.deeper()
    lines = [f"Class 'formula'  language {text}"]
    for name, value in x.attributes:
        if name == "predvars" and place.options.give_attr:
            lines.append(f'{inner.indent}- attr(*, ".Environment")=<environment: R_GlobalEnv> ')
        lines += _attribute(name, _as_matrix(value) if name == "factors" else value, inner)
    return lines


def _as_matrix(x: RObject) -> RObject:
    """Columns of one kind as the columns of a matrix."""
    if not isinstance(x, RFrame):
        return x
    values = [value for column in x.columns for value in column.values]
    cells = replace(x.columns[0], values=values)
    return RArray(cells, (len(x.rows), len(x.columns)), [x.rows, x.names])


def _refusal(what: str) -> ArgumentError:
    return ArgumentError(
        f"str() of {what} is not offered: its parts are not those of R's. Pass one of them, or "
        "print it."
    )


def _frame(frame: RFrame, place: _Place) -> list[str]:
    n, p = len(frame.rows), len(frame.columns)
    head = f"'data.frame':\t{n} obs. of  {p} variable{'' if p == 1 else 's'}{':' if p else ''}"
    inner = place.deeper()
    if not place.level:  # all columns are as long as the frame
        manner = replace(inner.options.manner, give_length=False)
        inner = replace(inner, options=replace(inner.options, manner=manner))
    return [head, *_parts(frame.columns, frame.names, place, inner)]


def _list(x: RList, place: _Place) -> list[str]:
    if not x.items:
        return [" list()" if x.names is None else " Named list()"]
    names = [""] * len(x.items) if x.names is None else x.names
    return [f"List of {len(x.items)}", *_parts(x.items, names, place, place.deeper())]


def _parts(
    parts: Sequence[RObject], names: Sequence[str | None], place: _Place, inner: _Place
) -> list[str]:
    """Lines of the parts of an object, each behind its name."""
    if not place.is_open:
        return []
    options = place.options
    labels = ["NA" if name is None else name for name in names]
    widths = [text_width(escaped(label)) for label in labels]
    lines = []
    for part, label, width in list(zip(parts, labels, widths, strict=True))[: options.list_len]:
        first, *rest = _lines(part, inner)
        pad = " " * (max(widths) - width)
        lines += [f"{place.indent}{options.comp_str}{label}{pad}:{first}", *rest]
    if len(parts) > options.list_len:
        lines.append(f"{place.indent} [list output truncated]")
    return lines


def _attribute(name: str, value: RObject, place: _Place) -> list[str]:
    if not place.options.give_attr:
        return []
    first, *rest = _lines(value, place.deeper())
    return [f'{place.indent}- attr(*, "{name}")={first}', *rest]


def _array(x: RArray, place: _Place) -> list[str]:
    if x.cells.mode not in ("logical", "integer", "numeric", "complex", "character"):
        raise ArgumentError(f"str() of an array of class {x.cells.mode} is not offered.")
    extents = ["0 " if n == 0 else "1" if n == 1 else f"1:{n}" for n in x.shape]
    dims = f"[{', '.join(extents)}{'(1d)' if len(x.shape) == 1 else ''}]"
    head = "'table' " if x.is_table else ""
    line = values_line(
        replace(x.cells, names=None),
        place.options.manner,
        dims if 0 in x.shape else f" {dims}",
        head,
    )
    return [line, *_dimnames(x, place)]


def _dimnames(x: RArray, place: _Place) -> list[str]:
    if x.axes is None and not any(x.labels):
        return []
    labels = [RVector("character", known) if known else RText(["NULL"]) for known in x.labels]
    return _attribute("dimnames", RList(labels, x.axes), place)


def _vector(x: RVector, place: _Place) -> list[str]:
    if x.mode in MOMENTS:
        return _dates(x, place)
    if x.mode == "factor":
        return [factor_line(x, place.options.manner), *_names(x, place)]
    return [values_line(x, place.options.manner), *_names(x, place)]


def _names(x: RVector, place: _Place) -> list[str]:
    return [] if x.names is None else _attribute("names", RVector("character", x.names), place)


def _dates(x: RVector, place: _Place) -> list[str]:
    if not x.values:
        numbers = RVector("numeric", (), x.names)
        line = values_line(numbers, Manner(), head=f"'{x.mode}' ")
        top = _Place(_Options())  # R forgets where it is, and what was asked
        zone = RVector("character", [x.zone])
        zones = _attribute("tzone", zone, top) if x.mode == "POSIXct" else []
        return [line, *zones, *_names(x, top)]
    line, count = dates_line(x, place.options.manner, place.indent if place.level else "")
    manner = replace(place.options.manner, give_head=False)
    if place.level:
        manner = replace(manner, vec_len=count)
    inner = replace(place, options=replace(place.options, manner=manner))
    return [line, *_names(x, inner)]
