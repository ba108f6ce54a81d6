"""Columns of a table in SQL as what a scoring program reads: finite doubles, texts, 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable

from pynnet._ground import DataError, shown

from ..scoring import Input
from .dialects import Dialect

__all__ = ["LARGEST", "as_input", "as_missing", "refuse_columns_alike"]

LARGEST = "1.7976931348623157e308"


def refuse_columns_alike(inputs: Iterable[Input], dialect: Dialect, word: str) -> None:
    """Refuse columns that the dialect takes for one, and so would read one of them twice.

    Raises
    ------
    DataError
        If there are such columns.
    """
    seen: dict[str, str] = {}
    for one in inputs:
        other = seen.setdefault(dialect.column(one.name), one.name)
        if other != one.name:
            looks = "by small letters" if dialect.fold else f"by {dialect.longest} bytes"
            raise DataError(
                f"SQL of {word} knows columns {looks}, and so does not tell {shown(other)} from "
                f"{shown(one.name)}. Rename one before the fit."
            )


def as_input(one: Input, column: str, dialect: Dialect) -> str:
    """Return what an input is of a column; missing where the column holds nothing of its kind."""
    if one.kind == "text":
        return f"CAST({column} AS {dialect.text})" if dialect.text else column
    if one.kind == "number":
        number, compared = _double(column, dialect)
        least, most = _end(f"-{LARGEST}", dialect), _end(LARGEST, dialect)
        return f"CASE WHEN {compared} BETWEEN {least} AND {most} THEN {number} END"
    yes, no = dialect.number(1.0), dialect.number(0.0)
    if dialect.casts_anything:
        return f"CASE {column} WHEN 1 THEN {yes} WHEN 0 THEN {no} END"
    return f"CASE WHEN {column} THEN {yes} WHEN NOT {column} THEN {no} END"


def as_missing(one: Input, column: str, dialect: Dialect) -> str:
    """Return 1 where a column of the table is missing, which NaN is and infinity is not."""
    yes, no = dialect.number(1.0), dialect.number(0.0)
    if one.kind != "number":
        return f"CASE WHEN {column} IS NULL THEN {yes} ELSE {no} END"
    number, compared = _double(column, dialect)
    return (
        f"CASE WHEN {compared} <= {_end(LARGEST, dialect)} THEN {no} "
        f"WHEN {yes} / {number} = {no} THEN {no} ELSE {yes} END"
    )


def _double(column: str, dialect: Dialect) -> tuple[str, str]:
    """Return a column as a double, and what of it is compared with :func:`_end`."""
    number = f"CAST({column} AS {dialect.double})"
    return number, column if dialect.casts_anything else number


def _end(number: str, dialect: Dialect) -> str:
    """Return a number to compare with: beside a cast SQLite reads text as the number it is.

    Text that is none is larger than all numbers there, and so is beyond the end.
    """
    return f"CAST({number} AS {dialect.double})" if dialect.casts_anything else number
