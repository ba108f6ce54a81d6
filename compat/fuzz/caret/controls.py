"""Random ways to judge settings: trainControl with what goes before it."""

from __future__ import annotations

import random
from typing import NamedTuple

from ...cases import Json
from .tables import classes_of, number_of_rows
from .words import Words, argument, both, call, rows_of, value

__all__ = ["Control", "random_control"]

_SUMMARIES = {
    "twoClassSummary": ("two_class", ("ROC", "Sens")),
    "multiClassSummary": ("multi_class", ("Accuracy", "Kappa", "logLoss", "Mean_F1")),
    "mnLogLoss": ("mn_log_loss", ("logLoss",)),
    "prSummary": ("pr", ("AUC", "F")),
}
_CORRECTED = ("boot632", "optimism_boot", "boot_all")
_METHODS = (
    *("cv", "cv", "cv", "repeatedcv", "boot", "boot", "LGOCV"),
    *("timeslice", "none", "LOOCV", *_CORRECTED),
)
_BOOTSTRAPS = ("boot", *_CORRECTED)
_NEED_PROBABILITIES = ("twoClassSummary", "mnLogLoss", "prSummary")


class Control(NamedTuple):
    """How a search judges: lines before it, the call, and what is known of it.

    Whether predictions are saved, and whether settings are drawn.
    """

    lines: list[Words]
    words: Words
    method: str
    metrics: tuple[str, ...]
    saved: bool
    drawn: bool


def random_control(r: random.Random, table: Json, *, classes: bool, has_gaps: bool) -> Control:
    """How a search judges."""
    n, number = number_of_rows(table), r.choice([2, 3, 4, 5])
    method = r.choice(_METHODS)
    if method == "LOOCV" and n > 20:
        method = "cv"
    given, lines = _drawing(r, method, n, number), list[Words]()
    metrics: tuple[str, ...] = ("RMSE", "Rsquared", "MAE")
    if classes:
        metrics = _summary(r, given, len(classes_of(table)))
    elif r.random() < 0.1:
        given.append(argument("summaryFunction", "summary", both("largest")))
        metrics = ("Largest",)
    if r.random() < 0.4:
        rule = r.choice(["oneSE", "tolerance", "best"])
        given.append(argument("selectionFunction", "selection", rule))
    saved = method not in ("none", "LOOCV") and r.random() < 0.3
    if saved:
        kept = r.choice(["final", "all", True])
        given.append(argument("savePredictions", "save_predictions", kept))
    if r.random() < 0.1:
        options = r.choice([{"thresh": 0.8}, {"thresh": 0.5}, {"pcaComp": 1}, {"pcaComp": 2}])
        given.append(_preprocessing_options(options))
    if method in ("cv", *_BOOTSTRAPS) and not has_gaps and r.random() < 0.2:
        lines, index = _index(r, n, number)
        given.append(argument("index", "index", index))
    elif method in ("none", "LGOCV", *_BOOTSTRAPS) and r.random() < 0.15:
        fits = 0 if method == "none" else number + (method in _CORRECTED)
        given.append(argument("seeds", "seeds", _seeds(r, fits)))
    drawn = r.random() < 0.2
    if drawn or r.random() < 0.05:
        given.append(argument("search", "search", "random" if drawn else "grid"))
    words = call("trainControl", "train_control", *given)
    return Control(lines, words, method, metrics, saved, drawn)


def _drawing(r: random.Random, method: str, n: int, number: int) -> list[Words]:
    """By which method rows are drawn, and how many."""
    given = [argument("method", "method", method)]
    if method in ("cv", "repeatedcv", "LGOCV", *_BOOTSTRAPS):
        given.append(argument("number", "number", number))
    if method == "repeatedcv" or r.random() < 0.02:
        times = [2, 3] if method != "repeatedcv" else [1, 2, 3]
        given.append(argument("repeats", "repeats", r.choice(times)))
    if method == "LGOCV" and r.random() < 0.7:
        given.append(argument("p", "p", r.choice([0.5, 0.6, 0.8, 0.9])))
    if method == "timeslice":
        given.append(argument("initialWindow", "initial_window", n - r.randint(3, 6)))
        given.append(argument("horizon", "horizon", r.choice([1, 2, 3])))
        given.append(argument("fixedWindow", "fixed_window", r.random() < 0.5))
        if r.random() < 0.4:
            given.append(argument("skip", "skip", 1))
    return given


def _preprocessing_options(options: dict[str, float]) -> Words:
    """What principal components are made with, if any are."""
    named = {"pca_comp" if name == "pcaComp" else name: v for name, v in options.items()}
    in_r = ", ".join(f"{name} = {v}" for name, v in options.items())
    return argument("preProcOptions", "preproc_options", Words(f"list({in_r})", repr(named)))


def _seeds(r: random.Random, samples: int) -> Words:
    """Seeds of all fits, and of the last."""
    each = [[r.randint(1, 999) for _ in range(9)] for _ in range(samples)]
    last = r.randint(1, 999)
    in_r = ", ".join([*(value(seeds).r for seeds in each), str(last)])
    return Words(f"list({in_r})", repr([*each, last]))


def _summary(r: random.Random, given: list[Words], k: int) -> tuple[str, ...]:
    """Put in a summary of classes, and that there are probabilities; its metrics."""
    if r.random() < 0.6:
        if r.random() < 0.2:
            given.append(argument("classProbs", "class_probs", True))
        return ("Accuracy", "Kappa")
    names = ["multiClassSummary", "multiClassSummary", "mnLogLoss"]
    if k == 2 or r.random() < 0.1:
        names += ["twoClassSummary", "prSummary"]
    name = r.choice(names)
    if name in _NEED_PROBABILITIES or r.random() < 0.6:
        given.append(argument("classProbs", "class_probs", True))
    given.append(argument("summaryFunction", "summary", Words(name, repr(_SUMMARIES[name][0]))))
    return _SUMMARIES[name][1]


def _index(r: random.Random, n: int, number: int) -> tuple[list[Words], Words]:
    """Rows to train on, drawn before or written out."""
    if r.random() < 0.5:
        drawn = Words(
            f"ix <- createFolds(d$c, {number}, returnTrain = TRUE)",
            f"ix = create_folds(d['c'], {number}, return_train=True)",
        )
        return [drawn], both("ix")
    some = [sorted(r.sample(range(n), r.randint(n // 2, n - 2))) for _ in range(2)]
    words = [rows_of(rows) for rows in some]
    names = ["a", "b"] if r.random() < 0.7 else None
    if names:
        named = ", ".join(f"{a} = {w.r}" for a, w in zip(names, words, strict=True))
        python = ", ".join(f"{a!r}: {w.python}" for a, w in zip(names, words, strict=True))
        return [], Words(f"list({named})", f"{{{python}}}")
    listed = (", ".join(w[k] for w in words) for k in (0, 1))
    r_text, python = listed
    return [], Words(f"list({r_text})", f"[{python}]")
