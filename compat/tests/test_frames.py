"""Frames of other packages give what those of pandas give."""

from __future__ import annotations

import importlib

import pytest

from tests.support import interop


@pytest.mark.interop
def test_frames_of_any_kind_give_the_same(seed: int) -> None:
    """Numbers, names, words of errors and warnings; rows in the kind that was passed."""
    for package in ("narwhals", "polars", "pyarrow"):
        interop(package)
    print(f"python -m compat.fuzz.frames 240 {seed}")
    counts, faults = importlib.import_module("compat.fuzz.frames").try_frames(240, seed)
    assert faults == []
    assert counts["result"] > 60
    assert counts["error"] > 20
