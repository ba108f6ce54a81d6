"""The algebra of terms."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import FormulaError, RWarning, from_json, model_matrix, nnet
from pynnet._formula.language.parser import parse
from pynnet._formula.language.terms import terms_of_expression

# R: t <- terms(as.formula(text)); attr(t, "intercept"); attr(t, "term.labels")
FROM_R = [
    ("~a*b*c", 1, ["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"]),
    ("~(a+b+c)^2", 1, ["a", "b", "c", "a:b", "a:c", "b:c"]),
    ("~(a+b+c)^2-a:b", 1, ["a", "b", "c", "a:c", "b:c"]),
    ("~a/b/c", 1, ["a", "a:b", "a:b:c"]),
    ("~(a+b)/c", 1, ["a", "b", "a:b:c"]),
    ("~a/(b+c)", 1, ["a", "a:b", "a:c"]),
    ("~a%in%b", 1, ["a:b"]),
    ("~(a+b)%in%(c+d)", 1, ["a:c:d", "b:c:d"]),
    ("~b:a+a", 1, ["a", "b:a"]),
    ("~h:x+g+x", 1, ["g", "x", "h:x"]),
    ("~a*b-a", 1, ["b", "a:b"]),
    ("~-a+b", 1, ["b"]),
    ("~a+a:b-b", 1, ["a", "a:b"]),
    ("~((x+h)^2):(z+l)", 1, ["x:z", "x:l", "h:z", "h:l", "x:h:z", "x:h:l"]),
    ("~1*(x+g)", 1, []),
    ("~1/x", 1, []),
    ("~(x-x)*g", 1, []),
    ("~x*1", 1, ["x"]),
    ("~x:1", 1, []),
    ("~x^3", 1, ["x"]),
    ("~(a+b)^3:c", 1, ["a:c", "b:c", "a:b:c"]),
    ("~a:b+b:a", 1, ["a:b"]),
    ("~a-(b-a)", 1, ["a"]),
    (
        "~(a+b+c+d)^3",
        1,
        [
            "a",
            "b",
            "c",
            "d",
            "a:b",
            "a:c",
            "a:d",
            "b:c",
            "b:d",
            "c:d",
            "a:b:c",
            "a:b:d",
            "a:c:d",
            "b:c:d",
        ],
    ),
    ("~a+b:c:d+c:b+a:a", 1, ["a", "b:c", "b:c:d"]),
    ("~0+a", 0, ["a"]),
    ("~a-1", 0, ["a"]),
    ("~a+(b-1)", 0, ["a", "b"]),
    ("~b-(a-1)", 1, ["b"]),
    ("~1+0", 0, []),
    ("~(a-1)*b", 0, ["a", "b", "a:b"]),
    ("~a%in%0", 0, ["a"]),
    ("~a+NULL", 1, ["a"]),
    ("~TRUE-1", 0, []),
    ("~(a+b):(a+b)", 1, ["a", "b", "a:b"]),
    ("~a*(b+c)/d", 1, ["a", "b", "c", "a:b", "a:c", "a:b:c:d"]),
    ("~offset(a)*b+c", 1, ["b", "c"]),
    ("~a/b%in%c", 1, ["a", "a:b:c"]),
    ("~a+offset(b):c-offset(b)", 1, ["a"]),
]


@pytest.mark.parametrize(("text", "intercept", "labels"), FROM_R)
def test_terms_when_expanded_by_r(text, intercept, labels):
    """Labels, their order and the intercept are R's."""
    terms = terms_of_expression(parse(text), ())
    assert list(terms.labels) == labels
    assert terms.intercept == bool(intercept)


EXPRESSIONS = st.recursive(
    st.sampled_from("abcde"),
    lambda inner: (
        st.builds(
            "({0}){2}({1})".format,
            inner,
            inner,
            st.sampled_from(["+", "*", ":", "/", "-", " %in% "]),
        )
        | inner.map("({0})^2".format)
    ),
    max_leaves=6,
)


def sets(text: str) -> set[frozenset[str]]:
    """The terms as sets of labels."""
    return {
        frozenset(label.split(":")) for label in terms_of_expression(parse("~" + text), ()).labels
    }


@given(EXPRESSIONS, EXPRESSIONS, EXPRESSIONS)
def test_laws_when_terms_are_sets(a, b, c):
    """Sums, interactions and differences obey the laws of sets."""
    assert sets(f"({a})+({b})") == sets(a) | sets(b)
    assert sets(f"({a})+({a})") == sets(a)
    assert sets(f"({a})-({b})") == sets(a) - sets(b)
    assert sets(f"({a}):({b})") == {s | t for s, t in itertools.product(sets(a), sets(b))}
    assert sets(f"({a}):(({b}):({c}))") == sets(f"(({a}):({b})):({c})")
    assert sets(f"({a}):(({b})+({c}))") == sets(f"({a}):({b})+({a}):({c})")


@given(EXPRESSIONS, EXPRESSIONS)
def test_laws_when_operators_abbreviate(a, b):
    """Crossing and nesting are sums of interactions; an empty left side makes them empty."""
    crossed = f"({a})+({b})+({a}):({b})" if sets(a) else "a-a"
    assert sets(f"({a})*({b})") == sets(crossed)
    everything = frozenset().union(*sets(a))
    nested = {everything | t for t in sets(b)} | sets(a) if sets(a) else set()
    assert sets(f"({a})/({b})") == nested
    assert sets(f"({a})^2") == sets(f"({a}):({a})")


@given(EXPRESSIONS)
def test_order_when_terms_are_sorted(a):
    """The degree never falls, and every variable of a term stands in one order."""
    terms = terms_of_expression(parse("~" + a), ())
    degrees = [term.bit_count() for term in terms.terms]
    assert degrees == sorted(degrees)
    names = [variable.label for variable in terms.variables]
    for label in terms.labels:
        places = [names.index(name) for name in label.split(":")]
        assert places == sorted(places)


def labels(text: str, columns: str) -> str:
    return " ".join(terms_of_expression(parse(text), columns.split()).labels)


@pytest.mark.parametrize(
    ("text", "expected"),
    [  # R: attr(terms(formula, data = d), "term.labels") with columns a b c d
        ("a ~ .", "b c d"),
        ("log(a) ~ .", "b c d"),
        ("cbind(a, b) ~ .", "c d"),
        ("~ .", "a b c d"),
        ("a ~ . - b", "c d"),
        ("a ~ .^2 - b:c", "b c d b:d c:d"),
        ("a ~ b * .", "b c d b:c b:d"),
        ("d(a) ~ .", "b c"),
        ("a ~ log(b) + .", "log(b) b c d"),
        ("a ~ 0 + .", "b c d"),
        ("a ~ (.)", "b c d"),
        ("a ~ -.", ""),
    ],
)
def test_dot_when_expanded(text, expected):
    """All columns but those named on the left, in the order of the data."""
    assert labels(text, "a b c d") == expected


@pytest.mark.parametrize(
    ("column", "formula"),
    [
        ("log(a)", "y ~ log(a) + `log(a)`"),
        ("log(a)", "y ~ `log(a)` * log(a)"),
        ("poly(a, 2)", "y ~ `poly(a, 2)` + poly(a, 2)"),
        ("b", "y ~ I(a * 0.3) + I(a * 0.30000000000000004) + b"),
    ],
)
def test_variables_of_one_name_are_kept_apart(column, formula):
    """A fit predicts its own data as it fitted them, also when it comes back from a text."""
    a = [1.25, 1.5, 2.0, 3.5, 4.0, 6.0, 7.5, 9.0]
    data = pd.DataFrame({"a": a, column: a[::-1], "y": [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]})
    fit = nnet(formula, data, size=1, decay=0.1, linout=True, seed=1, trace=False)
    assert len(set(fit.terms.variables)) == len(fit.terms.variables)
    for one in (fit, from_json(fit.to_json())):
        assert np.allclose(one.predict(data), fit.fitted_values, rtol=1e-12, atol=0)
    first, second = model_matrix("~ log(a) + `log(a)`", data.assign(**{"log(a)": a})).iloc[0, 1:]
    assert (first, second) == (np.log(1.25), 1.25)


def test_dot_when_a_column_has_no_name():
    """R: refused; where nothing asks for that column it may stand in the data here."""
    for text in ("y ~ .", "~ x + .", "y ~ (.)^2"):
        with pytest.raises(FormulaError, match="attempt to use zero-length variable name"):
            terms_of_expression(parse(text), ("", "x", "y"))
    assert terms_of_expression(parse("y ~ x"), ("", "x", "y")).expanded_text == "y ~ x"


def test_dot_when_a_name_outside_of_it_follows():
    """R registers the name late, and warns."""
    with pytest.warns(RWarning, match="'varlist' has changed \\(from nvar=4\\) to new 5"):
        assert labels("log(w) ~ . + h:w:I(x^2)", "w x h") == "x h h:I(x^2):w"


@pytest.mark.parametrize(
    ("text", "expected"),
    [  # R: formula(terms(formula, data = d)) with columns x and a b
        ("y ~ .", "y ~ x + `a b`"),
        ("y ~ x + .", "y ~ x + (x + `a b`)"),
        ("y ~ . + x", "y ~ x + `a b` + x"),
        ("y ~ . - x", "y ~ (x + `a b`) - x"),
        ("y ~ .^2L", "y ~ (x + `a b`)^2L"),
        ("y ~ (.)", "y ~ (x + `a b`)"),
        ("y ~ -.", "y ~ -(x + `a b`)"),
        ("~.", "~x + `a b`"),
    ],
)
def test_formula_when_the_dot_is_written_out(text, expected):
    """Parentheses stand where R sets them."""
    assert terms_of_expression(parse(text), ("y", "x", "a b")).expanded_text == (
        expected if text != "~." else "~y + x + `a b`"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("y ~ 2", "invalid model formula in ExtractVars"),
        ("y ~ x + 1.5", "invalid model formula in ExtractVars"),
        ("y ~ 'x'", "invalid model formula in ExtractVars"),
        ("y ~ NA", "invalid model formula in ExtractVars"),
        ("y ~ 2 * x", "invalid model formula in ExtractVars"),
        ("y ~ x^1", "invalid power in formula"),
        ("y ~ x^0", "invalid power in formula"),
        ("y ~ x^2.5", "invalid power in formula"),
        ("y ~ x^-1", "invalid power in formula"),
        ("y ~ x^z", "invalid power in formula"),
        ("y ~ x^(2)", "invalid power in formula"),
        ("y ~ x^Inf", "invalid power in formula"),
        ("y ~ (x ~ z)", "invalid model formula"),
        ("x + z", "it has no ~"),
        ("y", "it has no ~"),
    ],
)
def test_error_when_a_formula_has_no_meaning(text, message):
    """R's words, then the remedy."""
    with pytest.raises(FormulaError, match=message):
        terms_of_expression(parse(text), ())


def test_power_when_it_is_large():
    """The terms stop growing, so a large power costs nothing."""
    assert labels("~ (a + b)^1000000000", "") == "a b a:b"
