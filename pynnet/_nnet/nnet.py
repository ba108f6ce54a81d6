"""nnet(): from the user's arguments to a fitted network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from pynnet._formula import FormulaArguments
from pynnet._ground import entry, public, refuse_unknown
from pynnet._random import RRandom

from .arguments import data_of, one_of, refuse_formula_arguments, response_of
from .options import Options
from .result import NNet
from .starts import fit_from
from .training_data import TrainingData

__all__ = ["nnet", "nnet_arguments"]


@public
@entry
def nnet(
    formula_or_x: Any = None,
    data_or_y: Any = None,
    weights: Any = None,
    *,
    size: int | None = None,
    Wts: npt.ArrayLike | None = None,
    mask: npt.ArrayLike | None = None,
    linout: bool = False,
    entropy: bool = False,
    softmax: bool = False,
    censored: bool = False,
    skip: bool = False,
    rang: float = 0.7,
    decay: float | npt.ArrayLike = 0.0,
    maxit: int = 100,
    Hess: bool = False,
    trace: bool = True,
    MaxNWts: float = 1000,
    abstol: float = 1e-4,
    reltol: float = 1e-8,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: dict[str, Any] | None = None,
    env: Mapping[str, Any] | None = None,
    r_version: str | None = None,
    seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
    method: str = "R-BFGS",
    threads: int | None = None,
    formula: str | None = None,
    data: Any = None,
    x: Any = None,
    y: Any = None,
    **unknown: Any,
) -> NNet:
    """Fit a network with a single hidden layer, as R's ``nnet`` does.

    From the same seed the start weights, the path of the search and the fit are R's, bit for bit.
    The outputs are logistic unless the response or an option says otherwise: a categorical or text
    response of two levels is fitted by entropy, one of more levels by softmax; numbers are fitted
    by least squares, and need ``linout=True`` unless they lie between 0 and 1.

    Parameters
    ----------
    formula_or_x : str, or array_like or DataFrame of shape (n, p)
        An R formula such as ``"Species ~ ."``, or the inputs. Inputs are used as they are: scale
        them to about [0, 1] first, or the hidden units saturate at once. ``formula=`` and ``x=``
        are the same by name.
    data_or_y : DataFrame, or array_like of shape (n,) or (n, q)
        For a formula the data; else the response: numbers, or classes as text or categories.
        ``data=`` and ``y=`` are the same by name.
    weights : array_like of shape (n,), Series or str, optional
        Case weights >= 0; with a formula also the name of a column. Default 1 for each case.
    size : int
        Number of hidden units, >= 0; 0 needs ``skip=True``. Required.
    Wts : array_like of float, shape (n_weights,), optional
        Start weights. Default: drawn uniformly from [-rang, rang].
    mask : array_like of bool, shape (n_weights,), optional
        Which weights are fitted; the others stay at their start. Default all.
    linout : bool, optional
        Linear instead of logistic outputs. Default False.
    entropy : bool, optional
        Entropy (maximum conditional likelihood) instead of least squares. Default False.
    softmax : bool, optional
        Softmax (log-linear model) for two or more outputs. Default False.
    censored : bool, optional
        A variant of softmax in which a row of y marks all classes that are possible. Default False.
    skip : bool, optional
        Connect the inputs to the outputs as well. Default False.
    rang : float, optional
        Range of the random start weights, >= 0; about ``1 / max(abs(x))`` for unscaled inputs.
        Default 0.7; 0 starts from zeros without drawing.
    decay : float or array_like of shape (n_weights,), optional
        Weight decay, >= 0: the criterion grows by ``decay * w**2`` for each weight. Default 0.
    maxit : int, optional
        Largest number of iterations, >= 0. Default 100.
    Hess : bool, optional
        Compute the Hessian at the fit. Default False.
    trace : bool, optional
        Print R's trace to standard output. Default True.
    MaxNWts : int, optional
        Largest number of weights allowed. Default 1000.
    abstol, reltol : float, optional
        Stop when the criterion falls below `abstol`, default 1e-4, or cannot be reduced by more
        than the factor ``1 - reltol``, default 1e-8.
    subset : array_like of bool or int, optional
        Rows of the data to use, as a mask or positions from 0; formulas only. Default all.
    na_action : {"omit", "exclude", "fail"}, optional
        What to do with rows that have missing values; formulas only. ``"exclude"`` fits as
        ``"omit"`` does and shows the rows as missing in predictions for the data. Default "omit".
    contrasts : dict, optional
        Coding of categorical predictors, ``{"column": "treatment"}``; also ``"sum"``,
        ``"helmert"``, ``"poly"``, ``"SAS"``, R's names (``"contr.sum"``), or a matrix with a row
        for each level; formulas only. Default treatment, and polynomials for ordered categories.
    env : dict, optional
        Constants and functions of your own that the formula may use, ``{"f": f}``; formulas only.
        Default: the variables of the code that calls, and the functions defined in its module.
        Pass ``{}`` for a formula that you did not write.
    r_version : {"4.2", "4.5"}, optional
        The R that is followed where versions differ in a formula's functions; formulas only.
        Default "4.5".
    seed : int, RRandom, numpy.random.Generator or RandomState, optional
        Where the start weights come from. An int is R's ``set.seed`` for this call alone. Default:
        pynnet's global stream, see :func:`pynnet.set_seed`.
    method : str, optional
        ``"R-BFGS"``, or a gradient method of :func:`scipy.optimize.minimize` such as
        ``"L-BFGS-B"``, which needs less memory for large networks, stops by rules of its own, and
        does not equal R. Default "R-BFGS".
    threads : int, optional
        Threads that share the work of the compiled kernel, >= 1; the result does not depend on
        them. Default: as many as there are cores, where the work repays them.
    formula, data, x, y : optional
        The first two arguments by name.
    **unknown
        Refused; the nearest name is suggested. (R ignores arguments it does not know.)

    Returns
    -------
    NNet
        The fit: ``wts``, ``value``, ``convergence``, ``fitted_values``, ``predict()``, ….

    Raises
    ------
    ArgumentError
        If an argument is missing, unknown or out of range, or there are more than `MaxNWts`
        weights.
    DataError
        If the data cannot be used: missing (arrays) or infinite values, text, wrong shapes.
    FormulaError
        If the formula cannot be read or asks for columns that the data do not have.

    Warns
    -----
    RWarning
        As R does: empty levels of the response, for instance.
    FitWarning
        As R does not: numbers outside [0, 1] without `linout`, a fit stopped at `maxit`, constant
        fitted values.

    See Also
    --------
    NNet : The result.

    Notes
    -----
    All checks come before any work. A call that fails or is interrupted leaves the random stream
    as it was.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, chapter 8.
    .. [2] Ripley, B. D., *Pattern Recognition and Neural Networks*, Cambridge, 1996.
    .. [3] R manual page ``nnet`` of package nnet.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet import nnet
    >>> data = pd.DataFrame({"dose": [0, 1, 2, 3, 4, 5], "died": list("nnynyy")})
    >>> fit = nnet("died ~ dose", data, size=1, decay=0.01, seed=1, trace=False)
    >>> fit
    a 1-1-1 network with 4 weights
    inputs: dose
    output(s): died
    options were - entropy fitting  decay=0.01
    >>> fit.predict(pd.DataFrame({"dose": [0, 5]}), type="class").tolist()
    ['n', 'y']
    """
    arguments = dict(locals())
    if unknown:
        refuse_unknown(unknown, nnet_arguments())
    options = Options.checked(arguments)
    first = one_of("formula_or_x", formula_or_x, formula=formula, x=x)
    of_formula = FormulaArguments(weights, subset, na_action, contrasts, env, r_version=r_version)
    if formula is not None or isinstance(first, str):
        second = data_of(first, data_or_y, data, y)
        training = TrainingData.from_formula(first, second, of_formula, options)
    else:
        refuse_formula_arguments(of_formula)
        training = TrainingData.from_arrays(
            first, response_of(data_or_y, data, y), weights, options
        )
    return fit_from(training, Wts, mask, seed)


def nnet_arguments() -> list[str]:
    """Names of the arguments of nnet()."""
    return [key for key in nnet.__annotations__ if key not in ("unknown", "return")]
