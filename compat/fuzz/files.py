"""What campaigns of hostile files share: files that R saved, and the command line."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable

from .. import CHECKOUT

__all__ = ["SAVED_BY_R", "run_campaign"]

SAVED_BY_R = CHECKOUT / "tests" / "recorded" / "rfiles"
_SHOWN = 50  # faults


def run_campaign(
    try_files: Callable[[int, int, float], tuple[Counter[str], list[str]]],
    about: str | None,
    files: int,
) -> int:
    """Run a campaign, by default of so many `files`; print what came of it, return the status."""
    parser = argparse.ArgumentParser(description=(about or "").split("\n")[0])
    parser.add_argument("files", nargs="?", type=int, default=files)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args()
    counts, faults = try_files(given.files, given.seed, given.seconds)
    for outcome, count in counts.most_common():
        print(f"{count:8,}  {outcome}")
    for fault in faults[:_SHOWN]:
        print(fault)
    return int(bool(faults))
