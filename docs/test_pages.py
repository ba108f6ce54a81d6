"""The pages tell the truth: R's sessions are R's, and the tests and cases they name exist.

The Python examples are run by the root conftest.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

import pynnet
import pynnet.caret
import pynnet.plot
import pynnet.r
import pynnet.sklearn
from compat.cases import load_cases
from docs.pictures import draw, wrong
from docs.verbs import r_name, with_table
from pynnet._formula.functions import registry as _registry

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md")))]
SESSIONS = [page for page in PAGES if "```rconsole" in (ROOT / page).read_text(encoding="utf-8")]

# Goes on after errors, as at the prompt.
_PROLOGUE = "options(error = expression(NULL), showErrorCalls = FALSE, width = 80)"


def _blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def _commands(session: str) -> str:
    return "".join(f"{line[2:]}\n" for line in session.splitlines() if line[:2] in ("> ", "+ "))


def _output(block: str) -> list[str]:
    """Lines of a session that nobody typed."""
    return [line for line in block.splitlines() if not re.match(r"(>>>|\.\.\.|>|\+) ", line)]


def _command_of_r(name: str) -> str:
    """The path of a command of R's; without it a test skips, or fails where R must be there."""
    command = shutil.which(name)
    if command is None:
        if os.environ.get("PYNNET_REQUIRE_R") == "1":
            pytest.fail("PYNNET_REQUIRE_R=1, but R is not on the PATH")
        pytest.skip("R is not on the PATH")
    return command


@pytest.mark.r
@pytest.mark.parametrize("page", SESSIONS)
def test_session_is_what_r_prints(page: str) -> None:
    """Every character of the R sessions on a page is R's."""
    command = _command_of_r("R")
    sessions = _blocks(page, "rconsole")
    ran = subprocess.run(
        [command, "--vanilla", "--quiet"],
        input="\n".join([_PROLOGUE, *map(_commands, sessions)]),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
        check=True,
    )
    printed = ran.stdout.replace("> \n", "")  # the blank lines between sessions
    assert printed == f"> {_PROLOGUE}\n" + "".join(sessions)


def test_readme_shows_the_same_output_in_r_and_python() -> None:
    """The first session in R and the first in Python print the same text."""
    (in_r, *_), (in_python, *_) = (_blocks("README.md", name) for name in ("rconsole", "python"))
    assert _output(in_r) == _output(in_python) != []


def test_page_of_formulas_lists_their_functions() -> None:
    """Every function that formulas may call is named on the page."""
    text = (ROOT / "docs/formulas.md").read_text(encoding="utf-8")
    named = {name for span in re.findall(r"`([^`\n]+)`", text) for name in span.split()}
    words = {name for name in _registry._FUNCTIONS if name[0].isalpha()}
    assert words - named == set()


def test_readme_claims_the_speed_that_was_measured() -> None:
    """The sentence about speed is the first on the page that the benchmark writes."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    claim = readme.split("<!-- the next line is from docs/performance.md -->\n")[1].split("\n")[0]
    assert claim in (ROOT / "docs/performance.md").read_text(encoding="utf-8").splitlines()


def test_reference_has_every_public_name() -> None:
    """What can be imported is described."""
    pages = [ROOT / "docs/reference.md", *ROOT.glob("docs/reference/*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    described = set(re.findall(r"auto(?:function|class|exception):: (\w+)", text))
    doors = (pynnet, pynnet.plot, pynnet.caret, pynnet.sklearn)
    assert described == {name for door in doors for name in door.__all__}


def test_pictures_are_shown() -> None:
    """Every picture that was drawn is on a page, and every page has the pictures that it shows."""
    drawn = {f"_static/{path.name}" for path in ROOT.glob("docs/_static/*.svg")}
    described = {path.stem for path in ROOT.glob("docs/_static/*.txt")}
    assert {Path(name).stem for name in drawn} == described
    text = "".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"\]\((_static/[^)]+)\)", text)) == drawn != set()


def _a_search(changed: tuple[str, float] | None = None) -> Any:
    """A picture of a small search, of which one number may be another."""
    columns = [f"{part}_error{end}" for part in ("validation", "training") for end in ("", "_se")]
    results = pd.DataFrame([[1, 0.3, 0.1, 0.2, 0.1], [2, 0.2, 0.1, 0.1, 0.1]])
    results.columns = pd.Index(["size", *columns])
    if changed is not None:
        results.loc[0, changed[0]] = changed[1]
    ax = Figure(figsize=(4.8, 3.4), layout="constrained").add_subplot()
    return pynnet.plot.plot_tune(results, ["size"], best={"size": 2}, ax=ax)


CHANGES = {  # what is done to a picture, and words of the message
    "a number": (lambda: _a_search(("validation_error", 0.75)), "+ axes 0: line"),
    "a setting": (lambda: _a_search(("size", 5)), "+ axes 0: text '5'"),
    "a size": (lambda axes: axes.figure.set_size_inches(4, 4), "+ figure of 4 x 4 inches"),
    "a word": (lambda axes: axes.set_xlabel("units"), "+ axes 0: text 'units'"),
    "a colour": (lambda axes: axes.lines[0].set_color("#123456"), "+ axes 0: line #123456ff"),
    "a width": (lambda axes: axes.lines[0].set_linewidth(3), "+ axes 0: line #d55e00ff - 3"),
    "a dash": (lambda axes: axes.lines[0].set_linestyle(":"), "+ axes 0: line #d55e00ff : "),
    "letters": (lambda axes: axes.xaxis.label.set_fontsize(14), "+ axes 0: text 'size' of 14"),
    "a label's place": (lambda axes: axes.xaxis.set_label_coords(0.2, -0.2), "moved: axes 0: text"),
    "the legend": (lambda axes: axes.get_legend().set_loc("lower left"), "moved: axes 0: legend"),
    "a label gone": (lambda axes: axes.xaxis.label.set_visible(False), "- axes 0: text 'size'"),
    "a further text": (lambda axes: axes.text(1, 0.2, "here"), "+ axes 0: text 'here'"),
    "a patch": (lambda axes: axes.axvspan(1, 2), "+ axes 0: patch"),
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw the search, which then is what it is."""
    path = tmp_path_factory.mktemp("drawn") / "search.svg"
    axes = _a_search()
    assert wrong(path, axes) == ["it has not been drawn"]
    draw(axes, path)
    assert wrong(path, _a_search()) == []
    return path


@pytest.mark.parametrize("change", CHANGES)
def test_change_of_a_picture_is_named(drawn: Path, change: str) -> None:
    """A number, a word, a colour, a place: not a pixel has to be looked at."""
    changing, words = CHANGES[change]
    if changing.__code__.co_argcount:
        changed = _a_search()
        changing(changed)
    else:
        changed = changing()
    named = wrong(drawn, changed)
    assert any(line.startswith(words) for line in named), named


def test_picture_and_description_belong_together(tmp_path: Path) -> None:
    """A description that was written over is no description of the picture."""
    path = tmp_path / "search.svg"
    draw(_a_search(), path)
    draw(_a_search(("size", 5)), tmp_path / "other.svg")
    (tmp_path / "other.txt").replace(tmp_path / "search.txt")
    assert wrong(path, _a_search(("size", 5))) == ["search.txt describes another picture"]


def test_many_differences_are_counted(tmp_path: Path) -> None:
    """A message has a dozen of them."""
    path = tmp_path / "search.svg"
    draw(_a_search(), path)
    for_twenty = _a_search()
    for k in range(20):
        for_twenty.text(1, 0.2, f"{k}")
    assert wrong(path, for_twenty)[-1] == "and 8 more"


@pytest.mark.parametrize("page", PAGES)
def test_named_tests_exist(page: str) -> None:
    """Every ``tests/test_x.py::test_y`` that a page names is there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text):
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "compat/README.md"])
def test_named_paths_exist(page: str) -> None:
    """Every file and folder of the repository that a page names is there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:pynnet|tests|compat|docs|\.ci)/[\w./*-]*)", text))
    assert {path for path in paths if not any(ROOT.glob(path.rstrip("/.")))} == set()


def test_differences_name_the_cases_that_differ() -> None:
    """Each case that documents a difference is named on the page, and each named case exists."""
    text = (ROOT / "docs/differences.md").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"^Shown by: (.*)$", text, re.MULTILINE))
    named = {name for name in re.findall(r"`([^`]+)`", shown) if "::" not in name}
    cases = {**load_cases("nnet"), **load_cases("multinom")}
    assert named - set(cases) == set()
    assert {name for name, case in cases.items() if "difference" in case} - named == set()


def test_table_of_verbs_is_that_of_the_door() -> None:
    """Made again by docs/verbs.py it is the same: names and sentences are those of pynnet.r."""
    page = ROOT / "docs/moving.md"
    text = with_table(page)
    if os.environ.get("PYNNET_DRAW") == "1":
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "PYNNET_DRAW=1 python -m pytest docs"


@pytest.mark.r
def test_verbs_are_called_so_in_r() -> None:
    """R has a function, or data, of each name in the table; that of lmtest need not be there."""
    names = sorted({in_r for name in pynnet.r.__all__ if (in_r := r_name(name)) is not None})
    names.remove("lmtest::lrtest")
    quoted = ", ".join(f'"{name}"' for name in names)
    missing = "library(nnet); library(e1071); cat(Filter(function(n) !exists(n), c({})), sep = ' ')"
    command = _command_of_r("Rscript")
    ran = subprocess.run(
        [command, "--vanilla", "-e", missing.format(quoted)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.split() == []


def test_analysis_moves_lines_of_a_script() -> None:
    """What the notebook shows as R is in a script whose twin is compared with R's output."""
    blocks = _blocks("docs/analyses/moving-a-script.md", "r")
    (script,) = ROOT.glob("compat/scripts/11-*.R")
    lines = script.read_text(encoding="utf-8").splitlines()
    assert [line for line in "".join(blocks).splitlines() if line not in lines] == []
    assert len(blocks) > 1


@pytest.mark.parametrize("page", ["docs/moving.md"])
def test_session_and_script_print_the_same(page: str) -> None:
    """What R printed Python prints, to the character."""
    (in_r,), (in_python, _) = (_blocks(page, name) for name in ("rconsole", "python"))
    assert [line.replace("<BLANKLINE>", "") for line in _output(in_python)] == _output(in_r)
