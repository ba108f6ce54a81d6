"""Names that are no columns: env=, the caller's variables, and what must stay out of reach."""

from __future__ import annotations

import os
import pickle
import subprocess
from subprocess import run

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, FormulaError, model_matrix, nnet
from pynnet._formula import FormulaArguments, build_design

DATA = pd.DataFrame(
    {"y": [0.1, 0.2, 0.3, 0.4], "x": [1.0, 2, 3, 4], "g": list("abab"), "l": [True, False] * 2}
)
POWER = 3
MODULES = (os, subprocess, run)  # in reach of who reads this module's names


def cubed(x, times=1):
    return times * x**3


def column(formula, env=None):
    return model_matrix(f"~ 0 + {formula}", DATA, env=env).iloc[:, 0].tolist()


def test_constant_when_it_is_the_callers():
    """Locals come before globals; the data come before both."""
    half = 0.5
    x = "not this one"
    assert half
    assert x
    other = [4.0, 3, 2, 1]
    matrix = model_matrix("~ I(x * half) + I(x^POWER) + other + poly(other, 1)", DATA)
    assert matrix["I(x * half)"].tolist() == [0.5, 1, 1.5, 2]
    assert matrix["I(x^POWER)"].tolist() == [1, 8, 27, 64]
    assert matrix["other"].tolist() == other
    assert matrix["poly(other, 1)"].tolist() == column("poly(5 - x, 1)")


def test_function_when_it_is_passed():
    """A function is called with arrays and plain numbers."""
    assert column("cubed(x)", {"cubed": cubed}) == [1, 8, 27, 64]
    assert column("cubed(x, times = 2)", {"cubed": cubed}) == [2, 16, 54, 128]


def test_error_when_a_function_or_text_is_the_callers():
    """A formula reaches neither unasked; the message says how to pass it."""
    label, labels = "secret", ["a", "b", "a", "b"]
    assert len(label) > len(labels)
    with pytest.raises(FormulaError, match=r'function of yours.*env=\{"cubed": cubed\}'):
        column("cubed(x)")
    with pytest.raises(FormulaError, match=r"'cubed' is a function of yours"):
        column("cubed")
    for name in ("label", "labels"):
        with pytest.raises(FormulaError, match=rf'text of yours.*env=\{{"{name}": {name}\}}'):
            model_matrix(f"~ paste0(g, {name})", DATA)


def test_array_when_it_is_the_callers():
    """Arrays of any kind, and lists of numbers, are within reach; the nearest variable counts."""
    texts, factor = np.array(list("pqpq")), pd.Categorical(list("qpqp"))
    series, numbers = pd.Series([1.0, 2, 3, 4]), (1, 2, None, 4)
    matrix = model_matrix("~ texts + factor + series", DATA)
    assert list(matrix) == ["(Intercept)", "textsq", "factorq", "series"]
    assert model_matrix("~ numbers", DATA)["numbers"].tolist() == [1, 2, 4]
    assert numbers
    assert series is not factor
    assert texts[0] == "p"

    POWER = "three"
    assert POWER
    with pytest.raises(FormulaError, match="'POWER' is text of yours"):
        model_matrix("~ I(x^POWER)", DATA)


@pytest.mark.parametrize("env", ["untrusted", {}])
def test_names_when_the_formula_is_a_strangers(env):
    """Columns and R's functions are in reach, nothing else."""
    assert column("log(x)", env) == np.log(DATA["x"]).tolist()
    for formula in ("I(x^POWER)", "cubed(x)", "DATA"):
        with pytest.raises(FormulaError, match=r"not found|could not find"):
            column(formula, env)
    with pytest.raises(ArgumentError, match=r"env must be a mapping of names .* got 'trusted'"):
        column("x", "trusted")


def test_names_when_env_is_given():
    """A mapping takes the place of the caller's variables."""
    assert column("I(x^p)", env={"p": 2}) == [1, 4, 9, 16]
    for formula in ("I(x^POWER)", "cubed(x)"):
        with pytest.raises(FormulaError, match=r"not found|could not find"):
            column(formula, env={})


def test_name_when_env_shadows_what_is_offered():
    """What the user passes comes before R's functions; what lies about does not."""

    def sqrt(x):
        return -x

    assert sqrt(1) == -1
    with pytest.warns(FitWarning, match=r"sqrt\(\) is R's here.*env=\{\"sqrt\": sqrt\}"):
        matrix = model_matrix("~ 0 + sqrt(x)", DATA)
    assert matrix.iloc[3, 0] == 2
    assert column("sqrt(x)", env={"sqrt": sqrt}) == [-1, -2, -3, -4]
    assert column("pi:x", env={"pi": [1.0, 1, 1, 0]}) == [1, 2, 3, 0]


def test_function_when_it_gets_its_arguments():
    """Arrays are copies, factors are Categoricals, single values are Python's."""
    got = []

    def keep(*values, **named):
        got.append((values, named))
        values[0][0] = 99
        return np.zeros(4)

    column('keep(x, 2, 3L, "a", TRUE, NULL, -1, k = l)', env={"keep": keep})
    (x, two, three, text, true, null, minus), named = got[0]
    assert x.tolist() == [99, 2, 3, 4]
    assert DATA["x"][0] == 1.0
    assert (two, three, text, true, null, minus) == (2.0, 3, "a", True, None, -1.0)
    assert type(three) is int
    assert named["k"].dtype == bool
    column(
        "keep(as.factor(g), x > 1, cbind(x, y), g)", env={"keep": lambda *v: got.append(v) or v[1]}
    )
    factor, truth, matrix, texts = got[1]
    assert isinstance(factor, pd.Categorical)
    assert truth.dtype == bool
    assert matrix.shape == (4, 2)
    assert texts.tolist() == list("abab")


def test_function_when_it_meets_missing_values():
    """A missing logical is None, a missing number NaN."""
    got = []
    data = DATA.assign(l=pd.array([True, None, False, True]))
    model_matrix("~ f(l)", data, env={"f": lambda v: got.append(v) or np.ones(4)})
    assert got[0].tolist() == [True, None, False, True]


@pytest.mark.parametrize(
    ("result", "names"),
    [
        (np.ones(4), ["f(x)"]),
        ([1, 2, 3, 4], ["f(x)"]),
        (pd.Series([1.0, 2, 3, 4], index=list("wxyz")), ["f(x)"]),
        (np.ones((4, 2)), ["f(x)1", "f(x)2"]),
        (pd.DataFrame({"a": [1.0] * 4, "b": [2] * 4}), ["f(x)a", "f(x)b"]),
        (np.array(list("pqpq")), ["f(x)q"]),
        (pd.Categorical(list("pqpq"), categories=list("qp")), ["f(x)p"]),
        (np.array([True, False, True, True]), ["f(x)TRUE"]),
    ],
)
def test_columns_when_a_function_returns(result, names):
    """Whatever has a value for each row will do."""
    matrix = model_matrix("~ f(x)", DATA, env={"f": lambda _: result})
    assert list(matrix.columns) == ["(Intercept)", *names]


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (None, "returned None"),
        (3.0, r"variable lengths differ \(found for 'f\(x\)'\)"),
        (np.ones(3), "variable lengths differ"),
        (object(), "must be a column|must return an array"),
        (np.ones((4, 2, 2)), "3 dimensions"),
        (np.array([["a", "b"]] * 4), "does not hold numbers"),
    ],
)
def test_error_when_a_function_returns_no_column(result, message):
    """The message says which function and what it returned."""
    with pytest.raises(DataError, match=message):
        model_matrix("~ f(x)", DATA, env={"f": lambda _: result})


def test_error_when_the_users_function_fails():
    """Its own exception comes through, with its traceback."""
    with pytest.raises(ZeroDivisionError):
        column("f(x)", env={"f": lambda _: 1 / 0})
    with pytest.raises(TypeError, match="positional"):
        column("f(x, 1)", env={"f": lambda x: x})


@pytest.mark.parametrize(
    "formula",
    [
        *("os", "run('true')", "subprocess", "MODULES[1]", "os::system('true')", "open('x')"),
        *("`__builtins__`", "`__import__`('os')", "`__name__`", "eval('1')", "pd", "print(x)"),
        *("DATA", "column", "pytest", "os$system('true')", "x.__class__", "getattr(x, 'T')"),
        *("np.ones(4)", "`np.ones`(4)", "type(x)", "Environment(x)", "find('log')"),
    ],
)
def test_error_when_a_name_is_not_offered(formula):
    """Modules, builtins, imported functions, frames and dunder names are out of reach."""
    with pytest.raises((FormulaError, DataError)):
        model_matrix(f"y ~ {formula}", DATA)


def test_error_when_env_is_no_mapping():
    """The message says what it must be."""
    with pytest.raises(ArgumentError, match=r"env must be a mapping.*got list"):
        model_matrix("~ x", DATA, env=["x"])
    with pytest.raises(ArgumentError, match="'env' goes with a formula"):
        nnet(np.ones((3, 1)), [0.0, 1, 0], size=1, env={})


def test_error_when_a_series_has_another_index():
    """Rows are not matched by chance."""
    with pytest.raises(DataError, match="another index"):
        column("s", env={"s": pd.Series([1.0, 2, 3, 4], index=list("wxyz"))})


def test_plan_when_pickled():
    """Constants stay; a function is found again where it was defined, or named."""
    p = 2
    assert p
    env = {"p": p, "cubed": cubed}
    spec = build_design("y ~ I(x^p) + cubed(x)", DATA, FormulaArguments(env=env)).spec
    again = pickle.loads(pickle.dumps(spec))
    expected = [[1.0, 25.0, 125.0]]
    assert again.design({"x": [5.0], "y": [0.0]}).matrix.tolist() == expected
    twice = pickle.loads(pickle.dumps(again))
    assert twice.design({"x": [5.0], "y": [0.0]}).matrix.tolist() == expected
    lost = pickle.loads(
        pickle.dumps(build_design("~ f(x)", DATA, FormulaArguments(env={"f": lambda v: v})).spec)
    )
    with pytest.raises(FormulaError, match='could not find function "f": functions are not saved'):
        lost.design(DATA)


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_predict_when_a_constant_has_changed():
    """The fit keeps the value that it was made with."""
    p = 2
    fit = nnet("y ~ I(x^p)", DATA, size=1, seed=1, maxit=200, trace=False)
    before = fit.predict(DATA).tolist()
    p = 3
    assert p == 3
    assert fit.predict(DATA).tolist() == before
    named = nnet("y ~ f(x)", DATA, size=1, seed=1, maxit=200, trace=False, env={"f": np.square})
    assert named.predict(DATA).tolist() == before
