"""Functions of each value, row and column; values split and put together: R's answers beside."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RWarning, r

M = pd.DataFrame({"a": [1, 2], "b": [3, 4], "c": [5, 6]})


def test_rows_and_columns():
    """R: apply(m, 1, sum), apply(m, 2, range), apply(m, 1, range), apply(m, c(1, 2), ...)."""
    assert r.apply(M, 1, "sum").tolist() == [9, 12]
    assert r.apply(M, 2, r.sum_).to_dict() == {"a": 3, "b": 7, "c": 11}
    assert r.apply(M, 2, "range").to_dict("list") == {"a": [1, 2], "b": [3, 4], "c": [5, 6]}
    assert r.apply(M, 1, "range").tolist() == [[1, 2], [5, 6]]
    assert r.apply(M, [1, 2], lambda v: v + 1).to_dict("list") == {
        "a": [2, 3],
        "b": [4, 5],
        "c": [6, 7],
    }
    assert r.apply(M, 1, lambda row: row["b"]).tolist() == [3, 4]
    assert r.apply(np.eye(2), 1, lambda row: r.c(lo=min(row), hi=max(row))).index.tolist() == [
        "lo",
        "hi",
    ]
    assert r.apply(r.table(x=["u", "v"], y=["p", "p"]), 1, "sum").to_dict() == {"u": 1, "v": 1}


def test_results_of_several_lengths_are_a_list():
    """R: apply(m, 2, function(v) v[v > 2]); simplify = FALSE."""
    found = r.apply(M, 2, lambda v: v[v > 2])
    assert {name: part.tolist() for name, part in found.items()} == {
        "a": [],
        "b": [3, 4],
        "c": [5, 6],
    }
    assert r.apply(M, 1, "sum", simplify=False) == [9, 12]
    assert r.sapply([1, 2, 3], lambda i: i if i > 1 else None) == [None, 2, 3]


def test_values_of_vectors_and_columns():
    """R: sapply(1:3, ...), sapply(c("a", "b"), nchar), sapply(list(a = 1:3, b = 4:6), range)."""
    assert r.sapply([1, 2, 3], lambda i: i**2).tolist() == [1, 4, 9]
    assert r.sapply(["a", "bb"], "nchar").to_dict() == {"a": 1, "bb": 2}
    assert r.sapply(["a", "bb"], "nchar", USE_NAMES=False).tolist() == [1, 2]
    assert r.sapply({"a": [1, 3], "b": [4, 6]}, "range").to_dict("list") == {
        "a": [1, 3],
        "b": [4, 6],
    }
    assert r.sapply(M, "mean").to_dict() == {"a": 1.5, "b": 3.5, "c": 5.5}
    assert r.sapply(r.c(x=1, y=2), lambda v: v * 2).to_dict() == {"x": 2, "y": 4}
    assert r.sapply([1, 2], lambda i: ["a", "b"][:i]) == [["a"], ["a", "b"]]
    assert r.sapply(r.factor(["u", "v"]), "as.character").tolist() == ["u", "v"]
    assert r.lapply([1, 2], lambda v: v + 1) == [2, 3]
    assert r.lapply({"a": 1}, lambda v: v + 1) == {"a": 2}
    assert r.sapply([], "mean") == []


def test_several_vectors_at_once():
    """R: mapply(function(a, b) a + b, c(x = 1, y = 2), 1:2), mapply(rep, 1:3, 3:1)."""
    assert r.mapply(lambda a, b: a + b, r.c(x=1, y=2), [1, 2]).to_dict() == {"x": 2, "y": 4}
    assert [part.tolist() for part in r.mapply(r.rep, [1, 2], [2, 1])] == [[1, 1], [2]]
    assert r.mapply("paste", ["p", "q"], [1, 2, 3, 4]).index.tolist() == ["p", "q", None, None]
    assert r.mapply("max", [1, 5], [4, 2], USE_NAMES=False).tolist() == [4, 5]
    with pytest.raises(ArgumentError, match="zero-length inputs cannot be mixed"):
        r.mapply("max", [1], [])


def test_bad_functions_and_margins():
    """In R's words."""
    with pytest.raises(ArgumentError, match="is not a function, character or symbol"):
        r.sapply([1], 5)
    with pytest.raises(ArgumentError, match="MARGIN"):
        r.apply(M, 3, "sum")
    with pytest.raises(ArgumentError, match=r"^dim\(X\) must have a positive length"):
        r.apply([1, 2], 1, "sum")
    with pytest.raises(ArgumentError, match="one value for each cell"):
        r.apply(M, [1, 2], lambda v: [v, v])
    with pytest.raises(ZeroDivisionError):
        r.sapply([0], lambda v: 1 / v)


def test_values_are_split():
    """R: split(c(x = 1, y = 2, z = 3), factor(c("u", "v", "u"), levels = c("v", "u", "w")))."""
    groups = pd.Categorical(["u", "v", "u"], categories=["v", "u", "w"])
    found = r.split(r.c(x=1, y=2, z=3), groups)
    assert {name: part.to_dict() for name, part in found.items()} == {
        "v": {"y": 2}, "u": {"x": 1, "z": 3}, "w": {},
    }  # fmt: skip
    assert list(r.split([1, 2, 3], groups, drop=True)) == ["v", "u"]
    rows = r.split(M.assign(g=["p", "q"]), ["q", "p"])
    assert {name: part.index.tolist() for name, part in rows.items()} == {"p": [1], "q": [0]}
    crossed = r.split([1, 2, 3, 4], [["a", "b", "a", "b"], ["u", "u", "v", "v"]])
    assert list(crossed) == ["a.u", "b.u", "a.v", "b.v"]
    with pytest.warns(RWarning, match="not a multiple of split variable"):
        r.split([1, 2, 3], ["a", "b"])
    with pytest.raises(DataError, match="matrix"):
        r.split(np.eye(2), [1, 2])


def test_lists_are_put_together():
    """R: unlist(list(a = 1, b = 2:3, c = "x")), unlist(data.frame(a = 1:2, b = 3:4))."""
    assert r.unlist({"a": 1, "b": [2, 3], "c": "x"}).to_dict() == {
        "a": "1", "b1": "2", "b2": "3", "c": "x",
    }  # fmt: skip
    assert r.unlist([1, 2, "a"]).tolist() == ["1", "2", "a"]
    assert r.unlist({"a": 1}, use_names=False).tolist() == [1]
    assert r.unlist(M[["a", "b"]]).index.tolist() == ["a1", "a2", "b1", "b2"]
    assert r.unlist([]) is None
    assert r.unlist(5) == 5
    with pytest.raises(DataError):
        r.unlist([{"a": 1}])


def test_vectors_as_sets_and_their_kinds():
    """R: setdiff(c(1, 2, 2, 3), 2), union(c("b", "a"), c("a", "c")), is.numeric(factor("a"))."""
    assert r.setdiff([1, 2, 2, 3], [2]).tolist() == [1, 3]
    assert r.union(["b", "a"], ["a", "c"]).tolist() == ["b", "a", "c"]
    assert r.intersect([3, 1, 1, 2], [1, 3]).tolist() == [3, 1]
    factor = r.as_factor([10, 9])
    assert factor.categories.tolist() == ["9", "10"]
    kinds = [r.is_factor, r.is_numeric, r.is_character, r.is_logical]
    told = {name: [kind(x) for kind in kinds] for name, x in {
        "factor": factor, "numbers": [1, 2], "texts": "a", "truths": [True], "frame": M,
        "matrix": np.eye(2), "days": np.array(["2020-01-01"], "M8[D]"), "none": None,
    }.items()}  # fmt: skip
    assert [name for name, t in told.items() if t[0]] == ["factor"]
    assert [name for name, t in told.items() if t[1]] == ["numbers", "matrix"]
    assert [name for name, t in told.items() if t[2]] == ["texts"]
    assert [name for name, t in told.items() if t[3]] == ["truths"]
