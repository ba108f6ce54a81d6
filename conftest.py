"""Runs the Python examples of README.md and docs/*.md.

Outputs are compared exactly, blanks at the ends of lines included, because R prints some. Warnings
appear among the output as ``Category: message``. Examples run in docs/data, so that they read
their data as a reader who has downloaded it does. Pictures are checked too: docs/pictures.py.
A page whose examples need packages of the extra interop says so in a line, ``% interop: polars``.
"""

import doctest
import gc
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import PythonCodeBlockParser

from compat.compare import RECORDED, libm_differs, load_session
from docs.pictures import parse_pictures
from pynnet import FitWarning, RWarning
from pynnet._network.engine import kernel_problem
from tests.support import interop

# What only Sphinx can import, or a notebook's kernel
collect_ignore = ["docs/conf.py", "docs/dressing.py", "docs/notebook.py"]
collect_ignore_glob = ["compat/scripts/*.py"]  # which compat/tests/test_scripts.py runs
if kernel_problem() is not None:  # this module is only for the kernel
    collect_ignore.append("pynnet/_network/compiled_engine.py")
if find_spec("polars") is None:
    collect_ignore += ["compat/bench/frames.py", "compat/fuzz/frames.py"]

_ROOT = Path(__file__).parent
# Before version 10 Sybil has no such option and always compares these blanks.
_STRICT = doctest.OPTIONFLAGS_BY_NAME.get("KEEP_TRAILING_WHITESPACE", 0)

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=_STRICT), parse_pictures],
    patterns=["README.md", "docs/*.md"],
    fixtures=["reader"],
).pytest()


# Collecting the tests makes millions of objects that stay. To look for circles among them, again
# and again, takes a quarter of its time. They are not frozen afterwards: Hypothesis asks who holds
# its streams, which Python does not tell of what is frozen.
gc.disable()


def pytest_collection_finish() -> None:
    """Let Python look for circles again, among what tests make."""
    gc.enable()


@cache
def _packages_of(page: Path) -> list[str]:
    """Packages of the extra interop that a page says its examples need."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return [name for line in lines if line.startswith("% interop:") for name in line.split()[2:]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the examples of pages that need packages of the extra interop.

    CI finds the files of such tests by the word, which must be in them.
    """
    for item in items:
        if isinstance(item, SybilItem) and _packages_of(item.path):
            item.add_marker(pytest.mark.interop)
    marked = {item.path for item in items if item.get_closest_marker("interop") is not None}
    if lacking := [str(path) for path in marked if "interop" not in path.read_text("utf-8")]:
        raise pytest.UsageError(f"marked as interop without the word: {', '.join(lacking)}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip examples whose digits cannot be expected, or whose packages are not there."""
    if isinstance(item, SybilItem):
        for package in _packages_of(item.path):
            interop(package)
    reason = libm_differs(load_session(RECORDED / "nnet")) if isinstance(item, SybilItem) else None
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the surroundings of a reader: the data at hand, warnings in view, time enough."""
    monkeypatch.chdir(_ROOT / "docs" / "data")
    # On a machine with much else to do, workers take longer to import what they need.
    monkeypatch.setattr("pynnet._tuning.execution.patience._START", 600.0)
    with warnings.catch_warnings():
        for category in (FitWarning, RWarning):
            warnings.simplefilter("always", category)
        monkeypatch.setattr(warnings, "showwarning", _show)
        yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")  # a page is checked with its axes, which stay


def _show(message: Warning | str, category: type[Warning], *_: object) -> None:
    sys.stdout.write(f"{category.__name__}: {message}\n")
