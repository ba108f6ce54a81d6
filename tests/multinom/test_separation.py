"""Separated classes and classes without weight are noticed, and nothing else is."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pynnet import FitWarning, load_iris
from pynnet._multinom.advice.separation import find_separation
from pynnet._multinom.multinom import multinom


def _warnings(*arguments: Any, **named: Any) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        multinom(*arguments, trace=False, maxit=1000, **named)
    return [str(w.message) for w in caught if w.category is FitWarning]


def test_complete_separation_of_one_class_is_said() -> None:
    """Petals tell setosa from both others, which cannot be told apart."""
    (said,) = _warnings("Species ~ Petal.Length + Petal.Width", load_iris())
    assert "'setosa' from 'versicolor', 'virginica'" in said
    assert "'versicolor' from 'setosa'; 'virginica' from 'setosa'" in said
    assert "'versicolor': (Intercept), Petal.Length, Petal.Width" in said


def test_decay_and_overlap_are_silent() -> None:
    """Decay makes coefficients finite; overlapping classes have finite ones."""
    assert _warnings("Species ~ Petal.Length", load_iris(), decay=0.01) == []
    assert _warnings("Species ~ Sepal.Width", load_iris()) == []
    two = load_iris().query("Species != 'setosa'")
    # Fitted probabilities of 1e-5, and yet not separated.
    assert _warnings("Species ~ Petal.Length + Petal.Width + Sepal.Length", two) == []


def test_only_the_coefficients_that_grow_are_named() -> None:
    """A level with one class alone has an infinite coefficient; the other levels do not."""
    data = pd.DataFrame({"y": list("aaaabbab"), "g": list("uuuvvvww")})
    (said,) = _warnings("y ~ g", data)
    assert "'a' from 'b'" in said
    assert "'b': (Intercept), gv, gw" in said  # the first level is the one with a alone
    turned = data.assign(g=data["g"].map({"u": "z", "v": "v", "w": "w"}))
    (said,) = _warnings("y ~ g", turned)
    assert "('b': gz)" in said


def test_weights_of_zero_do_not_count() -> None:
    """A case that breaks the separation does not if its weight is 0."""
    data = pd.DataFrame({"y": list("aaabbba"), "x": [1.0, 2, 3, 4, 5, 6, 7]})
    assert _warnings("y ~ x", data) == []
    assert len(_warnings("y ~ x", data, weights=[1, 1, 1, 1, 1, 1, 0])) == 1


def test_class_without_weight_is_named() -> None:
    """Its coefficients have no data."""
    iris = load_iris()
    weights = np.where(iris["Species"] == "setosa", 0.0, 1.0)
    (said,) = _warnings("Species ~ Sepal.Width", iris, weights=weights)
    assert said.startswith("no case of class 'setosa' has a weight above 0")


@pytest.mark.parametrize("seed", range(20))
def test_program_agrees_with_what_is_known_of_one_predictor(seed: int) -> None:
    """With one predictor two classes are separated where their ranges do not overlap inside."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 6, 8).astype(float)
    y = rng.integers(0, 2, 8)
    y[:2] = 0, 1
    design = np.column_stack([np.ones(8), x])
    low, high = x[y == 0], x[y == 1]
    apart = low.max() <= high.min() or high.max() <= low.min()
    apart = apart and np.ptp(x) > 0
    found = find_separation(design, y[:, np.newaxis] == np.arange(2))
    assert (found is not None) == apart


def test_collinear_columns_are_no_separation() -> None:
    """Directions in which nothing changes are not infinite coefficients."""
    x = np.array([1.0, 2, 3, 4, 5, 6])
    design = np.column_stack([np.ones(6), x, 2 * x])
    observed = np.array([0, 1, 0, 1, 0, 1])[:, np.newaxis] == np.arange(2)
    assert find_separation(design, observed) is None


def test_offsets_change_nothing() -> None:
    """They move the log odds by what is finite, in separated classes and in others."""
    data = pd.DataFrame({"y": list("aaabbb"), "x": [1.0, 2, 3, 4, 5, 6]})
    data["o"] = [5.0, -5, 0, 9, -9, 1]
    (said,) = _warnings("y ~ x + offset(o)", data)
    assert "'a' from 'b'; 'b' from 'a'" in said
    assert "'b': (Intercept), x" in said
    data = data.assign(y=list("aababb"), o=[40.0, -40, 0, 90, -90, 1])  # probabilities of 1e-20
    assert _warnings("y ~ x + offset(o)", data) == []
    three = "Species ~ Petal.Length + offset(cbind(0, Sepal.Width, Sepal.Length))"
    (said,) = _warnings(three, load_iris())
    assert "'setosa' from 'versicolor', 'virginica'" in said


def _possible(y: str) -> pd.DataFrame:
    """Columns a, b, c: 1 where the letters of a case name the class."""
    return pd.DataFrame({c: [float(c in case) for case in y.split()] for c in "abc"})


def test_classes_that_are_possible_are_separated_from_those_ruled_out() -> None:
    """With `censored` the likelihood grows where all possible classes win."""
    x = [1.0, 2, 3, 4, 5, 6, 7, 8]
    formula = "cbind(a, b, c) ~ x"
    apart = _possible("a a a a bc bc bc bc").assign(x=x)
    (said,) = _warnings(formula, apart, censored=True)
    assert "'a' from 'b', 'c'; 'b' from 'a'; 'c' from 'a'" in said
    mixed = _possible("a bc c ab b a bc c a b").assign(x=[*x, 9, 10])
    assert _warnings(formula, mixed, censored=True) == []
    assert _warnings(formula, apart, censored=True, decay=0.01) == []
    # Nothing but 1 says that a class is possible.
    assert len(_warnings(formula, apart.assign(b=apart["b"] * 2), censored=True)) == 1


def test_possible_classes_that_lose_to_each_other_are_not_looked_for() -> None:
    """Where x is 0 no case must be b: the likelihood grows as c wins all bc, which is not said."""
    data = _possible("a bc c ab b a bc c a b").assign(x=[0.0, 0, 0, 1, 1, 1, 0, 1, 1, 9])
    fit = multinom("cbind(a, b, c) ~ x", data, censored=True, trace=False, maxit=1000)
    assert fit.fitted_values["b"].min() < 1e-3
    assert _warnings("cbind(a, b, c) ~ x", data, censored=True) == []


def test_class_that_is_never_possible_is_separated() -> None:
    """Its probability goes to 0, and its intercept to minus infinity."""
    data = _possible("a b ab a b ab").assign(x=[1.0, 2, 3, 4, 5, 6])
    (said,) = _warnings("cbind(a, b, c) ~ x", data, censored=True)
    assert "'a' from 'c'; 'b' from 'c'" in said
    assert "'c': (Intercept)" in said


@pytest.mark.parametrize("seed", range(20))
def test_sets_of_classes_are_separated_as_two_classes_are(seed: int) -> None:
    """Where each case is in one of two sets, the program finds what it finds for two classes."""
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(8), rng.integers(0, 6, 8)])
    second = rng.integers(0, 2, 8).astype(bool)
    second[:2] = False, True
    possible = np.column_stack([~second, second, second])
    two = find_separation(design, np.column_stack([~second, second]))
    three = find_separation(design, possible, ~possible)
    assert (three is None) == (two is None)
    if two is not None and three is not None:
        assert three.apart[0, 1:].all() == two.apart[0, 1]
        assert not three.apart[1, 2]
