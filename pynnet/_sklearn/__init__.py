"""Networks, multinomial models and formulas as estimators of scikit-learn.

library: what is taken of scikit-learn, which need not be installed; classes: how it sorts classes
and how R does; fitting: restarts, warm starts, what is known of a fit; classifying: predictions of
classes; classifier, regressor, multinomial, formulas: the estimators.

May import: _multinom, _nnet, _formula, _data, _random, _ground.
Other rooms import only what is named here.
"""

from .classifier import NNetClassifier
from .fitting import FitConvergenceWarning
from .formulas import RFormula
from .multinomial import MultinomClassifier
from .regressor import NNetRegressor

__all__ = [
    "FitConvergenceWarning",
    "MultinomClassifier",
    "NNetClassifier",
    "NNetRegressor",
    "RFormula",
]
