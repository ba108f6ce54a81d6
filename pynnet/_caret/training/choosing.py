"""Which setting is taken: the best, or the simplest that is about as good."""

from __future__ import annotations

import math

import numpy as np

from pynnet._ground import ArgumentError, DataError, FloatArray, IntArray, shown

__all__ = ["SELECTIONS", "WORDS", "check_selection", "chosen"]

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
    samples there are. DataError if no setting is within what the rule allows, as nothing is of a
    best value of 0, nor of one whose standard error is missing; or if a value is missing.

    References
    ----------
    .. [1] L. Breiman et al., Classification and Regression Trees, Wadsworth, 1984, section 3.4.3.
    """
    ordered = values[order]
    first = int(np.nanargmax(ordered) if larger else np.nanargmin(ordered))
    best = float(ordered[first])
    if rule == "best":
        return int(order[first])
    if np.isnan(ordered).any():
        raise DataError(
            "final tuning parameters could not be determined: the metric is missing for some "
            f"settings, of which {shown(rule)} needs all. Leave these out, or pass "
            'selection="best" to train_control().'
        )
    with np.errstate(all="ignore"):
        if rule == "oneSE":
            spread = math.nan if spreads is None else float(spreads[order][first])
            error = spread / math.sqrt(number)
            good = ordered >= best - error if larger else ordered <= best + error
        else:
            # Of a best value below 0 these are negative: as in caret all are near it then.
            differences = (best - ordered if larger else ordered - best) / best * 100
            good = differences <= _TOLERANCE
    found = np.flatnonzero(good)
    if not len(found):
        raise DataError(
            f"final tuning parameters could not be determined: {shown(rule)} finds no setting near "
            f'the best, whose value is {best:.7g}. Pass selection="best" to train_control().'
        )
    return int(order[found[0]])


def check_selection(rule: str, method: str) -> None:
    """Raise if a rule needs more than a way to judge gives."""
    if rule == "oneSE" and method == "LOOCV":
        raise ArgumentError(
            "invalid 'times' argument: where rows are left out one by one there is no standard "
            'error, which selection="oneSE" needs. Pass "best" or "tolerance".'
        )
