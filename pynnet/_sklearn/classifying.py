"""What all classifiers share: a response of classes to be fitted, and predictions of classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._ground import AnyArray, ArgumentError, FloatArray

from .classes import EncodedClasses, balanced, encoded, probabilities
from .fitting import FittedByBFGS
from .library import ClassifierMixin, check_case_weights, check_fitted, check_inputs

__all__ = ["Classifier"]


class Classifier(ClassifierMixin, FittedByBFGS):  # type: ignore[misc]
    """A classifier whose fit has an output for each class, or a single one for two."""

    classes_: AnyArray
    _levels: tuple[str, ...]

    def _classes_to_fit(
        self, x: FloatArray, y: Any, sample_weight: Any
    ) -> tuple[EncodedClasses, FloatArray | None]:
        """The response, and the weights of the cases."""
        classes = encoded(self, x, y)
        if self._goes_on and self._levels != tuple(classes.factor.categories):
            raise ArgumentError(  # in the words of scikit-learn's networks
                "warm_start can only be used where `self.classes_` is the same as in the previous "
                f"call to fit. Previously got {self.classes_}, `y` has {classes.values}."
            )
        weights = check_case_weights(sample_weight, x)
        return classes, balanced(classes, self.class_weight, weights)

    def _keep(self, result: Any, classes: EncodedClasses) -> None:
        self.result_, self.classes_ = result, classes.values
        self._levels, self._places = tuple(classes.factor.categories), classes.places

    def _outputs(self, x: FloatArray) -> FloatArray:
        return np.asarray(self.result_.predict(x))

    def predict_proba(self, X: Any) -> FloatArray:
        """Probabilities of the classes.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            The inputs of some cases.

        Returns
        -------
        ndarray of float, shape (n, n_classes)
            A column for each of `classes_`, in their order; each row adds up to 1.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If the inputs are not those of the fit, or are no finite numbers.

        Examples
        --------
        >>> from pynnet.sklearn import NNetClassifier
        >>> X, y = [[0.0], [0.2], [0.8], [1.0]], ["no", "no", "yes", "yes"]
        >>> NNetClassifier(size=1, decay=0.01, random_state=1).fit(X, y).predict_proba(X).round(1)
        array([[0.9, 0.1],
               [0.8, 0.2],
               [0.1, 0.9],
               [0.1, 0.9]])
        """
        check_fitted(self)
        x = check_inputs(self, X, reset=False)
        return probabilities(self._outputs(x), self._places)

    def predict_log_proba(self, X: Any) -> FloatArray:
        """Logarithms of the probabilities of the classes.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            The inputs of some cases.

        Returns
        -------
        ndarray of float, shape (n, n_classes)
            Minus infinity where a probability is 0.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If the inputs are not those of the fit, or are no finite numbers.

        Examples
        --------
        >>> from pynnet.sklearn import NNetClassifier
        >>> X, y = [[0.0], [0.2], [0.8], [1.0]], ["no", "no", "yes", "yes"]
        >>> fit = NNetClassifier(size=1, decay=0.01, random_state=1).fit(X, y)
        >>> fit.predict_log_proba([[1.0]]).round(1)
        array([[-2.7, -0.1]])
        """
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(self.predict_proba(X)))

    def predict(self, X: Any) -> AnyArray:
        """Classes of the largest probability; of several that tie the first in `classes_`.

        Parameters
        ----------
        X : array_like or DataFrame of shape (n, p)
            The inputs of some cases.

        Returns
        -------
        ndarray, shape (n,)
            Classes, of the type that was fitted.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If the inputs are not those of the fit, or are no finite numbers.

        Examples
        --------
        >>> from pynnet.sklearn import NNetClassifier
        >>> X, y = [[0.0], [0.2], [0.8], [1.0]], [1, 1, 2, 2]
        >>> NNetClassifier(size=1, decay=0.01, random_state=1).fit(X, y).predict(X)
        array([1, 1, 2, 2])
        """
        largest = np.argmax(self.predict_proba(X), axis=1)
        return np.asarray(self.classes_[largest])
