"""What ``python -m pynnet`` shows: a network fitted to the iris data, as an R user would see it."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from pynnet._data import load_iris
from pynnet._network import engine_sentence
from pynnet._nnet import nnet
from pynnet._random import sample, set_seed

__all__ = ["demonstrate"]

_R_SCRIPT = """\
In R:                                            In Python:
  set.seed(2)                                      set_seed(2)
  pick <- sample(150, 105)                         pick = sample(150, 105) - 1
  fit <- nnet(Species ~ ., data = iris[pick, ],    fit = nnet("Species ~ .", data=iris.iloc[pick],
              size = 2, rang = 0.1,                           size=2, rang=0.1,
              decay = 5e-4, maxit = 200)                      decay=5e-4, maxit=200)
"""


def demonstrate() -> None:
    """Fit a network to two thirds of the iris data and classify the rest."""
    say = sys.stdout.write
    say(_R_SCRIPT + "\n")
    iris = load_iris()
    set_seed(2)
    pick = sample(len(iris), 105) - 1
    test = iris.iloc[np.setdiff1d(np.arange(len(iris)), pick)]
    fit = nnet("Species ~ .", data=iris.iloc[pick], size=2, rang=0.1, decay=5e-4, maxit=200)
    say(f"\n{fit}\n\n{fit.summary()}\n\n")
    predicted = np.ravel(fit.predict(test, type="class"))
    table = pd.crosstab(test["Species"], predicted, rownames=["actual"], colnames=["predicted"])
    say(f"The {len(test)} rows held out:\n{table}\n\n")
    say(engine_sentence() + "\n")
