"""Chooses coding, contrasts and names of the columns: the plan of a design matrix."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pynnet._errors import DataError, RWarning, warn

from ._assembly import Block, block_names
from ._coding import TermCoding, code_terms
from ._columns import CATEGORICAL, Column, kind, levels_of
from ._contrasts import GivenContrast, contrast_for, read_contrasts
from ._plan import Memory, Plan, prepared
from ._terms import Terms, members

__all__ = ["plan_columns"]


_DEFAULT = {False: "contr.treatment", True: "contr.poly"}


def plan_columns(
    terms: Terms,
    columns: Sequence[Column],
    contrasts: Mapping[str, Any] | None,
    intercept: bool,
    memory: Memory,
) -> tuple[Plan, dict[int, Block]]:
    """Return the plan for the variables' columns, and the variables ready for the matrix."""
    names = [variable.name for variable in terms.variables]
    kinds = [kind(column) for column in columns]
    ready = [prepared(column, memory.collation) for column in columns]
    asked = read_contrasts(contrasts, dict(zip(names, ready, strict=True)))
    chosen = {
        name: asked.get(name) or memory.contrasts.get(name) or _DEFAULT[found == "ordered"]
        for name, found in zip(names, kinds, strict=True)
        if found in CATEGORICAL
    }
    first = int(terms.has_response)
    levels = {
        name: levels_of(column)
        for name, column in zip(names[first:], ready[first:], strict=True)
        if isinstance(column, pd.Categorical)
    }
    _check_levels(levels)
    blocks = _blocks(terms, ready, chosen)
    codings = code_terms(terms, frozenset(i for i, k in enumerate(kinds) if k in CATEGORICAL))
    keeps_intercept = terms.intercept and intercept
    used, column_names, assign = _columns_of(terms, codings, blocks, keeps_intercept)
    classes = dict(zip(names, kinds, strict=True))
    plan = Plan(
        terms=terms,
        column_names=tuple(column_names),
        assign=tuple(assign),
        codings=tuple(used),
        keeps_intercept=keeps_intercept,
        xlevels={name: found for name, found in levels.items() if classes[name] != "logical"},
        contrasts={name: chosen[name] for name in levels},
        data_classes=classes,
        memory=memory,
    )
    return plan, blocks


def _check_levels(levels: Mapping[str, tuple[str, ...]]) -> None:
    """Raise if a predictor has too few levels to be coded, in a term or not."""
    for name, found in levels.items():
        if len(found) < 2:
            has = f"has only '{found[0]}'" if found else "has none"
            raise DataError(
                f"contrasts can be applied only to factors with 2 or more levels: '{name}' {has}."
            )


def _blocks(
    terms: Terms, ready: Sequence[Column], chosen: Mapping[str, str | GivenContrast]
) -> dict[int, Block]:
    """Return the variables that stand in terms, with their contrasts."""
    blocks = {}
    for i in members(functools.reduce(operator.or_, terms.terms, 0)):
        column, variable = ready[i], terms.variables[i]
        contrast = None
        if isinstance(column, pd.Categorical):
            contrast = contrast_for(levels_of(column), chosen[variable.name])
        blocks[i] = Block(column, contrast, variable.label)
    return blocks


def _columns_of(
    terms: Terms,
    codings: Sequence[TermCoding],
    blocks: Mapping[int, Block],
    intercept: bool,
) -> tuple[list[TermCoding], list[str], list[int]]:
    """Return the codings that make columns, the names of these and the numbers of their terms."""
    used: list[TermCoding] = []
    names = ["(Intercept)"] if intercept else []
    assign = [0] if intercept else []
    for number, (term, coding) in enumerate(zip(terms.terms, codings, strict=True), start=1):
        if terms.has_response and term == 1:
            _warn_response_dropped(number)
            continue
        made = block_names(coding, blocks)
        used.append(coding)
        names += made
        assign += [number] * len(made)
    return used, names, assign


def _warn_response_dropped(number: int) -> None:
    for message in (
        "the response appeared on the right-hand side and was dropped",
        f"problem with term {number} in model.matrix: no columns are assigned",
    ):
        warn(message, RWarning)
