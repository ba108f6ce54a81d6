"""Coefficients of a multinomial model as a long table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr

from pynnet._ground import FloatArray
from pynnet._numerics import half_width, quiet

__all__ = ["coefficient_table", "two_sided_p"]


def two_sided_p(z: FloatArray) -> FloatArray:
    """Probability of a standard normal number as far from 0 as `z`, or farther."""
    return np.asarray(2 * ndtr(-np.abs(z)))


@quiet  # a standard error of 0, odds beyond all floats
def coefficient_table(
    classes: Sequence[str],
    terms: Sequence[str],
    estimates: FloatArray,
    errors: FloatArray,
    level: float | None,
    *,
    exponentiate: bool,
) -> pd.DataFrame:
    """A row for each coefficient: Wald test and, unless `level` is None, an interval.

    Parameters
    ----------
    estimates, errors : ndarray, shape (classes, terms)
    """
    estimate, error = estimates.ravel(), errors.ravel()
    shown = np.exp if exponentiate else np.asarray
    z = estimate / error
    table = pd.DataFrame({
        "class": np.repeat(list(classes), len(terms)),
        "term": list(terms) * len(classes),
        "estimate": shown(estimate),
        "std_error": error,
        "z": z,
        "p": two_sided_p(z),
    })  # fmt: skip
    if level is not None:
        width = half_width(level) * error
        table["conf_low"], table["conf_high"] = shown(estimate - width), shown(estimate + width)
    return table
