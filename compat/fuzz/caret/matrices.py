"""Random confusion matrices, of tables and of cases; and what preProcess does to columns."""

from __future__ import annotations

import random

from ...cases import Json
from .tables import number_of_rows
from .words import Lines, Words, argument, both, call, value

__all__ = [
    "component_options",
    "random_judging",
    "random_matrix",
    "random_preprocessing",
]


_PARTS = Words(
    "list(printed = printed(m), overall = m$overall, rates = m$byClass, positive = m$positive)",
    "{'printed': printed(m), 'overall': m.overall, 'rates': m.by_class, 'positive': m.positive}",
)


def random_matrix(r: random.Random, table: Json) -> Lines:
    """A call of confusionMatrix."""
    n = number_of_rows(table)
    levels = r.choice([["a", "b"], ["yes", "no"], ["B", "c", "A"], ["1", "10", "2"], list("pqrs")])
    levels = ["a long name", "b"] if r.random() < 0.05 else levels
    lines = _of_table(r, levels) if r.random() < 0.5 else _of_cases(r, levels, n)
    given = list(lines.pop())
    if r.random() < 0.4:
        modes = ["sens_spec", "prec_recall", "everything", "everything", "other"]
        given.append(argument("mode", "mode", r.choice(modes)))
    if r.random() < 0.3:
        given.append(argument("positive", "positive", r.choice([*levels, "none of them"])))
    if r.random() < 0.25:
        given.append(argument("prevalence", "prevalence", _prevalence(r, levels)))
    made = call("confusionMatrix", "confusion_matrix", *given)
    lines += [Words(f"m <- {made.r}", f"m = {made.python}"), _PARTS]
    return [line.r for line in lines], [line.python for line in lines]


def _prevalence(r: random.Random, levels: list[str]) -> float | dict[str, float] | list[float]:
    shares = [r.choice([0, 0.1, 0.2, 0.5, 1]) for _ in levels]
    odd = r.random()
    if odd < 0.1:
        return shares
    if odd < 0.2 or len(levels) == 2:
        return shares[0]
    named = list(zip(levels, shares, strict=True))
    if r.random() < 0.2:
        r.shuffle(named)
    return dict(named)


def _of_table(r: random.Random, levels: list[str]) -> list:
    most = r.choice([1, 3, 30, 30, 1000])
    counts = [0 if r.random() < 0.25 else r.randint(0, most) for _ in range(len(levels) ** 2)]
    rows = r.sample(levels, len(levels)) if r.random() < 0.05 else levels
    names = r.choice([("Prediction", "Reference"), ("A", "B"), ("guess", "the truth")])
    axes = ", ".join(
        f"`{name}` = {value(labels).r}" for name, labels in zip(names, (rows, levels), strict=True)
    )
    k = len(levels)
    table = Words(
        f"t <- as.table(matrix({value(counts).r}, {k}, dimnames = list({axes})))",
        f"t = Table(np.array({counts}).reshape({k}, {k}, order='F'), "
        f"{dict(zip(names, (rows, levels), strict=True))!r})",
    )
    return [table, [both("t")]]


def _of_cases(r: random.Random, levels: list[str], n: int) -> list:
    said, true = ([r.choice(levels) for _ in range(n)] for _ in range(2))
    if r.random() < 0.6:
        said = [t if r.random() < 0.7 else s for s, t in zip(said, true, strict=True)]
    for labels in (said, true):
        if r.random() < 0.2:
            labels[r.randrange(n)] = None
    if r.random() < 0.05:
        said = said[:-1]
    lines = []
    for name, labels in (("p", said), ("o", true)):
        used = list(levels)
        if r.random() < 0.2:
            r.shuffle(used)
        if r.random() < 0.1:
            used = [level for level in used if level in labels]
        texts = ", ".join("NA" if label is None else repr(label) for label in labels)
        lines.append(
            Words(
                f"{name} <- factor(c({texts}), levels = {value(used).r})",
                f"{name} = pd.Categorical({labels!r}, {used!r})",
            )
        )
    given = [both("p"), both("o")]
    if r.random() < 0.2:
        given.append(argument("dnn", "dnn", ["Said", "True"]))
    return [*lines, given]


def random_judging(r: random.Random, table: Json) -> Lines:
    """A call of postResample, of numbers or of classes."""
    n = number_of_rows(table)
    if r.random() < 0.5:
        one, other = (r.choice(["x", "y", "z", "p", "m", "k", "one", "rare"]) for _ in range(2))
        first = r.choice([1, 2, n])
        in_r = f"postResample(d[['{one}']][1:{first}], d[['{other}']][1:{first}])"
        return [in_r], [f"post_resample(d['{one}'].iloc[:{first}], d['{other}'].iloc[:{first}])"]
    levels = r.choice([["a", "b"], ["B", "c", "A"], list("pqrs")])
    lines = _of_cases(r, levels, n)[:2]
    lines.append(Words("postResample(p, o)", "post_resample(p, o)"))
    return [line.r for line in lines], [line.python for line in lines]


def component_options(r: random.Random) -> list[Words]:
    """How many principal components there are to be."""
    if r.random() < 0.3:
        return [argument("thresh", "thresh", r.choice([0.5, 0.8, 0.99, 0.01]))]
    return [argument("pcaComp", "pca_comp", r.choice([1, 2, 3]))] if r.random() < 0.3 else []


def random_preprocessing(r: random.Random, table: Json) -> Lines:
    """A call of preProcess, and what it does to the same rows and to the first."""
    n = number_of_rows(table)
    names = ["x", "z", "p", "k", "y", "my var", "m", "one", "rare", "w", "g", "l", "t", "c"]
    chosen = r.sample(names, r.randint(1, 5))
    frame = Words(f"d[{value(chosen).r}]", f"d[{chosen!r}]")
    first = r.choice([1, 2, 3, n])
    if r.random() < 0.2:
        frame = Words(f"head({frame.r}, {first})", f"{frame.python}.head({first})")
    elif r.random() < 0.15:
        chosen = [name for name in chosen if name not in ("g", "l", "t", "c")] or ["x"]
        frame = Words(f"as.matrix(d[{value(chosen).r}])", f"d[{chosen!r}]")
    methods = r.choice(
        [["center", "scale"], ["center"], ["scale"], ["range"], ["zv"], ["zv", "center"],
         ["zv", "range"], ["scale", "center", "zv"], ["range", "scale"], ["center", "other"],
         ["pca"], ["zv", "pca"], ["pca"], ["center", "scale", "pca"]]
    )  # fmt: skip
    given = [both("u")]
    if r.random() < 0.8 or "range" in methods:
        given.append(argument("method", "method", methods if len(methods) > 1 else methods[0]))
    if "range" in methods and set(chosen) - {"g", "l", "t", "c"} and r.random() < 0.4:
        bounds = r.choice([[-1, 1], [0, 10], [0.1, 0.9], [2, 1], [0, 0]])
        given.append(argument("rangeBounds", "range_bounds", bounds))
    if "pca" in methods:
        given += component_options(r)
    made = call("preProcess", "preprocess", *given)
    lines = [
        Words(f"u <- {frame.r}", f"u = {frame.python}"),
        Words(f"m <- {made.r}", f"m = {made.python}"),
        Words(
            "list(printed = printed(m), new = as.data.frame(predict(m, u)), "
            "few = as.data.frame(predict(m, head(u, 2))), "
            "mean = if (length(m$mean)) m$mean, std = if (length(m$std)) m$std, "
            "rotation = if (length(m$rotation)) unname(as.matrix(m$rotation)))",
            "{'printed': printed(m), 'new': m.predict(u), 'few': m.predict(u.head(2)), "
            "'mean': None if m.mean is None or m.mean.empty else m.mean, "
            "'std': None if m.std is None or m.std.empty else m.std, "
            "'rotation': None if m.rotation is None else m.rotation.to_numpy()}",
        ),
    ]
    return [line.r for line in lines], [line.python for line in lines]
