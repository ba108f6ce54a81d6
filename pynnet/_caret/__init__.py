"""What caret adds to nnet: resampling, confusion matrices, preprocessing, averaged networks, train.

May import: _tuning, _multinom, _nnet, _formula, _network, _data, _random, _printing, _numerics,
_ground.
Other rooms import only what is named here.
"""

from .averaging import AvNNet, avnnet
from .component_network import PCANNet, pcannet
from .confusion import ConfusionMatrix, confusion_matrix
from .preprocessing import PreProcess, preprocess
from .resampling import create_data_partition, create_folds, create_multi_folds, create_resample
from .training.control import TrainControl, train_control
from .training.result import Train
from .training.train import train

__all__ = [
    "AvNNet",
    "ConfusionMatrix",
    "PCANNet",
    "PreProcess",
    "Train",
    "TrainControl",
    "avnnet",
    "confusion_matrix",
    "create_data_partition",
    "create_folds",
    "create_multi_folds",
    "create_resample",
    "pcannet",
    "preprocess",
    "train",
    "train_control",
]
