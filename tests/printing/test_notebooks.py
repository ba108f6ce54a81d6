"""Notebooks, executed: tables, pictures, a trace of one line, Ctrl-C, short tracebacks."""

from __future__ import annotations

import pytest

from ..support import ROOT, interop

pytestmark = pytest.mark.interop

SETUP = """
%matplotlib inline
import contextlib, io, os, signal, threading, warnings
import pynnet
from pynnet import load_iris, multinom, nnet, plot, tune_control, tune_nnet
iris = load_iris()
options = {"size": 2, "decay": 0.1, "maxit": 300, "seed": 1}
"""
CELLS = {
    "fit": "nnet('Species ~ .', iris, **options)",
    "table": "fit = nnet('Species ~ .', iris, trace=False, **options); fit",
    "picture": "fit.plot_path()",
    "quiet picture": "fit.plot_path();",
    "two pictures": "plot.plot_network(fit); fit.plot_path();",
    "captured": """
with contextlib.redirect_stdout(io.StringIO()) as out:
    nnet('Species ~ .', iris, **options)
print(out.getvalue(), end="")
""",
    "drop1": """
model = multinom('Species ~ Sepal.Width + Petal.Width', iris, decay=0.01, trace=False)
model.drop1()
""",
    "silent": "model.drop1(trace=False); model.step(trace=0);",
    "progress": "control = tune_control(cross=3)\n"
    "found = tune_nnet('Species ~ .', iris, decay=[0.1, 1], size=2, maxit=300, seed=1, "
    "control=control, trace=False, progress=True)",
    "interrupted": """
many = pynnet.RRandom(1).runif(10**6).reshape(-1, 10)
threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()
nnet(many[:, 1:], many[:, 0], size=30, maxit=10**5, linout=True, MaxNWts=10**6, seed=1)
""",
    "mistake": "nnet('Species ~ Sepal.Lenth', iris, size=2)",
}


@pytest.fixture(scope="module")
def outputs():
    """What a notebook shows below each cell."""
    client, nbformat = interop("nbclient"), interop("nbformat")
    interop("ipykernel")
    interop("matplotlib")
    sources = [SETUP, *CELLS.values()]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    folder = {"metadata": {"path": str(ROOT)}}  # the checkout, wherever pynnet is installed
    client.NotebookClient(
        notebook, timeout=120, kernel_name="python3", allow_errors=True, resources=folder
    ).execute()
    assert notebook.cells[0].outputs == []
    shown = (cell.outputs for cell in notebook.cells[1:])
    return dict(zip(CELLS, shown, strict=True))


def kinds(outputs):
    """What kinds of data are shown, in this order."""
    return [sorted(output.data) for output in outputs if "data" in output]


def printed(outputs, name="stdout"):
    """What is printed."""
    return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == name)


def test_trace_is_one_line(outputs):
    """At its end the last; captured output has all of R's lines."""
    first, line, table = outputs["fit"]
    assert first.text == "# weights:  19\n"
    assert line.data == {"text/plain": "final  value 27.328344 converged"}
    assert sorted(table.data) == ["text/html", "text/plain"]
    lines = printed(outputs["captured"]).splitlines()
    assert lines[0] == "# weights:  19"
    assert lines[1].startswith("initial  value 169.039159")
    assert lines[-2:] == ["final  value 27.328344 ", "converged"]
    assert len(lines) == 7


def test_fits_are_tables(outputs):
    """Beside R's text, for those that show no HTML."""
    (table,) = outputs["table"]
    assert table.data["text/plain"].startswith("a 4-2-3 network with 19 weights\ninputs:")
    assert "<td" in table.data["text/html"]


def test_pictures_are_shown_once(outputs):
    """Whether the axes are the value of the cell or not, and however many there are."""
    assert kinds(outputs["picture"])[-1] == ["image/png", "text/plain"]
    assert sum("image/png" in kind for kind in kinds(outputs["picture"])) == 1
    assert [kind[0] for kind in kinds(outputs["quiet picture"])] == ["image/png"]
    assert [kind[0] for kind in kinds(outputs["two pictures"])] == ["image/png"] * 2


def test_selections_can_be_silent(outputs):
    """By default they say what they try, as in R."""
    assert printed(outputs["drop1"]) == "trying - Sepal.Width \ntrying - Petal.Width \n"
    assert kinds(outputs["drop1"]) == [["text/html", "text/plain"]]
    assert printed(outputs["silent"]) == ""
    assert printed(outputs["silent"], "stderr") == ""


def test_progress_is_a_bar_and_no_warning(outputs):
    """With widgets or without."""
    bar = printed(outputs["progress"], "stderr") or str(outputs["progress"])
    assert "100%" in bar
    assert "Warning" not in bar


def test_interrupt_ends_a_fit(outputs):
    """As in a terminal."""
    assert outputs["interrupted"][-1].ename == "KeyboardInterrupt"


def test_traceback_of_a_mistake_is_short(outputs):
    """The cell, the border of the package, and what is wrong."""
    (error,) = outputs["mistake"]
    assert error.ename == "FormulaError"
    assert "Did you mean 'Sepal.Length'?" in error.evalue
    assert "\n".join(error.traceback).count("\n") < 20
