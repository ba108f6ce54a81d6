"""Summaries of data frames and matrices: a column of texts for each column."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pynnet._printing import (
    NAS,
    RSummary,
    RVector,
    as_summary,
    escaped,
    moment_texts,
    number_texts,
    pad_left,
    pad_right,
    read_object,
    text_width,
)

from .vectors import summary_of_vector

__all__ = ["summary_of_columns"]

_DIGITS_KEPT = 12  # to which R rounds numbers before they are made texts


def summary_of_columns(
    columns: Sequence[RVector],
    names: Sequence[str | None],
    maxsum: int,
    digits: int | None,
    type: int,
) -> pd.DataFrame:
    """Return what R says of the columns of a frame, as texts in the columns of another."""
    made = [_cells(column, maxsum, digits, type) for column in columns]
    n = max((len(cells) for cells, _ in made), default=0)
    if n:
        made = [(cells or ["NULL:  "], width) for cells, width in made]
    frame = pd.DataFrame(
        {j: [*cells, *[None] * (n - len(cells))] for j, (cells, _) in enumerate(made)},
        index=pd.Index([""] * n, dtype=object),
        dtype=object,
    )
    titles = [_title(name, width) for name, (_, width) in zip(names, made, strict=True)]
    return as_summary(frame.set_axis(pd.Index(titles, dtype=object), axis=1), "frame")


def _title(name: str | None, width: int) -> str:
    """The name of a column above the middle of its labels and numbers."""
    name = "NA" if name is None else name
    return " " * int(width - _seen(name) / 2) + name


def _seen(text: str) -> int:
    """How wide a text is where control characters have no width."""
    return text_width("".join(c for c in text if unicodedata.category(c) != "Cc"))


def _cells(column: RVector, maxsum: int, digits: int | None, type: int) -> tuple[list[str], int]:
    """Texts of a column's summary behind their labels, and how wide the first label is seen."""
    about = summary_of_vector(column, maxsum, _DIGITS_KEPT, type)
    if not len(about):
        return [], len("NULL")
    labels = ["NA" if label is None else str(label) for label in about.index]
    width = max(text_width(escaped(label)) for label in labels)
    padded = [label + " " * (width - text_width(escaped(label))) for label in labels]
    texts = _texts(column, about, digits)
    cells = [f"{label}:{text}  " for label, text in zip(padded, texts, strict=True)]
    return cells, _seen(padded[0])


def _texts(column: RVector, about: pd.Series[Any], digits: int | None) -> list[str]:
    if column.mode == "factor":
        return _padded([str(count) for count in about.tolist()], pad_left)
    known = read_object(about)
    assert isinstance(known, RSummary)
    missing = [str(int(about[NAS]))] if NAS in about.index else []
    values = known.values[: len(about) - len(missing)]
    if known.kind == "numbers":
        return [*number_texts(values, digits, *map(int, missing)), *missing]
    if known.kind == "words":
        return _padded([str(value) for value in known.values], pad_right)
    texts = moment_texts(values, days=known.kind == "days")
    return [*_padded(["NA" if text is None else text for text in texts], pad_right), *missing]


def _padded(texts: Sequence[str], pad: Any) -> list[str]:
    width = max(map(len, texts))
    return [pad(text, width) for text in texts]
