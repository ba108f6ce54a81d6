"""Vectors put together and named, objects compared, errors caught: as in R."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RWarning, r


def test_values_are_combined():
    """R: c(1, "a"), c(1L, 2L), c(NULL), c(factor("b"), factor("a")), c(factor("b"), 1)."""
    assert r.c(1, "a").tolist() == ["1", "a"]
    assert r.c(1, [2, 3]).dtype.kind == "i"
    assert r.c() is r.c(None) is None
    both = r.c(r.factor(["b"]), r.factor(["a"]))
    assert (both.tolist(), both.categories.tolist()) == (["b", "a"], ["b", "a"])
    assert r.c(r.factor(["b"]), 1).tolist() == [1, 1]
    assert r.c(np.array([[1, 2], [3, 4]])).tolist() == [1, 3, 2, 4]
    with pytest.raises(DataError, match=r"^c\(\) of"):
        r.c({"a": 1})


def test_names_are_combined():
    """R: names(c(a = 1, b = c(2, 3), c = c(x = 1, y = 2), 4))."""
    found = r.c(4, a=1, b=[2, 3], c=pd.Series([1, 2], index=["x", "y"]))
    assert found.index.tolist() == ["", "a", "b1", "b2", "c.x", "c.y"]


def test_how_many():
    """R: length() of a vector, a matrix, NULL, a list; a frame may be either of two things."""
    assert [r.length(x) for x in ([1, 2], np.eye(2), None, {"a": 1}, 5, "ab")] == [2, 4, 0, 1, 1, 1]
    with pytest.raises(DataError, match=r"take ncol\(x\)"):
        r.length(pd.DataFrame({"a": [1]}))


def test_names_are_set_and_dropped():
    """R: setNames(1:3, c("a", "b")): a name that is not there is NA."""
    found = r.setNames([1, 2, 3], ["a", "b"])
    assert found.index.tolist() == ["a", "b", None]
    assert r.unname(found).tolist() == [1, 2, 3]
    assert r.setNames(found).tolist() == [1, 2, 3]
    assert r.as_vector(r.factor(["b", "a"])).tolist() == ["b", "a"]
    with pytest.raises(ArgumentError, match=r"^'names' attribute \[2\] must be the same length"):
        r.setNames([1], ["a", "b"])


def test_same_objects():
    """R: identical() tells kinds, names and levels apart, but not the two zeros."""
    assert r.identical([1.0, np.nan], [1.0, np.nan])
    assert r.identical(0.0, -0.0)
    assert not r.identical([1], [1.0])
    assert not r.identical(np.eye(2), [1.0, 0.0, 0.0, 1.0])
    assert not r.identical(r.c(a=1), r.c(b=1))
    assert r.identical({"a": [1], "b": None}, {"a": [1], "b": None})
    assert not r.identical({"a": [1]}, {"b": [1]})
    frame = pd.DataFrame({"a": [1, 2], "g": ["u", "v"]})
    assert r.identical(frame, frame.copy())
    assert not r.identical(frame, frame.assign(a=[1, 3]))
    assert not r.identical(r.factor(["a"]), r.factor(["a"], levels=["a", "b"]))
    assert not r.identical(r.table(["a"]), [1])


@pytest.mark.parametrize(
    ("target", "current", "told"),
    [
        (1.0, 1.1, "Mean relative difference: 0.1"),
        ("a", 1.0, "Modes: character, numeric"),
        ([1.0, 2.0], [1.0, 2.0, 3.0], "Numeric: lengths (2, 3) differ"),
        ([1.0, np.nan], [1.0, 2.0], "'is.NA' value mismatch: 0 in current 1 in target"),
        (0.0, 1e-7, "Mean absolute difference: 1e-07"),
        ({"a": 1.0}, {"a": 2.0}, "Component “a”: Mean relative difference: 1"),
        (True, False, "1 element mismatch"),
    ],
)
def test_differences_are_told_in_the_words_of_r(target, current, told):
    """all.equal() of the same in R."""
    assert r.all_equal(target, current)[0] == told


def test_nearly_equal():
    """R: all.equal(1, 1 + 1e-10) is TRUE; with tolerance and scale as given."""
    assert r.all_equal([1, 2], [1.0, 2.0 + 1e-9]) is True
    assert r.all_equal([1, 2, 3], [1, 2, 4], tolerance=0.5) is True
    assert r.all_equal(1.0, 1.5, scale=1).tolist() == ["Mean absolute difference: 0.5"]
    assert r.all_equal(r.c(a=1), r.c(b=1), check_attributes=False) is True
    frame = pd.DataFrame({"a": [1.0, 2.0]})
    assert r.all_equal(frame, frame + 1e-12) is True
    assert r.all_equal(frame, frame + 1).tolist() == [
        "Component “a”: Mean relative difference: 0.6666667"
    ]


def test_errors_and_warnings_are_caught():
    """tryCatch(): the handler's value; R's warnings end what gives them; finally_ is done."""
    done = []
    told = r.tryCatch(
        lambda: r.solve([[0]]), error=r.conditionMessage, finally_=lambda: done.append(1)
    )
    assert told.startswith("Lapack routine dgesv: system is exactly singular: U[1,1] = 0")
    assert done == [1]
    assert r.tryCatch(lambda: r.as_numeric("x"), warning=lambda _: "warned") == "warned"
    assert r.tryCatch(lambda: 5) == 5
    with pytest.warns(RWarning, match="NAs introduced by coercion"):
        r.tryCatch(lambda: r.as_numeric("x"), error=lambda _: "an error")
    with pytest.raises(DataError):
        r.tryCatch(lambda: r.solve([[0]]), warning=lambda _: "warned")
    with pytest.raises(ArgumentError, match=r"^attempt to apply non-function: 'expr' is 5"):
        r.tryCatch(5)
    with pytest.raises(ArgumentError, match=r"error=lambda e: \.\.\."):
        r.tryCatch(lambda: 5, error="x")
    with pytest.raises(ArgumentError, match="conditionMessage"):
        r.conditionMessage("x")


def test_filters_of_warnings_are_as_before():
    """What is caught changes nothing for what comes after."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        r.tryCatch(lambda: r.as_numeric("x"), warning=lambda _: None)
        r.as_numeric("y")
    assert len(seen) == 1


def test_printed_lines_are_captured(capsys):
    r"""R: capture.output(cat("a\nb")); nothing reaches the screen."""
    assert r.capture_output(lambda: r.cat("a\nb")).tolist() == ["a", "b"]
    assert r.capture_output(lambda: None).tolist() == []
    assert capsys.readouterr().out == ""
    with pytest.raises(ArgumentError, match="non-function"):
        r.capture_output("x")
