"""What is written is read as what it was; `compat/tests/test_rfiles.py` has R read it."""

import datetime

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, DataError, read_rds, write_rds

from ..support import assert_same_bits

NA = np.array([0x7FF80000000007A2], dtype=np.uint64).view(float)  # R's, made quiet


@pytest.fixture
def again(tmp_path):
    """Write an object and read it."""

    def write_and_read(value, **options):
        write_rds(value, tmp_path / "object.rds", **options)
        return read_rds(tmp_path / "object.rds")

    return write_and_read


def test_frames_come_back(again):
    """Types, missing values, levels, zones, rows."""
    times = pd.to_datetime(["2020-02-29 12:00:00.25", None, "1969-12-31 00:00:00.00"])
    frame = pd.DataFrame(
        {
            "x": [1.5, np.nan, 0.1],
            "i": [1, -2, 2**31 - 1],
            "some": pd.array([1, None, 3], dtype="Int64"),
            "l": [True, False, True],
            "maybe": pd.array([True, None, False], dtype="boolean"),
            "s": ["a", None, "ü\n"],
            "f": pd.Categorical(["b", None, "a"], categories=["b", "a", "c"]),
            "o": pd.Categorical(["b", "a", "a"], categories=["b", "a"], ordered=True),
            "d": pd.to_datetime(["2020-02-29", None, "1969-12-31"]).astype("datetime64[s]"),
            "t": times.tz_localize("Europe/Berlin").astype("datetime64[ns, Europe/Berlin]"),
            "e": pd.to_timedelta([1.5, None, -2], unit="s").astype("timedelta64[ns]"),
        },
        index=["p", "q", "r"],
    )
    pd.testing.assert_frame_equal(again(frame), frame, check_exact=True)
    assert again(pd.DataFrame({"long": [1, 2**40]}))["long"].tolist() == [1.0, 2.0**40]


def test_rows_that_number_themselves_do_so(again):
    """From 1 on, as R's; other numbers are labels."""
    frame = pd.DataFrame({"x": [1.0, 2.0]})
    assert again(frame).index.tolist() == [1, 2]
    assert again(frame.set_axis([5, 9])).index.tolist() == [5, 9]
    assert again(frame.iloc[:0]).shape == (0, 1)


@pytest.mark.parametrize("compress", ["gzip", "bzip2", "xz", "none"])
def test_numbers_keep_their_bits(again, compress):
    """Those of NA and of other NaN too, in arrays; NaN of pandas is NA."""
    values = np.array([0.1, -0.0, np.inf, 5e-324, np.nan, NA[0]])
    read = again(values, compress=compress)
    assert read.view(np.uint64).tolist() == values.view(np.uint64).tolist()
    series = again(pd.Series(values[:5], index=list("abcde")))
    assert series.to_numpy().view(np.uint64)[4] == NA.view(np.uint64)[0]


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, 2.5, "x", None, True, b"raw"], "b": {}},
        [],
        [[], [[]]],
        {"": 1, "b": 2},
    ],
)
def test_lists_come_back(again, value):
    """Single values are vectors of length 1, as everything in R."""

    def flat(x):
        if isinstance(x, dict):
            return {k: flat(v) for k, v in x.items()}
        if isinstance(x, (list, tuple)):
            return [flat(v) for v in x]
        return x.tolist()[0] if isinstance(x, np.ndarray) else x

    expected = [["", 1], ["b", 2]] if "" in value else value
    assert flat(again(value)) == expected


def test_single_values_and_arrays(again):
    """Integers where R has them, doubles above; matrices column by column."""
    assert again(5).dtype == np.int64
    assert again(2**40).tolist() == [2.0**40]
    assert again(np.float32(0.5)).tolist() == [0.5]
    assert again(datetime.date(2020, 2, 29)).tolist() == [pd.Timestamp("2020-02-29")]
    assert again(1 + 2j).tolist() == [1 + 2j]
    assert again(pd.NA).tolist() == [pd.NA]
    matrix = np.arange(6).reshape(2, 3)
    assert again(matrix).tolist() == matrix.tolist()
    cube = np.arange(24.0).reshape(2, 3, 4)
    assert_same_bits(again(cube), cube)
    assert again(np.array(["a", None], dtype=object)).tolist() == ["a", None]
    assert again(pd.Index(["a", "b"])).tolist() == ["a", "b"]


def test_times_beyond_nanoseconds_are_written(tmp_path):
    """In seconds, as R has them; they cannot be read again, in words."""
    write_rds(np.array(["9999-01-01T00:00:01", "NaT"], "M8[s]"), tmp_path / "far.rds")
    with pytest.raises(DataError, match="too far from 1970"):
        read_rds(tmp_path / "far.rds")


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        ({1: 2}, ArgumentError, "names of a list are texts: got the key 1"),
        (object(), ArgumentError, "class object cannot be written"),
        ({"f": print}, ArgumentError, "cannot be written"),
        ({1, 2}, ArgumentError, "class set cannot be written"),
        (2**60, DataError, "too large for R"),
        (np.array([2**60]), DataError, "too large for R"),
        ("a\0b", DataError, "nul character not allowed"),
        ("\ud800", DataError, "half a character"),
        (pd.DataFrame({"x": [1, 2]}, index=["a", "a"]), DataError, "duplicate 'row.names'"),
        (pd.DataFrame({"x": [1]}, index=pd.MultiIndex.from_tuples([(1, 2)])), DataError, "levels"),
        (pd.DataFrame({"x": pd.period_range("2020", periods=1)}), DataError, "column 'x'"),
        (np.ma.masked_array([1, 2], [0, 1]), DataError, "masked"),
        (pd.DataFrame({"x": [[1], {}]}), DataError, "column 'x'"),
        (np.array([2**63, None], object), DataError, "too large for R"),
        (np.array(["NaT"], "M8"), DataError, r"without a unit.*astype\('M8\[s\]'\)"),
        (np.array([5], "m8"), DataError, r"without a unit.*astype\('m8\[s\]'\)"),
        (np.array([2**55], "M8[Y]"), DataError, "times that pandas cannot hold"),
        (datetime.timedelta.max, DataError, "times that pandas cannot hold"),
    ],
)
def test_what_r_lacks_is_refused(tmp_path, value, error, words):
    """Before anything is written: there is no file afterwards."""
    with pytest.raises(error, match=words):
        write_rds(value, tmp_path / "object.rds")
    assert list(tmp_path.iterdir()) == []


def test_texts_that_are_all_missing_are_texts(again):
    """In a column of text; R has a type for it, where NaN alone would be numbers."""
    from pynnet._rfiles.format.budget import Budget
    from pynnet._rfiles.format.nodes import Character
    from pynnet._rfiles.format.serialize import serialized
    from pynnet._rfiles.format.unserialize import unserialized
    from pynnet._rfiles.writing.write import _node

    column = again(pd.DataFrame({"s": ["a", None]})).iloc[1:]
    node, _ = unserialized(serialized(_node(column)), Budget(2**20))
    assert isinstance(node.values[0], Character)
    assert node.values[0].values == [None]


def test_lists_without_end_are_refused(tmp_path):
    """A list that holds itself."""
    value = []
    value.append(value)
    with pytest.raises(DataError, match="nested too deeply"):
        write_rds(value, tmp_path / "object.rds")


@pytest.mark.parametrize(
    ("path", "options", "words"),
    [
        (5, {}, "invalid 'path'"),
        ("a\0", {}, "invalid 'path'"),
        ("a", {"compress": "zip"}, "'compress'"),
    ],
)
def test_wrong_arguments(path, options, words):
    """Are said, with what to pass."""
    with pytest.raises(ArgumentError, match=words):
        write_rds(1, path, **options)


def test_file_is_replaced_when_all_is_written(tmp_path):
    """One that cannot be written leaves the old one."""
    path = tmp_path / "object.rds"
    write_rds("old", path)
    with pytest.raises(ArgumentError):
        write_rds(object(), path)
    assert read_rds(path).tolist() == ["old"]
    with pytest.raises(FileNotFoundError):
        write_rds(1, tmp_path / "nowhere" / "object.rds")


FITS = {
    "formula": lambda d: pynnet.nnet(
        "g ~ poly(x, 2) + scale(z, TRUE, FALSE) * h + ns(x, 3) + bs(z, df = 4)",
        d,
        size=2,
        **OPTIONS,
    ),
    "arrays": lambda d: pynnet.nnet(
        d[["x", "z"]], d["x"] * 2, size=1, linout=True, skip=True, **OPTIONS
    ),
    "constant": lambda d: pynnet.nnet("x ~ I(z * k)", d, size=1, env={"k": 2.5}, **OPTIONS),
    "contrasts": lambda d: pynnet.nnet(
        "x ~ h + C(g, sum)", d, size=1, contrasts={"h": np.array([[1.0], [-2.0]])}, **OPTIONS
    ),
    "multinom": lambda d: pynnet.multinom("g ~ x + h", d, Hess=True, model=True, **MULTINOM),
    "two classes": lambda d: pynnet.multinom(
        "h ~ log(x) + z", d, weights="w", model=True, **MULTINOM
    ),
    "counts": lambda d: pynnet.multinom("cbind(w, x, z) ~ h", d, **MULTINOM),
}
OPTIONS = {"seed": 1, "maxit": 200, "decay": 0.1, "trace": False}
MULTINOM = {"decay": 0.01, "maxit": 300, "trace": False}


def data_of_fits(n=40):
    stream = pynnet.RRandom(1)
    d = pd.DataFrame({"x": stream.runif(n), "z": stream.runif(n)})
    d["g"] = pd.Categorical(np.array(list("abc"))[stream.sample(3, n, True) - 1])
    d["h"] = np.array(["yes", "no"])[stream.sample(2, n, True) - 1]
    d["w"] = np.arange(n) % 3 + 1.0
    return d


@pytest.mark.parametrize("kind", FITS)
@pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")
def test_fits_come_back(again, kind):
    """They predict in the same bits, and say the same of themselves."""
    data = data_of_fits()
    fit = FITS[kind](data)
    read = again(fit)
    new = data.iloc[3:9] if kind != "arrays" else data[["x", "z"]].iloc[3:9]
    kinds = ("probs", "class") if isinstance(fit, pynnet.Multinom) else ("raw",)
    for what in kinds:
        ours, theirs = (np.asarray(f.predict(new, what)) for f in (fit, read))
        assert ours.tolist() == theirs.tolist()
    assert_same_bits(read.fitted_values, fit.fitted_values)
    assert_same_bits(read.residuals, fit.residuals)
    assert str(read) == str(fit)
    assert str(read.summary()) == str(fit.summary())
    assert read.hyperparameters.keys() == fit.hyperparameters.keys()
    assert read.xlevels == fit.xlevels


def test_model_with_its_frame_is_fitted_again(again):
    """step() and update() work where the file holds the variables."""
    fit = FITS["multinom"](data_of_fits())
    read = again(fit)
    smaller, theirs = fit.update("~ . - h"), read.update("~ . - h")
    assert_same_bits(theirs.wts, smaller.wts)
    assert str(read.drop1()) == str(fit.drop1())
    assert_same_bits(read.vcov(), fit.vcov())


def test_searches_come_back(again):
    """With the best model; what R has no place for is missing."""
    control = pynnet.tune_control(cross=3)
    found = pynnet.tune_nnet(
        "Species ~ .", pynnet.load_iris(), size=1, decay=[0.01, 0.1], control=control, seed=1
    )
    read = again(found)
    assert str(read.summary()) == str(found.summary())
    assert read.best_parameters == found.best_parameters
    assert [rows.tolist() for rows in read.train_ind] == [rows.tolist() for rows in found.train_ind]
    iris = pynnet.load_iris().iloc[::20]
    assert_same_bits(read.best_model.predict(iris), found.best_model.predict(iris))
