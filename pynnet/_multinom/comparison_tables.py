"""Tables that compare models, and how R prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import portable
from pynnet._formula import wrapped_text
from pynnet._ground import public_record
from pynnet._printing import (
    frame_html,
    html_of,
    lines_html,
    marked_lines,
    table_lines,
    value_texts,
)

__all__ = ["Anova", "FORMULA_WIDTH", "SingleTerms", "StepPath"]

FORMULA_WIDTH = 60  # characters behind which R begins a new line of a formula
_PATH_TITLE = "Stepwise Model Path \nAnalysis of Deviance Table"


@public_record
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

    def _repr_html_(self) -> str:
        return html_of(lines_html(self.heading), frame_html(self.table, missing=""))

    def __repr__(self) -> str:
        if "Pr(>Chisq)" in self.table:  # as package lmtest names it, which marks small ones
            return "\n".join([*self.heading, *_lines_of_tests(self.table)])
        return "\n".join([*self.heading, _frame_text(self.table, missing="")])


def _lines_of_tests(table: pd.DataFrame) -> list[str]:
    """Lines of the tests of package lmtest."""
    *names, last = table.columns
    counts = {name: [None if n != n else int(n) for n in table[name]] for name in ("#Df", "Df")}
    statistics = {name: table[name].tolist() for name in ("LogLik", "Chisq")}
    rows = [str(k) for k in table.index]
    return marked_lines(counts, statistics, ["Chisq"], (last, table[last].tolist()), names, rows)


@public_record
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

    def _repr_html_(self) -> str:
        return html_of(frame_html(self.table))

    def __repr__(self) -> str:
        return _frame_text(self.table)


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StepPath:
    """The path of a stepwise selection; ``str`` gives R's text, ``table`` a frame."""

    _changes: tuple[str, ...]  # what led to each model, nothing to the first
    _residual_df: tuple[int, ...]
    _deviance: tuple[float, ...]
    _aic: tuple[float, ...]
    _formulas: tuple[str, str]  # of the first model and of the last
    _known_table: pd.DataFrame | None = None  # as soon as somebody asked for it

    @property
    def table(self) -> pd.DataFrame:
        """A row for the first model and for each step, made when it is asked for."""
        if self._known_table is None:
            object.__setattr__(self, "_known_table", self._make_table())
        assert self._known_table is not None
        return self._known_table

    @property
    def heading(self) -> tuple[str, ...]:
        """R's lines that name the first and the last model."""
        first, last = (wrapped_text(text, FORMULA_WIDTH).split("\n") for text in self._formulas)
        return (_PATH_TITLE, "\nInitial Model:", *first, "\nFinal Model:", *last, "\n")

    def _make_table(self) -> pd.DataFrame:
        columns = {
            "Step": list(self._changes),
            "Df": [np.nan, *np.diff(self._residual_df)],
            "Deviance": [np.nan, *np.abs(np.diff(self._deviance))],
            "Resid. Df": list(self._residual_df),
            "Resid. Dev": list(self._deviance),
            "AIC": list(self._aic),
        }
        return pd.DataFrame(columns, index=range(1, len(self._changes) + 1))

    def __reduce__(self) -> tuple[Any, ...]:
        numbers = self._residual_df, self._deviance, self._aic
        table = portable(self._known_table)
        return StepPath, (self._changes, *numbers, self._formulas, table)

    def _repr_html_(self) -> str:
        first, last = self._formulas
        ends = [f"Initial model: {first}", f"Final model: {last}"]
        return html_of(lines_html(ends), frame_html(self.table))

    def __repr__(self) -> str:
        return _frame_text(self.table)


def _frame_text(table: pd.DataFrame, missing: str = "NA") -> str:
    """R's print of a data frame; `missing` is written for missing numbers."""
    columns = {}
    for name in table.columns:
        texts = value_texts(table[name].tolist())
        gaps = table[name].isna()
        columns[str(name)] = [missing if g else t for t, g in zip(texts, gaps, strict=True)]
    return "\n".join(table_lines(columns, [str(name) for name in table.index]))
