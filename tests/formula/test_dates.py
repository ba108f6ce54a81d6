"""Dates in formulas; compat/cases/forms.txt has what R makes of them."""

from __future__ import annotations

import pytest

from pynnet import PynnetError

from .test_recorded_forms import value_of


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("as.Date('yesterday')", "not in a standard unambiguous format"),
        ("as.Date(3)", "'origin' must be supplied"),
        ("as.Date('2020-01', '%Y-%m')", "has not all of year, month and day"),
        ("as.Date('2020', '%Y %Q %m %d')", "is not offered"),
        ("as.Date('1 1 2020', '%d %d %m %Y')", "names a part of the date twice"),
        ("as.Date(1e9, origin = '1970-01-01')", "from the year 1 to 9999"),
        ("as.Date(day) > '2020-01-01'", "write as.Date"),
        ("as.Date(day) * 2", 'not defined for "Date" objects'),
        ("weekdays(day)", "no applicable method"),
        ("format(as.Date(day) - 5, '%Y')", "is not offered"),
        ("format(as.Date(day), '%H')", "is not offered"),
        ("difftime(as.Date(day), as.Date(day), units = 'years')", "should be one of"),
    ],
)
def test_call_of_dates_that_is_refused(call, words):
    """What R does with the clock or the locale, or does not do, is an error."""
    with pytest.raises(PynnetError, match=words):
        value_of(call)


def test_dates_read_as_text():
    """Levels and pasted texts are dates, not numbers of days."""
    assert value_of("paste(as.Date('2020-02-29'), 'x')").tolist() == ["2020-02-29 x"]
    assert value_of("factor(as.Date(day))").categories[0] == "1969-12-31"
