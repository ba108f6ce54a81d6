"""Running many independent jobs: the same outcomes whatever runs them, and every way to end."""

from __future__ import annotations

import itertools
import math
import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from types import SimpleNamespace

import numpy as np
import pytest

from pynnet import ArgumentError, WorkerError
from pynnet._ground.cores import usable_cores
from pynnet._tuning.checkpoint.file_lock import locked
from pynnet._tuning.execution import worker
from pynnet._tuning.execution.run_jobs import number_of_workers, run_jobs

from ..support import ROOT, assert_same_bits, running
from . import jobs as work

WAYS = {
    "in order": {},
    "threads": {"n_jobs": 2, "processes": False},
    "many threads": {"n_jobs": 7, "processes": False},
}


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """Let other processes import these tests' modules."""
    monkeypatch.syspath_prepend(ROOT)


@pytest.fixture(autouse=True)
def _nothing_left():
    """Fail a test that leaves a thread or shared data behind."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 300
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert left == set()
    assert [data for data in worker._shared_data.values() if data.at_home] == []


@pytest.fixture(scope="module")
def processes():
    """Make a pool of two processes that several tests use."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        pool.submit(int).result()  # its threads are there before a test looks
        yield pool


def outcomes(function, shared, jobs, **how):
    """Outcomes in the order of the jobs; each comes once, in this thread."""
    got, here = {}, threading.get_ident()

    def on_done(index, outcome):
        assert threading.get_ident() == here
        assert index not in got
        got[index] = outcome

    run_jobs(function, shared, jobs, on_done=on_done, **how)
    assert sorted(got) == list(range(len(got)))
    return [got[index] for index in range(len(got))]


# The same outcomes -----------------------------------------------------------------------------


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 64, 1000, 12_345])
@pytest.mark.parametrize("way", WAYS)
def test_every_job_is_done_once(way, n):
    """For any number of jobs, in a list or as they are made."""
    expected = [10 + job for job in range(n)]
    assert outcomes(work.add, 10, range(n), **WAYS[way]) == expected
    assert outcomes(work.add, 10, iter(range(n)), **WAYS[way]) == expected


@pytest.mark.parametrize("n", [0, 1, 3, 1000])
def test_every_job_is_done_once_by_processes(n, processes):
    """Those of the caller."""
    assert outcomes(work.add, 10, range(n), executor=processes) == [10 + job for job in range(n)]


def test_jobs_are_done_in_order_without_workers():
    """One after the other, each handed over before the next begins."""
    seen = []
    run_jobs(lambda _, job: seen.append(job), None, range(3), on_done=lambda i, _: seen.append(-i))
    assert seen == [0, 0, 1, -1, 2, -2]


def test_fits_are_the_same_whatever_runs_them(processes, each_engine):
    """In all bits."""
    generator = np.random.default_rng(1)
    shared = generator.normal(size=(40, 3)), generator.normal(size=40)
    expected = outcomes(work.fit, shared, range(30))
    ways = [{"n_jobs": 2}, {"n_jobs": 3, "processes": False}, {"executor": processes}]
    for way in ways if each_engine == "numpy" else ways[:2]:
        for got, alone in zip(outcomes(work.fit, shared, range(30), **way), expected, strict=True):
            assert got[0] == alone[0]
            assert_same_bits(got[1], alone[1])


def test_workers_are_processes_with_numpy_and_threads_with_the_kernel(each_engine):
    """Unless it is said."""
    shared = work.Counted("choice", 0)
    here = {os.getpid()}
    places = outcomes(work.where, shared, range(8), n_jobs=2)
    assert ({place.process for place in places} == here) == (each_engine == "c")


@pytest.fixture(scope="module")
def by_own_processes(tmp_path_factory):
    """What 600 jobs on two processes of their own say of where they were done."""
    shared = work.Counted("own", (tmp_path_factory.mktemp("own"),))
    return outcomes(work.meet, shared, range(600), n_jobs=2, processes=True)


def test_own_processes_get_the_data_once(by_own_processes):
    """And both work; the data are unpickled, not inherited."""
    assert [place.job for place in by_own_processes] == list(range(600))
    assert len({place.process for place in by_own_processes}) == 2
    assert {place.loads for place in by_own_processes} == {1}


def test_processes_of_the_caller_get_the_data_once(processes, tmp_path):
    """Also when a second run follows, with data of its own."""
    for label in ("first", "second"):
        folder = tmp_path / label
        folder.mkdir()
        done = outcomes(work.meet, work.Counted(label, (folder,)), range(200), executor=processes)
        assert len({place.process for place in done}) == 2
        assert {place.loads for place in done} == {1}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks as POSIX does")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_forked_processes_inherit_the_data():
    """They need not travel at all then; an exception travels as from any other process."""
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        done = outcomes(work.where, work.Counted("fork", 0), range(20), executor=pool)
        with pytest.raises(WorkerError, match="UnpicklableError: job 0"):
            run_jobs(work.raise_unpicklable, None, [0], executor=pool)
    assert {place.loads for place in done} == {0}


def test_threads_of_the_caller_share_what_cannot_be_pickled():
    """Data, functions and outcomes stay where they are."""
    lock = threading.Lock()
    with ThreadPoolExecutor(2) as pool:
        got = outcomes(lambda shared, job: (shared, job), lock, range(50), executor=pool)
    assert got == [(lock, job) for job in range(50)]


def test_threads_see_the_context_of_the_caller():
    """What NumPy is to do about floating-point errors, for instance."""
    with np.errstate(divide="raise"):
        assert set(outcomes(work.report_errors, None, range(4), n_jobs=2, processes=False)) == {
            "raise"
        }


# Executors of every kind -----------------------------------------------------------------------


class PerThread(threading.local):
    """Workers that are threads share nothing: each has a memory and a name of its own."""

    def __init__(self):
        self.kept = {}

    def __getattr__(self, name):
        return getattr(self.kept, name)

    def __getitem__(self, token):
        return self.kept[token]

    def __setitem__(self, token, kept):
        self.kept[token] = kept

    def __delitem__(self, token):
        del self.kept[token]

    def __contains__(self, token):
        return token in self.kept


class Cluster:
    """An executor whose workers know nothing of one another, and take calls in any order.

    Arguments and answers travel as bytes. With the probability `lost` a worker dies when it is
    called, and another takes its place and the call.
    """

    def __init__(self, monkeypatch, n_workers, seed, lost=0.0):
        self._random, self._lost, self._memory = random.Random(seed), lost, PerThread()
        monkeypatch.setattr(worker, "_shared_data", self._memory)
        monkeypatch.setattr(worker, "_this_process", self._name)
        self._born = itertools.count()
        self._queue, self._lock, self._more = [], threading.Lock(), threading.Semaphore(0)
        self.most_under_way = self.travels = self.calls = self._answered = 0
        self._threads = [threading.Thread(target=self._serve) for _ in range(n_workers)]
        for thread in self._threads:
            thread.start()

    def _name(self):
        return self._memory.__dict__.setdefault("name", (f"worker {next(self._born)}", 0))

    def submit(self, fn, *args):
        future = Future()
        delivers = fn is worker.deliver
        self.travels += delivers
        self.calls += not delivers
        with self._lock:
            self._queue.append((future, pickle.dumps((fn, args))))
            self.most_under_way = max(self.most_under_way, self.calls - self._answered)
        self._more.release()
        return future

    def _serve(self):
        while True:
            self._more.acquire()
            with self._lock:
                if not self._queue:
                    return
                future, call = self._queue.pop(self._random.randrange(len(self._queue)))
                dies = self._random.random() < self._lost
            if dies:
                self._memory.__dict__.clear()
                self._memory.kept = {}
            if future.set_running_or_notify_cancel():
                try:
                    fn, args = pickle.loads(call)
                    answer = pickle.loads(pickle.dumps(fn(*args)))
                    with self._lock:
                        self._answered += fn is not worker.deliver
                    future.set_result(answer)
                except Exception as error:
                    future.set_exception(error)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._more.release(len(self._threads))
        for thread in self._threads:
            thread.join()


class Contrary:
    """An executor of two workers: one gets what is delivered, the other the batches."""

    def __init__(self, monkeypatch):
        self._patch, self._of_the_other = monkeypatch, {}

    def submit(self, fn, *args):
        future, here = Future(), worker._shared_data
        delivers = fn is worker.deliver
        self._patch.setattr(worker, "_shared_data", {} if delivers else self._of_the_other)
        self._patch.setattr(worker, "_this_process", lambda: ("one" if delivers else "other", 0))
        future.set_result(pickle.loads(pickle.dumps(fn(*args))))
        self._patch.setattr(worker, "_shared_data", here)
        return future


def test_a_worker_that_no_delivery_reaches_gets_the_data_with_its_jobs(monkeypatch):
    """Else two workers in step, one quick with deliveries, would go on without end."""
    assert outcomes(work.add, 10, range(2000), executor=Contrary(monkeypatch)) == list(
        range(10, 2010)
    )


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n_workers", [1, 2, 5, 40])
def test_batches_may_be_done_anywhere_in_any_order(monkeypatch, n_workers, seed):
    """However many batches there are."""
    with Cluster(monkeypatch, n_workers, seed) as cluster:
        got = outcomes(work.add, 10, range(30_000), executor=cluster)
    assert got == list(range(10, 30_010))


@pytest.mark.parametrize("n_workers", [1, 2, 8])
def test_data_travel_about_once_for_each_worker(monkeypatch, n_workers):
    """However many batches there are."""
    with Cluster(monkeypatch, n_workers, seed=1) as cluster:
        run_jobs(work.fail_at, None, range(4000), executor=cluster)
    assert cluster.calls > 4 * n_workers
    # What is sent for one worker may reach another that has the data, since the executor chooses:
    # at random, until each of n was chosen takes about n log n turns.
    assert cluster.travels <= n_workers * (2 + 2 * math.log(n_workers))


@pytest.mark.parametrize("seed", range(10))
def test_workers_that_are_replaced_get_the_data_again(monkeypatch, seed):
    """And nothing is lost or done twice."""
    with Cluster(monkeypatch, 3, seed, lost=0.2) as cluster:
        assert outcomes(work.add, 10, range(5000), executor=cluster) == list(range(10, 5010))


def test_number_of_batches_under_way_follows_the_workers(monkeypatch):
    """Two for each that has shown itself, so that all are found and kept at work."""
    with Cluster(monkeypatch, 40, seed=1) as cluster:
        run_jobs(work.fail_at, None, range(20_000), executor=cluster)
    assert 60 < cluster.most_under_way <= 80


def test_executor_that_takes_equal_calls_for_one_is_no_trap(monkeypatch):
    """Dask does so with functions it believes pure: no two calls are equal."""
    seen = set()

    class Pure(Cluster):
        def submit(self, fn, *args):
            call = pickle.dumps(args)
            assert call not in seen
            seen.add(call)
            return super().submit(fn, *args)

    with Pure(monkeypatch, 2, seed=1) as cluster:
        outcomes(work.add, 10, [5] * 1000, executor=cluster)
    assert len(seen) == cluster.calls + cluster.travels


def test_workers_begin_while_others_are_long_at_their_first_job(monkeypatch):
    """The first to get the data does not keep them from the others."""
    release = threading.Event()

    def wait(_shared, job):
        begun.append(job)
        if len(begun) == 4:
            release.set()
        return release.wait(300)

    begun = []
    monkeypatch.setattr(work, "plain", wait, raising=False)
    with Cluster(monkeypatch, 4, seed=1) as cluster:
        assert outcomes(work.call_plain, None, range(4), executor=cluster) == [True] * 4


def test_worker_keeps_the_data_of_few_runs(monkeypatch):
    """The latest; one thread unpickles them, others wait."""
    kept = {}
    monkeypatch.setattr(worker, "_shared_data", kept)
    for token in "abcdefg":
        worker.deliver(token, 0, pickle.dumps(1))
    assert list(kept) == list("defg")
    assert worker.do_batch("a", 0, work.add, [1]).missing
    assert worker.do_batch("g", 0, work.add, [1]).outcomes == [2]
    data = pickle.dumps(work.Counted("slow", list(range(100_000))))
    with ThreadPoolExecutor(4) as pool:
        for call in [pool.submit(worker.deliver, "h", serial, data) for serial in range(4)]:
            assert not call.result().missing
    assert kept["h"].value.loads == 1


class InTurn:
    """An executor of four workers on a clock of its own: who is free first takes the next call."""

    _max_workers = 4

    def __init__(self, monkeypatch):
        self.now, self._who, self._free = 0.0, 0, [0.0] * self._max_workers
        clock = SimpleNamespace(perf_counter=lambda: self.now)
        monkeypatch.setattr(worker, "time", clock)

    def submit(self, fn, *args):
        self._who = self._free.index(min(self._free))
        self.now = self._free[self._who]
        future = Future()
        future.set_result(fn(*args))
        self._free[self._who] = self.now
        return future

    def take(self, _shared, seconds):
        """Do a job that takes so long; who does it."""
        self.now += seconds
        return self._who


def test_long_batch_comes_back_before_its_end(monkeypatch):
    """What is left goes to whoever is free, so that slow jobs after quick ones keep all busy."""
    workers = InTurn(monkeypatch)
    with worker.shared_here(None) as token:
        answer = worker.do_batch(token, 0, workers.take, [0.06] * 100)
    assert len(answer.outcomes) == 1 + int(worker._ENOUGH / 0.06)
    slow_at_the_end = iter([1e-5] * 2000 + [0.02] * 40)  # of a known number the last are sent alone
    who = outcomes(workers.take, None, slow_at_the_end, executor=workers)
    assert max(Counter(who[2000:]).values()) < 0.5 * 40


@pytest.mark.parametrize("way", ["threads", "cluster"])
def test_jobs_are_made_as_they_are_needed(monkeypatch, way):
    """So that memory does not grow with their number."""
    made, done, ahead = itertools.count(1), itertools.count(1), []
    latest = [0]

    def jobs():
        for job in range(200_000):
            latest[0] = next(made)
            yield job

    def on_done(_index, _outcome):
        ahead.append(latest[0] - next(done))

    if way == "threads":
        run_jobs(work.add, 1, jobs(), on_done=on_done, n_jobs=2, processes=False)
    else:
        with Cluster(monkeypatch, 2, seed=1) as cluster:
            run_jobs(work.add, 1, jobs(), on_done=on_done, executor=cluster)
    assert len(ahead) == 200_000
    batches = 2 * max(2, usable_cores()) + 1  # one more while outcomes are shown
    assert max(ahead) <= 1000 * batches


# Arguments -------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_jobs", [0, -2, 1.5, 2.0, "2", True, False, [2], float("nan")])
def test_nonsense_for_n_jobs_is_refused(n_jobs):
    """Before any work."""
    with pytest.raises(ArgumentError, match=r"invalid 'n_jobs': got .* Pass the number of workers"):
        run_jobs(_unwanted, None, [1], n_jobs=n_jobs)


def test_n_jobs_counts_workers():
    """With -1 and None for every core."""
    assert [number_of_workers(n) for n in (1, 2, np.int64(3))] == [1, 2, 3]
    assert number_of_workers(-1) == number_of_workers(None) == usable_cores() >= 1


def test_executor_that_is_none_is_refused():
    """Before any work."""
    with pytest.raises(ArgumentError, match=r"invalid 'executor': got 'dask'. Pass an executor"):
        run_jobs(_unwanted, None, [1], executor="dask")


def test_data_that_cannot_be_pickled_are_refused(processes, monkeypatch):
    """Where they would have to be; nothing is done, and no process is started."""
    monkeypatch.setattr("pynnet._tuning.execution.run_jobs._kind_of_workers", _unwanted)
    for how in ({"n_jobs": 2, "processes": True}, {"executor": processes}):
        with pytest.raises(ArgumentError, match="cannot be sent to another process: cannot pickle"):
            run_jobs(work.add, threading.Lock(), range(9), on_done=_unwanted, **how)


def _unwanted(*_):
    raise AssertionError("this was not to be called")


# Failures --------------------------------------------------------------------------------------

FAILING = [*WAYS, "cluster", "thread pool", "process pool"]


@pytest.fixture
def how(request, monkeypatch, processes):
    """Make the arguments for one way to run jobs."""
    if request.param == "cluster":
        with Cluster(monkeypatch, 3, seed=1) as cluster:
            yield {"executor": cluster}
    elif request.param == "thread pool":
        with ThreadPoolExecutor(2) as pool:
            yield {"executor": pool}
    elif request.param == "process pool":
        yield {"executor": processes}
    else:
        yield WAYS[request.param]


@pytest.mark.parametrize("how", FAILING, indirect=True)
def test_exception_of_a_job_ends_the_run(how):
    """It is what the caller sees, with the job's index; what was waiting is not done."""
    got, told = {}, []
    with pytest.raises(ZeroDivisionError, match=r"^job 300$") as caught:
        run_jobs(
            work.fail_at,
            300,
            iter(range(1_000_000)),
            on_done=got.__setitem__,
            on_error=lambda index, error: told.append((index, error)),
            **how,
        )
    assert told == [(300, caught.value)]
    assert 300 not in got
    assert all(index == outcome for index, outcome in got.items())
    assert len(got) < 3000


def test_exception_in_another_process_shows_where_it_arose(processes):
    """The traceback there is its cause."""
    with pytest.raises(ZeroDivisionError) as caught:
        run_jobs(work.fail_at, 3, range(9), executor=processes)
    assert 'raise ZeroDivisionError(f"job {job}")' in str(caught.value.__cause__)


def test_exception_in_a_thread_keeps_its_own_traceback():
    """And its own cause."""
    with pytest.raises(ZeroDivisionError) as caught:
        run_jobs(work.fail_at, 3, range(9), n_jobs=2, processes=False)
    assert caught.value.__cause__ is None
    assert caught.traceback[-1].name == "fail_at"


def test_exception_that_cannot_travel_is_described(processes):
    """By its type and words."""
    with pytest.raises(WorkerError, match=r"^UnpicklableError: job 0$"):
        run_jobs(work.raise_unpicklable, None, [0], executor=processes)


def test_outcome_that_cannot_travel_is_an_error(processes):
    """That says so."""
    with pytest.raises(WorkerError, match="the executor could not do its work: TypeError: cannot"):
        run_jobs(work.unpicklable_outcome, None, [0], executor=processes)


@pytest.mark.parametrize("how", FAILING, indirect=True)
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, StopIteration])
def test_exception_of_on_done_ends_the_run(how, error):
    """A full disk under a checkpoint, or Ctrl-C."""
    raised, calls = error("no more"), []

    def on_done(*_):
        calls.append(1)
        raise raised

    with pytest.raises(error) as caught:
        run_jobs(work.fail_at, None, range(100_000), on_done=on_done, **how)
    assert caught.value is raised
    assert len(calls) == 1


@pytest.mark.parametrize("how", FAILING, indirect=True)
def test_exception_of_on_error_takes_the_place(how):
    """It can name what the job was about, with the first one as its cause."""

    def on_error(index, error):
        raise ValueError(f"setting {index}") from error

    with pytest.raises(ValueError, match=r"^setting 5$") as caught:
        run_jobs(work.fail_at, 5, range(20), on_error=on_error, **how)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize("how", FAILING, indirect=True)
def test_on_error_may_let_the_run_go_on(how):
    """With all jobs but the one that failed, each done once."""
    got, told = [], []

    def on_error(index, error):
        told.append((index, type(error)))
        return True

    call = {"on_done": lambda index, outcome: got.append((index, outcome)), "on_error": on_error}
    run_jobs(work.fail_at, 70, range(200), **call, **how)
    assert told == [(70, ZeroDivisionError)]
    assert sorted(got) == [(job, job) for job in range(200) if job != 70]


@pytest.mark.parametrize("how", FAILING, indirect=True)
def test_exception_while_jobs_are_made_ends_the_run(how):
    """Those that came before may have been done."""

    def jobs():
        yield from range(10)
        raise ZeroDivisionError("no job")

    with pytest.raises(ZeroDivisionError, match="no job"):
        run_jobs(work.add, 1, jobs(), **how)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")
def test_process_that_is_killed_ends_the_run():
    """The error says what may have happened, and how to go on."""
    with pytest.raises(WorkerError, match=r"^a worker has died: .* had a checkpoint"):
        run_jobs(work.die_or_wait, None, range(100), n_jobs=2, processes=True)


def test_executor_that_is_shut_down_meanwhile_ends_the_run():
    """With an error that asks the question."""
    with ThreadPoolExecutor(1) as pool:

        def on_done(index, _):
            if index == 0:
                pool.shutdown(wait=False, cancel_futures=True)

        with pytest.raises((WorkerError, RuntimeError), match=r"shut ?down"):
            run_jobs(work.fail_at, None, range(1000), executor=pool, on_done=on_done)


# Ctrl-C ----------------------------------------------------------------------------------------

INTERRUPTED = """import sys, time
from pynnet._tuning.execution.run_jobs import run_jobs
from tests.tuning.jobs import hang

if __name__ == "__main__":
    try:
        run_jobs(hang, sys.argv[1], range(100), n_jobs=2, processes={processes})
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.exit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX does")
@pytest.mark.parametrize("processes", [True, False])
def test_interrupt_gives_control_back_before_the_jobs_end(tmp_path, processes):
    """Though the jobs go on for minutes: the program ends before them, its processes too."""
    script = tmp_path / "search.py"
    script.write_text(INTERRUPTED.format(processes=processes), encoding="utf-8")
    started = tmp_path / "started"
    started.mkdir()
    with running(
        [sys.executable, script, started],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:
        _wait_for(lambda: _busy(started))
        os.killpg(program.pid, signal.SIGINT)  # a terminal sends it to all
        printed, errors = program.communicate(timeout=300)
    assert (printed, errors) == ("interrupted\n", "")
    assert not any(b"ended" in file.read_bytes() for file in started.iterdir())
    assert program.returncode == 3
    _wait_for(lambda: _idle(started))


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX does")
def test_interrupt_while_processes_start_prints_nothing(tmp_path):
    """They hold it back until they are ended."""
    script = tmp_path / "search.py"
    script.write_text(INTERRUPTED.format(processes=True), encoding="utf-8")
    (tmp_path / "started").mkdir()
    for delay in (0.05, 0.3):
        with running(
            [sys.executable, "-c", STARTING, str(delay), script, tmp_path / "started"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as program:
            printed, errors = program.communicate(timeout=300)
        assert printed.startswith("interrupted")
        assert errors == ""
        assert program.returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="asks as POSIX does")
def test_own_processes_leave_ctrl_c_to_their_parent(by_own_processes):
    """From their first moment on, and here it works as before."""
    assert {place.on_ctrl_c for place in by_own_processes} == {(True, True)}
    assert work.on_ctrl_c() == (False, False)


# Sends the signal to all processes a moment after the first was started.
STARTING = """import multiprocessing.process, os, runpy, signal, sys, threading
delay = float(sys.argv.pop(1))
start = multiprocessing.process.BaseProcess.start

def start_and_interrupt(self):
    threading.Timer(delay, os.killpg, (os.getpgid(0), signal.SIGINT)).start()
    multiprocessing.process.BaseProcess.start = start
    start(self)

multiprocessing.process.BaseProcess.start = start_and_interrupt
sys.argv.pop(0)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")
def test_processes_end_with_a_program_that_is_killed(tmp_path):
    """They would wait for work for ever."""
    script = tmp_path / "search.py"
    script.write_text(INTERRUPTED.format(processes=True), encoding="utf-8")
    started = tmp_path / "started"
    started.mkdir()
    with running(
        [sys.executable, script, started], env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as program:
        _wait_for(lambda: _busy(started))
        program.kill()
    _wait_for(lambda: _idle(started))


def test_interrupted_threads_end_after_the_job_they_are_at():
    """Nobody waits for them, and they do not begin another."""
    begun, may_end = [], threading.Event()

    def wait(_shared, job):
        begun.append(job)
        if job < 2:
            return
        may_end.wait(600)

    def interrupt(index, _):
        if index == 0:
            raise KeyboardInterrupt

    others, before = set(threading.enumerate()), time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_jobs(wait, None, range(100), n_jobs=2, processes=False, on_done=interrupt)
    assert time.monotonic() - before < 300  # the jobs have not ended
    may_end.set()
    _wait_for(lambda: set(threading.enumerate()) <= others)
    assert len(begun) <= 4  # two that ended before, and one of each thread


def _wait_for(condition):
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def _busy(folder):
    """Whether two processes or threads are at the job that hangs."""
    return [path.read_bytes() for path in folder.iterdir()] == [b"locked"] * 2


def _idle(folder):
    """Whether what held the locks has ended."""
    for path in folder.iterdir():
        with open(path, "rb") as file:
            try:
                with locked(file):
                    pass
            except BlockingIOError:
                return False
    return True


def test_notes_of_exceptions_that_cannot_travel_do():
    """They say what failed."""
    error = ValueError("stays at home")
    error.lock = threading.Lock()
    error.add_note("The metric 'gini' failed")
    assert worker._portable(error).error.__notes__ == error.__notes__
