"""Random objects that R saves, read and written again: R must find them identical.

python -m compat.fuzz.rfiles.objects [objects] [seed]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from pynnet import read_rds, write_rds

from ...compare.live import run_r

__all__ = ["main", "there_and_back"]


def there_and_back(number: int, seed: int) -> Any:
    """Count and numbers of the objects that differ, and what the first of them are in R."""
    with tempfile.TemporaryDirectory() as folder:
        theirs, ours, answers = (Path(folder) / name for name in ("theirs", "ours", "answers"))
        script = "fuzz/rfiles/objects.R"
        run_r(script, Path("save"), theirs, Path(str(number)), Path(str(seed)))
        write_rds(read_rds(theirs), ours)
        run_r(script, Path("compare"), ours, theirs, answers)
        return json.loads(answers.read_text(encoding="utf-8"))


def main() -> int:
    """Run a campaign; print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("objects", nargs="?", type=int, default=10_000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    given = parser.parse_args()
    found = there_and_back(given.objects, given.seed)
    print(f"{found['count'][0]:,} objects, of which {len(found['differ'])} differ")
    for number, text in zip(found["differ"], found["text"], strict=False):
        print(number, text)
    return int(bool(found["differ"]))


if __name__ == "__main__":
    sys.exit(main())
