"""P values adjusted for the number of tests, as R's p.adjust has them, in every bit."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import pynnet.r as R  # noqa: N812 - it stands for R
from pynnet import ArgumentError, DataError
from pynnet._numerics import P_ADJUSTMENTS, adjusted_p_values

from ..support import assert_same_bits

# R 4.2.2: p.adjust(c(0x1.1p-5, NA, 0x1.2p-7, 0x1.5p-5, 0x1.2p-7, 0x1.7p-2, 0.0003, 1), method, n)
_OF_R = """
holm 7 0x1.1p-3 nan 0x1.bp-5 0x1.1p-3 0x1.bp-5 0x1.7p-1 0x1.13404ea4a8c15p-9 0x1p+0
hommel 7 0x1.98p-4 nan 0x1.68p-5 0x1.f8p-4 0x1.68p-5 0x1.7p-1 0x1.13404ea4a8c15p-9 0x1p+0
holm 11 0x1.1p-2 nan 0x1.68p-4 0x1.26p-2 0x1.68p-4 0x1p+0 0x1.b089a02752545p-9 0x1p+0
hochberg 11 0x1.1p-2 nan 0x1.44p-4 0x1.26p-2 0x1.44p-4 0x1p+0 0x1.b089a02752545p-9 0x1p+0
hommel 11 0x1.dcp-3 nan 0x1.44p-4 0x1.26p-2 0x1.44p-4 0x1p+0 0x1.b089a02752545p-9 0x1p+0
bonferroni 11 0x1.76p-2 nan 0x1.8cp-4 0x1.cep-2 0x1.8cp-4 0x1p+0 0x1.b089a02752545p-9 0x1p+0
BH 11 0x1.719999999999ap-4 nan 0x1.08p-5 0x1.719999999999ap-4 0x1.08p-5 0x1.5155555555555p-1 \
0x1.b089a02752545p-9 0x1p+0
BY 11 0x1.170962fc962fdp-2 nan 0x1.8e9fb1fb1fb2p-4 0x1.170962fc962fdp-2 0x1.8e9fb1fb1fb2p-4 0x1p+0 \
0x1.468d78d0ff573p-7 0x1p+0
fdr 11 0x1.719999999999ap-4 nan 0x1.08p-5 0x1.719999999999ap-4 0x1.08p-5 0x1.5155555555555p-1 \
0x1.b089a02752545p-9 0x1p+0
none 11 0x1.1p-5 nan 0x1.2p-7 0x1.5p-5 0x1.2p-7 0x1.7p-2 0x1.3a92a30553261p-12 0x1p+0
"""
_LINES = _OF_R.split("\n")[1:-1]
P = np.array([0x11 / 2**9, math.nan, 9 / 2**10, 21 / 2**9, 9 / 2**10, 23 / 2**6, 0.0003, 1])


@pytest.mark.parametrize("line", _LINES, ids=lambda line: " ".join(line.split()[:2]))
def test_bits_are_those_of_r(line):
    method, n, *values = line.split()
    expected = np.array([float.fromhex(value) for value in values])
    assert_same_bits(adjusted_p_values(P, method, int(n)), expected)
    assert_same_bits(R.p_adjust(P, method, int(n)), expected)
    if n == "7":  # as many as are there
        assert_same_bits(R.p_adjust(P, method), expected)


def test_p_values_are_adjusted_as_published():
    """Worked by hand for three p values, the second of which is missing and does not count."""
    p = np.array([0.03, math.nan, 0.01, 0.04])
    expected = {
        "none": [0.03, math.nan, 0.01, 0.04],
        "bonferroni": [0.09, math.nan, 0.03, 0.12],
        "holm": [0.06, math.nan, 0.03, 0.06],
        "hochberg": [0.04, math.nan, 0.03, 0.04],
        "BH": [0.04, math.nan, 0.03, 0.04],
        "BY": [0.04 * 11 / 6, math.nan, 0.03 * 11 / 6, 0.04 * 11 / 6],
    }
    for how, values in expected.items():
        np.testing.assert_allclose(adjusted_p_values(p, how), values, err_msg=how)


@pytest.mark.parametrize("method", P_ADJUSTMENTS)
def test_what_is_passed_stays(method):
    """Nothing is changed in place; of none, one or only missing ones they are what they were."""
    p = P.copy()
    adjusted_p_values(p, method, 9)
    assert_same_bits(p, P)
    for few in ([], [0.3], [math.nan, math.nan], [math.nan, 0.3]):
        assert_same_bits(adjusted_p_values(np.array(few), method), np.array(few))


def test_the_verb_keeps_the_form():
    """A number stays one, a Series keeps its index, a matrix is a vector as in R."""
    assert R.p_adjust(0.5) == 0.5
    series = R.p_adjust(pd.Series([0.1, 0.2], index=["a", "b"], name="p"), "bonferroni")
    pd.testing.assert_series_equal(series, pd.Series([0.2, 0.4], index=["a", "b"], name="p"))
    matrix = np.array([[0.1, 0.3], [0.2, 0.4]])
    assert R.p_adjust(matrix).tolist() == R.p_adjust([0.1, 0.2, 0.3, 0.4]).tolist()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([0.1], "foo"), ArgumentError, "'method' should be one of"),
        (([0.1, 0.2], "holm", 1), ArgumentError, "n >= lp is not TRUE: there are 2 p values"),
        (([0.1, 0.2], "holm", 2.5), ArgumentError, "invalid 'n': got 2.5"),
        (([0.1, 0.2], "hommel", 10**6), ArgumentError, "invalid 'n'"),
        ((np.zeros(100_001), "hommel"), DataError, "more than 100,000 p values"),
        (([0.1, 2],), DataError, "'p' must be p values"),
        (([-0.1, 0.2],), DataError, "'p' must be p values"),
        ((["a"],), DataError, "'p' must be numeric"),
        ((pd.DataFrame({"p": [0.1]}),), DataError, "of a frame is not offered"),
    ],
)
def test_what_the_verb_refuses(arguments, error, words):
    with pytest.raises(error, match=words):
        R.p_adjust(*arguments)
