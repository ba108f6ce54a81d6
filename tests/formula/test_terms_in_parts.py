"""The meaning of a formula as plain texts and numbers, and back."""

import pytest

from pynnet import DataError, FormulaError
from pynnet._formula import TermsInParts, parts_of, terms_of, terms_of_parts
from pynnet._formula.language.deparse import deparse, exact_text
from pynnet._formula.language.parser import parse

FORMULAS = [
    "y ~ x",
    "y ~ .",
    "~ a * b - a",
    "y ~ 0 + a:b + a + offset(w) + log(x)",
    "cbind(a, b) ~ (a + b + c)^2 %in% d",
    "y ~ I(x^2L) + I(x * 0.30000000000000004) + I(x > 1e-300)",
    '`odd name` ~ `a b` + factor(x, labels = c("u\\n", \'v"\'))',
    'y ~ x[, 1] + d$x + d[["z"]] + -x + !l',
    "y ~ sapply(x, function(v, w = 2) { u <- v; if (u > w) u else -u })",
    "y ~ stats::poly(x, 2) + ns(x, df = 3) + (function(v) v)(x)",
    "1 ~ 1",
    "y ~ -1",
]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.filterwarnings("ignore::pynnet.RWarning")
def test_parts_make_the_same_terms(formula):
    """All that a meaning consists of, numbers in all digits."""
    terms = terms_of(formula, ("y", "x", "a b"))
    again = terms_of_parts(parts_of(terms))
    for name in type(terms).__slots__:
        assert getattr(again, name) == getattr(terms, name), name
    assert again.labels == terms.labels


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 1e22, 5e-324, 123456.7890123456, 1e15, 2.0])
def test_exact_text_is_read_as_the_same_number(number):
    """R's 15 digits are not, for most numbers."""
    node = parse(f"f(x, {number!r})")
    assert parse(exact_text(node)) == node
    if deparse(node, integer_suffix=True) != exact_text(node):
        assert parse(deparse(node)) != node


PARTS = TermsInParts("y ~ x + z", "y ~ x + z", ["y", "x", "z"], True, True, [[1], [2]])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"formula": "y + x"}, "is no formula"),
        ({"expanded": "x"}, "is no formula"),
        ({"formula": "y ~ ("}, "unexpected"),
        ({"variables": ["y", "x +", "z"]}, "unexpected"),
        ({"variables": [], "terms": []}, "cannot have the variables"),
        ({"terms": [[1], [1]]}, "one stands there twice"),
        ({"terms": [[1, 2], [1]]}, "out of order"),
        ({"terms": [[]]}, "no term of the variables"),
        ({"terms": [[2, 1]]}, "no term of the variables"),
        ({"terms": [[3]]}, "no term of the variables"),
        ({"terms": [[-1]]}, "no term of the variables"),
        ({"variables": ["y", "x", "offset(z)"]}, "an offset of the formula stands in a term"),
        ({"variables": ["y"] + ["x"] * 20_001, "terms": [[1]] * 5000}, "too many"),
        ({"variables": ["y", "f(" * 120 + "x" + ")" * 120, "z"]}, "nested too deeply"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(change, words):
    """With what is wrong."""
    with pytest.raises((DataError, FormulaError), match=words):
        terms_of_parts(PARTS._replace(**change))
