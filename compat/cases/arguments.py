"""The arguments that a case gives in R's names, as pynnet takes them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import pandas as pd

from .data import number
from .reading import Case, Json

__all__ = ["NA_ACTIONS", "arguments_of", "following"]

_r_version: ContextVar[str | None] = ContextVar("version of R that formulas follow", default=None)


@contextlib.contextmanager
def following(r_version: str) -> Iterator[None]:
    """Let formulas of cases follow a version of R."""
    token = _r_version.set(r_version)
    try:
        yield
    finally:
        _r_version.reset(token)


NA_ACTIONS = {"na.omit": "omit", "na.exclude": "exclude", "na.fail": "fail"}


def _subset(spec: Json, data: pd.DataFrame) -> Any:
    ((kind, value),) = spec.items()
    if kind == "positions":
        return [position - 1 for position in value]
    if kind == "range":
        return list(range(value[0] - 1, value[1]))
    return data[value].to_numpy() if isinstance(value, str) else value


def _argument(name: str, value: Json, data: pd.DataFrame, *, formula: bool) -> Any:
    if name == "subset":
        return _subset(value, data)
    if name == "na.action":
        return NA_ACTIONS[value]
    if name == "weights" and isinstance(value, str):
        return value if formula else data[value].to_numpy()
    if name == "contrasts":
        return value
    if isinstance(value, list):
        return value if isinstance(value[0], bool) else [number(v) for v in value]
    return number(value) if isinstance(value, str) else value


def arguments_of(case: Case, data: pd.DataFrame) -> dict[str, Any]:
    """Arguments of a case by their names in Python."""
    formula = "formula" in case
    arguments = {
        name.replace(".", "_"): _argument(name, value, data, formula=formula)
        for name, value in case["args"].items()
    }
    return {**arguments, "r_version": _r_version.get()} if formula else arguments
