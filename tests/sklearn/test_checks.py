"""scikit-learn's own checks of what an estimator must do: all of them, none excused."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from sklearn.exceptions import SkipTestWarning
from sklearn.utils.estimator_checks import check_estimator, parametrize_with_checks

from pynnet.sklearn import MultinomClassifier, NNetClassifier, NNetRegressor, RFormula

ESTIMATORS = [
    NNetClassifier(random_state=1),
    NNetRegressor(random_state=1),
    MultinomClassifier(),
    RFormula(),
]

# Before version 1.6 scikit-learn has a generator there, which pytest takes no more.
CHECKS = parametrize_with_checks(ESTIMATORS).mark
NEEDS_THE_ENVIRONMENT = "check_array_api_input"  # which SciPy reads when it is first imported


@pytest.mark.parametrize(("estimator", "check"), list(CHECKS.args[1]), ids=CHECKS.kwargs["ids"])
@pytest.mark.usefixtures("numpys_state")  # from which one of them draws
@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")  # what is fitted there makes no sense
def test_scikit_learns_checks(estimator, check):
    """Each by itself."""
    if NEEDS_THE_ENVIRONMENT not in str(check):
        check(estimator)


def test_scikit_learns_checks_of_arrays_of_other_libraries():
    """All of them once more, in a process in which none is left out."""
    program = f"""
import warnings
from sklearn.exceptions import SkipTestWarning
from pynnet import FitWarning
from pynnet.sklearn import *
from sklearn.utils.estimator_checks import check_estimator
warnings.simplefilter("error", {SkipTestWarning.__name__})
warnings.simplefilter("ignore", FitWarning)
for estimator in {ESTIMATORS}:
    {check_estimator.__name__}(estimator)
"""
    environment = {**os.environ, "SCIPY_ARRAY_API": "1"}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
