"""Columns centred, scaled and rotated: what holds by definition, and what is refused."""

from __future__ import annotations

import copy

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RWarning
from pynnet.caret import preprocess

RNG = np.random.default_rng(5)
X = pd.DataFrame(RNG.normal(3, 2, size=(40, 4)) @ RNG.normal(size=(4, 4)), columns=list("abcd"))


def test_scaled_columns_have_mean_0_and_deviation_1():
    """Within rounding."""
    scaled = preprocess(X).predict(X)
    assert np.allclose(scaled.mean(), 0)
    assert np.allclose(scaled.std(), 1)


def test_range_goes_from_bound_to_bound_and_beyond():
    """Rows beyond those that were seen lie outside."""
    found = preprocess(X, "range", range_bounds=(-1, 2.5))
    brought = found.predict(X)
    assert np.allclose(brought.min(), -1)
    assert np.allclose(brought.max(), 2.5)
    assert (found.predict(X + 100) > 2.5).all(axis=None)


def test_components_are_uncorrelated_and_keep_the_variance():
    """All of them; as few as asked for are the first of these."""
    found = preprocess(X, "pca", pca_comp=4)
    scores = found.predict(X)
    assert np.allclose(np.cov(scores.T), np.diag(scores.var()))
    assert np.isclose(scores.var().sum(), 4)
    two = preprocess(X, "pca", pca_comp=2).predict(X)
    assert (two == scores[["PC1", "PC2"]]).all(axis=None)
    shares = scores.var() / 4
    few = preprocess(X, "pca", thresh=0.9)
    assert few.num_comp == max(2, int((shares.cumsum() < 0.9).sum()) + 1)


def test_components_are_of_the_lapack_that_is_asked_for(monkeypatch):
    """The versions differ in last bits alone; what is no version is refused."""
    x = np.random.default_rng(1).normal(size=(30, 6))
    usual = preprocess(x, "pca").rotation
    monkeypatch.setenv("PYNNET_LAPACK", "3.11")
    assert preprocess(x, "pca").rotation.equals(usual)
    monkeypatch.setenv("PYNNET_LAPACK", "3.12.1")
    later = preprocess(x, "pca").rotation
    assert not later.equals(usual)
    assert np.allclose(later, usual, rtol=1e-10)
    monkeypatch.setenv("PYNNET_LAPACK", "3")
    assert preprocess(x).rotation is None
    with pytest.raises(ArgumentError, match=r"PYNNET_LAPACK must be 3\.11 or 3\.12\.1, got '3'"):
        preprocess(x, "pca")


def test_components_of_very_many_columns_are_scipys():
    """They are uncorrelated and keep the variance."""
    x = np.random.default_rng(1).normal(size=(160, 130))
    scores = preprocess(x, "pca", pca_comp=130).predict(x).to_numpy()
    assert np.allclose(np.cov(scores.T), np.diag(scores.var(axis=0, ddof=1)), atol=1e-12)
    assert np.isclose(scores.var(axis=0, ddof=1).sum(), 130)


def test_arrays_and_frames_agree_and_nothing_is_changed():
    """An array has columns in their order."""
    before = copy.deepcopy(X)
    by_name = preprocess(X).predict(X[list("dcba")])
    by_place = preprocess(X.to_numpy()).predict(X.to_numpy())
    assert (by_name[list("abcd")].to_numpy() == by_place.to_numpy()).all()
    assert X.equals(before)
    assert preprocess(X).predict(X.to_numpy()).equals(by_name[list("abcd")])


def test_columns_of_one_value_are_told():
    """In caret's words; "zv" removes them."""
    y = X.assign(k=1.0)
    with pytest.warns(RWarning, match="These variables have zero variances: k"):
        assert (preprocess(y).predict(y)["k"] == 0).all()
    assert list(preprocess(y, ["zv", "center"]).predict(y)) == list("abcd")
    with pytest.warns(RWarning, match="only a single predictor"):
        assert preprocess(X[["a"]], ["center", "pca"]).rotation is None
    with pytest.warns(RWarning, match="methods were eliminated: 'center', 'scale'"):
        assert preprocess({"g": ["x", "y"]}).predict({"g": ["z"]})["g"].tolist() == ["z"]


def test_too_few_columns_for_components_are_refused():
    """In R's words, where caret stops: nothing is left to do, or "zv" leaves less than two."""
    alone = X[["a"]].assign(k=1.0, l=2.0)
    with pytest.warns(RWarning), pytest.raises(DataError, match="argument is of length zero"):
        preprocess(X[["a"]], "pca")
    with pytest.raises(DataError, match=r"subscript out of bounds: .* there is one"):
        preprocess(alone, ["zv", "pca"])
    with pytest.raises(DataError, match=r"a dimension is zero: .* there are none"):
        preprocess(alone[["k", "l"]], ["zv", "pca"])
    one = preprocess(alone, ["zv", "pca"], pca_comp=1)
    assert list(one.rotation) == ["PC1"]
    assert "PCA used 1 component as specified" in str(one)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: preprocess(X, "foo"), ArgumentError, "methods are unknown: 'foo'"),
        (lambda: preprocess(X, "BoxCox"), ArgumentError, "'BoxCox' of caret is not offered"),
        (lambda: preprocess(X, ["range", "scale"]), ArgumentError, "are inconsistent with scaling"),
        (lambda: preprocess(X, ["range", "pca"]), ArgumentError, "together are not offered"),
        (lambda: preprocess(X, pca_comp=0), ArgumentError, "invalid 'pca_comp'"),
        (lambda: preprocess(X, thresh="x"), ArgumentError, "invalid 'thresh'"),
        (lambda: preprocess(X, thresh=2), ArgumentError, "from 0 to 1"),
        (lambda: preprocess(X, range_bounds=np.array(1)), ArgumentError, "two numbers"),
        (lambda: preprocess(X).predict(), ArgumentError, '"newdata" is missing'),
        (lambda: preprocess(X).predict([[1], [1, 2]]), DataError, "rows of different lengths"),
        (lambda: preprocess(X, range_bounds=(1, 0)), ArgumentError, "interval is empty"),
        (lambda: preprocess(X, range_bounds=1), ArgumentError, "two numbers"),
        (lambda: preprocess([1.0, 2.0]), DataError, "Matrices or data frames are required"),
        (lambda: preprocess(X.head(1)), DataError, "Std. deviations could not be computed"),
        (lambda: preprocess(X).predict(X[["a"]]), DataError, "undefined columns selected"),
        (lambda: preprocess(X).predict(X.astype(str)), DataError, "must hold numbers"),
        (lambda: preprocess(X).predict(np.ones((2, 3))), DataError, "4 are needed"),
        (lambda: preprocess(X.assign(k=1.0), "pca"), DataError, "cannot rescale a constant"),
        (lambda: preprocess(X.mask(X > 5), na_remove=False), DataError, "missing values"),
    ],
)
@pytest.mark.filterwarnings("ignore:These variables")
def test_bad_input_is_refused(call, error, words):
    """In caret's words where it has them."""
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize("method", ["pca", "scale", ["center", "scale"]])
def test_infinite_numbers_have_no_deviation(method):
    """In caret's words, and in no others of NumPy's."""
    x = pd.DataFrame({"a": [1.0, 2.0, np.inf], "b": [1.0, 0.0, 3.0]})
    with pytest.raises(DataError, match=r"could not be computed for: a.* none of them infinite"):
        preprocess(x, method)


def test_complex_numbers_are_ignored_as_text_is():
    """What is not numeric stays as it is."""
    found = preprocess({"a": [1.0, 2.0, 4.0], "z": [1j, 2j, 3j]})
    assert list(found.predict({"a": [1.0], "z": [5j]})["z"]) == [5j]
    assert "  - ignored (1)" in str(found)


def test_infinite_mean_makes_what_it_makes_in_r():
    """Differences of infinities are missing, in silence."""
    found = preprocess({"a": [1.0, np.inf]}, "center").predict({"a": [1.0, np.inf]})
    assert np.isneginf(found["a"][0])
    assert np.isnan(found["a"][1])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"x": 1}, "variable 'x' must be a column of values, got int"),
        ({"x": np.ones((3, 2)), "y": list("abc")}, "variable 'x' is a matrix"),
        ({"x": [1, 2], "y": [1]}, "differing number of rows: 2, 1"),
        ({"x": dict}, "variable 'x' must be a column of values, got type"),
        ({1: [1, 2], "1": [1, 2]}, "x has two columns named '1'"),
    ],
)
def test_a_mapping_that_is_no_table_is_refused(data, words):
    """In words of its own."""
    with pytest.raises(DataError, match=words):
        preprocess(data, "scale")


def test_columns_that_are_all_of_one_value_leave_nothing():
    """In caret's words; what is left beside them stays, and methods say of how many they are."""
    y = pd.DataFrame({"k": [1.0, 1.0], "g": ["x", "y"]})
    found = preprocess(y, ["zv", "center"])
    assert list(found.predict(y)) == ["g"]
    assert "  - centered (0)" in str(found).split("\n")
    with pytest.raises(DataError, match="All predctors were removed"):
        preprocess(y[["k"]], "zv").predict(y[["k"]])
    with pytest.raises(DataError, match=r"dim\(X\) must have a positive length"):
        preprocess(y, ["zv", "range"])


def test_rows_are_counted_by_the_columns_that_stay():
    """What is missing in a column that is removed is not missed."""
    y = pd.DataFrame({"a": [1.0, 2.0, 3.0], "k": [4.0, np.nan, 4.0]})
    assert preprocess(y, ["zv", "center"]).dim == (3, 2)
    assert preprocess(y, "center").dim == (2, 2)
