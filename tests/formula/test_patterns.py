"""Regular expressions: R's results, or words; compat/cases/forms.txt has more."""

from __future__ import annotations

import time

import pytest

from pynnet import FormulaError

from .test_recorded_forms import value_of


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("gsub('b*', '-', 'abc')", "-a-c-"),
        ("gsub('', '-', 'abc')", "-a-b-c-"),
        ("gsub('$', '-', 'abc')", "abc-"),
        ("gsub('^a', '', 'aaab')", "aab"),
        (r"gsub('\\b', '|', 'ab cd')", "|a|b| |c|d|"),
        (r"gsub('\\b', '|', 'ab cd', perl = TRUE)", "|ab| |cd|"),
        ("gsub('a|b*', '-', 'abbcab')", "--c--"),
        (r"gsub('[\\d]', '', 'd5\\')", "5"),
        (r"gsub('(.)\\1', '<\\1>', 'aabbc')", "<a><b>c"),
        (r"sub('(b)', '\\U\\1x', 'abc', perl = TRUE)", "aBxc"),
        (r"sub('(a)', '\\10', 'abc')", "a0bc"),
        ("sub('.', '', '1.5', fixed = TRUE)", "15"),
    ],
)
def test_replacement_is_r_s(call, expected):
    """The values were printed by R 4.2.2."""
    assert value_of(call).tolist() == [expected]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("sub('a|ab', 'X', 'abc')", "which R takes the longest"),
        (r"sub('(a|ab)([a-z]+)', '\\1', 'abc')", "in several ways"),
        (r"gsub('\\W{2}', '', 'a--b')", "misreads"),
        ("grepl('(a+)+b', 'aab')", "a repetition of what repeats"),
        ("grepl('[[:upper:]]', '\u00c9')", "known for ASCII alone"),
        ("grepl('(', 'a')", "Missing '\\)'"),
        ("grepl('[z-a]', 'a')", "Invalid character range"),
        ("grepl('a{3,2}', 'a')", "Invalid contents"),
        ("grepl('a', 'a', useBytes = TRUE)", "useBytes"),
    ],
)
def test_pattern_that_is_refused(call, words):
    """A pattern that would mean something else is an error."""
    with pytest.raises(FormulaError, match=words):
        value_of(call)


_ENDLESS = ["a?" * 30 + "a" * 30, "(a|a)" * 25 + "b", "a*" * 20 + "b", "(a?){30}a{30}", "(a?a?)*b"]


@pytest.mark.parametrize("pattern", _ENDLESS)
def test_pattern_does_not_take_for_ever(pattern):
    """Patterns that have too many ways to match are refused at once."""
    start = time.process_time()
    with pytest.raises(FormulaError, match="too many"):
        value_of(f"grepl('{pattern}', '{'a' * 29}')")
    assert time.process_time() - start < 2
