"""tune(), tune_nnet() and their short forms: the search for hyperparameters as users call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import pynnet
from pynnet._control import TuneControl, tune_control
from pynnet._errors import ArgumentError
from pynnet._grid import read_grid
from pynnet._nnet import data_of, nnet, one_of, response_of
from pynnet._options import Options
from pynnet._random import RRandom, as_stream
from pynnet._tune_nnet import Given, Manner, tune_networks
from pynnet._tune_result import Tune

__all__ = ["best_nnet", "best_tune", "tune", "tune_nnet"]


def tune(
    method: str | Callable[..., Any],
    formula_or_x: Any = None,
    data_or_y: Any = None,
    *,
    ranges: Mapping[str, Any] | None = None,
    control: TuneControl | None = None,
    predict_func: Callable[[Any, Any], Any] | None = None,
    validation_x: Any = None,
    validation_y: Any = None,
    restarts: int = 1,
    on_error: str = "raise",
    seed: int | RRandom | np.random.Generator | None = None,
    formula: str | None = None,
    data: Any = None,
    x: Any = None,
    y: Any = None,
    **fixed: Any,
) -> Tune:
    """Choose hyperparameters by resampling, as e1071's ``tune``."""
    first = one_of("formula_or_x", formula_or_x, formula=formula, x=x)
    if formula is not None or isinstance(first, str):
        given = Given(first, data_of(first, data_or_y, data, y), validation_x)
    else:
        validation = None if validation_x is None else (validation_x, validation_y)
        given = Given(first, response_of(data_or_y, data, y), validation)
    grid = read_grid(ranges)
    manner = Manner(
        control or tune_control(), restarts, on_error == "nan", True, as_stream(seed), None, 1
    )
    return tune_networks(given, grid, fixed, manner)


def tune_nnet(
    formula_or_x: Any = None,
    data_or_y: Any = None,
    *,
    size: Any = None,
    decay: Any = None,
    maxit: Any = None,
    control: TuneControl | None = None,
    **more: Any,
) -> Tune:
    """Choose."""
    ranges = {k: v for k, v in {"size": size, "decay": decay}.items() if v is not None}
    lists = {
        k: v
        for k, v in {"maxit": maxit, **more}.items()
        if isinstance(v, (list, tuple, range, np.ndarray)) and k in Options.__dataclass_fields__
    }
    more = {k: v for k, v in {"maxit": maxit, **more}.items() if k not in lists and v is not None}
    return tune(
        nnet,
        formula_or_x,
        data_or_y,
        ranges={**ranges, **lists} or None,
        control=control or tune_control(nrepeat=5),
        **more,
    )
