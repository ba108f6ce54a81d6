"""The criterion at each iteration of a search, and what fits keep of it."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from scipy.optimize import minimize, rosen, rosen_der

import pynnet
from pynnet._network.search import bfgs

from ..support import assert_same_bits
from .networks import CRITERIA, make_case

IRIS = pynnet.load_iris()
OPTIONS = {"size": 2, "decay": 0.01, "trace": False, "seed": 1}


def plain_case(criterion, **more):
    """A case whose losses are logarithms of single probabilities, each counted once."""
    case = make_case(criterion, decay="scalar", **more)
    classes = np.random.default_rng(3).integers(case.t.shape[1], size=len(case.t))
    return case._replace(t=np.eye(case.t.shape[1])[classes], w=np.ones(len(case.w)))


def searched(case, method):
    """A search of a case, by a method of SciPy's protocol."""
    objective = case.objective()
    mask = np.ones(case.network.n_weights, dtype=bool)
    options = {"maxiter": 40, "abstol": 1e-4, "reltol": 1e-8, "mask": mask, "disp": False}
    run = objective.r_bfgs if method is None else method
    with np.errstate(all="ignore"):
        return minimize(
            objective.value, case.wts, jac=objective.gradient, method=run, options=options
        )


@pytest.mark.parametrize("criterion", CRITERIA)
def test_path_has_the_exact_criterion_of_each_iteration(criterion):
    """Where losses are no plain logarithms: that of the reference at each of its iterations."""
    case = make_case(criterion, p=3, size=2, q=3, n=70)
    exact, ours = searched(case, bfgs.r_bfgs), searched(case, None)
    assert len(ours.path) == ours.nit > 5
    assert_same_bits(ours.path, exact.path)


@pytest.mark.parametrize("n", [5, 64, 200])
@pytest.mark.parametrize("criterion", ["entropy", "softmax"])
def test_path_of_plain_losses_is_rough_between_exact_ends(criterion, n):
    """Logarithms of products are within rounding of the sum of logarithms."""
    case = plain_case(criterion, p=3, size=2, q=3, n=n)
    exact, ours = searched(case, bfgs.r_bfgs), searched(case, None)
    assert len(ours.path) == ours.nit > 5
    assert_same_bits(ours.path[[0, -1]], exact.path[[0, -1]])
    assert (np.abs(ours.path - exact.path) <= 1e-13 * (1 + exact.path)).all()


@pytest.mark.parametrize("size", [0, 1])
def test_path_of_large_models_is_that_of_both_engines(size, kernel):  # noqa: ARG001
    """Without hidden units exact behind 2048 cases, where the kernel uses a tangent."""
    from pynnet._network.compiled_engine import CompiledObjective
    from pynnet._network.numpy_engine import NumPyObjective

    case = plain_case("softmax", p=3, size=size, q=3, n=2100)
    mask = np.ones(case.network.n_weights, dtype=bool)
    options = {"maxiter": 15, "abstol": 1e-4, "reltol": 1e-8, "mask": mask, "disp": False}
    paths = [
        minimize(o.value, case.wts, jac=o.gradient, method=o.r_bfgs, options=options).path
        for o in (CompiledObjective(*case.parts, 2), NumPyObjective(*case.parts))
    ]
    assert_same_bits(*paths)
    exact = searched(case, bfgs.r_bfgs).path[: len(paths[0]) - 1]
    assert (size == 0) == np.array_equal(paths[0][:-1], exact)


def test_values_that_lose_digits_in_a_product_are_added_one_by_one():
    """Probabilities near 0: the product of 64 is below all numbers."""
    case = plain_case("softmax", p=3, size=1, q=3, n=130)
    case = case._replace(wts=case.wts * 40)
    exact, ours = searched(case, bfgs.r_bfgs), searched(case, None)
    assert exact.path[0] > 700
    assert (np.abs(ours.path - exact.path) <= 1e-12 * (1 + exact.path)).all()


def test_searches_of_ones_own_functions_have_a_path_too():
    """Values at the points that the callback sees, and the start before them."""
    seen = []
    result = minimize(rosen, [-1.2, 1.0], jac=rosen_der, method=pynnet.r_bfgs, callback=seen.append)
    assert result.path.tolist()[:-1] == [rosen([-1.2, 1.0]), *map(rosen, seen)][:-1]
    assert result.path[-1] == result.fun
    assert minimize(rosen, [2.0, 1.0], method=pynnet.r_bfgs, options={"maxiter": 0}).path == [901.0]


# Of fits ---------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
@pytest.mark.parametrize("trace", [False, True])
def test_fit_has_the_numbers_of_the_trace(trace, capsys):
    """Iterations count as in R, whose trace has every tenth of them."""
    fit = pynnet.nnet("Species ~ .", IRIS, maxit=35, **{**OPTIONS, "trace": True})
    lines = capsys.readouterr().out.splitlines()
    told = {int(line[4:8]): line[8:] for line in lines if line.startswith("iter")}
    assert told == {k: f" value {fit.path[k]:f}" for k in (10, 20, 30)}
    assert f"initial  value {fit.path[1]:f} " in lines
    assert fit.path.index.tolist() == list(range(1, 36))
    assert fit.path.iloc[-1] == fit.value
    again = pynnet.nnet("Species ~ .", IRIS, maxit=35, **{**OPTIONS, "trace": trace})
    assert_same_bits(again.path, fit.path)


@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
def test_multinomial_models_and_pickles_keep_the_path():
    """What they return is the caller's own."""
    fit = pynnet.multinom("Species ~ Sepal.Width", IRIS, trace=False)
    assert fit.path.iloc[-1] == fit.value
    path = fit.path
    path.iloc[0] = 0.0
    assert fit.path.iloc[0] > 100
    assert_same_bits(pickle.loads(pickle.dumps(fit)).path, fit.path)


@pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")
@pytest.mark.parametrize("method", ["L-BFGS-B", "TNC", "trust-constr", "Newton-CG"])
def test_methods_of_scipy_tell_of_their_own_iterations(method):
    """From the start to the value of the fit."""
    data = IRIS.sample(50, random_state=1)
    fit = pynnet.nnet("Species ~ .", data, maxit=500, method=method, **OPTIONS)
    start = pynnet.nnet("Species ~ .", data, maxit=0, **OPTIONS)
    assert len(fit.path) > 3
    assert fit.path.iloc[0] == start.value == start.path[1]
    assert fit.path.iloc[-1] == fit.value < start.value
