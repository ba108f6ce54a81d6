"""The kinds of cases that the report is about, and the quantities of its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..cases import Case, Json, run_multinom, run_nnet
from .fields import Field
from .multinom import compare_multinom
from .nnet import compare_nnet
from .recordings import RECORDED
from .tolerances import TOLERANCES

__all__ = ["MODELS", "NETWORKS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of cases: how they are run, compared and summed up.

    Attributes
    ----------
    name : str
        That of the function; recordings, cases and tolerances go by it.
    title : str
        What is fitted.
    run : callable
        Runs a case in Python.
    compare : callable
        Compares two results of a case.
    quantities : dict
        Columns of the table of cases, and a pattern of the fields each one sums up.
    measure : str
        What a difference is relative to.
    """

    name: str
    title: str
    run: Callable[[str], Json]
    compare: Callable[[Case, Json, Json], list[Field]]
    quantities: Mapping[str, str]
    measure: str

    @property
    def recorded(self) -> Path:
        """Where the recordings are."""
        return RECORDED / self.name

    @property
    def tolerances(self) -> Mapping[str, tuple[float, str]]:
        """By column, the tolerance and its reason."""
        return TOLERANCES[self.name]


NETWORKS = Kind(
    "nnet",
    "Networks",
    run_nnet,
    compare_nnet,
    {
        "weights": r"fit\.(wts|value|convergence|decay)",
        "fitted": r"fit\.(fitted_values|residuals)(\.names)?",
        "predictions": r"predictions\.\d+\.(raw|raw\.names|class|error)",
        "text": r"trace|fit\.(print|summary)",
        "stream": r"stream|predictions\.\d+\.stream",
        "structure": r"fit\.(n|conn|nconn|nunits|nsunits|entropy|softmax|censored|lev|coefnames"
        r"|coef_names|xlevels|contrasts|na_action)|(predictions\.\d+\.)?warnings",
        "Hessian": r"fit\.Hessian|nnet_hess",
        "error": r"error",
    },
    "the largest entry",
)
MODELS = Kind(
    "multinom",
    "Multinomial models",
    run_multinom,
    lambda _, theirs, ours: compare_multinom(theirs, ours),
    {
        "weights": r"fit\.(wts|value|convergence|decay|weights)",
        "coefficients": r"fit\.(coef(\.names)?|deviance|AIC|BIC|edf|rank)",
        "fitted": r"fit\.(fitted_values|residuals)(\.names)?",
        "predictions": r"predictions\.\d+\.(probs|probs\.names|class|levels|error)",
        "text": r"trace|fit\.call|inference\.(print|logLik)_text(\.error)?",
        "stream": r"stream|predictions\.\d+\.stream",
        "structure": r"fit\.(n|entropy|softmax|censored|lev|lab|coefnames|vcoefnames|xlevels"
        r"|contrasts|na_action)|(predictions\.\d+\.)?warnings",
        "Hessian": r"fit\.Hessian(\.names)?",
        "inference": r"(inference\.(?!print|logLik)|kept\.)\w+(\.error)?",
        "error": r"error",
    },
    "the largest entry of its row and column",
)
