"""Multinomial log-linear models as scikit-learn's classifier."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._formula import quoted_name
from pynnet._ground import FloatArray
from pynnet._multinom import multinom
from pynnet._nnet import unconverged_as

from .classifying import Classifier
from .door import offered
from .fitting import FitConvergenceWarning
from .library import check_fitted, check_inputs

__all__ = ["MultinomClassifier"]

_DEFAULTS = {
    name: parameter.default for name, parameter in inspect.signature(multinom).parameters.items()
}


@offered
class MultinomClassifier(Classifier):
    """A multinomial log-linear model, as :func:`pynnet.multinom` fits it.

    The log odds of each class against the first are linear in the inputs; two classes are logistic
    regression. The fit is that of ``multinom("y ~ .", ...)``, bit for bit, and starts from weights
    of 0.

    Parameters
    ----------
    decay : float or array_like of shape (n_weights,), optional
        Weight decay, >= 0: the criterion grows by ``decay * w**2`` for each weight, the intercepts'
        too. Default 0.0.
    maxit : int, optional
        Largest number of iterations, >= 0. Default 100.
    Hess : bool, optional
        Keep the second derivatives of the negative log-likelihood. Default False.
    summ : {0, 1, 2, 3}, optional
        Fit equal cases as one, see :func:`pynnet.multinom`. Default 0, which fits all cases.
    Wts : array_like of float, shape (n_weights,), optional
        Start weights of the network. Default 0.
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
    class_weight : dict or "balanced", optional
        Weight of each class, times the weights of its cases; ``"balanced"``: the same total for
        each class. Default: all equal.
    warm_start : bool, optional
        Start where the last fit ended. Default False.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
        The classes in their own type, sorted as NumPy sorts them.
    coef_ : ndarray of float, shape (1, n_features) or (n_classes, n_features)
        Coefficients of the inputs, as ``LogisticRegression`` has them: of two classes those of the
        log odds of the second against the first, of more a row for each of `classes_`, in which the
        reference, the first level in R, has zeros. Inputs are columns of a matrix here, without a
        formula; after ``RFormula`` in a pipeline they are the columns that it makes.
    intercept_ : ndarray of float, shape (1,) or (n_classes,)
        Intercepts, likewise.
    result_ : Multinom
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
    NNetClassifier : With hidden units.

    Notes
    -----
    Inputs of arrays are called x0, x1, … in `result_`, as everywhere in scikit-learn.

    `classes_` are sorted as NumPy sorts them, levels in R as R does, or as categories are: so the
    reference is ``result_.lev[0]``, which need not be ``classes_[0]``. Unlike those of
    ``LogisticRegression``, rows of `coef_` do not add up to 0; probabilities are the softmax of
    scores either way.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, section 7.3.
    .. [2] R manual page ``multinom`` of package nnet.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> from pynnet.sklearn import MultinomClassifier
    >>> iris = load_iris()
    >>> model = MultinomClassifier(decay=0.01).fit(iris[["Petal.Width"]], iris["Species"])
    >>> model.result_.coef().round(2)
                (Intercept)  Petal.Width
    versicolor        -5.96         8.28
    virginica        -19.82        16.75
    >>> model.coef_.round(2).tolist()
    [[0.0], [8.28], [16.75]]
    >>> model.score(iris[["Petal.Width"]], iris["Species"])
    0.96
    """

    def __init__(
        self,
        *,
        decay: float | npt.ArrayLike = 0.0,
        maxit: int = 100,
        Hess: bool = False,
        summ: int = 0,
        Wts: npt.ArrayLike | None = None,
        trace: bool = False,
        MaxNWts: float = 1000,
        abstol: float = 1e-4,
        reltol: float = 1e-8,
        method: str = "R-BFGS",
        threads: int | None = None,
        class_weight: Any = None,
        warm_start: bool = False,
    ) -> None:
        self.decay = decay
        self.maxit = maxit
        self.Hess = Hess
        self.summ = summ
        self.Wts = Wts
        self.trace = trace
        self.MaxNWts = MaxNWts
        self.abstol = abstol
        self.reltol = reltol
        self.method = method
        self.threads = threads
        self.class_weight = class_weight
        self.warm_start = warm_start

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> MultinomClassifier:
        """Fit the model.

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
        MultinomClassifier
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
            If the inputs separate the classes, for instance.

        Examples
        --------
        >>> from pynnet.sklearn import MultinomClassifier
        >>> X, y = [[0.0], [0.2], [0.8], [1.0]], ["no", "yes", "no", "yes"]
        >>> MultinomClassifier().fit(X, y).result_.coef().round(2).tolist()
        [-0.6, 1.21]
        """
        self._options(size=0)
        x = check_inputs(self, X, reset=not self._goes_on)
        classes, weights = self._classes_to_fit(x, y, sample_weight)
        data = self._table(x)
        response = next(name for name in _responses() if name not in data)
        data[response] = classes.factor
        given = {name: vars(self)[name] for name in _DEFAULTS if name in vars(self)}
        options = {name: x for name, x in given.items() if not _is_default(name, x)}
        if self._goes_on:
            options["Wts"] = self.result_.wts
        with unconverged_as(FitConvergenceWarning):
            result = multinom(f"{quoted_name(response)} ~ .", data, weights, env={}, **options)
        self._keep(result, classes)
        return self

    @property
    def coef_(self) -> FloatArray:
        """Coefficients of the inputs, as LogisticRegression has them."""
        return self._weights[:, 1:]

    @property
    def intercept_(self) -> FloatArray:
        """Intercepts, as LogisticRegression has them."""
        return self._weights[:, 0]

    @property
    def _weights(self) -> FloatArray:
        """Intercept and coefficients of each class, or of the second of two against the first."""
        fitted = np.atleast_2d(np.asarray(self.result_.coef(), dtype=float))
        by_level = np.vstack([np.zeros(fitted.shape[1]), fitted])  # the reference is R's first
        of_classes = by_level[self._places]
        return of_classes if len(of_classes) > 2 else of_classes[1:] - of_classes[:1]

    def decision_function(self, X: Any) -> FloatArray:
        """Log odds: of the second of two classes, or of each class against the reference.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            The inputs of some cases.

        Returns
        -------
        ndarray of float, shape (n,) or (n, n_classes)
            ``X @ coef_.T + intercept_``; one number a case where there are two classes.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If the inputs are not those of the fit, or are no finite numbers.

        Examples
        --------
        >>> from pynnet.sklearn import MultinomClassifier
        >>> X, y = [[0.0], [0.2], [0.8], [1.0]], ["no", "yes", "no", "yes"]
        >>> MultinomClassifier().fit(X, y).decision_function([[0.0], [1.0]]).round(2)
        array([-0.6,  0.6])
        """
        check_fitted(self)
        x = check_inputs(self, X, reset=False)
        scores = x @ self.coef_.T + self.intercept_
        return scores[:, 0] if scores.shape[1] == 1 else scores

    def _outputs(self, x: FloatArray) -> FloatArray:
        return np.asarray(self.result_.predict(self._table(x), type="probs"))

    def _table(self, x: FloatArray) -> pd.DataFrame:
        """Inputs under the names that scikit-learn has for them."""
        names = self._input_names or tuple(f"x{i}" for i in range(x.shape[1]))
        return pd.DataFrame(x, columns=list(names))


def _is_default(name: str, value: Any) -> bool:
    default = _DEFAULTS[name]
    return value is default or (type(value) is type(default) and bool(value == default))


def _responses() -> Any:
    """Names for the response, of which the first that no input has is taken."""
    name = "y"
    while True:
        yield name
        name += "_"
