"""Runs campaigns for some time each; the exit status is 1 if anything went wrong."""

from __future__ import annotations

import argparse
import faulthandler
import secrets
import sys

from . import CAMPAIGNS


def main() -> int:
    """Run the campaigns that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m compat.fuzz.hardships")
    parser.add_argument("campaign", nargs="*", choices=[[], *CAMPAIGNS], default=[])
    parser.add_argument("--seconds", type=float, default=30.0, help="for each campaign")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    given = parser.parse_args()
    faulthandler.enable()
    wrong = 0
    for name in given.campaign or CAMPAIGNS:
        found = CAMPAIGNS[name](given.seconds, given.seed)
        print(f"{name} --seed {given.seed}: {dict(found.counts)}", flush=True)  # a crash loses it
        for reproduction in found.wrong[:5]:
            print(f"\n{reproduction}\n")
        wrong += len(found.wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
