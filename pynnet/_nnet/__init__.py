"""nnet(): from arguments to a fitted network.

May import: _formula, _network, _data, _random, _printing, _numerics, _ground.
Other rooms import only what is named here.
"""

from .arguments import data_of, one_of, response_of
from .classes.choosing import class_ind, first_largest, largest_columns, max_col, which_is_max
from .classes.labels import ClassLabels, class_labels, restored
from .covariance import WeightCovariance, weight_covariance
from .fit_warnings import unconverged_as, warn_if_not_converged
from .fitted import FittedNetwork, not_stored
from .nnet import nnet, nnet_arguments
from .nnet_hess import nnet_hess
from .options import Options, option_names
from .prediction import choose_classes, labelled_frame, match_type, new_matrix, pad, second_level
from .response import (
    Response,
    array_values,
    as_is_codes,
    factor_response,
    numeric_response,
    response_values,
    used_levels,
)
from .result import NNet
from .starts import fit_from
from .summary import SummaryNNet, augmented
from .training import fit_network, train, train_network
from .training_data import (
    FittedRows,
    TrainingData,
    case_weights,
    check_design,
    check_numbers,
    check_weights,
)
from .weights import decay_vector, free_weights, given_weights, network_for, start_weights

__all__ = [
    "ClassLabels",
    "FittedNetwork",
    "FittedRows",
    "NNet",
    "Options",
    "Response",
    "SummaryNNet",
    "TrainingData",
    "WeightCovariance",
    "array_values",
    "as_is_codes",
    "augmented",
    "case_weights",
    "check_design",
    "check_numbers",
    "check_weights",
    "choose_classes",
    "class_ind",
    "class_labels",
    "data_of",
    "decay_vector",
    "factor_response",
    "first_largest",
    "fit_from",
    "fit_network",
    "free_weights",
    "given_weights",
    "labelled_frame",
    "largest_columns",
    "match_type",
    "max_col",
    "network_for",
    "new_matrix",
    "nnet",
    "nnet_arguments",
    "nnet_hess",
    "not_stored",
    "numeric_response",
    "one_of",
    "option_names",
    "pad",
    "response_of",
    "response_values",
    "restored",
    "second_level",
    "start_weights",
    "train",
    "train_network",
    "unconverged_as",
    "used_levels",
    "warn_if_not_converged",
    "weight_covariance",
    "which_is_max",
]
