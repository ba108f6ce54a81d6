"""nnet(): from arguments to a fitted network.

May import: _formula, _network, _data, _random, _printing, _numerics.
Other rooms import only what is named here.
"""

from .classes import class_ind, leaders, max_col, which_is_max
from .fit_warnings import advise_of_end
from .fitted import FittedNetwork, Frame
from .nnet import data_of, nnet, nnet_arguments, one_of, refuse_unknown, response_of
from .nnet_hess import nnet_hess
from .options import Options
from .prediction import choose_classes, match_type, new_matrix, pad, second_level
from .response import Response, factor_response, used_levels
from .result import NNet
from .summary import SummaryNNet
from .training import start_weights, train, trained
from .training_data import (
    Problem,
    array_problem,
    array_values,
    check_design,
    check_numbers,
    check_weights,
    decay_vector,
    free_weights,
    given_weights,
    network_for,
    problem_of,
    response_values,
)

__all__ = [
    "FittedNetwork",
    "Frame",
    "NNet",
    "Options",
    "Problem",
    "Response",
    "SummaryNNet",
    "advise_of_end",
    "array_problem",
    "array_values",
    "check_design",
    "check_numbers",
    "check_weights",
    "choose_classes",
    "class_ind",
    "data_of",
    "decay_vector",
    "factor_response",
    "free_weights",
    "given_weights",
    "leaders",
    "match_type",
    "max_col",
    "network_for",
    "new_matrix",
    "nnet",
    "nnet_arguments",
    "nnet_hess",
    "one_of",
    "pad",
    "problem_of",
    "refuse_unknown",
    "response_of",
    "response_values",
    "second_level",
    "start_weights",
    "train",
    "trained",
    "used_levels",
    "which_is_max",
]
