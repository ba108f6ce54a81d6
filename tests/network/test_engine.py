"""Which engine is at work, and what happens where there is no kernel."""

from __future__ import annotations

import importlib.machinery
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pynnet
from pynnet import KernelError
from pynnet.__main__ import main
from pynnet._network.engine import kernel_problem
from pynnet._network.kernel_check import why_there_is_none
from pynnet._network.layout import Network

from .networks import make_case

PACKAGE = Path(pynnet.__file__).parent
SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]

# Runs first in a fresh interpreter: no kernel can be found.
HIDE_KERNEL = """\
import sys

class Hide:
    def find_spec(self, name, path=None, target=None):
        if name == "pynnet._network._kernel":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hide())
"""

SHOW = """
import pynnet
from pynnet._network.engine import kernel_problem
from pynnet._network.kernel_check import why_there_is_none
print(pynnet.engine())
print(kernel_problem())
"""


def run(code, *flags, root=PACKAGE.parent, **environment):
    """Run code in a fresh interpreter that imports the package from `root`."""
    inherited = {name: text for name, text in os.environ.items() if name != "PYNNET_ENGINE"}
    return subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        text=True,
        env={**inherited, "PYTHONPATH": str(root), **environment},
        cwd=root,
        check=False,
    )


# With the kernel as it is here -----------------------------------------------------------------


def test_engine_is_the_best_there_is(monkeypatch):
    """By default, and with auto."""
    best = "c" if kernel_problem() is None else "numpy"
    monkeypatch.delenv("PYNNET_ENGINE", raising=False)
    assert pynnet.engine() == best
    monkeypatch.setenv("PYNNET_ENGINE", "auto")
    assert pynnet.engine() == best


def test_engine_numpy_is_always_there(monkeypatch):
    """And it is asked for at any time, not only before the import."""
    monkeypatch.setenv("PYNNET_ENGINE", "numpy")
    assert pynnet.engine() == "numpy"


@pytest.mark.usefixtures("kernel")
def test_engine_c_is_there_with_the_kernel(monkeypatch):
    """It does the work then."""
    monkeypatch.setenv("PYNNET_ENGINE", "c")
    assert pynnet.engine() == "c"
    assert type(make_case("entropy").objective()).__name__ == "CompiledObjective"
    monkeypatch.setenv("PYNNET_ENGINE", "numpy")
    assert type(make_case("entropy").objective()).__name__ == "NumPyObjective"


@pytest.mark.parametrize("choice", ["", "C", "fortran", "auto "])
def test_engine_of_another_name_is_refused(monkeypatch, choice):
    """By engine() and by a fit, before any random number is drawn."""
    monkeypatch.setenv("PYNNET_ENGINE", choice)
    with pytest.raises(KernelError, match="PYNNET_ENGINE must be auto, c or numpy, got"):
        pynnet.engine()
    with pytest.raises(KernelError, match=f"got {choice!r}"):
        pynnet.nnet([[0.0], [1.0]], [0.0, 1.0], size=1, trace=False)


def test_compiled_objective_takes_the_threads_it_is_given(each_engine):
    """NumPy has no use for them."""
    from pynnet._network.engine import make_objective

    case = make_case("least squares", q=1)
    objective = make_objective(*case.parts, threads=2)
    assert isinstance(objective.network, Network)
    assert pynnet.engine() == each_engine
    assert objective.value(case.wts) == case.objective().value(case.wts)


# Without a kernel ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def without_kernel():
    """What is printed where there is no kernel, warnings as errors; then by the demonstration."""
    demonstration = "from pynnet.__main__ import main\nmain()"
    done = run(HIDE_KERNEL + SHOW + demonstration, "-W", "error")
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_missing_kernel_is_no_error_and_no_warning(without_kernel):
    """NumPy serves; who asks is told why."""
    engine, reason = without_kernel[:2]
    assert engine == "numpy"
    assert reason == why_there_is_none()


def test_missing_kernel_is_an_error_where_it_is_insisted_on():
    """PYNNET_ENGINE=c does not fall back."""
    done = run(HIDE_KERNEL + SHOW, PYNNET_ENGINE="c")
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("pynnet.KernelError: PYNNET_ENGINE is c, but there is no compiled")
    assert "it was not built" in last


def test_missing_kernel_is_named_by_the_demonstration(without_kernel):
    """The last line of python -m pynnet says which engine, and why."""
    assert without_kernel[-1].startswith(
        "Engine: NumPy and SciPy. The compiled kernel is not at work: it was not"
    )


@pytest.mark.usefixtures("global_stream")
def test_demonstration_names_the_engine(each_engine, capsys):
    """The one that PYNNET_ENGINE chose."""
    main()
    last = capsys.readouterr().out.splitlines()[-1]
    if each_engine == "c":
        assert last == "Engine: the compiled kernel."
    elif kernel_problem() is None:
        assert last.endswith("The compiled kernel is not at work: PYNNET_ENGINE is numpy.")


# A kernel that cannot be loaded ----------------------------------------------------------------


@pytest.fixture
def broken(tmp_path):
    """Make a copy of the package whose kernel is no library at all."""
    ignore = shutil.ignore_patterns("_kernel.*")
    shutil.copytree(PACKAGE, tmp_path / "pynnet", ignore=ignore)
    (tmp_path / "pynnet" / "_network" / f"_kernel{SUFFIX}").write_bytes(b"not a library")
    return tmp_path


def test_broken_kernel_is_reported_once(broken):
    """A warning where the user first needs it, none at later calls; NumPy serves."""
    fit = "pynnet.nnet([[0.0], [1.0]], [0.0, 1.0], size=1, maxit=0, trace=False)\n"
    done = run(SHOW + fit + fit + "pynnet.engine()", "-W", "always", root=broken)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "numpy"
    assert done.stdout.splitlines()[1].startswith("it cannot be loaded: ")
    words = "RuntimeWarning: the compiled kernel cannot be loaded, NumPy is used instead: "
    assert done.stderr.count("RuntimeWarning") == 1
    assert done.stderr.startswith(f"<string>:3: {words}")


def test_broken_kernel_is_an_error_where_it_is_insisted_on(broken):
    """With what the loader said."""
    done = run(SHOW, root=broken, PYNNET_ENGINE="c")
    assert done.returncode == 1
    assert "there is no compiled kernel: it cannot be loaded: " in done.stderr.splitlines()[-1]
