"""What tests of cases share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pynnet._random import global_stream


@pytest.fixture
def stream_put_back() -> Iterator[None]:
    """Cases draw from the global stream, as R's do: starts, folds, and classes that tie."""
    before = global_stream().state
    yield
    global_stream().state = before
