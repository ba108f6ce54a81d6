"""Differences from R that a case documents: the only ones there may be, and they must be there."""

from __future__ import annotations

from ..cases import Case, Json
from .fields import Field, shortened, unequal

__all__ = ["disagreements", "undocumented"]


def undocumented(case: Case, fields: list[Field]) -> list[str]:
    """Fields that differ and are not among the documented differences of the case."""
    documented = case.get("difference", {"fields": []})["fields"]
    return unequal(field for field in fields if field.name not in documented)


def disagreements(case: Case, fields: list[Field], ours: Json) -> list[str]:
    """Undocumented differences, and documented ones that are not as documented."""
    difference = case.get("difference", {"fields": [], "expect": {}})
    wrong = undocumented(case, fields)
    differing = {f.name for f in fields if not f.equal}
    gone = [name for name in difference["fields"] if name not in differing]
    wrong += [f"{name}: documented as different, but not found so" for name in gone]
    for name, expected in difference["expect"].items():
        got = _at(ours, name)
        words = name.endswith("error") and expected is not None
        met = got is not None and expected in got if words else got == expected
        if not met:
            wrong.append(f"{name}: expected of pynnet {shortened(expected)}, got {shortened(got)}")
    return wrong


def _at(record: Json, name: str) -> Json:
    for key in name.split("."):
        if record is None:
            return None
        record = record[int(key)] if isinstance(record, list) else record.get(key)
    return record
