"""R, run there and then for a test."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .. import CHECKOUT, FOLDER

__all__ = ["require_r", "run_r"]

_PACKAGES = ("nnet", "MASS", "jsonlite")


@functools.cache  # a start of R takes as long as many a test
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


def run_r(script: str, *arguments: Path) -> None:
    """Run a script of compat/; what R says is shown if it fails."""
    command = ["Rscript", str(FOLDER / script), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert ran.returncode == 0, ran.stderr
