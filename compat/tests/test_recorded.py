"""Every recorded case against pynnet, bit for bit, without R."""

from __future__ import annotations

import pytest

from ..cases import load_cases, run_nnet
from ..compare import RECORDED, libm_differs, load_record, load_session
from ..compare.differences import disagreements, undocumented
from ..compare.nnet import compare_nnet, numeric
from ..compare.recordings import stale_sources, unmatched_cases

_RECORDED = RECORDED / "nnet"
_CASES = load_cases("nnet")


def test_recordings_are_of_the_present_sources() -> None:
    """Cases, scripts and data have not changed since R ran."""
    stale = stale_sources(load_session(_RECORDED))
    assert stale == [], "record again: Rscript compat/record/nnet.R"


def test_every_case_is_recorded_and_every_recording_is_of_a_case() -> None:
    """cases/nnet.json and recorded/nnet/ list the same ids."""
    assert unmatched_cases("nnet") == []
    assert load_session(_RECORDED)["cases"] == len(_CASES)


@pytest.mark.parametrize("case_id", _CASES)
def test_case_equals_recording(case_id: str) -> None:
    """All fields of the result are R's, apart from documented differences."""
    case, theirs = _CASES[case_id], load_record(case_id, _RECORDED)
    ours = run_nnet(case_id)
    fields = compare_nnet(case, theirs, ours)
    reason = libm_differs(load_session(_RECORDED))
    if reason is None or theirs["fit"] is None:
        assert disagreements(case, fields, ours) == []
        return
    assert undocumented(case, [field for field in fields if not numeric(field.name)]) == []
    pytest.skip(reason)
