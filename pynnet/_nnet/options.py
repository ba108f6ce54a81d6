"""The options of a fit: each declared once, with its check and what it is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, Literal

import numpy as np

from pynnet._data import as_matrix
from pynnet._ground import (
    MOST_ANSWERS,
    ArgumentError,
    DataError,
    FloatArray,
    flag,
    invalid,
    is_number,
    real_number,
    shown,
    whole_number,
)
from pynnet._network import (
    CENSORED,
    ENTROPY,
    LEAST_SQUARES,
    SOFTMAX,
    Criterion,
    StoppingRules,
)

__all__ = ["Options", "no_weights", "option_names", "too_few_categories"]

# A hyperparameter decides what is fitted, a limit whether it may be, the way only how it is done.
Kind = Literal["hyperparameter", "limit", "way"]

_NO_GRADIENT = ("nelder-mead", "powell", "cobyla", "cobyqa")
_GRADIENT = (
    "R-BFGS",
    "L-BFGS-B",
    "BFGS",
    "CG",
    "Newton-CG",
    "TNC",
    "SLSQP",
    "trust-constr",
    "trust-ncg",
    "trust-krylov",
    "trust-exact",
    "dogleg",
)
_MOST_ITERATIONS = 10**30  # no end; the engines count with floats, which hold it
_KNOWN = {name.lower(): name for name in _GRADIENT}


# Checks: of a name and a value, which comes back in its plain type ------------------------------


def _size(name: str, value: Any) -> int:
    if value is None:
        raise ArgumentError(
            'argument "size" is missing, with no default. '
            "Pass size=, the number of hidden units (0 only with skip=True)."
        )
    if is_number(value) and value < 0:
        raise no_weights(shown(value))
    return whole_number(name, value, "the number of hidden units")


def _iterations(name: str, value: Any) -> int:
    return whole_number(name, value, "the largest number of iterations", most=_MOST_ITERATIONS)


def _number(name: str, value: Any, **limits: Any) -> float:
    number = real_number(name, value, **limits)
    return number or abs(number)  # the 0 that is less than no other, so that equals are the same


def _at_least_0(name: str, value: Any) -> float:
    return _number(name, value, least=0.0)


def _limit(name: str, value: Any) -> float:
    return _number(name, value, least=0.0, infinite=True)


def _threads(name: str, value: Any) -> int | None:
    meaning = "the number of threads, or None"
    return None if value is None else whole_number(name, value, meaning, least=1)


def _decay(name: str, value: Any) -> float | FloatArray:
    if is_number(value):
        return float(_at_least_0(name, value))
    try:
        matrix = as_matrix(value, name)
    except DataError:
        matrix = None
    plain = matrix is not None and matrix.vector and np.ndim(value) == 1
    vector = matrix.values[:, 0].copy() if matrix is not None and plain else np.array([np.nan])
    if not (np.isfinite(vector).all() and (vector >= 0).all()):
        raise invalid(
            name, value, "one number >= 0, or a vector with one number >= 0 for each weight"
        )
    vector.flags.writeable = False
    return vector


def _method(name: str, value: object) -> str:
    known = ", ".join(_GRADIENT)
    if isinstance(value, str):
        if value.lower() in _KNOWN:
            return _KNOWN[value.lower()]
        if value.lower() in _NO_GRADIENT:
            raise ArgumentError(
                f"invalid '{name}': {shown(value)} does not use gradients. Pass one of {known}."
            )
    raise invalid(name, value, f"one of {known}")


# The options -----------------------------------------------------------------------------------


def _checked(check: Callable[[str, Any], Any], kind: Kind = "hyperparameter") -> dict[str, Any]:
    return {"check": check, "kind": kind}


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What the user chose, as opposed to what is learned; the same only as the same object.

    The fields are the arguments of :func:`pynnet.nnet` of the same names.
    """

    size: int = field(metadata=_checked(_size))
    decay: float | FloatArray = field(default=0.0, metadata=_checked(_decay))
    maxit: int = field(default=100, metadata=_checked(_iterations))
    rang: float = field(default=0.7, metadata=_checked(_at_least_0))
    skip: bool = field(default=False, metadata=_checked(flag))
    linout: bool = field(default=False, metadata=_checked(flag))
    entropy: bool = field(default=False, metadata=_checked(flag))
    softmax: bool = field(default=False, metadata=_checked(flag))
    censored: bool = field(default=False, metadata=_checked(flag))
    abstol: float = field(default=1e-4, metadata=_checked(_number))
    reltol: float = field(default=1e-8, metadata=_checked(_number))
    method: str = field(default="R-BFGS", metadata=_checked(_method))
    MaxNWts: float = field(default=1000, metadata=_checked(_limit, "limit"))
    Hess: bool = field(default=False, metadata=_checked(flag, "way"))
    trace: bool = field(default=True, metadata=_checked(flag, "way"))
    threads: int | None = field(default=None, metadata=_checked(_threads, "way"))

    @property
    def criterion(self) -> Criterion:
        """Loss that is minimised; softmax and censored win over entropy, as in R."""
        if self.censored:
            return CENSORED
        if self.softmax:
            return SOFTMAX
        return ENTROPY if self.entropy else LEAST_SQUARES

    @property
    def decays(self) -> bool:
        """Whether there is weight decay."""
        return self.decay > 0 if isinstance(self.decay, float) else bool(self.decay.any())

    @property
    def stopping(self) -> StoppingRules:
        """When the search ends."""
        return StoppingRules(self.maxit, self.abstol, self.reltol)

    @classmethod
    def checked(cls, arguments: Mapping[str, Any]) -> Options:
        """Options among the arguments of a call, every value checked and of its plain type.

        Raises
        ------
        ArgumentError
            If a value is of the wrong type or out of range.
        """
        return _options_of([arguments.get(name, if_missing) for name, if_missing in _IF_MISSING])

    def changed(self, **flags: bool) -> Options:
        """The same options but for some flags."""
        return _changed(self, **flags)


_IF_MISSING = tuple(
    (option.name, None if option.default is MISSING else option.default)
    for option in fields(Options)
)
_CHECKS = tuple((option.name, option.metadata["check"]) for option in fields(Options))
_PLAIN = frozenset((bool, int, float, str, type(None)))


def _options_of(values: list[Any]) -> Options:
    """Options of these values, in the order of the fields."""
    return (_remembered if _PLAIN.issuperset(map(type, values)) else _checked_values)(*values)


def _checked_values(*values: Any) -> Options:
    return Options(*[check(name, x) for (name, check), x in zip(_CHECKS, values, strict=True)])


_remembered = functools.lru_cache(maxsize=MOST_ANSWERS, typed=True)(_checked_values)


@functools.lru_cache(maxsize=MOST_ANSWERS)
def _changed(options: Options, **flags: bool) -> Options:
    changes: dict[str, Any] = dict(flags)
    return replace(options, **changes)


def option_names(*kinds: Kind) -> tuple[str, ...]:
    """Names of the options of some kinds."""
    return tuple(option.name for option in fields(Options) if option.metadata["kind"] in kinds)


# R's errors for options that do not go together ------------------------------------------------


def no_weights(size: object, remedy: str = "size >= 1, or size=0 with skip=True") -> ArgumentError:
    """Return R's error for a network without connections."""
    return ArgumentError(f"no weights to fit: size is {size}. Pass {remedy}.")


def too_few_categories(count: int, remedy: str) -> ArgumentError:
    """Return R's error for a softmax over fewer than two outputs."""
    return ArgumentError(
        f"'softmax = TRUE' requires at least two response categories: got {count}. {remedy}"
    )
