"""Classes as scikit-learn sorts them, and as R does."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pynnet._data import as_column, as_text, collation_key, factor_of_codes
from pynnet._ground import AnyArray, DataError, FloatArray, IntArray, shown
from pynnet._multinom import all_classes

from .library import check_response, class_weights, nonzero_weights, refuse_targets

__all__ = ["EncodedClasses", "balanced", "encoded", "probabilities"]


class EncodedClasses(NamedTuple):
    """A response of classes.

    Attributes
    ----------
    values : ndarray, shape (n_classes,)
        The classes in their own type, sorted as NumPy sorts them: everything in scikit-learn
        that is given probabilities counts on that.
    codes : ndarray of int, shape (n,)
        Which of them each case has.
    places : ndarray of int, shape (n_classes,)
        Which of R's levels each of them is.
    factor : Categorical
        The response as R's factor, which the network is fitted to.
    given : ndarray or Series, shape (n,)
        The response as it was passed.
    """

    values: AnyArray
    codes: IntArray
    places: IntArray
    factor: pd.Categorical
    given: Any


def encoded(estimator: Any, X: Any, y: Any) -> EncodedClasses:
    """Sort the classes of a response; it has at least two, in one dimension."""
    categories = _of_categories(y, len(X))
    if categories is not None:
        return categories
    array, (values, codes) = _sorted(estimator, X, y)
    if len(values) < 2:
        raise DataError(
            f"{type(estimator).__name__} needs samples of at least 2 classes in the data, but "
            f"the data contains only one class: {shown(values[0])}."
        )
    texts, order = _levels(values, getattr(y, "dtype", None))
    places = np.empty(len(values), dtype=np.intp)
    places[order] = np.arange(len(values))
    factor = factor_of_codes(places[codes], [texts[i] for i in order], ordered=False)
    given = y if isinstance(y, pd.Series) else array
    return EncodedClasses(values, codes, places, factor, given)


def _of_categories(y: Any, n: int) -> EncodedClasses | None:
    """The same for a column of categories that are text, two or more and all in use; else None."""
    if not (isinstance(y, pd.Series) and isinstance(y.dtype, pd.CategoricalDtype)) or len(y) != n:
        return None
    factor: pd.Categorical = y.array  # type: ignore[assignment]
    levels, codes = factor.categories.to_numpy(dtype=object), np.asarray(factor.codes)
    if len(levels) < 2 or codes.min() < 0 or not all(isinstance(level, str) for level in levels):
        return None
    if not np.bincount(codes, minlength=len(levels)).all():
        return None
    places = np.argsort(levels)
    return EncodedClasses(levels[places], np.argsort(places)[codes], places, factor, y)


def _sorted(estimator: Any, X: Any, y: Any) -> tuple[AnyArray, tuple[AnyArray, IntArray]]:
    """The response as an array; its classes, and which of them each case has."""
    array = y.to_numpy() if _is_plain(y) else y
    if type(array) is np.ndarray and array.shape == X.shape[:1] and array.dtype.kind in "biuUO":
        try:
            found = np.unique(array, return_inverse=True)
        except TypeError:  # missing values, or types that have no order
            found = (np.array([None]), np.array([0]))
        if array.dtype.kind != "O" or all(isinstance(value, str) for value in found[0]):
            return array, found
    # scikit-learn takes its time, and has the words for what cannot be used.
    array = check_response(estimator, X, y, multi_output=False)
    refuse_targets(array)
    return array, np.unique(array, return_inverse=True)


def _is_plain(y: Any) -> bool:
    """Whether a column is what it is as an array."""
    return isinstance(y, pd.Series) and isinstance(y.dtype, (np.dtype, pd.CategoricalDtype))


def _levels(values: AnyArray, dtype: Any) -> tuple[list[str], list[int]]:
    """R's texts of the classes, and which comes first, second, … in R."""
    if isinstance(values[0], str):
        texts = [str(value) for value in values]
    else:
        column: Any = as_column(values, "y")
        texts = [str(text) for text in as_text(column)]
        if len(set(texts)) < len(texts):  # the same to R's 15 digits
            texts = [str(value) for value in values]
    everything = range(len(values))
    if isinstance(dtype, pd.CategoricalDtype):
        known = dtype.categories.get_indexer(pd.Index(values))
        return texts, sorted(everything, key=known.__getitem__)
    if values.dtype.kind in "OUST":
        key = collation_key("en")
        return texts, sorted(everything, key=lambda i: key(texts[i]))
    return texts, list(everything)


def balanced(
    classes: EncodedClasses, class_weight: Any, weights: FloatArray | None
) -> FloatArray | None:
    """Case weights, times those of the classes."""
    if class_weight is None:
        return weights
    if isinstance(class_weight, str) and class_weight == "balanced":
        # Of cases of weight 0 as of cases that are not there.
        totals = np.bincount(classes.codes, weights, minlength=len(classes.values))
        present = totals > 0
        by_class = np.zeros(len(totals))
        by_class[present] = totals.sum() / (present.sum() * totals[present])
    else:
        by_class = class_weights(class_weight, classes=classes.values, y=classes.values)
    of_cases = np.asarray(by_class)[classes.codes]
    return nonzero_weights(of_cases if weights is None else weights * of_cases)


def probabilities(outputs: FloatArray, places: IntArray) -> FloatArray:
    """Probabilities of the classes in their order, from the outputs of a network."""
    return np.asarray(all_classes(outputs.reshape(len(outputs), -1))[:, places])
