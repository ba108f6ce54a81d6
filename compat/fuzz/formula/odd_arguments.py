"""Calls in formulas with one odd argument, empty ones above all, among plain ones.

Every function and form with each odd value at each place makes some hundreds of thousands of
calls, too many for each to be met by chance inside of larger formulas.
"""

from __future__ import annotations

import random

from pynnet._formula.evaluation.forms import FORMS
from pynnet._formula.functions import registry

__all__ = ["odd_call"]

_ODD = (
    *("numeric()", "character()", "logical()", "factor(numeric())", "as.Date(character())"),
    *("NULL", "list()", "list(1)", "list(NULL)", "m[, 0]", "m[0, ]", "m[0, 0]", "t[0]", "g[0]"),
    *("c(a = 1)[0]", "c(a = 1)", "(k %*% 0)[, 0]", "(x %*% t(0))", "m[1, 1, drop = FALSE]"),
    *("NA", "NA_character_", "TRUE", "g[1]", "function(v) v"),
)
_PLAIN = ("k", "t", "g", "m", "l", "d", "1", "'a'", "numeric()", "function(v) v")
_NAMES = sorted({*registry._FUNCTIONS, *FORMS})


def odd_call(r: random.Random) -> str:
    """Return a formula of one call, or of one by ``do.call``."""
    call = _call(r, r.choice(_NAMES))
    return r.choice([f"~ I(rep(0 * length({call}), 12))", f"~ {call}", f"~ x + I({call})"])


def _call(r: random.Random, name: str) -> str:
    odd = r.choice(_ODD)
    others = [r.choice((*_PLAIN, *_ODD)) for _ in range(r.choice((0, 0, 1, 1, 2)))]
    others.insert(r.randint(0, len(others)), odd)
    if r.random() < 0.1:
        return f"do.call('{name}', list({', '.join(others[: r.randint(0, 3)])}))"
    if not name[0].isalpha() or name in FORMS:
        return f"`{name}`({', '.join(others)})"
    function = registry.find_function(name)
    formals = function.formals
    needed = {f for f in formals if f in function.required or f == "..."} or set(formals[:1])
    target, plain = r.choice(formals or ("...",)), r.choice(_PLAIN)
    given = [(f, odd if f == target else plain) for f in formals if f == target or f in needed]
    return f"{name}({', '.join(v if f == '...' else f'{f} = {v}' for f, v in given)})"
