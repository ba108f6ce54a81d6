"""Fits as tables: weights, measures, rows with what is predicted of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, load_iris, multinom, nnet

QUIET = {"trace": False, "seed": 1}
IRIS = load_iris()
BIG = IRIS.assign(big=np.where(IRIS["Sepal.Length"] > 5.8, "yes", "no"))


@pytest.fixture(scope="module")
def classes():
    """Fit three classes."""
    return nnet("Species ~ .", IRIS, size=2, decay=0.1, maxit=500, Hess=True, **QUIET)


@pytest.fixture(scope="module")
def numbers():
    """Fit two numbers."""
    formula = "cbind(Sepal.Length, Sepal.Width) ~ Petal.Length"
    return nnet(formula, IRIS, size=1, decay=0.1, linout=True, maxit=500, **QUIET)


def test_weights_have_a_row_each(classes):
    """With intervals from their covariance, as far as the data determine them."""
    table = classes.tidy()
    assert list(table) == ["term", "estimate"]
    assert table["estimate"].tolist() == classes.wts.tolist()
    assert table["term"].tolist() == classes.coef().index.tolist()
    wide, narrow = classes.tidy(conf_int=True), classes.tidy(True, level=0.5)
    errors = np.sqrt(np.diag(classes.covariance()))
    assert np.allclose(wide["std_error"], errors, rtol=1e-12)
    assert (wide["conf_high"] - wide["conf_low"] > narrow["conf_high"] - narrow["conf_low"]).all()


def test_fit_is_one_row(classes):
    """What it does not hold is missing."""
    (row,) = classes.glance().to_dict("records")
    assert row["n_weights"] == 19
    assert row["value"] == classes.value
    assert row["nobs"] == 150
    assert row["iterations"] == len(classes.path)


def test_rows_have_classes_and_probabilities(classes):
    """Beside the columns of the data, in its order and with its labels."""
    data = IRIS.iloc[[100, 2]]
    rows = classes.augment(data)
    assert list(rows)[:5] == list(IRIS)
    assert rows.index.tolist() == data.index.tolist()
    assert rows[".fitted"].tolist() == ["virginica", "setosa"]
    assert np.array_equal(rows.iloc[:, 6:], classes.predict(data))
    assert list(rows)[6:] == [".fitted_setosa", ".fitted_versicolor", ".fitted_virginica"]
    assert classes.augment().shape == (150, 4)
    assert list(data) == list(IRIS)


@pytest.mark.parametrize("fit", [multinom, nnet])
def test_two_classes_have_both_probabilities(fit):
    """A row with a missing predictor is missing."""
    size = {"size": 1, "decay": 0.1, "maxit": 500, "seed": 1} if fit is nnet else {}
    model = fit("big ~ Petal.Length", BIG, trace=False, **size)
    data = BIG.iloc[:3].copy()
    data.iloc[1, 2] = np.nan
    rows = model.augment(data)
    assert rows[[".fitted_no", ".fitted_yes"]].sum(axis=1).tolist() == [1, 0, 1]
    assert rows[".fitted"].isna().tolist() == [False, True, False]


def test_numbers_have_residuals_where_they_are_known(numbers):
    """Of the cases that were fitted."""
    rows = numbers.augment()
    names = ["Sepal.Length", "Sepal.Width"]
    assert list(rows) == [f"{word}_{name}" for word in (".fitted", ".resid") for name in names]
    observed = rows[".fitted_Sepal.Width"] + rows[".resid_Sepal.Width"]
    assert np.allclose(observed, IRIS["Sepal.Width"])
    assert list(numbers.augment(IRIS))[5:] == [f".fitted_{name}" for name in names]


def test_rows_of_arrays_are_numbered():
    """A frame keeps its columns, an array has none."""
    x, y = IRIS.iloc[:, :2], IRIS.iloc[:, 2].to_numpy()
    fit = nnet(x.to_numpy(), y, size=1, decay=0.1, linout=True, maxit=500, **QUIET)
    assert list(fit.augment()) == [".fitted", ".resid"]
    assert list(fit.augment([[5.0, 3.0]])) == [".fitted"]
    assert list(fit.augment(x.head(2))) == ["Sepal.Length", "Sepal.Width", ".fitted"]


def test_tables_of_nonsense_are_refused(classes, numbers):
    """In words that say what to do."""
    with pytest.raises(DataError, match=r"have a column '.fitted' already"):
        classes.augment(classes.augment(IRIS))
    with pytest.raises(DataError, match="data must be a DataFrame"):
        classes.augment(3)
    with pytest.raises(ArgumentError, match="Fit with Hess=True"):
        numbers.tidy(conf_int=True)
    with pytest.raises(ArgumentError, match="invalid 'level'"):
        classes.tidy(True, 2)


# The linear predictor of multinomial models ----------------------------------------------------


def test_link_is_the_logarithm_of_the_odds_against_the_first():
    """A column for each class that has coefficients."""
    fit = multinom("Species ~ Petal.Width", IRIS, decay=0.01, trace=False)
    link, p = fit.predict(type="link"), fit.predict(type="probs")
    assert list(link) == ["versicolor", "virginica"]
    odds = np.log(p.iloc[:, 1:].div(p["setosa"], axis=0))
    assert np.allclose(link, odds, rtol=1e-12, atol=1e-12)
    pd.testing.assert_frame_equal(fit.predict(IRIS, "l"), link)
    new = pd.DataFrame({"Petal.Width": [1e6, np.nan]})
    assert np.isfinite(fit.predict(new, "link").iloc[0]).all()
    assert fit.predict(new, "link").iloc[1].isna().all()


def test_link_of_two_classes_is_a_series():
    """The fitted cases have their offset; for new data it is left out, as in probabilities."""
    data = BIG.assign(o=np.linspace(0, 1, 150))
    fit = multinom("big ~ Petal.Length + offset(o)", data, trace=False)
    link, p = fit.predict(type="link"), fit.predict(type="probs")
    assert isinstance(link, pd.Series)
    assert np.allclose(link, np.log(p / (1 - p)), rtol=1e-9)
    with pytest.warns(match="the offset is left out"):
        new = fit.predict(data, "link")
    assert np.allclose(new, link - data["o"], rtol=1e-6)


def test_types_that_there_are_not_are_refused_in_rs_words():
    """Which has two of the three."""
    fit = multinom("big ~ Petal.Length", BIG, trace=False)
    with pytest.raises(ArgumentError, match=r"one of “class”, “probs”: got .* “link” will do too"):
        fit.predict(type="odds")
