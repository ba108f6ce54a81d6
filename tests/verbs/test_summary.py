"""`summary()`: texts and bits recorded from ``summary`` of R 4.5."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, load_iris, multinom, nnet, options, show
from pynnet.r import str_, summary, table

DAYS = np.array(["2020-01-01", "2020-01-02", "2020-01-06", "NaT"], dtype="M8[D]")
TIMES = pd.Series(pd.to_datetime(["2020-01-01 12:30:00", "2020-01-01 12:30:01"], utc=True))
FRAME = pd.DataFrame(
    {
        "x": [1.25, 2, None],
        "g": pd.Categorical(["u", "v", "v"]),
        "t": ["a", None, "b"],
        "l": [True, False, True],
        "d": np.array(["2020-01-01", "2020-01-02", "2020-01-03"], dtype="M8[D]").tolist(),
    }
)


def text_of(capsys, x, **arguments):
    """What is printed of a summary."""
    show(summary(x, **arguments))
    return capsys.readouterr().out


QUARTERS = "   Min. 1st Qu.  Median    Mean 3rd Qu.    Max. "
VECTORS = [
    ([1.5, 2, 3, 10], {}, f"{QUARTERS}\n  1.500   1.875   2.500   4.125   4.750  10.000 "),
    (
        [None, 1, 3],
        {},
        f"{QUARTERS}   NA's \n    1.0     1.5     2.0     2.0     2.5     3.0       1 ",
    ),
    (
        [1.23456789e-5, 123],
        {},
        "     Min.   1st Qu.    Median      Mean   3rd Qu.      Max. \n"
        "1.200e-05 3.075e+01 6.150e+01 6.150e+01 9.225e+01 1.230e+02 ",
    ),
    (np.array([]), {}, f"{QUARTERS}\n{' ' * 48}"),
    (
        np.array([np.nan, np.nan]),
        {},
        f"{QUARTERS}   NA's \n     NA      NA      NA     NaN      NA      NA       2 ",
    ),
    (np.array([-np.inf, np.inf]), {}, f"{QUARTERS}\n   -Inf{' ' * 35}  Inf "),
    (
        np.array([True, None, False], dtype=object),
        {},
        "   Mode   FALSE    TRUE    NA's \nlogical       1       1       1 ",
    ),
    (["a", "b"], {}, "   Length     Class      Mode \n        2 character character "),
    (np.array([1j]), {}, " Length   Class    Mode \n      1 complex complex "),
    (
        np.full((1, 1, 1), "a"),
        {},
        "   Length     Class      Mode \n        1     array character ",
    ),
    (pd.Categorical(["b", "a", "b", None]), {}, "   a    b NA's \n   1    2    1 "),
    (
        pd.Categorical(list("abcdef")),
        {"maxsum": 3},
        "      a       b (Other) \n      1       1       4 ",
    ),
    (pd.Categorical([]), {}, "integer(0)"),
    (
        DAYS,
        {},
        "        Min.      1st Qu.       Median         Mean      3rd Qu.         Max. \n"
        '"2020-01-01" "2020-01-01" "2020-01-02" "2020-01-03" "2020-01-04" "2020-01-06" \n'
        "        NA's \n"
        '         "1" ',
    ),
    (DAYS[:0], {}, f'{QUARTERS}\n     NA      NA      NA   "NaN"      NA      NA '),
    (
        TIMES,
        {},
        "                 Min.               1st Qu.                Median \n"
        '"2020-01-01 12:30:00" "2020-01-01 12:30:00" "2020-01-01 12:30:00" \n'
        "                 Mean               3rd Qu.                  Max. \n"
        '"2020-01-01 12:30:00" "2020-01-01 12:30:00" "2020-01-01 12:30:01" ',
    ),
    (
        [1.23456, 2.3456, 1000.5],
        {"digits": 3},
        f"{QUARTERS}\n   1.23    1.79    2.35  335.00  501.00 1000.00 ",
    ),
    (
        [1, 2, 4, 8],
        {"quantile_type": 6},
        f"{QUARTERS}\n   1.00    1.25    3.00    3.75    7.00    8.00 ",
    ),
]


@pytest.mark.parametrize(("x", "arguments", "text"), VECTORS, ids=range(len(VECTORS)))
def test_vectors(x, arguments, text, capsys):
    """Four digits, small numbers rounded by the largest."""
    assert text_of(capsys, x, **arguments) == f"{text}\n"


def test_numbers_are_r_s_in_all_bits():
    """A Series has them by name; what is rounded is rounded for printing alone."""
    about = summary([0.1, 0.2, 0.4, 1 / 3])
    assert [float(x).hex() for x in about] == [
        "0x1.999999999999ap-4",
        "0x1.6666666666667p-3",
        "0x1.1111111111111p-2",
        "0x1.0888888888889p-2",
        "0x1.6666666666666p-2",
        "0x1.999999999999ap-2",
    ]
    assert about["Mean"] == float.fromhex("0x1.0888888888889p-2")
    assert list(summary(["u", "v"]).index) == ["Length", "Class", "Mode"]
    assert summary(pd.Categorical(["b", "a", "b"])).to_dict() == {"a": 1, "b": 2}
    assert summary(DAYS)["Mean"].isoformat() == "2020-01-03T00:00:00"


def test_digits_are_those_that_are_asked_for(capsys):
    """R 4.5: print(summary(x), digits = 6); options(digits = 10); print(summary(x))."""
    about = summary([1.23456, 2.3456, 1000.5])
    show(about, digits=6)
    with options(digits=10):
        show(about)
    first, second = capsys.readouterr().out.splitlines()[1::2]
    assert first == "   1.23456    1.79008    2.34560  334.69339  501.42280 1000.50000 "
    assert second == "   1.23456    1.79008    2.34560  334.69339  501.42280 1000.50000 "


def test_summaries_are_as_pandas_leaves_them(capsys):
    """A part of one is one, a pickle is, and what holds anything else is a Series like others."""
    about = summary([1, 2, 4])
    show(about[["Min.", "Max."]])
    show(pickle.loads(pickle.dumps(about)).head(1))
    show(about.astype(object))
    show(about.rename({"Min.": None}).head(1))
    assert capsys.readouterr().out == (
        "Min. Max. \n   1    4 \n"
        "Min. \n   1 \n"
        "    Min.  1st Qu.   Median     Mean  3rd Qu.     Max. \n"
        "1.000000 1.500000 2.000000 2.333333 3.000000 4.000000 \n"
        "<NA> \n   1 \n"
    )
    cells = summary(FRAME[["g"]])
    assert cells.to_numpy().tolist() == [["u:1  "], ["v:2  "]]
    show((cells == "u:1  ").set_axis([1, 2]).set_axis(["first"], axis=1))
    assert capsys.readouterr().out == "  first\n1  TRUE\n2 FALSE\n"


def test_data_frames(capsys):
    """A column for each, its name above the middle."""
    rows = [
        "       x         g          t                 l                 d             ",
        " Min.   :1.250   u:1   Length:3           Mode :logical   Min.   :2020-01-01  ",
        " 1st Qu.:1.438   v:2   Class :character   FALSE:1         1st Qu.:2020-01-01  ",
        " Median :1.625         Mode  :character   TRUE :2         Median :2020-01-02  ",
        " Mean   :1.625                                            Mean   :2020-01-02  ",
        " 3rd Qu.:1.812                                            3rd Qu.:2020-01-02  ",
        " Max.   :2.000                                            Max.   :2020-01-03  ",
        " NA's   :1                                                                    ",
    ]
    assert text_of(capsys, FRAME).split("\n") == [*rows, ""]
    assert text_of(capsys, FRAME[["g"]], maxsum=1) == "       g    \n (Other):3  \n"
    assert text_of(capsys, FRAME[["x"]], digits=2).split("\n")[:3] == [
        "       x      ",
        " Min.   :1.2  ",
        " 1st Qu.:1.4  ",
    ]
    assert text_of(capsys, pd.DataFrame()) == "< table of extent 0 x 0 >\n"
    none = pd.DataFrame({"f": pd.Categorical([])})
    assert text_of(capsys, none) == "< table of extent 0 x 1 >\n"


def test_wide_frames_are_broken(capsys):
    """summary(iris)."""
    lines = text_of(capsys, load_iris()).split("\n")
    assert lines[0] == "  Sepal.Length    Sepal.Width     Petal.Length    Petal.Width   "
    assert lines[7:] == [
        "       Species  ",
        " setosa    :50  ",
        " versicolor:50  ",
        " virginica :50  ",
        *[" " * 16] * 3,
        "",
    ]


def test_matrices(capsys):
    """Their columns are V1, V2 ... where they have no names."""
    assert text_of(capsys, np.arange(1, 5).reshape(2, 2, order="F") / 3).split("\n")[:3] == [
        "       V1               V2       ",
        " Min.   :0.3333   Min.   :1.000  ",
        " 1st Qu.:0.4167   1st Qu.:1.083  ",
    ]


def test_tables(capsys):
    """Pearson's test, with a word about few cases."""
    few = table([1, 1, 2], [1, 2, 2])
    assert text_of(capsys, few) == (
        "Number of cases in table: 3 \n"
        "Number of factors: 2 \n"
        "Test for independence of all factors:\n"
        "\tChisq = 0.75, df = 1, p-value = 0.3865\n"
        "\tChi-squared approximation may be incorrect\n"
    )
    assert text_of(capsys, table(["a", "b"])) == (
        "Number of cases in table: 2 \nNumber of factors: 1 \n"
    )
    about = summary(few)
    assert (about["n_vars"], about["n_cases"], about["parameter"]) == (2, 3, 1)
    assert about["statistic"] == 0.75
    assert about["approx_ok"] is False
    alone = summary(table([1, 1, 1], ["a", "b", "a"]))
    assert (alone["statistic"], alone["parameter"], alone["p_value"]) == (0, 0, 1)


def test_fits_have_their_own(capsys):
    """`summary(fit)` is `fit.summary()`, with its arguments."""
    fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.1, trace=False)
    assert str(summary(fit)) == str(fit.summary())
    assert str(summary(fit, correlation=True)) == str(fit.summary(correlation=True))
    network = nnet("Species ~ Petal.Width", load_iris(), size=1, decay=0.1, seed=1, trace=False)
    show(summary(network))
    assert capsys.readouterr().out == f"{network.summary()}\n"


@pytest.mark.parametrize(
    ("x", "arguments", "message"),
    [
        ({"a": 1}, {}, "is not offered"),
        (None, {}, "is not offered"),
        (len, {}, "is not offered"),
        (summary([1, 2]), {}, "is not offered"),
        ([1, 2], {"maxsum": 0}, "maxsum"),
        ([1, 2], {"digits": 0}, "digits"),
        ([1, 2], {"quantile_type": 10}, "quantile_type"),
        ([1, 2], {"correlation": True}, "unused argument"),
    ],
)
def test_nonsense_is_refused(x, arguments, message):
    """In words of its own."""
    with pytest.raises(ArgumentError, match=message):
        summary(x, **arguments)


def test_structure_of_a_summary_is_refused():
    """It is a Series here, and something else in R."""
    with pytest.raises(ArgumentError, match="summary is not offered"):
        str_(summary([1, 2]))
