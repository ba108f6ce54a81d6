"""The data of a random fit: a formula with a frame, or predictors with a response."""

from __future__ import annotations

import random
from typing import NamedTuple

from .words import Words, argument, value

__all__ = ["RandomData", "random_data"]

_TERMS = (
    "x", "z", "p", "k", "l", "g", "o", "t", "one", "rare", "`my var`", "I(x^2)", "log(p)",
    "factor(k)", "x:z", "x*g", "poly(z, 2)", "scale(x)", "m",
)  # fmt: skip
_COLUMNS = ("x", "z", "p", "k", "one", "rare", "my var", "w")
_FACTORS = ("g", "l", "o", "t")


class RandomData(NamedTuple):
    """The data of a fit.

    Its first arguments, and the lines before it, which make `new`, too; of what kind these are, and
    whether there are missing values.
    """

    arguments: list[Words]
    lines: list[Words]
    is_formula: bool
    has_gaps: bool


def random_data(
    r: random.Random, *, classes: bool, formula: bool | None = None, plain: bool = True
) -> RandomData:
    """Data for a fit; arrays that are not `plain` may have columns that are no numbers."""
    if formula or (formula is None and r.random() < 0.6):
        return _of_formula(r, classes=classes)
    names = r.sample(_COLUMNS, r.randint(1, 4))
    if not plain and r.random() < 0.15:
        names.append(r.choice(_FACTORS))
    gaps = r.random() < 0.03
    if gaps:
        names.append("m")
    frame = Words(f"d[{value(names).r}]", f"d[{names!r}]")
    y = "c" if classes else r.choice(["y", "y", "k"])
    new = Words(f"new <- {frame.r}", f"new = {frame.python}")
    return RandomData([frame, Words(f"d${y}", f"d['{y}']")], [new], False, gaps)


def _of_formula(r: random.Random, *, classes: bool) -> RandomData:
    terms = r.sample(_TERMS, r.choice([1, 2, 2, 3, 4]))
    right = " + ".join(terms)
    frame = Words("d", "d")
    lines = [Words("new <- d[!is.na(d$m), ]", "new = d[d['m'].notna()]")]
    y = "c" if classes else r.choice(["y", "y", "y", "log(p)", "k"])
    right = " + ".join(term for term in terms if term != y) or "x"
    if r.random() < 0.15:
        names = [y if y in ("c", "y", "k") else "y", *r.sample(_COLUMNS[:3], 2), "g"]
        names = list(dict.fromkeys(names))
        y, right = names[0], "."
        frame = Words(f"d[{value(names).r}]", f"d[{names!r}]")
    elif r.random() < 0.05:
        right += " - 1"
    gaps = "m" in terms and right != "."
    given = [Words(f"{y} ~ {right}", repr(f"{y} ~ {right}")), frame]
    if gaps and r.random() < 0.8:
        given.append(argument("na.action", "na_action", Words("na.omit", "'omit'")))
    return RandomData(given, lines, True, gaps)
