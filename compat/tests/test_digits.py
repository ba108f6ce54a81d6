"""The digits that fits and their summaries are printed with, against live R."""

from __future__ import annotations

import contextlib
import io

import pytest

from pynnet import Multinom, NNet, multinom, nnet, options, show

from ..cases import read_data
from ..compare.live import ask_r, require_r

_MULTINOM = {"iris": "Species ~ Sepal.Width + Petal.Length", "infert": "case ~ spontaneous"}
_ASKED = [None, 1, 3, 9]
_NNET = "nnet(c(0, 1, 2), c(1, 3, 5), size = 0, skip = TRUE, linout = TRUE, decay = 1/3, "
_NNET += "Wts = c(1234.5678, -0.000123), maxit = 0, trace = FALSE)"


def _lines() -> list[str]:
    """R prints each at each number of digits: of the call, of the summary, of the options."""
    lines = []
    for digits in _ASKED:
        given = "" if digits is None else f", digits = {digits}"
        lines += [
            f"print(fit{given})",
            f"print(summary(fit, TRUE, Wald.ratios = TRUE{given}))",
            f"print(made{given})",
        ]
    return ["made <- summary(fit)", *lines, "options(digits = 4)", *lines, "options(digits = 7)"]


def _ours(fit: NNet | Multinom) -> str:
    """What is printed here."""
    out = io.StringIO()
    made = fit.summary()
    with contextlib.redirect_stdout(out):
        for standing in (7, 4):
            with options(digits=standing):
                for digits in _ASKED:
                    show(fit, digits=digits)
                    theirs = isinstance(fit, Multinom)
                    show(fit.summary(True, digits, True) if theirs else fit.summary())
                    show(made, digits=digits)
    return out.getvalue()


@pytest.mark.r
@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")  # iris stops at maxit in R too, unsaid
def test_digits_of_summaries_are_those_of_r() -> None:
    """Those of the coefficients are asked for; the deviance has those of the options."""
    require_r()
    fitted = "fit <- multinom(formula, data = d, trace = FALSE)"
    requests = [
        {"data": name, "lines": [f"formula <- {formula}", fitted, *_lines()]}
        for name, formula in _MULTINOM.items()
    ]
    requests.append({"data": "iris", "lines": [f"fit <- {_NNET}", *_lines()]})
    theirs = ask_r("compare/selection.R", requests)
    ours = []
    for name, formula in _MULTINOM.items():
        d = read_data(name)
        ours.append(_ours(multinom(formula, data=d, trace=False)))
    given = {"Wts": [1234.5678, -0.000123], "size": 0, "skip": True, "linout": True}
    network = nnet([0, 1, 2], [1, 3, 5], decay=1 / 3, maxit=0, trace=False, **given)
    ours.append(_ours(network))
    for mine, answer in zip(ours, theirs, strict=True):
        assert mine.rstrip("\n").split("\n") == answer.split("\n")
