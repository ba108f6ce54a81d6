"""Numbers and labelled vectors as text, compared with R's, character for character."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet._printing.numbers import format_common, number_text, round_decimals
from pynnet._printing.tables import labelled_lines

from ..support import assert_same_bits, from_hex, recorded

# Recorded from R 4.2.2:
#   common       format(numbers, digits = digits)
#   number_text  as.character(number)
#   round        round(number, decimals)
#   labelled     capture.output(print(structure(texts, names = labels), quote = FALSE))
COMMON = recorded("format.json", "common")
NUMBER_TEXT = recorded("format.json", "number_text")
ROUND = recorded("format.json", "round")
LABELLED = recorded("format.json", "labelled")


def numbers_as_id(case):
    """Readable name of a recorded case."""
    numbers = case.get("numbers", case.get("number"))
    return " ".join(f"{x:.6g}" for x in np.atleast_1d(from_hex(numbers)).tolist())


@pytest.mark.parametrize("case", COMMON, ids=numbers_as_id)
def test_format_common_gives_rs_text(case):
    """One width, notation and number of digits for all."""
    assert format_common(from_hex(case["numbers"]), case["digits"]) == case["texts"]


@pytest.mark.parametrize("case", NUMBER_TEXT, ids=numbers_as_id)
def test_number_text_gives_rs_text(case):
    """Fifteen significant digits at most; scientific where that is shorter."""
    assert number_text(from_hex(case["number"])) == case["text"]


@pytest.mark.parametrize("case", ROUND, ids=numbers_as_id)
def test_round_decimals_gives_rs_number(case):
    """R's rule since version 4.0.0, in all bits but the sign of a zero, which is never printed."""
    rounded = round_decimals(from_hex(case["number"]), case["decimals"])
    assert_same_bits(rounded + 0.0, from_hex(case["rounded"]) + 0.0)


@pytest.mark.parametrize("case", LABELLED, ids=lambda case: f"{len(case['labels'])} labels")
def test_labelled_lines_give_rs_text(case):
    """Right-aligned columns of one width, wrapped at 80 columns, blanks at the ends kept."""
    assert labelled_lines(case["labels"], case["texts"]) == case["lines"]


def test_recorded_cases_are_many():
    """Several hundred numbers and vectors, and every kind of number among them."""
    assert len(COMMON) > 300
    assert len(NUMBER_TEXT) > 150
    assert len(ROUND) > 150
    texts = " ".join(text for case in COMMON for text in case["texts"])
    assert all(part in texts for part in ("NaN", "-Inf", "e+100", "e-", "."))


finite = st.floats(-1e300, 1e300)


@given(st.lists(st.floats(), min_size=1, max_size=6))
def test_format_common_gives_one_width(numbers):
    """Whatever the numbers, the texts are equally long."""
    assert len({len(text) for text in format_common(numbers)}) == 1


@given(finite)
def test_format_common_shows_seven_significant_digits(x):
    """The text of one number is the number to seven digits."""
    assert float(format_common([x])[0]) == pytest.approx(x, rel=5.1e-7, abs=0)


@given(finite)
def test_number_text_shows_fifteen_significant_digits(x):
    """The text reads back as the number, to fifteen digits."""
    assert float(number_text(x)) == pytest.approx(x, rel=5.1e-15, abs=5e-324)


def test_more_decimals_than_powers_of_ten():
    """R 4.5: round(1.23456789e-303, 311), round(1.5e-310, c(309, 310)), round(5e-324, 320)."""
    assert round_decimals(1.23456789e-303, 311) == 1.23456789e-303
    assert [round_decimals(1.5e-310, n) for n in (309, 310)] == [0, 2e-310]
    assert round_decimals(5e-324, 320) == 0


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_round_decimals_is_no_further_than_half_a_unit(x, decimals):
    """The nearer of the two decimals around the number."""
    unit = 10.0**-decimals
    # Differences of numbers below a million round by up to 1e-10.
    assert abs(round_decimals(x, decimals) - x) <= unit / 2 + 1e-10


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("-0x1.062e22e01bfcbp+4", "-16.386263728549"),
        ("0x1.0797a5b34ce60p+3", "8.2372616292916"),
        ("0x1.e37f0fb3461e5p+18", "495100.24531701"),
        ("0x1.8d9c4f073775bp-8", "0.0060670559825818"),
        ("0x1.6a03fcb1d25afp+19", "741407.89670675"),
    ],
)
def test_halves_are_those_of_extended_numbers(number, text):
    """R: as.character(number). Exactly, each is above a half of its fifteenth digit."""
    assert number_text(float.fromhex(number)) == text
    assert f"{float.fromhex(number):.15g}" != text
