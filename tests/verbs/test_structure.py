"""`str_()`: texts recorded from ``str`` of R 4.5."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, load_iris, multinom, nnet, options
from pynnet.r import formula, str_, table

DAYS = np.arange("2020-01-01", "2020-01-11", dtype="M8[D]")
TIMES = pd.Series(pd.date_range("2020-01-01 12:30", periods=4, freq="s", tz="UTC"))
LETTERS = list("abcdefghijklmnopqrstuvwxyz")


def a_function(x, y=2, *more):
    """Whose arguments are shown."""
    return x, y, more


def text_of(capsys, x, **arguments):
    """What is printed."""
    str_(x, **arguments)
    return capsys.readouterr().out


VECTORS = [
    (np.array([1.5, None, 2], dtype=object), " num [1:3] 1.5 NA 2"),
    (np.arange(1, 101), " int [1:100] 1 2 3 4 5 6 7 8 9 10 ..."),
    (np.arange(1, 31) / 7, " num [1:30] 0.143 0.286 0.429 0.571 0.714 ..."),
    (np.array([True, None], dtype=object), " logi [1:2] TRUE NA"),
    (np.array([1 + 2j, 0.5j]), " cplx [1:2] 1+2i 0+0.5i"),
    (
        np.array(LETTERS),
        ' chr [1:26] "a" "b" "c" "d" "e" "f" "g" "h" "i" "j" "k" "l" "m" "n" "o" "p" ...',
    ),
    ("a", ' chr "a"'),
    (np.array([]), " num(0) "),
    (
        pd.Series([1.0, 2.0], index=["a", "b"]),
        ' Named num [1:2] 1 2\n - attr(*, "names")= chr [1:2] "a" "b"',
    ),
    (np.array([1e10, 1e-10, 1, 123456]), " num [1:4] 1.00e+10 1.00e-10 1.00 1.23e+05"),
    (pd.Categorical(["low", "high", "low"]), ' Factor w/ 2 levels "high","low": 2 1 2'),
    (
        pd.Categorical(["a", None, "b"], ordered=True),
        ' Ord.factor w/ 2 levels "a"<"b": 1 NA 2',
    ),
    (
        DAYS,
        ' Date[1:10], format: "2020-01-01" "2020-01-02" "2020-01-03" "2020-01-04" "2020-01-05" ...',
    ),
    (
        TIMES,
        ' POSIXct[1:4], format: "2020-01-01 12:30:00" "2020-01-01 12:30:01" '
        '"2020-01-01 12:30:02" ...',
    ),
    (TIMES[:0], ' \'POSIXct\' num(0) \n - attr(*, "tzone")= chr "UTC"'),
    ("x" * 200, f' chr "{"x" * 111}"| __truncated__'),
    (np.array(["名前", "a\nb", None], dtype=object), ' chr [1:3] "名前" "a\\nb" NA'),
    (None, " NULL"),
    (a_function, "function (x, y = 2, ...)  "),
]


@pytest.mark.parametrize(("x", "text"), VECTORS, ids=range(len(VECTORS)))
def test_vectors(x, text, capsys):
    """Kind, length, and the first values with three digits."""
    assert text_of(capsys, x) == f"{text}\n"


def test_arrays_and_tables(capsys):
    """Their extents, and the labels of tables."""
    assert text_of(capsys, np.arange(1, 7).reshape(2, 3, order="F")) == (
        " int [1:2, 1:3] 1 2 3 4 5 6\n"
    )
    assert text_of(capsys, table(["x", "y", "x"])) == (
        " 'table' int [1:2(1d)] 2 1\n"
        ' - attr(*, "dimnames")=List of 1\n'
        '  ..$ : chr [1:2] "x" "y"\n'
    )


def test_lists(capsys):
    """Each part behind its name, those of parts further in."""
    x = {"n": 3, "names": np.array(["a", "b"]), "deep": [1.5, None]}
    assert text_of(capsys, x) == (
        "List of 3\n"
        " $ n    : int 3\n"
        ' $ names: chr [1:2] "a" "b"\n'
        " $ deep :List of 2\n"
        "  ..$ : num 1.5\n"
        "  ..$ : NULL\n"
    )
    assert text_of(capsys, []) == " list()\n"
    assert text_of(capsys, {}) == " Named list()\n"
    assert text_of(capsys, [TIMES]) == (
        'List of 1\n $ : POSIXct[1:4], format: "2020-01-01 12:30:00" "2020-01-01 12:30:01" ...\n'
    )


def test_data_frames(capsys):
    """Columns without their length."""
    frame = pd.DataFrame(
        {
            "x": [1.25, 2],
            "g": pd.Categorical(["u", "v"]),
            "t": ["a", None],
            "d": [datetime.date(2020, 1, 1), datetime.date(2020, 1, 2)],
        }
    )
    assert text_of(capsys, frame) == (
        "'data.frame':\t2 obs. of  4 variables:\n"
        " $ x: num  1.25 2\n"
        ' $ g: Factor w/ 2 levels "u","v": 1 2\n'
        ' $ t: chr  "a" NA\n'
        ' $ d: Date, format: "2020-01-01" "2020-01-02"\n'
    )
    none = "'data.frame':\t0 obs. of  "
    assert text_of(capsys, frame[["x"]][:0]) == f"{none}1 variable:\n $ x: num \n"
    assert text_of(capsys, pd.DataFrame()) == f"{none}0 variables\n"


ARGUMENTS = [
    ([1, [2, [3]]], {"max_level": 1}, "List of 2\n $ : int 1\n $ :List of 2"),
    (
        [1, 2, 3, 4],
        {"list_len": 2},
        "List of 4\n $ : int 1\n $ : int 2\n  [list output truncated]",
    ),
    (range(1, 31), {"vec_len": 2}, " int [1:30] 1 2 3 4 5 ..."),
    (1 / 3, {"digits_d": 5}, " num 0.33333"),
    (pd.Series([1.0], index=["a"]), {"give_attr": False}, " Named num 1"),
    ("x" * 50, {"nchar_max": 20}, ' chr "xxx"| __truncated__'),
    (np.array(LETTERS), {"width": 30}, ' chr [1:26] "a" "b" "c" ...'),
    (range(1, 4), {"give_length": False}, " int  1 2 3"),
    ({"a": 1.0}, {"comp_str": "@ "}, "List of 1\n @ a: num 1"),
]


@pytest.mark.parametrize(("x", "arguments", "text"), ARGUMENTS, ids=[str(a[1]) for a in ARGUMENTS])
def test_arguments_are_those_of_r(x, arguments, text, capsys):
    """How deep, how many, how exact, how wide."""
    assert text_of(capsys, x, **arguments) == f"{text}\n"


def test_options_count(capsys):
    """A line is as wide as the options say."""
    with options(width=30):
        assert text_of(capsys, np.array(LETTERS)) == ' chr [1:26] "a" "b" "c" ...\n'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"vec_len": -1}, "vec_len"),
        ({"digits_d": 23}, "digits_d"),
        ({"nchar_max": 16}, "nchar_max"),
        ({"width": 3}, "width"),
        ({"strict_width": "cut"}, "strict_width"),
        ({"max_level": "a"}, "max_level"),
        ({"comp_str": 1}, "comp_str"),
        ({"indent_str": ".."}, "unused argument"),
    ],
)
def test_arguments_are_checked(arguments, message, capsys):
    """Before anything is printed."""
    with pytest.raises(ArgumentError, match=message):
        str_(1, **arguments)
    assert capsys.readouterr().out == ""


def test_formulas(capsys):
    """What R keeps of the formula of a fit; a call is its text."""
    fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.1, trace=False)
    assert text_of(capsys, formula(fit)) == (
        "Class 'formula'  language Species ~ Petal.Width\n"
        '  ..- attr(*, "variables")= language list(Species, Petal.Width)\n'
        '  ..- attr(*, "factors")= int [1:2, 1] 0 1\n'
        '  .. ..- attr(*, "dimnames")=List of 2\n'
        '  .. .. ..$ : chr [1:2] "Species" "Petal.Width"\n'
        '  .. .. ..$ : chr "Petal.Width"\n'
        '  ..- attr(*, "term.labels")= chr "Petal.Width"\n'
        '  ..- attr(*, "order")= int 1\n'
        '  ..- attr(*, "intercept")= int 1\n'
        '  ..- attr(*, "response")= int 1\n'
        '  ..- attr(*, ".Environment")=<environment: R_GlobalEnv> \n'
        '  ..- attr(*, "predvars")= language list(Species, Petal.Width)\n'
        '  ..- attr(*, "dataClasses")= Named chr [1:2] "factor" "numeric"\n'
        '  .. ..- attr(*, "names")= chr [1:2] "Species" "Petal.Width"\n'
    )
    short = text_of(capsys, [formula(fit)], give_attr=False)
    assert short == "List of 1\n $ :Class 'formula'  language Species ~ Petal.Width\n"


def test_fits_are_refused(capsys):
    """They are not R's lists; what to do instead is said. Lists of them, too."""
    fit = nnet("Species ~ Petal.Width", load_iris(), size=1, decay=0.1, seed=1, trace=False)
    for x in (fit, [1, fit], {"fit": fit}):
        with pytest.raises(ArgumentError, match="NNet is not offered"):
            str_(x)
    assert capsys.readouterr().out == ""


def test_arrays_of_dates_are_refused():
    """R has none that keep their class."""
    with pytest.raises(ArgumentError, match="array of class Date is not offered"):
        str_(DAYS.reshape(2, 5))
