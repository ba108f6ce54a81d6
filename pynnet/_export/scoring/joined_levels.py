"""Levels that ``interaction`` and ``paste`` have joined, taken apart again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pynnet._data import as_text
from pynnet._formula import FunctionCall, Name, Node
from pynnet._ground import TRUTHS

from .constants import Constants, not_exported

__all__ = ["JOINING", "parts_of_levels"]

JOINING = {"interaction": ".", "paste": " ", "paste0": ""}
_OF_TRUTHS = ("<", "<=", ">", ">=", "==", "!=", "&", "|", "!", "is.na")
_OPTIONS = {"interaction": ("drop", "sep", "lex.order"), "paste": ("sep",), "paste0": ()}


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands at a place of each level: a text, or one of a column, which may be known."""

    node: Node
    text: str | None
    known: tuple[str, ...] | None


def parts_of_levels(
    call: FunctionCall, levels: Sequence[str], term: str, constants: Constants
) -> list[tuple[Node, list[str]]]:
    """Return the arguments that are made of columns, and the text that each brings to each level.

    Raises
    ------
    FormulaError
        If a level can be taken apart in several ways, or was made of a missing value.
    """
    function = call.function
    if any(a.name not in (None, *_OPTIONS[function]) for a in call.arguments):
        raise not_exported(term, f"{function}() has other arguments by name")
    parts = [
        _part(a.value, term, constants)
        for a in call.arguments
        if a.name not in _OPTIONS[function] and a.value is not None
    ]
    mark = _mark(call, term, constants)
    found = []
    for level in levels:
        ways = list(itertools.islice(_ways(level, parts, mark), 2))
        if len(ways) != 1:
            raise not_exported(
                term,
                f"the level '{level}' of {function}() does not say what it is joined of: name the "
                "columns as terms of their own too, or pass a sep that is in no level",
            )
        found.append(ways[0])
    if function != "interaction" and any("NA" in way for way in found):
        raise not_exported(term, f"{function}() made a level of a missing value, or of the text NA")
    nodes = [part.node for part in parts if part.text is None]
    return [(node, [way[k] for way in found]) for k, node in enumerate(nodes)]


def _mark(call: FunctionCall, term: str, constants: Constants) -> str:
    """Return what stands between the parts."""
    given = next((a.value for a in call.arguments if a.name == "sep"), None)
    return JOINING[call.function] if given is None else _constant(given, term, constants)


def _constant(node: Node, term: str, constants: Constants) -> str:
    value: Any = constants.value(node, term)
    texts: Any = as_text(value) if getattr(value, "ndim", 0) == 1 else []
    if len(texts) != 1 or texts[0] is None:
        raise not_exported(term, "a single text must stand where it joins something else")
    return str(texts[0])


def _part(node: Node, term: str, constants: Constants) -> _Part:
    if not constants.columns_in(node):
        return _Part(node, _constant(node, term, constants), None)
    return _Part(node, None, _known_levels(node, constants))


def _known_levels(node: Node, constants: Constants) -> tuple[str, ...] | None:
    """Return all levels of a comparison, or of a column that is a variable itself."""
    if isinstance(node, FunctionCall) and node.function in _OF_TRUTHS:
        return TRUTHS
    spec = constants.spec
    for variable in spec.terms.variables:
        if isinstance(node, Name) and variable.expression == node:
            if spec.data_classes[variable.name] == "logical":
                return TRUTHS
            return spec.xlevels.get(variable.name)
    return None


def _ways(level: str, parts: Sequence[_Part], mark: str) -> Iterator[tuple[str, ...]]:
    """Give the ways in which a level can be made of texts, those of columns alone."""
    part, *others = parts
    glue = mark if others else ""
    for text in _beginnings(level, part, glue, last=not others):
        rest = level[len(text) + len(glue) :]
        own = (text,) if part.text is None else ()
        if others:
            yield from (own + way for way in _ways(rest, others, mark))
        else:
            yield own


def _beginnings(level: str, part: _Part, glue: str, *, last: bool) -> Iterator[str]:
    """Give the texts of a part that a level may begin with, or is, if it is the last one."""
    if part.text is None and part.known is None:
        places = [len(level)] if last else range(len(level) + 1)
        yield from (level[:k] for k in places if level.startswith(glue, k))
        return
    for text in part.known or (part.text or "",):
        if level == text if last else level.startswith(text + glue):
            yield text
