"""Random vectors for verbs, as R's text and as Python's objects; all bits travel as hex."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["Value", "Values"]

_WORDS = ["a", "b", "B", "aa", "Zoe", "Ärger", "", "1", "10", "x y", "été"]
_SPECIAL = [math.nan, math.inf, -math.inf, 0.0, -0.0]


@dataclass(frozen=True)
class Value:
    """The same value in R and here."""

    r: str
    python: Any


class Values:
    """Makes random values of a kind."""

    def __init__(self, source: random.Random) -> None:
        self.source = source

    def length(self) -> int:
        """Return a short length, now and then none."""
        return self.source.choice([0, 1, 1, 2, 3, 4, 5, 6, 8, 11, 17, 30])

    # Vectors -----------------------------------------------------------------------------------

    def numbers(self, length: int | None = None, *, plain: bool = False) -> Value:
        """Doubles: with ties, gaps and infinities unless `plain`."""
        count = self.length() if length is None else length
        draw = self.source.choice([self._normal, self._tied, self._scaled, self._rounded])
        items = [draw() for _ in range(count)]
        if not plain and self.source.random() < 0.5:
            items = [
                self.source.choice(_SPECIAL) if self.source.random() < 0.2 else x for x in items
            ]
        return self._named(
            [_hex(x) for x in items], np.array(items, dtype=np.float64), "numeric(0)"
        )

    def _normal(self) -> float:
        return self.source.gauss(0, 1)

    def _tied(self) -> float:
        return float(self.source.randrange(-3, 4))

    def _scaled(self) -> float:
        return self.source.gauss(0, 1) * 10.0 ** self.source.randrange(-9, 10)

    def _rounded(self) -> float:
        return round(self.source.uniform(-20, 20), self.source.randrange(4))

    def few(self, length: int) -> Value:
        """Doubles of few values, which often come twice."""
        items = [self.source.choice([1.0, 2.0, 10.0, 0.5, math.nan]) for _ in range(length)]
        return Value(_joined(list(map(_hex, items)), "numeric(0)"), np.array(items))

    def words(self, words: Sequence[str]) -> Value:
        """These words."""
        return Value(_joined([f'"{word}"' for word in words], "character(0)"), list(words))

    def shares(self, *, gaps: bool = False) -> Value:
        """Probabilities from 0 to 1, of which some may be missing."""
        items = [
            self.source.choice([0.0, 1.0, 0.5, self.source.random(), self.source.random() ** 8])
            for _ in range(self.length())
        ]
        if gaps:
            items = [math.nan if self.source.random() < 0.2 else x for x in items]
        return self._named(
            [_hex(x) for x in items], np.array(items, dtype=np.float64), "numeric(0)"
        )

    def wholes(self, length: int | None = None, low: int = -9, high: int = 10) -> Value:
        """R's integers; now and then one is missing."""
        count = self.length() if length is None else length
        items = [self.source.randrange(low, high) for _ in range(count)]
        if self.source.random() < 0.3 and items:
            gapped: list[Any] = [None if self.source.random() < 0.2 else x for x in items]
            texts = ["NA_integer_" if x is None else f"{x}L" for x in gapped]
            return Value(_joined(texts, "integer(0)"), pd.array(gapped, dtype="Int64"))
        return self._named([f"{x}L" for x in items], np.array(items, dtype=np.int64), "integer(0)")

    def truths(self, length: int | None = None) -> Value:
        """Truths; now and then one is missing."""
        count = self.length() if length is None else length
        items = [self.source.choice([True, False]) for _ in range(count)]
        if self.source.random() < 0.3:
            gapped: list[Any] = [None if self.source.random() < 0.2 else x for x in items]
            texts = ["NA" if x is None else str(x).upper() for x in gapped]
            return Value(_joined(texts, "logical(0)"), pd.array(gapped, dtype="boolean"))
        return self._named(
            [str(x).upper() for x in items], np.array(items, dtype=bool), "logical(0)"
        )

    def texts(self, length: int | None = None, *, plain: bool = False) -> Value:
        """Words; now and then one is missing, unless `plain`."""
        count = self.length() if length is None else length
        words: Sequence[str | None] = (
            [*_WORDS, None]
            if self.source.random() < 0.4 and not plain
            else _WORDS[: self.source.randrange(2, 11)]
        )
        items = [self.source.choice(words) for _ in range(count)]
        texts = ["NA_character_" if x is None else f'"{x}"' for x in items]
        return self._named(texts, np.array(items, dtype=object), "character(0)")

    def factor(self, length: int | None = None, *, ordered: bool | None = None) -> Value:
        """Factor, with an unused level now and then."""
        count = self.length() if length is None else length
        levels = self.source.sample(["a", "b", "B", "c", "d"], self.source.randrange(1, 5))
        gaps = self.source.random() < 0.3
        codes = [
            -1 if gaps and self.source.random() < 0.2 else self.source.randrange(len(levels))
            for _ in range(count)
        ]
        in_order = self.source.random() < 0.3 if ordered is None else ordered
        texts = _joined(["NA" if c < 0 else f'"{levels[c]}"' for c in codes], "character(0)")
        names = ", ".join(f'"{level}"' for level in levels)
        r = f"factor({texts}, levels = c({names}), ordered = {str(in_order).upper()})"
        return Value(r, pd.Categorical.from_codes(codes, categories=levels, ordered=in_order))

    def vector(self, length: int | None = None) -> Value:
        """Any of these."""
        kinds: list[Callable[..., Value]] = [
            self.numbers,
            self.numbers,
            self.wholes,
            self.truths,
            self.texts,
            self.factor,
        ]
        return self.source.choice(kinds)(length)

    def of_numbers(self, length: int | None = None) -> Value:
        """Doubles, integers or truths."""
        kinds: list[Callable[..., Value]] = [
            self.numbers,
            self.numbers,
            self.numbers,
            self.wholes,
            self.truths,
        ]
        return self.source.choice(kinds)(length)

    # Matrices ----------------------------------------------------------------------------------

    def matrix(
        self,
        rows: int | None = None,
        columns: int | None = None,
        *,
        plain: bool | None = None,
        named: bool = True,
        rows_named: bool = False,
    ) -> Value:
        """Matrix of doubles, with names of its columns in half of the cases: a frame here."""
        rows = self.source.randrange(1, 9) if rows is None else rows
        columns = self.source.randrange(1, 5) if columns is None else columns
        clean = self.source.random() < 0.6 if plain is None else plain
        values = self.numbers(rows * columns, plain=clean).python
        array = np.asarray(values).reshape(columns, rows).T.copy()
        texts = ", ".join(_hex(x) for x in array.T.ravel().tolist())
        column_names = row_names = None
        if named and self.source.random() < 0.5:
            column_names = [f"v{k}" for k in range(columns)]
        if rows_named and self.source.random() < 0.4:
            row_names = [f"r{k}" for k in range(rows)]
        if column_names is None and row_names is None:
            return Value(f"matrix(c({texts}), {rows})", array)
        quoted = ", ".join(map(_quoted_names, (row_names, column_names)))
        r = f"matrix(c({texts}), {rows}, dimnames = list({quoted}))"
        return Value(r, pd.DataFrame(array, index=row_names, columns=column_names))

    def frame(self, **columns: Value) -> Value:
        """Data frame of columns of one length."""
        texts = ", ".join(f"{name} = unname({value.r})" for name, value in columns.items())
        held = {name: getattr(v.python, "array", v.python) for name, v in columns.items()}
        return Value(f"data.frame({texts})", pd.DataFrame(held))

    # Single values -----------------------------------------------------------------------------

    def flag(self) -> Value:
        """TRUE or FALSE."""
        truth = self.source.choice([True, False])
        return Value(str(truth).upper(), truth)

    def count(self, low: int, high: int) -> Value:
        """A whole number between two others, both included."""
        number = self.source.randint(low, high)
        return Value(f"{number}L", number)

    def number(self, low: float, high: float) -> Value:
        """A double between two others."""
        number = self.source.uniform(low, high)
        return Value(_hex(number), number)

    def word(self, *words: str) -> Value:
        """One of some words."""
        word = self.source.choice(words)
        return Value(f'"{word}"', word)

    def _named(self, texts: list[str], array: Any, empty: str) -> Value:
        """A vector; a named one, here a Series, in a third of the cases."""
        if not texts or self.source.random() < 0.66:
            return Value(_joined(texts, empty), array)
        names = [f"n{k}" for k in range(len(texts))]
        pairs = ", ".join(f"{name} = {text}" for name, text in zip(names, texts, strict=True))
        return Value(f"c({pairs})", pd.Series(array, index=names))


def _hex(x: float) -> str:
    """A double as R reads it, in all bits."""
    if math.isnan(x):
        return "NA_real_"
    if math.isinf(x):
        return "Inf" if x > 0 else "-Inf"
    return x.hex()


def _quoted_names(names: list[str] | None) -> str:
    return "NULL" if names is None else _joined([f'"{name}"' for name in names], "NULL")


def _joined(texts: list[str], empty: str) -> str:
    return f"c({', '.join(texts)})" if texts else empty
