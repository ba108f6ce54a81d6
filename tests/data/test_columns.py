"""Columns of pandas and NumPy as R's kinds."""

from __future__ import annotations

import contextlib
import datetime

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from pynnet import DataError
from pynnet._data import (
    as_factor,
    as_integers,
    check_finite,
    check_no_missing,
    gaps_in,
    holds_integers,
    is_missing,
)
from pynnet._data.columns import kind_of
from pynnet._data.frames import NamedColumns
from pynnet._data.reading import as_column
from pynnet._formula import model_frame, model_matrix

from ..support import make_design

NUMBERS = [
    [1, 2, 3],
    (1.0, 2.0, 3.0),
    np.array([1, 2, 3], dtype=np.int8),
    np.array([1, 2, 3], dtype=np.uint64),
    np.array([1, 2, 3], dtype=np.float32),
    np.array([1, 2, 3], dtype=object),
    np.array([1.0, 2, 3], dtype=np.longdouble),
    pd.array([1, 2, 3], dtype="Int64"),
    pd.array([1, 2, 3], dtype="Float64"),
    pd.Series([1, 2, 3], index=[7, 8, 9]),
    pd.Index([1, 2, 3]),
]
LOGICALS = [
    [True, False, True],
    np.array([True, False, True]),
    np.array([True, False, True], dtype=object),
    pd.array([True, False, True], dtype="boolean"),
]
TEXTS = [
    ["u", "Z", "u"],
    np.array(["u", "Z", "u"]),
    np.array(["u", "Z", "u"], dtype=object),
    pd.array(["u", "Z", "u"], dtype="string"),
    pd.Series(["u", "Z", "u"]),
]


@pytest.mark.parametrize("values", NUMBERS, ids=lambda v: str(getattr(v, "dtype", type(v))))
def test_column_when_it_holds_numbers(values):
    """All are doubles, as R's integers are in a model matrix."""
    design = make_design("~ x", {"x": values})
    assert design.matrix[:, 1].tolist() == [1.0, 2.0, 3.0]
    assert design.spec.data_classes == {"x": "numeric"}


@pytest.mark.parametrize(
    "dtype", ["?", "i1", "u1", "<i4", ">i4", "i8", "u8", "f2", "<f4", "f8", "g"]
)
def test_column_of_an_array_is_that_of_its_series(dtype):
    """The way without pandas gives the same values and kinds, large integers as well."""
    with np.errstate(over="ignore"):
        values = np.array([0, 1, 100, 2**31 - 1, 2**31, 2**62 + 1]).astype(dtype)
    for array in (values[:3], values[:4], values):
        found, expected = as_column(array, "x"), as_column(pd.Series(array), "x")
        assert type(found) is type(expected)
        assert found.dtype == expected.dtype
        assert found.tolist() == expected.tolist()


@pytest.mark.parametrize("values", LOGICALS, ids=lambda v: str(getattr(v, "dtype", type(v))))
def test_column_when_it_holds_truths(values):
    """The column is named by TRUE."""
    design = make_design("~ x", {"x": values})
    assert design.column_names == ("(Intercept)", "xTRUE")
    assert design.matrix[:, 1].tolist() == [1.0, 0.0, 1.0]
    assert design.spec.data_classes == {"x": "logical"}


@pytest.mark.parametrize("values", TEXTS, ids=lambda v: str(getattr(v, "dtype", type(v))))
def test_column_when_it_holds_text(values):
    """Levels sort as in R: u before Z."""
    design = make_design("~ x", {"x": values})
    assert design.column_names == ("(Intercept)", "xZ")
    assert design.matrix[:, 1].tolist() == [0.0, 1.0, 0.0]
    assert design.spec.data_classes == {"x": "character"}
    assert design.spec.xlevels == {"x": ("u", "Z")}


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        (pd.array([1, None, 3], dtype="Int64"), [1]),
        (pd.array([True, None, False], dtype="boolean"), [1]),
        (np.array([True, None, False], dtype=object), [1]),
        (np.array(["a", None, np.nan, "b"], dtype=object), [1, 2]),
        (pd.array(["a", None, "b"], dtype="string"), [1]),
        (pd.Categorical(["a", None, "b"]), [1]),
        (np.array([1.0, np.nan, np.inf]), [1]),
        ([1.5, None, pd.NA, 2], [1, 2]),
    ],
)
def test_rows_when_values_are_missing(values, missing):
    """Every way to write a missing value drops the row; infinity is no missing value."""
    assert make_design("~ x", {"x": values}).rows.omitted.tolist() == missing


@pytest.mark.parametrize(
    ("categories", "texts"),
    [
        (["b", "a"], ("b", "a")),
        ([10, 9], ("10", "9")),
        ([0.1 + 0.2, 1e5], ("0.3", "1e+05")),
        ([True, False], ("TRUE", "FALSE")),
        ([pd.Interval(0, 1), pd.Interval(1, 2)], ("(0, 1]", "(1, 2]")),
    ],
)
def test_levels_when_categories_are_not_text(categories, texts):
    """Levels keep the order of the categories and read as R would write them."""
    values = pd.Categorical.from_codes([0, 1, 0], categories=categories)
    design = make_design("~ x", {"x": values})
    assert design.spec.xlevels == {"x": texts}
    assert design.column_names[1] == "x" + texts[1]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (pd.to_datetime(["2020-01-01", "2020-01-02"]), "dtype datetime64"),
        (pd.to_timedelta([1, 2], unit="D"), "dtype timedelta64"),
        (pd.period_range("2020", periods=2, freq="D"), "dtype period"),
        (pd.interval_range(0, 2), "dtype interval"),
        (pd.arrays.SparseArray([0, 1]), "is sparse"),
        (np.array([1j, 2]), "complex"),
        (np.array([b"a", b"b"]), "neither number nor text"),
        ([[1, 2], [3, 4]], "its elements are list"),
        ([datetime.date(2020, 1, 1)] * 2, "its elements are date"),
        (["a", 1], "its elements are int, str"),
        ([True, "a"], "its elements are bool, str"),
        (np.zeros((2, 2, 2)), "3 dimensions"),
        (np.array([["a", "b"], ["c", "d"]]), "NAs introduced by coercion"),
        (pd.DataFrame({"a": ["p", "q"]}), "NAs introduced by coercion"),
        (pd.Categorical([("a",), ("b",)]), "category of type tuple"),
        (pd.Categorical([1, "1"]), "read the same as text"),
    ],
)
def test_error_when_a_column_has_no_kind_in_r(values, message):
    """The column is named, and what to do is said."""
    with pytest.raises(DataError, match=message) as raised:
        make_design("~ x", {"x": values})
    assert "'x'" in str(raised.value)


@pytest.mark.parametrize("values", [1.0, "abc", b"abc", None])
def test_error_when_a_column_is_a_single_value(values):
    """A row is written as lists of length 1."""
    with pytest.raises(DataError, match=r"Write \[value\]"):
        make_design("~ x", {"x": values})


def test_data_when_given_as_an_array():
    """R: data.frame(matrix) names the columns V1, V2."""
    matrix = model_matrix("V2 ~ .", np.arange(6.0).reshape(3, 2))
    assert list(matrix.columns) == ["(Intercept)", "V1"]
    assert matrix["V1"].tolist() == [0.0, 2.0, 4.0]


def test_data_when_it_is_a_view():
    """Nothing the user passed in is changed or kept."""
    x, y = np.arange(3.0), np.arange(3.0)
    design = make_design("y ~ x", {"x": x, "y": y}, weights=y)
    y[:] = 7
    x[:] = 7
    assert design.response.tolist() == design.weights.tolist() == [0.0, 1.0, 2.0]
    assert design.matrix[:, 1].tolist() == [0.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "two columns named 'x'"),
        (pd.DataFrame([[1, 2]]), "a column named 0; names must be strings"),
        (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])), "2 levels"),
        ({1: [1]}, "a column named 1"),
        ({"x": [1], "z": [1, 2]}, r"differing number of rows: 1, 2 \('z'\)"),
        (
            {"x": pd.Series([1, 2]), "z": pd.Series([1, 2], index=[1, 2])},
            "different indexes",
        ),
        ([1, 2], "must be a DataFrame, a mapping of columns or a 2-D array, got list. Make one"),
        ("d.csv", "got str. Read a file first, by pandas.read_csv"),
        (pd.Series([1.0]), "got Series. One row of a frame is"),
        (np.zeros(3), "got ndarray"),
        (np.zeros((3, 1), [("x", float)]), r"got ndarray. Pass pd.DataFrame\(data.ravel\(\)\)"),
        ({"x": sparse.eye(3)}, "variable 'x' is sparse"),
        (3, "got int"),
    ],
)
def test_error_when_data_are_no_table(data, message):
    """What was got, and how to mend it."""
    with pytest.raises(DataError, match=message):
        make_design("~ x", data)


def test_long_doubles_beyond_all_floats_are_infinite():
    """In silence, in whatever form."""
    far = np.array(["1e4000", "1"]).astype(np.longdouble)
    for values in (far, pd.Series(far), far.astype(object)):
        assert as_column(values, "x").tolist() == [np.inf, 1.0]
    assert as_column(np.ma.masked_array(far, [False, True]), "x").tolist()[0] == np.inf


def test_as_factor_when_values_are_of_any_kind():
    """Levels are sorted as R sorts them."""
    assert list(as_factor(["b", "B", "a"]).categories) == ["a", "b", "B"]
    assert list(as_factor(["b", "B", "a"], "C").categories) == ["B", "a", "b"]
    assert list(as_factor(np.array([10, 9, 10])).categories) == ["9", "10"]
    assert list(as_factor([True, None]).categories) == ["TRUE"]
    assert list(as_factor(pd.Categorical(["x"], categories=["y", "x"])).categories) == ["y", "x"]


def test_column_when_arrow_holds_a_dictionary():
    """It is a factor with the levels in the order that Arrow has them."""
    pyarrow = pytest.importorskip("pyarrow")
    pieces = [pyarrow.array(p).dictionary_encode() for p in (["v", "u", None], ["w", "v"])]
    values = pd.Series(pd.arrays.ArrowExtensionArray(pyarrow.chunked_array(pieces)))
    column = as_column(values, "d")
    assert list(column.categories) == ["v", "u", "w"]
    assert column.codes.tolist() == [0, 1, -1, 2, 0]
    assert list(as_column(values[:0], "d")) == []


STORED = pd.DataFrame(
    {
        "float": [1.5, np.nan, 3.0],
        "single": np.array([1.5, 2.5, np.nan], dtype=np.float32),
        "int": [1, 2, 3],
        "Int": pd.array([1, None, 3], dtype="Int64"),
        "Float": pd.array([1.5, None, 3.5], dtype="Float64"),
        "bool": [True, False, True],
        "boolean": pd.array([True, None, False], dtype="boolean"),
        "object": np.array(["u", None, "Z"], dtype=object),
        "string": pd.array(["u", None, "Z"], dtype="string"),
        "str": ["u", "v", "Z"],
        "factor": pd.Categorical(["u", "v", None], categories=["v", "u", "w"]),
        "ordered": pd.Categorical([3, 1, 2], ordered=True),
    },
    index=[3, 1, 2],
)


@pytest.mark.parametrize("name", STORED)
@pytest.mark.parametrize("short", [True, False])
def test_column_of_a_frame_is_that_of_its_series(name, short, monkeypatch):
    """It is taken as it is stored, or as a Series should pandas lose the way to do so."""
    if not short:
        monkeypatch.delattr(pd.DataFrame, "_get_column_array")
    found, expected = NamedColumns(STORED, "data").column(name), as_column(STORED[name], name)
    assert type(found) is type(expected)
    assert kind_of(found) == kind_of(expected)
    if isinstance(expected, pd.Categorical):
        pd.testing.assert_extension_array_equal(found, expected)
    else:
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("name", ["float", "object"])
def test_column_of_a_frame_cannot_be_written(name):
    """Nobody can change the user's data through it."""
    before = STORED.copy()
    column = NamedColumns(STORED, "data").column(name)
    with contextlib.suppress(ValueError):  # the column may be a copy instead
        column[0] = column[2]
    pd.testing.assert_frame_equal(STORED, before)


def test_factor_of_a_model_frame_is_a_copy():
    """What users do to a model frame does not reach their data."""
    data = pd.DataFrame({"g": pd.Categorical(["u", "v", "u"])})
    made = model_frame("~ g", data)
    made.loc[0, "g"] = "v"
    assert data["g"].tolist() == ["u", "v", "u"]


def test_factor_in_the_users_hands_is_a_copy():
    """A function of the user's may change what it is given."""

    def spoil(g):
        g[0] = "v"
        return g

    data = pd.DataFrame({"g": pd.Categorical(["u", "v", "u"])})
    assert model_matrix("~ f(g)", data, env={"f": spoil}).iloc[:, 1].tolist() == [1.0, 1.0, 0.0]
    assert data["g"].tolist() == ["u", "v", "u"]


@pytest.mark.parametrize(
    "values",
    [
        [1.0, np.nan, np.inf],
        [np.inf, -np.inf, 1e308],
        [1e200, 1e-200, -1e200],
        [],
        [True, None],
        [True, False],
        ["a", None],
        ["a", "b"],
        pd.Categorical(["a", None]),
        pd.Categorical(["a", "b"]),
        pd.Categorical([]),
    ],
    ids=str,
)
def test_whether_a_column_has_missing_values(values):
    """It is what a look at each value says, and numbers of any size are no reason to warn."""
    column = as_column(values, "x")
    with np.errstate(all="raise"):
        gaps = gaps_in(column)
    assert (gaps is not None) is bool(is_missing(column).any())
    assert gaps is None or gaps.tolist() == is_missing(column).tolist()


@pytest.mark.parametrize("times", [1, 10_000], ids=["few", "many"])
def test_checks_of_huge_and_tiny_numbers_warn_of_nothing(times):
    """Sums of squares go beyond the range of numbers silently, and are no proof then."""
    with np.errstate(all="raise"):
        for numbers in ([1e200, 3.0], [1e-200, 0.0], [2.0**31, 1.0], [7.0, 1.0]):
            values = np.array(numbers * times)
            assert gaps_in(values) is None
            check_finite(values, "x", 1)
            check_no_missing(values[:, np.newaxis], "x")
            assert holds_integers(as_integers(values)) is bool((np.abs(values) < 2**31).all())
        for wrong in (np.nan, np.inf, -np.inf):
            with pytest.raises(DataError, match="not finite"):
                check_finite(np.array([1e200] * times + [wrong]), "x", 1)
            values = np.array([1.0] * times + [wrong])
            assert (gaps_in(values) is not None) is bool(np.isnan(wrong))
