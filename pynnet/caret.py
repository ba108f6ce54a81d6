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
    VarImp,
    avnnet,
    confusion_matrix,
    create_data_partition,
    create_folds,
    create_multi_folds,
    create_resample,
    create_time_slices,
    group_k_fold,
    pcannet,
    preprocess,
    train,
    train_control,
    var_imp,
)

__all__ = [
    "AvNNet",
    "ConfusionMatrix",
    "PCANNet",
    "PreProcess",
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
    "group_k_fold",
    "pcannet",
    "preprocess",
    "train",
    "train_control",
    "var_imp",
]
