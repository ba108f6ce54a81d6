"""R's searches, which e1071's ``tune`` makes, as pynnet's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import MOST_WHOLE
from pynnet._tuning import Tune

from ..format.nodes import NULL, Items, classes_of
from .fields import Fields
from .vectors import numbers_of

__all__ = ["search_of"]

_MOST_SETTINGS = 1_000_000


def search_of(node: Items, context: Any) -> Tune:
    """Return what a search found; what R does not keep of it is missing."""
    found = Fields(node, "search")
    sets = found.get("train.ind")
    performances = _frame(found, "performances", context)
    best = _frame(found, "best.parameters", context)
    if best is None or len(best) != 1:
        raise found.broken("best.parameters", "a data frame of one row")
    count = found.whole_numbers("nparcomb", 1, _MOST_SETTINGS)[0]
    if performances is not None and len(performances) != count:
        raise found.broken("performances", f"a data frame of {count} rows")
    train_ind = _training_sets(found, sets)
    model = found.get("best.model")
    return Tune(
        best_parameters={str(name): _plain(best[name].iloc[0]) for name in best},
        best_performance=found.number("best.performance"),
        method=_text(found, "method"),
        nparcomb=count,
        train_ind=train_ind,
        sampling=_text(found, "sampling"),
        performances=performances,
        results=None,
        errors=np.broadcast_to(np.nan, (count, max(1, len(train_ind)))),  # takes no memory
        metrics=("error",),
        rewards=(),
        best_model=None if model is NULL else context.plain(model),
    )


def _frame(found: Fields, name: str, context: Any) -> pd.DataFrame | None:
    node = found.get(name)
    if node is NULL:
        return None
    if not (isinstance(node, Items) and "data.frame" in classes_of(node)):
        raise found.broken(name, "a data frame")
    frame: pd.DataFrame = context.plain(node)
    return frame


def _training_sets(found: Fields, node: Any) -> tuple[Any, ...]:
    """Return positions counted from 0."""
    if not isinstance(node, Items):
        return ()
    sets = []
    for one in node.values:
        numbers = numbers_of(one)
        if not ((numbers >= 1) & (numbers % 1 == 0) & (numbers < MOST_WHOLE)).all():
            raise found.broken("train.ind", "positions of rows")
        sets.append(numbers.astype(np.intp) - 1)
    return tuple(sets)


def _text(found: Fields, name: str) -> str:
    texts = found.texts(name)
    if texts is None or len(texts) != 1:
        raise found.broken(name, "one text")
    return texts[0]


def _plain(value: Any) -> Any:
    """Return a value of a frame as Python's own."""
    return value.item() if isinstance(value, np.generic) else value
