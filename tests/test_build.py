"""How pynnet is built: a kernel wherever one can be compiled, and a sentence where none can."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KERNEL = ROOT / "pynnet" / "_network" / "kernel"
HEADERS = Path(sysconfig.get_path("include"))

pytest.importorskip("setuptools", "77", reason="needs the setuptools of pyproject.toml")
pytestmark = pytest.mark.skipif(
    not (ROOT / "setup.py").exists(), reason="there is no source tree here"
)
compiler = pytest.mark.skipif(
    shutil.which("gcc") is None or not (HEADERS / "Python.h").exists(),
    reason="needs GCC and Python's headers",
)


def backend(expression, **environment):
    """What an expression about setup.py, imported as the backend it is, prints in the tree."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("CC", "PYNNET_BUILD_KERNEL")}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import setup; print({expression})"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=inherited | environment,
        check=False,
    )


# The requirement of a compiler -------------------------------------------------------------------

NONE_WORKS = "[setattr(setup, 'working_compiler', lambda: ('', 'none')), "
OFFERED = "setattr(setup, 'can_be_had', lambda _: {}), setup.compiler_to_install()][-1]"


def test_compiler_is_asked_for_only_where_none_works():
    """And where the package index has it: a requirement that is not there would stop everything."""
    assert backend(NONE_WORKS + OFFERED.format(True)).stdout == "['ziglang==0.17.*']\n"
    assert backend(NONE_WORKS + OFFERED.format(False)).stdout == "[]\n"
    works = "[setattr(setup, 'working_compiler', lambda: ('cc', '')), "
    assert backend(works + OFFERED.format(True)).stdout == "[]\n"


@pytest.mark.parametrize("environment", [{"PYNNET_BUILD_KERNEL": "skip"}, {"CC": "no-such-cc"}])
def test_compiler_is_not_asked_for_against_the_users_word(environment):
    """Who wants no kernel, or a compiler of their own, gets no other."""
    assert backend(NONE_WORKS + OFFERED.format(True), **environment).stdout == "[]\n"


def test_requirement_is_looked_up_without_being_found():
    """No network, or none for this system: the index has nothing, and nothing is asked for."""
    environment = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    done = backend("setup.can_be_had('ziglang==0.17.*')", **environment)
    assert done.stdout == "False\n"


@compiler
def test_compiler_at_hand_is_taken():
    """The backend is that of setuptools then."""
    done = backend("(setup.working_compiler(), setup.get_requires_for_build_wheel())")
    (command, reason), required = ast.literal_eval(done.stdout.splitlines()[-1])
    assert command
    assert reason == ""
    assert not any("ziglang" in requirement for requirement in required)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("no-such-cc -O2", "no-such-cc cannot be run (No such file or directory)"),
        ("false", "false failed: exit code 1"),
        ("true", "it makes no library"),
        ("'", "No closing quotation"),
        (" ", "it is empty"),
    ],
)
def test_nonsense_for_a_compiler_is_named(command, reason):
    """What CC is, and what is wrong with it."""
    done = backend("setup.working_compiler()[1]", CC=command)
    assert done.stdout == f"CC is {command!r}, and {reason}\n"


def test_compiler_that_is_there_and_does_not_work_is_named(tmp_path):
    """GCC without the C library's headers, for instance, which Debian has in another package."""
    broken = tmp_path / "cc"
    broken.write_text('#!/bin/sh\necho "try.c: fatal error: math.h: No such file" >&2; exit 1\n')
    broken.chmod(0o755)
    asked = "[setattr(setup.sysconfig, 'get_config_var', {}.get), setup.working_compiler()][-1]"
    done = backend(asked, PATH=str(tmp_path))
    reason = "no C compiler works here (cc failed: try.c: fatal error: math.h: No such file)"
    assert ast.literal_eval(done.stdout) == ("", reason)
    (tmp_path / "cc").unlink()
    assert ast.literal_eval(backend(asked, PATH=str(tmp_path)).stdout) == (
        "", "no C compiler works here",
    )  # fmt: skip


def test_folder_that_must_not_be_written_to_is_refused_in_a_sentence():
    """By the first thing that an installer asks the backend."""
    hidden = "setattr(setup.os, 'access', lambda *_: False)"
    done = backend(f"[{hidden}, setup.get_requires_for_build_wheel()]")
    assert done.returncode == 1
    assert done.stdout == ""  # setuptools, which would fail in other words, has not begun
    assert re.fullmatch(
        r"pynnet cannot be built in .*, which must not be written to: "
        r"copy the folder, and install from there\n",
        done.stderr,
    )


# Builds that fail --------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path):
    """Make a copy of what is built, in a folder whose name is not plain."""
    root = tmp_path / "mein Projekt ä"
    ignore = shutil.ignore_patterns("*.so", "_kernel.txt", "__pycache__")
    shutil.copytree(ROOT / "pynnet", root / "pynnet", ignore=ignore)
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, root)
    return root


def build(root, **environment):
    """Build in place."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "setup.py", "build_ext", "--inplace"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        env=os.environ | {"PYNNET_BUILD_KERNEL": "auto"} | environment,
        check=False,
    )


def engine_sentence(root):
    """What pynnet says there."""
    code = "from pynnet._network import engine_sentence; print(engine_sentence())"
    environment = {k: v for k, v in os.environ.items() if k != "PYNNET_ENGINE"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        env=environment,
        check=True,
    )
    return done.stdout.strip()


def half_way(folder, ending):
    """A compiler that passes every small test, writes the first bytes of the kernel, and ends."""
    script = folder / "half-way"
    script.write_text(
        '#!/bin/sh\ncase "$*" in *kernel.c*)\n'
        f'  for last; do :; done; printf ELF >"$last"; {ending};;\nesac\n'
        'exec gcc "$@"\n'
    )
    script.chmod(0o755)
    return str(script)


def test_build_with_nonsense_ends_with_a_sentence(tree):
    """The installation succeeds, and whoever asks pynnet later is told why there is no kernel."""
    done = build(tree, CC="no-such-cc")
    assert done.returncode == 0
    assert "installed without its compiled kernel (CC is 'no-such-cc', and " in done.stderr
    assert engine_sentence(tree).endswith(
        "it was not built in this source tree (CC is 'no-such-cc', and no-such-cc cannot be run "
        f"(No such file or directory)); run: python -m pip install -e '{tree}'."
    )
    required = build(tree, CC="no-such-cc", PYNNET_BUILD_KERNEL="require")
    assert required.returncode == 1
    assert "CC is 'no-such-cc', and no-such-cc cannot be run" in required.stderr.splitlines()[-1]


@compiler
@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ('echo "In f:" >&2; echo "kernel.c: fatal error: disk is full" >&2; exit 1',
         "kernel.c: fatal error: disk is full"),
        ('echo "ld: final link failed: disk is full" >&2; exit 1',
         "ld: final link failed: disk is full"),
        ("kill -9 $$", "exit code -9"),
    ],
)  # fmt: skip
def test_compiler_that_fails_half_way_leaves_no_kernel(tree, tmp_path, ending, reason):
    """The compiler's own words are the reason, not the command, which is long and tells nothing."""
    command = half_way(tmp_path, ending)
    done = build(tree, CC=command)
    assert done.returncode == 0
    assert not list((tree / "pynnet" / "_network").glob("*.so*"))
    said = engine_sentence(tree)
    assert f"it was not built in this source tree ({command} failed: {reason}); run: " in said


@compiler
def test_success_leaves_nothing_of_earlier_builds(tree):
    """Neither the note of a failure, nor a kernel that hides the new one."""
    network = tree / "pynnet" / "_network"
    assert build(tree, CC="false").returncode == 0
    assert (network / "_kernel.txt").exists()
    old = network / f"_kernel{sysconfig.get_config_var('EXT_SUFFIX')}"
    old.write_bytes(b"of an earlier build")
    assert build(tree, CC="gcc", PYNNET_KERNEL_FLAGS="-O0").returncode == 0
    assert not (network / "_kernel.txt").exists()
    assert len(list(network.glob("_kernel.*.so"))) == 1
    assert engine_sentence(tree) == "Engine: the compiled kernel."


CUT_OFF = """
import resource, setup, signal
from setuptools.dist import Distribution
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
setup.BuildKernel(Distribution()).copy_file({built!r}, {place!r})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of processes")
def test_kernel_is_copied_whole_or_not_at_all(tmp_path):
    """Python ended without a word on one that a full disk had cut off; what was there stays."""
    built, place = tmp_path / "built.so", tmp_path / "tree" / "_kernel.so"
    place.parent.mkdir()
    place.write_bytes(b"the one before")
    for size in (300_000, 3000):
        built.write_bytes(b"k" * size)
        code = CUT_OFF.format(built=str(built), place=str(place))
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            capture_output=True, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
        assert [path.name for path in place.parent.iterdir()] == ["_kernel.so"]
        if size == 3000:
            assert done.returncode == 0
            assert place.read_bytes() == built.read_bytes()
        else:
            assert "File too large" in done.stderr.splitlines()[-1]
            assert place.read_bytes() == b"the one before"


# The kernel without Python.h ---------------------------------------------------------------------

DECLARED = KERNEL / "machine" / "python.h"
STRUCTURES = {
    "Py_buffer": ["buf", "obj", "len", "itemsize", "readonly", "ndim", "format", "internal"],
    "PyMethodDef": ["ml_name", "ml_meth", "ml_flags", "ml_doc"],
    "PyMemberDef": ["name", "type", "offset", "flags", "doc"],
    "PyType_Slot": ["slot", "pfunc"],
    "PyType_Spec": ["name", "basicsize", "itemsize", "flags", "slots"],
    "PyModuleDef": ["m_base", "m_name", "m_doc", "m_size", "m_methods"],
    "PyObject": ["ob_type"],
}


def constants():
    """Numbers that python.h declares."""
    text = DECLARED.read_text(encoding="utf-8")
    return re.findall(r"^#define (\w+) (?:0x)?\d\w*$", text, re.MULTILINE)


def values(folder, *flags):
    """What constants and structures are, by one set of declarations or the other."""
    numbers = [*constants(), "PyBUF_C_CONTIGUOUS"]
    for name, members in STRUCTURES.items():
        numbers += [f"sizeof({name})", *(f"offsetof({name}, {member})" for member in members)]
    lines = [f'printf("%s %lu\\n", "{n}", (unsigned long)({n}));' for n in numbers]
    source, program = folder / "values.c", folder / "values"
    source.write_text(
        '#include "machine/python.h"\n#include <stddef.h>\n#include <stdio.h>\n'
        "int main(void) {" + "\n".join(lines) + "return 0; }\n"
    )
    include = [f"-I{KERNEL}", f"-I{HEADERS}"]
    subprocess.run(["gcc", *flags, *include, str(source), "-o", str(program)], check=True)
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


@compiler
def test_declarations_are_those_of_python(tmp_path):
    """Every constant and every structure, as Python.h of this version has them."""
    assert len(constants()) > 15
    ours = values(tmp_path, "-DWITHOUT_PYTHON_H")
    assert ours.count("\n") > 40
    assert ours == values(tmp_path, "-DPy_LIMITED_API=0x030B0000")


@compiler
@pytest.mark.skipif(
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")), reason="there is no stable interface here"
)
def test_kernel_without_python_h_is_the_same(tree):
    """It is built, it is used, and it calls nothing but the stable interface."""
    setup = tree / "setup.py"
    text = setup.read_text(encoding="utf-8")
    line = 'has_headers = Path(sysconfig.get_path("include"), "Python.h").exists()'
    assert line in text
    setup.write_text(text.replace(line, "has_headers = False"), encoding="utf-8")
    flags = {"CC": "gcc", "PYNNET_KERNEL_FLAGS": "-O1 -Wall -Wextra -Werror"}
    done = build(tree, PYNNET_BUILD_KERNEL="require", **flags)
    assert done.returncode == 0, done.stderr
    assert "-DWITHOUT_PYTHON_H=1" in done.stdout
    (tree / "fit.py").write_text(
        "import pynnet\nfrom pynnet._network.engine import engine_sentence\n"
        "print(engine_sentence())\n"
        'print(pynnet.nnet("Species ~ .", pynnet.load_iris(), size=2, seed=1, trace=False,'
        " decay=0.01).value.hex())\n"
    )
    ran = subprocess.run(
        [sys.executable, "fit.py"], cwd=tree, capture_output=True, text=True, check=True
    )
    said, value = ran.stdout.splitlines()
    assert said == "Engine: the compiled kernel."
    fit = "__import__('pynnet').nnet('Species ~ .', __import__('pynnet').load_iris(), size=2"
    assert value + "\n" == backend(f"{fit}, seed=1, trace=False, decay=0.01).value.hex()").stdout
