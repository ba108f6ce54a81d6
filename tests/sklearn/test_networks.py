"""NNetClassifier and NNetRegressor: the bits of nnet(), and what estimators have beside."""

from __future__ import annotations

import pickle
import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning, NotFittedError

from pynnet import ArgumentError, DataError, FitWarning, RRandom, UnknownArgumentError, nnet
from pynnet.sklearn import (
    FitConvergenceWarning,
    MultinomClassifier,
    NNetClassifier,
    NNetRegressor,
)

OPTIONS = {"size": 2, "decay": 1e-3, "maxit": 5000}
X = RRandom(1).runif(60).reshape(20, 3)
NUMBERS = X @ [1.0, -2.0, 3.0] + X[:, 0] ** 2

RESPONSES = {
    "text": np.array(["b", "a", "c", "a"] * 5),
    "capitals": np.array(["B", "a", "C", "a"] * 5),  # which NumPy sorts before small letters
    "accents": np.array(["é", "f", "e", "z"] * 5),
    "objects": np.array(["x", "y"] * 10, dtype=object),
    "series": pd.Series(["B", "a"] * 10, index=range(20, 0, -1)),
    "categories": pd.Series(["m", "l", "s", "l"] * 5).astype(
        pd.CategoricalDtype(["s", "m", "l"], ordered=True)
    ),
    "Chinese": np.array(["山", "川", "田", "川"] * 5),
}


@pytest.mark.parametrize("y", RESPONSES.values(), ids=RESPONSES)
def test_classifier_has_the_bits_of_nnet(y):
    """Weights, criterion, text; classes and their probabilities in scikit-learn's order."""
    fit = nnet(X, y, seed=3, trace=False, **OPTIONS)
    ours = NNetClassifier(random_state=3, **OPTIONS).fit(X, y)
    assert ours.result_.wts.tobytes() == fit.wts.tobytes()
    assert (ours.loss_, ours.result_.lev) == (fit.value, fit.lev)
    assert str(ours.result_.summary()) == str(fit.summary())
    assert list(ours.classes_) == sorted(set(y))
    probabilities = fit.predict(X)
    if probabilities.ndim == 1:
        probabilities = np.column_stack([1 - probabilities, probabilities])
    by_class = dict(zip(fit.lev, probabilities.T, strict=True))
    expected = np.column_stack([by_class[name] for name in ours.classes_])
    assert ours.predict_proba(X).tobytes() == expected.tobytes()
    assert ours.predict(X).tolist() == list(fit.predict(X, type="class", seed=1))
    assert ours.result_.predict(X, type="class").dtype == fit.predict(X, type="class").dtype


@pytest.mark.parametrize(
    "y",
    [
        np.array([10, 9, 100, 9] * 5),
        np.array([True, False] * 10),
        np.array([0.0, 2.0] * 10),
        np.array([-1, 1] * 10, dtype=np.int8),
        pd.Series([1, 2] * 10, dtype="Int64"),
        pd.Series([3, 1] * 10).astype("category"),
        np.array([2**60, 2**60 + 1] * 10),  # the same to R's 15 digits
    ],
    ids=lambda y: str(y.dtype),
)
def test_numbers_and_booleans_may_be_classes(y):
    """In the order of numbers, and they come back as what they are."""
    fit = nnet(X, pd.Categorical(np.asarray(y), sorted(set(y))), seed=3, trace=False, **OPTIONS)
    ours = NNetClassifier(random_state=3, **OPTIONS).fit(X, y)
    assert ours.result_.wts.tobytes() == fit.wts.tobytes()
    assert ours.classes_.tolist() == sorted(set(y))
    assert set(ours.predict(X)) <= set(y)
    assert ours.predict(X).dtype == ours.classes_.dtype


def test_regressor_has_the_bits_of_nnet():
    """One number and several; a frame's names of inputs and outputs are known."""
    for y in (NUMBERS, NUMBERS[:, None], X[:, :2], pd.DataFrame(X, columns=["u", "v", "w"])):
        fit = nnet(X, y, linout=True, seed=3, trace=False, **OPTIONS)
        ours = NNetRegressor(random_state=3, **OPTIONS).fit(X, y)
        assert ours.result_.wts.tobytes() == fit.wts.tobytes()
        assert ours.predict(X).tobytes() == fit.predict(X).tobytes()
        assert ours.predict(X).shape == np.shape(y)
        assert str(ours.result_) == str(fit)


def test_regressor_fits_shares():
    """By entropy and by softmax, as nnet() does."""
    shares = X / X.sum(axis=1)[:, None]
    for y, options in (
        (shares, {"softmax": True}),
        (X[:, 0], {"entropy": True, "linout": False}),
        (X[:, 0], {"linout": False}),
    ):
        fit = nnet(X, y, seed=3, trace=False, **OPTIONS, **options)
        ours = NNetRegressor(random_state=3, **OPTIONS, **options).fit(X, y)
        assert ours.result_.wts.tobytes() == fit.wts.tobytes()


def test_frames_give_their_names(flowers):
    """To the estimator, and to the fit."""
    X, y = flowers
    ours = NNetClassifier(random_state=1, **OPTIONS).fit(X, y)
    assert ours.feature_names_in_.tolist() == list(X.columns)
    assert ours.result_._inputs == tuple(X.columns)
    with pytest.raises(ValueError, match="feature names should match those that were passed"):
        ours.predict(X[X.columns[::-1]])
    with pytest.warns(UserWarning, match="X does not have valid feature names"):
        ours.predict(X.to_numpy())
    ours.fit(X.to_numpy(), y)
    assert not hasattr(ours, "feature_names_in_")
    with pytest.raises(ValueError, match="X has 3 features, but NNetClassifier is expecting 4"):
        ours.predict(X.to_numpy()[:, :3])
    with pytest.warns(UserWarning, match="X has feature names, but NNetClassifier was fitted"):
        ours.predict(X)


SEEDS = [7, np.int64(7), RRandom(7)]


@pytest.mark.parametrize("seed", SEEDS, ids=["int", "numpy", "RRandom"])
def test_random_state_is_rs_seed(seed):
    """A number is set.seed()'s; a stream is used, and advanced."""
    expected = nnet(X, NUMBERS, linout=True, seed=7, trace=False, **OPTIONS)
    ours = NNetRegressor(random_state=seed, **OPTIONS).fit(X, NUMBERS)
    assert ours.result_.wts.tobytes() == expected.wts.tobytes()


@pytest.mark.parametrize("make", [np.random.RandomState, np.random.default_rng])
def test_random_state_may_be_one_of_numpys(make):
    """Start weights are its uniform numbers, and a second fit has others."""
    options = {**OPTIONS, "maxit": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        network = NNetRegressor(random_state=make(5), **options)
        first, second = (network.fit(X, NUMBERS).result_.wts for _ in range(2))
    drawn = make(5).uniform(size=22)
    assert np.concatenate([first, second]).tobytes() == (-0.7 + 1.4 * drawn).tobytes()


def test_best_of_several_starts_is_kept():
    """That with the smallest criterion of as many calls of nnet() from one stream."""
    stream = RRandom(5)
    fits = [
        nnet(X, NUMBERS, linout=True, seed=stream, trace=False, size=3, maxit=1000, decay=1e-3)
        for _ in range(6)
    ]
    best = min(fits, key=lambda fit: fit.value)
    assert best is not fits[0]
    ours = NNetRegressor(size=3, maxit=1000, decay=1e-3, n_init=6, random_state=5)
    assert ours.fit(X, NUMBERS).result_.wts.tobytes() == best.wts.tobytes()
    for bad in (0, 1.5, "2", None):
        with pytest.raises(ArgumentError, match="n_init"):
            clone(ours).set_params(n_init=bad).fit(X, NUMBERS)
    with pytest.raises(ArgumentError, match="n_init=6 goes with random start weights"):
        ours.set_params(Wts=best.wts).fit(X, NUMBERS)


def test_warm_start_goes_on_where_the_last_fit_ended(classifier, flowers):
    """A hundred iterations and a hundred more; not with other classes, inputs or units."""
    X, y = flowers
    warm = classifier(warm_start=True).set_params(decay=1e-3, maxit=20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitConvergenceWarning)
        values = [warm.fit(X, y).loss_ for _ in range(3)]
        start = warm.result_.wts
        warm.fit(X, y)
        again = clone(warm).set_params(warm_start=False, Wts=start).fit(X, y)
    assert values == sorted(values, reverse=True) != sorted(values)
    assert warm.result_.wts.tobytes() == again.result_.wts.tobytes()
    with pytest.raises(ValueError, match=r"warm_start can only be used where `self\.classes_`"):
        warm.fit(X, y.astype(str) + "!")
    with pytest.raises(ValueError, match="feature names should match"):
        warm.fit(X.iloc[:, :3], y)
    if isinstance(warm, NNetClassifier):
        with pytest.raises(ArgumentError, match="a 4-2-3 network, and this one is 4-3-3"):
            warm.set_params(size=3).fit(X, y)


def test_case_weights_are_those_of_nnet(flowers):
    """And classes weigh as all their cases do."""
    X, y = flowers
    weights = RRandom(1).runif(len(X))
    fit = nnet(X, y, weights, seed=3, trace=False, **OPTIONS)
    ours = NNetClassifier(random_state=3, **OPTIONS).fit(X, y, sample_weight=weights)
    assert ours.result_.wts.tobytes() == fit.wts.tobytes()
    by_class = {"setosa": 1.0, "versicolor": 2.0, "virginica": 0.5}
    total = weights * y.map(by_class).astype(float)
    fit = nnet(X, y, total, seed=3, trace=False, **OPTIONS)
    ours.set_params(class_weight=by_class).fit(X, y, sample_weight=weights)
    assert ours.result_.wts.tobytes() == fit.wts.tobytes()


def test_balanced_classes_weigh_the_same(classifier, flowers):
    """As in scikit-learn; cases of weight 0 are as not there."""
    X, y = (part[:120] for part in flowers)
    counted = classifier(class_weight="balanced").fit(X, y)
    by_hand = classifier().fit(
        X, y, sample_weight=np.repeat([120 / 150, 120 / 150, 2.0], [50, 50, 20])
    )
    assert counted.result_.wts.tobytes() == by_hand.result_.wts.tobytes()
    X, y = flowers
    less = classifier(class_weight="balanced").fit(X, y, sample_weight=np.arange(150) < 120)
    assert less.loss_ == pytest.approx(counted.loss_, rel=1e-6)
    with pytest.raises(ValueError, match="class_weight"):
        classifier(class_weight="unbalanced").fit(X, y)


def test_a_fit_that_was_stopped_warns_in_both_worlds(classifier, flowers):
    """By whichever class one filters, at the user's line."""
    for category in (FitConvergenceWarning, ConvergenceWarning, FitWarning):
        with pytest.warns(category, match="stopped after 3 iterations") as caught:
            classifier().set_params(maxit=3).fit(*flowers)
        assert caught[0].filename == __file__
        assert type(caught[0].message) is FitConvergenceWarning


def test_of_several_fits_the_one_that_is_kept_warns():
    """Once."""
    with pytest.warns(FitConvergenceWarning) as caught:
        NNetRegressor(maxit=3, n_init=4, random_state=1).fit(X, NUMBERS)
    assert len(caught) == 1


def test_what_is_known_of_a_fit(classifier, flowers):
    """Criterion and iterations are those of the fit."""
    ours = classifier().fit(*flowers)
    assert ours.loss_ == ours.result_.value
    assert ours.n_iter_ == ours.result_.counts["gradient"]
    assert ours.score(*flowers) > 0.9
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitConvergenceWarning)
        assert ours.set_params(maxit=7).fit(*flowers).n_iter_ == 7
    assert np.allclose(ours.predict_proba(flowers[0]).sum(axis=1), 1, rtol=0, atol=1e-12)
    logs = ours.predict_log_proba(flowers[0])
    assert logs.tobytes() == np.log(ours.predict_proba(flowers[0])).tobytes()
    assert ours.predict(flowers[0]).tolist() == ours.classes_[logs.argmax(axis=1)].tolist()


def test_estimators_are_copied_cloned_and_pickled(classifier, regressor, flowers):
    """A clone is not fitted, a pickle predicts the same, and both print as in scikit-learn."""
    X, y = flowers
    for ours, target in ((classifier(), y), (regressor, X["Petal.Width"])):
        ours.fit(X, target)
        assert ours.__sklearn_is_fitted__()
        again = pickle.loads(pickle.dumps(ours))
        assert again.predict(X).tolist() == ours.predict(X).tolist()
        assert clone(ours).get_params() == ours.get_params()
        with pytest.raises(NotFittedError, match="is not fitted yet"):
            clone(ours).predict(X)
        assert repr(ours).startswith(f"{type(ours).__name__}(decay=0.1, ")
        page = ours._repr_html_()
        assert type(ours).__name__ in page
        assert "Fitted" in page


@pytest.mark.parametrize("make", [NNetClassifier, MultinomClassifier])
@pytest.mark.parametrize(
    ("y", "words"),
    [
        (["a"] * 20, "NNetClassifier|MultinomClassifier needs samples of at least 2 classes"),
        (NUMBERS, "Unknown label type: continuous"),
        (X, "y should be a 1d array, got an array of shape"),
        (["a", None] * 10, "NaN|Unknown label|not supported"),
        ([1.0, np.nan] * 10, "Input y contains NaN"),
        (["a", "b"], "inconsistent numbers of samples"),
        (None, "requires y to be passed, but the target y is None"),
        (pd.Series(["a", None] * 10, dtype="category"), "NaN"),
        (np.array([{}, []] * 10, dtype=object), "Unknown label type"),
        (np.array([10, 9] * 10, dtype=object), "Unknown label type"),
        (pd.Series(["a", None] * 10, dtype="string"), "Input y contains NaN"),
        (np.ma.masked_equal([1, 2, 3, 4] * 5, 4), "Input y contains NaN: some of its values"),
        (pd.Series(pd.date_range("2020", periods=4)).repeat(5), "Make it a number"),
        (np.array([1.0, 1.0 + 1e-16, 2, 3] * 5) + 1j, "Complex data not supported"),
    ],
)
def test_responses_that_are_no_classes(make, y, words):
    """In scikit-learn's words, where it has them."""
    with pytest.raises((ValueError, TypeError), match=words):
        make().fit(X, y)


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (np.where(X > 0.9, np.nan, X), "Input X contains NaN"),
        (np.where(X > 0.9, np.inf, X), "Input X contains infinity"),
        (pd.DataFrame(np.where(X > 0.9, np.nan, X)), "Input X contains NaN"),
        (X[:0], "Found array with 0 sample"),
        (X[:, :0], "Found array with 0 feature"),
        (X[:, 0], "Expected 2D array, got 1D array instead"),
        (X + 1j, "Complex data not supported"),
        (np.array([["a", "b"]] * 20), "could not convert string to float"),
        ("abc", "Expected 2D array, got scalar array instead|could not convert"),
        ({"a": 1}, "dict|must be a string or a|Expected"),
        (X[:10], "inconsistent numbers of samples"),
        (X[None], "dim 3"),
        (np.ma.masked_greater(X, 0.9), "Input X contains NaN: some of its values are masked"),
        ([[10**400]] * 20, "Input X contains infinity or a value too large"),
        (Fraction(10**400, 3), "Input X contains infinity or a value too large"),
    ],
)
@pytest.mark.parametrize("make", [NNetClassifier, NNetRegressor, MultinomClassifier])
def test_inputs_that_are_no_numbers(make, x, words):
    """In scikit-learn's words."""
    y = np.array([0, 1] * 10)
    with pytest.raises((ValueError, TypeError), match=words):
        make().fit(x, y)


def test_sparse_inputs_are_refused_in_scikit_learns_words(classifier, regressor):
    """Though they could be made dense."""
    from scipy import sparse

    for ours in (classifier(), regressor):
        with pytest.raises(TypeError, match="Sparse data was passed"):
            ours.fit(sparse.csr_array(X), [0, 1] * 10)


BAD = [
    ({"size": -1}, "no weights to fit"),
    ({"size": None}, 'argument "size" is missing'),
    ({"size": 2.5}, "size"),
    ({"size": 0}, "no weights to fit"),
    ({"decay": -1}, "decay"),
    ({"decay": [1, 2]}, "invalid 'decay': got 2 numbers for"),
    ({"maxit": -1}, "maxit"),
    ({"method": "Powell"}, "does not use gradients"),
    ({"MaxNWts": 3}, "too many"),
    ({"Wts": [1]}, "weights vector of incorrect length"),
    ({"mask": [1]}, "incorrect length of 'mask'"),
    ({"random_state": "one"}, "seed"),
    ({"random_state": 2**40}, "seed"),
    ({"warm_start": "yes"}, "warm_start"),
    ({"trace": 3}, "trace"),
    ({"threads": 0}, "threads"),
]


@pytest.mark.parametrize(("parameters", "words"), BAD)
@pytest.mark.parametrize("make", [NNetClassifier, NNetRegressor])
def test_bad_parameters_are_refused_by_fit(make, parameters, words):
    """In R's words, as nnet() has them."""
    with pytest.raises(ArgumentError, match=words):
        make(**parameters).fit(X, [0, 1] * 10)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (np.zeros(20), "at least one non-zero"),
        (np.full(20, -1.0), "invalid weights vector"),
        (np.full(20, np.nan), "contains NaN"),
        ([1.0], "sample_weight.shape|Sample weights|inconsistent"),
        (X, "1D"),
        ("w", "could not convert|sample_weight"),
        (1j, "sample_weight must be numbers: got 1j"),
        (np.full(20, np.datetime64("2020-01-01")), "sample_weight must be numbers"),
        (pd.Series(pd.to_timedelta(range(20))), "sample_weight must be numbers"),
        (np.ma.masked_all(20), "Input sample_weight contains NaN: some of its values are masked"),
    ],
)
def test_bad_case_weights_are_refused(weights, words):
    """In the words of whoever sees them first."""
    for ours in (NNetRegressor(), NNetClassifier(), MultinomClassifier()):
        with pytest.raises((ValueError, TypeError), match=words):
            ours.fit(X, [0, 1] * 10, sample_weight=weights)


def test_numbers_are_asked_for_by_a_regressor():
    """Text is for the classifier."""
    with pytest.raises(DataError, match="use NNetClassifier"):
        NNetRegressor().fit(X, ["a", "b"] * 10)
    with pytest.raises(ArgumentError, match="entropy fit only for logistic units"):
        NNetRegressor(entropy=True).fit(X, X[:, 0])


def test_a_wrong_name_is_told_the_right_one():
    """In the constructor, in R's words."""
    for name, meant in {
        "deccay": "decay",
        "hidden_layer_sizes": "size",
        "seed": "random_state",
        "restarts": "n_init",
    }.items():
        with pytest.raises(UnknownArgumentError, match=f"did you mean '{meant}'"):
            NNetClassifier(**{name: 1})


@pytest.mark.parametrize("make", [NNetClassifier, NNetRegressor, MultinomClassifier])
def test_parameters_are_kept_as_they_are(make):
    """Also those that a fit refuses; clones compare them."""
    table = pa.table({"a": [0.1, 0.2]})
    for value in (table, table["a"], table.to_reader(), object()):
        ours = make(Wts=value)
        assert ours.get_params()["Wts"] is value
        with pytest.raises(ValueError, match=r"Wts|weights vector"):
            ours.fit(X, [0, 1] * 10)


@pytest.mark.parametrize("make", [NNetClassifier, NNetRegressor, MultinomClassifier])
def test_features_of_one_name_are_refused(make):
    """Predictions could not tell which is which."""
    x = pd.DataFrame(X, columns=["a", "b", "a"])
    with pytest.raises(DataError, match="X has several columns named 'a'"):
        make().fit(x, [0, 1] * 10)


@pytest.mark.parametrize("make", [NNetClassifier, MultinomClassifier])
def test_classes_without_any_weight_are_refused(make):
    """As cases are."""
    with pytest.raises(DataError, match="at least one non-zero"):
        make(class_weight={0: 0, 1: 0}).fit(X, [0, 1] * 10)


def test_numbers_that_are_no_classes_are_refused_in_silence():
    """However large: scikit-learn makes whole numbers of them."""
    with pytest.raises(ValueError, match=r"Unknown label type|infinity"):
        NNetClassifier().fit(X, [1e300, 1.5] * 10)
    with pytest.raises(DataError, match="infinity or a value too large"):
        NNetRegressor().fit(X, [10**400, 1] * 10)
    with pytest.raises(DataError, match="infinity or a value too large"):
        NNetRegressor().fit(X, X[:, 0], sample_weight=[10**400, 1] * 10)


def test_nothing_that_was_passed_is_changed(flowers):
    """Inputs, classes, weights, start weights."""
    X, y = flowers
    weights, start = np.ones(len(X)), np.full(19, 0.1)
    before = X.copy(), y.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        NNetClassifier(size=2, Wts=start, maxit=5).fit(X, y, sample_weight=weights)
    pd.testing.assert_frame_equal(X, before[0])
    pd.testing.assert_series_equal(y, before[1])
    assert (weights == 1).all()
    assert (start == 0.1).all()
