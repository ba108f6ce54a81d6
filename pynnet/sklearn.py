"""Estimators for scikit-learn: ``from pynnet.sklearn import NNetClassifier``."""

from pynnet._sklearn import (
    FitConvergenceWarning,
    MultinomClassifier,
    NNetClassifier,
    NNetRegressor,
    RFormula,
)

__all__ = [
    "FitConvergenceWarning",
    "MultinomClassifier",
    "NNetClassifier",
    "NNetRegressor",
    "RFormula",
]
