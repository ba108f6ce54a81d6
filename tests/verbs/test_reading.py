"""read_csv() against what R's read.csv gives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pynnet import ArgumentError, DataError, RWarning, r

TABLE = """id,my var,2x,x,x,.1a,T/F,txt,big,hex,e,na,blank,lgl,if,_u
1,1.5,a,1,2,TRUE,T,"he said ""hi"", ok",3000000000,0x1F,1e3,NA,,TRUE,3,z
2, 2 ,b,,NA,FALSE,F,NA,1,10,Inf,NA,,false,4,
03,-0,NA,3,4,NA,T,"two
lines",2147483647,NA,NaN,NA,,T,,"NA"
"""


def read(tmp_path, text, **more):
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    return r.read_csv(tmp_path / "d.csv", **more)


def test_types_and_names_are_those_of_r(tmp_path):
    """str(read.csv(...)): int, num, chr, int, int, logi, logi, chr, num, num, num, logi, ..."""
    found = read(tmp_path, TABLE)
    names = "id my.var X2x x x.1 X.1a T.F txt big hex e na blank lgl if. X_u"
    assert " ".join(found.columns) == names
    assert r.rownames(found).tolist() == ["1", "2", "3"]
    assert [dtype.kind for dtype in found.dtypes[:1]] == ["i"]
    assert found["my.var"].tolist() == [1.5, 2.0, 0.0]
    assert [str(found[name].dtype) for name in ("x", "x.1", "X.1a", "T.F", "na")] == [
        *("Int64", "Int64", "boolean", "bool", "boolean")
    ]
    assert found["txt"].iloc[[0, 2]].tolist() == ['he said "hi", ok', "two\nlines"]
    assert found["txt"].isna().tolist() == [False, True, False]
    assert found["big"].tolist() == [3e9, 1, 2147483647]
    assert found["hex"].iloc[:2].tolist() == [31, 10]
    assert found["e"].iloc[:2].tolist() == [1000, math.inf]
    assert found["lgl"].tolist() == ["TRUE", "false", "T"]
    assert found["X_u"].iloc[:2].tolist() == ["z", ""]
    assert found["X_u"].isna().tolist() == [False, False, True]
    assert found["blank"].isna().all()


def test_numbers_are_the_nearest_doubles(tmp_path):
    """What repr() wrote comes back in every bit."""
    numbers = np.random.default_rng(1).lognormal(0, 30, size=2000)
    text = "x\n" + "\n".join(map(repr, numbers.tolist())) + "\n"
    assert read(tmp_path, text)["x"].to_numpy().tobytes() == numbers.tobytes()


def test_rows_are_named_where_the_header_is_shorter(tmp_path):
    """As write.csv() writes row names, and read.csv() reads them again without a name."""
    found = read(tmp_path, "a,b\nr1,1,2\nr2,3,4\n")
    assert found.index.tolist() == ["r1", "r2"]
    assert found["b"].tolist() == [2, 4]
    again = read(tmp_path, '"","a","b"\n"r1",1,2\n"r2",3,4\n', row_names=1)
    assert again.equals(found)
    with pytest.raises(ArgumentError, match="row_names"):
        read(tmp_path, "a\n1\n", row_names=2)


def test_short_rows_and_no_rows(tmp_path):
    """What is not there is missing; a header alone is a frame without rows."""
    assert read(tmp_path, "a,b\n1\n2,3\n")["b"].iloc[1] == 3
    assert read(tmp_path, "a,b\n1\n2,3\n")["b"].isna().tolist() == [True, False]
    assert read(tmp_path, "a,b\n").shape == (0, 2)


def test_options(tmp_path):
    """Another separator, other words for what is missing, factors, names as they are."""
    text = "my x;g\n1;b\n-;a\n"
    found = read(tmp_path, text, sep=";", na_strings=["-", "b"], stringsAsFactors=True)
    assert found["my.x"].isna().tolist() == [False, True]
    assert found["g"].cat.categories.tolist() == ["a"]
    assert read(tmp_path, text, sep=";", check_names=False).columns.tolist() == ["my x", "g"]


def test_what_is_no_table_is_refused(tmp_path):
    """R's words first."""
    with pytest.raises(DataError, match=r"^no lines available in input"):
        read(tmp_path, "")
    with pytest.raises(DataError, match=r"^more columns than column names"):
        read(tmp_path, "a,b\n1,2,3,4\n")
    (tmp_path / "l.csv").write_bytes("a,b\né,1\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"^invalid multibyte string: .* not written in utf-8"):
        r.read_csv(tmp_path / "l.csv")
    assert r.read_csv(tmp_path / "l.csv", encoding="latin-1")["a"].tolist() == ["é"]
    with pytest.raises(DataError, match="field larger than"):
        read(tmp_path, f"a,b\n{'x' * 200_000},1\n")
    with pytest.raises(FileNotFoundError):
        r.read_csv(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"sep": "ab"}, "^invalid 'sep' value: must be one byte"),
        ({"sep": 3}, "^invalid 'sep' value"),
        ({"encoding": "nope"}, "^invalid 'encoding' argument"),
        ({"encoding": "hex"}, "^invalid 'encoding' argument"),
        ({"encoding": 3}, "^invalid 'encoding' argument"),
    ],
)
def test_ways_to_read_are_checked(tmp_path, how, words):
    """Before the file is looked at."""
    with pytest.raises(ArgumentError, match=words):
        read(tmp_path, "a,b\n1,2\n", **how)


def test_mark_that_excel_writes_first_is_no_letter(tmp_path):
    """As in R, in a name with quotes too."""
    (tmp_path / "e.csv").write_bytes('\ufeff"my y",x\n1,2\n'.encode())
    assert list(r.read_csv(tmp_path / "e.csv", check_names=False)) == ["my y", "x"]


def test_decimal_commas(tmp_path):
    """R: read.csv(sep = ";", dec = ","): a point is no part of a number then."""
    found = read(tmp_path, "x;y;z\n1,5;Inf;1.5\n-,5e3;0x1F;2\n", sep=";", dec=",")
    assert found["x"].tolist() == [1.5, -500.0]
    assert found["y"].tolist() == [math.inf, 31.0]
    assert found["z"].tolist() == ["1.5", "2"]
    for dec in ("", "..", "x", None, 1):
        with pytest.raises(ArgumentError, match="invalid decimal separator: must be one byte"):
            read(tmp_path, "x\n1\n", dec=dec)


@pytest.mark.parametrize(
    ("text", "more", "told"),
    [
        ("y,x\na,1\nb,2,3\na,3\n", {}, "duplicate 'row.names' are not allowed: the first column"),
        ("y,x\na,1\na,2\n", {"row_names": 1}, "not allowed, and two rows are named 'a'"),
        ("y,x\n,1\n,2\n", {"row_names": 1}, "duplicate 'row.names' are not allowed"),
        ("y,x\nNA,1\nb,2\n", {"row_names": 1}, "missing values in 'row.names' are not allowed."),
        ("y,x\na,1\0\n", {}, "line 2 appears to contain embedded nulls"),
    ],
)
def test_names_of_rows_differ_and_text_has_no_nul(tmp_path, text, more, told):
    """R: the same errors; of a NUL it warns, and leaves out the rest of the value."""
    with pytest.raises(DataError, match=told):
        read(tmp_path, text, **more)


def test_utf_16_is_named(tmp_path):
    """Its first bytes tell; Excel writes it as "Unicode text"."""
    (tmp_path / "d.csv").write_text("x\n1\n", encoding="utf-16")
    with pytest.raises(DataError, match="encoding='utf-16'"):
        r.read_csv(tmp_path / "d.csv")
    assert r.read_csv(tmp_path / "d.csv", encoding="utf-16")["x"].tolist() == [1]


def test_marks_of_missing_values_are_texts(tmp_path):
    """One or several; anything else is refused before the file is read."""
    assert (
        read(tmp_path, "x\n1\n-\n?\n", na_strings=["-", "?"])["x"].isna().tolist()[1:] == [True] * 2
    )
    for wrong in (None, 3, [1], [["-"]]):
        with pytest.raises(ArgumentError, match=r"invalid 'na\.strings' argument"):
            read(tmp_path, "x\n1\n", na_strings=wrong)


def test_types_that_are_asked_for(tmp_path):
    """R: read.csv(colClasses = ); what is not of the type is an error in scan()'s words."""
    text = "g,x,b\n01,1,T\n2,NA,\n,3,FALSE\n"
    types = {"g": "factor", "x": "numeric", "b": "logical"}
    found = read(tmp_path, text, colClasses=types)
    assert found["g"].cat.categories.tolist() == ["", "01", "2"]
    assert found["x"].dtype == float
    assert found["b"].isna().tolist() == [False, True, False]
    assert read(tmp_path, text, colClasses={"g": "character"})["g"].tolist() == ["01", "2", ""]
    assert read(tmp_path, "x\nNA\n", colClasses={"x": "integer"})["x"].dtype == "Int64"
    for kind, expected in (("numeric", "a real"), ("logical", "a logical"), ("integer", "an int")):
        with pytest.raises(DataError, match=rf"scan\(\) expected '{expected}.*got '1.5x'"):
            read(tmp_path, "x\n1.5x\n", colClasses={"x": kind})
    with pytest.warns(RWarning, match="not all columns named in 'colClasses' exist"):
        read(tmp_path, text, colClasses={"q": "factor"})
    for wrong in ("factor", {"x": "foo"}, ["factor"], {"x": ["factor"]}):
        with pytest.raises(ArgumentError, match="invalid 'colClasses'"):
            read(tmp_path, text, colClasses=wrong)
