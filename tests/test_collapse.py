"""R's ways to fit equal cases as one."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, multinom

D = pd.DataFrame(
    {
        "a": [0.0, 1, 0, 1, 0, 1, 0, 1],
        "g": list("pqrpqrpp"),
        "h": list("xyxyyxxy"),
        "n1": [1.0, 2, 3, 1, 0, 2, 1, 4],
        "n2": [2.0, 1, 0, 1, 3, 2, 2, 1],
        "w": [0.5, 1, 2, 0.25, 1, 1, 3, 0.125],
    }
)


def _fit(formula, summ, data=D, **options):
    return multinom(
        formula, data, summ=summ, weights="w", trace=False, reltol=1e-14, abstol=1e-14, **options
    )


@pytest.mark.parametrize("formula", ["g ~ a", "h ~ a", "cbind(n1, n2) ~ a", "cbind(n1, n2) ~ 1"])
@pytest.mark.parametrize("summ", [2, 3])
def test_collapsed_cases_give_the_coefficients_of_all(formula, summ):
    """The likelihood is the same, up to a constant for shares of classes."""
    whole, few = _fit(formula, 0), _fit(formula, summ)
    assert len(few.fitted_values) < len(whole.fitted_values)
    np.testing.assert_allclose(np.asarray(few.coef()), np.asarray(whole.coef()), atol=1e-5)
    assert few.nobs == pytest.approx(whole.nobs, rel=1e-14)


def test_collapsed_shares_keep_the_observations_of_each_group():
    """summ=3 makes counts of the classes and divides them by their sum."""
    few = _fit("g ~ a", 3)
    targets = few.fitted_values + few.residuals
    counts = D.groupby(["a", "g"])["w"].sum().unstack(fill_value=0)
    np.testing.assert_allclose(targets.to_numpy() * few.weights.to_numpy()[:, None], counts)


def test_rows_are_in_ascending_order():
    """The labels of collapsed cases count from 1."""
    few = _fit("g ~ a", 2)
    assert few.fitted_values.index.tolist() == list(range(1, len(few.fitted_values) + 1))
    design = few._cases.design
    assert (np.diff(design[:, 1]) >= 0).all()


def test_summ_1_warns_where_R_is_not_exact():
    """The weights stay in the order of the data."""
    with pytest.warns(FitWarning, match="summ=1 is not exact"):
        _fit("g ~ a", 1)


def test_summ_1_says_nothing_where_it_is_exact():
    """Equal weights, and keys that tell all cases apart."""
    data = D.assign(w=1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        few = _fit("g ~ a", 1, data)
    assert float(few.weights.sum()) == len(data)


def test_size_of_the_collapsed_design_is_part_of_the_trace(capsys):
    """R prints it whether or not a trace is asked for; here it is part of the trace."""
    multinom("g ~ a", D, summ=3)
    assert capsys.readouterr().out.startswith("[1] 2 2\n# weights:")
    multinom("g ~ a", D, summ=3, trace=False)
    assert capsys.readouterr().out == ""


def test_groups_without_weight_are_refused():
    """summ=3 cannot make shares of nothing."""
    with pytest.raises(DataError, match="some case has no observations"):
        _fit("g ~ a", 3, D.assign(w=D["a"]))


@pytest.mark.parametrize("summ", [1, 2, 3])
def test_offsets_are_refused(summ):
    """R pairs them with other cases."""
    with pytest.raises(ArgumentError, match="does not go with an offset"):
        _fit("h ~ a + offset(n1)", summ)


@pytest.mark.parametrize("summ", [4, -1, 2.5, "2", None])
def test_other_values_are_refused(summ):
    """R takes them for 0."""
    if summ is None:
        assert len(multinom("g ~ a", D, summ=None, trace=False).fitted_values) == len(D)
        return
    with pytest.raises(ArgumentError, match="invalid 'summ'"):
        multinom("g ~ a", D, summ=summ, trace=False)


@pytest.mark.parametrize("formula", ["g ~ a", "h ~ a", "cbind(n1, n2) ~ a"])
@pytest.mark.parametrize("summ", [2, 3])
def test_covariance_is_that_of_all_cases(formula, summ):
    """The information of equal cases is that of one with their weight; R's is of other cases."""
    whole, few = _fit(formula, 0, decay=0.01), _fit(formula, summ, decay=0.01)
    # Both fits stop close to the same maximum, not at the same point.
    np.testing.assert_allclose(few.vcov(), whole.vcov(), rtol=1e-5)
