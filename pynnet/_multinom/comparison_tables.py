"""Tables that compare models, and how R prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import portable
from pynnet._printing import table_lines, value_texts

__all__ = ["Anova", "SingleTerms", "StepPath", "frame_text"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Anova:
    """Likelihood ratio tests between models; ``str`` gives R's text.

    Attributes
    ----------
    table : DataFrame
        A row for each model, with R's names of the columns.
    heading : tuple of str
        R's lines above the table.
    """

    table: pd.DataFrame
    heading: tuple[str, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        return Anova, (portable(self.table), self.heading)

    def __repr__(self) -> str:
        return "\n".join([*self.heading, frame_text(self.table, missing="")])


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SingleTerms:
    """What dropping or adding single terms gives; ``str`` gives R's text, ``table`` a frame."""

    _names: tuple[str, ...]
    _df: tuple[int, ...]
    _aic: tuple[float, ...]
    _known_table: pd.DataFrame | None = None  # as soon as somebody asked for it

    @property
    def table(self) -> pd.DataFrame:
        """A row for each model, made when it is asked for.

        ``Df`` are the coefficients of each model, beside ``AIC``; missing where a term changes
        nothing.
        """
        if self._known_table is None:
            columns = {"Df": np.array(self._df), "AIC": np.array(self._aic)}
            table = pd.DataFrame(columns, index=list(self._names))
            object.__setattr__(self, "_known_table", table)
        assert self._known_table is not None
        return self._known_table

    def __reduce__(self) -> tuple[Any, ...]:
        return SingleTerms, (self._names, self._df, self._aic, portable(self._known_table))

    def __repr__(self) -> str:
        return frame_text(self.table)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StepPath:
    """The path of a stepwise selection; ``str`` gives R's text.

    Attributes
    ----------
    table : DataFrame
        A row for the first model and for each step.
    heading : tuple of str
        R's lines that name the first and the last model.
    """

    table: pd.DataFrame
    heading: tuple[str, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        return StepPath, (portable(self.table), self.heading)

    def __repr__(self) -> str:
        return frame_text(self.table)


def frame_text(table: pd.DataFrame, missing: str = "NA") -> str:
    """R's print of a data frame; `missing` is written for missing numbers."""
    columns = {}
    for name in table.columns:
        texts = value_texts(table[name].tolist())
        gaps = table[name].isna()
        columns[str(name)] = [missing if g else t for t, g in zip(texts, gaps, strict=True)]
    return "\n".join(table_lines(columns, [str(name) for name in table.index]))
