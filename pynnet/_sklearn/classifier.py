"""A network with a hidden layer as scikit-learn's classifier."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from pynnet._nnet import TrainingData

from .classifying import Classifier
from .door import offered
from .fitting import Network, Seed
from .library import check_inputs

__all__ = ["NNetClassifier"]


@offered
class NNetClassifier(Classifier, Network):
    """A network with a hidden layer that classifies, as :func:`pynnet.nnet` fits it.

    Two classes have one output, fitted by entropy, more have one each, fitted by softmax, as from
    a formula. From the same seed the fit is that of ``nnet()``, bit for bit.

    Parameters
    ----------
    size : int, optional
        Number of hidden units, >= 0; 0 needs ``skip=True``. R has no default. Default 5, the
        largest of those that caret tries; choose it by a search.
    Wts : array_like of float, shape (n_weights,), optional
        Start weights. Default: drawn uniformly from [-rang, rang].
    mask : array_like of bool, shape (n_weights,), optional
        Which weights are fitted; the others stay at their start. Default all.
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
    class_weight : dict or "balanced", optional
        Weight of each class, times the weights of its cases; ``"balanced"``: the same total for
        each class. Default: all equal.
    warm_start : bool, optional
        Start where the last fit ended. Default False.
    random_state : int, RRandom, numpy.random.Generator or RandomState, optional
        Where the start weights come from. An int is R's ``set.seed``. Default: pynnet's global
        stream, see :func:`pynnet.set_seed`, and not NumPy's.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
        The classes in their own type, sorted as NumPy sorts them.
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
    NNetRegressor : For numbers.
    MultinomClassifier : Without hidden units.

    Notes
    -----
    Inputs are used as they are: scale them, with ``StandardScaler()`` in front, or the hidden units
    saturate at once. The outputs of the network are in R's order of the levels, which
    ``result_.lev`` tells; columns of probabilities are in that of `classes_`, on which all of
    scikit-learn counts.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, chapter 8.
    .. [2] R manual page ``nnet`` of package nnet.

    Examples
    --------
    >>> from sklearn.model_selection import cross_val_score
    >>> from pynnet import load_iris
    >>> from pynnet.sklearn import NNetClassifier
    >>> iris = load_iris()
    >>> X, y = iris.drop(columns="Species"), iris["Species"]
    >>> network = NNetClassifier(size=2, decay=0.01, maxit=500, random_state=1)
    >>> network.fit(X, y).result_
    a 4-2-3 network with 19 weights
    options were - softmax modelling  decay=0.01
    >>> cross_val_score(network, X, y).round(2).tolist()
    [1.0, 1.0, 0.97, 0.93, 1.0]
    """

    def __init__(
        self,
        size: int = 5,
        *,
        Wts: npt.ArrayLike | None = None,
        mask: npt.ArrayLike | None = None,
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
        class_weight: Any = None,
        warm_start: bool = False,
        random_state: Seed = None,
    ) -> None:
        self.size = size
        self.Wts = Wts
        self.mask = mask
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
        self.class_weight = class_weight
        self.warm_start = warm_start
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> NNetClassifier:
        """Fit the network.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            The inputs: finite numbers.
        y : array_like of shape (n,)
            The classes: text, numbers, booleans or categories; two or more.
        sample_weight : array_like of float, shape (n,), optional
            Case weights >= 0. Default 1 for each case.

        Returns
        -------
        NNetClassifier
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
            If the fitted values are constant.

        Examples
        --------
        >>> from pynnet.sklearn import NNetClassifier
        >>> X, y = [[0.0], [0.2], [0.8], [1.0]], ["no", "no", "yes", "yes"]
        >>> NNetClassifier(size=1, decay=0.01, random_state=1).fit(X, y).n_iter_
        28
        """
        options = self._options()
        x = check_inputs(self, X, reset=not self._goes_on)
        classes, weights = self._classes_to_fit(x, y, sample_weight)
        training = TrainingData.from_arrays(x, classes.factor, weights, options)
        response = training.response.labelled_as(classes.given)
        training = training._replace(inputs=self._input_names, response=response)
        self._keep(self._fit_network(training), classes)
        return self
