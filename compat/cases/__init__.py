"""The cases: calls that R and pynnet both run; reading them, and running one in Python."""

from .arguments import following
from .caret import answer_caret, run_caret
from .data import data_from, read_data
from .describing import capture
from .multinom import answer_multinom, fit_multinom, run_multinom
from .nnet import answer_nnet, fit_nnet, run_nnet
from .reading import Case, Json, load_cases
from .tune import run_tune

__all__ = [
    "Case",
    "Json",
    "answer_caret",
    "answer_multinom",
    "answer_nnet",
    "capture",
    "data_from",
    "fit_multinom",
    "fit_nnet",
    "following",
    "load_cases",
    "read_data",
    "run_caret",
    "run_multinom",
    "run_nnet",
    "run_tune",
]
