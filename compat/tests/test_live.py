"""Every case against R, run there and then in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..cases import load_cases, run_nnet
from ..compare import libm_differs, load_record, load_session
from ..compare.differences import disagreements
from ..compare.live import require_r, run_r
from ..compare.nnet import compare_nnet

pytestmark = pytest.mark.r


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r()
    directory = tmp_path_factory.mktemp("live")
    run_r("record/nnet.R", directory)
    return directory


def test_live_R_uses_the_same_C_library(live: Path) -> None:
    """Exp and log have the same bits in R and in Python, without which no fit could be equal."""
    assert libm_differs(load_session(live)) is None


@pytest.mark.parametrize("case_id", load_cases("nnet"))
def test_case_equals_live(case_id: str, live: Path) -> None:
    """All fields of the result are R's, apart from documented differences."""
    case, ours = load_cases("nnet")[case_id], run_nnet(case_id)
    fields = compare_nnet(case, load_record(case_id, live), ours)
    assert disagreements(case, fields, ours) == []
