"""The recordings of each kind of cases are complete and up to date."""

from __future__ import annotations

import pytest

from .. import FOLDER
from ..cases import load_cases
from ..compare import RECORDED, load_session
from ..compare.recordings import stale_sources, unmatched_cases

_KINDS = sorted(path.stem for path in (FOLDER / "cases").glob("*.json"))


@pytest.mark.parametrize("kind", _KINDS)
def test_recordings_are_of_the_present_sources(kind: str) -> None:
    """Cases, scripts and data have not changed since R ran."""
    stale = stale_sources(load_session(RECORDED / kind))
    assert stale == [], f"record again: Rscript compat/record/{kind}.R"


@pytest.mark.parametrize("kind", _KINDS)
def test_every_case_is_recorded_and_every_recording_is_of_a_case(kind: str) -> None:
    """The list of cases and the folder of recordings have the same ids."""
    assert unmatched_cases(kind) == []
    assert load_session(RECORDED / kind)["cases"] == len(load_cases(kind))
