"""The comparison itself: it must see a single bit, a single character and a missing field."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from ..cases import Json, load_cases, run_nnet
from ..compare import RECORDED, blas_differs, libm_differs, live, load_record, load_session
from ..compare.differences import disagreements
from ..compare.fields import same_numbers
from ..compare.nnet import compare_nnet
from ..compare.recordings import stale_sources
from .support import next_bit

_RECORDED = RECORDED / "nnet"
_ID = "mix-na-exclude-class"  # softmax, missing rows, classes, trace, xlevels


def _unequal(change: Callable[[Json], object]) -> list[str]:
    """Names of the fields that differ after a change to what R gave."""
    theirs = copy.deepcopy(load_record(_ID, _RECORDED))
    change(theirs)
    fields = compare_nnet(load_cases("nnet")[_ID], theirs, run_nnet(_ID))
    return [field.name for field in fields if not field.equal]


def _set(key: str, value: object) -> Callable[[Json], object]:
    return lambda record: record.update({key: value})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda r: next_bit(r["fit"]["wts"]), "fit.wts"),
        (lambda r: next_bit(r["fit"]["residuals"]["values"]), "fit.residuals"),
        (lambda r: next_bit(r["predictions"][0]["raw"]["values"]), "predictions.0.raw"),
        (lambda r: r["fit"]["wts"].pop(), "fit.wts"),
        (lambda r: r["fit"]["fitted_values"]["dim"].reverse(), "fit.fitted_values"),
        (lambda r: r["fit"]["fitted_values"]["rows"].reverse(), "fit.fitted_values.names"),
        (lambda r: r["predictions"][1]["class"].reverse(), "predictions.1.class"),
        (lambda r: r["predictions"][1]["stream"].update(position=1), "predictions.1.stream"),
        (lambda r: r["fit"]["print"].append(" "), "fit.print"),
        (lambda r: r["trace"].append("converged "), "trace"),
        (lambda r: r["fit"]["xlevels"].update(gn=["A"]), "fit.xlevels"),
        (_set("warnings", ["group ‘q’ is empty"]), "warnings"),
        (_set("error", "no weights to fit"), "error"),
    ],
)
def test_compare_sees_a_change_of_one_field(change: Callable[[Json], object], field: str) -> None:
    """One bit, one character, one element less: the field differs, and no other."""
    assert _unequal(lambda record: record) == []
    assert _unequal(change) == [field]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("0x0p+0", "-0x0p+0", False),
        ("NaN", "nan", True),
        (None, "nan", True),
        ("NaN", "0x1p+0", False),
        ("Inf", "inf", True),
        ("0x1.8p+1", "0x1.8000000000000p+1", True),
        ("0x1p-1074", "0x0.0000000000001p-1022", True),
        ("0x1p-1074", "0x0p+0", False),
    ],
)
def test_numbers_are_equal_by_their_bits(one: str | None, other: str, equal: bool) -> None:
    """Zeros differ by sign, missing values are alike, other texts of a number are the number."""
    field = same_numbers("x", [one], [other])
    assert (field.equal, field.exact) == (equal, equal)


@pytest.mark.parametrize(("tolerance", "equal"), [(1e-10, True), (1e-13, False)])
def test_tolerance_is_relative_to_the_largest(tolerance: float, equal: bool) -> None:
    """An error of 1e-12 in a small entry counts against the largest, 2."""
    ours = [float(2).hex(), (1e-3 + 1e-12).hex()]
    field = same_numbers("x", [float(2).hex(), (1e-3).hex()], ours, tolerance)
    assert (field.equal, field.exact) == (equal, False)


def test_documented_difference_must_differ_and_be_as_expected() -> None:
    """A difference that is gone, or has become another one, is reported."""
    case = dict(
        load_cases("nnet")[_ID], difference={"fields": ["fit.lev"], "expect": {"fit.lev": []}}
    )
    ours = run_nnet(_ID)
    wrong = disagreements(case, compare_nnet(case, load_record(_ID, _RECORDED), ours), ours)
    assert [line.partition(":")[0] for line in wrong] == ["fit.lev", "fit.lev"]


def test_changed_source_is_stale() -> None:
    """A file whose hash is not the recorded one is named."""
    session = dict(load_session(_RECORDED), md5={"compat/record/lib.R": "0"})
    assert stale_sources(session) == ["compat/record/lib.R"]


def test_other_libm_is_named() -> None:
    """A fingerprint that differs gives the reason for not comparing numbers."""
    session = copy.deepcopy(load_session(_RECORDED))
    session["libm"]["exp"] = "0"
    assert "exp here and in the R session" in str(libm_differs(session))


def test_other_blas_is_named() -> None:
    """With what differs, and what to do; another name alone is no other BLAS."""
    expected = load_session(RECORDED / "nnet")
    assert expected["blas"].keys() == {"contr.poly", "poly", "crossprod"}
    session = {**expected, "BLAS": "libopenblas.so.0"}
    assert blas_differs(session, expected) is None
    session["blas"] = {**expected["blas"], "poly": "0"}
    reason = str(blas_differs(session, expected))
    assert "(BLAS libopenblas.so.0, LAPACK" in reason
    assert "last bits of poly differ" in reason
    assert "install that" in reason


def test_recordings_of_all_kinds_are_of_one_blas_and_c_library() -> None:
    """So that a comparison that asks one session speaks for all."""
    sessions = [load_session(RECORDED / kind) for kind in ("nnet", "multinom", "effects", "tune")]
    assert all(each["blas"] == sessions[0]["blas"] for each in sessions)
    assert all(each["libm"] == sessions[0]["libm"] for each in sessions)


@pytest.mark.parametrize(
    ("shown", "version"),
    [
        ("R version 4.0.4 (2021-02-15)", "4.2"),
        ("R version 4.2.2 Patched (2022-11-10 r83330)", "4.2"),
        ("R version 4.3.0 (2023-04-21)", "4.5"),
        ("R version 4.10.1 (2030-01-01)", "4.5"),
        ("R Under development (unstable) (2025-05-01 r88189)", "4.5"),
    ],
)
def test_version_of_r_is_followed(
    shown: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison with live R follows that R; another BLAS ends it with the reason."""
    session = {**load_session(RECORDED / "nnet"), "R": shown}
    monkeypatch.setattr(live, "live_session", lambda: session)
    assert live.r_compared() == version
    session["blas"] = dict.fromkeys(session["blas"], "0")
    with pytest.raises(RuntimeError, match="adds in another order than that of the recordings"):
        live.r_compared()


@pytest.mark.parametrize(
    ("required", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_other_blas_is_the_reason_of_a_live_test(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not numbers that differ."""
    session = {**load_session(RECORDED / "nnet")}
    session["blas"] = {**session["blas"], "crossprod": "0"}
    monkeypatch.setattr(live, "live_session", lambda: session)
    monkeypatch.setattr(live, "missing_of_r", lambda _: None)
    monkeypatch.setenv("PYNNET_REQUIRE_R", required)
    with pytest.raises(outcome, match="last bits of crossprod differ"):
        live.require_r()
