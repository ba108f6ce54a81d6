"""A random call of a verb, in R and here."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from .arguments import VERBS
from .values import Values

__all__ = ["NOT_COMPARED", "Call", "random_call"]

# Names of `pynnet.r` that are not compared here, with the reason.
NOT_COMPARED = {
    "Scaling": "has no twin in R: scale() keeps attributes",
    "eigen": "tests/verbs/test_matrices.py compares it: digits and signs of vectors may differ",
    "is_nan": "columns hold NaN and NA as one",
    "scaling": "has no twin in R: scale() keeps attributes",
    "str_": "prints: compat.fuzz.printing compares it",
    **dict.fromkeys(
        ("rnorm", "runif", "sample", "set_seed"),
        "tests/random compares it with recordings of R",
    ),
}


@dataclass(frozen=True)
class Call:
    """A call of a verb, as R's text and as arguments of the function here."""

    verb: str
    r: str
    by_place: list[Any]
    by_name: dict[str, Any]


# R's names where they are not ours with dots for underscores.
_NAMES = {
    "is_in": "`%in%`",
    "matmul": "`%*%`",
    "setNames": "setNames",
    "take": "`[`",
    "rep_len": "rep_len",
    "seq_along": "seq_along",
    "seq_len": "seq_len",
}
_KEPT = frozenset(("ordered_result",))


def random_call(verb: str, source: random.Random) -> Call:
    """Return a call of a verb with random arguments."""
    by_place, by_name = VERBS[verb](Values(source), source)
    texts = [value.r for value in by_place]
    texts += [f"{_r_name(name)} = {value.r}" for name, value in by_name.items()]
    function = _NAMES.get(verb) or verb.rstrip("_").replace("_", ".")
    return Call(
        verb,
        f"{function}({', '.join(texts)})",
        [value.python for value in by_place],
        {name: value.python for name, value in by_name.items()},
    )


def _r_name(name: str) -> str:
    return name if name in _KEPT else name.rstrip("_").replace("_", ".")
