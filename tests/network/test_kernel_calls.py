"""Exceptions, Ctrl-C and threads around the compiled kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import pynnet
from pynnet import RRandom, nnet

from ..support import assert_same_bits
from .networks import CRITERIA, make_case

pytestmark = pytest.mark.usefixtures("kernel")

ROOT = Path(pynnet.__file__).parent.parent


def compiled(case, threads=1):
    """The compiled objective of a case, and the kernel's own object in it."""
    from pynnet._network.compiled_engine import CompiledObjective

    objective = CompiledObjective(*case.parts, threads)
    return objective, objective._kernel


def minimise(inner, case, report=None, maxit=100):
    """A search by the kernel's own object; weights and what it returned."""
    wts = case.wts.copy()
    mask = np.ones(len(wts), dtype=bool)
    return wts, inner.minimise(wts, mask, (maxit, -np.inf, 0.0), report)


@pytest.fixture
def case():
    """Make a case whose search takes more than a hundred steps."""
    return make_case("softmax", p=3, size=4, q=3, n=150, decay="scalar", seed=3)


@pytest.fixture
def slow():
    """Make a case one step of which takes some milliseconds."""
    return make_case("softmax", p=10, size=10, q=5, n=20_000, decay="scalar")


# Exceptions ------------------------------------------------------------------------------------


class StopError(Exception):
    """An exception of the user's own."""


def test_report_is_called_at_the_start_and_every_tenth_iteration(case):
    """With the iteration and the value; what it returns does not matter."""
    _, inner = compiled(case)
    seen = []
    minimise(inner, case, lambda iteration, value: seen.append((iteration, value)) or 1 / 3)
    iterations = [iteration for iteration, _ in seen]
    assert iterations == list(range(0, 101, 10))
    values = [value for _, value in seen]
    assert values[0] == inner.value(case.wts)
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("when", [0, 10, 50, 100])
@pytest.mark.parametrize(
    "error", [StopError, KeyboardInterrupt, SystemExit, StopIteration, MemoryError]
)
def test_exception_of_the_report_ends_the_search(case, error, when, threads):
    """It is the very one the user sees, and the objective can be used again."""
    raised = error("no more")

    def report(iteration, _):
        if iteration == when:
            raise raised

    objective, inner = compiled(case, threads)
    with pytest.raises(error) as caught:
        minimise(inner, case, report)
    assert caught.value is raised
    again, result = minimise(inner, case)
    expected, expected_result = minimise(compiled(case)[1], case)
    assert_same_bits(again, expected)
    assert result == expected_result
    assert objective.value(case.wts) == compiled(case)[0].value(case.wts)


def test_report_that_cannot_be_called_is_an_error(case):
    """Of the type Python has for it."""
    _, inner = compiled(case)
    with pytest.raises(TypeError, match="not callable"):
        minimise(inner, case, report="report")
    with pytest.raises(TypeError, match="argument"):
        minimise(inner, case, report=lambda: None)


def test_failing_output_ends_a_fit(monkeypatch):
    """A full disk behind standard output, for instance; the stream stays as it was."""

    def write(text):
        if text.startswith("iter  20"):
            raise OSError(28, "No space left on device")
        return len(text)

    monkeypatch.setenv("PYNNET_ENGINE", "c")
    monkeypatch.setattr(sys.stdout, "write", write)
    stream = RRandom(1)
    with pytest.raises(OSError, match="No space left"):
        nnet(np.eye(4), [0.0, 1.0, 0.5, 0.25], size=2, seed=stream)
    assert np.array_equal(stream.state, RRandom(1).state)


def test_report_may_fit_and_ask_other_objectives(case):
    """Only the objective it reports on is in use."""
    _, inner = compiled(case)
    other, _ = compiled(case, 2)
    values = []

    def report(*_):
        values.append(other.value(case.wts))
        nnet(np.eye(3), [0.0, 1.0, 0.5], size=1, seed=1, maxit=0, trace=False)

    minimise(inner, case, report, maxit=20)
    assert set(values) == {inner.value(case.wts)}
    assert len(values) == 3


def test_objective_in_use_refuses_further_calls(case):
    """From its own report: value, gradient and a second search."""
    _, inner = compiled(case)
    wts = case.wts.copy()
    refused = []

    def report(*_):
        for call in (
            lambda: inner.value(wts),
            lambda: inner.gradient(wts, np.empty_like(wts)),
            lambda: minimise(inner, case),
        ):
            with pytest.raises(RuntimeError, match="in use in another thread"):
                call()
            refused.append(call)

    minimise(inner, case, report, maxit=10)
    assert len(refused) == 6
    assert inner.value(wts) == compiled(case)[1].value(wts)


# Ctrl-C ----------------------------------------------------------------------------------------

FIT = """\
import threading, time, signal, os, sys
import numpy as np
from pynnet import RRandom, engine, nnet

stream, generator = RRandom(1), np.random.default_rng(1)
twin = generator.bit_generator.state
x, y = np.random.default_rng(2).normal(size=({n}, 5)), np.random.default_rng(3).normal(size={n})
options = dict(size={size}, linout=True, reltol=0.0, abstol=-1e308, maxit=10**9, MaxNWts=10**9)
assert engine() == {engine!r}

begin = time.process_time()
nnet(x, y, seed=1, threads={threads}, **{{**options, "maxit": 1}}, trace=False)
short = time.process_time() - begin

def interrupt():
    global sent
    begin = time.process_time()
    while time.process_time() < begin + 0.3 + short:
        time.sleep(0.01)
    sent = time.process_time()
    os.kill(os.getpid(), signal.SIGINT)

for seed, trace in ((stream, False), (generator, True)):
    threading.Thread(target=interrupt).start()
    try:
        nnet(x, y, seed=seed, threads={threads}, trace=trace, **options)
    except KeyboardInterrupt:
        took = time.process_time() - sent
        print("interrupted", took < {threads} + short or (took, short), file=sys.stderr)
print(np.array_equal(stream.state, RRandom(1).state), file=sys.stderr)
print(generator.bit_generator.state == twin, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX does")
@pytest.mark.parametrize(
    ("engine", "n", "size", "threads"),
    [("c", 2000, 100, 1), ("c", 200_000, 30, 1), ("c", 20_000, 30, 2), ("numpy", 1000, 30, 1)],
)
def test_interrupt_ends_a_long_fit_within_a_second(engine, n, size, threads):
    """Few rows, and many, where ten iterations take longer; the stream stays as it was.

    One fit draws from pynnet's stream in silence, the other from NumPy's and prints a trace: how a
    search ends knows nothing of where its start came from.

    All would go on for several seconds: of a thousand rows with 30 units a fast machine finds the
    last bit of a minimum before the signal comes. The second is one of each thread's processor,
    and as much is added as a fit of one iteration takes here and now.
    """
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",  # what the fit of one iteration is warned of
            "-c",
            FIT.format(engine=engine, n=n, size=size, threads=threads),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYNNET_ENGINE": engine},
        timeout=600,
    )
    assert done.stderr == "interrupted True\ninterrupted True\nTrue\nTrue\n"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs timers of POSIX")
def test_signal_handlers_run_while_a_fit_goes_on(slow):
    """The handler's exception is the one that ends it."""

    def handler(*_):
        raise StopError

    _, inner = compiled(slow)
    before = signal.signal(signal.SIGPROF, handler)
    try:
        signal.setitimer(signal.ITIMER_PROF, 0.3)  # of the processor: the fit has begun then
        with pytest.raises(StopError):
            minimise(inner, slow, maxit=10**6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)
    assert np.isfinite(inner.value(slow.wts))


# Threads ---------------------------------------------------------------------------------------


def test_fits_in_many_threads_are_those_in_one():
    """Objectives of their own do not disturb one another."""
    cases = [
        make_case(criterion, p=3, size=3, q=3, n=n, seed=seed, decay="scalar")
        for seed, criterion in enumerate(CRITERIA * 3)
        for n in (20, 300, 301)
    ]

    def fit(case):
        wts, result = minimise(compiled(case, threads=1 + len(case.x) % 3)[1], case)
        return wts, *result

    alone = [fit(case) for case in cases]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(fit, cases * 3))
    for got, expected in zip(together, alone * 3, strict=True):
        assert_same_bits(got[0], expected[0])
        assert got[1:] == expected[1:]


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_calls_of_nnet_in_many_threads_are_those_in_one(monkeypatch, iris):
    """Each with a seed of its own."""
    monkeypatch.setenv("PYNNET_ENGINE", "c")

    def fit(seed):
        return nnet("Species ~ .", iris, size=2, seed=seed, decay=1e-3, threads=2, trace=False)

    alone = [fit(seed) for seed in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(fit, range(8)))
    for got, expected in zip(together, alone, strict=True):
        assert_same_bits(got.wts, expected.wts)
        assert_same_bits(got.fitted_values, expected.fitted_values)


def test_other_threads_run_while_a_fit_goes_on(slow):
    """Python's lock is given back; a reporting fit would give it back every tenth step anyway."""
    _, inner = compiled(slow)
    counted, stop = [0], threading.Event()

    def count():
        while not stop.is_set():
            counted[0] += 1
            time.sleep(0)

    def turns():
        before = []
        minimise(inner, slow, lambda *_: before.append(counted[0]), maxit=9)
        (at_the_start,) = before  # it reports then and not again
        return counted[0] - at_the_start

    counter = threading.Thread(target=count)
    counter.start()
    try:
        # With the lock held the counter would hardly get a turn, in each of the searches.
        assert any(turns() > 100 for _ in range(50))
    finally:
        stop.set()
        counter.join()


def test_search_ends_when_a_byte_is_set(slow):
    """By another thread, at once or before it begins; without that the byte changes nothing."""
    _, inner = compiled(slow)
    wts, mask = slow.wts, np.ones(len(slow.wts), dtype=bool)
    stop = bytearray(1)

    def search(limit, *more):
        place = wts.copy()
        return inner.minimise(place, mask, (limit, -np.inf, 0.0), None, *more), place.tobytes()

    assert search(3, stop) == search(3) == search(3, None)
    waiter = threading.Timer(0.1, stop.__setitem__, (0, 1))
    waiter.start()
    (_, status, *_), _ = search(10**6, stop)
    waiter.join()
    assert status == -1
    (_, status, *_), _ = search(10**6, stop)
    assert status == -1


def test_objective_is_refused_to_a_second_thread(slow):
    """Its arrays hold one point; the first goes on undisturbed."""
    _, inner = compiled(slow)
    entered, tried, refused = threading.Event(), threading.Event(), []

    def report(iteration, _):
        entered.set()
        if iteration == 0:
            assert tried.wait(60)

    def search():
        return minimise(inner, slow, report, maxit=10)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(search)
        entered.wait()
        while not first.done():
            try:
                inner.value(slow.wts)
            except RuntimeError as error:
                refused.append(str(error))
            tried.set()
        wts, result = first.result()
    assert set(refused) == {"this objective is in use in another thread"}
    expected, expected_result = minimise(compiled(slow)[1], slow, maxit=10)
    assert_same_bits(wts, expected)
    assert result == expected_result


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks as POSIX does")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fits_go_on_in_a_forked_process(case):
    """Worker threads are not inherited; a fit of the child hires its own."""
    minimise(compiled(case, 2)[1], case)
    child = os.fork()
    if child == 0:  # pragma: no cover  another process
        status = 1
        try:
            minimise(compiled(case, 2)[1], case)
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
