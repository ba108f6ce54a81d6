"""The log-likelihood of a fit; likelihood ratio tests and measures of fit made from deviances."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc, xlogy

from pynnet._ground import (
    ArgumentError,
    FloatArray,
    entry,
    is_number,
    public,
    read_only,
    real_number,
    shown,
)
from pynnet._numerics import quiet
from pynnet._printing import format_common, number_text

__all__ = [
    "LogLik",
    "aic",
    "efron_r2",
    "likelihood_ratio",
    "null_deviance",
    "pseudo_r2_measures",
    "saturated_deviance",
    "terms_without",
]


@public
@read_only
class LogLik(float):
    """A log-likelihood: a number that prints as R's ``logLik``.

    Attributes
    ----------
    df : float
        Number of coefficients that were estimated.
    nobs : float
        Number of observations.

    Examples
    --------
    >>> LogLik(-113.56168, df=3, nobs=150)
    'log Lik.' -113.5617 (df=3)
    """

    __slots__ = ("df", "nobs")

    df: float
    nobs: float

    @entry
    def __new__(cls, value: float, df: float, nobs: float) -> LogLik:
        """Make the number."""
        number = super().__new__(cls, _number("value", value))
        object.__setattr__(number, "df", _number("df", df))
        object.__setattr__(number, "nobs", _number("nobs", nobs))
        return number

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the degrees of freedom in copies and pickles."""
        return type(self), (float(self), self.df, self.nobs)

    def __repr__(self) -> str:
        """R's print."""
        return f"'log Lik.' {format_common([self])[0]} (df={number_text(self.df)})"

    __str__ = __repr__


def _number(name: str, value: Any) -> float:
    """A number, which some fits do not have."""
    if is_number(value) and value != value:
        return math.nan
    number = real_number(name, value, infinite=True)
    return value if isinstance(value, (int, float)) else number


def null_deviance(targets: FloatArray, w: FloatArray) -> float:
    """Deviance of the model whose probabilities are the shares of the classes.

    Parameters
    ----------
    targets : ndarray, shape (n, classes)
        Share of each class in each case.
    w : ndarray, shape (n,)
        Observations of each case.
    """
    totals = w @ targets
    n = totals.sum()
    return 0.0 - 2 * float(xlogy(totals, totals / n).sum()) if n else 0.0  # never -0


def saturated_deviance(targets: FloatArray, w: FloatArray) -> float:
    """Deviance of the model whose probabilities are the shares of each case.

    `targets` and `w` are as for :func:`null_deviance`. It is 0 where no case has several classes.
    """
    return -2 * float(w @ xlogy(targets, targets).sum(axis=1))


def likelihood_ratio(small: tuple[float, int], large: tuple[float, int]) -> pd.Series[float]:
    """Test of two nested models, each given by its deviance and its number of coefficients."""
    statistic, df = small[0] - large[0], large[1] - small[1]
    p = float(chdtrc(df, statistic)) if df > 0 else float("nan")
    return pd.Series({"df": float(df), "statistic": statistic, "p": p})


def aic(deviance: float, edf: int, k: float) -> float:
    """Akaike's criterion, with a penalty of `k` for each coefficient."""
    if not is_number(k):
        raise ArgumentError(
            f"non-numeric argument to binary operator: got k={shown(k)}. "
            "Pass a number, the penalty of each coefficient."
        )
    # R adds to the usual criterion, which rounds otherwise than deviance + k * edf.
    return float(deviance + 2 * edf + (real_number("k", k, infinite=True) - 2) * edf)


@quiet
def pseudo_r2_measures(deviance: float, null: float, edf: int, n: float) -> pd.Series[float]:
    """Measures of how much better than the null model a model is.

    They are missing or infinite where the null model is perfect, as with one class in all cases.
    """
    l0, n = np.float64(null), np.float64(n)
    cox_snell = -np.expm1((deviance - l0) / n)
    return pd.Series({
        "McFadden": 1 - deviance / l0,
        "McFadden_adjusted": 1 - (deviance + 2 * edf) / l0,
        "Cox_Snell": cox_snell,
        "Nagelkerke": cox_snell / -np.expm1(-l0 / n),
    })  # fmt: skip


@quiet  # no observations, or of one class
def efron_r2(targets: FloatArray, P: FloatArray, w: FloatArray) -> float:
    """Share of the squared errors of the null model that a model is spared.

    `targets` and `w` are as for :func:`null_deviance`, `P` has the probabilities of each case.
    """
    shares = w @ targets / w.sum()
    errors, null_errors = (_squared_errors(targets, p, w) for p in (P, shares))
    return float(1 - np.float64(errors) / null_errors)


def _squared_errors(targets: FloatArray, P: FloatArray, w: FloatArray) -> float:
    """Sum over observations of the squared distance from their class to the probabilities."""
    per_case = (targets * (1 - 2 * P)).sum(axis=1) + (P**2).sum(axis=-1)
    return float(w @ per_case)


def terms_without(terms: tuple[int, ...], dropped: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The two models that test a term: without those that contain it, with it and without it.

    A term is the set of its variables, a bit for each.
    """
    large = tuple(term for term in terms if term == dropped or term & dropped != dropped)
    return large, tuple(term for term in large if term != dropped)
