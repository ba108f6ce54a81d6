"""What a multinomial model says in tables and tests, and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pynnet._errors import ArgumentError
from pynnet._formula import with_terms
from pynnet._network import CENSORED

from ..likelihood import efron_r2, likelihood_ratio, null_deviance, pseudo_r2, terms_without
from ..selection.refitting import fitted_to_same_rows
from .methods import MultinomInference
from .tidy import coefficient_table

__all__ = ["MultinomMeasures"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomMeasures(MultinomInference):
    """Tidy tables, likelihood ratio tests, and measures of fit."""

    def tidy(
        self,
        conf_int: bool = True,
        level: float = 0.95,
        exponentiate: bool = False,
        vcov_method: str = "R",
    ) -> pd.DataFrame:
        """Coefficients with Wald tests and intervals, a row for each.

        Parameters
        ----------
        conf_int : bool, default True
            Whether to add the limits `conf_low` and `conf_high`.
        level : float, default 0.95
            Probability with which an interval holds the coefficient.
        exponentiate : bool, default False
            Whether to show relative risk ratios, the exponentials of the coefficients, and those
            of the limits. `std_error` stays that of the coefficient.
        vcov_method : {"R", "stable"}, default "R"
            Method of :meth:`vcov`.

        Returns
        -------
        DataFrame
            Columns `class`, `term`, `estimate`, `std_error`, `z`, `p` (two-sided, of the normal
            distribution), and the limits.

        References
        ----------
        .. [1] Agresti, A., *Categorical Data Analysis*, 3rd ed., Wiley, 2013, section 8.1.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.tidy(exponentiate=True).iloc[:, :5].round(3)
                class         term      estimate  std_error      z
        0  versicolor  (Intercept)  1.549127e+08      3.064  6.154
        1  versicolor  Sepal.Width  2.000000e-03      0.991 -6.173
        2   virginica  (Intercept)  4.412118e+05      2.688  4.835
        3   virginica  Sepal.Width  1.700000e-02      0.844 -4.836
        """
        return coefficient_table(
            self._class_names[1:],
            self.vcoefnames,
            self._coefficients,
            self._standard_errors(self.vcov(vcov_method)),
            level if conf_int else None,
            exponentiate=exponentiate,
        )

    def glance(self) -> pd.DataFrame:
        """The fit in one row: size, likelihood, the test against the null model, convergence.

        Returns
        -------
        DataFrame
            `statistic`, `df` and `p` are those of :meth:`lr_test`.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.glance().round(2).T[0].to_dict()["null_deviance"]
        329.58
        """
        null, null_edf = self._null()
        test = likelihood_ratio((null, null_edf), (self.deviance, self.edf))
        return pd.DataFrame({
            "edf": self.edf, "deviance": self.deviance, "AIC": self.AIC, "BIC": self.BIC,
            "nobs": self.nobs, "logLik": float(self.logLik()), "null_deviance": null,
            "statistic": test["statistic"], "df": int(test["df"]), "p": test["p"],
            "McFadden": 1 - self.deviance / null, "convergence": self.convergence,
        }, index=[0])  # fmt: skip

    def lr_test(self, other: MultinomMeasures | None = None) -> pd.Series[float]:
        """Likelihood ratio test against the null model, or between two nested fits.

        Parameters
        ----------
        other : Multinom, optional
            A fit to the same cases of which one is a special case of the other. Default: the model
            with an intercept alone (and the offset and decay of this fit).

        Returns
        -------
        Series
            `df`, `statistic`, and `p` from the chi-squared distribution.

        Notes
        -----
        With decay the deviance holds the penalty, and `p` is only a rough guide.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.lr_test().round(2).to_dict()
        {'df': 2.0, 'statistic': 77.05, 'p': 0.0}
        """
        mine = (self.deviance, self.edf)
        if other is None:
            return likelihood_ratio(self._null(), mine)
        if other.nobs != self.nobs or other._class_names != self._class_names:
            raise ArgumentError(
                "models were not all fitted to the same size of dataset: "
                f"{self.nobs:g} observations of {', '.join(self._class_names)}, and "
                f"{other.nobs:g} of {', '.join(other._class_names)}. Fit both to the same rows."
            )
        theirs = (other.deviance, other.edf)
        return likelihood_ratio(*sorted((mine, theirs), key=lambda model: model[1]))

    def lr_tests(self) -> pd.DataFrame:
        """Likelihood ratio test of each term, given all terms that do not contain it.

        Returns
        -------
        DataFrame
            A row for each term: `df`, `statistic`, `p`. These are tests of type II: a main effect
            is tested in the model without its interactions.

        Notes
        -----
        Each model is fitted anew, to the same rows.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.lr_tests().round(2)
                      df  statistic    p
        Sepal.Width  2.0      77.05  0.0
        """
        assert self.terms is not None
        terms = self.terms.terms
        fits = {terms.terms: (self.deviance, self.edf)}
        tests = {}
        for label, term in zip(terms.labels, terms.terms, strict=True):
            large, small = terms_without(terms.terms, term)
            for kept in (large, small):
                if kept not in fits:
                    fit = fitted_to_same_rows(self, with_terms(terms, kept))
                    fits[kept] = (fit.deviance, fit.edf)
            tests[label] = likelihood_ratio(fits[small], fits[large])
        return pd.DataFrame(tests).T

    def pseudo_r2(self) -> pd.Series[float]:
        """Measures of how much better than the null model the model is.

        Returns
        -------
        Series
            With the log-likelihoods l of the model and l0 of the null model, the edf k, and the
            sum n of the weights:

            - `McFadden` [1]_: 1 - l / l0
            - `McFadden_adjusted` [2]_: 1 - (l - k) / l0
            - `Cox_Snell` [3]_: 1 - exp(2 * (l0 - l) / n)
            - `Nagelkerke` [3]_: the last divided by its maximum, 1 - exp(2 * l0 / n)
            - `Efron` [4]_, [5]_: 1 - S / S0, with S the sum of squared differences of the classes,
              as indicators, from their probabilities, and S0 that from their shares in the data

        Notes
        -----
        Weights are counts of observations: rows with counts and a row for each observation give
        the same values. These measure single observations, not shares in groups.

        Efron's measure is that of two classes [4]_; for more, the squares are added over the
        classes [5]_. It is NaN with `censored`, where classes are not observed.

        References
        ----------
        .. [1] McFadden, D., "Conditional logit analysis of qualitative choice behavior", in
           Zarembka, P. (ed.), *Frontiers in Econometrics*, Academic Press, 1974.
        .. [2] Long, J. S. and Freese, J., *Regression Models for Categorical Dependent Variables
           Using Stata*, 3rd ed., Stata Press, 2014.
        .. [3] Nagelkerke, N. J. D., "A note on a general definition of the coefficient of
           determination", *Biometrika*, 78, 691-692, 1991.
        .. [4] Efron, B., "Regression and ANOVA with zero-one data: measures of residual variation",
           *Journal of the American Statistical Association*, 73, 113-121, 1978.
        .. [5] Haberman, S. J., "Analysis of dispersion of multinomial responses", *Journal of the
           American Statistical Association*, 77, 568-580, 1982.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.pseudo_r2().round(3)
        McFadden             0.234
        McFadden_adjusted    0.209
        Cox_Snell            0.402
        Nagelkerke           0.452
        Efron                0.239
        dtype: float64
        """
        measures = pseudo_r2(self.deviance, self._null()[0], self.edf, self.nobs)
        measures["Efron"] = self._efron()
        return measures

    def _efron(self) -> float:
        if self._options.criterion is CENSORED:
            return float("nan")
        return efron_r2(self._class_targets, self._class_probabilities, self._cases.weights)

    def _null(self) -> tuple[float, int]:
        """Deviance and number of coefficients of the null model."""
        plain = not self._cases.n_offsets and not np.any(self._options.decay)
        if plain and self._options.criterion is not CENSORED:
            deviance = null_deviance(self._class_targets, self._cases.weights)
            return deviance, len(self._class_names) - 1
        assert self.terms is not None
        response = self.terms.terms.variables[0].label
        fit = fitted_to_same_rows(self, f"{response} ~ {' + '.join(['1', *self.terms.offset])}")
        return fit.deviance, fit.edf
