"""Arguments that are given by their places mean what they mean in R."""

from __future__ import annotations

import inspect
import json
import subprocess
from collections.abc import Iterator

import pytest

import pynnet.r
from pynnet._formula.functions import registry

from ..compare.live import require_r

pytestmark = pytest.mark.r

# The names of the arguments of each function of R's, those of the method for what is no object.
_ASK = """
suppressPackageStartupMessages({library(splines); library(MASS); library(nnet); library(e1071)})
arguments <- function(name) {
  for (class in c("default", "numeric")) {
    method <- getS3method(name, class, optional = TRUE)
    if (!is.null(method)) return(I(names(formals(args(method)))))
  }
  found <- get0(name, mode = "function")
  if (is.null(found)) NULL else I(as.character(names(formals(args(found)))))
}
asked <- jsonlite::fromJSON(file("stdin"))
cat(jsonlite::toJSON(setNames(lapply(asked, arguments), asked), null = "null"))
"""
# Those of methods for what they are of, and those that say themselves what differs.
_OTHERS = {
    "AIC", "BIC", "add1", "aggregate", "all_equal", "best_nnet", "capture_output", "drop1",
    "formula", "julian", "merge", "model_matrix", "nnet", "options", "predict", "print_",
    "set_seed", "show", "step", "subset", "summary", "tune", "tune_nnet", "update", "C", "as.Date",
    "droplevels", "format", "mean", "ordered", "rep",
}  # fmt: skip


def _in_r(names: list[str]) -> dict[str, list[str] | None]:
    ran = subprocess.run(
        ["Rscript", "-e", _ASK], input=json.dumps(names), capture_output=True, text=True, check=True
    )
    return {name: given or None for name, given in json.loads(ran.stdout).items()}


def _by_place_in_formulas() -> Iterator[tuple[str, str, list[str]]]:
    for name, function in registry._FUNCTIONS.items():
        if name[0].isalpha():
            yield name, name, list(function.formals)


def _by_place_of_verbs() -> Iterator[tuple[str, str, list[str]]]:
    for name in pynnet.r.__all__:
        verb = getattr(pynnet.r, name)
        if inspect.isfunction(verb):
            parameters = inspect.signature(verb).parameters.values()
            by_place = [
                p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
            ]
            yield name, _dotted(name), [_dotted(p.name) for p in by_place]


def _dotted(name: str) -> str:
    return name.rstrip("_").replace("_", ".")


def _plain(argument: str) -> str:
    return argument.replace("_", ".").rstrip(".") or "..."


@pytest.mark.parametrize("of", [_by_place_in_formulas, _by_place_of_verbs])
def test_arguments_stand_where_they_do_in_r(of: object) -> None:
    """What R has in their place, or nothing: such arguments are passed by their names."""
    require_r("e1071")
    known = list(of())  # type: ignore[operator]
    theirs = _in_r([in_r for _, in_r, _ in known])
    wrong = {}
    for name, in_r, ours in known:
        expected, given = ([_plain(a) for a in found] for found in (theirs[in_r] or ours, ours))
        if name not in _OTHERS and expected[: len(given)] != given:
            wrong[name] = (ours, theirs[in_r])
    assert wrong == {}
    assert sum(found is not None for found in theirs.values()) > 100
