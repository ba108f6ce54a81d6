"""How much one call of a formula may make: beyond it memory would go before an error came."""

from __future__ import annotations

from dataclasses import dataclass

from pynnet._ground import DataError, FormulaError

__all__ = [
    "Budget",
    "DEEPEST_FUNCTION",
    "LONGEST_SEQUENCE",
    "MOST_SEQUENCES",
    "check_count",
    "check_length",
    "check_levels",
    "check_size",
]

_LONGEST_FORMULA = 10**6  # characters
_MOST_TOKENS = 25_000  # names, numbers, operators and brackets of a formula
DEEPEST_FUNCTION = 30  # calls of functions written in the formula, inside one another

LONGEST_SEQUENCE = 10**5  # of from:to
MOST_SEQUENCES = 100  # in one variable
_MOST_NUMBERS = 10**9
_MOST_LEVELS = 10**6
_MOST_STEPS = 20_000  # expressions evaluated inside of functions written in the formula
_MOST_ELEMENTS = 5 * 10**7  # numbers and characters made there


@dataclass(slots=True)
class Budget:
    """What the functions written in one formula have done so far."""

    steps: int = 0
    elements: int = 0

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


def check_size(rows: int, columns: int, what: str) -> None:
    """Raise if a matrix would be too large."""
    if rows * columns > _MOST_NUMBERS or columns > _MOST_LEVELS:
        raise DataError(f"cannot allocate {rows} x {columns} numbers for {what}.")


def check_levels(count: int, what: str) -> None:
    """Raise if a factor would have too many levels."""
    if count > _MOST_LEVELS:
        raise DataError(f"cannot allocate {count} levels for {what}.")
