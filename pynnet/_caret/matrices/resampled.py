"""caret's confusionMatrix of what train() found: classes of rows held out, over the samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, FloatArray, IntArray, one_word, read_only, shown
from pynnet._numerics import total
from pynnet._printing import Table, format_common, html_of, lines_html, round_decimals

from ..agreement import agreement, one_against_others
from ..door import offered_class
from ..training.result import Train
from ..training.text import resampling_text
from .text import aligned, confusion_lines

__all__ = ["ResampledConfusionMatrix", "resampled_confusion"]

_NORMS = {
    "overall": "percentual average cell counts across resamples",
    "average": "average cell counts across resamples",
    "none": "un-normalized aggregated counts",
}


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ResampledConfusionMatrix:
    """Classes predicted of rows held out against the true ones; `str` is caret's print.

    Attributes
    ----------
    table : Table
        Counts or shares by predicted and by true class.
    norm : str
        What is in its cells: "overall", "average" or "none".
    B : int
        Number of samples.
    text : str
        How rows were held out.
    """

    table: Table
    norm: str
    B: int
    text: str

    def _repr_html_(self) -> str:
        head, tail = self._lines()
        if self._is_of_one_sample:
            return html_of(lines_html([*head, *_statistics(self.table)]))
        return html_of(lines_html(head), self._rounded()._repr_html_(), lines_html(tail))

    def __repr__(self) -> str:
        """Print as caret does."""
        head, tail = self._lines()
        if self._is_of_one_sample:
            return "\n".join([*head, *_statistics(self.table)])
        return "\n".join([*head, *repr(self._rounded()).split("\n"), *tail])

    @property
    def _is_of_one_sample(self) -> bool:
        """Whether these are the counts of one sample, which caret judges as any."""
        return self.norm == "none" and self.B == 1

    def _rounded(self) -> Table:
        cells = [round_decimals(float(cell), 1) for cell in np.ravel(self.table.values)]
        return Table(np.reshape(cells, np.shape(self.table.values)), dict(self.table.dimnames))

    def _lines(self) -> tuple[list[str], list[str]]:
        """Lines above the table, and below."""
        cells = np.asarray(self.table.values, dtype=float)
        share = float(total(np.diag(cells)) / total(np.ravel(cells, "F")))
        accuracy = ("Accuracy (average)", format_common([share], 4)[0])
        head = [f"{self.text} ", "", f"(entries are {_NORMS[self.norm]})", " "]
        return head, [*aligned([accuracy]), ""]


def _statistics(table: Table) -> list[str]:
    """What caret prints of counts."""
    levels, counts = table.dimnames[0][1], np.asarray(table.values, dtype=float)
    rates = [one_against_others(counts, k, None) for k in range(len(levels))]
    overall = pd.Series(agreement(counts))
    if len(levels) == 2:
        return confusion_lines(table, levels[0], overall, pd.Series(rates[0]), "sens_spec")
    by_class = pd.DataFrame(rates, index=[f"Class: {level}" for level in levels])
    return confusion_lines(table, None, overall, by_class, "sens_spec")


def resampled_confusion(
    found: Train, norm: str | None, names: tuple[str, str], others: Mapping[str, Any]
) -> ResampledConfusionMatrix:
    """Count the rows held out by predicted and true class, over all samples.

    Other arguments, which do not go with what train() found, must be None.
    """
    for name, value in others.items():
        if value is not None:
            raise ArgumentError(
                f"unused argument ({name} = {shown(value)}): of what train() found there are "
                "shares and counts alone. Leave it out, or pass predicted classes and the true "
                "ones."
            )
    chosen = one_word("norm", "overall" if norm is None else norm, tuple(_NORMS))
    if found.levels is None:
        raise ArgumentError(
            "confusion matrices are only valid for classification models: this one predicts "
            "numbers."
        )
    if found.control.method in ("LOOCV", "none"):
        raise ArgumentError(
            "cannot compute confusion matrices for leave-one-out, out-of-bag resampling, or no "
            "resampling: pass confusion_matrix() predicted classes and the true ones."
        )
    samples = len(found.index)
    table = Table(_normed(found._counts, samples, chosen), dict.fromkeys(names, found.levels))
    text = f"{resampling_text(found.control, samples)} Confusion Matrix"
    return ResampledConfusionMatrix(table, chosen, samples, text)


def _normed(counts: IntArray, samples: int, norm: str) -> FloatArray:
    if norm == "none":
        return counts.astype(float)
    means = np.asarray(counts.astype(np.longdouble) / samples, dtype=float)
    if norm == "average":
        return means
    return means / float(total(np.ravel(means, "F"))) * 100
