"""Options that say how the text of a table is written: R's arguments of ``read.csv``."""

from __future__ import annotations

import argparse
from typing import Any

__all__ = ["add_how_written", "how_written"]

_NAMES = ("sep", "dec", "na_strings", "row_names", "encoding")


def add_how_written(parser: argparse.ArgumentParser) -> None:
    """Let a command have these options."""
    group = parser.add_argument_group("how a .csv or .tsv file is written")
    group.add_argument("--sep", metavar="CHARACTER", help="between two values, such as ';'")
    group.add_argument("--dec", metavar="CHARACTER", help="before decimals, '.' or ','")
    group.add_argument(
        "--na-strings",
        metavar="TEXT",
        action="append",
        help="what means, beside NA, that a value is missing; as often as needed",
    )
    group.add_argument(
        "--row-names", metavar="N", type=int, help="which column names the rows, counted from 1"
    )
    group.add_argument("--encoding", metavar="NAME", help="of its letters, such as latin-1")


def how_written(given: argparse.Namespace) -> dict[str, Any]:
    """The options that were passed; a tab may be written as backslash and t."""
    passed = {name: getattr(given, name) for name in _NAMES}
    said = {name: value for name, value in passed.items() if value is not None}
    if "na_strings" in said:
        said["na_strings"] = ["NA", *said["na_strings"]]
    if said.get("sep") == r"\t":
        said["sep"] = "\t"
    return said
