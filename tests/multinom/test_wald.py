"""Wald tests of linear hypotheses and of terms."""

from __future__ import annotations

import numpy as np
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, DataError, load_iris, multinom

B, C = "versicolor:Sepal.Width", "virginica:Sepal.Width"
# R: V <- vcov(f); b <- as.vector(t(coef(f))); d <- L %*% b - r; t(d) %*% solve(L %*% V %*% t(L), d)
CASES = [
    (f"{B} = {C}", [[0, 1, 0, -1]], 0, 8.657610433902),
    ([B, C], [[0, 1, 0, 0], [0, 0, 0, 1]], 0, 38.37532622),
    ("2 * versicolor:(Intercept) - virginica:(Intercept) = 1", [[2, 0, -1, 0]], 1, 28.72043221),
]


@pytest.fixture(scope="module")
def fit():
    return multinom("Species ~ Sepal.Width", load_iris(), trace=False)


@pytest.mark.parametrize(("equations", "matrix", "value", "statistic"), CASES)
def test_equations_and_matrices_give_the_statistic_of_r(equations, matrix, value, statistic, fit):
    """Within 1e-7, as covariances are."""
    test = fit.wald_test(equations)
    assert test["statistic"] == pytest.approx(statistic, rel=1e-7)
    assert test["df"] == len(matrix)
    assert fit.wald_test(matrix, value).equals(test)


def test_terms_are_tested_by_all_their_coefficients(fit):
    tests = fit.wald_tests()
    assert list(tests.index) == ["(Intercept)", "Sepal.Width"]
    assert tests.loc["Sepal.Width", "statistic"] == fit.wald_test([B, C])["statistic"]


def test_terms_of_several_columns():
    data = read_data("birthwt")
    data = data.assign(**{name: data[name].astype(str) for name in ("race", "low")})
    tests = multinom("low ~ race * age", data, trace=False).wald_tests()
    assert tests["df"].to_dict() == {"(Intercept)": 1, "race": 2, "age": 1, "race:age": 2}


def test_spaces_signs_and_names_with_signs():
    """The longest name counts; a name may hold what otherwise is an operator."""
    data = load_iris()
    fit = multinom("Species ~ I(Sepal.Width - 3) + I(Sepal.Width > 3)", data, trace=False)
    one, two = "versicolor:I(Sepal.Width - 3)", "virginica:I(Sepal.Width - 3)"
    expected = fit.wald_test([[0, 1, 0, 0, -2, 0]], -0.5)
    for text in (
        f"{one}-2*{two}=-.5",
        f" {one} - 2 * {two} = -5e-1 ",
        f"0.5 + {one} = 2.0*{two}",
        f"-2 * {two} + {one} + 0.5",
    ):
        assert fit.wald_test(text).equals(expected), text
    assert fit.wald_test("versicolor:I(Sepal.Width > 3)TRUE")["df"] == 1


def test_units_do_not_matter(fit):
    """A hypothesis times a number is the same hypothesis."""
    same = fit.wald_test([[0, 1e200, 0, -1e200], [1e-9, 0, 0, 0]])
    one = fit.wald_test([[0, 1, 0, -1], [1, 0, 0, 0]])
    np.testing.assert_allclose(same, one, rtol=1e-9)


@pytest.mark.parametrize(
    ("hypotheses", "words"),
    [
        ("", "one side is empty"),
        ("= 1", "one side is empty"),
        (f"{B} =", "one side is empty"),
        ("1 = 2", "no coefficient is left"),
        (f"{B} - {B}", "no coefficient is left"),
        (f"{B} = {C} = 0", "more than one '='"),
        ("versicolor:Sepal.With", f"Did you mean '{B}'"),
        (f"{B} {C}", "is no coefficient"),
        (f"2 {B}", "a sign is missing"),
        (f"1e999 * {B}", "too large"),
        ([B, f"3 * {B}"], "depend on one another"),
        ([B, f"{B} = 1"], "depend on one another"),
        ([], "must say something"),
        ([[0, 0, 0, 0]], "must say something"),
        ([[1, 0]], "2 columns for 4 coefficients"),
        ([[np.nan, 0, 0, 1]], "finite"),
    ],
)
def test_what_is_no_hypothesis_is_refused(hypotheses, words, fit):
    with pytest.raises(ArgumentError, match=words):
        fit.wald_test(hypotheses)


def test_values_that_go_with_nothing_are_refused(fit):
    with pytest.raises(ArgumentError, match="goes with a matrix"):
        fit.wald_test(B, 1)
    with pytest.raises(ArgumentError, match="3 numbers for 1 equations"):
        fit.wald_test([[0, 1, 0, 0]], [1, 2, 3])
    with pytest.raises(DataError, match="hypotheses"):
        fit.wald_test({"a": 1})


def test_what_the_covariance_does_not_know_is_refused(fit):
    with pytest.raises(ArgumentError, match="tells nothing"):
        fit.wald_tests(vcov=np.diag([1.0, 0.0, 1.0, 1.0]))
