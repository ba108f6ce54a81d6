"""Estimators, and the data that they are tried on."""

from __future__ import annotations

import numpy as np
import pytest

from pynnet import load_iris
from pynnet.sklearn import MultinomClassifier, NNetClassifier, NNetRegressor, RFormula


@pytest.fixture
def numpys_state():
    """Put NumPy's global random state back, for what draws from it in scikit-learn or Dask."""
    before = np.random.get_state()  # noqa: NPY002
    yield
    np.random.set_state(before)  # noqa: NPY002


@pytest.fixture
def flowers():
    """Inputs and classes of iris."""
    iris = load_iris()
    return iris.drop(columns="Species"), iris["Species"]


@pytest.fixture(
    params=[
        lambda **more: NNetClassifier(size=2, decay=0.1, maxit=500, random_state=1, **more),
        lambda **more: MultinomClassifier(decay=0.1, maxit=500, **more),
    ],
    ids=["NNetClassifier", "MultinomClassifier"],
)
def classifier(request):
    """Make classifiers that converge on iris."""
    return request.param


@pytest.fixture
def regressor():
    """Make a regressor that converges on iris."""
    return NNetRegressor(size=2, decay=0.1, maxit=1000, random_state=1)


@pytest.fixture
def formula():
    """Make a transformer of the inputs of iris."""
    return RFormula("~ poly(Petal.Length, 2) + log(Sepal.Width)")
