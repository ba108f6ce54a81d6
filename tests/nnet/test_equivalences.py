"""Different ways to the same fit agree in all bits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import RRandom, class_ind, model_matrix, nnet, set_seed

from ..support import assert_same_bits

pytestmark = [
    pytest.mark.usefixtures("each_engine"),
    pytest.mark.filterwarnings("ignore::pynnet.FitWarning"),
]

OPTIONS = {"size": 2, "decay": 5e-4, "maxit": 25, "rang": 0.1, "trace": False}
INPUTS = ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"]


def assert_same_fit(fit, other):
    """All numbers of the two are equal in all bits."""
    assert_same_bits(fit.wts, other.wts)
    assert_same_bits(fit.value, other.value)
    assert_same_bits(np.asarray(fit.fitted_values), np.asarray(other.fitted_values))
    assert_same_bits(np.asarray(fit.residuals), np.asarray(other.residuals))
    assert fit.convergence == other.convergence
    assert fit.counts == other.counts


@pytest.fixture
def by_formula(iris):
    """Fit the three species by formula: what everything else is compared with."""
    return nnet("Species ~ .", iris, seed=1, **OPTIONS)


@pytest.fixture
def x(iris):
    """Inputs of the iris data, a C-ordered matrix."""
    return np.ascontiguousarray(iris[INPUTS].to_numpy())


@pytest.fixture
def y(iris):
    """Indicator matrix of the species."""
    return class_ind(iris["Species"]).to_numpy()


# Formula or arrays -----------------------------------------------------------------------------


def test_formula_equals_arrays_with_softmax(by_formula, x, y):
    """A factor of three levels is its indicator matrix with softmax."""
    assert_same_fit(nnet(x, y, softmax=True, seed=1, **OPTIONS), by_formula)


def test_formula_equals_arrays_with_classes(by_formula, iris, x):
    """Arrays may have a factor as response."""
    fit = nnet(x, iris["Species"].to_numpy(), seed=1, **OPTIONS)
    assert_same_fit(fit, by_formula)
    assert fit.lev == by_formula.lev
    assert fit.predict(x, type="class").tolist() == by_formula.predict(iris, "class").tolist()


def test_formula_equals_arrays_for_two_levels(iris, x):
    """A factor of two levels is 0 and 1 with entropy."""
    iris["large"] = np.where(iris["Petal.Width"] > 1.6, "yes", "no")
    fit = nnet("large ~ . - Species", iris, seed=3, **OPTIONS)
    zero_one = (iris["large"] == "yes").to_numpy()
    assert_same_fit(nnet(x, zero_one, entropy=True, seed=3, **OPTIONS), fit)
    assert_same_fit(nnet(x, iris["large"].tolist(), seed=3, **OPTIONS), fit)


def test_formula_equals_arrays_for_numbers(iris, x):
    """Least squares with linear outputs, case weights and a skip layer."""
    options = {**OPTIONS, "linout": True, "skip": True, "seed": 3}
    w = np.arange(150) % 3
    formula = "Sepal.Length ~ Sepal.Width + Petal.Length + Petal.Width"
    fit = nnet(formula, iris, w, **options)
    assert_same_fit(nnet(x[:, 1:], x[:, 0], w, **options), fit)


def test_formula_equals_arrays_of_its_model_matrix(frame):
    """Factors and interactions are columns of numbers to the network."""
    formula = "y ~ k * u + I(v^2)"
    design = model_matrix(formula, frame).drop(columns="(Intercept)")
    fit = nnet(formula, frame, seed=1, **OPTIONS)
    assert_same_fit(nnet(design, frame["y"], seed=1, **OPTIONS), fit)
    assert fit.coefnames == tuple(design.columns)


# DataFrame, lists or arrays --------------------------------------------------------------------


def misaligned(x):
    """Make a copy that begins in the middle of a word."""
    memory = np.empty(x.nbytes + 4, dtype=np.uint8)
    copy = np.frombuffer(memory, dtype=float, offset=4, count=x.size).reshape(x.shape)
    copy[...] = x
    assert not copy.flags.aligned
    return copy


@pytest.mark.parametrize(
    "form",
    [
        lambda x: x,
        lambda x: x.tolist(),
        lambda x: [tuple(row) for row in x.tolist()],
        lambda x: tuple(x.tolist()),
        lambda x: list(x),
        lambda x: pd.DataFrame(x),
        lambda x: pd.DataFrame(x, columns=INPUTS),
        lambda x: x.astype(object),
        lambda x: np.ma.masked_array(x),
        lambda x: np.asfortranarray(x),
        lambda x: np.repeat(x, 2, axis=1)[:, ::2],
        lambda x: np.repeat(x, 3, axis=0)[::3],
        lambda x: x[::-1, ::-1].copy()[::-1, ::-1],
        lambda x: x.astype(">f8"),
        misaligned,
        lambda x: pd.DataFrame(np.asfortranarray(x)),
        lambda x: pd.DataFrame(x).astype("Float64"),
        lambda x: pd.DataFrame(x).astype(object),
    ],
)
def test_form_and_layout_of_arrays_do_not_matter(by_formula, x, y, form):
    """Lists, frames, any order in memory, any steps, any type that holds the numbers exactly."""
    for targets in (y, form(y) if form(x).__class__ is not pd.DataFrame else pd.DataFrame(y)):
        assert_same_fit(nnet(form(x), targets, softmax=True, seed=1, **OPTIONS), by_formula)


def test_read_only_arrays_are_as_good_as_others(by_formula, x, y):
    """Nothing is written into them."""
    x.flags.writeable = y.flags.writeable = False
    assert_same_fit(nnet(x, y, softmax=True, seed=1, **OPTIONS), by_formula)


@pytest.mark.parametrize(
    "form", [np.asfortranarray, misaligned, lambda x: x[::-1].copy()[::-1], lambda x: x[:0]]
)
def test_layout_of_new_data_does_not_matter(by_formula, x, y, form):
    """Any order in memory, any steps, read-only, no rows at all."""
    fit = nnet(x, y, softmax=True, seed=1, **OPTIONS)
    new = form(x)
    new.flags.writeable = False
    assert_same_bits(fit.predict(new), by_formula.fitted_values.to_numpy()[: len(new)])


@pytest.mark.parametrize(
    "dtype",
    [
        "int8",
        "int64",
        "uint8",
        "float16",
        "float32",
        "float64",
        "longdouble",
        ">i4",
        object,
        "Int64",
        "UInt8",
        "Float32",
        "Float64",
    ],
)
def test_types_that_hold_the_same_numbers_agree(dtype):
    """Whole numbers are exact in all of these types."""
    random = np.random.default_rng(0)
    x = pd.DataFrame(random.integers(0, 100, (30, 2)).astype(float), columns=["a", "b"])
    y = pd.Series(random.integers(0, 2, 30).astype(float), name="y")
    options = {**OPTIONS, "skip": True, "seed": 1}
    expected = nnet(x.to_numpy(), y.to_numpy(), **options)
    typed_x, typed_y = x.astype(dtype), y.astype(dtype)
    assert_same_fit(nnet(typed_x, typed_y, **options), expected)
    assert_same_fit(nnet(typed_x.to_numpy(), typed_y.to_numpy(), **options), expected)
    assert_same_fit(nnet("y ~ a + b", typed_x.assign(y=typed_y), **options), expected)
    assert_same_bits(np.asarray(expected.predict(typed_x)), expected.fitted_values)


@pytest.mark.parametrize("dtype", [bool, "boolean", object])
def test_truth_values_are_0_and_1(dtype):
    """As a response and as an input of arrays."""
    truth = pd.Series([True, False, True, True, False, False])
    u = np.array([0.0, 0.5, 1.0, 0.2, 0.4, 0.3])
    options = {**OPTIONS, "seed": 1}
    numbers = truth.to_numpy().astype(float)
    expected = nnet(u, numbers, **options)
    typed = truth.astype(dtype)
    assert_same_fit(nnet(u, typed, **options), expected)
    assert_same_fit(nnet("t ~ u", pd.DataFrame({"t": typed, "u": u}), **options), expected)
    as_input = nnet(numbers, u, **options)
    assert_same_fit(nnet(typed, u, **options), as_input)


def test_arrow_columns_agree(frame):
    """If Arrow is there, its numbers and its text are numbers and text."""
    pytest.importorskip("pyarrow", reason="Arrow types need pyarrow, which is not installed")
    arrow = frame[["u", "v", "g"]].convert_dtypes(dtype_backend="pyarrow")
    options = {**OPTIONS, "seed": 1}
    assert_same_fit(nnet("g ~ u + v", arrow, **options), nnet("g ~ u + v", frame, **options))
    plain = nnet(frame[["u", "v"]], frame["y"], **options)
    assert_same_fit(nnet(arrow[["u", "v"]], frame["y"], **options), plain)


@pytest.mark.parametrize(
    "form",
    [
        lambda d: {name: d[name] for name in d},
        lambda d: {name: d[name].to_numpy() for name in d},
        lambda d: {name: d[name].tolist() for name in d},
        lambda d: d.reset_index(drop=True),
        lambda d: d.iloc[::-1].iloc[::-1],
        lambda d: d[d.columns[::-1]],
        lambda d: d.astype({"u": "Float64", "v": "float32", "k": str, "g": "category"}),
        lambda d: pd.concat([d, d]).iloc[:8],
    ],
)
def test_form_of_the_data_of_a_formula_does_not_matter(frame, form):
    """Mappings of columns, other indexes, other orders of the columns, other types."""
    for formula in ("k ~ u + v", "g ~ u + k", "y ~ u * g"):
        expected = nnet(formula, frame, seed=1, **OPTIONS)
        assert_same_fit(nnet(formula, form(frame), seed=1, **OPTIONS), expected)


VECTORS = [
    lambda v: v,
    np.asarray,
    tuple,
    pd.Series,
    lambda v: pd.Series(v, dtype="Float64"),
    lambda v: np.array(v, dtype=np.float32),
    lambda v: np.repeat(v, 2)[::2],
    lambda v: misaligned(np.array(v, dtype=float)),
]


def one_column(v):
    """Make a matrix of one column."""
    return np.array(v)[:, None]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *((name, form) for name in ("weights", "Wts", "mask", "decay", "y") for form in VECTORS),
        *((name, one_column) for name in ("weights", "Wts", "mask", "y")),
    ],
)
def test_form_of_vectors_does_not_matter(name, form):
    """Lists, tuples, arrays, Series; a column too, except for decay."""
    given = {
        "x": np.arange(8.0).reshape(4, 2) / 8,
        "y": [0.0, 0.25, 0.5, 1.0],
        "weights": [1.0, 2.0, 0.0, 0.5],
        "Wts": [0.5, -0.25, 0.125, 0.0, 0.75],
        "mask": [1.0, 1.0, 0.0, 1.0, 1.0],
        "decay": [0.5, 0.0, 0.25, 0.125, 0.0],
    }
    options = {"size": 1, "trace": False, "maxit": 20}
    expected = nnet(**given, **options)
    fit = nnet(**{**given, name: form(given[name])}, **options)
    assert_same_bits(fit.wts, expected.wts)
    assert_same_bits(np.ravel(fit.fitted_values), expected.fitted_values)


# Seeds and start weights -----------------------------------------------------------------------


def test_seed_equals_set_seed(global_stream, iris, by_formula):
    """The seed of a call is R's set.seed() in front of it."""
    set_seed(1)
    assert_same_fit(nnet("Species ~ .", iris, **OPTIONS), by_formula)
    twin = RRandom(1)
    twin.runif(19)
    assert np.array_equal(global_stream.state, twin.state)


def test_seed_equals_a_stream_of_that_seed(iris, by_formula):
    """An RRandom is what an integer is made into."""
    assert_same_fit(nnet("Species ~ .", iris, seed=RRandom(1), **OPTIONS), by_formula)


def test_seed_equals_its_start_weights_given(iris, by_formula, x, y):
    """Start weights that are passed in are as good as those drawn."""
    Wts = RRandom(1).runif(19, -0.1, 0.1)
    assert_same_fit(nnet("Species ~ .", iris, Wts=Wts, **OPTIONS), by_formula)
    assert_same_fit(nnet(x, y, softmax=True, Wts=Wts.tolist(), **OPTIONS), by_formula)


def test_start_of_zeros_equals_zeros_given(x, y):
    """rang=0 draws nothing and starts from zeros."""
    options = {**OPTIONS, "rang": 0.0, "softmax": True}
    zeros = nnet(x, y, Wts=np.zeros(19), **options)
    assert_same_fit(nnet(x, y, **options), zeros)


# String or categorical response ----------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        lambda s: s,
        lambda s: s.astype(str),
        lambda s: s.astype(object),
        lambda s: s.astype("string"),
        lambda s: s.astype(str).astype("category"),
        lambda s: s.cat.as_ordered(),
        lambda s: pd.Categorical(s),
        lambda s: s.tolist(),
        lambda s: s.astype(str).to_numpy(dtype="U12"),
    ],
)
def test_text_equals_categories(iris, by_formula, x, form):
    """Text is a factor with sorted levels, in a frame and as an array."""
    changed = iris.assign(Species=form(iris["Species"]))
    fit = nnet("Species ~ .", changed, seed=1, **OPTIONS)
    assert_same_fit(fit, by_formula)
    assert fit.lev == by_formula.lev
    arrays = nnet(x, form(iris["Species"]), seed=1, **OPTIONS)
    assert_same_fit(arrays, by_formula)
    assert arrays.lev == by_formula.lev


def test_numbers_made_a_factor_equal_categories(frame):
    """factor(y) in the formula is a categorical column."""
    by_call = nnet("factor(y) ~ u + v", frame, seed=1, **OPTIONS)
    categories = frame.assign(y=frame["y"].astype("category"))
    assert_same_fit(nnet("y ~ u + v", categories, seed=1, **OPTIONS), by_call)


# Options that say the same ---------------------------------------------------------------------


def test_case_weights_equal_repeated_rows():
    """A row of weight 2 is the row twice: the same terms, but another order of additions."""
    x, y = np.array([[0.0], [0.5], [1.0]]), np.array([0.25, 1.0, 0.5])
    options = {"size": 0, "skip": True, "linout": True, "trace": False, "seed": 1, "reltol": 1e-14}
    weighted = nnet(x, y, [1, 2, 1], **options)
    repeated = nnet(x[[0, 1, 1, 2]], y[[0, 1, 1, 2]], **options)
    # One minimum; the last steps differ by rounding, amplified by the stopping rule.
    np.testing.assert_allclose(weighted.wts, repeated.wts, rtol=1e-6)


def test_weights_of_one_equal_no_weights(by_formula, iris):
    """The default."""
    fit = nnet("Species ~ .", iris, weights=np.ones(150), seed=1, **OPTIONS)
    assert_same_fit(fit, by_formula)


def test_mask_of_all_equals_no_mask(by_formula, iris):
    """The default."""
    fit = nnet("Species ~ .", iris, mask=[True] * 19, seed=1, **OPTIONS)
    assert_same_fit(fit, by_formula)


def test_trace_does_not_change_the_fit(capsys, by_formula, iris):
    """It only tells."""
    fit = nnet("Species ~ .", iris, seed=1, **{**OPTIONS, "trace": True})
    assert_same_fit(fit, by_formula)
    assert "# weights:  19" in capsys.readouterr().out


def test_fit_repeated_is_the_same(iris, by_formula):
    """Nothing is kept from one call to the next."""
    nnet("Sepal.Length ~ .", iris, linout=True, seed=2, **OPTIONS)
    assert_same_fit(nnet("Species ~ .", iris, seed=1, **OPTIONS), by_formula)
