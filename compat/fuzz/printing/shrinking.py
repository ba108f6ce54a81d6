"""Smaller objects than one that is printed differently."""

from __future__ import annotations

from collections.abc import Iterator

from ...cases import Json
from .objects import is_known

__all__ = ["smaller_requests"]

_PARTS = ("values", "imaginary")
_USUAL = {"digits": 7, "width": 80, "max_print": 99_999, "quote": True}


def smaller_requests(request: Json) -> list[Json]:
    """Requests with one thing less, the smallest first."""
    smaller = [{**request, name: value} for name, value in _USUAL.items() if request[name] != value]
    objects = [x for x in _smaller(request["object"]) if is_known(x)]
    return [*({**request, "object": x} for x in objects), *smaller]


def _smaller(x: Json) -> Iterator[Json]:
    kind = x["kind"]
    if kind == "list":
        yield from _smaller_lists(x)
    elif kind == "frame":
        yield from _smaller_frames(x)
    elif kind == "vector":
        yield from _shorter(x, ("values", "imaginary", "names"), len(x["values"]))
        yield from _without(x, "names")
    elif kind == "array":
        yield {**x, "labels": [None] * len(x["shape"])}
        yield from _without(x, "axes")


def _smaller_lists(x: Json) -> Iterator[Json]:
    yield from x["items"]
    yield from _shorter(x, ("items", "names"), len(x["items"]))
    for i, item in enumerate(x["items"]):
        for less in _smaller(item):
            yield {**x, "items": [*x["items"][:i], less, *x["items"][i + 1 :]]}


def _smaller_frames(x: Json) -> Iterator[Json]:
    yield from _shorter(x, ("columns", "names"), len(x["columns"]))
    half = x["n"] // 2
    columns = [
        {**column, **{part: column[part][:half] for part in _PARTS if part in column}}
        for column in x["columns"]
    ]
    rows = {"rows": x["rows"][:half]} if "rows" in x else {}
    if half:
        yield {**x, "n": half, "columns": columns, **rows}
    yield from _without(x, "rows")


def _without(x: Json, field: str) -> Iterator[Json]:
    if field in x:
        yield {key: value for key, value in x.items() if key != field}


def _shorter(x: Json, fields: tuple[str, ...], n: int) -> Iterator[Json]:
    """The same with half of its parts, or without one."""
    kept = [slice(0, n // 2), slice(n // 2, n)] if n > 3 else []
    spans = [list(range(n))[part] for part in kept]
    spans += [[i for i in range(n) if i != gone] for gone in range(min(n, 12))]
    for span in spans:
        parts = {name: [x[name][i] for i in span] for name in fields if x.get(name) is not None}
        yield {**x, **parts}
