"""Distributions and the gamma function, in the bits of R 4.2.2, far tails among them."""

from __future__ import annotations

import pytest

from pynnet import DataError, FormulaError

from .test_recorded_forms import value_of

RECORDED = {
    "qnorm(c(-800, -1e4, -1e7), log.p = TRUE)": (
        "-0x1.3f13dae32a048p+5 -0x1.1ac27a2049926p+7 -0x1.17822cdf264ecp+12"
    ),
    "pnorm(c(-40, -9, 9, 38), log.p = TRUE)": (
        "-0x1.924de16d8b4aep+9 -0x1.5d06730ad62ecp+5 -0x1.0a7afbb1ee67dp-63 "
        "-0x0.00000037b23b8p-1022"
    ),
    "pnorm(c(-9, 9, 37), lower.tail = FALSE)": (
        "0x1p+0 0x1.0a7afbb1ee67dp-63 0x1.eaccc6bfeb0afp-995"
    ),
    "gamma(c(10.3, -11.5, 0.1, 170.5))": (
        "0x1.5dd1d60ccc8b3p+19 0x1.8a68825d11627p-26 0x1.306ea7b280d87p+3 0x1.9589f849167fcp+1015"
    ),
    "lgamma(c(1e-5, -2.5, 50.25))": (
        "0x1.7069d68f4ec83p+3 -0x1.ccbf9f5ed0f13p-5 0x1.23157031a1c16p+7"
    ),
    "beta(c(0.5, 30), c(3, 200))": "0x1.1111111111111p+0 0x1.68261c08be14bp-130",
    "lbeta(c(1e308, 1e300), 1e308)": "-inf -0x1.cffd79b9608c2p+1000",
    "choose(c(60, -3, 2.5), c(31, 40, 40))": (
        "0x1.969b4ce26755fp+56 0x1.ae8p+9 -0x1.886d91e480573p-19"
    ),
    "signif(c(123456.789, -0.000987654, 1.5e307, 3e-308), 3)": (
        "0x1.e078p+16 -0x1.02ff8ec0f8833p-10 0x1.55c576d815729p+1020 0x1.59283684dba72p-1022"
    ),
    "plogis(c(-40, 40), log.p = TRUE)": "-0x1.4p+5 -0x1.39792499b1a24p-58",
    "qlogis(c(-1e-20, -50), log.p = TRUE)": "0x1.7069e2aa2aa5bp+5 -0x1.9p+5",
    "pexp(c(1e-10, 50), 2, FALSE, TRUE)": "-0x1.b7cdfd9d7bdbbp-33 -0x1.9p+6",
    "punif(c(0.2, 0.7), lower.tail = FALSE, log.p = TRUE)": (
        "-0x1.c8ff7c79a9a2p-3 -0x1.34378fcbda72p+0"
    ),
    "dlogis(c(-3, 800))": "0x1.72165282c6f74p-5 0x0p+0",
    "dnorm(c(3, 20), log = TRUE)": "-0x1.5acfe390c97d7p+2 -0x1.91d67f1c864bfp+7",
}


@pytest.mark.parametrize("call", RECORDED)
def test_value_is_r_s(call):
    """The bits were printed by R 4.2.2 with sprintf("%a")."""
    expected = [float.fromhex(text).hex() for text in RECORDED[call].split()]
    assert [float(v).hex() for v in value_of(call)] == expected


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        ("gamma(g)", DataError, "‘gamma’ not meaningful for factors"),
        ("beta('a', 1)", DataError, "non-numeric argument to mathematical function"),
        ("pnorm('a')", DataError, "Non-numeric argument to mathematical function"),
        ("pnorm(x, lower.tail = 'a')", FormulaError, "neither TRUE nor FALSE"),
        ("pnorm()", FormulaError, 'argument "q" is missing, with no default'),
    ],
)
def test_error_when_arguments_are_no_numbers(call, error, words):
    """R's words."""
    with pytest.raises(error, match=words):
        value_of(call)
