"""Which arguments a random call of each verb has."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from .values import Value, Values

__all__ = ["NOT_COMPARED", "VERBS", "Call", "random_call"]

# Names of `pynnet.r` that are not compared here, with the reason.
NOT_COMPARED = {
    "Scaling": "has no twin in R: scale() keeps attributes",
    "eigen": "tests/verbs/test_matrices.py compares it: digits and signs of vectors may differ",
    "is_nan": "columns hold NaN and NA as one",
    "scaling": "has no twin in R: scale() keeps attributes",
    "str_": "prints: compat.fuzz.printing compares it",
    **dict.fromkeys(
        ("rnorm", "runif", "sample", "set_seed"),
        "tests/random compares it with recordings of R",
    ),
}

_Arguments: TypeAlias = "tuple[list[Value], dict[str, Value]]"


@dataclass(frozen=True)
class Call:
    """A call of a verb, as R's text and as arguments of the function here."""

    verb: str
    r: str
    by_place: list[Any]
    by_name: dict[str, Any]


# R's names where they are not ours with dots for underscores.
_NAMES = {
    "is_in": "`%in%`",
    "matmul": "`%*%`",
    "setNames": "setNames",
    "take": "`[`",
    "rep_len": "rep_len",
    "seq_along": "seq_along",
    "seq_len": "seq_len",
}
_KEPT = frozenset(("ordered_result",))


def random_call(verb: str, source: random.Random) -> Call:
    """Return a call of a verb with random arguments."""
    by_place, by_name = VERBS[verb](Values(source), source)
    texts = [value.r for value in by_place]
    texts += [f"{_r_name(name)} = {value.r}" for name, value in by_name.items()]
    function = _NAMES.get(verb) or verb.rstrip("_").replace("_", ".")
    return Call(
        verb,
        f"{function}({', '.join(texts)})",
        [value.python for value in by_place],
        {name: value.python for name, value in by_name.items()},
    )


def _r_name(name: str) -> str:
    return name if name in _KEPT else name.rstrip("_").replace("_", ".")


def _some(source: random.Random, **options: Callable[[], Value]) -> dict[str, Value]:
    """Each option in half of the calls."""
    return {name: make() for name, make in options.items() if source.random() < 0.5}


_Maker: TypeAlias = "Callable[[Values, random.Random], _Arguments]"
VERBS: dict[str, _Maker] = {}


def _register(*verbs: str) -> Callable[[_Maker], _Maker]:
    def register(maker: _Maker) -> _Maker:
        VERBS.update(dict.fromkeys(verbs, maker))
        return maker

    return register


@_register("exp", "expm1", "log", "log10", "log1p", "log2", "sqrt", "sin", "cos", "tan", "tanh")
@_register("abs_", "ceiling", "floor", "sign", "trunc")
def _of_each(v: Values, s: random.Random) -> _Arguments:
    return [v.matrix() if s.random() < 0.1 else v.of_numbers()], {}


@_register("round_", "signif")
def _rounded(v: Values, s: random.Random) -> _Arguments:
    return [v.numbers()], _some(s, digits=lambda: v.count(-3, 9))


@_register("cumsum", "cumprod", "cummax", "cummin", "rev", "seq_along", "which_max", "which_min")
def _of_numbers(v: Values, _: random.Random) -> _Arguments:
    return [v.of_numbers()], {}


@_register("mean")
def _mean(v: Values, s: random.Random) -> _Arguments:
    return [v.of_numbers()], _some(s, na_rm=v.flag, trim=lambda: v.number(0, 0.6))


@_register("median", "sd", "var", "IQR", "mad")
def _spread(v: Values, s: random.Random) -> _Arguments:
    return [v.of_numbers()], _some(s, na_rm=v.flag)


@_register("sum_", "prod", "max_", "min_", "range_")
def _total(v: Values, s: random.Random) -> _Arguments:
    if s.random() < 0.2:
        return [v.texts(s.randrange(1, 9))], _some(s, na_rm=v.flag)
    if s.random() < 0.1:
        return [v.factor(s.randrange(1, 9))], _some(s, na_rm=v.flag)
    return [v.of_numbers() for _ in range(s.choice([1, 1, 2, 3]))], _some(s, na_rm=v.flag)


@_register("all_", "any_")
def _quantified(v: Values, s: random.Random) -> _Arguments:
    return [v.truths() for _ in range(s.choice([1, 2]))], _some(s, na_rm=v.flag)


@_register("quantile")
def _quantile(v: Values, s: random.Random) -> _Arguments:
    kind = lambda: v.count(1, 9)  # noqa: E731
    return [v.of_numbers()], _some(s, na_rm=v.flag, probs=v.shares, type=kind, names=v.flag)


@_register("p_adjust")
def _p_values(v: Values, s: random.Random) -> _Arguments:
    words = ("holm", "hochberg", "hommel", "bonferroni", "BH", "BY", "fdr", "none")
    p = v.shares(gaps=s.random() < 0.5)
    given = _some(s, method=lambda: v.word(*words), n=lambda: v.count(30, 40))
    if not len(p.python):
        given.pop("n", None)  # R makes a p value of none where it is "hommel"
    return [p], given


@_register("summary")
def _summary(v: Values, s: random.Random) -> _Arguments:
    return [v.numbers()], _some(s, quantile_type=lambda: v.count(1, 9))


@_register("weighted_mean")
def _weighted(v: Values, s: random.Random) -> _Arguments:
    count = v.length()
    return [v.of_numbers(count), v.numbers(count)], _some(s, na_rm=v.flag)


@_register("cor", "cov")
def _together(v: Values, s: random.Random) -> _Arguments:
    words = ("everything", "all.obs", "complete.obs", "na.or.complete", "pairwise.complete.obs")
    use = lambda: v.word(*words)  # noqa: E731
    options = _some(s, use=use, method=lambda: v.word("pearson", "kendall", "spearman"))
    if s.random() < 0.5:  # of pairs of one column with itself R speaks of arrays that do not fit
        return [v.matrix(columns=s.randrange(2, 5) if "use" in options else None)], options
    count = v.length()
    return [v.of_numbers(count), v.of_numbers(count)], options


@_register("colMeans", "colSums", "rowMeans", "rowSums")
def _margin(v: Values, s: random.Random) -> _Arguments:
    return [v.matrix()], _some(s, na_rm=v.flag)


@_register("scale")
def _scale(v: Values, s: random.Random) -> _Arguments:
    return [v.matrix() if s.random() < 0.6 else v.of_numbers(s.randrange(1, 9))], _some(
        s, center=v.flag, scale=v.flag
    )


@_register("pmax", "pmin")
def _parallel(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 7)
    return [v.of_numbers(count), v.of_numbers(s.choice([1, count]))], _some(s, na_rm=v.flag)


@_register("diff")
def _diff(v: Values, s: random.Random) -> _Arguments:
    return [v.of_numbers()], _some(s, lag=lambda: v.count(1, 3), differences=lambda: v.count(1, 3))


@_register("order")
def _order(v: Values, s: random.Random) -> _Arguments:
    count = v.length()
    keys = [v.vector(count) for _ in range(s.choice([1, 1, 2, 3]))]
    return keys, _some(s, na_last=lambda: _na_last(v, s), decreasing=v.flag)


def _na_last(v: Values, s: random.Random) -> Value:
    return Value("NA", None) if s.random() < 0.3 else v.flag()


@_register("sort")
def _sort(v: Values, s: random.Random) -> _Arguments:
    return [v.vector()], _some(s, na_last=lambda: _na_last(v, s), decreasing=v.flag)


@_register("rank")
def _rank(v: Values, s: random.Random) -> _Arguments:
    ties = lambda: v.word("average", "first", "last", "random", "max", "min")  # noqa: E731
    keep = lambda: v.word("keep") if s.random() < 0.4 else _na_last(v, s)  # noqa: E731
    return [v.vector()], _some(s, ties_method=ties, na_last=keep)


@_register("unique", "levels", "nlevels", "is_na", "complete_cases", "factor")
@_register("as_numeric", "as_integer", "as_character", "as_logical", "na_omit")
def _of_any(v: Values, _: random.Random) -> _Arguments:
    return [v.vector()], {}


@_register("duplicated")
def _duplicated(v: Values, s: random.Random) -> _Arguments:
    return [v.vector()], _some(s, fromLast=v.flag)


@_register("is_finite", "is_infinite")
def _finite(v: Values, s: random.Random) -> _Arguments:
    return [v.texts() if s.random() < 0.2 else v.of_numbers()], {}


@_register("head", "tail")
def _some_of(v: Values, s: random.Random) -> _Arguments:
    return [v.matrix() if s.random() < 0.2 else v.vector()], _some(s, n=lambda: v.count(-4, 9))


@_register("take")
def _take(v: Values, s: random.Random) -> _Arguments:
    chosen: list[Callable[[], Value]] = [
        lambda: v.wholes(low=0, high=9),
        lambda: v.wholes(low=-5, high=0),
        v.shares,
        v.truths,
    ]
    return [v.vector(), s.choice(chosen)()], {}


@_register("which")
def _which(v: Values, _: random.Random) -> _Arguments:
    return [v.truths()], {}


@_register("match", "is_in")
def _match(v: Values, s: random.Random) -> _Arguments:
    kinds = [v.of_numbers, v.texts, v.factor, v.vector]
    kind = s.choice(kinds)
    return [kind(), kind()], {}


@_register("ifelse")
def _ifelse(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 9)
    return [v.truths(count), v.vector(s.choice([1, count])), v.vector(s.choice([1, count]))], {}


@_register("cut")
def _cut(v: Values, s: random.Random) -> _Arguments:
    breaks = v.count(2, 6) if s.random() < 0.3 else v.numbers(s.randrange(2, 6), plain=True)
    names = lambda: Value("FALSE", False)  # noqa: E731
    flags = dict.fromkeys(("include_lowest", "right", "ordered_result"), v.flag)
    return [v.numbers(), breaks], _some(s, labels=names, dig_lab=lambda: v.count(1, 5), **flags)


@_register("seq")
def _seq(v: Values, s: random.Random) -> _Arguments:
    form = s.randrange(5)
    a, b = v.number(-9, 9), v.number(-9, 9)
    if form == 0:
        return [v.count(-5, 9)], {}
    if form == 1:
        return [v.count(-5, 9), v.count(-5, 9)], _some(s, by=lambda: v.count(-2, 3))
    if form == 2:
        return [a, b], _some(s, length_out=lambda: v.count(0, 9))
    if form == 3:
        return [a, b], {"by": v.number(-2, 2)}
    return [a], {"by": v.number(-2, 2), "length_out": v.count(0, 9)}


@_register("seq_len")
def _seq_len(v: Values, _: random.Random) -> _Arguments:
    return [v.count(0, 20)], {}


@_register("rep")
def _rep(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 6)
    times = lambda: v.count(0, 3) if s.random() < 0.5 else _counts(s, count)  # noqa: E731
    each = lambda: v.count(0, 3)  # noqa: E731
    length = lambda: v.count(0, 9)  # noqa: E731
    return [v.vector(count)], _some(s, times=times, each=each, length_out=length)


def _counts(s: random.Random, length: int) -> Value:
    counts = [s.randrange(4) for _ in range(length)]
    return Value(f"c({', '.join(f'{c}L' for c in counts)})", counts)


@_register("rep_len")
def _rep_len(v: Values, s: random.Random) -> _Arguments:
    return [v.vector(s.randrange(1, 6)), v.count(0, 12)], {}


@_register("embed")
def _embed(v: Values, s: random.Random) -> _Arguments:
    return [v.of_numbers()], _some(s, dimension=lambda: v.count(1, 5))


@_register("tabulate")
def _tabulate(v: Values, s: random.Random) -> _Arguments:
    counted = [v.wholes, v.shares, v.factor]  # R makes a place for each number up to the largest
    return [s.choice(counted)()], _some(s, nbins=lambda: v.count(0, 9))


@_register("ordered")
def _ordered(v: Values, _: random.Random) -> _Arguments:
    return [v.vector()], {}


@_register("relevel")
def _relevel(v: Values, s: random.Random) -> _Arguments:
    return [v.factor(ordered=False)], {"ref": v.count(1, 3) if s.random() < 0.5 else v.word("a")}


@_register("droplevels")
def _droplevels(v: Values, _: random.Random) -> _Arguments:
    return [v.factor()], {}


@_register("interaction")
def _interaction(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 7)
    factors = [v.factor(count) for _ in range(s.choice([1, 2, 3]))]
    return factors, _some(s, drop=v.flag, sep=lambda: v.word(".", ":", ""), lex_order=v.flag)


@_register("max_col")
def _max_col(v: Values, s: random.Random) -> _Arguments:
    return [v.matrix()], _some(s, ties_method=lambda: v.word("random", "first", "last"))


@_register("which_is_max")
def _which_is_max(v: Values, s: random.Random) -> _Arguments:
    return [v.numbers(s.randrange(1, 9), plain=True)], {}


@_register("class_ind")
def _class_ind(v: Values, _: random.Random) -> _Arguments:
    return [v.factor()], {}


@_register("nchar", "toupper", "tolower")
def _text(v: Values, s: random.Random) -> _Arguments:
    return [v.texts() if s.random() < 0.7 else v.of_numbers()], {}


@_register("paste", "paste0")
def _paste(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 6)
    parts = [v.vector(s.choice([1, count])) for _ in range(s.choice([1, 2, 3]))]
    return parts, _some(s, collapse=lambda: v.word("+", "", ", "))


@_register("substr")
def _substr(v: Values, _: random.Random) -> _Arguments:
    return [v.texts(), v.count(-1, 4), v.count(-1, 5)], {}


@_register("sprintf")
def _sprintf(v: Values, s: random.Random) -> _Arguments:
    if s.random() < 0.5:
        return [v.word("%s", "<%s>"), v.texts()], {}
    return [v.word("%.2f", "%8.3f", "%g", "%e", "%5.1f%%"), v.numbers()], {}


def _distributed(*parameters: Callable[[Values], Value]) -> _Maker:
    def of_quantiles(v: Values, s: random.Random) -> _Arguments:
        given = [make(v) for make in parameters] if s.random() < 0.6 else []
        return [v.numbers(), *given], {}

    return of_quantiles


def _sided(first: Callable[[Values], Value], *parameters: Callable[[Values], Value]) -> _Maker:
    def of_side(v: Values, s: random.Random) -> _Arguments:
        given = [make(v) for make in parameters] if s.random() < 0.6 else []
        return [first(v), *given], _some(s, lower_tail=v.flag)

    return of_side


def _with_freedom(v: Values, s: random.Random) -> _Arguments:
    return [v.numbers(), v.number(0.05, 40)], _some(s, lower_tail=v.flag)


VERBS["pchisq"] = VERBS["pt"] = _with_freedom
_PARAMETERS: dict[str, tuple[Callable[[Values], Value], ...]] = {
    "norm": (lambda v: v.number(-3, 3), lambda v: v.number(0, 4)),
    "logis": (lambda v: v.number(-3, 3), lambda v: v.number(0, 4)),
    "unif": (lambda v: v.number(-3, 1), lambda v: v.number(0, 4)),
    "exp": (lambda v: v.number(0, 4),),
}
for _name, _parameters in _PARAMETERS.items():
    VERBS[f"d{_name}"] = _distributed(*_parameters)
    VERBS[f"p{_name}"] = _sided(Values.numbers, *_parameters)
    VERBS[f"q{_name}"] = _sided(Values.shares, *_parameters)


@_register("rexp")
def _rexp(v: Values, s: random.Random) -> _Arguments:
    return [v.count(0, 200)], _some(s, rate=lambda: v.number(0.01, 9))


@_register("rpois")
def _rpois(v: Values, s: random.Random) -> _Arguments:
    return [v.count(0, 200), v.number(0, s.choice([2, 12, 40, 5000]))], {}


@_register("rbinom")
def _rbinom(v: Values, s: random.Random) -> _Arguments:
    return [v.count(0, 200), v.count(0, s.choice([3, 100, 5000, 10**6])), v.number(0, 1)], {}


@_register("c")
def _c(v: Values, s: random.Random) -> _Arguments:
    factors = s.random() < 0.2
    make = (lambda: v.factor(s.randrange(4))) if factors else lambda: v.vector(s.randrange(1, 6))
    named = {name: v.numbers(s.randrange(3)) for name in ("a", "b") if s.random() < 0.3}
    return [make() for _ in range(s.choice([1, 2, 2, 3]))], {} if factors else named


@_register("length", "unname", "as_vector")
def _of_any_form(v: Values, s: random.Random) -> _Arguments:
    return [v.matrix(named=False) if s.random() < 0.2 else v.vector()], {}


@_register("setNames")
def _set_names(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(5)
    return [v.vector(count), v.texts(s.randrange(count + 2))], {}


@_register("as_matrix", "t", "colnames", "nrow", "ncol", "dim", "diag")
def _of_matrix(v: Values, _: random.Random) -> _Arguments:
    return [v.matrix(rows_named=True)], {}


@_register("dimnames", "rownames")
def _of_named_matrix(v: Values, _: random.Random) -> _Arguments:
    return [v.matrix(named=False, rows_named=True)], {}  # rows of a frame always have names


@_register("names")
def _names(v: Values, _: random.Random) -> _Arguments:
    return [v.vector()], {}


@_register("matrix")
def _matrix(v: Values, s: random.Random) -> _Arguments:
    size = lambda: v.count(0, 5)  # noqa: E731
    values = v.texts(plain=True) if s.random() < 0.3 else v.of_numbers()
    return [values], _some(s, nrow=size, ncol=size, byrow=v.flag)


@_register("crossprod", "tcrossprod", "matmul")
def _product(v: Values, s: random.Random) -> _Arguments:
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


@_register("outer")
def _outer(v: Values, s: random.Random) -> _Arguments:
    word = lambda: v.word("*", "+", "-", "/", "<", "==", "pmax", "paste")  # noqa: E731
    return [v.of_numbers(s.randrange(1, 6)), v.of_numbers(s.randrange(1, 6))], _some(s, FUN=word)


@_register("solve", "det")
def _square(v: Values, s: random.Random) -> _Arguments:
    size = s.choice([1, 2, 2, 3, 3, 4, 5, 7, 12])
    return [v.matrix(size, size, plain=True)], {}


@_register("identical", "all_equal")
def _same(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 9)
    first = v.vector(count)
    second = v.vector(count if s.random() < 0.6 else s.randrange(1, 9))
    return [first, first if s.random() < 0.4 else second], {}


@_register("merge")
def _merge(v: Values, s: random.Random) -> _Arguments:
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
    options = _some(s, all=v.flag, all_x=v.flag, all_y=v.flag, sort=v.flag)
    return frames, {**options, "by": by}


@_register("union", "intersect", "setdiff")
def _sets(v: Values, s: random.Random) -> _Arguments:
    make = s.choice([v.numbers, v.wholes, v.truths, v.texts])
    return [make(s.randrange(1, 8)), make(s.randrange(1, 8))], {}


@_register("is_character", "is_factor", "is_logical", "is_numeric", "as_factor", "unlist")
def _kind(v: Values, s: random.Random) -> _Arguments:
    return [v.vector(s.randrange(1, 8))], {}  # what has no values has no kind here


@_register("split")
def _split(v: Values, s: random.Random) -> _Arguments:
    count = s.randrange(1, 9)
    by = v.factor(count) if s.random() < 0.5 else v.texts(count)
    return [v.vector(count), by], _some(s, drop=v.flag)
