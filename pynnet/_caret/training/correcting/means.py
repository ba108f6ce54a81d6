"""What fits say, sorted by the rows they say it of, and means of what that is worth."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from ..plan import TrainPlan
from ..predictions import Predicted
from .bootstrap import corrected

__all__ = ["Fits", "Means", "corrected_means", "means_over"]

Means: TypeAlias = list[dict[str, Any]]


class Fits(NamedTuple):
    """Of each sample and setting: fits to all rows, and fits to a sample on rows held out.

    For the optimism fits to a sample on all rows, and on their own, too. What is said of them, or
    what that is worth.
    """

    apparent: list[Any]
    held: list[Any]
    of_all: list[Any]
    of_own: list[Any]

    @classmethod
    def of(cls, plan: TrainPlan, said: list[Predicted | None], n_settings: int) -> Fits:
        """What fits say, as it was planned."""
        if plan.everything is None:
            return cls([], said, [], [])
        apparent, said = said[:n_settings], said[n_settings:]
        if not plan.optimism:
            return cls(apparent, said, [], [])
        n, own = len(plan.everything), [len(rows) for rows in plan.index.values()]
        parts = [_three_parts(one, n, own[k // n_settings]) for k, one in enumerate(said)]
        held, of_all, of_own = map(list, zip(*parts, strict=True))
        return cls(apparent, held, of_all, of_own)

    def each(self, function: Callable[[Any], Any]) -> Fits:
        """A function of each."""
        return Fits(*([function(one) for one in part] for part in self))


def _three_parts(said: Predicted | None, n: int, own: int) -> tuple[Predicted | None, ...]:
    """What a fit says of rows held out, of all `n` rows, and of so many of its own."""
    if said is None:
        return None, None, None
    ends = [0, len(said.rows) - n - own, len(said.rows) - own, len(said.rows)]
    return tuple(said.part(first, end) for first, end in pairwise(ends))


def means_over(
    worth: list[Any], names: list[str], n_settings: int, mean: Callable[[list[Any]], Any]
) -> Means:
    """Of each setting the mean of each metric over the samples; None is left out."""
    by_setting = [[one for one in worth[k::n_settings] if one] for k in range(n_settings)]
    return [
        {name: mean([one[name] for one in several]) for name in names} for several in by_setting
    ]


def corrected_means(
    method: str,
    worth: Fits,
    means: Means,
    mean: Callable[[list[Any]], Any],
) -> tuple[Means, Means, Means]:
    """Correct the means over rows held out, and say what is beside them in the results.

    `mean` is that of what is worth for all rows, and for those of a fit itself; where a fit failed
    there is None.
    """
    n_settings = len(means)
    if not worth.of_all:
        return corrected(method, means, worth.apparent, None)
    names = list(means[0])
    of_all, of_own = (
        means_over(part, names, n_settings, mean) for part in (worth.of_all, worth.of_own)
    )
    optimism = [
        {name: a[name] - o[name] for name in a} for a, o in zip(of_all, of_own, strict=True)
    ]
    return corrected(method, means, worth.apparent, optimism)
