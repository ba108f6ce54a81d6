"""What happens to the matrix when rows of the data are moved or left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import ArgumentError, model_matrix

N = 12
DATA = pd.DataFrame(
    {
        "x": [0.5, -1.25, 2.0, 0.125, 3.5, -0.75, 1.0, 4.25, 0.0, 2.5, -2.0, 1.5],
        "w": [1.5, 0.25, 3.0, 2.0, 0.5, 4.0, 1.0, 2.5, 0.75, 3.5, 1.25, 5.0],
        "g": pd.Categorical(list("abcabcabcabc"), categories=list("abcd")),
        "o": pd.Categorical(list("llmmhhlmhlmh"), categories=list("lmh"), ordered=True),
        "l": [True, False, True] * 4,
        "ch": list("uvwuvwuvwuvw"),
    }
)
# By row, or by what no order changes: the range, quantiles and levels.
BY_ROW = ["x", "log(w)", "I(x^3)", "g", "o", "l", "(x > w)", "ifelse(l, x, -w)", "pmin(x, w)"]
BY_SET = ["bs(x)", "ns(w, 2)", "cut(x, 3)", "factor(round(w))", "interaction(g, l)", "ch"]
# By all rows: sums depend on the order they are made in.
BY_ALL = ["scale(x)", "poly(w, 2)", "I(x - mean(x))", "cumsum(x)", "rev(w)"]


def formulas(variables):
    """Formulas of a few of these variables."""
    chosen = st.lists(st.sampled_from(variables), min_size=1, max_size=4, unique=True)
    joints = st.sampled_from([" + ", ":", " * ", " + 0 + "])
    return st.builds(lambda names, joint: "~ " + joint.join(names), chosen, joints)


@given(formulas(BY_ROW + BY_SET), st.permutations(range(N)))
def test_rows_when_permuted(formula, order):
    """The matrix is permuted with them, in every bit."""
    expected = model_matrix(formula, DATA).iloc[order]
    pd.testing.assert_frame_equal(model_matrix(formula, DATA.iloc[order]), expected)


@given(formulas(BY_ROW + BY_SET[:-1] + BY_ALL), st.sets(st.integers(0, N - 1), min_size=1))
def test_rows_when_subset(formula, rows):
    """Variables are computed on all rows before the subset is taken, and levels stay."""
    mask = np.isin(np.arange(N), list(rows))
    expected = model_matrix(formula, DATA)[mask]
    pd.testing.assert_frame_equal(model_matrix(formula, DATA, subset=mask), expected)


@pytest.mark.parametrize(
    ("subset", "words"),
    [
        ([np.inf, 1.0], "position inf is outside"),
        ([-np.inf, 1.0], "negative positions"),
        ([np.nan, 1.5], "must be whole numbers"),
        (memoryview(np.ones((3, 2))), "got memoryview"),
    ],
)
def test_error_when_a_subset_is_nowhere(subset, words):
    """In words, and none of NumPy's."""
    with pytest.raises(ArgumentError, match=words):
        model_matrix("~ x", DATA, subset=subset)


@given(formulas(BY_ROW), st.sets(st.integers(0, N - 1), min_size=1))
def test_rows_when_the_data_are_cut(formula, rows):
    """What is computed by row is the same for fewer rows."""
    chosen = sorted(rows)
    expected = model_matrix(formula, DATA).iloc[chosen]
    pd.testing.assert_frame_equal(model_matrix(formula, DATA.iloc[chosen]), expected)


@given(
    formulas([*BY_ROW, "bs(x)", "ns(w, 2)", "ch", "interaction(g, l)", "scale(x)"]),
    st.lists(st.integers(0, N - 1), min_size=1, max_size=20),
)
def test_rows_when_they_are_new(formula, rows):
    """New data that are rows of the old ones give those rows of the matrix."""
    expected = model_matrix(formula, DATA).iloc[rows]
    new = model_matrix(formula, DATA, newdata=DATA.iloc[rows])
    pd.testing.assert_frame_equal(new, expected)


def test_levels_when_a_subset_loses_them():
    """A factor keeps a level without rows, as a column of zeros; text does not."""
    mask = DATA["ch"] != "w"
    assert list(model_matrix("~ g", DATA, subset=mask)) == ["(Intercept)", "gb", "gc", "gd"]
    assert list(model_matrix("~ ch", DATA, subset=mask)) == ["(Intercept)", "chv"]
