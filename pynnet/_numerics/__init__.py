"""Arithmetic that rounds as R's.

May import: _ground.
Other rooms import only what is named here.
"""

from .arithmetic import add_rows, exp, log, logistic, quiet, running_total
from .beta import beta, choose, log_beta, log_choose
from .columns import column_counts, column_range
from .gamma import HALF_LOG_2PI, gamma, log_gamma
from .normal import half_width, normal_point, normal_quantile
from .normal_tails import ROOT_2PI_INVERSE, log_normal_tails, normal_tails
from .p_values import P_ADJUSTMENTS, adjusted_p_values
from .powers import powers
from .qr import decompose, matrix_rank, orthogonalised, surely_independent
from .singular import LAPACK_VERSIONS, MOST_SINGULAR_VALUES, right_singular_vectors
from .statistics import column_mean, mean, median, quantile, quantile_of_type, total, variance

__all__ = [
    "HALF_LOG_2PI",
    "LAPACK_VERSIONS",
    "MOST_SINGULAR_VALUES",
    "P_ADJUSTMENTS",
    "ROOT_2PI_INVERSE",
    "add_rows",
    "adjusted_p_values",
    "beta",
    "choose",
    "column_counts",
    "column_mean",
    "column_range",
    "decompose",
    "exp",
    "gamma",
    "half_width",
    "log",
    "log_beta",
    "log_choose",
    "log_gamma",
    "log_normal_tails",
    "logistic",
    "matrix_rank",
    "mean",
    "median",
    "normal_point",
    "normal_quantile",
    "normal_tails",
    "orthogonalised",
    "powers",
    "quantile",
    "quantile_of_type",
    "quiet",
    "right_singular_vectors",
    "running_total",
    "surely_independent",
    "total",
    "variance",
]
