"""scikit-learn's scorers as metrics, and its splitters as folds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, f1_score, get_scorer_names, log_loss, make_scorer
from sklearn.metrics import roc_auc_score as roc_auc
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    LeaveOneOut,
    PredefinedSplit,
    StratifiedKFold,
    TimeSeriesSplit,
)

from pynnet import (
    ArgumentError,
    DataError,
    from_json,
    load_iris,
    nnet,
    tune,
    tune_control,
    tune_nnet,
)
from pynnet._tuning.judging.scorers import scorer_named
from tests.support import assert_same_bits

IRIS = load_iris()
TWO = IRIS[IRIS.Species != "setosa"].assign(
    Species=lambda d: d.Species.astype(str), code=lambda d: (d.Species == "virginica").astype(int)
)
FOLDS = [(np.arange(0, 150, 2), np.arange(1, 150, 2))]


def searched(formula="Species ~ .", data=IRIS, folds=FOLDS, **arguments):
    plain = {"size": 1, "decay": [0.01, 0.5], "seed": 1, "groups": None, **arguments}
    control = tune_control(folds=folds, groups=plain.pop("groups"))
    return tune_nnet(formula, data, control=control, **plain)


# Scorers ---------------------------------------------------------------------------------------


def test_scores_are_those_of_scikit_learn():
    """By name and by object, of classes and of probabilities."""
    wts = nnet("Species ~ .", IRIS, size=1, maxit=0, trace=False, seed=3).wts
    names = ["accuracy", "neg_log_loss", "roc_auc_ovr", "f1_macro"]
    found = searched(metrics=names, decay=0.1, Wts=wts)
    train, held_out = FOLDS[0]
    fit = nnet("Species ~ .", IRIS.iloc[train], size=1, decay=0.1, Wts=wts, trace=False)
    new, truth = IRIS.iloc[held_out], IRIS.Species.iloc[held_out]
    guess, probabilities = fit.predict(new, type="class"), fit.predict(new).to_numpy()
    expected = (
        accuracy_score(truth, guess),
        -log_loss(truth, probabilities),
        roc_auc(truth, probabilities, multi_class="ovr"),
        f1_score(truth, guess, average="macro"),
    )
    for name, value in zip(names, expected, strict=True):
        assert found.results[f"validation_{name}"].item() == value


def test_more_of_a_score_is_better():
    """Accuracy chooses as the error does, and a loss is turned about."""
    by_error = searched(metrics="error")
    for metric in ("accuracy", make_scorer(accuracy_score), accuracy_score):
        found = searched(metrics=metric)
        assert found.best_parameters == by_error.best_parameters
        assert found.best_performance == pytest.approx(1 - by_error.best_performance, abs=1e-15)
    assert searched(metrics="neg_log_loss").best_parameters == (
        searched(metrics="log_loss").best_parameters
    )


def test_classes_keep_their_type_and_the_order_of_scikit_learn():
    """F1 of 0 and 1 knows which is 1; levels in another order keep their probabilities."""
    found = searched(
        "code ~ Petal.Width",
        TWO.assign(code=TWO.code.astype("category")),
        [(range(0, 100, 2), range(1, 100, 2))],
        metrics=["f1", "neg_log_loss", "auc", "roc_auc"],
        decay=0.1,
    )
    assert found.results["validation_auc"].item() == found.results["validation_roc_auc"].item()
    assert found.best_performance > 0.9
    turned = IRIS.assign(
        Species=pd.Categorical(IRIS.Species, ["virginica", "setosa", "versicolor"])
    )
    turned = searched(data=turned, metrics=["log_loss", "neg_log_loss"], decay=0.1).results
    assert turned["validation_neg_log_loss"].item() == pytest.approx(
        -turned["validation_log_loss"].item(), rel=1e-12
    )  # scikit-learn's sum is in another order


@pytest.mark.parametrize(
    ("formula", "metric", "words"),
    [
        (
            "Species ~ .",
            "f1",
            "the scorer f1 does not suit .*3 levels.*(average='binary'|pos_label=1)",
        ),
        ("Species ~ .", "neg_mean_squared_error", "does not suit the response, which is a factor"),
        ("Sepal.Length ~ Sepal.Width", "accuracy", "which is numbers.*continuous is not supported"),
        ("Species ~ .", "acuracy", "did you mean 'accuracy'"),
        ("Species ~ .", "r2", "judges numbers, but the response is a factor"),
        ("Species ~ .", ["accuracy", "accuracy"], "'accuracy' comes twice"),
        ("Species ~ .", min, "nobody knows whether more"),
    ],
)
def test_what_cannot_judge_is_refused_before_any_fit(formula, metric, words, monkeypatch):
    """In scikit-learn's words."""
    monkeypatch.setattr("pynnet._tuning.search.networks.list_jobs", list_jobs_only)
    with pytest.raises(ArgumentError, match=words):
        searched(formula, metrics=metric, linout=True)


def list_jobs_only(*arguments):
    """List the jobs, which checks the metrics; nobody may do them."""
    from pynnet._tuning.search.jobs import list_jobs

    jobs = list_jobs(*arguments)
    pytest.fail(f"{len(jobs)} fits were about to be made")


def test_every_named_scorer_is_answered():
    """A scorer is a metric or refused, for classes and for numbers."""
    kinds = {"two": np.array([0, 1]), "three": np.array(["a", "b", "c"]), "numbers": None}
    suited = dict.fromkeys(kinds, 0)
    for name in get_scorer_names():
        for kind, classes in kinds.items():
            try:
                suited[kind] += scorer_named(name, classes, probabilities=True) is not None
            except ArgumentError as refusal:
                assert "scikit-learn says: " in str(refusal)  # noqa: PT017  some suit, some do not
    assert min(suited.values()) >= 10
    assert suited["three"] < len(get_scorer_names())


def test_a_function_of_ones_own_is_judged_by_its_classes():
    """tune() of multinom takes scorers of classes; those of probabilities are refused."""
    control = tune_control(folds=StratifiedKFold(3))
    plain = {"ranges": {"decay": [0.05, 0.5]}, "control": control, "seed": 1, "trace": False}
    found = tune("multinom", "Species ~ .", IRIS, metrics=["accuracy", "error"], **plain)
    assert found.best_performance == pytest.approx(1 - found.results.validation_error.min())
    for metric in ("neg_log_loss", "log_loss"):
        with pytest.raises(ArgumentError, match="probabilities"):
            tune("multinom", "Species ~ .", IRIS, metrics=metric, **plain)


# Splitters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "splitter", [StratifiedKFold(3), KFold(4, shuffle=True, random_state=5), TimeSeriesSplit(3)]
)
def test_a_splitter_gives_the_folds_that_it_would_give(splitter):
    """The same as the pairs that it gives, and its name is printed."""
    rows = np.arange(len(IRIS))
    data = IRIS.assign(y=IRIS["Petal.Width"] / 3)
    formula, response = "y ~ Sepal.Length", data.y
    if isinstance(splitter, StratifiedKFold):
        formula, response = "Species ~ Sepal.Length", IRIS.Species
    pairs = list(splitter.split(rows, response))
    found = searched(formula, data, splitter)
    expected = searched(formula, data, pairs)
    assert_same_bits(found.performances.to_numpy(float), expected.performances.to_numpy(float))
    assert found.sampling == repr(splitter)
    assert str(from_json(found.to_json())) == str(found)


class _Halves:
    """A splitter that is none of scikit-learn's, and does not look at groups."""

    def get_n_splits(self):
        return 1

    def split(self, x, y, groups):  # noqa: ARG002  what splitters take
        yield np.arange(75), np.arange(75, 150)


def test_groups_go_to_a_splitter_that_needs_them():
    """GroupKFold keeps them together, and says so if there are none."""
    groups = np.arange(150) // 10
    found = searched(folds=GroupKFold(3), groups=groups)
    held_out = [np.setdiff1d(np.arange(150), rows) for rows in found.train_ind]
    for rows in held_out:
        assert not set(groups[rows]) & set(groups[np.setdiff1d(np.arange(150), rows)])
    with pytest.raises(DataError, match=r"'groups' parameter should not be None. Pass groups="):
        searched(folds=GroupKFold(3))
    with pytest.raises(DataError, match="is shared between"):
        searched(folds=_Halves(), groups=np.arange(150) % 2)


def test_a_splitter_without_a_seed_draws_from_the_search():
    """The same seed, the same folds; NumPy's global generator is not touched, nor the splitter."""
    splitter = KFold(3, shuffle=True)
    before = np.random.get_state()[1].copy()  # noqa: NPY002  what must not change
    first, second = (searched(folds=splitter, seed=seed) for seed in (1, 1))
    assert_same_bits(first.performances.to_numpy(float), second.performances.to_numpy(float))
    other = searched(folds=splitter, seed=2)
    assert [*map(list, other.train_ind)] != [*map(list, first.train_ind)]
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002
    assert splitter.random_state is None


def test_rows_that_are_not_used_are_not_divided():
    """A splitter sees the complete rows alone."""
    gaps = IRIS.assign(**{"Sepal.Width": IRIS["Sepal.Width"].where(IRIS.index % 3 != 0)})
    found = searched(data=gaps, folds=LeaveOneOut(), decay=0.5)
    assert len(found.train_ind) == 100


@pytest.mark.parametrize(
    ("folds", "error", "words"),
    [
        (StratifiedKFold(60), DataError, "n_splits=60 cannot be greater than"),
        (PredefinedSplit([-1] * 150), DataError, "gave no pairs"),
        (StratifiedKFold, ArgumentError, "invalid 'folds'"),
        ([], (ArgumentError, DataError), "folds"),
        (5, ArgumentError, "or a splitter of scikit-learn; for so many folds pass cross="),
    ],
)
def test_splitters_that_cannot_divide(folds, error, words):
    """Their own words, before any fit."""
    with pytest.raises(error, match=words):
        searched(folds=folds)


@pytest.mark.parametrize("other", [{"cross": 5}, {"sampling": "fix"}])
def test_folds_leave_nothing_to_other_sampling(other):
    """What would not be heard is refused, as is a list of no metrics."""
    with pytest.raises(ArgumentError, match="leave sampling= and cross= out"):
        tune_control(folds=KFold(3), **other)
    with pytest.raises(ArgumentError, match="invalid 'metrics': got \\[\\]"):
        searched(metrics=[])
