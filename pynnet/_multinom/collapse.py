"""R's three ways to fit equal cases as one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError, FitWarning, warn
from pynnet._nnet import FittedRows
from pynnet._typing import FloatArray, IntArray

from .problem import MultinomProblem, check_observed

__all__ = ["collapsed"]


def collapsed(problem: MultinomProblem, summ: int) -> MultinomProblem:
    """The problem with equal cases collapsed: 1 by a key, 2 by inputs and targets, 3 by inputs."""
    if not summ:
        return problem
    if problem.n_offsets:
        raise ArgumentError(
            f"summ={summ} does not go with an offset: R pairs the offsets with other cases. "
            "Fit with summ=0."
        )
    network = problem.network
    x, targets, w = network.x, network.response.targets, network.weights
    labels = network.rows.index[network.rows.complete] if network.rows else None
    counted = problem.counted
    if summ == 1:
        first, weights = _by_key(x, targets, w)
        index = labels[first] if labels is not None else pd.RangeIndex(len(first))
        few_targets = targets[first]
    else:
        first, groups = _equal_rows(x if summ == 3 else np.hstack([x, targets]))
        weights = _group_sums(w, groups, len(first))
        few_targets = targets[first]
        index = pd.RangeIndex(1, len(first) + 1)
    if summ == 3:
        sums = np.column_stack([_group_sums(w * y, groups, len(first)) for y in targets.T])
        if problem.lab is None:
            few_targets = np.divide(sums, weights[:, np.newaxis], out=sums, where=sums > 0)
        else:  # the observations of each class, as a matrix of counts has them
            check_observed(sums, "Give its cases weights, or drop them.")
            few_targets, weights = sums, np.ones(len(first))
            counted = not network.response.options.censored
            if not counted and not np.isin(sums, (0.0, 1.0)).all():
                warn(
                    "summ=3 does not go with censored: as in R the marks of equal cases are added "
                    "up, and only a sum of 1 says that a class is possible. Fit with summ=2.",
                    FitWarning,
                )
    response = replace(network.response, targets=few_targets)
    frame = FittedRows(index, np.ones(len(first), dtype=bool), padded=False)
    few = replace(network, x=x[first], response=response, weights=weights, rows=frame)
    return replace(problem, network=few, counted=counted)


def _by_key(x: FloatArray, targets: FloatArray, w: FloatArray) -> tuple[IntArray, FloatArray]:
    """First case of each group, and the weights R gives the groups.

    R orders the cases by one number: digits in a base that grows by 1 + the maximum of each column.
    Cases that differ may have the same number, and the weights stay in the order of the data.
    Numbers of the data that are not whole make the number depend on how it is added up: R rounds
    the products, and adds them in extended precision.
    """
    cells = np.hstack([x, targets])
    with np.errstate(all="ignore"):  # many columns overflow, as in R
        largest = (1 + cells.max(axis=0)).astype(np.longdouble)
        base = np.multiply.accumulate(largest).astype(float)
        key = np.add.accumulate(cells * base, axis=1, dtype=np.longdouble)[:, -1].astype(float)
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.append(True, key[order][1:] != key[order][:-1]))
    groups = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(order))))
    first = order[starts]
    if (w != w[0]).any() or (cells[order] != cells[first][groups]).any():
        warn(
            "summ=1 is not exact here: R pairs weights with other cases, and takes cases whose "
            "keys agree for equal. Fit with summ=2 or 3.",
            FitWarning,
        )
    ends = np.append(starts[1:], len(order)) - 1
    # R adds up in extended precision, rounds each partial sum, and takes differences.
    partial = np.add.accumulate(w, dtype=np.longdouble).astype(float)
    return first, np.diff(partial[ends], prepend=0.0)


def _equal_rows(cells: FloatArray) -> tuple[IntArray, IntArray]:
    """First row of each group of equal rows, in ascending order, and the group of each row."""
    _, first, groups = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    return first, groups.reshape(-1)


def _group_sums(values: FloatArray, groups: IntArray, n: int) -> FloatArray:
    """Sum of each group, added in the order of the cases."""
    sums = np.zeros(n)
    np.add.at(sums, groups, values)
    return sums
