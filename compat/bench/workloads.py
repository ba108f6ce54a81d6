"""The calls that the benchmark times, and their data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..cases import Json, read_data

__all__ = ["GROWTH", "LARGE", "PEERS", "WORKLOADS", "Workload", "export", "with_factor"]


@dataclass(frozen=True, slots=True)
class Workload:
    """A call of `nnet` on a frame.

    Attributes
    ----------
    title : str
        What the tables call it.
    frame : callable
        Makes the data.
    formula : str
        The model.
    args : dict
        Further arguments, R's names.
    """

    title: str
    frame: Callable[[], pd.DataFrame]
    formula: str
    args: dict[str, Any] = field(default_factory=dict)

    def but(self, **args: Any) -> Workload:
        """The same call with other arguments."""
        return Workload(self.title, self.frame, self.formula, {**self.args, **args})


def _scaled(name: str, response: str) -> Callable[[], pd.DataFrame]:
    """A recorded data set with its inputs scaled to [0, 1]."""

    def frame() -> pd.DataFrame:
        data = read_data(name)
        inputs = data.drop(columns=response).astype(float)
        inputs = (inputs - inputs.min()) / (inputs.max() - inputs.min())
        return inputs.assign(**{response: data[response]})

    return frame


def _synthetic(rows: int, inputs: int, *, classes: bool = False) -> Callable[[], pd.DataFrame]:
    """Inputs that fill the unit cube, and a noisy smooth response or its sign."""

    def frame() -> pd.DataFrame:
        generator = np.random.default_rng(rows + inputs)
        x = generator.random((rows, inputs))
        y = 4 * (x[:, 0] - 0.5) * (x[:, 1] - 0.5) + x[:, 2] / 2 + (generator.random(rows) - 0.5) / 5
        data = pd.DataFrame(x, columns=[f"x{i + 1}" for i in range(inputs)])
        return data.assign(y=pd.Categorical(np.where(y > 0.25, "yes", "no")) if classes else y)

    return frame


def _regression(rows: int, inputs: int, units: int, maxit: int) -> Workload:
    args = {"size": units, "linout": True, "decay": 1e-3, "maxit": maxit, "MaxNWts": 10_000}
    title = f"{rows:,} × {inputs} × {units}"
    return Workload(title, _synthetic(rows, inputs), "y ~ .", args)


_IRIS = partial(read_data, "iris"), "Species ~ ."
_SMALL = {"decay": 5e-4, "rang": 0.1}
_BOSTON = _scaled("Boston", "medv"), "medv ~ ."
_FGL = _scaled("fgl", "type"), "type ~ ."
_PIMA = _scaled("Pima", "type"), "type ~ ."

WORKLOADS = {
    "iris-2": Workload("iris, 2 units", *_IRIS, {**_SMALL, "size": 2, "maxit": 1000}),
    "iris-10": Workload("iris, 10 units", *_IRIS, {**_SMALL, "size": 10, "maxit": 500}),
    "rock": Workload(
        "rock, skip layer",
        partial(read_data, "rock"),
        "log(perm) ~ area1 + peri1 + shape",
        {"size": 3, "skip": True, "linout": True, "decay": 1e-3, "maxit": 1000},
    ),
    "boston-10": Workload(
        "Boston, 10 units", *_BOSTON, {"size": 10, "linout": True, "decay": 0.01, "maxit": 200}
    ),
    "boston-30": Workload(
        "Boston, 30 units", *_BOSTON, {"size": 30, "linout": True, "decay": 0.01, "maxit": 500}
    ),
    "fgl": Workload("fgl, softmax", *_FGL, {"size": 6, "decay": 1e-3, "maxit": 500}),
    "pima": Workload("Pima, entropy", *_PIMA, {"size": 4, "decay": 0.01, "maxit": 500}),
    "entropy": Workload(
        "5,000 × 50 × 10, entropy",
        _synthetic(5000, 50, classes=True),
        "y ~ .",
        {"size": 10, "decay": 0.01, "maxit": 100},
    ),
    "large-20": _regression(20_000, 20, 20, maxit=50),
    "large-10": _regression(100_000, 10, 10, maxit=30),
}

LARGE = ("large-20", "large-10")

# How time grows: each list changes one number.
GROWTH = {
    "rows": {n: _regression(n, 10, 10, maxit=10) for n in (1000, 4000, 16_000, 64_000)},
    "inputs": {p: _regression(4000, p, 10, maxit=10) for p in (5, 10, 20, 40, 80)},
    "hidden units": {h: _regression(4000, 10, h, maxit=10) for h in (5, 10, 20, 40, 80)},
}

# Without decay all libraries minimise the same function.
PEERS = {
    "boston-10": WORKLOADS["boston-10"].but(decay=0),
    "fgl": WORKLOADS["fgl"].but(decay=0, maxit=100),
    "large-20": WORKLOADS["large-20"].but(decay=0),
}


def with_factor(name: str, response: str) -> Callable[[], pd.DataFrame]:
    """A data set whose response is a factor, whatever R has it as."""

    def frame() -> pd.DataFrame:
        data = read_data(name)
        return data.assign(**{response: data[response].astype(str).astype("category")})

    return frame


def export(workload: Workload, path: Path) -> Json:
    """Write the data as R and Python both read them; the request that describes the call."""
    frame = workload.frame()
    columns = []
    with path.open("wb") as file:
        for name, column in frame.items():
            levels = list(column.cat.categories) if column.dtype == "category" else None
            values = column.cat.codes.astype("i4") + 1 if levels else column.astype("f8")
            file.write(values.to_numpy().tobytes())
            columns.append({"name": name, "levels": levels})
    return {
        "path": str(path),
        "rows": len(frame),
        "columns": columns,
        "formula": workload.formula,
        "args": {**workload.args, "trace": False},
        "seed": 1,
    }
