"""Makes the specification of a design: how its columns are coded, for these data and for new."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from pynnet._data import Collation, Column, kind_of
from pynnet._ground import RWarning, warn

from ..coding.contrasts import read_contrasts
from ..coding.layout import labels_of, layout_of
from ..evaluation.shared_variables import SharedVariables
from ..language.terms import Terms
from .blocks import Block, numbers_or_factor
from .spec import DesignSpec, Memory

__all__ = ["make_spec"]


def make_spec(
    terms: Terms,
    columns: Sequence[Column],
    contrasts: Mapping[str, Any] | None,
    intercept: bool,
    memory: Memory,
    shared: SharedVariables | None = None,
) -> tuple[DesignSpec, dict[int, Block]]:
    """Return the specification of the columns, and the variables ready for the matrix."""
    # Nothing but its kind is needed of a response that stands in no term.
    unused = int(terms.has_response and contrasts is None and 0 not in terms.in_terms)
    ready = [*columns[:unused], *_ready(columns[unused:], memory.collation, shared)]
    choices = memory.contrasts
    if contrasts is not None:
        names = [variable.name for variable in terms.variables]
        choices = {**choices, **read_contrasts(contrasts, dict(zip(names, ready, strict=True)))}
    keeps_intercept = terms.intercept and intercept
    layout = layout_of(
        terms,
        tuple([kind_of(column) for column in columns]),
        ((),) * unused + tuple([labels_of(column) for column in ready[unused:]]),
        keeps_intercept,
        choices,
    )
    for number in layout.dropped:
        _warn_response_dropped(number)
    spec = DesignSpec(
        terms=terms,
        column_names=layout.column_names,
        assign=layout.assign,
        codings=layout.codings,
        keeps_intercept=keeps_intercept,
        xlevels=layout.xlevels.copy(),
        contrasts=layout.contrast_choices.copy(),
        data_classes=layout.data_classes.copy(),
        memory=memory,
    )
    return spec, {i: Block(ready[i], layout.contrasts[i]) for i in terms.in_terms}


def _ready(
    columns: Sequence[Column], collation: Collation, shared: SharedVariables | None
) -> list[Column]:
    """Return columns as the matrix takes them."""
    if shared is None:
        return [numbers_or_factor(column, collation) for column in columns]
    make = functools.partial(numbers_or_factor, collation=collation)
    return [shared.coded(column, make) for column in columns]


def _warn_response_dropped(number: int) -> None:
    for message in (
        "the response appeared on the right-hand side and was dropped",
        f"problem with term {number} in model.matrix: no columns are assigned",
    ):
        warn(message, RWarning)
