"""caret's train: what holds whatever is drawn, and what is refused."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import pynnet
from pynnet import ArgumentError, DataError, RRandom, RWarning
from pynnet.caret import create_folds, train, train_control

QUIET = {"trace": False, "maxit": 30}
pytestmark = pytest.mark.filterwarnings("ignore:the fit stopped after")
GRID = {"size": [1, 2], "decay": [0.1, 0.5]}


@pytest.fixture(scope="module")
def found():
    """A search of the iris data."""
    return train(
        "Species ~ .",
        pynnet.load_iris(),
        tune_grid=GRID,
        control=train_control("cv", 3, save_predictions="all", class_probs=True),
        seed=1,
        trace=False,
        maxit=300,
    )


def test_results_are_means_of_samples(found):
    """Of the predictions that are kept."""
    for _, row in found.results.iterrows():
        mine = found.pred[
            (found.pred["size"] == row["size"]) & (found.pred["decay"] == row["decay"])
        ]
        each = (mine["pred"] == mine["obs"]).groupby(mine["Resample"]).mean()
        assert np.isclose(each.mean(), row["Accuracy"], rtol=1e-14)
        assert np.isclose(each.std(), row["AccuracySD"], rtol=1e-12)


def test_best_is_best_and_final_is_its_fit(found):
    """With the last seed, to all rows."""
    best = found.results.loc[found.results["Accuracy"].idxmax()]
    assert found.best_tune == {"size": best["size"], "decay": best["decay"]}
    alone = pynnet.nnet(
        "Species ~ .",
        pynnet.load_iris(),
        seed=found.seeds[-1],
        trace=False,
        maxit=300,
        **found.best_tune,
    )
    assert (alone.wts == found.final_model.wts).all()
    assert found.resample["Accuracy"].mean() == pytest.approx(best["Accuracy"], rel=1e-14)


def test_rows_held_out_are_the_others(found):
    """Each row is held out once."""
    one = found.pred[(found.pred["size"] == 1) & (found.pred["decay"] == 0.1)]
    assert sorted(one["rowIndex"]) == list(range(150))
    for name, rows in found.index.items():
        assert not set(rows) & set(one.loc[one["Resample"] == name, "rowIndex"])


def test_workers_change_nothing(iris):
    """Results, seeds, and where the stream stands."""
    one, two = RRandom(3), RRandom(3)
    how = {"tune_grid": GRID, "control": train_control("boot", 3), **QUIET}
    first = train("Species ~ .", iris, seed=one, **how)
    second = train("Species ~ .", iris, seed=two, n_jobs=2, **how)
    assert first.results.equals(second.results)
    assert str(first) == str(second)
    assert (one.state == two.state).all()


def test_preprocessing_is_learned_from_the_rows_trained_on(iris):
    """A fold whose rows are far from the others shows it."""
    data = iris.assign(**{"Petal.Width": iris["Petal.Width"] * 1.0})
    rows = {"first": np.arange(8, 150), "last": np.arange(142)}
    how = train_control("cv", index=rows, save_predictions="all")
    found = train(
        "Petal.Width ~ Sepal.Length",
        data,
        preprocess="range",
        linout=True,
        tune_grid={"size": [1], "decay": [0.1]},
        control=how,
        seed=1,
        **QUIET,
    )
    train_rows = data.iloc[8:].reset_index(drop=True)
    low, high = train_rows["Sepal.Length"].min(), train_rows["Sepal.Length"].max()
    scaled = (data["Sepal.Length"] - low) / (high - low)
    frame = pd.DataFrame({"x": scaled, "y": data["Petal.Width"]})
    alone = pynnet.nnet("y ~ x", frame.iloc[8:], size=1, decay=0.1, linout=True,
                        seed=found.seeds[0][0], **QUIET)  # fmt: skip
    expected = alone.predict(frame.head(8)).to_numpy()
    assert np.allclose(found.pred.loc[found.pred["Resample"] == "first", "pred"], expected)


def test_of_settings_that_tie_the_one_without_bagging_is_taken(iris):
    """Whichever comes first in the grid."""
    how = train_control("cv", 2, summary=lambda *_: {"Accuracy": 0.5})
    for bags in ([True, False], [False, True]):
        grid = {"bag": bags, "size": [2, 1], "decay": [0.1, 1]}
        found = train("Species ~ .", iris.iloc[::10], "avNNet", control=how, tune_grid=grid,
                      repeats=1, seed=1, trace=False, maxit=1)  # fmt: skip
        assert found.best_tune == {"size": 1, "decay": 1, "bag": False}


def test_a_function_judges(iris):
    """It is given truth and predictions, and its numbers are the results."""

    def wrong(data, lev, model):
        assert lev == ("setosa", "versicolor", "virginica")
        assert model == "nnet"
        return {"Wrong": float((data["obs"] != data["pred"]).sum())}

    how = train_control("cv", index=create_folds(iris["Species"], 3, return_train=True, seed=1),
                        summary=wrong)  # fmt: skip
    found = train("Species ~ .", iris, tune_grid=GRID, control=how, metric="Wrong", maximize=False,
                  seed=1, **QUIET)  # fmt: skip
    assert found.results["Wrong"].min() == found.resample["Wrong"].mean()
    assert "Wrong was used to select the optimal model using the smallest value." in str(found)


def test_failing_fits_are_told_and_left_out(iris):
    """In caret's words; if all fail the search ends."""
    how = {"control": train_control("cv", 3), "seed": 1, **QUIET}
    with pytest.warns(RWarning) as caught:
        found = train("Species ~ .", iris, tune_grid={"size": [1, 200], "decay": [0.1]}, **how)
    said = [str(w.message) for w in caught]
    assert said[0].startswith("model fit failed for Fold1: size=200, decay=0.1 Error: too many")
    assert found.best_tune["size"] == 1
    assert found.results["Accuracy"].isna().tolist() == [False, True]
    with pytest.warns(RWarning), pytest.raises(DataError, match="every fit failed"):
        train("Species ~ .", iris, tune_grid={"size": [200], "decay": [0.1]}, **how)


def test_predictions_have_the_index_and_missing_rows(iris, found):
    """Of new data by name."""
    new = iris.iloc[[0, 60, 149]].set_index(pd.Index(list("abc")))
    new.iloc[1, 0] = np.nan
    said = found.predict(new)
    assert said.index.tolist() == list("abc")
    assert said.isna().tolist() == [False, True, False]
    assert np.allclose(found.predict(new, "prob").sum(axis=1)[["a", "c"]], 1)
    assert found.predict().tolist() == found.predict(iris).tolist()


def test_result_pickles(found):
    """And prints the same."""
    assert str(pickle.loads(pickle.dumps(found))) == str(found)


@pytest.mark.parametrize(
    ("how", "error", "words"),
    [
        ({"method": "rf"}, ArgumentError, "Model rf is not in caret's built-in library: offered"),
        ({"tune_grid": {"size": [1]}}, ArgumentError, "should have columns size, decay"),
        ({"tune_grid": 3}, ArgumentError, "got 3. Pass a DataFrame, a mapping"),
        ({"tune_grid": {"size": [1], "decay": ["a"]}}, ArgumentError, "got decay='a'"),
        ({"tune_grid": {"size": [1], "decay": {0.1: 1}}}, ArgumentError, "got decay={0.1: 1}"),
        ({"tune_grid": {"size": [1], "decay": [[1], [1, 2]]}}, ArgumentError, "got decay="),
        ({"tune_grid": {"size": [1], "\ud800": [1]}}, ArgumentError, "should have columns size"),
        ({"tune_grid": {"size": [1], "decay": [np.nan]}}, ArgumentError, "Pass finite numbers"),
        ({"tune_grid": {"size": [1], "decay": [np.inf, 1]}}, ArgumentError, "got decay=inf"),
        ({"tune_grid": {"size": [1], "decay": [1, 1.0]}}, ArgumentError, "more than once"),
        (
            {"tune_grid": pd.DataFrame([[1, 2, 3]], columns=["size", "decay", "decay"])},
            ArgumentError,
            "got size, decay, decay",
        ),
        (
            {"tune_grid": [{"size": 1, "decay": 1}, {"size": 2}]},
            ArgumentError,
            "Pass the same parameters in each setting",
        ),
        ({"decay": 1}, ArgumentError, '"decay" matched by multiple actual arguments: it is chosen'),
        ({"preprocess": 3}, ArgumentError, "invalid 'preprocess'"),
        ({"tune_grid": {"size": [], "decay": []}}, ArgumentError, "it has no settings"),
        ({"tune_length": 0}, ArgumentError, "invalid 'tune_length'"),
        ({"metric": "RMSE"}, ArgumentError, "Metric RMSE not applicable for classification"),
        ({"control": "cv"}, ArgumentError, "invalid 'control'"),
        ({"preprocess": "BoxCox"}, ArgumentError, "'BoxCox' of caret is not offered"),
        ({"maximise": True}, ArgumentError, "did you mean 'maximize'"),
        ({"maximize": 1, "tune_grid": GRID}, ArgumentError, "invalid 'maximize'"),
        ({"control": train_control(index=[[200]])}, DataError, "rows that are not there"),
        ({"control": train_control(index=[range(150)])}, DataError, "holds no row out"),
        ({"control": train_control("cv", 3, seeds=[[1], 2])}, ArgumentError, "Bad seeds"),
        ({"control": train_control("cv", 1)}, DataError, "a sample has no rows to train on"),
    ],
)
def test_bad_input_is_refused(iris, how, error, words):
    """In caret's words where it has them."""
    with pytest.raises(error, match=words):
        train("Species ~ .", iris, seed=1, **{**QUIET, **how})


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"method": "foo"}, "Not a recognized resampling method: got 'foo'. Pass one of boot"),
        ({"method": ["cv"]}, "Not a recognized resampling method"),
        ({"method": "adaptive_cv"}, "'adaptive_cv' of caret is not offered. Pass one of boot"),
        ({"method": "timeslice"}, "'from' must be of length 1"),
        ({"method": "timeslice", "initial_window": 0}, "invalid 'initial_window'"),
        ({"horizon": 0}, "invalid 'horizon'"),
        ({"fixed_window": 1}, "invalid 'fixed_window'"),
        ({"skip": -1}, "invalid 'skip'"),
        ({"preproc_options": 3}, "invalid 'preproc_options'"),
        ({"preproc_options": {"k": 5}}, "preproc_options: unknown 'k'"),
        ({"preproc_options": {"thresh": "a"}}, "invalid 'thresh'"),
        ({"preproc_options": {"pca_comp": 0}}, "invalid 'pca_comp'"),
        ({"number": 0}, "invalid 'number'"),
        ({"p": 1}, "invalid 'p'"),
        ({"summary": "two_class"}, "requires class probabilities"),
        ({"summary": "pr"}, "requires class probabilities"),
        ({"selection": "first"}, "'selection' should be one of"),
        ({"save_predictions": "some"}, "'save_predictions' should be one of"),
        ({"index": 3}, "invalid 'index'"),
        ({"index": [[0.5]]}, "invalid 'index'"),
        ({"seeds": 1}, "invalid 'seeds'"),
        ({"seeds": [[1.5], 2]}, "Bad seeds"),
        ({"seeds": [[1], []]}, "Bad seeds"),
        ({"seeds": [[[1], [1, 2]], 1]}, "Bad seeds"),
        ({"seeds": np.array(5)}, "invalid 'seeds'"),
        ({"seeds": np.ma.masked_all(3)}, "invalid 'seeds'"),
        ({"seeds": sparse.coo_matrix((3, 1))}, "invalid 'seeds'"),
        ({"seeds": memoryview(np.ones((3, 2)))}, "invalid 'seeds'"),
        ({"index": [[[1], [1, 2]]]}, "invalid 'index'"),
        ({"index": {1: [0], "1": [1]}}, "samples with names that differ, not two '1'"),
        ({"preproc_options": {"thresh": 2}}, "invalid 'thresh': got 2"),
    ],
)
def test_bad_control_is_refused(how, words):
    """When it is made."""
    with pytest.raises(ArgumentError, match=words):
        train_control(**how)


@pytest.mark.parametrize("summary", ["two_class", "pr"])
def test_summaries_of_two_classes_refuse_three(iris, summary):
    """In caret's words."""
    control = train_control("cv", 3, class_probs=True, summary=summary)
    with pytest.raises(ArgumentError, match="Your outcome has 3 levels"):
        train("Species ~ .", iris, control=control, seed=1, **{**QUIET, "metric": "ROC"})


def test_classes_must_have_names_for_probabilities(iris):
    """Caret's words, with the names that R would give."""
    data = iris.assign(Species=iris["Species"].cat.rename_categories(["1", "b c", "if"]))
    with pytest.raises(ArgumentError, match=r"converted to  X1, b\.c, if\. "):
        train("Species ~ .", data, control=train_control(class_probs=True), seed=1)


def test_advice_is_for_the_final_fit_alone(iris):
    """One word about convergence, not one for each fit."""
    with pytest.warns(pynnet.FitWarning) as caught:
        train("Species ~ .", iris, tune_grid=GRID, control=train_control("cv", 3), seed=1,
              trace=False, maxit=2)  # fmt: skip
    assert len(caught) == 1


SUMMARIES = [
    (lambda *_: {"m": "a"}, "must return numbers: got 'a'"),
    (lambda *_: {"m": None}, "must return numbers: got None"),
    (lambda *_: {1: 2.0, "1": 3.0}, "must return names that differ"),
    (lambda *_: {"decay": 1.0}, "must not name 'decay'"),
    (lambda *_: {"Resample": 1.0}, "must not name 'Resample'"),
    (lambda data, *_: {str(data.iloc[0].name): 1.0, str(len(data)): 2.0}, "the same names for all"),
]


@pytest.mark.parametrize(("summary", "words"), SUMMARIES)
def test_summaries_that_cannot_be_used_are_refused(iris, summary, words):
    """Each sample has the same numbers, by names of their own."""
    index = [range(40), range(60), range(100)]
    control = train_control(index=index, summary=summary)
    with pytest.raises(DataError, match=words):
        train("Petal.Length ~ Petal.Width", iris, tune_grid=GRID, control=control, linout=True,
              seed=1, **QUIET)  # fmt: skip


def test_repeats_of_what_is_not_repeated_are_told():
    """In caret's words, once."""
    with pytest.warns(
        RWarning, match="`repeats` has no meaning for this resampling method"
    ) as told:
        assert train_control("cv", 3, repeats=2).repeats == 2
    assert len(told) == 1


@pytest.mark.parametrize(
    ("newdata", "words"),
    [
        ("x", "NAs introduced by coercion: newdata holds"),
        (5, "newdata has 1 columns, and 2 are needed"),
        ([[1, 2], [3]], "newdata has rows of different lengths"),
        ({"a": 1}, "variable 'a' must be a column of values"),
        ({"a": [1.0]}, "undefined columns selected: newdata has no 'b'"),
        (np.ones((2, 3)), "newdata has 3 columns, and 2 are needed"),
        (np.ones((2, 2, 2)), "newdata has 3 dimensions"),
    ],
)
def test_new_data_that_are_no_table_are_refused(newdata, words):
    """Where predictors were passed as they are."""
    x = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0], "b": [2.0, 1.0, 4.0, 3.0]})
    found = train(x, list("ppqq"), "multinom", trace=False, seed=1, tune_grid={"decay": [1]},
                  control=train_control("none"))  # fmt: skip
    with pytest.raises(DataError, match=words):
        found.predict(newdata)


def test_predictors_need_names_of_their_own():
    """As for a formula."""
    x = pd.DataFrame([[1.0, 2.0]] * 4, columns=["a", "a"])
    with pytest.raises(DataError, match="x has two columns named 'a'"):
        train(x, list("ppqq"), "multinom", seed=1, trace=False)


def test_method_of_control_is_one_word():
    """An array is none."""
    with pytest.raises(ArgumentError, match=r"^Not a recognized resampling method"):
        train_control(np.ones(3))


def test_predictions_of_fits_that_failed_are_kept_as_missing(iris):
    """As in caret, so that each setting has as many rows."""
    with pytest.warns(RWarning, match="model fit failed|missing values"):
        found = train(
            "Species ~ .",
            iris,
            tune_grid={"size": [1, 200], "decay": [0.1]},
            control=train_control("cv", 3, save_predictions=True, class_probs=True),
            seed=1,
            **QUIET,
        )
    failed = found.pred[found.pred["size"] == 200]
    assert len(failed) == len(iris)
    assert failed[["pred", "setosa"]].isna().all(axis=None)
    assert failed["obs"].notna().all()


def test_rules_that_find_no_setting_are_told(iris):
    """Near a best value of 0 there is nothing; rows left out one by one have no standard error."""
    with pytest.raises(ArgumentError, match="invalid 'times' argument"):
        train("Species ~ .", iris, control=train_control("LOOCV", selection="oneSE"))
    with pytest.raises(DataError, match="final tuning parameters could not be determined"):
        train(
            "Species ~ Sepal.Width",
            iris,
            "multinom",
            metric="None",
            tune_grid={"decay": [0.1]},
            control=train_control("cv", 3, selection="tolerance", summary=_nothing),
            **QUIET,
        )


def _nothing(data, lev=None, model=None):  # noqa: ARG001
    assert "weights" not in data
    return {"None": 0.0}


def _weight(data, lev=None, model=None):  # noqa: ARG001
    return {"Weight": float(data["weights"].sum())}


def test_a_function_is_given_case_weights(iris):
    """In a column of their own."""
    weights = np.arange(len(iris)) / 10
    found = train(
        "Species ~ Sepal.Width",
        iris,
        "multinom",
        weights=weights,
        metric="Weight",
        tune_grid={"decay": [0.1]},
        control=train_control("cv", 3, summary=_weight, save_predictions=True),
        seed=1,
        **QUIET,
    )
    assert found.results["Weight"].iloc[0] == pytest.approx(weights.sum() / 3)
    assert (found.pred["weights"] == weights[found.pred["rowIndex"]]).all()


def test_a_summary_is_tried_where_nothing_is_judged(iris):
    """Its names are known then, and what it refuses is refused."""
    how = {"tune_grid": {"size": [1], "decay": [0.1]}, "seed": 1, **QUIET}
    found = train("Species ~ .", iris, control=train_control("none", summary=_nothing), **how)
    assert found.perf_names == ("None",)
    control = train_control("none", class_probs=True, summary="pr")
    with pytest.raises(ArgumentError, match="Your outcome has 3 levels"):
        train("Species ~ .", iris, control=control, **how)


def test_printed_counts_and_samples_are_those_of_caret(iris):
    """Variables of the data, not of the formula; samples that were passed; nothing preprocessed."""
    found = train(
        "log(Sepal.Width) ~ Petal.Width * Species + I(Petal.Width^2) + Sepal.Width",
        iris,
        preprocess="zv",
        tune_grid={"size": [1], "decay": [0.1]},
        control=train_control("boot", 9, index=[range(50), range(25, 125)]),
        linout=True,
        seed=1,
        **QUIET,
    )
    lines = str(found).split("\n")
    assert lines[3] == "  2 predictor"
    assert "Pre-processing:  (None) " in lines
    assert "Resampling: Bootstrapped (2 reps) " in lines


def test_near_a_best_value_below_zero_is_all(iris):
    """As in caret, whose percentages are negative there: the simplest setting is taken."""
    found = train(
        "Species ~ Sepal.Width",
        iris,
        metric="Worth",
        tune_grid={"size": [1, 2], "decay": [0.1]},
        control=train_control("cv", 3, selection="tolerance", summary=_of_iteration([-3, -1])),
        seed=1,
        **QUIET,
    )
    assert found.results["Worth"].tolist() == [-3, -1]
    assert found.best_tune["size"] == 1


def _of_iteration(values):
    """A summary that has these values in turn."""
    turns = iter(values * 3)

    def summary(data, lev=None, model=None):  # noqa: ARG001
        return {"Worth": float(next(turns))}

    return summary


def test_predictions_that_fail_are_told_apart(iris):
    """A level that the sample did not have fails where rows held out are predicted."""
    x = pd.DataFrame(
        {"a": iris["Sepal.Width"], "t": ["new", *["old", "old", "older"] * 49, "old", "old"]}
    )
    how = {"tune_grid": {"size": [1], "decay": [0.1]}, "seed": 1, **QUIET}
    control = train_control("cv", index=[range(1, 150), range(0, 150, 2)])
    words = "predictions failed for Resample1|missing values"
    with pytest.warns(RWarning, match=words):
        found = train(x, iris["Species"], control=control, **how)
    assert found.resample["Accuracy"].isna().tolist() == [True, False]


def test_numbers_of_two_values_are_told(iris):
    """They may have been meant as classes."""
    data = iris.assign(two=(iris["Species"] == "setosa") * 1.0)
    how = {"tune_grid": {"size": [1], "decay": [0.1]}, "seed": 1, **QUIET}
    with pytest.warns(RWarning, match="your outcome only has two possible values"):
        train("two ~ Sepal.Width", data, control=train_control("none"), **how)


def test_rules_need_the_metric_of_all_settings(iris):
    """In caret's words; "best" does without those that failed."""
    how = {"tune_grid": {"size": [1, 200], "decay": [0.1]}, "seed": 1, **QUIET}
    with (
        pytest.warns(RWarning, match="failed|missing values"),
        pytest.raises(DataError, match="parameters could not be determined: the metric is missing"),
    ):
        train("Species ~ .", iris, control=train_control("cv", 3, selection="oneSE"), **how)


def test_areas_are_missing_without_probabilities(iris):
    """Of a multinomial model that lacks a class, in whatever rows are held out."""
    data = iris.iloc[[*range(0, 100, 5), *range(100, 150, 5), 1]]
    control = train_control(
        "cv", index=[range(20), range(0, 31, 2)], class_probs=True, summary="multi_class"
    )
    how = {"tune_grid": {"decay": [0.1]}, "control": control, "seed": 1, **QUIET}
    with pytest.warns(RWarning, match="is empty|missing values"):
        found = train("Species ~ Sepal.Width", data, "multinom", **how)
    areas = found.resample[["logLoss", "AUC", "prAUC"]]
    assert areas.isna().all(axis=1).tolist() == [True, False]
