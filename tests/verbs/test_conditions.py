"""Errors and warnings that a script deals with, and output that it keeps."""

import warnings

import pytest

import pynnet.r as r
from pynnet import ArgumentError, FitWarning, RWarning
from pynnet._ground import warn


def warns(category):
    """Give a warning and go on."""
    warn("something", category)
    return "behind"


def test_errors_go_to_their_handler():
    """R: tryCatch(stop("no"), error = conditionMessage), and a value without an error."""
    assert r.tryCatch(lambda: r.nnet("y ~ x"), error=str).startswith('argument "size" is missing')
    assert r.tryCatch(lambda: 1 / 0, error=lambda e: type(e).__name__) == "ZeroDivisionError"
    assert r.tryCatch(lambda: 5, error=str) == 5
    with pytest.raises(ArgumentError, match='argument "size" is missing'):
        r.tryCatch(lambda: r.nnet("y ~ x"))
    with pytest.raises(KeyboardInterrupt):  # is no error of the script
        r.tryCatch(lambda: (_ for _ in ()).throw(KeyboardInterrupt()), error=str)


def test_warnings_end_the_expression_where_they_have_a_handler():
    """R: tryCatch({warning("something"); "behind"}, warning = conditionMessage)."""
    assert r.tryCatch(lambda: warns(RWarning), warning=str) == "something"
    with pytest.warns(RWarning, match="something"):
        assert r.tryCatch(lambda: warns(RWarning), error=str) == "behind"


def test_warnings_that_r_does_not_give_change_nothing():
    """A FitWarning is advice: the handler of R's warnings is not called."""
    with pytest.warns(FitWarning, match="something"):
        assert r.tryCatch(lambda: warns(FitWarning), warning=str) == "behind"


def test_filters_of_warnings_stay_as_they_were():
    """What the handler needs of them is undone."""
    before = list(warnings.filters)
    r.tryCatch(lambda: 1, warning=str)
    assert list(warnings.filters) == before


def test_what_was_evaluated_before_is_refused():
    """Python evaluates an argument before the call: there is nothing left to catch."""
    with pytest.raises(ArgumentError, match=r"attempt to apply non-function: 'expr' is 5"):
        r.tryCatch(5)


def test_output_is_kept(capsys):
    r"""R: capture.output({print(2.5); cat("a\nb")})."""
    with r.capture_output() as lines:
        r.show(2.5)
        r.cat("a\nb")
        assert lines == []
    assert lines == ["[1] 2.5", "a", "b"]
    assert capsys.readouterr().out == ""


def test_output_is_kept_of_nothing():
    """R: capture.output(invisible(1)) is character(0)."""
    with r.capture_output() as lines:
        pass
    assert lines == []
