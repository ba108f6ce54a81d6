"""Random averaged networks and importance of predictors."""

from __future__ import annotations

import random

from ...cases import Json
from .data import random_data
from .tables import number_of_rows
from .words import Lines, Words, argument, both, call, rows_of

__all__ = ["random_averaging", "random_components", "random_importance"]


_WEIGHTS = Words(
    "w <- lapply(m$model, `[[`, 'wts'); names(w) <- paste0('seed', seq_along(w))",
    "w = {'seed%d' % k: v.wts for k, v in enumerate(m.model, 1)}",
)


def random_averaging(r: random.Random, table: Json) -> Lines:
    """A call of avNNet, and its predictions."""
    classes = r.random() < 0.6
    data = random_data(r, classes=classes)
    given = [*data.arguments]
    if r.random() < 0.3:
        given.append(argument("weights", "weights", both("W")))
    given.append(argument("size", "size", r.choice([1, 1, 2, 3])))
    given.append(argument("repeats", "repeats", r.choice([1, 2, 3])))
    given += further_options(r, classes=classes)
    if r.random() < 0.3:
        given.append(argument("bag", "bag", True))
    if data.is_formula and r.random() < 0.15:
        n = number_of_rows(table)
        given.append(argument("subset", "subset", rows_of(r.sample(range(n), n - n // 4))))
    made = call("avNNet", "avnnet", *given)
    r_parts = "list(printed = printed(m), wts = w, raw = unname(as.matrix(predict(m, new)))"
    python = "{'printed': printed(m), 'wts': w, 'raw': columns(m.predict(new))"
    if classes:
        r_parts += (
            ", prob = unname(as.matrix(predict(m, new, type = 'prob')))"
            ", class = as.character(predict(m, new, type = 'class'))"
        )
        python += (
            ", 'prob': columns(m.predict(new, 'prob'))"
            ", 'class': [str(c) for c in m.predict(new, 'class')]"
        )
    lines = [
        *data.lines,
        Words("W <- d$w", "W = d['w']"),
        Words(f"m <- {made.r}", f"m = {made.python}"),
        _WEIGHTS,
        Words(f"{r_parts})", f"{python}}}"),
    ]
    return [line.r for line in lines], [line.python for line in lines]


def random_components(r: random.Random, table: Json) -> Lines:
    """A call of pcaNNet, and its predictions."""
    classes = r.random() < 0.6
    data = random_data(r, classes=classes)
    given = [*data.arguments]
    if r.random() < 0.3:
        given.append(argument("weights", "weights", both("W")))
    given.append(argument("size", "size", r.choice([1, 1, 2, 3])))
    if not data.is_formula and r.random() < 0.4:  # of a formula caret takes it for a variable
        given.append(argument("thresh", "thresh", r.choice([0.5, 0.8, 0.95, 0.01])))
    given += further_options(r, classes=classes)
    if data.is_formula and r.random() < 0.15:
        n = number_of_rows(table)
        given.append(argument("subset", "subset", rows_of(r.sample(range(n), n - n // 4))))
    made = call("pcaNNet", "pcannet", *given)
    r_parts = (
        "list(printed = printed(m), wts = m$model$wts, raw = unname(as.matrix(predict(m, new)))"
    )
    python = "{'printed': printed(m), 'wts': m.model.wts, 'raw': columns(m.predict(new))"
    if classes:
        r_parts += (
            ", prob = unname(as.matrix(predict(m, new, type = 'prob')))"
            ", class = as.character(predict(m, new, type = 'class'))"
        )
        python += (
            ", 'prob': columns(m.predict(new, 'prob'))"
            ", 'class': [str(c) for c in m.predict(new, 'class')]"
        )
    lines = [
        *data.lines,
        Words("W <- d$w", "W = d['w']"),
        Words(f"m <- {made.r}", f"m = {made.python}"),
        Words(f"{r_parts})", f"{python}}}"),
    ]
    return [line.r for line in lines], [line.python for line in lines]


def further_options(r: random.Random, *, classes: bool) -> list[Words]:
    """Options of the fits; none prints a trace."""
    given = [argument("maxit", "maxit", r.choice([1, 5, 10, 30]))]
    if not classes and r.random() < 0.7:
        given.append(argument("linout", "linout", True))
    for chance, name, choices in (
        (0.5, "decay", [0, 0.01, 0.1, 1]),
        (0.2, "skip", [True]),
        (0.15, "rang", [0, 0.1, 2]),
        (0.1, "MaxNWts", [5, 20, 5000]),
    ):
        if r.random() < chance:
            given.append(argument(name, name, r.choice(choices)))
    return [*given, argument("trace", "trace", False)]


def random_importance(r: random.Random, table: Json) -> Lines:  # noqa: ARG001
    """Importance by the weights of a network or of a multinomial model."""
    classes = r.random() < 0.6
    if classes and r.random() < 0.5:
        data = random_data(r, classes=True, formula=True)
        options = [argument("maxit", "maxit", 20), argument("trace", "trace", False)]
        made = call("multinom", "pynnet.multinom", *data.arguments, *options)
    else:
        data = random_data(r, classes=classes, formula=True)
        size = argument("size", "size", r.choice([1, 2, 3]))
        options = further_options(r, classes=classes)
        made = call("nnet", "pynnet.nnet", *data.arguments, size, *options)
    lines = [
        *data.lines,
        Words(f"m <- {made.r}", f"m = {made.python}"),
        Words("as.data.frame(varImp(m))", "var_imp(m)"),
    ]
    return [line.r for line in lines], [line.python for line in lines]
