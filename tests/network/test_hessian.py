"""Second derivatives: compared with differences of the gradient."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, class_ind, nnet, nnet_hess
from pynnet._network import hessian as _hessian
from pynnet._network.criteria import CRITERIA as BY_NAME
from pynnet._network.criteria import LEAST_SQUARES
from pynnet._network.hessian import criterion_hessian
from pynnet._network.layout import Network
from pynnet._network.numpy_engine import NumPyObjective
from pynnet._network.objective import Cases

from ..support import assert_same_bits

CRITERIA = ("least squares", "entropy", "softmax", "censored")

# Central differences of the gradient over eight points, exact for polynomials of degree 8. With
# this step the truncation, of order step^8, and the rounding of the gradient over the step both
# stay below 1e-11 of the largest entry; so the second derivatives are tested to 1e-10 of it.
STEP = 0.01
STENCIL = ((1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280))
TOLERANCE = 1e-10


def differences(objective, wts):
    """Hessian by differences of the gradient."""
    rows = []
    for direction in np.eye(len(wts)) * STEP:
        row = np.zeros(len(wts))
        for k, factor in STENCIL:
            ahead = objective.gradient(wts + k * direction)
            behind = objective.gradient(wts - k * direction)
            row += factor * (ahead - behind)
        rows.append(row / STEP)
    return np.array(rows)


def objective_of(criterion, *, p=3, size=2, q=3, skip=False, linear=False, n=12, seed=3):
    """An objective with case weights, some of them 0, and a decay for each weight."""
    random = np.random.default_rng(seed)
    probabilities = criterion in ("softmax", "censored")
    network = Network(p, size, q, skip or size == 0, linear or probabilities)
    t = random.uniform(size=(n, q))
    if criterion == "censored":
        t = (t < 0.5).astype(float)
        t[:, 0] = 1.0
    x = random.uniform(-1, 1, size=(n, p))
    cases = Cases(x, t, random.uniform(size=n) * random.integers(0, 3, n))
    decay = random.uniform(size=network.n_weights)
    return NumPyObjective(network, BY_NAME[criterion], cases, decay)


def point(objective, seed=5):
    """Weights at which an objective is looked at."""
    return np.random.default_rng(seed).normal(size=objective.network.n_weights) / 2


def check_against_differences(objective, wts):
    """Hessian and differences agree to the tolerance."""
    H = criterion_hessian(objective, wts)
    scale = np.abs(H).max()
    np.testing.assert_allclose(H, differences(objective, wts), rtol=0, atol=TOLERANCE * scale)
    return H


@pytest.mark.parametrize(("size", "skip"), [(1, False), (3, False), (2, True), (0, True)])
@pytest.mark.parametrize(
    ("criterion", "linear", "q"),
    [
        ("least squares", False, 1),
        ("least squares", False, 3),
        ("least squares", True, 1),
        ("least squares", True, 3),
        ("entropy", False, 1),
        ("entropy", False, 3),
        ("softmax", True, 2),
        ("softmax", True, 4),
        ("censored", True, 2),
        ("censored", True, 4),
    ],
)
def test_hessian_equals_differences_of_the_gradient(criterion, linear, q, size, skip):
    """Every criterion, with and without hidden units and skip layer."""
    objective = objective_of(criterion, linear=linear, q=q, size=size, skip=skip)
    H = check_against_differences(objective, point(objective))
    assert H.shape == (objective.network.n_weights,) * 2
    assert_same_bits(H, H.T)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_hessian_equals_differences_where_units_are_saturated(criterion):
    """A saturated unit is a constant."""
    objective = objective_of(criterion, q=2)
    wts = point(objective)
    wts[:8] = [50.0, 1.0, 1.0, 1.0, -50.0, 1.0, 1.0, 1.0]
    H = check_against_differences(objective, wts)
    assert_same_bits(H[:8, :8], np.diag(2 * objective.decay[:8]))


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("rows_in_block", [1, 5])
def test_hessian_does_not_depend_on_the_blocks(monkeypatch, criterion, rows_in_block):
    """Blocks change nothing but the rounding."""
    objective = objective_of(criterion, n=23)
    wts = point(objective)
    whole = criterion_hessian(objective, wts)
    monkeypatch.setattr(_hessian, "block_rows", lambda _: rows_in_block)
    cut = criterion_hessian(objective, wts)
    # Sums over blocks round differently from sums over all rows: some last bits.
    np.testing.assert_allclose(cut, whole, rtol=0, atol=1e-13 * np.abs(whole).max())


def test_hessian_of_a_quadratic_worked_by_hand():
    """Linear outputs without hidden units: 2 X'WX, plus twice the decay."""
    network = Network(1, 0, 1, skip=True, linear=True)
    x = np.array([[1.0], [2.0]])
    cases = Cases(x, np.zeros((2, 1)), np.array([1.0, 3.0]))
    objective = NumPyObjective(network, LEAST_SQUARES, cases, np.array([0.5, 0.0]))
    # Of the bias 2(1 + 3) + 1, mixed 2(1 + 6), of the input 2(1 + 12).
    assert criterion_hessian(objective, np.zeros(2)).tolist() == [[9.0, 14.0], [14.0, 26.0]]


# nnet(Hess=True) and nnet_hess() ---------------------------------------------------------------


def fits(frame):
    """Fits of every kind with the x and y that belong to them."""
    x = frame[["u", "v"]].to_numpy()
    quiet = {"Hess": True, "seed": 1, "trace": False, "maxit": 20, "decay": 0.01}
    w = np.arange(8) / 4
    k = class_ind(frame["k"]).to_numpy()
    return {
        "least squares": (nnet(x, frame["y"].to_numpy(), w, size=2, **quiet), x, frame["y"], w),
        "linear": (
            nnet(x, frame["y"].to_list(), size=2, linout=True, **quiet),
            x,
            frame["y"],
            None,
        ),
        "entropy": (nnet("g ~ u + v", frame, w, size=2, **quiet), x, frame["g"] == "y", w),
        "softmax": (nnet("k ~ u + v", frame, size=1, skip=True, **quiet), x, k, None),
        "censored": (nnet(x, k, w, size=1, censored=True, **quiet), x, k, w),
    }


KINDS = ("least squares", "linear", "entropy", "softmax", "censored")


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_nnet_hess_equals_the_hessian_of_the_fit(frame, kind):
    """The same data give the same second derivatives, asked for before or after the fit."""
    fit, x, y, w = fits(frame)[kind]
    assert_same_bits(nnet_hess(fit, x, y, w), fit.Hessian)
    assert_same_bits(fit.hessian(), fit.Hessian)


@pytest.mark.filterwarnings("ignore:the fit stopped:pynnet.FitWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_nnet_hess_takes_lists_frames_and_series(frame, kind):
    """The form in which numbers are passed does not matter."""
    fit, x, y, w = fits(frame)[kind]
    y = np.asarray(y, dtype=float)
    as_frame = pd.DataFrame(y) if y.ndim == 2 else pd.Series(y)
    weights = None if w is None else pd.Series(w)
    expected = nnet_hess(fit, x, y, w)
    assert_same_bits(nnet_hess(fit, pd.DataFrame(x), as_frame, weights), expected)
    assert_same_bits(nnet_hess(fit, x.tolist(), y.tolist(), weights), expected)


def test_mask_does_not_shrink_the_hessian(frame):
    """The Hessian is that of all weights, as in R."""
    x, y = frame[["u", "v"]].to_numpy(), frame["y"].to_numpy()
    options = {"Wts": np.arange(9) / 9, "maxit": 0, "Hess": True, "trace": False, "size": 2}
    masked = nnet(x, y, mask=[True] * 4 + [False] * 5, **options)
    assert_same_bits(masked.Hessian, nnet(x, y, **options).Hessian)


def test_hessian_at_a_minimum_has_no_negative_eigenvalue(frame):
    """A fit with decay ends in a minimum, where the criterion bends upwards everywhere."""
    fit = nnet(
        "g ~ u + v",
        frame,
        size=1,
        decay=0.1,
        maxit=500,
        reltol=1e-14,
        Hess=True,
        trace=False,
        seed=1,
    )
    assert fit.convergence == 0
    assert np.linalg.eigvalsh(fit.Hessian).min() > 0


def test_hessian_is_absent_unless_asked_for(frame):
    """A fit keeps no training data, so it cannot be had later."""
    fit = nnet("y ~ u + v", frame, size=1, maxit=0, seed=1, trace=False)
    assert fit.Hessian is None
    with pytest.raises(ArgumentError, match=r"nnet_hess\(fit, x, y\)"):
        fit.hessian()


@pytest.mark.parametrize(
    ("x", "y", "weights", "error", "message"),
    [
        ([[0.0], [1.0]], [1.0], None, DataError, "dims of 'x' and 'y' must match"),
        ([[0.0, 1.0]], [1.0], None, DataError, "x has 2 columns and y 1; the network has 1"),
        ([[0.0]], [[1.0, 0.0]], None, DataError, "x has 1 columns and y 2; the network has 1"),
        ([[0.0], [1.0]], [1.0, 0.0], [1.0], ArgumentError, "invalid weights vector"),
        ([[0.0], [1.0]], [1.0, 0.0], 1.0, ArgumentError, "invalid weights vector"),
        ([[0.0], [1.0]], [1.0, 0.0], [1.0, -1.0], ArgumentError, "invalid weights vector"),
        ([[0.0], [1.0]], [1.0, 0.0], [1.0, np.nan], ArgumentError, "invalid weights vector"),
        ([[0.0], [1.0]], [1.0, 0.0], [1.0, np.inf], DataError, "NA/NaN/Inf in foreign function"),
        ([[0.0], [np.nan]], [1.0, 0.0], None, DataError, "NA/NaN/Inf in foreign function call"),
        ([[0.0], [1.0]], [1.0, np.inf], None, DataError, "NA/NaN/Inf in foreign function call"),
        ([[0.0], [1.0]], ["a", "b"], None, DataError, "NAs introduced by coercion"),
        ([["a"], ["b"]], [1.0, 0.0], None, DataError, "NAs introduced by coercion"),
        (np.zeros((2, 1, 1)), [1.0, 0.0], None, DataError, "x has 3 dimensions"),
    ],
)
def test_nnet_hess_refuses_what_does_not_fit(x, y, weights, error, message):
    """R's words where R has them; R itself reads past the memory for a wrong number of columns."""
    fit = nnet([[0.0], [1.0]], [0.0, 1.0], size=1, maxit=0, seed=1, trace=False)
    with pytest.raises(error) as caught:
        nnet_hess(fit, x, y, weights)
    assert str(caught.value).startswith(message)


def test_nnet_hess_changes_none_of_its_arrays():
    """What is passed is read only."""
    x, y, w = np.array([[0.0], [1.0]]), np.array([0.0, 1.0]), np.array([1.0, 2.0])
    fit = nnet(x, y, size=1, maxit=0, seed=1, trace=False)
    for array in (x, y, w):
        array.flags.writeable = False
    nnet_hess(fit, x, y, w)
    assert not any(array.flags.writeable for array in (x, y, w))
