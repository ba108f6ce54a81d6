"""Arguments that are empty, too many, or of another kind: R's result, or words."""

from __future__ import annotations

import numpy as np
import pytest

from pynnet import PynnetError, model_frame, model_matrix

DATA = {
    "k": np.arange(4.0),
    "g": ["a", "b", "a", "b"],
    "m": np.arange(1.0, 13.0).reshape(3, 4).T.copy(),
}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("apply(m, numeric(), sum)", "MARGIN = 1, rows, or 2, columns"),
        ("apply(m, 1:2, function(v) v + 1)", "MARGIN = 1, rows, or 2, columns"),
        ("apply(m, NULL, sum)", "MARGIN = 1, rows, or 2, columns"),
        ("vapply(k, function(v) v, NULL)", "'FUN.VALUE' must be a vector"),
        ("vapply(k, function(v) v, list(1))", "values must be type 'list'.*returned 'double'"),
        ("vapply(k, function(v) NULL, numeric())", "values must be type 'double'.*'NULL'"),
        ("vapply(k, function(v) c(v, v), matrix(0, 1, 2))", "'FUN.VALUE' of a matrix"),
        ("poly(m[, 0], 1)", "must supply one or more vectors"),
        ("polym(m[, 0], degree = 1, raw = TRUE)", "must supply one or more vectors"),
        ("C(factor(numeric()), numeric())", "object not interpretable as a factor"),
        ("C(factor(c(NA, NA)), sum)", "object not interpretable as a factor"),
        ("do.call('[', list())", "takes what it indexes"),
        ("do.call('[[', list())", "takes one name or one position"),
        ("do.call(switch, list())", "'EXPR' is missing"),
        ("switch()", "'EXPR' is missing"),
        ("match.fun()", 'argument "FUN" is missing, with no default'),
        ("match.fun(sum, TRUE, 3)", "unused argument"),
    ],
)
def test_is_refused(call, words):
    """In R's words where R has them."""
    with pytest.raises(PynnetError, match=words):
        model_matrix(f"~ I({call})", DATA)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("`if`(k)", 'incorrect number of arguments to "if"'),
        ("`if`()", 'incorrect number of arguments to "if"'),
        ("`if`(TRUE, k, k, k)", 'incorrect number of arguments to "if"'),
        ("`[[`()", r'incorrect number of arguments to "\[\["'),
        ("`$`(k)", r'incorrect number of arguments to "\$"'),
        ("`$`(list(a = k), k + 1)", "invalid subscript type 'language'"),
        ("(function(v) `<-`(v, 1, 2))(k)", 'incorrect number of arguments to "<-"'),
        ("(function(v) `<-`(list(), 1))(k)", "invalid assignment"),
        ("`=`(k, 1)", "invalid assignment"),
        ("`function`(k)", 'could not find function "function"'),
        ("`()`(k)", r'could not find function "\(\)"'),
        ("`#missing`(k)", 'could not find function "#missing"'),
    ],
)
def test_language_called_by_name_is_refused(call, words):
    """What cannot be written out has no meaning in backquotes either."""
    with pytest.raises(PynnetError, match=words):
        model_matrix(f"~ I({call})", DATA)


@pytest.mark.parametrize(
    ("call", "written"),
    [
        ("`if`(TRUE, k)", "if (TRUE) k"),
        ("`{`(k, k)", "{\n    k\n    k\n}"),
        ("`$`(list(a = k), a)", "list(a = k)$a"),
        ("`$`(list(a = k), 'a')", "list(a = k)$a"),
        ("`[[`(list(k), 1)", "list(k)[[1]]"),
        ("(function(v) `=`(w, v))(k)", "(function(v) w = v)(k)"),
    ],
)
def test_language_called_by_name(call, written):
    """It is written as R writes it, and means the same."""
    found = model_matrix(f"~ I({call})", DATA)
    assert list(found.columns) == ["(Intercept)", f"I({written})"]
    assert found.iloc[:, 1].tolist() == DATA["k"].tolist()


def test_matrices_without_columns_are_bound():
    """R: ncol(cbind(m[, 0])) is 0, nrow 4."""
    shape = model_frame("~ I(k + ncol(cbind(m[, 0], m[, 0]))) + I(k + nrow(cbind(m[, 0])))", DATA)
    assert shape.iloc[0].tolist() == [0.0, 4.0]
