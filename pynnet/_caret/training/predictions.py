"""What fits of train() say of the rows held out: arrays, and the table that is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, FloatArray, IntArray

__all__ = ["Predicted", "prediction_table"]


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """What fits say of rows.

    Attributes
    ----------
    rows : ndarray of int, shape (n,)
        The rows.
    values : ndarray, shape (n,)
        Codes of their classes, -1 where there is none; or numbers.
    chances : ndarray or None
        Probabilities of the classes, a column for each.
    truth : ndarray or None
        Codes of their true classes, or numbers, if they are not those of the rows.
    weights : ndarray or None
        Case weights, if they are not those of the rows.
    """

    rows: IntArray
    values: AnyArray
    chances: FloatArray | None = None
    truth: AnyArray | None = None
    weights: AnyArray | None = None

    def truth_in(self, y: Any) -> AnyArray:
        """Codes of the true classes, or numbers."""
        if self.truth is not None:
            return self.truth
        return np.asarray(y.codes[self.rows] if isinstance(y, pd.Categorical) else y[self.rows])

    def part(self, first: int, end: int) -> Predicted:
        """What is said of some of the rows, by their places."""
        chances = None if self.chances is None else self.chances[first:end]
        return Predicted(self.rows[first:end], self.values[first:end], chances)

    @classmethod
    def of_all(cls, several: Sequence[Predicted]) -> Predicted:
        """Several, one below the other."""
        chances = [one.chances for one in several if one.chances is not None]
        return cls(
            np.concatenate([one.rows for one in several]),
            np.concatenate([one.values for one in several]),
            np.concatenate(chances) if chances else None,
        )


def prediction_table(
    several: Sequence[Predicted], y: Any, lev: tuple[str, ...] | None, weights: Any = None
) -> pd.DataFrame:
    """Predictions beside the truth, as summaries are given them; one below the other.

    With case weights these are a column, too.
    """
    values, rows = (np.concatenate([getattr(s, n) for s in several]) for n in ("values", "rows"))
    truth = np.concatenate([one.truth_in(y) for one in several])
    cases = {} if weights is None else {"weights": _weights(several, weights)}
    if lev is None:
        return pd.DataFrame({"pred": values, "obs": truth, **cases, "rowIndex": rows})
    levels: Any = list(lev)
    classes = pd.Categorical.from_codes(values, categories=levels)
    columns: dict[str, Any] = {
        "pred": classes,
        "obs": pd.Categorical.from_codes(truth, categories=levels),
        **cases,
    }
    chances = [one.chances for one in several if one.chances is not None]
    if chances:
        for k, level in enumerate(levels):
            columns[level] = np.concatenate([one[:, k] for one in chances])
    return pd.DataFrame({**columns, "rowIndex": rows}, copy=False)


def _weights(several: Sequence[Predicted], weights: FloatArray) -> FloatArray:
    return np.concatenate(
        [weights[one.rows] if one.weights is None else one.weights for one in several]
    )
