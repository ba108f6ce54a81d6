"""The compiled kernel against NumPy: the same bits for every network, thread count and machine."""

from __future__ import annotations

import contextlib
import hashlib
import io
import math
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pynnet
from pynnet import ArgumentError
from pynnet._network.exp_table import exp_table
from pynnet._network.forward import network_outputs
from pynnet._network.layout import Network
from pynnet._network.numpy_engine import NumPyObjective

from ..support import ROOT, assert_same_bits, plain_exp
from .networks import CRITERIA, Case, is_probability, make_case

pytestmark = pytest.mark.usefixtures("kernel")

# Around a vector, a block of the kernel (64) and a group of its gradient (2048).
ROWS = (1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 2047, 2048, 2049)


def compiled(case, threads=1):
    """The compiled objective of a case."""
    from pynnet._network.compiled_engine import CompiledObjective

    return CompiledObjective(*case.parts, threads)


def compiled_outputs(case):
    """The outputs at its weights, compiled."""
    from pynnet._network.compiled_engine import compiled_outputs

    return compiled_outputs(case.network, case.kind, case.wts, case.x)


def search(objective, wts, mask, **options):
    """A whole search: result, error and trace."""
    options = {"maxiter": 25, "abstol": 1e-4, "reltol": 1e-8, "disp": True, **options}
    trace, result, error = io.StringIO(), None, None
    with contextlib.redirect_stdout(trace):
        try:
            result = objective.r_bfgs(
                objective.value, wts, jac=objective.gradient, mask=mask, **options
            )
        except ArgumentError as raised:
            error = str(raised)
    return result, error, trace.getvalue()


_EXPECTED = {}


def expected(compute, case, *further):
    """What NumPy gives for a case, computed once whatever threads and instructions follow it."""
    digest = hashlib.sha256(repr((compute.__name__, case.network, case.criterion)).encode())
    for values in (*case[2:], *further):
        digest.update(pickle.dumps(values))
    key = digest.digest()
    if key not in _EXPECTED:
        with np.errstate(all="ignore"):
            _EXPECTED[key] = compute(case, *further)
    return _EXPECTED[key]


def numpy_point(case):
    """Value, gradient and outputs in NumPy."""
    plain = NumPyObjective(*case.parts)
    outputs = network_outputs(case.network, case.kind, case.wts, case.x)
    return plain.value(case.wts), plain.gradient(case.wts), outputs


def numpy_search(case, mask, options):
    """A whole search in NumPy."""
    return search(NumPyObjective(*case.parts), case.wts, mask, **options)


def check_point(case, threads=1):
    """Value, gradient and outputs are NumPy's."""
    value, gradient, outputs = expected(numpy_point, case)
    fast = compiled(case, threads)
    with np.errstate(all="ignore"):
        assert_same_bits(fast.value(case.wts), value)
        assert_same_bits(fast.gradient(case.wts), gradient)
    assert_same_bits(compiled_outputs(case), outputs)


def check_search(case, mask=None, threads=1, **options):
    """A whole search is NumPy's: weights, value, counts, status, message, error and trace.

    Whoever traces it is told exact values; otherwise rough ones may decide.
    """
    mask = np.ones(case.network.n_weights, dtype=bool) if mask is None else mask
    plain = expected(numpy_search, case, mask, options)
    traced = search(compiled(case, threads), case.wts, mask, **options)
    assert traced[1:] == plain[1:]
    silent = search(compiled(case, threads), case.wts, mask, disp=False, **options)
    assert silent[1:] == (plain[1], "")
    if plain[0] is None:
        return None
    for fast in (traced[0], silent[0]):
        assert_same_bits(fast.x, plain[0].x)
        assert_same_bits(fast.fun, plain[0].fun)
        assert_same_bits(fast.path, plain[0].path)
        for name in ("nit", "nfev", "njev", "status", "success", "message"):
            assert fast[name] == plain[0][name], name
    return plain[0]


# Value, gradient, outputs ----------------------------------------------------------------------


@pytest.mark.parametrize("n", ROWS)
@pytest.mark.parametrize("criterion", CRITERIA)
def test_point_is_that_of_numpy_for_any_number_of_rows(criterion, n):
    """Whole blocks, short ones, and more than a group of them."""
    check_point(make_case(criterion, p=3, size=3, q=3, skip=True, n=n))
    check_point(make_case(criterion, p=9, size=0, q=2, n=n), threads=2)


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize(
    ("n", "p", "size"), [(20_001, 3, 9), (10_001, 801, 0)], ids=["many units", "many inputs"]
)
def test_point_and_search_are_those_of_numpy_for_large_data(n, p, size, threads):
    """Where the kernel no longer keeps all units, or all inputs in its own order."""
    case = make_case("least squares", p=p, size=size, q=1, n=n, linear=True, spread=0.1)
    check_point(case, threads)
    if size:
        check_search(case, threads=threads, maxiter=3)


@pytest.mark.parametrize("q", [1, 2, 3, 4, 5, 7, 8, 9, 17, 500])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_point_is_that_of_numpy_for_any_number_of_outputs(criterion, q):
    """Tiles of four units, and what is left of them."""
    check_point(make_case(criterion, p=2, size=2, q=q, n=70, skip=True))


@pytest.mark.parametrize("size", [*range(10), 15, 16, 17, 100])
@pytest.mark.parametrize("p", [0, 1, 6, 7, 8, 15, 16, 40])
def test_point_is_that_of_numpy_for_any_layout(p, size):
    """With and without direct connections; inputs or hidden units may be missing."""
    if p or size:
        check_point(make_case("least squares", p=p, size=size, q=2, n=67))
        check_point(make_case("softmax", p=p, size=size, q=3, n=67, skip=True))


@pytest.mark.parametrize("rows", [0, 1, 63, 64, 65, 200])
def test_outputs_are_those_of_numpy_for_any_number_of_rows(rows):
    """No rows give no outputs."""
    case = make_case("softmax", p=3, q=3, n=200)
    case = case._replace(x=case.x[:rows])
    expected = network_outputs(case.network, case.kind, case.wts, case.x)
    assert_same_bits(compiled_outputs(case), expected)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_point_is_that_of_numpy_where_probabilities_vanish(criterion):
    """Outputs of 0 and 1, impossible classes, sums of 0: losses of 1000 and slopes of 0/0."""
    for seed in range(5):
        case = make_case(criterion, p=2, size=3, q=3, n=130, seed=seed, spread=800.0, skip=True)
        t = case.t.copy()
        if criterion == "censored":
            t[::3] = 0.0  # no class is possible
        if criterion == "softmax":
            t[::4] = 0.0
            t[1::4] = -1.0  # an odd indicator, but R takes it
        check_point(case._replace(t=t))


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("scale", [1e-310, 1e100, 1e160, 1e308])
def test_point_is_that_of_numpy_for_extreme_numbers(criterion, scale):
    """Numbers too small to be normal, and sums that become infinite or NaN."""
    for size in (0, 2):
        case = make_case(criterion, p=3, size=size, q=3, n=66, skip=True)
        for name in ("x", "wts", "decay"):
            with np.errstate(over="ignore"):
                scaled = getattr(case, name) * scale
            check_point(case._replace(**{name: scaled}))


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf, -0.0])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_point_is_that_of_numpy_for_weights_that_are_no_numbers(criterion, odd):
    """One weight after the other."""
    case = make_case(criterion, p=2, size=2, q=3, n=9, skip=True)
    for place in range(len(case.wts)):
        wts = case.wts.copy()
        wts[place] = odd
        check_point(case._replace(wts=wts))


@pytest.mark.parametrize("z", [15.0, -15.0, 512.0, -512.0, 709.78, 745.2, 1000.0])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_point_is_that_of_numpy_where_functions_change_their_formula(criterion, z):
    """At the ends of the logistic function and of exp, and just beside them."""
    for near in (math.nextafter(z, -math.inf), z, math.nextafter(z, math.inf)):
        network = Network(1, 1, 2, skip=True, linear=is_probability(criterion))
        wts = np.array([near, 0.0, near, 1.0, 0.0, 0.0, 1.0, 0.0])
        one = np.ones((9, 1))
        t = np.tile([1.0, 0.0], (9, 1))
        check_point(Case(network, criterion, one, t, one[:, 0], np.zeros(8), wts))


# Whole searches --------------------------------------------------------------------------------


@st.composite
def searches(draw):
    """A case, a mask and the options of a search."""
    criterion = draw(st.sampled_from(CRITERIA))
    n = draw(st.one_of(st.integers(1, 70), st.sampled_from(ROWS)))
    small = n > 500
    case = make_case(
        criterion,
        p=draw(st.integers(1, 4 if small else 12)),
        size=draw(st.integers(0, 4 if small else 11)),
        q=draw(st.integers(2 if is_probability(criterion) else 1, 4 if small else 11)),
        skip=draw(st.booleans()),
        linear=draw(st.booleans()) and criterion != "entropy",
        n=n,
        seed=draw(st.integers(0, 2**32 - 1)),
        spread=draw(st.sampled_from([0.0, 0.01, 0.7, 3.0, 30.0, 1000.0])),
        decay=draw(st.sampled_from(["none", "scalar", "vector"])),
    )
    case = case._replace(x=case.x * draw(st.sampled_from([1.0, 1.0, 50.0, 1e5, 1e80])))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    mask = random.uniform(size=case.network.n_weights) < draw(st.sampled_from([1.0, 0.7, 0.0]))
    options = {
        "maxiter": draw(st.sampled_from([0, 1, 2, 10, 25])),
        "abstol": draw(st.sampled_from([1e-4, -math.inf, 1e3])),
        "reltol": draw(st.sampled_from([1e-8, 0.0, 0.1])),
        "threads": draw(st.sampled_from([1, 1, 2, 3, 7])),
    }
    return case, mask, options


@settings(max_examples=250)
@given(drawn=searches())
def test_search_is_that_of_numpy_for_any_network(drawn):
    """Shapes, data, saturation, masks, stopping rules and threads are drawn at random."""
    case, mask, options = drawn
    check_point(case, options["threads"])
    check_search(case, mask, **options)


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_long_search_is_that_of_numpy(criterion, skip):
    """Hundreds of steps amplify a single wrong bit."""
    case = make_case(criterion, p=4, size=4, q=3, n=80, skip=skip, spread=0.5, decay="scalar")
    result = check_search(case, maxiter=400, reltol=0.0)
    assert result.nit > 100


def test_search_is_that_of_numpy_where_steps_become_infinite():
    """The start is finite, trial points are not; the step is shortened until they are."""
    case = make_case("least squares", p=2, size=0, q=1, n=20, linear=True)
    case = case._replace(x=case.x * 1e120, wts=np.zeros(3), w=np.ones(20))
    result = check_search(case)
    assert result.nfev > 100


def test_search_is_that_of_numpy_where_the_start_is_not_finite():
    """The same error, in the same words, and nothing is printed."""
    case = make_case("least squares", p=2, size=0, q=1, n=20, linear=True)
    assert check_search(case._replace(x=case.x * 1e300)) is None
    assert check_search(case._replace(wts=np.full(3, np.nan))) is None


@pytest.mark.parametrize("threads", [1, 2])
def test_search_goes_on_from_a_refused_value_as_r_does(threads):
    """No shorter step moves a weight: the last value counts, though its evaluation broke off."""
    network = Network(1, 0, 1, skip=True, linear=True)
    x = np.random.default_rng(1).normal(size=(200, 1)) * 1e9
    zero = np.zeros(2)
    case = Case(network, "least squares", x, x * 1e-16, np.ones(200), zero, zero)
    result = check_search(case, threads=threads)
    assert result.njev == 1
    assert result.fun > compiled(case).value(zero)


@pytest.mark.parametrize("criterion", ["entropy", "censored"])
def test_search_is_that_of_numpy_where_rounding_lowers_the_criterion(criterion):
    """Targets that are met lose 0, or a bit less: no sum of the first cases is a bound."""
    for seed in range(10):
        case = make_case(criterion, p=1, size=1, n=300, decay="none", spread=0.1, seed=seed)
        t = np.full((300, 2), 0.3 if criterion == "entropy" else 1.0)
        case = case._replace(t=t, w=np.ones(300))
        check_search(case, maxiter=200, abstol=-math.inf, reltol=0.0)


@st.composite
def plain_searches(draw):
    """Each case has a class or none, as often as the others; so do all outputs of the entropy."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    criterion = draw(st.sampled_from(["entropy", "softmax"]))
    n, p = draw(st.one_of(st.integers(1, 300), st.sampled_from(ROWS))), draw(st.integers(1, 5))
    q, size = draw(st.integers(2, 4)), draw(st.sampled_from([0, 0, 1, 3]))
    network = Network(p, size, q, skip=True, linear=criterion == "softmax")
    m = network.n_weights
    x = random.normal(size=(n, p)) * draw(st.sampled_from([1.0, 0.01, 30.0, 1000.0]))
    scores = x[:, :1] * draw(st.sampled_from([0.0, 0.5, 20.0])) * np.arange(q)
    scores = scores + random.gumbel(size=(n, q))
    t = np.eye(q)[scores.argmax(axis=1)] if criterion == "softmax" else (scores > 0).astype(float)
    t[random.uniform(size=n) < draw(st.sampled_from([0.0, 0.2]))] = 0.0
    wts = random.normal(size=m) * draw(st.sampled_from([0.0, 0.3, 30.0]))
    decay = np.full(m, draw(st.sampled_from([0.0, 0.0, 1e-4, 10.0, -1e-3])))
    options = {
        "maxiter": draw(st.sampled_from([1, 3, 25, 200])),
        "abstol": draw(st.sampled_from([1e-4, -math.inf, 10.0])),
        "reltol": draw(st.sampled_from([1e-8, 1e-12, 1e-14, 0.0, 0.1])),
        "threads": draw(st.sampled_from([1, 1, 2])),
    }
    return Case(network, criterion, x, t, np.ones(n), decay, wts), options


@settings(max_examples=150)
@given(drawn=plain_searches())
def test_search_is_that_of_numpy_where_rough_values_decide(drawn):
    """Probabilities vanish, classes are separated; to the end, where roundings decide."""
    case, options = drawn
    check_search(case, **options)


@st.composite
def convex_searches(draw):
    """Large data without hidden units, the classes drawn from a model or from nothing."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    criterion = draw(st.sampled_from(["entropy", "softmax"]))
    n, p, q = draw(st.integers(2112, 2700)), draw(st.integers(1, 5)), draw(st.integers(2, 4))
    network = Network(p, 0, q, skip=True, linear=criterion == "softmax")
    m = network.n_weights
    scale = draw(st.sampled_from([1.0, 0.01, 30.0, 1000.0]))
    x = random.normal(size=(n, p)) * scale ** random.uniform(size=p)
    slopes = random.normal(size=(p, q)) * draw(st.sampled_from([0.0, 0.1, 1.0, 5.0]))
    scores = x / np.abs(x).max(axis=0) @ slopes + random.gumbel(size=(n, q))
    t = np.eye(q)[scores.argmax(axis=1)] if criterion == "softmax" else (scores > 0).astype(float)
    if draw(st.booleans()) and criterion == "softmax":
        t = random.multinomial(5, t * 0.5 + 0.5 / q) / draw(st.sampled_from([1.0, 5.0]))
    w = random.choice(draw(st.sampled_from([[1.0], [0.0, 1.0, 2.5], [0.1, 1e6]])), size=n)
    wts = random.normal(size=m) * draw(st.sampled_from([0.0, 0.3]))
    mask = np.ones(m, dtype=bool)
    if draw(st.booleans()):  # as in multinomial models
        wts[: p + 1], mask[: p + 1] = 0.0, False
    decay = np.full(m, draw(st.sampled_from([0.0, 0.0, 1e-4, 10.0])))
    options = {
        "maxiter": draw(st.sampled_from([25, 200])),
        "abstol": draw(st.sampled_from([1e-4, -math.inf])),
        "reltol": draw(st.sampled_from([1e-8, 1e-12, 0.0])),
        "threads": draw(st.sampled_from([1, 2, 3])),
    }
    return Case(network, criterion, x, t, w, decay, wts), mask, options


@settings(max_examples=60)
@given(drawn=convex_searches())
def test_search_is_that_of_numpy_where_tangents_bound_it(drawn):
    """Points are refused by a bound; to the end, where values differ by rounding alone."""
    case, mask, options = drawn
    check_search(case, mask, **options)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("criterion", ["entropy", "softmax"])
def test_tangents_spare_most_of_the_refused_points(criterion, threads):
    """Far fewer cases are looked at than points times cases."""
    random = np.random.default_rng(1)
    network = Network(3, 0, 2, skip=True, linear=criterion == "softmax")
    x = random.normal(size=(6000, 3))
    t = np.eye(2)[(x @ [1.0, 0.5, 0.0] + random.gumbel(size=6000) > 0.5).astype(int)]
    m = network.n_weights
    case = Case(network, criterion, x, t, np.ones(6000), np.zeros(m), np.zeros(m))
    objective = compiled(case, threads)
    result, _, _ = search(objective, case.wts, np.ones(m, dtype=bool), maxiter=200)
    passes = objective._kernel.passes / objective._kernel.blocks
    refused = result.nfev - result.njev
    assert refused > result.njev
    assert passes - result.njev < 0.5 * refused


def test_search_is_that_of_numpy_where_an_idle_output_meets_an_infinite_input():
    """Zero times infinity is no number, though the weights into the output are zero."""
    case = make_case("softmax", p=2, size=0, q=3, n=20)
    x, wts = case.x.copy(), np.array([0.0, 0.0, 0.0, 0.1, 0.2, -1.0, 0.3, 0.4, -1.0])
    x[3, 1] = np.inf  # the other classes have probability 0
    assert check_search(case._replace(x=x, wts=wts), np.arange(9) >= 3) is None


def test_search_is_that_of_numpy_where_nothing_is_free():
    """A mask that is False everywhere ends the search where it began."""
    case = make_case("entropy", p=2, size=2, q=1)
    result = check_search(case, np.zeros(case.network.n_weights, dtype=bool))
    assert_same_bits(result.x, case.wts)


@pytest.mark.parametrize("free", [1, 7, 8, 9, 63, 64, 65, 72])
def test_search_is_that_of_numpy_for_any_number_of_free_weights(free):
    """Strips of the inverse Hessian, and what is left of them."""
    case = make_case("least squares", p=6, size=9, q=1, n=40)
    mask = np.zeros(case.network.n_weights, dtype=bool)
    mask[-free:] = True
    check_search(case, mask, maxiter=60)


def test_search_leaves_the_start_as_it_was():
    """It works on a copy."""
    case = make_case("entropy")
    before = case.wts.copy()
    mask = np.ones(len(before), dtype=bool)
    search(compiled(case), case.wts, mask)
    assert_same_bits(case.wts, before)
    assert mask.all()


def test_objective_keeps_nothing_of_what_was_asked_before():
    """Searches, values and gradients in any order are those of a fresh objective."""
    case = make_case("softmax", p=3, size=3, q=3, n=70)
    objective = compiled(case, 2)
    mask = np.ones(len(case.wts), dtype=bool)
    for _ in range(2):
        assert_same_bits(objective.gradient(case.wts), compiled(case).gradient(case.wts))
        found, _, trace = search(objective, case.wts, mask)
        expected, _, expected_trace = search(compiled(case), case.wts, mask)
        assert_same_bits(found.x, expected.x)
        assert trace == expected_trace
        assert_same_bits(objective.value(case.wts), compiled(case).value(case.wts))


@pytest.mark.parametrize("threads", [1, 2, 3, 7])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_threads_do_not_change_a_bit(criterion, threads):
    """Rows are shared out in the forward pass, weights in the gradient."""
    case = make_case(criterion, p=5, size=9, q=5, n=2300, skip=True)
    check_point(case, threads)
    mask = np.ones(case.network.n_weights, dtype=bool)
    one = search(compiled(case, 1), case.wts, mask)
    several = search(compiled(case, threads), case.wts, mask)
    assert_same_bits(several[0].x, one[0].x)
    assert several[2] == one[2]


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_fit_is_the_same_with_both_engines(monkeypatch, iris, capsys):
    """From the user's side: trace, weights, fitted values and predictions."""
    fits, traces = [], []
    for engine in ("c", "numpy"):
        monkeypatch.setenv("PYNNET_ENGINE", engine)
        fits.append(pynnet.nnet("Species ~ .", iris, size=4, decay=1e-3, seed=1, maxit=200))
        traces.append(capsys.readouterr().out)
    assert traces[0] == traces[1]
    assert_same_bits(fits[0].wts, fits[1].wts)
    assert_same_bits(fits[0].fitted_values, fits[1].fitted_values)
    assert fits[0].counts == fits[1].counts


# exp -------------------------------------------------------------------------------------------


def check_exp(kernel, x):
    """The kernel's exp is the C library's."""
    y = np.empty_like(x)
    kernel.exp(x, y)
    assert_same_bits(y, [plain_exp(argument) for argument in x.tolist()])


@pytest.mark.parametrize(("low", "high"), [(-15, 15), (-1, 1), (-512, 512), (-750, 715), (-1e4, 0)])
def test_exp_is_that_of_the_c_library(kernel, low, high):
    """On regular and on random arguments."""
    check_exp(kernel, np.linspace(low, high, 50_001))
    check_exp(kernel, np.random.default_rng(1).uniform(low, high, 50_000))


def test_exp_is_that_of_the_c_library_at_special_arguments(kernel):
    """Where formulas change, results underflow or overflow, and nothing is a number."""
    ends = [0.0, 1e-320, 1e-300, 1e-17, 2**-54, 0.5, 1.0, 15.0, 511.0, 512.0, 708.0, 709.78, 745.13]
    near = [np.nextafter(end, side) for end in ends for side in (-np.inf, np.inf)]
    odd = [*ends, *near, 1e5, 1e308, np.inf, np.nan, 5e-324, 745.14]
    arguments = np.array([*odd, *(-number for number in odd)])
    check_exp(kernel, arguments)
    for argument in arguments:  # alone, and in a block of ordinary ones
        check_exp(kernel, np.array([argument]))
        check_exp(kernel, np.array([*np.linspace(-15, 15, 40), argument]))


def test_exp_is_that_of_the_c_library_at_multiples_of_the_tables_step(kernel):
    """Where the reduced argument is smallest, and half-way between."""
    steps = np.arange(-90_000, 90_000) * (math.log(2) / 256)
    for shifted in (steps, np.nextafter(steps, np.inf), np.nextafter(steps, -np.inf)):
        check_exp(kernel, shifted[np.abs(shifted) < 512])


@pytest.mark.parametrize("n", [0, 1, 7, 8, 9, 63, 64, 65])
def test_exp_takes_any_number_of_arguments(kernel, n):
    """And may write its results over them."""
    x = np.linspace(-3, 3, n)
    expected = np.empty(n)
    kernel.exp(x, expected)
    kernel.exp(x, x)
    assert_same_bits(x, expected)


@pytest.fixture
def wrong_table(kernel):
    """Give the kernel a table with one wrong bit; the right one comes back afterwards."""
    heads, tails = exp_table()
    wrong = bytearray(heads)
    wrong[8 * 77] ^= 1
    accepted = kernel.use_table(bytes(wrong), tails)
    yield accepted
    kernel.use_table(heads, tails)


def test_table_with_a_wrong_bit_is_not_used(kernel, wrong_table):
    """The kernel notices, calls the C library instead, and no result changes."""
    assert wrong_table is False
    check_exp(kernel, np.linspace(-20, 20, 10_001))
    check_point(make_case("softmax", p=3, q=3, n=100))
    check_search(make_case("entropy", p=3, size=3, n=70))


def test_table_is_refused_if_it_has_another_size(kernel):
    """The one before stays."""
    heads, tails = exp_table()
    for bad in ((heads[:-1], tails), (heads, tails + b"\0"), (b"", b"")):
        with pytest.raises(ValueError, match="128 numbers of 8 bytes"):
            kernel.use_table(*bad)
    with pytest.raises(TypeError):
        kernel.use_table("text", tails)
    check_exp(kernel, np.linspace(-20, 20, 1001))


# Instruction sets ------------------------------------------------------------------------------


@pytest.fixture(params=["avx512", "avx2", "baseline"])
def instructions(request, kernel):
    """Compute with an instruction set; the one before comes back afterwards."""
    if request.param not in kernel.instruction_sets():
        pytest.skip(f"this processor has no {request.param}")
    before = kernel.use_instructions(request.param)
    yield request.param
    kernel.use_instructions(before)


@pytest.mark.usefixtures("instructions")
@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_instruction_set_gives_the_bits_of_numpy(criterion):
    """Whole and broken tiles of units, rows and weights; long searches."""
    for size in (0, 1, 2, 3, 5, 6, 7, 13):
        check_point(make_case(criterion, p=9, size=size, q=5, n=300, skip=True))
        check_search(make_case(criterion, p=3, size=size, q=3, n=90, spread=0.5))
    check_search(make_case(criterion, p=5, size=7, q=3, n=150, spread=0.5), maxiter=300, threads=2)


@pytest.mark.usefixtures("instructions")
def test_every_instruction_set_has_the_exp_of_the_c_library(kernel):
    """Inside the table's range and beyond it."""
    for end in (1.0, 16.0, 512.0, 750.0):
        check_exp(kernel, np.linspace(-end, end, 20_001))


@pytest.mark.parametrize("name", ["sse9", "", "AVX2"])
def test_instruction_set_is_refused_if_there_is_none_of_that_name(kernel, name):
    """The one before stays."""
    with pytest.raises(ValueError, match="no instruction set"):
        kernel.use_instructions(name)
    with pytest.raises(TypeError):
        kernel.use_instructions(3)
    check_exp(kernel, np.linspace(-20, 20, 1001))


# Other processors ------------------------------------------------------------------------------

COMPARE = """\
from tests.network.networks import CRITERIA, make_case
from tests.network.test_kernel import check_point, check_search
for criterion in CRITERIA:
    check_point(make_case(criterion, p=9, size=9, q=5, n=300, skip=True))
    check_search(make_case(criterion, p=4, size=3, q=3, n=90))
print("equal")
"""

# glibc chooses its exp and log by what it believes the processor can do.
OLDER = {
    "as it is": "",
    "without AVX-512": "-AVX512F,-AVX512VL,-AVX512DQ,-AVX512BW,-AVX512CD",
    "without FMA": "-AVX512F,-AVX2,-AVX2_Usable,-FMA,-FMA_Usable,-FMA4",
}


@pytest.mark.parametrize("features", OLDER)
def test_engines_agree_on_an_older_processor(features):
    """The C library's functions are other ones there; both engines follow it."""
    done = subprocess.run(
        [sys.executable, "-c", COMPARE],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(Path(pynnet.__file__).parent.parent), str(ROOT)]),
            "GLIBC_TUNABLES": f"glibc.cpu.hwcaps={OLDER[features]}",
        },
    )
    assert done.stdout == "equal\n", done.stderr
