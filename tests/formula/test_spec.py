"""The design of new data: levels, types and missing rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, FormulaError, RWarning

from ..support import make_design

DATA = {
    "y": [1.0, 2.0, 3.0, 4.0],
    "x": [0.5, 1.0, 1.5, 2.5],
    "z": [1, 2, 3, 4],
    "l": [True, False, True, True],
    "g": pd.Categorical(list("abca")),
    "o": pd.Categorical(list("LMHL"), categories=list("LMH"), ordered=True),
    "ch": ["p", "q", "p", "Q"],
}
SPEC = make_design("y ~ x * g + ch", DATA).spec


def new(**columns):
    return {"x": [1.0, 2.0], "g": ["a", "c"], "ch": ["p", "q"], **columns}


def test_design_when_rows_are_missing():
    """Only complete rows are in the matrix; the index covers all."""
    frame = pd.DataFrame(new(x=[np.nan, 2.0]), index=["r", "s"])
    made = SPEC.design(frame)
    assert made.matrix.tolist() == [[1.0, 2.0, 0.0, 1.0, 1.0, 0.0, 0.0, 2.0]]
    assert made.complete.tolist() == [False, True]
    assert list(made.index) == ["r", "s"]


def test_design_when_no_row_is_complete():
    """R gives missing predictions, no error."""
    made = SPEC.design(new(x=[np.nan, np.nan]))
    assert made.matrix.shape == (0, 8)
    assert not made.complete.any()


@pytest.mark.parametrize(
    "g",
    [
        ["a", "c"],
        pd.Categorical(["a", "c"]),
        pd.Categorical(["a", "c"], categories=["c", "b", "a"]),
        pd.Categorical(["a", "c"], categories=["z", "c", "a"], ordered=True),
        np.array(["a", "c"], dtype=object),
    ],
)
def test_design_when_levels_are_written_otherwise(g):
    """Text, other orders, unused and missing levels all mean the fitted levels."""
    made = SPEC.design(new(g=g))
    assert made.matrix[:, 2:4].tolist() == [[0.0, 0.0], [0.0, 1.0]]


def test_design_when_columns_are_more_and_in_another_order():
    """Only the names count; the response is not needed."""
    made = SPEC.design({"extra": ["?", "!"], "ch": ["p", "q"], "g": ["a", "c"], "x": [1.0, 2.0]})
    assert made.matrix.tolist() == SPEC.design(new()).matrix.tolist()


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"g": ["a", "Zed"]}, "factor g has new levels Zed: fitted were a, b, c"),
        ({"g": ["Zed", "Zed"]}, "factor g has new level Zed"),
        ({"g": ["Zed", "Foo"]}, "factor g has new levels Foo, Zed"),
        ({"g": pd.Categorical(["Zed", "Foo"], ["Zed", "Foo"])}, "new levels Zed, Foo"),
        ({"ch": ["p", "P"]}, "factor ch has new levels P"),
        ({"x": ["1", "2"]}, 'variable \'x\' was fitted with type "numeric" but type "character"'),
        ({"x": [True, False]}, 'type "numeric" but type "logical" was supplied'),
    ],
)
def test_error_when_values_were_not_fitted(columns, message):
    """R's words; plural by the number of levels present."""
    with pytest.raises(DataError, match=message):
        SPEC.design(new(**columns))


def test_error_when_a_column_is_missing():
    """Variables behind a minus and in offsets are needed too."""
    with pytest.raises(DataError, match="object 'x' not found: newdata has no such column"):
        SPEC.design({"g": ["a"], "ch": ["p"]})
    spec = make_design("y ~ x + offset(z) - l", DATA).spec
    with pytest.raises(DataError, match="object 'z' not found"):
        spec.design({"x": [1.0], "l": [True]})
    with pytest.raises(DataError, match="object 'l' not found"):
        spec.design({"x": [1.0], "z": [1.0]})
    assert spec.design({"x": [2.0], "z": [1.0], "l": [True]}).matrix.tolist() == [[1.0, 2.0]]


def test_error_when_several_types_differ():
    """All are named."""
    spec = make_design("y ~ x + z", DATA).spec
    message = "variables ‘x’, ‘z’ were specified with different types from the fit: x: numeric"
    with pytest.raises(DataError, match=message):
        spec.design({"x": ["a"], "z": [True]})


def test_warning_when_a_factor_becomes_a_number():
    """R warns before it raises."""
    with (
        pytest.warns(RWarning, match="variable 'g' is not a factor"),
        pytest.raises(DataError, match='type "factor" but type "numeric"'),
    ):
        SPEC.design(new(g=[1, 2]))


def test_error_when_a_level_is_only_in_an_incomplete_row():
    """R drops incomplete rows first, so there is none."""
    made = SPEC.design(new(x=[1.0, np.nan], g=["a", "Zed"]))
    assert made.complete.tolist() == [True, False]


def test_error_when_the_response_is_a_predictor():
    """R silently builds other columns than those fitted."""
    spec = make_design("y ~ x + x:y", DATA).spec
    with pytest.raises(FormulaError, match="the response 'y' stands on the right-hand side"):
        spec.design({"x": [1.0], "y": [1.0]})


def test_types_when_they_may_be_exchanged():
    """Ordered, factor and text for one another; the fitted contrast stays."""
    spec = make_design("y ~ o", DATA).spec
    assert spec.column_names == ("(Intercept)", "o.L", "o.Q")
    made = spec.design({"o": ["H", "L"]})
    again = spec.design({"o": pd.Categorical(["H", "L"], categories=["H", "L"])})
    assert made.matrix.tolist() == again.matrix.tolist()
    assert made.matrix[0, 1] > 0.7
    assert made.matrix[1, 1] < -0.7


def test_factor_when_made_again_of_new_data():
    """R: factor(z) is made of the new values, then recoded."""
    spec = make_design("y ~ factor(z)", DATA).spec
    assert spec.design({"z": [3]}).matrix.tolist() == [[1.0, 0.0, 1.0, 0.0]]
    with pytest.raises(DataError, match=r"factor factor\(z\) has new levels 9"):
        spec.design({"z": [3, 9]})


def test_matrix_when_its_width_changes():
    """A matrix variable must keep its number of columns."""
    spec = make_design("y ~ class.ind(ch)", DATA).spec
    assert spec.column_names[1:] == ("class.ind(ch)p", "class.ind(ch)q", "class.ind(ch)Q")
    with pytest.raises(DataError, match=r'type "nmatrix\.1" was supplied'):
        spec.design({"ch": ["p"]})
