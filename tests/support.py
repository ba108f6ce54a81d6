"""What several test files share: references, equality of all bits, programs that are started."""

from __future__ import annotations

import hashlib
import importlib
import json
import math
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import numpy as np
import pytest

from pynnet._formula import Design, FormulaArguments, build_design
from pynnet._formula.r_versions import RVersion
from pynnet._ground import FloatArray

__all__ = [
    "GOLDEN",
    "RECORDINGS",
    "ROOT",
    "R_VERSIONS",
    "assert_same_bits",
    "from_hex",
    "interop",
    "make_design",
    "plain_exp",
    "plain_logistic",
    "recorded",
    "running",
    "singular_cases",
]

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
RECORDINGS = ROOT / "tests" / "recorded"
R_VERSIONS = get_args(RVersion)  # for each, what differs between versions of R is recorded


def recorded(file: str, table: str) -> list[dict[str, Any]]:
    """Cases of one table of a recording by ``compat/record/units.R``."""
    return json.loads((RECORDINGS / file).read_text(encoding="utf-8"))[table]


def singular_cases(
    decomposed: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
) -> list[dict[str, Any]]:
    """Describe what is made of the matrices of ``compat/record/singular.R``, as that does."""
    shapes = [
        *((1, 1), (1, 5), (5, 1), (2, 2), (3, 2), (2, 3), (4, 4), (7, 4), (8, 4), (150, 4)),
        *((20, 11), (21, 11), (30, 11), (300, 8), (506, 13), (25, 25), (26, 25), (45, 25)),
        *((46, 25), (300, 25), (25, 26), (25, 45), (25, 46), (25, 200), (13, 60)),
        *((26, 26), (60, 33), (50, 34), (80, 36), (40, 70), (90, 52), (120, 60), (60, 61)),
        (128, 104),
    ]
    kinds: dict[str, Callable[[FloatArray, Any], FloatArray]] = {
        "dense": lambda u, j: u - 0.5,  # noqa: ARG005
        "integers": lambda u, j: np.floor(8 * u) - 3,  # noqa: ARG005
        "sparse": lambda u, j: (u < 0.2).astype(float),  # noqa: ARG005
        "repeated": lambda u, j: u[:, (j - 1) % (1 + u.shape[1] // 2)] - 0.5,
        "constant": lambda u, j: np.where(j == len(j), 1.0, u),
        "graded": lambda u, j: (u - 0.5) * 2.0 ** ((j * 37) % 81 - 40),
        "tiny": lambda u, j: (u - 0.5) * 2.0**-1000,  # noqa: ARG005
        "huge": lambda u, j: (u - 0.5) * 2.0**1000,  # noqa: ARG005
        "scattered": lambda u, j: (u - 0.5) * 2.0 ** (-600 - np.floor(400 * (64 * u % 1))),  # noqa: ARG005
    }
    found, made = [], 0
    for kind, matrix in kinds.items():
        for n, p in shapes:
            grid = np.arange(made + 1, made + n * p + 1, dtype=np.int64) * 2654435761 % 2**32
            made += n * p
            x = matrix((grid / 2**32).reshape(p, n).T, np.arange(1, p + 1))
            values, vectors = decomposed(x)
            bits = [hashlib.md5(v.astype(">f8").tobytes()).hexdigest() for v in (values, vectors)]
            shape = {"kind": kind, "shape": [n, p]}
            found.append({**shape, "values": bits[0], "vectors": bits[1]})
    return found


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


def plain_exp(x: float) -> float:
    """The C library's exp, infinite where Python would raise."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def plain_logistic(z: float) -> float:
    """R's logistic unit, one number at a time."""
    if z < -15:
        return 0.0
    if z > 15:
        return 1.0
    return 1 / (1 + math.exp(-z))


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
