"""Every case against R, run there and then in one process."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .cases import ROOT, load_cases, run_case
from .records import compare, disagreements, libm_differs, load_record, load_session

pytestmark = pytest.mark.r

_PACKAGES = ("nnet", "MASS", "jsonlite")


def _missing(packages: tuple[str, ...]) -> str | None:
    """What of R is missing here; None if nothing is."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return "Rscript is not on the PATH"
    names = ", ".join(f'"{name}"' for name in packages)
    code = f"cat(setdiff(c({names}), rownames(installed.packages())))"
    found = subprocess.run([rscript, "-e", code], capture_output=True, text=True, check=False)
    if found.returncode:
        return f"Rscript does not run: {found.stderr.strip()}"
    return f"R packages are missing: {found.stdout}" if found.stdout else None


def require_r(*further: str) -> None:
    """Skip the test, or fail if R is required, where R or a further package is missing."""
    missing = _missing((*_PACKAGES, *further))
    if missing is not None:
        if os.environ.get("PYNNET_REQUIRE_R") == "1":
            pytest.fail(f"PYNNET_REQUIRE_R=1, but {missing}")
        pytest.skip(f"no comparison with live R: {missing}")


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r()
    directory = tmp_path_factory.mktemp("live")
    command = ["Rscript", str(ROOT / "record.R"), str(directory)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT.parent)
    assert ran.returncode == 0, ran.stderr
    return directory


def test_live_R_uses_the_same_C_library(live: Path) -> None:
    """Exp and log have the same bits in R and in Python, without which no fit could be equal."""
    assert libm_differs(load_session(live)) is None


@pytest.mark.parametrize("case_id", load_cases())
def test_case_equals_live(case_id: str, live: Path) -> None:
    """All fields of the result are R's, apart from documented differences."""
    case, ours = load_cases()[case_id], run_case(case_id)
    fields = compare(case, load_record(case_id, live), ours)
    assert disagreements(case, fields, ours) == []
