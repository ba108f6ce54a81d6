"""What decides the bits of results: versions, the engine, and the C library's exp and log.

Numbers that come from another machine, or from another day, can be taken for those of this process
only if all of these are equal.
"""

from __future__ import annotations

import functools
import hashlib
import math
import platform
import sys

import numpy as np
import scipy
from scipy.optimize import minimize

from pynnet._ground import FloatArray

from .criteria import SOFTMAX
from .engine import engine, make_objective
from .exp_table import exp_table
from .layout import Network
from .objective import Cases

__all__ = ["arithmetic_versions", "libm_values"]


def arithmetic_versions() -> dict[str, str]:
    """Return what decides the bits of results in this process, in words, by what it is.

    The C library's functions, the table of the kernel's exp, and the engine's arithmetic stand for
    themselves: what they give for some numbers is digested. So two engines that give the same bits,
    as they should, are the same.

    Examples
    --------
    >>> import pynnet
    >>> arithmetic_versions()["pynnet"] == pynnet.__version__
    True
    """
    package = sys.modules[__name__.partition(".")[0]]
    return {
        "pynnet": str(package.__version__),
        "exp table": _exp_table(),
        "exp and log": _exp_and_log(),
        "engine's arithmetic": _fit(engine()),
        "NumPy": np.__version__,
        "SciPy": scipy.__version__,
        "Python": ".".join(platform.python_version_tuple()[:2]),
    }


def _grid(n: int) -> list[float]:
    """Numbers between 0 and 1 in no order."""
    return [(k * 2654435761 % 2**32) / 2**32 for k in range(1, n + 1)]


@functools.cache
def _exp_table() -> str:
    return _digest(*exp_table())


def libm_values() -> list[float]:
    """Return the C library's exp and log of some numbers, which tell C libraries apart."""
    exponents, arguments = _numbers_that_tell()
    return [*map(math.exp, exponents), *map(math.log, arguments)]


def _numbers_that_tell() -> tuple[list[float], list[float]]:
    numbers = _grid(400)
    exponents = [30 * u - 15 for u in numbers] + [-700 * u for u in numbers]
    return exponents, [1 + 4 * u for u in numbers] + [u / 2**40 for u in numbers]


@functools.cache
def _exp_and_log() -> str:
    """Digest of exp and log, the C library's and NumPy's."""
    exponents, arguments = _numbers_that_tell()
    return _digest(np.array(libm_values()), np.exp(exponents), np.log(arguments))


@functools.cache
def _fit(_engine: str) -> str:
    """Digest of the weights and outputs of a small fit."""
    x = np.array(_grid(60)).reshape(20, 3)
    targets = np.eye(3)[(3 * x[:, 0]).astype(int)]
    network = Network(3, 2, 3, skip=True)
    cases = Cases(x, targets, np.ones(len(x)))
    decay = np.full(network.n_weights, 2.0**-10)
    objective = make_objective(network, SOFTMAX, cases, decay, 1)
    start, free = np.array(_grid(network.n_weights)) - 0.5, np.ones(network.n_weights, dtype=bool)
    fit = minimize(
        objective.value,
        start,
        jac=objective.gradient,
        method=objective.r_bfgs,
        options={"maxiter": 30, "abstol": 0.0, "reltol": 0.0, "mask": free, "disp": False},
    )
    return _digest(fit.x, np.array([fit.fun]), objective.outputs(fit.x))


def _digest(*pieces: bytes | FloatArray) -> str:
    state = hashlib.blake2b(digest_size=4)
    for piece in pieces:
        state.update(piece if isinstance(piece, bytes) else piece.tobytes())
    return state.hexdigest()
