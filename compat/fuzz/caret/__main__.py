"""Compare random calls: ``python -m compat.fuzz.caret [number] [seed] [kind...]``."""

from __future__ import annotations

import secrets
import sys

from .campaign import compare


def main() -> int:
    """Run the comparison and print what differs."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(10**6)
    print(f"{number} calls, seed {seed}", flush=True)
    given = (number, seed, tuple(sys.argv[3:])) if len(sys.argv) > 3 else (number, seed)
    counts, differences = compare(*given)
    for difference in differences:
        print(f"\n{difference}")
    for outcome in sorted(counts):
        print(f"{counts[outcome]:>8}  {outcome}")
    return int(bool(differences))


if __name__ == "__main__":
    sys.exit(main())
