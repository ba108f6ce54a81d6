"""Data frames and matrices made, joined, cut and measured as in R, whose answers stand beside."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RWarning, load_iris, r


def test_columns_have_the_names_of_a_series_beside_them():
    """R: cbind(c(a = 1, b = 2), 3:4), cbind(u = 3:4, v = c(a = 1, b = 2))."""
    named = pd.Series([1.0, 2.0], index=["a", "b"])
    with r.capture_output() as lines:
        r.show(r.cbind(named, [3, 4]))
    assert lines == ["  [,1] [,2]", "a    1    3", "b    2    4"]
    bound = r.cbind(u=[3, 4], v=named)
    assert (list(bound.index), list(bound.columns)) == (["a", "b"], ["u", "v"])
    assert isinstance(r.cbind([1, 2], [3, 4]), np.ndarray)


def test_short_columns_are_repeated():
    """data.frame(a = 1:4, b = 1:2): 1 2 1 2; text stays text."""
    found = r.data_frame(a=[1, 2, 3, 4], b=[1, 2], c="x")
    assert found["b"].tolist() == [1, 2, 1, 2]
    assert found["c"].tolist() == ["x"] * 4
    assert r.data_frame({"my x": [1.5]}, y=True).columns.tolist() == ["my x", "y"]
    assert r.data_frame().shape == (0, 0)


def test_columns_that_do_not_come_out_even_are_refused():
    """data.frame(a = 1:3, b = 1:2)."""
    with pytest.raises(ArgumentError, match=r"^arguments imply differing number of rows: 3, 2"):
        r.data_frame(a=[1, 2, 3], b=[1, 2])
    with pytest.raises(ArgumentError, match=r"^arguments imply differing number of rows: 0, 2"):
        r.data_frame(a=[], b=[1, 2])
    with pytest.raises(ArgumentError, match="must be a data frame, got"):
        r.data_frame([1, 2])
    with pytest.raises(ArgumentError, match="a column has one dimension"):
        r.data_frame(a=np.ones((2, 2)))


def test_index_is_that_of_the_columns():
    """A Series brings its labels; R's row names would be 1, 2, ...."""
    x = pd.Series([1.0, 2.0], index=["u", "v"])
    assert r.data_frame(x=x, y=[3, 4]).index.tolist() == ["u", "v"]
    assert r.data_frame(y=[3, 4, 5, 6], x=x).index.tolist() == [0, 1, 2, 3]


def test_grid_varies_its_first_column_fastest():
    """expand.grid(a = c(1.5, 2), b = c("z", "a"), c = c(TRUE, FALSE))."""
    grid = r.expand_grid(a=[1.5, 2], b=["z", "a"], c=[True, False])
    assert grid["a"].tolist() == [1.5, 2.0] * 4
    assert grid["b"].tolist() == ["z", "z", "a", "a"] * 2
    assert grid["c"].tolist() == [True] * 4 + [False] * 4
    assert grid["b"].cat.categories.tolist() == ["z", "a"]
    assert r.expand_grid({"a b": [1]}, c=[]).shape == (0, 2)


def test_rows_that_meet_a_condition():
    """subset(data.frame(a = c(1, NA, 3), b = 1:3), a > 1): what is missing is left out."""
    d = pd.DataFrame({"a": [1.0, np.nan, 3.0], "b": [1, 2, 3]})
    condition = pd.array([False, None, True], dtype="boolean")
    assert r.subset(d, condition).index.tolist() == [2]
    assert r.subset(d, condition, "b").to_dict() == {"b": {2: 3}}
    assert r.subset(d, select=["-a"]).columns.tolist() == ["b"]
    assert r.subset([5, 6, 7], [True, False, True]).tolist() == [5, 7]
    with pytest.raises(ArgumentError, match="'subset' must be logical"):
        r.subset(d, [1, 2, 3])
    with pytest.raises(ArgumentError, match="'subset' has 2 values, the data have 3 rows"):
        r.subset(d, [True, False])
    with pytest.raises(ArgumentError, match="object 'z' not found"):
        r.subset(d, select="z")
    with pytest.raises(ArgumentError, match="do not mix"):
        r.subset(d, select=["a", "-b"])


def test_rows_under_one_another():
    """rbind() of data frames matches columns by name and joins levels in their order."""
    found = r.rbind(r.data_frame(a=1, b="x"), r.data_frame(b="y", a=2))
    assert found.to_dict("list") == {"a": [1, 2], "b": ["x", "y"]}
    factors = [r.data_frame(f=pd.Categorical([level])) for level in ("v", "u")]
    assert r.rbind(*factors)["f"].cat.categories.tolist() == ["v", "u"]
    labelled = [pd.DataFrame({"a": [k]}, index=[f"r{k}"]) for k in (1, 2)]
    assert r.rbind(*labelled).index.tolist() == ["r1", "r2"]
    with pytest.raises(ArgumentError, match=r"^names do not match previous names"):
        r.rbind(r.data_frame(a=1), r.data_frame(b=2))
    with pytest.raises(ArgumentError, match=r"^numbers of columns of arguments do not match"):
        r.rbind(r.data_frame(a=1), r.data_frame(a=1, b=2))


def test_columns_beside_one_another():
    """cbind() of data frames allows a name twice, and repeats what is short."""
    d = r.data_frame(a=[1, 2, 3, 4])
    assert r.cbind(d, b=[1, 2])["b"].tolist() == [1, 2, 1, 2]
    assert r.cbind(d, r.data_frame(a=[5, 6, 7, 8])).columns.tolist() == ["a", "a"]
    assert r.cbind(d, np.eye(4)).shape == (4, 5)
    with pytest.raises(ArgumentError, match=r"^arguments imply differing number of rows: 4, 3"):
        r.cbind(d, b=[1, 2, 3])


def test_vectors_are_bound_to_matrices():
    """cbind(1:3, c(4.5, 5, 6)), rbind(1:2, 3:4); R warns where a vector does not come out even."""
    assert r.cbind([1, 2, 3], [4.5, 5, 6]).tolist() == [[1, 4.5], [2, 5], [3, 6]]
    assert r.rbind([1, 2], [3, 4]).tolist() == [[1, 2], [3, 4]]
    assert r.rbind(np.eye(2), 7).tolist() == [[1, 0], [0, 1], [7, 7]]
    words = r"number of rows of result is not a multiple of vector length \(arg 2\)"
    with pytest.warns(RWarning, match=words):
        assert r.cbind([1, 2, 3], [1, 2]).tolist() == [[1, 1], [2, 2], [3, 1]]
    with pytest.raises(
        ArgumentError, match=r"number of columns of matrices must match \(see arg 2"
    ):
        r.rbind(np.eye(2), np.eye(3))
    with pytest.raises(ArgumentError, match="nothing to bind"):
        r.cbind()


def test_sizes_and_names():
    """Of vectors there are none: R's NULL."""
    iris = load_iris()
    assert (r.nrow(iris), r.ncol(iris), r.dim(iris)) == (150, 5, (150, 5))
    assert (r.nrow([1, 2]), r.ncol([1, 2]), r.dim([1, 2])) == (None, None, None)
    assert r.dim(np.ones((2, 3, 4))) == (2, 3, 4)
    assert r.names(iris).tolist() == r.colnames(iris).tolist() == list(iris.columns)
    assert r.names({"a": 1}).tolist() == ["a"]
    assert r.names(pd.Series([1, 2], index=["x", "y"])).tolist() == ["x", "y"]
    assert r.names(pd.Series([1, 2])) is None
    assert r.names([1]) is r.colnames(np.eye(2)) is r.rownames(np.eye(2)) is None
    assert r.rownames(pd.DataFrame({"a": [1, 2]})).tolist() == ["1", "2"]
    assert r.rownames(pd.DataFrame({"a": [1, 2]}, index=[0, 1])).tolist() == ["1", "2"]
    assert r.rownames(pd.DataFrame({"a": [1, 2]}, index=["u", "v"])).tolist() == ["u", "v"]


def test_what_is_given_is_not_changed():
    """Frames that are made share nothing with what they were made of."""
    x, d = np.array([1.0, 2.0]), pd.DataFrame({"a": [1.0, 2.0]})
    for made in (r.data_frame(a=x), r.cbind(d, b=x), r.rbind(d), r.data_frame(d), r.subset(d)):
        made.iloc[0, 0] = 9.0
    assert x.tolist() == d["a"].tolist() == [1.0, 2.0]


def test_rows_of_frames_are_taken_by_positions_from_1():
    """iris[pick, ] and iris[-pick, ]; by truths and labels, too."""
    d = pd.DataFrame({"a": [1, 2, 3]}, index=["x", "y", "z"])
    assert r.take(d, [3, 1])["a"].tolist() == [3, 1]
    assert r.take(d, -np.array([3, 1])).index.tolist() == ["y"]
    assert r.take(d, d["a"].to_numpy() > 1)["a"].tolist() == [2, 3]
    assert r.take(d, ["y", "y"])["a"].tolist() == [2, 2]
    assert r.take(np.eye(2), 2).tolist() == [[0, 1]]
    for beyond in (4, "w", [True, False, True, True]):
        with pytest.raises(DataError, match="subscript out of bounds"):
            r.take(d, beyond)


def test_rows_with_names():
    """R: rbind(nnet = c(1, 2), lm = c(a = 1, b = 2))."""
    found = r.rbind(nnet=[1, 2], lm=r.c(a=1, b=2))
    assert found.to_dict("index") == {"nnet": {"a": 1, "b": 2}, "lm": {"a": 1, "b": 2}}
    assert r.rbind([1, 2], None, last=[3, 4]).index.tolist() == ["", "last"]
    with pytest.raises(ArgumentError, match="names of rows are those of vectors: b"):
        r.rbind(r.data_frame(a=1), b=[1])


def test_frames_of_other_things():
    """R: as.data.frame(table(g = c("a", NA, "a"), useNA = "ifany")), of a matrix, of a list."""
    counts = r.as_data_frame(r.table(g=["a", None, "a"], useNA="ifany"))
    assert counts["g"].isna().tolist() == [False, True]
    assert counts["Freq"].tolist() == [2, 1]
    two = r.as_data_frame(r.table(["a", "b"], ["u", "v"]), responseName="n")
    assert two.columns.tolist() == ["Var1", "Var2", "n"]
    assert two["Var1"].tolist() == ["a", "b", "a", "b"]
    assert r.as_data_frame(np.eye(2)).columns.tolist() == ["V1", "V2"]
    assert r.as_data_frame({"a": [1, 2], "b": 0}).to_dict("list") == {"a": [1, 2], "b": [0, 0]}
    assert r.as_data_frame([1, 2]).columns.tolist() == ["x"]
    with pytest.raises(DataError, match="three dimensions is not offered"):
        r.as_data_frame(np.zeros((2, 2, 2)))


def test_names_of_all_dimensions():
    """dimnames() of a frame, a table, and of intervals of three dimensions."""
    of_frame = r.dimnames(pd.DataFrame({"a": [1, 2]}))
    assert [names.tolist() for names in of_frame] == [["1", "2"], ["a"]]
    assert r.dimnames(np.eye(2)) is None
    found = r.dimnames(r.table(g=["a", "b"]))
    assert {name: labels.tolist() for name, labels in found.items()} == {"g": ["a", "b"]}
    rows, columns = r.dimnames(pd.DataFrame(np.eye(2), index=["u", "v"]))
    assert (rows.tolist(), columns) == (["u", "v"], None)


LEFT = pd.DataFrame({"k": ["b", "a", "c", "a"], "x": [1, 2, 3, 4]})
RIGHT = pd.DataFrame({"k": ["a", "b", "d"], "y": [10.0, 20.0, 30.0]})


def test_frames_are_merged_by_common_columns():
    """R: merge(LEFT, RIGHT), with all = TRUE, all.x = TRUE, sort = FALSE."""
    found = r.merge(LEFT, RIGHT)
    assert found.to_dict("list") == {"k": ["a", "a", "b"], "x": [2, 4, 1], "y": [10, 10, 20]}
    assert r.merge(LEFT, RIGHT, all=True)["k"].tolist() == ["a", "a", "b", "c", "d"]
    assert r.merge(LEFT, RIGHT, all_x=True)["x"].tolist() == [2, 4, 1, 3]
    assert r.merge(LEFT, RIGHT, sort=False)["x"].tolist() == [1, 2, 4]
    assert r.merge(LEFT, RIGHT).index.tolist() == [0, 1, 2]


def test_several_keys_sort_as_text():
    """R: 10 before 9 where all rows have a partner; by numbers where some have none."""
    x = pd.DataFrame({"a": "x", "b": [9.0, 10.0]})
    y = pd.DataFrame({"a": "x", "b": [10.0, 9.0, 1.0], "j": [1, 2, 3]})
    assert r.merge(x, y)["b"].tolist() == [10.0, 9.0]
    assert r.merge(x, y, all=True)["b"].tolist() == [1.0, 9.0, 10.0]


def test_names_of_merged_columns():
    """R: names(merge(e1, e2, by = "k")), by.x = "k", by.y = "v"; by = NULL."""
    e1 = pd.DataFrame({"k": [3, 1, 2], "v": [1, 2, 3]})
    e2 = pd.DataFrame({"k": [10, 2, 3], "v": [4, 5, 6]})
    assert r.merge(e1, e2, by="k").columns.tolist() == ["k", "v.x", "v.y"]
    assert r.merge(e1, e2, by_x="k", by_y="v").columns.tolist() == ["k", "v", "k.y"]
    assert r.merge(e1, e2, by=1, suffixes=["", "_2"]).columns.tolist() == ["k", "v", "v_2"]
    crossed = r.merge(e1, e2, by=[])
    assert crossed.columns.tolist() == ["k.x", "v.x", "k.y", "v.y"]
    assert crossed["k.x"].tolist() == [3, 1, 2] * 3
    with pytest.warns(RWarning, match="column name ‘v.x’ is duplicated in the result"):
        r.merge(e1, e2, by="k", suffixes=[".x", ".x"])


def test_bad_keys_of_merges():
    """In R's words."""
    with pytest.raises(ArgumentError, match=r"^'by' must specify a uniquely valid column"):
        r.merge(LEFT, RIGHT, by="zz")
    with pytest.raises(ArgumentError, match="specify different numbers of columns"):
        r.merge(LEFT, RIGHT, by_x="k", by_y=["k", "y"])
    with pytest.raises(ArgumentError, match="must be data frames"):
        r.merge(LEFT, [1, 2])
    with pytest.raises(ArgumentError, match="'suffixes' has to be a string vector of length 2"):
        r.merge(LEFT, RIGHT, suffixes=".x")


def test_rows_that_cannot_be_compared_are_refused():
    """Lists in a frame were pandas' own TypeError."""
    nested = pd.DataFrame({"x": [[1], [2]], "y": [1, 2]})
    for verb in (r.duplicated, r.unique):
        with pytest.raises(DataError, match="cannot be compared"):
            verb(nested)
