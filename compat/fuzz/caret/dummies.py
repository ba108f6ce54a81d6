"""Random dummy variables: formulas over every kind of column, and what they make of rows."""

from __future__ import annotations

import random

from ...cases import Json
from .tables import number_of_rows
from .words import Lines, Words, argument, call

__all__ = ["random_dummies"]

_NUMBERS = ("x", "z", "k", "m", "`my var`")
_FACTORS = ("c", "g", "o")
_MADE = ("log(p)", "I(x^2)", "poly(z, 2)", "scale(y)", "I(x > 0)", "offset(z)", "as.numeric(g)")
_OF_THE_ROWS = ("t", "factor(k)", "interaction(c, g)")  # levels are those of new rows in caret
_PRINTED = "grep('^<environment', printed(a), value = TRUE, invert = TRUE)"  # that of the call


def random_dummies(r: random.Random, table: Json) -> Lines:
    """A call of dummyVars; its print, and the columns of the same rows and of the first."""
    formula = "y ~ ." if r.random() < 0.1 else _formula(r)
    given = [Words(f"formula = {formula}", f"formula={formula!r}"), Words("data = d", "data=d")]
    if r.random() < 0.5:
        given.append(argument("sep", "sep", r.choice(["_", "", " ", ":", ".", None])))
    if r.random() < 0.2:
        given.append(argument("levelsOnly", "levels_only", r.random() < 0.8))
    if r.random() < 0.3:
        given.append(argument("fullRank", "full_rank", r.random() < 0.8))
    made = call("dummyVars", "dummy_vars", *given)
    first = r.choice([0, 1, 2, number_of_rows(table) // 2])
    if formula == "y ~ ." or any(one in formula for one in _OF_THE_ROWS):
        first = number_of_rows(table)
    gaps = _with_gaps(r, table)
    return (
        [
            gaps.r,
            f"a <- {made.r}",
            f"list(a = {_PRINTED}, b = predict(a, d), c = predict(a, head(d, {first})))",
        ],
        [
            gaps.python,
            f"a = {made.python}",
            f"{{'a': printed(a), 'b': a.predict(d), 'c': a.predict(d.head({first}))}}",
        ],
    )


def _formula(r: random.Random) -> str:
    """Some variables, some of them together."""
    together = [*_NUMBERS, *_FACTORS * 2, "l", "t"]
    every = [*_NUMBERS, *_FACTORS * 2, "l", "l", *_MADE, *_OF_THE_ROWS]
    terms = [r.choice(together), *(r.choice(every) for _ in range(r.randint(0, 3)))]
    for _ in range(r.choice([0, 0, 1, 1, 2])):
        few = r.sample(together, r.choice([2, 2, 2, 3]))
        terms.append(r.choice([":", ":", "*"]).join(few))
    r.shuffle(terms)
    if r.random() < 0.2:
        terms.insert(0, "0")
    return f"{r.choice(['', '', '', 'y ', 'sqrt(p) '])}~ {' + '.join(terms)}"


def _with_gaps(r: random.Random, table: Json) -> Words:
    """Take values out of a column of any kind."""
    name, rows = r.choice(["g", "o", "t", "l", "c"]), number_of_rows(table)
    at = sorted(r.sample(range(rows), r.randint(0, 2)))
    if not at:
        return Words("d <- d", "d = d.copy()")
    positions = ", ".join(f"{k + 1}L" for k in at)
    kind = ".astype('boolean')" if name == "l" else ""  # bool has no place for what is missing
    kept = f"~np.isin(np.arange(len(d)), {at!r})"
    return Words(
        f"d${name}[c({positions})] <- NA", f"d = d.assign({name}=d['{name}']{kind}.where({kept}))"
    )
