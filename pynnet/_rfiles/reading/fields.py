"""Fields of R's lists, each asked for by name and type; what is not as R writes it is refused."""

from __future__ import annotations

import numpy as np

from pynnet._ground import DataError, FloatArray

from ..format.nodes import (
    NULL,
    Character,
    Items,
    Node,
    Numbers,
    attribute,
    names_of_items,
    texts_of,
)
from .vectors import numbers_of, whole_numbers_of

__all__ = ["Fields", "matrix_of"]


class Fields:
    """The fields of a list, by name; `asked` are those that were looked at."""

    def __init__(self, node: Items, what: str) -> None:
        self.what = what
        self.values = dict(zip(names_of_items(node), node.values, strict=True))
        self.asked: set[str] = set()

    def get(self, name: str) -> Node:
        """Return a field; NULL if there is none."""
        self.asked.add(name)
        return self.values.get(name, NULL)

    def broken(self, name: str, wanted: str) -> DataError:
        """Return the error for a field that is not what it must be."""
        return DataError(f"the {self.what} in the file is broken: its '{name}' must be {wanted}.")

    def numbers(self, name: str, length: int | None = None) -> FloatArray:
        """Return a numeric vector, of some length."""
        node = self.get(name)
        if isinstance(node, Numbers) and node.kind != "complex":
            values = np.asarray(numbers_of(node))
            if length in (None, len(values)):
                return values
        count = "" if length is None else f"{length} "
        raise self.broken(name, f"{count}numbers")

    def number(self, name: str) -> float:
        """Return one number."""
        return float(self.numbers(name, 1)[0])

    def whole_numbers(self, name: str, length: int | None = None, most: int = 10**7) -> list[int]:
        """Return whole numbers, 0 or more."""
        values = self.numbers(name, length)
        if not ((values >= 0) & (values <= most) & (values % 1 == 0)).all():
            raise self.broken(name, "whole numbers")
        return [int(value) for value in values]

    def flag(self, name: str) -> bool:
        """Return whether a field is TRUE; one that is not there is FALSE."""
        return self.get(name) is not NULL and bool(self.number(name))

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Return a character vector; None if it is not there."""
        node = self.get(name)
        if node is NULL:
            return None
        if isinstance(node, Numbers):  # classes that R numbers itself
            return tuple(f"{value:.0f}" for value in self.numbers(name))
        if not isinstance(node, Character) or None in node.values:
            raise self.broken(name, "texts")
        return tuple(text for text in node.values if text is not None)

    def matrix(self, name: str) -> tuple[FloatArray, list[str | None], tuple[str, ...] | None]:
        """Return a matrix of numbers, the names of its rows and of its columns."""
        node = self.get(name)
        found = matrix_of(node)
        if found is None:
            raise self.broken(name, "a matrix of numbers")
        return found


def matrix_of(
    node: Node,
) -> tuple[FloatArray, list[str | None], tuple[str, ...] | None] | None:
    """Return a matrix of numbers and its names; a vector is one column; None if it is none."""
    if not isinstance(node, Numbers) or node.kind == "complex":
        return None
    values = np.asarray(numbers_of(node))
    shape = attribute(node, "dim")
    if not isinstance(shape, Numbers):
        return values[:, np.newaxis], texts_of(attribute(node, "names")), None
    rows_and_columns = whole_numbers_of(shape)
    if len(rows_and_columns) != 2 or min(rows_and_columns) < 0:
        return None
    n, m = rows_and_columns
    if n * m != len(values):
        return None
    names = attribute(node, "dimnames")
    rows, columns = ([], []) if not isinstance(names, Items) else _both(names.values)
    if len(rows) not in (0, n) or len(columns) not in (0, m):
        return None
    labels = tuple("NA" if c is None else c for c in columns)
    return np.ascontiguousarray(values.reshape((n, m), order="F")), rows, labels or None


def _both(names: list[Node]) -> tuple[list[str | None], list[str | None]]:
    texts = [texts_of(node) for node in names]
    return (texts[0], texts[1]) if len(texts) == 2 else ([], [])
