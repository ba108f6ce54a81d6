"""Random calls of what draws rows: folds, partitions, bootstrap samples, groups, slices."""

from __future__ import annotations

import random

from ...cases import Json
from .tables import number_of_rows
from .words import Lines, Words, argument, call, value

__all__ = ["random_sampling"]

_OUTCOMES = ("c", "c", "c", "y", "y", "y", "z", "k", "l", "t", "g", "o", "one", "rare")


def random_sampling(r: random.Random, table: Json) -> Lines:
    """A call that draws rows."""
    return r.choice(_SAMPLINGS)(r, table)


def _outcome(r: random.Random, n: int, names: tuple[str, ...] = ()) -> Words:
    """A column, as it is or the first rows of it."""
    name = r.choice(names or _OUTCOMES)
    words = Words(f"d[['{name}']]", f"d['{name}']")
    if r.random() < 0.25:
        m = r.randint(2, n)
        return Words(f"{words.r}[1:{m}]", f"{words.python}.iloc[:{m}]")
    return words


def _number_of_folds(r: random.Random, n: int) -> int:
    return r.choice([2, 3, 5, 7, 10, n // 2, n, n + 1])


def _chance(r: random.Random, chance: float, *arguments: Words) -> list[Words]:
    return list(arguments) if r.random() < chance else []


def _folds(r: random.Random, table: Json) -> Lines:
    n = number_of_rows(table)
    given = [_outcome(r, n)]
    given += _chance(r, 0.9, argument("k", "k", _number_of_folds(r, n)))
    given += _chance(r, 0.3, argument("returnTrain", "return_train", r.random() < 0.8))
    if r.random() < 0.25:
        words = call("createFolds", "create_folds", *given, argument("list", "list", False))
        return [words.r], [words.python]
    return _positions(call("createFolds", "create_folds", *given))


def _positions(words: Words) -> Lines:
    return [words.r], [f"from_one({words.python})"]


def _multi_folds(r: random.Random, table: Json) -> Lines:
    n = number_of_rows(table)
    times, k = r.choice([1, 2, 3, 11]), r.choice([2, 3, 5, 10])
    given = [argument("k", "k", k), argument("times", "times", times)]
    return _positions(call("createMultiFolds", "create_multi_folds", _outcome(r, n), *given))


def _unlisted(words: Words) -> Lines:
    return [f"unname({words.r})"], [f"from_one({words.python}).to_numpy()"]


def _partition(r: random.Random, table: Json) -> Lines:
    given = [_outcome(r, number_of_rows(table))]
    given += _chance(r, 0.4, argument("times", "times", r.choice([1, 2, 10])))
    given += _chance(r, 0.8, argument("p", "p", r.choice([0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 1])))
    given += _chance(r, 0.3, argument("groups", "groups", r.choice([0, 1, 2, 3, 4, 7, 10])))
    if r.random() < 0.15:
        words = call(
            "createDataPartition", "create_data_partition", *given, argument("list", "list", False)
        )
        return _unlisted(words)
    return _positions(call("createDataPartition", "create_data_partition", *given))


def _resample(r: random.Random, table: Json) -> Lines:
    given = [_outcome(r, number_of_rows(table))]
    given += _chance(r, 0.7, argument("times", "times", r.choice([1, 2, 12])))
    if r.random() < 0.2:
        words = call("createResample", "create_resample", *given, argument("list", "list", False))
        return _unlisted(words)
    return _positions(call("createResample", "create_resample", *given))


def _groups(r: random.Random, table: Json) -> Lines:
    group = _outcome(r, number_of_rows(table), ("g", "k", "t", "o", "z", "c", "one"))
    given = [group, *_chance(r, 0.6, argument("k", "k", r.choice([2, 3, 4, 5])))]
    return _positions(call("groupKFold", "group_k_fold", *given))


def _slices(r: random.Random, table: Json) -> Lines:
    n = number_of_rows(table)
    given = [Words("d$y", "d['y']"), value(r.choice([1, 2, n // 2, n - 3, n - 1, n]))]
    given += _chance(r, 0.6, argument("horizon", "horizon", r.choice([1, 2, 3, 5])))
    given += _chance(r, 0.5, argument("fixedWindow", "fixed_window", r.random() < 0.4))
    given += _chance(r, 0.4, argument("skip", "skip", r.choice([0, 1, 2, 5, n])))
    words = call("createTimeSlices", "create_time_slices", *given)
    python = f"{{k: {{n: r + 1 for n, r in v.items()}} for k, v in {words.python}.items()}}"
    return [words.r], [python]


_SAMPLINGS = (_folds, _folds, _multi_folds, _partition, _partition, _resample, _groups, _slices)
