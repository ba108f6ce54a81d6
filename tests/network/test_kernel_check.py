"""A kernel is used only if it is of these sources and calls the exp and log that Python calls."""

from __future__ import annotations

import importlib.machinery
import math
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import pynnet
from pynnet._network import kernel_check
from pynnet._network.kernel_check import digest_of_sources, fault_of_kernel, why_there_is_none

PACKAGE = Path(pynnet.__file__).parent
SOURCES = PACKAGE / "_network" / "kernel"
SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]

in_a_source_tree = pytest.mark.skipif(
    not (SOURCES / "kernel.c").exists(), reason="an installed package has no sources of the kernel"
)


def next_to(function, wrong):
    """The function, but one bit off where it is not to be right."""
    return lambda x: math.nextafter(function(x), math.inf) if wrong(x) else function(x)


def kernel_with(**functions):
    """What the check asks a kernel for."""
    good = {"library_exp": math.exp, "library_log": math.log, "sources": digest_of_sources()}
    return SimpleNamespace(**good | functions)


def test_right_kernel_has_no_fault():
    """One of these sources, with the functions of Python's math module."""
    assert fault_of_kernel(kernel_with()) is None


@pytest.mark.parametrize(("name", "function"), [("exp", math.exp), ("log", math.log)])
def test_kernel_with_another_library_is_refused(name, function):
    """One bit of one number is enough; the sentence names it."""
    asked = []
    fault_of_kernel(kernel_with(**{f"library_{name}": lambda x: asked.append(x) or function(x)}))
    assert len(asked) > 64
    for one in (asked[0], asked[20], asked[-1]):
        wrong = next_to(function, lambda x, one=one: x == one)
        fault = fault_of_kernel(kernel_with(**{f"library_{name}": wrong}))
        assert fault.startswith(f"its {name}({one!r}) is {wrong(one)!r}, but {function(one)!r} in")
        assert fault.endswith("build it here, with the compiler of this system")


def test_kernel_without_these_functions_is_refused(monkeypatch):
    """As one of an earlier version, where no sources tell."""
    monkeypatch.setattr(kernel_check, "_SOURCES", PACKAGE / "no such folder")
    assert fault_of_kernel(SimpleNamespace()) == (
        "it is older than this version of pynnet; install pynnet again"
    )
    assert fault_of_kernel(kernel_with(sources="others")) is None


@in_a_source_tree
def test_kernel_of_other_sources_is_refused():
    """Whoever edits the kernel, or takes another revision, is told what to run."""
    for kernel in (kernel_with(sources="0" * 16), SimpleNamespace()):
        fault = fault_of_kernel(kernel)
        assert fault.startswith("it is older than its sources; run: python -m pip install -e ")


@in_a_source_tree
def test_stale_kernel_says_why_it_was_not_built_anew(monkeypatch, tmp_path):
    """Or whoever runs the command again is told the same again."""
    monkeypatch.setattr(kernel_check, "_HERE", tmp_path)
    (tmp_path / "_kernel.txt").write_text("cc failed: disk is full\n", encoding="utf-8")
    fault = fault_of_kernel(kernel_with(sources="0" * 16))
    assert fault.startswith("it is older than its sources (cc failed: disk is full); run: python")
    (tmp_path / "_kernel.txt").write_text("")  # what a full disk leaves
    fault = fault_of_kernel(kernel_with(sources="0" * 16))
    assert fault.startswith("it is older than its sources; run: python")


@in_a_source_tree
def test_digest_is_that_of_every_source(tmp_path):
    """A change of any part, its name or its place changes it; other files do not."""
    copy = tmp_path / "kernel"
    shutil.copytree(SOURCES, copy)
    same = digest_of_sources()
    assert digest_of_sources(copy) == same
    (copy / "notes.txt").write_text("not compiled")
    assert digest_of_sources(copy) == same
    parts = [path for path in copy.rglob("*") if path.suffix in (".c", ".h")]
    assert len(parts) > 15
    for part in parts:
        content = part.read_bytes()
        part.write_bytes(content + b"\n")
        assert digest_of_sources(copy) != same
        part.write_bytes(content)
    assert digest_of_sources(copy) == same
    parts[0].rename(parts[0].with_name("other.h"))
    assert digest_of_sources(copy) != same


# What is found where the kernel should be ---------------------------------------------------------


@pytest.fixture
def tree(tmp_path):
    """Make a source tree without a kernel, in a folder whose name is not plain."""
    root = tmp_path / "mein Projekt ä"
    ignore = shutil.ignore_patterns("_kernel.*")
    shutil.copytree(PACKAGE, root / "pynnet", ignore=ignore)
    if not (SOURCES / "kernel.c").exists():
        (root / "pynnet/_network/kernel").mkdir()
        (root / "pynnet/_network/kernel/kernel.c").write_text("")
    return root


def sentence(root, *flags):
    """What pynnet says of its engine there, and what it warns."""
    code = "from pynnet._network import engine_sentence; print(engine_sentence())"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *flags, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        check=True,
    )
    return done.stdout.strip(), done.stderr


def test_source_tree_without_a_kernel_says_what_to_run(tree, monkeypatch):
    """The command can be pasted, whatever the folder is called."""
    monkeypatch.delenv("PYNNET_ENGINE", raising=False)
    said, warned = sentence(tree, "-W", "error")
    assert warned == ""
    assert said == (
        "Engine: NumPy and SciPy. The compiled kernel is not at work: it was not built in this "
        f"source tree; run: python -m pip install -e '{tree}'."
    )


def test_kernel_for_another_python_is_named(tree, monkeypatch):
    """A tree that was built with one Python and is used with another."""
    monkeypatch.delenv("PYNNET_ENGINE", raising=False)
    (tree / "pynnet/_network/_kernel.cpython-39-other.so").write_bytes(b"")
    said, _ = sentence(tree)
    assert "it was not built for this Python (_kernel.cpython-39-other.so); run: python" in said


def test_installed_package_without_a_kernel_asks_for_a_compiler(monkeypatch, tmp_path):
    """Where there are no sources to build again."""
    monkeypatch.setattr(kernel_check, "_HERE", tmp_path)
    monkeypatch.setattr(kernel_check, "_SOURCES", tmp_path / "kernel")
    assert why_there_is_none() == "it was not built; install again with a C compiler at hand"


@in_a_source_tree
def test_stale_kernel_is_no_silent_slow_engine(kernel, tree, monkeypatch):
    """A change of one comment: a warning at import, the sentence, an error where it is required."""
    monkeypatch.delenv("PYNNET_ENGINE", raising=False)
    shutil.copy(kernel.__file__, tree / "pynnet/_network")
    assert sentence(tree) == ("Engine: the compiled kernel.", "")
    with (tree / "pynnet/_network/kernel/losses.h").open("a") as part:
        part.write("/* */\n")
    said, warned = sentence(tree)
    reason = f"it is older than its sources; run: python -m pip install -e '{tree}'"
    assert said.endswith(f"The compiled kernel is not at work: {reason}.")
    words = "RuntimeWarning: the compiled kernel is refused, NumPy is used instead: "
    assert warned.count("RuntimeWarning") == 1
    assert f"{words}{reason}" in warned
    monkeypatch.setenv("PYNNET_ENGINE", "c")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        sentence(tree)
    assert f"KernelError: PYNNET_ENGINE is c, but there is no compiled kernel: {reason}." in (
        failed.value.stderr
    )
