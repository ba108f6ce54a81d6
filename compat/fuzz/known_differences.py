"""Differences between random calls of R and pynnet that docs/differences.md explains.

Each rule looks at the call and at what R gave, and is as narrow as its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from ..cases import Case, Json
from ..compare.fields import Field, number_of

__all__ = ["explanation"]

_Rule: TypeAlias = Callable[[Case, Field, Json, Json], bool]

_INFERENCE = re.compile(r"(inference|kept)\.")


def explanation(kind: str, case: Case, field: Field, theirs: Json, ours: Json) -> str | None:
    """Why a field differs on purpose, or None if that is not known."""
    for why, rule in _RULES[kind].items():
        if rule(case, field, theirs, ours):
            return why
    return None


def _response(case: Case) -> str:
    return str(case.get("formula", "")).partition(" ~ ")[0]


def _error(pattern: str) -> _Rule:
    """R stops with these words."""

    def rule(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
        del case, ours
        return field.name == "error" and re.fullmatch(pattern, theirs["error"] or "") is not None

    return rule


def _text_response(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    del theirs, ours
    return field.name == "error" and _response(case) == "t"


def _empty_level(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    del ours
    about_levels = field.name == "fit.lev" or field.name.endswith(".class")
    used = theirs["fit"] is not None and len(theirs["fit"]["lev"] or ()) > theirs["fit"]["n"][2]
    return about_levels and _response(case) in ("e", "c", "b", "q") and used


def _summ_covariance(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    del theirs, ours
    again = {"summ", "contrasts"} & set(case["args"])
    return bool(again) and field.name.startswith("inference.")


def _offset(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    words = theirs["error"] or ""
    of_r = "argument is of length zero", "number of items to replace", "weights vector of incorrect"
    refused = (ours["error"] or "").startswith("ArgumentError: ncol(offset) is wrong")
    summed = "summ" in (ours["error"] or "") and "offset" in (ours["error"] or "")
    about = field.name == "error" and (words.startswith(of_r) or refused or summed)
    return about and "offset(" in case["formula"]


def _offset_of_new_rows(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R reads an offset that is not there: its numbers differ from session to session."""
    del theirs, ours
    asked = re.fullmatch(r"predictions\.(\d+)\.(probs|class)", field.name)
    return (
        asked is not None
        and "offset(" in case["formula"]
        and "newdata" in case["predict"][int(asked[1])]
    )


def _missing_weights(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R stops where it compares a missing weight with 0, and does not say so."""
    del case
    words = "missing value where TRUE/FALSE needed"
    refused = (ours["error"] or "").startswith("ArgumentError: invalid weights vector")
    return field.name == "error" and theirs["error"] == words and refused


def _response_among_predictors(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    del case, theirs
    if not field.name.startswith("predictions.") or not field.name.endswith(".error"):
        return False
    got = ours["predictions"][int(field.name.split(".")[1])]["error"] or ""
    return "stands on the right-hand side" in got


def _singular(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """The covariance is so large against the weights that no digit of it is certain."""
    del case, ours
    if not _INFERENCE.match(field.name) or field.name.endswith(".error"):
        return False
    vcov = theirs[field.name.partition(".")[0]]["vcov"]["value"]
    if vcov is None:
        return False
    values = np.abs([number_of(v) for v in vcov["values"]])
    diagonal = values.reshape(vcov["dim"])[np.diag_indices(vcov["dim"][0])]
    with np.errstate(all="ignore"):
        return bool(not np.isfinite(values).all() or diagonal.max() > 1e5 * diagonal.min())


def _no_fit_with_hessian(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R's fit with `Hess=TRUE` stops: with an offset, and after summ with two classes."""
    del case, ours
    lost = 'of class "NULL"', "operator is invalid for atomic vectors"
    if not field.name.startswith("kept."):
        return False
    return any(words in str(got["error"]) for got in theirs["kept"].values() for words in lost)


def _several_faults(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """A call with two faults stops in both, each with its own first."""
    both = theirs["error"] is not None and ours["error"] is not None
    args = case["args"]
    faults = [bool(args.get("softmax")), bool(args.get("entropy")), bool(args.get("linout"))]
    faults += [bool(args.get("censored")), args.get("size") == 0 and not args.get("skip")]
    return field.name == "error" and both and sum(faults) > 1


def _no_columns(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    del field, ours
    return theirs["fit"] is not None and theirs["fit"]["n"][0] == 0 and "formula" in case


def _summ_of_one_column(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R drops the dimension of a design with one column, or none, and loses the cases."""
    words = "incorrect number of dimensions", "some case has no observations"
    fit = ours["fit"]
    single = len(fit["vcoefnames"]) == 1 if fit else "incorrect length of 'mask'" in ours["error"]
    summed = bool(case["args"].get("summ"))
    return field.name == "error" and summed and single and theirs["error"] in words


def _summ_of_missing_rows(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R cannot put missing rows among the cases where their positions lie behind them."""
    del ours
    asked = re.fullmatch(r"predictions\.(\d+)\.error", field.name)
    args = case["args"]
    if asked is None or args.get("na.action") != "na.exclude" or not args.get("summ"):
        return False
    words = "length of 'dimnames' [1] not equal to array extent"
    return bool(theirs["predictions"][int(asked[1])]["error"] == words)


def _missing_weights_in_covariance(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R's `vcov` makes the design again, with the rows whose weights are missing."""
    del ours
    if not field.name.startswith("inference.") or "weights" not in case["args"]:
        return False
    return bool(theirs["inference"]["vcov"]["error"] == "subscript out of bounds")


_RULES: dict[str, dict[str, _Rule]] = {
    "nnet": {
        "an argument that R's formula method sets itself": _error(
            r"formal argument \"(softmax|entropy|censored)\" matched by multiple actual arguments"
        ),
        "a response of text is a factor here": _text_response,
        "levels without rows are not kept": _empty_level,
        "the response among the predictors": _response_among_predictors,
        "no columns of predictors": _no_columns,
        "missing weights": _missing_weights,
        "several faults in one call": _several_faults,
    },
    "multinom": {
        "levels without rows are not kept": _empty_level,
        "offsets": _offset,
        "offsets of new rows": _offset_of_new_rows,
        "summ of two classes": _error("argument of length 0"),
        "summ of one column": _summ_of_one_column,
        "summ, and missing rows behind the cases": _summ_of_missing_rows,
        "the covariance after summ or with contrasts": _summ_covariance,
        "the response among the predictors": _response_among_predictors,
        "a covariance near singular": _singular,
        "missing weights and the covariance": _missing_weights_in_covariance,
        "R has no fit with second derivatives": _no_fit_with_hessian,
    },
}
