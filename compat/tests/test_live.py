"""Every case against R, run there and then in one process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ..cases import load_cases, run_nnet
from ..compare import RECORDED, blas_differs, libm_differs, load_record, load_session
from ..compare.differences import disagreements
from ..compare.live import lapack_compared, require_r, run_r
from ..compare.nnet import compare_nnet

pytestmark = pytest.mark.r


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r()
    directory = tmp_path_factory.mktemp("live")
    run_r("record/nnet.R", directory)
    return directory


def test_information_shows_this_r(live: Path) -> None:
    """With its version, its BLAS, and the word that its exp and log are those here."""
    told = subprocess.run(
        [sys.executable, "-m", "pynnet", "info"], capture_output=True, text=True, check=True
    )
    version, lapack, blas = told.stdout.splitlines()[-3:]
    assert version.startswith(f"R: {load_session(live)['R']}")
    assert " with nnet 7." in version
    assert lapack.startswith("R's LAPACK: ")
    assert f"; PYNNET_LAPACK={lapack_compared()} adds as it does" in lapack
    assert blas.startswith("R's BLAS: ")
    assert blas.endswith("; it adds as R's own; R's exp and log: those here")


def test_live_R_uses_the_same_C_library(live: Path) -> None:
    """Exp and log have the same bits in R and in Python, without which no fit could be equal."""
    assert libm_differs(load_session(live)) is None


def test_live_R_adds_as_the_one_that_recorded(live: Path) -> None:
    """Linear algebra has the same bits, or the reason is shown in place of numbers that differ."""
    assert blas_differs(load_session(live), load_session(RECORDED / "nnet")) is None


@pytest.mark.parametrize("case_id", load_cases("nnet"))
def test_case_equals_live(case_id: str, live: Path) -> None:
    """All fields of the result are R's, apart from documented differences."""
    case, ours = load_cases("nnet")[case_id], run_nnet(case_id)
    fields = compare_nnet(case, load_record(case_id, live), ours)
    assert disagreements(case, fields, ours) == []
