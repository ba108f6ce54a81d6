"""Comparing multinomial models, and choosing among them term by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._errors import ArgumentError
from pynnet._formula import update_formula

from ..inference.methods import MultinomInference
from .anova import anova
from .stepwise import added, added_scope, dropped, dropped_scope, refitted, stepped
from .tables import Anova, SingleTerms

__all__ = ["MultinomSelection"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MultinomSelection(MultinomInference):
    """Likelihood ratio tests, single terms dropped and added, and stepwise selection."""

    def update(self, formula: str | None = None, *, evaluate: bool = True, **changes: Any) -> Any:
        """Fit the model again with other arguments.

        Parameters
        ----------
        formula : str, optional
            A change of the formula, as :func:`pynnet.update_formula` takes it.
        evaluate : bool
            Whether to fit; if not, the call is returned.
        **changes
            Other arguments of :func:`pynnet.multinom`; None takes one away.

        Returns
        -------
        Multinom or Call

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> iris = load_iris()
        >>> fit = multinom("Species ~ .", iris, decay=0.01, maxit=500, trace=False)
        >>> fit.update("~ . - Sepal.Length").formula
        'Species ~ Sepal.Width + Petal.Length + Petal.Width'
        """
        if formula is not None:
            changes["formula"] = update_formula(self, formula)
        call = self.call.changed(**changes)
        return refitted(call) if evaluate else call

    def anova(self, *others: Any, test: str = "Chisq") -> Anova:
        """Likelihood ratio tests of this model and others.

        Parameters
        ----------
        *others : Multinom
            Models fitted to the same cases. Each is tested against the one with fewer coefficients.
        test : {"Chisq", "none"}
            Whether to give probabilities. As in R they are 1 minus the distribution function, and
            so 0 where they are less than 1e-16.

        Returns
        -------
        Anova

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> iris = load_iris()
        >>> small = multinom("Species ~ Sepal.Length", iris, decay=0.01, maxit=500, trace=False)
        >>> large = small.update("~ . + Sepal.Width")
        >>> small.anova(large)
        Likelihood ratio tests of Multinomial Models
        <BLANKLINE>
        Response: Species
                               Model Resid. df Resid. Dev   Test    Df LR stat. Pr(Chi)
        1               Sepal.Length       296   207.9420
        2 Sepal.Length + Sepal.Width       294   129.0834 1 vs 2     2 78.85867       0
        """
        for other in others:
            if not isinstance(other, MultinomSelection):
                raise ArgumentError(
                    f"models must be fits of multinom(), got {type(other).__name__}."
                )
        return anova([self, *others], test)

    def drop1(
        self, scope: str | Sequence[str] | None = None, *, sorted: bool = False, trace: bool = False
    ) -> SingleTerms:
        """Models without one term each, and their AIC.

        Parameters
        ----------
        scope : str or sequence of str, optional
            Terms to drop, as a formula or by their labels; all that are marginal to no other if it
            is left out.
        sorted : bool
            Whether to sort by AIC.
        trace : bool
            Whether the fits print their search.

        Returns
        -------
        SingleTerms

        Notes
        -----
        R's own fails unless a variable ``trace`` is visible. There is no ``test`` as R ignores it.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> formula = "Species ~ Sepal.Length + Sepal.Width"
        >>> fit = multinom(formula, load_iris(), decay=0.01, maxit=500, trace=False)
        >>> fit.drop1()
        trying - Sepal.Length
        trying - Sepal.Width
                     Df      AIC
        <none>        6 141.0834
        Sepal.Length  4 269.5689
        Sepal.Width   4 215.9420
        """
        return _single(dropped(self, dropped_scope(self, scope), trace=trace), ordered=sorted)

    def add1(
        self, scope: str | Sequence[str], *, sorted: bool = False, trace: bool = False
    ) -> SingleTerms:
        """Models with one more term each, and their AIC.

        Parameters
        ----------
        scope : str or sequence of str
            A formula that holds the model, such as ``"~ . + x"``, or labels of terms.
        sorted : bool
            Whether to sort by AIC.
        trace : bool
            Whether the fits print their search.

        Returns
        -------
        SingleTerms

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom(
        ...     "Species ~ Sepal.Length", load_iris(), decay=0.01, maxit=500, trace=False
        ... )
        >>> fit.add1("~ . + Sepal.Width").table["Df"].tolist()
        trying + Sepal.Width
        [4, 6]
        """
        return _single(added(self, added_scope(self, scope), trace=trace), ordered=sorted)

    def step(
        self,
        scope: Any = None,
        direction: str | None = None,
        *,
        trace: int = 1,
        steps: int = 1000,
        k: float = 2,
    ) -> Any:
        """Choose a model by AIC, adding or dropping a term at a time.

        Parameters
        ----------
        scope : str, tuple or dict, optional
            The largest model; or ``(lower, upper)``, or a dict with one of them or both.
        direction : {"both", "backward", "forward"}, optional
            "both" if there is a scope, else "backward".
        trace : int
            Whether to print, 0 for no. As in R, ``trying`` is printed all the same.
        steps : int
            At most this many steps.
        k : float
            Penalty of a coefficient. As in R it decides when to stop, not which step is next.

        Returns
        -------
        Multinom
            The model chosen; its `step_path` holds what R calls ``anova``.

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> formula = "Species ~ Sepal.Length + Sepal.Width"
        >>> fit = multinom(formula, load_iris(), decay=0.01, maxit=500, trace=False)
        >>> fit.step(trace=0).formula
        trying - Sepal.Length
        trying - Sepal.Width
        'Species ~ Sepal.Length + Sepal.Width'
        """
        return stepped(self, scope, direction, trace, steps, k)

    def extractAIC(self, k: float = 2) -> tuple[int, float]:
        """Number of coefficients, and the AIC with a penalty of `k` for each.

        Parameters
        ----------
        k : float
            The penalty.

        Returns
        -------
        tuple of int and float

        Examples
        --------
        >>> from pynnet import load_iris, multinom
        >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
        >>> fit.extractAIC()[0]
        4
        """
        return self.edf, float(self.deviance + k * self.edf)


def _single(table: Any, *, ordered: bool) -> SingleTerms:
    if ordered:
        table = table.iloc[np.argsort(table["AIC"].to_numpy(), kind="stable")]
    return SingleTerms(table)
