"""What is known of scikit-learn's functions, by name: which is better, and what they judge.

scikit-learn is not imported: a function says by its module and name which it is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Literal

__all__ = ["known_direction"]

_GREATER = {
    "accuracy_score", "adjusted_mutual_info_score", "adjusted_rand_score",
    "balanced_accuracy_score", "cohen_kappa_score", "completeness_score", "d2_absolute_error_score",
    "d2_pinball_score", "d2_tweedie_score", "explained_variance_score", "f1_score", "fbeta_score",
    "fowlkes_mallows_score", "homogeneity_score", "jaccard_score", "matthews_corrcoef",
    "mutual_info_score", "normalized_mutual_info_score", "precision_score", "r2_score",
    "rand_score", "recall_score", "v_measure_score",
}  # fmt: skip
_LESS = {
    "hamming_loss", "max_error", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_gamma_deviance", "mean_pinball_loss", "mean_poisson_deviance", "mean_squared_error",
    "mean_squared_log_error", "mean_tweedie_deviance", "median_absolute_error",
    "root_mean_squared_error", "root_mean_squared_log_error", "zero_one_loss",
}  # fmt: skip

Direction = Literal["greater", "less", "probabilities"]


def known_direction(function: Callable[..., Any]) -> Direction | None:
    """Whether more or less of one of scikit-learn's functions is better.

    "probabilities" is one that judges these, or scores of classes, or that is not known; None is no
    function of scikit-learn.
    """
    while isinstance(function, functools.partial):
        function = function.func
    if str(getattr(function, "__module__", "")).partition(".")[0] != "sklearn":
        return None
    name = getattr(function, "__name__", "")
    if name in _GREATER:
        return "greater"
    return "less" if name in _LESS else "probabilities"
