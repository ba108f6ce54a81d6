"""What dialects of SQL call things: types, functions, literals, names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from pynnet._ground import DataError, FormulaError, shown

from .names import cut_to

__all__ = ["DIALECTS", "Dialect", "quoted_name", "quoted_text"]

_GREATEST = "GREATEST"
_MOST_ARGUMENTS = 100  # of one function, SQLite has a limit


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect of SQL.

    Attributes
    ----------
    double, text : str
        Types of doubles and texts; texts are taken as they are where it is empty.
    greatest : str
        The function that gives the largest of its arguments.
    exponents : bool
        Whether decimals without an exponent are no doubles.
    materialized : str
        Keeps tables from being merged, which would repeat what is computed, time after time.
    lacks : frozenset of str
        Functions that it does not have.
    casts_anything : bool
        Whether a cast to a double makes 0 of text that is no number, and does not fail.
    longest : int or None
        How many bytes of a name it looks at.
    fold : str
        The letters whose case names do not tell apart: ``"ASCII"``, or none.
    reserved : tuple of str
        Names that columns of its own tables may not have.
    """

    double: str
    text: str
    greatest: str = _GREATEST
    exponents: bool = False
    materialized: str = "MATERIALIZED "
    lacks: frozenset[str] = frozenset()
    casts_anything: bool = False
    longest: int | None = None
    fold: str = ""
    reserved: tuple[str, ...] = ()

    def column(self, name: str) -> str:
        """Return a name as the dialect compares those of a table's columns."""
        seen = cut_to(name, self.longest)
        return seen.translate(_LOWER) if self.fold == "ASCII" else seen

    def number(self, value: float) -> str:
        """Return the shortest numeral that is read as the same double."""
        text = repr(float(value))
        if self.exponents and "e" not in text:
            text += "e0"
        return f"({text})" if text.startswith("-") else text

    def largest(self, arguments: Sequence[str]) -> str:
        """Return the largest of several values."""
        if len(arguments) == 1:
            return arguments[0]
        if len(arguments) <= _MOST_ARGUMENTS:
            return f"{self.greatest}({', '.join(arguments)})"
        starts = range(0, len(arguments), _MOST_ARGUMENTS)
        return self.largest([self.largest(arguments[k : k + _MOST_ARGUMENTS]) for k in starts])

    def call(self, function: str, arguments: Sequence[str]) -> str:
        """Return a call of a function of C's, missing where C gives no finite number.

        Raises
        ------
        FormulaError
            If the dialect does not have it.
        """
        if function in self.lacks:
            raise FormulaError(
                f"the formula calls {function}(), which this dialect of SQL does not have. Choose "
                "another dialect, or compute the variable as a column of the data before the fit."
            )
        if function == "^":
            x, y = arguments
            return _power(x, y, self)
        numbers = {"one": self.number(1.0), "zero": self.number(0.0), "half": self.number(0.5)}
        last = arguments[-1]  # x, the first one where there are two
        return _FUNCTIONS[function].format(x=last, y=arguments[0], **numbers)


_LOWER = {ord(letter): letter.lower() for letter in ascii_uppercase}
_INVERSE = frozenset(("asinh", "acosh", "atanh"))

DIALECTS = {
    "standard": Dialect("DOUBLE PRECISION", "", materialized="", lacks=_INVERSE),
    "postgresql": Dialect("DOUBLE PRECISION", "TEXT", longest=63),
    "duckdb": Dialect("DOUBLE", "VARCHAR", exponents=True, fold="ASCII"),
    # SQLite calls a column of a query "column1" whose name is one of its two truths.
    "sqlite": Dialect(
        "REAL", "TEXT", "MAX", casts_anything=True, fold="ASCII", reserved=("true", "false")
    ),
}

_FUNCTIONS = {
    "exp": "CASE WHEN {x} < -708 THEN {zero} WHEN {x} < 709.7 THEN EXP({x}) END",
    "expm1": (
        "CASE WHEN {x} < -40 THEN -{one} WHEN EXP({x}) = {one} THEN {x} "
        "WHEN {x} < 709.7 THEN (EXP({x}) - {one}) * {x} / LN(EXP({x})) END"
    ),
    "log": "CASE WHEN {x} > 0 THEN LN({x}) END",
    "log2": "CASE WHEN {x} > 0 THEN LN({x}) / LN(2 * {one}) END",
    "log10": "CASE WHEN {x} > 0 THEN LOG10({x}) END",
    "log1p": (
        "CASE WHEN {one} + {x} = {one} THEN {x} "
        "WHEN {x} > -1 THEN LN({one} + {x}) * {x} / (({one} + {x}) - {one}) END"
    ),
    "sqrt": "CASE WHEN {x} >= 0 THEN SQRT({x}) END",
    "abs": "ABS({x})",
    "floor": "FLOOR({x})",
    "ceil": "CEILING({x})",
    "trunc": "CASE WHEN {x} < 0 THEN CEILING({x}) ELSE FLOOR({x}) END",
    "round": (
        "CASE WHEN {x} - FLOOR({x}) < {half} THEN FLOOR({x}) "
        "WHEN {x} - FLOOR({x}) > {half} THEN FLOOR({x}) + {one} "
        "ELSE 2 * FLOOR((FLOOR({x}) + {one}) * {half}) END"
    ),
    "atan2": "ATAN2({y}, {x})",
    "sin": "SIN({x})",
    "cos": "COS({x})",
    "tan": "TAN({x})",
    "asin": "CASE WHEN {x} BETWEEN -1 AND 1 THEN ASIN({x}) END",
    "acos": "CASE WHEN {x} BETWEEN -1 AND 1 THEN ACOS({x}) END",
    "atan": "ATAN({x})",
    "sinh": "CASE WHEN ABS({x}) < 710 THEN SINH({x}) END",
    "cosh": "CASE WHEN ABS({x}) < 710 THEN COSH({x}) END",
    "tanh": "TANH({x})",
    "asinh": "ASINH({x})",
    "acosh": "CASE WHEN {x} >= 1 THEN ACOSH({x}) END",
    "atanh": "CASE WHEN ABS({x}) < 1 THEN ATANH({x}) END",
}


def _power(x: str, y: str, dialect: Dialect) -> str:
    """Return a power; it is missing where C gives infinity or no number."""
    call = f"POWER({x}, {y})"
    try:
        exponent = float(y.strip("()"))
    except ValueError:
        one, zero = dialect.number(1.0), dialect.number(0.0)
        return (
            f"CASE WHEN {x} > 0 OR {x} <> 0 AND {y} = FLOOR({y}) THEN {call} "
            f"WHEN {y} = 0 THEN {one} WHEN {x} = 0 AND {y} > 0 THEN {zero} END"
        )
    whole = exponent == int(exponent)
    if exponent > 0:
        return call if whole else f"CASE WHEN {x} >= 0 THEN {call} END"
    return f"CASE WHEN {x} {'<>' if whole else '>'} 0 THEN {call} END"


def quoted_name(name: str) -> str:
    """Return a name in double quotes.

    Raises
    ------
    DataError
        If it is empty or has a character of no width in SQL, NUL.
    """
    if not name or "\0" in name:
        raise DataError(f"SQL cannot hold the name {shown(name)}. Rename it before the fit.")
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """Return a literal of text."""
    if "\0" in text:
        raise DataError(f"SQL cannot hold the text {shown(text)}. Rename the level before the fit.")
    return "'" + text.replace("'", "''") + "'"
