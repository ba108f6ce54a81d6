"""Arguments of verbs on vectors of any kind: order, choice, repetition, factors, text, sets."""

from __future__ import annotations

import random
from collections.abc import Callable

from ..values import Value, Values
from .registry import Arguments, register, some

__all__: list[str] = []


@register("order")
def _order(v: Values, s: random.Random) -> Arguments:
    count = v.length()
    keys = [v.vector(count) for _ in range(s.choice([1, 1, 2, 3]))]
    return keys, some(s, na_last=lambda: _na_last(v, s), decreasing=v.flag)


def _na_last(v: Values, s: random.Random) -> Value:
    return Value("NA", None) if s.random() < 0.3 else v.flag()


@register("sort")
def _sort(v: Values, s: random.Random) -> Arguments:
    return [v.vector()], some(s, na_last=lambda: _na_last(v, s), decreasing=v.flag)


@register("rank")
def _rank(v: Values, s: random.Random) -> Arguments:
    ties = lambda: v.word("average", "first", "last", "random", "max", "min")  # noqa: E731
    keep = lambda: v.word("keep") if s.random() < 0.4 else _na_last(v, s)  # noqa: E731
    return [v.vector()], some(s, ties_method=ties, na_last=keep)


@register("unique", "levels", "nlevels", "is_na", "complete_cases", "factor")
@register("as_numeric", "as_integer", "as_character", "as_logical", "na_omit")
def _of_any(v: Values, _: random.Random) -> Arguments:
    return [v.vector()], {}


@register("duplicated")
def _duplicated(v: Values, s: random.Random) -> Arguments:
    return [v.vector()], some(s, fromLast=v.flag)


@register("is_finite", "is_infinite")
def _finite(v: Values, s: random.Random) -> Arguments:
    return [v.texts() if s.random() < 0.2 else v.of_numbers()], {}


@register("head", "tail")
def _some_of(v: Values, s: random.Random) -> Arguments:
    return [v.matrix() if s.random() < 0.2 else v.vector()], some(s, n=lambda: v.count(-4, 9))


@register("take")
def _take(v: Values, s: random.Random) -> Arguments:
    chosen: list[Callable[[], Value]] = [
        lambda: v.wholes(low=0, high=9),
        lambda: v.wholes(low=-5, high=0),
        v.shares,
        v.truths,
    ]
    return [v.vector(), s.choice(chosen)()], {}


@register("which")
def _which(v: Values, _: random.Random) -> Arguments:
    return [v.truths()], {}


@register("match", "is_in")
def _match(v: Values, s: random.Random) -> Arguments:
    kinds = [v.of_numbers, v.texts, v.factor, v.vector]
    kind = s.choice(kinds)
    return [kind(), kind()], {}


@register("ifelse")
def _ifelse(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 9)
    return [v.truths(count), v.vector(s.choice([1, count])), v.vector(s.choice([1, count]))], {}


@register("cut")
def _cut(v: Values, s: random.Random) -> Arguments:
    breaks = v.count(2, 6) if s.random() < 0.3 else v.numbers(s.randrange(2, 6), plain=True)
    names = lambda: Value("FALSE", False)  # noqa: E731
    flags = dict.fromkeys(("include_lowest", "right", "ordered_result"), v.flag)
    return [v.numbers(), breaks], some(s, labels=names, dig_lab=lambda: v.count(1, 5), **flags)


@register("seq")
def _seq(v: Values, s: random.Random) -> Arguments:
    form = s.randrange(5)
    a, b = v.number(-9, 9), v.number(-9, 9)
    if form == 0:
        return [v.count(-5, 9)], {}
    if form == 1:
        return [v.count(-5, 9), v.count(-5, 9)], some(s, by=lambda: v.count(-2, 3))
    if form == 2:
        return [a, b], some(s, length_out=lambda: v.count(0, 9))
    if form == 3:
        return [a, b], {"by": v.number(-2, 2)}
    return [a], {"by": v.number(-2, 2), "length_out": v.count(0, 9)}


@register("seq_len")
def _seq_len(v: Values, _: random.Random) -> Arguments:
    return [v.count(0, 20)], {}


@register("rep")
def _rep(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 6)
    times = lambda: v.count(0, 3) if s.random() < 0.5 else _counts(s, count)  # noqa: E731
    each = lambda: v.count(0, 3)  # noqa: E731
    length = lambda: v.count(0, 9)  # noqa: E731
    return [v.vector(count)], some(s, times=times, each=each, length_out=length)


def _counts(s: random.Random, length: int) -> Value:
    counts = [s.randrange(4) for _ in range(length)]
    return Value(f"c({', '.join(f'{c}L' for c in counts)})", counts)


@register("rep_len")
def _rep_len(v: Values, s: random.Random) -> Arguments:
    return [v.vector(s.randrange(1, 6)), v.count(0, 12)], {}


@register("embed")
def _embed(v: Values, s: random.Random) -> Arguments:
    return [v.of_numbers()], some(s, dimension=lambda: v.count(1, 5))


@register("tabulate")
def _tabulate(v: Values, s: random.Random) -> Arguments:
    counted = [v.wholes, v.shares, v.factor]  # R makes a place for each number up to the largest
    return [s.choice(counted)()], some(s, nbins=lambda: v.count(0, 9))


@register("ordered")
def _ordered(v: Values, _: random.Random) -> Arguments:
    return [v.vector()], {}


@register("relevel")
def _relevel(v: Values, s: random.Random) -> Arguments:
    return [v.factor(ordered=False)], {"ref": v.count(1, 3) if s.random() < 0.5 else v.word("a")}


@register("droplevels")
def _droplevels(v: Values, _: random.Random) -> Arguments:
    return [v.factor()], {}


@register("interaction")
def _interaction(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 7)
    factors = [v.factor(count) for _ in range(s.choice([1, 2, 3]))]
    return factors, some(s, drop=v.flag, sep=lambda: v.word(".", ":", ""), lex_order=v.flag)


@register("which_is_max")
def _which_is_max(v: Values, s: random.Random) -> Arguments:
    return [v.numbers(s.randrange(1, 9), plain=True)], {}


@register("class_ind")
def _class_ind(v: Values, _: random.Random) -> Arguments:
    return [v.factor()], {}


@register("nchar", "toupper", "tolower")
def _text(v: Values, s: random.Random) -> Arguments:
    return [v.texts() if s.random() < 0.7 else v.of_numbers()], {}


@register("paste", "paste0")
def _paste(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 6)
    parts = [v.vector(s.choice([1, count])) for _ in range(s.choice([1, 2, 3]))]
    return parts, some(s, collapse=lambda: v.word("+", "", ", "))


@register("substr")
def _substr(v: Values, _: random.Random) -> Arguments:
    return [v.texts(), v.count(-1, 4), v.count(-1, 5)], {}


@register("sprintf")
def _sprintf(v: Values, s: random.Random) -> Arguments:
    if s.random() < 0.5:
        return [v.word("%s", "<%s>"), v.texts()], {}
    return [v.word("%.2f", "%8.3f", "%g", "%e", "%5.1f%%"), v.numbers()], {}


@register("c")
def _c(v: Values, s: random.Random) -> Arguments:
    factors = s.random() < 0.2
    make = (lambda: v.factor(s.randrange(4))) if factors else lambda: v.vector(s.randrange(1, 6))
    named = {name: v.numbers(s.randrange(3)) for name in ("a", "b") if s.random() < 0.3}
    return [make() for _ in range(s.choice([1, 2, 2, 3]))], {} if factors else named


@register("length", "unname", "as_vector")
def _of_any_form(v: Values, s: random.Random) -> Arguments:
    return [v.matrix(named=False) if s.random() < 0.2 else v.vector()], {}


@register("setNames")
def _set_names(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(5)
    return [v.vector(count), v.texts(s.randrange(count + 2))], {}


@register("identical", "all_equal")
def _same(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 9)
    first = v.vector(count)
    second = v.vector(count if s.random() < 0.6 else s.randrange(1, 9))
    return [first, first if s.random() < 0.4 else second], {}


@register("union", "intersect", "setdiff")
def _sets(v: Values, s: random.Random) -> Arguments:
    make = s.choice([v.numbers, v.wholes, v.truths, v.texts])
    return [make(s.randrange(1, 8)), make(s.randrange(1, 8))], {}


@register("is_character", "is_factor", "is_logical", "is_numeric", "as_factor", "unlist")
def _kind(v: Values, s: random.Random) -> Arguments:
    return [v.vector(s.randrange(1, 8))], {}  # what has no values has no kind here


@register("split")
def _split(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 9)
    by = v.factor(count) if s.random() < 0.5 else v.texts(count)
    return [v.vector(count), by], some(s, drop=v.flag)
