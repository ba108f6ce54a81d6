"""Searches as R's lists of the class ``tune``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet._tuning import Tune

from ..format.nodes import Items, Node
from .vectors import integers, reals, texts

__all__ = ["search_node"]


def search_node(found: Tune, plain: Callable[[Any], Node]) -> Items:
    """Return what a search found, as far as R keeps it."""
    best = pd.DataFrame({name: [value] for name, value in found.best_parameters.items()})
    fields: dict[str, Node] = {
        "best.parameters": plain(best),
        "best.performance": reals([found.best_performance]),
        "method": texts(found.method),
        "nparcomb": integers([found.nparcomb]),
        "train.ind": Items([integers(np.asarray(rows) + 1) for rows in found.train_ind]),
        "sampling": texts(found.sampling),
    }
    if found.performances is not None:
        fields["performances"] = plain(found.performances)
    if found.best_model is not None:
        fields["best.model"] = plain(found.best_model)
    return Items(list(fields.values()), {"names": texts(*fields), "class": texts("tune")})
