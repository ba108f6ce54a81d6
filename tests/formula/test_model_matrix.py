"""The public functions: model_frame(), model_matrix() with new data, update_formula()."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import (
    ArgumentError,
    FormulaError,
    model_frame,
    model_matrix,
    nnet,
    update_formula,
)

from ..support import make_design

DATA = pd.DataFrame(
    {
        "y": [1.0, 2, 3, 4, 5],
        "x": [0.5, 1.5, np.nan, 3.5, 4.5],
        "g": pd.Categorical(list("abcab")),
        "ch": list("uvuvu"),
        "l": [True, False, True, True, False],
    },
    index=list("pqrst"),
)


def test_frame_when_a_variable_is_a_matrix():
    """Its columns stand side by side; rows with missing values are gone; kinds are kept."""
    frame = model_frame("y ~ cbind(a = x, y) + g + ch + l + scale(y)", DATA, weights="y")
    assert list(frame.columns) == [
        "y",
        "cbind(a = x, y).a",
        "cbind(a = x, y).y",
        "g",
        "ch",
        "l",
        "scale(y)",
        "(weights)",
    ]
    assert list(frame.index) == list("pqst")
    assert list(frame["g"].cat.categories) == list("abc")
    assert frame["l"].dtype == bool
    assert frame["ch"].tolist() == list("uvvu")


def test_frame_when_missing_values_are_kept():
    """A missing truth stays one."""
    data = {"x": [1.0, np.nan], "l": pd.array([None, True])}
    frame = model_frame("~ x + l", data, na_action="pass")
    assert frame["l"].isna().tolist() == [True, False]
    assert frame["x"].isna().tolist() == [False, True]


def test_frame_when_names_are_equal():
    """R allows two variables' columns of one name."""
    frame = model_frame("~ cbind(y, y)", DATA)
    assert list(frame.columns) == ["cbind(y, y).y", "cbind(y, y).y"]


def test_frame_when_data_are_not_changed():
    """Writing into the frame does not write into the data."""
    frame = model_frame("~ y", DATA)
    frame.loc["p", "y"] = 99.0
    assert DATA.loc["p", "y"] == 1.0


def test_matrix_when_there_are_new_data():
    """Levels, means and contrasts are those of the data; rows with missing values are gone."""
    new = pd.DataFrame({"y": [3.0, 1.0], "x": [2.0, np.nan], "g": ["b", "b"]}, index=[7, 8])
    matrix = model_matrix("~ g + scale(y) + x", DATA, newdata=new, contrasts={"g": "sum"})
    assert list(matrix.columns) == ["(Intercept)", "g1", "g2", "scale(y)", "x"]
    assert list(matrix.index) == [7]
    assert matrix.to_numpy().tolist() == [[1.0, 0.0, 1.0, 0.0, 2.0]]


# update(old, new) in R, written by deparse(width.cutoff = 500).
FROM_R = [
    ("y ~ x + z", ". ~ . - x", "y ~ z"),
    ("y ~ x + z", "~ . - x", "y ~ z"),
    ("y ~ x + z", "log(.) ~ .", "log(y) ~ x + z"),
    ("y ~ x * z", "~ . - x:z", "y ~ x + z"),
    ("y ~ x", "~ . - x", "y ~ 1"),
    ("y ~ x", "~ . - 1", "y ~ x - 1"),
    ("y ~ x - 1", "~ . + 1", "y ~ x"),
    ("y ~ x + offset(w)", "~ . + z", "y ~ x + z + offset(w)"),
    ("y ~ x + offset(w)", "~ . - offset(w)", "y ~ x + offset(w)"),
    ("y ~ (a + b)^2", "~ . - a", "y ~ b + a:b"),
    ("y ~ a * b * c", "~ . - a:b:c + d", "y ~ a + b + c + d + a:b + a:c + b:c"),
    ("~x", "~ . + z", "~x + z"),
    ("~x", "y ~ .", "y ~ x"),
    ("y ~ x", ". ~ .:z", "y ~ x:z"),
    ("y ~ x + z", ". ~ . * w", "y ~ x + z + w + x:w + z:w"),
    ("y ~ x", "z ~ w", "z ~ w"),
    ("y ~ log(x) + I(x^2)", "~ . - log(x)", "y ~ I(x^2)"),
    ("y ~ x", "sqrt(.) ~ . + .", "sqrt(y) ~ x"),
    ("y ~ x + w", ". ~ . + I(.^2)", "y ~ x + w + I((x + w)^2)"),
    ("cbind(a, b) ~ x", "~ . + z", "cbind(a, b) ~ x + z"),
    ("y ~ b + a:c + d", "~ .", "y ~ b + d + a:c"),
    ("y ~ a %in% b", "~ .", "y ~ a:b"),
    ("y ~ a/b", "~ .", "y ~ a + a:b"),
    ("y ~ 0 + x", "~ . + z", "y ~ x + z - 1"),
    ("y ~ x", ". ~ 0", "y ~ 1 - 1"),
    ("y ~ x", "~ . - x - 1", "y ~ 1 - 1"),
    ("y ~ `my var` + x", "~ . - `my var`", "y ~ x"),
    ("y ~ x", "~ . + poly(x, 2L)", "y ~ x + poly(x, 2)"),
    ("y ~ x + offset(w) + offset(z)", "~ . - x", "y ~ offset(w) + offset(z)"),
    ("y ~ offset(w)", "~ . - 1", "y ~ offset(w) - 1"),
    ("y ~ x", "NULL ~ .", "~x"),
    ("y ~ x + (z)", "~ .", "y ~ x + z"),
    ("y ~ x + z", "~ .^2", "y ~ x + z + x:z"),
    ("y ~ x", "y + . ~ .", "y + y ~ x"),
    ("y ~ x - z", "~ .", "y ~ x"),
    ("y ~ x", "~ . + a + a:b - a", "y ~ x + a:b"),
    ("y ~ x", "~ . + 1 - 1", "y ~ x - 1"),
    ("y ~ x + z", "~ w %in% .", "y ~ w:x:z"),
    ("y ~ x | z", "~ .", "y ~ (x | z)"),
]


@pytest.mark.parametrize(("old", "new", "expected"), FROM_R)
def test_update_when_recorded(old, new, expected):
    """R's text, character for character."""
    assert update_formula(old, new) == expected


def test_update_when_a_condition_stands_beside_other_terms():
    """The parentheses that R drops are kept, so that the result reads as it is meant."""
    assert update_formula("y ~ (x > 0) + z", "~ . + w") == "y ~ (x > 0) + z + w"
    assert update_formula("y ~ (!l):x", "~ . + w") == "y ~ w + (!l):x"


def test_update_when_old_has_a_dot():
    """A fit, or the data, say what it stands for."""
    fit = nnet("y ~ .", DATA[["y", "g", "l"]], size=1, linout=True, trace=False, seed=1)
    assert update_formula(fit, "~ . - g") == "y ~ l"
    assert update_formula(fit.terms, "~ . - g") == "y ~ l"
    assert update_formula("y ~ .", "~ . - ch", data=DATA) == "y ~ x + g + l"
    with pytest.raises(FormulaError, match=r"'\.' in formula and no 'data' argument"):
        update_formula("y ~ .", "~ . - x")


def test_update_when_arguments_are_wrong():
    """The message names the argument."""
    with pytest.raises(ArgumentError, match="old must be a formula"):
        update_formula(3, "~ .")
    with pytest.raises(ArgumentError, match="new must be a formula"):
        update_formula("y ~ x", 3)
    with pytest.raises(ArgumentError, match="old must be"):
        update_formula(nnet(np.eye(3), [0.0, 1, 0], size=1, trace=False, seed=1), "~ .")
    with pytest.raises(FormulaError, match="has no ~"):
        update_formula("y", "~ .")
    with pytest.raises(FormulaError, match="no response"):
        update_formula("~ x", "log(.) ~ .")


def test_terms_when_printed():
    """The formula written out, and of each variable its class, levels, contrast and memory."""
    design = make_design(
        "y ~ . - ch + poly(y, 2) + offset(y)", DATA, contrasts={"g": np.eye(3)[:, :2]}
    )
    assert str(design.spec) == (
        "y ~ . - ch + poly(y, 2) + offset(y)\n"
        "  expanded:  y ~ (x + g + ch + l) - ch + poly(y, 2) + offset(y)\n"
        "  response:  y, numeric\n"
        "  terms:     x, g, l, poly(y, 2)\n"
        "  intercept: yes\n"
        "  offset:    offset(y)\n"
        "  columns:   (Intercept), x, g1, g2, lTRUE, poly(y, 2)1, poly(y, 2)2\n"
        "  variables:\n"
        "    x: numeric\n"
        "    g: factor of 3 levels: a, b, c; a given matrix\n"
        "    ch: character of 2 levels: u, v; contr.treatment\n"
        "    l: logical; contr.treatment\n"
        "    poly(y, 2): nmatrix.2; computed for new data as for these\n"
        "    offset(y): numeric"
    )
    many = make_design("~ " + " + ".join(f"I(y + {i})" for i in range(20)), DATA).spec
    assert "... (21 in all)" in str(many)
    assert "(none)" in str(make_design("y ~ 0", DATA).spec)


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("y ~ x + nosuch", 8),
        ("y ~ x + foo(x)", 8),
        ("y ~ x + log(foo(x))", 12),
        ("y ~ x + log(x, 2, 3)", 8),
        ("y ~ x + (x + 2)", 13),
        ("y ~ x^0.5", 6),
        ("y ~ x + 'a'", 8),
        ("y ~ (x ~ g)", 7),
        ("y ~ x + mean", 8),
        ("y ~ cut(x)", 4),
        ("y ~ x + sqrt(x, )", 8),
        ("log(z) ~ x", 4),
    ],
)
def test_error_when_it_has_a_place(formula, place):
    """A caret stands under it."""
    with pytest.raises(FormulaError) as raised:
        model_matrix(formula, DATA)
    *_, text, caret = str(raised.value).splitlines()
    assert text == f"    {formula}"
    assert caret == " " * (4 + place) + "^"


@pytest.mark.parametrize("rows", [slice(None), slice(2, 3)])
def test_the_degree_of_a_matrix_may_stand_by_position(rows):
    """For new data too; the second of two variables is no degree in a single row."""
    data = pd.DataFrame({"x": [0.5, 1.5, 2.5, 4.0, 5.5, -1.0], "z": [1.0, 4.0, 2.0, 3.0, 1.5, 0.5]})
    whole = model_matrix("~ poly(x, z, degree = 1)", data).to_numpy()
    for formula in ("~ poly(cbind(x, z), 1)", "~ poly(x, z, degree = 1)", "~ poly(x, z)"):
        found = model_matrix(formula, data, newdata=data[rows]).to_numpy()
        assert np.allclose(found, whole[rows], rtol=0, atol=1e-14)
