"""caret's findCorrelation: which columns are found, in which order, and what is refused."""

from __future__ import annotations

import copy

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError
from pynnet.caret import find_correlation

NAMES = list("abcde")
# That of the manual page.
X = pd.DataFrame(
    [
        [1, 0.86, 0.56, 0.32, 0.85],
        [0.86, 1, 0.01, 0.74, 0.32],
        [0.56, 0.01, 1, 0.65, 0.91],
        [0.32, 0.74, 0.65, 1, 0.36],
        [0.85, 0.32, 0.91, 0.36, 1],
    ],
    NAMES,
    NAMES,
)


def changed(i: int, j: int, value: float, other: float | None = None) -> pd.DataFrame:
    """The matrix with another correlation in row i, column j, and on the other side."""
    values = X.to_numpy(copy=True)
    values[i, j], values[j, i] = value, value if other is None else other
    return pd.DataFrame(values, NAMES, NAMES)


def test_columns_have_the_order_of_caret():
    """By falling mean, or those of pairs; signs do not count."""
    before = copy.deepcopy(X)
    assert find_correlation(X, 0.6).tolist() == [0, 4, 3]
    assert find_correlation(X, 0.6, exact=False).tolist() == [3, 4, 0, 2]
    assert find_correlation(-X, 0.6, names=True) == ["a", "e", "d"]
    assert find_correlation(X.to_numpy().tolist(), -1).tolist() == [0, 4, 3, 1]
    assert find_correlation(X, -1, exact=False).tolist() == [2, 3, 4, 0]
    assert X.equals(before)


def test_columns_without_correlations_are_none():
    """Found is what is above the cut-off, and none are among none."""
    assert find_correlation(X, 0.91).tolist() == []
    assert find_correlation(X, np.inf, names=True) == []
    assert find_correlation(X.iloc[:0, :0]).dtype == np.intp
    assert find_correlation([[1.0]], exact=False).tolist() == []


def test_ties_find_the_later_or_the_earlier():
    """Exactly the later of two, otherwise the earlier."""
    alike = np.ones((3, 3))
    assert find_correlation(alike).tolist() == [1, 2]
    assert find_correlation(alike, exact=False).tolist() == [0, 1]
    nearly = np.array([[1, 0.5], [0.5, 1 - 4 * 2**-53]])  # the same in 15 digits
    assert find_correlation(nearly[::-1, ::-1], 0.3, exact=False).tolist() == [0]
    assert find_correlation(nearly - np.diag([0, 1e-14]), 0.3, exact=False).tolist() == [0]
    assert find_correlation((nearly - np.diag([1e-14, 0])), 0.3, exact=False).tolist() == [1]


def test_a_hundred_columns_are_looked_at_fast():
    """Fewer exactly."""
    assert find_correlation(np.ones((99, 99)))[0] == 1
    assert find_correlation(np.ones((100, 100)))[0] == 0


def test_missing_correlations_that_are_not_needed_are_let_be():
    """Of columns that were left out before, or where none is above the cut-off."""
    assert find_correlation(changed(4, 4, np.nan), 0.6).tolist() == [0, 4, 3]
    assert find_correlation(changed(0, 1, np.nan), 0.9).tolist() == [4]
    lost = X.to_numpy(copy=True)
    lost[3], lost[:, 3] = np.nan, np.nan
    assert find_correlation(lost, 0.6).tolist() == [0, 4]
    assert find_correlation(X * np.nan).tolist() == []


def test_triangles_may_differ_by_rounding():
    """As far as R's all.equal lets them."""
    assert find_correlation(changed(0, 1, 0.86 + 1e-9, 0.86), 0.6).tolist() == [0, 4, 3]


def test_rows_may_have_no_names():
    """Then columns have theirs."""
    assert find_correlation(X.reset_index(drop=True), 0.6, names=True) == ["a", "e", "d"]
    mixed = X.rename(index={"a": "z"})
    assert find_correlation(mixed, 0.6, exact=False, names=True) == ["d", "e", "a", "c"]
    with pytest.raises(DataError, match=r"not symmetric: a row is named 'z' and its column 'a'\."):
        find_correlation(mixed)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: find_correlation(X.iloc[:4]), DataError, "^correlation matrix is not symmetric: "),
        (lambda: find_correlation(X.iloc[:, :4], exact=False), DataError, "x is 5 x 4. Pass what"),
        (lambda: find_correlation(X["a"]), DataError, "not symmetric: x is a vector"),
        (lambda: find_correlation(changed(0, 1, 0.2, 0.86)), DataError, "column 1 is 0.2, and row"),
        (lambda: find_correlation(changed(0, 1, np.nan, 0.8)), DataError, "column 1 is nan, and"),
        (lambda: find_correlation(X * 2), DataError, "row 0, column 0 is 2, and a correlation"),
        (lambda: find_correlation(changed(1, 2, np.inf)), DataError, "row 1, column 2 is inf"),
        (
            lambda: find_correlation(changed(0, 1, np.nan), 0.6),
            DataError,
            r"^missing value where TRUE/FALSE needed\. The correlation of columns 'a' and 'b' is",
        ),
        (
            lambda: find_correlation(changed(0, 1, np.nan).to_numpy(), exact=False),
            DataError,
            r"^The correlation matrix has some missing values\. .* of columns 0 and 1 is missing",
        ),
        (lambda: find_correlation([[1.0]]), DataError, "^only one variable given: "),
        (lambda: find_correlation(np.ones((2, 2, 2))), DataError, "3 dimensions"),
        (lambda: find_correlation(None), DataError, "x"),
        (lambda: find_correlation([["a"]]), DataError, "x"),
        (lambda: find_correlation(np.eye(2), names=True), ArgumentError, "^'x' must have column "),
        (lambda: find_correlation(X, "a"), ArgumentError, "invalid 'cutoff': got 'a'"),
        (lambda: find_correlation(X, np.nan), ArgumentError, "invalid 'cutoff'"),
        (lambda: find_correlation(X, exact=1), ArgumentError, "invalid 'exact': got 1"),
        (lambda: find_correlation(X, names="a"), ArgumentError, "invalid 'names': got 'a'"),
    ],
)
def test_what_cannot_be_is_refused(call, error, words):
    """In R's words, with what was got and what to do."""
    with pytest.raises(error, match=words):
        call()
