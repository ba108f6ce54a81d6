"""The models that tests of type III compare: without the columns of one term, with all others."""

from __future__ import annotations

import numpy as np

from pynnet._ground import FormulaError

from ..fitted import MultinomFit
from .trials import Trials

__all__ = ["without_each_term"]


def without_each_term(fit: MultinomFit) -> dict[str, tuple[float, int]]:
    """Deviance and number of coefficients of the model without the columns of each term.

    The columns are those of the fit: a formula without a main effect beside its interaction would
    make others, of the same space, and there would be nothing to test.
    """
    trials = Trials(fit, trace=False)
    whole = trials.ready(fit._spec.terms)
    assign = np.array(fit._spec.assign)
    models = {}
    for number, label in enumerate(fit._spec.term_labels, start=1):
        dropped = assign == number
        if dropped.all():
            raise FormulaError(
                f"incorrect length of 'mask': without the columns of {label} there is nothing to "
                "estimate, and the term cannot be tested. Fit the model with an intercept."
            )
        models[label] = trials.without_columns(whole, dropped)
    return models
