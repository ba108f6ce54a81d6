"""The log-likelihood of a fit, which knows its degrees of freedom."""

from __future__ import annotations

from typing import Any

from pynnet._format import format_common, number_text

__all__ = ["LogLik"]


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

    def __new__(cls, value: float, df: float, nobs: float) -> LogLik:
        """Make the number."""
        number = super().__new__(cls, value)
        number.df = df
        number.nobs = nobs
        return number

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the degrees of freedom in copies and pickles."""
        return type(self), (float(self), self.df, self.nobs)

    def __repr__(self) -> str:
        """R's print."""
        return f"'log Lik.' {format_common([self])[0]} (df={number_text(self.df)})"

    __str__ = __repr__
