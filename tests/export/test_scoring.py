"""Fits scored elsewhere: every network of the comparison with R, in C, SQLite and DuckDB."""

import re
import shutil
import sqlite3
import sys

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FormulaError, multinom, nnet
from tests.export.scoring import by_c, by_duckdb, by_onnx, by_sqlite, decided, expected
from tests.support import interop

pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")

needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="there is no C compiler here")
QUIET = {"trace": False, "seed": 1, "maxit": 20}
DATA = pd.DataFrame(
    {
        "x": [0.5, 1.5, 2.5, 4.0, 5.5, -1.0, 3.25, 2.0],
        "z": [1.0, 4.0, 2.0, 3.0, 1.5, 0.5, 2.5, 3.5],
        "g": list("abcabcab"),
        "t": [True, False, True, True, False, False, True, False],
        "y": list("pqpqqppq"),
        "n": [1.0, 2.0, 2.5, 1.0, 0.0, 3.0, 1.25, 2.0],
    }
)


# Every network of the comparison with R ----------------------------------------------------------


def faults_of(name, answer, wanted, tolerance):
    """What differs of the outputs, by more than a tolerance in units of 1, or of the classes."""
    (outputs, classes), (raw, labels) = answer, wanted
    found = []
    if not np.array_equal(np.isnan(outputs), np.isnan(raw)):
        found.append(f"{name}: other rows are missing")
    with np.errstate(invalid="ignore"):
        gap = np.abs(outputs - raw) / np.maximum(1, np.abs(raw))
    if (gap[~np.isnan(raw)] > tolerance).any():
        found.append(f"{name}: {np.nanmax(gap)}")
    sure = decided(raw)
    if (classes is None) != (labels is None):
        found.append(f"{name}: classes in one alone")
    elif labels is not None:
        pairs = [(a, b) for a, b, s in zip(classes, labels, sure, strict=True) if s and a != b]
        found += [f"{name}: classes {pairs[:3]}"] if pairs else []
    return found


@needs_gcc
def test_c_has_all_bits(fitted, tmp_path):
    """The text of C gives every bit of every case; natural splines differ in the last ones."""
    answers = by_c([(fit, data) for _, fit, data, _ in fitted], tmp_path)
    faults = [
        fault
        for (name, _, _, wanted), answer in zip(fitted, answers, strict=True)
        for fault in faults_of(name, answer, wanted, 1e-13 if "ns" in name.split("-") else 0.0)
    ]
    assert not faults


def test_sqlite_has_the_same_outputs(fitted):
    """SQLite gives the outputs of every case within 1e-12, and the classes."""
    faults = [
        fault
        for name, fit, data, wanted in fitted
        for fault in faults_of(name, by_sqlite(fit, data), wanted, 1e-12)
    ]
    assert not faults


@pytest.mark.interop
def test_duckdb_has_the_same_outputs(fitted):
    """DuckDB gives the outputs of every case within 1e-12, and the classes."""
    duckdb = interop("duckdb")
    faults = [
        fault
        for name, fit, data, wanted in fitted
        for fault in faults_of(name, by_duckdb(fit, data, duckdb), wanted, 1e-12)
    ]
    assert not faults


@pytest.mark.interop
def test_onnxruntime_has_the_same_outputs(fitted):
    """Onnxruntime gives the outputs of every case within 1e-12, and the classes."""
    interop("onnx")
    runtime = interop("onnxruntime")
    faults = [
        fault
        for name, fit, data, wanted in fitted
        for fault in faults_of(name, by_onnx(fit, data, runtime), wanted, 1e-12)
    ]
    assert not faults


# Terms -------------------------------------------------------------------------------------------

TERMS = [
    *("x", "x + z", "x * z", "x * g", "g", "g - 1", "g:t", "t", "x:t", "I(x^2)", "I(x^3)"),
    *("I((x + 3)^1.5)", "I((x + 3)^-2)", "I(x^0)", "I((x + 3)^z)", "I(-x / z)", "I(+x - 2 * z)"),
    *("log(z)", "log(z, 2)", "log(z, base = 10)", "log(z, 3)", "log1p(z)", "expm1(x)", "exp(x)"),
    *("log2(z)", "log10(z)", "sqrt(z)", "abs(x)", "sin(x)", "cos(x)", "tan(x)", "atan(x)"),
    *("asin(x / 10)", "acos(x / 10)", "sinh(x)", "cosh(x)", "tanh(x)", "asinh(x)", "acosh(z + 1)"),
    *("atanh(x / 10)", "floor(x)", "ceiling(x)", "trunc(x)", "sign(x)", "pmin(x, z)"),
    *("pmax(x, z, 1)", "ifelse(x > 2, z, 0)", "I(x > 2)", "I(x > 2 & z < 3)", "I(x > 2 | !t)"),
    *(
        "I(g == 'a')",
        "I('a' != g)",
        "factor(n > 1)",
        "factor(g)",
        "factor(g, levels = c('c', 'a'))",
    ),
    *("relevel(factor(g), ref = 'b')", "ordered(g)", "factor(w)", "C(factor(g), contr.sum)"),
    "as.factor(w)",
    *("cut(x, c(-2, 1, 3, 6))", "cut(x, c(-1, 1, 5.5), right = FALSE, include.lowest = TRUE)"),
    *("cut(x, c(-Inf, 1.5, Inf), labels = c('lo', 'hi'))", "poly(x, 3)", "poly(x, 2, raw = TRUE)"),
    *("scale(x)", "scale(x, scale = FALSE)", "bs(x, df = 4)", "bs(x, knots = c(0, 2), degree = 2)"),
    *("bs(x, df = 5, intercept = TRUE)", "ns(x, df = 3)", "ns(log(z), df = 2)", "cbind(x, z^2)"),
    *("poly(x, 2):g", "x + offset(z)", "I(x * k)", "pi:x", "1"),
    *(
        "I(x %% 2)",
        "I(x %/% 2)",
        "I(x %% -0.3)",
        "I(x %/% -0.3)",
        "I(x %% z)",
        "I(z %/% (x + 0.1))",
    ),
    *("I((x %% z) %% 0.7 + x %% 1)", "round(x)", "round(x, 1)", "I(round(x / 3, digits = 2))"),
    *("round(x * 7, -1)", "I(round(x) + round(z, 1) + round(z / 7, 3))", "atan2(z, x)"),
    *(
        "atan2(x, z - 2)",
        "is.na(x) + z",
        "is.na(n) + x",
        "I(ifelse(is.na(x), 0, x))",
        "g + is.na(g):x",
    ),
    *(
        "I(g %in% c('a', 'z', 'a'))",
        "I(x %in% c(1.5, 4, -1)) + z",
        "I(!(w %in% 2:3))",
        "I(t %in% TRUE)",
    ),
    *("is.na(t)", "I(!is.na(x) & z > 2)", "g + is.na(g)", "interaction(g, t)"),
    *("interaction(g, w, sep = '-')", "interaction(g, t, lex.order = TRUE)", "paste(g, t)"),
    *(
        "interaction(g, n > 1, drop = TRUE)",
        "factor(paste('id', w, g, sep = '_'))",
        "paste0('v', g)",
    ),
    *(
        "g + t + paste0(g, t)",
        "paste(g, w, cut(n, c(-9, 1, 9)), sep = ';')",
        "poly(x, z, degree = 2)",
    ),
    *(
        "poly(cbind(x, n), degree = 2)",
        "poly(cbind(x, n), 2)",
        "poly(x, z, n, degree = 2, raw = TRUE)",
    ),
    "polym(x, z, degree = 2, raw = TRUE)",
]


def fitted_term(term):
    """A fit of a term, and its data."""
    data = DATA.assign(w=[1, 2, 3, 1, 2, 3, 1, 2], pi=DATA.x)
    if term == "1":
        return multinom("y ~ 1", data, trace=False), data
    options = {"size": 2, "skip": True, "decay": 0.01, "env": {"k": 2.5}, **QUIET}
    return nnet(f"y ~ {term}", data, **options), data


def rows_beyond(data, term=""):
    """The rows of the data, others beyond their range, and some where a value is missing.

    Of what is missing `paste()` makes a level, which predictions refuse.
    """
    gaps = "paste" not in term
    missing = data.iloc[:3].copy()
    for row, column in enumerate(("x", "z", "g")):
        missing.iloc[row, missing.columns.get_loc(column)] = None
    further = data.assign(x=data.x * 1.5 - 0.75, z=data.z + 0.125)
    return pd.concat([data, further, *([missing] if gaps else [])], ignore_index=True)


@pytest.mark.parametrize("term", TERMS)
@needs_gcc
def test_terms(term, tmp_path):
    """A term gives the same in C and SQLite, also for rows beyond those fitted."""
    fit, data = fitted_term(term)
    new = rows_beyond(data, term)
    wanted = expected(fit, new)
    (answer,) = by_c([(fit, new)], tmp_path)
    assert not faults_of("C", answer, wanted, 1e-13 if "ns(" in term else 0.0)
    assert not faults_of("SQLite", by_sqlite(fit, new), wanted, 1e-12)


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.interop
def test_terms_in_duckdb(term):
    """A term gives the same in DuckDB."""
    fit, data = fitted_term(term)
    new = rows_beyond(data, term)
    found = by_duckdb(fit, new, interop("duckdb"))
    assert not faults_of("DuckDB", found, expected(fit, new), 1e-12)


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.interop
def test_terms_in_onnx(term):
    """A term gives the same in onnxruntime, or is named if that has no such function."""
    interop("onnx")
    fit, data = fitted_term(term)
    if re.match(r"(asin|acos|atan2?)\(", term):
        with pytest.raises(FormulaError, match="which ONNX has for doubles in no runtime"):
            fit.to_onnx()
        return
    new = rows_beyond(data, term)
    found = by_onnx(fit, new, interop("onnxruntime"))
    assert not faults_of("onnxruntime", found, expected(fit, new), 1e-12)


REFUSED = [
    ("x - mean(x)", "I(x - mean(x))", "mean() is none of the functions that targets have"),
    ("rank", "rank(x)", "rank() is none"),
    ("paste", "paste0(g, t)", "does not say what it is joined of: name the columns"),
    ("paste of NA", "paste(m, g)", "paste() made a level of a missing value, or of the text NA"),
    ("collapse", "paste(g, collapse = NULL)", "paste() has other arguments by name"),
    ("is.na", "is.na(log(z))", "is.na() is asked of something else than a column"),
    ("%in%", "I(x %in% z)", "%in% asks something else than a column, or for one"),
    ("%in% NA", "I(x %in% c(1, NA))", "texts or finite numbers must stand where it has others"),
    ("signif", "signif(x, 2)", "signif() is none"),
    ("digits", "round(x, 17)", "round() goes to 15 digits in targets"),
    ("own", "halved(x)", "halved() is a function of yours"),
    ("breaks", "cut(x, 3)", "cut() divides the range of all rows"),
    ("labels", "factor(g, labels = c('u', 'v', 'w'))", "factor(labels=) renames levels"),
    ("polym", "polym(x, z, degree = 2)", "polym() is computed anew of all rows"),
]


@pytest.mark.parametrize(
    ("term", "why"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_what_cannot_be_exported_is_named(term, why):
    """A term that no target can say is named, with the reason, by every way out."""
    env = {"halved": lambda x: x / 2}
    data = DATA.assign(m=["u", None] * 4)
    fit = nnet(f"y ~ z + {term}", data, size=1, env=env, **QUIET)
    for write in (fit.to_c, fit.to_sql, fit.to_onnx):
        with pytest.raises(FormulaError) as caught:
            write()
        assert f"the term '{fit.terms.variables[2]}' cannot be exported" in str(caught.value)
        assert why in str(caught.value)


JOINED = pd.DataFrame(
    {
        "g": ["new york", "rome", "new york", "rome"],
        "h": ["1.5", "a.b", "a.b", "1.5"],
        "e": ["", "-", "-", ""],
        "y": list("pqqp"),
    }
)


@pytest.mark.parametrize(
    "term",
    [
        *("interaction(g, h, sep = '-')", "g + h + interaction(g, h)", "g + h + paste(g, h)"),
        *("paste(h, g, sep = '|')", "paste(g, 'x', sep = '')", "g + e + paste0(e, g, e)"),
        *("paste(as.character(g), e, sep = ';')", "paste0(g, h == '1.5')"),
        "interaction(g, h, e, sep = ':', drop = TRUE)",
    ],
)
@needs_gcc
def test_levels_are_taken_apart(term, tmp_path):
    """What has no level is missing: combinations that were not fitted, and values that are not."""
    fit = nnet(f"y ~ {term}", JOINED, size=1, decay=0.01, **QUIET)
    wanted = expected(fit, JOINED)
    strange = JOINED.iloc[:2].assign(g=["oslo", None])
    for name, score in (("C", lambda *one: by_c([one], tmp_path)[0]), ("SQLite", by_sqlite)):
        assert not faults_of(name, score(fit, JOINED), wanted, 1e-12)
        assert np.isnan(score(fit, strange)[0]).all()


@pytest.mark.parametrize(
    "term", ["interaction(g, h)", "paste(g, h)", "paste0(g, h)", "paste0(e, e)"]
)
def test_levels_that_can_be_taken_apart_in_several_ways_are_named(term):
    """A dot in a level of an interaction, a blank in one of a paste, no mark at all."""
    fit = nnet(f"y ~ {term}", JOINED, size=1, decay=0.01, **QUIET)
    with pytest.raises(FormulaError, match="does not say what it is joined of"):
        fit.to_sql()


# Names and arguments -----------------------------------------------------------------------------

HOSTILE = [
    "int",
    "a b",
    "年齢",
    'b"c',
    "d'e",
    "*/",
    "-- x",
    "Inputs",
    "data",
    "2",
    "complete",
    "x\ny",
]


@needs_gcc
def test_names_that_a_target_cannot_hold_are_escaped(tmp_path):
    """Keywords, quotes, comments, other scripts: names are quoted in SQL and replaced in C."""
    rows = np.arange(8.0)[:, None] * np.linspace(0.1, 1, len(HOSTILE)) % 1.0
    data = pd.DataFrame(rows, columns=HOSTILE)
    data["級"] = ["*/ 'a'", 'b"', "--c", "\\d", "*/ 'a'", 'b"', "--c", "\\d"]
    data["y"] = ["甲", "o'n", "甲", 'q"', "甲", "o'n", "甲", 'q"']
    fit = nnet("y ~ .", data, size=2, decay=0.01, **QUIET)
    wanted = expected(fit, data)
    (answer,) = by_c([(fit, data)], tmp_path)
    assert not faults_of("C", answer, wanted, 0.0)
    assert not faults_of("SQLite", by_sqlite(fit, data), wanted, 1e-12)


def test_tables_and_columns_that_are_kept_are_quoted():
    """A schema, a table called as one of the query's own, a kept column called as an output."""
    fit = nnet("y ~ x", DATA, size=1, **QUIET)
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE TABLE "inputs" ("q" INTEGER, "x" REAL)')
    connection.execute('INSERT INTO "inputs" VALUES (7, 0.5)')
    query = fit.to_sql(dialect="sqlite", table=["main", "inputs"], keep=["q"])
    cursor = connection.execute(query)
    assert [column[0] for column in cursor.description] == ["q", "q_2", "class"]
    assert cursor.fetchone()[0] == 7
    connection.close()


def test_arguments_are_checked():
    """What is no dialect, no name or no table is refused before anything is written."""
    fit = nnet("y ~ x", DATA, size=1, **QUIET)
    for name in ("2x", "a-b", "int", "", "x" * 80, 3, "floor", "isnan", "fminf", "double_t"):
        with pytest.raises(ArgumentError):
            fit.to_c(name=name)
    for options in (
        {"dialect": "mysql"},
        {"table": ""},
        {"table": []},
        {"keep": 3},
        {"keep": ["a", "A"]},
    ):
        with pytest.raises(ArgumentError):
            fit.to_sql(**options)


def test_weights_that_are_not_finite_are_refused():
    """No target can hold NaN as a weight."""
    fit = nnet([0.0, 1.0], [0.0, 1.0], size=1, Wts=[0.0, 1.0, 2.0, 3.0], maxit=0, trace=False)
    fit.wts.setflags(write=True)
    fit.wts[0] = np.nan
    with pytest.raises(DataError, match="not finite"):
        fit.to_c()


def test_texts_are_written_to_files(tmp_path):
    """With a path, the text goes there and nothing is returned."""
    fit = nnet([0.0, 1.0], [0.0, 1.0], size=1, maxit=0, seed=1, trace=False)
    assert fit.to_c(tmp_path / "a.c") is None
    assert fit.to_sql(tmp_path / "a.sql") is None
    assert (tmp_path / "a.c").read_text() == fit.to_c()
    assert (tmp_path / "a.sql").read_text() == fit.to_sql()


def test_many_inputs_are_within_the_depth_of_sqlite():
    """Sums and checks of more than a thousand inputs stand in parentheses."""
    x = np.linspace(0, 1, 4 * 1200).reshape(4, 1200)
    fit = nnet(x, [0.0, 1, 0, 1], size=1, MaxNWts=5000, maxit=1, seed=1, trace=False)
    assert not faults_of("SQLite", by_sqlite(fit, x), expected(fit, x), 1e-12)


def test_inputs_stand_in_the_order_of_the_formula():
    """Also where the first is met in a call, and the second by itself."""
    fit = nnet("y ~ log(z) + x", DATA, size=1, **QUIET)
    text = fit.to_c()
    assert text.index("[0] z: a number") < text.index("[1] x: a number")


def test_a_missing_extra_names_itself(monkeypatch):
    """to_onnx() says what to install; what the formula lacks is said before."""
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ImportError, match=r'to_onnx\(\) needs .* pip install "pynnet\[onnx\]"'):
        nnet("y ~ x", DATA, size=1, **QUIET).to_onnx()
