"""A search gives the same whatever runs it, and goes on after whatever ended it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from distributed import Client, LocalCluster

import pynnet
from pynnet import tune_control, tune_nnet

from ..support import ROOT, assert_same_bits, running

CALL = {"size": [1, 2], "decay": [0.01, 0.1], "maxit": 200, "seed": 1}


@pytest.fixture(scope="module")
def alone():
    """Search in order."""
    return search()


def search(**how):
    """Search iris for size and decay."""
    control = tune_control(nrepeat=2, cross=5)
    return tune_nnet("Species ~ .", pynnet.load_iris(), control=control, **CALL, **how)


def assert_same(found, alone):
    """Fail unless all errors and the best model are the same, in all bits."""
    assert_same_bits(found.performances.to_numpy(float), alone.performances.to_numpy(float))
    assert found.best_parameters == alone.best_parameters
    assert_same_bits(found.best_model.wts, alone.best_model.wts)


@pytest.mark.parametrize("n_jobs", [2, 4, -1])
def test_workers_of_this_machine_find_the_same(each_engine, alone, n_jobs):
    """Threads with the kernel, processes with NumPy."""
    assert pynnet.engine() == each_engine
    if each_engine == "c" or n_jobs == 2:  # processes take long to start
        assert_same(search(n_jobs=n_jobs), alone)


def test_executors_find_the_same(alone):
    """Threads, processes, and a Dask cluster of two worker processes."""
    with ThreadPoolExecutor(3) as threads:
        assert_same(search(executor=threads), alone)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert_same(search(executor=processes), alone)
    with (
        LocalCluster(n_workers=2, processes=True, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        assert_same(search(executor=client.get_executor()), alone)


SEARCH = """\
import sys, time
import numpy as np
from pynnet import tune_control, tune_nnet

if __name__ == "__main__":
    x = np.random.default_rng(1).normal(size=(2000, 4))
    y = np.sin(x[:, 0]) + x[:, 1]

    def wait(done, total):
        if done == {waits_after}:
            time.sleep(600)

    try:
        tune_nnet(x, y, size=[1, 10, 20], linout=True, maxit={maxit}, reltol=0.0, seed=1,
                  control=tune_control(cross=3), n_jobs={n_jobs}, checkpoint=sys.argv[1],
                  progress=wait)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.exit(3)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX does")
@pytest.mark.parametrize("n_jobs", [1, 2])
def test_interrupted_search_gives_control_back_before_its_fits_end(tmp_path, each_engine, n_jobs):
    """In silence; what was finished is in the checkpoint, which lacks those that go on."""
    path, script = tmp_path / "checkpoint", tmp_path / "search.py"
    script.write_text(SEARCH.format(n_jobs=n_jobs, maxit=10**6, waits_after=None), encoding="utf-8")
    with running(
        [sys.executable, "-W", "ignore", script, path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYNNET_ENGINE": each_engine},
    ) as program:
        deadline = time.monotonic() + 300
        while not path.exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(0.3)  # some of the fits go on for minutes
        os.killpg(program.pid, signal.SIGINT)
        printed, errors = program.communicate(timeout=300)
    assert (printed, errors) == ("interrupted\n", "")
    assert program.returncode == 3
    assert path.read_bytes().count(b"\n") < 1 + 9


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_search_whose_program_is_killed_goes_on(tmp_path):
    """It fits only what is left, and finds the same."""
    path, script = tmp_path / "checkpoint", tmp_path / "search.py"
    script.write_text(SEARCH.format(n_jobs=2, maxit=100, waits_after=4), encoding="utf-8")
    with running(
        [sys.executable, "-W", "ignore", script, path],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:
        deadline = time.monotonic() + 300
        while not path.exists() or path.read_bytes().count(b"\n") < 4:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        program.kill()
    finished = path.read_bytes().count(b"\n") - 1
    assert 3 <= finished < 9
    generator = np.random.default_rng(1)
    x = generator.normal(size=(2000, 4))
    call = {"size": [1, 10, 20], "linout": True, "maxit": 100, "reltol": 0.0, "seed": 1}
    call["control"] = tune_control(cross=3)
    y = np.sin(x[:, 0]) + x[:, 1]
    told = []
    found = tune_nnet(x, y, **call, checkpoint=path, progress=lambda *n: told.append(n))
    assert path.read_bytes().count(b"\n") == 10
    alone = tune_nnet(x, y, **call)
    assert told[-1] == (9, 9)
    assert_same(found, alone)
