"""Objects that R saved, as Python has them; `compat/record/rfiles.R` saved them."""

import datetime
import warnings

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import FitWarning, load_rdata, read_rds

from ..support import RECORDINGS, assert_same_bits

SAVED = RECORDINGS / "rfiles"
FORMS = ["gzip", "bzip2", "xz", "none", "version2", "ascii", "little"]


def read_quietly(path, **options):
    """What a file holds, without what is said of classes that are not known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        return read_rds(path, **options)


@pytest.fixture(scope="module")
def plain():
    """All plain objects, as saveRDS() writes them by default."""
    return read_quietly(SAVED / "plain-gzip.rds")


@pytest.mark.parametrize("form", FORMS)
def test_all_forms_hold_the_same(form, plain):
    """Compressed or not, in either byte order or as text, of version 2 or 3."""
    read = read_quietly(SAVED / f"plain-{form}.rds")
    assert read.keys() == plain.keys()
    frame = read.pop("frame")
    pd.testing.assert_frame_equal(frame, plain["frame"], check_exact=True)
    assert_same_bits(frame["x"], plain["frame"]["x"])
    assert repr(read) == repr({k: v for k, v in plain.items() if k != "frame"})


def test_columns_of_a_frame_have_the_types_of_their_vectors(plain):
    """Missing numbers are NaN, missing integers and truths pandas' NA; a matrix is two columns."""
    frame = plain["frame"]
    assert frame["x"].dtype == float
    assert_same_bits(frame["x"], [1.5, np.nan, -np.inf])
    assert frame["i"].tolist() == [1, pd.NA, 3]
    assert frame["i"].dtype == "Int64"
    assert frame["l"].tolist() == [True, pd.NA, False]
    assert frame["l"].dtype == "boolean"
    assert [None if pd.isna(s) else s for s in frame["s"]] == ["a", None, "ü"]
    assert frame["f"].cat.categories.tolist() == ["b", "a", "unused"]
    assert frame["f"].cat.codes.tolist() == [0, 1, -1]
    assert frame["o"].cat.ordered
    assert frame["m.u"].tolist() == [1, 2, 3]
    assert frame["m.v"].tolist() == [4, 5, 6]
    assert frame.index.tolist() == ["r1", "r2", "r3"]


def test_dates_and_times_are_exact(plain):
    """Days, and seconds with their fraction in the zone that R has."""
    frame = plain["frame"]
    assert frame["d"].tolist() == [pd.Timestamp("2020-02-29"), pd.NaT, pd.Timestamp("1969-12-31")]
    zoned = pd.Timestamp("2020-02-29 13:34:56.25", tz="Europe/Berlin")
    assert frame["t"].iloc[0] == zoned
    assert frame["t"].dt.tz is not None
    assert frame["t"].iloc[2] == pd.Timestamp(-1, unit="s", tz="UTC")
    expected = [datetime.timedelta(minutes=1), datetime.timedelta(minutes=2.5)]
    assert plain["difference"].tolist() == expected


def test_rows_are_labelled_as_in_r(plain):
    """From 1 on where they number themselves; those left keep their numbers."""
    assert plain["some_rows"].index.tolist() == [3, 7]
    assert read_rds(SAVED / "fit-arrays.rds")["newdata"].shape == (3, 4)
    assert load_rdata(SAVED / "two.RData")["y"].tolist() == [1, 2, 3]


def test_vectors_matrices_and_tables(plain):
    """Arrays; with names Series and frames."""
    assert plain["sequence"].tolist() == list(range(1, 11))
    assert plain["backwards"].tolist() == [3, 2, 1]
    assert plain["sequence"].dtype.kind == "i"
    assert plain["texts_of_numbers"].tolist() == ["1", None, "12"]
    assert plain["named"].index.tolist() == ["a", "b"]
    assert_same_bits(plain["named"], [0.1, np.nan])
    assert plain["matrix"].tolist() == [[1, 3], [2, 4]]
    assert plain["named_matrix"].loc["b", "q"] == 4
    assert plain["table"].to_dict() == {"x": 2, "y": 1}
    assert plain["cube"].shape == (2, 3, 4)
    assert plain["cube"][1, 0, 3] == 20
    assert plain["no_texts"].shape == (0,)
    assert plain["raw"] == b"\x01\x02\x03"
    assert plain["complex"].tolist() == [1 + 2j]
    assert plain["missing"].tolist() == [pd.NA]


def test_lists_are_dictionaries_where_names_differ(plain):
    """Pairs where they do not, lists where there are none."""
    assert plain["unnamed"][1].tolist() == ["two"]
    assert plain["unnamed"][2] is None
    assert [name for name, _ in plain["doubled"]] == ["a", "a"]
    assert [name for name, _ in plain["partly"]] == ["a", ""]
    assert plain["empty"] == []
    assert plain["named_empty"] == {}
    assert plain["deep"][0][0][0].tolist() == [1]


def test_programs_are_their_text(plain):
    """Formulas, calls and names, as R deparses them."""
    assert plain["formula"] == "y ~ x + log(z) * I(w^2)"
    assert plain["call"] == 'f(x, y = 2L, "a\\n", `b c`)[1]'
    assert plain["in_package"] == "MASS::birthwt"
    assert plain["name"] == "foo"
    assert plain["code"] == "function(x, y = 2) x[1] + y$b"


def test_what_is_rs_alone_goes_by_its_kind(plain):
    """A compiled function, and an environment that holds itself: neither is run nor looked into."""
    assert repr(plain["fun"]) == "<R's function>"
    assert repr(plain["environment"]) == "<R's environment R_GlobalEnv>"
    assert repr(plain["own"]) == "<R's environment an environment of its own>"
    assert plain["null"] is None


def test_encodings(plain):
    """Latin-1 is read as what it says, bytes as R shows them."""
    assert plain["latin"].tolist() == ["ü"]
    assert plain["bytes"].tolist() == ["\\xff\\xfe"]


def test_unknown_classes_are_named():
    """The list is given as it is."""
    with pytest.warns(FitWarning, match="class 'from_elsewhere' is not known"):
        read = read_rds(SAVED / "plain-none.rds")
    assert read["unknown"]["a"].tolist() == [1]


def test_workspaces():
    """By name; each function says which the other is for."""
    objects = load_rdata(SAVED / "two.RData")
    assert list(objects) == ["x", "y"]
    assert objects["x"].shape == (3, 10)
    with pytest.raises(pynnet.DataError, match=r"Use load_rdata\(\)"):
        read_rds(SAVED / "two.RData")
    with pytest.raises(pynnet.DataError, match=r"Use read_rds\(\)"):
        load_rdata(SAVED / "plain-gzip.rds")


def test_numbers_that_are_to_be_text_are_written_as_r_writes_them():
    """R keeps as.character(x) as the numbers; the quick way gives what the whole rule gives."""
    from pynnet._printing import number_text
    from pynnet._rfiles.format.altrep import _text_of_double

    stream = pynnet.RRandom(1)
    numbers = stream.runif(3000) * 10.0 ** (stream.sample(24, 3000, True) - 8)
    numbers[::3] = np.round(numbers[::3], 3)
    numbers[::7] *= -1
    for number in [*numbers.tolist(), 0.001, 0.0001, 1e5, 123456.0, 1e15, 0.1 + 0.2, np.inf]:
        assert _text_of_double(number, 0) == number_text(number)
    assert _text_of_double(float("nan"), 1954) is None
    assert _text_of_double(float("nan"), 0) == "NaN"
