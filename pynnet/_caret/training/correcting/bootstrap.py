"""The bootstrap corrected by what fits say of rows that they were fitted to."""

from __future__ import annotations

import math
from typing import TypeAlias

__all__ = ["corrected", "printed_columns"]

Metrics: TypeAlias = dict[str, float]

_SEEN = math.exp(-1)  # the share of rows that a sample of many lacks; 0.368 of the name


def corrected(
    method: str, means: list[Metrics], apparent: list[Metrics], optimism: list[Metrics] | None
) -> tuple[list[Metrics], list[Metrics], list[Metrics]]:
    """Correct the means over the rows held out, and say what is beside them in the results.

    These are columns before the means, and columns behind them and their deviations.

    References
    ----------
    .. [1] B. Efron, Estimating the error rate of a prediction rule: improvement on
       cross-validation, Journal of the American Statistical Association 78 (1983).
    .. [2] B. Efron and R. Tibshirani, An Introduction to the Bootstrap, Chapman and Hall, 1994,
       chapter 17.
    """
    seen = [_named(one, "{}Apparent") for one in apparent]
    by_share = [_by_share(m, a) for m, a in zip(means, apparent, strict=True)]
    nothing: list[Metrics] = [{} for _ in means]
    if optimism is None:
        return by_share, nothing, seen
    by_optimism = [
        {name: a[name] + o[name] for name in a} for a, o in zip(apparent, optimism, strict=True)
    ]
    if method == "optimism_boot":
        told = [_named(one, "{}Optimism") for one in optimism]
        return by_optimism, nothing, [{**a, **o} for a, o in zip(seen, told, strict=True)]
    behind = [
        {**_named(one, "{}_632"), **_alternating(o, both)}
        for one, o, both in zip(by_share, optimism, by_optimism, strict=True)
    ]
    return means, seen, behind


def printed_columns(method: str, names: list[str]) -> list[str]:
    """Columns of the results that are printed: of all corrections, these too."""
    if method != "boot_all":
        return names
    return [name + end for end in ("", "_632", "_OptBoot") for name in names]


def _by_share(mean: Metrics, apparent: Metrics) -> Metrics:
    """Efron's .632 rule."""
    return {name: (1 - _SEEN) * mean[name] + _SEEN * apparent[name] for name in mean}


def _named(metrics: Metrics, pattern: str) -> Metrics:
    return {pattern.format(name): value for name, value in metrics.items()}


def _alternating(optimism: Metrics, corrected: Metrics) -> Metrics:
    """Of each metric the optimism, and the mean that it corrects."""
    found: Metrics = {}
    for name, value in optimism.items():
        found[f"{name}Optimism"], found[f"{name}_OptBoot"] = value, corrected[name]
    return found
