"""Which variables depend on other rows than their own, so that new data give them other values.

R computes ``x - mean(x)`` anew for new data, with their mean. Only a call that is a variable on its
own and remembers what it found, such as ``scale(x)``, means the same for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

import numpy as np

from ..functions.registry import looks_across_rows, makes_factor
from ..language.deparse import deparse
from ..language.expressions import CALLED, FunctionCall, Name, Node, Number, Text, names_in

__all__ = ["calls_across_rows"]

# Forms of the language, and R's functions that are not offered but may be passed by the user.
_OTHERS = frozenset((
    "approx", "approxfun", "cov", "ecdf", "Filter", "prop.table", "proportions", "Reduce", "table",
    "tapply",
))  # fmt: skip
_CALLERS = frozenset(("do.call", CALLED))  # that call what they are given
_NUMBERS_OF_LEVELS = frozenset(
    ("as.numeric", "as.double", "as.integer", "cbind", "ifelse", "poly", "unclass")
)
# What goes through the rows and through a vector of constants side by side, as x + c(0, 1) does.
_SIDE_BY_SIDE = frozenset((
    "+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", ">", "<=", ">=", "&", "|", "(", "I",
    "atan2", "beta", "choose", "dexp", "difftime", "dlogis", "dnorm", "dunif", "endsWith", "ifelse",
    "lbeta", "lchoose", "log", "paste", "paste0", "pexp", "plogis", "pmax", "pmin", "pnorm",
    "punif", "qexp", "qlogis", "qnorm", "qunif", "round", "signif", "sprintf", "startsWith",
    "strrep", "substr", "substring", "xor",
))  # fmt: skip
_VECTORS = frozenset((":", "rep", "seq", "seq_len"))


def calls_across_rows(
    node: Node, constants: Mapping[str, Any], *, remembered: bool
) -> tuple[str, ...]:
    """Return the texts of the calls in a variable that depend on all rows of the data.

    `constants` are names that are no columns; `remembered` says that the outermost call computes
    new data with what it found in the old.
    """
    codes = isinstance(node, FunctionCall) and _numbers_levels(node)  # also of poly(factor(g))
    found = _inside(node, constants) if remembered and not codes else _find(node, constants)
    return tuple(dict.fromkeys(deparse(call) for call in found))


def _inside(node: Node, constants: Mapping[str, Any]) -> Iterator[FunctionCall]:
    if isinstance(node, FunctionCall):
        for operand in node.operands:
            yield from _find(operand, constants)


def _find(node: Node, constants: Mapping[str, Any]) -> Iterator[FunctionCall]:
    """Find the outermost calls of the kind."""
    if isinstance(node, FunctionCall):
        if _has_columns(node, constants) and _depends(node, constants):
            yield node
        else:
            yield from _inside(node, constants)


def _has_columns(node: Node, constants: Mapping[str, Any]) -> bool:
    return any(name not in constants for name in names_in(node))


def _depends(call: FunctionCall, constants: Mapping[str, Any]) -> bool:
    """Whether a call that has columns among its arguments looks at all of their rows."""
    name, operands = call.function, call.operands
    if name == "cut":
        return _number_of_intervals(call, constants)
    if looks_across_rows(name) or name in _OTHERS or _is_given_one(call):
        return True
    if name == "%in%":
        return len(operands) > 1 and _has_columns(operands[1], constants)
    if name in ("paste", "paste0"):
        return any(argument.name == "collapse" for argument in call.arguments)
    in_turn = name in _SIDE_BY_SIDE and any(_has_several_values(o, constants) for o in operands)
    return in_turn or _numbers_levels(call)


def _numbers_levels(call: FunctionCall) -> bool:
    """Whether a call takes the codes of levels that are found in the data."""
    if call.function not in _NUMBERS_OF_LEVELS:
        return False
    return any(
        isinstance(inner, FunctionCall)
        and (makes_factor(inner.function) or inner.function == "droplevels")
        and len(inner.operands) == 1
        for inner in call.operands
    )


def _has_several_values(node: Node, constants: Mapping[str, Any]) -> bool:
    """Whether constants are several, which the rows take in turn."""
    if isinstance(node, Name):
        return node.name in constants and np.size(constants[node.name]) > 1
    if not isinstance(node, FunctionCall) or _has_columns(node, constants):
        return False
    if node.function == "c":
        return len(node.operands) > 1
    if node.function in _SIDE_BY_SIDE:
        return any(_has_several_values(operand, constants) for operand in node.operands)
    return node.function in _VECTORS


def _is_given_one(call: FunctionCall) -> bool:
    """Whether an argument names a function of the kind, as in ``do.call("mean", list(x))``."""
    names = [n.name if isinstance(n, Name) else n.value for n in call.operands if _is_word(n)]
    return call.function in _CALLERS and any(map(looks_across_rows, names))


def _is_word(node: Node) -> TypeGuard[Name | Text]:
    return isinstance(node, (Name, Text))


def _number_of_intervals(call: FunctionCall, constants: Mapping[str, Any]) -> bool:
    """Whether ``cut`` is told how many intervals to make, not where they end."""
    named = [a.value for a in call.arguments if a.name and "breaks".startswith(a.name)]
    unnamed = [a.value for a in call.arguments if a.name is None]
    breaks = named[0] if named else unnamed[1] if len(unnamed) > 1 else None
    if isinstance(breaks, Name):
        return breaks.name in constants and np.size(constants[breaks.name]) == 1
    return isinstance(breaks, Number)
