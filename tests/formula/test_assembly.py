"""The two roads to a matrix: patsy's, and the direct one for large data. They agree in all bits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pynnet._formula.design import assembly as _assembly
from pynnet._formula.design import direct_assembly as _direct_assembly

from ..support import make_design

RNG = np.random.default_rng(1)
N = 600
DATA = pd.DataFrame(
    {
        "x": RNG.normal(size=N),
        "z": RNG.normal(size=N) * 1e200,
        "w": np.where(RNG.random(N) < 0.02, np.inf, -RNG.random(N)),
        "g": pd.Categorical(RNG.choice(list("abc"), N)),
        "h": pd.Categorical(RNG.choice(["lo", "hi"], N), categories=["lo", "hi"]),
        "o": pd.Categorical(RNG.choice(list("pqrs"), N), categories=list("pqrs"), ordered=True),
    }
)
MISSING = DATA.assign(
    g=DATA["g"].where(RNG.random(N) > 0.1), x=DATA["x"].where(RNG.random(N) > 0.1)
)
VARIABLES = ["x", "z", "w", "g", "h", "o", "cbind(x, z)", "poly(x, 2)", "(x > 0)", "C(g, helmert)"]
TERMS = st.lists(st.sampled_from(VARIABLES), min_size=1, max_size=4, unique=True).map(":".join)
FORMULAS = st.lists(TERMS, min_size=1, max_size=5).map(lambda terms: "~ " + " + ".join(terms))


def bits(formula, data, few, block, **options):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_assembly, "_FEW", few)
        patch.setattr(_direct_assembly, "_ROWS_AT_A_TIME", block)
        matrix = make_design(formula, data, **options).matrix
    assert matrix.flags.c_contiguous
    return np.where(np.isnan(matrix), 0, matrix.view(np.int64)), np.isnan(matrix)


@settings(max_examples=60)
@given(FORMULAS, st.booleans(), st.sampled_from([7, 256, 4096]), st.sampled_from([20, N]))
def test_matrix_when_assembled_in_two_ways(formula, intercept, block, rows):
    """Whatever the terms, the size of the blocks, and the number of combinations of levels."""
    data = DATA.iloc[:rows]
    by_patsy, nan_by_patsy = bits(formula, data, 10**9, block, intercept=intercept)
    direct, nan_direct = bits(formula, data, 0, block, intercept=intercept)
    assert (nan_direct == nan_by_patsy).all()
    assert (direct == by_patsy).all()


@settings(max_examples=30)
@given(FORMULAS.filter(lambda f: "poly" not in f))
def test_matrix_when_missing_values_are_kept(formula):
    """A missing level makes all columns of its terms missing."""
    by_patsy, nan_by_patsy = bits(formula, MISSING, 10**9, 64, na_action="pass")
    direct, nan_direct = bits(formula, MISSING, 0, 64, na_action="pass")
    assert (nan_direct == nan_by_patsy).all()
    assert (direct == by_patsy).all()
