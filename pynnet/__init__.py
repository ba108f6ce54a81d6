"""R's nnet in Python, to the last bit."""

import inspect as _inspect
import types as _types

from pynnet._data import load_iris
from pynnet._errors import (
    ArgumentError,
    DataError,
    FitWarning,
    FormulaError,
    KernelError,
    PynnetError,
    RWarning,
    UnknownArgumentError,
    WorkerError,
)
from pynnet._formula import model_frame, model_matrix, update_formula
from pynnet._multinom import (
    Anova,
    ConfidenceIntervals,
    LogLik,
    Multinom,
    SingleTerms,
    StepPath,
    SummaryMultinom,
    multinom,
)
from pynnet._network import engine, r_bfgs
from pynnet._nnet import NNet, SummaryNNet, class_ind, nnet, nnet_hess, which_is_max
from pynnet._random import RRandom, rnorm, runif, sample, set_seed
from pynnet._tuning import (
    Metric,
    SummaryTune,
    Tune,
    TuneControl,
    best_nnet,
    best_tune,
    tune,
    tune_control,
    tune_nnet,
)

__all__ = [
    "Anova",
    "ArgumentError",
    "ConfidenceIntervals",
    "DataError",
    "FitWarning",
    "FormulaError",
    "KernelError",
    "LogLik",
    "Metric",
    "Multinom",
    "NNet",
    "PynnetError",
    "RRandom",
    "RWarning",
    "SingleTerms",
    "StepPath",
    "SummaryMultinom",
    "SummaryNNet",
    "SummaryTune",
    "Tune",
    "TuneControl",
    "UnknownArgumentError",
    "WorkerError",
    "best_nnet",
    "best_tune",
    "class_ind",
    "engine",
    "load_iris",
    "model_frame",
    "model_matrix",
    "multinom",
    "nnet",
    "nnet_hess",
    "r_bfgs",
    "rnorm",
    "runif",
    "sample",
    "set_seed",
    "tune",
    "tune_control",
    "tune_nnet",
    "update_formula",
    "which_is_max",
]

__version__ = "0.1.0.dev0"


def _name_publicly(public: type | _types.FunctionType) -> None:
    """Have a class or a function say that it is of this module, and the methods of a class too.

    Pickles name the module: they can still be read when the code has moved. The methods follow
    because doctest finds their examples only where those of their class are.
    """
    home = public.__module__
    things = [public]
    if isinstance(public, type):
        things += vars(public).values()
        # Annotations that are text mean something in their own module only.
        public.__annotations__ = _inspect.get_annotations(public, eval_str=True)
    for thing in things:
        function = getattr(thing, "__func__", thing)  # of a class method or a static one
        if getattr(function, "__module__", None) == home:
            function.__module__ = __name__


for _name in __all__:
    _name_publicly(globals()[_name])
