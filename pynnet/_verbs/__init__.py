"""R's verbs under R's names, on NumPy's and pandas' objects: what `pynnet.r` offers.

`calls` hands values to the functions that formulas have, and what these return to Python; `fits`
and `comparing` ask the methods of fits, which `generic` finds; `frames`, `binding` and `shapes` are
about data frames and matrices.

May import: _multinom, _nnet, _formula, _data, _numerics, _ground.
Other rooms import only what is named here.
"""

from .binding import cbind, rbind
from .comparing import AIC, BIC, add1, anova, drop1, extractAIC, step, update
from .fits import (
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
from .frames import data_frame, expand_grid, subset
from .groups import aggregate, tapply
from .shapes import colnames, dim, names, ncol, nrow, rownames

__all__ = [
    "AIC",
    "BIC",
    "add1",
    "aggregate",
    "anova",
    "cbind",
    "coef",
    "colnames",
    "confint",
    "data_frame",
    "deviance",
    "dim",
    "drop1",
    "expand_grid",
    "extractAIC",
    "fitted",
    "formula",
    "logLik",
    "names",
    "ncol",
    "nrow",
    "predict",
    "rbind",
    "residuals",
    "rownames",
    "step",
    "subset",
    "tapply",
    "update",
    "vcov",
]
