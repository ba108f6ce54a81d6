"""Whether this machine's exp and log are those with which R recorded.

Their last bit differs between C libraries, and a fit amplifies it.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable

import numpy as np
from scipy.special import boxcox, inv_boxcox

from ..cases import Json
from ..cases.describing import md5

__all__ = ["libm_differs", "libm_fingerprint"]


def libm_differs(session: Json) -> str | None:
    """Say why numbers cannot be compared bit for bit on this machine; None if they can."""
    here = libm_fingerprint()
    functions = [name for name in here if here[name] != session["libm"][name]]
    if not functions:
        return None
    return (
        f"the C library's {' and '.join(functions)} here and in the R session differ in the last "
        "bit of some value, so numbers are not comparable"
    )


def libm_fingerprint() -> dict[str, str]:
    """Bits of exp and log on the grid of ``record/lib.R``, as pynnet computes them.

    SciPy's functions and those of :mod:`math` both call the C library; if they ever disagree no
    fingerprint can match, and its text says so.
    """
    u = [(k * 2654435761 % 2**32) / 2**32 for k in range(1, 401)]
    exponents = [30 * v - 15 for v in u] + [-700 * v for v in u]
    arguments = u + [1 + 4 * v for v in u] + [v / 2**40 for v in u]
    return {
        "exp": _digest(map(math.exp, exponents), inv_boxcox(np.array(exponents), 0.0)),
        "log": _digest(map(math.log, arguments), boxcox(np.array(arguments), 0.0)),
    }


def _digest(of_math: Iterable[float], of_scipy: Iterable[float]) -> str:
    one, other = ([struct.pack(">d", v) for v in values] for values in (of_math, of_scipy))
    return md5(b"".join(one)) if one == other else "math and scipy disagree"
