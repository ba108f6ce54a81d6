"""JSON from strangers: one clear error, in bounded memory; nothing in it runs.

The campaign `compat/fuzz/json_fits.py` changes texts at random; here is what it seldom hits.
"""

import copy
import json
import sys
import tracemalloc
import warnings

import pandas as pd
import pytest

from pynnet import ArgumentError, DataError, FitWarning, PynnetError, from_json, multinom, nnet

DATA = pd.DataFrame({"x": [0.5, 1.5, 2.5, 4.0], "y": list("abba"), "n": [1, 2, 2, 1]})


def network_text():
    options = {"size": 1, "decay": 0.1, "maxit": 400, "trace": False, "seed": 1}
    return nnet("y ~ poly(x, 2) + n", DATA, **options).to_json()


def outcome(text):
    """Name of the error that a text ends in, or what is written of the fit that is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)  # of another version of pynnet
        try:
            return from_json(text).to_json()
        except PynnetError as error:
            foreseen = error.__cause__ is None
            return (
                type(error).__name__ if foreseen else f"{type(error.__cause__).__name__}: {error}"
            )


@pytest.fixture(scope="module")
def texts():
    """A network and a multinomial model."""
    return {
        "network": network_text(),
        "model": multinom("y ~ x", DATA, decay=0.1, trace=False).to_json(),
    }


def changed(text, *place, to):
    """The text with another member at a place, and without its digest."""
    document = json.loads(text)
    inner = document
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = to
    document.pop("sha256", None)
    return json.dumps(document)


def test_every_truncation_is_refused(texts):
    """Wherever the text ends."""
    text = texts["network"]
    for end in range(len(text.rstrip())):
        with pytest.raises((DataError, ArgumentError, OSError)):
            from_json(text[:end] or "{")


def test_every_single_character_counts(texts):
    """Changed anywhere, the text is refused or is that of the same fit."""
    text = texts["network"]
    for at in range(1, len(text), 7):
        other = text[:at] + ("7" if text[at] != "7" else "8") + text[at + 1 :]
        assert outcome(other) in ("DataError", text), other[at - 20 : at + 20]


def test_digest_is_that_of_the_content(texts):
    """What was changed on purpose is read without it."""
    document = json.loads(texts["network"])
    document["fit"]["wts"][0] += 1.0
    with pytest.raises(DataError, match="take out the member 'sha256'"):
        from_json(json.dumps(document))
    del document["sha256"]
    assert from_json(json.dumps(document)).wts[0] == document["fit"]["wts"][0]


BROKEN = {
    "no JSON": ("{nothing}", "is broken: Expecting property name"),
    "another JSON": ('{"a": 1}', "none of pynnet's"),
    "NaN": ('{"format": NaN}', "NaN is no number of JSON"),
    "infinite": ('{"format": -Infinity}', "-Infinity is no number of JSON"),
    "twice": ('{"format": "pynnet", "format": "pynnet"}', "'format' stands there twice"),
    "digits": ('{"format": ' + "9" * 5000 + "}", "is broken"),
    "deep lists": ('{"format": ' + "[" * 200_000, "is broken: it is nested too deeply"),
    "deep objects": ('{"a": ' * 200_000, "is broken: it is nested too deeply"),
    "deep and closed": (
        '{"format": "pynnet", "a": ' + "[" * 90_000 + "]" * 90_000 + "}",
        "is broken: it is nested too deeply",
    ),
    "more behind": ('{"format": "pynnet"} {}', "Extra data"),
    "no schema": ('{"format": "pynnet"}', "'pynnet' of the document is missing"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_fit_is_refused(name):
    """In one sentence that says what is wrong."""
    text, words = BROKEN[name]
    with pytest.raises(DataError, match=words) as refusal:
        from_json(text)
    assert refusal.value.__cause__ is None


def test_other_schemas_and_members_are_refused(texts):
    """A newer pynnet may write what means something else."""
    with pytest.raises(DataError, match=r"has schema 2, written by pynnet .* reads schema 1"):
        from_json(changed(texts["network"], "schema", to=2))
    with pytest.raises(DataError, match="'colour', which is not known"):
        from_json(changed(texts["network"], "fit", "colour", to=1))
    with pytest.raises(DataError, match="'colour', which is not known"):
        from_json(changed(texts["network"], "colour", to=1))
    with pytest.raises(DataError, match="its class must be one of"):
        from_json(changed(texts["network"], "class", to="os"))


def test_file_that_is_no_text_is_refused(tmp_path):
    """UTF-8 alone is read, and no more than is allowed."""
    (tmp_path / "a.json").write_bytes(b"{\xff}")
    with pytest.raises(DataError, match="no UTF-8"):
        from_json(tmp_path / "a.json")
    (tmp_path / "b.json").write_text(network_text(), encoding="utf-8")
    for source in (tmp_path / "b.json", network_text()):
        with pytest.raises(DataError, match="longer than 100 bytes"):
            from_json(source, max_bytes=100)
    for wrong in (3, None, b"{}", "", "{\0"):
        with pytest.raises((ArgumentError, DataError)):
            from_json(wrong)


CLAIMS = {
    "units": ("network", ("fit", "n"), [10**7, 10**7, 10**7], "one for each connection"),
    "inputs without weights": ("network", ("fit", "n"), [10**9, 0, 1], "whole numbers from 0"),
    "rows": (
        "network", ("fit", "cases", "rows", "labels"), {"range": [0, 10**12, 1], "name": None},
        "4 labels",
    ),
    "labels without an end": (
        "network", ("fit", "cases", "rows", "labels"), {"range": [0, 2**70, 1], "name": None},
        "whole numbers from",
    ),
    "matrix": (
        "network", ("fit", "Hessian"), {"dim": [10**6, 10**6], "by_row": [1.0]}, "as many numbers",
    ),
    "columns of a matrix": (
        "network", ("fit", "terms", "classes", "n"), "nmatrix.99999", "the terms make",
    ),
    "levels": (
        "network", ("fit", "terms", "classes", "n"), "factor", "contrasts can be applied only",
    ),
    "variables of terms": (
        "network", ("fit", "terms", "terms"), [[10**15]], "no term of the variables",
    ),
    "constant": (
        "network", ("fit", "terms", "environment", "constants", "v"),
        {"labels": {"range": [0, 2**40, 1], "name": None}}, "at most 1000000 labels",
    ),
    "rows of the data": (
        "model", ("fit", "call", "data", "labels"), {"range": [0, 2**60, 1], "name": None},
        "4 labels",
    ),
    "data without columns": (
        "model", ("fit", "call", "data"),
        {"columns": {}, "labels": {"range": [0, 2**60, 1], "name": None}, "names": []},
        "at most 1000000 labels",
    ),
    "model frame": (
        "model", ("fit", "model"),
        {"columns": {"range": [0, 0, 1], "name": None}, "values": [],
         "index": {"range": [0, 2**60, 1], "name": None}}, "at most 1000000 labels",
    ),
    "text type": (
        "model", ("fit", "call", "data", "columns", "x"),
        {"array": {"type": "<U9999", "values": ["a"] * 4}, "dim": [5]}, "as many values",
    ),
    "argument": ("model", ("fit", "call", "arguments"), [["eval", 1]], "an argument of multinom"),
    "time zone": (
        "model", ("fit", "call", "data", "columns", "x"),
        {"column": {"type": "datetime64[ns, ../../../etc/passwd]", "values": [1]}}, "of a type",
    ),
    "formula": ("network", ("fit", "terms", "formula"), "y ~ (", "~"),
    "code": (
        "network", ("fit", "terms", "variables"), ["y", "__import__('os')", "n"], "unexpected",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
def test_claims_are_held_against_the_text(name, texts):
    """Before memory is asked for; the message says what is wrong."""
    kind, place, to, words = CLAIMS[name]
    text = changed(texts[kind], *place, to=to)
    tracemalloc.start()
    try:
        with pytest.raises(PynnetError, match=words) as refusal:
            from_json(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refusal.value.__cause__ is None
    assert peak < 50 * 2**20


def test_every_member_of_another_type_is_refused_or_read(texts):
    """Each in turn becomes each kind of value: nothing but errors of the package."""
    for text in texts.values():
        for place in _places(json.loads(text)):
            for to in (None, True, -1, 1.5, "x", [], {}, [[]], [None], {"number": "NaN"}):
                found = outcome(changed(text, *place, to=to))
                assert found.startswith("{") or found.isidentifier(), (place, to, found)


def _places(value, place=()):
    """Places of all members, of long lists of the first two."""
    if isinstance(value, dict):
        inner = value.items()
    else:
        inner = list(enumerate(value[:2])) if isinstance(value, list) else []
    for name, member in inner:
        yield (*place, name)
        yield from _places(member, (*place, name))


def test_members_that_are_missing_are_named(texts):
    """Each in turn."""
    for text in texts.values():
        document = json.loads(text)
        del document["sha256"]
        for name in document["fit"]:
            other = copy.deepcopy(document)
            del other["fit"][name]
            with pytest.raises(DataError, match=f"'{name}' of the fit is missing"):
                from_json(json.dumps(other))


def test_recursion_limit_of_others_is_no_matter(texts):
    """Near the end of the stack there is an error of the package, or Python's own."""

    def deeper(levels):
        return deeper(levels - 1) if levels else from_json(texts["model"])

    frames = sys.getrecursionlimit() - 300
    with pytest.raises((PynnetError, RecursionError)):
        deeper(frames + 280)
