"""Terms at numbers where rounding decides: remainders, decimals, angles; in every target."""

import shutil

import numpy as np
import pandas as pd
import pytest

from pynnet import RRandom, nnet
from tests.export.pmml_evaluator import Evaluator
from tests.export.scoring import by_c, by_duckdb, by_onnx, by_pmml, by_sqlite, expected
from tests.support import interop

pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning")

needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="there is no C compiler here")
QUIET = {"size": 0, "skip": True, "linout": True, "maxit": 0, "trace": False, "Wts": [0.0, 1.0]}


def fit_of(term, data):
    """A fit whose output is a term of `data`, and nothing else."""
    return nnet(f"y ~ {term}", data.assign(y=0.0), **QUIET)


def targets(tmp_path):
    """What scores a fit where it is: each with a name, and whether angles are known there."""
    if shutil.which("gcc") is not None:
        yield "C", lambda fit, data: by_c([(fit, data)], tmp_path)[0]
    yield "SQLite", by_sqlite
    yield "PMML", lambda fit, data: by_pmml(fit, data, lambda text: Evaluator(text).score)


def drawn(count, low, high, seed):
    """Numbers in a range."""
    return RRandom(seed).runif(count) * (high - low) + low


def pairs():
    """Dividends and divisors: decimals, signs, whole numbers, those that are nearly multiples."""
    x = [1, 0.3, -1, 1, -0.3, 5, -5, 5.5, 7, -7, 0, 1e6, 123456.7, -1e-20, -1e-18, -5e-17, 1e-20, 3]
    y = [0.1, 0.1, 0.1, -0.1, 0.1, -3, 3, -2.5, 7, 7, 7, 0.1, 0.7, 1, 1, 1, -1, 1e-3]
    whole = np.array([2.0**53 - 1, 2.0**52 + 1, 1e15 + 1, 2.0**40 + 0.5])
    k = np.floor(drawn(300, -2000, 2000, 4))
    tenths = np.resize([0.1, 0.2, 0.3, 0.7, 1.1, 0.01], 300)
    return pd.DataFrame(
        {
            "x": [*x, *whole, *k * tenths, *drawn(300, -900, 900, 1), *np.float64(x) * 3],
            "z": [*y, 7, -3, 11, 0.25, *tenths, *drawn(300, -2, 2, 2), *np.float64(y) * 7],
        }
    )


def halves():
    """Numbers half-way between decimals, next to these, and others of all sizes."""
    some = drawn(300, -50, 50, 5)
    ties = np.array([0.5, 1.5, 2.5, -0.5, -1.5, 0.15, 0.25, 0.35, 2.675, 1.005, -0.45, 5e14 + 0.5])
    x = [*ties, *np.nextafter(ties, 9e99), *np.nextafter(ties, 0), *some, *some.round(2) / 10]
    x += [*np.floor(some * 100) / 8, *some * 1e12, *some * 1e-9, 0.0, 2.0**52 + 1, 1e300, -1e-300]
    return pd.DataFrame({"x": x})


CASES = [
    *[("I(x %% z)", pairs), ("I(x %/% z)", pairs), ("I(x %% 0.1)", pairs), ("I(x %/% 7)", pairs)],
    *[("round(x)", halves), ("round(x, 1)", halves), ("round(x, 2)", halves)],
    *[("round(x, 15)", halves), ("round(x, -1)", halves), ("round(x, -12)", halves)],
]


def faults_of(name, found, wanted, term):
    """Rows that differ: rounded numbers by a bit, remainders by more than rounding."""
    (outputs, _), (raw, _) = found, wanted
    exact = name == "C" or not term.startswith("I(x %% ")
    gap = np.abs(outputs - raw)
    bad = (np.isnan(outputs) != np.isnan(raw)) | (gap > (0.0 if exact else 1e-12))
    return [(name, k, outputs[k, 0], raw[k, 0]) for k in np.flatnonzero(bad)]


@pytest.mark.parametrize(("term", "data"), CASES)
def test_they_are_those_of_r(term, data, tmp_path):
    """In C, SQLite and PMML: quotients and decimals with all bits, remainders within rounding."""
    rows = data()
    fit = fit_of(term, rows)
    wanted = expected(fit, rows)
    for name, score in targets(tmp_path):
        assert not faults_of(name, score(fit, rows), wanted, term)


@pytest.mark.parametrize(("term", "data"), CASES)
@pytest.mark.interop
def test_they_are_in_duckdb_and_onnx(term, data):
    """In these, too."""
    rows = data()
    fit = fit_of(term, rows)
    wanted = expected(fit, rows)
    duckdb, _ = interop("duckdb"), interop("onnx")
    assert not faults_of("DuckDB", by_duckdb(fit, rows, duckdb), wanted, term)
    assert not faults_of("ONNX", by_onnx(fit, rows, interop("onnxruntime")), wanted, term)


@pytest.mark.parametrize(("term", "data"), CASES)
def test_they_are_in_jpmml(term, data, jpmml):
    """And in JPMML, whose whole numbers are integers of 32 bits."""
    rows = data()
    fit = fit_of(term, rows)
    assert not faults_of("JPMML", by_pmml(fit, rows, jpmml), expected(fit, rows), term)


def test_nothing_is_divided_by_zero(tmp_path):
    """A remainder by 0 is missing, as NaN is in R."""
    rows = pd.DataFrame({"x": [1.0, 5.0, -2.0], "z": [2.0, 0.0, 0.0]})
    fit = fit_of("I(x %% z)", rows.iloc[[0, 0]])
    for name, score in targets(tmp_path):
        assert np.array_equal(score(fit, rows)[0][:, 0], [1.0, np.nan, np.nan], equal_nan=True), (
            name
        )


def test_angles_are_those_of_the_quadrants(tmp_path):
    """atan2() of points around the origin, and of it."""
    points = [(y, x) for y in (-2.0, 0.0, 1.0) for x in (-3.0, 0.0, 1.5)]
    rows = pd.DataFrame(points, columns=["x", "z"])
    fit = fit_of("atan2(x, z)", rows)
    wanted = np.arctan2(rows.x, rows.z)
    for name, score in targets(tmp_path):
        assert np.allclose(score(fit, rows)[0][:, 0], wanted, rtol=0, atol=1e-15), name


def test_infinite_numbers_are_not_missing(tmp_path):
    """is.na() knows them from what is missing; elsewhere an infinite input is refused."""
    rows = pd.DataFrame({"x": [1.0, np.inf, -np.inf, np.nan], "z": 1.0})
    fit = fit_of("is.na(x)", rows)
    for name, score in targets(tmp_path):
        if name != "PMML":  # whose evaluators get None for what is missing, and no infinity
            assert score(fit, rows)[0][:, 0].tolist() == [0.0, 0.0, 0.0, 1.0], name


@pytest.mark.interop
def test_infinite_numbers_are_not_missing_in_duckdb_and_onnx():
    """Nor are they here."""
    rows = pd.DataFrame({"x": [1.0, np.inf, -np.inf, np.nan], "z": 1.0})
    fit = fit_of("is.na(x)", rows)
    wanted = [0.0, 0.0, 0.0, 1.0]
    assert by_duckdb(fit, rows, interop("duckdb"))[0][:, 0].tolist() == wanted
    interop("onnx")
    assert by_onnx(fit, rows, interop("onnxruntime"))[0][:, 0].tolist() == wanted
