"""Fixtures of all tests: data, engines, and a guard on the state that tests share.

Whatever fits or predicts takes the engine that ``PYNNET_ENGINE`` names; run the tests once with
``c`` and once with ``numpy``. Tests of the arithmetic itself take both in any case.
"""

from __future__ import annotations

import os
import signal
import sys

import hypothesis
import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet._network.engine import kernel_problem
from pynnet._random.verbs import global_stream as the_global_stream

# An example may take as long as the machine needs for it. In CI examples are the same each time, so
# that a commit passes twice or never.
hypothesis.settings.register_profile(
    "any speed",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize="PYNNET_TRIALS" in os.environ,
)
hypothesis.settings.load_profile("any speed")


@pytest.fixture(autouse=True)
def _random_state_unchanged():
    """Fail a test that moves NumPy's global random state or pynnet's global stream.

    A test that draws from pynnet's stream on purpose asks for the fixture `global_stream`, which
    is undone before this one looks.
    """
    stream = the_global_stream()
    before = stream.state
    numpy_before = np.random.get_state()  # noqa: NPY002  it is the legacy state that is guarded
    yield
    moved = not np.array_equal(stream.state, before)
    if moved:
        stream.state = before  # the next test is not to blame
    numpy_after = np.random.get_state()  # noqa: NPY002
    same_numpy = all(np.array_equal(a, b) for a, b in zip(numpy_before, numpy_after, strict=True))
    if not same_numpy:
        np.random.set_state(numpy_before)  # noqa: NPY002
    assert not moved, "the test moved pynnet's global stream: ask for the fixture global_stream"
    assert same_numpy, "the test moved NumPy's global random state"


@pytest.fixture
def global_stream():
    """Give pynnet's global stream, put back afterwards to where it was, kind included."""
    stream = the_global_stream()
    before = stream.state
    yield stream
    stream.state = before


@pytest.fixture(autouse=True)
def _no_figures_left():
    """Close the figures that pyplot has been told of, as it is once it is imported."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def pytest_sessionstart():
    """Fail where the kernel is meant to be there and is not; choose its instruction set."""
    if "PYNNET_REQUIRE_KERNEL" in os.environ and kernel_problem() is not None:
        raise pytest.UsageError(f"PYNNET_REQUIRE_KERNEL is set, but {kernel_problem()}")
    if name := os.environ.get("PYNNET_TEST_INSTRUCTIONS"):
        from pynnet._network import _kernel

        _kernel.use_instructions(name)
    # A shell that starts the tests in the background has them ignore Ctrl-C, which some send.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def kernel():
    """Give the compiled module; without it the test is skipped, which says why."""
    if kernel_problem() is not None:
        pytest.skip(f"no compiled kernel: {kernel_problem()}")
    from pynnet._network import _kernel

    return _kernel


# Where there is no kernel, network/test_kernel.py says that it is skipped, and why: once will do.
ENGINES = ["numpy"] if kernel_problem() is not None else ["numpy", "c"]


@pytest.fixture(scope="module", params=ENGINES)
def each_engine(request):
    """Run the tests of a module with one engine, then with the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYNNET_ENGINE", request.param)
        yield request.param


@pytest.fixture
def iris():
    """Make the iris data."""
    return pynnet.load_iris()


@pytest.fixture
def frame():
    """Make a small data frame with numbers, two and three classes, and an index of its own."""
    return pd.DataFrame(
        {
            "u": [0.0, 0.5, 1.0, 0.25, 0.75, 0.1, 0.9, 0.4],
            "v": [1.0, 2.0, -1.0, 0.0, 0.5, 1.5, -0.5, 0.25],
            "y": [0.0, 1.0, 1.0, 0.5, 0.75, 0.25, 1.0, 0.5],
            "g": ["n", "y", "y", "n", "y", "n", "y", "n"],
            "k": pd.Categorical(["p", "q", "r", "q", "r", "p", "r", "p"]),
        },
        index=[f"row{i}" for i in range(1, 9)],
    )


@pytest.fixture
def gaps(frame):
    """Make the small data frame with missing predictors in its second and its sixth row."""
    frame.loc["row2", "u"] = np.nan
    frame.loc["row6", "v"] = np.nan
    return frame
