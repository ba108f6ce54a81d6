"""Elementary functions and sums: every bit as the C library and a plain loop give it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pynnet._numerics.arithmetic import add_rows, exp, log, logistic, running_total
from pynnet._numerics.qr import decompose
from pynnet._numerics.statistics import mean, quantile, total, variance

from ..support import assert_same_bits, plain_logistic

RANDOM = np.random.default_rng(20240501)


def neighbours(x):
    """A number and the nearest ones below and above it."""
    return [math.nextafter(x, -math.inf), x, math.nextafter(x, math.inf)]


EXPONENTS = np.concatenate(
    [
        np.linspace(-745, 709, 5000),
        RANDOM.uniform(-15, 15, 20000),
        -RANDOM.uniform(0, 745, 5000),
        RANDOM.normal(size=5000) * 10.0 ** RANDOM.integers(-300, 2, 5000),
        [0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, 709.782712893384, -745.1332191019411, -800.0],
    ]
)
ARGUMENTS = np.concatenate(
    [
        np.linspace(1e-6, 50, 5000),
        RANDOM.uniform(0, 1, 20000),
        1 + RANDOM.normal(size=5000) * 1e-6,
        10.0 ** RANDOM.uniform(-307, 308, 10000),
        [1.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e-80, 2.0, math.e],
    ]
)
UNITS = np.concatenate(
    [
        np.linspace(-20, 20, 20001),
        RANDOM.normal(size=20000) * 6,
        RANDOM.normal(size=2000) * 10.0 ** RANDOM.integers(-300, 300, 2000),
        [0.0, -0.0, math.inf, -math.inf, *neighbours(15.0), *neighbours(-15.0)],
    ]
)


def test_exp_equals_the_c_library_in_all_bits():
    """math.exp calls the C library, as R does."""
    assert_same_bits(exp(EXPONENTS), [math.exp(x) for x in EXPONENTS.tolist()])


def test_log_equals_the_c_library_in_all_bits():
    """math.log calls the C library, as R does."""
    assert_same_bits(log(ARGUMENTS), [math.log(x) for x in ARGUMENTS.tolist()])


def test_logistic_equals_its_formula_in_all_bits():
    """The quotient of R's logistic unit, and exactly 0 or 1 beyond 15."""
    assert_same_bits(logistic(UNITS), [plain_logistic(z) for z in UNITS.tolist()])


@pytest.mark.parametrize("function", [exp, log, logistic])
@pytest.mark.parametrize("order", ["C", "F"])
def test_functions_keep_shape_and_bits_for_any_layout(function, order):
    """Two dimensions, strides and steps do not choose other code."""
    values = np.array(RANDOM.uniform(0.1, 14, (9, 14)), order=order)
    expected = [[function(np.array([x]))[0] for x in row] for row in values[::2, ::3].tolist()]
    assert_same_bits(function(values[::2, ::3]), expected)


@pytest.mark.parametrize(
    ("function", "argument", "expected"),
    [
        (exp, math.inf, math.inf),
        (exp, -math.inf, 0.0),
        (exp, 710.0, math.inf),
        (exp, -746.0, 0.0),
        (exp, math.nan, math.nan),
        (log, 0.0, -math.inf),
        (log, math.inf, math.inf),
        (log, -1.0, math.nan),
        (log, math.nan, math.nan),
        (logistic, math.nan, math.nan),
    ],
)
def test_functions_follow_ieee_at_the_edges(function, argument, expected):
    """Where Python's math raises, C returns infinity or NaN, and so does the fit."""
    with np.errstate(all="ignore"):
        assert_same_bits(function(np.array([argument])), [expected])


@pytest.mark.parametrize("columns", [1, 2, 3, 7, 8, 9, 16, 33])
@pytest.mark.parametrize("rows", [1, 2, 7, 8, 9, 64, 129, 1000])
def test_add_rows_adds_in_the_order_of_a_loop(rows, columns):
    """One accumulator for each column, first row first."""
    terms = RANDOM.normal(size=(rows, columns)) * 10.0 ** RANDOM.integers(-8, 8, (rows, columns))
    expected = []
    for column in terms.T.tolist():
        total = column[0]
        for term in column[1:]:
            total += term
        expected.append(total)
    assert_same_bits(add_rows(terms), expected)


@pytest.mark.parametrize(
    "view",
    [
        np.asfortranarray,
        lambda terms: np.ascontiguousarray(terms.T).T,
        lambda terms: np.repeat(terms, 2, axis=0)[::2],
        lambda terms: np.repeat(terms, 2, axis=1)[:, ::2],
        lambda terms: terms[::-1].copy()[::-1],
    ],
)
@pytest.mark.parametrize("columns", [1, 2, 9])
def test_add_rows_adds_in_the_order_of_a_loop_for_any_layout(view, columns):
    """Along a contiguous axis NumPy would sum in pairs."""
    terms = RANDOM.normal(size=(300, columns)) * 10.0 ** RANDOM.integers(-8, 8, (300, columns))
    expected = terms[0].copy()
    for row in terms[1:]:
        expected += row
    assert_same_bits(add_rows(view(terms)), expected)


@pytest.mark.parametrize("shape", [(300, 1, 1), (300, 2, 3), (1, 2, 3)])
def test_add_rows_adds_stacks_of_matrices(shape):
    """What is added may have any number of dimensions, a single element too."""
    terms = RANDOM.normal(size=shape)
    expected = terms[0].copy()
    for term in terms[1:]:
        expected += term
    assert_same_bits(add_rows(terms), expected)


@pytest.mark.parametrize("n", [0, 1, 2, 8, 9, 127, 128, 129, 1000])
def test_running_total_adds_in_the_order_of_a_loop(n):
    """The start comes first, then the terms one after the other."""
    terms = RANDOM.normal(size=n) * 10.0 ** RANDOM.integers(-8, 8, n)
    total = 0.1
    for term in terms.tolist():
        total += term
    assert_same_bits(running_total(0.1, terms), total)


@pytest.mark.parametrize("columns", [1, 4])
def test_add_rows_differs_from_numpys_pairwise_sum(columns):
    """The order is not a matter of taste: NumPy's own sum of these numbers has other bits."""
    terms = np.array([[1.0] + [2.0**-53] * 1000] * columns).T
    assert (add_rows(np.ascontiguousarray(terms)) == 1.0).all()
    assert (np.array([np.sum(column.copy()) for column in terms.T]) > 1.0).all()


def test_running_total_differs_from_numpys_pairwise_sum():
    """A thousand numbers of half a last bit each vanish one by one, but not in pairs."""
    terms = np.full(1000, 2.0**-53)
    assert running_total(1.0, terms) == 1.0
    assert np.sum(np.append(1.0, terms)) > 1.0


@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (1, 4), (3, 4), (3, 4, 2)])
def test_sums_of_negative_zeros_stay_negative(shape):
    """A sum that starts with its first term, not with 0, keeps the sign."""
    assert_same_bits(add_rows(np.full(shape, -0.0)), np.full(shape[1:], -0.0))
    assert_same_bits(running_total(-0.0, np.full(shape[0], -0.0)), -0.0)


@pytest.mark.parametrize("first", [[np.inf, -np.inf, 1.0], [np.nan, 1.0, 2.0]])
def test_infinite_columns_are_decomposed_in_silence(first):
    """NumPy warned of a difference of infinities; whoever asks looks at what came."""
    columns = [np.array(first), np.array([1.0, 2.0, 3.0])]
    for order in (columns, columns[::-1]):
        assert decompose(order).rank == 2


def test_infinities_of_both_signs_have_no_sum():
    """In silence, as in R."""
    values = np.array([np.inf, -np.inf])
    for of in (total, mean, variance, lambda v: quantile(v, [0.5])[0]):
        assert np.isnan(of(values))
