"""The same names, for those who read types before anything runs."""

from pynnet._data import load_iris
from pynnet._formula import model_frame, model_matrix, update_formula
from pynnet._ground import (
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
from pynnet._printing import Table, options, show
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
    "Table",
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
    "options",
    "r_bfgs",
    "rnorm",
    "runif",
    "sample",
    "set_seed",
    "show",
    "tune",
    "tune_control",
    "tune_nnet",
    "update_formula",
    "which_is_max",
]

__version__: str
