"""Advice is right on data whose separation is known exactly, and says so when it cannot be had."""

from __future__ import annotations

import warnings
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.optimize

from pynnet import FitWarning, load_iris, multinom
from pynnet._multinom.advice import linear_program
from pynnet._multinom.advice.linear_program import NotSolvedError, widest_growth
from pynnet._multinom.advice.overlap import (
    equal_directions,
    groups_of_classes,
    possible_classes,
)
from pynnet._multinom.advice.scaling import advice_on_scale
from pynnet._multinom.advice.separation import find_separation
from pynnet._multinom.advice.standard_design import independent_columns, standard_design

from .exact_separation import classes_apart


def _said(*arguments: Any, **named: Any) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        multinom(*arguments, trace=False, **named)
    return [str(w.message) for w in caught if w.category is FitWarning]


def _random_data(seed: int) -> tuple[np.ndarray, np.ndarray, int]:
    """A few cases of small whole numbers, often in the order of their classes."""
    rng = np.random.default_rng(seed)
    classes, n = int(rng.choice([2, 2, 3])), int(rng.integers(4, 10))
    p = 1 if classes == 3 else int(rng.integers(1, 3))
    x = rng.integers(0, int(rng.choice([2, 3, 6, 20])), (n, p))
    codes = rng.integers(0, classes, n)
    if rng.random() < 0.5:
        order = np.argsort(x[:, 0] + rng.normal(size=n) * rng.choice([0, 0.5]))
        codes[order] = np.sort(codes)
    codes[:classes] = rng.permutation(classes)
    return x, codes, classes


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize(("move", "unit"), [(0.0, 1.0), (1.7e9, 60.0), (0.0, 1e-200), (0.0, 1e200)])
def test_the_program_finds_exactly_what_is_apart(seed: int, move: float, unit: float) -> None:
    """No separation that is not there, none missed, and every pair, whatever origin and unit."""
    x, codes, classes = _random_data(seed)
    ones = np.ones(len(x), dtype=int)
    exact = classes_apart(np.column_stack([ones, x]), codes.tolist(), classes)
    design = np.column_stack([ones, move + x * unit])
    found = find_separation(design, codes[:, np.newaxis] == np.arange(classes))
    assert (found is not None) == exact.any()
    if found is not None:
        assert found.apart.tolist() == exact.tolist()


@pytest.mark.parametrize("seed", range(60))
def test_a_fit_is_told_exactly_whether_its_classes_are_apart(seed: int) -> None:
    """Whatever the fit's probabilities show first."""
    x, codes, classes = _random_data(seed)
    design = np.column_stack([np.ones(len(x), dtype=int), x])
    exact = classes_apart(design, codes.tolist(), classes)
    data = pd.DataFrame(x * 1.0, columns=[f"x{j}" for j in range(x.shape[1])])
    data["y"] = pd.Categorical([f"c{k}" for k in codes])
    said = [text for text in _said("y ~ .", data) if "separate classes" in text]
    assert bool(said) == exact.any(), said


@pytest.mark.parametrize("status", [1, 2, 3, 4])
def test_a_program_that_is_not_solved_is_no_answer(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fit stays, and what could not be checked is said with the solver's reason."""

    def gives_up(*_: Any, **__: Any) -> SimpleNamespace:
        return SimpleNamespace(status=status, message="Numerical difficulties.", x=None)

    monkeypatch.setattr(scipy.optimize, "linprog", gives_up)
    with pytest.raises(NotSolvedError, match="Numerical difficulties"):
        widest_growth(np.eye(2))
    data = pd.DataFrame({"y": list("aaaabbab"), "x": [1.0, 2, 2, 3, 3, 4, 3, 5]})
    possible = pd.DataFrame({"a": [1.0, 1, 0, 0], "b": [0.0, 1, 1, 0], "c": [0.0, 0, 1, 1]})
    (said,) = _said("cbind(a, b, c) ~ x", possible.assign(x=data["x"]), censored=True, maxit=1000)
    assert said == (
        "the fit was not checked for separated classes: the linear program was not solved: "
        "Numerical difficulties. Its numbers are as they would be otherwise."
    )


def test_small_gains_are_not_lost_beside_large_ones() -> None:
    """The largest sum may leave out rows that can rise; they are asked for again."""
    differences = np.array([[10.0, -1.0], [-1.0, 1.0], [0.0, 0.0]])
    direction = widest_growth(differences)
    assert direction is not None
    assert (differences @ direction > 1e-6).tolist() == [True, True, False]
    assert widest_growth(np.array([[1.0], [-1.0]])) is None
    assert linear_program.ZERO == 1e-6


@pytest.mark.parametrize("seed", range(30))
def test_independent_columns_are_as_many_as_the_rank(seed: int) -> None:
    """And they make up the others, in tall designs and in wide ones."""
    rng = np.random.default_rng(seed)
    n, p, rank = int(rng.integers(1, 12)), int(rng.integers(1, 12)), int(rng.integers(1, 6))
    x = rng.integers(-3, 4, (n, rank)) @ rng.integers(-3, 4, (rank, p)) * 1.0
    x *= 10.0 ** rng.integers(-100, 100, p)
    columns = independent_columns(x)
    unit = x / np.where(x.any(axis=0), np.abs(x).max(axis=0), 1)
    assert len(columns) == np.linalg.matrix_rank(unit, tol=1e-7)
    assert np.linalg.matrix_rank(unit[:, columns], tol=1e-7) == len(columns)


@pytest.mark.parametrize("constant", [True, False])
def test_standard_columns_have_the_same_linear_predictors(constant: bool) -> None:
    """Coefficients go over; what grows in the standard columns is named in the design's."""
    rng = np.random.default_rng(3)
    first = np.full(20, 2.0) if constant else rng.random(20)
    x = np.column_stack([first, 1e4 + rng.random(20), 1e-5 * rng.random(20)])
    standard = standard_design(x)
    assert (standard.constant == 0) == constant
    assert np.abs(standard.x).max() <= 1 + 1e-9  # the middle is rounded
    beta = rng.random((4, 3)) / np.abs(x).max(axis=0)
    expected = x @ beta.T
    # The middle of 1e4 loses four digits of the second column.
    assert np.allclose(standard.x @ standard.directions(beta).T, expected, rtol=1e-9)
    third = np.array([[0.0, 0.0, 1.0]])
    assert standard.infinite(third, 3).tolist() == [[constant, False, True]]
    assert standard.infinite(np.array([[1.0, 0.0, 0.0]]), 3).tolist() == [[True, False, False]]


def test_possible_classes_are_those_observed_and_those_likely() -> None:
    """A probability of 0.05, and a tenth of that of the class observed."""
    P = np.array([[0.9, 0.095, 0.005], [0.3, 0.4, 0.3], [0.46, 0.04, 0.5], [0.94, 0.06, 0.0]])
    observed = np.eye(3, dtype=bool)[[0, 1, 1, 0]]
    assert possible_classes(P, observed).tolist() == [
        [True, True, False], [True, True, True], [True, True, True], [True, False, False],
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_groups_share_all_directions(seed: int) -> None:
    """Brute force: the null space of all pairs that are possible together, class by class."""
    rng = np.random.default_rng(seed)
    n, p, classes = 7, 2, 3
    x = rng.integers(0, 4, (n, p)) * 1.0 + [1.0, 0.0]
    possible = rng.random((n, classes)) < 0.5
    possible[np.arange(n), rng.integers(0, classes, n)] = True
    groups = groups_of_classes(x, possible)
    # Within a group: equal in all directions that the shared cases leave.
    rows = []
    for k in range(classes):
        for m in range(k):
            for case in np.flatnonzero(possible[:, k] & possible[:, m]):
                block = np.zeros((classes, p))
                block[k], block[m] = x[case], -x[case]
                rows.append(block.ravel())
    A = np.array(rows).reshape(-1, classes * p)
    null = np.linalg.svd(np.vstack([A, np.zeros((classes * p, classes * p))]))
    free = null[2][null[1] <= 1e-9].reshape(-1, classes, p)
    for k in range(classes):
        for m in range(classes):
            if groups.of_class[k] == groups.of_class[m]:
                assert np.allclose(free[:, k], free[:, m], atol=1e-9)
    if len(groups) > 1:
        space = equal_directions(x, groups)
        assert space is not None
        assert space.shape[1] == len(free) - p  # all classes by the same is no direction


def test_a_scale_is_named_only_where_the_search_has_stopped_by_it() -> None:
    """Thousands are no reason if the maximum is reached."""
    iris = load_iris()
    fit = multinom("Species ~ Sepal.Width", iris, trace=False)
    assert advice_on_scale(fit) is None
    seen = []
    for unit in (2000.0, 1e-200, 1e200):
        scaled = iris.assign(z=iris["Sepal.Width"] * unit)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FitWarning)
            other = multinom("Species ~ z", scaled, trace=False)
        seen.append(advice_on_scale(other) is not None)
        assert seen[-1] == (other.value > fit.value + 0.05)
    assert any(seen)


def test_covariances_of_many_coefficients_are_those_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cholesky's inverse and the eigenvectors' are that of the singular values, to rounding."""
    from pynnet._multinom import covariance

    rng = np.random.default_rng(1)
    directions = np.linalg.qr(rng.normal(size=(40, 40)))[0]
    for smallest, informed in ((1e-3, True), (1e-6, True), (1e-12, False)):
        H = (directions * np.logspace(0, np.log10(smallest), 40)) @ directions.T
        H = (H + H.T) / 2
        expected = covariance.pseudo_inverse(H)
        with monkeypatch.context() as few:
            few.setattr(covariance, "_LARGE", 1)
            assert covariance._leaves_out(H) == (not informed)
            got = covariance.pseudo_inverse(H)
        # The condition, 2**26 at most, times a few units of 1e-16.
        assert np.abs(got - expected).max() <= 1e-7 * np.abs(expected).max()


def test_the_covariance_of_many_coefficients_takes_a_copy_of_the_information() -> None:
    """It took 2.6 times the memory of the information matrix beside it."""
    import tracemalloc

    stream = np.random.default_rng(1)
    data = pd.DataFrame(stream.random((3000, 9)), columns=[f"x{j}" for j in range(9)])
    data["y"] = [f"c{k:02d}" for k in stream.integers(0, 60, 3000)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = multinom("y ~ .", data, trace=False, maxit=3)
        information = fit._information()
        tracemalloc.start()
        fit.vcov()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(information) > 500
    assert peak < 1.3 * information.nbytes


# summary(multinom(Species ~ Sepal.Width, iris))$standard.errors, row by row
_R_ERRORS = [
    "0x1.883a68bdcf90ap+1",
    "0x1.fb81874b0580cp-1",
    "0x1.581a85aee726ep+1",
    "0x1.afe6ba20923f5p-1",
]


def test_standard_errors_are_r_s_where_they_mean_something() -> None:
    """Within 1e-7; here even to a few units of the last place times the condition, 7e3."""
    fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    expected = [float.fromhex(error) for error in _R_ERRORS]
    got = fit.summary().standard_errors.to_numpy().ravel()
    assert np.allclose(got, expected, rtol=1e-11, atol=0)
