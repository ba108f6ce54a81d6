"""The linear program of separation: a direction in which every case gains that can, and none loses.

A program that is not solved says nothing of the data. It is an error here, so that nobody takes it
for an answer.
"""

from __future__ import annotations

import numpy as np

from pynnet._ground import BoolArray, FloatArray

__all__ = ["ZERO", "NotSolvedError", "widest_growth"]

# Results of the program of at most this size are rounding: its own tolerance is 1e-7.
ZERO = 1e-6
# A later direction counts by this power, so that coordinates of two never cancel.
_SHARE = 0.618


class NotSolvedError(RuntimeError):
    """The solver of linear programs gave up; the text is its own."""


def widest_growth(differences: FloatArray, space: FloatArray | None = None) -> FloatArray | None:
    """A direction along which no difference falls, and each rises that can; None if none can.

    A program alone maximises the sum of the differences for coefficients of at most 1. What could
    rise but does not add to that sum is left to a next program.

    Parameters
    ----------
    differences : ndarray, shape (m, k)
        The products of its rows with the direction are the differences.
    space : ndarray, shape (size, k), optional
        The products of its rows with the direction are coefficients. Default: the identity.

    Raises
    ------
    NotSolvedError
        If a program is not solved.
    """
    direction = np.zeros(differences.shape[1])
    flat: BoolArray = np.ones(len(differences), dtype=bool)
    share = 1.0
    while flat.any():
        step = _most_growth(differences, flat, space)
        rises = flat & (differences @ step > ZERO)
        if not rises.any():
            break
        direction += share * step
        share *= _SHARE
        flat &= ~rises
    return None if flat.all() else direction


def _most_growth(
    differences: FloatArray, counted: BoolArray, space: FloatArray | None
) -> FloatArray:
    """The direction with the largest sum of the differences that count, none below 0."""
    from scipy.optimize import linprog  # slow to import, and seldom needed
    from scipy.sparse import csr_array

    limits, room = -differences, np.zeros(len(differences))
    if space is not None:
        limits = np.concatenate([limits, space, -space])
        room = np.concatenate([room, np.ones(2 * len(space))])
    solution = linprog(
        -differences[counted].sum(axis=0),
        A_ub=limits if space is not None else csr_array(limits),
        b_ub=room,
        bounds=(-1, 1) if space is None else (None, None),
        method="highs",
    )
    if solution.status != 0:
        raise NotSolvedError(f"the linear program was not solved: {solution.message}")
    return np.asarray(solution.x)
