"""caret's functions around networks, under caret's names: ``from pynnet.caret import *``.

Positions of rows count from 0 here, one less than in R.
"""

from pynnet._caret import (
    AvNNet,
    ConfusionMatrix,
    PCANNet,
    PreProcess,
    Train,
    TrainControl,
    avnnet,
    confusion_matrix,
    create_data_partition,
    create_folds,
    create_multi_folds,
    create_resample,
    pcannet,
    preprocess,
    train,
    train_control,
)

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
