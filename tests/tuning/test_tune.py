"""The search for hyperparameters: held to nnet() called by hand, and to its promises."""

from __future__ import annotations

import inspect
import itertools
import math
import pickle
import sys
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import (
    ArgumentError,
    DataError,
    FitWarning,
    FormulaError,
    Metric,
    PynnetError,
    RRandom,
    UnknownArgumentError,
    best_nnet,
    best_tune,
    nnet,
    tune,
    tune_control,
    tune_nnet,
)
from pynnet._tuning.judging.metrics import find_metric

from ..support import assert_same_bits

pytestmark = pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")


@pytest.fixture
def cases():
    """Make forty cases with numbers, classes of two and three levels, text and gaps."""
    stream = RRandom(5)
    u, v = stream.rnorm(40), stream.runif(40)
    return pd.DataFrame(
        {
            "u": u,
            "v": v,
            "y": u - 2 * v + stream.rnorm(40) / 5,
            "k": pd.Categorical(np.array(["p", "q", "r"], dtype=object)[np.arange(40) % 3]),
            "g": np.where(u + v > 0.4, "yes", "no").astype(object),
            "text": np.array(["a", "b"], dtype=object)[np.arange(40) % 2],
            "gap": np.where(np.arange(40) % 9 == 4, np.nan, v),
            "w": 0.5 + v,
            "patient": np.arange(40) // 4,
        },
        index=[f"case {i}" for i in range(40)],
    )


@pytest.fixture(params=["alone", "threads"])
def who(request):
    """Give what makes a search run here, or on two threads whatever the engine."""
    if request.param == "alone":
        yield {}
    else:
        with ThreadPoolExecutor(2) as executor:
            yield {"executor": executor}


def by_hand(formula, data, settings, control, stream, restarts=1, **fixed):
    """Errors by setting, set and repeat from nnet() and predict(), in e1071's order."""
    n = len(data)
    order = stream.sample(n) - 1
    folds = pd.cut(pd.Series(np.arange(1, n + 1)), control.cross, labels=False).to_numpy()
    found = []
    for setting, fold, _ in itertools.product(
        settings, range(control.cross), range(control.nrepeat)
    ):
        train = order[folds != fold]
        held_out = data.iloc[sorted(order[folds == fold])]
        call = {"subset": train, "trace": False, "seed": stream, **fixed, **setting}
        fit = min((nnet(formula, data, **call) for _ in range(restarts)), key=lambda f: f.value)
        truth = held_out[formula.split(" ~ ")[0]]
        if fit.lev is None:
            guess = fit.predict(held_out)
            squares = (truth.to_numpy() - guess.to_numpy()) ** 2
            found.append(np.add.accumulate(squares)[-1] / len(squares))
        else:
            guess = fit.predict(held_out, type="class", seed=stream)
            found.append(1 - int((guess.to_numpy() == truth.astype(str)).sum()) / len(truth))
    return np.array(found).reshape(len(settings), control.cross, control.nrepeat)


SEARCHES = {
    "three classes": ("k ~ u + v", {}),
    "two classes": ("g ~ u + v", {}),
    "numbers": ("y ~ u + v", {"linout": True}),
    "text predictor": ("y ~ text * u", {"linout": True}),
    "poly and scale": ("y ~ poly(u, 2) + scale(v)", {"linout": True}),
    "factor predictor": ("y ~ k + u", {"linout": True, "contrasts": {"k": "sum"}}),
    "weights": ("k ~ u + v", {"weights": "w", "skip": True}),
    "given start": ("y ~ u", {"linout": True, "Wts": [0.1, 0.2, 0.3, 0.4]}),
    "mask": ("y ~ u", {"linout": True, "mask": [True, False, True, True]}),
    "no range": ("k ~ u + v", {"rang": 0}),
    "environment": ("y ~ I(u * a)", {"linout": True, "env": {"a": 2.0}}),
    "another optimiser": ("y ~ u", {"linout": True, "method": "CG"}),
}


@pytest.fixture(scope="module")
def known():
    """Errors by hand and the stream's state afterwards, by name: the same whoever searches."""
    return {}


@pytest.mark.parametrize("name", SEARCHES)
def test_search_is_what_nnet_does_on_these_rows(cases, name, who, known):
    """Every error, the best model and the stream afterwards are those of nnet() by hand."""
    formula, fixed = SEARCHES[name]
    control = tune_control(cross=3, nrepeat=2)
    ranges = {"size": [1], "decay": [0.0, 0.01, 0.3], "maxit": [5, 60]}
    settings = [
        {"size": 1, "decay": d, "maxit": m} for m in ranges["maxit"] for d in ranges["decay"]
    ]
    one, other = RRandom(3), RRandom(3)
    found = tune(
        "nnet",
        formula,
        cases,
        ranges=ranges,
        control=control,
        seed=one,
        **who,
        **fixed,
    )
    if name not in known:
        known[name] = by_hand(formula, cases, settings, control, other, **fixed), other.state
    errors, other.state = known[name]
    assert_same_bits(found.errors, [[pynnet_mean(r) for r in setting] for setting in errors])
    best = nnet(formula, cases, trace=False, seed=other, **fixed, **found.best_parameters)
    assert_same_bits(found.best_model.wts, best.wts)
    assert one.state.tolist() == other.state.tolist()


def pynnet_mean(values):
    """R's mean."""
    from pynnet._numerics.statistics import mean

    return mean(np.asarray(values))


def test_restarts_keep_the_fit_with_the_least_criterion(cases):
    """Three fits from start weights in a row, the first of the best counts, in the end as well."""
    control = tune_control(cross=3)
    one, other = RRandom(3), RRandom(3)
    call = {"linout": True, "maxit": 30}
    found = tune_nnet("y ~ u", cases, size=[2], control=control, restarts=3, seed=one, **call)
    errors = by_hand("y ~ u", cases, [{"size": 2}], control, other, restarts=3, **call)
    assert_same_bits(found.errors, errors[..., 0])
    fits = [nnet("y ~ u", cases, size=2, trace=False, seed=other, **call) for _ in range(3)]
    assert_same_bits(found.best_model.wts, min(fits, key=lambda fit: fit.value).wts)


def test_rows_with_gaps_are_no_cases(cases):
    """They are neither trained on nor predicted; positions are those in the data."""
    control = tune_control(cross=3)
    found = tune_nnet("y ~ gap", cases, size=1, linout=True, control=control, seed=1)
    complete = cases.dropna()
    other = tune_nnet("y ~ gap", complete, size=1, linout=True, control=control, seed=1)
    assert_same_bits(found.errors, other.errors)
    kept = np.flatnonzero(cases["gap"].notna())
    assert [kept[t].tolist() for t in other.train_ind] == [t.tolist() for t in found.train_ind]


def test_arrays_give_what_the_formula_gives(cases):
    """Inputs with y, classes too (which e1071 cannot do), is the formula without a formula."""
    x, control = cases[["u", "v"]], tune_control(cross=4)
    call = {"size": [1, 2], "decay": 0.1, "control": control, "seed": 2}
    for response, how in (("k", {}), ("g", {}), ("y", {"linout": True})):
        one = tune_nnet(f"{response} ~ u + v", cases, **call, **how)
        other = tune_nnet(x, cases[response], **call, **how)
        named = tune_nnet(x=x.to_numpy(), y=cases[response], **call, **how)
        assert_same_bits(one.errors, other.errors)
        assert_same_bits(one.errors, named.errors)
        assert_same_bits(one.best_model.wts, other.best_model.wts)


def test_leave_one_out_with_poly(cases):
    """One row is enough to predict: the polynomials are those of the training rows."""
    few = cases.iloc[:8]
    control = tune_control(cross=8)
    call = {"size": 1, "linout": True, "maxit": 5, "control": control, "seed": 1}
    found = tune_nnet("y ~ poly(u, 2)", few, **call)
    assert found.sampling == "leave-one-out"
    assert np.isfinite(found.errors).all()


def test_random_search_over_one_hyperparameter(cases):
    """Two of three values are tried."""
    control = tune_control(random=2, sampling="fix")
    found = tune_nnet("k ~ u", cases, size=[1, 2, 3], decay=None, control=control, seed=1)
    assert len(found.performances) == 2


def test_several_responses_are_judged_together(cases):
    """The squared errors of all of them are averaged."""
    control = tune_control(sampling="fix")
    found = tune_nnet("cbind(y, u) ~ v", cases, size=1, linout=True, control=control, seed=1)
    (train,) = found.train_ind
    stream = RRandom(1)
    stream.sample(40)
    call = {"size": 1, "linout": True, "trace": False, "seed": stream}
    held_out = cases.iloc[np.setdiff1d(np.arange(40), train)]
    guess = nnet("cbind(y, u) ~ v", cases, subset=train, **call).predict(held_out).to_numpy()
    squares = (held_out[["y", "u"]].to_numpy() - guess) ** 2
    # NumPy sums in another order: the last digits differ.
    assert found.best_performance == pytest.approx(squares.mean(), rel=1e-13)


def test_validation_data_are_predicted_instead(cases):
    """A split trains on everything then, and the error is that on the other data."""
    train, other = cases.iloc[:30], cases.iloc[30:]
    control = tune_control(sampling="fix")
    call = {"size": 1, "decay": 0.1, "control": control, "seed": 4}
    one = tune_nnet("k ~ u + v", train, validation_x=other, **call)
    assert sorted(one.train_ind[0].tolist()) == list(range(30))
    two = tune_nnet(
        train[["u", "v"]],
        train["k"],
        validation_x=other[["u", "v"]],
        validation_y=other["k"],
        **call,
    )
    assert_same_bits(one.errors, two.errors)


# Workers ---------------------------------------------------------------------------------------


def everything(found):
    """All numbers of a result."""
    return [
        *(table.to_numpy(float).tobytes() for table in (found.performances, found.results)),
        found.best_model.wts.tobytes(),
    ]


@pytest.fixture(scope="module")
def saturated():
    """Make iris fits without decay: classes of many held-out rows tie."""
    call = {"size": [1, 2], "decay": [0, 0.1], "control": tune_control(nrepeat=2, cross=3)}
    stream = RRandom(1)
    return (
        call,
        everything(tune_nnet("Species ~ .", pynnet.load_iris(), seed=stream, **call)),
        stream,
    )


@pytest.mark.parametrize("short", [0.0, math.inf])
@pytest.mark.parametrize("workers", [1, 2, 4, 7])
def test_lots_are_drawn_in_order_whoever_works(saturated, workers, short, iris, monkeypatch):
    """Results and stream are the same for any number of workers, though classes tie.

    Whether all fits count as long and are handed out, or as short and are done here behind a tie.
    """
    monkeypatch.setattr("pynnet._tuning.search.scheduling._SHORT", short)
    call, expected, after = saturated
    stream = RRandom(1)
    with ThreadPoolExecutor(workers) as executor:
        found = tune_nnet("Species ~ .", iris, seed=stream, executor=executor, **call)
    assert everything(found) == expected
    assert stream.state.tolist() == after.state.tolist()


@pytest.mark.parametrize("n_jobs", [2, 4])
def test_workers_of_this_machine_give_the_same(saturated, iris, n_jobs):
    """With n_jobs= too: threads, or processes with the NumPy engine."""
    call, expected, after = saturated
    stream = RRandom(1)
    found = tune_nnet("Species ~ .", iris, seed=stream, n_jobs=n_jobs, **call)
    assert everything(found) == expected
    assert stream.state.tolist() == after.state.tolist()


def test_ties_do_occur_and_do_matter(saturated, iris):
    """Taking the first of the classes that tie draws no lots, and so gives other fits."""
    call, expected, _ = saturated
    one = tune_nnet("Species ~ .", iris, seed=1, ties="first", **call)
    with ThreadPoolExecutor(3) as executor:
        two = tune_nnet("Species ~ .", iris, seed=1, ties="first", executor=executor, **call)
    assert everything(one) == everything(two)
    assert everything(one) != expected


def test_workers_are_used(cases):
    """With two workers fits run on threads other than this one."""
    threads = set()

    def error(true, guess):
        threads.add(threading.get_ident())
        return float(np.abs(true - guess).max())

    control = tune_control(error_fun=error)
    call = {"size": 1, "linout": True, "control": control, "seed": 1}
    tune_nnet("y ~ u", cases, **call)
    assert threads == {threading.get_ident()}
    threads.clear()
    with ThreadPoolExecutor(2) as executor:
        tune_nnet("y ~ u", cases, executor=executor, **call)
    assert threads
    assert threading.get_ident() not in threads


def test_memory_does_not_grow_with_models(cases):
    """A setting more costs less than a kilobyte; its fits would cost several."""

    def peak(settings):
        decay = np.linspace(0, 1, settings)
        control = tune_control(sampling="fix", nrepeat=1)
        tracemalloc.start()
        try:
            tune_nnet("k ~ u + v", cases, size=5, decay=decay, maxit=0, control=control, seed=1)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert (peak(400) - peak(100)) / 300 < 1024


# Choosing --------------------------------------------------------------------------------------


def test_grid_varies_the_first_fastest(cases):
    """As R's expand.grid: size, decay, then other lists in the order of the call."""
    control = tune_control(sampling="fix")
    found = tune_nnet(
        "k ~ u", cases, decay=[0.1, 1], maxit=[3, 5], size=[1, 2], control=control, seed=1
    )
    table = found.performances
    assert list(table.columns) == ["size", "decay", "maxit", "error", "dispersion"]
    assert table["size"].tolist() == [1, 2] * 4
    assert table["maxit"].tolist() == [3] * 4 + [5] * 4
    assert table.index.tolist() == list(range(1, 9))


def test_random_search_tries_rows_of_the_grid(cases):
    """Three of six settings, drawn after the training sets, under the numbers they have there."""
    control = tune_control(sampling="fix", random=3)
    found = tune_nnet("k ~ u", cases, size=[1, 2, 3], decay=[0.1, 1], control=control, seed=8)
    stream = RRandom(8)
    stream.sample(40)
    rows = stream.sample(6, 3)
    assert found.performances.index.tolist() == rows.tolist()
    assert found.performances["size"].tolist() == [(r - 1) % 3 + 1 for r in rows]
    assert found.nparcomb == 3


def test_one_standard_error_takes_the_simplest(cases):
    """Of settings that are about as good, the one with fewest units and largest decay."""
    call = {"size": [1, 2], "decay": [0.001, 0.01], "linout": True, "maxit": 30, "seed": 6}
    least = tune_nnet("y ~ u + v", cases, **call)
    simple = tune_nnet("y ~ u + v", cases, rule="1se", **call)
    table = simple.results
    best = table["validation_error"].idxmin()
    near = (
        table["validation_error"]
        <= table.loc[best, ["validation_error", "validation_error_se"]].sum()
    )
    order = table[near].sort_values(["size", "decay"], ascending=[True, False])
    assert simple.best_parameters == order.iloc[0][["size", "decay"]].to_dict()
    assert least.best_parameters == table.loc[best, ["size", "decay"]].to_dict()
    assert least.best_parameters != simple.best_parameters


def test_metrics_are_computed_on_both_sides(cases):
    """Means over the sets and standard errors for each; the first decides, the largest of auc."""
    metrics = ["auc", "error", "log_loss"]
    call = {"size": [1, 2], "decay": 0.1, "control": tune_control(cross=3), "seed": 1}
    found = tune_nnet("g ~ u + v", cases, metrics=metrics, **call)
    names = [
        f"{p}_{m}{s}" for m in metrics for p in ("validation", "training") for s in ("", "_se")
    ]
    assert list(found.results.columns) == ["size", "decay", *names, "converged", "evaluations"]
    assert found.metrics == ("auc", "error", "log_loss")
    best = found.results["validation_auc"].idxmax()
    assert found.best_parameters == {"size": found.results.loc[best, "size"], "decay": 0.1}
    assert found.best_performance == found.performances.loc[best, "error"]
    only = tune_nnet("g ~ u + v", cases, **call)
    assert only.results["validation_error"].equals(found.results["validation_error"])
    assert only.results["training_error"].equals(found.results["training_error"])


def test_strata_and_groups_come_from_the_data(cases):
    """By the response, by the name of a column or by an array."""
    call = {"size": 1, "decay": 1, "maxit": 5, "seed": 1}
    for stratify in (True, "k", cases["k"].to_numpy()):
        control = tune_control(cross=4, stratify=stratify)
        found = tune_nnet("k ~ u", cases, control=control, **call)
        counts = [cases["k"].iloc[t].value_counts().tolist() for t in found.train_ind]
        assert max(max(c) - min(c) for c in counts) <= 2
    control = tune_control(cross=5, groups="patient")
    found = tune_nnet("k ~ u", cases, control=control, **call)
    for train in found.train_ind:
        assert cases["patient"].iloc[train].value_counts().unique().tolist() == [4]


def test_short_forms_return_the_model(cases):
    """best_tune() and best_nnet() are the best model of the same search."""
    call = {"linout": True, "maxit": 30, "seed": 1}
    expected = tune_nnet("y ~ u", cases, size=[1, 2], **call).best_model
    assert_same_bits(best_nnet("y ~ u", cases, size=[1, 2], **call).wts, expected.wts)
    control = tune_control(nrepeat=5)
    ranges = {"size": [1, 2]}
    model = best_tune("nnet", "y ~ u", cases, ranges=ranges, control=control, **call)
    assert_same_bits(model.wts, expected.wts)


# Functions of the user's -----------------------------------------------------------------------


class Constant:
    """A model that predicts one value, and remembers what it was made of."""

    def __init__(self, value):
        self.value = value

    def predict(self, rows):
        return np.repeat(self.value, len(rows))


@pytest.mark.parametrize("search", [tune_nnet, lambda *a, **k: tune("nnet", *a, **k)])
def test_control_has_the_name_it_has_in_r_too(cases, search):
    """e1071's tunecontrol= is control=; both at once are refused, and so is what is none."""
    call = {"size": 1, "linout": True}
    control = tune_control(cross=3)
    found = [search("y ~ u", cases, seed=1, **call, **{name: control}) for name in _NAMES]
    assert everything(found[0]) == everything(found[1])
    assert len(found[0].train_ind) == 3
    with pytest.raises(ArgumentError, match='"tunecontrol" matched by multiple actual'):
        search("y ~ u", cases, control=control, tunecontrol=control, **call)
    with pytest.raises(ArgumentError, match=r"invalid 'tunecontrol': got int\. Pass tunecontrol="):
        search("y ~ u", cases, tunecontrol=10, **call)


_NAMES = ("control", "tunecontrol")


def quantile(formula, data, p=0.5):
    """Fit a quantile of the response."""
    return Constant(data[formula.split(" ~ ")[0]].quantile(p))


def test_any_function_can_be_tuned(cases):
    """It is called with the formula, the rows and the parameters; its name is printed."""
    control = tune_control(cross=4)
    found = tune(quantile, "y ~ u", cases, ranges={"p": [0.1, 0.5]}, control=control, seed=1)
    assert found.best_parameters == {"p": 0.5}
    assert found.method == "quantile"
    for k, train in enumerate(found.train_ind):
        held_out = cases["y"].drop(cases.index[train]).to_numpy()
        squares = (held_out - cases["y"].iloc[train].quantile(0.1)) ** 2
        assert found.errors[0, k] == np.add.accumulate(squares)[-1] / len(squares)
    assert found.best_model.value == cases["y"].quantile(0.5)
    assert "Parameter tuning of ‘quantile’:" in str(found)


def test_function_of_x_and_y(cases):
    """Without a formula it is called with rows of x and of y."""

    def commonest(x, y):
        assert len(x) == len(y)
        return Constant(y.value_counts().index[0])

    found = tune(commonest, cases[["u"]], cases["k"], control=tune_control(cross=4), seed=1)
    assert found.best_parameters == {}
    assert found.nparcomb == 1
    assert 0 < found.best_performance < 1


@pytest.mark.parametrize("seed", [1, None])
def test_function_that_draws_does_so_as_in_r(cases, seed, global_stream):
    """nnet() through predict_func= draws from the stream of the search: the same numbers."""
    control, ranges = tune_control(cross=3), {"size": [1, 2]}
    pynnet.set_seed(1)
    call = {"ranges": ranges, "control": control, "seed": seed, "decay": 0.1, "trace": False}
    one = tune("nnet", "k ~ u", cases, predict_func=lambda m, d: m.predict(d, type="class"), **call)
    between = global_stream.state.tolist()
    pynnet.set_seed(1)
    other = tune("nnet", "k ~ u", cases, **call)
    assert_same_bits(one.errors, other.errors)
    assert_same_bits(one.best_model.wts, other.best_model.wts)
    assert between == global_stream.state.tolist()


def test_function_that_gives_the_wrong_kind_is_refused(cases):
    """R's words: numbers for classes, classes for numbers."""
    with pytest.raises(DataError, match="Dependent variable has wrong type!"):
        tune(quantile_of_u, "k ~ u", cases)
    with pytest.raises(DataError, match="Dependent variable has wrong type!"):
        tune(lambda *_: Constant("a"), x=cases[["u"]], y=cases["y"])
    with pytest.raises(DataError, match="1 predictions for 4 rows"):
        tune(quantile, "y ~ u", cases, predict_func=lambda m, _: [m.value])


def quantile_of_u(formula, data):  # noqa: ARG001 - called as every function that fits
    """Fit a number whatever the response is."""
    return Constant(data["u"].median())


@pytest.mark.parametrize(
    "how", [{"n_jobs": 2}, {"restarts": 2}, {"checkpoint": "file"}, {"ties": "first"}]
)
def test_what_is_for_networks_alone_is_refused(cases, how):
    """Functions of the user's follow one another."""
    with pytest.raises(ArgumentError, match="goes with method='nnet'"):
        tune(quantile, "y ~ u", cases, **how)


# Failures --------------------------------------------------------------------------------------


def fails_for(size):
    """Make an error function that fails from the n-th call on."""
    calls = itertools.count(1)

    def error(true, guess):
        if next(calls) == size:
            raise ZeroDivisionError("no error today")
        return float(np.abs(true - guess).max())

    return error


def test_fit_that_fails_says_where(cases, who, global_stream):
    """Setting and training set are named, the original is the cause, no draw is made."""
    before = global_stream.state.tolist()
    control = tune_control(cross=4, error_fun=fails_for(11))  # validation and training each
    call = {"size": [1, 2], "linout": True, "control": control, **who}
    with pytest.raises(pynnet.PynnetError, match="no error today") as caught:
        tune_nnet("y ~ u", cases, **call)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    if not who:
        assert "with size=2, in training set 2" in str(caught.value)
    assert "The metric 'error' failed with size=" in str(caught.value)
    assert "in training set" in str(caught.value)
    assert global_stream.state.tolist() == before


def test_fit_that_fails_can_be_passed_over(cases):
    """Its setting has no error, a warning says where, and another setting is chosen."""
    control = tune_control(cross=4, error_fun=fails_for(3))
    call = {"size": [1, 2], "linout": True, "control": control, "seed": 1}
    with pytest.warns(
        FitWarning, match="no error today The metric 'error' failed with size=1, in training set 2"
    ):
        found = tune_nnet("y ~ u", cases, on_error="nan", **call)
    assert np.isnan(found.performances["error"]).tolist() == [True, False]
    assert found.best_parameters == {"size": 2}
    assert "1    1       NA         NA" in str(found.summary())


def test_what_failed_is_named(cases):
    """The fit, the predictions or the metric, also of other methods."""

    def fails(*_):
        raise ValueError("no number")

    gini = Metric("gini", fails, "class")
    call = {"ranges": {"decay": [0.1]}, "trace": False, "seed": 1}
    for method, options, what in (
        ("nnet", {"size": 1, "metrics": gini, "n_jobs": 2}, "metric 'gini'"),
        ("multinom", {"metrics": gini}, "metric 'gini'"),
        ("multinom", {"predict_func": fails}, "predictions"),
        ("multinom", {"maxit": "many"}, "fit"),
    ):
        with pytest.raises(
            PynnetError, match=f" The {what} failed with decay=0.1, in training set"
        ):
            tune(method, "g ~ u", cases, **options, **call)


@pytest.mark.filterwarnings("ignore:ZeroDivisionError:pynnet.FitWarning")
def test_search_in_which_every_fit_fails_chooses_nothing(cases):
    """There is no best setting then."""
    control = tune_control(cross=4, error_fun=lambda *_: 1 / 0)
    with pytest.raises(ArgumentError, match="no setting has a value of 'error'"):
        tune_nnet("y ~ u", cases, on_error="nan", size=1, linout=True, control=control, seed=1)


class Interrupted(BaseException):
    """What Ctrl-C is like."""


CALLS: list[int] = []
STOP: list[int] = []


def counting_error(true, guess):
    """Count the calls, two for each fit, and be interrupted at one of them.

    The lists are found by way of the library: one in sight would be a part of the metric.
    """
    counts = sys.modules[__name__]
    counts.CALLS.append(1)
    if len(counts.CALLS) in counts.STOP:
        raise Interrupted
    return float(np.abs(true - guess).max())


@pytest.fixture
def interrupted():
    """Give a function that interrupts the search at a call of its error function; undone later."""
    CALLS.clear()
    yield STOP.append
    CALLS.clear()
    STOP.clear()


def test_interrupted_search_goes_on_from_its_checkpoint(cases, tmp_path, interrupted, who):
    """What was finished is not fitted again, and the result is that of an undisturbed search."""
    control = tune_control(error_fun=counting_error)
    call = {"size": [1, 2], "linout": True, "control": control, "seed": 1}
    alone = tune_nnet("y ~ u", cases, **call)
    assert len(CALLS) == 40
    CALLS.clear()
    interrupted(25)
    with pytest.raises(Interrupted):
        tune_nnet("y ~ u", cases, checkpoint=tmp_path / "search", **who, **call)
    STOP.clear()
    CALLS.clear()
    found = tune_nnet("y ~ u", cases, checkpoint=tmp_path / "search", **call)
    assert everything(found) == everything(alone)
    assert 0 < len(CALLS) < 40
    if not who:
        assert len(CALLS) == 40 - 24
    CALLS.clear()
    again = tune_nnet("y ~ u", cases, checkpoint=tmp_path / "search", **call)
    assert everything(again) == everything(alone)
    assert not CALLS


def test_checkpoint_keeps_what_lots_decided(iris, tmp_path, saturated):
    """Where classes tie, the lots are drawn again when a search goes on: same stream, same fits."""
    call, expected, after = saturated
    path = tmp_path / "search"
    with ThreadPoolExecutor(2) as executor:
        for who in ({"executor": executor}, {}, {"executor": executor}):
            stream = RRandom(1)
            found = tune_nnet("Species ~ .", iris, seed=stream, checkpoint=path, **who, **call)
            assert everything(found) == expected
            assert stream.state.tolist() == after.state.tolist()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"seed": 2}, "the random stream"),
        ({"size": [1, 3]}, "the settings"),
        ({"decay": 0.2}, "the settings"),
        ({"restarts": 2}, "the fits"),
        ({"metrics": "mae"}, "the metrics"),
        ({"control": tune_control(cross=5)}, "the training sets"),
        ({"formula": "y ~ v"}, "the data"),
    ],
)
def test_checkpoint_of_another_search_is_refused(cases, tmp_path, change, what):
    """The message says in what the searches differ; the stream stays where it was."""
    call = {
        "formula": "y ~ u",
        "data": cases,
        "size": [1, 2],
        "linout": True,
        "maxit": 5,
        "seed": 1,
        "control": tune_control(cross=4),
        "checkpoint": tmp_path / "search",
    }
    tune_nnet(**call)
    stream = RRandom(change.get("seed", 1))
    before = stream.state.tolist()
    with pytest.raises(ArgumentError, match=f"another search, which differs in .*{what}"):
        tune_nnet(**{**call, **change, "seed": stream})
    assert stream.state.tolist() == before


def test_checkpoint_of_an_earlier_layout_is_refused(cases, tmp_path, monkeypatch):
    """Metrics go by the modules of their functions: a search of code that was moved is another."""
    path, control = tmp_path / "search", tune_control(cross=4)
    call = {"size": 1, "linout": True, "decay": 0.1, "control": control, "checkpoint": path}
    call = {"data": cases, "metrics": "mae", "seed": 1, **call}
    mae = find_metric("mae", is_class=False).function
    with monkeypatch.context() as earlier:
        earlier.setattr(mae, "__module__", "pynnet._metrics")
        tune_nnet("y ~ u", **call)
    with pytest.raises(ArgumentError) as caught:
        tune_nnet("y ~ u", **call)
    assert str(caught.value) == (
        f"invalid 'checkpoint': {path} belongs to another search, which differs in "
        "the metrics. Pass another path, or delete the file."
    )


def test_progress_counts_every_fit_once(iris, saturated, who):
    """A function is told how many are done, up to the total, also where fits are done again."""
    call, _, _ = saturated
    told = []
    tune_nnet(
        "Species ~ .",
        iris,
        seed=1,
        progress=lambda done, total: told.append((done, total)),
        **who,
        **call,
    )
    assert told == [(k, 24) for k in range(25)]


# Errors ----------------------------------------------------------------------------------------

REFUSED = {
    "misspelt": ({"maxxit": 5}, UnknownArgumentError, "unused argument .maxxit = 5.: did you mean"),
    "misspelt grid": ({"ranges": {"sise": [1, 2]}}, UnknownArgumentError, "did you mean 'size'"),
    "misspelt option": ({"n_job": 2}, UnknownArgumentError, "did you mean 'n_jobs'"),
    "no size": ({"ranges": None}, ArgumentError, 'argument "size" is missing'),
    "empty grid": ({"ranges": {}}, ArgumentError, "the grid is empty"),
    "no values": ({"ranges": {"size": []}}, ArgumentError, "invalid 'times' argument.*'size'"),
    "ranges": ({"ranges": [1, 2]}, ArgumentError, "invalid 'ranges'"),
    "range name": ({"ranges": {1: [2]}}, ArgumentError, "1 is no name"),
    "twice": (
        {"decay": 1, "ranges": {"size": [1], "decay": [1]}},
        ArgumentError,
        '"decay" matched',
    ),
    "subset": ({"subset": [1, 2]}, ArgumentError, 'formal argument "subset" matched by multiple'),
    "weights in grid": ({"ranges": {"weights": [1, 2]}}, ArgumentError, "is no hyperparameter"),
    "bad value": ({"ranges": {"size": [1, -1]}}, ArgumentError, "no weights to fit.*with size=-1"),
    "too many": ({"ranges": {"size": [1, 500]}}, ArgumentError, "too many .*with size=500, in tr"),
    "Wts": ({"Wts": [1, 2]}, ArgumentError, "weights vector of incorrect length.*with size=1"),
    "n_jobs": ({"n_jobs": 0}, ArgumentError, "invalid 'n_jobs'"),
    "executor": ({"executor": 5}, ArgumentError, "invalid 'executor'"),
    "progress": ({"progress": "yes"}, ArgumentError, "invalid 'progress'"),
    "checkpoint": ({"checkpoint": "/no/such/place"}, ArgumentError, "invalid 'checkpoint'"),
    "on_error": ({"on_error": "ignore"}, ArgumentError, "invalid 'on_error': got 'ignore'"),
    "rule": ({"rule": "2se"}, ArgumentError, "invalid 'rule'"),
    "ties": ({"ties": "last"}, ArgumentError, "invalid 'ties'"),
    "restarts": ({"restarts": 0}, ArgumentError, "invalid 'restarts'"),
    "control": ({"control": {"cross": 5}}, ArgumentError, "invalid 'control'"),
    "metric": ({"metrics": "log_los"}, ArgumentError, "did you mean 'log_loss'"),
    "metric that does not suit": ({"metrics": ["mse"]}, ArgumentError, "the metric 'mse' judges"),
    "metric twice": ({"metrics": ["auc", "auc"]}, ArgumentError, "'auc' comes twice"),
    "method": ({"tuned": "nnett"}, ArgumentError, 'could not find function "nnett".*mean .nnet'),
    "method no function": ({"tuned": 3}, ArgumentError, "Pass 'nnet', or a function"),
    "predict_func": ({"predict_func": 3}, ArgumentError, "invalid 'predict_func'"),
    "validation_y": ({"validation_y": [1]}, ArgumentError, "unused argument .validation_y."),
    "formula": ({"formula": "k ~ nothing"}, FormulaError, "object 'nothing' not found"),
    "logical": ({"formula": "(u > 0) ~ v"}, DataError, "Dependent variable has wrong type!"),
    "cross": ({"control": tune_control(cross=41)}, ArgumentError, "‘cross’ must not exceed"),
    "one set": (
        {"rule": "1se", "control": tune_control(sampling="fix")},
        ArgumentError,
        "rule='1se'",
    ),
    "strata": ({"control": tune_control(stratify=[1])}, DataError, "stratify has shape"),
    "no column": ({"control": tune_control(groups="clinic")}, DataError, "'clinic' not found"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_before_any_work(cases, name, global_stream):
    """R's words where there are some; nothing is drawn, and the data stay as they are."""
    change, kind, words = REFUSED[name]
    call = {"formula": "k ~ u + v", "data": cases, "ranges": {"size": [1]}, **change}
    method = call.pop("tuned", "nnet")
    before, copy = global_stream.state.tolist(), cases.copy(deep=True)
    with pytest.raises(kind, match=words):
        tune(method, **call)
    assert global_stream.state.tolist() == before
    pd.testing.assert_frame_equal(cases, copy)


def test_arrays_refuse_what_goes_with_formulas(cases):
    """Names of columns, contrasts, one half of the validation data, classes of numbers."""
    x, y = cases[["u", "v"]], cases["y"]
    for control, words in (
        (tune_control(groups="patient"), "pass an array, one value for each row"),
        (tune_control(stratify=True), "the response is numeric"),
    ):
        with pytest.raises(DataError, match=words):
            tune_nnet(x, y, size=1, control=control)
    with pytest.raises(ArgumentError, match="'contrasts' goes with a formula"):
        tune_nnet(x, y, size=1, contrasts={"u": "sum"})
    with pytest.raises(ArgumentError, match="validation_x and validation_y go together"):
        tune_nnet(x, y, size=1, validation_x=x)


def test_rows_to_predict_must_be_known(cases):
    """A gap or a new class among the validation data has no error."""
    control = tune_control(sampling="fix")
    call = {"size": 1, "control": control, "seed": 1}
    with pytest.raises(DataError, match="missing values in the rows to predict"):
        tune_nnet("k ~ gap", cases.dropna(), validation_x=cases, **call)
    other = cases.assign(k=cases["k"].astype(str).replace("p", "new"))
    with pytest.raises(DataError, match="new levels new"):
        tune_nnet("k ~ u", cases, validation_x=other, **call)


@pytest.mark.filterwarnings("ignore:group:pynnet.RWarning")
def test_training_set_of_one_of_three_classes_is_refused(cases):
    """R's error, with the training set named."""
    control = tune_control(folds=np.where(cases["k"] == "p", 0, 1))
    words = r"requires at least two response categories.*\(with size=1, in training set 2\)"
    with pytest.raises(ArgumentError, match=words):
        tune_nnet("k ~ u", cases, size=1, control=control, seed=1)


@pytest.mark.filterwarnings("ignore:group:pynnet.RWarning")
def test_training_set_of_one_of_two_classes_is_warned_of(cases):
    """R's warning; all predictions are wrong then."""
    two = cases.assign(g=pd.Categorical(cases["g"]))
    control = tune_control(folds=np.where(cases["g"] == "no", 0, 1))
    with pytest.warns(pynnet.RWarning, match="group ‘no’ is empty"):
        found = tune_nnet("g ~ u", two, size=1, maxit=50, control=control, seed=1)
    assert found.errors.tolist() == [[1.0, 1.0]]


def test_text_level_that_was_not_trained_on_is_refused(cases):
    """R's words: the rows to predict hold a level that the training set lacks."""
    rare = cases.assign(text=["rare", *cases["text"][1:]])
    with pytest.raises(DataError, match="factor text has new level"):
        tune_nnet("y ~ text", rare, size=1, linout=True, seed=1)


def test_options_of_tune_are_suggested():
    """All of them, and no others, are known to the check of names."""
    from pynnet._tuning.arguments import search_arguments

    named = set(inspect.signature(tune).parameters)
    assert named - set(search_arguments(tune)) == {
        *("method", "formula_or_x", "data_or_y", "formula", "data", "x", "y", "fixed")
    }


def test_failed_search_leaves_the_stream(cases):
    """A stream that was passed stands where it stood."""
    stream = RRandom(1)
    before = stream.state.tolist()
    control = tune_control(error_fun=lambda *_: 1 / 0)
    with pytest.raises(pynnet.PynnetError):
        tune_nnet("y ~ u", cases, size=1, linout=True, control=control, seed=stream)
    assert stream.state.tolist() == before


def test_numpy_generator_is_a_stream_too(cases):
    """Equal generators give equal searches; functions of the user's need R's generator."""
    call = {"size": 1, "linout": True}
    found = [tune_nnet("y ~ u", cases, seed=np.random.default_rng(1), **call) for _ in range(2)]
    assert everything(found[0]) == everything(found[1])
    with pytest.raises(ArgumentError, match="draws from R's generator"):
        tune(quantile, "y ~ u", cases, seed=np.random.default_rng(1))


def test_outcomes_and_jobs_can_travel(cases):
    """What goes to workers and comes back is picklable, and says the same there."""
    from pynnet._nnet.options import Options
    from pynnet._tuning.judging.scoring import choose_metrics
    from pynnet._tuning.resampling_schemes import Split
    from pynnet._tuning.search.fit_job import Job, SharedWork, fit_job
    from pynnet._tuning.training_sets import FormulaSource

    read = FormulaSource.read("k ~ u", cases)
    sets = (read.training_set(Split(np.arange(30), np.arange(30, 40))),)
    metrics = choose_metrics(["error", "auc"], None, np.array(sets[0].levels))
    options = {sets[0].implied: (sets[0].options(Options(size=1, trace=False)),)}
    work = SharedWork(sets, options, metrics, None, False, True)
    job = Job(0, 0, np.full((1, 8), 0.1))
    assert fit_job(*pickle.loads(pickle.dumps((work, job)))) == fit_job(work, job)
