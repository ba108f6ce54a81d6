"""A user's mistake ends in a short traceback, at their line."""

from __future__ import annotations

import traceback

import pytest

import pynnet

IRIS = pynnet.load_iris()


def lines_of(call):
    """The functions that the traceback of what a call raises shows."""
    try:
        call()
    except pynnet.PynnetError as error:
        return [frame.name for frame in traceback.extract_tb(error.__traceback__)], error
    raise AssertionError("nothing was raised")


def mistake():
    """Pass what is no number of iterations."""
    pynnet.nnet("Species ~ .", IRIS, size=2, maxit="a")


@pytest.mark.parametrize(
    "call",
    [
        mistake,
        lambda: pynnet.nnet("Species ~ Sepal.Lenth", IRIS, size=2),
        lambda: pynnet.nnet(IRIS, sizes=2),
        lambda: pynnet.model_matrix("~ f(Sepal.Width)", IRIS),
        lambda: pynnet.nnet([0, 1], [0, 1], size=1, trace=False).predict(type="x"),
        lambda: pynnet.tune_nnet("Species ~ .", IRIS, size=[1], control=3),
    ],
)
@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_traceback_ends_at_the_users_line(call, monkeypatch, global_stream):  # noqa: ARG001
    """Behind it is the border of the package alone, and nothing that happened before."""
    monkeypatch.delenv("PYNNET_TRACEBACK", raising=False)
    names, error = lines_of(call)
    assert names == ["lines_of", call.__name__, "call"]
    assert error.__suppress_context__ or error.__context__ is None


def test_functions_of_the_users_keep_their_lines(monkeypatch):
    """What the package called is not its inside: the mistake is there."""
    monkeypatch.delenv("PYNNET_TRACEBACK", raising=False)

    def passed_on(x):
        mistake()
        return x

    names, _ = lines_of(lambda: pynnet.r_bfgs(passed_on, [1.0]))
    assert names[-3:] == ["passed_on", "mistake", "call"]


def test_whole_traceback_is_there_for_those_who_ask(monkeypatch):
    """PYNNET_TRACEBACK=full shows where in the package an error was raised."""
    monkeypatch.setenv("PYNNET_TRACEBACK", "full")
    names, _ = lines_of(mistake)
    assert len(names) > 5
