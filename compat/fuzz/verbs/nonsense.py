"""Calls the verbs of `pynnet.r` with what nobody should pass.

A call gives a result, or one of pynnet's errors that speaks of no formula; what the user's own
objects raise passes through. No warning is another library's, nothing takes long, and a call that
failed has not moved the global stream.

python -m compat.fuzz.verbs.nonsense [number] [seed]
"""

from __future__ import annotations

import contextlib
import inspect
import io
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import pynnet.r
from pynnet import FitWarning, FormulaError, PynnetError, RRandom, RWarning
from pynnet._random import global_stream

from ..hostile.values import NAMES, VALUES, Own

__all__ = ["is_on_vectors", "try_verbs"]

_SECONDS = 10.0  # that a call may take on a busy machine
_WORKING = ("[1.0, 2.0, 3.0]", "['a', 'b', 'a']", "pd.Categorical(list('aba'))", "np.eye(3)")


def main() -> None:
    """Run a campaign and print its faults."""
    number, seed = (int(word) for word in (*sys.argv[1:], "5000", "1")[:2])
    counts, faults = try_verbs(number, seed)
    print(dict(counts))
    print("\n\n".join(faults))


def try_verbs(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Return how many calls ended in which way, and what went wrong."""
    source = random.Random(seed)
    verbs = sorted(name for name in pynnet.r.__all__ if is_on_vectors(getattr(pynnet.r, name)))
    counts: Counter[str] = Counter()
    faults = []
    for _ in range(number):
        verb = source.choice(verbs)
        code = f"r.{verb}({_arguments(source, getattr(pynnet.r, verb))})"
        end, fault = _try(code)
        counts[end] += 1
        if fault:
            faults.append(f"{code[:400]}\n  {fault}")
    return counts, faults


def is_on_vectors(thing: Any) -> bool:
    """Whether something is a verb on values: those of fits and frames have tests of their own."""
    rooms = ("numbers", "vectors", "probability", "matrices", "equality", "describing")
    module = thing.__globals__["__name__"] if inspect.isfunction(thing) else ""
    return any(f"_verbs.{room}" in module for room in rooms)


def _arguments(source: random.Random, verb: Callable[..., Any]) -> str:
    """Code of arguments: those that must be there, some of the others, and words that are none."""
    parts = []
    for parameter in inspect.signature(verb).parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            parts += [_value(source) for _ in range(source.choice([0, 1, 1, 2]))]
        elif parameter.kind is parameter.VAR_KEYWORD:
            continue
        elif parameter.default is parameter.empty:
            parts.append(_value(source))
        elif source.random() < 0.3:
            parts.append(f"{parameter.name}={source.choice(VALUES)}")
    if source.random() < 0.02:
        parts.append(f"na_rn={source.choice(VALUES)}")
    return ", ".join(parts)


def _value(source: random.Random) -> str:
    return source.choice(VALUES) if source.random() < 0.6 else source.choice(_WORKING)


def _try(code: str) -> tuple[str, str | None]:
    """Make a call; return how it ended, and what is wrong with that."""
    before: RRandom = global_stream().copy()
    start = time.process_time()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                value = eval(code, {**NAMES, "r": pynnet.r})
            end, fault = "result", None
            del value
        except Own:
            end, fault = "the user's own", None
        except PynnetError as error:
            end = type(error).__name__
            moved = global_stream().copy().runif(1) != before.runif(1)
            about_formulas = isinstance(error, FormulaError)
            fault = str(error) if about_formulas else "the stream has moved" if moved else None
        except Exception as error:
            end, fault = type(error).__name__, "".join(traceback.format_exception(error)[-3:])
    foreign = [w for w in seen if not issubclass(w.category, (RWarning, FitWarning))]
    foreign = [w for w in foreign if w.category is not PendingDeprecationWarning]  # np.asmatrix
    if foreign:
        fault = f"{foreign[0].category.__name__}: {foreign[0].message}"
    if time.process_time() - start > _SECONDS:
        fault = "took long"
    return end, fault


if __name__ == "__main__":
    main()
