"""The fitted network: predictions, tables, printed text, copies, and what cannot be changed."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, DataError, RRandom, RWarning, class_ind, nnet, set_seed

from ..support import GOLDEN, assert_same_bits, from_hex, recorded

pytestmark = pytest.mark.usefixtures("each_engine")

UNFITTED = {"maxit": 0, "trace": False, "seed": 1}


# Printed text ----------------------------------------------------------------------------------

# Recorded from R by compat/record/units.R; golden/index.json has the call behind each text. Start
# weights are given and maxit is 0, so that no exp or log has a part in what is printed.
TEXTS = json.loads((GOLDEN / "index.json").read_text(encoding="utf-8"))["texts"]
INDEX = [entry for entry in TEXTS if entry["what"] in ("print", "summary")]

D = pd.DataFrame(
    {
        "u": [0, 0.5, 1, 0.25],
        "v": [1.0, 2, -1, 0],
        "y": [0, 1, 1, 0.5],
        "g": ["n", "y", "y", "n"],
        "k": ["p", "q", "r", "q"],
    }
)
XY = D[["u", "v"]].to_numpy()
WIDE = pd.DataFrame(
    (np.arange(36.0) / 36).reshape(12, 3).T, columns=[f"column{i}" for i in range(1, 13)]
).assign(y=[0, 1, 0])


def weights(n):
    """The weights W(n) of the recording."""
    return (np.arange(1, n + 1) * 37 % 101 - 50) / 16


def printed(*args, n=None, **options):
    """An unfitted network with the given or the n weights of the recording."""
    if n is not None:
        options["Wts"] = weights(n)
    return nnet(*args, **options, maxit=0, trace=False)


K = class_ind(D["k"])
NETWORKS = {
    "formula_logistic": lambda: printed("y ~ u + v", D, size=2, n=9),
    "formula_linear": lambda: printed("y ~ u + v", D, size=2, linout=True, n=9),
    "formula_entropy": lambda: printed("g ~ u + v", D, size=1, decay=0.001, n=5),
    "formula_softmax": lambda: printed("k ~ .", D[["u", "v", "k"]], size=2, decay=5e-4, n=15),
    "formula_skip": lambda: printed("k ~ u + v", D, size=1, skip=True, n=15),
    "formula_call": lambda: printed(
        "log(y + 1) ~ I(u^2) + v", D, size=1, skip=True, linout=True, decay=123456.7, n=7
    ),
    "formula_factor": lambda: printed("y ~ k * u", D, size=1, n=8),
    "formula_wide": lambda: printed("y ~ .", WIDE, size=10, Wts=weights(141) * 3),
    "formula_cbind": lambda: printed(
        "cbind(y, 1 - y) ~ u", D, size=1, entropy=True, skip=True, decay=0.1, n=8
    ),
    "array_logistic": lambda: printed(XY, D["y"], size=2, n=9),
    "array_linear_skip": lambda: printed(XY, D["y"], size=0, skip=True, linout=True, n=3),
    "array_entropy": lambda: printed(XY, D["y"], size=3, entropy=True, skip=True, n=15),
    "array_softmax": lambda: printed(XY, K, size=2, softmax=True, decay=1e-4, n=15),
    "array_censored": lambda: printed(XY, K, size=1, censored=True, n=9),
    "array_decay_vector": lambda: printed(XY, D["y"], size=1, decay=[0, 0.1, 0.1, 0, 0.1], n=5),
    "array_large": lambda: printed(XY, D["y"], size=1, Wts=[1e6, -1234567.891, 0.005, 1e10, 0]),
    "array_mixed": lambda: printed(XY, D["y"], size=1, Wts=[1e15, 1e-10, 123456789012, 0.34, -2]),
    "array_rounding": lambda: printed(
        XY, D["y"], size=1, Wts=[0.125, 2.675, 1.005, -0.345, -0.005]
    ),
    "array_tiny": lambda: printed(XY, D["y"], size=1, Wts=[1e-300, -1e-3, 0, -0.004, 1e-10]),
    "array_labels": lambda: printed(WIDE.iloc[:, :12].to_numpy(), [0, 1, 0], size=10, n=141),
}


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_text_is_that_of_r(entry):
    """Print and summary, whole, trailing blanks included; repr and str are the same."""
    expected = (GOLDEN / entry["file"]).read_text(encoding="utf-8")
    fit = NETWORKS[entry["case"]]()
    shown = fit if entry["what"] == "print" else fit.summary()
    assert str(shown) + "\n" == expected
    assert repr(shown) == str(shown)


def test_golden_texts_are_all_in_the_index():
    """No text without its call, no network without its texts."""
    files = {entry["file"] for entry in TEXTS}
    assert files == {path.name for path in GOLDEN.glob("*.txt")}
    assert {entry["case"] for entry in INDEX} == set(NETWORKS)


def test_print_does_not_change_the_fit(capsys):
    """print() shows what str() is."""
    fit = NETWORKS["formula_softmax"]()
    print(fit)  # noqa: T201
    assert capsys.readouterr().out == str(fit) + "\n"


# Predictions from a formula --------------------------------------------------------------------


@pytest.fixture
def softmax(frame):
    """Fit three classes by formula."""
    return nnet("k ~ u + v", frame, size=2, **UNFITTED)


@pytest.fixture
def entropy(frame):
    """Fit two classes by formula."""
    return nnet("g ~ u + v", frame, size=2, **UNFITTED)


@pytest.fixture
def numbers(frame):
    """Fit numbers by formula."""
    return nnet("y ~ u + v", frame, size=2, **UNFITTED)


def test_raw_predictions_of_classes_are_probabilities(softmax, frame):
    """A column for each level; rows add up to one."""
    raw = softmax.predict(frame)
    assert raw.columns.tolist() == ["p", "q", "r"]
    assert raw.index.equals(frame.index)
    # The quotients were rounded one by one.
    np.testing.assert_allclose(raw.sum(axis=1), 1, rtol=1e-15)


def test_class_predictions_are_the_likeliest_levels(softmax, frame):
    """A Series of text with the index of the data."""
    classes = softmax.predict(frame, type="class")
    assert isinstance(classes, pd.Series)
    assert classes.index.equals(frame.index)
    assert classes.tolist() == softmax.predict(frame).idxmax(axis=1).tolist()


def test_class_predictions_of_one_output_cut_at_one_half(entropy, frame):
    """The second level above 0.5, the first at 0.5 and below."""
    raw = entropy.predict(frame)
    assert isinstance(raw, pd.Series)
    classes = entropy.predict(frame, type="class")
    assert classes.tolist() == np.where(raw > 0.5, "y", "n").tolist()
    half = nnet("g ~ u + v", frame, size=2, Wts=np.zeros(9), maxit=0, trace=False)
    assert half.predict(frame).tolist() == [0.5] * 8
    assert set(half.predict(frame, "class")) == {"n"}


def test_predictions_of_numbers_are_a_series(numbers, frame):
    """One value for each row, under the name of the response."""
    raw = numbers.predict(frame)
    assert isinstance(raw, pd.Series)
    assert raw.name == "y"
    assert_same_bits(raw, numbers.fitted_values)


@pytest.mark.parametrize("kind", ["softmax", "entropy", "numbers"])
def test_predictions_without_new_data_are_the_fitted_values(request, frame, kind):
    """The same object in all respects."""
    fit = request.getfixturevalue(kind)
    shown = fit.predict()
    equal = pd.testing.assert_frame_equal if shown.ndim == 2 else pd.testing.assert_series_equal
    equal(shown, fit.fitted_values)
    equal(shown, fit.predict(frame))


@pytest.mark.parametrize("kind", ["softmax", "entropy", "numbers"])
def test_rows_with_missing_predictors_are_missing(request, gaps, kind):
    """They keep their place in the index; the others are what they are without them."""
    fit = request.getfixturevalue(kind)
    raw = fit.predict(gaps)
    assert raw.index.equals(gaps.index)
    absent = gaps[["u", "v"]].isna().any(axis=1)
    assert absent.sum() == 2
    assert np.isnan(raw[absent].to_numpy()).all()
    assert_same_bits(raw[~absent], fit.predict(gaps.dropna()))
    if fit.lev is not None:
        classes = fit.predict(gaps, type="class")
        assert classes[absent].isna().tolist() == [True, True]
        assert classes[~absent].tolist() == fit.predict(gaps.dropna(), type="class").tolist()


def test_predictions_of_rows_that_are_all_missing_are_missing(softmax, frame):
    """No row is left for the network; the shape is that of the data."""
    empty = frame.assign(u=np.nan)
    assert softmax.predict(empty).shape == (8, 3)
    assert softmax.predict(empty).isna().all(axis=None)
    assert softmax.predict(empty, type="class").isna().tolist() == [True] * 8


@pytest.mark.parametrize("kind", ["softmax", "entropy"])
def test_predictions_of_no_rows_are_empty(request, frame, kind):
    """An empty frame gives an empty result."""
    fit = request.getfixturevalue(kind)
    assert len(fit.predict(frame.iloc[:0])) == 0
    assert fit.predict(frame.iloc[:0], type="class").tolist() == []


@pytest.mark.parametrize("kind", ["softmax", "entropy", "numbers"])
def test_one_row_has_the_prediction_it_has_among_others(request, frame, kind):
    """Down to the last bit, whatever is predicted beside it."""
    fit = request.getfixturevalue(kind)
    whole = np.asarray(fit.predict(frame))
    for position in range(8):
        one = fit.predict(frame.iloc[[position]])
        assert one.index.tolist() == [frame.index[position]]
        assert_same_bits(np.asarray(one)[0], whole[position])


def test_columns_are_found_by_name(softmax, frame):
    """Their order does not matter, nor do other columns, nor is the response needed."""
    expected = softmax.predict(frame)
    assert_same_bits(softmax.predict(frame[["v", "u"]]), expected)
    assert_same_bits(
        softmax.predict(frame.assign(other="text")[["other", "v", "g", "u"]]), expected
    )
    columns = {"v": frame["v"].tolist(), "u": frame["u"].tolist()}
    assert_same_bits(softmax.predict(columns), expected)


def test_levels_are_coded_as_in_the_fit(frame):
    """New data may have some of the levels, in any order, as text or as categories."""
    fit = nnet("y ~ k", frame, size=2, **UNFITTED)
    whole = fit.predict(frame)
    new = frame.iloc[[3, 2]]
    expected = whole.iloc[[3, 2]]
    for k in (
        new["k"],
        new["k"].astype(str),
        new["k"].cat.remove_unused_categories(),
        new["k"].cat.reorder_categories(["r", "q", "p"]),
    ):
        assert_same_bits(fit.predict(pd.DataFrame({"k": k})), expected)


def test_exclude_shows_the_left_out_rows_as_missing(gaps):
    """For the fitted data, as R's fitted() and residuals() do; only R's fields do not."""
    for response, form in (("k", "frame"), ("y", "series")):
        fit = nnet(f"{response} ~ u + v", gaps, size=1, na_action="exclude", **UNFITTED)
        shown = fit.predict()
        assert shown.index.equals(gaps.index), form
        absent = gaps.isna().any(axis=1)
        assert shown[absent].isna().all(axis=None)
        assert_same_bits(shown, fit.fitted_values)
        assert fit.residuals.index.equals(gaps.index)
        omit = nnet(f"{response} ~ u + v", gaps, size=1, **UNFITTED)
        assert_same_bits(fit.residuals[~absent], omit.residuals)
        assert fit.residuals[absent].isna().all(axis=None)


def test_exclude_shows_the_classes_of_left_out_rows_as_missing(gaps):
    """Missing, in their places."""
    fit = nnet("k ~ u + v", gaps, size=1, na_action="exclude", **UNFITTED)
    classes = fit.predict(type="class")
    assert classes.index.equals(gaps.index)
    assert np.flatnonzero(classes.isna()).tolist() == [1, 5]


def test_omit_does_not_show_the_left_out_rows(gaps):
    """The default: predictions for the fitted data are as short as the fit."""
    fit = nnet("k ~ u + v", gaps, size=1, **UNFITTED)
    assert len(fit.predict()) == 6
    assert fit.predict(type="class").index.equals(gaps.dropna().index)


# Predictions from arrays -----------------------------------------------------------------------

X = D[["u", "v"]].to_numpy()
Y = D["y"].to_numpy()


@pytest.mark.parametrize(
    ("y", "options", "shape"),
    [
        (Y, {}, (4,)),
        (Y[:, None], {}, (4, 1)),
        (np.column_stack([Y, Y]), {}, (4, 2)),
        (K, {"softmax": True}, (4, 3)),
        (D["g"].tolist(), {}, (4,)),
        (D["k"].tolist(), {}, (4, 3)),
    ],
)
def test_predictions_from_arrays_are_arrays(y, options, shape):
    """Vectors if y was one; the fitted values are the predictions of x."""
    fit = nnet(X, y, size=1, **options, **UNFITTED)
    raw = fit.predict(X)
    assert type(raw) is np.ndarray
    assert raw.shape == shape
    assert_same_bits(raw, fit.fitted_values)
    assert_same_bits(raw, fit.predict())
    assert_same_bits(fit.predict(X.tolist()), raw)
    assert_same_bits(fit.predict(pd.DataFrame(X)), raw)


def test_vector_is_one_row_of_new_data():
    """As in R; with a single input it is a column of rows."""
    fit = nnet(X, Y, size=1, **UNFITTED)
    assert_same_bits(fit.predict(X[1]), fit.predict(X)[1:2])
    assert_same_bits(fit.predict([0.5, 2.0]), fit.predict(X)[1:2])
    single = nnet(X[:, 0], Y, size=1, **UNFITTED)
    assert_same_bits(single.predict(X[:, 0]), single.fitted_values)
    assert_same_bits(single.predict([0.5]), single.fitted_values[1:2])


def test_classes_of_a_fit_from_arrays_are_an_array():
    """Of the levels: the names of y's columns, the categories, or y's 0 and 1 with entropy."""
    wts = {"Wts": [0, 0, 0, 9, 0, 0, 0, 0, 0], "maxit": 0, "trace": False}
    named = nnet(X, K, size=0, skip=True, softmax=True, **wts)
    assert named.predict(X, type="class").tolist() == ["q"] * 4
    categories = nnet(X, D["k"].tolist(), size=0, skip=True, **wts)
    assert categories.predict(X, type="class").tolist() == ["q"] * 4
    zero_one = nnet(X, Y, size=0, skip=True, entropy=True, Wts=[-1, 3, 0], maxit=0, trace=False)
    assert zero_one.predict(X, type="class").tolist() == [0.0, 1.0, 1.0, 0.0]


def test_third_column_of_an_entropy_fit_has_no_name(global_stream):  # noqa: ARG001  ties are drawn
    """R knows only 0 and 1 there: the class is missing."""
    wts = [0, 0, 0, 0, 0, 0, 9, 0, 0]
    fit = nnet(X, K.to_numpy(), size=0, skip=True, entropy=True, Wts=wts, maxit=0, trace=False)
    assert fit.predict(X, type="class").tolist() == [None] * 4
    wts = [0, 0, 0, 9, 0, 0, 0, 0, 0]
    fit = nnet(X, K.to_numpy(), size=0, skip=True, entropy=True, Wts=wts, maxit=0, trace=False)
    assert fit.predict(X, type="class").tolist() == ["1"] * 4


def test_data_frame_goes_by_name_or_is_refused():
    """Columns in another order than those of x would be taken for one another."""
    x = D[["u", "v"]]
    fit = nnet(x, Y, size=1, **UNFITTED)
    assert_same_bits(fit.predict(x), fit.fitted_values)
    for columns in (["v", "u"], ["u", "y"]):
        with pytest.raises(DataError, match="columns of newdata"):
            fit.predict(D[columns])
    assert_same_bits(fit.predict(x.to_numpy()), fit.fitted_values)


# Type of prediction, ties ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "full"), [("r", "raw"), ("ra", "raw"), ("c", "class"), ("cl", "class")]
)
def test_type_may_be_shortened(entropy, frame, given, full):
    """As R completes it."""
    assert entropy.predict(frame, type=given).tolist() == entropy.predict(frame, full).tolist()


# Recorded from R, the call is in each case, with u, v and k as above; `new` is NEW, its NaN NA.
TIES = recorded("units.json", "ties")
NEW = pd.DataFrame({"u": [1, np.nan, 2, 3, 4, 5], "v": [1, 1, np.nan, 0, 0, 0]})


@pytest.mark.parametrize("case", TIES, ids=lambda case: case["call"])
def test_ties_are_broken_with_the_numbers_r_draws(global_stream, case):
    """From the global stream, which goes on where R's goes on, or from a seed's own."""
    wts = from_hex(case["wts"])
    fit = nnet("k ~ u + v", D, size=0, skip=True, Wts=wts, maxit=0, trace=False)
    new = NEW if case["newdata"] else None
    set_seed(case["seed"])
    assert fit.predict(new, type="class").tolist() == case["classes"]
    assert_same_bits(global_stream.runif(1)[0], from_hex(case["following"]))
    before = global_stream.state
    assert fit.predict(new, "class", seed=case["seed"]).tolist() == case["classes"]
    stream = RRandom(case["seed"])
    assert fit.predict(new, "class", seed=stream).tolist() == case["classes"]
    assert_same_bits(stream.runif(1)[0], from_hex(case["following"]))
    assert np.array_equal(global_stream.state, before)


@pytest.mark.parametrize("type", ["raw", "class"])
def test_predictions_without_ties_draw_nothing(global_stream, frame, softmax, entropy, type):
    """Nor do raw ones ever."""
    before = global_stream.state
    for fit in (softmax, entropy):
        fit.predict(frame, type=type)
    nnet("k ~ u", frame, size=1, Wts=np.zeros(8), maxit=0, trace=False).predict(frame)
    assert np.array_equal(global_stream.state, before)


def test_ties_may_be_broken_by_a_numpy_generator(frame):
    """Its numbers decide, and it goes on."""
    fit = nnet("k ~ u", frame, size=1, Wts=np.zeros(8), maxit=0, trace=False)
    generator = np.random.default_rng(1)
    classes = fit.predict(frame, "class", seed=generator)
    assert classes.tolist() == fit.predict(frame, "class", seed=np.random.default_rng(1)).tolist()
    assert generator.bit_generator.state != np.random.default_rng(1).bit_generator.state


def test_wrong_predictions_leave_the_stream_alone(global_stream, frame, softmax):
    """The data are checked before a class is drawn."""
    before = global_stream.state
    for newdata, type in ((frame[["u"]], "class"), (frame, "clss"), (frame.assign(v="a"), "class")):
        with pytest.raises((DataError, ArgumentError)):
            softmax.predict(newdata, type=type)
    assert np.array_equal(global_stream.state, before)


# coef, summary, hyperparameters, counts --------------------------------------------------------


def test_coef_is_a_series_of_the_weights(softmax):
    """Labelled in R's way; changing it does not change the fit."""
    coef = softmax.coef()
    assert isinstance(coef, pd.Series)
    assert_same_bits(coef, softmax.wts)
    assert coef.index.tolist()[:4] == ["b->h1", "i1->h1", "i2->h1", "b->h2"]
    assert coef.index.tolist()[-1] == "h2->o3"
    coef.iloc[0] = 99.0
    assert softmax.wts[0] != 99.0


def test_summary_has_the_coefficients(softmax):
    """Beside the text that it prints as."""
    summary = softmax.summary()
    assert isinstance(summary, pynnet.SummaryNNet)
    pd.testing.assert_series_equal(summary.coefficients, softmax.coef())
    assert str(summary).startswith("a 2-2-3 network with 15 weights\noptions were -")


def test_summary_has_the_decimals_asked_for():
    """R's is always rounded to two; more are shown whatever the size of the numbers."""
    wts = [1234.567891, -0.000123]
    fit = nnet([0, 1], [1, 3], size=0, skip=True, linout=True, Wts=wts, maxit=0, trace=False)
    assert str(fit.summary(digits=6)).splitlines()[-1] == "1234.567891   -0.000123 "
    assert str(fit.summary(0)).splitlines()[-1] == " 1235     0 "
    assert str(fit.summary(2)) == str(fit.summary())
    for wrong in (-1, 16, True, "2", 2.5, None, [2]):
        with pytest.raises(ArgumentError, match="invalid 'digits'"):
            fit.summary(digits=wrong)


def test_hyperparameters_fit_the_same_network_again(frame):
    """They are what was chosen, under the names of the arguments, and nothing that was learned."""
    chosen = {
        "size": 2,
        "decay": 0.1,
        "maxit": 200,
        "rang": 0.3,
        "skip": True,
        "linout": True,
        "entropy": False,
        "softmax": False,
        "censored": False,
        "abstol": 1e-5,
        "reltol": 1e-7,
        "method": "R-BFGS",
    }
    fit = nnet("y ~ u + v", frame, **chosen, seed=1, trace=False)
    assert fit.hyperparameters == chosen
    again = nnet("y ~ u + v", frame, **fit.hyperparameters, seed=1, trace=False)
    assert_same_bits(again.wts, fit.wts)


@pytest.mark.parametrize("response", ["g", "k", "y"])
def test_hyperparameters_of_any_response_fit_again(frame, response):
    """What the response implies is no hindrance when it is said as well."""
    fit = nnet(f"{response} ~ u + v", frame, size=1, **UNFITTED)
    options = {**UNFITTED, **fit.hyperparameters}
    again = nnet(f"{response} ~ u + v", frame, **options)
    assert_same_bits(again.fitted_values, fit.fitted_values)
    assert again.hyperparameters == fit.hyperparameters


def test_hyperparameters_are_a_copy(softmax):
    """Changing them does not change the fit."""
    softmax.hyperparameters["size"] = 99
    assert softmax.hyperparameters["size"] == 2


def test_counts_are_those_of_the_trace(frame):
    """Evaluations of the function and of its gradient."""
    fit = nnet("y ~ u + v", frame, size=0, skip=True, linout=True, seed=1, trace=False)
    assert fit.convergence == 0
    assert fit.counts["function"] >= fit.counts["gradient"] > 1


# Copies, pickles, and what cannot be changed ---------------------------------------------------


def everything(fit):
    """All that a fit tells, as plain values."""
    return {
        "text": str(fit),
        "summary": str(fit.summary()),
        "wts": fit.wts.tobytes(),
        "value": fit.value,
        "convergence": fit.convergence,
        "fitted": np.asarray(fit.fitted_values).tobytes(),
        "residuals": np.asarray(fit.residuals).tobytes(),
        "Hessian": None if fit.Hessian is None else fit.Hessian.tobytes(),
        "lev": fit.lev,
        "coefnames": fit.coefnames,
        "xlevels": fit.xlevels,
        "contrasts": fit.contrasts,
        "na_action": None if fit.na_action is None else fit.na_action.tolist(),
        "hyperparameters": str(fit.hyperparameters),
        "counts": fit.counts,
        "n": fit.n,
    }


def fits_of_all_kinds(frame):
    """Fits by formula and from arrays, with everything that a fit can hold."""
    gaps = frame.assign(u=[np.nan, *frame["u"].iloc[1:]])
    return {
        "softmax": nnet("k ~ u * g", gaps, size=1, Hess=True, na_action="exclude", **UNFITTED),
        "numbers": nnet("log(y + 1) ~ u + k", frame, size=1, contrasts={"k": "sum"}, **UNFITTED),
        "arrays": nnet(X, Y, size=2, decay=np.arange(9) / 10, **UNFITTED),
        "array classes": nnet(D[["u", "v"]], D["k"].tolist(), size=1, **UNFITTED),
    }


KINDS = ["softmax", "numbers", "arrays", "array classes"]


@pytest.mark.parametrize(
    "duplicate",
    [
        copy.copy,
        copy.deepcopy,
        *(
            lambda fit, protocol=protocol: pickle.loads(pickle.dumps(fit, protocol))
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
        ),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_copies_tell_the_same(frame, kind, duplicate):
    """Copied, deeply copied or pickled, a fit is the fit, and predicts the same bits."""
    fit = fits_of_all_kinds(frame)[kind]
    twin = duplicate(fit)
    assert type(twin) is type(fit)
    assert everything(twin) == everything(fit)
    new = frame if fit.terms is not None else D[["u", "v"]]
    assert_same_bits(twin.predict(new), fit.predict(new))
    assert str(twin.summary()) == str(fit.summary())


@pytest.mark.parametrize("kind", KINDS)
def test_copies_cannot_be_changed_either(frame, kind):
    """Arrays of a pickled or deeply copied fit are as read-only as those of the fit."""
    fit = fits_of_all_kinds(frame)[kind]
    for twin in (pickle.loads(pickle.dumps(fit)), copy.deepcopy(fit), copy.copy(fit)):
        with pytest.raises(ValueError, match="read-only"):
            twin.wts[0] = 99.0


@pytest.mark.parametrize("kind", KINDS)
def test_attributes_cannot_be_set(frame, kind):
    """Neither those that R has nor new ones."""
    fit = fits_of_all_kinds(frame)[kind]
    for name in ("wts", "value", "convergence", "lev", "Hessian", "n", "decay", "fitted_values"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(fit, name, 1)
    with pytest.raises((AttributeError, TypeError)):
        fit.something_new = 1
    with pytest.raises((AttributeError, TypeError)):
        del fit.wts


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_returned_changes_the_fit(frame, kind):
    """Arrays are read-only or copies, and so are tables and dictionaries."""
    fit = fits_of_all_kinds(frame)[kind]
    before = everything(fit)
    for given in (
        fit.wts,
        fit.conn,
        fit.nconn,
        fit.Hessian,
        fit.fitted_values,
        fit.residuals,
        fit.predict(),
        fit.coef(),
        fit.na_action,
        fit.decay,
        fit.summary().coefficients,
    ):
        spoil(given)
    for table in (fit.hyperparameters, fit.counts, fit.xlevels, fit.contrasts):
        if table is not None:
            table.clear()
    assert everything(fit) == before


def spoil(given):
    """Overwrite everything in an array or a pandas object, if that can be done."""
    try:
        if isinstance(given, (pd.Series, pd.DataFrame)):
            given.iloc[:] = 99.0
        elif isinstance(given, np.ndarray):
            given[...] = 99
    except ValueError as error:
        assert "read-only" in str(error)  # noqa: PT017


def test_hessian_method_gives_a_copy(frame):
    """It can be changed; the fit's own cannot."""
    fit = fits_of_all_kinds(frame)["softmax"]
    mine = fit.hessian()
    mine[:] = 0.0
    assert np.abs(fit.Hessian).max() > 0
    assert not fit.Hessian.flags.writeable


def test_fits_compare_by_identity_and_can_be_in_sets(softmax, frame):
    """Two fits are two things, even if their numbers are equal."""
    twin = nnet("k ~ u + v", frame, size=2, **UNFITTED)
    same = softmax
    assert softmax == same
    assert softmax != twin
    assert len({softmax, twin, softmax}) == 2


def test_fit_is_a_frozen_dataclass_without_a_dictionary(softmax):
    """Its fields are all it has."""
    assert dataclasses.is_dataclass(softmax)
    assert not hasattr(softmax, "__dict__")


# Wrong new data --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "newdata", "error", "message"),
    [
        ("y ~ u + v", {"u": [1.0]}, DataError, "object 'v' not found"),
        (
            "y ~ u + v",
            {"u": ["a"], "v": [1.0]},
            DataError,
            'variable \'u\' was fitted with type "numeric" but type "character" was supplied',
        ),
        ("y ~ k", {"k": ["zz"]}, DataError, "factor k has new level zz"),
        ("y ~ k", {"k": ["p", "zz"]}, DataError, "factor k has new levels zz"),
        ("y ~ k", {"k": ["p", "b", "a"]}, DataError, "factor k has new levels a, b"),
        (
            "y ~ u + v",
            {"u": [np.inf], "v": [1.0]},
            DataError,
            "NA/NaN/Inf in foreign function call (arg 2)",
        ),
    ],
)
def test_new_data_of_another_kind_are_refused(frame, formula, newdata, error, message):
    """R's words, for predictions of both types."""
    fit = nnet(formula, frame, size=1, **UNFITTED)
    with pytest.raises(error) as caught:
        fit.predict(pd.DataFrame(newdata))
    # R's plural goes by the number of levels in the new data, not of those that are new.
    assert str(caught.value).startswith(message)


def test_numbers_for_a_variable_with_levels_are_refused(frame):
    """With R's warning and R's error."""
    fit = nnet("y ~ k", frame, size=1, **UNFITTED)
    with (
        pytest.warns(RWarning, match="variable 'k' is not a factor"),
        pytest.raises(DataError) as caught,
    ):
        fit.predict(pd.DataFrame({"k": [1.0]}))
    message = 'variable \'k\' was fitted with type "factor" but type "numeric" was supplied'
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("newdata", "message"),
    [
        ([[np.nan, 1.0]], "missing values in 'x'"),
        ([[np.inf, 1.0]], "NA/NaN/Inf in foreign function call (arg 2)"),
        ([["a", "b"]], "NAs introduced by coercion"),
        ([[1.0, 2.0, 3.0]], "newdata has 3 columns, the network 2 inputs"),
        ([[1.0]], "newdata has 1 columns, the network 2 inputs"),
        ([1.0, 2.0, 3.0], "newdata has 3 columns, the network 2 inputs"),
        (np.zeros((1, 1, 2)), "newdata has 3 dimensions"),
    ],
)
def test_new_arrays_of_another_kind_are_refused(newdata, message):
    """R reads past the memory for a wrong number of columns."""
    fit = nnet(X, Y, size=1, **UNFITTED)
    with pytest.raises(DataError) as caught:
        fit.predict(newdata)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("type", ["", "x", "rawx", "Raw", "classes", None, 1])
def test_unknown_type_is_refused(entropy, frame, type):
    """R's words, with what was got."""
    with pytest.raises(ArgumentError) as caught:
        entropy.predict(frame, type=type)
    assert str(caught.value).startswith("'arg' should be one of “raw”, “class”")
    assert str(caught.value).endswith(
        "“raw” gives outputs, which for classes are their probabilities."
    )


def test_classes_of_a_fit_of_numbers_are_refused(numbers, frame):
    """There are none to choose from."""
    with pytest.raises(ArgumentError) as caught:
        numbers.predict(frame, type="class")
    assert str(caught.value).startswith("inappropriate fit for class")


def test_labels_behind_an_empty_level_are_right():
    """R mixes up the labels behind a level without cases; pynnet does not."""
    k = pd.Categorical(["a", "c", "d", "c"], categories=["a", "b", "c", "d"])
    wts = [0, 0, 0, 9, 0, 0, 0, 0, 0]
    with pytest.warns(RWarning, match="group ‘b’ is empty"):
        fit = nnet(X, k, size=0, skip=True, Wts=wts, maxit=0, trace=False)
    assert fit.predict(X, type="class").tolist() == ["c"] * 4
