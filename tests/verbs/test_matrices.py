"""Matrices made, turned over, multiplied and solved as in R, whose answers stand beside."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RWarning, r


def test_values_fill_columns_or_rows():
    """R: matrix(1:6, 2), matrix(1:6, 2, byrow = TRUE), matrix(1:2, 2, 2), matrix()."""
    assert r.matrix([1, 2, 3, 4, 5, 6], 2).tolist() == [[1, 3, 5], [2, 4, 6]]
    assert r.matrix([1, 2, 3, 4, 5, 6], 2, byrow=True).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert r.matrix([1, 2], 2, 2).tolist() == [[1, 1], [2, 2]]
    assert np.isnan(r.matrix(nrow=2, ncol=2)).all()
    assert r.matrix(["a", "b"], ncol=2).tolist() == [["a", "b"]]


def test_values_that_do_not_fill_a_matrix_are_warned_of():
    """R's words: for the rows first, then the columns, then the size."""
    with pytest.warns(RWarning, match=r"data length \[6\] is not a .* number of rows \[4\]"):
        r.matrix([1, 2, 3, 4, 5, 6], 4)
    with pytest.warns(RWarning, match=r"number of columns \[4\]"):
        r.matrix([1, 2, 3, 4, 5, 6], ncol=4)
    with pytest.warns(RWarning, match=r"data length differs from size of matrix: \[6 != 2 x 2\]"):
        r.matrix([1, 2, 3, 4, 5, 6], 2, 2)
    with pytest.raises(DataError, match=r"^data is too long"):
        r.matrix([1], 0)


def test_bad_sizes_and_names_are_refused():
    """Sizes are whole numbers; there is a name for each row and column."""
    with pytest.raises(ArgumentError, match="nrow"):
        r.matrix([1], -1)
    with pytest.raises(
        ArgumentError, match=r"length of 'dimnames' \[2\] not equal to array extent"
    ):
        r.matrix([1, 2], 1, dimnames=[None, ["a"]])
    with pytest.raises(ArgumentError, match="too many"):
        r.matrix([1], 10**8, 10**8)
    with pytest.raises(DataError, match="as_matrix"):
        r.matrix(pd.DataFrame({"a": [1]}))


def test_rows_and_columns_change_places():
    """R: t() of a matrix with names, of a table, of a vector with names."""
    named = r.matrix([1, 2], 1, dimnames=[["r"], ["a", "b"]])
    assert r.t(named).to_dict() == {"r": {"a": 1, "b": 2}}
    turned = r.t(r.table(x=["a", "b", "b"], y=["u", "u", "u"]))
    assert [name for name, _ in turned.dimnames] == ["y", "x"]
    assert turned.values.tolist() == [[1, 2]]
    assert r.t(pd.Series([1, 2], index=["a", "b"])).columns.tolist() == ["a", "b"]


def test_columns_of_one_kind_are_a_matrix():
    """as.matrix() of integers and doubles is doubles, of factors text; R makes text of both."""
    frame = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5]})
    assert r.as_matrix(frame).to_numpy().tolist() == [[1.0, 0.5], [2.0, 1.5]]
    assert r.as_matrix(pd.DataFrame({"f": pd.Categorical(["u", "v"])}))["f"].tolist() == ["u", "v"]
    assert r.as_matrix(pd.Series([1, 2], index=["a", "b"])).index.tolist() == ["a", "b"]
    assert r.as_matrix(r.table(["a", "b"], ["u", "v"])).to_dict("list") == {
        "u": [1, 0],
        "v": [0, 1],
    }
    with pytest.raises(DataError, match="choose the columns of one kind"):
        r.as_matrix(pd.DataFrame({"a": [1], "b": ["x"]}))


def test_matrix_with_names_of_rows_alone_prints_as_one(capsys):
    """R prints [,1] where columns have no names."""
    r.show(r.as_matrix(pd.Series([1.5, 2.25], index=["u", "v"])))
    assert capsys.readouterr().out == "  [,1]\nu 1.50\nv 2.25\n"


def test_products_have_names():
    """R: crossprod(matrix(1:4, 2, dimnames = list(NULL, c("a", "b"))))."""
    x = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    assert r.crossprod(x).to_dict() == {"a": {"a": 5.0, "b": 11.0}, "b": {"a": 11.0, "b": 25.0}}
    assert r.matmul([1, 2], [3, 4]).tolist() == [[11.0]]
    assert r.tcrossprod([1, 2]).tolist() == [[1.0, 2.0], [2.0, 4.0]]
    with pytest.raises(DataError, match=r"^non-conformable arguments"):
        r.matmul(np.eye(2), np.eye(3))
    with pytest.raises(DataError, match="must be numeric"):
        r.crossprod(["a"])


def test_function_of_each_pair():
    """R: outer(c(a = 1, b = 2), 1:3, "+"); functions take arrays."""
    found = r.outer(pd.Series([1, 2], index=["a", "b"]), [1, 2, 3], "+")
    assert found.loc["b"].tolist() == [3, 4, 5]
    assert r.outer([1, 2], [1, 2], lambda x, y: x - y).tolist() == [[0, -1], [1, 0]]
    with pytest.raises(DataError, match=r"^dims \[product 4\] do not match"):
        r.outer([1, 2], [1, 2], lambda *_: 1)
    with pytest.raises(DataError, match="more than two dimensions"):
        r.outer(np.eye(2), [1])


def test_equations_are_solved():
    """R: solve() has the names of the columns; singular matrices are refused in its words."""
    a = pd.DataFrame([[2.0, 0.0], [0.0, 4.0]], columns=["u", "v"])
    assert r.solve(a, [2, 2]).to_dict() == {"u": 1.0, "v": 0.5}
    assert r.solve(a).index.tolist() == ["u", "v"]
    assert r.det([[2, 0], [0, 4]]) == float.fromhex("0x1.ffffffffffffep+2")  # by logarithms
    with pytest.raises(DataError, match=r"system is exactly singular: U\[2,2\] = 0"):
        r.solve([[1, 1], [1, 1]])
    with pytest.raises(
        DataError, match=r"^system is computationally singular: reciprocal condition"
    ):
        r.solve([[1, 1], [1, 1 + 3e-16]])
    with pytest.raises(DataError, match=r"'a' \(1 x 2\) must be square"):
        r.solve([[1, 2]])
    with pytest.raises(DataError, match="must be compatible"):
        r.solve(np.eye(2), [1, 2, 3])


def test_eigenvalues_fall():
    """R: eigen(matrix(c(2, 1, 1, 3), 2)), eigen(matrix(c(0, 1, -1, 0), 2))$values."""
    found = r.eigen([[2, 1], [1, 3]])
    assert np.allclose(found.values, [3.618033988749895, 1.381966011250105], rtol=1e-14)
    assert np.allclose(np.abs(found.vectors[:, 0]), [0.5257311121191336, 0.8506508083520399])
    turning = r.eigen([[0, -1], [1, 0]], only_values=True)
    assert (turning.values.tolist(), turning.vectors) == ([1j, -1j], None)
    assert r.eigen([[1, 9], [2, 3]], symmetric=True).values.tolist() == pytest.approx(
        r.eigen([[1, 2], [2, 3]]).values.tolist()
    )
    with pytest.raises(DataError, match="infinite or missing values in 'x'"):
        r.eigen([[np.nan]])


def test_gaps_alone_are_truths_in_products():
    """R: outer(1:2, NA); outer(NA, NA)."""
    assert np.isnan(r.outer([1, 2], [None])).tolist() == [[True], [True]]
    assert r.is_na(r.outer([None], [None])).tolist() == [[True]]


def test_matrices_without_rows():
    """R: solve(matrix(0, 0, 0)) stops, its det() is 1; a pivot was searched without end."""
    with pytest.raises(DataError, match="'a' is 0-diml"):
        r.solve(np.zeros((0, 0)))
    assert r.det(np.zeros((0, 0))) == 1
