"""Lek's profile: worked out by hand, and what it is of."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, lek_profile, nnet

HELD = ["minimum", "lower quartile", "median", "upper quartile", "maximum", "profile"]


def test_profile_worked_by_hand():
    """One hidden unit: output 2 * logistic(p - q) - 1, over three values of p."""
    x = pd.DataFrame({"p": [0.0, 1.0, 4.0], "q": [0.0, 2.0, 10.0]})
    fit = nnet(x, [0, 1, 1], size=1, Wts=[0, 1, -1, -1, 2], linout=True, maxit=0, trace=False)
    found = lek_profile(fit, x, inputs="p", steps=3)
    # The quartiles of 0, 2, 10 are 1, 2, 6.
    held = dict(zip(HELD, [0, 1, 2, 6, 10], strict=False))
    for level, q in held.items():
        rows = found[found["held"] == level]
        assert rows["value"].tolist() == [0.0, 2.0, 4.0]
        by_hand = [2 / (1 + math.exp(q - p)) - 1 for p in (0, 2, 4)]
        assert rows["response"].to_numpy() == pytest.approx(by_hand, rel=1e-15)
    # The median of the five outputs is the one at the median: the output falls with q.
    rows = found[found["held"] == "profile"]
    assert rows["response"].tolist() == found[found["held"] == "median"]["response"].tolist()


def test_profile_is_the_median_of_the_five_levels(iris):
    """For each input, step and output; the table is complete and in order."""
    fit = nnet("Species ~ .", iris, size=2, decay=0.01, maxit=0, seed=1, trace=False)
    found = lek_profile(fit, iris)
    assert len(found) == 4 * 6 * 12 * 3
    assert found.columns.tolist() == ["input", "value", "held", "output", "response"]
    assert found["input"].unique().tolist() == list(fit.coefnames)
    assert found["output"].unique().tolist() == list(fit.lev)
    assert found["held"].cat.categories.tolist() == HELD
    keys = ["input", "value", "output"]
    levels = found[found["held"] != "profile"].groupby(keys)["response"].median()
    profile = found[found["held"] == "profile"].set_index(keys)["response"]
    pd.testing.assert_series_equal(levels.sort_index(), profile.sort_index())
    for name in fit.coefnames:
        value = found.loc[found["input"] == name, "value"]
        assert (value.min(), value.max()) == (iris[name].min(), iris[name].max())


def test_outputs_are_those_that_are_predicted(iris):
    """The rows of a level are rows for predict()."""
    formula = "Sepal.Length ~ Petal.Width + Petal.Length"
    fit = nnet(formula, iris, size=2, linout=True, maxit=0, seed=1, trace=False)
    found = lek_profile(fit, iris, inputs=["Petal.Length"], steps=5)
    rows = found[found["held"] == "upper quartile"]
    new = pd.DataFrame(
        {"Petal.Length": rows["value"], "Petal.Width": iris["Petal.Width"].quantile(0.75)}
    )
    assert rows["response"].tolist() == fit.predict(new).tolist()


def test_rows_with_missing_values_are_left_out(gaps):
    """As predict() has nothing for them."""
    fit = nnet("y ~ u + v", gaps, size=1, maxit=0, seed=1, trace=False)
    found = lek_profile(fit, gaps)
    assert not found["response"].isna().any()
    pd.testing.assert_frame_equal(found, lek_profile(fit, gaps.dropna()))


def test_input_that_does_not_vary_is_a_point():
    """All its values are the same, and no number is lost."""
    fit = nnet([[1, 0], [1, 1]], [0, 1], size=1, maxit=0, seed=1, trace=False)
    found = lek_profile(fit, [[1, 0], [1, 1]], inputs="i1", steps=2)
    assert found["value"].tolist() == [1.0] * 12
    assert np.isfinite(found["response"]).all()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"inputs": "Petal.Lenth"}, "has no input 'Petal.Lenth': did you mean 'Petal.Length'"),
        ({"inputs": "zzz"}, "has no input 'zzz': pass some of Petal.Width, Petal.Length"),
        ({"inputs": ["Petal.Width"] * 2}, "Pass each name once"),
        ({"inputs": []}, "Pass each name once"),
        ({"steps": 1}, "invalid 'steps'"),
    ],
)
def test_what_there_is_not_is_refused(iris, how, message):
    """With what there is."""
    fit = nnet("Species ~ Petal.Width + Petal.Length", iris, size=1, maxit=0, seed=1, trace=False)
    with pytest.raises(ArgumentError, match=message):
        lek_profile(fit, iris, **how)


def test_data_without_a_complete_row_are_refused(gaps):
    """There are no ranges."""
    fit = nnet("y ~ u + v", gaps, size=1, maxit=0, seed=1, trace=False)
    for none in (gaps.iloc[:0], gaps.iloc[[1, 5]]):
        with pytest.raises(DataError, match="no rows: the data are empty, or every row"):
            lek_profile(fit, none)


def test_there_is_no_profile_of_no_input_and_none_beyond_all_floats():
    """In words, where pandas and NumPy had theirs."""
    y = pd.DataFrame({"y": [0.0, 1.0, 0.5], "x": [1e308, -1e308, 0.0]})
    with pytest.warns(FitWarning, match="no inputs"):
        none = nnet("y ~ 1", y, size=1, Wts=[0.0] * 3, trace=False)
    with pytest.raises(ArgumentError, match="has no inputs"):
        lek_profile(none, y)
    with pytest.warns(FitWarning):
        vast = nnet("y ~ x", y, size=1, Wts=[0.0] * 4, trace=False)
    with pytest.raises(DataError, match="the range of 'x' is beyond all floats"):
        lek_profile(vast, y)
