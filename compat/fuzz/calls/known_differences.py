"""Differences between random calls of R and pynnet that docs/differences.md explains.

Each rule looks at the call and at what R gave, and is as narrow as its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pandas as pd

from ...cases import Case, Json
from ...cases.data import read_data
from ...compare.fields import Field, number_of
from ...compare.multinom import near_text

__all__ = ["explanation"]

_Rule: TypeAlias = Callable[[Case, Field, Json, Json], bool]

_UNCERTAIN = 1e7  # R's limit is 7e7; at this condition 1e-7 is left of the digits
_INFERENCE = re.compile(r"inference\.|kept\.|methods\.(confint|tidy)")
_OF_THE_MASK = "incorrect length of 'mask'"


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
    factor = _response(case) in ("e", "c", "b", "q") or "factor(" in _response(case)
    return about_levels and factor and used


def _summ_covariance(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    del theirs, ours
    again = {"summ", "contrasts"} & set(case["args"])
    return bool(again) and field.name.startswith(("inference.", "methods.confint", "methods.tidy"))


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
    """R takes small singular values for 0, and rounding decides which: no digit is certain then."""
    del case, ours
    if not _INFERENCE.match(field.name) or field.name.endswith(".error"):
        return False
    vcov = theirs["kept" if field.name.startswith("kept.") else "inference"]["vcov"]["value"]
    if vcov is None:
        return False
    values = np.array([number_of(v) for v in vcov["values"]]).reshape(vcov["dim"])
    return not np.isfinite(values).all() or bool(np.linalg.cond(values) > _UNCERTAIN)


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
    words = f"{theirs['error']} {ours['error']}"
    faults += [bool(args.get("censored")), "no weights to fit" in words, ") weights" in words]
    faults.append("neither an intercept nor a predictor" in words)
    return field.name == "error" and both and sum(faults) > 1


def _no_columns(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R connects units to themselves where there are no inputs: two more weights for each."""
    if "formula" not in case:
        return False
    if theirs["fit"] is not None:
        return bool(theirs["fit"]["n"][0] == 0)
    if field.name == "error" and "as there are none" in (ours["error"] or ""):
        return theirs["error"] in ("weights vector of incorrect length", _OF_THE_MASK)
    if theirs["error"] == _OF_THE_MASK:
        return field.name == "error" and re.search(r"~ (0|-1)$", case["formula"]) is not None
    counts = [
        re.search(r"too many \((\d+)\) weights", got["error"] or "") for got in (theirs, ours)
    ]
    if field.name != "error" or counts[0] is None:
        return False
    if counts[1] is None:
        return ours["fit"] is not None and bool(ours["fit"]["n"][0] == 0)
    more, size = int(counts[0][1]) - int(counts[1][1]), case["args"].get("size", 0)
    return bool(more > 2 * size if case["args"].get("skip") else more == 2 * size > 0)


def _lacks_several(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """New rows lack two variables, one of which has the name of a function of R."""
    del case
    asked = re.fullmatch(r"predictions\.(\d+)\.error", field.name)
    if asked is None:
        return False
    r, p = (got["predictions"][int(asked[1])]["error"] or "" for got in (theirs, ours))
    return r.endswith("' not found") and "it is a function" in p


def _summ_of_one_column(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R drops the dimension of a design of one column, none, or one case, and loses the cases."""
    if case["args"].get("summ", 0) not in (2, 3):
        return False
    fit, error = ours["fit"], _error_of(field, ours) or ""
    of_a_method = field.name.startswith("methods.")  # which leaves out terms
    none = "incorrect length of 'mask'" in error
    alone = (
        error == ""
        and fit is not None
        and 1 in (len(fit["vcoefnames"]), fit["fitted_values"]["dim"][0])
    )
    # where R fails before it looks whether the trial has other rows
    other_rows = "number of rows in use has changed" in error
    single = none or alone or (of_a_method and (error == "" or other_rows))
    words = "incorrect number of dimensions", "some case has no observations"
    return single and _error_of(field, theirs) in words


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
    about = field.name.startswith(("inference.", "methods.confint", "methods.tidy"))
    if not about or "weights" not in case["args"] or theirs["fit"] is None:
        return False
    return bool(theirs["inference"]["vcov"]["error"] == "subscript out of bounds")


def _no_rows(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R fits a network to nothing, or stops with words about something else."""
    del case
    refused = "no rows to fit" in (ours["error"] or "")
    nothing = theirs["fit"] is None or theirs["fit"]["fitted_values"]["dim"][0] == 0
    return field.name == "error" and refused and nothing


def _always_the_second(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R codes the second of two levels as 0 if no case has the first."""
    del case, field, ours
    levels = None if theirs["fit"] is None else theirs["fit"]["lev"]
    two = levels is not None and len(levels) == 2
    return two and f"group ‘{levels[0]}’ is empty" in theirs["warnings"]


def _nothing_but_missing(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """A variable of new rows that is missing throughout has no type here, in R it is logical."""
    asked = re.fullmatch(r"predictions\.(\d+)\.error", field.name)
    if asked is None or ours["predictions"][int(asked[1])]["error"] is not None:
        return False
    words = theirs["predictions"][int(asked[1])]["error"] or ""
    derivatives = words == "length of 'derivs' is larger than length of 'x'"
    of_splines = derivatives and re.search(r"\b[bn]s\(", str(case)) is not None
    no_type = words.endswith(' but type "logical" was supplied')
    return "newdata" in case["predict"][int(asked[1])] and (no_type or of_splines)


def _single_missing_row(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    asked = re.fullmatch(r"predictions\.(\d+)\.error", field.name)
    if asked is None or "newdata" not in case["predict"][int(asked[1])]:
        return False
    r, p = (got["predictions"][int(asked[1])] for got in (theirs, ours))
    found = p["probs"]
    unknown = found is not None and found["dim"][0] == 1 and set(found["values"]) == {"nan"}
    alone = unknown or p["class"] == [None]
    return alone and r["error"] == "subscript out of bounds"


def _rows_of_collapsed_fits(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """Fewer terms leave fewer cases after summ: R does not compare such fits."""
    del ours
    asked = re.fullmatch(r"methods\.(drop1|add1|step|anova|lr_tests)\.(\d+)\.error", field.name)
    words = (
        "number of rows in use has changed: remove missing values?",
        "models were not all fitted to the same size of dataset",
    )
    if asked is None or case["args"].get("summ", 0) == 0:
        return False
    return theirs["methods"][int(asked[2])]["error"] in words


def _decay_of_other_length(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R pads a decay that is too short with zeros, and cuts one that is too long."""
    del theirs
    refused = (ours["error"] or "").startswith("ArgumentError: invalid 'decay': got ")
    return field.name == "error" and refused and isinstance(case["args"].get("decay"), list)


def _nothing_to_estimate(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """A model of an offset alone, where R fits the weight that is 0; tests against nothing."""
    del theirs
    refused = "neither an intercept nor a predictor" in (_error_of(field, ours) or "")
    return refused and ("offset(" in case["formula"] or "methods.lr_tests" in field.name)


def _lost_digits(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """Second derivatives that rounding has left: sums over the cases whose terms cancel.

    Either sum may be wrong by a rounding of the largest term, at least 1 before it is weighted, for
    each case, and for each of some five products in a term. A weight of the network is among these.
    """
    if field.name not in ("fit.Hessian", "nnet_hess"):
        return False
    tables = [
        got["fit"]["Hessian"] if "." in field.name else got["nnet_hess"] for got in (theirs, ours)
    ]
    if None in tables or tables[0]["dim"] != tables[1]["dim"]:
        return False
    r, p = (np.array([number_of(v) for v in table["values"]]) for table in tables)
    roundings = 2 * (theirs["fit"]["fitted_values"]["dim"][0] + 5)
    factor = max(1.0, *(abs(number_of(weight)) for weight in theirs["fit"]["wts"]))
    largest = max(_largest_weight(case) * factor, np.abs(r).max())
    return bool((np.abs(r - p) <= roundings * 2.0**-53 * largest).all())


def _largest_weight(case: Case) -> float:
    """The largest weight of a case, at least 1."""
    weights = case["args"].get("weights", ())
    if isinstance(weights, str):
        weights = read_data(case["data"])[weights]
    return max(1.0, *(float(weight) for weight in weights if not pd.isna(weight)), 1.0)


def _rows_without_weight(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R counts rows whose weight is 0 among those in use."""
    changed = "number of rows in use has changed" in (_error_of(field, theirs) or "")
    if not changed or "weights" not in case["args"]:
        return False
    without = any(number_of(weight) == 0 for weight in theirs["fit"]["weights"])
    return without and _error_of(field, ours) is None


def _elsewhere(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R looks for what new rows lack where the formula was written."""
    del case
    asked = re.fullmatch(r"predictions\.(\d+)\.error", field.name)
    if asked is None:
        return False
    r, p = (got["predictions"][int(asked[1])]["error"] or "" for got in (theirs, ours))
    lacks = re.search(r"object '(.+)' not found: newdata has no such column", p)
    if lacks is None:
        return False
    other = f"variable lengths differ (found for '{lacks[1]}')"  # what R found there
    return r in ("(subscript) logical subscript too long", other)


def _error_of(field: Field, result: Json) -> str | None:
    """The error that a field is about."""
    if field.name == "error":
        return result["error"]  # type: ignore[no-any-return]
    asked = re.fullmatch(r"methods\.\w+\.(\d+)\.error", field.name)
    return result["methods"][int(asked[1])]["error"] if asked else None


def _tests_of_other_rows(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """What stands for lr_tests() in R does not look at the rows; here they must be the same."""
    del case
    changed = "number of rows in use has changed" in (_error_of(field, ours) or "")
    return "methods.lr_tests" in field.name and changed and _error_of(field, theirs) is None


def _tests_of_other_collapsed_rows(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """After summ R's refit may have as many cases as the fit, but of more rows; here it cannot."""
    asked = re.fullmatch(r"methods\.lr_tests\.(\d+)", field.name)
    if asked is None or not case["args"].get("summ", 0) or not ours["fit"]["na_action"]:
        return False
    r, p = (got["methods"][int(asked[1])]["text"] for got in (theirs, ours))
    terms = [[line.split()[:-1] for line in _without_sizes(text)] for text in (r, p)]
    return terms[0] == terms[1]


def _size_of_the_design(case: Case, field: Field, theirs: Json, ours: Json) -> bool:
    """R prints the size of the collapsed design whatever `trace` is."""
    if case["args"].get("summ", 0) == 0:
        return False
    if field.name == "trace":
        return _without_sizes(theirs["trace"]) == ours["trace"] == []
    asked = re.fullmatch(r"methods\.\w+\.(\d+)", field.name)
    if asked is None:
        return False
    r, p = (got["methods"][int(asked[1])]["text"] for got in (theirs, ours))
    return near_text(field.name, _without_sizes(r), _without_sizes(p)).equal


def _without_sizes(lines: list[str]) -> list[str]:
    return [line for line in lines if not re.fullmatch(r"\[1\] +\d+ +\d+", line)]


_RULES: dict[str, dict[str, _Rule]] = {
    "nnet": {
        "D10, an option that R's formula method sets itself": _error(
            r"formal argument \"(softmax|entropy|censored)\" matched by multiple actual arguments"
        ),
        "D8, a decay of another length": _decay_of_other_length,
        "D13, text is a factor": _text_response,
        "D14, no rows": _no_rows,
        "D62, always the second of two levels": _always_the_second,
        "D5, levels without rows": _empty_level,
        "D27, the response among the predictors": _response_among_predictors,
        "D46, nothing but missing values": _nothing_but_missing,
        "D15, no inputs": _no_columns,
        "D96, missing weights": _missing_weights,
        "D96, several faults in one call": _several_faults,
        "D96, several variables that new rows lack": _lacks_several,
        "D26, second derivatives that rounding has left": _lost_digits,
    },
    "multinom": {
        "D14, no rows": _no_rows,
        "D5, levels without rows": _empty_level,
        "D33, offsets": _offset,
        "D33, an offset alone": _nothing_to_estimate,
        "D34, summ of one column": _summ_of_one_column,
        "D34, summ, and missing rows behind the cases": _summ_of_missing_rows,
        "D38, tests of models of other rows": _tests_of_other_rows,
        "D38, tests of collapsed models of other rows": _tests_of_other_collapsed_rows,
        "D38, rows without weight": _rows_without_weight,
        "D96, several faults in one call": _several_faults,
        "D26, second derivatives that rounding has left": _lost_digits,
        "D41, what new rows lack": _elsewhere,
        "D34, the size of the collapsed design": _size_of_the_design,
        "D33, offsets of new rows": _offset_of_new_rows,
        "D34, summ of two classes": _error("argument of length 0"),
        "D34, collapsed fits of other numbers of cases": _rows_of_collapsed_fits,
        "D32, the covariance after summ or with contrasts": _summ_covariance,
        "D27, the response among the predictors": _response_among_predictors,
        "D46, nothing but missing values": _nothing_but_missing,
        "D36, a single new row with missing values": _single_missing_row,
        "D95, a covariance near singular": _singular,
        "D32, missing weights and the covariance": _missing_weights_in_covariance,
        "D33, R has no fit with second derivatives": _no_fit_with_hessian,
    },
}
