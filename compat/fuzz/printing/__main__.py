"""Print random objects in R and in pynnet: python -m compat.fuzz.printing 10000 [SEED].

The seed is fresh unless one is given, and is printed. A difference prints both texts, and R and
Python code to paste. The exit status is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import secrets
import sys

from ..against_r import say_how_far
from .campaign import compare_printing
from .objects import VERBS


def main() -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=10_000, help="how many objects")
    parser.add_argument("seed", type=int, nargs="?", default=None, help="fresh if not given")
    parser.add_argument("--show", type=int, default=5, help="how many differences to print")
    parser.add_argument("--verb", choices=sorted(set(VERBS)), help="each of them if not given")
    arguments = parser.parse_args()
    seed = secrets.randbelow(2**31) if arguments.seed is None else arguments.seed
    print(f"python -m compat.fuzz.printing {arguments.number} {seed}", flush=True)
    counts, differences = compare_printing(arguments.number, seed, say_how_far, arguments.verb)
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
    for difference in differences[: arguments.show]:
        print(f"\n{difference}")
    return int(bool(differences))


if __name__ == "__main__":
    sys.exit(main())
