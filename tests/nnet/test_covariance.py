"""Covariance of the weights: known models, decay, and where it means nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, FitWarning, nnet, nnet_hess

X = [0.0, 1.0, 2.0, 3.0]
Y = [1.0, 3.0, 4.0, 8.0]
LINEAR = {"size": 0, "skip": True, "linout": True, "seed": 1, "trace": False}


def test_line_worked_by_hand():
    """Residuals .3 .1 -1.1 .7 around .7 + 2.2 x: variance .9, times inv([[4, 6], [6, 14]])."""
    fit = nnet(X, Y, Hess=True, **LINEAR)
    by_hand = 0.9 * np.array([[14, -6], [-6, 4]]) / 20
    found = fit.covariance()
    assert found.index.tolist() == found.columns.tolist() == ["b->o", "i1->o"]
    # The search ends within 1e-8 of the least sum of squares.
    assert found.to_numpy() == pytest.approx(by_hand, rel=1e-7)
    assert fit.covariance(method="sandwich").to_numpy() == pytest.approx(by_hand, rel=1e-7)


def test_decay_is_a_prior_or_pulls():
    """Ridge: posterior s inv(A + L), sandwich s inv(A + L) A inv(A + L), noise by the trace."""
    fit = nnet(X, Y, decay=0.5, Hess=True, **LINEAR)
    A = np.array([[4.0, 6.0], [6.0, 14.0]])
    inverse = np.linalg.inv(A + 0.5 * np.eye(2))
    effective = np.trace(inverse @ A)
    s2 = np.sum(np.square(fit.residuals)) / (4 - effective)
    # Rounding alone: the second derivatives of a line are sums of products.
    assert fit.covariance().to_numpy() == pytest.approx(s2 * inverse, rel=1e-10)
    sandwich = s2 * inverse @ A @ inverse
    assert fit.covariance(method="sandwich").to_numpy() == pytest.approx(sandwich, rel=1e-10)
    given = fit.covariance(dispersion=2.0).to_numpy()
    assert given == pytest.approx(2.0 * inverse, rel=1e-10)


def test_logistic_regression_is_that_of_statsmodels(frame):
    """Without hidden units the network is a generalised linear model."""
    discrete = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed")
    data = frame.assign(g=list("nyynynny"))
    fit = nnet("g ~ v", data, size=0, skip=True, Hess=True, seed=1, trace=False, reltol=1e-12)
    design = discrete.add_constant(data[["v"]])
    other = discrete.Logit((data["g"] == "y").astype(float), design).fit(disp=0)
    # Both searches end near the same minimum.
    assert fit.covariance().to_numpy() == pytest.approx(other.cov_params().to_numpy(), rel=1e-4)


def test_softmax_without_decay_is_flat_and_says_so(frame):
    """All scores may rise together: no weight is determined, though the probabilities are."""
    data = pd.concat([frame] * 3)
    fit = nnet("k ~ u", data, size=0, skip=True, Hess=True, maxit=500, seed=1, trace=False)
    with pytest.warns(FitWarning, match=r"flat in some directions: .* b->o1, .* 2 such directions"):
        found = fit.covariance()
    assert found.isna().all(axis=None)
    decayed = nnet("k ~ u", data, size=0, skip=True, Hess=True, decay=0.1, seed=1, trace=False)
    assert (np.linalg.eigvalsh(decayed.covariance()) > 0).all()


def test_weight_that_nothing_depends_on_is_missing_alone():
    """An input that is always 0: its weight has no covariance, the others have."""
    fit = nnet(np.column_stack([X, np.zeros(4)]), Y, Hess=True, **LINEAR)
    with pytest.warns(FitWarning, match="The covariance of i2->o is missing.*decay > 0"):
        found = fit.covariance()
    assert found.loc["i2->o"].isna().all()
    assert found["i2->o"].isna().all()
    # As of the line alone: the effective number of weights is 2.
    plain = nnet(X, Y, Hess=True, **LINEAR).covariance()
    assert found.iloc[:2, :2].to_numpy() == pytest.approx(plain.to_numpy(), rel=1e-6)


def test_hessian_that_is_not_positive_definite_is_told():
    """The fit is at no minimum."""
    fit = nnet(X, Y, Hess=True, **LINEAR)
    with pytest.warns(FitWarning, match=r"not positive definite: .*1 such direction\. Fit with a"):
        found = fit.covariance(hessian=[[2.0, 0.0], [0.0, -1.0]])
    assert np.isnan(found.loc["i1->o"]).all()
    assert np.isfinite(found.loc["b->o", "b->o"])


def test_fit_that_did_not_converge_is_told(iris):
    """Its derivatives are those of no minimum."""
    with pytest.warns(FitWarning, match="stopped after 3 iterations"):
        fit = nnet("Species ~ .", iris, size=1, decay=1, maxit=3, Hess=True, seed=1, trace=False)
    with pytest.warns(FitWarning) as caught:
        fit.covariance()
    assert "stopped after 3 iterations without converging: the cov" in str(caught[0].message)


def test_weights_that_were_not_fitted_are_known():
    """Their variance is 0, and that of the others what it is beside a known one."""
    fit = nnet(X, Y, Wts=[0.0, 2.0], mask=[True, False], Hess=True, **LINEAR)
    found = fit.covariance(mask=[True, False])
    # One weight, the mean of the rest: variance of y - 2 x by 4.
    rest = np.array(Y) - 2 * np.array(X)
    assert found.to_numpy() == pytest.approx(
        np.array([[rest.var(ddof=1) / 4, 0], [0, 0]]), rel=1e-7
    )
    with pytest.raises(ArgumentError, match="no weight is fitted"):
        fit.covariance(mask=[False, False])


def test_hessian_of_other_data_can_be_passed():
    """As nnet_hess() gives it, for a fit without its own."""
    fit, with_own = nnet(X, Y, **LINEAR), nnet(X, Y, Hess=True, **LINEAR)
    found = fit.covariance(hessian=nnet_hess(fit, X, Y))
    assert found.to_numpy() == pytest.approx(with_own.covariance().to_numpy(), rel=1e-12)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({}, r"has no Hessian.*hessian=nnet_hess\(fit, x, y\)"),
        ({"hessian": np.eye(3)}, "invalid 'hessian'.*each of the 2 weights"),
        ({"hessian": np.full((2, 2), np.nan)}, "invalid 'hessian'"),
        ({"hessian": np.eye(2), "method": "Bayes"}, "posterior"),
        ({"hessian": np.eye(2), "dispersion": -1}, "invalid 'dispersion'"),
    ],
)
def test_what_is_no_covariance_is_refused(how, message):
    """With what to pass."""
    with pytest.raises(ArgumentError, match=message):
        nnet(X, Y, **LINEAR).covariance(**how)


def test_noise_needs_numbers_left():
    """Two numbers and two weights: pass the variance."""
    fit = nnet([0.0, 1.0], [0.0, 1.0], Hess=True, **LINEAR)
    with pytest.raises(ArgumentError, match=r"2 numbers were fitted by 2 weights.*dispersion="):
        fit.covariance()
    assert np.isfinite(fit.covariance(dispersion=1.0)).all(axis=None)
    by_likelihood = nnet(X, [0, 1, 0, 1], size=0, skip=True, entropy=True, Hess=True, seed=1,
                         trace=False)  # fmt: skip
    with pytest.raises(ArgumentError, match="this one is by likelihood"):
        by_likelihood.covariance(dispersion=1.0)
