"""R's BFGS: the path of optim(method = "BFGS"), step for step, and SciPy's protocol."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import OptimizeResult, minimize

from pynnet import ArgumentError, r_bfgs

from ..support import assert_same_bits, from_hex, recorded

# Twins of the functions in compat/record/units.R. They are made of + - * / alone, written in the
# same order, so that they round as R's do and every bit of the path can be compared.


def rosenbrock(x):
    a = x[1] - x[0] * x[0]
    b = 1 - x[0]
    return 100 * a * a + b * b


def rosenbrock_gradient(x):
    a = x[1] - x[0] * x[0]
    return [-400 * x[0] * a - 2 * (1 - x[0]), 200 * a]


def chain(x):
    """Five components, each drawn to the one before it."""
    total = (x[0] - 1) * (x[0] - 1)
    for i in range(1, 5):
        a = 2 * x[i] * x[i] - x[i - 1]
        total = total + (i + 1) * a * a
    return total


def chain_gradient(x):
    g = [2 * (x[0] - 1), 0.0, 0.0, 0.0, 0.0]
    for i in range(1, 5):
        a = 2 * x[i] * x[i] - x[i - 1]
        g[i] = g[i] + 8 * (i + 1) * a * x[i]
        g[i - 1] = g[i - 1] - 2 * (i + 1) * a
    return g


def quartic(x):
    return x[0] * x[0] * x[0] * x[0] + 3 * x[1] * x[1] + x[0] * x[1]


def quartic_gradient(x):
    return [4 * x[0] * x[0] * x[0] + x[1], 6 * x[1] + x[0]]


def walls(x):
    """NaN to the left, infinite to the right."""
    if x[0] < -1:
        return math.nan
    if x[0] > 2:
        return math.inf
    return (x[0] - 1.9) * (x[0] - 1.9) * 50 + x[1] * x[1]


def walls_gradient(x):
    return [100 * (x[0] - 1.9), 2 * x[1]]


def wrong(x):
    return x[0] * x[0] + 2 * x[1] * x[1]


def wrong_gradient(x):
    """The sign of the second component is wrong."""
    return [2 * x[0], -4 * x[1]]


def uphill(x):
    return x[0] * x[0] + x[1] * x[1]


def uphill_gradient(x):
    """The gradient of the negative."""
    return [-2 * x[0], -2 * x[1]]


def flat(x):
    return 3 + 0 * x[0]


def flat_gradient(x):
    return 0 * x


def saddle(x):
    """Curvature is negative at first."""
    return x[0] * x[0] * x[0] * x[0] - 4 * x[0] * x[0] + x[1] * x[1]


def saddle_gradient(x):
    return [4 * x[0] * x[0] * x[0] - 8 * x[0], 2 * x[1]]


def slope(x):
    return 3 * x[0] - x[1]


def slope_gradient(_):
    """No curvature at all."""
    return [3.0, -1.0]


def lost(x):
    return x[0] * x[0] + x[1] * x[1]


def lost_gradient(x):
    """One component is not a number."""
    return [math.nan, 2 * x[1]]


def ratio(x):
    """Steep inside, level outside."""
    return -1 / (1 + x[0] * x[0] + 10 * x[1] * x[1])


def ratio_gradient(x):
    d = 1 + x[0] * x[0] + 10 * x[1] * x[1]
    return [2 * x[0] / (d * d), 20 * x[1] / (d * d)]


FUNCTIONS = {
    "rosenbrock": (rosenbrock, rosenbrock_gradient),
    "chain": (chain, chain_gradient),
    "quartic": (quartic, quartic_gradient),
    "walls": (walls, walls_gradient),
    "wrong": (wrong, wrong_gradient),
    "uphill": (uphill, uphill_gradient),
    "flat": (flat, flat_gradient),
    "saddle": (saddle, saddle_gradient),
    "slope": (slope, slope_gradient),
    "lost": (lost, lost_gradient),
    "ratio": (ratio, ratio_gradient),
}
START = [-1.2, 1.0]

# Recorded from R, the call is in each case:
#   capture.output(found <- optim(start, f, g, method = "BFGS", control = list(trace = 1, ...)))
SEARCHES = recorded("units.json", "optim")


def options_of(case):
    """R's control as options of the method."""
    control = {name: from_hex(value) for name, value in case["control"].items()}
    options = {"maxiter": int(control.pop("maxit")), "reltol": control.pop("reltol")}
    if "ndeps" in control:
        options["ndeps"] = control.pop("ndeps")[0]
    return {**options, **control, "disp": True}


@pytest.mark.parametrize("case", SEARCHES, ids=lambda case: case["call"])
def test_search_equals_rs_optim(capsys, case):
    """Point, value, counts, convergence and trace are those of R, in all bits."""
    fun, gradient = FUNCTIONS[case["fun"]]
    found = minimize(
        fun,
        from_hex(case["start"]),
        jac=gradient if case["gradient"] else None,
        method=r_bfgs,
        options=options_of(case),
    )
    assert_same_bits(found.x, from_hex(case["par"]))
    assert_same_bits(found.fun, from_hex(case["value"]))
    assert [found.nfev, found.njev] == case["counts"]
    assert found.status == case["convergence"]
    assert capsys.readouterr().out.splitlines() == case["trace"]


def test_searches_cover_what_can_happen():
    """The recorded searches converge, stop early, restart, meet NaN and find no way down."""
    assert {case["convergence"] for case in SEARCHES} == {0, 1}
    assert any(len(case["trace"]) > 10 for case in SEARCHES)
    assert any(not case["trace"] for case in SEARCHES)
    assert {case["fun"] for case in SEARCHES} == set(FUNCTIONS)


# SciPy's protocol ------------------------------------------------------------------------------


def test_result_is_an_optimize_result():
    """SciPy's fields, with plain types."""
    found = minimize(rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs)
    assert isinstance(found, OptimizeResult)
    assert found.success
    assert found.status == 0
    assert found.message == "converged"
    assert isinstance(found.fun, float)
    assert found.x.dtype == float
    assert found.fun == rosenbrock(found.x)


def test_result_of_a_stopped_search_is_no_success():
    """R's words are the message; R counts the start as iteration 1."""
    found = minimize(
        rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs, options={"maxiter": 7}
    )
    assert not found.success
    assert (found.status, found.nit) == (1, 7)
    assert found.message == "stopped after 7 iterations"


def test_direct_call_equals_the_call_through_minimize():
    """The method is a function of its own."""
    direct = r_bfgs(rosenbrock, START, jac=rosenbrock_gradient)
    through = minimize(rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs)
    assert_same_bits(direct.x, through.x)


def test_combined_function_and_gradient_works():
    """jac=True is SciPy's business, and gives the same path."""
    both = minimize(
        lambda x: (rosenbrock(x), np.array(rosenbrock_gradient(x))), START, jac=True, method=r_bfgs
    )
    apart = minimize(rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs)
    assert_same_bits(both.x, apart.x)


def test_further_arguments_reach_function_and_gradient():
    """Both get args."""
    found = minimize(
        lambda x, a, b: a * (x[0] - b) * (x[0] - b),
        [0.0],
        args=(2.0, 3.0),
        jac=lambda x, a, b: [2 * a * (x[0] - b)],
        method=r_bfgs,
    )
    assert found.x.tolist() == [3.0]


def test_general_tolerance_is_the_relative_one():
    """SciPy's tol= is R's reltol."""
    loose = minimize(rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs, tol=1e-2)
    same = r_bfgs(rosenbrock, START, jac=rosenbrock_gradient, reltol=1e-2)
    assert_same_bits(loose.x, same.x)
    assert loose.nit < r_bfgs(rosenbrock, START, jac=rosenbrock_gradient).nit


def test_method_is_silent_by_default(capsys):
    """Nothing is printed unless disp is true."""
    r_bfgs(rosenbrock, START, jac=rosenbrock_gradient)
    assert capsys.readouterr() == ("", "")


def test_start_is_not_changed():
    """The array of the start stays as it was, and is not the result."""
    start = np.array(START)
    start.flags.writeable = False
    found = r_bfgs(rosenbrock, start, jac=rosenbrock_gradient)
    assert start.tolist() == START
    assert found.x.flags.writeable


def test_function_that_keeps_its_argument_sees_no_change():
    """Every evaluation has an array of its own."""
    seen = []

    def fun(x):
        seen.append((x, x.copy()))
        return rosenbrock(x)

    r_bfgs(fun, START, jac=rosenbrock_gradient, maxiter=5)
    assert len(seen) > 5
    assert all(np.array_equal(kept, copy) for kept, copy in seen)


def test_function_that_changes_its_argument_does_no_harm():
    """What a function does to its argument is its own business."""

    def spoil(x):
        value = rosenbrock(x)
        x[:] = 99.0
        return value

    spoiled = r_bfgs(spoil, START, jac=rosenbrock_gradient)
    assert_same_bits(spoiled.x, r_bfgs(rosenbrock, START, jac=rosenbrock_gradient).x)


def test_value_may_be_an_array_of_one_number():
    """NumPy scalars and zero-dimensional arrays are numbers."""
    found = r_bfgs(lambda x: np.asarray(rosenbrock(x)), START, jac=rosenbrock_gradient)
    assert_same_bits(found.x, r_bfgs(rosenbrock, START, jac=rosenbrock_gradient).x)


# Mask ------------------------------------------------------------------------------------------


def test_masked_components_stay_at_their_start():
    """The search is that of the function of the others alone."""
    start = [0.3, -2.0, 0.7]
    mask = [True, False, True]

    def fun(x):
        return rosenbrock([x[0], x[2]]) + x[1] * x[1]

    def gradient(x):
        a, b = rosenbrock_gradient([x[0], x[2]])
        return [a, 2 * x[1], b]

    found = r_bfgs(fun, start, jac=gradient, mask=mask)
    alone = r_bfgs(lambda x: rosenbrock(x) + 4.0, [0.3, 0.7], jac=rosenbrock_gradient)
    assert found.x[1] == -2.0
    assert_same_bits(found.x[[0, 2]], alone.x)
    assert (found.nfev, found.njev) == (alone.nfev, alone.njev)


def test_masked_components_have_no_differences():
    """Without a gradient the masked components cost no evaluations and do not move."""
    points = []

    def fun(x):
        points.append(x[1])
        return x[0] * x[0] + x[1] * x[1]

    found = r_bfgs(fun, [1.0, 5.0], mask=[True, False])
    assert set(points) == {5.0}
    assert found.x[1] == 5.0


def test_search_with_everything_masked_ends_at_its_start(capsys):
    """Nothing can move: the value is reported, and the search has converged."""
    found = r_bfgs(rosenbrock, START, jac=rosenbrock_gradient, mask=[False, False], disp=True)
    assert found.x.tolist() == START
    assert found.success
    out = "initial  value 24.200000 \nfinal  value 24.200000 \nconverged\n"
    assert capsys.readouterr().out == out


# Callback --------------------------------------------------------------------------------------


def test_callback_sees_every_iteration():
    """It gets a point of its own, once for each accepted step."""
    seen = []
    found = minimize(
        rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs, callback=lambda x: seen.append(x)
    )
    assert len(seen) == found.nit - 1
    assert len({id(x) for x in seen}) == len(seen)
    values = [*map(rosenbrock, seen), found.fun]  # the last step was too small to be accepted
    assert values == sorted(values, reverse=True)


def test_callback_may_take_the_intermediate_result():
    """SciPy's other signature: one parameter of that name."""
    seen = []

    def callback(intermediate_result):
        seen.append(intermediate_result)

    found = minimize(rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs, callback=callback)
    assert [result.nit for result in seen] == list(range(2, found.nit + 1))
    assert all(result.fun == rosenbrock(result.x) for result in seen)


@pytest.mark.parametrize("named", [False, True])
def test_callback_ends_the_search_by_stop_iteration(named):
    """As in SciPy the result is that of the iteration, with status 99."""
    count = []

    def plain(x):
        count.append(x)
        if len(count) == 3:
            raise StopIteration

    def by_name(intermediate_result):
        plain(intermediate_result.x)

    found = minimize(
        rosenbrock,
        START,
        jac=rosenbrock_gradient,
        method=r_bfgs,
        callback=by_name if named else plain,
    )
    assert len(count) == 3
    assert (found.nit, found.status, found.success) == (4, 99, False)
    assert_same_bits(found.x, count[-1])
    assert found.fun == rosenbrock(found.x)


# Refusals and interruptions --------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        {"bounds": [(0, 1), (0, 1)]},
        {"constraints": [{"type": "eq", "fun": rosenbrock}]},
        {"constraints": {"type": "eq", "fun": rosenbrock}},
    ],
)
def test_bounds_and_constraints_are_refused(given):
    """Leaving them out silently would give another answer."""
    with pytest.raises(ArgumentError, match="without bounds and constraints"):
        minimize(rosenbrock, START, method=r_bfgs, **given)


@pytest.mark.parametrize("mask", [[True], [True] * 3, True])
def test_mask_of_another_length_is_refused(mask):
    """One value for each component, said before the function is called."""
    calls = []
    with pytest.raises(ArgumentError, match="mask"):
        r_bfgs(calls.append, START, jac=rosenbrock_gradient, mask=mask)
    assert calls == []


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_start_without_a_finite_value_is_refused(capsys, value):
    """In R's words, before anything is printed."""
    with pytest.raises(ArgumentError) as caught:
        r_bfgs(lambda _: value, START, jac=rosenbrock_gradient, disp=True)
    assert str(caught.value).startswith("initial value in 'vmmin' is not finite")
    assert capsys.readouterr().out == ""


def test_start_without_a_finite_value_is_no_error_without_iterations():
    """With no iterations R only evaluates the function."""
    found = r_bfgs(lambda _: math.nan, START, jac=rosenbrock_gradient, maxiter=0)
    assert math.isnan(found.fun)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
@pytest.mark.parametrize("when", [1, 2, 20])
def test_exception_of_the_function_passes_through(error, when):
    """Ctrl-C, and whatever else a function raises, ends the search at once."""
    calls = []

    def fun(x):
        calls.append(x)
        if len(calls) == when:
            raise error
        return rosenbrock(x)

    with pytest.raises(error):
        minimize(fun, START, jac=rosenbrock_gradient, method=r_bfgs)
    assert len(calls) == when


def test_exception_of_the_callback_passes_through():
    """Only StopIteration is a way to end a search."""

    def callback(_):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        minimize(rosenbrock, START, jac=rosenbrock_gradient, method=r_bfgs, callback=callback)
