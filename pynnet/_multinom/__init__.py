"""multinom(): a model made of a network, and what it says.

May import: _nnet, _formula, _network, _data, _random, _printing, _numerics, _ground.
Other rooms import only what is named here.
"""

from .advice import unchecked
from .comparison_tables import FORMULA_WIDTH, Anova, SingleTerms, StepPath
from .effects.delta_method import logit_interval
from .effects.designs import design_of
from .effects.explanatory_variables import (
    ExplanatoryVariables,
    explanatory_variables,
    variables_in,
)
from .estimation import columns_to_fit
from .fitted import FittedCases, all_classes
from .inference import covariance_for
from .inference.confidence_intervals import ConfidenceIntervals
from .inference.summary import SummaryMultinom
from .likelihood import LogLik
from .matched_call import MatchedCall
from .multinom import multinom
from .multinom_hess import multinom_hess
from .pooling import pool
from .prediction import without_offset
from .result import Multinom
from .selection.refitting import fitted_to_same_rows

__all__ = [
    "Anova",
    "ConfidenceIntervals",
    "ExplanatoryVariables",
    "FORMULA_WIDTH",
    "FittedCases",
    "LogLik",
    "MatchedCall",
    "Multinom",
    "SingleTerms",
    "StepPath",
    "SummaryMultinom",
    "all_classes",
    "columns_to_fit",
    "covariance_for",
    "design_of",
    "explanatory_variables",
    "fitted_to_same_rows",
    "logit_interval",
    "multinom",
    "multinom_hess",
    "pool",
    "unchecked",
    "variables_in",
    "without_offset",
]
