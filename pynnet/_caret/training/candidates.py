"""What train() can fit: the settings of each method, their order, fit and prediction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, FloatArray, array_if_any, is_flag, is_number, shown
from pynnet._multinom import multinom
from pynnet._nnet import nnet
from pynnet._random import RRandom, Stream

from ..averaging import avnnet
from ..component_network import pcannet
from .trials import (
    AveragedTrial,
    ComponentTrial,
    MultinomTrial,
    NetworkTrial,
    Trial,
)

__all__ = ["Candidate", "OUTCOME", "candidate", "settings_of"]

OUTCOME = ".outcome"
_FORMULA = f"{OUTCOME} ~ ."
_LARGEST_DRAWN = 20  # units, of settings that are drawn


@dataclass(frozen=True, slots=True)
class Candidate:
    """A method of train().

    Attributes
    ----------
    label : str
        What is printed.
    parameters : tuple of str
        The parameters that are tuned.
    regression : bool
        Whether it fits numbers, too.
    fit : callable
        ``fit(x, y, weights, setting, stream, options)``.
    probabilities : str
        The type of prediction that gives them.
    arguments : tuple of str
        Arguments of its own, beside those of nnet().
    trial : type of Trial or None
        Fits without a model, see there; None if there is none.
    """

    label: str
    parameters: tuple[str, ...]
    regression: bool
    fit: Callable[..., Any]
    probabilities: str
    arguments: tuple[str, ...] = ()
    trial: type[Trial] | None = None

    def grid(self, length: int) -> list[dict[str, Any]]:
        """The settings that are tried if none are named, caret's for a length of the grid."""
        powers = np.linspace(-1.0, -4.0, length - 1).tolist() if length > 1 else []
        choices: dict[str, list[Any]] = {
            "size": [2 * k - 1 for k in range(1, length + 1)],
            "decay": [0.0, *(10.0**power for power in powers)],
            "bag": [False],
        }
        used = [choices[name] for name in reversed(self.parameters)]
        return [
            dict(zip(self.parameters, reversed(values), strict=True)) for values in product(*used)
        ]

    def drawn(self, length: int, stream: Stream) -> list[dict[str, Any]]:
        """As many settings that are drawn: all sizes, then all decays, then all of bagging."""
        ways: dict[str, Callable[[], Any]] = {
            "size": lambda: stream.sample(_LARGEST_DRAWN, length, replace=True),
            "decay": lambda: [10.0**power for power in stream.runif(length, -5.0, 1.0).tolist()],
            "bag": lambda: stream.sample(2, length, replace=True) == 1,
        }
        drawn = [np.asarray(ways[name]()).tolist() for name in self.parameters]
        return [
            dict(zip(self.parameters, values, strict=True)) for values in zip(*drawn, strict=True)
        ]

    def complexity(self, settings: pd.DataFrame) -> list[int]:
        """Positions of settings from the simplest: few units, then much decay, then no bagging."""

        def key(k: int) -> tuple[float, ...]:
            row = settings.iloc[k]
            size, bag = (float(row[name]) if name in settings else 0.0 for name in ("size", "bag"))
            return size, -float(row["decay"]), bag

        return sorted(range(len(settings)), key=key)

    def predict(
        self, model: Any, x: pd.DataFrame, lev: tuple[str, ...] | None, stream: RRandom
    ) -> Any:
        """Codes of classes, or numbers."""
        if lev is None:
            return np.asarray(model.predict(x), dtype=float).reshape(-1)
        how = {} if self.label.startswith("Model Averaged") else {"seed": stream}
        said = model.predict(x, type="class", **how)
        texts = [None if pd.isna(c) else str(c) for c in np.asarray(said, dtype=object)]
        return pd.Categorical(texts, categories=list(lev)).codes

    def chances(self, model: Any, x: pd.DataFrame, lev: tuple[str, ...]) -> FloatArray:
        """Probabilities of the classes, a column for each."""
        said = model.predict(x, type=self.probabilities)
        values = np.asarray(said, dtype=float)
        if values.ndim == 1:
            values = np.column_stack([1 - values, values])
        names = list(said.columns) if isinstance(said, pd.DataFrame) else list(lev)
        found = np.full((len(x), len(lev)), np.nan)
        if len(names) > values.shape[1]:  # two of more classes occur: caret has none then
            return found
        for k, name in enumerate(map(str, names)):
            found[:, lev.index(name)] = values[:, k]
        return found


def candidate(method: Any) -> Candidate:
    """The method of a name."""
    if isinstance(method, str) and method in _CANDIDATES:
        return _CANDIDATES[method]
    raise ArgumentError(
        f"Model {method if isinstance(method, str) else shown(method)} is not in caret's built-in "
        f"library: offered here are {', '.join(_CANDIDATES)}. Any function that fits goes through "
        "pynnet.tune()."
    )


def _framed(x: pd.DataFrame, y: Any) -> pd.DataFrame:
    frame = x.copy()
    frame[OUTCOME] = y
    return frame


def _nnet(
    x: pd.DataFrame,
    y: Any,
    weights: Any,
    setting: Mapping[str, Any],
    stream: RRandom,
    options: Mapping[str, Any],
) -> Any:
    return nnet(_FORMULA, _framed(x, y), weights, seed=stream, **setting, **options)


def _multinom(
    x: pd.DataFrame,
    y: Any,
    weights: Any,
    setting: Mapping[str, Any],
    stream: RRandom,
    options: Mapping[str, Any],
) -> Any:
    del stream  # it begins at zero
    return multinom(_FORMULA, _framed(x, y), weights, **setting, **options)


def _avnnet(
    x: pd.DataFrame,
    y: Any,
    weights: Any,
    setting: Mapping[str, Any],
    stream: RRandom,
    options: Mapping[str, Any],
) -> Any:
    return avnnet(x, y, weights, seed=stream, **setting, **options)


def _pcannet(
    x: pd.DataFrame,
    y: Any,
    weights: Any,
    setting: Mapping[str, Any],
    stream: RRandom,
    options: Mapping[str, Any],
) -> Any:
    return pcannet(x, y, weights, seed=stream, **setting, **options)


_CANDIDATES = {
    "nnet": Candidate("Neural Network", ("size", "decay"), True, _nnet, "raw", (), NetworkTrial),
    "multinom": Candidate(
        "Penalized Multinomial Regression",
        ("decay",),
        False,
        _multinom,
        "probs",
        (),
        MultinomTrial,
    ),
    "avNNet": Candidate(
        "Model Averaged Neural Network",
        ("size", "decay", "bag"),
        True,
        _avnnet,
        "prob",
        ("repeats", "all_seeds"),
        AveragedTrial,
    ),
    "pcaNNet": Candidate(
        "Neural Networks with Feature Extraction",
        ("size", "decay"),
        True,
        _pcannet,
        "prob",
        ("thresh",),
        ComponentTrial,
    ),
}


def settings_of(kind: Candidate, tune_grid: Any, tune_length: int) -> list[dict[str, Any]]:
    """The settings in the order in which they are given, a dict for each."""
    if tune_grid is None:
        return kind.grid(tune_length)
    names, rows = _grid(tune_grid)
    if sorted(names) != sorted(kind.parameters):
        raise ArgumentError(
            "The tuning parameter grid should have columns "
            f"{', '.join(kind.parameters)}: got {', '.join(names) or 'none'}."
        )
    if not rows:
        raise ArgumentError("invalid 'tune_grid': it has no settings. Pass one row or more.")
    for name, value in (pair for row in rows for pair in zip(names, row, strict=True)):
        if not ((is_number(value) or is_flag(value)) and -np.inf < value < np.inf):
            raise ArgumentError(
                f"invalid 'tune_grid': got {name}={shown(value)}. Pass finite numbers."
            )
    repeated = next((row for row, times in Counter(rows).items() if times > 1), None)
    if repeated is not None:
        raise ArgumentError(
            f"invalid 'tune_grid': {shown(dict(zip(names, repeated, strict=True)))} stands in it "
            "more than once. Pass each setting once."
        )
    return [dict(zip(names, row, strict=True)) for row in rows]


def _grid(tune_grid: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of parameters and rows of settings: all combinations of a mapping's values."""
    if isinstance(tune_grid, Mapping):
        levels = [_levels(values) for values in tune_grid.values()]
        rows = [row[::-1] for row in product(*reversed(levels))] if levels else []
        return [str(name) for name in tune_grid], rows
    if isinstance(tune_grid, pd.DataFrame):
        rows = list(tune_grid.astype(object).itertuples(index=False, name=None))
        return [str(name) for name in tune_grid], rows
    if isinstance(tune_grid, (list, tuple)) and all(isinstance(s, Mapping) for s in tune_grid):
        names = list(tune_grid[0]) if tune_grid else []
        odd = [setting for setting in tune_grid if set(setting) != set(names)]
        if odd:
            raise ArgumentError(
                f"invalid 'tune_grid': got {shown(odd[0])} beside {shown(tune_grid[0])}. Pass the "
                "same parameters in each setting."
            )
        return [str(n) for n in names], [tuple(s[n] for n in names) for s in tune_grid]
    raise ArgumentError(
        f"invalid 'tune_grid': got {shown(tune_grid)}. Pass a DataFrame, a mapping of parameters "
        "to values, or a list of mappings."
    )


def _levels(values: Any) -> list[Any]:
    """The values of a parameter: one, or several; what are no numbers is left as it is."""
    array = array_if_any(values)
    if array.dtype.kind in "biuf":
        return list(array.ravel().tolist())
    return list(values) if isinstance(values, (list, tuple)) else [values]
