"""How much one call of a formula may make and do: beyond it memory and time would go for nothing.

What grows with the data alone, such as ``log(x)`` or ``poly(x, 3)``, has no limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pynnet._ground import DataError, FormulaError

__all__ = [
    "Budget",
    "DEEPEST_FUNCTION",
    "LONGEST_SEQUENCE",
    "MOST_SEQUENCES",
    "check_coded_levels",
    "check_columns",
    "check_count",
    "check_elements",
    "check_expansion",
    "check_length",
    "check_levels",
    "check_size",
    "check_work",
    "listed",
]

_LONGEST_FORMULA = 10**6  # characters
_MOST_TOKENS = 25_000  # names, numbers, operators and brackets of a formula
_MOST_IN_TERMS = 2 * 10**5  # variables of all terms together
DEEPEST_FUNCTION = 30  # calls of functions written in the formula, inside one another

LONGEST_SEQUENCE = 10**5  # of from:to
MOST_SEQUENCES = 100  # in one variable
_MOST_NUMBERS = 2 * 10**8  # of a matrix: 1.6 GB
_LONGEST_VECTOR = 10**8  # numbers, or characters
_TIMES_THE_DATA = 4  # a matrix may be larger if its data are
_MOST_COLUMNS = 2 * 10**5
_MOST_LEVELS = 10**5
_MOST_CODED_LEVELS = 10**4  # a contrast has a row and a column for each
_MOST_WORK = 2 * 10**7  # numbers that cost some hundred nanoseconds each
_FEW_COLUMNS = 20  # that are always allowed
_MOST_LISTED = 20  # names in a message
_MOST_STEPS = 20_000  # expressions evaluated inside of functions written in the formula
_MOST_ELEMENTS = 5 * 10**7  # numbers and characters made there
_MOST_CHARACTERS = 2 * 10**6  # of them, which are dearer than numbers
_CHARACTERS_A_ROW = 200  # more characters may be made of more rows


@dataclass(slots=True)
class Budget:
    """What the functions written in one formula have done so far."""

    steps: int = 0
    elements: int = 0
    characters: int = 0

    def take_step(self) -> None:
        """Count an expression that is evaluated inside of a function."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise FormulaError(
                f"the functions of the formula evaluate more than {_MOST_STEPS} expressions. "
                "Compute the variable as a column of the data."
            )

    def add_elements(self, count: int) -> None:
        """Count numbers and characters made inside of a function."""
        self.elements += count
        if self.elements > _MOST_ELEMENTS:
            raise FormulaError(
                f"the functions of the formula make more than {_MOST_ELEMENTS} numbers or "
                "characters. Compute the variable as a column of the data."
            )

    def add_characters(self, count: int, rows: int) -> None:
        """Count characters made inside of a function that looks at so many rows."""
        self.characters += count
        most = max(_MOST_CHARACTERS, _CHARACTERS_A_ROW * rows)
        if self.characters > most:
            raise FormulaError(
                f"the functions of the formula make more than {most} characters. "
                "Compute the variable as a column of the data."
            )


def check_length(formula: str) -> None:
    """Raise if the text of a formula is too long to be read."""
    if len(formula) > _LONGEST_FORMULA:
        raise FormulaError(
            f"the formula has {len(formula)} characters, more than {_LONGEST_FORMULA}. "
            "Give x and y as arrays, or write y ~ . with the columns in data."
        )


def check_count(tokens: int) -> None:
    """Raise if a formula has too many names, numbers, operators and brackets."""
    if tokens > _MOST_TOKENS:
        raise FormulaError(
            f"the formula has more than {_MOST_TOKENS} names, numbers and operators. "
            "Give x and y as arrays, or write y ~ . with the columns in data."
        )


def check_expansion(variables: int) -> None:
    """Raise if the terms of a formula, or the columns that dots stand for, are too many."""
    if variables > _MOST_IN_TERMS:
        raise FormulaError(
            f"the formula expands to terms of more than {_MOST_IN_TERMS} variables in all. "
            "Use fewer interactions, or give x and y as arrays."
        )


def check_size(rows: int, columns: int, what: str, *, of_data: int = 0) -> None:
    """Raise if a matrix would be too large; `of_data` is how many numbers it is made of."""
    most = max(_MOST_NUMBERS, _TIMES_THE_DATA * of_data)
    if rows * columns > most:
        raise DataError(
            f"cannot allocate {rows} x {columns} numbers for {what}: more than {most}. "
            "Use fewer columns, levels or rows."
        )
    check_columns(columns, what)


def check_columns(columns: int, what: str) -> None:
    """Raise if a matrix would have too many columns."""
    if columns > _MOST_COLUMNS:
        raise DataError(
            f"cannot allocate {columns} columns for {what}: more than {_MOST_COLUMNS}. "
            "Use fewer terms or levels."
        )


def check_work(rows: int, columns: int, what: str) -> None:
    """Raise if numbers that are dear would be too many; a few columns are always allowed."""
    if columns > _FEW_COLUMNS and rows * columns > _MOST_WORK:
        raise DataError(
            f"cannot allocate {rows} x {columns} numbers for {what}: more than {_MOST_WORK}, and "
            f"more than {_FEW_COLUMNS} columns. Use fewer columns or rows."
        )


def check_levels(count: int, what: str) -> None:
    """Raise if a factor would have too many levels."""
    if count > _MOST_LEVELS:
        raise DataError(f"cannot allocate {count} levels for {what}: more than {_MOST_LEVELS}.")


def check_coded_levels(count: int, what: str) -> None:
    """Raise if a factor has too many levels to be coded by columns."""
    if count > _MOST_CODED_LEVELS:
        raise DataError(
            f"cannot allocate {count} x {count} numbers for the contrast of {what}: a factor with "
            f"more than {_MOST_CODED_LEVELS} levels is not coded. Join levels."
        )


def check_elements(count: int, what: str) -> None:
    """Raise if a vector would have too many numbers, or characters."""
    if count > _LONGEST_VECTOR:
        raise DataError(
            f"cannot allocate {count} numbers or characters for {what}: more than "
            f"{_LONGEST_VECTOR}. "
            "Compute the variable as a column of the data."
        )


def listed(names: Sequence[str]) -> str:
    """Return names with commas between them, not too many, for a message."""
    text = ", ".join(names[:_MOST_LISTED])
    return text + (", ..." if len(names) > _MOST_LISTED else "")
