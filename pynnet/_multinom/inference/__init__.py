"""How sure a multinomial model is of its coefficients, and how well it fits.

The functions named here are methods of :class:`pynnet.Multinom`, but `covariance_for`.
"""

from .covariances import covariance_for, vcov
from .fit_measures import extractAIC, glance, logLik, lr_test, lr_tests, pseudo_r2
from .methods import coef, confint, summary, tidy
from .table_columns import table_columns, to_list
from .wald import wald_test, wald_tests

__all__ = [
    "coef",
    "confint",
    "covariance_for",
    "extractAIC",
    "glance",
    "logLik",
    "lr_test",
    "lr_tests",
    "pseudo_r2",
    "summary",
    "table_columns",
    "tidy",
    "to_list",
    "vcov",
    "wald_test",
    "wald_tests",
]
