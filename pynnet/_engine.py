"""Which implementation of the arithmetic is at work."""

from __future__ import annotations

__all__ = ["engine"]


def engine() -> str:
    """Name of the implementation that computes criterion, gradient and outputs.

    Returns
    -------
    str
        ``"numpy"``: NumPy and SciPy, the only one there is in this version.

    Examples
    --------
    >>> import pynnet
    >>> pynnet.engine()
    'numpy'
    """
    return "numpy"
