"""Contrasts: R's matrices, and the user's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, RWarning
from pynnet._formula.coding.contrasts import contrast_for, full_dummies

from ..support import make_design

ABC = ("A", "B", "C")
DATA = {"g": list("ABCA"), "x": [1.0, 2.0, 3.0, 4.0]}


@pytest.mark.parametrize(
    ("name", "columns", "suffixes"),
    [  # R: contr.treatment(c("A", "B", "C")) and so on
        ("contr.treatment", [[0, 1, 0], [0, 0, 1]], ("B", "C")),
        ("contr.SAS", [[1, 0, 0], [0, 1, 0]], ("A", "B")),
        ("contr.sum", [[1, 0, -1], [0, 1, -1]], ("1", "2")),
        ("contr.helmert", [[-1, 1, 0], [-1, -1, 2]], ("1", "2")),
    ],
)
def test_contrast_when_named(name, columns, suffixes):
    """The matrix and the names of its columns are R's."""
    contrast = contrast_for(ABC, name)
    assert contrast.matrix.T.tolist() == columns
    assert contrast.suffixes == suffixes


def test_poly_when_there_are_four_levels():
    """R: sprintf("%a", contr.poly(4)[, 3])."""
    contrast = contrast_for(tuple("abcd"), "contr.poly")
    assert contrast.suffixes == (".L", ".Q", ".C")
    assert [x.hex() for x in contrast.matrix[:, 2].tolist()] == [
        "-0x1.c9f25c5bfedd7p-3",
        "0x1.5775c544ff262p-1",
        "-0x1.5775c544ff263p-1",
        "0x1.c9f25c5bfeddap-3",
    ]


def test_poly_when_the_powers_become_collinear():
    """R: sprintf("%a", contr.poly(23)[c(1, 2, 23), 21]), behind a column that moved to the end."""
    contrast = contrast_for(tuple(map(str, range(23))), "contr.poly")
    assert contrast.suffixes[2:5] == (".C", "^4", "^5")
    assert [contrast.matrix[i, 20].hex() for i in (0, 1, 22)] == [
        "0x1.31427608b1ba4p-18",
        "-0x1.7f076e7c1a415p-14",
        "-0x1.19fcc71bc8e5cp-18",
    ]


def test_poly_when_there_are_too_many_levels():
    """R refuses more than 95."""
    with pytest.raises(DataError, match="orthogonal polynomials cannot be represented accurately"):
        contrast_for(tuple(map(str, range(96))), "contr.poly")


def test_dummies_when_all_levels_are_coded():
    """One column for each level."""
    assert full_dummies(ABC).matrix.tolist() == np.eye(3).tolist()
    assert full_dummies(ABC).suffixes == ABC


@pytest.mark.parametrize("given", ["sum", "contr.sum"])
def test_choice_when_named_either_way(given):
    """R's names and the short ones mean the same."""
    design = make_design("~ g", DATA, contrasts={"g": given})
    assert design.column_names == ("(Intercept)", "g1", "g2")
    assert design.spec.contrasts == {"g": "contr.sum"}


def test_choice_when_it_is_a_matrix():
    """A frame names the columns; fewer columns than levels are used as they are."""
    frame = pd.DataFrame({".a": [1.0, 0.0, -1.0]}, index=list("ABC"))
    design = make_design("~ g + g:x", DATA, contrasts={"g": frame})
    assert design.column_names == ("(Intercept)", "g.a", "gA:x", "gB:x", "gC:x")
    assert design.matrix[:, 1].tolist() == [1.0, 0.0, -1.0, 1.0]
    new = design.spec.design({"g": ["C"], "x": [2.0]})
    assert new.matrix.tolist() == [[1.0, -1.0, 0.0, 0.0, 2.0]]


def test_choice_when_the_matrix_is_changed_later():
    """The spec keeps a copy."""
    matrix = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])
    spec = make_design("~ g", DATA, contrasts={"g": matrix}).spec
    matrix[:] = 7
    assert spec.design({"g": ["A"]}).matrix.tolist() == [[1.0, 1.0, 0.0]]


def test_choice_when_the_factor_is_made_in_the_formula():
    """The key is the name in the model frame."""
    design = make_design("~ factor(x)", DATA, contrasts={"factor(x)": "helmert"})
    assert design.column_names == ("(Intercept)", "factor(x)1", "factor(x)2", "factor(x)3")


def test_warning_when_the_variable_is_absent():
    """R's words; the choice is without effect."""
    with pytest.warns(RWarning, match="variable 'zz' is absent, its contrast will be ignored"):
        assert make_design("~ g", DATA, contrasts={"zz": "sum"}).column_names[1] == "gB"


@pytest.mark.parametrize(
    ("contrasts", "error", "message"),
    [
        (["sum"], ArgumentError, "'contrasts.arg' argument must be named"),
        ({"g": "nosuch"}, ArgumentError, "object 'contr.nosuch' of mode 'function' was not found"),
        ({"x": "sum"}, ArgumentError, "contrasts apply only to factors: 'x' is none"),
        ({"g": np.eye(2)}, DataError, "wrong number of contrast matrix rows: got 2, there are 3"),
        ({"g": [1, 2, 3]}, ArgumentError, "a row for each level, got list"),
        ({"g": [["a"], ["b"], ["c"]]}, ArgumentError, "matrix of finite numbers"),
        ({"g": [[1], [np.nan], [2]]}, ArgumentError, "matrix of finite numbers"),
        ({"g": None}, ArgumentError, "got NoneType"),
        ({"g": [[1], [10**400], [2]]}, ArgumentError, "matrix of finite numbers"),
        ({"g": np.ones((3, 2), complex)}, ArgumentError, "matrix of finite numbers"),
        ({"g": pd.DataFrame({"a": [1, 2, 3]}, index=list("CBA"))}, ArgumentError, "in the order"),
    ],
)
def test_error_when_a_contrast_is_wrong(contrasts, error, message):
    """R's words, then the remedy."""
    with pytest.raises(error, match=message):
        make_design("~ g + x", DATA, contrasts=contrasts)
