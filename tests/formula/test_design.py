"""The design of a model: rows, weights, response, offset, names."""

from __future__ import annotations

import copy
import pickle
import tracemalloc

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FormulaError
from pynnet._formula import model_matrix

from ..support import make_design

DATA = pd.DataFrame(
    {
        "y": [1.0, 2.0, 3.0, 4.0, 5.0],
        "x": [0.5, np.nan, 1.5, 2.5, np.inf],
        "g": pd.Categorical(list("abcab"), categories=list("abcd")),
        "ch": ["p", "q", "p", "q", "Q"],
        "my var": [1, 2, 3, 4, 5],
        "w": [1.0, 2.0, 3.0, 0.0, np.nan],
    },
    index=list("vwxyz"),
)


def test_rows_when_values_are_missing():
    """Positions in the data, and within the subset; infinity stays."""
    design = make_design("y ~ x", DATA, subset=[4, 1, 0])
    assert design.rows.used.tolist() == [4, 0]
    assert design.rows.omitted.tolist() == [1]
    assert list(design.index) == ["z", "v"]
    assert list(design.all_index) == ["z", "w", "v"]
    assert design.rows.complete.tolist() == [True, False, True]
    assert design.response.tolist() == [5.0, 1.0]
    assert design.matrix[:, 1].tolist() == [np.inf, 0.5]


def test_rows_when_only_a_removed_variable_is_missing():
    """R: a variable behind a minus drops rows too."""
    assert make_design("y ~ g - x", DATA).rows.omitted.tolist() == [1]


@pytest.mark.parametrize("action", ["omit", "na.omit", "exclude", "na.exclude"])
def test_na_action_when_rows_are_dropped(action):
    """R's names and the short ones mean the same."""
    assert len(make_design("y ~ x", DATA, na_action=action).matrix) == 4


def test_na_action_when_rows_are_kept():
    """R: a missing factor makes its columns missing."""
    data = {"g": ["a", None, "b"], "x": [1.0, 2.0, np.nan], "l": [True, False, None]}
    matrix = model_matrix("~ g * x + l", data, na_action="pass")
    assert list(matrix.columns) == ["(Intercept)", "gb", "x", "lTRUE", "gb:x"]
    missing = np.isnan(matrix.to_numpy()).astype(int).tolist()
    assert missing == [[0, 0, 0, 0, 0], [0, 1, 0, 0, 1], [0, 0, 1, 1, 1]]
    assert matrix.iloc[1, 2] == 2.0


@pytest.mark.parametrize(
    "subset",
    [
        np.array([True, False, True, False, False]),
        pd.Series([True, False, True, False, False], index=list("vwxyz")),
        pd.array([True, None, True, False, None], dtype="boolean"),
        [0, 2],
        np.array([0, 2]),
        range(0, 3, 2),
        [True, False, True, False, False],
    ],
)
def test_subset_when_written_in_any_form(subset):
    """A mask, in which missing means no, or positions."""
    assert make_design("y ~ 1", DATA, subset=subset).rows.used.tolist() == [0, 2]


def test_subset_when_it_is_empty():
    """R: model.matrix of no rows has its columns."""
    design = make_design("y ~ g * my", {"y": [1.0], "g": [True], "my": [2]}, subset=[])
    assert design.matrix.shape == (0, 4)
    assert make_design("y ~ my", {"y": [], "my": []}).matrix.shape == (0, 2)


def test_levels_when_rows_are_dropped():
    """R: a factor keeps levels that vanish, text loses them."""
    design = make_design("y ~ g + ch", DATA, subset=[0, 1, 3])
    assert design.column_names == ("(Intercept)", "gb", "gc", "gd", "chq")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"subset": [-1]}, ArgumentError, "negative positions mean exclusion in R"),
        ({"subset": [5]}, ArgumentError, "position 5 is outside of the data, which has 5 rows"),
        ({"subset": [0.5]}, ArgumentError, "must be whole numbers"),
        ({"subset": [None, 1], "na_action": "fail"}, DataError, "missing values in object: 1 rows"),
        ({"subset": [True]}, ArgumentError, "subset has 1 elements, data has 5 rows"),
        ({"subset": "x > 0"}, ArgumentError, "Compute it from the data"),
        ({"subset": 3}, ArgumentError, "got int"),
        ({"subset": ["v"]}, ArgumentError, "a boolean mask or 0-based positions"),
        ({"subset": pd.Series([True] * 5)}, DataError, "subset has another index than data"),
        ({"weights": pd.Series([1.0] * 5)}, DataError, r"Pass weights.to_numpy\(\)"),
        ({"weights": [1.0, 2.0]}, DataError, r"variable lengths differ \(found for '\(weights\)"),
        ({"weights": "W"}, FormulaError, "object 'W' not found: .* Did you mean 'w'"),
        ({"weights": "ch"}, DataError, "NAs introduced by coercion: weights"),
        ({"weights": [-1.0] * 5}, ArgumentError, "invalid weights vector"),
        ({"na_action": "drop"}, ArgumentError, "na_action must be 'omit'"),
        ({"na_action": None}, ArgumentError, "na_action must be 'omit'"),
        ({"na_action": "fail"}, DataError, "missing values in object: 1 rows"),
        ({"collation": "de"}, ArgumentError, "collation must be 'en' or 'C'"),
    ],
)
def test_error_when_an_argument_is_wrong(arguments, error, message):
    """What was got, and what to do."""
    with pytest.raises(error, match=message):
        make_design("y ~ x", DATA, **arguments)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("y ~ X", "object 'X' not found: data has no such column. Did you mean 'x'"),
        ("nosuch ~ x", "object 'nosuch' not found: .* The columns are 'y', 'x', 'g'"),
        ("y ~ log(.)", "object '.' not found"),
        (3, "formula must be a string, got int"),
    ],
)
def test_error_when_the_formula_does_not_fit_the_data(formula, message):
    """R's words, then the nearest column."""
    with pytest.raises(FormulaError, match=message):
        make_design(formula, DATA)


def test_error_when_there_are_no_columns():
    """Nothing can be meant."""
    with pytest.raises(FormulaError, match="There are no columns"):
        make_design("~ x", {})
    with pytest.raises(FormulaError, match=r"'c9', \.\.\."):
        make_design("~ nosuch", {f"c{i}": [1] for i in range(20)})


def test_error_when_a_factor_has_one_level():
    """R: in an interaction or removed, it cannot be coded."""
    data = DATA.assign(one="k")
    for formula in ("y ~ one", "y ~ 0 + one", "y ~ x:one", "y ~ x - one"):
        with pytest.raises(DataError, match="factors with 2 or more levels: 'one' has only 'k'"):
            make_design(formula, data)
    with pytest.raises(DataError, match="'ch' has none"):
        make_design("y ~ ch", DATA, subset=[])


def test_weights_when_a_column_or_an_array():
    """A missing weight drops the row."""
    design = make_design("y ~ g", DATA, weights="w")
    assert design.weights.tolist() == [1.0, 2.0, 3.0, 0.0]
    assert design.rows.omitted.tolist() == [4]
    again = make_design("y ~ g", DATA, weights=DATA["w"].to_numpy())
    assert again.weights.tolist() == design.weights.tolist()
    assert make_design("y ~ g", DATA).weights is None


def test_offset_when_there_are_several():
    """A column for each; a matrix gives as many as it has."""
    design = make_design("y ~ g + offset(w) + offset(cbind(y, `my var`))", DATA)
    assert design.offset.shape == (4, 3)
    assert design.offset[1].tolist() == [2.0, 2.0, 2.0]
    assert design.spec.offset == ("offset(w)", "offset(cbind(y, `my var`))")
    assert make_design("y ~ g", DATA).offset is None


def test_response_when_of_each_kind():
    """Numbers are doubles, factors keep their levels, text stays text."""
    assert make_design("`my var` ~ 1", DATA).response.dtype == np.float64
    assert make_design("(x > 1) ~ 1", DATA).response.tolist() == [0.0, 1.0, 1.0, 1.0]
    assert list(make_design("g ~ 1", DATA).response.categories) == list("abcd")
    assert make_design("ch ~ 1", DATA).response.tolist() == ["p", "q", "p", "q", "Q"]
    assert make_design("~ y", DATA).response is None
    matrix = make_design("cbind(y, b = x) ~ 1", DATA)
    assert matrix.response.shape == (4, 2)
    assert matrix.response_names == ("y", "b")
    assert matrix.response.flags.c_contiguous


def test_intercept_when_left_out_of_the_matrix():
    """The coding is chosen with it, as in R's nnet."""
    with_it = make_design("y ~ g * `my var`", DATA)
    without = make_design("y ~ g * `my var`", DATA, intercept=False)
    assert without.column_names == with_it.column_names[1:]
    assert without.assign == with_it.assign[1:]
    assert without.matrix.tolist() == with_it.matrix[:, 1:].tolist()
    assert without.matrix.flags.c_contiguous
    assert without.spec.intercept
    assert make_design("y ~ 1", DATA, intercept=False).matrix.shape == (5, 0)
    assert make_design("y ~ 0", DATA).matrix.shape == (5, 0)


def test_plan_when_copied():
    """Pickle and deepcopy keep everything; the text shows what it does."""
    spec = make_design("y ~ . - ch + log(w + 1)", DATA, contrasts={"g": np.eye(4)}).spec
    new = DATA.iloc[:2]
    for same in (pickle.loads(pickle.dumps(spec)), copy.deepcopy(spec)):
        assert str(same) == str(spec)
        assert same.design(new).matrix.tolist() == spec.design(new).matrix.tolist()
    assert spec.formula == "y ~ . - ch + log(w + 1)"
    assert spec.expanded_formula == "y ~ (x + g + ch + `my var` + w) - ch + log(w + 1)"
    assert spec.variables == ("y", "x", "g", "ch", "my var", "w", "log(w + 1)")
    assert spec.response_text == "y"
    assert make_design("~ x", DATA).spec.response_text is None
    assert str(spec).splitlines()[:6] == [
        "y ~ . - ch + log(w + 1)",
        "  expanded:  y ~ (x + g + ch + `my var` + w) - ch + log(w + 1)",
        "  response:  y, numeric",
        "  terms:     x, g, `my var`, w, log(w + 1)",
        "  intercept: yes",
        "  columns:   (Intercept), x, g1, g2, g3, g4, `my var`, w, log(w + 1)",
    ]
    assert "    g: factor of 4 levels: a, b, c, d; a given matrix" in str(spec)


def test_model_matrix_when_names_are_equal():
    """R allows two columns of one name."""
    matrix = model_matrix("~ cbind(w, log(y), sqrt(y))", DATA)
    names = ["(Intercept)", *(f"cbind(w, log(y), sqrt(y)){n}" for n in ("w", "", ""))]
    assert list(matrix.columns) == names
    assert list(matrix.index) == list("vwxy")


def test_memory_when_columns_are_plain():
    """The matrix is the only copy of the data."""
    data = pd.DataFrame(np.ones((20_000, 20)), columns=[f"x{i}" for i in range(20)])
    make_design("x0 ~ .", data)
    tracemalloc.start()
    try:
        make_design("x0 ~ .", data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1.3 * data.to_numpy().nbytes
