"""What functions make of groups of rows, arranged as in R, whose values are recorded."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, FormulaError, load_iris, r

from ..support import assert_same_bits


def of_r(text):
    """Numbers that R wrote with sprintf("%a")."""
    return [float.fromhex(word) for word in text.split()]


def test_aggregate_of_several_columns_and_groups():
    """aggregate(cbind(mpg, hp) ~ cyl + am, mtcars, mean): cyl varies faster."""
    found = r.aggregate("cbind(mpg, hp) ~ cyl + am", read_data("mtcars"), "mean")
    assert list(found.columns) == ["cyl", "am", "mpg", "hp"]
    assert found["cyl"].tolist() == [4, 6, 8] * 2
    assert found["am"].tolist() == [0] * 3 + [1] * 3
    expected = of_r(
        "0x1.6e66666666666p+4 0x1.32p+4 0x1.e19999999999ap+3 0x1.c133333333333p+4 "
        "0x1.4911111111111p+4 0x1.ecccccccccccdp+3 0x1.52aaaaaaaaaabp+6 0x1.cdp+6 "
        "0x1.8455555555555p+7 0x1.478p+6 0x1.0755555555555p+7 0x1.2b8p+8"
    )
    assert_same_bits(np.concatenate([found["mpg"], found["hp"]]), np.array(expected))


def test_aggregate_leaves_out_rows_with_gaps():
    """aggregate(Ozone ~ Month, airquality, length); a missing group has no row."""
    found = r.aggregate("Ozone ~ Month", read_data("airquality"), "length")
    assert found["Ozone"].tolist() == [26, 9, 26, 26, 29]
    d = pd.DataFrame({"x": [1, 2, 3], "g": ["b", None, "a"]})
    assert r.aggregate("x ~ g", d, "sum").to_dict("list") == {"g": ["a", "b"], "x": [3, 1]}


def test_dot_is_all_that_is_left():
    """aggregate(. ~ Species, iris, mean), aggregate(len ~ ., ToothGrowth, mean)."""
    iris = load_iris()
    found = r.aggregate(". ~ Species", iris, "mean")
    assert list(found.columns) == ["Species", *iris.columns[:4]]
    assert found["Species"].dtype == iris["Species"].dtype
    tooth = r.aggregate("len ~ .", read_data("ToothGrowth"), "mean")
    assert list(tooth.columns) == ["supp", "dose", "len"]
    assert tooth["supp"].tolist() == ["OJ", "VC"] * 3
    assert tooth["len"].round(2).tolist() == [13.23, 7.98, 22.70, 16.77, 26.06, 26.14]


def test_aggregate_of_columns():
    """aggregate(mtcars["mpg"], list(mtcars$am), sd): groups without a name are Group.1, ...."""
    cars = read_data("mtcars")
    found = r.aggregate(cars[["mpg"]], by=[cars["am"]], FUN="sd")
    assert list(found.columns) == ["Group.1", "mpg"]
    expected = of_r("0x1.eabf6917f97d7p+1 0x1.8aa7ff97f53f9p+2")
    assert_same_bits(found["mpg"].to_numpy(), np.array(expected))
    named = r.aggregate(cars["mpg"], by={"am": cars["am"]}, FUN=max)
    assert named.to_dict("list") == {"am": [0, 1], "x": [24.4, 33.9]}


def test_tapply_has_a_value_for_each_level():
    """tapply(iris$Sepal.Width, iris$Species, sd), and NaN where a level has no rows."""
    iris = load_iris()
    found = r.tapply(iris["Sepal.Width"], iris["Species"], "sd")
    expected = of_r("0x1.8429733163c57p-2 0x1.41545901ccb5p-2 0x1.4a3c8f0815effp-2")
    assert_same_bits(found.to_numpy(), np.array(expected))
    assert found.index.tolist() == ["setosa", "versicolor", "virginica"]
    factor = pd.Categorical(list("aba"), categories=list("abc"))
    assert r.tapply([1, 2, 3], factor, len).fillna(-1).tolist() == [2, 1, -1]
    assert np.isnan(r.tapply([1, 2, 3, np.nan], list("baba"), "mean")["a"])
    assert r.tapply([1, 2, 3, np.nan], list("baba"), "mean", na_rm=True)["a"] == 2


def test_tapply_by_two_groupings_is_a_table():
    """tapply(1:4, list(g = , h = ), sum)."""
    found = r.tapply([1, 2, 3, 4], {"g": list("aabb"), "h": list("xyxx")}, "sum")
    assert (found.index.name, found.columns.name) == ("g", "h")
    assert found.fillna(-1).to_numpy().tolist() == [[1, 2], [7, -1]]
    assert r.tapply(np.arange(4), [list("aabb")] * 3, "sum").shape == (2, 2, 2)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: r.tapply([1, 2, 3], [1, 2], "sum"), "^arguments must have same length"),
        (lambda: r.tapply([1, 2], [1, 2], "range"), "the function gives 2 values for a group"),
        (lambda: r.tapply([1, 2], [1, 2], 3), "'3' is not a function, character or symbol"),
        (lambda: r.aggregate("x ~ g", pd.DataFrame()), "'FUN' is missing"),
        (lambda: r.aggregate("x ~ g", None, "mean"), "'data' must be a data frame"),
        (lambda: r.aggregate("x", load_iris(), "mean"), "has no '~'"),
        (lambda: r.aggregate([1, 2], by=3, FUN="mean"), "'by' must be a list"),
    ],
)
def test_what_cannot_be_grouped_is_refused(call, words):
    """R's words first, then what to do."""
    with pytest.raises(ArgumentError, match=words):
        call()


def test_formula_that_cannot_be_read_is_refused():
    """As everywhere else, with the place."""
    with pytest.raises(FormulaError, match="object 'z' not found"):
        r.aggregate("z ~ Species", load_iris(), "mean")
