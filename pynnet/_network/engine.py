"""Which implementation of the arithmetic is at work: the compiled kernel, or NumPy."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pynnet._ground import FloatArray, KernelError, entry, public, warn

from .criteria import Criterion
from .exp_table import exp_table
from .forward import network_outputs as numpy_outputs
from .kernel_check import fault_of_kernel, why_there_is_none
from .layout import Network
from .numpy_engine import NumPyObjective
from .objective import Cases, Objective

__all__ = [
    "engine",
    "engine_sentence",
    "frees_the_lock",
    "instruction_sets",
    "kernel_problem",
    "make_objective",
    "network_outputs",
]

Engine = Literal["c", "numpy"]


@dataclass(frozen=True, slots=True, eq=False)
class _Implementation:
    """An engine that was loaded.

    Attributes
    ----------
    title : str
        What it is called in a sentence.
    objective : callable
        Makes an objective; the last argument is the number of threads, or None.
    outputs : callable
        Computes the outputs for any inputs.
    frees_the_lock : bool
        Whether Python's lock is free meanwhile, so that threads can fit beside one another.
    """

    title: str
    objective: Callable[[Network, Criterion, Cases, FloatArray, int | None], Objective]
    outputs: Callable[[Network, Criterion, FloatArray, FloatArray], FloatArray]
    frees_the_lock: bool


def _numpy() -> _Implementation:
    """NumPy is always there, and does all with one thread."""

    def objective(
        network: Network, criterion: Criterion, cases: Cases, decay: FloatArray, _: int | None
    ) -> NumPyObjective:
        return NumPyObjective(network, criterion, cases, decay)

    return _Implementation("NumPy and SciPy", objective, numpy_outputs, frees_the_lock=False)


def _compiled() -> _Implementation | str:
    """Load the kernel, if it can be relied on, and its table; a text says why it is not used."""
    try:
        # "from pynnet._network import" would hide that there is none
        import pynnet._network._kernel as kernel
    except ModuleNotFoundError:
        return why_there_is_none()
    except ImportError as error:
        warn(
            f"the compiled kernel cannot be loaded, NumPy is used instead: {error}", RuntimeWarning
        )
        return f"it cannot be loaded: {error}"
    fault = fault_of_kernel(kernel)
    if fault is not None:
        warn(f"the compiled kernel is refused, NumPy is used instead: {fault}", RuntimeWarning)
        return fault
    kernel.use_table(*exp_table())
    from .compiled_engine import CompiledObjective, compiled_outputs

    return _Implementation(
        "the compiled kernel", CompiledObjective, compiled_outputs, frees_the_lock=True
    )


# The best comes first: it is taken if nothing else is asked for.
_LOADED: dict[Engine, _Implementation | str] = {"c": _compiled(), "numpy": _numpy()}
_CHOICES = ("auto", *_LOADED)


def kernel_problem() -> str | None:
    """Why the compiled kernel cannot be used; None if it can."""
    kernel = _LOADED["c"]
    return kernel if isinstance(kernel, str) else None


def instruction_sets() -> list[str]:
    """What the kernel can use of this processor, the best first, which it does; [] without it."""
    if kernel_problem() is not None:
        return []
    import pynnet._network._kernel as kernel

    return list(kernel.instruction_sets())


@public
@entry
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
    return _at_work()[0]


def _at_work() -> tuple[Engine, _Implementation]:
    """The engine that the environment asks for."""
    choice = os.environ.get("PYNNET_ENGINE", "auto")
    if choice not in _CHOICES:
        *others, last = _CHOICES
        raise KernelError(f"PYNNET_ENGINE must be {', '.join(others)} or {last}, got {choice!r}.")
    for name, implementation in _LOADED.items():
        if choice in (name, "auto") and not isinstance(implementation, str):
            return name, implementation
    raise KernelError(
        f"PYNNET_ENGINE is {choice}, but there is no compiled kernel: {kernel_problem()}."
    )


def engine_sentence() -> str:
    """Which engine is at work, and why it is not the best."""
    name, implementation = _at_work()
    if name == "c":
        return f"Engine: {implementation.title}."
    reason = kernel_problem() or f"PYNNET_ENGINE is {name}"
    return f"Engine: {implementation.title}. The compiled kernel is not at work: {reason}."


def frees_the_lock() -> bool:
    """Whether fits of the engine at work can go on beside one another on threads."""
    return _at_work()[1].frees_the_lock


def make_objective(
    network: Network,
    criterion: Criterion,
    cases: Cases,
    decay: FloatArray,
    threads: int | None = None,
) -> Objective:
    """What training minimises, in the arithmetic that is at work."""
    return _at_work()[1].objective(network, criterion, cases, decay, threads)


def network_outputs(
    network: Network, criterion: Criterion, wts: FloatArray, x: FloatArray
) -> FloatArray:
    """Outputs for every row of `x`, shape (n, n_outputs), in the arithmetic that is at work."""
    return _at_work()[1].outputs(network, criterion, wts, x)
