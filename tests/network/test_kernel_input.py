"""What the compiled kernel does with arrays, sizes and memory that it cannot use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import pynnet

pytestmark = pytest.mark.usefixtures("kernel")

ROOT = Path(pynnet.__file__).parent.parent
CASES, INPUTS, SIZE, OUTPUTS = 10, 3, 2, 2
N_WEIGHTS = SIZE * (1 + INPUTS) + OUTPUTS * (1 + SIZE)
LARGEST = sys.maxsize
SANITIZED = "asan" in os.environ.get("LD_PRELOAD", "")


def misaligned(array):
    """Make a copy that begins in the middle of a word."""
    memory = np.empty(array.nbytes + 4, dtype=np.uint8)
    copy = np.frombuffer(memory, dtype=float, offset=4, count=array.size).reshape(array.shape)
    copy[...] = array
    return copy


def read_only(array):
    """Make a copy that cannot be written."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


# What is no C-ordered, aligned, native array of doubles of the right length.
UNUSABLE = {
    "float32": lambda a: a.astype(np.float32),
    "integers": lambda a: a.astype(np.int64),
    "other byte order": lambda a: a.astype(">f8"),
    "steps": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "backwards": lambda a: a[::-1],
    "repeated": lambda a: np.broadcast_to(a.ravel()[:1], a.shape),
    "misaligned": misaligned,
    "too long": lambda a: np.append(a, 0.0),
    "too short": lambda a: a.ravel()[:-1],
    "empty": lambda a: a[:0],
    "bytes": lambda a: a.tobytes(),
    "list": lambda a: a.tolist(),
    "None": lambda _: None,
}
REFUSALS = (ValueError, TypeError, BufferError)


def network(**changed):
    """What the kernel is told of a network."""
    numbers = {
        "inputs": INPUTS,
        "size": SIZE,
        "outputs": OUTPUTS,
        "skip": False,
        "hidden": 0,
        "output": 0,
        "criterion": 0,
    }
    return tuple({**numbers, **changed}.values())


def arguments(**changed):
    """What an objective of the kernel is made of."""
    names = ("inputs", "size", "outputs", "criterion")
    of_network = {name: changed.pop(name) for name in names if name in changed}
    return {
        "x": np.linspace(-1, 1, CASES * INPUTS).reshape(CASES, INPUTS),
        "targets": np.linspace(0, 1, CASES * OUTPUTS).reshape(CASES, OUTPUTS),
        "case_weights": np.ones(CASES),
        "decay": np.full(N_WEIGHTS, 0.01),
        "network": network(**of_network),
        "threads": 1,
        **changed,
    }


@pytest.fixture
def objective(kernel):
    """Make a small objective of the kernel."""
    return kernel.Objective(**arguments())


WTS = np.linspace(-0.5, 0.5, N_WEIGHTS)


# Arrays ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", UNUSABLE)
@pytest.mark.parametrize("name", ["x", "targets", "case_weights", "decay"])
def test_objective_refuses_arrays_it_cannot_read(kernel, name, form):
    """Whatever reaches the kernel is checked there once more."""
    bad = UNUSABLE[form](arguments()[name])
    with pytest.raises(REFUSALS):
        kernel.Objective(**arguments(**{name: bad}))


def test_objective_refuses_arrays_in_column_order(kernel):
    """R's order is not the kernel's."""
    for name in ("x", "targets"):
        with pytest.raises(REFUSALS):
            kernel.Objective(**arguments(**{name: np.asfortranarray(arguments()[name])}))


def test_objective_takes_arrays_that_cannot_be_written(kernel, objective):
    """It only reads them."""
    given = {
        name: read_only(value) if isinstance(value, np.ndarray) else value
        for name, value in arguments().items()
    }
    assert kernel.Objective(**given).value(read_only(WTS)) == objective.value(WTS)


def test_objective_does_not_need_the_caller_to_keep_the_arrays(kernel, objective):
    """It holds on to what it reads later."""
    given = arguments()
    other = kernel.Objective(**given)
    given.clear()
    rubbish = [np.full((CASES, INPUTS), np.nan) for _ in range(100)]
    assert other.value(WTS) == objective.value(WTS)
    assert len(rubbish) == 100


@pytest.mark.parametrize("form", UNUSABLE)
def test_weights_that_cannot_be_read_are_refused(objective, form):
    """By value, gradient and search."""
    bad = UNUSABLE[form](WTS)
    mask = np.ones(N_WEIGHTS, dtype=bool)
    with pytest.raises(REFUSALS):
        objective.value(bad)
    with pytest.raises(REFUSALS):
        objective.gradient(bad, np.empty(N_WEIGHTS))
    with pytest.raises(REFUSALS):
        objective.minimise(bad, mask, (10, 1e-4, 1e-8), None)


@pytest.mark.parametrize("form", [*UNUSABLE, "read-only"])
def test_results_that_cannot_be_written_are_refused(kernel, objective, form):
    """The gradient's, the search's, the outputs' and exp's."""
    make = UNUSABLE.get(form, read_only)
    with pytest.raises(REFUSALS):
        objective.gradient(WTS, make(np.zeros(N_WEIGHTS)))
    x = arguments()["x"]
    with pytest.raises(REFUSALS):
        kernel.outputs(x, WTS, make(np.zeros((CASES, OUTPUTS))), CASES, network())
    with pytest.raises(REFUSALS):
        kernel.exp(WTS, make(np.zeros(N_WEIGHTS)))
    if form == "read-only":
        with pytest.raises(REFUSALS):
            objective.minimise(read_only(WTS), np.ones(N_WEIGHTS, bool), (10, 1e-4, 1e-8), None)


@pytest.mark.parametrize(
    "mask",
    [
        np.ones(N_WEIGHTS - 1, dtype=bool),
        np.ones(N_WEIGHTS + 1, dtype=bool),
        np.ones(N_WEIGHTS),
        np.ones(2 * N_WEIGHTS, dtype=bool)[::2],
        [True] * N_WEIGHTS,
        None,
    ],
)
def test_masks_that_cannot_be_read_are_refused(objective, mask):
    """One byte for each weight, side by side."""
    with pytest.raises(REFUSALS):
        objective.minimise(WTS.copy(), mask, (10, 1e-4, 1e-8), None)


@pytest.mark.parametrize("stop", [bytearray(), "no bytes", 1, [0]])
def test_stops_that_cannot_be_read_are_refused(objective, stop):
    """Before the search; the objective can be used afterwards."""
    mask = np.ones(N_WEIGHTS, dtype=bool)
    with pytest.raises(REFUSALS):
        objective.minimise(WTS.copy(), mask, (10, 1e-4, 1e-8), None, stop)
    assert np.isfinite(objective.value(WTS))


@pytest.mark.parametrize(
    "place",
    [("x", 0), ("x", 1), ("wts", 0), ("wts", 1)],
    ids=lambda place: f"{place[0]} {place[1]}",
)
def test_outputs_refuse_arrays_of_another_length(kernel, place):
    """Too short and too long."""
    given = {"x": arguments()["x"], "wts": WTS}
    name, longer = place
    given[name] = np.append(given[name], 0.0) if longer else given[name].ravel()[:-1]
    with pytest.raises(REFUSALS):
        kernel.outputs(*given.values(), np.empty((CASES, OUTPUTS)), CASES, network())


def test_kernel_leaves_its_inputs_as_they_were(kernel):
    """Whatever is asked."""
    given = arguments()
    copies = {k: v.copy() for k, v in given.items() if isinstance(v, np.ndarray)}
    wts = WTS.copy()
    objective = kernel.Objective(**given)
    objective.gradient(wts, np.empty(N_WEIGHTS))
    objective.minimise(wts.copy(), np.ones(N_WEIGHTS, bool), (10, 1e-4, 1e-8), None)
    assert wts.tobytes() == WTS.tobytes()
    for name, copy in copies.items():
        assert given[name].tobytes() == copy.tobytes(), name


def test_no_cases_are_a_criterion_of_decay_alone(kernel):
    """Empty arrays do no harm."""
    empty = {"x": np.empty((0, INPUTS)), "targets": np.empty((0, OUTPUTS))}
    objective = kernel.Objective(**arguments(case_weights=np.empty(0), **empty))
    gradient = np.empty(N_WEIGHTS)
    objective.gradient(WTS, gradient)
    assert gradient.tolist() == (0.02 * WTS).tolist()
    assert objective.value(WTS) == pytest.approx(0.01 * (WTS @ WTS), rel=1e-14)  # order of sums


# Sizes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("huge", [-1, 2**31, 2**32, 2**40, LARGEST // 16, LARGEST])
@pytest.mark.parametrize("name", ["inputs", "size", "outputs"])
def test_impossible_sizes_are_refused(kernel, name, huge):
    """Products that do not fit into a word are noticed, not computed."""
    with pytest.raises((ValueError, MemoryError)):
        kernel.Objective(**arguments(**{name: huge}))
    out = np.empty((CASES, OUTPUTS))
    with pytest.raises((ValueError, MemoryError)):
        kernel.outputs(arguments()["x"], WTS, out, CASES, network(**{name: huge}))


@pytest.mark.parametrize("cases", [-1, CASES - 1, CASES + 1, 2**40, LARGEST])
def test_outputs_refuse_another_number_of_cases(kernel, cases):
    """The arrays have to hold them."""
    out = np.empty((CASES, OUTPUTS))
    with pytest.raises((ValueError, MemoryError)):
        kernel.outputs(arguments()["x"], WTS, out, cases, network())


@pytest.mark.parametrize("criterion", [-1, 4, 1000])
def test_unknown_criteria_are_refused(kernel, criterion):
    """Four there are."""
    with pytest.raises(ValueError, match="sizes"):
        kernel.Objective(**arguments(criterion=criterion))


@pytest.mark.parametrize("units", [(1, 0), (-1, 0), (0, 2), (0, -1)])
def test_unknown_units_are_refused(kernel, units):
    """Hidden ones are logistic, outputs logistic or linear; nothing else is taken for them."""
    numbers = network(hidden=units[0], output=units[1])
    with pytest.raises(ValueError, match="no such units"):
        kernel.Objective(**arguments(network=numbers))


def test_objective_needs_an_output(kernel):
    """A network without one has nothing to learn."""
    with pytest.raises(ValueError, match="sizes"):
        kernel.Objective(**arguments(outputs=0, targets=np.empty((CASES, 0))))


@pytest.mark.parametrize(
    "wrong",
    [
        {"threads": "two"},
        {"size": 2.5},
        {"more": 1},
        {"inputs": 2**70},
        {"network": list(network())},
        {"network": network()[:-1]},
    ],
)
def test_arguments_of_the_wrong_type_are_refused(kernel, wrong):
    """As Python refuses them."""
    with pytest.raises((TypeError, OverflowError)):
        kernel.Objective(**arguments(**wrong))


@pytest.mark.parametrize("rules", [[10, 0.0, 0.0], (10, 0.0), (2.5, 0.0, 0.0), None])
def test_stopping_rules_of_the_wrong_type_are_refused(objective, rules):
    """They are a tuple of a whole number and two others."""
    with pytest.raises(TypeError):
        objective.minimise(WTS.copy(), np.ones(N_WEIGHTS, bool), rules, None)


@pytest.mark.parametrize("threads", [-5, 0, 1, 2, 64])
def test_any_number_of_threads_is_possible(kernel, objective, threads):
    """Fewer than one are one; more than there is work for do no harm."""
    assert kernel.Objective(**arguments(threads=threads)).value(WTS) == objective.value(WTS)


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("option", [{"threads": 10**12}, {"threads": 500}, {"maxit": 10**30}])
def test_enormous_options_of_a_fit_are_possible(option):
    """They mean no more than there can be."""
    x, y = arguments()["x"], arguments()["targets"]
    given = {"size": 1, "seed": 1, "decay": 0.1, "trace": False}
    expected = pynnet.nnet(x, y, maxit=1000, **given)
    assert pynnet.nnet(x, y, **{"maxit": 1000, **given, **option}).value == expected.value


# Memory ----------------------------------------------------------------------------------------

SHORT_OF_MEMORY = """\
import resource, numpy as np
from pynnet._network import _kernel
free = 2**27
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
n, size = 2000, 100_000

def objective(size):
    return _kernel.Objective(np.ones((n, 1)), np.ones((n, 1)), np.ones(n), np.zeros(3 * size + 1),
                             (1, size, 1, False, 0, 1, 0), 2)

def must_fail(call):
    try:
        call()
    except MemoryError:
        print("MemoryError")

small = objective(2)
wide = _kernel.Objective(np.ones((3, 1)), np.ones((3, 1)), np.ones(3), np.zeros(3 * size + 1),
                         (1, size, 1, False, 0, 1, 0), 1)
wts = np.zeros(3 * size + 1)
resource.setrlimit(resource.RLIMIT_AS, (used + free, used + free))
must_fail(lambda: objective(size))  # hidden units of all cases
must_fail(lambda: wide.minimise(wts, np.ones(len(wts), bool), (10, 0.0, 0.0), None))  # its matrix
print(wide.value(wts), small.value(np.zeros(7)))  # both go on
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits memory as Linux does")
@pytest.mark.skipif(SANITIZED, reason="the sanitizer needs all address space")
def test_missing_memory_is_a_memory_error():
    """For the data's arrays and for the search's matrix; nothing is lost or left half done."""
    done = subprocess.run(
        [sys.executable, "-c", SHORT_OF_MEMORY],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.stdout == "MemoryError\nMemoryError\n3.0 2000.0\n", done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory as Linux tells it")
@pytest.mark.skipif(SANITIZED, reason="the sanitizer keeps what was freed")
def test_memory_is_given_back(kernel):
    """Objectives, searches, refusals and exceptions leave nothing behind."""

    def stop(*_):
        raise StopIteration

    def work():
        for threads in (1, 2):
            objective = kernel.Objective(**arguments(**large, threads=threads))
            with pytest.raises(StopIteration):
                objective.minimise(WTS.copy(), np.ones(N_WEIGHTS, bool), (5, 0.0, 0.0), stop)
            with pytest.raises(REFUSALS):
                objective.gradient(WTS, WTS[::-1])
            with pytest.raises(REFUSALS):
                kernel.Objective(**arguments(**large, decay=WTS[::-1]))

    def resident():
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096

    n = 20_000
    large = {
        "x": np.ones((n, INPUTS)),
        "targets": np.ones((n, OUTPUTS)),
        "case_weights": np.ones(n),
    }
    for _ in range(5):
        work()
    before = resident()
    for _ in range(50):
        work()
    assert resident() - before < 8 * n * (INPUTS + OUTPUTS) * 5  # five of a hundred objectives
