"""What caret adds to nnet: resampling, confusion matrices, preprocessing, averaged networks, train.

May import: _explain, _tuning, _multinom, _nnet, _formula, _network, _data, _random, _printing,
_numerics, _ground.
Other rooms import only what is named here.
"""

from .averaging import AvNNet, avnnet
from .columns.correlated import find_correlation
from .columns.dummy_variables import DummyVars, dummy_vars
from .columns.near_zero_variance import near_zero_var
from .comparing.differences import DiffResamples, SummaryDiffResamples
from .comparing.resamples import resamples
from .comparing.result import Resamples, SummaryResamples
from .component_network import PCANNet, pcannet
from .importance.var_imp import VarImp, var_imp
from .matrices.confusion import ConfusionMatrix, confusion_matrix
from .matrices.post_resample import post_resample
from .matrices.resampled import ResampledConfusionMatrix
from .preprocessing import PreProcess, preprocess
from .sampling.resampling import (
    create_data_partition,
    create_folds,
    create_multi_folds,
    create_resample,
)
from .sampling.slices import create_time_slices, group_k_fold
from .training.control import TrainControl, train_control
from .training.result import Train, plot_train
from .training.train import train

__all__ = [
    "AvNNet",
    "ConfusionMatrix",
    "DiffResamples",
    "DummyVars",
    "PCANNet",
    "PreProcess",
    "ResampledConfusionMatrix",
    "Resamples",
    "SummaryDiffResamples",
    "SummaryResamples",
    "Train",
    "TrainControl",
    "VarImp",
    "avnnet",
    "confusion_matrix",
    "create_data_partition",
    "create_folds",
    "create_multi_folds",
    "create_resample",
    "create_time_slices",
    "dummy_vars",
    "find_correlation",
    "group_k_fold",
    "near_zero_var",
    "pcannet",
    "plot_train",
    "post_resample",
    "preprocess",
    "resamples",
    "train",
    "train_control",
    "var_imp",
]
