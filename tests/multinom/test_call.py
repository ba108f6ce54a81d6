"""R's text of a call."""

from __future__ import annotations

import pickle

import pandas as pd

from pynnet import multinom

D = pd.DataFrame({"g": list("pqrpqr"), "u": [0.0, 1, 2, 3, 4, 5], "w": 1.0})


def _text(**options):
    return str(multinom("g~u", data=D, trace=False, **options).call)


def test_formals_come_first_and_dots_are_R_s():
    """The arguments of multinom in R's order, those of nnet as they were given."""
    text = _text(maxit=50, Hess=True, na_action="exclude", weights="w", decay=0.5)
    joined = " ".join(line.strip() for line in text.splitlines())
    assert joined == (
        "multinom(formula = g ~ u, data = D, weights = w, na.action = na.exclude, "
        "Hess = TRUE, trace = FALSE, maxit = 50, decay = 0.5)"
    )


def test_long_calls_are_broken_as_R_breaks_them():
    """A line ends behind the argument that passes R's width."""
    assert _text(maxit=200, MaxNWts=2000) == (
        "multinom(formula = g ~ u, data = D, trace = FALSE, maxit = 200, \n    MaxNWts = 2000)"
    )


def test_values_without_a_name_go_by_that_of_their_argument():
    """R would write them out."""
    assert "data = data" in str(multinom("g ~ u", D.copy(), trace=False).call)
    assert "subset = subset" in _text(subset=list(range(5)))


def test_variables_of_the_caller_are_named():
    """Also where they are local."""
    mine = D.copy()
    assert "data = mine" in str(multinom("g ~ u", mine, trace=False).call)


def test_arguments_that_R_does_not_have_are_left_out():
    """They change no result."""
    assert "threads" not in _text(threads=1)


def test_a_call_can_be_changed_and_made_again():
    """None takes an argument away."""
    call = multinom("g ~ u", D, maxit=90, trace=False).call
    again = call.changed(formula="g ~ 1", maxit=None)
    assert "maxit" not in str(again)
    assert again.again().vcoefnames == ("(Intercept)",)
    assert str(call.again().call) == str(call)


def test_a_call_survives_pickling():
    """Its function is found by name."""
    fit = pickle.loads(pickle.dumps(multinom("g ~ u", D, trace=False)))
    assert str(fit.call) == "multinom(formula = g ~ u, data = D, trace = FALSE)"


def test_printed_call_has_bare_integers():
    """R: print(fit) and summary(fit) have poly(age, 2), fit$call poly(age, 2L); so has anova."""
    data = pd.DataFrame({"y": list("abcabcabc"), "x": [1.0, 2, 3, 5, 4, 6, 8, 7, 9]})
    fit = multinom("y ~ poly(x, 2L)", data, trace=False)
    assert "formula = y ~ poly(x, 2), data" in str(fit)
    assert "formula = y ~ poly(x, 2), data" in str(fit.summary())
    assert "formula = y ~ poly(x, 2L), data" in str(fit.call)
    assert fit.formula == "y ~ poly(x, 2L)"
    table = fit.update(". ~ 1").anova(fit).table
    assert table["Model"].tolist() == ["1", "poly(x, 2)"]
