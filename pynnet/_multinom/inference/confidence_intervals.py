"""Confidence intervals of the coefficients of a multinomial model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    AnyArray,
    ArgumentError,
    FloatArray,
    entry,
    is_whole,
    items_of,
    public_record,
    shown,
)
from pynnet._numerics import normal_quantile
from pynnet._printing import html_of, matrix_lines, number_text, numbers_html, round_decimals

__all__ = ["ConfidenceIntervals", "normal_intervals", "term_positions"]


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ConfidenceIntervals:
    """Confidence intervals of coefficients; ``str`` gives R's text.

    Attributes
    ----------
    values : ndarray, shape (terms, 2) or (terms, 2, classes - 1)
        Lower and upper ends: R's array. The classes are there if there are more than two.
    terms : tuple of str
        Names of the terms.
    labels : tuple of str
        Names of the two ends, such as ``"2.5 %"``.
    classes : tuple of str or None
        Classes that have coefficients; None if there are two classes in all.
    """

    values: FloatArray
    terms: tuple[str, ...]
    labels: tuple[str, str]
    classes: tuple[str, ...] | None

    @entry
    def to_frame(self) -> pd.DataFrame:
        """The intervals as a table.

        Returns
        -------
        DataFrame
            A column for either end; a row for each term, and if there are more than two classes
            for each class and term.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.confint("Sepal.Width").to_frame().round(2)
                                2.5 %  97.5 %
        class      term
        versicolor Sepal.Width  -8.06   -4.18
        virginica  Sepal.Width  -5.73   -2.43
        """
        columns = list(self.labels)
        if self.classes is None:
            return pd.DataFrame(self.values.copy(), index=list(self.terms), columns=columns)
        rows = pd.MultiIndex.from_product([self.classes, self.terms], names=["class", "term"])
        values = self.values.transpose(2, 0, 1).reshape(-1, 2)
        return pd.DataFrame(values, index=rows, columns=columns)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> AnyArray:
        """The values, for NumPy."""
        return np.array(self.values, dtype=dtype, copy=True if copy is None else copy)

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        if self.classes is not None:
            frame.index = pd.Index([f"{name}:{term}" for name, term in frame.index])
        return html_of(numbers_html(frame))

    def __repr__(self) -> str:
        """R's print."""
        if self.classes is None:
            return "\n".join(matrix_lines(self.values, self.terms, self.labels))
        lines: list[str] = []
        for k, name in enumerate(self.classes):
            table = matrix_lines(self.values[:, :, k], self.terms, self.labels)
            lines += [f", , {name}", "", *table, ""]
        return "\n".join(lines)


def term_positions(parm: Any, terms: Sequence[str]) -> list[int]:
    """Positions of the terms that are wanted, given by names or by positions from 0."""
    if parm is None:
        return list(range(len(terms)))
    return [_position(item, terms) for item in items_of("parm", parm)]


def _position(item: Any, terms: Sequence[str]) -> int:
    if isinstance(item, str) and item in terms:
        return list(terms).index(item)
    if is_whole(item) and 0 <= item < len(terms):
        return int(item)
    raise ArgumentError(
        f"subscript out of bounds: 'parm' has {shown(item)}. Pass names of terms, which are "
        f"{', '.join(terms)}, or their positions from 0 to {len(terms) - 1}."
    )


def normal_intervals(
    coefficients: FloatArray,
    errors: FloatArray,
    level: float,
    terms: tuple[str, ...],
    classes: tuple[str, ...] | None,
) -> ConfidenceIntervals:
    """Normal intervals from coefficients and their standard errors, shape (classes - 1, terms)."""
    low = (1 - level) / 2
    ends = np.array([low, 1 - low])
    quantiles = normal_quantile(ends)[:, np.newaxis]
    values = coefficients.T[:, np.newaxis] + errors.T[:, np.newaxis] * quantiles
    lower, upper = (number_text(round_decimals(100 * end, 1)) for end in ends.tolist())
    labels = (f"{lower} %", f"{upper} %")
    values = values[:, :, 0] if classes is None else values
    return ConfidenceIntervals(values, terms, labels, classes)
