"""Long labels are broken into lines where R breaks them."""

from __future__ import annotations

import pytest

from pynnet._formula.language.deparse import deparse, deparse_in_lines
from pynnet._formula.language.parser import parse
from pynnet._formula.language.terms import terms_of_expression


def names(joint, count, hundred=1):
    return joint.join(f"v{100 * hundred + i + 1}" for i in range(count))


def nested():
    text = "z"
    for _ in range(7):
        text = f"c({names(',', 100)}, {text})"
    return text


# nchar(strsplit(attr(terms(y ~ label), "term.labels"), "\n")[[1]]) in R.
FROM_R = [
    (f"I({names('+', 62)})", [434]),
    (f"I({names('&', 190)})", [506, 501, 331]),
    (f"I({names('%in%', 190)})", [502, 504, 504, 399]),
    (f"I({names('/', 190)})", [952]),
    (f"I(({names('+', 95)})==({names('+', 95)}))", [507, 504, 332]),
    (
        f"c({names(',', 90)}, c({names(',', 120)}, c({names(',', 150)})), {names(',', 120)})",
        [506, 504, 502, 504, 506, 405],
    ),
    (nested(), [506, 504, 502, 506, 504, 504, 506, 502, 306]),
    (
        f"I({names('+', 90)} + log({names('+', 120)}, {names('*', 100)}) + {names('+', 120)})",
        [506, 505, 507, 501, 502, 501, 16],
    ),
    (
        f"f(a = {names('+', 90)}, b = g({names('+', 120)}, x={names('+', 120)}))",
        [503, 506, 504, 501, 325],
    ),
    (f"x[{names('+', 90)}, {names('+', 120)}]", [506, 507, 464]),
    (f"I(-({names('+', 90)}) > !{names('&', 120)})", [501, 503, 478]),
    (f"c('{'é' * 300}', {names(',', 30)}, {names(',', 120)})", [306, 502, 405]),
    (f"stats::f({'a' * 495}, ({names('*', 10)}))", [506, 74]),
]


@pytest.mark.parametrize(("label", "lengths"), FROM_R)
def test_label_when_it_is_long(label, lengths):
    """A line ends behind the operator or comma beyond its 500th byte."""
    lines = deparse_in_lines(parse(label)).split("\n")
    assert list(map(len, lines)) == lengths
    joined = "".join([lines[0], *(line.lstrip() for line in lines[1:])])
    assert joined == deparse(parse(label))


def test_name_when_the_label_is_long():
    """The model frame's name has a blank where the label begins a line."""
    (variable,) = terms_of_expression(parse(f"~ I({names('+', 80)})"), ()).variables
    assert variable.label.count("\n") == 1
    assert variable.name == variable.label.replace("\n", " ")
