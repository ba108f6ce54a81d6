"""R's verbs under R's names, on NumPy's and pandas' objects: what `pynnet.r` offers, all of it.

`calls` hands values to the functions that formulas have, and what these return to Python;
`elements` chooses by positions, `applying` calls the `functions` that users pass. The verbs on
vectors are in `numbers`, `vectors` and `probability`, those on `matrices`, `frames` and `models` in
rooms of theirs. `tables` are of counts, by `cells` as the groups of frames; `describing` says what
an object is made of or amounts to, `equality` whether two are the same; `reading` and `writing` are
about text, `conditions` about errors and output.

May import: _rfiles, _tuning, _multinom, _nnet, _formula, _data, _random, _printing, _numerics,
_ground.
Other rooms import only what is named here.
"""

from pynnet._data import load_iris
from pynnet._formula import model_matrix
from pynnet._multinom import multinom, multinom_hess
from pynnet._nnet import class_ind, nnet, nnet_hess
from pynnet._printing import Table, options, show
from pynnet._printing import show as print_
from pynnet._random import rnorm, runif, sample, set_seed
from pynnet._rfiles import load_rdata, read_rds, validate, write_rds
from pynnet._tuning import best_nnet, best_tune, tune, tune_control, tune_nnet

from .applying import apply, lapply, mapply, sapply
from .conditions import capture_output, conditionMessage, tryCatch
from .describing.structure import str_
from .describing.summary import summary
from .equality import all_equal, identical
from .frames.binding import cbind, rbind
from .frames.converting import as_data_frame
from .frames.groups import aggregate, tapply
from .frames.making import data_frame, expand_grid, subset
from .frames.merging import merge
from .frames.splitting import split
from .matrices.making import as_matrix, matrix, t
from .matrices.products import crossprod, matmul, outer, tcrossprod
from .matrices.shapes import colnames, diag, dim, dimnames, names, ncol, nrow, rownames
from .matrices.solving import Eigen, det, eigen, solve
from .models.comparing import AIC, BIC, add1, anova, drop1, extractAIC, step, update
from .models.fits import (
    coef,
    confint,
    deviance,
    fitted,
    formula,
    logLik,
    predict,
    residuals,
    vcov,
)
from .models.testing import lrtest, nobs
from .numbers.logarithms import exp, expm1, log, log1p, log2, log10, sqrt
from .numbers.margins import colMeans, colSums, rowMeans, rowSums
from .numbers.moments import cor, cov, sd, var
from .numbers.rounding import abs_, ceiling, floor, round_, sign, signif, trunc
from .numbers.running import cummax, cummin, cumprod, cumsum, diff, pmax, pmin
from .numbers.scaling import Scaling, scale, scaling
from .numbers.summaries import IQR, mad, mean, median, quantile, weighted_mean
from .numbers.totals import all_, any_, max_, min_, prod, range_, sum_
from .numbers.waves import cos, sin, tan, tanh
from .probability.chi_squared import pchisq, pt
from .probability.normal import dlogis, dnorm, plogis, pnorm, qlogis, qnorm
from .probability.p_values import p_adjust
from .probability.random_numbers import rbinom, rexp, rpois
from .probability.uniform import dexp, dunif, pexp, punif, qexp, qunif
from .reading import read_csv
from .tables import addmargins, margin_table, prop_table, table
from .vectors.choosing import cut, ifelse
from .vectors.classes import max_col, which_is_max
from .vectors.combining import as_vector, c, length, setNames, unlist, unname
from .vectors.converting import as_character, as_factor, as_integer, as_logical, as_numeric
from .vectors.factors import droplevels, factor, interaction, levels, nlevels, ordered, relevel
from .vectors.kinds import is_character, is_factor, is_logical, is_numeric
from .vectors.missing import complete_cases, is_finite, is_infinite, is_na, is_nan, na_omit
from .vectors.ordering import duplicated, order, rank, rev, sort, unique
from .vectors.positions import head, tail, take
from .vectors.searching import is_in, match, which, which_max, which_min
from .vectors.sequences import embed, rep, rep_len, seq, seq_along, seq_len, tabulate
from .vectors.sets import intersect, setdiff, union
from .vectors.texts import nchar, paste, paste0, sprintf, substr, tolower, toupper
from .writing import cat

__all__ = [
    "AIC",
    "BIC",
    "Eigen",
    "IQR",
    "Scaling",
    "Table",
    "abs_",
    "add1",
    "addmargins",
    "aggregate",
    "all_",
    "all_equal",
    "anova",
    "any_",
    "apply",
    "as_character",
    "as_data_frame",
    "as_factor",
    "as_integer",
    "as_logical",
    "as_matrix",
    "as_numeric",
    "as_vector",
    "best_nnet",
    "best_tune",
    "c",
    "capture_output",
    "cat",
    "cbind",
    "ceiling",
    "class_ind",
    "coef",
    "colMeans",
    "colSums",
    "colnames",
    "complete_cases",
    "conditionMessage",
    "confint",
    "cor",
    "cos",
    "cov",
    "crossprod",
    "cummax",
    "cummin",
    "cumprod",
    "cumsum",
    "cut",
    "data_frame",
    "det",
    "deviance",
    "dexp",
    "diag",
    "diff",
    "dim",
    "dimnames",
    "dlogis",
    "dnorm",
    "drop1",
    "droplevels",
    "dunif",
    "duplicated",
    "eigen",
    "embed",
    "exp",
    "expand_grid",
    "expm1",
    "extractAIC",
    "factor",
    "fitted",
    "floor",
    "formula",
    "head",
    "identical",
    "ifelse",
    "interaction",
    "intersect",
    "is_character",
    "is_factor",
    "is_finite",
    "is_in",
    "is_infinite",
    "is_logical",
    "is_na",
    "is_nan",
    "is_numeric",
    "lapply",
    "length",
    "levels",
    "load_iris",
    "load_rdata",
    "log",
    "log10",
    "log1p",
    "log2",
    "logLik",
    "lrtest",
    "mad",
    "mapply",
    "margin_table",
    "match",
    "matmul",
    "matrix",
    "max_",
    "max_col",
    "mean",
    "median",
    "merge",
    "min_",
    "model_matrix",
    "multinom",
    "multinom_hess",
    "na_omit",
    "names",
    "nchar",
    "ncol",
    "nlevels",
    "nnet",
    "nnet_hess",
    "nobs",
    "nrow",
    "options",
    "order",
    "ordered",
    "outer",
    "p_adjust",
    "paste",
    "paste0",
    "pchisq",
    "pexp",
    "plogis",
    "pmax",
    "pmin",
    "pnorm",
    "predict",
    "print_",
    "prod",
    "prop_table",
    "pt",
    "punif",
    "qexp",
    "qlogis",
    "qnorm",
    "quantile",
    "qunif",
    "range_",
    "rank",
    "rbind",
    "rbinom",
    "read_csv",
    "read_rds",
    "relevel",
    "rep",
    "rep_len",
    "residuals",
    "rev",
    "rexp",
    "rnorm",
    "round_",
    "rowMeans",
    "rowSums",
    "rownames",
    "rpois",
    "runif",
    "sample",
    "sapply",
    "scale",
    "scaling",
    "sd",
    "seq",
    "seq_along",
    "seq_len",
    "setNames",
    "set_seed",
    "setdiff",
    "show",
    "sign",
    "signif",
    "sin",
    "solve",
    "sort",
    "split",
    "sprintf",
    "sqrt",
    "step",
    "str_",
    "subset",
    "substr",
    "sum_",
    "summary",
    "t",
    "table",
    "tabulate",
    "tail",
    "take",
    "tan",
    "tanh",
    "tapply",
    "tcrossprod",
    "tolower",
    "toupper",
    "trunc",
    "tryCatch",
    "tune",
    "tune_control",
    "tune_nnet",
    "union",
    "unique",
    "unlist",
    "unname",
    "update",
    "validate",
    "var",
    "vcov",
    "weighted_mean",
    "which",
    "which_is_max",
    "which_max",
    "which_min",
    "write_rds",
]
