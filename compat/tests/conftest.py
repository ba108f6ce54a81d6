"""What tests of cases share."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator

import pytest

from pynnet._random import global_stream


@pytest.fixture
def stream_put_back() -> Iterator[None]:
    """Cases draw from the global stream, as R's do: starts, folds, and classes that tie."""
    before = global_stream().state
    yield
    global_stream().state = before


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A fresh seed for random calls; in CI that of the commit, which passes twice or never.

    CI names the commit in PYNNET_TRIALS.
    """
    commit = os.environ.get("PYNNET_TRIALS")
    if commit is None:
        return secrets.randbelow(10**6)
    digest = hashlib.sha256(f"{commit} {request.node.name}".encode()).hexdigest()
    return int(digest, 16) % 10**6
