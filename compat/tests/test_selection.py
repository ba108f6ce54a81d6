"""Comparing and choosing multinomial models, against live R."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest

from pynnet import PynnetError, multinom

from ..cases import read_data
from ..compare.live import ask_r, require_r

# Data, the model, and what is asked of it: the same in R and in Python.
_STEPS = [
    ("housing", "Sat ~ Infl + Type", "Freq", "~Infl * Type * Cont", "both"),
    ("housing", "Sat ~ 1", "Freq", "~Infl * Type * Cont", "forward"),
    ("housing", "Sat ~ Infl * Type + Cont", "Freq", None, "backward"),
    ("housing", "Sat ~ Infl * Type + Cont", "Freq", None, "both"),
    ("iris", "Species ~ .", None, None, "backward"),
    ("iris", "Species ~ Sepal.Length", None, "~ . + Sepal.Width + log(Petal.Width)", "forward"),
    ("esoph", "agegp ~ ncases", None, "~ ncases * ncontrols", "both"),
    ("warpbreaks", "tension ~ breaks", None, "~ . + wool + I(breaks^2)", "both"),
    ("warpbreaks", "wool ~ breaks * tension", None, None, "both"),
    ("mtcars", "gear ~ 0 + mpg + wt", None, None, "both"),
    ("infert", "case ~ spontaneous + induced + age", None, None, "backward"),
]
_OTHERS = [
    ("housing", "Sat ~ Infl * Type + Cont", "Freq", "drop", None),
    ("housing", "Sat ~ Infl * Type + Cont", "Freq", "drop", "~ Infl"),
    ("housing", "Sat ~ Infl", "Freq", "add", "~ . + Type + Cont"),
    ("iris", "Species ~ Sepal.Length + Sepal.Width", None, "drop", None),
    ("infert", "case ~ spontaneous", None, "add", "~ . + age + induced"),
    ("airquality", "Month ~ Ozone + Temp", None, "drop", None),
    ("housing", "Sat ~ Infl", "Freq", "anova", ". ~ . * Type"),
    ("iris", "Species ~ Sepal.Length", None, "anova", ". ~ . + Sepal.Width"),
    ("infert", "case ~ spontaneous", None, "anova", "~ 1"),
    ("housing", "Sat ~ Infl", "Freq", "update", "~ . ^ 2 + Type - 1"),
]


def _lines(case: tuple[Any, ...]) -> list[str]:
    """R's lines for a case."""
    _, formula, weights, asked, scope = case if case in _OTHERS else (*case[:3], "step", case[3])
    given = "" if weights is None else f", weights = {weights}"
    fit = f"fit <- multinom({formula}, data = d{given}, trace = FALSE)"
    wanted = {
        "step": [
            f"s <- step(fit{'' if scope is None else ', ' + scope}, direction = '{case[4]}')",
            "print(s$call)",
            "print(s$anova)",
        ],
        "drop": [f"print(drop1(fit{'' if scope is None else ', ' + str(scope)}))"],
        "add": [f"print(add1(fit, {scope}))"],
        "anova": [f"print(anova(fit, update(fit, {scope})))"],
        "update": [f"print(update(fit, {scope})$call)"],
    }
    return [fit, *wanted[asked]]


def _ours(case: tuple[Any, ...]) -> str:
    """What is printed here for a case."""
    name, _, weights, asked, scope = case if case in _OTHERS else (*case[:3], "step", case[3])
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            d = read_data(name)
            given = {} if weights is None else {"weights": weights}
            fit = multinom(case[1], d, **given, trace=False)  # a variable would be named
            if asked == "step":
                chosen = fit.step(scope, direction=case[4])
                print(chosen.call)
                print(chosen.step_path)
            elif asked == "anova":
                print(fit.anova(fit.update(scope)))
            elif asked == "update":
                print(fit.update(scope).call)
            else:
                print(fit.drop1(scope) if asked == "drop" else fit.add1(scope))
        except PynnetError as error:
            print(f"ERROR: {str(error).split('? ')[0]}?")
    return out.getvalue().rstrip("\n")


@pytest.mark.r
@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")  # iris stops at maxit in R too, unsaid
def test_selection_prints_what_r_prints() -> None:
    """The path of steps, the trace and every table, to the character."""
    require_r()
    cases = [*_STEPS, *_OTHERS]
    requests = [{"data": case[0], "lines": _lines(case)} for case in cases]
    answers = ask_r("compare/selection.R", requests)
    wrong = {}
    for case, answer in zip(cases, answers, strict=True):
        theirs = "\n".join(
            line.rstrip() if line.startswith("ERROR") else line for line in answer.split("\n")
        )
        ours = _ours(case)
        if ours != theirs.rstrip("\n"):
            wrong[case] = (ours, theirs)
    assert not wrong
