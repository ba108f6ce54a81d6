"""R's gamma function and its relatives, and what counts combinations."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from pynnet._data import Column
from pynnet._ground import DataError, RWarning, warn
from pynnet._numerics import beta, choose, gamma, log_beta, log_choose, log_gamma

from ..arguments import refuse_dates
from ..registry import offered
from .each_element import each_element

__all__: list[str] = []

_NOT_A_NUMBER = "non-numeric argument to mathematical function"


def _register_one(name: str, function: Callable[[float], float]) -> None:
    @offered(name, "x")
    def of_column(x: Column) -> Column:
        if isinstance(x, pd.Categorical):
            raise DataError(f"‘{name}’ not meaningful for factors")
        refuse_dates(x, name)
        return each_element(name, function, x, message=_NOT_A_NUMBER)


def _register_pair(name: str, formals: tuple[str, str], function: Callable[..., float]) -> None:
    first, second = formals

    @offered(name, first, second)
    def of_columns(**given: Column) -> Column:
        for formal in formals:
            if formal not in given:
                raise DataError(f'argument "{formal}" is missing, with no default: {name}')
        return each_element(name, function, given[first], given[second], message=_NOT_A_NUMBER)


def _whole_choices(function: Callable[[float, float], float]) -> Callable[[float, float], float]:
    """Return a function that says so where the number chosen is not whole."""

    def of_pair(n: float, k: float) -> float:
        if math.isfinite(k) and abs(k - round(k)) > 1e-7:
            warn(f"'k' ({k:.2f}) must be integer, rounded to {round(k)}", RWarning)
        return function(n, k)

    return of_pair


_register_one("gamma", gamma)
_register_one("lgamma", log_gamma)
_register_one("factorial", lambda x: gamma(x + 1.0))
_register_one("lfactorial", lambda x: log_gamma(x + 1.0))
_register_pair("beta", ("a", "b"), beta)
_register_pair("lbeta", ("a", "b"), log_beta)
_register_pair("choose", ("n", "k"), _whole_choices(choose))
_register_pair("lchoose", ("n", "k"), _whole_choices(log_choose))
