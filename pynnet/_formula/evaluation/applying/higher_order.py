"""R's functions that call functions: sapply, mapply, Reduce and their kin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix, as_numeric
from pynnet._ground import DataError, FormulaError

from ...functions.arguments import is_text
from ...functions.registry import is_offered
from ...language.expressions import Argument, FunctionCall, Name
from ..lists import elements_of, joined
from ..scope import Scope
from ..values import (
    Evaluate,
    ListOfValues,
    Named,
    NamedFunction,
    Native,
    Value,
    as_plain_column,
    call_with,
    is_callable,
    size_of,
)

__all__ = ["HIGHER_ORDER", "Matched", "flat", "simplified", "size_of_value"]

_SPECIAL = frozenset(
    ("c", "list", "unlist", "t", "[", "[[", "switch", "unname", "names", "apply", "outer", "tapply")
)


def _function_of(argument: Argument, scope: Scope, evaluate: Evaluate) -> Value:
    """Return the function that an argument is, or names, or says in a string."""
    node = argument.value
    if isinstance(node, Name):
        own = scope.own_value(node.name, evaluate)
        if own is not None and is_callable(own.value):
            return own.value
        if own is None:
            return _by_name(node.name, scope)
    if node is None:
        raise FormulaError("argument is empty: a function must stand between two commas.")
    value = evaluate(node, scope)
    if is_callable(value):
        return value
    column = as_plain_column(value)
    if is_text(column) and len(column) == 1 and column[0] is not None:
        return _by_name(str(column[0]), scope)
    raise FormulaError("what should be called is not a function, character or symbol.")


def _by_name(name: str, scope: Scope) -> Value:
    known = is_offered(name) or name in _SPECIAL or name in HIGHER_ORDER
    if scope.environment.function(name, offered_by_r=known) is None and not known:
        raise FormulaError(
            f"object '{name}' of mode 'function' was not found. Write function(v) ... in its place."
        )
    return NamedFunction(name)


class Matched:
    """The arguments of a call by R's formals, and the rest, evaluated."""

    def __init__(
        self, call: FunctionCall, formals: Sequence[str], scope: Scope, evaluate: Evaluate
    ) -> None:
        self.call, self.scope, self.evaluate = call, scope, evaluate
        named = {a.name: a for a in call.arguments if a.name in formals}
        free = iter([f for f in formals if f not in named and f not in _BY_NAME_ALONE])
        self.rest: list[tuple[str | None, Any]] = []
        self.given: dict[str, Argument] = {str(n): a for n, a in named.items()}
        for argument in call.arguments:
            if argument.name in named:
                continue
            formal = next(free, None) if argument.name is None else None
            if formal is not None:
                self.given[formal] = argument
            elif argument.value is None:
                raise FormulaError("argument is empty: a value must stand between two commas.")
            else:
                self.rest.append((argument.name, evaluate(argument.value, scope)))

    def value(self, formal: str) -> Value:
        """Return the value of an argument that must be there."""
        argument = self._argument(formal)
        assert argument.value is not None
        return self.evaluate(argument.value, self.scope)

    def function(self, formal: str) -> Callable[..., Any]:
        """Return an argument as a function of values; the rest of the arguments follow them."""
        function = self.callee(formal)
        return lambda *values: call_with(
            function, [*((None, v) for v in values), *self.rest], self.scope, self.evaluate
        )

    def callee(self, formal: str) -> Value:
        """Return an argument that is a function, or names one."""
        return _function_of(self._argument(formal), self.scope, self.evaluate)

    def flag(self, formal: str, default: bool) -> bool:
        """Return an argument that is TRUE or FALSE."""
        if formal not in self.given:
            return default
        column = as_plain_column(self.value(formal))
        if not isinstance(column, np.ndarray) or column.dtype.kind != "i" or len(column) != 1:
            raise FormulaError(f"invalid '{formal}' argument: neither TRUE nor FALSE.")
        return bool(column[0] > 0)

    def no_rest(self) -> None:
        """Refuse arguments that nothing takes."""
        if self.rest:
            raise FormulaError(f"unused argument in {self.call.function}().")

    def _argument(self, formal: str) -> Argument:
        if formal not in self.given or self.given[formal].value is None:
            raise FormulaError(
                f'argument "{formal}" is missing, with no default: {self.call.function}'
            )
        return self.given[formal]


_BY_NAME_ALONE = frozenset(("USE.NAMES", "simplify", "SIMPLIFY", "MoreArgs", "default"))


def simplified(values: Sequence[Any], names: tuple[str, ...] | None) -> Value:
    """Return values of one length as a vector or a matrix, a column for each; else as a list."""
    sizes = {size_of_value(v) for v in values}
    if len(sizes) != 1 or sizes == {0} or any(isinstance(v, ListOfValues) for v in values):
        return ListOfValues(tuple(values), names)
    size = sizes.pop()
    plain = [as_plain_column(v) for v in values]
    if any(isinstance(p, pd.Categorical) for p in plain):
        raise DataError("sapply() to factors is not offered: as.character() them.")
    if size == 1:
        vector = as_plain_column(joined([flat(p) for p in plain]))
        inner = [v.names[0] if isinstance(v, Named) else "" for v in values]
        if names is None:
            return Named(vector, tuple(inner)) if any(inner) and vector is not None else vector
        return None if vector is None else Named(vector, names)
    if any(is_text(p) for p in plain):
        raise DataError("a matrix of text is not offered: the functions must return numbers.")
    matrix = np.column_stack([np.asarray(as_numeric(flat(p))) for p in plain])
    rows = values[0].names if isinstance(values[0], Named) else None
    columns = Matrix(matrix, names)
    return columns if rows is None else Named(columns, rows)


def size_of_value(value: Any) -> int:
    """Return R's length."""
    if value is None:
        return 0
    if isinstance(value, ListOfValues) or is_callable(value):
        return size_of(value)
    column = as_plain_column(value)
    return column.values.size if isinstance(column, Matrix) else len(column)  # type: ignore[arg-type]


def flat(column: Any) -> Any:
    """Return the elements of a matrix column after column, and of a vector as they are."""
    return column.values.ravel(order="F") if isinstance(column, Matrix) else column


def _text_names(value: Any, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the names of results: those of the elements, or strings themselves."""
    if names is None and is_text(value):
        return tuple("NA" if t is None else t for t in value)
    return names


def _sapply(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("X", "FUN", "simplify", "USE.NAMES"), scope, evaluate)
    value, function = matched.value("X"), matched.function("FUN")
    items, names = elements_of(value)
    if matched.flag("USE.NAMES", True):
        names = _text_names(value, names)
    results = [function(item) for item in items]
    if matched.flag("simplify", True):
        return simplified(results, names)
    return ListOfValues(tuple(results), names)


def _vapply(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("X", "FUN", "FUN.VALUE", "USE.NAMES"), scope, evaluate)
    value, function, wanted = (
        matched.value("X"),
        matched.function("FUN"),
        matched.value("FUN.VALUE"),
    )
    items, names = elements_of(value)
    if matched.flag("USE.NAMES", True):
        names = _text_names(value, names)
    results = [function(item) for item in items]
    if wanted is None or is_callable(wanted):
        raise FormulaError("'FUN.VALUE' must be a vector in vapply(): numeric(1), say.")
    if isinstance(wanted.column if isinstance(wanted, Named) else wanted, Matrix):
        raise FormulaError("'FUN.VALUE' of a matrix makes an array: vapply() does not offer it.")
    for result in results:
        if size_of_value(result) != size_of_value(wanted):
            raise FormulaError(
                "values must be length "
                f"{size_of_value(wanted)}: vapply()'s function returned another length."
            )
        if _type_of(result) not in _TAKEN.get(_type_of(wanted), (_type_of(wanted),)):
            raise FormulaError(
                f"values must be type '{_type_of(wanted)}', that of FUN.VALUE in vapply(): "
                f"the function returned '{_type_of(result)}'."
            )
    return simplified(results, names)


_TAKEN = {"double": ("double", "logical")}


def _type_of(value: Any) -> str:
    """Return R's ``typeof``."""
    if value is None or is_callable(value):
        return "NULL" if value is None else "closure"
    if isinstance(value, ListOfValues):
        return "list"
    column: Any = as_plain_column(value)
    if isinstance(column, pd.Categorical):
        return "double"  # its codes, as whole numbers are here
    numbers = column.values if isinstance(column, Matrix) else column
    return {"f": "double", "i": "logical", "O": "character"}[numbers.dtype.kind]


def _lapply(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("X", "FUN"), scope, evaluate)
    items, names = elements_of(matched.value("X"))
    function = matched.function("FUN")
    return ListOfValues(tuple(function(item) for item in items), names)


def _recycled(values: Sequence[tuple[str | None, Any]]) -> list[list[tuple[str | None, Any]]]:
    """Return the arguments of each call, shorter ones repeated."""
    columns = [(name, elements_of(value)[0]) for name, value in values]
    longest = max((len(items) for _, items in columns), default=0)
    if longest and any(not items for _, items in columns):
        raise FormulaError("zero-length inputs cannot be mixed with those of non-zero length")
    return [[(n, items[i % len(items)]) for n, items in columns] for i in range(longest)]


def _mapped(
    function: Value, values: Sequence[tuple[str | None, Any]], scope: Scope, evaluate: Evaluate
) -> tuple[list[Any], tuple[str, ...] | None]:
    results = [call_with(function, given, scope, evaluate) for given in _recycled(values)]
    names = _text_names(values[0][1], elements_of(values[0][1])[1]) if values else None
    return results, names


def _mapply(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("FUN", "SIMPLIFY", "USE.NAMES"), scope, evaluate)
    function = matched.callee("FUN")
    results, names = _mapped(function, matched.rest, scope, evaluate)
    if not matched.flag("USE.NAMES", True):
        names = None
    if matched.flag("SIMPLIFY", True):
        return simplified(results, names)
    return ListOfValues(tuple(results), names)


def _map(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("f",), scope, evaluate)
    function = matched.callee("f")
    results, names = _mapped(function, matched.rest, scope, evaluate)
    return ListOfValues(tuple(results), names)


def _reduce(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("f", "x", "init", "right", "accumulate"), scope, evaluate)
    matched.no_rest()
    function = matched.function("f")
    items, _ = elements_of(matched.value("x"))
    if matched.flag("right", False):
        raise FormulaError("Reduce(right = TRUE) is not offered: reverse x.")
    if "init" in matched.given:
        items = [matched.value("init"), *items]
    if not items:
        return None
    steps = [items[0]]
    for item in items[1:]:
        steps.append(function(steps[-1], item))
    if matched.flag("accumulate", False):
        ones = all(size_of_value(s) == 1 for s in steps if s is not None)
        return joined(steps) if ones else ListOfValues(tuple(steps))
    return steps[-1]


def _filter(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("f", "x"), scope, evaluate)
    matched.no_rest()
    function, value = matched.function("f"), matched.value("x")
    items, names = elements_of(value)
    kept = [i for i, item in enumerate(items) if _is_kept(function(item), scope, evaluate)]
    if isinstance(value, ListOfValues):
        chosen = None if names is None else tuple(names[i] for i in kept)
        return ListOfValues(tuple(items[i] for i in kept), chosen)
    column: Any = flat(as_plain_column(value))
    return None if column is None else column[np.array(kept, dtype=np.intp)]


def _is_kept(answer: Value, scope: Scope, evaluate: Evaluate) -> bool:
    """Whether a function's answer is TRUE, or a number that stands for it."""
    if size_of_value(answer) != 1:
        raise FormulaError("the function of Filter() must return one TRUE or FALSE.")
    truth = call_with(NamedFunction("as.logical"), [(None, answer)], scope, evaluate)
    return bool(flat(as_plain_column(truth))[0] > 0)


def _do_call(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("what", "args"), scope, evaluate)
    matched.no_rest()
    function = matched.callee("what")
    value = matched.value("args")
    if not isinstance(value, ListOfValues):
        raise FormulaError("second argument must be a list: do.call(f, list(...)).")
    names = value.names or ("",) * len(value.items)
    given = [(n or None, v) for n, v in zip(names, value.items, strict=True)]
    return call_with(function, given, scope, evaluate)


def _negate(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("f",), scope, evaluate)
    function = matched.callee("f")

    def negated(values: Sequence[tuple[str | None, Any]], inner: Scope) -> Value:
        truth = call_with(function, values, inner, evaluate)
        return call_with(NamedFunction("!"), [(None, truth)], inner, evaluate)

    return Native(negated)


def _vectorize(call: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    matched = Matched(call, ("FUN",), scope, evaluate)
    function = matched.callee("FUN")

    def vectorized(values: Sequence[tuple[str | None, Any]], inner: Scope) -> Value:
        return simplified(*_mapped(function, values, inner, evaluate))

    return Native(vectorized)


HIGHER_ORDER = {
    "sapply": _sapply,
    "vapply": _vapply,
    "lapply": _lapply,
    "mapply": _mapply,
    "Map": _map,
    "Reduce": _reduce,
    "Filter": _filter,
    "do.call": _do_call,
    "Negate": _negate,
    "Vectorize": _vectorize,
}
"""Functions that take functions."""
