"""Numbers that are marked as whole ones or as dates, which text made of them shows."""

from .dates import Dates, as_dates, day_of, is_time_zone
from .integers import Integers, as_integers, holds_integers

__all__ = [
    "Dates",
    "Integers",
    "as_dates",
    "as_integers",
    "day_of",
    "holds_integers",
    "is_time_zone",
]
