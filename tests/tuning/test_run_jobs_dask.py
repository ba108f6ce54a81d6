"""Running jobs on a Dask cluster of a scheduler and two worker processes."""

from __future__ import annotations

import os

import numpy as np
import pytest
from distributed import Client, LocalCluster

from pynnet import FitWarning, WorkerError, tune_control, tune_nnet
from pynnet._tuning.execution import worker
from pynnet._tuning.execution.run_jobs import run_jobs

from ..support import ROOT, assert_same_bits
from . import jobs as work
from .test_run_jobs import outcomes


@pytest.fixture(scope="module")
def cluster():
    """Start a scheduler and two worker processes on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT)
        patch.setenv("PYTHONPATH", str(ROOT))
        with LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as started:
            yield started


@pytest.fixture(scope="module")
def client(cluster):
    """Connect to the cluster."""
    with Client(cluster) as connected:
        connected.wait_for_workers(2)
        yield connected


def test_fits_on_dask_are_those_in_order(client):
    """In all bits."""
    generator = np.random.default_rng(1)
    shared = generator.normal(size=(40, 3)), generator.normal(size=40)
    alone = outcomes(work.fit, shared, range(30))
    for executor in (client.get_executor(), client):
        for got, expected in zip(
            outcomes(work.fit, shared, range(30), executor=executor), alone, strict=True
        ):
            assert got[0] == expected[0]
            assert_same_bits(got[1], expected[1])


def test_data_reach_each_worker_of_dask_once(client, tmp_path):
    """Also if they are large; both workers work."""
    shared = work.Counted("dask", (tmp_path, np.ones(3_000_000)))
    done = outcomes(work.meet, shared, range(600), executor=client.get_executor())
    assert [job for job, *_ in done] == list(range(600))
    assert len({place.process for place in done} - {os.getpid()}) == 2
    assert {place.loads for place in done} == {1}


def test_functions_of_a_script_reach_dask(client):
    """As in a notebook, where they belong to no module that a worker could import."""
    scope = {"__name__": "__main__"}
    exec("def double(x):\n    return 2 * x", scope)
    got = outcomes(work.call_shared, scope["double"], range(9), executor=client.get_executor())
    assert got == [2 * job for job in range(9)]


def test_exception_on_dask_ends_the_run(client):
    """And the cluster can be used again."""
    executor = client.get_executor()
    with pytest.raises(ZeroDivisionError, match=r"^job 30$"):
        run_jobs(work.fail_at, 30, range(100_000), executor=executor)
    assert outcomes(work.add, 1, range(100), executor=executor) == list(range(1, 101))


def test_worker_of_dask_that_is_killed_is_replaced(client, tmp_path):
    """Its work is done again by another, and the run ends as if nothing had happened."""
    executor, path = client.get_executor(), str(tmp_path / "killed")
    assert outcomes(work.die_once, path, range(600), executor=executor) == list(range(600))
    assert os.path.exists(path)
    assert not worker._shared_data


def _call(path, executor, timeout=300.0):
    x = np.random.default_rng(1).normal(size=(30, 2))
    control = tune_control(cross=3)
    call = {"size": 1, "linout": True, "decay": 0.1, "maxit": 1000, "seed": 1, "control": control}
    return tune_nnet(x, x[:, 0], checkpoint=path, executor=executor, worker_timeout=timeout, **call)


def test_dask_without_workers_is_given_up(tmp_path):
    """With a word before; with workers the search goes on from its checkpoint."""
    path = tmp_path / "search"
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as cluster,
        Client(cluster) as client,
        pytest.warns(FitWarning, match=r"no worker has answered for \d+ seconds"),
        pytest.raises(WorkerError, match=r"no worker has answered for \d+ seconds"),
    ):
        _call(path, client.get_executor(), 6.0)
    assert path.read_bytes().count(b"\n") == 1
    assert _call(path, None).nparcomb == 1


def test_worker_of_dask_with_another_version_is_refused(client, tmp_path):
    """Before any of its numbers is in the checkpoint."""
    path = tmp_path / "search"

    def give_version(version):
        import pynnet

        before, pynnet.__version__ = pynnet.__version__, version
        return before

    before = next(iter(client.run(give_version, "0.0.1").values()))
    try:
        with pytest.raises(WorkerError, match=rf"has pynnet 0\.0\.1, here is pynnet {before}"):
            _call(path, client.get_executor())
    finally:
        client.run(give_version, before)
    assert path.read_bytes().count(b"\n") == 1
    assert _call(path, client.get_executor()).nparcomb == 1
