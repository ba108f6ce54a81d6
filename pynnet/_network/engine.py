"""Which implementation of the arithmetic is at work: the compiled kernel, or NumPy."""

from __future__ import annotations

import os
import warnings
from typing import Literal

from pynnet._errors import KernelError
from pynnet._typing import FloatArray

from . import numpy_engine
from .exp_table import exp_table
from .layout import Network
from .numpy_engine import Criterion, Objective

__all__ = ["engine", "kernel_problem", "make_objective", "network_outputs"]

Engine = Literal["c", "numpy"]

_CHOICES = ("auto", "c", "numpy")


def _load() -> str | None:
    """Load the kernel and its table; why it cannot be used, or None."""
    try:
        # "from pynnet._network import" would hide that there is none
        import pynnet._network._kernel as kernel
    except ModuleNotFoundError:
        return "it was not built; install again with a C compiler at hand"
    except ImportError as error:
        warnings.warn(
            f"the compiled kernel cannot be loaded, NumPy is used instead: {error}",
            RuntimeWarning,
            stacklevel=2,
        )
        return f"it cannot be loaded: {error}"
    kernel.use_table(*exp_table())
    return None


_PROBLEM = _load()
if _PROBLEM is None:
    from . import compiled_engine


def kernel_problem() -> str | None:
    """Why the compiled kernel cannot be used; None if it can."""
    return _PROBLEM


def engine() -> Engine:
    """Name of the implementation that computes criterion, gradient, outputs and search.

    The environment variable ``PYNNET_ENGINE`` chooses: ``auto`` (the default) takes the compiled
    kernel if there is one, ``c`` insists on it, ``numpy`` does without. Results are the same, bit
    for bit; only the speed differs.

    Returns
    -------
    {"c", "numpy"}
        The compiled kernel, or NumPy and SciPy.

    Raises
    ------
    KernelError
        If ``PYNNET_ENGINE`` asks for a kernel that is not there, or is none of the three.

    Examples
    --------
    >>> import pynnet
    >>> pynnet.engine() in ("c", "numpy")
    True
    """
    choice = os.environ.get("PYNNET_ENGINE", "auto")
    if choice not in _CHOICES:
        raise KernelError(f"PYNNET_ENGINE must be auto, c or numpy, got {choice!r}.")
    if choice == "c" and _PROBLEM is not None:
        raise KernelError(f"PYNNET_ENGINE is c, but there is no compiled kernel: {_PROBLEM}.")
    return "c" if choice != "numpy" and _PROBLEM is None else "numpy"


def make_objective(
    network: Network,
    criterion: Criterion,
    x: FloatArray,
    targets: FloatArray,
    case_weights: FloatArray,
    decay: FloatArray,
    threads: int | None = None,
) -> Objective:
    """What training minimises, in the arithmetic that is at work."""
    if engine() == "numpy":
        return Objective(network, criterion, x, targets, case_weights, decay)
    return compiled_engine.CompiledObjective(
        network, criterion, x, targets, case_weights, decay, threads
    )


def network_outputs(
    network: Network, criterion: Criterion, wts: FloatArray, x: FloatArray
) -> FloatArray:
    """Outputs for every row of `x`, shape (n, n_outputs), in the arithmetic that is at work."""
    if engine() == "numpy":
        return numpy_engine.network_outputs(network, criterion, wts, x)
    return compiled_engine.compiled_outputs(network, criterion, wts, x)
