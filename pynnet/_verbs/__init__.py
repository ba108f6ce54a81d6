"""R's verbs under R's names, on NumPy's and pandas' objects: what `pynnet.r` offers.

`calls` hands values to the functions that formulas have, and what these return to Python; `fits`
asks the methods of fits.

May import: _multinom, _nnet, _formula, _data, _numerics, _ground.
Other rooms import only what is named here.
"""

from .fits import (
    AIC,
    BIC,
    add1,
    anova,
    coef,
    confint,
    deviance,
    drop1,
    extractAIC,
    fitted,
    formula,
    logLik,
    predict,
    residuals,
    step,
    update,
    vcov,
)

__all__ = [
    "AIC",
    "BIC",
    "add1",
    "anova",
    "coef",
    "confint",
    "deviance",
    "drop1",
    "extractAIC",
    "fitted",
    "formula",
    "logLik",
    "predict",
    "residuals",
    "step",
    "update",
    "vcov",
]
