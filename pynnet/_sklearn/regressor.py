"""A network with a hidden layer as scikit-learn's regressor."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._ground import DataError, FloatArray, class_of
from pynnet._nnet import TrainingData

from .door import offered
from .fitting import Network, Seed
from .library import (
    RegressorMixin,
    check_case_weights,
    check_fitted,
    check_inputs,
    check_response,
)

__all__ = ["NNetRegressor"]


@offered
class NNetRegressor(RegressorMixin, Network):  # type: ignore[misc]
    """A network with a hidden layer for one number or several, as :func:`pynnet.nnet` fits it.

    From the same seed the fit is that of ``nnet()`` with ``linout=True``, bit for bit.

    Parameters
    ----------
    size : int, optional
        Number of hidden units, >= 0; 0 needs ``skip=True``. R has no default. Default 5, the
        largest of those that caret tries; choose it by a search.
    Wts : array_like of float, shape (n_weights,), optional
        Start weights. Default: drawn uniformly from [-rang, rang].
    mask : array_like of bool, shape (n_weights,), optional
        Which weights are fitted; the others stay at their start. Default all.
    linout : bool, optional
        Linear instead of logistic outputs. Default True, unlike in R, where it has to be asked for:
        logistic outputs lie between 0 and 1.
    entropy : bool, optional
        Entropy instead of least squares, for shares between 0 and 1; needs ``linout=False``.
        Default False.
    softmax : bool, optional
        Softmax, for two or more outputs that add up to 1. Default False.
    skip : bool, optional
        Connect the inputs to the outputs as well. Default False.
    rang : float, optional
        Range of the random start weights, >= 0. Default 0.7.
    decay : float or array_like of shape (n_weights,), optional
        Weight decay, >= 0: the criterion grows by ``decay * w**2`` for each weight. Default 0.0.
    maxit : int, optional
        Largest number of iterations, >= 0. Default 100.
    Hess : bool, optional
        Compute the Hessian at the fit. Default False.
    trace : bool, optional
        Print R's trace to standard output. Default False, unlike in R: many fits are one search.
    MaxNWts : float, optional
        Largest number of weights allowed. Default 1000.
    abstol, reltol : float, optional
        Stop when the criterion falls below `abstol`, default 1e-4, or cannot be reduced by more
        than the factor ``1 - reltol``, default 1e-8.
    method : str, optional
        ``"R-BFGS"``, or a gradient method of :func:`scipy.optimize.minimize`. Default "R-BFGS".
    threads : int, optional
        Threads that share the work of the compiled kernel, which change no bit. Default: as many as
        there are cores, where the work repays them.
    n_init : int, optional
        Number of fits, each from start weights of its own; the one with the smallest criterion is
        kept. Default 1.
    warm_start : bool, optional
        Start where the last fit ended. Default False.
    random_state : int, RRandom, numpy.random.Generator or RandomState, optional
        Where the start weights come from. An int is R's ``set.seed``. Default: pynnet's global
        stream, see :func:`pynnet.set_seed`, and not NumPy's.

    Attributes
    ----------
    result_ : NNet
        The fit as R has it: print it, ask for its ``summary()``.
    loss_ : float
        The criterion at the end, ``result_.value``: a sum over the cases, weight decay included.
    n_iter_ : int
        Number of iterations; for methods of SciPy's, of evaluations of the gradient.
    n_features_in_ : int
        Number of inputs.
    feature_names_in_ : ndarray of str, shape (n_features,)
        Their names, if they were the columns of a data frame and text.

    See Also
    --------
    NNetClassifier : For classes.

    Notes
    -----
    Inputs are used as they are: scale them, with ``StandardScaler()`` in front. The criterion of
    numbers is in their units too: ``TransformedTargetRegressor`` scales the response, so that
    `decay` means the same for all data.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, chapter 8.
    .. [2] R manual page ``nnet`` of package nnet.

    Examples
    --------
    >>> import numpy as np
    >>> from pynnet.sklearn import NNetRegressor
    >>> x = np.linspace(-1, 1, 21)[:, None]
    >>> network = NNetRegressor(size=3, decay=1e-4, maxit=500, random_state=1)
    >>> network.fit(x, np.sin(3 * x[:, 0])).predict([[0.5]]).round(2)
    array([1.])
    >>> network.result_
    a 1-3-1 network with 10 weights
    options were - linear output units  decay=1e-04
    """

    def __init__(
        self,
        size: int = 5,
        *,
        Wts: npt.ArrayLike | None = None,
        mask: npt.ArrayLike | None = None,
        linout: bool = True,
        entropy: bool = False,
        softmax: bool = False,
        skip: bool = False,
        rang: float = 0.7,
        decay: float | npt.ArrayLike = 0.0,
        maxit: int = 100,
        Hess: bool = False,
        trace: bool = False,
        MaxNWts: float = 1000,
        abstol: float = 1e-4,
        reltol: float = 1e-8,
        method: str = "R-BFGS",
        threads: int | None = None,
        n_init: int = 1,
        warm_start: bool = False,
        random_state: Seed = None,
    ) -> None:
        self.size = size
        self.Wts = Wts
        self.mask = mask
        self.linout = linout
        self.entropy = entropy
        self.softmax = softmax
        self.skip = skip
        self.rang = rang
        self.decay = decay
        self.maxit = maxit
        self.Hess = Hess
        self.trace = trace
        self.MaxNWts = MaxNWts
        self.abstol = abstol
        self.reltol = reltol
        self.method = method
        self.threads = threads
        self.n_init = n_init
        self.warm_start = warm_start
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> NNetRegressor:
        """Fit the network.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            The inputs: finite numbers.
        y : array_like of shape (n,) or (n, q)
            The response: numbers.
        sample_weight : array_like of float, shape (n,), optional
            Case weights >= 0. Default 1 for each case.

        Returns
        -------
        NNetRegressor
            The estimator itself.

        Raises
        ------
        ValueError
            If a parameter or the data cannot be used: in scikit-learn's words, or R's.

        Warns
        -----
        FitConvergenceWarning
            If the fit was stopped at `maxit`.
        FitWarning
            If the fitted values are constant, or the response goes beyond what the outputs reach.

        Examples
        --------
        >>> from pynnet.sklearn import NNetRegressor
        >>> fit = NNetRegressor(size=0, skip=True, random_state=1).fit([[0], [1]], [1, 3])
        >>> fit.result_.wts.round(2)
        array([1., 2.])
        """
        options = self._options()
        x = check_inputs(self, X, reset=not self._goes_on)
        targets = check_response(self, x, y, multi_output=True, y_numeric=True)
        if targets.dtype.kind not in "biuf":
            raise DataError(
                "NAs introduced by coercion: NNetRegressor fits numbers, and y holds "
                f"{class_of(targets.flat[0])}. Pass numbers, or use NNetClassifier."
            )
        names = y if isinstance(y, pd.DataFrame) else targets
        weights = check_case_weights(sample_weight, x)
        training = TrainingData.from_arrays(x, names, weights, options)
        training = training._replace(inputs=self._input_names)
        self.result_ = self._fit_network(training)
        return self

    def predict(self, X: Any) -> FloatArray:
        """Outputs for some cases.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            Their inputs.

        Returns
        -------
        ndarray of float, shape (n,) or (n, q)
            As the response was.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If the inputs are not those of the fit, or are no finite numbers.

        Examples
        --------
        >>> from pynnet.sklearn import NNetRegressor
        >>> network = NNetRegressor(size=0, skip=True, random_state=1)
        >>> network.fit([[0], [1]], [1, 3]).predict([[2]]).round(2)
        array([5.])
        """
        check_fitted(self)
        return np.asarray(self.result_.predict(check_inputs(self, X, reset=False)))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    def _more_tags(self) -> dict[str, Any]:  # of scikit-learn 1.5
        return {"multioutput": True}
