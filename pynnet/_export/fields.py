"""Members of objects in JSON, each asked for by name and type, and refused if it is another."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._ground import DataError, FloatArray, IntArray, shown

from .numbers import broken, integers_of, number_of, numbers_json, numbers_of

__all__ = ["Fields", "matrix_json"]


def matrix_json(matrix: Any) -> dict[str, Any]:
    """Return what JSON has for a matrix: how many rows and columns, and the numbers by rows."""
    values = np.asarray(matrix, dtype=np.float64)
    return {"dim": list(values.shape), "by_row": numbers_json(values)}


class Fields:
    """The members of an object by name; those that nobody asked for are refused in the end."""

    def __init__(self, content: Any, what: str) -> None:
        if type(content) is not dict:
            raise broken(what, "an object")
        self.what = what
        self.content = content
        self.asked: set[str] = set()

    def get(self, name: str) -> Any:
        """Return a member, which must be there."""
        self.asked.add(name)
        if name not in self.content:
            raise DataError(f"the JSON is broken: {self.called(name)} is missing.")
        return self.content[name]

    def has(self, name: str) -> bool:
        """Whether there is a member that is not null; it must be there."""
        return self.get(name) is not None

    def called(self, name: str) -> str:
        """Return what messages call a member."""
        return f"'{name}' of {self.what}"

    def broken(self, name: str, wanted: str) -> DataError:
        """Return the error for a member that is not what it must be."""
        return broken(self.called(name), wanted)

    def finish(self) -> None:
        """Raise if there is a member that is not known."""
        unknown = [name for name in self.content if name not in self.asked]
        if unknown:
            raise DataError(
                f"the JSON is broken: {self.what} has {shown(unknown[0])}, which is not known."
            )

    # By type -----------------------------------------------------------------------------------

    def inside(self, name: str) -> Fields:
        """Return the members of a member."""
        return Fields(self.get(name), self.called(name))

    def items(self, name: str) -> list[Any]:
        """Return a list."""
        value = self.get(name)
        if type(value) is not list:
            raise self.broken(name, "a list")
        return value

    def named(self, name: str) -> dict[str, Any]:
        """Return an object whose names are not known beforehand."""
        value = self.get(name)
        if type(value) is not dict:
            raise self.broken(name, "an object")
        return value

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.get(name)
        if type(value) is not str:
            raise self.broken(name, "a text")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self.get(name)
        if type(value) is not bool:
            raise self.broken(name, "true or false")
        return value

    def whole(self, name: str, most: int, least: int = 0) -> int:
        """Return a whole number."""
        return int(integers_of([self.get(name)], self.called(name), least, most)[0])

    def wholes(self, name: str, most: int, least: int = 0) -> IntArray:
        """Return whole numbers."""
        return integers_of(self.get(name), self.called(name), least, most)

    def number(self, name: str) -> float:
        """Return a number."""
        return number_of(self.get(name), self.called(name))

    def numbers(self, name: str, length: int | None = None) -> FloatArray:
        """Return numbers, of some length."""
        values = numbers_of(self.get(name), self.called(name))
        if length not in (None, len(values)):
            raise self.broken(name, f"{length} numbers")
        return values

    def texts(self, name: str, length: int | None = None) -> tuple[str, ...]:
        """Return texts, so many of them."""
        values = self.items(name)
        if not set(map(type, values)) <= {str} or length not in (None, len(values)):
            count = "" if length is None else f"{length} "
            raise self.broken(name, f"{count}texts")
        return tuple(values)

    def texts_or_none(self, name: str, length: int | None = None) -> tuple[str, ...] | None:
        """Return texts, None for null."""
        return self.texts(name, length) if self.has(name) else None

    def flags(self, name: str, length: int) -> Any:
        """Return an array of truths."""
        values = self.items(name)
        if not set(map(type, values)) <= {bool} or len(values) != length:
            raise self.broken(name, f"{length} times true or false")
        return np.array(values, dtype=bool)

    def matrix(self, name: str, rows: int | None = None, columns: int | None = None) -> FloatArray:
        """Return a matrix of numbers, of some shape."""
        inner = self.inside(name)
        shape = inner.wholes("dim", 10**12).tolist()
        values = inner.numbers("by_row")
        inner.finish()
        if len(shape) != 2 or shape[0] * shape[1] != len(values):
            raise self.broken(name, "a matrix of as many numbers as it has places")
        if rows not in (None, shape[0]) or columns not in (None, shape[1]):
            wanted = " and ".join(
                f"{count} {of}"
                for count, of in ((rows, "rows"), (columns, "columns"))
                if count is not None
            )
            raise self.broken(name, f"a matrix of {wanted}")
        return values.reshape(shape)
