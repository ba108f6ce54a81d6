"""Differences between random calls of R's caret and of pynnet that the documentation explains.

Each rule looks at the call and at what R gave; docs/caret.md says what they are about.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ...cases import Case, Json
from ...compare.caret import shortest
from ...compare.fields import Field, number_of

__all__ = ["explanation", "without_accidents"]

# What foreach says before an error of a fit, and what a message of prSummary ends with.
_OF_A_TASK = re.compile(r'task \d+ failed - "(.*)"', re.DOTALL)
_LAST_WORD = " FALSE"
_COUNTS = ("method", "", "samples", "predictors", "classes")  # lines with numbers of one width

_OF_R = ("STATS is longer than the extent", "longer object length is not a multiple")
_COLUMNS = (  # what R says of samples that have other columns
    "'data' should have columns consistent with 'lev'",
    "undefined columns selected",
    "numbers of columns of arguments do not match",
)


@dataclass(frozen=True, slots=True)
class _Difference:
    """A field that differs."""

    case: Case
    field: Field
    theirs: Json
    ours: Json

    @property
    def stops(self) -> bool:
        """Whether the field is about an error, or what was warned of on the way to it."""
        return self.field.name in ("error", "warnings")

    @property
    def in_r(self) -> str:
        """R's message."""
        return str(self.theirs["error"] or "")

    @property
    def in_python(self) -> str:
        """Pynnet's message."""
        return str(self.ours["error"] or "")

    def says(self, *words: str) -> bool:
        """Whether a line of the call in R has all these words."""
        return any(all(one in line for one in words) for line in self.case["r"])

    def warned(self, words: str) -> bool:
        """Whether R warned so."""
        return any(warning.startswith(words) for warning in self.theirs["warnings"])


_Rule: TypeAlias = Callable[[_Difference], bool]


def without_accidents(theirs: Json) -> Json:
    """What R gave, without words that are about no call."""
    error = theirs["error"]
    if error is None:
        return theirs
    of_a_task = _OF_A_TASK.fullmatch(error)
    return {**theirs, "error": (of_a_task[1] if of_a_task else error).removesuffix(_LAST_WORD)}


def explanation(case: Case, field: Field, theirs: Json, ours: Json) -> str | None:
    """Why a field differs, if that is known."""
    difference = _Difference(case, field, theirs, ours)
    return next((name for name, applies in _RULES.items() if applies(difference)), None)


# What is printed -------------------------------------------------------------------------------


def _numbers_in_line(d: _Difference, k: int) -> tuple[int, int] | None:
    """The first numbers of a line, if nothing but these differs in a print."""
    if d.field.name != "value.printed.texts":
        return None
    r, p = (got["value"]["items"][0]["texts"] for got in (d.theirs, d.ours))
    alike = len(r) == len(p) and all(
        _word(a) == _word(b) if i < len(_COUNTS) else a == b
        for i, (a, b) in enumerate(zip(r, p, strict=True))
        if i != k
    )
    found = [re.match(r" *(\d+) ", lines[k]) for lines in (r, p)] if alike else [None]
    numbers = [int(one[1]) for one in found if one is not None]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _word(line: str) -> str:
    """A line without what hangs on the width of all counts: blanks, and the plural."""
    return line.strip().removesuffix("s")


def _weights_as_predictor(d: _Difference) -> bool:
    """Weights beside columns are a predictor to caret, which counts and judges them."""
    if not d.says("a <- train(d[c(", "weights = "):
        return False
    if d.field.name.startswith("value.importance."):
        return ".weights" in (d.theirs["value"]["items"][-1].get("rows") or [])
    numbers = _numbers_in_line(d, 3)
    return numbers is not None and numbers[0] == numbers[1] + 1


def _rows_left_out(d: _Difference) -> bool:
    """R's caret counts rows that it leaves out among the samples, and judges variables by them."""
    if not d.says("na.action = na.omit"):
        return False
    if d.field.name.startswith("value.importance."):
        return d.says("method = 'avNNet'") or d.says("method = 'pcaNNet'")
    numbers = _numbers_in_line(d, 2)
    return numbers is not None and numbers[0] > numbers[1]


# Where one stops, and the other does not -------------------------------------------------------


def _never_looked_at(d: _Difference) -> bool:
    """R looks at an argument when it needs it: not at trainControl, if it stops at the data."""
    said = "`repeats` has no meaning for this resampling method."
    left = [w for w in d.ours["warnings"] if w != said]
    alike = shortest(left) == shortest(d.theirs["warnings"])
    return d.field.name == "warnings" and bool(d.in_r) and said in d.ours["warnings"] and alike


def _no_test(d: _Difference) -> bool:
    """R's t.test stops where differences are missing, and its print where a p value is."""
    stopped = d.in_r in ("NA/NaN argument", "not enough 'x' observations")
    return d.stops and stopped and d.case["kind"] == "comparison" and not d.in_python


def _nothing_held_out(d: _Difference) -> bool:
    """A sample that has all rows."""
    return d.stops and d.in_python.startswith("DataError: a sample holds no row out")


def _factor_as_input(d: _Difference) -> bool:
    """R's caret names the dummy variables of a network after the columns that they are made of."""
    of_names = ("invalid 'row.names' length", "length of 'dimnames' [1] not equal")
    return d.field.name == "error" and d.says("varImp(a") and d.in_r.startswith(of_names)


def _summary_of_a_failed_fit(d: _Difference) -> bool:
    """R's caret gives a summary of one's own what is no number where a fit failed."""
    stopped = d.in_r == "non-numeric argument to binary operator"
    own = d.says("summaryFunction = largest")
    return d.stops and own and stopped and d.warned("model fit failed")


def _no_deviation(d: _Difference) -> bool:
    """Columns of a single value have no deviation: caret warns, and divides by what is missing."""
    said = "Std. deviations could not be computed for"
    return d.stops and d.in_python.startswith(f"DataError: {said}") and d.warned(said)


def _gaps_in_columns(d: _Difference) -> bool:
    """Columns with missing values: caret lets each fit find out."""
    stopped = d.in_python.startswith("DataError: x has missing values")
    return d.stops and stopped and d.says("a <- train(d[c(", "'m'")


def _no_counts(d: _Difference) -> bool:
    """A table of no case at all."""
    stopped = d.in_python.startswith("DataError: the table must hold whole numbers")
    return d.field.name == "error" and d.case["kind"] == "matrix" and stopped


def _areas_of_one_predictor(d: _Difference) -> bool:
    """R's caret has no areas under curves of a single predictor for more than two classes."""
    stopped = d.in_r == "dim(X) must have a positive length"
    return (
        d.field.name == "error"
        and stopped
        and d.says("varImp(a")
        and (d.says("'avNNet'") or d.says("'pcaNNet'"))
    )


def _class_without_probabilities(d: _Difference) -> bool:
    """A multinomial model has none of a class that its sample lacks: the log loss is missing.

    caret stops, has other columns, or has none of it at all.
    """
    lacks = d.says("'multinom'", "classProbs = TRUE") and (
        d.warned("group ‘") or d.warned("groups ‘")
    )
    return lacks and (d.field.name == "value.columns.texts" or (d.stops and d.in_r in _COLUMNS))


def _order_of_metrics(d: _Difference) -> bool:
    """Metrics of probabilities come last if the first sample has none; pynnet keeps the order."""
    lacks = d.says("'multinom'", "classProbs = TRUE", "multiClassSummary") and d.warned("group ‘")
    of_results = d.field.name.startswith(("value.results.", "value.printed."))
    if not (lacks and of_results):
        return False
    r, p = (_item(got, "results")["names"] for got in (d.theirs, d.ours))
    return r != p and sorted(r) == sorted(p)


def _item(got: Json, name: str) -> Json:
    return got["value"]["items"][got["value"]["names"].index(name)]


def _network_of_nothing(d: _Difference) -> bool:
    """Of columns that do not vary there are no components: R fits a network without inputs."""
    stopped = d.in_python.startswith("DataError: `x` must have column names: none of its columns")
    return d.stops and stopped and not d.in_r and d.case["kind"] == "components"


def _factors_as_text(d: _Difference) -> bool:
    """R ranks several factors by their text now and then, where it refuses one."""
    stopped = d.in_python.startswith("DataError: Not compatible with requested type")
    return d.stops and stopped and not d.in_r and d.says("varImp(a")


def _two_reasons(d: _Difference) -> bool:
    """Slices that cannot be, for a summary that cannot be: R tells the one, pynnet the other."""
    slices = d.in_r == "wrong sign in 'by' argument"
    return d.stops and slices and "appropriate" in d.in_python


def _no_fit_at_all(d: _Difference) -> bool:
    """Every fit failed: R's caret stumbles over the optimism that there is none of."""
    optimism = d.says("optimism_boot") or d.says("boot_all")
    stopped = optimism and d.in_r == "undefined columns selected"
    return d.stops and stopped and d.in_python.startswith("DataError: Stopping")


def _errors_of_one_row(d: _Difference) -> bool:
    """Leaving rows out one by one gives no standard error: R stops somewhere."""
    return d.stops and bool(d.in_r) and d.in_python.startswith("ArgumentError: invalid 'times'")


# Numbers and warnings --------------------------------------------------------------------------


def _empty_class(d: _Difference) -> bool:
    """A network was fitted to a sample without a class."""
    empty = any(re.fullmatch("group ‘.*’ is empty", said) for said in d.theirs["warnings"])
    return empty and d.says("method = 'nnet'")


def _of_r_itself(d: _Difference) -> bool:
    """R's sweep warns where no column is left that varies, its == of different lengths."""
    said = d.theirs["warnings"]
    left = [w for w in said if not w.startswith(_OF_R)]
    alike = shortest(left) == shortest(d.ours["warnings"])
    return d.field.name == "warnings" and said != left and alike


def _class_that_is_none(d: _Difference) -> bool:
    """With more than two classes R does not look at the one that is named."""
    stopped = d.in_python.startswith("ArgumentError: subscript out of bounds: 'positive'")
    return d.stops and d.case["kind"] == "matrix" and stopped and not d.in_r


def _numbers_as_text(d: _Difference) -> bool:
    """Where a fit failed caret keeps predicted numbers as text of 15 digits."""
    if d.field.name != "value.pred" or not d.warned("model fit failed"):
        return False
    r, p = (_item(got, "pred") for got in (d.theirs, d.ours))
    pairs = zip(r.get("texts", []), map(number_of, p.get("values", [])), strict=True)
    return all(math.isnan(y) if x is None else x == f"{y:.15g}" for x, y in pairs)


def _last_digit_of_p(d: _Difference) -> bool:
    """A p value between two that are printed: SciPy's is another number in the last bits."""
    if d.field.name != "value.printed.texts" or d.case["kind"] != "matrix":
        return False
    r, p = (_item(got, "printed")["texts"] for got in (d.theirs, d.ours))
    pairs = [(x, y) for x, y in zip(r, p, strict=False) if x != y]
    words = [[line.split(" : ") for line in pair] for pair in pairs]
    return len(r) == len(p) and all(
        x[0] == y[0] and "P-Value" in x[0] and math.isclose(float(x[1]), float(y[1]), rel_tol=1e-3)
        for x, y in words
    )


def _names_of_classes(d: _Difference) -> bool:
    """Areas have classes for names of columns, which R makes valid."""
    if d.field.name != "value.importance.names" or not (d.says("'avNNet'") or d.says("'pcaNNet'")):
        return False
    r, p = (got["value"]["items"][-1]["names"] for got in (d.theirs, d.ours))
    return r == list(map(_valid, p))


def _valid(name: str) -> str:
    """A name as R's make.names makes it."""
    valid = re.sub(r"[^\w.]", ".", name)
    return f"{valid}." if valid == "if" else f"X{valid}" if valid[0].isdigit() else valid


def _beyond_the_smallest(d: _Difference) -> bool:
    """A p value below the smallest number of full precision."""
    if not re.fullmatch(r"value\.overall\.\w+PValue", d.field.name):
        return False
    both = [got["value"]["items"][1] for got in (d.theirs, d.ours)]
    k = both[0]["names"].index(d.field.name.rpartition(".")[2])
    return all(number_of(one["values"][k]) < sys.float_info.min for one in both)


def _factor_in_a_call(d: _Difference) -> bool:
    """A factor that stands in a call alone, which is no variable that R's model.frame knows."""
    said = d.theirs["warnings"]
    left = [w for w in said if not re.fullmatch("variable '.*' is not a factor", w)]
    alike = left == d.ours["warnings"]
    return d.field.name == "warnings" and d.case["kind"] == "dummies" and said != left and alike


def _two_of_a_name(d: _Difference) -> bool:
    """Columns that would have the same name, or be mistaken for one another."""
    one = "DataError: two columns would be called "
    return d.stops and d.case["kind"] == "dummies" and d.in_python.startswith(one)


_RULES: dict[str, _Rule] = {
    "D5 and D62, a class without rows": _empty_class,
    "caret counts weights among the predictors": _weights_as_predictor,
    "caret counts rows that were left out": _rows_left_out,
    "a control that was never looked at": _never_looked_at,
    "no test where differences are missing": _no_test,
    "a sample that holds no row out": _nothing_held_out,
    "importance of a factor among columns": _factor_as_input,
    "a summary of a fit that failed": _summary_of_a_failed_fit,
    "columns without a deviation": _no_deviation,
    "missing values in columns": _gaps_in_columns,
    "a table of no case": _no_counts,
    "areas of one predictor": _areas_of_one_predictor,
    "a class without probabilities": _class_without_probabilities,
    "the order of metrics": _order_of_metrics,
    "a network of nothing": _network_of_nothing,
    "factors ranked as text": _factors_as_text,
    "two reasons to stop": _two_reasons,
    "the optimism of no fit": _no_fit_at_all,
    "standard errors of rows left out one by one": _errors_of_one_row,
    "a warning of R itself": _of_r_itself,
    "names of classes": _names_of_classes,
    "a class that is none": _class_that_is_none,
    "predicted numbers as text": _numbers_as_text,
    "the last digit of a p value": _last_digit_of_p,
    "p values below the smallest number": _beyond_the_smallest,
    "a factor in a call": _factor_in_a_call,
    "two columns of a name": _two_of_a_name,
}
