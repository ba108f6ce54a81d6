"""The compiled kernel without memory, in forked processes, and on many threads at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import pynnet
from pynnet import RRandom, multinom, nnet

from .networks import CRITERIA, make_case

pytestmark = [
    pytest.mark.usefixtures("kernel"),
    pytest.mark.filterwarnings("ignore::pynnet.FitWarning"),  # of stopped fits
]

ROOT = Path(pynnet.__file__).parent.parent
FORKED = "ignore:.*multi-threaded.*fork:DeprecationWarning"


def child_ends(work, seconds=300):
    """Whether work in a forked process ends well; it is killed if it takes too long."""
    child = os.fork()
    if not child:
        try:
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    for _ in range(seconds * 50):
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status == 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


ALLOCATIONS = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("pynnet._network._kernel", sys.argv[1])
kernel = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = kernel
spec.loader.exec_module(kernel)
import numpy as np
from pynnet import RRandom, engine, load_iris, multinom, nnet, tune_control, tune_nnet
assert engine() == "c"
iris, x = load_iris(), RRandom(1).runif(900).reshape(300, 3)
fit = nnet(x, x[:, 0] > 0.5, size=2, seed=1, trace=False)

def fits(threads):
    return nnet(x, x[:, 0], size=4, seed=1, maxit=5, trace=False, threads=threads).wts.tobytes()

CALLS = {
    "nnet": lambda: fits(1),
    "threads": lambda: fits(4),
    "predict": lambda: fit.predict(x).tobytes(),
    "Hess": lambda: nnet(x, x[:, 0], size=1, Hess=True, seed=1, trace=False).Hessian.tobytes(),
    "multinom": lambda: multinom("Species ~ Sepal.Width", iris, trace=False).wts.tobytes(),
    "tune": lambda: tune_nnet("Species ~ .", iris[::5], size=[1, 2], maxit=5, seed=1, trace=False,
                              control=tune_control(cross=2)).performances.to_string(),
}
import warnings
warnings.simplefilter("ignore")
for name, call in CALLS.items():
    right, number, failures = call(), 0, 0
    while True:
        kernel.fail_allocation(number)
        try:
            assert call() == right  # workers that cannot be hired are done without
        except MemoryError:
            failures += 1
        left = kernel.fail_allocation(-1)
        assert call() == right, name
        if left >= 0:
            break
        number += 1
    assert failures, name
    print(name, number, failures)
"""


def test_every_allocation_may_fail(tmp_path):
    """A call without memory raises MemoryError, and the next one works."""
    if shutil.which(os.environ.get("CC", "cc")) is None:
        pytest.skip("no compiler to build a kernel whose allocations fail")
    flags = "-DFAILING_ALLOCATIONS -O1"
    environment = {**os.environ, "PYNNET_BUILD_KERNEL": "require", "PYNNET_KERNEL_FLAGS": flags}
    if not (ROOT / "setup.py").exists():
        pytest.skip("only in a checkout, which has the sources of the kernel")
    build = [sys.executable, "setup.py", "-q", "build_ext", "--force"]
    build += ["--build-lib", str(tmp_path / "lib"), "--build-temp", str(tmp_path / "temp")]
    subprocess.run(build, cwd=ROOT, env=environment, check=True, capture_output=True)
    (library,) = (tmp_path / "lib").rglob("_kernel*")
    environment["PYNNET_ENGINE"] = "c"
    run = subprocess.run(
        [sys.executable, "-c", ALLOCATIONS, str(library)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    assert len(run.stdout.splitlines()) == 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings(FORKED)
def test_a_search_goes_on_in_a_process_forked_from_its_trace():
    """The workers are not in the child, which does all itself."""
    from pynnet._network.compiled_engine import CompiledObjective

    case = make_case("softmax", p=10, size=10, q=5, n=5000, decay="scalar")
    mask = np.ones(len(case.wts), dtype=bool)
    forked, ended = [], []

    def report(iteration, _):
        if iteration == 10:
            forked.append(os.fork())
            if not forked[0]:
                signal.alarm(300)

    wts = case.wts.copy()
    objective = CompiledObjective(*case.parts, 3)
    value = objective._kernel.minimise(wts, mask, (25, -np.inf, 0.0), report)[0]
    if forked == [0]:
        try:
            alone = case.wts.copy()
            rules = (25, -np.inf, 0.0)
            again = CompiledObjective(*case.parts, 3)._kernel.minimise(alone, mask, rules, None)[0]
            del objective
            os._exit(0 if value == again and alone.tobytes() == wts.tobytes() else 1)
        finally:
            os._exit(2)
    ended.append(os.waitpid(forked[0], 0)[1])
    assert ended == [0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings(FORKED)
def test_a_process_forked_while_another_thread_fits_can_fit():
    """Whatever the threads of the parent were at does not matter to the child."""
    x = RRandom(1).runif(40_000).reshape(4000, 10)

    def fit(maxit):
        return nnet(x, x[:, 0], size=8, maxit=maxit, seed=1, trace=False, threads=3).wts.tobytes()

    expected = fit(3)
    with ThreadPoolExecutor(1) as pool:
        others = [pool.submit(fit, 60) for _ in range(2)]
        for _ in range(5):
            time.sleep(0.02)
            assert child_ends(lambda: fit(3) == expected)
        assert others[0].result() == others[1].result()


@pytest.mark.parametrize("criterion", CRITERIA)
def test_sixteen_threads_at_once_give_equal_bits(criterion):
    """Nothing of the kernel is shared by objectives."""
    cases = [make_case(criterion, p=3, size=4, q=3, n=150 + k, seed=k) for k in range(16)]

    def work(case):
        objective = case.objective()
        gradient = objective.gradient(case.wts)
        return objective.value(case.wts), gradient.tobytes(), objective.outputs(case.wts).tobytes()

    expected = [work(case) for case in cases]
    with ThreadPoolExecutor(16) as pool:
        for _ in range(5):
            assert list(pool.map(work, cases)) == expected


def test_sixteen_threads_fit_predict_and_draw_at_once():
    """Fits with seeds of their own do not know of one another."""
    iris = pynnet.load_iris()

    def work(seed):
        fit = nnet("Species ~ .", iris, size=2, seed=seed, maxit=15, trace=False)
        model = multinom("Species ~ Sepal.Width", iris[seed:], trace=False)
        return fit.wts.tobytes(), fit.predict(iris).to_numpy().tobytes(), model.wts.tobytes()

    expected = [work(seed) for seed in range(16)]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(work, range(16))) == expected
