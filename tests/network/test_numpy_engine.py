"""Criterion, gradient and outputs: by hand, and bit for bit against plain loops."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pynnet._network import forward, numpy_engine
from pynnet._network.criteria import CRITERIA as BY_NAME
from pynnet._network.criteria import LEAST_SQUARES
from pynnet._network.engine import make_objective, network_outputs
from pynnet._network.layout import Network
from pynnet._network.objective import Cases

from ..support import assert_same_bits, plain_exp, plain_logistic
from .networks import CRITERIA, Case, is_probability, make_case

pytestmark = pytest.mark.usefixtures("each_engine")


# The method written down literally: one number at a time, in the order of the additions --------


def plain_units(network, wts, row):
    """Outputs of all units for one row, by R's lists of connections."""
    units = [1.0, *row]
    nconn, conn = network.nconn.tolist(), network.conn.tolist()
    for unit in range(1 + network.n_inputs, network.nunits):
        z = 0.0
        for k in range(nconn[unit], nconn[unit + 1]):
            z += units[conn[k]] * wts[k]
        units.append(z if unit >= network.nsunits else plain_logistic(z))
    return units


def plain_probabilities(outputs):
    """Softmax of the outputs of one row."""
    largest = max(outputs)
    p = [plain_exp(o - largest) for o in outputs]
    total = 0.0
    for p_k in p:
        total += p_k
    return [p_k / total for p_k in p]


def plain_outputs(network, criterion, wts, row):
    """All units of one row, and its outputs after the softmax if there is one."""
    units = plain_units(network, wts, row)
    outputs = units[-network.n_outputs :]
    return units, plain_probabilities(outputs) if is_probability(criterion) else outputs


def entropy_of(y, t):
    """Entropy of one output."""
    s = 0.0
    if t > 0:
        s -= t * math.log((y + 1e-80) / t)
    if t < 1:
        s -= (1 - t) * math.log((1 - y + 1e-80) / (1 - t))
    return s


def losses_of_row(criterion, y, targets, w):
    """What one row adds to the criterion, in the order of the additions."""
    if criterion == "censored":
        s = 0.0
        for y_k, t_k in zip(y, targets, strict=True):
            if t_k == 1:
                s += y_k
        return [-(w * math.log(s)) if s > 0 else w * 1000]
    losses = []
    for y_k, t_k in zip(y, targets, strict=True):
        if criterion == "least squares":
            d = y_k - t_k
            losses.append(w * (d * d))
        elif criterion == "entropy":
            losses.append(w * entropy_of(y_k, t_k))
        elif t_k > 0:
            losses.append(-((w * t_k) * math.log(y_k)) if y_k > 0 else w * 1000)
    return losses


def plain_value(case, wts, points):
    """The criterion, from what all units of each row are."""
    total = 0.0
    for (_, y), targets, w in zip(points, case.t.tolist(), case.w.tolist(), strict=True):
        for loss in losses_of_row(case.criterion, y, targets, w):
            total += loss
    penalty = 0.0
    for decay, weight in zip(case.decay.tolist(), wts, strict=True):
        penalty += (decay * weight) * weight
    return total + penalty


def plain_errors(case, y, targets):
    """Errors of the outputs of one row."""
    if case.criterion == "least squares":
        slopes = [1.0 if case.network.linear else y_k * (1 - y_k) for y_k in y]
        pairs = zip(y, targets, slopes, strict=True)
        return [2 * (y_k - t_k) * slope for y_k, t_k, slope in pairs]
    if case.criterion == "entropy":
        return [y_k - t_k for y_k, t_k in zip(y, targets, strict=True)]
    if case.criterion == "softmax":
        total = 0.0
        for t_k in targets:
            total += t_k
        return [total * y_k - t_k for y_k, t_k in zip(y, targets, strict=True)]
    s = 0.0
    for y_k, t_k in zip(y, targets, strict=True):
        if t_k == 1:
            s += y_k
    return [y_k - y_k / s if t_k == 1 else y_k for y_k, t_k in zip(y, targets, strict=True)]


def plain_gradient(case, wts, points):
    """The gradient of the criterion, from what all units of each row are."""
    network = case.network
    nconn, conn = network.nconn.tolist(), network.conn.tolist()
    gradient = [2 * decay * weight for decay, weight in zip(case.decay.tolist(), wts, strict=True)]
    first_hidden = 1 + network.n_inputs
    first_output = first_hidden + network.size
    for (units, y), targets, w in zip(points, case.t.tolist(), case.w.tolist(), strict=True):
        errors = [0.0] * first_output + plain_errors(case, y, targets)
        for j in range(first_hidden, first_output):
            total = 0.0
            for o in reversed(range(first_output, network.nunits)):
                for k in range(nconn[o], nconn[o + 1]):
                    if conn[k] == j:
                        total += errors[o] * wts[k]
            errors[j] = total * (units[j] * (1 - units[j]))
        for unit in range(first_hidden, network.nunits):
            for k in range(nconn[unit], nconn[unit + 1]):
                gradient[k] += (w * errors[unit]) * units[conn[k]]
    return gradient


# Tests -----------------------------------------------------------------------------------------


WORKED_OUT = {}  # by all that decides them: both engines are held to the same numbers


def by_plain_loops(case):
    """Value, gradient and outputs at the weights of a case."""
    key = pickle.dumps(case)
    if key not in WORKED_OUT:
        wts = case.wts.tolist()
        points = [plain_outputs(case.network, case.criterion, wts, row) for row in case.x.tolist()]
        outputs = np.reshape([y for _, y in points], (len(points), case.network.n_outputs))
        WORKED_OUT[key] = plain_value(case, wts, points), plain_gradient(case, wts, points), outputs
    return WORKED_OUT[key]


def check_against_plain_loops(case):
    """Value, gradient and outputs have the bits of the plain loops."""
    objective = case.objective()
    with np.errstate(all="ignore"):
        found = objective.value(case.wts), objective.gradient(case.wts)
        outputs = network_outputs(case.network, case.kind, case.wts, case.x)
    for got, expected in zip((*found, outputs), by_plain_loops(case), strict=True):
        assert_same_bits(got, expected)


def test_two_two_one_network_worked_by_hand():
    """All numbers are exact in binary, so that they can be followed on paper."""
    # inputs (1, 2), target 1, case weight 3
    # h1: bias 1, weights 1 and -1      z = 1 + 1 - 2 = 0     h1 = 1/2
    # h2: bias 16, weights 0 and 0      z = 16, above 15      h2 = 1
    # o:  bias 1, weights 2 and -2      z = 1 + 1 - 2 = 0     y  = 1/2
    # loss: 3 * (1/2 - 1)^2 = 3/4;  decay 1/2 on h1's bias and 1/4 on h2->o: 1/2 * 1 + 1/4 * 4 = 3/2
    # error of o: 2 * (1/2 - 1) * 1/2 * (1 - 1/2) = -1/4, times 3 = -3/4
    #   bias -3/4; h1->o  -3/4 * 1/2 = -3/8; h2->o  -3/4 * 1, plus 2 * 1/4 * -2 = -1
    # error of h1: -1/4 * 2 * 1/2 * 1/2 = -1/8, times 3 = -3/8
    #   bias -3/8, plus 2 * 1/2 * 1 = 1; inputs -3/8 * 1 and -3/8 * 2
    # error of h2: 0, because h2 * (1 - h2) = 0
    objective = make_objective(
        Network(2, 2, 1),
        LEAST_SQUARES,
        Cases(np.array([[1.0, 2.0]]), np.array([[1.0]]), np.array([3.0])),
        np.array([0.5, 0, 0, 0, 0, 0, 0, 0, 0.25]),
    )
    wts = np.array([1.0, 1.0, -1.0, 16.0, 0.0, 0.0, 1.0, 2.0, -2.0])
    assert objective.value(wts) == 0.75 + 1.5
    assert objective.gradient(wts).tolist() == [
        -0.375 + 1.0,
        -0.375,
        -0.75,
        0.0,
        0.0,
        0.0,
        -0.75,
        -0.375,
        -0.75 - 1.0,
    ]


@pytest.mark.parametrize(
    ("criterion", "value", "errors"),
    [
        # outputs 0, 0 and targets 1, 0
        ("least squares", 1.0, [-2.0, 0.0]),
        # both probabilities are 1/2, the first class is seen: log 2
        ("softmax", math.log(2), [-0.5, 0.5]),
        # the possible class has s = 1/2: -log(1/2); errors 1/2 - 1 and 1/2
        ("censored", math.log(2), [-0.5, 0.5]),
    ],
)
def test_criteria_worked_by_hand_for_linear_outputs(criterion, value, errors):
    """Zero weights make all outputs zero; the biases' slopes are the errors themselves."""
    network = Network(1, 0, 2, skip=True, linear=True)
    one = np.ones((1, 1))
    cases = Cases(one, np.array([[1.0, 0.0]]), one[0])
    objective = make_objective(network, BY_NAME[criterion], cases, np.zeros(4))
    assert objective.value(np.zeros(4)) == value
    assert objective.gradient(np.zeros(4)).tolist() == [errors[0]] * 2 + [errors[1]] * 2


@pytest.mark.parametrize("decay", ["none", "scalar", "vector"])
@pytest.mark.parametrize(("size", "skip"), [(2, False), (3, True), (0, True)])
@pytest.mark.parametrize(
    ("criterion", "linear"),
    [
        ("least squares", False),
        ("least squares", True),
        ("entropy", False),
        ("softmax", True),
        ("censored", True),
    ],
)
def test_objective_has_the_bits_of_plain_loops(criterion, linear, size, skip, decay):
    """Every criterion with every kind of network and decay, some case weights zero."""
    options = {"linear": linear, "size": size, "skip": skip, "decay": decay}
    for q in (1, 2, 3, 9) if not is_probability(criterion) else (2, 3, 9):
        check_against_plain_loops(make_case(criterion, q=q, **options))


@settings(max_examples=150)
@given(data=st.data())
def test_objective_has_the_bits_of_plain_loops_for_any_network(data):
    """Shapes, numbers and saturation are drawn at random."""
    criterion = data.draw(st.sampled_from(CRITERIA))
    case = make_case(
        criterion,
        p=data.draw(st.integers(1, 12)),
        size=data.draw(st.integers(0, 11)),
        q=data.draw(st.integers(2 if is_probability(criterion) else 1, 11)),
        skip=data.draw(st.booleans()),
        linear=data.draw(st.booleans()) and criterion != "entropy",
        n=data.draw(st.integers(1, 12)),
        seed=data.draw(st.integers(0, 2**32 - 1)),
        spread=data.draw(st.sampled_from([0.01, 0.7, 3.0, 30.0])),
    )
    check_against_plain_loops(case)


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("shape", [(1, 1), (3, 2)])
def test_objective_has_the_bits_of_plain_loops_over_several_blocks(criterion, shape):
    """More rows than a block of the package's own size holds."""
    p, size = shape
    case = make_case(criterion, p=p, size=size, q=2, n=4096 * 2 + 1)
    assert len(case.x) > 2 * forward.block_rows(case.network)
    check_against_plain_loops(case)


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("rows_in_block", [1, 2, 7, 100])
@pytest.mark.parametrize("size", [0, 3])
def test_blocks_do_not_change_a_bit(monkeypatch, criterion, rows_in_block, size):
    """Sums go on across the border of two blocks; the last block may be short."""
    case = make_case(criterion, q=3, size=size, skip=True, n=30)
    whole = case.objective()
    outputs = network_outputs(case.network, case.kind, case.wts, case.x)
    for module in (forward, numpy_engine):
        monkeypatch.setattr(module, "block_rows", lambda _: rows_in_block)
    cut = case.objective()
    assert_same_bits(cut.value(case.wts), whole.value(case.wts))
    assert_same_bits(cut.gradient(case.wts), whole.gradient(case.wts))
    assert_same_bits(network_outputs(case.network, case.kind, case.wts, case.x), outputs)


@pytest.mark.parametrize("rows_in_block", [3, 1000])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_objective_forgets_nothing_and_keeps_nothing(monkeypatch, criterion, rows_in_block):
    """Whatever was asked before, an answer is that of a fresh objective."""
    for module in (forward, numpy_engine):
        monkeypatch.setattr(module, "block_rows", lambda _: rows_in_block)
    case = make_case(criterion, q=3, n=10)
    random = np.random.default_rng(1)
    points = [case.wts, random.normal(size=len(case.wts)), np.zeros(len(case.wts))]
    values = [case.objective().value(point) for point in points]
    gradients = [case.objective().gradient(point) for point in points]
    objective = case.objective()
    for k in (0, 0, 1, 2, 1, 0):
        assert_same_bits(objective.value(points[k]), values[k])
        assert_same_bits(objective.gradient(points[k - 1]), gradients[k - 1])
        assert_same_bits(objective.gradient(points[k]), gradients[k])


def test_gradient_sees_weights_that_were_changed_in_place():
    """The forward pass that is kept belongs to numbers, not to an array."""
    case = make_case("least squares")
    objective = case.objective()
    wts = case.wts.copy()
    objective.value(wts)
    wts += 0.5
    assert_same_bits(objective.gradient(wts), case.objective().gradient(wts))


def test_objective_changes_none_of_its_arrays():
    """Data, weights and decay are read only."""
    for criterion in CRITERIA:
        case = make_case(criterion)
        for array in case[2:]:
            array.flags.writeable = False
        objective = case.objective()
        objective.value(case.wts)
        objective.gradient(case.wts)
        network_outputs(case.network, case.kind, case.wts, case.x)


def test_results_of_one_call_are_not_overwritten_by_the_next():
    """Gradients and outputs are arrays of their own."""
    case = make_case("softmax", q=3)
    objective = case.objective()
    first = objective.gradient(case.wts)
    kept = first.copy()
    objective.gradient(case.wts + 1)
    assert_same_bits(first, kept)


@pytest.mark.parametrize("criterion", ["least squares", "entropy"])
def test_saturated_units_have_no_slope(criterion):
    """Logistic units beyond 15 are exactly 0 or 1, so the weights into them do not move."""
    case = make_case(criterion, q=1, n=6, decay="none")._replace(w=np.ones(6))
    wts = case.wts.copy()
    wts[:6] = [100.0, 1.0, 1.0, -100.0, 1.0, 1.0]
    gradient = case.objective().gradient(wts)
    assert gradient[:6].tolist() == [0.0] * 6
    assert gradient[6] != 0
    check_against_plain_loops(case._replace(wts=wts))


@pytest.mark.parametrize(
    "z", [15.0, math.nextafter(15.0, 16.0), -15.0, math.nextafter(-15.0, -16.0)]
)
def test_saturation_begins_just_beyond_fifteen(z):
    """At 15 itself the quotient is still computed."""
    network = Network(1, 1, 1)
    wts = np.array([z, 0.0, 0.0, 1.0])
    one = np.ones((1, 1))
    case = Case(network, "least squares", one, one, one[0], np.zeros(4), wts)
    check_against_plain_loops(case)
    assert (case.objective().gradient(wts)[0] == 0) == (abs(z) > 15)


def test_softmax_of_an_impossible_class_costs_a_thousand():
    """A class seen with probability 0 adds 1000 times the case weight, not infinity."""
    network = Network(1, 0, 2, skip=True, linear=True)
    wts = np.array([0.0, 0.0, 800.0, 0.0])
    targets = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 0.0]])
    w = np.array([0.5, 1.0, 0.25])
    case = Case(network, "softmax", np.zeros((3, 1)), targets, w, np.zeros(4), wts)
    # R's rule has no target in it: 0.5 * 1000 + 0 + 0.25 * 1000
    assert case.objective().value(wts) == 750.0
    check_against_plain_loops(case)


def test_censored_case_of_impossible_classes_costs_a_thousand():
    """The slope is then 0/0, as in R, and the criterion stays finite."""
    network = Network(1, 0, 3, skip=True, linear=True)
    wts = np.array([0.0, 0.0, 0.0, 0.0, 800.0, 0.0])
    targets = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    w = np.array([0.5, 1.0])
    case = Case(network, "censored", np.zeros((2, 1)), targets, w, np.zeros(6), wts)
    assert case.objective().value(wts) == 500.0
    with np.errstate(all="ignore"):
        assert np.isnan(case.objective().gradient(wts)).any()


@pytest.mark.parametrize("criterion", CRITERIA)
def test_rows_without_weight_add_nothing(criterion):
    """Weight 0 and leaving the rows out are the same fit."""
    case = make_case(criterion, q=2, n=12)
    used = case.w > 0
    assert not used.all()
    kept = case._replace(x=case.x[used], t=case.t[used], w=case.w[used])
    assert_same_bits(case.objective().value(case.wts), kept.objective().value(case.wts))
    assert_same_bits(case.objective().gradient(case.wts), kept.objective().gradient(case.wts))


@pytest.mark.parametrize("criterion", CRITERIA)
def test_gradient_is_the_slope_of_the_value(criterion):
    """Central differences of the value agree with the gradient."""
    case = make_case(criterion, q=3, size=3, skip=True)
    objective = case.objective()
    step = 1e-5
    slopes = []
    for direction in np.eye(len(case.wts)) * step:
        ahead, behind = objective.value(case.wts + direction), objective.value(case.wts - direction)
        slopes.append((ahead - behind) / (2 * step))
    # A difference of order two: 1e-10 from the step squared, 1e-10 from rounding over the step.
    np.testing.assert_allclose(objective.gradient(case.wts), slopes, rtol=1e-7, atol=1e-7)


def test_blocks_cover_every_row_once():
    """The last block is short if need be; no rows make no blocks."""
    rows = [list(range(100))[block] for block in forward.blocks(100, 7)]
    assert [row for block in rows for row in block] == list(range(100))
    assert list(forward.blocks(0, 7)) == []


def test_block_holds_fewer_rows_the_more_weights_there_are():
    """A block is about a megabyte, but never less than some rows."""
    sizes = [forward.block_rows(Network(10, size, 1)) for size in (1, 10, 100, 10000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= 1
