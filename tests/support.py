"""What several test files share: references, equality of all bits, programs that are started."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import numpy as np
import pytest

from pynnet._formula import Design, FormulaArguments, build_design
from pynnet._formula.r_versions import RVersion

__all__ = [
    "GOLDEN",
    "RECORDINGS",
    "ROOT",
    "R_VERSIONS",
    "assert_same_bits",
    "from_hex",
    "interop",
    "make_design",
    "recorded",
    "running",
]

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
RECORDINGS = ROOT / "tests" / "recorded"
R_VERSIONS = get_args(RVersion)  # for each, what differs between versions of R is recorded


def recorded(file: str, table: str) -> list[dict[str, Any]]:
    """Cases of one table of a recording by ``compat/record/units.R``."""
    return json.loads((RECORDINGS / file).read_text(encoding="utf-8"))[table]


def from_hex(numbers: list[str] | str) -> Any:
    """Exact numbers from R's ``sprintf("%a")``."""
    if isinstance(numbers, str):
        return float.fromhex(numbers)
    return np.array([float.fromhex(number) for number in numbers])


def assert_same_bits(got: Any, expected: Any) -> None:
    """Fail unless both have the same shape and the same 64 bits in every place; all NaN are one."""
    a, b = (np.asarray(values, dtype=float) for values in (got, expected))
    assert a.shape == b.shape
    same = (a.view(np.int64) == b.view(np.int64)) | (np.isnan(a) & np.isnan(b))
    assert same.all(), (
        f"{int((~same).sum())} of {same.size} differ, first {a[~same][0]!r} from {b[~same][0]!r}"
    )


def interop(package: str) -> ModuleType:
    """Import what only tests of interchange need; skip where it is missing, but in CI."""
    if os.environ.get("PYNNET_REQUIRE_INTEROP"):
        return importlib.import_module(package)
    return pytest.importorskip(
        package, reason=f'{package} is not installed: pip install -e ".[interop]"'
    )


@contextmanager
def running(command: Sequence[Any], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a program; if the test fails meanwhile, it is killed with all that it started."""
    with subprocess.Popen(command, start_new_session=True, **options) as program:
        try:
            yield program
        except BaseException:
            os.killpg(program.pid, signal.SIGKILL)
            raise


def make_design(formula: str, data: Any, *, intercept: bool = True, **arguments: Any) -> Design:
    """Make the design of a formula, with its further arguments by name."""
    return build_design(formula, data, FormulaArguments(**arguments), intercept=intercept)
