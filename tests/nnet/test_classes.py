"""Indicator matrices, and the largest of several numbers with ties broken as in R."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, RRandom, class_ind, max_col, nnet, nnet_hess, set_seed, which_is_max
from pynnet._nnet.classes.choosing import first_largest, largest_columns

from ..support import assert_same_bits, from_hex, recorded

# Recorded from R, the call is in each case.
CLASS_IND = recorded("units.json", "class_ind")
MAX_COL = recorded("units.json", "max_col")  # set.seed(seed); max.col(near); runif(1)
NEAR = np.array([from_hex(row) for row in recorded("units.json", "near")[0]["rows"]])
WHICH_IS_MAX = recorded("units.json", "which_is_max")

CLASSES = [
    ["b", "a", "b"],
    pd.Categorical(["lo", "hi"], categories=["lo", "mid", "hi"]),
    [2, 10, 2, -1],
    [True, False],
    ["B", "a", "b", "A"],
    pd.Categorical(["x", None, "y"]),
]


@pytest.mark.parametrize(
    ("case", "cl"), list(zip(CLASS_IND, CLASSES, strict=True)), ids=[c["call"] for c in CLASS_IND]
)
def test_class_ind_equals_rs(case, cl):
    """Levels, their order, and a row of zeros where the class is missing."""
    made = class_ind(cl)
    assert made.columns.tolist() == case["columns"]
    assert_same_bits(made, case["rows"])


@pytest.mark.parametrize(
    "form",
    [
        list,
        tuple,
        np.array,
        lambda v: np.array(v, dtype=object),
        pd.Series,
        pd.Categorical,
        pd.Index,
        lambda v: pd.Series(v, dtype="category"),
        lambda v: pd.Series(v, dtype="string"),
    ],
)
def test_class_ind_takes_any_form_of_classes(form):
    """All are the same factor."""
    made = class_ind(form(["q", "p", "q", "r"]))
    assert made.columns.tolist() == ["p", "q", "r"]
    assert made.to_numpy().tolist() == [[0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert made.to_numpy().dtype == np.float64


def test_class_ind_keeps_the_index_of_a_series():
    """So that it can be joined to the data."""
    cl = pd.Series(["a", "b"], index=["first", "second"])
    assert class_ind(cl).index.tolist() == ["first", "second"]


@pytest.mark.parametrize("cl", [np.zeros((2, 2)), [["a"], ["b"]], "text", None, 3, [object()]])
def test_class_ind_refuses_what_is_no_vector_of_classes(cl):
    """One dimension, and values that can be levels."""
    with pytest.raises(DataError):
        class_ind(cl)


@pytest.mark.parametrize("case", MAX_COL, ids=lambda case: case["call"])
def test_max_col_equals_rs(case):
    """Near ties are broken with the numbers R draws, and no more of them."""
    stream = RRandom(case["seed"])
    assert (largest_columns(NEAR, stream) + 1).tolist() == case["columns"]
    assert_same_bits(stream.runif(1)[0], from_hex(case["following"]))


def test_max_col_draws_nothing_without_ties():
    """The stream stays where it is."""
    stream = RRandom(1)
    scores = np.array([[0.1, 0.2, 0.7], [0.9, 0.05, 0.05]])
    assert largest_columns(scores, stream).tolist() == [2, 0]
    assert np.array_equal(stream.state, RRandom(1).state)


def walked(scores):
    """First of the largest and whether another ties, walking along each row."""
    found = []
    for row in scores.tolist():
        tolerance = 1e-5 * max(abs(score) for score in row)
        best, largest, tied = 0, row[0], False
        for k, score in enumerate(row[1:], 1):
            if score > largest + tolerance:
                best, largest = k, score
            elif score >= largest - tolerance:
                tied = True
        found.append((best, tied))
    return found


@pytest.mark.parametrize("spread", [1.0, 1e-4, 1e-5])
@pytest.mark.parametrize("columns", [1, 2, 3, 7])
def test_leaders_are_those_of_a_walk_along_each_row(columns, spread):
    """Without ties, where the walk is not needed, and with some."""
    generator = np.random.default_rng(1)
    for _ in range(200):
        scores = 1 + spread * generator.normal(size=(generator.integers(1, 6), columns))
        best, tied, _ = first_largest(scores)
        assert list(zip(best.tolist(), tied.tolist(), strict=True)) == walked(scores)


def test_what_is_no_number_neither_leads_nor_ties():
    """It is passed over, unless it comes first."""
    nan = np.nan
    with np.errstate(invalid="ignore"):
        best, tied, _ = first_largest(np.array([[0.2, nan, 0.8], [nan, 0.1, 0.1], [0.5, 0.2, 0.1]]))
    assert (best.tolist(), tied.tolist()) == ([0, 0, 0], [False, False, False])


def test_max_col_of_no_rows_is_empty():
    """Nothing in, nothing out."""
    assert largest_columns(np.empty((0, 3)), RRandom(1)).tolist() == []


@pytest.mark.parametrize("case", WHICH_IS_MAX, ids=lambda case: case["call"])
def test_which_is_max_equals_rs(case):
    """Counted from 0; exact ties are broken by one random number."""
    stream = RRandom(case["seed"])
    assert which_is_max(from_hex(case["numbers"]), seed=stream) == case["position"] - 1
    assert_same_bits(stream.runif(1)[0], from_hex(case["following"]))


def test_which_is_max_draws_from_the_global_stream(global_stream):
    """As all functions without a seed do; an integer seed leaves it alone."""
    tied = [1.0, 1.0, 1.0]
    for seed in range(5):
        set_seed(seed)
        before = global_stream.state
        by_seed = which_is_max(tied, seed=seed)
        assert np.array_equal(global_stream.state, before)
        assert which_is_max(tied) == by_seed
        assert not np.array_equal(global_stream.state, before)


def test_which_is_max_gives_an_int():
    """A plain one, for lists and arrays."""
    assert type(which_is_max([1, 2])) is int
    assert type(which_is_max(np.array([2.0, 2.0]), seed=1)) is int


def test_which_is_max_of_a_number_is_the_first():
    """A number is a vector of length one, as in R."""
    assert which_is_max(3.0) == 0


@pytest.mark.parametrize("x", [[], [[1.0, 2.0]], [1.0, np.nan], ["a", "b"], None])
def test_which_is_max_refuses_what_has_no_largest(x):
    """Empty, missing, of two dimensions, or no numbers; nothing is drawn."""
    with pytest.raises(DataError):
        which_is_max(x)


@pytest.mark.parametrize(
    "m", [[[1.0, np.nan]], np.empty((2, 0)), [["a", "b"]]], ids=["missing", "no columns", "text"]
)
def test_max_col_refuses_what_has_no_largest(m):
    """R answers NA; positions from 0 have none."""
    with pytest.raises(DataError):
        max_col(m)


# Rows of which R tells by max.col() after set.seed(1), and by what runif(1) gives then.
INFINITE = [[np.inf, np.inf, 1.0], [-np.inf, 1.0, 1.0], [1.0, np.inf, np.inf], [-np.inf] * 3]


def test_infinite_numbers_are_no_measure_of_a_tie():
    """R draws once for each of the first three rows and twice for the last."""
    stream = RRandom(1)
    assert (max_col(INFINITE, seed=stream) + 1).tolist() == [2, 3, 2, 3]
    assert stream.runif(1)[0].hex() == float.fromhex("0x1.cbf9bb98p-1").hex()


def test_ties_of_max_col_that_are_not_drawn():
    """R: max.col(m, "first") and "last" take equal numbers alone for ties."""
    m = [[1.0, 1.0 + 1e-7, 0.5], [2.0, 1.0, 2.0]]
    assert max_col(m, "first").tolist() == [1, 0]
    assert max_col(m, "last").tolist() == [1, 2]


def test_classes_that_are_none_do_not_go_with_numbers():
    """There is no class to name."""
    x = np.array([[0.1], [0.5], [0.9]])
    fit = nnet(x, x[:, 0], size=1, maxit=300, trace=False, seed=1)
    with pytest.raises(DataError, match="y holds classes, but the network was fitted to numbers"):
        nnet_hess(fit, x, pd.Categorical([]))
