"""multinom(): a model made of a network, and what it says.

May import: _nnet, _formula, _network, _data, _random, _printing, _numerics, _ground.
Other rooms import only what is named here.
"""

from .advice import unchecked
from .comparison_tables import Anova, SingleTerms, StepPath
from .effects.delta_method import logit_interval
from .fitted import FittedCases
from .inference.confidence_intervals import ConfidenceIntervals
from .inference.summary import SummaryMultinom
from .likelihood import LogLik
from .matched_call import MatchedCall
from .multinom import multinom
from .multinom_hess import multinom_hess
from .result import Multinom

__all__ = [
    "Anova",
    "ConfidenceIntervals",
    "FittedCases",
    "LogLik",
    "MatchedCall",
    "Multinom",
    "SingleTerms",
    "StepPath",
    "SummaryMultinom",
    "logit_interval",
    "multinom",
    "multinom_hess",
    "unchecked",
]
