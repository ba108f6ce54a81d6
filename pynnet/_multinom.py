"""multinom(): from the user's arguments to a fitted multinomial model."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from pynnet._advice import advise_of_end
from pynnet._call import Call
from pynnet._collapse import collapsed
from pynnet._errors import ArgumentError
from pynnet._formula import matrix_rank, model_frame
from pynnet._multinom_fit import Cases
from pynnet._multinom_problem import MultinomProblem, fixed_weights, multinom_problem
from pynnet._multinom_result import Multinom
from pynnet._nnet import refuse_unknown
from pynnet._options import Options
from pynnet._problem import check_numbers, decay_vector, given_weights, network_for
from pynnet._separation import advise_of_classes
from pynnet._trace import Trace
from pynnet._train import trained

__all__ = ["multinom"]

FloatArray = npt.NDArray[np.float64]

# What the model itself decides about its network.
_DECIDED = ("size", "skip", "mask", "rang", "softmax", "entropy", "linout")

_Fitter = TypeVar("_Fitter", bound=Callable[..., Multinom])


def _remembering_its_call(fitter: _Fitter) -> _Fitter:
    """Let a fit keep the arguments of the call in the order in which they were given."""

    @functools.wraps(fitter)
    def fit(formula: Any = None, data: Any = None, weights: Any = None, **named: Any) -> Multinom:
        places = {"formula": formula, "data": data, "weights": weights}
        given = {key: value for key, value in {**places, **named}.items() if value is not None}
        return replace(fitter(**given), call=Call.made(fit, given))

    return fit  # type: ignore[return-value]


@_remembering_its_call
def multinom(
    formula: str | None = None,
    data: Any = None,
    weights: Any = None,
    *,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: dict[str, Any] | None = None,
    Hess: bool = False,
    summ: int = 0,
    censored: bool = False,
    model: bool = False,
    Wts: npt.ArrayLike | None = None,
    decay: float | npt.ArrayLike = 0.0,
    maxit: int = 100,
    trace: bool = True,
    MaxNWts: float = 1000,
    abstol: float = 1e-4,
    reltol: float = 1e-8,
    method: str = "R-BFGS",
    threads: int | None = None,
    env: Mapping[str, Any] | None = None,
    **unknown: Any,
) -> Multinom:
    """Fit a multinomial log-linear model, as R's ``multinom`` does."""
    _refuse_decided(unknown)
    refuse_unknown(unknown, [key for key in multinom.__annotations__ if key != "return"])
    if formula is None:
        raise ArgumentError('argument "formula" is missing, with no default. Pass formula=.')
    options = Options.checked(
        size=0, skip=True, rang=0.0, linout=False, entropy=False, softmax=False,
        censored=censored, decay=decay, maxit=maxit, Hess=Hess, trace=trace, MaxNWts=MaxNWts,
        abstol=abstol, reltol=reltol, method=method, threads=threads,
    )  # fmt: skip
    if summ not in (0, 1, 2, 3):
        raise ArgumentError(f"invalid 'summ': got {summ!r}. Pass 0, 1, 2 or 3.")
    problem = multinom_problem(formula, data, weights, subset, na_action, contrasts, env, options)
    check_numbers(problem.network)
    rank = matrix_rank(_design(problem))
    fit = _fit(collapsed(problem, summ), Wts, rank)
    if not model:
        return fit
    return replace(fit, model=model_frame(formula, data, subset=subset, na_action=na_action))


def _refuse_decided(unknown: Mapping[str, Any]) -> None:
    """Raise if an argument of nnet() is given that the model sets itself."""
    for name in _DECIDED:
        if name in unknown:
            raise ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: '
                f"a multinomial model sets it itself. Leave out {name}=, or use nnet()."
            )


def _design(problem: MultinomProblem) -> FloatArray:
    x = problem.network.x
    return x[:, : x.shape[1] - problem.n_offsets]


def _fit(problem: MultinomProblem, Wts: Any, rank: int) -> Multinom:
    numbers = problem.network
    options = numbers.response.options
    network = network_for(numbers)
    start, free = fixed_weights(problem)
    given = given_weights(Wts, network)
    decay = decay_vector(options, network)
    Trace(enabled=options.trace).size(network.n_weights, int(np.count_nonzero(free)))
    quiet = replace(
        numbers, response=replace(numbers.response, options=replace(options, Hess=False))
    )
    fields = trained(quiet, network, decay, start if given is None else given, free)
    cases = Cases(numbers.x, problem.n_offsets, numbers.weights)
    fit = Multinom(
        **fields, lab=problem.lab, rank=rank, model=None, call=Call(multinom, {}, {}), _cases=cases
    )
    advise_of_end(fit)
    advise_of_classes(fit)
    return replace(fit, Hessian=fit._information()) if options.Hess else fit
