"""Tables of counts and what is made of them, against the text that R prints."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, r

CARS = read_data("mtcars")


def printed(text):
    """R's lines, which may end in blanks that editors take away."""
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def lines(table):
    return [line.rstrip() for line in str(table).split("\n")]


def test_counts_of_one_factor():
    """table(c("b", "a", NA)), with useNA, and of numbers, which sort by value."""
    assert lines(r.table(["b", "a", None])) == ["", "a b", "1 1"]
    assert lines(r.table(["b", "a", None], useNA="ifany"))[1:] == [
        "   a    b <NA>",
        "   1    1    1",
    ]
    assert r.table(["a"], useNA="always").values.tolist() == [1, 0]
    assert r.table(["a"], useNA="ifany").values.tolist() == [1]
    assert r.table([2, 10, 2]).dimnames == (("", ("2", "10")),)


def test_counts_of_two_factors_as_r_prints_them():
    """table(mtcars[c("cyl", "am")]), and of truths by numbers."""
    expected = """
   am
cyl  0  1
  4  3  8
  6  4  3
  8 12  2
"""
    assert lines(r.table(CARS[["cyl", "am"]])) == printed(expected)
    assert lines(r.table(cyl=CARS["cyl"], am=CARS["am"])) == printed(expected)
    expected = """
       b
a       1 2
  FALSE 0 1
  TRUE  1 0
"""
    assert lines(r.table(a=[True, False], b=[1, 2])) == printed(expected)


def test_dimensions_are_called_as_the_variables():
    """X <- mtcars$cyl; table(x, mtcars$am): the first is "x", the second has no name."""
    x, y = CARS["cyl"], CARS["am"]
    assert [name for name, _ in r.table(x, y).dimnames] == ["x", "y"]
    assert [name for name, _ in r.table(x, y.to_numpy()).dimnames] == ["x", ""]
    assert [name for name, _ in r.table(x.to_numpy()).dimnames] == [""]


def test_counts_of_three_factors():
    """Each case is in one cell."""
    found = r.table(CARS[["cyl", "am", "gear"]])
    assert found.values.shape == (3, 2, 3)
    assert found.values.sum() == 32
    assert found.values[0, 1].tolist() == [0, 6, 2]  # cyl 4, am 1


def test_levels_without_cases_count_nothing():
    """A factor keeps its levels, and missing values are no level by default."""
    f = pd.Categorical(["a", None, "a"], categories=["b", "a"])
    assert r.table(f).values.tolist() == [0, 2]
    assert r.table(f, useNA="ifany").dimnames == (("f", ("b", "a", None)),)
    assert r.table(f, [1, 2, 3]).values.tolist() == [[0, 0, 0], [1, 0, 1]]


def test_shares_within_rows_columns_and_all():
    """prop.table(table(mtcars$cyl, mtcars$am), 1)."""
    counts = r.table(CARS["cyl"].to_numpy(), CARS["am"].to_numpy())
    expected = """

            0         1
  4 0.2727273 0.7272727
  6 0.5714286 0.4285714
  8 0.8571429 0.1428571
"""
    assert lines(r.prop_table(counts, 1)) == ["", *printed(expected)]
    assert np.asarray(r.prop_table(counts, 2)).sum(axis=0).tolist() == pytest.approx([1, 1])
    assert np.asarray(r.prop_table(counts)).sum() == pytest.approx(1)
    assert r.prop_table(np.array([[1, 3], [2, 2]]), 1).tolist() == [[0.25, 0.75], [0.5, 0.5]]


def test_sums_beside_a_table_as_r_prints_them():
    """addmargins(table(cyl = , am = )), and of one factor."""
    expected = """
     am
cyl    0  1 Sum
  4    3  8  11
  6    4  3   7
  8   12  2  14
  Sum 19 13  32
"""
    counts = r.table(cyl=CARS["cyl"], am=CARS["am"])
    assert lines(r.addmargins(counts)) == printed(expected)
    assert np.asarray(r.addmargins(counts, 1)).tolist()[-1] == [19, 13]
    assert np.asarray(r.addmargins(r.table(CARS["cyl"].to_numpy()))).tolist() == [11, 7, 14, 32]


def test_sums_of_dimensions():
    """margin.table(table(x, y), 1), and of all."""
    counts = r.table(cyl=CARS["cyl"], am=CARS["am"])
    assert lines(r.margin_table(counts, 1)) == ["cyl", " 4  6  8", "11  7 14"]
    assert np.asarray(r.margin_table(counts, 2)).tolist() == [19, 13]
    assert r.margin_table(counts) == 32
    assert r.margin_table(counts, [1, 2]).values.tolist() == counts.values.tolist()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: r.table([1, 2, 3], [1, 2]), r"^all arguments must have the same length"),
        (lambda: r.table(), "nothing to tabulate"),
        (lambda: r.table(np.eye(2)), "a factor has one dimension"),
        (lambda: r.table([1], useNA="sometimes"), "useNA"),
        (lambda: r.table(*[range(2000)] * 3), r"attempt to make a table with >= 2\^31 elements"),
        (lambda: r.prop_table(r.table([1, 2]), 2), "Dimensions count from 1"),
        (lambda: r.margin_table(np.eye(2), 0), "margin=0"),
        (lambda: r.addmargins([1, 2]), r"'A' must be an array or table"),
    ],
)
def test_what_cannot_be_tabulated_is_refused(call, words):
    """R's words first, then what to do."""
    with pytest.raises(ArgumentError, match=words):
        call()
