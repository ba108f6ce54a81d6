"""How much one call of a formula may make: beyond it memory would go before an error came."""

from __future__ import annotations

from pynnet._ground import DataError

__all__ = ["LONGEST_SEQUENCE", "MOST_SEQUENCES", "check_levels", "check_size"]

LONGEST_SEQUENCE = 10**5  # of from:to
MOST_SEQUENCES = 100  # in one variable
_MOST_NUMBERS = 10**9
_MOST_LEVELS = 10**6


def check_size(rows: int, columns: int, what: str) -> None:
    """Raise if a matrix would be too large."""
    if rows * columns > _MOST_NUMBERS or columns > _MOST_LEVELS:
        raise DataError(f"cannot allocate {rows} x {columns} numbers for {what}.")


def check_levels(count: int, what: str) -> None:
    """Raise if a factor would have too many levels."""
    if count > _MOST_LEVELS:
        raise DataError(f"cannot allocate {count} levels for {what}.")
