"""caret's dummyVars: which columns are made, how they are called, and what is refused."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import pytest

import pynnet.r
from pynnet import ArgumentError, DataError, FitWarning, FormulaError, RWarning, model_matrix
from pynnet.caret import dummy_vars

X = pd.DataFrame(
    {
        "y": [1.5, 2.0, 3.0, 4.0],
        "x": [1.0, 2.0, np.nan, 4.0],
        "g": pd.Categorical(["a", "b", "c", None]),
        "h": pd.Categorical(["p", "q", "p", "q"], ["p", "q", "z"]),
        "o": pd.Categorical(["lo", "mid", "hi", "lo"], ["lo", "mid", "hi"], ordered=True),
        "t": ["u", "v", None, "u"],
        "l": [True, False, True, True],
        "my var": pd.Categorical(["A", "B", "A", "B"]),
    },
    index=["i", "ii", "iii", "iv"],
)


def test_each_level_has_a_column():
    """Levels without rows too; rows keep their labels and are missing where they were."""
    made = dummy_vars("~ g + h", X).predict(X)
    assert list(made) == ["g.a", "g.b", "g.c", "h.p", "h.q", "h.z"]
    assert list(made.index) == list(X.index)
    assert made["g.a"].tolist()[:3] == [1, 0, 0]
    assert made.isna().sum().tolist() == [1, 1, 1, 0, 0, 0]
    assert (made["h.z"] == 0).all()


def test_text_truths_and_numbers():
    """They have no separator; a response makes no columns."""
    made = dummy_vars("y ~ t + l + x", X).predict(X)
    assert list(made) == ["tu", "tv", "lFALSE", "lTRUE", "x"]
    assert made.loc["iii"].isna().tolist() == [True, True, False, False, True]


def test_ordered_categories_are_polynomials():
    """But for one that comes first without an intercept."""
    made = dummy_vars("~ o", X).predict(X)
    expected = model_matrix("~ o", X).iloc[:, 1:]
    assert made.equals(expected)
    assert list(dummy_vars("~ 0 + o", X).predict(X)) == ["o.lo", "o.mid", "o.hi"]


def test_interactions_have_r_names():
    """All levels with all of them, or with numbers."""
    assert dummy_vars("~ g + g:x", X).names[3:] == ["ga:x", "gb:x", "gc:x"]
    made = dummy_vars("~ g * h", X)
    assert len(made.names) == 3 + 3 + 9
    assert made.names[6:8] == ["ga:hp", "gb:hp"]


def test_full_rank_is_that_of_the_model_matrix():
    """Without the intercept, and with the separator."""
    rows = X.dropna()
    made = dummy_vars("~ g * h + x", X, full_rank=True, sep=None).predict(rows)
    expected = model_matrix("~ g * h + x", X, newdata=rows).iloc[:, 1:]
    assert made.equals(expected)
    assert dummy_vars("~ h", X, full_rank=True).names == ["h.q", "h.z"]


def test_names():
    """With any separator, with none, by levels alone; names in backquotes stay."""
    assert dummy_vars("~ h", X, "_").names == ["h_p", "h_q", "h_z"]
    assert dummy_vars("~ h", X, "").names == dummy_vars("~ h", X, None).names == ["hp", "hq", "hz"]
    bare = dummy_vars("~ h + t + h:x", X, None, levels_only=True)
    assert bare.names == ["p", "q", "z", "tu", "tv", "hp:x", "hq:x", "hz:x"]
    assert dummy_vars("~ `my var`", X).names == ["`my var`A", "`my var`B"]


def test_print_is_carets():
    """With long formulas in lines, and what it holds."""
    made = dummy_vars("y~ g *t", X)
    assert str(made).split("\n") == [
        "Dummy Variable Object",
        "",
        "Formula: y ~ g * t",
        "3 variables, 1 factors",
        "Variables and levels will be separated by '.'",
        "A less than full rank encoding is used",
    ]
    assert (made.vars, made.fac_vars, made.lvls) == (["y", "g", "t"], ["g"], {"g": ["a", "b", "c"]})
    lines = str(dummy_vars("~ g", X, levels_only=True, full_rank=True)).split("\n")
    assert lines[-2:] == ["Factor variable names will be removed", "A full rank encoding is used"]
    assert "separated" not in str(dummy_vars("~ g", X, sep=None))
    columns = {f"variable{k}": [1.0, 2.0] for k in range(1, 9)}
    assert "variable5 + \n    variable6" in str(dummy_vars(f"~ {' + '.join(columns)}", columns))
    assert "Dummy Variable Object" in made._repr_html_()


def test_new_data_have_the_levels_that_were_learned():
    """Fewer rows, rows without any value, other kinds of text, no response."""
    made = dummy_vars("y ~ g + t + o + l", X)
    one = made.predict({"g": ["b"], "t": ["v"], "o": ["hi"], "l": [False]})
    assert list(one) == made.names
    assert one.iloc[0, :5].tolist() == [0, 1, 0, 0, 1]
    assert made.predict(X.iloc[:0]).shape == (0, len(made.names))
    nothing = made.predict({"g": [None], "t": [None], "o": [None], "l": [None]})
    assert nothing.isna().all(axis=None)
    halves = made.predict(
        {"g": [None, None], "t": ["u", None], "o": ["lo", "lo"], "l": [True, None]}
    )
    assert halves.isna().sum().tolist() == [2, 2, 2, 1, 1, 0, 0, 1, 1]


def test_what_a_formula_computes_is_remembered():
    """Polynomials and factors are those of the data; a mean is not, which is said."""
    made = dummy_vars("~ poly(y, 2) + factor(y)", X)
    assert made.predict(X.iloc[1:2]).equals(made.predict(X).iloc[1:2])
    with pytest.warns(FitWarning, match="computed anew"):
        dummy_vars("~ I(y - mean(y))", X).predict(X)


def test_nothing_is_changed_and_all_can_be_kept():
    """Data stay as they are; pickles, copies and R's verbs give the same."""
    before = X.copy(deep=True)
    made = dummy_vars("~ . - y", X)
    found = made.predict(X)
    X.pipe(pd.testing.assert_frame_equal, before)
    for same in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made)):
        assert same.predict(X).equals(found)
    assert pynnet.r.predict(made, X).equals(found)
    assert dummy_vars("y ~ 1", X).predict(X).shape == (4, 0)
    assert dummy_vars("~ g", X.iloc[:0]).predict(X).equals(dummy_vars("~ g", X).predict(X))


ONE = {"one": pd.Categorical(["k", "k"])}
SAME = pd.DataFrame({"a.b": pd.Categorical(["c", "d"]), "a": pd.Categorical(["b.c", "e"])})


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: dummy_vars(3, X), FormulaError, "must be a string, got int"),
        (lambda: dummy_vars("g", X), FormulaError, "has no ~"),
        (lambda: dummy_vars("~ zz", X), FormulaError, "object 'zz' not found"),
        (lambda: dummy_vars("y ~ y + g", X), FormulaError, "'y' stands on the right-hand side"),
        (lambda: dummy_vars("~ g", None), DataError, "must be a DataFrame"),
        (lambda: dummy_vars("~ one", ONE), DataError, "factors with 2 or more levels: 'one'"),
        (lambda: dummy_vars("~ g", X, 3), ArgumentError, "invalid 'sep': got 3"),
        (lambda: dummy_vars("~ g", X, np.nan), ArgumentError, "invalid 'sep': got nan"),
        (lambda: dummy_vars("~ g", X, levels_only="a"), ArgumentError, "invalid 'levels_only'"),
        (lambda: dummy_vars("~ g", X, full_rank=None), ArgumentError, "invalid 'full_rank'"),
        (lambda: dummy_vars("~ .", SAME), DataError, r"two columns would be called 'a\.b\.c'"),
        (
            lambda: dummy_vars("g ~ h", X.assign(h=X["g"]), levels_only=True),
            DataError,
            "levels are not unique across predictors: a, b, c",
        ),
        (
            lambda: dummy_vars("~ t", {"t": [f"{k}" for k in range(10_001)]}),
            DataError,
            "cannot allocate 10001 x 10001",
        ),
        (
            lambda: dummy_vars("~ g + x + t", X).predict({"x": [1.0]}),
            DataError,
            r"Variable\(s\) 'g', 't' are not in newdata, whose columns are 'x'",
        ),
        (lambda: dummy_vars("~ g", X).predict({"g": ["zz"]}), DataError, "new level zz"),
        (lambda: dummy_vars("~ t", X).predict({"t": ["w"]}), DataError, "new level w"),
        (lambda: dummy_vars("~ x", X).predict({"x": ["w"]}), DataError, 'type "numeric"'),
        (lambda: dummy_vars("~ g", X).predict(None), DataError, "must be a DataFrame"),
    ],
)
def test_what_cannot_be_is_refused(call, error, words):
    """With what was got."""
    with pytest.raises(error, match=words):
        call()


def test_numbers_for_a_factor_are_refused():
    """After R's warning."""
    with (
        pytest.warns(RWarning, match="variable 'g' is not a factor"),
        pytest.raises(DataError, match="type"),
    ):
        dummy_vars("~ g", X).predict({"g": [1.0]})
