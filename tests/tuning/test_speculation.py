"""The order of a search: what lots overtake is called off, and nothing of it remains."""

from __future__ import annotations

import math
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest

import pynnet
from pynnet import FitWarning, PynnetError, RRandom, tune_control, tune_nnet
from pynnet._tuning.checkpoint.digest import digest
from pynnet._tuning.search.fit_job import FitOutcome, Fitter, Job
from pynnet._tuning.search.speculation import SpeculativeQueue

CALL = {"size": [1, 2], "decay": [0, 0.1], "control": tune_control(nrepeat=2, cross=5)}
N_FITS = 40


# The queue -------------------------------------------------------------------------------------


class Notes:
    """A recorder that writes down what it is told."""

    def __init__(self):
        self.saved, self.recorded = [], []

    def recall(self, _number, _job):
        return None

    def save(self, number, job, _outcome):
        self.saved.append((number, job.starts[0, 0]))

    def record(self, number, outcome):
        self.recorded.append((number, outcome))


class Draws:
    """Some jobs that draw a number each, and whose classes may tie."""

    draws_lots = True

    def __init__(self, n):
        self._n = n
        two = SimpleNamespace(lev=("a", "b"), levels=("a", "b"), truth=np.array(["a"]))
        self.work = SimpleNamespace(training_sets=[two], metrics=(), tolerant=False)

    def __len__(self):
        return self._n

    def job(self, numbers, number):
        return Job(number, 0, numbers.unif_rand(1)[None])

    def where(self, number):
        return f"job {number}"


TIED = FitOutcome(undecided=np.array([[0.5, 0.5]]))  # one lot
PLAIN = FitOutcome((0.0,))


def test_jobs_behind_a_tie_begin_anew():
    """From the number behind its lots; what was called off is neither saved nor recorded."""
    expected, stream, notes = RRandom(1).unif_rand(10), RRandom(1), Notes()
    queue = SpeculativeQueue(Draws(4), stream, notes)
    taken = [queue.take() for _ in range(4)]
    assert queue.take() is None
    assert [job.starts[0, 0] for _, job in taken] == expected[:4].tolist()
    assert not queue.done(taken[2], PLAIN)
    queue.report()
    assert notes.recorded == []
    assert queue.done(taken[1], TIED)
    queue.report()
    assert notes.recorded == []
    assert not queue.done(taken[3], PLAIN)  # too late
    again = queue.take()
    assert (again[0], again[1].starts[0, 0]) == (2, expected[3])
    assert queue.done(taken[0], TIED)  # what followed from no tie here is void as well
    queue.report()
    assert [number for number, _ in notes.recorded] == [0]
    rest = [queue.take() for _ in range(3)]
    assert [(number, job.starts[0, 0]) for number, job in rest] == list(
        zip([1, 2, 3], expected[[2, 3, 4]], strict=True)
    )
    for task in reversed(rest):
        assert not queue.done(again, PLAIN)
        assert not queue.done(task, PLAIN)
    queue.report()
    assert [number for number, _ in notes.recorded] == [0, 1, 2, 3]
    assert queue.ended
    queue.settle()
    assert stream.unif_rand(1) == expected[5]
    assert (3, expected[3]) not in notes.saved


def test_error_of_a_job_is_raised_only_when_it_is_certain():
    """That of a job which a tie calls off is forgotten."""
    notes = Notes()
    queue = SpeculativeQueue(Draws(3), RRandom(1), notes)
    taken = [queue.take() for _ in range(3)]
    queue.done(taken[1], ValueError("not meant"))
    queue.done(taken[2], ValueError("neither"))
    queue.report()
    assert not queue.ended
    assert queue.done(taken[0], TIED)
    queue.report()
    again = [queue.take() for _ in range(2)]
    queue.done(again[1], ValueError("meant"))
    queue.report()
    assert not queue.ended
    queue.done(again[0], PLAIN)
    assert queue.ended
    with pytest.raises(PynnetError, match=r"ValueError\('meant'\).*job 2"):
        queue.report()
    assert [number for number, _ in notes.recorded] == [0, 1]
    assert queue.take() is None


# Whole searches --------------------------------------------------------------------------------


@pytest.fixture(params=["one thread", "two threads", "five threads", "executor", "short, executor"])
def who(request, monkeypatch):
    """Give what makes a search run here, on threads, or on somebody's executor."""
    short = math.inf if request.param.startswith("short") else 0.0
    monkeypatch.setattr("pynnet._tuning.search.scheduling._SHORT", short)
    if request.param.endswith("executor"):
        with ThreadPoolExecutor(3) as executor:
            yield {"executor": executor}
        return
    n_jobs = {"one": 1, "two": 2, "five": 5}[request.param.split()[0]]
    if n_jobs > 1 and pynnet.engine() == "numpy":
        pytest.skip("with NumPy workers are processes, which do not see what is patched here")
    yield {"n_jobs": n_jobs}


@pytest.fixture(scope="module")
def in_order():
    """Search in order; errors, weights, the stream afterwards and the start weights of all fits."""
    starts, fit = set(), Fitter.fit

    def noting(self, job, stop=None):
        starts.add(digest(job.starts))
        return fit(self, job, stop)

    stream = RRandom(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fitter, "fit", noting)
        found = tune_nnet("Species ~ .", pynnet.load_iris(), seed=stream, **CALL)
    assert len(starts) == N_FITS
    return numbers_of(found), stream.state.tolist(), starts


def numbers_of(found):
    """All numbers of a result."""
    tables = (found.performances, found.results)
    return [*(t.to_numpy(float).tobytes() for t in tables), found.best_model.wts.tobytes()]


@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
@pytest.mark.parametrize("on_error", ["raise", "nan"])
def test_fits_that_are_called_off_leave_nothing(in_order, iris, who, on_error, monkeypatch):
    """Neither their errors nor their failures are told, and every other fit is counted once."""
    expected, after, starts = in_order
    fit, in_vain, told = Fitter.fit, [], []

    def failing(self, job, stop=None):
        if digest(job.starts) in starts:
            time.sleep(0.002)  # for the others to run ahead
            return fit(self, job, stop)
        in_vain.append(job)
        if on_error == "nan":
            return FitOutcome(failure="ValueError: in vain")
        raise ValueError("in vain")

    monkeypatch.setattr(Fitter, "fit", failing)
    stream = RRandom(1)
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "ValueError", FitWarning)
        found = tune_nnet(
            "Species ~ .",
            iris,
            seed=stream,
            on_error=on_error,
            progress=lambda *counts: told.append(counts),
            **who,
            **CALL,
        )
    assert numbers_of(found) == expected
    assert stream.state.tolist() == after
    assert told == [(n, N_FITS) for n in range(N_FITS + 1)]
    assert bool(in_vain) == (who.get("n_jobs") != 1)


@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
def test_certain_error_is_raised_whoever_works(in_order, iris, who, monkeypatch):
    """In the words of the first fit that fails in R's order, though a later one fails sooner."""
    _, _, starts = in_order
    fit = Fitter.fit

    def failing(self, job, stop=None):
        if digest(job.starts) not in starts or (job.setting, job.training_set) >= (1, 3):
            raise ValueError(job.training_set)
        if (job.setting, job.training_set) == (1, 2):
            time.sleep(0.05)
            raise ValueError("the first")
        return fit(self, job, stop)

    monkeypatch.setattr(Fitter, "fit", failing)
    stream = RRandom(1)
    before = stream.state.tolist()
    with pytest.raises(PynnetError, match=r"'the first'\) The fit failed with .* training set 3\."):
        tune_nnet("Species ~ .", iris, seed=stream, **who, **CALL)
    assert stream.state.tolist() == before


@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
def test_nothing_is_fitted_twice_after_an_interruption(in_order, iris, who, tmp_path, monkeypatch):
    """What the checkpoint holds is not, though lots move the start weights; progress goes on."""
    expected, after, starts = in_order
    fit, path, fitted, told = Fitter.fit, tmp_path / "checkpoint", [], []

    def noting(self, job, stop=None):
        outcome = fit(self, job, stop)
        fitted.append(digest(job.starts))
        return outcome

    def stop(done, _total):
        if done == 25:
            raise KeyboardInterrupt

    monkeypatch.setattr(Fitter, "fit", noting)
    with pytest.raises(KeyboardInterrupt):
        tune_nnet("Species ~ .", iris, seed=1, checkpoint=path, progress=stop, **who, **CALL)
    text, stream = path.read_text(encoding="ascii"), RRandom(1)
    at_hand = {start for start in starts if start in text}
    assert len(at_hand) >= 25
    fitted.clear()
    found = tune_nnet(
        "Species ~ .",
        iris,
        seed=stream,
        checkpoint=path,
        progress=lambda *counts: told.append(counts),
        **who,
        **CALL,
    )
    assert at_hand.isdisjoint(fitted)
    assert numbers_of(found) == expected
    assert stream.state.tolist() == after
    assert told[0][0] >= 25
    assert told == [(n, N_FITS) for n in range(told[0][0], N_FITS + 1)]
    fitted.clear()
    assert numbers_of(tune_nnet("Species ~ .", iris, seed=1, checkpoint=path, **who, **CALL)) == (
        expected
    )
    assert fitted == []


@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
def test_full_disk_ends_a_search(iris, who, tmp_path, monkeypatch):
    """It is no failure of a fit."""

    def append(*_):
        raise OSError("disk full")

    monkeypatch.setattr("pynnet._tuning.checkpoint.checkpoint.Checkpoint.append", append)
    with pytest.raises(OSError, match=r"^disk full$"):
        tune_nnet("Species ~ .", iris, seed=1, checkpoint=tmp_path / "search", **who, **CALL)


@pytest.mark.usefixtures("kernel")
@pytest.mark.parametrize("method", ["R-BFGS", "L-BFGS-B"])
def test_threads_let_go_of_their_fits_when_interrupted(method, monkeypatch):
    """Though these would go on for minutes."""
    monkeypatch.setenv("PYNNET_ENGINE", "c")
    x = np.random.default_rng(1).normal(size=(2000, 4))
    y = np.sin(x[:, 0]) + x[:, 1]
    others = set(threading.enumerate())

    def stop(done, _total):
        if done == 1:
            raise KeyboardInterrupt

    call = {"size": [1, 20, 30], "linout": True, "reltol": 0.0, "maxit": [2, 10**6], "seed": 1}
    with pytest.raises(KeyboardInterrupt):
        tune_nnet(
            x,
            y,
            n_jobs=3,
            progress=stop,
            control=tune_control(sampling="fix"),
            method=method,
            **call,
        )
    deadline = time.monotonic() + 300  # long before the fits would end
    while (left := set(threading.enumerate()) - others) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert left == set()
