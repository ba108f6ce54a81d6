"""Bands of the outputs: known models, derivatives, shapes, and what has none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, bootstrap_bands, nnet, prediction_bands
from pynnet._network import output_derivatives
from pynnet._network.forward import network_outputs

X = [0.0, 1.0, 2.0, 3.0]
Y = [1.0, 3.0, 4.0, 8.0]
LINEAR = {"size": 0, "skip": True, "linout": True, "Hess": True, "seed": 1, "trace": False}
STATISTICS = ["fit", "se", "lower", "upper"]


# The delta method ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        {"linout": True},
        {},
        {"entropy": True},
        {"softmax": True},
        {"censored": True},
        {"softmax": True, "skip": True},
        {"linout": True, "skip": True},
    ],
    ids=lambda options: "-".join(options) or "logistic",
)
def test_derivatives_are_those_of_the_outputs(options):
    """Central differences, of every output by every weight."""
    random = np.random.default_rng(1)
    x, y = random.normal(size=(5, 2)), np.eye(3)[[0, 1, 2, 0, 1]]
    fit = nnet(x, y, size=2, maxit=0, seed=1, trace=False, **options)
    network, criterion = fit._network, fit._options.criterion
    ((_, outputs, found),) = output_derivatives(network, criterion, fit.wts, x)
    assert outputs.tolist() == fit.fitted_values.tolist()
    step = 1e-6
    for k in range(len(fit.wts)):
        up, down = fit.wts.copy(), fit.wts.copy()
        up[k] += step
        down[k] -= step
        difference = network_outputs(network, criterion, up, x)
        difference = (difference - network_outputs(network, criterion, down, x)) / (2 * step)
        # The error of a central difference: step squared, and rounding by step.
        assert found[..., k] == pytest.approx(difference, abs=1e-8)


def test_bands_of_a_line_worked_by_hand():
    """Around .7 + 2.2 x: at 4 the variance of the mean is .9 (14 - 48 + 64) / 20 = 1.35."""
    found = prediction_bands(nnet(X, Y, **LINEAR), [4.0])
    student = 4.302652729911275  # the .975 quantile with 2 degrees of freedom, from a table
    half = student * np.sqrt(1.35)
    # The search ends within 1e-8 of the least sum of squares.
    assert found.loc[0].to_numpy() == pytest.approx(
        [9.5, np.sqrt(1.35), 9.5 - half, 9.5 + half], rel=1e-6
    )
    new = prediction_bands(nnet(X, Y, **LINEAR), [4.0], kind="prediction")
    assert new.loc[0, "se"] == pytest.approx(np.sqrt(1.35 + 0.9), rel=1e-6)


def test_bands_of_probabilities_are_those_of_the_log_odds():
    """For a logistic regression; they stay between 0 and 1."""
    data = pd.DataFrame({"v": [0.0, 1, 2, 3, 4, 5], "g": list("nynnyy")})
    fit = nnet("g ~ v", data, size=0, skip=True, Hess=True, seed=1, trace=False)
    found = prediction_bands(fit, data, level=0.9)
    covariance = fit.covariance().to_numpy()
    design = np.column_stack([np.ones(6), data["v"]])
    error = np.sqrt(np.einsum("ij,jk,ik->i", design, covariance, design))
    odds = design @ fit.wts
    for name, sign in (("lower", -1), ("upper", 1)):
        by_hand = 1 / (1 + np.exp(-(odds + sign * 1.6448536269514722 * error)))
        assert found[name].to_numpy() == pytest.approx(by_hand, rel=1e-8)


def test_probabilities_that_are_determined_have_bands_though_weights_are_not(frame):
    """Softmax without decay: all scores may rise together, which no probability feels."""
    data = pd.concat([frame] * 3)
    fit = nnet("k ~ u", data, size=0, skip=True, Hess=True, maxit=500, seed=1, trace=False)
    with pytest.warns(FitWarning, match="flat in some directions"):
        found = prediction_bands(fit, frame)
    assert np.isfinite(found).all(axis=None)
    assert ((found["lower"] < found["fit"]) & (found["fit"] < found["upper"])).all()


def test_output_that_is_not_determined_has_no_band():
    """Along an input that never moved."""
    fit = nnet(np.column_stack([X, np.zeros(4)]), Y, **LINEAR)
    with pytest.warns(FitWarning, match="flat in some directions"):
        found = prediction_bands(fit, [[1.0, 0.0], [1.0, 1.0]])
    assert np.isfinite(found.loc[0]).all()
    assert np.isnan(found.loc[1, ["se", "lower", "upper"]]).all()


def test_rows_have_their_labels_and_missing_ones_are_missing(gaps):
    """As those that predict() gives."""
    fit = nnet("y ~ u + v", gaps, size=0, skip=True, decay=0.1, Hess=True, seed=1, trace=False)
    found = prediction_bands(fit, gaps)
    assert found.columns.tolist() == STATISTICS
    assert found.index.equals(gaps.index)
    assert found.isna().any(axis=1).tolist() == gaps[["u", "v"]].isna().any(axis=1).tolist()
    pd.testing.assert_series_equal(found["fit"], fit.predict(gaps), check_names=False)


def test_several_outputs_have_a_row_each(frame):
    """Case by case, named."""
    fit = nnet("k ~ u", frame, size=0, skip=True, decay=0.1, Hess=True, seed=1, trace=False)
    found = prediction_bands(fit, frame.iloc[:2])
    assert found.index.tolist() == [(row, k) for row in ("row1", "row2") for k in "pqr"]
    assert found.index.names == [None, "output"]
    assert found["fit"].tolist() == fit.predict(frame.iloc[:2]).to_numpy().ravel().tolist()
    arrays = nnet(frame[["u"]].to_numpy(), np.eye(3)[[0, 1, 2, 1, 2, 0, 2, 0]], size=0, skip=True,
                  decay=0.1, Hess=True, softmax=True, seed=1, trace=False)  # fmt: skip
    assert prediction_bands(arrays, [[0.5]]).index.tolist() == [(0, "o1"), (0, "o2"), (0, "o3")]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"level": 1}, "invalid 'level'"),
        ({"level": "0.9"}, "invalid 'level'"),
        ({"kind": "both"}, "confidence"),
        ({"kind": "prediction"}, "kind='prediction' is for least squares with linear outputs"),
    ],
)
def test_bands_that_there_are_not_are_refused(frame, how, message):
    """With what there is."""
    fit = nnet("g ~ u", frame, size=1, decay=0.1, Hess=True, seed=1, trace=False)
    with pytest.raises(ArgumentError, match=message):
        prediction_bands(fit, frame, **how)


# The bootstrap ---------------------------------------------------------------------------------

WAVE = pd.DataFrame({"x": np.linspace(0, 1, 40)})
WAVE["y"] = np.sin(6 * WAVE["x"]) + np.random.default_rng(1).normal(0, 0.2, 40)


@pytest.fixture(scope="module")
def wave():
    """Fit a network to a noisy wave."""
    return nnet("y ~ x", WAVE, size=2, decay=0.01, linout=True, maxit=500, seed=1, trace=False)


def test_bootstrap_of_a_mean_is_known():
    """With the slope held at 1 the output at 0 is a mean of rows drawn by lot: sd / sqrt(n)."""
    x, rest = np.linspace(0, 1, 50), np.random.default_rng(2).normal(size=50)
    held = {"mask": [True, False]}
    fit = nnet(x, x + rest, Wts=[0, 1], size=0, skip=True, linout=True, trace=False, **held)
    found = bootstrap_bands(fit, x, [0.0], repeats=2000, seed=1, **held)
    # A standard deviation from 2000 draws is known to 1 / sqrt(4000); four times that.
    assert found.loc[0, "se"] == pytest.approx(rest.std() / np.sqrt(50), rel=4 / np.sqrt(4000))
    assert found.loc[0, "lower"] < rest.mean() < found.loc[0, "upper"]


def test_same_seed_is_the_same_with_any_workers(wave):
    """And another one another."""
    alone = bootstrap_bands(wave, WAVE, repeats=8, seed=3)
    pd.testing.assert_frame_equal(alone, bootstrap_bands(wave, WAVE, repeats=8, seed=3, n_jobs=2))
    other = bootstrap_bands(wave, WAVE, repeats=8, seed=4)
    assert not alone["se"].equals(other["se"])


def test_start_at_the_fit_stays_near_it(wave):
    """Fewer minima, smaller spread; the output in the middle is that of the fit."""
    near = bootstrap_bands(wave, WAVE, repeats=30, start="fit", seed=1)
    assert near["fit"].tolist() == wave.predict(WAVE).tolist()
    inside = (near["lower"] <= near["fit"]) & (near["fit"] <= near["upper"])
    assert inside.mean() > 0.9


def test_classes_and_missing_rows_are_those_of_the_fit(gaps):
    """Targets come from the fit, classes as they are; cases with missing values have no band."""
    data = gaps.assign(g=list("nyynynny"))
    fit = nnet("g ~ u + v", data, size=0, skip=True, decay=0.1, seed=1, trace=False)
    found = bootstrap_bands(fit, data, repeats=5, seed=1)
    assert found.index.equals(data.index)
    assert found["se"].isna().tolist() == data[["u", "v"]].isna().any(axis=1).tolist()
    assert found["lower"].min() >= 0
    assert found["upper"].max() <= 1


def test_weights_of_the_cases_are_those_of_the_fit():
    """Others give another criterion, and are refused."""
    w = np.linspace(1, 2, 40)
    fit = nnet("y ~ x", WAVE, w, size=1, decay=0.01, linout=True, maxit=500, seed=1, trace=False)
    assert len(bootstrap_bands(fit, WAVE, repeats=2, weights=w, seed=1)) == 40
    with pytest.raises(DataError, match=r"not the weights of the cases: .*Pass weights="):
        bootstrap_bands(fit, WAVE, repeats=2, seed=1)


def test_other_rows_are_refused(wave):
    """The fit keeps no inputs: what is passed must give its outputs."""
    for other in (WAVE.iloc[:-1], WAVE.iloc[::-1]):
        with pytest.raises(DataError, match="not the rows of the fit, which has 40 of them"):
            bootstrap_bands(wave, other, repeats=2, seed=1)


def test_fits_that_stop_are_told():
    """How many, and what to do."""
    with pytest.warns(FitWarning, match="stopped after 2"):
        fit = nnet("y ~ x", WAVE, size=2, linout=True, maxit=2, seed=1, trace=False)
    with pytest.warns(FitWarning, match=r"4 of 4 fits stopped after 2 iterations"):
        bootstrap_bands(fit, WAVE, repeats=4, seed=1)


def test_failure_leaves_the_stream_where_it_was(wave, global_stream):
    """A worker that is refused is refused before anything is drawn for good."""
    before = global_stream.state.copy()
    with pytest.raises(ArgumentError, match="invalid 'n_jobs'"):
        bootstrap_bands(wave, WAVE, repeats=2, n_jobs=0)
    assert global_stream.state.tolist() == before.tolist()
    bootstrap_bands(wave, WAVE, repeats=2)
    assert global_stream.state.tolist() != before.tolist()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"repeats": 1}, "invalid 'repeats'"),
        ({"level": 0}, "invalid 'level'"),
        ({"start": "zero"}, "random"),
        ({"executor": 3}, "invalid 'executor'"),
    ],
)
def test_bootstrap_that_there_is_not_is_refused(wave, how, message):
    """With what there is."""
    with pytest.raises(ArgumentError, match=message):
        bootstrap_bands(wave, WAVE, **{"repeats": 2, "seed": 1, **how})
