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
        ("~I(Reduce(function(a, b) paste0(a, a), 1:60, 'abc'))", "more than 50000000"),
        ("~bs(x, df = 1e6)", "cannot allocate"),
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
