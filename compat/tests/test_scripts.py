"""Scripts of R's and their twins in Python: the same text, the same numbers, about as many lines.

No R is needed: what it printed and fitted is recorded.
"""

from __future__ import annotations

import json
import os
import subprocess

import numpy as np
import pytest

from pynnet import Multinom, NNet, Tune
from pynnet._random import global_stream

from .. import CHECKOUT
from ..compare import RECORDED, libm_differs, load_session
from ..compare.live import missing_of_r, require_r
from ..compare.objects import fields_that_differ
from ..compare.scripts import (
    SCRIPTS,
    Difference,
    code_lines,
    differences,
    fitted_by_r,
    meant_to_differ,
    page_part,
    printed_by_r,
    ran,
)

_COUNTED = "<!-- counted by compat/compare/scripts.py -->\n\n"
_LONGEST = 1.1  # lines of Python for one of R
_LEAST_EQUAL = 0.95  # of R's lines
_FOLDER = CHECKOUT / "compat" / "scripts"
_OBJECTS = [(script, name) for script in SCRIPTS for name in fitted_by_r(script)]


@pytest.fixture(autouse=True, scope="module")
def _same_libm() -> None:
    """The recorded bits and digits are those of one C library, as all recordings here."""
    reason = libm_differs(load_session(RECORDED / "nnet"))
    if reason is not None:
        pytest.skip(reason)


def test_every_script_has_its_twin_and_what_r_gave() -> None:
    """Fifteen scripts, each with a twin, R's output and R's fits, and nothing else."""
    assert len(SCRIPTS) == 15
    ends = {"R": _FOLDER, "py": _FOLDER, "out": RECORDED / "scripts", "json": RECORDED / "scripts"}
    for end, folder in ends.items():
        assert sorted(path.stem for path in folder.glob(f"*.{end}")) == SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS)
def test_twin_prints_what_r_prints(script: str) -> None:
    """To the character, but for the lines that are listed; and those that are listed do differ."""
    listed = [difference for difference, _ in meant_to_differ() if difference.script == script]
    assert differences(script) == listed


def test_nearly_all_lines_are_equal() -> None:
    """The deliberate differences are few, and each has its reason."""
    assert all(reason for _, reason in meant_to_differ())
    lines = sum(len(printed_by_r(script)) for script in SCRIPTS)
    differing = sum(len(difference.in_r) for difference, _ in meant_to_differ())
    assert 1 - differing / lines >= _LEAST_EQUAL


@pytest.mark.parametrize("script", SCRIPTS)
def test_twin_gives_r_s_warnings(script: str) -> None:
    """Those that R prints among its output, in the same words."""
    blocks = "\n".join(printed_by_r(script)).split("Warning message:\n")[1:]
    assert ran(script).warned == [block.split("\n")[1].strip() for block in blocks]


def test_a_single_character_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank at the end of a line is a difference."""
    script = SCRIPTS[0]
    changed = [*printed_by_r(script)]
    changed[3] += " "
    monkeypatch.setattr("compat.compare.scripts.printed_by_r", lambda _: changed)
    assert differences(script) == [
        Difference(script, 4, (changed[3],), (changed[3][:-1],)),
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_twin_is_no_longer_than_the_script(script: str) -> None:
    """At most 1.1 lines of Python for one of R, blank lines and comments left out."""
    in_python, in_r = (code_lines(_FOLDER / f"{script}.{end}") for end in ("py", "R"))
    assert in_python <= _LONGEST * in_r


def test_twins_leave_the_global_stream_alone() -> None:
    """What a twin draws, nobody else misses."""
    before = global_stream().state.tolist()
    ran.__wrapped__(SCRIPTS[0])
    assert global_stream().state.tolist() == before


def test_page_says_what_is_counted() -> None:
    """The tables in docs/moving.md are those of now; ``PYNNET_DRAW=1`` writes them anew."""
    path = CHECKOUT / "docs" / "moving.md"
    before, mark, rest = path.read_text(encoding="utf-8").partition(_COUNTED)
    behind = rest[rest.index("\n## ") :]
    page = f"{before}{mark}{page_part()}{behind}"
    if os.environ.get("PYNNET_DRAW") == "1":
        path.write_text(page, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page


_FURTHER = {"06": "pROC", "14": "broom", "26": "survival"}  # packages at the end of a script


@pytest.mark.r
@pytest.mark.parametrize("script", SCRIPTS)
def test_r_prints_what_is_recorded(script: str) -> None:
    """The R on the PATH prints the same, up to what needs a package that it does not have."""
    require_r("e1071")
    ran_in_r = subprocess.run(
        ["Rscript", "--vanilla", str(_FOLDER / f"{script}.R")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
        check=False,
    )
    printed = ran_in_r.stdout.partition("Error in loadNamespace")[0].splitlines()
    recorded = printed_by_r(script)
    assert printed == recorded[: len(printed)]
    further = _FURTHER.get(script[:2])
    if further is None or missing_of_r((further,)) is None:
        assert len(printed) == len(recorded)
    assert len(printed) > len(recorded) / 2


# Fitted objects ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("script", "name"), _OBJECTS)
def test_objects_have_all_bits_of_r_s(script: str, name: str) -> None:
    """Every number that R recorded, and every name."""
    variables, (variable, *fields) = ran(script).variables, name.split("$")
    ours = variables[variable]
    for field in fields:
        ours = getattr(ours, field.replace(".", "_"))
    theirs = fitted_by_r(script)[name]
    kinds = {"multinom": Multinom, "nnet": NNet, "tune": Tune}
    classes = np.atleast_1d(theirs["class"]).tolist()
    assert isinstance(ours, kinds[classes[0] if classes[0] in kinds else classes[-1]])
    assert fields_that_differ(theirs, ours) == []


@pytest.mark.parametrize("field", ["wts", "value", "fitted.values", "coef", "vcov", "lev"])
def test_a_single_bit_is_seen(field: str) -> None:
    """What differs by a unit in the last place, or of a variance by 1e-6, is named."""
    script, name = "11-multinom-wald-walkthrough", "fit"
    theirs = json.loads(json.dumps(fitted_by_r(script)[name]))
    value = theirs[field]
    values = value["data_colmajor"] if isinstance(value, dict) else value
    if field == "lev":
        values[0] = "none"
    elif field == "vcov":
        values[0] *= 1 + 1e-6
    elif field == "value":
        theirs[field] = np.nextafter(value, 0)
    else:
        values[-1] = np.nextafter(values[-1], 0)
    assert fields_that_differ(theirs, ran(script).variables[name]) == [field]
