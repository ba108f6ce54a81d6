"""Print random objects in R and here, and compare the characters."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...cases import Json
from ...compare.live import ask_r, r_compared
from .code import as_code
from .making import our_text
from .objects import random_request
from .shrinking import smaller_requests

__all__ = ["Difference", "compare_printing", "has_numbers"]

_OBJECTS_PER_SESSION = 2000
_NEVER_REACHED = 10_000  # values, by any random object
_ROUNDS_OF_SHRINKING = 30


@dataclass(frozen=True, slots=True)
class Difference:
    """An object that R and pynnet print differently, as small as it could be made."""

    request: Json
    theirs: str
    ours: str

    def __str__(self) -> str:
        return f"{as_code(self.request)}\n--- R\n{self.theirs}\n--- pynnet\n{self.ours}\n---"


def compare_printing(
    number: int,
    seed: int,
    report: Callable[[Counter[str]], None] = lambda _: None,
    verb: str | None = None,
) -> tuple[Counter[str], list[Difference]]:
    """Print `number` random objects; return how many there were of each kind, and differences.

    By one verb, or by each of them.
    """
    r = random.Random(seed)
    counts: Counter[str] = Counter()
    differences: list[Difference] = []
    while (left := number - counts["objects"]) > 0:
        requests = [random_request(r, verb) for _ in range(min(left, _OBJECTS_PER_SESSION))]
        for request, theirs in zip(requests, _ask_r(requests), strict=True):
            counts["objects"] += 1
            if theirs is None:
                counts["of which R 4.2 prints in other words"] += 1
                continue
            counts[request["object"]["kind"]] += 1
            counts[f"by {request['verb']}"] += 1
            ours = our_text(request)
            if ours != theirs:
                counts["differences"] += 1
                differences.append(Difference(request, theirs, ours))
        report(counts)
    return counts, [_shrunk(difference) for difference in differences[:3]] + differences[3:]


def _shrunk(difference: Difference) -> Difference:
    """The smallest object that is still printed differently."""
    for _ in range(_ROUNDS_OF_SHRINKING):
        requests = smaller_requests(difference.request)
        for request, theirs in zip(requests, _ask_r(requests), strict=True):
            if theirs is not None and (ours := our_text(request)) != theirs:
                difference = Difference(request, theirs, ours)
                break
        else:
            break
    return difference


def _ask_r(requests: Sequence[Json]) -> list[str | None]:
    """What R prints for each request; nothing where an older R has other words."""
    if not requests:
        return []
    answers: list[str] = ask_r("fuzz/printing/ask.R", requests)
    if r_compared() != "4.2":
        return list(answers)
    pairs = zip(requests, answers, strict=True)
    return [_in_words_of_4_5(request, answer) for request, answer in pairs]


def _in_words_of_4_5(request: Json, answer: str) -> str | None:
    """What R 4.2 prints, as R 4.5 does.

    None where it prints other digits, those of complex numbers and of summaries, or leaves out
    other values.
    """
    if request["verb"] == "summary" and has_numbers(request["object"]):
        return None
    is_cut = request["verb"] != "str" and request["max_print"] < _NEVER_REACHED
    if is_cut or '"complex"' in json.dumps(request):
        return None
    empty = {"factor(0)": "factor()", "ordered(0)": "ordered()"}
    return "\n".join(empty.get(line, line) for line in answer.split("\n"))


def has_numbers(x: Json) -> bool:
    """Whether a summary is one of numbers or of points in time."""
    modes = {part.get("mode") for part in [x, *x.get("columns", ())]}
    return x["kind"] != "table" and bool(modes & {"integer", "numeric", "POSIXct"})
