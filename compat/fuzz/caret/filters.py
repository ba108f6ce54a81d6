"""Random calls that find columns a model can do without."""

from __future__ import annotations

import math
import random

from ...cases import Json
from .tables import number_of_rows
from .words import Lines, Words, argument, both, call, value

__all__ = ["random_correlation", "random_variance"]


def random_variance(r: random.Random, table: Json) -> Lines:
    """A call of nearZeroVar."""
    names = ["x", "z", "p", "k", "y", "my var", "m", "one", "rare", "w", "g", "l", "t", "c", "o"]
    chosen = r.sample(names, r.randint(1, 6))
    frame = Words(f"d[{value(chosen).r}]", f"d[{chosen!r}]")
    if r.random() < 0.3:
        first = r.choice([0, 1, 2, 3, number_of_rows(table)])
        frame = Words(f"head({frame.r}, {first})", f"{frame.python}.head({first})")
    given = [frame]
    if r.random() < 0.6:
        given.append(argument("freqCut", "freq_cut", r.choice([0, 1, 2, 3.5, 10, 100])))
    if r.random() < 0.6:
        given.append(argument("uniqueCut", "unique_cut", r.choice([0, 5, 20, 50, 100])))
    kind = r.choice(["saveMetrics", "names", None])
    if kind == "saveMetrics":
        given.append(argument(kind, "save_metrics", True))
    elif kind == "names":
        given.append(argument(kind, "names", True))
    made = call("nearZeroVar", "near_zero_var", *given)
    if kind == "saveMetrics":
        return [f"{made.r} * 1"], [f"{made.python}.astype(float)"]
    if kind == "names":  # of which there may be none
        return [f"c('found', {made.r})"], [f"['found', *{made.python}]"]
    return [made.r], [f"from_one({made.python})"]


def random_correlation(r: random.Random, table: Json) -> Lines:  # noqa: ARG001
    """A call of findCorrelation."""
    p = r.choice([0, 1, 2, 3, 4, 5, 6, 8, 12])
    given = [argument("exact", "exact", r.random() < 0.4)] if r.random() < 0.6 else []
    if r.random() < 0.8:
        given.append(argument("cutoff", "cutoff", r.choice([0, 0.1, 0.3, 0.5, 0.7, 0.9, 1, -1])))
    matrix, by_name = both("m"), p > 0 and r.random() < 0.3
    if by_name:
        given.append(argument("names", "names", True))
    elif r.random() < 0.5:
        matrix = Words("unname(m)", "m.to_numpy()")
    made = call("findCorrelation", "find_correlation", matrix, *given)
    found = Words(made.r, f"from_one({made.python})")
    if by_name:  # of which there may be none
        found = Words(f"c('found', {made.r})", f"['found', *{made.python}]")
    lines = [_correlations(r, p), found]
    return [line.r for line in lines], [line.python for line in lines]


def _correlations(r: random.Random, p: int) -> Words:
    """A correlation matrix, m; to few decimals there are ties, of means of them as well."""
    decimals = r.choice([0, 1, 1, 2, 6])
    in_common = r.choice([0, 0.5, 2])  # of all columns
    numbers: list[list[float | None]] = [[1.0] * p for _ in range(p)]
    for i in range(p):
        for j in range(i):
            one = math.tanh(r.gauss(in_common, 1)) * r.choice([1, 1, -1])
            numbers[i][j] = numbers[j][i] = round(one, decimals)
    if p and r.random() < 0.05:
        i, j = r.randrange(p), r.randrange(p)
        numbers[i][j] = numbers[j][i] = None
    flat = [number for row in numbers for number in row]
    in_r = ", ".join("NA" if number is None else repr(number) for number in flat)
    names = [f"v{k}" for k in range(p)]
    labels = f"list({value(names).r}, {value(names).r})" if p else "NULL"
    array = f"np.array({flat!r}, dtype=float).reshape({p}, {p})"
    return Words(
        f"m <- matrix(as.numeric(c({in_r})), {p}, {p}, dimnames = {labels})",
        f"m = pd.DataFrame({array}, {names!r}, {names!r})",
    )
