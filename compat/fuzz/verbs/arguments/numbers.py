"""Arguments of verbs on numbers: mathematics, sums, moments, totals of rows and columns."""

from __future__ import annotations

import random

from ..values import Values
from .registry import Arguments, register, some

__all__: list[str] = []


@register("exp", "expm1", "log", "log10", "log1p", "log2", "sqrt", "sin", "cos", "tan", "tanh")
@register("abs_", "ceiling", "floor", "sign", "trunc")
def _of_each(v: Values, s: random.Random) -> Arguments:
    return [v.matrix() if s.random() < 0.1 else v.of_numbers()], {}


@register("round_", "signif")
def _rounded(v: Values, s: random.Random) -> Arguments:
    return [v.numbers()], some(s, digits=lambda: v.count(-3, 9))


@register("cumsum", "cumprod", "cummax", "cummin", "rev", "seq_along", "which_max", "which_min")
def _of_numbers(v: Values, _: random.Random) -> Arguments:
    return [v.of_numbers()], {}


@register("mean")
def _mean(v: Values, s: random.Random) -> Arguments:
    return [v.of_numbers()], some(s, na_rm=v.flag, trim=lambda: v.number(0, 0.6))


@register("median", "sd", "var", "IQR", "mad")
def _spread(v: Values, s: random.Random) -> Arguments:
    return [v.of_numbers()], some(s, na_rm=v.flag)


@register("sum_", "prod", "max_", "min_", "range_")
def _total(v: Values, s: random.Random) -> Arguments:
    if s.random() < 0.2:
        return [v.texts(s.randrange(1, 9))], some(s, na_rm=v.flag)
    if s.random() < 0.1:
        return [v.factor(s.randrange(1, 9))], some(s, na_rm=v.flag)
    return [v.of_numbers() for _ in range(s.choice([1, 1, 2, 3]))], some(s, na_rm=v.flag)


@register("all_", "any_")
def _quantified(v: Values, s: random.Random) -> Arguments:
    return [v.truths() for _ in range(s.choice([1, 2]))], some(s, na_rm=v.flag)


@register("quantile")
def _quantile(v: Values, s: random.Random) -> Arguments:
    kind = lambda: v.count(1, 9)  # noqa: E731
    return [v.of_numbers()], some(s, na_rm=v.flag, probs=v.shares, type=kind, names=v.flag)


@register("p_adjust")
def _p_values(v: Values, s: random.Random) -> Arguments:
    words = ("holm", "hochberg", "hommel", "bonferroni", "BH", "BY", "fdr", "none")
    p = v.shares(gaps=s.random() < 0.5)
    given = some(s, method=lambda: v.word(*words), n=lambda: v.count(30, 40))
    if not len(p.python):
        given.pop("n", None)  # R makes a p value of none where it is "hommel"
    return [p], given


@register("summary")
def _summary(v: Values, s: random.Random) -> Arguments:
    return [v.numbers()], some(s, quantile_type=lambda: v.count(1, 9))


@register("weighted_mean")
def _weighted(v: Values, s: random.Random) -> Arguments:
    count = v.length()
    return [v.of_numbers(count), v.numbers(count)], some(s, na_rm=v.flag)


@register("cor", "cov")
def _together(v: Values, s: random.Random) -> Arguments:
    words = ("everything", "all.obs", "complete.obs", "na.or.complete", "pairwise.complete.obs")
    use = lambda: v.word(*words)  # noqa: E731
    options = some(s, use=use, method=lambda: v.word("pearson", "kendall", "spearman"))
    if s.random() < 0.5:  # of pairs of one column with itself R speaks of arrays that do not fit
        return [v.matrix(columns=s.randrange(2, 5) if "use" in options else None)], options
    count = v.length()
    return [v.of_numbers(count), v.of_numbers(count)], options


@register("colMeans", "colSums", "rowMeans", "rowSums")
def _margin(v: Values, s: random.Random) -> Arguments:
    return [v.matrix()], some(s, na_rm=v.flag)


@register("scale")
def _scale(v: Values, s: random.Random) -> Arguments:
    return [v.matrix() if s.random() < 0.6 else v.of_numbers(s.randrange(1, 9))], some(
        s, center=v.flag, scale=v.flag
    )


@register("pmax", "pmin")
def _parallel(v: Values, s: random.Random) -> Arguments:
    count = s.randrange(1, 7)
    return [v.of_numbers(count), v.of_numbers(s.choice([1, count]))], some(s, na_rm=v.flag)


@register("diff")
def _diff(v: Values, s: random.Random) -> Arguments:
    return [v.of_numbers()], some(s, lag=lambda: v.count(1, 3), differences=lambda: v.count(1, 3))
