"""How sure a multinomial model is of its coefficients."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pynnet._covariance import pseudo_inverse
from pynnet._multinom_fit import MultinomFit

__all__ = ["MultinomInference"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomInference(MultinomFit):
    """Covariance, intervals and R's summary."""

    def vcov(self, method: str = "R") -> pd.DataFrame:  # noqa: ARG002
        """Covariance of the coefficients, the pseudo-inverse of the second derivatives."""
        labels = self._coefficient_labels
        return pd.DataFrame(pseudo_inverse(self._information()), index=labels, columns=labels)
