"""scikit-learn's tools around the estimators: searches, calibration, inspection, workers."""

from __future__ import annotations

import warnings

import joblib
import numpy as np
import pandas as pd
import pytest
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import BaggingClassifier, VotingClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.inspection import (
    DecisionBoundaryDisplay,
    PartialDependenceDisplay,
    permutation_importance,
)
from sklearn.model_selection import (
    GridSearchCV,
    GroupKFold,
    StratifiedKFold,
    cross_val_predict,
    cross_val_score,
    cross_validate,
    learning_curve,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from pynnet import FitWarning, nnet
from pynnet.sklearn import MultinomClassifier, NNetClassifier, NNetRegressor, RFormula

FOLDS = StratifiedKFold(3, shuffle=True, random_state=0)


def test_scores_are_those_of_fits_made_by_hand(classifier, flowers):
    """cross_val_score() fits what nnet() and multinom() fit to the same rows."""
    X, y = flowers
    scores = cross_val_score(classifier(), X, y, cv=FOLDS)
    for score, (train, test) in zip(scores, FOLDS.split(X, y), strict=True):
        alone = classifier().fit(X.iloc[train], y.iloc[train])
        assert score == (alone.predict(X.iloc[test]) == y.iloc[test]).mean()
        if isinstance(alone, NNetClassifier):
            options = {"size": 2, "decay": 0.1, "maxit": 500, "seed": 1, "trace": False}
            fit = nnet(X.iloc[train], y.iloc[train], **options)
            assert alone.result_.wts.tobytes() == fit.wts.tobytes()


def test_several_scores_at_a_time(classifier, flowers):
    """Those that need probabilities, too, in the order of the classes."""
    names = ["accuracy", "neg_log_loss", "roc_auc_ovr", "f1_macro"]
    found = cross_validate(classifier(), *flowers, cv=FOLDS, scoring=names)
    assert (found["test_accuracy"] > 0.9).all()
    assert (found["test_neg_log_loss"] > -0.3).all()
    assert (found["test_roc_auc_ovr"] > 0.99).all()


def test_probabilities_are_in_the_order_that_scores_count_on():
    """Though R sorts letters another way than NumPy: columns would be exchanged without a word."""
    x = np.linspace(0, 1, 60)[:, None]
    y = np.where(x[:, 0] > 0.5, "B", "a")
    for ours in (NNetClassifier(2, decay=0.01, random_state=1), MultinomClassifier(decay=0.01)):
        found = cross_validate(
            ours.set_params(maxit=1000), x, y, cv=3, scoring=["neg_log_loss", "roc_auc_ovr"]
        )
        assert (found["test_neg_log_loss"] > -0.7).all()
        assert (
            cross_val_predict(ours, x, y, cv=FOLDS, method="predict_proba").argmax(axis=1)
            == (y == "a")
        ).mean() > 0.9


def test_a_grid_search_chooses_and_fits_again(flowers):
    """By a pipeline's names; the best is the fit of all rows."""
    X, y = flowers
    network = NNetClassifier(maxit=1000, random_state=1)
    search = GridSearchCV(
        make_pipeline(StandardScaler(), network),
        {"nnetclassifier__size": [1, 2], "nnetclassifier__decay": [0.01, 0.1]},
        cv=FOLDS,
    ).fit(X, y)
    assert search.best_score_ > 0.9
    best = search.best_estimator_[-1]
    assert best.result_.n[1] == search.best_params_["nnetclassifier__size"]
    assert (
        search.predict(X).tolist() == best.predict(search.best_estimator_[0].transform(X)).tolist()
    )


def test_calibrated_voting_and_bagged(flowers):
    """Estimators that are made of estimators."""
    X, y = flowers
    network = NNetClassifier(2, decay=0.1, maxit=1000, random_state=1)
    for method in ("sigmoid", "isotonic"):
        calibrated = CalibratedClassifierCV(network, cv=FOLDS, method=method).fit(X, y)
        assert calibrated.score(X, y) > 0.9
    voting = VotingClassifier(
        [("network", network), ("model", MultinomClassifier(decay=0.1, maxit=500))], voting="soft"
    )
    assert voting.fit(X, y).score(X, y) > 0.9
    bagged = BaggingClassifier(network, n_estimators=3, random_state=0).fit(X, y)
    assert len({member.random_state for member in bagged.estimators_}) == 3
    assert bagged.score(X, y) > 0.9


def test_the_response_may_be_scaled(flowers):
    """And the regressor predicts in its units."""
    X, _ = flowers
    x, y = X[["Sepal.Length", "Petal.Length"]], 1000 * X["Petal.Width"]
    network = NNetRegressor(2, decay=0.01, maxit=2000, random_state=1)
    scaled = TransformedTargetRegressor(
        make_pipeline(StandardScaler(), network), transformer=StandardScaler()
    )
    assert cross_val_score(scaled, x, y, cv=FOLDS.n_splits, scoring="r2").shape == (3,)
    assert scaled.fit(x, y).score(x, y) > 0.9


def test_inspection(classifier, regressor, flowers):
    """Permutation importance, partial dependence, regions of classes."""
    X, y = flowers
    ours = classifier().fit(X, y)
    found = permutation_importance(ours, X, y, n_repeats=3, random_state=0)
    assert X.columns[found.importances_mean.argmax()].startswith("Petal")
    display = PartialDependenceDisplay.from_estimator(ours, X, ["Petal.Length"], target="setosa")
    line = display.pd_results[0]["average"][0]
    assert line[0] > line[-1]
    regressor.fit(X.drop(columns="Petal.Width"), X["Petal.Width"])
    display = PartialDependenceDisplay.from_estimator(
        regressor, X.drop(columns="Petal.Width"), ["Petal.Length"]
    )
    line = display.pd_results[0]["average"][0]
    assert line[0] < line[-1]
    pair = classifier().fit(X.iloc[:, 2:], y == "setosa")
    DecisionBoundaryDisplay.from_estimator(pair, X.iloc[:, 2:], response_method="predict_proba")


def test_learning_curve(classifier, flowers):
    """More rows do no harm here."""
    sizes, _, scores = learning_curve(
        classifier(), *flowers, cv=FOLDS, train_sizes=[0.3, 1.0], shuffle=True, random_state=0
    )
    assert sizes.tolist() == [30, 100]
    assert scores.mean(axis=1)[1] > 0.9


def test_outputs_may_be_frames(flowers):
    """Of a transformer, with R's names and the index of the data."""
    X, y = flowers
    made = RFormula("~ Petal.Length * Petal.Width").set_output(transform="pandas")
    pipeline = make_pipeline(made, StandardScaler(), SelectKBest(k=2), MultinomClassifier(decay=1))
    pipeline.set_output(transform="pandas").fit(X, y)
    assert list(pipeline[:1].transform(X).columns) == [
        "Petal.Length",
        "Petal.Width",
        "Petal.Length:Petal.Width",
    ]
    assert pipeline[:1].transform(X).index.equals(X.index)
    assert pipeline[-1].feature_names_in_.tolist() == list(pipeline[:-1].transform(X).columns)
    with sklearn.config_context(transform_output="pandas"):
        assert isinstance(RFormula().fit_transform(X), pd.DataFrame)


@pytest.fixture
def routing():
    """Let scikit-learn route metadata."""
    with sklearn.config_context(enable_metadata_routing=True):
        yield


@pytest.mark.usefixtures("routing")
def test_case_weights_are_routed(classifier, regressor, flowers):
    """To fits that ask for them, through a search; others refuse."""
    X, y = flowers
    weights = np.where(y == "setosa", 2.0, 1.0)
    asked = classifier().set_fit_request(sample_weight=True).set_score_request(sample_weight=True)
    search = GridSearchCV(asked, {}, cv=FOLDS).fit(X, y, sample_weight=weights)
    alone = classifier().fit(X, y, sample_weight=weights)
    assert search.best_estimator_.result_.wts.tobytes() == alone.result_.wts.tobytes()
    with pytest.raises(ValueError, match="sample_weight"):
        GridSearchCV(classifier(), {}, cv=FOLDS).fit(X, y, sample_weight=weights)
    routed = regressor.set_fit_request(sample_weight=True).set_score_request(sample_weight=True)
    groups = {"groups": np.arange(150) % 5, "sample_weight": weights}
    scores = cross_val_score(routed, X, X["Petal.Width"], cv=GroupKFold(3), params=groups)
    assert scores.shape == (3,)


@pytest.mark.usefixtures("numpys_state")  # from which some versions of Dask draw
@pytest.mark.parametrize("backend", ["loky", "threading", "dask"])
def test_workers_change_nothing(backend, flowers):
    """Each of joblib's backends gives the scores of one process."""
    X, y = flowers
    search = GridSearchCV(
        NNetClassifier(maxit=500, random_state=1), {"size": [1, 2], "decay": [0.1, 1]}, cv=FOLDS
    )
    expected = search.fit(X, y).cv_results_["mean_test_score"].tolist()
    if backend == "dask":
        distributed = pytest.importorskip("distributed")
        with distributed.Client(
            processes=False, n_workers=1, threads_per_worker=2, dashboard_address=None
        ):
            found = _scores(search, X, y, backend)
    else:
        found = _scores(search, X, y, backend)
    assert found == expected


def _scores(search, X, y, backend):
    with joblib.parallel_backend(backend, n_jobs=2):
        return search.fit(X, y).cv_results_["mean_test_score"].tolist()


def test_formulas_and_networks_in_one_pipeline(flowers):
    """The network of a formula, bit for bit."""
    X, y = flowers
    data = X.assign(Species=y)
    formula = "Species ~ log(Petal.Length) + poly(Sepal.Width, 2) + factor(round(Petal.Width))"
    options = {"size": 2, "decay": 0.1, "maxit": 1000}
    fit = nnet(formula, data, seed=1, trace=False, **options)
    pipeline = make_pipeline(RFormula(formula), NNetClassifier(random_state=1, **options))
    assert pipeline.fit(X, y)[-1].result_.wts.tobytes() == fit.wts.tobytes()
    assert pipeline.predict_proba(X.head()).tobytes() == fit.predict(X.head()).to_numpy().tobytes()


def test_formulas_among_other_transformers(flowers):
    """For some of the columns."""
    X, y = flowers
    data = X.assign(kind=np.where(X["Petal.Width"] > 1, "wide", "narrow"))
    columns = ColumnTransformer(
        [
            ("formula", RFormula("~ Petal.Length + I(Petal.Length^2)"), ["Petal.Length"]),
            ("kind", OneHotEncoder(), ["kind"]),
        ]
    )
    assert columns.fit(data, y).get_feature_names_out().tolist() == [
        "formula__Petal.Length",
        "formula__I(Petal.Length^2)",
        "kind__kind_narrow",
        "kind__kind_wide",
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        model = make_pipeline(columns, MultinomClassifier(decay=0.1, maxit=500)).fit(data, y)
    assert model.score(data, y) > 0.9
