"""Arithmetic that rounds as R's.

May import: _ground.
Other rooms import only what is named here.
"""

from .arithmetic import add_rows, exp, log, logistic, quiet, running_total
from .normal import normal_quantile
from .powers import powers
from .qr import decompose, matrix_rank, orthogonalised
from .statistics import column_mean, mean, median, quantile, quantile_of_type, total, variance

__all__ = [
    "add_rows",
    "column_mean",
    "decompose",
    "exp",
    "log",
    "logistic",
    "matrix_rank",
    "mean",
    "median",
    "normal_quantile",
    "orthogonalised",
    "powers",
    "quantile",
    "quantile_of_type",
    "quiet",
    "running_total",
    "total",
    "variance",
]
