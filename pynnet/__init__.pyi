"""The same names, for those who read types before anything runs."""

from pynnet._data import load_iris
from pynnet._explain import garson, lek_profile, olden
from pynnet._export import from_json
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
    multinom_hess,
    pool,
)
from pynnet._network import engine, r_bfgs
from pynnet._nnet import (
    NNet,
    SummaryNNet,
    class_ind,
    max_col,
    nnet,
    nnet_hess,
    which_is_max,
)
from pynnet._printing import Table, options, show
from pynnet._random import RRandom, rnorm, runif, sample, set_seed
from pynnet._rfiles import Validation, load_rdata, read_rds, validate, write_rds
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
from pynnet._verbs import Scaling, scale, scaling

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
    "Scaling",
    "SingleTerms",
    "StepPath",
    "SummaryMultinom",
    "SummaryNNet",
    "SummaryTune",
    "Table",
    "Tune",
    "TuneControl",
    "UnknownArgumentError",
    "Validation",
    "WorkerError",
    "best_nnet",
    "best_tune",
    "class_ind",
    "engine",
    "from_json",
    "garson",
    "lek_profile",
    "load_iris",
    "load_rdata",
    "max_col",
    "model_frame",
    "model_matrix",
    "multinom",
    "multinom_hess",
    "nnet",
    "nnet_hess",
    "olden",
    "options",
    "pool",
    "r_bfgs",
    "read_rds",
    "rnorm",
    "runif",
    "sample",
    "scale",
    "scaling",
    "set_seed",
    "show",
    "tune",
    "tune_control",
    "tune_nnet",
    "update_formula",
    "validate",
    "which_is_max",
    "write_rds",
]

__version__: str
