"""A fit without the cases that it was fitted to: what it says of new data, and of itself, stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pynnet._ground import ArgumentError
from pynnet._multinom import FittedCases, MatchedCall, Multinom
from pynnet._network import ENTROPY
from pynnet._nnet import FittedNetwork

__all__ = ["known_information", "slim"]

_BY_ROW = ("data", "weights", "subset", "Wts")  # arguments that are of the data, or as long


def slim(fit: Any) -> Any:
    """Return a fit of ``nnet`` or ``multinom`` without its cases; one without stays as it is."""
    if not isinstance(fit, Multinom):
        return _without_outputs(fit)
    cases = fit._cases
    totals = (float(fit.nobs), _saturated(fit))
    return _without_outputs(
        fit,
        model=None,
        call=_slim_call(fit.call),
        _cases=FittedCases(None, cases.n_offsets, None, None, None, totals),
        _known_information=known_information(fit),
    )


def _without_outputs(fit: FittedNetwork, **changes: Any) -> Any:
    return replace(fit, _known_outputs=None, _known_residuals=None, _rows=None, **changes)


def _saturated(fit: Multinom) -> float:
    """Return the saturated deviance, which other criteria than the entropy do not have."""
    return float(fit._cases.saturated(fit)) if fit._options.criterion is ENTROPY else 0.0


def known_information(fit: Multinom) -> Any:
    """Return the second derivatives, which cannot be computed without the design."""
    try:
        return fit._information()
    except ArgumentError:  # a fit of R's that has neither the data nor these
        return None


def _slim_call(call: MatchedCall) -> MatchedCall:
    """Return the call with its text, without the arguments that are as long as the data."""
    given = call.arguments
    gone = [name for name in _BY_ROW if name in given and not isinstance(given[name], str)]
    lacking = [name for name in ("data", *gone) if name not in call.lacking]
    arguments = {name: value for name, value in given.items() if name not in gone}
    return replace(
        call,
        arguments=arguments,
        data=None,
        text=str(call),
        lacking=(*call.lacking, *dict.fromkeys(lacking)),
    )
