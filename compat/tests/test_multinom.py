"""Multinomial models against R's: recorded, and run there and then."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from ..cases import Json, load_cases, run_multinom
from ..compare import RECORDED, libm_differs, load_record, load_session
from ..compare.differences import disagreements, undocumented
from ..compare.live import require_r, run_r
from ..compare.multinom import compare_multinom, numeric, printed_near
from .support import next_bit

_RECORDED = RECORDED / "multinom"
_CASES = load_cases("multinom")

pytestmark = pytest.mark.usefixtures("stream_put_back")


@pytest.mark.parametrize("case_id", _CASES)
def test_model_equals_recording(case_id: str) -> None:
    """Weights, fit, labels, call, predictions, trace and random stream are R's."""
    case, theirs = _CASES[case_id], load_record(case_id, _RECORDED)
    ours = run_multinom(case_id)
    fields = compare_multinom(theirs, ours)
    reason = libm_differs(load_session(_RECORDED))
    if reason is None or theirs["fit"] is None:
        assert disagreements(case, fields, ours) == []
        return
    assert undocumented(case, [field for field in fields if not numeric(field.name)]) == []
    pytest.skip(reason)


def _wrong_in_r(case: Json) -> set[str]:
    """Covariances of a case that are documented to differ from R's."""
    fields = case.get("difference", {}).get("fields", [])
    documented = {name.removesuffix(".error") for name in fields}
    return documented & {f"inference.{name}" for name in ("vcov", "standard_errors", "confint")}


@pytest.mark.parametrize("case_id", [name for name, case in _CASES.items() if _wrong_in_r(case)])
def test_where_R_is_wrong_the_right_covariance_is_recorded(case_id: str) -> None:
    """A difference from R's covariance is compared with what R gives when it keeps its Hessian."""
    reason = libm_differs(load_session(_RECORDED))
    if reason is not None:
        pytest.skip(reason)
    theirs, ours = load_record(case_id, _RECORDED), run_multinom(case_id)
    assert [kept["error"] for kept in theirs["kept"].values()] == [None] * 4
    compared = {field.name for field in compare_multinom(theirs, ours) if field.equal}
    wrong = _wrong_in_r(_CASES[case_id])
    assert {name.replace("inference", "kept") for name in wrong} <= compared


# The comparison itself -------------------------------------------------------------------------


def _scaled(values: list[Any], factor: float) -> None:
    values[0] = (float.fromhex(values[0]) * factor).hex()


def test_comparison_sees_a_change_of_the_right_covariance() -> None:
    """A relative change of 1e-5."""
    theirs, ours = load_record("housing-contrasts", _RECORDED), run_multinom("housing-contrasts")
    changed = copy.deepcopy(theirs)
    _scaled(changed["kept"]["vcov"]["value"]["values"], 1 + 1e-5)
    unequal = [
        {f.name for f in compare_multinom(record, ours) if not f.equal}
        for record in (theirs, changed)
    ]
    assert unequal[1] - unequal[0] == {"kept.vcov"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda r: next_bit(r["fit"]["wts"]), "fit.wts"),
        (lambda r: next_bit(r["fit"]["coef"]["values"]), "fit.coef"),
        (lambda r: next_bit(r["fit"]["residuals"]["values"]), "fit.residuals"),
        (lambda r: r["fit"]["coef"]["names"][0].reverse(), "fit.coef.names"),
        (lambda r: r["fit"].update(lab=None), "fit.lab"),
        (lambda r: r["fit"]["print"].insert(1, ""), "fit.call"),
        (lambda r: _scaled(r["fit"]["Hessian"]["values"], 1 + 1e-5), "fit.Hessian"),
        (lambda r: r["trace"].pop(), "trace"),
        (lambda r: next_bit(r["predictions"][1]["probs"]["values"]), "predictions.1.probs"),
        (lambda r: r["predictions"][0]["class"].reverse(), "predictions.0.class"),
        (lambda r: r["predictions"][0]["levels"].reverse(), "predictions.0.levels"),
    ],
)
def test_comparison_sees_a_change_of_one_field(change: Any, field: str) -> None:
    """One bit, one character, one element less: the field differs."""
    theirs: Json = load_record("iris-decay", _RECORDED)
    ours = run_multinom("iris-decay")
    changed = copy.deepcopy(theirs)
    change(changed)
    before, after = (
        {f.name for f in compare_multinom(record, ours) if not f.equal}
        for record in (theirs, changed)
    )
    assert field not in before
    assert field in after


@pytest.mark.parametrize(
    ("theirs", "ours", "near"),
    [
        ("0.4163214", "0.4163215", True),  # the values: 0.41632144908 and 0.41632145020
        ("-123.4567", "-123.4566", True),
        ("0.0000012", "0.0000013", True),
        ("1234567.891234", "1234567.891298", True),  # within the tolerance
        ("0.4163214", "0.4163216", False),
        ("0.416321", "0.416322", False),
        ("-4.36", "-4.37", False),
        ("12", "13", False),
        ("1.5e-10", "1.6e-10", False),
        ("1.5", "-1.5", False),
    ],
)
def test_printed_numbers_agree_within_the_tolerance_or_the_seventh_digit(
    theirs: str, ours: str, near: bool
) -> None:
    """A unit of the last place counts as equal only where it is hardly more than the tolerance."""
    assert printed_near(theirs, ours) is near
    assert printed_near(theirs, theirs)


# Live ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r()
    directory = tmp_path_factory.mktemp("live-multinom")
    run_r("record/multinom.R", directory)
    return directory


@pytest.mark.r
@pytest.mark.parametrize("case_id", _CASES)
def test_model_equals_live(case_id: str, live: Path) -> None:
    """All fields are those of R run there and then, apart from documented differences."""
    case, ours = _CASES[case_id], run_multinom(case_id)
    assert libm_differs(load_session(live)) is None
    fields = compare_multinom(load_record(case_id, live), ours)
    assert disagreements(case, fields, ours) == []
