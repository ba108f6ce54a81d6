"""Exponential, Poisson and binomial numbers: R's, and the stream stands where R's stands."""

from __future__ import annotations

import numpy as np
import pytest

import pynnet.r as R  # noqa: N812 - it stands for R
from pynnet import ArgumentError, DataError, RWarning, runif, set_seed

COUNT = 100_000
# After set.seed(7): the sum of so many draws, and runif(1) then, both by sprintf("%a").
DRAWS = [
    ("rexp", [1], "0x1.86c5c9e07440bp+16", "0x1.d4bce948p-1"),
    ("rpois", [3.7], "0x1.68f7p+18", "0x1.48869548p-3"),
    ("rpois", [40.5], "0x1.ee845p+21", "0x1.ebe01748p-3"),
    ("rbinom", [20, 0.3], "0x1.24d12p+19", "0x1.48869548p-3"),
    ("rbinom", [5000, 0.5], "0x1.dcda19cp+27", "0x1.d96cdbd4p-1"),
]


pytestmark = pytest.mark.usefixtures("global_stream")


@pytest.mark.parametrize(("verb", "parameters", "total", "after"), DRAWS)
def test_a_hundred_thousand_draws_are_those_of_r(verb, parameters, total, after):
    """The sum has R's bits, and so has the next uniform number."""
    set_seed(7)
    draws = getattr(R, verb)(COUNT, *parameters)
    assert float(R.sum_(draws)).hex() == float.fromhex(total).hex()
    assert runif(1)[0].hex() == float.fromhex(after).hex()


def test_nothing_is_drawn_where_nothing_is_left_to_chance():
    """R: rexp(2, Inf), rpois(2, 0), rbinom(2, 5, 0:1), rbinom(1, 0, 0.5) leave the stream."""
    set_seed(1)
    assert R.rexp(2, [np.inf, -np.inf]).tolist() == [0.0, 0.0]
    assert R.rpois(2, 0).tolist() == [0.0, 0.0]
    assert R.rbinom(2, 5, [0, 1]).tolist() == [0.0, 5.0]
    assert R.rbinom(1, 0, 0.5).tolist() == [0.0]
    first = runif(1)
    set_seed(1)
    assert runif(1) == first


@pytest.mark.parametrize(
    "call",
    [
        lambda: R.rexp(2, 0),
        lambda: R.rexp(2, -1),
        lambda: R.rexp(2, 1e-320),  # whose mean no double holds
        lambda: R.rpois(2, -1),
        lambda: R.rpois(2, np.inf),
        lambda: R.rbinom(2, 2.5, 0.5),
        lambda: R.rbinom(2, 5, 1.5),
        lambda: R.rbinom(2, [], 0.5),
    ],
)
def test_parameters_without_a_distribution_are_warned_of(call):
    """R: NAs produced."""
    with pytest.warns(RWarning, match="^NAs produced$"):
        assert np.isnan(call()).all()


@pytest.mark.parametrize(
    "call",
    [
        lambda: R.rexp(-1),
        lambda: R.rexp(2, "a"),
        lambda: R.rpois("a", 1),
        lambda: R.rbinom(1, 2**31, 0.5),
        lambda: R.rbinom(10**12, 1, 0.5),
    ],
)
def test_bad_arguments_draw_nothing(call):
    """They are refused first."""
    set_seed(1)
    with pytest.raises((ArgumentError, DataError)):
        call()
    after = runif(1)
    set_seed(1)
    assert runif(1) == after


def test_ranks_of_equal_values_are_drawn():
    """R: set.seed(1); rank(c(2, 1, 2, 1, 2), ties.method = "random"); of missing ones none."""
    set_seed(1)
    assert R.rank([2, 1, 2, 1, 2], ties_method="random").tolist() == [4, 1, 5, 2, 3]
    assert runif(1)[0].hex() == "0x1.cbf9bb9800000p-1"
    set_seed(1)
    assert R.rank([2, None, 2, None], ties_method="random").tolist() == [1, 3, 2, 4]
    assert runif(1)[0] == pytest.approx(0.5728534, abs=1e-7)
