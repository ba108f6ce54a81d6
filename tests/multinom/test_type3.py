"""Likelihood ratio tests of type III, compared with those of R's package car."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, FormulaError, Multinom, multinom
from tests.support import RECORDINGS, assert_same_bits, from_hex

RECORDED = json.loads((RECORDINGS / "type3.json").read_text(encoding="utf-8"))
SUMS = {"Infl": "contr.sum", "Type": "contr.sum", "Cont": "contr.sum"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "terms": {"formula": "race ~ age + smoke"},
    "two": {"formula": "low ~ age * race"},
    "weights": {"formula": "race ~ age + smoke * low", "weights": "w"},
    "counts": {"formula": "cbind(a, b, c) ~ smoke + race"},
    "subset": {"formula": "low ~ age * smoke", "subset": range(150)},
    "missing": {"formula": "low ~ with_missing + race"},
    "treatment": {"formula": "Sat ~ Infl + Type * Cont", "weights": "Freq"},
    "sums": {"formula": "Sat ~ Infl + Type * Cont", "weights": "Freq", "contrasts": SUMS},
}


def birthwt() -> pd.DataFrame:
    data = read_data("birthwt").reset_index(drop=True)
    for name in ("race", "low"):
        data[name] = data[name].astype(str).astype("category")
    data["w"] = np.resize([1.0, 2.0, 0.5], len(data))
    data["a"], data["b"], data["c"] = data["ftv"] + 1, data["ptl"], 2
    data["with_missing"] = data["age"].astype(float)
    data.loc[[2, 49], "with_missing"] = np.nan
    return data


def fitted(name: str, **more: Any) -> Multinom:
    data = read_data("housing") if name in ("treatment", "sums") else birthwt()
    return multinom(data=data, trace=False, **(ARGUMENTS[name] | more))


@pytest.mark.parametrize("case", RECORDED["cases"], ids=lambda case: case["name"])
def test_tests_are_those_of_car(case):
    """All bits of the statistics; of the p values 1e-12, whose functions are not R's."""
    fit = fitted(case["name"])
    assert_same_bits(np.array([fit.deviance]), from_hex(case["deviance"]))
    tests = fit.lr_tests(type=3)
    assert [term.replace("with_missing", "age") for term in tests.index] == case["terms"]
    assert tests["df"].tolist() == case["df"]
    assert_same_bits(tests["statistic"].to_numpy(), from_hex(case["statistic"]))
    np.testing.assert_allclose(tests["p"], from_hex(case["p"]), rtol=1e-12)


@pytest.mark.parametrize("more", [{"decay": 0.1}, {"reltol": 1e-12, "maxit": 1000}])
def test_offset_and_arguments_stay(more):
    """Refits have the decay, the tolerances and the offset of the fit, which car leaves out."""
    formula = "low ~ offset(lwt / 100) + age * smoke"
    fit = fitted("two", formula=formula, **more)
    less = fitted("two", formula="low ~ offset(lwt / 100) + smoke + I(age * smoke)", **more)
    statistic = fit.lr_tests(type=3)["statistic"]
    assert statistic["age"] == less.deviance - fit.deviance


def test_without_interactions_types_agree():
    fit = fitted("terms")
    pd.testing.assert_frame_equal(fit.lr_tests(type=3), fit.lr_tests())
    pd.testing.assert_frame_equal(fit.lr_tests(type="II"), fit.lr_tests())
    pd.testing.assert_frame_equal(fit.lr_tests(type="III"), fit.lr_tests(type=np.int64(3)))


@pytest.mark.parametrize("summ", [2, 3])
def test_collapsed_cases_give_the_tests_of_the_rows(summ):
    """Within 1e-4 of the statistic, to which the searches end: their sums run in another order."""
    few = fitted("treatment", summ=summ).lr_tests(type=3)
    np.testing.assert_allclose(few, fitted("treatment").lr_tests(type=3), rtol=1e-4)


def test_start_weights_are_those_of_all_columns():
    """Models with fewer columns start at 0."""
    fit = fitted("two")
    again = fitted("two", Wts=fit.wts)
    statistics = (one.lr_tests(type=3)["statistic"] for one in (again, fit))
    np.testing.assert_allclose(*statistics, rtol=1e-5)


def test_a_column_that_others_hold_tests_nothing():
    """No coefficient less, so no p value, as in a test of type II."""
    tests = fitted("two", formula="low ~ age + I(2 * age) + race").lr_tests(type=3)
    assert tests["df"].tolist() == [0, 0, 2]
    assert np.isnan(tests["p"].iloc[:2]).all()
    assert fitted("two", formula="low ~ 1").lr_tests(type=3).empty


@pytest.mark.parametrize("wrong", [1, 2.5, "3", "ii", True, None, np.nan, [3], np.array([2, 3])])
def test_other_types_are_refused(wrong):
    with pytest.raises(ArgumentError, match=r"invalid 'type': .* Pass one of 2, 3, "):
        fitted("terms").lr_tests(type=wrong)


def test_a_term_alone_cannot_be_tested():
    with pytest.raises(FormulaError, match="without the columns of race there is nothing"):
        fitted("two", formula="low ~ race - 1").lr_tests(type=3)
    with pytest.raises(ArgumentError, match="the fit comes from slim"):
        fitted("two").slim().lr_tests(type=3)
