"""cat() writes what R's writes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, options, r


def written(capsys, *things, **more):
    assert r.cat(*things, **more) is None
    return capsys.readouterr().out


def test_numbers_one_by_one(capsys):
    r"""R: cat("a", 1/3, 1e-10, 123456789, 1e5, 123456.7891, TRUE, NA, NaN, -Inf, 3L, "\n")."""
    things = ["a", 1 / 3, 1e-10, 123456789.0, 1e5, 123456.7891, True, math_na(), np.nan, -np.inf, 3]
    expected = "a 0.3333333 1e-10 123456789 1e+05 123456.8 TRUE NA NaN -Inf 3 \n"
    assert written(capsys, *things, "\n") == expected


def math_na():
    """A missing value that is R's NA."""
    return pd.Series([np.nan])


def test_vectors_and_factors(capsys):
    r"""R: cat(c(1.5, 2.25, 1/3), c("x", NA), factor(c("u", "v", "u")), NULL, "\n")."""
    things = [[1.5, 2.25, 1 / 3], ["x", None], pd.Categorical(["u", "v", "u"]), None]
    assert written(capsys, *things, "\n") == "1.5 2.25 0.3333333 x NA 1 2 1 \n"


def test_separators(capsys):
    r"""R: cat("x", "y", sep = ""), cat(1:3, sep = ", "), cat("a\n", "b\n")."""
    assert written(capsys, "x", "y", sep="") == "xy"
    assert written(capsys, [1, 2, 3], sep=", ") == "1, 2, 3"
    assert written(capsys, "a\n", "b\n") == "a\n b\n"
    assert written(capsys) == ""


def test_lines_end_where_the_separator_has_an_end(capsys):
    r"""R: cat(c("a", "b"), sep = "\n"), cat("a", "b", sep = "\n-"), cat(sep = "\n")."""
    assert written(capsys, ["a", "b"], sep="\n") == "a\nb\n"
    assert written(capsys, "a", "b", sep="\n-") == "a\n-b\n"
    assert written(capsys, sep="\n") == "\n"


def test_nothing_has_a_separator_too(capsys):
    """R: cat("a", numeric(0), "b", sep = "x"), cat("a", NULL, "b", sep = "x")."""
    assert written(capsys, "a", [], "b", sep="x") == "axxb"
    assert written(capsys, "a", None, "b", sep="x") == "axb"


def test_digits_are_those_of_the_options(capsys):
    """R: options(digits = 3); cat(pi)."""
    with options(digits=3):
        assert written(capsys, np.pi) == "3.14"


@pytest.mark.parametrize("thing", [pd.DataFrame({"a": [1]}), np.eye(2), {"a": 1}, object(), [[1]]])
def test_what_is_no_vector_is_refused_before_anything_is_written(capsys, thing):
    """R's words; the first things are not written either."""
    with pytest.raises(Exception, match="argument 2") as raised:
        r.cat("a", thing)
    assert type(raised.value).__module__ == "pynnet"
    assert capsys.readouterr().out == ""
    with pytest.raises(ArgumentError, match="invalid 'sep' specification"):
        r.cat("a", sep=1)
