"""Robust covariances, compared with those of R's package sandwich, and covariances of one's own."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pandas as pd
import pytest

from compat.cases import read_data
from pynnet import ArgumentError, DataError, FitWarning, Multinom, load_iris, multinom
from tests.support import RECORDINGS, from_hex

RECORDED = json.loads((RECORDINGS / "robust.json").read_text(encoding="utf-8"))
ARGUMENTS = {
    "classes": {"formula": "race ~ age + smoke"},
    "two": {"formula": "low ~ age + race"},
    "weights": {"formula": "race ~ age + smoke", "weights": "w"},
    "counts": {"formula": "cbind(a, b, c) ~ age + smoke"},
    "offset": {"formula": "low ~ age + offset(lwt / 100)"},
}


@pytest.fixture(scope="module")
def birthwt() -> pd.DataFrame:
    data = read_data("birthwt").reset_index(drop=True)
    for name in ("race", "low"):
        data[name] = data[name].astype(str).astype("category")
    data["w"] = np.resize([1.0, 2.0, 0.5], len(data))
    data["a"], data["b"], data["c"] = data["ftv"] + 1, data["ptl"], 2
    return data.assign(group=data["ftv"] + 10 * data["ht"])


def fitted(data: pd.DataFrame, name: str) -> Multinom:
    return multinom(data=data, trace=False, maxit=1000, reltol=1e-12, **ARGUMENTS[name])


@pytest.mark.parametrize("case", RECORDED["cases"], ids=lambda case: case["name"])
def test_sandwiches_are_those_of_r(case, birthwt):
    """Relative to the standard errors, 1e-8: BLAS adds up in another order than R's loops."""
    fit = fitted(birthwt, case["name"])
    assert np.array_equal(fit.coef().to_numpy().ravel(), from_hex(case["coefficients"]))
    got = {
        "vcov": fit.vcov(),
        "HC0": fit.vcov(type="HC0"),
        "HC1": fit.vcov(type="HC1"),
        "cluster": fit.vcov(type="cluster", groups=birthwt["group"]),
    }
    for name, covariance in got.items():
        theirs = from_hex(case[name]).reshape(covariance.shape)
        errors = np.sqrt(np.diag(theirs))
        assert (np.abs(covariance - theirs) <= 1e-8 * np.outer(errors, errors)).all(axis=None), name


def test_each_case_its_own_cluster_is_hc0_but_for_the_factor(birthwt):
    fit = fitted(birthwt, "classes")
    n = len(birthwt)
    clustered = fit.vcov(type="cluster", groups=range(n))
    np.testing.assert_allclose(clustered, fit.vcov(type="HC0") * n / (n - 1), rtol=1e-10)


def test_a_row_for_each_observation_is_a_cluster_of_a_row_of_counts(birthwt):
    """The scores of a cluster add up, and so do those of the observations of a row."""
    counts = fitted(birthwt, "counts")
    long = birthwt.loc[np.repeat(birthwt.index, 3)].reset_index(drop=True)
    long["class"] = pd.Categorical(np.tile(["a", "b", "c"], len(birthwt)))
    long["times"] = birthwt[["a", "b", "c"]].to_numpy(float).ravel()
    rows = multinom("class ~ age + smoke", long, weights="times", trace=False, reltol=1e-12)
    n = len(birthwt)
    clustered = rows.vcov(type="cluster", groups=np.repeat(np.arange(n), 3)) * (n - 1) / n
    # Two searches end within 1e-5 of one another's coefficients.
    np.testing.assert_allclose(clustered, counts.vcov(type="HC0"), rtol=1e-3)


def test_groups_go_by_label_or_by_place(birthwt):
    data = birthwt.set_index(np.arange(len(birthwt)) + 100)
    data.loc[[105, 107], "age"] = np.nan
    fit = fitted(data, "classes")
    by_label = fit.vcov(type="cluster", groups=data["group"].sample(frac=1, random_state=1))
    by_place = fit.vcov(type="cluster", groups=data["group"].tolist())
    of_cases = fit.vcov(type="cluster", groups=data["group"].drop([105, 107]).to_numpy())
    assert by_label.equals(by_place)
    assert by_label.equals(of_cases)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"type": "HC3"}, ArgumentError, "'type'"),
        ({"type": "cluster"}, ArgumentError, "go together"),
        ({"type": "HC0", "groups": [1]}, ArgumentError, "go together"),
        ({"type": "cluster", "groups": [1, 2]}, ArgumentError, "2 values, and 189 of 189 rows"),
        ({"type": "cluster", "groups": [1] * 189}, ArgumentError, "all cases are of one group"),
        ({"type": "cluster", "groups": [None] * 189}, DataError, "189 cases have no group"),
        ({"type": "cluster", "groups": "group"}, DataError, "groups"),
        ({"type": "cluster", "groups": np.ones((189, 2))}, DataError, "groups"),
        ({"type": "cluster", "groups": [[1]] * 189}, DataError, "groups"),
    ],
)
def test_what_goes_with_nothing_is_refused(arguments, error, words, birthwt):
    fit = fitted(birthwt, "classes")
    with pytest.raises(error, match=words):
        fit.vcov(**arguments)


def test_scores_that_are_not_known_are_refused(birthwt):
    with pytest.raises(ArgumentError, match="which summ= has made"):
        multinom("race ~ smoke", birthwt, summ=2, trace=False).vcov(type="HC0")
    marks = birthwt.assign(a=1, b=birthwt["smoke"], c=1 - birthwt["smoke"])
    censored = multinom("cbind(a, b, c) ~ age", marks, censored=True, decay=0.1, trace=False)
    with pytest.raises(ArgumentError, match="censored=True leaves open"):
        censored.vcov(type="HC1")


def test_covariance_of_ones_own_is_used_everywhere():
    """A frame goes by its names; with the model's own covariance nothing changes."""
    fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    own = fit.vcov()
    shuffled = own.iloc[::-1, ::-1]
    robust = fit.vcov(type="HC0")
    methods = {
        "tidy": fit.tidy,
        "marginal_effects": fit.marginal_effects,
        "predicted_probabilities": lambda **given: fit.predicted_probabilities(
            {"Sepal.Width": [3]}, **given
        ),
        "confint": lambda **given: fit.confint(**given).to_frame(),
        "summary": lambda **given: fit.summary(**given).standard_errors,
    }
    for name, method in methods.items():
        assert method(vcov=shuffled).equals(method()), name
        assert method(vcov=own.to_numpy()).equals(method()), name
        assert not method(vcov=robust).equals(method()), name
    errors = np.sqrt(np.diag(robust))
    np.testing.assert_array_equal(fit.tidy(vcov=robust)["std_error"], errors)


@pytest.mark.parametrize(
    "own",
    [
        np.eye(3),
        np.triu(np.ones((4, 4))),
        np.full((4, 4), np.nan),
        10**400,
        "HC0",
        [["a"] * 4] * 4,
        pd.DataFrame(np.eye(4)),
        NotImplemented,
    ],
    ids=repr,
)
def test_what_is_no_covariance_is_refused(own):
    fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    with pytest.raises((ArgumentError, DataError), match=r"vcov|too large"):
        fit.tidy(vcov=own)


def test_two_covariances_are_refused():
    fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    with pytest.raises(ArgumentError, match="pass one"):
        fit.tidy(vcov=np.eye(4), vcov_method="stable")


@pytest.mark.parametrize("weights", [[1e-320] * 12, [1e300] * 12, [1e-300, 1e300] * 6])
def test_weights_of_any_size_are_taken_in_silence(weights):
    """Squares of such scores and inverses of such information are infinite or unknown."""
    data = pd.DataFrame({"x": np.arange(12) / 12, "y": list("abcabcbacacb"), "g": list("pqr") * 4})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        fit = multinom("y ~ x", data, weights=weights, trace=False)
        for robust in ({"type": "HC0"}, {"type": "cluster", "groups": data["g"]}):
            assert fit.vcov(**robust).shape == (4, 4)
        assert fit.vcov().shape == (4, 4)
        fit.predicted_probabilities(at={"x": [0.2, 1e300]})
