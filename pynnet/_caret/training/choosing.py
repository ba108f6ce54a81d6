"""Which setting is taken: the best, or the simplest that is about as good."""

from __future__ import annotations

import math

import numpy as np

from pynnet._ground import FloatArray, IntArray

__all__ = ["SELECTIONS", "WORDS", "chosen"]

SELECTIONS = ("best", "oneSE", "tolerance")
WORDS = {
    "best": "the {} value.",
    "oneSE": " the one SE rule.",
    "tolerance": " a tolerance rule.",
}
_TOLERANCE = 1.5  # percent


def chosen(
    rule: str,
    values: FloatArray,
    spreads: FloatArray | None,
    order: IntArray,
    *,
    larger: bool,
    number: int,
) -> int:
    """Position of the setting that a rule takes.

    `order` has the positions from the simplest setting to the most complex; `number` is how many
    samples there are.

    References
    ----------
    .. [1] L. Breiman et al., Classification and Regression Trees, Wadsworth, 1984, section 3.4.3.
    """
    ordered = values[order]
    first = int(np.nanargmax(ordered) if larger else np.nanargmin(ordered))
    best = float(ordered[first])
    if rule == "best":
        return int(order[first])
    with np.errstate(all="ignore"):
        if rule == "oneSE" and spreads is not None:
            error = float(spreads[order][first]) / math.sqrt(number)
            good = ordered >= best - error if larger else ordered <= best + error
        else:
            differences = (ordered - best) / best * 100
            good = np.abs(differences) <= _TOLERANCE
    found = np.flatnonzero(good)
    return int(order[found[0]]) if len(found) else int(order[first])
