"""R's three ways to fit equal cases as one."""

from __future__ import annotations

import numpy as np

from pynnet._ground import ArgumentError, FitWarning, FloatArray, IntArray, warn

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
    if summ == 1:
        return _equal_keys(problem)
    return _equal_cases(problem) if summ == 2 else _equal_inputs(problem)


def _equal_keys(problem: MultinomProblem) -> MultinomProblem:
    """summ=1: the first case of each key, with its label, and R's weights."""
    network = problem.network
    targets = network.response.targets
    positions, weights = _by_key(network.x, targets, network.weights)
    return _with_cases(problem, positions, targets[positions], weights, labels=positions)


def _equal_cases(problem: MultinomProblem) -> MultinomProblem:
    """summ=2: a case for each combination of inputs and targets, with the sum of the weights."""
    network = problem.network
    targets = network.response.targets
    positions, groups = _equal_rows(np.hstack([network.x, targets]))
    weights = _group_sums(network.weights, groups, len(positions))
    return _with_cases(problem, positions, targets[positions], weights)


def _equal_inputs(problem: MultinomProblem) -> MultinomProblem:
    """summ=3: a case for each combination of inputs, with the weighted sums of the targets."""
    network = problem.network
    w, targets = network.weights, network.response.targets
    positions, groups = _equal_rows(network.x)
    n = len(positions)
    sums = np.column_stack([_group_sums(w * y, groups, n) for y in targets.T])
    if problem.lab is None:
        weights = _group_sums(w, groups, n)
        shares = np.divide(sums, weights[:, np.newaxis], out=sums, where=sums > 0)
        return _with_cases(problem, positions, shares, weights)
    # The observations of each class, as a matrix of counts has them.
    check_observed(sums, "Give its cases weights, or drop them.")
    censored = network.response.options.censored
    if censored and not np.isin(sums, (0.0, 1.0)).all():
        warn(
            "summ=3 does not go with censored: as in R the marks of equal cases are added "
            "up, and only a sum of 1 says that a class is possible. Fit with summ=2.",
            FitWarning,
        )
    counts = _with_cases(problem, positions, sums, np.ones(n))
    return counts._replace(counted=not censored)


def _with_cases(
    problem: MultinomProblem,
    positions: IntArray,
    targets: FloatArray,
    weights: FloatArray,
    labels: IntArray | None = None,
) -> MultinomProblem:
    """The problem with these cases alone, whose inputs are those at `positions`.

    They have the labels of the rows at `labels`; by default, as in R, those of the first rows.
    """
    network = problem.network
    assert network.rows is not None  # models are from formulas
    response = network.response._replace(targets=targets)
    rows = network.rows.collapsed(np.arange(len(positions)) if labels is None else labels)
    few = network._replace(x=network.x[positions], response=response, weights=weights, rows=rows)
    return problem._replace(network=few)


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
    positions = order[starts]
    if (w != w[0]).any() or (cells[order] != cells[positions][groups]).any():
        warn(
            "summ=1 is not exact here: R pairs weights with other cases, and takes cases whose "
            "keys agree for equal. Fit with summ=2 or 3.",
            FitWarning,
        )
    ends = np.append(starts[1:], len(order)) - 1
    # R adds up in extended precision, rounds each partial sum, and takes differences.
    partial = np.add.accumulate(w, dtype=np.longdouble).astype(float)
    return positions, np.diff(partial[ends], prepend=0.0)


def _equal_rows(cells: FloatArray) -> tuple[IntArray, IntArray]:
    """First row of each group of equal rows, in ascending order, and the group of each row."""
    _, positions, groups = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    return positions, groups.reshape(-1)


def _group_sums(values: FloatArray, groups: IntArray, n: int) -> FloatArray:
    """Sum of each group, added in the order of the cases."""
    sums = np.zeros(n)
    np.add.at(sums, groups, values)
    return sums
