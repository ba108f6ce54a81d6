"""What is taken of scikit-learn, from 1.5 on: here alone, because its names have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import to_pandas
from pynnet._ground import DataError, FloatArray, is_foreign, require, shown

__all__ = [
    "BaseEstimator",
    "ClassifierMixin",
    "ConvergenceWarning",
    "RegressorMixin",
    "TransformerMixin",
    "check_case_weights",
    "check_feature_names_in",
    "check_fitted",
    "check_inputs",
    "check_response",
    "check_table",
    "class_weights",
    "nonzero_weights",
    "refuse_targets",
]


def _part(name: str) -> ModuleType:
    return require(f"sklearn.{name}", extra="sklearn", caller="pynnet.sklearn")


BaseEstimator: Any = _part("base").BaseEstimator
ClassifierMixin: Any = _part("base").ClassifierMixin
RegressorMixin: Any = _part("base").RegressorMixin
TransformerMixin: Any = _part("base").TransformerMixin
ConvergenceWarning: Any = _part("exceptions").ConvergenceWarning

_NO_NUMBERS = ("c", "m", "M")  # kinds that NumPy makes numbers of
_validation: Any = _part("utils.validation")
check_fitted: Any = _validation.check_is_fitted
check_feature_names_in: Any = _validation._check_feature_names_in
class_weights: Any = _part("utils.class_weight").compute_class_weight
_refuse_targets: Any = _part("utils.multiclass").check_classification_targets


@contextmanager
def _in_doubles(what: str) -> Iterator[None]:
    """Have scikit-learn look at numbers in silence, and refuse those that no double can hold."""
    try:
        with np.errstate(all="ignore"):
            yield
    except OverflowError:
        raise DataError(
            f"{what} contains infinity or a value too large for dtype('float64')."
        ) from None


def _validated(estimator: Any, X: Any, **checks: Any) -> Any:
    with _in_doubles("Input X"):
        if hasattr(_validation, "validate_data"):
            return _validation.validate_data(estimator, X, **checks)
        if checks.pop("skip_check_array", False):  # as scikit-learn 1.5 has it
            checks["cast_to_ndarray"] = False
        return estimator._validate_data(X, **checks)


def refuse_targets(y: Any) -> None:
    """Raise for a response of numbers that are no classes."""
    with _in_doubles("Input y"):
        _refuse_targets(y)


def check_inputs(estimator: Any, X: Any, *, reset: bool) -> FloatArray:
    """Inputs as a matrix of numbers, all finite; the features are told, or compared if known."""
    X = _without_mask(X, "X")
    is_frame = isinstance(X, pd.DataFrame) and all(dtype == np.float64 for dtype in X.dtypes)
    values = X.to_numpy() if is_frame else X
    if not (
        _passes(values) and _features_agree(estimator, X if is_frame else None, values, reset=reset)
    ):
        values = _validated(estimator, X, reset=reset, dtype=np.float64)
    _refuse_repeated(getattr(estimator, "feature_names_in_", ()))
    return np.ascontiguousarray(values)


def _refuse_repeated(names: Sequence[str]) -> None:
    """Raise if features have the same name, about which scikit-learn has nothing to say."""
    if len(set(names)) < len(names):
        repeated = next(name for name, times in Counter(names).items() if times > 1)
        raise DataError(f"X has several columns named {shown(repeated)}. Give each its own name.")


def _without_mask(values: Any, what: str) -> Any:
    """A masked array as a plain one, which scikit-learn makes of it whatever is masked."""
    if not isinstance(values, np.ma.MaskedArray):
        return values
    if np.ma.is_masked(values):
        raise DataError(f"Input {what} contains NaN: some of its values are masked.")
    return np.asarray(values)


def _passes(values: Any) -> bool:
    """Whether scikit-learn would have nothing to say, which takes it longer than a fit."""
    plain = type(values) is np.ndarray and values.dtype == np.float64 and values.ndim == 2
    return plain and values.size > 0 and bool(np.isfinite(values).all())


def _features_agree(
    estimator: Any, frame: pd.DataFrame | None, values: FloatArray, *, reset: bool
) -> bool:
    """Tell the features of what passes, or compare them; False leaves both to scikit-learn."""
    columns = None if frame is None else frame.columns.to_numpy(dtype=object)
    if columns is not None and not all(type(name) is str for name in columns):
        return False
    if not reset:
        known = getattr(estimator, "feature_names_in_", None)
        if columns is None or known is None:
            return columns is known and values.shape[1] == estimator.n_features_in_
        return list(columns) == list(known)
    if columns is None:
        vars(estimator).pop("feature_names_in_", None)
    else:
        estimator.feature_names_in_ = columns
    estimator.n_features_in_ = values.shape[1]
    return True


def check_table(estimator: Any, X: Any, *, reset: bool, allow_nan: bool) -> pd.DataFrame:
    """Columns of any kind; the features are told, or compared if known.

    Of frames of other packages scikit-learn would make one array, and columns would lose their
    types: levels their order, and gaps would be refused where no formula looks.
    """
    if is_foreign(X):
        X = to_pandas(X, "X")
    if isinstance(X, pd.DataFrame):
        _refuse_repeated([name for name in X.columns if isinstance(name, str)])
        _validated(estimator, X, reset=reset, skip_check_array=True)
        _validation.check_array(np.zeros(X.shape), estimator=estimator)  # its size alone
        return X
    X = _without_mask(X, "X")
    finite = "ensure_all_finite" if hasattr(_validation, "validate_data") else "force_all_finite"
    wanted = {finite: "allow-nan" if allow_nan else True}
    values = _validated(estimator, X, reset=reset, dtype=None, **wanted)
    names = getattr(estimator, "feature_names_in_", None)  # of a frame that is not pandas'
    if names is None:
        names = [f"V{i + 1}" for i in range(values.shape[1])]  # as R's data.frame() has them
    return pd.DataFrame(values, columns=list(names)).infer_objects()


def check_response(
    estimator: Any, X: Any, y: Any, *, multi_output: bool, y_numeric: bool = False
) -> Any:
    """The response, of as many cases as the inputs, and without gaps."""
    if y is None:
        _validated(estimator, X, y=None)  # raises in its words
    y = _without_mask(y, "y")
    if isinstance(y, pd.Series) and y.isna().any():
        raise DataError("Input y contains NaN.")  # which scikit-learn cannot say of pandas.NA
    with _in_doubles("Input y"):
        checked = _validation._check_y(
            y, multi_output=multi_output, y_numeric=y_numeric, estimator=estimator
        )
    _validation.check_consistent_length(X, checked)
    return checked


def check_case_weights(sample_weight: Any, x: FloatArray) -> FloatArray | None:
    """Case weights as numbers; None stays None."""
    if sample_weight is None:
        return None
    sample_weight = _without_mask(sample_weight, "sample_weight")
    if _kind_of(sample_weight) in _NO_NUMBERS:
        raise DataError(
            f"sample_weight must be numbers: got {shown(sample_weight)}. Pass one for each case."
        )
    with _in_doubles("sample_weight"):
        weights = _validation._check_sample_weight(sample_weight, x, dtype=np.float64)
    return nonzero_weights(np.asarray(weights))


def _kind_of(values: Any) -> str:
    """NumPy's letter for the kind of some values; none for those of different lengths."""
    try:
        return np.asarray(values).dtype.kind
    except (TypeError, ValueError):
        return ""


def nonzero_weights(weights: FloatArray) -> FloatArray:
    """Return weights of which not all are zero."""
    if weights.any():
        return weights
    raise DataError("Sample weights must contain at least one non-zero number.")
