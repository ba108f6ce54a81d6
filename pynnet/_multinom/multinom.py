"""multinom(): from the user's arguments to a fitted multinomial model."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

import numpy.typing as npt
import pandas as pd

from pynnet._data import KeptData, as_pandas
from pynnet._formula import Environment, FormulaArguments, environment_of, model_frame
from pynnet._ground import ArgumentError, entry, flag, is_whole, public, refuse_unknown, shown
from pynnet._nnet import Options, fit_network, warn_if_not_converged

from .advice import advise
from .estimation import ReadyProblem, ready_problem, start_of
from .fitted import FittedCases
from .matched_call import MatchedCall
from .problem import SET_BY_THE_MODEL, MultinomProblem
from .result import Multinom

__all__ = ["multinom"]

_Arguments = ParamSpec("_Arguments")


def _passing_its_call(
    fitter: Callable[Concatenate[MatchedCall, _Arguments], Multinom],
) -> Callable[_Arguments, Multinom]:
    """Pass a function the call that was made of it, arguments in the order they were given in."""

    @functools.wraps(fitter)
    def fit(formula: Any = None, data: Any = None, weights: Any = None, **named: Any) -> Multinom:
        places = {"formula": formula, "data": data, "weights": weights}
        given = {key: value for key, value in {**places, **named}.items() if value is not None}
        return fitter(MatchedCall.by_caller(known, given), **given)  # type: ignore[call-arg]

    signature = inspect.signature(fitter)
    users = list(signature.parameters.values())[1:]  # without the call
    fit.__dict__["__signature__"] = signature.replace(parameters=users)
    fit.__annotations__ = {k: v for k, v in fit.__annotations__.items() if k != "call"}
    known = entry(fit)  # which pickles of a call name
    return known  # type: ignore[return-value]


@public
@_passing_its_call
def multinom(
    call: MatchedCall,
    /,
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
    r_version: str | None = None,
    **unknown: Any,
) -> Multinom:
    """Fit a multinomial log-linear model, as R's ``multinom`` does.

    The log odds of each class against the first are linear in the columns of the design matrix.
    The fit is a network without hidden units, from start weights of 0, and is R's bit for bit. A
    response of two classes gives logistic regression.

    Parameters
    ----------
    formula : str
        An R formula such as ``"Species ~ ."``. The response is categories or text; numbers and
        booleans, each value a class; or a matrix of counts with a column for each class,
        ``"cbind(low, medium, high) ~ x"``.
    data : DataFrame or mapping
        The data.
    weights : array_like of shape (n,), Series or str, optional
        Case weights >= 0, or the name of a column. Default 1 for each case.
    subset : array_like of bool or int, optional
        Rows of the data to use, as a mask or positions from 0. Default all.
    na_action : {"omit", "exclude", "fail"}, optional
        What to do with rows that have missing values. ``"exclude"`` fits as ``"omit"`` does and
        shows the rows as missing in predictions for the data. Default "omit".
    contrasts : dict, optional
        Coding of categorical predictors, as in :func:`pynnet.nnet`. Default treatment, and
        polynomials for ordered categories.
    Hess : bool, optional
        Keep the second derivatives of the negative log-likelihood as ``fit.Hessian``. Default
        False.
    summ : {0, 1, 2, 3}, optional
        Fit equal cases as one: 2 those with equal predictors and response, 3 those with equal
        predictors. 1 is R's way by a single number for each case, which is exact only for some
        data. Effects and tests are those of the rows of the data in any case. Default 0, which
        fits all cases.
    censored : bool, optional
        For a matrix of 0 and 1: a row marks all classes that are possible. Default False.
    model : bool, optional
        Keep the model frame as ``fit.model``. Default False.
    Wts : array_like of float, shape (n_weights,), optional
        Start weights of the network. Default 0.
    decay : float or array_like of shape (n_weights,), optional
        Weight decay, >= 0: the criterion grows by ``decay * w**2`` for each weight. Default 0.
    maxit : int, optional
        Largest number of iterations, >= 0. Default 100.
    trace : bool, optional
        Print R's trace to standard output. Default True.
    MaxNWts : int, optional
        Largest number of weights allowed. Default 1000.
    abstol, reltol : float, optional
        Stop when the criterion falls below `abstol`, default 1e-4, or cannot be reduced by more
        than the factor ``1 - reltol``, default 1e-8.
    method : str, optional
        As in :func:`pynnet.nnet`. Default "R-BFGS".
    threads : int, optional
        As in :func:`pynnet.nnet`.
    env : dict, optional
        Constants and functions of your own that the formula may use, as in :func:`pynnet.nnet`.
    r_version : {"4.2", "4.5"}, optional
        The R that is followed where versions differ in a formula's functions. Default "4.5".
    **unknown
        Refused; the nearest name is suggested. (R ignores arguments it does not know.)

    Returns
    -------
    Multinom
        The fitted model.

    Raises
    ------
    FormulaError
        If the formula cannot be read, has no response or nothing to estimate, or names what is not
        there.
    DataError
        If the data cannot be fitted: fewer than two classes, a row of counts that adds up to 0,
        or values that are not finite.
    ArgumentError
        If another argument is wrong.

    Warns
    -----
    RWarning
        If R warns as well: of classes without cases.
    FitWarning
        If the search stopped at `maxit`, `summ` is not exact, counts are negative, a class has no
        weight, the predictors separate classes, or the scale of a column stopped the search.

    Notes
    -----
    Classes without cases are left out. A column of ``offset()`` is needed for two classes, and one
    for each class otherwise: ``offset(cbind(0, a, b))``. What R's ``multinom`` sets itself (size,
    skip, rang, mask, softmax, entropy, linout) cannot be given.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, section 7.3.
    .. [2] R manual page ``multinom`` of package nnet.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet import load_iris, multinom
    >>> data = load_iris()
    >>> fit = multinom("Species ~ Petal.Width", data, decay=0.01, trace=False)
    >>> print(fit)  # doctest: +NORMALIZE_WHITESPACE
    Call:
    multinom(formula = Species ~ Petal.Width, data = data, decay = 0.01,
        trace = FALSE)
    <BLANKLINE>
    Coefficients:
               (Intercept) Petal.Width
    versicolor   -5.960391    8.277467
    virginica   -19.819947   16.751930
    <BLANKLINE>
    Residual Deviance: 57.76555
    AIC: 65.76555
    >>> fit.predict(pd.DataFrame({"Petal.Width": [0.2, 1.4, 2.3]})).tolist()
    ['setosa', 'versicolor', 'virginica']
    """
    arguments = dict(locals())
    if unknown:
        _refuse_set_by_the_model(unknown)
        refuse_unknown(unknown, _known_arguments())
    if formula is None:
        raise ArgumentError('argument "formula" is missing, with no default. Pass formula=.')
    options = Options.checked({**arguments, **SET_BY_THE_MODEL})
    if not is_whole(summ) or summ not in (0, 1, 2, 3):
        raise ArgumentError(f"invalid 'summ': got {shown(summ)}. Pass 0, 1, 2 or 3.")
    flag("model", model)
    environment = environment_of(env, r_version)
    of_formula = FormulaArguments(weights, subset, na_action, contrasts, environment)
    ready = ready_problem(formula, data, of_formula, options, summ)
    call = _closed(call, ready.by_row, weights, environment)
    frame = None
    if model:
        env = call.arguments["env"]
        rows = {"subset": subset, "na_action": na_action}
        frame = as_pandas(model_frame(formula, call.data, env=env, **rows))
    return _fit(ready, Wts, frame, call)


def _known_arguments() -> list[str]:
    return [key for key in multinom.__annotations__ if key not in ("unknown", "return")]


def _refuse_set_by_the_model(unknown: Mapping[str, Any]) -> None:
    """Raise if an argument of nnet() is given that the model sets itself."""
    for name in (*SET_BY_THE_MODEL, "mask"):
        if name in unknown:
            raise ArgumentError(
                f'formal argument "{name}" matched by multiple actual arguments: '
                f"a multinomial model sets it itself. Leave out {name}=, or use nnet()."
            )


def _closed(
    call: MatchedCall, problem: MultinomProblem, weights: Any, environment: Environment
) -> MatchedCall:
    """The call with what its formula saw, so that it can be made again whatever is changed."""
    spec = problem.network.terms
    assert spec is not None
    assert problem.data is not None  # they come with a formula
    used = spec.symbols | ({weights} if isinstance(weights, str) else set())
    return call.closed(
        KeptData(problem.data, used, spec.arrays_by_row(problem.data)),
        environment.closed(spec.memory.environment),
    )


def _fit(ready: ReadyProblem, Wts: Any, model: pd.DataFrame | None, call: MatchedCall) -> Multinom:
    problem = ready.by_case
    numbers = problem.network
    start = start_of(problem, Wts)
    # The Hessian of the network would be that of all its weights.
    fit = fit_network(
        Multinom,
        numbers,
        start.network,
        start.decay,
        start.wts,
        start.free,
        Hess=False,
        lab=problem.lab,
        rank=ready.rank,
        model=model,
        call=call,
        _cases=FittedCases(
            problem.design, problem.n_offsets, numbers.weights, problem.rows, ready.row_weights
        ),
    )
    options = numbers.response.options
    warn_if_not_converged(fit.convergence, fit.message, options)
    advise(fit)
    if not options.Hess:
        return fit
    return replace(fit, _second_derivatives=fit._information().copy())
