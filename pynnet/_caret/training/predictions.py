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
    """

    rows: IntArray
    values: AnyArray
    chances: FloatArray | None = None

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
    several: Sequence[Predicted], y: Any, lev: tuple[str, ...] | None
) -> pd.DataFrame:
    """Predictions beside the truth, as summaries are given them; one below the other."""
    values, rows = (np.concatenate([getattr(s, n) for s in several]) for n in ("values", "rows"))
    truth = y[rows]
    if lev is None:
        return pd.DataFrame({"pred": values, "obs": truth, "rowIndex": rows})
    levels: Any = list(lev)
    classes = pd.Categorical.from_codes(values, categories=levels)
    columns: dict[str, Any] = {
        "pred": classes,
        "obs": pd.Categorical(truth, categories=levels),
    }
    chances = [one.chances for one in several if one.chances is not None]
    if chances:
        for k, level in enumerate(levels):
            columns[level] = np.concatenate([one[:, k] for one in chances])
    return pd.DataFrame({**columns, "rowIndex": rows}, copy=False)
