"""Coefficients and scores of MultinomClassifier, as LogisticRegression has them."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_selection import SelectFromModel
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from pynnet import load_iris
from pynnet.sklearn import MultinomClassifier, RFormula

IRIS = load_iris()
X = IRIS[["Sepal.Length", "Sepal.Width"]]
OPTIONS = {"maxit": 1000, "reltol": 1e-14}


def softmax(scores):
    """Probabilities from scores, one column for each class."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("order", [None, ["virginica", "setosa", "versicolor"]])
def test_three_classes_have_a_row_each(order):
    """In the order of `classes_`; the reference, R's first level, has zeros wherever it stands."""
    y = IRIS["Species"] if order is None else IRIS["Species"].cat.reorder_categories(order)
    model = MultinomClassifier(decay=0.01, **OPTIONS).fit(X, y)
    assert model.coef_.shape == (3, 2)
    assert model.intercept_.shape == (3,)
    assert list(model.classes_) == ["setosa", "versicolor", "virginica"]
    by_level = model.result_.coef()
    for name, intercept, row in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        wanted = [0.0] * 3 if name == model.result_.lev[0] else by_level.loc[name].tolist()
        assert [intercept, *row] == wanted
    scores = model.decision_function(X)
    assert scores.shape == (150, 3)
    assert np.allclose(softmax(scores), model.predict_proba(X), rtol=0, atol=1e-14)
    assert (model.classes_[scores.argmax(axis=1)] == model.predict(X)).all()


@pytest.mark.parametrize("order", [["b", "v"], ["v", "b"]])
def test_two_classes_have_one_row(order):
    """Of the second of `classes_` against the first, also where R has them the other way round."""
    y = pd.Series(np.where(IRIS["Species"] == "virginica", "v", "b"))
    y = y.astype(pd.CategoricalDtype(order))
    model = MultinomClassifier(**OPTIONS).fit(X, y)
    sign = 1.0 if order == ["b", "v"] else -1.0
    assert [*model.intercept_, *model.coef_[0]] == (sign * model.result_.coef()).tolist()
    assert model.coef_.shape == (1, 2)
    scores = model.decision_function(X)
    assert scores.shape == (150,)
    assert np.allclose(1 / (1 + np.exp(-scores)), model.predict_proba(X)[:, 1], rtol=0, atol=1e-14)


@pytest.mark.parametrize("n_classes", [2, 3])
def test_they_are_those_of_logistic_regression(n_classes):
    """Without a penalty both seek the same maximum; of more than two the differences agree."""
    y = np.arange(150) % 7 % n_classes
    ours = MultinomClassifier(**OPTIONS).fit(X, y)
    theirs = LogisticRegression(C=1e12, tol=1e-10, max_iter=10000).fit(X, y)
    for a, b in ((ours.coef_, theirs.coef_), (ours.intercept_, theirs.intercept_)):
        assert a.shape == b.shape
        assert np.allclose(a, b if n_classes == 2 else b - b[0], rtol=1e-3, atol=1e-4)


def test_one_input_and_one_column():
    """Shapes stay: a matrix of one column."""
    for y, rows in ((IRIS["Species"] == "virginica", 1), (IRIS["Species"], 3)):
        model = MultinomClassifier(decay=0.01, **OPTIONS).fit(X.to_numpy()[:, :1], y)
        assert model.coef_.shape == (rows, 1)
        assert model.decision_function(X.to_numpy()[:1, :1]).shape == (
            (1,) if rows == 1 else (1, 3)
        )


def test_nothing_is_known_before_a_fit():
    """As of every attribute with an underscore; scores are refused as predictions are."""
    model = MultinomClassifier()
    assert not hasattr(model, "coef_")
    assert not hasattr(model, "intercept_")
    with pytest.raises(NotFittedError):
        model.decision_function(X)
    fitted = clone(model).fit(X, IRIS["Species"] == "virginica")
    with pytest.raises(ValueError, match="feature names should match"):
        fitted.decision_function(X.rename(columns={"Sepal.Width": "w"}))
    fitted.coef_[:] = 0.0
    assert fitted.coef_.any()  # what it gives is a copy


def test_features_are_selected_by_them():
    """Tools of scikit-learn's that ask for `coef_` have it, also behind a formula."""
    y = IRIS["Species"] == "virginica"
    chosen = SelectFromModel(MultinomClassifier(decay=0.01), max_features=1, threshold=-np.inf)
    assert chosen.fit(X, y).get_support().tolist() == [True, False]
    formula = RFormula("~ poly(Sepal.Length, 2) + Sepal.Width")
    model = make_pipeline(formula, MultinomClassifier(decay=0.01)).fit(X, y)
    assert model[-1].coef_.shape == (1, len(formula.fit(X).get_feature_names_out()))
