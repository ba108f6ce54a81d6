"""R's nnet in Python, to the last bit.

A room is entered when the first of its names is asked for: who fits a network waits for no search.
"""

import importlib as _importlib
from typing import Any as _Any

from pynnet._ground import VERSION as _VERSION

# What type checkers read stands in __init__.pyi; a test compares them.
_NAMES = {
    "_data": ["load_iris"],
    "_explain": [
        "bootstrap_bands",
        "garson",
        "lek_profile",
        "marginaleffects_model",
        "olden",
        "partial_dependence",
        "permutation_importance",
        "prediction_bands",
    ],
    "_export": ["from_json"],
    "_formula": ["model_frame", "model_matrix", "update_formula"],
    "_ground": [
        "ArgumentError",
        "DataError",
        "FitWarning",
        "FormulaError",
        "KernelError",
        "PynnetError",
        "RWarning",
        "UnknownArgumentError",
        "WorkerError",
    ],
    "_multinom": [
        "Anova",
        "ConfidenceIntervals",
        "LogLik",
        "Multinom",
        "SingleTerms",
        "StepPath",
        "SummaryMultinom",
        "multinom",
        "multinom_hess",
        "pool",
    ],
    "_network": ["engine", "r_bfgs"],
    "_nnet": [
        "NNet",
        "SummaryNNet",
        "class_ind",
        "max_col",
        "nnet",
        "nnet_hess",
        "which_is_max",
    ],
    "_printing": ["Table", "options", "show"],
    "_random": ["RRandom", "rnorm", "runif", "sample", "set_seed"],
    "_rfiles": ["Validation", "load_rdata", "read_rds", "validate", "write_rds"],
    "_tuning": [
        "Metric",
        "SummaryTune",
        "Tune",
        "TuneControl",
        "best_nnet",
        "best_tune",
        "tune",
        "tune_control",
        "tune_nnet",
    ],
    "_verbs": ["Scaling", "scale", "scaling"],
}
_ROOMS = {name: room for room, names in _NAMES.items() for name in names}

__all__ = sorted(_ROOMS)
__version__ = _VERSION


def __getattr__(name: str) -> _Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    thing = getattr(_importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
    globals()[name] = thing
    return thing


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
