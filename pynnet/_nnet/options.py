"""The hyperparameters of a fit, checked."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from typing import Any

import numpy as np

from pynnet._errors import ArgumentError
from pynnet._network import Criterion
from pynnet._typing import FloatArray

__all__ = ["Options", "no_weights"]


_FLAGS = ("linout", "entropy", "softmax", "censored", "skip", "Hess", "trace")
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
_KNOWN = {name.lower(): name for name in _GRADIENT}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose, as opposed to what is learned.

    The fields are the arguments of :func:`pynnet.nnet` of the same names.
    """

    size: int
    linout: bool = False
    entropy: bool = False
    softmax: bool = False
    censored: bool = False
    skip: bool = False
    rang: float = 0.7
    decay: float | FloatArray = 0.0
    maxit: int = 100
    Hess: bool = False
    trace: bool = True
    MaxNWts: float = 1000
    abstol: float = 1e-4
    reltol: float = 1e-8
    method: str = "R-BFGS"
    threads: int | None = None

    @property
    def criterion(self) -> Criterion:
        """Loss that is minimised; softmax and censored win over entropy, as in R."""
        if self.censored:
            return "censored"
        if self.softmax:
            return "softmax"
        return "entropy" if self.entropy else "least squares"

    @classmethod
    def checked(cls, **given: Any) -> Options:
        """Options with every value checked and of its plain type.

        Raises
        ------
        ArgumentError
            If a value is of the wrong type or out of range.
        """
        if given["size"] is None:
            raise _missing_size()
        for name in _FLAGS:
            if type(given[name]) is not bool:
                given[name] = _flag(name, given[name])
        given["size"] = _size(given["size"])
        given["maxit"] = _whole("maxit", given["maxit"], "the largest number of iterations")
        given["rang"] = _real("rang", given["rang"], least=0.0)
        given["abstol"] = _real("abstol", given["abstol"])
        given["reltol"] = _real("reltol", given["reltol"])
        given["MaxNWts"] = _real("MaxNWts", given["MaxNWts"], least=0.0, infinite=True)
        given["decay"] = _decay(given["decay"])
        given["method"] = _method(given["method"])
        if given["threads"] is not None:
            meaning = "the number of threads, or None"
            given["threads"] = _whole("threads", given["threads"], meaning, least=1)
        return cls(**given)


def _missing_size() -> ArgumentError:
    """Return the error for a call without `size`."""
    return ArgumentError(
        'argument "size" is missing, with no default. '
        "Pass size=, the number of hidden units (0 only with skip=True)."
    )


def _got(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _flag(name: str, value: object) -> bool:
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    raise ArgumentError(f"invalid '{name}': got {_got(value)}. Pass True or False.")


def _is_number(value: object) -> bool:
    if type(value) in (int, float):  # asking for Real is slow
        return True
    return isinstance(value, (np.number, numbers.Real)) and not isinstance(value, (bool, np.bool_))


def _whole(name: str, value: Any, meaning: str, least: int = 0) -> int:
    if _is_number(value) and math.isfinite(value) and value == int(value) and value >= least:
        return int(value)
    raise ArgumentError(
        f"invalid '{name}': got {_got(value)}. Pass {meaning}, one whole number >= {least}."
    )


def _size(value: Any) -> int:
    if _is_number(value) and value < 0:
        raise no_weights(value)
    return _whole("size", value, "the number of hidden units")


def no_weights(size: float) -> ArgumentError:
    """Return R's error for a network without connections."""
    return ArgumentError(
        f"no weights to fit: size is {size}. Pass size >= 1, or size=0 with skip=True."
    )


def _real(name: str, value: Any, *, least: float = -math.inf, infinite: bool = False) -> float:
    if _is_number(value):
        number = float(value)
        if number >= least and (infinite or abs(number) < math.inf):
            return int(number) if number.is_integer() and isinstance(value, int) else number
    limit = "" if least == -math.inf else f" >= {least:g}"
    raise ArgumentError(f"invalid '{name}': got {_got(value)}. Pass one number{limit}.")


def _decay(value: Any) -> float | FloatArray:
    if _is_number(value):
        return float(_real("decay", value, least=0.0))
    try:
        vector = np.array(value, dtype=float)
    except (TypeError, ValueError):
        vector = np.array([np.nan])
    if vector.ndim != 1 or not (np.isfinite(vector).all() and (vector >= 0).all()):
        raise ArgumentError(
            f"invalid 'decay': got {_got(value)}. "
            "Pass one number >= 0, or a vector with one number >= 0 for each weight."
        )
    vector.flags.writeable = False
    return vector


def _method(value: object) -> str:
    if isinstance(value, str):
        known = _KNOWN.get(value.lower())
        if known is not None:
            return known
        if value.lower() in _NO_GRADIENT:
            raise ArgumentError(
                f"invalid 'method': {value!r} does not use gradients. Pass one of "
                f"{', '.join(_GRADIENT)}."
            )
    raise ArgumentError(f"invalid 'method': got {_got(value)}. Pass one of {', '.join(_GRADIENT)}.")
