"""Single values that users pass: what is taken, what is refused, and in which words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError
from pynnet._ground.scalars import (
    as_doubles,
    choice,
    doubles_if_any,
    flag,
    is_number,
    is_whole,
    partial_matches,
    real_number,
    shown,
    whole_number,
)

NO_NUMBERS = [None, "1", True, np.True_, 1j, np.complex128(2), [1], np.array(1.0), Decimal(1), {}]
NO_WHOLE_NUMBERS = [1.5, np.nan, np.inf, np.float32(0.5), Fraction(1, 2), *NO_NUMBERS]
ARRAYS = [np.array([1, 2]), pd.Series(["a", "b"]), pd.DataFrame({"a": [1]})]


@pytest.mark.parametrize("value", [0, 1.5, np.float32(2), np.int8(3), Fraction(1, 2), np.inf])
def test_real_numbers_are_numbers(value):
    """Of whatever kind, infinite ones too."""
    assert is_number(value)


@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
def test_other_values_are_no_numbers(value):
    """Truths, text, arrays and complex numbers are none."""
    assert not is_number(value)
    with pytest.raises(ArgumentError, match=r"^invalid 'k': got .* Pass one number >= 0\.$"):
        real_number("k", value, least=0.0)


@pytest.mark.parametrize("value", [2, 2.0, np.float64(2), np.uint8(2), Fraction(2, 1)])
def test_whole_numbers_become_int(value):
    """Floats as well, if they are whole."""
    assert is_whole(value)
    assert type(whole_number("k", value)) is int
    assert whole_number("k", value) == 2


@pytest.mark.parametrize("value", [-1, *NO_WHOLE_NUMBERS], ids=repr)
def test_other_values_are_no_whole_numbers(value):
    """With what was got, and what to pass."""
    with pytest.raises(
        ArgumentError, match=r"^invalid 'k': got .* Pass how many, one whole number >= 0\.$"
    ):
        whole_number("k", value, "how many")


def test_numbers_may_be_infinite_where_that_means_something():
    """Else they are refused."""
    assert real_number("k", np.inf, infinite=True) == np.inf
    with pytest.raises(ArgumentError, match="Pass one number"):
        real_number("k", np.inf)


@pytest.mark.parametrize("value", [0, 1, "TRUE", None, np.array([True]), *ARRAYS], ids=repr)
def test_flags_are_true_or_false(value):
    """NumPy's too; nothing else is taken for one."""
    assert flag("k", np.False_) is False
    with pytest.raises(ArgumentError, match="Pass True or False"):
        flag("k", value)


@pytest.mark.parametrize("value", ["c", "", None, 1, *ARRAYS], ids=repr)
def test_words_are_those_that_are_known(value):
    """Arrays are compared with nothing."""
    assert choice("k", "a", ("a", "b")) == "a"
    with pytest.raises(ArgumentError, match="Pass one of a, b"):
        choice("k", value, ("a", "b"))


def test_words_are_completed_as_r_does():
    """The whole word wins over those that it begins."""
    words = ("cross", "fix", "fixed")
    assert partial_matches("c", words) == ["cross"]
    assert partial_matches("fix", words) == ["fix"]
    assert partial_matches("fi", words) == ["fix", "fixed"]
    assert partial_matches("", words) == partial_matches(1, words) == []


def test_long_values_are_shortened():
    """A message never holds a whole array."""
    assert shown("a") == "'a'"
    assert len(shown(list(range(1000)))) == 60


def test_long_doubles_beyond_all_floats_are_infinite():
    """In silence; what is a float already is not copied."""
    far = np.array(["1e4000", "-1e4000", "0.5"]).astype(np.longdouble)
    assert as_doubles(far).tolist() == [np.inf, -np.inf, 0.5]
    plain = np.ones(2)
    assert as_doubles(plain) is plain


def test_what_is_no_number_makes_an_array_of_nothing():
    """Text, complex numbers, rows of different lengths, whole numbers beyond all floats."""
    assert doubles_if_any([[1, 2.5]]).tolist() == [[1.0, 2.5]]
    assert doubles_if_any([True, None]).tolist()[0] == 1.0
    for value in ("1", ["a"], [1j], [[1], [1, 2]], [10**400], [[None, "a"]], object(), {}):
        assert doubles_if_any(value).size == 0
