"""nnet(): how it is called, what it fits, what it prints, draws, and leaves alone."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest

from pynnet import (
    ArgumentError,
    FitWarning,
    NNet,
    RRandom,
    RWarning,
    class_ind,
    nnet,
    set_seed,
)
from pynnet._network.criteria import LEAST_SQUARES
from pynnet._network.hessian import criterion_hessian
from pynnet._network.numpy_engine import NumPyObjective
from pynnet._network.objective import Cases

from ..support import assert_same_bits, from_hex, recorded

pytestmark = pytest.mark.usefixtures("each_engine")

# The data of compat/record/units.R.
X = np.array([[0.0, 1.0], [0.5, 2.0], [1.0, -1.0], [0.25, 0.0]])
Y = np.array([0.0, 1.0, 1.0, 0.5])
STEEP = np.column_stack([X, X[:, 0] * 30, X[:, 1] * X[:, 1], X[:, 0] * X[:, 1]])

UNFITTED = {"maxit": 0, "trace": False, "seed": 1}
QUIET = {"trace": False, "seed": 1}


# Ways to call it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        lambda d: nnet("y ~ u + v", d, size=2, **UNFITTED),
        lambda d: nnet("y ~ u + v", data=d, size=2, **UNFITTED),
        lambda d: nnet(formula="y ~ u + v", data=d, size=2, **UNFITTED),
        lambda d: nnet(data=d, formula="y ~ u + v", size=2, **UNFITTED),
        lambda d: nnet("y ~ u + v", d, None, size=2, **UNFITTED),
        lambda d: nnet(formula_or_x="y ~ u + v", data_or_y=d, size=2, **UNFITTED),
        lambda d: nnet("y ~ u + v", {name: d[name].tolist() for name in d}, size=2, **UNFITTED),
    ],
)
def test_formula_and_data_by_position_or_name(frame, call):
    """All ways of passing the two are one call."""
    fit = call(frame)
    expected = nnet("y ~ u + v", frame, size=2, **UNFITTED)
    assert_same_bits(fit.fitted_values, expected.fitted_values)
    assert fit.coefnames == ("u", "v")


@pytest.mark.parametrize(
    "call",
    [
        lambda x, y: nnet(x, y, size=2, **UNFITTED),
        lambda x, y: nnet(x, y=y, size=2, **UNFITTED),
        lambda x, y: nnet(x=x, y=y, size=2, **UNFITTED),
        lambda x, y: nnet(formula_or_x=x, data_or_y=y, size=2, **UNFITTED),
        lambda x, y: nnet(x, y, None, size=2, **UNFITTED),
    ],
)
def test_arrays_by_position_or_name(call):
    """All ways of passing the two are one call."""
    fit = call(X, Y)
    assert_same_bits(fit.fitted_values, nnet(X, Y, size=2, **UNFITTED).fitted_values)
    assert fit.coefnames is None


@pytest.mark.parametrize("weights", [[1, 0, 2, 3], (1.0, 0.0, 2.0, 3.0), np.array([1, 0, 2, 3])])
def test_weights_by_position_or_name(weights):
    """The third argument is the case weights, as in R."""
    by_position = nnet(X, Y, weights, size=1, **UNFITTED)
    by_name = nnet(X, Y, size=1, weights=weights, **UNFITTED)
    assert by_position.value == by_name.value
    assert by_position.value != nnet(X, Y, size=1, **UNFITTED).value


# Kinds of response -----------------------------------------------------------------------------


def indicator(frame):
    """Indicator columns of the three classes."""
    return class_ind(frame["k"])


RESPONSES = {
    # name: (call, outputs, criterion, lev, type of fitted values)
    "formula, numbers": (
        lambda d: nnet("y ~ u + v", d, size=1, **UNFITTED),
        (1, "least squares", None, pd.Series),
    ),
    "formula, logical": (
        lambda d: nnet("b ~ u + v", d.assign(b=d["y"] > 0.5), size=1, **UNFITTED),
        (1, "least squares", None, pd.Series),
    ),
    "formula, text of two levels": (
        lambda d: nnet("g ~ u + v", d, size=1, **UNFITTED),
        (1, "entropy", ("n", "y"), pd.Series),
    ),
    "formula, categories of two levels": (
        lambda d: nnet("g ~ u + v", d.assign(g=d["g"].astype("category")), size=1, **UNFITTED),
        (1, "entropy", ("n", "y"), pd.Series),
    ),
    "formula, three levels": (
        lambda d: nnet("k ~ u + v", d, size=1, **UNFITTED),
        (3, "softmax", ("p", "q", "r"), pd.DataFrame),
    ),
    "formula, three levels, censored": (
        lambda d: nnet("k ~ u + v", d, size=1, censored=True, **UNFITTED),
        (3, "censored", ("p", "q", "r"), pd.DataFrame),
    ),
    "formula, factor()": (
        lambda d: nnet("factor(y) ~ u + v", d, size=1, **UNFITTED),
        (5, "softmax", ("0", "0.25", "0.5", "0.75", "1"), pd.DataFrame),
    ),
    "formula, cbind()": (
        lambda d: nnet("cbind(u, y) ~ v", d, size=1, **UNFITTED),
        (2, "least squares", None, pd.DataFrame),
    ),
    "formula, cbind(), entropy": (
        lambda d: nnet("cbind(u, y) ~ v", d, size=1, entropy=True, **UNFITTED),
        (2, "entropy", ("0", "1"), pd.DataFrame),
    ),
    "formula, class.ind(), softmax": (
        lambda d: nnet("class.ind(k) ~ u", d, size=1, softmax=True, **UNFITTED),
        (3, "softmax", ("p", "q", "r"), pd.DataFrame),
    ),
    "arrays, vector": (
        lambda d: nnet(d[["u", "v"]].to_numpy(), d["y"].to_numpy(), size=1, **UNFITTED),
        (1, "least squares", None, np.ndarray),
    ),
    "arrays, matrix": (
        lambda d: nnet(d[["u"]].to_numpy(), d[["y", "u"]].to_numpy(), size=1, **UNFITTED),
        (2, "least squares", None, np.ndarray),
    ),
    "arrays, entropy": (
        lambda d: nnet(d[["u"]].to_numpy(), d["y"].to_numpy(), size=1, entropy=True, **UNFITTED),
        (1, "entropy", ("0", "1"), np.ndarray),
    ),
    "arrays, softmax": (
        lambda d: nnet(
            d[["u"]].to_numpy(), indicator(d).to_numpy(), size=1, softmax=True, **UNFITTED
        ),
        (3, "softmax", None, np.ndarray),
    ),
    "arrays, softmax of a data frame": (
        lambda d: nnet(d[["u"]].to_numpy(), indicator(d), size=1, softmax=True, **UNFITTED),
        (3, "softmax", ("p", "q", "r"), np.ndarray),
    ),
    "arrays, censored": (
        lambda d: nnet(d[["u"]].to_numpy(), indicator(d), size=1, censored=True, **UNFITTED),
        (3, "censored", ("p", "q", "r"), np.ndarray),
    ),
    "arrays, text of two levels": (
        lambda d: nnet(d[["u"]].to_numpy(), d["g"].tolist(), size=1, **UNFITTED),
        (1, "entropy", ("n", "y"), np.ndarray),
    ),
    "arrays, categories of three levels": (
        lambda d: nnet(d[["u"]].to_numpy(), d["k"].to_numpy(), size=1, **UNFITTED),
        (3, "softmax", ("p", "q", "r"), np.ndarray),
    ),
}


@pytest.mark.parametrize("name", RESPONSES)
def test_response_decides_the_criterion(frame, name):
    """Kind of response, criterion, levels, and the form of the fitted values."""
    call, (outputs, criterion, lev, form) = RESPONSES[name]
    fit = call(frame)
    assert fit.n[2] == outputs
    assert fit.entropy == (criterion == "entropy")
    assert fit.softmax == (criterion in ("softmax", "censored"))
    assert fit.censored == (criterion == "censored")
    assert fit.lev == lev
    assert type(fit.fitted_values) is form
    assert type(fit.residuals) is form
    vector = outputs == 1 and "matrix" not in name
    assert fit.fitted_values.shape == ((8,) if vector else (8, outputs))


@pytest.mark.parametrize("name", RESPONSES)
def test_fitted_values_and_residuals_add_up_to_the_response(frame, name):
    """Residuals are targets minus fitted values; for classes targets are 0 and 1."""
    call, _ = RESPONSES[name]
    fit = call(frame)
    targets = np.asarray(fit.fitted_values) + np.asarray(fit.residuals)
    known = {
        "formula, numbers": frame["y"],
        "formula, logical": frame["y"] > 0.5,
        "formula, text of two levels": frame["g"] == "y",
        "formula, three levels": indicator(frame),
        "arrays, vector": frame["y"],
        "arrays, categories of three levels": indicator(frame),
    }
    if name in known:
        # The difference was rounded, so adding it again gives the target to the last bit or so.
        np.testing.assert_allclose(targets, np.asarray(known[name], dtype=float), atol=1e-15)
    assert np.abs(targets).max() <= 1.0 + 1e-15


def test_matrix_of_one_column_gives_a_matrix():
    """A column is not a vector: the result has the form of the response."""
    fit = nnet(X, Y[:, None], size=1, **UNFITTED)
    assert fit.fitted_values.shape == (4, 1)
    assert fit.predict(X).shape == (4, 1)


def test_softmax_and_censored_win_over_entropy():
    """No error, as in R: entropy is switched off."""
    y = np.eye(3)[[0, 1, 2, 0]]
    for wins in ("softmax", "censored"):
        fit = nnet(X, y, size=1, entropy=True, **{wins: True}, **UNFITTED)
        assert fit.softmax
        assert not fit.entropy


# The result's attributes -----------------------------------------------------------------------


def test_attributes_have_plain_types(frame):
    """Python numbers, tuples of str, and arrays of float or int."""
    fit = nnet("k ~ u + v", frame, size=2, Hess=True, **UNFITTED)
    assert isinstance(fit, NNet)
    assert type(fit.value) is float
    assert type(fit.convergence) is int
    assert fit.n == (2, 2, 3)
    assert all(type(count) is int for count in (*fit.n, fit.nunits, fit.nsunits))
    assert type(fit.entropy) is type(fit.softmax) is type(fit.censored) is bool
    assert fit.wts.shape == (15,)
    assert fit.wts.dtype == float
    assert fit.conn.dtype.kind == fit.nconn.dtype.kind == "i"
    assert fit.Hessian.shape == (15, 15)
    assert fit.decay == 0.0
    assert fit.coefnames == ("u", "v")
    assert fit.xlevels == {}
    assert fit.contrasts == {}
    assert fit.na_action is None
    assert fit.counts == {"function": 0, "gradient": 0}


def test_attributes_of_predictors_with_levels(frame):
    """Levels and contrasts are named by the variables."""
    fit = nnet("y ~ k + u + g", frame, size=1, contrasts={"g": "sum"}, **UNFITTED)
    assert fit.coefnames == ("kq", "kr", "u", "g1")
    assert fit.xlevels == {"k": ("p", "q", "r"), "g": ("n", "y")}
    assert fit.contrasts == {"k": "contr.treatment", "g": "contr.sum"}


def test_attributes_of_a_fit_from_arrays():
    """What belongs to formulas is None."""
    fit = nnet(X, Y, size=1, **UNFITTED)
    assert fit.terms is fit.coefnames is fit.xlevels is fit.contrasts is fit.na_action is None
    assert fit.lev is fit.Hessian is None


def test_decay_is_kept_as_it_was_given():
    """One number stays one number, a vector a vector that cannot be changed."""
    assert nnet(X, Y, size=1, decay=1, **UNFITTED).decay == 1.0
    given = np.array([0.0, 0.1, 0.2, 0.3, 0.4])
    decay = nnet(X, Y, size=1, decay=given, **UNFITTED).decay
    assert decay.tolist() == given.tolist()
    given[0] = 7.0
    assert decay[0] == 0.0
    assert not decay.flags.writeable


# Start weights and the random stream -----------------------------------------------------------

# Recorded from R, the call is in each case: set.seed(seed); fit <- nnet(...); fit$wts; runif(1)
STARTS = recorded("units.json", "start")
START_OPTIONS = [{}, {"rang": 0.1}, {"size": 5, "skip": True}, {"rang": 0}]


@pytest.mark.parametrize(
    ("case", "options"),
    list(zip(STARTS, START_OPTIONS, strict=True)),
    ids=[case["call"] for case in STARTS],
)
def test_start_weights_are_those_of_r(global_stream, case, options):
    """Drawn in one call from the stream, which goes on behind them; none without a range."""
    options = {"size": 2, "maxit": 0, "trace": False, **options}
    set_seed(case["seed"])
    fit = nnet(X, Y, **options)
    assert_same_bits(fit.wts, from_hex(case["wts"]))
    assert_same_bits(global_stream.runif(1)[0], from_hex(case["following"]))
    assert_same_bits(nnet(X, Y, seed=case["seed"], **options).wts, from_hex(case["wts"]))


def test_integer_seed_leaves_the_global_stream_alone(global_stream):
    """The call has a stream of its own."""
    set_seed(5)
    before = global_stream.state
    nnet(X, Y, size=2, seed=1, maxit=0, trace=False)
    assert np.array_equal(global_stream.state, before)


@pytest.mark.parametrize("seed", [7, np.int64(7), np.int32(7), 7.0])
def test_seed_may_be_any_whole_number(seed):
    """NumPy's integers and whole floats are R's integers."""
    expected = RRandom(7).runif(9, -0.7, 0.7)
    assert_same_bits(nnet(X, Y, size=2, seed=seed, maxit=0, trace=False).wts, expected)


def test_seed_may_be_a_stream_which_goes_on():
    """An RRandom is drawn from, and stands behind the start weights afterwards."""
    stream, twin = RRandom(3), RRandom(3)
    first = nnet(X, Y, size=1, seed=stream, maxit=0, trace=False)
    second = nnet(X, Y, size=1, seed=stream, maxit=0, trace=False)
    assert_same_bits(first.wts, twin.runif(5, -0.7, 0.7))
    assert_same_bits(second.wts, twin.runif(5, -0.7, 0.7))
    assert np.array_equal(stream.state, twin.state)


def test_seed_may_be_a_numpy_generator_which_goes_on():
    """NumPy's numbers, scaled as runif() scales R's."""
    generator, twin = np.random.default_rng(3), np.random.default_rng(3)
    fit = nnet(X, Y, size=1, seed=generator, maxit=0, trace=False)
    assert_same_bits(fit.wts, -0.7 + 1.4 * twin.random(5))
    assert generator.bit_generator.state == twin.bit_generator.state


def test_seed_none_means_the_global_stream(global_stream):
    """Two fits after one set_seed are different, and repeatable."""
    set_seed(9)
    fits = [nnet(X, Y, size=1, maxit=0, trace=False) for _ in range(2)]
    twin = RRandom(9)
    for fit in fits:
        assert_same_bits(fit.wts, twin.runif(5, -0.7, 0.7))
    assert np.array_equal(global_stream.state, twin.state)


def test_given_start_weights_draw_nothing(global_stream):
    """The stream stays where it is, in the array form as in the formula form."""
    before = global_stream.state
    wts = np.arange(5) / 10
    fit = nnet(X, Y, size=1, Wts=wts, maxit=0, trace=False)
    assert_same_bits(fit.wts, wts)
    assert np.array_equal(global_stream.state, before)


def test_default_range_is_that_of_r():
    """Start weights lie within 0.7 on either side."""
    wts = nnet(X, Y, size=200, **UNFITTED).wts
    assert np.abs(wts).max() <= 0.7
    assert np.abs(wts).max() > 0.69


# Trace -----------------------------------------------------------------------------------------

# Recorded from R, the call is in each case: capture.output(fit <- nnet(...))
TRACES = {case["name"]: case for case in recorded("units.json", "trace")}
LINEAR = {"size": 0, "skip": True, "linout": True, "seed": 1}
TRACED = {
    "full": {"decay": 1e-4},
    "stopped": {"decay": 1e-4, "maxit": 10},
    "one": {"maxit": 1},
    "two": {"maxit": 2},
    "zero": {"maxit": 0},
    "masked": {"decay": 1e-4, "mask": [True, True, False, False, True, True]},
    "fixed": {"mask": [False] * 6},
    "weighted": {"decay": 0.01, "weights": [1, 0, 2.5, 0.5], "y": np.column_stack([Y, 1 - Y])},
    "abstol": {"abstol": 50},
    "reltol": {"reltol": 0.1},
    "decay": {"decay": [0, 0, 0.1, 0.2, 3, 0]},
}


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
@pytest.mark.parametrize("name", TRACES)
def test_trace_and_fit_are_those_of_r(capsys, name):
    """Without exp and log in it a fit has R's bits on every machine; the trace is R's text."""
    case = TRACES[name]
    fit = nnet(STEEP, **{"y": 10 * Y, **LINEAR, **TRACED[name]})
    captured = capsys.readouterr()
    assert captured.out.splitlines() == case["trace"]
    assert captured.out.endswith("\n")
    assert captured.err == ""
    assert_same_bits(fit.wts, from_hex(case["wts"]))
    assert_same_bits(fit.value, from_hex(case["value"]))
    assert fit.convergence == case["convergence"]


def test_traced_cases_are_the_recorded_ones():
    """None is forgotten on either side."""
    assert TRACED.keys() == TRACES.keys()


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
@pytest.mark.parametrize("maxit", [0, 5, 100])
def test_nothing_is_printed_without_trace(capsys, maxit):
    """Neither on standard output nor on standard error; the fit is the same."""
    silent = nnet(STEEP, 10 * Y, **LINEAR, decay=0.1, maxit=maxit, trace=False)
    assert capsys.readouterr() == ("", "")
    loud = nnet(STEEP, 10 * Y, **LINEAR, decay=0.1, maxit=maxit)
    assert capsys.readouterr().out
    assert_same_bits(silent.wts, loud.wts)


def test_trace_of_a_scipy_method_has_rs_first_and_last_lines(capsys):
    """Size, initial and final value are printed whatever the method."""
    fit = nnet(STEEP, 10 * Y, **LINEAR, decay=0.1, method="L-BFGS-B")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# weights:  6"
    assert lines[1].startswith("initial  value ")
    assert lines[-2:] == [f"final  value {fit.value:f} ", "converged"]


# Warnings --------------------------------------------------------------------------------------


def caught(call):
    """Warnings of a call, as category and text."""
    with pytest.warns() as record:
        call()
    assert all(warning.filename == __file__ for warning in record)
    return [(warning.category, str(warning.message)) for warning in record]


@pytest.mark.parametrize("y", [10 * Y, -Y, Y + 1e-9])
def test_numbers_beyond_logistic_outputs_give_a_warning(y):
    """The remedy is in it; linear outputs, or numbers in [0, 1], give none."""
    ((category, text),) = caught(lambda: nnet(X, y, size=1, **UNFITTED))
    assert category is FitWarning
    assert "pass linout=True" in text
    nnet(X, y, size=1, linout=True, **UNFITTED)
    nnet(X, Y, size=1, **UNFITTED)


def test_fit_stopped_at_maxit_gives_a_warning():
    """It names the number; fits that converge, or are not to begin, give none."""
    ((category, text),) = caught(lambda: nnet(X, Y, size=2, maxit=5, **QUIET))
    assert category is FitWarning
    assert "stopped after 5 iterations" in text
    assert "larger maxit" in text
    nnet(X, Y, size=0, skip=True, linout=True, **QUIET)
    nnet(X, Y, size=2, **UNFITTED)


def test_constant_fit_gives_a_warning():
    """Inputs that are far too large saturate the hidden units at once."""
    x = np.array([[1e6], [2e6], [3e6], [4e6]])
    ((category, text),) = caught(lambda: nnet(x, Y, size=1, **QUIET))
    assert category is FitWarning
    assert "constant" in text
    assert "Scale the inputs" in text


def test_constant_response_gives_no_warning():
    """A constant fit is then the right one."""
    nnet(X, np.full(4, 0.5), size=0, skip=True, linout=True, **QUIET)


@pytest.mark.parametrize("form", ["formula", "arrays"])
@pytest.mark.parametrize(
    ("levels", "message"),
    [
        (["a", "b", "c", "empty"], "group ‘empty’ is empty"),
        (["one", "a", "b", "two", "c"], "groups ‘one’ ‘two’ are empty"),
    ],
)
def test_empty_levels_give_rs_warning(form, levels, message):
    """In R's words; the empty levels have no outputs."""
    k = pd.Categorical(["a", "b", "c", "a"], categories=levels)
    data = pd.DataFrame({"u": X[:, 0], "k": k})
    call = {
        "formula": lambda: nnet("k ~ u", data, size=1, **UNFITTED),
        "arrays": lambda: nnet(X, k, size=1, **UNFITTED),
    }[form]
    assert caught(call) == [(RWarning, message)]
    with pytest.warns(RWarning):
        fit = call()
    assert fit.n[2] == 3


def test_empty_level_of_two_gives_rs_warning():
    """Two levels are one output, even if one of them has no cases."""
    g = pd.Categorical(["lo", "lo", "lo", "lo"], categories=["lo", "hi"])
    assert caught(lambda: nnet(X, g, size=1, **UNFITTED)) == [(RWarning, "group ‘hi’ is empty")]
    with pytest.warns(RWarning):
        fit = nnet(X, g, size=1, **UNFITTED)
    assert fit.lev == ("lo", "hi")
    assert fit.n[2] == 1


def test_warnings_of_a_formula_point_to_the_call(frame):
    """However deep in the package they arise; predictions do the same."""
    formula = "y ~ log(v + 1.5)"
    kinds = {(RWarning, "NaNs produced")}
    frame.loc["row3", "v"] = -7.0
    assert set(caught(lambda: nnet(formula, frame, size=1, **UNFITTED))) == kinds
    fit = nnet(formula, frame.drop(index="row3"), size=1, **UNFITTED)
    assert set(caught(lambda: fit.predict(frame))) == kinds


# Options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("maxit", [0, 0.0])
def test_no_iterations_give_the_start(maxit):
    """Value and fitted values are those of the start weights."""
    wts = np.arange(9) / 9 - 0.5
    fit = nnet(X, Y, size=2, Wts=wts, decay=0.1, **{**UNFITTED, "maxit": maxit})
    assert_same_bits(fit.wts, wts)
    assert (fit.convergence, fit.counts) == (0, {"function": 0, "gradient": 0})
    penalty = 0.1 * (wts * wts).sum()
    assert fit.value == pytest.approx(((fit.fitted_values - Y) ** 2).sum() + penalty, rel=1e-14)


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
def test_masked_weights_stay_at_their_start():
    """The others move; any number but 0 means that a weight is fitted."""
    wts = np.arange(9) / 9 - 0.5
    mask = np.array([1, 0, 2.5, -1, 0, 1, 1, 0, 1])
    fit = nnet(X, Y, size=2, Wts=wts, mask=mask, maxit=20, **QUIET)
    assert_same_bits(fit.wts[mask == 0], wts[mask == 0])
    assert (fit.wts[mask != 0] != wts[mask != 0]).all()
    by_bool = nnet(X, Y, size=2, Wts=wts, mask=(mask != 0).tolist(), maxit=20, **QUIET)
    assert_same_bits(fit.wts, by_bool.wts)


def test_random_numbers_are_drawn_for_masked_weights_too(global_stream):
    """As many as there are weights, as in R."""
    set_seed(1)
    fit = nnet(X, Y, size=1, mask=[True, False] * 2 + [True], maxit=0, trace=False)
    twin = RRandom(1)
    assert_same_bits(fit.wts, twin.runif(5, -0.7, 0.7))
    assert np.array_equal(global_stream.state, twin.state)


@pytest.mark.parametrize("MaxNWts", [9, 9.0, 1000, np.inf])
def test_as_many_weights_as_allowed_are_allowed(MaxNWts):
    """The limit itself is allowed."""
    assert len(nnet(X, Y, size=2, MaxNWts=MaxNWts, **UNFITTED).wts) == 9


def test_one_weight_more_than_allowed_is_refused():
    """R's words, and both remedies."""
    with pytest.raises(ArgumentError) as error:
        nnet(X, Y, size=2, MaxNWts=8, **UNFITTED)
    text = "too many (9) weights: MaxNWts is 8. Pass MaxNWts=9 or a smaller size."
    assert str(error.value) == text


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
def test_scalar_decay_equals_a_vector_of_it():
    """One number stands for one number per weight."""
    options = {"size": 2, "maxit": 30, **QUIET}
    scalar = nnet(X, Y, decay=0.01, **options)
    vector = nnet(X, Y, decay=[0.01] * 9, **options)
    assert_same_bits(scalar.wts, vector.wts)
    assert_same_bits(scalar.value, vector.value)


def test_weights_all_zero_are_a_fit():
    """Nothing is to be learned: the start weights stay, and the criterion is 0."""
    fit = nnet(X, Y, [0, 0, 0, 0], size=1, **QUIET)
    assert fit.value == 0.0
    assert_same_bits(fit.wts, nnet(X, Y, size=1, **UNFITTED).wts)


@pytest.mark.parametrize(
    ("x", "y"),
    [([[0.5, 1.0]], [0.25]), ([0.5, 1.0, 2.0], [0, 1, 1]), ([[1.0, 5.0]] * 3, [0.5, 0.5, 1])],
)
@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
def test_small_data_are_fitted(x, y):
    """One row, one column, a constant column."""
    fit = nnet(x, y, size=2, **QUIET)
    assert fit.fitted_values.shape == (len(y),)
    assert np.isfinite(fit.wts).all()


def test_network_without_inputs_is_the_bias_alone(frame):
    """All rows have one output, new ones too; R's own network of that kind is malformed."""
    options = {"size": 1, "linout": True, "maxit": 200, **QUIET}
    with pytest.warns(FitWarning, match="the network has no inputs"):
        fit = nnet("y ~ 1", frame, **options)
    assert fit.n == (0, 1, 1)
    assert fit.coef().index.tolist() == ["b->h1", "b->o", "h1->o"]
    # The search ends when the value changes by less than a relative 1e-8, so half the digits agree.
    np.testing.assert_allclose(fit.fitted_values, frame["y"].mean(), atol=1e-3)
    assert_same_bits(fit.predict(frame.iloc[:3]), fit.fitted_values.iloc[:3])
    with pytest.warns(FitWarning, match="the network has no inputs"):
        arrays = nnet(np.empty((8, 0)), frame["y"].to_numpy(), **options)
    assert_same_bits(arrays.wts, fit.wts)
    assert_same_bits(arrays.predict(np.empty((3, 0))), arrays.fitted_values[:3])


# SciPy's methods -------------------------------------------------------------------------------

SCIPY_METHODS = [
    "L-BFGS-B",
    "BFGS",
    "CG",
    "Newton-CG",
    "TNC",
    "SLSQP",
    "trust-constr",
    "trust-ncg",
    "trust-krylov",
    "trust-exact",
    "dogleg",
]


@pytest.mark.parametrize("method", SCIPY_METHODS)
def test_scipy_method_reaches_the_minimum(frame, method):
    """The criterion is convex here, so that there is one minimum for all methods."""
    options = {"size": 0, "skip": True, "decay": 0.1, "maxit": 500, **QUIET}
    expected = nnet("k ~ u + v", frame, reltol=1e-14, **options)
    fit = nnet("k ~ u + v", frame, method=method, **options)
    # Each method stops by rules of its own; R's by changes of the value.
    assert fit.value == pytest.approx(expected.value, rel=1e-6)
    np.testing.assert_allclose(fit.wts, expected.wts, atol=2e-3)
    assert fit.convergence == 0
    assert fit.hyperparameters["method"] == method


@pytest.mark.parametrize("method", ["L-BFGS-B", "BFGS", "trust-exact"])
def test_scipy_method_lowers_the_value_of_a_network_with_hidden_units(frame, method):
    """A local minimum: the gradient is small there."""
    options = {"size": 2, "decay": 0.01, "maxit": 2000, **QUIET}
    fit = nnet("g ~ u + v", frame, method=method, Hess=True, **options)
    start = nnet("g ~ u + v", frame, **{**options, "maxit": 0})
    assert fit.value < start.value
    assert np.linalg.eigvalsh(fit.Hessian).min() > -1e-6


@pytest.mark.parametrize("method", ["l-bfgs-b", "r-bfgs", "trust-NCG"])
def test_method_may_be_written_in_any_case(method):
    """As in SciPy."""
    fit = nnet(X, Y, size=1, method=method, **UNFITTED)
    assert fit.hyperparameters["method"].lower() == method.lower()


@pytest.mark.parametrize("method", SCIPY_METHODS)
def test_scipy_method_respects_mask_and_maxit_zero(frame, method):
    """Masked weights stay; without iterations nothing is fitted."""
    options = {"size": 0, "skip": True, "decay": 0.1, "maxit": 500, **QUIET}
    mask = [False, True, True] * 3
    start = nnet("k ~ u + v", frame, **{**options, "maxit": 0}, method=method)
    fit = nnet("k ~ u + v", frame, mask=mask, method=method, **options)
    kept = ~np.array(mask)
    assert_same_bits(fit.wts[kept], start.wts[kept])
    assert (fit.wts[~kept] != start.wts[~kept]).all()
    assert_same_bits(start.wts, RRandom(1).runif(9, -0.7, 0.7))


@pytest.mark.parametrize("method", ["L-BFGS-B", "SLSQP"])
def test_scipy_method_that_stops_early_says_so(frame, method):
    """The convergence is 1, and the warning names the remedies; SciPy's words are quoted."""
    words = rf"did not converge: {method} ended with '[^']+'\. Pass a larger maxit \(it was 2\)"
    with pytest.warns(FitWarning, match=words):
        fit = nnet("k ~ u + v", frame, size=2, method=method, maxit=2, **QUIET)
    assert fit.convergence == 1


# Formula arguments -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subset",
    [
        [0, 2, 3, 5, 6],
        np.array([0, 2, 3, 5, 6]),
        np.array([True, False, True, True, False, True, True, False]),
        [True, False, True, True, False, True, True, False],
    ],
)
def test_subset_equals_a_smaller_frame(frame, subset):
    """Positions from 0, or a mask."""
    fit = nnet("k ~ u + v", frame, size=1, subset=subset, **UNFITTED)
    smaller = nnet("k ~ u + v", frame.iloc[[0, 2, 3, 5, 6]], size=1, **UNFITTED)
    assert_same_bits(fit.fitted_values, smaller.fitted_values)
    assert fit.fitted_values.index.tolist() == ["row1", "row3", "row4", "row6", "row7"]


def test_subset_may_be_a_series_of_truth_values(frame):
    """Such as a comparison of a column makes."""
    fit = nnet("y ~ u", frame, size=1, subset=frame["u"] > 0.3, **UNFITTED)
    assert fit.fitted_values.index.tolist() == frame.index[frame["u"] > 0.3].tolist()


@pytest.mark.parametrize("na_action", ["omit", "exclude", "na.omit", "na.exclude"])
def test_rows_with_missing_values_are_left_out(gaps, na_action):
    """They are remembered; fitted values are those of the other rows."""
    fit = nnet("y ~ u + v", gaps, size=1, na_action=na_action, **UNFITTED)
    complete = nnet("y ~ u + v", gaps.dropna(), size=1, **UNFITTED)
    assert_same_bits(fit.fitted_values.dropna(), complete.fitted_values)
    assert fit.na_action.tolist() == [1, 5]
    shown = gaps if "exclude" in na_action else gaps.dropna()
    assert fit.fitted_values.index.equals(shown.index)


def test_missing_values_in_unused_columns_do_not_matter(gaps):
    """Only the variables of the formula are looked at."""
    gaps["unused"] = np.nan
    assert nnet("y ~ u", gaps, size=1, **UNFITTED).na_action.tolist() == [1]


def test_weights_may_be_a_column_or_an_array(frame):
    """The name of a column, a Series, an array, a list."""
    frame["w"] = np.arange(8) / 4
    fits = [
        nnet("g ~ u + v", frame, given, size=1, **UNFITTED)
        for given in ("w", frame["w"], frame["w"].to_numpy(), frame["w"].tolist())
    ]
    assert len({fit.value for fit in fits}) == 1
    assert fits[0].value != nnet("g ~ u + v", frame, size=1, **UNFITTED).value


def test_weights_follow_their_rows(gaps):
    """Rows that are left out take their weights with them; so do missing weights."""
    w = pd.Series(np.arange(8.0), index=gaps.index)
    w["row8"] = np.nan
    fit = nnet("y ~ u + v", gaps, w, size=1, subset=[1, 2, 3, 5, 6, 7], **UNFITTED)
    used = ["row3", "row4", "row7"]
    expected = nnet("y ~ u + v", gaps.loc[used], w[used], size=1, **UNFITTED)
    assert fit.value == expected.value
    assert fit.fitted_values.index.tolist() == used


@pytest.mark.parametrize("contrast", ["sum", "contr.sum"])
def test_contrasts_by_short_or_by_rs_name(frame, contrast):
    """Both code the column the same way."""
    fit = nnet("y ~ k", frame, size=1, contrasts={"k": contrast}, **UNFITTED)
    assert fit.coefnames == ("k1", "k2")
    coded = np.array([[1, 0], [0, 1], [-1, -1]])[frame["k"].cat.codes]
    assert_same_bits(fit.fitted_values, nnet(coded, frame["y"], size=1, **UNFITTED).fitted_values)


def test_dot_means_all_other_columns(frame):
    """In the order of the data."""
    fit = nnet("y ~ .", frame.drop(columns="g"), size=1, **UNFITTED)
    assert fit.coefnames == ("u", "v", "kq", "kr")


# What a call leaves behind ---------------------------------------------------------------------


def interrupt_at(monkeypatch, beginning):
    """Let Ctrl-C arrive while a certain line of the trace is written."""
    write = sys.stdout.write

    def interrupt(text):
        if text.startswith(beginning):
            raise KeyboardInterrupt
        return write(text)

    monkeypatch.setattr(sys.stdout, "write", interrupt)


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("R-BFGS", "# weights"),
        ("R-BFGS", "initial"),
        ("R-BFGS", "iter  10"),
        ("R-BFGS", "iter  20"),
        ("R-BFGS", "final"),
        ("L-BFGS-B", "initial"),
        ("L-BFGS-B", "final"),
    ],
)
def test_interrupted_fit_leaves_the_stream_as_it_was(monkeypatch, global_stream, method, line):
    """Ctrl-C in the middle of a fit; the next fit is the one that was wanted."""
    set_seed(4)
    expected = nnet(X, Y, size=2, maxit=0, trace=False).wts
    set_seed(4)
    before = global_stream.state
    interrupt_at(monkeypatch, line)
    with pytest.raises(KeyboardInterrupt):
        nnet(X, Y, size=2, method=method)
    assert np.array_equal(global_stream.state, before)
    assert_same_bits(nnet(X, Y, size=2, maxit=0, trace=False).wts, expected)


def test_interrupted_fit_leaves_a_stream_passed_to_it_as_it_was(monkeypatch):
    """R's and NumPy's alike."""
    interrupt_at(monkeypatch, "iter  10")
    stream, generator = RRandom(1), np.random.default_rng(1)
    for seed in (stream, generator):
        with pytest.raises(KeyboardInterrupt):
            nnet(X, Y, size=2, seed=seed)
    assert np.array_equal(stream.state, RRandom(1).state)
    twin = np.random.default_rng(1).bit_generator.state
    assert generator.bit_generator.state == twin


def test_failing_start_leaves_the_stream_as_it_was(global_stream):
    """The criterion is not finite at the start: an error after the start weights were drawn."""
    set_seed(4)
    before = global_stream.state
    with pytest.raises(ArgumentError, match="initial value in 'vmmin' is not finite"):
        nnet([[1e200], [1.0]], [1e200, 0.0], size=0, skip=True, linout=True, trace=False)
    assert np.array_equal(global_stream.state, before)


def test_warning_made_an_error_leaves_the_stream_as_it_was(global_stream):
    """Even the last thing a call does is part of it."""
    set_seed(4)
    before = global_stream.state
    with pytest.raises(FitWarning):
        nnet(X, Y, size=2, maxit=2, trace=False)
    assert np.array_equal(global_stream.state, before)


@pytest.mark.parametrize("interrupt", [False, True])
def test_arrays_are_left_as_they_were(monkeypatch, interrupt):
    """Same numbers, still writeable, whether the fit succeeds or not."""
    given = {
        "x": X.copy(),
        "y": Y.copy(),
        "weights": np.ones(4),
        "Wts": np.arange(3) / 3,
        "mask": np.array([True, False, True]),
        "decay": np.full(3, 0.1),
    }
    copies = {name: array.copy() for name, array in given.items()}
    if interrupt:
        interrupt_at(monkeypatch, "final")
    try:
        fit = nnet(**given, size=0, skip=True, linout=True, trace=interrupt, Hess=True)
        fit.predict()
    except KeyboardInterrupt:
        assert interrupt
    for name, array in given.items():
        assert array.flags.writeable, name
        assert array.tobytes() == copies[name].tobytes(), name


@pytest.mark.parametrize("interrupt", [False, True])
def test_frames_are_left_as_they_were(monkeypatch, gaps, interrupt):
    """Values, dtypes, index and columns."""
    gaps["w"] = np.arange(8) / 4
    copy = gaps.copy(deep=True)
    if interrupt:
        interrupt_at(monkeypatch, "final")
    options = {"size": 0, "skip": True, "decay": 0.1, "subset": range(7), "seed": 1}
    try:
        fit = nnet("k ~ u + v", gaps, "w", trace=interrupt, **options)
        fit.predict(gaps, type="class")
    except KeyboardInterrupt:
        assert interrupt
    pd.testing.assert_frame_equal(gaps, copy)
    gaps.loc["row1", "u"] = 3.0  # still writeable


def test_result_does_not_follow_later_changes_of_the_data():
    """The fit is a thing of its own."""
    x, y, wts = X.copy(), Y.copy(), np.arange(5) / 10
    fit = nnet(x, y, size=1, Wts=wts, maxit=0, trace=False)
    before = fit.fitted_values.copy(), fit.residuals.copy(), fit.wts.copy(), fit.predict(X)
    x[:], y[:], wts[:] = 9.0, 9.0, 9.0
    after = fit.fitted_values, fit.residuals, fit.wts, fit.predict(X)
    for a, b in zip(after, before, strict=True):
        assert_same_bits(a, b)


def test_hessian_of_the_fit_is_that_of_its_weights():
    """Hess=True adds it, and changes nothing else."""
    options = {"size": 0, "skip": True, "linout": True, "decay": 0.1, **QUIET}
    plain, with_hessian = nnet(X, Y, **options), nnet(X, Y, Hess=True, **options)
    assert_same_bits(plain.wts, with_hessian.wts)
    cases = Cases(X, Y[:, None], np.ones(4))
    objective = NumPyObjective(with_hessian._network, LEAST_SQUARES, cases, np.full(3, 0.1))
    assert_same_bits(with_hessian.Hessian, criterion_hessian(objective, with_hessian.wts))


def test_a_response_beyond_probabilities_is_told():
    """Logistic outputs reach neither 2 nor -1, by squares or by entropy; R says nothing."""
    y = [0.0, 2.0, 1.0, -1.0]
    for options in ({}, {"entropy": True}):
        with pytest.warns(FitWarning, match=r"beyond \[0, 1\].*linout=True"):
            nnet([[1.0], [2.0], [3.0], [5.0]], y, size=1, decay=1, trace=False, seed=1, **options)
