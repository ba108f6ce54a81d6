"""What no formula may ask for is refused beforehand, in a short message."""

import pandas as pd
import pytest

from pynnet import FormulaError, PynnetError, model_matrix, update_formula

DATA = pd.DataFrame({"x": [0.5, 1.5, 2.5]})


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("~" + " + ".join(["offset(x)"] * 10_000), "more than 25000 names"),
        ("~I(" + " + ".join(["x"] * 20_000) + ")", "more than 25000 names"),
        ("~" + "{" * 3000 + "x" + "}" * 3000, "nested too deeply"),
        ("~" + "function(v)" * 3000 + "x", "nested too deeply"),
        ("~" + "if(x)" * 3000 + "x", "nested too deeply"),
        ("~x" + "[1]" * 3000, "nested too deeply"),
        ("~x" + "(1)" * 3000, "nested too deeply"),
        ("~(function(f) f(f))(function(f) f(f))", "More than 30 calls"),
        ("~sapply(1:1000, function(i) sum(sapply(1:1000, function(j) i * j)))", "more than 20000"),
        ("~I(Reduce(function(a, b) paste0(a, a), 1:60, 'abc'))", "more than 2000000 characters"),
        ("~I(Reduce(function(a, b) c(a, a), 1:60, 1))", "more than 50000000 numbers"),
        ("~bs(x, df = 1e8)", "cannot allocate .* for a spline: more than 20000000"),
        ("~ns(x, df = 1e8)", "cannot allocate .* for a spline: more than 20000000"),
        ("~poly(x, 1e7)", r"cannot allocate .* for poly\(\): more than 20000000"),
        ("~poly(x, x, x, x, x, degree = 200, raw = TRUE)", r"for poly\(\): more than 20000000"),
        ("~cut(x, 31000)", "cannot allocate 31000 x 31000 numbers .* more than 10000 levels"),
        ("~cut(x, 1e6)", r"cannot allocate 1000000 levels for cut\(\): more than 100000"),
        ("~interaction(" + ", ".join(["x"] * 30) + ")", "for an interaction: more than 100000"),
        ("~outer(1:20000, 1:20000)", "cannot allocate 20000 x 20000 numbers for outer"),
        ("~outer(1:20000, 1:20000, pmax)", r"20000 x 20000 numbers for outer\(\)"),
        ("~matrix(1:11000) %*% t(1:11000)", "for the sums of %"),
        ("~rep(x, 1e9)", "from 0 to 100000 elements"),
        ("~rep(rep(x, 3e4), 3e4)", "from 0 to 100000 elements"),
        ("~seq_len(1e9)", "from 0 to 100000 elements"),
        ("~seq(0, 1, by = 1e-9)", "from 0 to 100000 elements"),
        ("~paste(1:1e5, collapse = paste(1:1e5, collapse = ''))", "for paste"),
        ("~Reduce(`+`, 1:30000)", "more than 20000 expressions"),
        (
            "~sapply(1:99, function(i) sapply(1:99, function(j) casefold(strrep('a', 999))))",
            "more than 2000000 characters",
        ),
        ("~diff(1:1e5, differences = 50000)", r"for diff\(\)"),
        ("~rep_len(x, 1e9)", "from 0 to 100000 elements"),
        ("~diag(1e5)", r"100000 x 100000 numbers for diag\(\)"),
        ("~polym(x, x, x, x, x, degree = 200, raw = TRUE)", r"for polym\(\): more than 20000000"),
        ("~formatC(1:1e5, width = 8000)", r"for formatC\(\): more than 100000000"),
        ("~sprintf('%8000d', 1:1e5)", r"for sprintf\(\): more than 100000000"),
        ("~format(1:1e5, width = 8000)", r"for format\(\): more than 100000000"),
        ("~strsplit(strrep('ab', 1e6), '[b]')[[1]]", "that strsplit.. looks through"),
        ("~tapply(1:30000, 1:30000, function(v) v)", "more than 20000 expressions"),
        ("~ave(1:30000, 1:30000, FUN = function(v) v)", "more than 20000 expressions"),
        ("~" + "*".join(f"I(x + {k})" for k in range(16)), "more than 200000 variables"),
        ("~" + "/".join(f"I(x + {k})" for k in range(900)), "more than 200000 variables"),
        ("~" + "a" * 10**6, "1000001 characters, more than 1000000"),
        ("~'" + "a" * 900_000, "never closed"),
        ("~x" + "\\" * 900_000, "more than 25000 names"),
    ],
)
def test_error_when_a_formula_asks_for_too_much(formula, message):
    """The limit is named, and the formula is not quoted whole."""
    with pytest.raises(PynnetError, match=message) as raised:
        model_matrix(formula, DATA)
    assert len(str(raised.value)) < 400


def test_error_when_an_updated_formula_is_long():
    """Update reads a formula by the same limits."""
    with pytest.raises(FormulaError, match="more than 25000 names"):
        update_formula("y ~ " + " + ".join(["x"] * 15_000), "~ . + z")


def test_call_when_a_function_is_written_in_brackets():
    """A function in brackets is called with the column: R gives 1.5, 2.5, 3.5."""
    made = model_matrix("~(function(v) v + 1)(x)", DATA)
    assert list(made.columns) == ["(Intercept)", "(function(v) v + 1)(x)"]
    assert made.iloc[:, 1].tolist() == [1.5, 2.5, 3.5]


def test_error_when_dots_stand_for_many_columns():
    """12,000 dots of 1,000 columns would be 12,000,000 terms."""
    wide = pd.DataFrame([[1.0] * 1000] * 3).rename(columns=lambda c: f"x{c}")
    with pytest.raises(FormulaError, match="more than 200000 variables"):
        model_matrix("~ " + " + ".join(["."] * 12_000), wide)
    assert model_matrix("~ . + . + .", wide).shape == (3, 1001)


def test_error_when_factors_are_crossed():
    """Levels by levels have no columns to be named; one factor of many levels has no contrast."""
    many = pd.DataFrame({"g": pd.Categorical([f"{i}" for i in range(3000)])})
    many["h"] = many["g"]
    with pytest.raises(PynnetError, match="8999999 columns for the design matrix: more than"):
        model_matrix("~ g * h", many)
    more = pd.DataFrame({"g": pd.Categorical([f"{i}" for i in range(100_000)])})
    with pytest.raises(PynnetError, match="100000 x 100000 numbers for the contrast of 'g'"):
        model_matrix("~ g", more)


def test_design_is_made_when_it_grows_with_the_data():
    """Columns that are there already, and low degrees, have no limit."""
    from pynnet._formula.limits import check_size, check_work

    check_size(10**7, 300, "the design matrix", of_data=10**7 * 300)
    check_work(10**8, 20, "poly()")
    with pytest.raises(PynnetError):
        check_size(10**7, 300, "the design matrix", of_data=10**7)
    with pytest.raises(PynnetError):
        check_work(10**7, 21, "poly()")


def test_updates_of_deep_formulas_end():
    """A formula updated a hundred times is the formula, or an error of pynnet's."""
    formula = "y ~ x"
    for _ in range(40):
        formula = update_formula(formula, "~ (.) + log(x) - z")
    assert formula == "y ~ x + log(x)"
    deep = "~ (.)" + "".join(f" * I(x + {k})" for k in range(20))
    with pytest.raises(FormulaError, match="more than 200000"):
        update_formula(formula, deep)
