"""Arithmetic that rounds as R's.

May import: _ground.
Other rooms import only what is named here.
"""

from .arithmetic import add_rows, exp, log, logistic, quiet, running_total
from .columns import column_counts, column_range
from .normal import normal_quantile
from .powers import powers
from .qr import decompose, matrix_rank, orthogonalised, surely_independent
from .statistics import column_mean, mean, median, quantile, quantile_of_type, total, variance

__all__ = [
    "add_rows",
    "column_counts",
    "column_mean",
    "column_range",
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
    "surely_independent",
    "total",
    "variance",
]
