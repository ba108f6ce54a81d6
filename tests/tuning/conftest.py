"""A fixture of the tests of searches: workers may take long to start."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _workers_may_start_slowly(monkeypatch):
    """Warn of no worker that is there, however long it takes to import what it needs."""
    monkeypatch.setattr("pynnet._tuning.execution.patience._START", 600.0)
