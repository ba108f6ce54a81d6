"""Arguments of verbs on matrices and frames."""

from __future__ import annotations

import random
from collections.abc import Callable

from ..values import Value, Values
from .registry import Arguments, register, some

__all__: list[str] = []


@register("max_col")
def _max_col(v: Values, s: random.Random) -> Arguments:
    return [v.matrix()], some(s, ties_method=lambda: v.word("random", "first", "last"))


@register("as_matrix", "t", "colnames", "nrow", "ncol", "dim", "diag")
def _of_matrix(v: Values, _: random.Random) -> Arguments:
    return [v.matrix(rows_named=True)], {}


@register("dimnames", "rownames")
def _of_named_matrix(v: Values, _: random.Random) -> Arguments:
    return [v.matrix(named=False, rows_named=True)], {}  # rows of a frame always have names


@register("names")
def _names(v: Values, _: random.Random) -> Arguments:
    return [v.vector()], {}


@register("matrix")
def _matrix(v: Values, s: random.Random) -> Arguments:
    size = lambda: v.count(0, 5)  # noqa: E731
    values = v.texts(plain=True) if s.random() < 0.3 else v.of_numbers()
    return [values], some(s, nrow=size, ncol=size, byrow=v.flag)


@register("crossprod", "tcrossprod", "matmul")
def _product(v: Values, s: random.Random) -> Arguments:
    form = s.randrange(4)
    rows = s.randrange(1, 6)
    plain = s.random() < 0.7
    if form == 0:
        return [v.numbers(rows, plain=plain), v.numbers(rows, plain=plain)], {}
    if form == 1:
        return [v.matrix(rows, rows, plain=plain), v.numbers(rows, plain=plain)], {}
    if form == 2:
        return [v.numbers(rows, plain=plain), v.matrix(rows, rows, plain=plain)], {}
    a = v.matrix(rows, rows, plain=plain, rows_named=True)
    return [a, v.matrix(rows, rows, plain=plain, rows_named=True)], {}


@register("outer")
def _outer(v: Values, s: random.Random) -> Arguments:
    word = lambda: v.word("*", "+", "-", "/", "<", "==", "pmax", "paste")  # noqa: E731
    return [v.of_numbers(s.randrange(1, 6)), v.of_numbers(s.randrange(1, 6))], some(s, FUN=word)


@register("solve", "det")
def _square(v: Values, s: random.Random) -> Arguments:
    size = s.choice([1, 2, 2, 3, 3, 4, 5, 7, 12])
    return [v.matrix(size, size, plain=True)], {}


@register("merge")
def _merge(v: Values, s: random.Random) -> Arguments:
    kinds: list[Callable[[int], Value]] = [
        v.few,
        v.texts,
        lambda n: v.factor(n, ordered=False),
        lambda n: v.wholes(n, 0, 4),
    ]
    keys = [(f"k{j}", s.choice(kinds)) for j in range(s.choice([1, 1, 2, 2, 3]))]
    counts = s.randrange(1, 7), s.randrange(1, 7)
    frames = [
        v.frame(
            **{name: make(n) for name, make in keys}, z=v.numbers(n), **{own: v.wholes(n, 0, 9)}
        )
        for n, own in zip(counts, ("x", "y"), strict=True)
    ]
    by = v.words([name for name, _ in keys])
    options = some(s, all=v.flag, all_x=v.flag, all_y=v.flag, sort=v.flag)
    return frames, {**options, "by": by}
