"""Fits as JSON and back: all bits, all types, no code."""

import datetime
import decimal
import json
import math
import struct

import numpy as np
import pandas as pd
import pytest

import pynnet
from compat.fuzz.json_fits import fits_of_all_kinds
from pynnet import (
    ArgumentError,
    DataError,
    FormulaError,
    Multinom,
    NNet,
    Tune,
    from_json,
    multinom,
    nnet,
)
from pynnet._export.numbers import numbers_json, numbers_of

pytestmark = pytest.mark.filterwarnings(
    "ignore::pynnet.FitWarning",  # small data, few iterations
    "ignore::pynnet.RWarning",
)

NA = 0x7FF00000000007A2  # the bits of R's missing number
QUIET = {"trace": False, "seed": 1, "maxit": 20}
DATA = pd.DataFrame({"x": [0.5, 1.5, 2.5, 4.0], "y": list("abba"), "n": [1, 2, 2, 1]})


def network(formula="y ~ x", data=DATA, **options):
    return nnet(formula, data, size=1, **QUIET, **options)


def model(formula="y ~ x", data=DATA, **options):
    return multinom(formula, data, decay=0.1, trace=False, **options)


@pytest.fixture(scope="module")
def kinds():
    """Small fits of every kind, with data to predict."""
    return fits_of_all_kinds()


def bits(values):
    """What has to be equal of numbers or classes, labels and types included."""
    if isinstance(values, pd.DataFrame):
        columns = [bits(values.iloc[:, i]) for i in range(values.shape[1])]
        return list(values.columns), columns
    if isinstance(values, pd.Series):
        return str(values.dtype), list(values.index), values.name, bits(values.to_numpy())
    array = np.asarray(values)
    return array.shape, array.tolist() if array.dtype.kind == "O" else array.tobytes()


def told(fit, newdata):
    """What a fit says of itself and of other data."""
    answers = [repr(fit)]
    try:
        answers.append(repr(fit.summary()))
    except ArgumentError:  # of R's, without data and covariance
        answers.append("refused")
    fit = fit.best_model if isinstance(fit, Tune) else fit
    answers.append(bits(fit.coef()))
    if newdata is not None:
        raw = "probs" if isinstance(fit, Multinom) else "raw"
        answers.append(bits(fit.predict(newdata, raw)))
        if fit.lev is not None:
            answers.append(bits(fit.predict(newdata, "class", seed=1)))
    return answers


# There and back ----------------------------------------------------------------------------------


def test_columns_named_as_the_dot_come_back():
    """R's '.' stands for the column '.', too, and so does it in what is read."""
    frame = pd.DataFrame({".": [1.0, 2.0, 3.5, 5.0], "y": [1.0, 0.0, 1.0, 1.0]})
    for formula in ("y ~ .", "`.` ~ y"):
        fit = nnet(formula, frame, size=1, decay=0.1, linout=True, seed=1, trace=False)
        back = from_json(fit.to_json())
        assert told(back, frame) == told(fit, frame)


def test_fits_of_all_kinds_come_back(kinds):
    """They say the same, and are written as the same text again; without their data, too."""
    for name, (fit, newdata) in kinds.items():
        for data in (True, False):
            text = fit.to_json(data=data)
            back = from_json(text)
            assert type(back) is type(fit), name
            assert back.to_json() == text, name
            assert told(back, newdata) == told(fit, newdata), name


def test_cases_come_back(kinds):
    """Fitted values, residuals, rows left out, Hessian and counts."""
    for name, (fit, _) in kinds.items():
        if isinstance(fit, Tune):
            continue
        back = from_json(fit.to_json())
        of_cases = "fitted_values", "residuals", "na_action"
        for part in (*of_cases, "Hessian", "counts", "path", "decay"):
            mine, other = getattr(fit, part), getattr(back, part)
            assert (mine is None) == (other is None), name
            if mine is not None and not isinstance(mine, dict):
                assert bits(mine) == bits(other), (name, part)
        assert back.counts == fit.counts
        assert back.hyperparameters.keys() == fit.hyperparameters.keys()


def test_models_that_keep_their_data_fit_again():
    """step(), update() and marginal effects give what they gave."""
    fit = multinom("y ~ x + n", DATA, decay=0.1, trace=False, weights="n")
    back = from_json(fit.to_json())
    assert str(back.call) == str(fit.call)
    assert repr(back.step(trace=False).step_path) == repr(fit.step(trace=False).step_path)
    assert bits(back.update("~ . - n").wts) == bits(fit.update("~ . - n").wts)
    assert bits(back.vcov()) == bits(fit.vcov())
    stepped = fit.step(trace=False)
    assert repr(from_json(stepped.to_json()).step_path) == repr(stepped.step_path)


def test_searches_come_back():
    """Tables, training sets, errors and the best model."""
    control = pynnet.tune_control(cross=2)
    found = pynnet.tune_nnet(
        "y ~ x", DATA, size=[1, 2], decay=[0.1, 1], control=control, seed=1, trace=False
    )
    back = from_json(found.to_json())
    pd.testing.assert_frame_equal(back.performances, found.performances, check_exact=True)
    pd.testing.assert_frame_equal(back.results, found.results, check_exact=True)
    assert back.best_parameters == found.best_parameters
    assert back.errors.tobytes() == found.errors.tobytes()
    assert [rows.tolist() for rows in back.train_ind] == [rows.tolist() for rows in found.train_ind]
    assert isinstance(back.best_model, NNet)


def test_file_and_text_are_the_same(tmp_path):
    """A path is written whole, and read."""
    fit = network()
    assert fit.to_json(tmp_path / "fit.json") is None
    assert (tmp_path / "fit.json").read_text(encoding="utf-8") == fit.to_json()
    with pytest.raises(DataError, match=r"pass it as pathlib.Path"):
        from_json(str(tmp_path / "fit.json"))
    (tmp_path / "marked.json").write_bytes(b"\xef\xbb\xbf" + fit.to_json().encode())
    assert from_json(tmp_path / "marked.json").to_json() == fit.to_json()
    with pytest.raises(OSError, match="cannot open file"):
        from_json(tmp_path / "none.json")
    with pytest.raises(OSError, match="cannot write file"):
        fit.to_json(tmp_path / "none" / "fit.json")
    with pytest.raises(ArgumentError, match="invalid 'data'"):
        fit.to_json(data="no")


def test_layout_of_the_text_is_no_matter():
    """Another program may write the same on other lines, its members in another order."""
    document = json.loads(network().to_json())
    turned = json.dumps(dict(reversed(document.items())), indent=3)
    assert from_json(turned).to_json() == network().to_json()


@pytest.mark.parametrize(
    "labels",
    [
        pd.Index([10, 20, 30, 40], name="id"),
        pd.Index([0.5, math.nan, math.inf, 2.0]),
        pd.Index(["a", "b", None, "d"], dtype=object),
        pd.Index(["ü", "β", "\N{GRINNING FACE}", ""], name=("a", 1)),
        pd.RangeIndex(3, 11, 2),
        pd.interval_range(0, 4, closed="left"),
        pd.Index(
            [pd.Timestamp("2024-02-29"), datetime.date(2024, 1, 1), pd.NaT, 1.0], dtype=object
        ),
        pd.date_range("2024-03-31", periods=4, freq="h", tz="Europe/Berlin")[[3, 1, 2, 0]],
        pd.to_timedelta([1, 2, 4, 3], unit="h"),
        pd.CategoricalIndex(list("pqpq")),
        pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1), ("b", 2)], names=["k", None]),
        pd.Index([1, None, 2, 3], dtype="Int64"),
        pd.Index([True, False, True, True]),
    ],
)
def test_labels_of_rows_keep_their_type(labels):
    """Those of results are equal, with their names."""
    fit = network(data=DATA.set_index(labels))
    back = from_json(fit.to_json())
    pd.testing.assert_index_equal(back.fitted_values.index, fit.fitted_values.index, exact=True)


@pytest.mark.parametrize(
    "response",
    [
        [1, 2, 2, 1],
        [True, False, False, True],
        pd.array([1, 2, None, 1], dtype="Int64"),
        pd.Categorical([3, 5, 5, 3], categories=[5, 3], ordered=True),
        pd.Categorical(pd.to_datetime(["2024-01-01", "2024-01-02"] * 2)),
        pd.array(["b", "a", "a", "b"], dtype="string"),
        list("baab"),
    ],
)
def test_classes_keep_their_type(response):
    """Those that are predicted have the type of the response."""
    fit = multinom("y ~ x", DATA.assign(y=response), decay=0.1, trace=False)
    back = from_json(fit.to_json(data=False))
    mine, other = (f.predict({"x": [0.0, 3.0]}, "class") for f in (fit, back))
    pd.testing.assert_series_equal(other, mine)


@pytest.mark.parametrize(
    "column",
    [
        np.array([1, 2, 3, 5], dtype="float32"),
        np.array([2**63 + 5, 1, 2, 3], dtype="uint64"),
        pd.array([1, None, 3, 4], dtype="Int64"),
        pd.array([1.5, 2.0, -0.0, None], dtype="Float64"),
        pd.array([True, None, False, True], dtype="boolean"),
        pd.array(["a", "b", "a", None], dtype="string"),
        pd.Categorical([3, 1, 3, 1], categories=[3, 1]),
        pd.cut(np.arange(4.0), 2),
        np.arange(8.0).reshape(4, 2) ** 2,
        pd.DataFrame({"a": [0.0, 1, 0, 2], "b": [2, 2, 1.5, 4]}),
        np.ma.masked_array([1.0, 2, 5, 4], [False, False, True, False]),
        ["u", "v", "v", "u"],
    ],
    ids=lambda column: str(getattr(column, "dtype", type(column).__name__)),
)
def test_columns_keep_their_type(column):
    """A model of them, fitted again to what it kept, has the same bits."""
    fit = multinom("y ~ x + v", {**DATA, "v": column}, decay=0.1, trace=False)
    back = from_json(fit.to_json())
    assert bits(back.update("~ . - x").wts) == bits(fit.update("~ . - x").wts)
    mine, other = (f.call.data.used["v"] for f in (fit, back))
    assert type(other) is type(mine)
    assert str(getattr(other, "dtype", "")) == str(getattr(mine, "dtype", ""))


# Numbers -----------------------------------------------------------------------------------------


def test_doubles_come_back_in_all_bits():
    """Random bits: subnormal numbers, both zeros, infinities and NaN of all payloads."""
    rng = np.random.default_rng(5)
    special = [0, 1 << 63, 0x7FF0 << 48, 0xFFF0 << 48, 0x7FF8 << 48, 0xFFF8 << 48, 1, NA]
    drawn = rng.integers(0, 2**64, 20_000, dtype=np.uint64)
    drawn[:2000] |= np.uint64(0x7FF << 52)
    values = np.concatenate([np.array(special, dtype=np.uint64), drawn]).view(np.float64)
    text = json.dumps(numbers_json(values), allow_nan=False)
    assert numbers_of(json.loads(text), "x").tobytes() == values.tobytes()


def test_words_of_numbers_that_json_lacks():
    """Infinities, NaN, R's NA, and any other NaN by its bits."""
    na, other = (
        struct.unpack("<d", struct.pack("<Q", bits))[0] for bits in (NA, (0x7FF8 << 48) + 9)
    )
    written = numbers_json(np.array([math.inf, -math.inf, math.nan, na, other, -0.0, 1.0, 0.1]))
    assert written == ["Inf", "-Inf", "NaN", "NA", "NaN:7ff8000000000009", -0.0, 1.0, 0.1]
    assert math.copysign(1, written[5]) == -1


def test_whole_numbers_are_doubles_where_they_are_exact():
    """Other programs write 1 for 1.0; what no double is, is refused."""
    assert numbers_of([1, -2, 2**53], "x").tolist() == [1.0, -2.0, 2.0**53]
    for wrong in ([2**53 + 1], [10**400], [True], [None], [[1.0]], ["1.0"], ["nan"], "1", {}, None):
        with pytest.raises(DataError, match="x must be numbers"):
            numbers_of(wrong, "x")
    for text in ("[1e999]", "[-1e400]"):
        with pytest.raises(DataError, match="numbers that are doubles"):
            numbers_of(json.loads(text), "x")


def test_constants_of_formulas_lose_no_digit():
    """The names of variables have R's 15 digits, the expressions all."""
    third = 1 / 3
    fit = network(f"y ~ I(x * {third!r}) + I(x > 1.2345678901234567) + I(x^2L)")
    back = from_json(fit.to_json())
    assert bits(back.predict(DATA)) == bits(fit.predict(DATA))
    assert back.terms.variables == fit.terms.variables
    assert back.coefnames == fit.coefnames


# Formulas ----------------------------------------------------------------------------------------


def test_own_constants_are_kept_by_value():
    """What the calling code has of these names when the fit is read is not asked."""
    shift = 2.5
    fit = nnet("y ~ I(x - shift)", DATA, size=1, **QUIET)
    text = fit.to_json()
    expected = bits(fit.predict(DATA))
    shift = 99.0
    assert bits(from_json(text).predict(DATA)) == expected, shift


def test_own_functions_are_refused_with_their_term():
    """JSON holds no code."""

    def halved(x):
        return x / 2

    fit = network("y ~ log(halved(x))", env={"halved": halved})
    with pytest.raises(FormulaError, match=r"the term 'log\(halved\(x\)\)' calls halved\(\)"):
        fit.to_json()
    applied = network("y ~ sapply(x, halved)", env={"halved": halved})
    with pytest.raises(FormulaError, match=r"calls halved\(\), a function of yours"):
        applied.to_json(data=False)


def test_variables_of_the_caller_are_out_of_reach():
    """A formula of a stranger's reaches the columns of new data and what is in the text alone."""
    secret = 42.0
    text = network("y ~ x").to_json()
    document = json.loads(text)
    del document["sha256"]
    terms = document["fit"]["terms"]
    terms.update(variables=["y", "x + secret"], expanded="y ~ x", formula="y ~ x")
    terms["classes"] = {"y": terms["classes"]["y"], "x + secret": "numeric"}
    stranger = from_json(json.dumps(document))
    with pytest.raises(DataError, match="object 'secret' not found"):
        stranger.predict(DATA)
    with pytest.raises(FormulaError, match="object 'secret' not found"):
        from_json(model().to_json()).update("~ . + I(x * secret)"), secret


def test_models_of_other_libraries_are_refused():
    """A search of one's own method has a best model that JSON has no place for."""
    control = pynnet.tune_control(sampling="fix")
    found = pynnet.tune(
        lambda *_, **__: _Constant(), "x ~ n", DATA, ranges={"size": [1]}, control=control, seed=1
    )
    with pytest.raises(DataError, match="best_model is of class"):
        found.to_json()


class _Constant:
    def predict(self, data):
        return np.zeros(len(data))


@pytest.mark.parametrize(
    "index",
    [
        pd.period_range("2024-01", periods=4, freq="M"),
        pd.Index([decimal.Decimal(i) for i in range(4)]),
        pd.Index([b"a", b"b", b"c", b"d"], dtype=object),
        pd.Index([1 + 2j, 2, 3, 4]),
    ],
)
def test_what_json_has_no_place_for_is_refused(index):
    """The message names it, and says what to do; without the data it may go."""
    fit = network(data=DATA.set_index(index))
    with pytest.raises(DataError, match=r"the labels of the rows cannot be written.*data=False"):
        fit.to_json()
    assert bits(from_json(fit.to_json(data=False)).predict(DATA)) == bits(fit.predict(DATA))


# Without data ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ask",
    [
        lambda fit: fit.predict(),
        lambda fit: fit.predict(type="class"),
        lambda fit: fit.fitted_values,
        lambda fit: fit.residuals,
        lambda fit: fit.na_action,
    ],
)
@pytest.mark.parametrize("make", [network, model])
def test_what_needs_the_cases_says_so(make, ask):
    """Nothing comes back empty."""
    slim = from_json(make().to_json(data=False))
    with pytest.raises(ArgumentError, match="stored without the cases"):
        ask(slim)


@pytest.mark.parametrize(
    "method", ["pseudo_r2", "glance", "lr_tests", "drop1", "step", "marginal_effects"]
)
def test_methods_that_fit_again_need_the_data(method):
    """They name what is to be passed, or what the fit was stored without."""
    slim = from_json(model().to_json(data=False))
    words = "stored without the cases|does not hold all that it was fitted to"
    with pytest.raises(ArgumentError, match=words):
        getattr(slim, method)()
    assert bits(slim.update(data=DATA).wts) == bits(model().wts)


def test_models_without_data_have_their_covariance():
    """Intervals, criteria and prints are those of the fit; the text has none of its rows."""
    for options in ({}, {"summ": 3}, {"weights": DATA["n"].to_numpy()}, {"Hess": True}):
        fit = model("y ~ n", **options)
        slim = from_json(fit.to_json(data=False))
        assert bits(slim.vcov()) == bits(fit.vcov())
        assert repr(slim.confint()) == repr(fit.confint())
        assert (slim.AIC, slim.BIC, slim.nobs) == (fit.AIC, fit.BIC, fit.nobs)
        assert repr(slim) == repr(fit)
        document = json.loads(fit.to_json(data=False))["fit"]
        assert document["cases"] is document["observations"] is document["call"]["data"] is None


def test_size_without_data_does_not_grow_with_them():
    """A fit of many rows is a few kilobytes."""
    n = 20_000
    x = np.linspace(-3, 3, n)
    data = pd.DataFrame({"x": x, "y": np.where(np.sin(9 * x) > 0, "a", "b"), "w": np.ones(n)})
    for fit in (network(data=data, decay=0.1), model(data=data, weights="w", subset=x > -2)):
        assert len(fit.to_json(data=False)) < 6000 < len(fit.to_json()) / 100


def test_fit_without_data_is_written_again():
    """As what it is, whatever is asked for."""
    slim = from_json(model().to_json(data=False))
    assert slim.to_json() == slim.to_json(data=False) == model().to_json(data=False)
