"""How sure a multinomial model is of its coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError, FitWarning, RWarning, warn
from pynnet._typing import FloatArray

from ..covariance import badly_scaled, pseudo_inverse, stable_covariance
from ..fitted import MultinomFit
from ..likelihood import LogLik
from .confidence_intervals import ConfidenceIntervals, chosen_terms, intervals
from .summary import SummaryMultinom, multinom_lines

__all__ = ["MultinomInference"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomInference(MultinomFit):
    """Covariance, intervals and R's summary."""

    def __repr__(self) -> str:
        """R's print of the model."""
        return "\n".join(multinom_lines(self.call, self.coef(), self.deviance, self.AIC))

    def logLik(self) -> LogLik:
        """Log-likelihood.

        Returns
        -------
        LogLik
            A number with the attributes `df`, the :attr:`edf`, and `nobs`.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> multinom("Species ~ Sepal.Width", load_iris(), trace=False).logLik()
        'log Lik.' -126.2685 (df=4)
        """
        return LogLik(-self.deviance / 2, self.edf, self.nobs)

    def vcov(self, method: str = "R") -> pd.DataFrame:
        """Covariance of the coefficients.

        Parameters
        ----------
        method : {"R", "stable"}, default "R"
            How the matrix of second derivatives, the information, is inverted.

            - ``"R"``: R's pseudo-inverse. It leaves out directions whose information is below
              1.5e-8 of the largest, which depends on the units of the columns: with columns of
              very different size it leaves out too much, and a warning names them.
            - ``"stable"``: the inverse, made after scaling, so that it does not depend on units.
              Coefficients that the data do not determine have NaN, and a warning names them.

        Returns
        -------
        DataFrame
            A row and a column for each coefficient, class by class.

        Notes
        -----
        As in R, the information is that of the likelihood: `decay` adds nothing to it, and with
        `censored` it is that of a case whose class is known.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.vcov().iloc[:2, :2].round(3)
                                versicolor:(Intercept)  versicolor:Sepal.Width
        versicolor:(Intercept)                   9.390                  -3.024
        versicolor:Sepal.Width                  -3.024                   0.983
        """
        if method not in ("R", "stable"):
            raise ArgumentError(f'\'method\' should be one of "R", "stable": got {method!r}.')
        labels = self._coefficient_labels
        H = self._information()
        covariance = self._as_r(H) if method == "R" else self._stable(H)
        return pd.DataFrame(covariance, index=labels, columns=labels)

    def _as_r(self, H: FloatArray) -> FloatArray:
        if not H.any():  # no observations, and so no direction that they determine
            return pseudo_inverse(H)
        with np.errstate(divide="ignore"):  # columns of zeros
            sizes = np.sqrt(np.mean(self._cases.design**2, axis=0))
        causes = ", ".join(repr(self.vcoefnames[j]) for j in badly_scaled(H, sizes))
        if causes:
            warn(
                f"the covariance leaves out what the data determine, as R's does, because of the "
                f'scale of {causes}: rescale the column(s), or pass method="stable" to vcov().',
                FitWarning,
            )
        return pseudo_inverse(H)

    def _stable(self, H: FloatArray) -> FloatArray:
        covariance, estimable = stable_covariance(H)
        if not estimable.all():
            labels = zip(self._coefficient_labels, estimable, strict=True)
            missing = ", ".join(repr(name) for name, known in labels if not known)
            warn(
                f"the data do not determine {missing}: the variance is NaN. "
                "Drop columns that others make up; if classes are separated, pass a decay.",
                FitWarning,
            )
        return covariance

    def _standard_errors(self, covariance: pd.DataFrame) -> FloatArray:
        """Standard errors, shape (classes - 1, terms)."""
        variances = np.diag(covariance)
        if (variances < 0).any():
            warn("NaNs produced: rounding made a variance negative.", RWarning)
        with np.errstate(invalid="ignore"):
            return np.sqrt(variances).reshape(self._coefficients.shape)

    def confint(
        self,
        parm: Any = None,
        level: float = 0.95,
        *,
        vcov_method: str = "R",
    ) -> ConfidenceIntervals:
        """Confidence intervals of the coefficients, from the normal distribution.

        Parameters
        ----------
        parm : str, int, or sequence of these, optional
            Terms, by name or by position; positions count from 0, in R from 1. Default: all.
        level : float, default 0.95
            Probability with which an interval holds the coefficient.
        vcov_method : {"R", "stable"}, default "R"
            Method of :meth:`vcov`.

        Returns
        -------
        ConfidenceIntervals
            Prints as in R; ``to_frame()`` makes a table of it.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> print(fit.confint("Sepal.Width", level=0.9))
        , , versicolor
        <BLANKLINE>
                          5 %      95 %
        Sepal.Width -7.749357 -4.488525
        <BLANKLINE>
        , , virginica
        <BLANKLINE>
                          5 %      95 %
        Sepal.Width -5.466613 -2.691556
        <BLANKLINE>
        """
        chosen = chosen_terms(parm, self.vcoefnames)
        errors = self._standard_errors(self.vcov(vcov_method))
        return intervals(
            self._coefficients[:, chosen],
            errors[:, chosen],
            level,
            tuple(self.vcoefnames[j] for j in chosen),
            None if self.lab is None else self.lab[1:],
        )

    def summary(
        self,
        correlation: bool = False,
        Wald_ratios: bool = False,
        *,
        vcov_method: str = "R",
    ) -> SummaryMultinom:
        """Coefficients with their standard errors.

        Parameters
        ----------
        correlation : bool, default False
            Whether to add the correlations of the coefficients.
        Wald_ratios : bool, default False
            Whether to add the coefficients divided by their standard errors.
        vcov_method : {"R", "stable"}, default "R"
            Method of :meth:`vcov`.

        Returns
        -------
        SummaryMultinom

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.summary(Wald_ratios=True).Wald_ratios.round(2)
                    (Intercept)  Sepal.Width
        versicolor         6.15        -6.17
        virginica          4.83        -4.84
        """
        covariance = self.vcov(vcov_method)
        errors = self._standard_errors(covariance)
        correlations: pd.DataFrame | None = None
        with np.errstate(divide="ignore", invalid="ignore"):  # where a variance is 0
            ratios = self._coefficients / errors
            if correlation:
                correlations = covariance.div(errors.ravel(), axis=0).div(errors.ravel(), axis=1)
        return SummaryMultinom(
            coefficients=self.coef(),
            standard_errors=self._arranged(errors),
            Wald_ratios=self._arranged(ratios) if Wald_ratios else None,
            correlation=correlations,
            deviance=self.deviance,
            AIC=self.AIC,
            call=self.call,
        )
