"""Trials of train(): they predict, print and warn as the models they stand for."""

from __future__ import annotations

import threading
import warnings
from itertools import product

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, RRandom, RWarning
from pynnet._caret.training.samples import Samples
from pynnet._caret.training.trials import NetworkTrial
from pynnet.caret import train, train_control

GRIDS = {
    "nnet": {"size": [1, 2], "decay": [0, 0.1]},
    "multinom": {"decay": [0, 0.1]},
    "avNNet": {"size": [1, 2], "decay": [0.1], "bag": [False, True]},
    "pcaNNet": {"size": [1, 2], "decay": [0, 0.1]},
}
METHODS = list(GRIDS)
pytestmark = pytest.mark.filterwarnings(
    "ignore:the fit stopped after", "ignore:the response goes beyond", "ignore:.*separate"
)


def _data():
    """Numbers, a response of two classes, of three of which one is rare, and a number."""
    rng = np.random.default_rng(1)
    x = pd.DataFrame({"a": rng.normal(size=40), "b": rng.integers(0, 5, 40)})
    noisy = x["a"] + rng.normal(size=40)
    three = np.where(noisy > 1, "hi", np.where(noisy > -1, "mid", "lo"))
    responses = {
        "two": pd.Series(np.where(noisy > 0, "yes", "no")),
        "three": pd.Series(pd.Categorical(three, categories=["lo", "mid", "hi"])),
        "number": noisy / 5,
    }
    return x, responses, rng.random(40)


def _seen(method, x, y, *, probabilities=True, capsys=None, **how):
    """All that is seen of a call: results, predictions, warnings, text, where the stream stands."""
    stream = RRandom(2)
    classes = probabilities and y.dtype != float
    control = train_control("cv", 3, save_predictions="all", class_probs=classes)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = train(x, y, method, tune_grid=GRIDS[method], control=control, maxit=20,
                      seed=stream, **{"trace": False, **how})  # fmt: skip
    said = [str(w.message) for w in caught]
    printed = capsys.readouterr().out if capsys else None
    return found.results, found.pred, said, printed, stream.state.tolist()


def _by_models(monkeypatch):
    monkeypatch.setattr(Samples, "trial", lambda *_: None)


def _same(first, second):
    for one, other in zip(first[:2], second[:2], strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert first[2:] == second[2:]


@pytest.mark.parametrize(
    ("method", "response"),
    [pair for pair in product(METHODS, ["two", "three", "number"])
     if pair != ("multinom", "number")],
)  # fmt: skip
@pytest.mark.parametrize("preprocess", [None, ["center", "scale"], "pca"])
def test_trials_are_models(monkeypatch, method, response, preprocess):
    """In all bits, with case weights and a rare class."""
    x, responses, weights = _data()
    y = responses[response]
    how = {"preprocess": preprocess, "weights": weights}
    quick = _seen(method, x, y, **how)
    _by_models(monkeypatch)
    _same(quick, _seen(method, x, y, **how))


@pytest.mark.parametrize("method", METHODS)
def test_trace_is_that_of_models(monkeypatch, capsys, method):
    """Line by line."""
    x, responses, _ = _data()
    quick = _seen(method, x, responses["two"], trace=True, capsys=capsys)
    assert "# weights:" in quick[3]
    _by_models(monkeypatch)
    _same(quick, _seen(method, x, responses["two"], trace=True, capsys=capsys))


@pytest.mark.parametrize(
    "how",
    [
        {"skip": True, "rang": 0.1},
        {"entropy": True},
        {"softmax": True},
        {"censored": True},
        {"Wts": np.linspace(-0.5, 0.5, 5)},
        {"mask": [True] * 4 + [False]},
        {"MaxNWts": 6},
        {"Hess": True},
    ],
)
@pytest.mark.parametrize("response", ["two", "three"])
def test_options_do_in_trials_what_they_do(monkeypatch, how, response):
    """Also those that no fit can have, which are told of as failures."""
    x, responses, _ = _data()

    def seen():
        try:
            return _seen("nnet", x, responses[response], **how)
        except Exception as error:
            return type(error), str(error)

    quick = seen()
    _by_models(monkeypatch)
    by_models = seen()
    if isinstance(quick[0], type):
        assert quick == by_models
    else:
        _same(quick, by_models)


@pytest.mark.parametrize(
    "column",
    [{"c": list("uv") * 20}, {"c": [True, False] * 20}, {"c": pd.Categorical(list("uv") * 20)}],
    ids=["text", "truths", "categories"],
)
def test_there_is_no_trial_where_a_model_has_to_read(monkeypatch, column):
    """Columns that are no plain numbers go the long way."""
    x, responses, _ = _data()
    monkeypatch.setattr(NetworkTrial, "outputs", None)
    results, *_ = _seen("nnet", x.assign(**column), responses["two"])
    assert results["Accuracy"].notna().all()


@pytest.mark.parametrize("method", ["nnet", "multinom", "avNNet"])
def test_infinite_numbers_fail_as_they_do_in_a_model(method):
    """In the words of the function that fits."""
    x, responses, _ = _data()
    x = x.assign(a=[np.inf, *x["a"][1:]])
    with (
        pytest.warns(RWarning, match="Error: NA/NaN/Inf in foreign function|There were missing"),
        pytest.raises(DataError, match="every fit failed"),
    ):
        train(x, responses["two"], method, tune_grid=GRIDS[method], seed=1, trace=False,
              control=train_control("cv", 2))  # fmt: skip


def test_each_fit_warns(monkeypatch):
    """A sample that R warns of is prepared for each setting anew."""
    x, responses, _ = _data()
    constant = x.assign(b=0.0)
    quick = _seen("nnet", constant, responses["two"], preprocess=["center", "scale"])
    assert sum("zero variances" in said for said in quick[2]) == 3 * 4 + 1
    _by_models(monkeypatch)
    _same(quick, _seen("nnet", constant, responses["two"], preprocess=["center", "scale"]))


@pytest.mark.parametrize("method", METHODS)
def test_warnings_of_workers_reach_the_caller(iris, method):
    """Each once and in order, at the line that called train()."""
    data = iris.assign(one=1.0)

    def warned(n_jobs):
        how = {"preprocess": "scale", "tune_length": 1, "maxit": 5, "trace": False, "seed": 1}
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            control = train_control("cv", 3)
            train("Species ~ .", data, method, control=control, n_jobs=n_jobs, **how)
        return [(one.category, str(one.message), one.filename) for one in caught]

    alone = warned(1)
    assert warned(2) == alone
    assert sum("zero variances" in message for _, message, _ in alone) == 4
    assert {name for *_, name in alone} == {__file__}


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_interrupt_ends_the_search(iris, monkeypatch, n_jobs):
    """It comes through, the stream is where it was, and no thread goes on."""
    made, done = [], []
    outputs = NetworkTrial.outputs

    def interrupted(self, setting, stream):
        made.append(self._rows)
        done.append(setting)
        if len(done) == 5:
            raise KeyboardInterrupt
        return outputs(self, setting, stream)

    monkeypatch.setattr(NetworkTrial, "outputs", interrupted)
    stream = RRandom(1)
    before = stream.state
    with pytest.raises(KeyboardInterrupt):
        train("Species ~ .", iris, trace=False, seed=stream, n_jobs=n_jobs)
    assert (stream.state == before).all()
    assert made[0].stop[0]
    for thread in threading.enumerate():
        if thread.name.startswith("pynnet-"):
            thread.join(timeout=30)
            assert not thread.is_alive()
    assert len(done) < 25 * 9


def test_what_is_no_fault_of_data_is_raised(iris, monkeypatch):
    """Only what pynnet raises counts as a fit that failed."""

    def broken(*_):
        raise RuntimeError("lightning")

    monkeypatch.setattr(NetworkTrial, "outputs", broken)
    with pytest.raises(RuntimeError, match="lightning"):
        train("Species ~ .", iris, trace=False, seed=1)


def test_components_need_two_columns(iris):
    """One column, or one or none that varies, has none; caret stops in the same words."""
    from pynnet.caret import pcannet

    constant = iris.assign(b=1.0)[["Sepal.Length", "b"]]
    with (
        pytest.warns(RWarning, match="PCA is a group transformation"),
        pytest.raises(DataError, match="argument is of length zero"),
    ):
        pcannet(constant, iris["Species"], size=1, trace=False, seed=1)
    with pytest.raises(DataError, match=r"^`x` must have column names: none of its columns varies"):
        pcannet(constant[["b"]], iris["Species"], size=1, trace=False, seed=1)
