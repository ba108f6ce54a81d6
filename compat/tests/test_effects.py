"""Effects of multinomial models against R, recorded and live, and against statsmodels.

``record/effects.R`` computes them from the coefficients of R's multinom, by other means than
pynnet: it derives predicted probabilities by the variables and by the coefficients, and makes the
information case by case.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pynnet import model_matrix, multinom

from ..cases import Json, fit_multinom, load_cases, read_data
from ..compare import RECORDED, libm_differs, load_record, load_session
from ..compare.live import require_r, run_r

_RECORDED = RECORDED / "effects"
_CASES = load_cases("effects")
# R's derivatives by a variable are differences of probabilities over 2e-5 standard deviations: they
# are wrong by the square of the step and by rounding, 1e-11 of a probability, and effects that are
# what is left of larger ones by more. Standard errors come from the inverse of a matrix whose
# condition is 1e6, and lose six of sixteen digits.
_NEAR: dict[str, Any] = {"rtol": 1e-8, "atol": 1e-12}


@functools.cache
def _fit(case_id: str) -> Any:
    case = _CASES[case_id]
    return fit_multinom({**case, "args": {**case["args"], "trace": False}}, read_data(case["data"]))


def _assert_alike(theirs: Json, estimate: Any, error: Any) -> None:
    for name, ours in (("estimate", estimate), ("std_error", error)):
        expected = [float.fromhex(text) for text in theirs[name]]
        np.testing.assert_allclose(np.asarray(ours), expected, err_msg=name, **_NEAR)


def _compare(case_id: str, theirs: Json) -> None:
    """Hold every number of a case to R's."""
    case, fit = _CASES[case_id], _fit(case_id)
    coefficients = [float.fromhex(text) for text in theirs["coefficients"]]
    assert np.ravel(fit.coef()).tolist() == coefficients
    for request, effects in zip(case["effects"], theirs["effects"], strict=True):
        table = fit.marginal_effects(**{"variables": request["variable"], "at": request["at"]})
        assert table["contrast"].unique().tolist() == [effect["contrast"] for effect in effects]
        for effect in effects:
            rows = table[table["contrast"] == effect["contrast"]]
            assert rows["class"].tolist() == theirs["classes"]
            _assert_alike(effect, rows["effect"], rows["std_error"])
    for request, found in zip(case["probabilities"], theirs["probabilities"], strict=True):
        average = request.get("average", False)
        table = fit.predicted_probabilities(request["at"], average=average)
        _assert_alike(found, table["probability"], table["std_error"])
    if case["tests"]:
        statistics = fit.lr_tests()["statistic"]
        expected = {name: float.fromhex(text) for name, text in theirs["tests"].items()}
        assert statistics[list(expected)].to_dict() == expected


@pytest.mark.parametrize("case_id", _CASES)
def test_effects_equal_recording(case_id: str) -> None:
    """Marginal effects, probabilities, their standard errors, and tests of terms are R's."""
    reason = libm_differs(load_session(_RECORDED))
    if reason is not None:
        pytest.skip(reason)
    _compare(case_id, load_record(case_id, _RECORDED))


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r()
    directory = tmp_path_factory.mktemp("live-effects")
    run_r("record/effects.R", directory)
    return directory


@pytest.mark.r
@pytest.mark.parametrize("case_id", _CASES)
def test_effects_equal_live(case_id: str, live: Path) -> None:
    """The same, with what R gives there and then."""
    _compare(case_id, load_record(case_id, live))


# statsmodels -----------------------------------------------------------------------------------


def _require_statsmodels() -> Any:
    """Its multinomial logit; skip the test, or fail where all comparisons are required."""
    if importlib.util.find_spec("statsmodels") is None:
        if os.environ.get("PYNNET_REQUIRE_R") == "1":
            pytest.fail("PYNNET_REQUIRE_R=1, but statsmodels is not installed")
        pytest.skip("no comparison with statsmodels: it is not installed")
    from statsmodels.discrete.discrete_model import MNLogit

    return MNLogit


def _repeated(data: pd.DataFrame, weights: Any) -> pd.DataFrame:
    """A row for each observation: statsmodels has no case weights."""
    return data.loc[data.index.repeat(np.asarray(weights, dtype=int))].reset_index(drop=True)


@pytest.mark.filterwarnings("ignore:stopped:pynnet.FitWarning")  # on purpose, at the maximum
@pytest.mark.parametrize("at", ["overall", "mean"])
@pytest.mark.parametrize(
    ("response", "terms", "weighted"),
    [("race", "age + lwt + smoke", False), ("race", "age + bwt", True), ("low", "age + lwt", True)],
)
def test_effects_are_those_of_statsmodels(
    response: str, terms: str, weighted: bool, at: str
) -> None:
    """Average effects and effects at the means, with standard errors; weights are repetitions."""
    logit = _require_statsmodels()
    data = read_data("birthwt").reset_index(drop=True)
    data["bwt"] /= 1000
    weights = 1 + np.arange(len(data)) % 3 if weighted else np.ones(len(data))
    rows = _repeated(data, weights)
    x = model_matrix(f"~ {terms}", rows)
    newton = logit(pd.Categorical(rows[response]).codes, x.to_numpy()).fit(
        method="newton", maxiter=100, tol=1e-14, disp=False
    )
    theirs = newton.get_margeff(at=at)
    fit = _at_maximum(f"factor({response}) ~ {terms}", data, weights, newton.params)
    table = fit.marginal_effects(at=at)
    # Ours are at the coefficients of Newton's method. What is left is the rounding of an inverse,
    # whose condition is 1e6, and that of our differences of the design, 1e-11 of a column.
    shape = theirs.margeff.shape
    near: dict[str, Any] = {"rtol": 1e-10, "atol": 0}
    np.testing.assert_allclose(table["effect"].to_numpy().reshape(shape), theirs.margeff, **near)
    errors = table["std_error"].to_numpy().reshape(shape)
    np.testing.assert_allclose(errors, theirs.margeff_se, **near)


def _at_maximum(formula: str, data: pd.DataFrame, weights: Any, params: Any) -> Any:
    """The model whose coefficients, shape (terms, classes - 1), are known to be the best."""
    first = multinom(formula, data, weights, trace=False)
    start = first.wts.reshape(first.n[2], -1).copy()
    start[-params.shape[1] :, 1:] = params.T
    return multinom(formula, data, weights, trace=False, maxit=0, Wts=start.ravel())
