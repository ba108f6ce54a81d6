"""Reading formulas and writing them as R does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import FormulaError
from pynnet._formula.language.deparse import deparse
from pynnet._formula.language.expressions import (
    Argument,
    Constant,
    FunctionCall,
    Name,
    Node,
    Number,
    Text,
    depth,
    walk,
)
from pynnet._formula.language.parser import parse
from pynnet._formula.language.terms import terms_of_expression

# R: attr(terms(as.formula(text)), "term.labels")
LABELS = [
    ("y ~ I(x^-1)+I(-x^2)+I((-x)^2)+I(x- -1)", ["I(x^-1)", "I(-x^2)", "I((-x)^2)", "I(x - -1)"]),
    ("y ~ x + z > 0", ["x + z > 0"]),
    ("y~!l + x", ["!l + x"]),
    ("y ~ g:h*z", ["z", "g:h", "g:h:z"]),
    (
        "y ~ I(a%in%b)+I(a%%2)+I(a%/%2)+I(a%o%b)",
        ["I(a %in% b)", "I(a%%2)", "I(a%/%2)", "I(a %o% b)"],
    ),
    (
        "y ~ I(x*1e5)+I(x*100000L)+I(x*0x10)+I(x*1e-5)+I(x*.1)+I(x*123456)",
        ["I(x * 1e+05)", "I(x * 16)", "I(x * 1e-05)", "I(x * 0.1)", "I(x * 123456)"],
    ),
    ("y~I(ch=='a\"b')+I(ch==\"c'd\")", ['I(ch == "a\\"b")', 'I(ch == "c\'d")']),
    ("y~`my var`+log(`my var`)+`if`", ["`my var`", "log(`my var`)", "`if`"]),
    ("y~f(x,b = 2,'c')", ['f(x, b = 2, "c")']),
    ("y~a::b(x)", ["a::b(x)"]),
    ("y ~ I(x<1&z>=2|!l)", ["I(x < 1 & z >= 2 | !l)"]),
    ("y ~ I(x**2)", ["I(x^2)"]),
    ("y~I(-(x:z))", ["I(-(x:z))"]),
    ("y ~ I(--x)+I(-+x)+I(!!l)", ["I(--x)", "I(-+x)", "I(!!l)"]),
    ("y~I(a-(b-c))+I(a-b-c)+I(a/(b*c))", ["I(a - (b - c))", "I(a - b - c)", "I(a/(b * c))"]),
    ("y~x[1:3]+x[,1]", ["x[1:3]", "x[, 1]"]),
    (
        "y ~ I(-1^2)+I((-1)^2)+I(2^-1^2)+I(-a:b)+I(a^b^c)+I((a^b)^c)",
        ["I(-1^2)", "I((-1)^2)", "I(2^-1^2)", "I(-a:b)", "I(a^b^c)", "I((a^b)^c)"],
    ),
    ("y ~ I(T&&F||TRUE)", ["I(T && F || TRUE)"]),
    ("y~I(a==b)+I(a!=b)", ["I(a == b)", "I(a != b)"]),
    ("y~ .x + ..y + x_1 + é", [".x", "..y", "x_1", "é"]),
]


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_labels_when_written_by_r(text, labels):
    """Precedence, blanks, numbers, strings and backquotes are R's."""
    assert list(terms_of_expression(parse(text), ()).labels) == labels


NAMES = st.sampled_from(["x", "y.z", ".a", "my var", "if", "TRUE", "é", "a`b", "_u", "2x"])
LEAVES = st.one_of(
    st.builds(Number, st.integers(0, 10**9).map(lambda n: n / 128), st.just(False)),
    st.builds(Number, st.integers(0, 2**31 - 1).map(float), st.just(True)),
    st.builds(Text, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)),
    st.builds(Constant, st.sampled_from(["TRUE", "FALSE", "NULL", "NA", "Inf", "NaN"])),
    st.builds(Name, NAMES),
)
SIGNS = "xy~+-*/^:()[],.=<>!&|%`'0123456789eEL \"\\"
BINARY = ["+", "-", "*", "/", "^", ":", "%in%", "%%", "==", "<", "&", "|", "&&", "~", "%o%"]


def parenthesised(node: Node) -> Node:
    """An operand that no operator beside it can tear apart."""
    operator = (
        isinstance(node, FunctionCall) and not node.function[0].isalpha() and node.function != "("
    )
    return FunctionCall("(", (Argument(node),)) if operator else node


def calls(inner):
    operand = inner.map(parenthesised)
    argument = st.builds(Argument, inner, st.none() | st.sampled_from(["b", "n m"]))
    return st.one_of(
        st.builds(
            lambda f, a, b: FunctionCall(f, (Argument(a), Argument(b))),
            st.sampled_from(BINARY),
            operand,
            operand,
        ),
        st.builds(lambda f, a: FunctionCall(f, (Argument(a),)), st.sampled_from("-+!("), operand),
        st.builds(
            FunctionCall, st.sampled_from(["f", "my f"]), st.lists(argument, max_size=3).map(tuple)
        ),
        st.builds(
            FunctionCall, st.just("f"), st.lists(argument, max_size=2).map(tuple), st.just("pkg")
        ),
        st.builds(lambda a, b: FunctionCall("[", (Argument(a), b)), operand, argument),
    )


@given(st.recursive(LEAVES, calls, max_leaves=12))
def test_parse_when_written_and_read_again(node):
    """What is written is read as the same expression, and written the same again."""
    text = deparse(node, integer_suffix=True)
    assert parse(text) == node
    assert deparse(parse(text), integer_suffix=True) == text


@given(st.text(max_size=40) | st.text(SIGNS, max_size=40))
def test_parse_when_the_text_is_anything(text):
    """Either an expression or a FormulaError, nothing else."""
    try:
        node = parse(text)
    except FormulaError:
        return
    assert deparse(parse(deparse(node))) == deparse(node)


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("y ~ x +", "unexpected end of input", 7),
        ("y ~ x z", "unexpected symbol: an operator stands between two names, and names with", 6),
        ("y ~ x `z`", "unexpected symbol", 6),
        ("y ~ 5 5", "unexpected numeric constant", 6),
        ("y ~ x 'a'", "unexpected string constant", 6),
        ("y ~ x)", "unexpected '\\)'", 5),
        ("y ~ f(x", "unexpected end of input", 7),
        ("y ~ (x", "unexpected end of input", 6),
        ("y ~ x[1", "unexpected end of input", 7),
        ("y ~ x < z < w", "unexpected '<'", 10),
        ("y ~ if", "unexpected end of input", 6),
        ("y ~ df@x", "write the column's name alone", 6),
        ("y ~ x <- 2", "write x < -1", 6),
        ("y ~ x = 2", "write ==", 6),
        ("y ~ x; z", "unexpected ';'", 5),
        ("y ~ _x", "unexpected input", 4),
        ("y ~ \N{GRINNING FACE}", "unexpected input", 4),
        ("y ~ 'abc", "this ' is never closed", 4),
        ("y ~ `abc", "this ` is never closed", 4),
        (r"y ~ '\d'", "unrecognized escape", 5),
        (r"y ~ '\U{110000}'", "invalid Unicode character", 5),
        ("y ~ a::b", "a function must follow '::'", 7),
        ("y ~ `+`(x, z)", "an operator cannot be called by its name", 4),
    ],
)
def test_error_when_the_text_cannot_be_read(text, message, place):
    """R's words, and a caret under the place."""
    with pytest.raises(FormulaError, match=message) as raised:
        parse(text)
    _, shown, caret = str(raised.value).rsplit("\n", 2)
    assert shown[4:] == text
    assert caret == " " * (4 + place) + "^"


def test_error_when_the_formula_is_long():
    """Only the neighbourhood of the place is shown."""
    with pytest.raises(FormulaError) as raised:
        parse("y ~ " + "x + " * 1000 + ")")
    _, shown, caret = str(raised.value).rsplit("\n", 2)
    assert len(shown) < 150
    assert shown[len(caret) - 1] == ")"


@pytest.mark.parametrize(
    "text",
    [
        "y ~ " + "(" * 5000 + "x" + ")" * 5000,
        "y ~ " + "-" * 5000 + "x",
        "y ~ " + "^".join(["x"] * 5000),
        "y ~ " + "f(" * 5000,
        "y ~ I(" + "+".join(["x"] * 10000) + ")",
        "y" + "~ x" * 10000,
        "y ~ " + " * ".join(f"x{i}" for i in range(40)),
        "y ~ (" + "+".join(f"x{i}" for i in range(3000)) + ")^2",
    ],
    ids=lambda text: text[:12],
)
def test_error_when_the_text_is_hostile(text):
    """No depth and no size ends in anything but a FormulaError."""
    with pytest.raises(FormulaError):
        terms_of_expression(parse(text), ())


def test_error_when_the_stack_is_nearly_used_up():
    """The caller's depth makes no difference to the kind of error."""

    def read(levels, name):
        text = f"y ~ {'(' * 90}{name}{')' * 90}"
        return read(levels - 1, name) if levels else parse(text)

    def read_ever_deeper():
        for levels in range(500, 1000, 50):
            read(levels, f"x{levels}")  # a text that was read before would not be read again

    with pytest.raises(FormulaError, match="nested too deeply"):
        read_ever_deeper()


@pytest.mark.parametrize("operator", [" + ", " * ", ":", " - ", "/", " %in% "])
def test_terms_when_there_are_ten_thousand(operator):
    """A chain of operators is no nesting."""
    text = "y ~ " + operator.join(["x"] * 10_000)
    assert len(terms_of_expression(parse(text), ()).labels) == (0 if operator == " - " else 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e999", float("inf")),
        ("9" * 5000, float("inf")),
        ("0x" + "f" * 5000, float("inf")),
        ("0x1p3", 8.0),
        ("0X1FL", 31.0),
        (".5", 0.5),
        ("1.e2L", 100.0),
    ],
    ids=lambda value: str(value)[:8],
)
def test_number_when_written_in_any_form(text, value):
    """Too large ones are infinite, as in R."""
    assert parse(text) == Number(value)


def test_equality_when_numbers_are_typed_differently():
    """R: I(x * 1e5) and I(x * 100000L) are one variable, named by the first."""
    terms = terms_of_expression(parse("y ~ I(x * 1e5) + I(x*100000L)"), ())
    assert terms.labels == ("I(x * 1e+05)",)
    terms = terms_of_expression(parse("y ~ I(x * 100000L) + I(x*1e5)"), ())
    assert terms.labels == ("I(x * 100000)",)
    assert terms.variables[1].name == "I(x * 100000L)"


def test_walk_when_arguments_are_empty():
    """Empty arguments are passed over."""
    node = parse("x[, f(1)]")
    assert [type(n).__name__ for n in walk(node)] == [
        "FunctionCall",
        "Name",
        "FunctionCall",
        "Number",
    ]
    assert depth(node) == 2
    assert deparse(parse("x[1, ]")) == "x[1, ]"
