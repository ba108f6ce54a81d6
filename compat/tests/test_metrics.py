"""Metrics against their formulas in live R."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pynnet._tuning.judging.metrics import find_metric, metric_names

from ..compare.live import ask_r, require_r


def _classes(rng: np.random.Generator, levels: int) -> tuple[Any, Any]:
    """Make probabilities, some of them exactly 0 or tied, and classes of which none is absent."""
    n = int(rng.integers(2 * levels, 60))
    truth = rng.permutation(np.arange(n) % levels)
    scores = rng.exponential(size=(n, levels)) * (rng.random((n, levels)) < 0.8) + 1e-300
    return truth, np.round(scores / scores.sum(axis=1, keepdims=True), int(rng.integers(1, 17)))


def _numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    truth = rng.normal(size=int(rng.integers(2, 60))) * 10.0 ** rng.integers(-3, 4)
    return truth, truth + rng.normal(size=len(truth))


def _hex(values: Any) -> list[str]:
    return [float(value).hex() for value in np.ravel(values, order="F")]


@pytest.mark.r
def test_metrics_are_what_their_formulas_give_in_r() -> None:
    """All bits, for two and more classes and for numbers."""
    require_r()
    rng = np.random.default_rng(1)
    cases = [("classes", _classes(rng, levels)) for levels in (2, 3, 5) for _ in range(40)]
    cases += [("numbers", _numbers(rng)) for _ in range(80)]
    requests = [
        {
            "kind": kind,
            "truth": truth.tolist() if kind == "classes" else _hex(truth),
            "predicted": _hex(predicted),
        }
        for kind, (truth, predicted) in cases
    ]
    answers = ask_r("compare/metrics.R", requests)
    for (kind, (truth, predicted)), answer in zip(cases, answers, strict=True):
        is_class = kind == "classes"
        assert set(answer) == set(metric_names(is_class=is_class)) - {"error"}
        for name, value in answer.items():
            ours = find_metric(name, is_class=is_class)(truth, predicted)
            assert ours.hex() == float.fromhex(value).hex(), (name, truth, predicted)
