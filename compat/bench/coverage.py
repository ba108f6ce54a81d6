"""How often bands for the outputs of a network cover the truth: a simulation.

    python -m compat.bench.coverage [--sets 200] [--repeats 100] [--workers 2]

Data are drawn from a known curve again and again, a network is fitted to each set, and the bands
of 95 % for the mean are compared with the curve at nine places. It prints the tables from which
docs/learned.md tells: the share of bands that cover, at all places and at the worst, the share of
places without a band, and how wide the others are in the mean.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pynnet import NNet, bootstrap_bands, nnet, prediction_bands

__all__ = ["main", "simulate"]

_PLACES = np.linspace(0.1, 0.9, 9)
_NOISE = 0.25
_ROWS = 60


def _truth(x: Any) -> Any:
    """The curve: up, down, and flat."""
    return np.sin(6 * x) * (1 - x)


def _bands(fit: NNet, x: Any, repeats: int, workers: int) -> dict[str, Callable[[], pd.DataFrame]]:
    """Each kind of band for the places."""
    new = _PLACES[:, None]
    again: dict[str, Any] = {"repeats": repeats, "seed": 1, "n_jobs": workers}
    return {
        "delta, posterior": lambda: prediction_bands(fit, new),
        "delta, sandwich": lambda: prediction_bands(fit, new, method="sandwich"),
        "bootstrap, from the fit": lambda: bootstrap_bands(fit, x, new, start="fit", **again),
        "bootstrap, random starts": lambda: bootstrap_bands(fit, x, new, **again),
    }


def simulate(decay: float, sets: int, repeats: int, workers: int = 1) -> pd.DataFrame:
    """Return how bands of each kind do."""
    found: dict[str, list[pd.DataFrame]] = {}
    for number in range(sets):
        random = np.random.default_rng(number)
        x = np.sort(random.uniform(size=_ROWS))[:, None]
        y = _truth(x[:, 0]) + random.normal(0, _NOISE, _ROWS)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # flat directions and stops are what is studied
            options: dict[str, Any] = {"linout": True, "maxit": 500, "trace": False}
            fit = nnet(x, y, size=4, decay=decay, Hess=True, seed=number, **options)
            for name, bands in _bands(fit, x, repeats, workers).items():
                found.setdefault(name, []).append(bands())
    return pd.DataFrame({name: _summary(bands) for name, bands in found.items()}).T


def _summary(bands: list[pd.DataFrame]) -> dict[str, float]:
    lower, upper = (np.array([band[end] for band in bands]) for end in ("lower", "upper"))
    covers = (lower <= _truth(_PLACES)) & (_truth(_PLACES) <= upper)
    there = np.isfinite(lower)
    at_places = covers.sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    return {
        "covered": covers.sum() / max(1, there.sum()),
        "at the worst place": at_places.min(),
        "no band": 1 - there.mean(),
        "mean width": float(np.nanmean(upper - lower)),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How often bands cover the truth.")
    parser.add_argument("--sets", type=int, default=200, help="sets of data (default 200)")
    parser.add_argument("--repeats", type=int, default=100, help="fits of a bootstrap")
    parser.add_argument("--workers", type=int, default=1, help="workers of the bootstrap")
    given = parser.parse_args()
    for decay in (0.0, 0.001, 0.01, 0.1):
        table = simulate(decay, given.sets, given.repeats, given.workers)
        print(f"decay {decay:g}")
        print(table.round(3).to_string())


if __name__ == "__main__":
    main()
