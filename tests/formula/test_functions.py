"""Functions and operators of formulas, equal to R in every bit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, FormulaError, RWarning
from pynnet._data.collation import sort_strings

from ..support import make_design

# Made in R from x and w by sprintf("%a", eval(parse(text = expression))).
X = [-2.5, -0.3, 0.0, 0.1, 0.7, 1.0, 3.3, 1e5]
W = [1e-300, 0.1, 0.5, 0.9, 1.0, 2.0, 10.0, 1234.5678]
FROM_R = [
    (
        "exp(x)",
        [
            "0x1.50385c094f425p-4",
            "0x1.7b4c869c37c05p-1",
            "0x1p+0",
            "0x1.1aec7b35a00d4p+0",
            "0x1.01c2a61268987p+1",
            "0x1.5bf0a8b145769p+1",
            "0x1.b1cd5e7807b7bp+4",
            "Inf",
        ],
    ),
    (
        "log(w)",
        [
            "-0x1.5963447f87fb5p+9",
            "-0x1.26bb1bbb55515p+1",
            "-0x1.62e42fefa39efp-1",
            "-0x1.af8e8210a415cp-4",
            "0x0p+0",
            "0x1.62e42fefa39efp-1",
            "0x1.26bb1bbb55516p+1",
            "0x1.c7951d51791d7p+2",
        ],
    ),
    (
        "log2(w)",
        [
            "-0x1.f24a09f1a8b89p+9",
            "-0x1.a934f0979a371p+1",
            "-0x1p+0",
            "-0x1.374d65d9e608dp-3",
            "0x0p+0",
            "0x1p+0",
            "0x1.a934f0979a371p+1",
            "0x1.48a21f60ffaf4p+3",
        ],
    ),
    (
        "log10(w)",
        [
            "-0x1.2cp+8",
            "-0x1p+0",
            "-0x1.34413509f79ffp-2",
            "-0x1.76d869b02a02ep-5",
            "0x0p+0",
            "0x1.34413509f79ffp-2",
            "0x1p+0",
            "0x1.8bb6c3010753bp+1",
        ],
    ),
    (
        "log(w, 3)",
        [
            "-0x1.3a62af8c2dd56p+9",
            "-0x1.0c468ef9537c1p+1",
            "-0x1.430939835353dp-1",
            "-0x1.88d1df2a6f82ep-4",
            "0x0p+0",
            "0x1.430939835353dp-1",
            "0x1.0c468ef9537c2p+1",
            "0x1.9eb0651f2bedep+2",
        ],
    ),
    (
        "sqrt(w)",
        [
            "0x1.a2fe76a3f9475p-499",
            "0x1.43d136248490fp-2",
            "0x1.6a09e667f3bcdp-1",
            "0x1.e5b9d136c6d96p-1",
            "0x1p+0",
            "0x1.6a09e667f3bcdp+0",
            "0x1.94c583ada5b53p+1",
            "0x1.191761cc918fp+5",
        ],
    ),
    (
        "x^3",
        [
            "-0x1.f4p+3",
            "-0x1.ba5e353f7ced8p-6",
            "0x0p+0",
            "0x1.0624dd2f1a9fdp-10",
            "0x1.5f3b645a1cabfp-2",
            "0x1p+0",
            "0x1.1f7ef9db22d0ep+5",
            "0x1.c6bf52634p+49",
        ],
    ),
    (
        "w^0.3",
        [
            "0x1.04bd984990e92p-299",
            "0x1.009b9cf334253p-1",
            "0x1.9fdf8bcce533ep-1",
            "0x1.f011d8cfc7493p-1",
            "0x1p+0",
            "0x1.3b2c47bff8329p+0",
            "0x1.fec982d5bb8afp+0",
            "0x1.0ec5bec4de956p+3",
        ],
    ),
    (
        "w^-1",
        [
            "0x1.7e43c8800759bp+996",
            "0x1.4p+3",
            "0x1p+1",
            "0x1.1c71c71c71c72p+0",
            "0x1p+0",
            "0x1p-1",
            "0x1.999999999999ap-4",
            "0x1.a8ac5e5c399b5p-11",
        ],
    ),
    (
        "x^2",
        [
            "0x1.9p+2",
            "0x1.70a3d70a3d70ap-4",
            "0x0p+0",
            "0x1.47ae147ae147cp-7",
            "0x1.f5c28f5c28f5bp-2",
            "0x1p+0",
            "0x1.5c7ae147ae147p+3",
            "0x1.2a05f2p+33",
        ],
    ),
    (
        "x %% 0.7",
        [
            "0x1.333333333333p-2",
            "0x1.9999999999999p-2",
            "0x0p+0",
            "0x1.999999999999ap-4",
            "0x0p+0",
            "0x1.3333333333334p-2",
            "0x1p-1",
            "0x1.9999999a094p-4",
        ],
    ),
    (
        "x %/% 0.7",
        ["-0x1p+2", "-0x1p+0", "0x0p+0", "0x0p+0", "0x1p+0", "0x1p+0", "0x1p+2", "0x1.17048p+17"],
    ),
    (
        "x %% -0.7",
        [
            "-0x1.999999999999cp-2",
            "-0x1.3333333333333p-2",
            "0x0p+0",
            "-0x1.3333333333333p-1",
            "0x0p+0",
            "-0x1.9999999999998p-2",
            "-0x1.9999999999998p-3",
            "-0x1.33333333254p-1",
        ],
    ),
    (
        "5 %% w",
        [
            "0x0p+0",
            "0x1.9999999999986p-4",
            "0x0p+0",
            "0x1.ffffffffffffep-2",
            "0x0p+0",
            "0x1p+0",
            "0x1.4p+2",
            "0x1.4p+2",
        ],
    ),
    ("1e15 %% 0.7", ["0x1.da9p-2"]),
    (
        "x %% Inf",
        [
            "Inf",
            "Inf",
            "0x0p+0",
            "0x1.999999999999ap-4",
            "0x1.6666666666666p-1",
            "0x1p+0",
            "0x1.a666666666666p+1",
            "0x1.86ap+16",
        ],
    ),
    (
        "-x %% Inf",
        ["0x1.4p+1", "0x1.3333333333333p-2", "-0x0p+0", "Inf", "Inf", "Inf", "Inf", "Inf"],
    ),
    ("Inf %% 3", ["NA"]),
    (
        "x %/% Inf",
        ["-0x1p+0", "-0x1p+0", "0x0p+0", "0x0p+0", "0x0p+0", "0x0p+0", "0x0p+0", "0x0p+0"],
    ),
    ("x %% 0", ["NA", "NA", "NA", "NA", "NA", "NA", "NA", "NA"]),
    ("x %/% 0", ["-Inf", "-Inf", "NA", "Inf", "Inf", "Inf", "Inf", "Inf"]),
    ("(-8)^(1/3)", ["NA"]),
    ("0^-1", ["Inf"]),
    ("(-Inf)^3", ["-Inf"]),
    ("(-Inf)^-3", ["0x0p+0"]),
    ("(-2)^1025", ["-Inf"]),
    ("2^1025", ["Inf"]),
    ("NA^0", ["0x1p+0"]),
    ("1^NA", ["0x1p+0"]),
]
DATA = {
    "x": X,
    "w": W,
    "l": [True, False, None, True, True, False, None, False],
    "m": [True, None, None, False, True, True, False, False],
    "ch": ["v", "u", None, "w", "u", "Z", "v", "v"],
    "g": pd.Categorical(list("BACABACA")),
    "o": pd.Categorical(list("LMHLMHLM"), categories=["L", "M", "H"], ordered=True),
}


def value(expression: str, data=DATA):
    """The value of an expression, as the response of a model."""
    return make_design(f"{expression} ~ 1", data, na_action="pass").response


@pytest.mark.filterwarnings("ignore:probable complete loss of accuracy in modulus")
@pytest.mark.parametrize(("expression", "recorded"), FROM_R)
def test_value_when_computed_by_r(expression, recorded):
    """Every bit is R's, the sign of zero too."""
    data = DATA if len(recorded) == 8 else {"x": [0.0]}
    expected = np.array([float("nan") if v == "NA" else float.fromhex(v) for v in recorded])
    got = value(f"I({expression})", data)
    same = got.view(np.int64) == expected.view(np.int64)
    assert (same | (np.isnan(got) & np.isnan(expected))).all()


DAY = 'as.Date("2020-02-29")'


@pytest.mark.parametrize(
    ("expression", "expected"),
    [  # R 4.5: as.numeric(expression), of text as.numeric of it
        (f'c("0", {DAY})', [0, 18321]),
        (f'append("0", {DAY})', [0, 18321]),
        (f'union("0", {DAY})', [0, 18321]),
        (f'union({DAY}, "0")', [18321, 0]),
        (f'intersect("18321", {DAY})', [18321]),
        (f'replace("0", 1, {DAY})', [18321]),
        (f'ifelse(c(TRUE, FALSE), "0", {DAY})', [0, 18321]),
        (f"nchar({DAY})", [5]),
        ("append(ch[0], 1)", [1]),
        ("formatC(123.456, 5)", [123.46]),
        ("formatC(2.5, 5, 9)", [2.5]),
        ("seq(FALSE)", [1]),
        ("seq(TRUE, by = -1)", [1]),
        ("weighted.mean(c(1L, 100000L), c(1L, 100000L))", [np.nan]),
        ("weighted.mean(c(1L, 3L), c(1L, 1L))", [2]),
        ("seq(FALSE, FALSE, by = 2)", [0]),
        ("rep(1:3, 2, 1)", [1]),
        ("rep(1:2, 1, NA, 2)", [1, 1, 2, 2]),
        ("signif(123456, 1e300)", [1e5]),
        ("signif(123456, Inf)", [123456]),
        ("signif(123456, -Inf)", [1e5]),
        ("mean(c(1, NA), na.rm = 1)", [np.nan]),
        ("mean(c(1, NA), na.rm = TRUE)", [1]),
        ("pexp(1, -Inf)", [-np.inf]),
        ("pexp(1, -Inf, FALSE)", [np.inf]),
        ("pexp(1, Inf)", [1]),
        ("head(1:5, 2.5)", [1, 2]),
        ("head(1:5, -2.5)", [1, 2]),
        ("tail(1:5, 2.5)", [3, 4, 5]),
        ("tail(1:5, -0.5)", [1, 2, 3, 4, 5]),
        ("findInterval(c(-1, 0, 5), 0, all.inside = TRUE)", [1, 0, 0]),
        ("quantile(c(TRUE, FALSE), c(0.5, 1), type = 1)", [0, 1]),
    ],
)
def test_values_of_odd_arguments(expression, expected):
    """R's, for arguments by their places and of kinds that few give."""
    got = value(f"I(rep(as.numeric({expression}), length.out = 8))")
    assert np.array_equal(got, np.resize(np.array(expected, dtype=float), 8), equal_nan=True)
    length = value(f"I(x * 0 + length({expression}))")
    assert length[0] == len(expected)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (f'append("a", {DAY}, 0)', "character string is not in a standard unambiguous format"),
        (f'replace({DAY}, 1, "a")', "dates by text"),
        ("replace(2.5, g, 1)", "beyond the last"),
        ("duplicated(g, TRUE)", "incomparables"),
        ("weighted.mean(x, w, TRUE)", r"unused argument \(TRUE\)"),
        ("embed(x, 2.5)", "wrong embedding dimension"),
        ("embed(x, 0)", "wrong embedding dimension"),
        ("cut(x, x[0])", "invalid number of intervals"),
        ("ns(0 * x)", "ns\\(\\) of a single value"),
    ],
)
def test_odd_arguments_are_refused(expression, words):
    """Where R gives something else than what one would think, or what is not offered."""
    with pytest.raises((DataError, FormulaError), match=words):
        value(expression)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [  # R: as.integer(expression), NA written as -1
        ("!l", [0, 1, -1, 0, 0, 1, -1, 1]),
        ("l & m", [1, 0, -1, 0, 1, 0, 0, 0]),
        ("l | m", [1, -1, -1, 1, 1, 1, -1, 0]),
        ("x > 0 & l", [0, 0, 0, 1, 1, 0, -1, 0]),
        ('ch == "u"', [0, 1, -1, 0, 1, 0, 0, 0]),
        ('ch > "u"', [1, 0, -1, 1, 0, 1, 1, 1]),
        ('g == "A"', [0, 1, 0, 1, 0, 1, 0, 1]),
        ('g != "A"', [1, 0, 1, 0, 1, 0, 1, 0]),
        ('o >= "M"', [0, 1, 1, 0, 1, 1, 0, 1]),
        ('o < "nosuch"', [-1] * 8),
        ('x == "0.1"', [0, 0, 0, 1, 0, 0, 0, 0]),
        ("l == TRUE", [1, 0, -1, 1, 1, 0, -1, 0]),
        ('ch %in% c("u", "Z")', [0, 1, 0, 0, 1, 1, 0, 0]),
        ("!x", [0, 0, 1, 0, 0, 0, 0, 0]),
    ],
)
def test_logic_when_values_are_missing(expression, expected):
    """Missing is neither true nor false; text compares in the collation, levels in their order."""
    got = value(f"I({expression})")
    assert np.nan_to_num(got, nan=-1).tolist() == expected


def test_text_when_collation_is_c():
    """Capitals come first by code points."""
    design = make_design('I(ch > "u") ~ 1', DATA, na_action="pass", collation="C")
    assert np.nan_to_num(design.response, nan=-1).tolist() == [1, 0, -1, 1, 0, 0, 1, 1]


def test_sorting_when_strings_are_mixed():
    """R: sort(x), in a UTF-8 locale; accents decide after letters, capitals after accents."""
    shuffled = ["b", "A", "é", "a b", "Z", "a_b", "e", "E", "10", "a", "f", "É", "2", "B"]
    expected = ["10", "2", "a", "A", "a b", "a_b", "b", "B", "e", "E", "é", "É", "f", "Z"]
    assert sort_strings(shuffled, "en") == expected
    assert sort_strings(["b", "A", "a"], "C") == ["A", "a", "b"]


@pytest.mark.parametrize(
    ("expression", "levels", "codes"),
    [
        ("factor(ch)", "u v w Z", [1, 0, -1, 2, 0, 3, 1, 1]),
        ('factor(g, levels = c("C", "A"))', "C A", [-1, 1, 0, 1, -1, 1, 0, 1]),
        ('factor(g, labels = c("u", "v", "u"))', "u v", [1, 0, 0, 0, 1, 0, 0, 0]),
        ('factor(o, labels = "q")', "q1 q2 q3", [0, 1, 2, 0, 1, 2, 0, 1]),
        ("factor(l)", "FALSE TRUE", [1, 0, -1, 1, 1, 0, -1, 0]),
        ("factor(x > 0, labels = c('neg', 'pos'))", "neg pos", [0, 0, 0, 1, 1, 1, 1, 1]),
        ("as.factor(w)", "1e-300 0.1 0.5 0.9 1 2 10 1234.5678", [0, 1, 2, 3, 4, 5, 6, 7]),
        ("ordered(g)", "A B C", [1, 0, 2, 0, 1, 0, 2, 0]),
        ("as.ordered(g)", "A B C", [1, 0, 2, 0, 1, 0, 2, 0]),
        ('as.ordered(factor(g, levels = c("C", "Z", "A")))', "C A", [-1, 1, 0, 1, -1, 1, 0, 1]),
        ("factor(l, levels = c(1, 0))", "1 0", [0, 1, -1, 0, 0, 1, -1, 1]),
        ("ordered(l, levels = c(0, 1))", "0 1", [1, 0, -1, 1, 1, 0, -1, 0]),
        ("factor(l, levels = c(1, 0), exclude = TRUE)", "0", [-1, 0, -1, -1, -1, 0, -1, 0]),
        ("factor(x > 0, exclude = 1)", "FALSE", [0, 0, 0, -1, -1, -1, -1, -1]),
        ("factor(0 + (x > 0), exclude = TRUE)", "0 1", [0, 0, 0, 1, 1, 1, 1, 1]),
        ("cut(x, c(NA, -1, 0, NaN, 1))", "(-1,0] (0,1]", [-1, 0, 0, 1, 1, 1, -1, -1]),
    ],
)
def test_factor_when_made_in_a_formula(expression, levels, codes):
    """Levels and codes are R's."""
    got = value(expression)
    assert list(got.categories) == levels.split()
    assert got.codes.tolist() == codes
    assert bool(got.ordered) == ("ordered" in expression or "(o" in expression)


def test_class_ind_when_a_class_is_missing():
    """R: class.ind(ch); the row of a missing class is zero."""
    design = make_design("class.ind(ch) ~ 1", DATA, na_action="pass")
    assert design.response_names == ("u", "v", "w", "Z")
    assert design.response[2].tolist() == [0, 0, 0, 0]
    assert design.response[5].tolist() == [0, 0, 0, 1]


def test_cbind_when_arguments_are_of_all_kinds():
    """R: cbind(x, log(w), b = l, g, 1, cbind(o)); names come from symbols and arguments."""
    design = make_design("cbind(x, log(w), b = l, g, 1, cbind(o)) ~ 1", DATA, na_action="pass")
    assert design.response_names == ("x", "", "b", "g", "", "o")
    assert design.response[1].tolist() == [-0.3, np.log(0.1), 0.0, 1.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("expression", "error", "message"),
    [  # R's words
        ("log(g)", DataError, "‘log’ not meaningful for factors"),
        ("log(ch)", DataError, "non-numeric argument to mathematical function"),
        ("I(ch + 1)", DataError, "non-numeric argument to binary operator"),
        ("I(-ch)", DataError, "invalid argument to unary operator"),
        ("I(!ch)", DataError, "invalid argument type"),
        ("I(ch & l)", DataError, "operations are possible only for numeric, logical"),
        ("log()", FormulaError, 'argument "x" is missing, with no default'),
        ("log(x, 2, 3)", FormulaError, r"unused argument \(3\)"),
        ("log(x, foo = 2)", FormulaError, r"unused argument \(foo = 2\)"),
        ("log(x = x, x = w)", FormulaError, "matched by multiple actual arguments"),
        ("nosuch(x)", FormulaError, 'could not find function "nosuch". Pass your own as env='),
        ("sqrtt(x)", FormulaError, 'could not find function "sqrtt". Did you mean sqrt'),
        ("np.log(x)", FormulaError, 'could not find function "np.log". Did you mean log'),
        ("np.nosuch(x)", FormulaError, 'could not find function "np.nosuch". Pass your own'),
        ("Q('x')", FormulaError, "A name of any letters stands between backquotes, `my column`."),
        ("center(x)", FormulaError, "Write scale.x, scale = FALSE."),
        ("log", FormulaError, r"invalid type \(special\) for variable 'log'"),
        ("exp", FormulaError, r"invalid type \(builtin\) for variable 'exp'"),
        ("factor", FormulaError, r"invalid type \(closure\) for variable 'factor'"),
        ("factor(g, labels = c('a', 'b'))", DataError, "invalid 'labels'; length 2 should be"),
        ("factor(g, levels = c('A', 'A'))", DataError, r"factor level \[2\] is duplicated"),
        ("factor(g, ordered = 'yes')", FormulaError, "neither"),
        ("factor(cbind(x))", DataError, "matrix"),
        ("as.factor(cbind(x))", DataError, "matrix"),
        ("I(x && l)", FormulaError, "'length = 8' in coercion to 'logical"),
        ("I(x || l)", FormulaError, "'length = 8' in coercion to 'logical"),
        ("I(g + o)", DataError, 'Incompatible methods \\("Ops.ordered", "Ops.factor"\\)'),
        ("I(cbind(x, w) > 0)", DataError, "matrix"),
        ("I(cbind(x, w) + cbind(x))", DataError, "non-conformable arrays"),
        ("cbind(ch)", DataError, "text"),
        ("cbind(x, c(1, 2))", DataError, "number of rows of result is not a multiple"),
        ("c(g)", DataError, "factors"),
        ("log(NULL)", DataError, "NULL"),
        ("I(NULL)", DataError, "NULL"),
        ("log(x, )", FormulaError, "empty"),
        ("rep(rep(x, 0), length.out = 3)", DataError, "there is nothing to repeat"),
        ("x[1]", DataError, r"variable lengths differ \(found for 'x\[1\]'\)"),
        ("tanhh(x)", FormulaError, r"Did you mean tanh\(\)\?"),
        ("NULL", FormulaError, r"invalid type \(NULL\)"),
        ("c()", FormulaError, r"invalid type \(NULL\)"),
        ("cbind()", FormulaError, r"invalid type \(NULL\)"),
        ("pi", DataError, "variable lengths differ \\(found for 'pi'\\)"),
        ("NA", DataError, "variable lengths differ"),
    ],
)
def test_error_when_a_call_makes_no_sense(expression, error, message):
    """R's words, then the remedy."""
    with pytest.raises(error, match=message):
        value(expression)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("I(g + 1)", "‘\\+’ not meaningful for factors"),
        ("I(-g)", "‘-’ not meaningful for factors"),
        ("I(!g)", "‘!’ not meaningful for factors"),
        ("I(g & l)", "‘&’ not meaningful for factors"),
        ('I(g < "B")', "‘<’ not meaningful for factors"),
        ("I(o * 2)", "'\\*' is not meaningful for ordered factors"),
    ],
)
def test_warning_when_a_factor_is_computed_with(expression, message):
    """R warns, and all values are missing."""
    with pytest.warns(RWarning, match=message):
        assert np.isnan(value(expression)).all()


def test_warning_when_a_logarithm_is_undefined():
    """R: NaNs produced, once for a call."""
    with pytest.warns(RWarning, match="NaNs produced"):
        assert np.isnan(value("log(x)")[:2]).all()


def test_recycling_when_lengths_do_not_fit():
    """R repeats the shorter side and warns."""
    with pytest.warns(RWarning, match="longer object length is not a multiple"):
        assert value("I(x + c(1, 2, 3))")[3] == 1.1
    assert value("I(w * c(1, 0))").tolist()[1::2] == [0.0] * 4


def test_matrix_when_it_is_computed_with():
    """A vector runs down the columns; names are those of the first matrix that has some."""
    design = make_design("I(-cbind(x, w)^2 + x) ~ 1", DATA)
    assert design.response_names == ("x", "w")
    assert design.response[4].tolist() == [-(0.7 * 0.7) + 0.7, -1.0 + 0.7]
    design = make_design("exp(cbind(x)) ~ 1", {"x": [0.0, 1000.0]})
    assert design.response.tolist() == [[1.0], [float("inf")]]


def test_constants_when_columns_have_their_names():
    """A column T hides the constant; functions are looked up apart from columns."""
    assert value("I(x * T)").tolist() == X
    assert value("log(log)", {"log": [1.0], "T": [2.0]}).tolist() == [0.0]
    assert value("I(T)", {"T": [2.0]}).tolist() == [2.0]
    assert value("I(x + pi)")[2] == np.pi
