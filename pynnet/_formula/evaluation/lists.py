"""Lists, names of elements, and what takes them: list, c, [[, $, [, unlist, names, t."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Column, Dates, Matrix, as_integers, as_numeric
from pynnet._ground import DataError, FormulaError

from ..functions.arguments import is_text
from ..functions.calling import call_function
from ..functions.combining import concatenated
from ..functions.registry import find_function
from ..functions.vectors.matching import split_texts
from ..language.expressions import FunctionCall, Node
from .scope import Scope
from .values import Evaluate, ListOfValues, Named, Value, as_plain_column

__all__ = ["LIST_FORMS", "arguments_of", "elements_of", "joined"]


def elements_of(value: Value) -> tuple[list[Any], tuple[str, ...] | None]:
    """Return the elements of a vector or list, and their names."""
    if value is None:
        return [], None
    if isinstance(value, ListOfValues):
        return list(value.items), value.names
    names = value.names if isinstance(value, Named) else None
    column = as_plain_column(value)
    if isinstance(column, Matrix):
        column, names = column.values.ravel(order="F"), None
    assert column is not None
    return [column[i : i + 1] for i in range(len(column))], names


def joined(values: Sequence[Any], names: Sequence[str] | None = None) -> Value:
    """Join vectors into one, as ``unlist`` and ``c`` do; names are kept where there are any."""
    parts: list[Any] = []
    labels: list[str] = []
    for number, value in enumerate(values):
        outer = names[number] if names else ""
        if isinstance(value, ListOfValues):
            value = joined(value.items, value.names)
        column = as_plain_column(value)
        if column is None:
            continue
        if isinstance(column, pd.Categorical):
            raise DataError("unlist() or c() of factors is not offered: as.character() them first.")
        inner = value.names if isinstance(value, Named) and not isinstance(column, Matrix) else None
        if isinstance(column, Matrix):
            column = column.values.ravel(order="F")
        parts.append(column)
        labels.extend(_labels(outer, inner, len(column)))
    if not parts:
        return None
    vector = concatenated(parts)
    return Named(vector, tuple(labels)) if any(labels) else vector


def _labels(outer: str, inner: Sequence[str] | None, count: int) -> list[str]:
    """Return the names of one argument's elements, as R makes them."""
    if inner is not None:
        return [f"{outer}.{n}" if outer and n else outer or n for n in inner]
    return [outer] if count == 1 else [f"{outer}{i + 1}" if outer else "" for i in range(count)]


def arguments_of(
    call: FunctionCall, scope: Scope, evaluate: Evaluate, but: Sequence[str] = ()
) -> list[tuple[str, Any]]:
    """Return the names and values of all arguments but some."""
    if any(a.value is None for a in call.arguments):
        raise FormulaError("argument is empty: a value must stand between two commas.")
    return [
        (a.name or "", evaluate(node, scope))
        for a in call.arguments
        for node in [a.value]
        if node and a.name not in but
    ]


def _list(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    given = arguments_of(call, scope, evaluate)
    names = tuple(n for n, _ in given)
    return ListOfValues(tuple(v for _, v in given), names if any(names) else None)


def _combine(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    given = arguments_of(call, scope, evaluate)
    if any(isinstance(v, (Matrix, pd.Categorical)) for _, v in given):
        raise DataError("c() of factors or matrices is not offered.")
    if any(isinstance(v, ListOfValues) for _, v in given):
        raise DataError("c() of lists is not offered: write list() or unlist().")
    values = [v for _, v in given]
    if values and isinstance(values[0], Dates) and not all(isinstance(v, Dates) for v in values):
        raise DataError("'origin' must be supplied: c() of dates and numbers.")
    return joined(values, [n for n, _ in given])


def _unlist(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    value = evaluate(_only(call), scope)
    return joined(value.items, value.names) if isinstance(value, ListOfValues) else value


def _only(call: FunctionCall) -> Node:
    """Return the first argument, which must be there."""
    if not call.operands:
        raise FormulaError(f'argument "x" is missing, with no default: {call.function}')
    if len(call.arguments) > 1:
        raise FormulaError(f"{call.function}() of more than one argument is not offered.")
    return call.operands[0]


def _element(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Return one element, by name or by position."""
    if len(call.operands) != 2:
        raise FormulaError("[[ ]] takes one name or one position.")
    value = evaluate(call.operands[0], scope)
    index = as_plain_column(evaluate(call.operands[1], scope))
    if call.function == "$" and not isinstance(value, ListOfValues):
        raise FormulaError(
            "$ operator is invalid for atomic vectors: only a list made in the formula has "
            "elements. Of a data frame write the column's name alone, with data=df."
        )
    items, names = elements_of(value)
    if index is None or isinstance(index, Matrix) or len(index) != 1:
        raise FormulaError("[[ ]] takes one name or one position.")
    if is_text(index):
        found = list(names or ()).index(index[0]) if index[0] in (names or ()) else -1
        if found < 0 and isinstance(value, ListOfValues):
            return None
    else:
        number = float(np.asarray(as_numeric(index))[0])
        found = int(number) - 1 if 1 <= number < len(items) + 1 else -1
    if found < 0:
        raise FormulaError("subscript out of bounds: there is no such element.")
    return items[found]


def _index(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Index as columns are indexed; by names, where the elements have them."""
    if not call.operands:
        raise FormulaError("[ ] takes what it indexes: nothing was given.")
    indexed = call.operands[0]
    value = evaluate(indexed, scope)
    if isinstance(value, (Named, ListOfValues)) and len(call.arguments) == 2 and call.operands[1:]:
        items, names = elements_of(value)
        index = as_plain_column(evaluate(call.operands[1], scope))
        plain = not (isinstance(value, Named) and isinstance(value.column, Matrix))
        if plain and is_text(index):
            return _by_names(value, items, names, index)
        if isinstance(value, ListOfValues):
            raise FormulaError("[ ] of a list is offered by names only: take one element, x[[1]].")

    def plain_value(node: Node) -> Column | None:
        return as_plain_column(value if node is indexed else evaluate(node, scope))

    function = find_function("[")
    return call_function(  # type: ignore[return-value]
        function, call.arguments, plain_value, scope.collation, scope.r_version
    )


def _by_names(
    value: Named | ListOfValues, items: list[Any], names: tuple[str, ...] | None, index: Any
) -> Value:
    """Return the elements of some names; there is none of others."""
    places = {name: i for i, name in reversed(list(enumerate(names or ()))) if name}
    if isinstance(value, ListOfValues):
        chosen = tuple(items[places[n]] if n in places else None for n in index)
        return ListOfValues(chosen, tuple("NA" if n is None else n for n in index))
    column: Any = value.column
    positions = np.array([places.get(n, -1) for n in index], dtype=np.intp)
    if isinstance(column, pd.Categorical):
        return column.take(positions, allow_fill=True)
    missing = {"f": np.nan, "i": -1, "O": None}[column.dtype.kind]
    extended = np.append(column, np.array([missing], dtype=column.dtype))
    return Named(extended[positions], tuple("NA" if n is None else n for n in index))


def _transposed(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    value = evaluate(_only(call), scope)
    names = value.names if isinstance(value, Named) else None
    column = as_plain_column(value)
    if isinstance(column, Matrix):
        turned = Matrix(np.ascontiguousarray(column.values.T), names)
        return turned if column.names is None else Named(turned, column.names)
    if column is None or isinstance(column, pd.Categorical) or is_text(column):
        raise DataError("argument is not a matrix: t() turns numbers.")
    return Matrix(np.asarray(as_numeric(column))[np.newaxis, :], names)


def _names(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    value = evaluate(_only(call), scope)
    names = value.names if isinstance(value, (Named, ListOfValues)) else None
    return None if names is None else np.array(names, dtype=object)


def _lengths(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    value = evaluate(_only(call), scope)
    items, names = elements_of(value)
    sizes = [0.0 if v is None else float(len(elements_of(v)[0])) for v in items]
    counts = as_integers(np.array(sizes))
    return counts if names is None else Named(counts, names)


def _strsplit(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Split texts; each one's parts are an element of a list."""
    given = arguments_of(call, scope, evaluate)
    options: dict[str, Any] = {name: as_plain_column(value) for name, value in given if name}
    free = (f for f in ("x", "split", "fixed", "perl", "useBytes") if f not in options)
    for _, value in (pair for pair in given if not pair[0]):
        options[next(free, "")] = as_plain_column(value)
    if not set(options) <= {"x", "split", "fixed", "perl"}:
        raise FormulaError("unused argument: strsplit() is offered with x, split, fixed, perl.")
    if not is_text(options.get("x")):
        raise DataError("non-character argument: strsplit() splits text; as.character() it.")
    return ListOfValues(split_texts(**options))


def _unname(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    value = evaluate(_only(call), scope)
    return ListOfValues(value.items) if isinstance(value, ListOfValues) else as_plain_column(value)


LIST_FORMS = {
    "list": _list,
    "c": _combine,
    "unlist": _unlist,
    "[[": _element,
    "$": _element,
    "[": _index,
    "t": _transposed,
    "names": _names,
    "unname": _unname,
    "lengths": _lengths,
    "strsplit": _strsplit,
}
