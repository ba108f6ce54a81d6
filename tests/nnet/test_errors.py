"""Bad input to nnet(): one table of calls and what they raise, before anything is done."""

from __future__ import annotations

import decimal
import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import pynnet
from pynnet import ArgumentError, DataError, FormulaError, RWarning, UnknownArgumentError, nnet

NAN, INF = np.nan, np.inf

# Each row: name, call, exception, beginning of the message. Where R refuses the call as well the
# message begins with R's words. `s` holds the data, see `given`.
TABLE = [
    # --- size and the number of weights
    (
        "no size",
        lambda s: nnet(s.x, s.y),
        ArgumentError,
        'argument "size" is missing, with no default',
    ),
    (
        "no size, formula",
        lambda s: nnet("y ~ u", s.d),
        ArgumentError,
        'argument "size" is missing, with no default',
    ),
    ("size 0", lambda s: nnet(s.x, s.y, size=0), ArgumentError, "no weights to fit"),
    ("size 0, formula", lambda s: nnet("k ~ u", s.d, size=0), ArgumentError, "no weights to fit"),
    ("size -1", lambda s: nnet(s.x, s.y, size=-1), ArgumentError, "no weights to fit"),
    (
        "size 0 without inputs",
        lambda s: nnet("k ~ 1", s.d, size=0, skip=True),
        ArgumentError,
        "no weights to fit: size is 0. Pass a formula or an x with inputs, as there are none",
    ),
    ("size vast", lambda s: nnet(s.x, s.y, size=-(10**5000)), ArgumentError, "no weights to fit"),
    ("size 2.7", lambda s: nnet(s.x, s.y, size=2.7), ArgumentError, "invalid 'size': got 2.7"),
    ("size text", lambda s: nnet(s.x, s.y, size="2"), ArgumentError, "invalid 'size': got '2'"),
    ("size list", lambda s: nnet(s.x, s.y, size=[2]), ArgumentError, "invalid 'size': got [2]"),
    ("size NaN", lambda s: nnet(s.x, s.y, size=NAN), ArgumentError, "invalid 'size': got nan"),
    ("size Inf", lambda s: nnet(s.x, s.y, size=INF), ArgumentError, "invalid 'size': got inf"),
    ("size True", lambda s: nnet(s.x, s.y, size=True), ArgumentError, "invalid 'size': got True"),
    ("1,001 weights", lambda s: nnet(s.x, s.y, size=250), ArgumentError, "too many (1001) weights"),
    (
        "as many weights as there is no memory for",
        lambda s: nnet(s.x, s.y, size=10**15),
        ArgumentError,
        "too many (4000000000000001) weights",
    ),
    (
        "more weights than MaxNWts",
        lambda s: nnet("k ~ u", s.d, size=2, MaxNWts=12),
        ArgumentError,
        "too many (13) weights: MaxNWts is 12. Pass MaxNWts=13 or a smaller size.",
    ),
    (
        "MaxNWts NaN",
        lambda s: nnet(s.x, s.y, size=1, MaxNWts=NAN),
        ArgumentError,
        "invalid 'MaxNWts'",
    ),
    # --- x and y
    ("nothing", lambda _: nnet(size=1), ArgumentError, 'argument "formula" is missing'),
    (
        "no y",
        lambda s: nnet(s.x, size=1),
        ArgumentError,
        'argument "y" is missing, with no default',
    ),
    ("y None", lambda s: nnet(s.x, None, size=1), ArgumentError, 'argument "y" is missing'),
    ("no data", lambda _: nnet("y ~ u", size=1), ArgumentError, 'argument "data" is missing'),
    (
        "x twice",
        lambda s: nnet(s.x, s.y, x=s.x, size=1),
        ArgumentError,
        'formal argument "x" matched by multiple actual arguments',
    ),
    (
        "data twice",
        lambda s: nnet("y ~ u", s.d, data=s.d, size=1),
        ArgumentError,
        'formal argument "data" matched by multiple actual arguments',
    ),
    (
        "formula and x",
        lambda s: nnet(formula="y ~ u", x=s.x, y=s.y, size=1),
        ArgumentError,
        'formal argument "x" matched by multiple actual arguments',
    ),
    (
        "formula no text",
        lambda s: nnet(formula=3, data=s.d, size=1),
        ArgumentError,
        "invalid formula",
    ),
    (
        "formula and y",
        lambda s: nnet(formula="y ~ u", y=s.d, size=1),
        ArgumentError,
        "unused argument (y)",
    ),
    (
        "x and data",
        lambda s: nnet(x=s.x, data=s.y, size=1),
        ArgumentError,
        "unused argument (data)",
    ),
    (
        "rows differ",
        lambda s: nnet(s.x, s.y[:3], size=1),
        DataError,
        "nrows of 'x' and 'y' must match: x has 4 rows, y has 3",
    ),
    (
        "rows differ, classes",
        lambda s: nnet(s.x, ["a", "b"], size=1),
        DataError,
        "nrows of 'x' and 'y' must match",
    ),
    ("NaN in x", lambda s: nnet(s.missing, s.y, size=1), DataError, "missing values in 'x'"),
    ("NaN in y", lambda s: nnet(s.x, s.missing[:, 0], size=1), DataError, "missing values in 'y'"),
    (
        "None in x",
        lambda s: nnet([[None], [1], [2], [3]], s.y, size=1),
        DataError,
        "missing values in 'x'",
    ),
    (
        "NA in a nullable column",
        lambda s: nnet(pd.DataFrame({"a": pd.array([1, None, 2, 3])}), s.y, size=1),
        DataError,
        "missing values in 'x'",
    ),
    (
        "masked number in x",
        lambda s: nnet(np.ma.masked_less(s.x, 0), s.y, size=1),
        DataError,
        "missing values in 'x'",
    ),
    (
        "class missing in y",
        lambda s: nnet(s.x, ["a", None, "b", "a"], size=1),
        DataError,
        "missing values in 'y'",
    ),
    (
        "category missing in y",
        lambda s: nnet(s.x, pd.Categorical(["a", None, "b", "a"]), size=1),
        DataError,
        "missing values in 'y'",
    ),
    (
        "Inf in x",
        lambda s: nnet(s.infinite, s.y, size=1),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 2): x ",
    ),
    (
        "Inf in y",
        lambda s: nnet(s.x, s.infinite, size=1),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 2): y ",
    ),
    (
        "number too large for a float",
        lambda s: nnet([[10**400], [1], [2], [3]], s.y, size=1),
        DataError,
        "",
    ),
    ("x 3-D", lambda s: nnet(np.zeros((4, 2, 2)), s.y, size=1), DataError, "x has 3 dimensions"),
    ("y 3-D", lambda s: nnet(s.x, np.zeros((4, 2, 2)), size=1), DataError, "y has 3 dimensions"),
    (
        "x ragged",
        lambda _: nnet([[1], [1, 2]], [0, 1], size=1),
        DataError,
        "x has rows of different",
    ),
    ("x no rows", lambda s: nnet(s.x[:0], s.y[:0], size=1), DataError, "no rows to fit"),
    (
        "x no columns and no hidden units",
        lambda s: nnet(s.x[:, :0], s.y, size=0, skip=True),
        ArgumentError,
        "no weights to fit",
    ),
    ("x empty list", lambda _: nnet([], [], size=1), DataError, "no rows to fit"),
    ("y no columns", lambda s: nnet(s.x, s.x[:, :0], size=1), DataError, ""),
    (
        "x text",
        lambda s: nnet([["a"], ["b"], ["c"], ["d"]], s.y, size=1),
        DataError,
        "NAs introduced by coercion: x holds",
    ),
    (
        "x frame with text",
        lambda s: nnet(s.d[["u", "k"]], s.y, size=1),
        DataError,
        "NAs introduced by coercion: column 'k' of x holds",
    ),
    (
        "x frame with categories",
        lambda s: nnet(s.d[["k"]].astype("category"), s.y, size=1),
        DataError,
        "NAs introduced by coercion: column 'k' of x holds",
    ),
    (
        "y matrix of text",
        lambda s: nnet(s.x, [["a"], ["b"], ["a"], ["b"]], size=1),
        DataError,
        "NAs introduced by coercion: y holds",
    ),
    (
        "x dates",
        lambda s: nnet(s.dates, s.y, size=1),
        DataError,
        "NAs introduced by coercion: x holds datetime64",
    ),
    (
        "y dates",
        lambda s: nnet(s.x, s.dates, size=1),
        DataError,
        "NAs introduced by coercion: y holds datetime64",
    ),
    (
        "x array of dates",
        lambda s: nnet(s.dates.to_numpy(), s.y, size=1),
        DataError,
        "NAs introduced by coercion: x holds datetime64",
    ),
    (
        "x time differences",
        lambda s: nnet(s.dates - s.dates[0], s.y, size=1),
        DataError,
        "NAs introduced by coercion: x holds timedelta64",
    ),
    (
        "x complex",
        lambda s: nnet(s.x + 1j, s.y, size=1),
        DataError,
        "NAs introduced by coercion: x holds complex",
    ),
    (
        "x frame of complex",
        lambda s: nnet(pd.DataFrame(s.x + 1j), s.y, size=1),
        DataError,
        "NAs introduced by coercion: column '0' of x holds complex",
    ),
    (
        "x bytes",
        lambda s: nnet(b"abc", s.y, size=1),
        DataError,
        "NAs introduced by coercion: x holds bytes",
    ),
    ("x dictionary", lambda s: nnet({"a": [1, 2]}, s.y, size=1), DataError, ""),
    ("x set", lambda s: nnet({1, 2}, s.y, size=1), DataError, ""),
    ("x generator", lambda s: nnet((i for i in range(4)), s.y, size=1), DataError, ""),
    ("x object", lambda s: nnet(object(), s.y, size=1), DataError, ""),
    ("x decimals", lambda s: nnet([decimal.Decimal(1)] * 4, s.y, size=1), DataError, ""),
    (
        "x sparse",
        lambda s: nnet(sparse.csr_matrix(s.x), s.y, size=1),
        DataError,
        "x is a sparse matrix",
    ),
    (
        "x sparse array",
        lambda s: nnet(sparse.coo_array(s.x), s.y, size=1),
        DataError,
        "x is a sparse matrix",
    ),
    (
        "y sparse",
        lambda s: nnet(s.x, sparse.csr_matrix(s.x), size=1),
        DataError,
        "y is a sparse matrix",
    ),
    (
        "x sparse column",
        lambda s: nnet(pd.DataFrame(s.x).astype(pd.SparseDtype(float)), s.y, size=1),
        DataError,
        "column '0' of x is sparse",
    ),
    (
        "x column name twice",
        lambda s: nnet(s.d[["u", "u"]], s.y, size=1),
        DataError,
        "x has several columns named 'u'",
    ),
    (
        "rows of x and y in another order",
        lambda s: nnet(s.d[["u"]], s.d["y"][::-1], size=1),
        DataError,
        "the row labels of x and y differ",
    ),
    # --- classes
    (
        "one class",
        lambda s: nnet("one ~ u", s.d.assign(one="a"), size=1),
        ArgumentError,
        "'softmax = TRUE' requires at least two response categories",
    ),
    (
        "one class, arrays",
        lambda s: nnet(s.x, ["a"] * 4, size=1),
        ArgumentError,
        "'softmax = TRUE' requires at least two response categories",
    ),
    (
        "softmax of one column",
        lambda s: nnet(s.x, s.y, size=1, softmax=True),
        ArgumentError,
        "'softmax = TRUE' requires at least two response categories",
    ),
    (
        "censored of one column",
        lambda s: nnet(s.x, s.y, size=1, censored=True),
        ArgumentError,
        "'softmax = TRUE' requires at least two response categories",
    ),
    (
        "softmax of two levels",
        lambda s: nnet("g ~ u", s.d, size=1, softmax=True),
        ArgumentError,
        "'softmax = TRUE' requires at least two response categories",
    ),
    (
        "censored of two levels",
        lambda s: nnet("g ~ u", s.d, size=1, censored=True),
        ArgumentError,
        "'softmax = TRUE' requires at least two response categories",
    ),
    (
        "entropy with linear outputs",
        lambda s: nnet(s.x, s.y, size=1, linout=True, entropy=True),
        ArgumentError,
        "entropy fit only for logistic units",
    ),
    (
        "entropy with linear outputs and softmax",
        lambda s: nnet(s.x, s.x, size=1, linout=True, entropy=True, softmax=True),
        ArgumentError,
        "entropy fit only for logistic units",
    ),
    (
        "two levels with linear outputs",
        lambda s: nnet("g ~ u", s.d, size=1, linout=True),
        ArgumentError,
        "entropy fit only for logistic units",
    ),
    # --- case weights
    (
        "weights short",
        lambda s: nnet(s.x, s.y, [1, 1], size=1),
        ArgumentError,
        "invalid weights vector",
    ),
    ("weights one", lambda s: nnet(s.x, s.y, 1, size=1), ArgumentError, "invalid weights vector"),
    (
        "weights 2-D",
        lambda s: nnet(s.x, s.y, np.ones((2, 2)), size=1),
        ArgumentError,
        "invalid weights vector",
    ),
    (
        "weights 3-D",
        lambda s: nnet(s.x, s.y, np.ones((4, 1, 1)), size=1),
        ArgumentError,
        "invalid weights vector",
    ),
    (
        "weights negative",
        lambda s: nnet(s.x, s.y, [1, 1, -1, 1], size=1),
        ArgumentError,
        "invalid weights vector",
    ),
    (
        "weights NaN",
        lambda s: nnet(s.x, s.y, [1, 1, NAN, 1], size=1),
        ArgumentError,
        "invalid weights vector",
    ),
    (
        "weights Inf",
        lambda s: nnet(s.x, s.y, [1, 1, INF, 1], size=1),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 3): weights ",
    ),
    (
        "weights text",
        lambda s: nnet(s.x, s.y, list("abcd"), size=1),
        DataError,
        "NAs introduced by coercion: weights holds",
    ),
    (
        "weights the name of a column",
        lambda s: nnet(s.x, s.y, "w", size=1),
        ArgumentError,
        "invalid weights vector: 'w' names a column",
    ),
    (
        "weights short, formula",
        lambda s: nnet("y ~ u", s.d, [1, 1], size=1),
        DataError,
        "variable lengths differ (found for '(weights)')",
    ),
    (
        "weights negative, formula",
        lambda s: nnet("y ~ u", s.d, [1, 1, -1, 1], size=1),
        ArgumentError,
        "invalid weights vector",
    ),
    (
        "weights Inf, formula",
        lambda s: nnet("y ~ u", s.d, [1, 1, INF, 1], size=1),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 3)",
    ),
    (
        "weights a column of text",
        lambda s: nnet("y ~ u", s.d, "k", size=1),
        DataError,
        "NAs introduced by coercion",
    ),
    (
        "weights an unknown column",
        lambda s: nnet("y ~ u", s.d, "nosuch", size=1),
        FormulaError,
        "object 'nosuch' not found",
    ),
    # --- start weights and mask
    (
        "Wts short",
        lambda s: nnet(s.x, s.y, size=1, Wts=[1, 2]),
        ArgumentError,
        "weights vector of incorrect length",
    ),
    (
        "Wts long",
        lambda s: nnet(s.x, s.y, size=1, Wts=np.zeros(6)),
        ArgumentError,
        "weights vector of incorrect length",
    ),
    (
        "Wts one number",
        lambda s: nnet(s.x, s.y, size=1, Wts=0.5),
        ArgumentError,
        "weights vector of incorrect length",
    ),
    (
        "Wts 2-D",
        lambda s: nnet(s.x, s.y, size=1, Wts=np.zeros((1, 5))),
        ArgumentError,
        "weights vector of incorrect length",
    ),
    (
        "Wts NaN",
        lambda s: nnet(s.x, s.y, size=1, Wts=[0, 0, 0, 0, NAN]),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 5)",
    ),
    (
        "Wts Inf",
        lambda s: nnet(s.x, s.y, size=1, Wts=[0, 0, 0, 0, INF]),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 5)",
    ),
    (
        "Wts text",
        lambda s: nnet(s.x, s.y, size=1, Wts=list("abcde")),
        DataError,
        "NAs introduced by coercion: Wts holds",
    ),
    (
        "mask short",
        lambda s: nnet(s.x, s.y, size=1, mask=[True]),
        ArgumentError,
        "incorrect length of 'mask'",
    ),
    (
        "mask one value",
        lambda s: nnet(s.x, s.y, size=1, mask=True),
        ArgumentError,
        "incorrect length of 'mask'",
    ),
    (
        "mask NaN",
        lambda s: nnet(s.x, s.y, size=1, mask=[1, 1, 1, 1, NAN]),
        ArgumentError,
        "invalid 'mask'",
    ),
    (
        "mask text",
        lambda s: nnet(s.x, s.y, size=1, mask=list("abcde")),
        DataError,
        "NAs introduced by coercion: mask holds",
    ),
    # --- other numbers
    *[
        (
            f"{name} {value!r}",
            lambda s, name=name, value=value: nnet(s.x, s.y, size=1, **{name: value}),
            ArgumentError,
            f"invalid '{name}'",
        )
        for name, values in {
            "decay": (-0.1, NAN, INF, "a", None, True, [0.1, -0.1, 0, 0, 0], [0.1, 0.2], [NAN] * 5),
            "maxit": (-1, 1.5, NAN, INF, "10", None, [10], True),
            "rang": (-0.1, NAN, INF, "a", None, [0.7]),
            "abstol": (NAN, "a", None),
            "reltol": (NAN, "a", None),
            "MaxNWts": (-1, "a", None),
        }.items()
        for value in values
    ],
    *[
        (
            f"{name} {value!r}",
            lambda s, name=name, value=value: nnet(s.x, s.y, size=1, **{name: value}),
            ArgumentError,
            f"invalid '{name}'",
        )
        for name in ("linout", "entropy", "softmax", "censored", "skip", "Hess", "trace")
        for value in (1, "yes", None, [True])
    ],
    (
        "decay a column",
        lambda s: nnet(s.x, s.y, size=1, decay=np.zeros((5, 1))),
        ArgumentError,
        "invalid 'decay'",
    ),
    # --- unknown arguments
    (
        "maxxit",
        lambda s: nnet(s.x, s.y, size=1, maxxit=3),
        UnknownArgumentError,
        "unused argument (maxxit = 3): did you mean 'maxit'?",
    ),
    (
        "siz",
        lambda s: nnet(s.x, s.y, siz=2),
        UnknownArgumentError,
        "unused argument (siz = 2): did you mean 'size'?",
    ),
    (
        "na.action",
        lambda s: nnet("y ~ u", s.d, size=1, **{"na.action": "omit"}),
        UnknownArgumentError,
        "unused argument (na.action = 'omit'): did you mean 'na_action'?",
    ),
    (
        "something else",
        lambda s: nnet(s.x, s.y, size=1, zzqq=0),
        UnknownArgumentError,
        "unused argument (zzqq = 0)",
    ),
    # --- method and seed
    (
        "method unknown",
        lambda s: nnet(s.x, s.y, size=1, method="nosuch"),
        ArgumentError,
        "invalid 'method': got 'nosuch'. Pass one of R-BFGS, L-BFGS-B",
    ),
    (
        "method without gradient",
        lambda s: nnet(s.x, s.y, size=1, method="Nelder-Mead"),
        ArgumentError,
        "invalid 'method': 'Nelder-Mead' does not use gradients",
    ),
    (
        "method a function",
        lambda s: nnet(s.x, s.y, size=1, method=pynnet.r_bfgs),
        ArgumentError,
        "invalid 'method'",
    ),
    *[
        (
            f"seed {seed!r}",
            lambda s, seed=seed: nnet(s.x, s.y, size=1, seed=seed),
            ArgumentError,
            "supplied seed is not a valid integer",
        )
        for seed in ("a", 1.5, NAN, 2**31, -(2**31), True, [1])
    ],
    # --- formula and data
    (
        "unknown column",
        lambda s: nnet("y ~ u + nosuch", s.d, size=1),
        FormulaError,
        "object 'nosuch' not found",
    ),
    (
        "unknown response",
        lambda s: nnet("nosuch ~ u", s.d, size=1),
        FormulaError,
        "object 'nosuch' not found",
    ),
    (
        "no response",
        lambda s: nnet("~ u", s.d, size=1),
        FormulaError,
        "'data' must be of a vector type",
    ),
    (
        "formula cut off",
        lambda s: nnet("y ~ ", s.d, size=1),
        FormulaError,
        "unexpected end of input",
    ),
    ("formula wrong", lambda s: nnet("y ~ u +* v", s.d, size=1), FormulaError, "unexpected '*'"),
    ("formula empty", lambda s: nnet("", s.d, size=1), FormulaError, ""),
    ("data a number", lambda _: nnet("y ~ u", 3, size=1), DataError, "data must be a DataFrame"),
    (
        "data with a column name twice",
        lambda s: nnet("y ~ u", pd.concat([s.d, s.d[["u"]]], axis=1), size=1),
        DataError,
        "data has two columns named 'u'",
    ),
    (
        "data with columns of several levels",
        lambda s: nnet("y ~ u", pd.concat({"a": s.d}, axis=1), size=1),
        DataError,
        "data has columns of 2 levels",
    ),
    ("data empty", lambda s: nnet("y ~ u", s.d.iloc[:0], size=1), DataError, "no rows to fit"),
    (
        "data empty, classes",
        lambda s: nnet("k ~ u", s.d.iloc[:0], size=1),
        DataError,
        "no rows to fit",
    ),
    (
        "all rows dropped",
        lambda s: nnet("y ~ u", s.d.assign(u=NAN), size=1),
        DataError,
        "no rows to fit",
    ),
    (
        "all rows dropped, classes",
        lambda s: nnet("k ~ u", s.d.assign(u=NAN), size=1),
        DataError,
        "no rows to fit",
    ),
    (
        "infinite column",
        lambda s: nnet("y ~ u", s.d.assign(u=INF), size=1),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 2)",
    ),
    (
        "logarithm of 0",
        lambda s: nnet("y ~ log(u)", s.d, size=1),
        DataError,
        "NA/NaN/Inf in foreign function call (arg 2)",
    ),
    (
        "column of dates",
        lambda s: nnet("y ~ t", s.d.assign(t=s.dates.to_numpy()), size=1),
        DataError,
        "variable 't' has dtype datetime64",
    ),
    (
        "column of lists",
        lambda s: nnet("y ~ t", s.d.assign(t=[[1], [2], [3], [4]]), size=1),
        DataError,
        "invalid type (list) for variable 't'",
    ),
    (
        "sparse column",
        lambda s: nnet("y ~ t", s.d.assign(t=pd.arrays.SparseArray([0.0, 0, 1, 0])), size=1),
        DataError,
        "variable 't' is sparse",
    ),
    (
        "predictor of one level",
        lambda s: nnet("y ~ one", s.d.assign(one="a"), size=1),
        DataError,
        "contrasts can be applied only to factors with 2 or more levels",
    ),
    (
        "na_action unknown",
        lambda s: nnet("y ~ u", s.d, size=1, na_action="drop"),
        ArgumentError,
        "na_action must be 'omit', 'exclude', 'fail'",
    ),
    (
        "na_action fail",
        lambda s: nnet("y ~ u", s.d.assign(u=[1, NAN, 2, 3]), size=1, na_action="fail"),
        DataError,
        "missing values in object",
    ),
    (
        "contrast unknown",
        lambda s: nnet("y ~ k", s.d, size=1, contrasts={"k": "nosuch"}),
        ArgumentError,
        "object 'contr.nosuch' of mode 'function' was not found",
    ),
    (
        "contrasts no mapping",
        lambda s: nnet("y ~ k", s.d, size=1, contrasts="sum"),
        ArgumentError,
        "",
    ),
    (
        "subset mask of another length",
        lambda s: nnet("y ~ u", s.d, size=1, subset=[True]),
        ArgumentError,
        "subset has 1 elements",
    ),
    (
        "subset outside",
        lambda s: nnet("y ~ u", s.d, size=1, subset=[0, 4]),
        ArgumentError,
        "subset: position 4 is outside",
    ),
    (
        "subset text",
        lambda s: nnet("y ~ u", s.d, size=1, subset="u > 0"),
        ArgumentError,
        "subset must be a boolean mask",
    ),
    (
        "subset empty",
        lambda s: nnet("y ~ u", s.d, size=1, subset=[False] * 4),
        DataError,
        "no rows to fit",
    ),
    (
        "subset without a formula",
        lambda s: nnet(s.x, s.y, size=1, subset=[0]),
        ArgumentError,
        "'subset' goes with a formula",
    ),
    (
        "na_action without a formula",
        lambda s: nnet(s.x, s.y, size=1, na_action="exclude"),
        ArgumentError,
        "'na_action' goes with a formula",
    ),
    (
        "contrasts without a formula",
        lambda s: nnet(s.x, s.y, size=1, contrasts={}),
        ArgumentError,
        "'contrasts' goes with a formula",
    ),
]


@pytest.fixture
def given():
    """Make the data that the calls of the table use."""
    x = np.array([[0.0, 1.0], [0.5, 2.0], [1.0, -1.0], [0.25, 0.0]])
    missing, infinite = x.copy(), x.copy()
    missing[1, 0], infinite[1, 0] = NAN, -INF
    y = np.array([0.0, 1.0, 1.0, 0.5])
    d = pd.DataFrame({"u": x[:, 0], "v": x[:, 1], "y": y, "g": list("nyyn"), "k": list("pqrq")})
    dates = pd.Series(pd.date_range("2020-01-01", periods=4))
    return SimpleNamespace(x=x, y=y, missing=missing, infinite=infinite, d=d, dates=dates)


def snapshot(given):
    """All that the data are made of."""
    arrays = [
        (array.tobytes(), array.flags.writeable, array.shape)
        for array in (given.x, given.y, given.missing, given.infinite)
    ]
    return arrays, given.d.copy(deep=True), given.dates.copy(deep=True)


@pytest.mark.parametrize(
    ("call", "error", "message"), [pytest.param(*row[1:], id=row[0]) for row in TABLE]
)
def test_bad_input_is_refused_before_anything_is_done(
    capsys, global_stream, given, call, error, message
):
    """The right class and words; no number drawn, nothing printed, nothing changed."""
    state, before = global_stream.state, snapshot(given)
    with pytest.raises(pynnet.PynnetError) as caught:
        call(given)
    assert type(caught.value) is error
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) > 20
    assert np.array_equal(global_stream.state, state)
    assert capsys.readouterr() == ("", "")
    after = snapshot(given)
    assert after[0] == before[0]
    pd.testing.assert_frame_equal(after[1], before[1])
    pd.testing.assert_series_equal(after[2], before[2])


def test_names_in_the_table_are_different():
    """So that each row is a test of its own."""
    names = [row[0] for row in TABLE]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "call",
    [
        lambda s, k: nnet("k ~ u", s.d.assign(k=k), size=1),
        lambda s, k: nnet(s.x, k, size=1),
    ],
    ids=["formula", "arrays"],
)
def test_one_used_class_of_three_is_refused_with_rs_warning(global_stream, given, call):
    """R warns of the empty groups first."""
    k = pd.Categorical(["a"] * 4, categories=["a", "b", "c"])
    state = global_stream.state
    with (
        pytest.warns(RWarning, match="groups ‘b’ ‘c’ are empty"),
        pytest.raises(ArgumentError, match="requires at least two response categories"),
    ):
        call(given, k)
    assert np.array_equal(global_stream.state, state)


def test_contrasts_of_an_unknown_column_give_rs_warning(given):
    """R goes on without it, and so does pynnet."""
    with pytest.warns(RWarning, match="variable 'nosuch' is absent, its contrast will be ignored"):
        nnet("y ~ k", given.d, size=1, contrasts={"nosuch": "sum"}, maxit=0, trace=False, seed=1)


@pytest.mark.parametrize(
    ("error", "bases"),
    [
        (ArgumentError, (pynnet.PynnetError, ValueError)),
        (DataError, (pynnet.PynnetError, ValueError)),
        (FormulaError, (pynnet.PynnetError, ValueError)),
        (UnknownArgumentError, (ArgumentError, TypeError)),
    ],
)
def test_errors_can_be_caught_as_pythons_own(error, bases):
    """ValueError, and TypeError for an unknown keyword; users see them as pynnet's."""
    assert all(issubclass(error, base) for base in bases)
    assert error.__module__ == "pynnet"


def test_warnings_are_user_warnings_of_two_kinds():
    """What R says, and what R does not say, can be silenced apart."""
    for category in (pynnet.RWarning, pynnet.FitWarning):
        assert issubclass(category, UserWarning)
        assert category.__module__ == "pynnet"
    assert not issubclass(pynnet.RWarning, pynnet.FitWarning)
    assert not issubclass(pynnet.FitWarning, pynnet.RWarning)


def test_refused_call_gives_no_advice(given):
    """An error is enough: no warning beside it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ArgumentError, match="too many"):
            nnet(given.x, given.y * 10, size=1000)
