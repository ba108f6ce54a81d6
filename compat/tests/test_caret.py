"""What caret does around networks: against recordings, and against caret there and then."""

from __future__ import annotations

import copy
import functools
import os
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ..cases import Json, load_cases, run_caret
from ..compare import RECORDED, libm_differs, load_record, load_session
from ..compare.caret import compare_caret
from ..compare.fields import unequal
from ..compare.live import lapack_compared, live_session, require_r, run_r
from ..fuzz.caret import compare
from .support import next_bit

_RECORDED = RECORDED / "caret"
_CASES = load_cases("caret")

pytestmark = pytest.mark.usefixtures("stream_put_back")


@functools.cache
def _found(case_id: str, lapack: str = "3.11") -> Json:
    """What pynnet gives; the recordings are of R with LAPACK 3.11."""
    with mock.patch.dict(os.environ, PYNNET_LAPACK=lapack):
        return run_caret(case_id)


@pytest.mark.parametrize("case_id", _CASES)
def test_value_equals_recording(case_id: str) -> None:
    """Errors, warnings, values in bits, printed text and the random stream are R's."""
    theirs = load_record(case_id, _RECORDED)
    reason = libm_differs(load_session(_RECORDED))
    if reason is not None and _CASES[case_id].get("fits"):
        pytest.skip(reason)
    assert unequal(compare_caret(_CASES[case_id], theirs, _found(case_id))) == []


# The comparison itself -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case_id", "change", "field"),
    [
        ("confusion-two", lambda v: next_bit(v["items"][1]["values"], 0), "value.1.Accuracy"),
        ("confusion-two", lambda v: v["items"][0]["texts"].append(""), "value.0.texts"),
        ("folds-classes", lambda v: v["items"][0]["values"].reverse(), "value.Fold1.values"),
        ("folds-classes", lambda v: v["names"].reverse(), "value.names"),
    ],
)
def test_comparison_sees_a_change_of_one_field(case_id: str, change: Any, field: str) -> None:
    """One bit, one line, one order: the field differs."""
    theirs = _found(case_id)
    changed = copy.deepcopy(theirs)
    assert unequal(compare_caret(_CASES[case_id], theirs, theirs)) == []
    change(changed["value"])
    assert field in [f.name for f in compare_caret(_CASES[case_id], changed, theirs) if not f.equal]


# Live ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r(if_there="caret")
    require_r(if_there="MLmetrics")  # of which caret makes prAUC
    directory = tmp_path_factory.mktemp("live-caret")
    run_r("record/caret.R", directory)
    return directory


@pytest.mark.r
@pytest.mark.parametrize("case_id", _CASES)
def test_value_equals_live(case_id: str, live: Path) -> None:
    """All fields are those of caret run there and then."""
    assert libm_differs(load_session(live)) is None
    lapack = lapack_compared()
    if lapack is None and "pca" in str(_CASES[case_id]["r"]):
        pytest.skip(
            f"LAPACK {live_session()['LAPACK']} of this R adds in an order that is not known, so "
            "principal components are not comparable"
        )
    theirs = load_record(case_id, live)
    ours = _found(case_id) if lapack is None else _found(case_id, lapack)
    assert unequal(compare_caret(_CASES[case_id], theirs, ours)) == []


@pytest.mark.r
def test_random_calls_equal_live(seed: int) -> None:
    """Random calls give caret's values, texts, errors and stream, but for what is documented."""
    require_r(if_there="caret")
    require_r(if_there="MLmetrics")
    print(f"python -m compat.fuzz.caret 20 {seed}")
    counts, differences = compare(20, seed)
    if differences:
        pytest.fail("\n\n".join(map(str, differences[:3])), pytrace=False)
    assert counts["equal in all fields"] > 5  # some 16


@pytest.mark.r
def test_random_calls_would_show_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were folds drawn in another order, or a line printed too much."""
    require_r(if_there="caret")
    require_r(if_there="MLmetrics")
    from pynnet._caret.matrices import confusion
    from pynnet._caret.sampling import resampling

    numbers = resampling._numbers_within
    monkeypatch.setattr(resampling, "_numbers_within", lambda *given: numbers(*given)[::-1])
    lines = confusion.confusion_lines
    monkeypatch.setattr(confusion, "confusion_lines", lambda *given: [*lines(*given), ""])
    _, differences = compare(30, 1, ("sampling", "matrix"))
    assert {one.case["kind"] for one in differences} == {"sampling", "matrix"}
