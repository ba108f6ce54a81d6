"""Showing how far a search is."""

from __future__ import annotations

import io
import subprocess
import sys
from types import SimpleNamespace

import pytest
import tqdm.auto

from pynnet import ArgumentError
from pynnet._tuning import progress as progress_module
from pynnet._tuning.progress import checked_progress, shown_progress

from ..ground.test_optional import hide  # noqa: F401  a fixture


class Terminal(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self):
        """As a terminal answers."""
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Make standard error a terminal."""
    screen = Terminal()  # pytest puts its own in the place of sys.stderr before a test begins
    watched = SimpleNamespace(stderr=screen, modules=sys.modules)
    monkeypatch.setattr(progress_module, "sys", watched)
    return screen


@pytest.fixture
def bars(monkeypatch):
    """Collect the bars that are made."""
    made = []

    class Bar(tqdm.auto.tqdm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.closed = 0
            made.append(self)

        def close(self):
            self.closed = getattr(self, "closed", 0) + 1
            super().close()

    monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
    return made


def run(progress, total, done=0, fails_at=None):
    """Do as a search of `total` fits does."""
    with shown_progress(progress, total, done=done) as advance:
        for number in range(done, total):
            if number == fails_at:
                raise KeyboardInterrupt
            advance()


def test_bar_is_shown_in_a_terminal(terminal, bars):
    """To the end, with the time that is left."""
    run(None, 7)
    (bar,) = bars
    assert (bar.n, bar.total, bar.closed) == (7, 7, 1)
    shown = terminal.getvalue().split("\r")
    assert "  0%|" in shown[1]
    assert "0/7" in shown[1]
    assert "100%|" in shown[-1]
    assert "7/7 [00:00<00:00" in shown[-1]
    assert "fit/s" in shown[-1]


def test_nothing_is_shown_where_nobody_watches(capsys, bars):
    """In a file or a pipe; and a process without standard error is no error."""
    run(None, 7)
    assert bars == []
    assert capsys.readouterr() == ("", "")


def test_missing_standard_error_is_no_error(monkeypatch):
    """Windows gives none to programs without a console."""
    monkeypatch.setattr(sys, "stderr", None)
    run(None, 3)
    assert checked_progress(None) is False


@pytest.mark.parametrize(("kernel", "shown"), [(object(), True), (None, False)])
def test_bar_is_shown_in_a_notebook(monkeypatch, kernel, shown):
    """Not in every IPython that writes to a file."""
    shell = SimpleNamespace(kernel=kernel)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert checked_progress(None) is shown


def test_bar_is_shown_anywhere_if_insisted_on(capsys, bars):
    """On standard error."""
    run(True, 5)
    assert [bar.n for bar in bars] == [5]
    out, err = capsys.readouterr()
    assert out == ""
    assert "5/5" in err


def test_silence_is_kept_if_asked_for(terminal, bars):
    """In a terminal too."""
    run(False, 7)
    assert bars == []
    assert terminal.getvalue() == ""


def test_bar_goes_on_where_an_interrupted_search_was(terminal, bars):
    """What was done before counts as done, not as quick."""
    run(True, 10, done=6)
    assert (bars[0].initial, bars[0].n) == (6, 10)
    assert " 60%|" in terminal.getvalue()


@pytest.mark.parametrize("progress", [True, None])
def test_bar_is_closed_when_the_search_fails(terminal, bars, progress):
    """Where it was; what is printed next begins on a line of its own."""
    with pytest.raises(KeyboardInterrupt):
        run(progress, 10, fails_at=4)
    assert [(bar.n, bar.closed) for bar in bars] == [(4, 1)]
    assert terminal.getvalue().endswith("\n")


def test_function_is_told_of_every_fit():
    """And of the start."""
    told = []
    run(lambda done, total: told.append((done, total)), 4, done=1)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("progress", ["yes", 1, 0, 1.0, [True]])
def test_anything_else_is_refused(progress):
    """With what can be passed."""
    with pytest.raises(ArgumentError, match=r"invalid 'progress': got .* Pass True, False, None"):
        checked_progress(progress)


def test_missing_tqdm_matters_only_if_insisted_on(hide, terminal):  # noqa: F811
    """The error names the extra."""
    hide("tqdm")
    run(None, 3)
    run(False, 3)
    assert terminal.getvalue() == ""
    with pytest.raises(ImportError, match=r'progress=True needs .* "pynnet\[progress\]"'):
        run(True, 3)


def test_tqdm_is_imported_only_when_it_is_used():
    """It takes time."""
    code = "import sys, pynnet, pynnet._tuning.progress\nprint('tqdm' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
