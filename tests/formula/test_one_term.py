"""Formulas with one term less or more, made of terms: what reading the text gives."""

import itertools

import pytest

from pynnet._formula.language.one_term import with_term, without_term
from pynnet._formula.language.terms import terms_of
from pynnet._formula.language.update import changed_formula

_COLUMNS = ("y", "a", "b", "c", "d", "my x", "g")
_TERMS = [
    "a", "b", "a:b", "c:a", "log(a)", "factor(g)", "factor(g):c", "I(a^2)", "poly(b, 2L)",
    "poly(b, 2)", "`my x`", "`my x`:a", "a:b:c", "I(a * 0.1234567890123456789)", "(b > 0)",
    "offset(d)", "a %in% b", "y", "stats::poly(a, 3)", "a[1]", "-d", "cut(c, c(0, 0.5, 1))", "1",
    "0", "(g == 'x')",
]  # fmt: skip
_RESPONSES = ["y", "factor(y)", "cbind(a, d)", "log(`my x`)", "y > 1"]


def _meaning(terms):
    """All that is said of terms; a place in a text aside."""
    return (
        terms.text,
        terms.expanded_text,
        [(v.expression, v.label, v.name, repr(v.expression)) for v in terms.variables],
        terms.has_response,
        terms.terms,
        terms.intercept,
        terms.offsets,
        terms.in_terms,
        terms.labels,
    )


def _read(terms, change):
    return _meaning(terms_of(changed_formula(terms.expanded_text, f"~ . {change}"), ()))


def _formulas():
    for count, every in ((1, 1), (2, 3), (3, 31)):
        chosen = list(itertools.combinations(_TERMS, count))[::every]
        for number, terms in enumerate(chosen):
            response = _RESPONSES[number % len(_RESPONSES)]
            yield f"{response} ~ {' + '.join(terms)}{' - 1' * (number % 3 == 2)}"
    yield from (
        "y ~ .",
        "y ~ a * b",
        "y ~ (a + b + c)^2 - a:b",
        "y ~ a / b + d",
        "y ~ 1",
        "y ~ 0 + a",
    )


@pytest.mark.filterwarnings("ignore:'varlist' has changed")
def test_terms_are_those_that_are_read_from_the_text():
    """One less and one more, of what is plain and of what is left to the text."""
    made = {"less": 0, "more": 0}
    computed = [v for other in _TERMS for v in terms_of(f"~ {other}", ()).variables]
    for formula in _formulas():
        first = terms_of(formula, _COLUMNS)
        # As it stands, and as a change writes it.
        for terms in (first, terms_of(changed_formula(first.expanded_text, "~ ."), ())):
            for label in terms.labels:
                less = without_term(terms, label)
                if less is not None:
                    made["less"] += 1
                    assert _meaning(less) == _read(terms, f"- {label}"), (formula, label)
            for label in ("d", "I(a^2):b:c", *_TERMS):
                more = with_term(terms, label, frozenset(_COLUMNS), computed)
                if more is not None:
                    made["more"] += 1
                    assert _meaning(more) == _read(terms, f"+ {label}"), (formula, label)
                    # R's step() writes two signs.
                    assert _meaning(more) == _read(terms, f"+ +{label}"), (formula, label)
    assert min(made.values()) > 200


def test_what_is_plain_needs_no_text():
    """Sums of columns and of calls, the most frequent models, are among them."""
    terms = terms_of("y ~ a + log(b) + factor(g) + a:c", ())
    for label in terms.labels:
        assert without_term(terms, label) is not None
    assert with_term(terms, "d", frozenset("d"), ()) is not None
    assert with_term(terms, "e", frozenset("d"), ()) is None
    assert with_term(terms, "log(d)", frozenset("d"), ()) is None


def test_what_reads_otherwise_elsewhere_is_left_to_the_text():
    """A condition beside a sign, a number that lost digits, a formula that is no plain sum."""
    for formula in (
        "y ~ a + (b > 0)",
        "y ~ a + I(b * 0.1234567890123456789)",
        "y ~ a * b",
        "~ a + b",
    ):
        terms = terms_of(formula, ())
        assert all(without_term(terms, label) is None for label in terms.labels)
        assert with_term(terms, "d", frozenset("d"), ()) is None
