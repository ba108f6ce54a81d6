"""The parts of a formula that no data change: numbers, and which names are columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Matrix, as_numeric, as_text
from pynnet._formula import CALLED, DesignSpec, FunctionCall, Name, Node, constant_value, names_in
from pynnet._ground import FormulaError, PynnetError

__all__ = ["Constants", "not_exported", "unknown_function"]

_OF_R = ("pi", "T", "F", "LETTERS", "letters", "month.abb", "month.name")


def not_exported(term: str, why: str) -> FormulaError:
    """Return the error for a term that no target can say."""
    return FormulaError(
        f"the term '{term}' cannot be exported: {why}. Compute it as a column of the data before "
        "the fit, and of new data before scoring; to_json() writes every formula of R's functions."
    )


def unknown_function(term: str, function: str) -> FormulaError:
    """Return the error for a term with a function that targets do not have."""
    named = f"{function}()" if function[0].isalpha() else f"'{function}'"
    if function == CALLED:
        named = "what it calls"
    return not_exported(term, f"{named} is none of the functions that targets have")


@dataclass(frozen=True, slots=True)
class Constants:
    """What the names of a formula stand for that are no columns."""

    spec: DesignSpec

    def columns_in(self, node: Node) -> list[str]:
        """Return the columns that an expression reads."""
        bare = {
            v.expression.name for v in self.spec.terms.variables if isinstance(v.expression, Name)
        }
        kept = self.spec.memory.environment.constants
        return [
            name
            for name in names_in(node)
            if name in bare or (name not in kept and name not in _OF_R)
        ]

    def value(self, node: Node, term: str) -> Column | None:
        """Return the value of an expression without columns."""
        self.refuse_own(node, term)
        memory = self.spec.memory
        try:
            return constant_value(node, memory.environment, memory.collation)
        except PynnetError as error:
            raise not_exported(term, str(error).splitlines()[0].rstrip(".")) from None

    def number(self, node: Node, term: str) -> float:
        """Return a single finite number."""
        value: Any = self.value(node, term)
        if isinstance(value, (pd.Categorical, Matrix)) or value is None or value.dtype.kind == "O":
            raise not_exported(term, "a number must stand where it has something else")
        if len(value) != 1:
            raise not_exported(
                term, f"it uses {len(value)} values of the calling code, one for each row perhaps"
            )
        number = float(value[0]) if value.dtype.kind == "f" or value[0] >= 0 else np.nan
        if not np.isfinite(number):
            raise not_exported(term, f"no target has the number {number}")
        return number + 0.0

    def values(self, node: Node, term: str) -> list[str | float]:
        """Return several texts or finite numbers, each once."""
        value: Any = self.value(node, term)
        if isinstance(value, pd.Categorical):
            value = as_text(value)
        found: list[Any] = []
        if isinstance(value, np.ndarray):
            numbers: Any = value if value.dtype.kind == "O" else as_numeric(value)
            found = numbers.tolist()
        if not all(
            isinstance(v, str) or (v is not None and np.isfinite(v)) for v in found or [None]
        ):
            raise not_exported(term, "texts or finite numbers must stand where it has others")
        return list(dict.fromkeys(found))

    def refuse_own(self, node: Node, term: str) -> None:
        """Raise if an expression calls a function of the user's."""
        own = self.spec.memory.environment.functions
        calls = [node]
        while calls:
            one = calls.pop()
            if isinstance(one, FunctionCall):
                if one.function in own and one.package is None:
                    raise not_exported(term, f"{one.function}() is a function of yours")
                calls.extend(one.operands)
