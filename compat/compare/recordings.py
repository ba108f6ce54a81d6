"""What R gave: the recordings, the session that made them, and whether they are up to date."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from .. import CHECKOUT, FOLDER
from ..cases import Json, load_cases

__all__ = ["RECORDED", "load_record", "load_session", "stale_sources", "unmatched_cases"]

RECORDED = FOLDER / "recorded"  # a folder for each kind of cases


@functools.cache
def load_session(directory: Path) -> Json:
    """Read what is known of the R session behind the recordings."""
    return json.loads((directory / "session.json").read_text(encoding="utf-8"))


@functools.cache
def load_record(case_id: str, directory: Path) -> Json:
    """Read what R gave for a case."""
    return json.loads((directory / f"{case_id}.json").read_text(encoding="utf-8"))


def stale_sources(session: Json) -> list[str]:
    """Files that changed after the recording, by the hash the session holds."""
    return [
        name
        for name, md5 in session["md5"].items()
        if hashlib.md5((CHECKOUT / name).read_bytes(), usedforsecurity=False).hexdigest() != md5
    ]


def unmatched_cases(kind: str) -> list[str]:
    """Ids that are only among the cases of a kind or only recorded."""
    recorded = {path.stem for path in (RECORDED / kind).glob("*.json")} - {"session"}
    return sorted(recorded.symmetric_difference(load_cases(kind)))
