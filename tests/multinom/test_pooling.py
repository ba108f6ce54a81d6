"""Fits to several imputations as one result, compared with R's package mice."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, FitWarning, Multinom, load_iris, multinom, nnet, pool
from tests.support import RECORDINGS, from_hex

RECORDED = json.loads((RECORDINGS / "pooling.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def fits() -> list[Multinom]:
    """Every sixth age is replaced, each time by another one."""
    birthwt = read_data("birthwt").reset_index(drop=True)
    birthwt["race"] = birthwt["race"].astype(str)
    found = []
    for shift in (1, 5, 11, 40):
        data = birthwt.copy()
        rows = np.arange(2, 189, 6)
        data.loc[rows, "age"] = birthwt["age"].to_numpy()[(rows + 1 + shift) % 189]
        formula = "race ~ age + smoke"
        found.append(multinom(formula, data, trace=False, maxit=1000, reltol=1e-12))
    return found


@pytest.mark.parametrize(
    ("name", "dfcom"), [("default", None), ("infinite", np.inf), ("small", 20), ("infinite", 2**64)]
)
def test_pooled_as_by_mice(name, dfcom, fits):
    """Within 1e-7: the variances are, as everywhere."""
    got, theirs = pool(fits, dfcom=dfcom), RECORDED[name]
    assert got["estimate"].tolist() == pytest.approx(from_hex(theirs["estimate"]), rel=1e-14)
    np.testing.assert_allclose(got["std_error"] ** 2, from_hex(theirs["t"]), rtol=1e-7)
    for column in ("df", "riv", "lambda", "fmi", "p"):
        np.testing.assert_allclose(got[column], from_hex(theirs[column]), rtol=1e-6, err_msg=column)
    assert list(got["class"]) == ["2"] * 3 + ["3"] * 3
    assert list(got["term"]) == ["(Intercept)", "age", "smoke"] * 2


def test_intervals_hold_what_the_test_does_not_reject(fits):
    """At the level 1 - p the end of an interval is 0."""
    for row in pool(fits).itertuples():
        again = pool(fits, level=1 - row.p).loc[row.Index]
        assert min(abs(again["conf_low"]), abs(again["conf_high"])) < 1e-8 * row.std_error


def test_fits_that_agree_say_what_one_says(fits):
    """Nothing is missing: no share of the variance, and the degrees of freedom are the data's."""
    one = fits[0].tidy()
    both = pool([fits[0], fits[0]], dfcom=np.inf)
    np.testing.assert_allclose(both["std_error"], one["std_error"])
    np.testing.assert_allclose(both["conf_low"], one["conf_low"])
    assert (both[["riv", "lambda", "fmi"]] == 0).all(axis=None)
    assert np.isinf(both["df"]).all()


def test_what_is_not_one_model_is_refused(fits):
    iris = load_iris()
    other = multinom("Species ~ Sepal.Width", iris, trace=False)
    for wrong, words in (
        ([], "has 0 fit"),
        (fits[:1], "has 1 fit"),
        (fits[0], "a list of fits"),
        (
            [
                fits[0],
                nnet("Sepal.Width ~ Petal.Width", iris, size=1, seed=1, linout=True, trace=False),
            ],
            "a list",
        ),
        ([fits[0], other], "the classes differ"),
        ([other, multinom("Species ~ Sepal.Length", iris, trace=False)], "the terms differ"),
        ([other, multinom("Species ~ Sepal.Width", iris[:140], trace=False)], "observations"),
    ):
        with pytest.raises(ArgumentError, match=words):
            pool(wrong)
    for dfcom in (0, -1, "a", np.nan):
        with pytest.raises(ArgumentError, match="dfcom"):
            pool(fits, dfcom=dfcom)


def test_variances_below_zero_and_no_degrees_of_freedom_are_missing():
    """By rounding, or because there are more coefficients than observations."""
    data = pd.DataFrame({"x": np.arange(12) / 12, "z": list("pq") * 6, "y": list("ab") * 6})
    with pytest.warns(FitWarning, match="a weight above 0"):
        fit = multinom("y ~ x + z", data, weights=[0.0] * 12, trace=False)
    assert np.isnan(pool([fit, fit])["p"]).all()
