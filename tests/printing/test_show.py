"""Objects printed as R prints them, compared with R's text, character for character."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import threading

import numpy as np
import pandas as pd
import pytest

import pynnet
from compat.compare.live import r_compared, require_r
from pynnet import ArgumentError, Table, UnknownArgumentError, load_iris, multinom, options, show
from pynnet._printing import Language

from ..support import recorded

NA = np.array([0x7FF00000000007A2], dtype="u8").view("f8")[0]  # R's


def series(values, names=None, dtype=None):
    """A column with names."""
    return pd.Series(values, index=names, dtype=dtype)


# What the call in show.json makes in R, with options of the printing if there are any.
CASES = {
    "numbers in common": np.array([1.5, 22.25, NA, np.nan, np.inf, -0.0]),
    "powers of ten": np.array([1e10, 1.5, 1e-5]),
    "one number": 1e5,
    "a large whole number": 123456,
    "a number beyond 32 bits": 2**31,
    "23 digits after the point": (9.999999925494195e-11, {"digits": 15}),
    "integers in lines": range(1, 31),
    "truths": pd.array([True, None, False], dtype="boolean"),
    "texts": np.array(["a", None, "NA", 'say "hi"', "tab\t", "b\\c"], dtype=object),
    "texts without quotes": (np.array(["a", None, "b c"], dtype=object), {"quote": False}),
    "wide and combining characters": np.array(["\u540d\u524d", "a", "e\u0301", "\U0001f600"]),
    "complex numbers": series([1 + 2j, 0.25 - 10j, None]),
    "names": series([1, 2.25, None], ["a", "bb", "ccc"]),
    "names in lines": series(range(1, 31), [f"n{i}" for i in range(1, 31)]),
    "wide names": series([1, 2], ["\u540d\u524d", None]),
    "no numbers": np.array([]),
    "no texts": np.array([], dtype=str),
    "no named numbers": series([], [], "float64"),
    "a factor": pd.Categorical(["lo", None, "hi"]),
    "an ordered factor": pd.Categorical(["lo", "hi"], ["lo", "hi"], ordered=True),
    "a factor of many levels": pd.Categorical(list("abc"), list("abcdefghijklmnopqrstuvwxyz")),
    "levels left out": pd.Categorical(["level.1"], [f"level.{i}" for i in range(1, 41)]),
    "levels left out of an order": pd.Categorical(
        ["level.1"], [f"level.{i}" for i in range(1, 41)], ordered=True
    ),
    "no factor": pd.Categorical([]),
    "a factor with names": series(pd.Categorical(["x", "y"]), ["n1", "n2"]),
    "days": np.array(["2020-02-29", "NaT"], dtype="M8[D]"),
    "a day": datetime.date(2020, 2, 29),
    "times": np.array(["2020-02-29T10:30", "NaT"], dtype="M8[s]"),
    "midnight": pd.Timestamp("2020-02-29"),
    "times of a zone": pd.to_datetime(["2020-01-01 10:30", "2020-07-01 10:30"]).tz_localize(
        "Europe/Berlin"
    ),
    "a matrix": np.array([[1.5, 3], [NA, 4e10]]),
    "a matrix of ten rows": np.arange(1, 10)[:, None],
    "a wide matrix": np.arange(1, 41).reshape(2, 20, order="F") * 1e6,
    "a matrix of texts": np.array([["a", None], ["bb", "d"]], dtype=object),
    "a matrix without rows": np.empty((0, 3)),
    "a matrix without columns": np.empty((3, 0)),
    "no matrix": np.empty((0, 0)),
    "an array": np.arange(1, 13).reshape(2, 3, 2, order="F"),
    "an array without slices": np.empty((2, 2, 0)),
    "a table": Table([2, 1], {"g": ["a", "b"]}),
    "a table of two factors": pd.crosstab(
        pd.Series([0, 1, 1], name="truth"), pd.Series(list("aba"), name="guess")
    ),
    "a table without names": Table([[1, 0], [0, 1]], [["a", "b"], ["u", "v"]]),
    "a table of three factors": Table(
        [[[1, 0], [0, 0]], [[0, 0], [0, 1]]], {"g": ["a", "b"], "h": [1, 2], "k": ["u", "v"]}
    ),
    "a table of shares": Table(np.array([[1, 1], [0, 1]]) / 3, {"g": [1, 2], "h": [1, 2]}),
    "a table with a wide name": Table(
        [[0, 1], [1, 0]], {"\u540d": ["a", "b"], "h": ["x", "\u540d\u524d"]}
    ),
    "no table": Table(np.empty((0, 2), int), [[], [1, 2]]),
    "a data frame": pd.DataFrame(
        {
            "x": [1.5, None],
            "y": ["a", None],
            "z": pd.array([True, None], dtype="boolean"),
            "d": [datetime.date(2020, 2, 29), None],
            "f": pd.Categorical(["u", None]),
            "t": pd.to_datetime(["2020-02-29 10:30", None]),
        }
    ),
    "a data frame with names of rows": pd.DataFrame({"x": [1, 2]}, index=["\u540d\u524d", "b"]),
    "a wide data frame": pd.DataFrame(
        np.arange(1, 61).reshape(2, 30, order="F") * 12345, columns=[f"V{i}" for i in range(1, 31)]
    ),
    "a data frame without rows": pd.DataFrame({"a": [], "b": []}),
    "a data frame without columns": pd.DataFrame(index=range(3)),
    "no data frame": pd.DataFrame(),
    "a list": {"a": 1.0, "b": {"c": 2, "d": "x"}, "my var": None, "": 3.0},
    "a list without names": [
        [],
        range(1, 4),
        [1.0, "a"],
        pd.Categorical(["a"]),
        pd.DataFrame({"a": [1.0]}),
    ],
    "names of a list": {".a": 1, "_x": 2, "if": 3, "1": 4, "...": 5, "\u540d": 6},
    "no list": [],
    "no named list": {},
    "nothing": None,
    "40 columns": (range(1, 31), {"width": 40}),
    "3 digits": (np.array([np.pi, 1e-3]), {"digits": 3}),
    "22 digits": (0.1, {"digits": 22}),
}
RECORDED = {case["name"]: case for case in recorded("show.json", "show")}


def text_of(x, capsys, **chosen):
    """What is printed."""
    show(x, **chosen)
    return capsys.readouterr().out


@pytest.mark.parametrize("name", CASES)
def test_objects_are_printed_as_r_prints_them(name, capsys):
    """The same characters."""
    x = CASES[name]
    x, chosen = x if isinstance(x, tuple) else (x, {})
    assert text_of(x, capsys, **chosen) == RECORDED[name]["text"]


def test_recorded_texts_are_those_of_the_cases():
    """None more, none less."""
    assert list(RECORDED) == list(CASES)


@pytest.mark.r
def test_live_r_prints_what_is_recorded():
    """R there and then; R 4.2 has other words for one of the objects."""
    require_r()
    older = {"no factor"} if r_compared() == "4.2" else set()
    script = ['options(encoding = "UTF-8")']
    for case in RECORDED.values():
        script += ["options(width = 80, digits = 7)", case["call"], r'cat("\n--\n")']
    ran = subprocess.run(
        ["Rscript", "-"], input="\n".join(script), capture_output=True, text=True, check=True
    )
    texts = dict(zip(RECORDED, ran.stdout.split("\n--\n"), strict=False))
    assert {name for name, case in RECORDED.items() if texts[name] != case["text"]} == older


# What objects of Python are -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "lines"),
    [
        (np.array([0.5, np.nan]), ["[1] 0.5 NaN"]),
        (pd.Series([0.5, np.nan]), ["[1] 0.5  NA"]),
        (pd.Series([1, 2], index=[3, 5]), ["3 5 ", "1 2 "]),
        (pd.Series([1, 2], index=[0, 1]), ["[1] 1 2"]),
        (pd.Series([1, 2], index=[("a", "x"), ("b", "y")]), ["a.x b.y ", "  1   2 "]),
        (pd.Series(["b", "a", "b"], name="g").value_counts(), ["g", "b a ", "2 1 "]),
        (pd.DataFrame({"x": [1]}, index=[7]), ["  x", "7 1"]),
        (pd.Index(["a", "b"]), ['[1] "a" "b"']),
        (pd.Categorical([True, False]), ["[1] TRUE  FALSE", "Levels: FALSE TRUE"]),
        (pd.Categorical([0.5, 10.0]), ["[1] 0.5 10 ", "Levels: 0.5 10"]),
        (pd.array([1, None], dtype="Int64"), ["[1]  1 NA"]),
        (pd.array(["a", None], dtype="string"), ['[1] "a" NA ']),
        (pd.arrays.SparseArray([0.0, 1.5]), ["[1] 0.0 1.5"]),
        (np.ma.array([1, 2, 3], mask=[0, 1, 0]), ["[1]  1 NA  3"]),
        (np.array([1, None, True], dtype=object), ["[1]  1 NA  1"]),
        (np.array([None, None], dtype=object), ["[1] NA NA"]),
        (np.float32(0.1), ["[1] 0.1"]),
        (np.array(7), ["[1] 7"]),
        (np.array([2**31 - 1, 1]), ["[1] 2147483647          1"]),
        (np.array([2**31, 1]), ["[1] 2147483648          1"]),
        (np.array([2**40, 1]), ["[1] 1.099512e+12 1.000000e+00"]),
        (pd.NA, ["[1] NA"]),
        ((1, "a"), ["[[1]]", "[1] 1", "", "[[2]]", '[1] "a"', ""]),
        (range(0), ["integer(0)"]),
        (pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]), ['[1] "a.1" "b.2"']),
        (
            pd.Series([datetime.date(2020, 2, 29), datetime.datetime(2020, 2, 29, 1)]),
            ['[1] "2020-02-29 00:00:00 UTC" "2020-02-29 01:00:00 UTC"'],
        ),
    ],
    ids=str,
)
def test_python_objects_are_rs(x, lines, capsys):
    """What NumPy, pandas and Python hold, as a thing of R's."""
    assert text_of(x, capsys).split("\n")[:-1] == lines


class Unfriendly:
    """Neither compared nor written."""

    __hash__ = object.__hash__

    def __eq__(self, other):
        raise RuntimeError("not compared")

    def __repr__(self):
        raise RuntimeError("not written")


def holding_itself():
    """A list within itself."""
    x = [1]
    x.append(x)
    return x


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ({1, 2}, "nothing like an object of class set"),
        (b"bytes", "nothing like an object of class bytes"),
        (len, "nothing like an object of class builtin_function_or_method"),
        (np.array(["a", 1], dtype=object), "values of class int and str in one column"),
        (pd.Series([[1], [2]]), "values of class list in one column"),
        (pd.Series(pd.interval_range(0, 2)), "a column of dtype interval"),
        (np.array([1, 2], dtype="m8[s]"), "an array of dtype timedelta64"),
        (np.array([(1, 2)], dtype="i4,i4"), "an array of dtype"),
        (np.array([10**6], dtype="M8[Y]"), "from the year 1 to 9999"),
        ([10**400], "no number of R's holds"),
        (holding_itself(), "Does one hold itself"),
        (Unfriendly(), "an object of class tests.Unfriendly"),
        (np.array([Unfriendly(), "a"], dtype=object), "values of class str and tests.Unfriendly"),
        (np.array([np.arange(2), "a"], dtype=object), "values of class ndarray and str"),
        ({Unfriendly(): 1}, "a label of class tests.Unfriendly"),
        (range(10**20), "long vectors are not supported"),
    ],
    ids=lambda value: str(type(value)) if not isinstance(value, str) else value[:20],
)
def test_what_r_lacks_is_refused(x, message, capsys):
    """In words of its own, before anything is printed."""
    with pytest.raises(ArgumentError, match=message):
        show([1, x])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["digits", "width"])
@pytest.mark.parametrize("value", [0, 23_000, 1.5, "7", True, np.nan])
def test_options_of_a_call_are_checked(name, value, capsys):
    """Digits from 1 to 22, widths from 10 to 10,000, and nothing is printed otherwise."""
    with pytest.raises(ArgumentError, match=f"invalid '{name}'"):
        show(1, **{name: value})
    assert capsys.readouterr().out == ""


def test_unseen_characters_are_escaped(capsys):
    """Controls, line separators, halves of pairs, and what has no character yet."""
    text = "\x01\x7f\x85\u2028\ud800\U000e0080"
    assert text_of(text, capsys) == '[1] "\\001\\177\\u0085\\u2028\\ud800\\U{0e0080}"\n'


def test_nothing_that_is_shown_is_changed(capsys):
    """Frames and arrays are as before."""
    frame = load_iris().head()
    before = frame.copy(deep=True)
    text_of({"frame": frame, "array": frame.iloc[:, :4].to_numpy()}, capsys)
    pd.testing.assert_frame_equal(frame, before)


# What the package returns -------------------------------------------------------------------------


def test_fits_and_summaries_print_as_they_do(capsys):
    """Their text is R's already, in lists too."""
    fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    for x in (fit, fit.summary(), fit.logLik(), fit.confint()):
        assert text_of(x, capsys) == f"{x}\n"
    assert text_of([fit], capsys) == f"[[1]]\n{fit}\n\n"


def test_options_hold_for_fits(capsys):
    """As in R: digits and width of whatever is printed."""
    fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    # R: options(digits = 3); multinom(Species ~ Sepal.Width, iris, trace = FALSE)
    expected = "           (Intercept) Sepal.Width\nversicolor        18.9       -6.12\n"
    assert expected in text_of(fit, capsys, digits=3)
    with options(digits=3):
        assert expected in str(fit)
    assert expected not in str(fit)


# Options ------------------------------------------------------------------------------------------


def test_options_return_what_was():
    """All, or those that are set; `with` puts them back, also after an error."""
    assert options() == {"digits": 7, "width": 80, "max_print": 99_999}
    old = options(digits=4, width=100)
    try:
        assert old == {"digits": 7, "width": 80}
        assert options()["digits"] == 4
    finally:
        options(old)
    assert options() == {"digits": 7, "width": 80, "max_print": 99_999}
    with pytest.raises(ZeroDivisionError), options(width=20):
        assert 1 / 0
    assert options()["width"] == 80


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"digits": 4, "width": 9}, ArgumentError),
        ({"digits": 0}, ArgumentError),
        ({"digits": 23}, ArgumentError),
        ({"max_print": 0}, ArgumentError),
        ({"digits": 4, "widht": 90}, UnknownArgumentError),
    ],
)
def test_failed_call_sets_nothing(given, error):
    """Neither what was wrong nor what was right."""
    before = options()
    with pytest.raises(error):
        options(**given)
    with pytest.raises(error):
        options(given)
    assert options() == before


def test_options_of_a_call_are_its_own():
    """Digits of one call do not show in another thread's, at the same time."""
    inside, printed = threading.Barrier(2, timeout=30), []

    class Slow:
        """Printed while the other thread is too."""

        __module__ = "pynnet"

        def __str__(self):
            inside.wait()
            printed.append(pynnet._printing.numbers.format_common([np.pi])[0])
            return ""

    threads = [threading.Thread(target=show, args=(Slow(), digits)) for digits in (3, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(printed) == ["3.14", "3.1416"]
    assert options()["digits"] == 7


def test_what_is_left_out_is_said(capsys):
    """R 4.5: options(max.print = 10); 1:12."""
    with options(max_print=10):
        text = text_of(range(1, 13), capsys)
    line = " [ reached 'max' / getOption(\"max.print\") -- omitted 2 entries ]"
    assert text == f" [1]  1  2  3  4  5  6  7  8  9 10\n{line}\n"


def test_long_ranges_are_not_made(capsys):
    """What is printed is all that is looked at. R 4.5: options(max.print = 3); 1:10000000000."""
    with options(max_print=3):
        text = text_of(range(1, 10**10 + 1), capsys)
    line = " [ reached 'max' / getOption(\"max.print\") -- omitted 9999999997 entries ]"
    assert text == f"[1] 1 2 3\n{line}\n"


def test_without_values_nothing_is_left_out(capsys):
    """R 4.5: options(max.print = 1); array(0L, c(2, 2, 0)); array(0L, c(0, 4, 2)).

    Without slices and rows columns are named, too: array(0, c(0, 4, 2, 0)).
    """
    with options(max_print=1):
        no_slices = text_of(np.zeros((2, 2, 0), dtype="int64"), capsys)
        no_rows = text_of(np.zeros((0, 4, 2), dtype="int64"), capsys)
    assert no_slices == "<2 x 2 x 0 array of integer>\n     [,1] [,2]\n[1,]\n[2,]\n\n"
    columns = "     [,1] [,2] [,3] [,4]\n"
    nothing = text_of(np.zeros((0, 4, 2, 0)), capsys)
    assert nothing == f"<0 x 4 x 2 x 0 array of double>\n{columns}\n"
    assert no_rows == f", , 1\n\n{columns}\n, , 2\n\n{columns}\n"


# Tables -------------------------------------------------------------------------------------------


def test_table_is_an_array_for_numpy():
    """Its values cannot be changed through it, and a pickle of it is equal."""
    table = Table([[5, 1], [0, 4]], {"truth": [0, 1], "guess": ["no", "yes"]})
    assert np.trace(table) == 9
    assert table.dimnames == (("truth", ("0", "1")), ("guess", ("no", "yes")))
    with pytest.raises(ValueError, match="read-only"):
        table.values[0, 0] = 1
    again = pickle.loads(pickle.dumps(table))
    assert str(again) == str(table)
    assert not again.values.flags.writeable


@pytest.mark.parametrize(
    ("values", "dimnames", "message"),
    [
        ([1, 2], {"g": ["a"]}, "length of 'dimnames' "),
        (5, {}, "length of 'dimnames' "),
        (["a"], {"g": ["a"]}, "invalid 'values'"),
        ([[1, 2], [3]], {"g": ["a"]}, "invalid 'values'"),
        ([1], "a", "invalid 'dimnames'"),
        ([1], 5, "invalid 'dimnames'"),
        ([1], {"g": "a"}, "invalid 'dimnames'"),
        ([1], range(10**12), "invalid 'dimnames'"),
        ([1], {"g": range(10**12)}, "length of 'dimnames' "),
        ([1], np.array(1), "invalid 'dimnames'"),
    ],
)
def test_table_of_nothing_is_refused(values, dimnames, message):
    """Numbers, and as many levels as there are of them."""
    with pytest.raises(ArgumentError, match=message):
        Table(values, dimnames)


def test_tuples_of_one_kind_are_vectors(capsys):
    """As levels, dimensions and names are: R prints c("a", "b"), c(150L, 5L), c(14, 338.5)."""
    for given in (("a", "b"), (150, 5), (14, 338.5), (True, False)):
        show(given)
    assert capsys.readouterr().out.splitlines() == [
        '[1] "a" "b"',
        "[1] 150   5",
        "[1]  14.0 338.5",
        "[1]  TRUE FALSE",
    ]


@pytest.mark.parametrize("given", [("a", 1), (True, 1), ("a", None), ([1], [2])])
def test_other_tuples_are_lists(capsys, given):
    """As R's list("a", 1); so are named tuples, and lists of Python in any case."""
    show(given)
    shown = capsys.readouterr().out
    show(list(given))
    assert shown == capsys.readouterr().out
    assert shown.startswith("[[1]]\n")


def test_language_prints_bare_with_attributes(capsys):
    """R: structure(quote(f(x)), note = 1, more = c("a", "b"))."""
    show(Language("f(x)", attributes={"note": 1, "more": np.array(["a", "b"], dtype=object)}))
    assert capsys.readouterr().out == 'f(x)\nattr(,"note")\n[1] 1\nattr(,"more")\n[1] "a" "b"\n'


def test_axes_named_by_half_a_character_are_shown():
    """As labels are: what shows them has to say that it cannot."""
    table = Table([[1, 2], [3, 4]], {"\ud800": ["a", "b"], "truth": ["a", "b"]})
    assert "\ud800" in repr(table)
