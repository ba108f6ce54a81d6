"""The cases: calls that R and pynnet both run; reading them, and running one in Python."""

from .data import read_data
from .multinom import fit_multinom, run_multinom
from .nnet import run_nnet
from .reading import Case, Json, load_cases
from .tune import run_tune

__all__ = [
    "Case",
    "Json",
    "fit_multinom",
    "load_cases",
    "read_data",
    "run_multinom",
    "run_nnet",
    "run_tune",
]
