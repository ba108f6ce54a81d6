"""R, run there and then for a test."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pynnet._formula.r_versions import RVersion

from .. import CHECKOUT, FOLDER
from ..cases import Json
from .linear_algebra import blas_differs
from .recordings import RECORDED, load_session

__all__ = [
    "RSCRIPT_IN_LITTLE_MEMORY",
    "ask_r",
    "lapack_compared",
    "live_session",
    "missing_of_r",
    "r_compared",
    "require_r",
    "run_r",
]

# Rscript for random calls, some of which would fill the machine's memory: then R has an error.
RSCRIPT_IN_LITTLE_MEMORY = ("sh", "-c", 'ulimit -v 4194304; exec Rscript "$@"', "Rscript")
_PACKAGES = ("nnet", "MASS", "jsonlite")


@functools.cache  # a start of R takes as long as many a test
def missing_of_r(packages: tuple[str, ...]) -> str | None:
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


def require_r(*further: str, if_there: str | None = None) -> None:
    """Skip the test, or fail if R is required, where R or a further package is missing.

    The same where R's BLAS is another than that of the recordings. A package that is only to be
    used `if_there` is no failure where it is missing: what it needs may take long to install.
    """
    missing = missing_of_r((*_PACKAGES, *further)) or _unexpected_blas()
    demanded = os.environ.get("PYNNET_REQUIRE_CARET") == "1"
    if missing is None and if_there is not None and demanded:
        missing = missing_of_r((if_there,))
    elif missing is None and if_there is not None and missing_of_r((if_there,)) is not None:
        pytest.skip(f"no comparison with live R: the package {if_there} is not installed")
    if missing is not None:
        if os.environ.get("PYNNET_REQUIRE_R") == "1":
            pytest.fail(f"PYNNET_REQUIRE_R=1, but {missing}")
        pytest.skip(f"no comparison with live R: {missing}")


@functools.cache
def live_session() -> Json:
    """What is known of the R on the PATH, in the form of a recording's session."""
    with tempfile.TemporaryDirectory() as directory:
        run_r("compare/session.R", Path(directory))
        return load_session(Path(directory))


def _unexpected_blas() -> str | None:
    return blas_differs(live_session(), load_session(RECORDED / "nnet"))


def r_compared() -> RVersion:
    """The version that pynnet follows in a comparison with the R on the PATH.

    Raises
    ------
    RuntimeError
        If that R cannot be equal in every bit, as its BLAS is not the reference BLAS.
    """
    reason = _unexpected_blas()
    if reason is not None:
        raise RuntimeError(reason)
    found = re.match(r"R version (\d+)\.(\d+)", live_session()["R"])
    is_older = found is not None and (int(found[1]), int(found[2])) < (4, 3)
    return "4.2" if is_older else "4.5"


@functools.cache
def lapack_compared() -> str | None:
    """The version of LAPACK that rounds singular vectors as the R on the PATH; None if none does.

    It is found by what R's ``svd`` gives, against the recordings of the checkout's tests.
    """
    with tempfile.TemporaryDirectory() as directory:
        run_r("record/singular.R", Path(directory))
        (found,) = Path(directory).rglob("*.json")
        cases = json.loads(found.read_text(encoding="utf-8"))["cases"]
    for path in (CHECKOUT / "tests" / "recorded" / "singular").glob("*.json"):
        if json.loads(path.read_text(encoding="utf-8"))["cases"] == cases:
            return path.stem
    return None


def run_r(
    script: str,
    *arguments: Path | str,
    calls: Path | None = None,
    rscript: Sequence[str] = ("Rscript",),
    seconds: float | None = None,
) -> None:
    """Run a script of compat/; what R says is shown if it fails.

    In a folder of random `calls`, if there is one. Each is made once: R does not compile for it.
    """
    command = [*rscript, str(FOLDER / script), *map(str, arguments)]
    environment = None if calls is None else {**os.environ, "R_ENABLE_JIT": "0"}
    ran = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=calls or CHECKOUT,
        env=environment,
        timeout=seconds,
    )
    assert ran.returncode == 0, ran.stderr


def ask_r(
    script: str,
    requests: Any,
    *,
    rscript: Sequence[str] = ("Rscript",),
    seconds: float | None = None,
) -> Any:
    """What a script of compat/ answers to requests; both are JSON in files that it is told of."""
    with tempfile.TemporaryDirectory() as directory:
        asked, answered = Path(directory) / "requests.json", Path(directory) / "answers.json"
        asked.write_text(json.dumps(requests), encoding="utf-8")
        run_r(script, asked, answered, rscript=rscript, seconds=seconds)
        return json.loads(answered.read_text(encoding="utf-8"))
