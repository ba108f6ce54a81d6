"""How sure a multinomial model is of its coefficients, and how well it fits.

The functions named here are methods of :class:`pynnet.Multinom`.
"""

from .fit_measures import extractAIC, glance, logLik, lr_test, lr_tests, pseudo_r2
from .methods import coef, confint, summary, tidy, vcov

__all__ = [
    "coef",
    "confint",
    "extractAIC",
    "glance",
    "logLik",
    "lr_test",
    "lr_tests",
    "pseudo_r2",
    "summary",
    "tidy",
    "vcov",
]
