"""The text of a fit: JSON with the version of its schema and a digest of what it says."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pynnet._ground import VERSION, DataError, FitWarning, PynnetError, shown, warn

from .fields import Fields

__all__ = ["SCHEMA", "content_in", "text_of"]

SCHEMA = 1  # a number higher for each change that an older version cannot read
_FORMAT = "pynnet"


def text_of(kind: str, content: dict[str, Any]) -> str:
    """Return the text of a fit: a line for each member."""
    head = {
        "format": _FORMAT,
        "schema": SCHEMA,
        "pynnet": VERSION,
        "class": kind,
        "sha256": _digest(kind, content),
    }
    lines = ",\n".join(f"  {_dumped(name)}: {_dumped(value)}" for name, value in content.items())
    heads = "".join(f"{_dumped(name)}: {_dumped(value)},\n" for name, value in head.items())
    text = f'{{\n{heads}"fit": {{\n{lines}\n}}\n}}\n'
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which only an escape can say
        text = "".join(c if ord(c) < 0xD800 else json.dumps(c)[1:-1] for c in text)
    return text


def content_in(text: str) -> tuple[str, Any]:
    """Return the class of a fit and its members; without a digest they are taken as they are.

    Raises
    ------
    DataError
        If the text is no JSON of pynnet's, of another schema, or not as it was written.
    """
    try:
        document = json.loads(text, object_pairs_hook=_distinct, parse_constant=_no_number)
        return _content_of(document)
    except PynnetError:
        raise
    except RecursionError:
        raise DataError("the JSON is broken: it is nested too deeply.") from None
    except ValueError as error:
        raise DataError(f"the JSON is broken: {error}.") from None


def _content_of(document: Any) -> tuple[str, Any]:
    if type(document) is not dict or document.get("format") != _FORMAT:
        raise DataError(f"the JSON is none of pynnet's: it does not say format {shown(_FORMAT)}.")
    fields = Fields(document, "the document")
    fields.get("format")
    _check_schema(fields)
    kind, content = fields.text("class"), fields.get("fit")
    if "sha256" in document and fields.text("sha256") != _digest(kind, content):
        raise DataError(
            "the JSON is not as it was written: its digest is that of another content. If you "
            "changed it on purpose, take out the member 'sha256'."
        )
    fields.finish()
    return kind, content


def _check_schema(fields: Fields) -> None:
    """Raise unless the schema can be read; warn where results may differ."""
    writer = fields.text("pynnet")
    schema = fields.whole("schema", 10**6)
    if schema != SCHEMA:
        raise DataError(
            f"the JSON has schema {schema}, written by pynnet {shown(writer)[1:-1]}; this is "
            f"pynnet {VERSION}, which reads schema {SCHEMA}. Read it with that version."
        )
    if writer != VERSION:
        warn(
            f"the JSON was written by pynnet {shown(writer)[1:-1]}, this is pynnet {VERSION}: "
            "results that are computed from now on may differ from those of the version that "
            "fitted.",
            FitWarning,
        )


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _digest(kind: str, content: Any) -> str:
    """Return the digest of what is said, however it is laid out."""
    plain = json.dumps([SCHEMA, kind, content], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f"the member {shown(twice)} stands there twice")
    return members


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")
