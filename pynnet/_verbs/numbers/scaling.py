"""R's ``scale``: columns centred and divided by their spread, and the same for new data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Matrix
from pynnet._formula import dimensions, scale_columns
from pynnet._ground import DataError, entry, invalid, is_flag, public, public_record

from ..calls import column_of

__all__ = ["Scaling", "scale", "scaling"]


@public_record
@dataclass(frozen=True, slots=True)
class Scaling:
    """What `scale` takes off numbers and divides them by, kept for new data.

    Made by :func:`pynnet.scaling`.

    Parameters
    ----------
    center : float, ndarray, Series or None
        See Attributes.
    scale : float, ndarray, Series or None
        See Attributes.

    Attributes
    ----------
    center : float, ndarray, Series or None
        What is subtracted: R's attribute ``scaled:center``. A float of a vector, else one for each
        column; None for nothing.
    scale : float, ndarray, Series or None
        What it is divided by then: R's attribute ``scaled:scale``.

    Raises
    ------
    ArgumentError
        If an argument is missing or unknown.

    Examples
    --------
    >>> from pynnet import scaling
    >>> scaling([1, 2, 4])
    Scaling(center=2.3333333333333335, scale=1.5275252316519468)
    """

    center: Any
    scale: Any

    @entry
    def apply(self, x: Any) -> Any:
        """Scale other numbers in the same way.

        Parameters
        ----------
        x : array_like, shape (m,) or (m, p)
            Numbers; as many columns as there were, of the same names if both have names.

        Returns
        -------
        ndarray, Series or DataFrame
            In the form of `x`.

        Raises
        ------
        DataError
            If `x` has other columns, or is not of numbers.

        Examples
        --------
        >>> from pynnet import scaling
        >>> scaling([1, 2, 4]).apply([3, 5]).round(4).tolist()
        [0.4364, 1.7457]
        """
        parts = [part for part in (self.center, self.scale) if part is not None]
        for part in parts:
            _check_same_columns(part, x)
        answer, _ = _scaled(
            x, *(False if part is None else part for part in (self.center, self.scale))
        )
        return answer


@public
@entry
def scale(x: Any, center: Any = True, scale: Any = True) -> Any:
    """Centre numbers and divide them by their spread, R's ``scale`` in all bits.

    The standardising of NumPy, pandas and scikit-learn differs in the last bit, and then a fit of
    the result does.

    Parameters
    ----------
    x : array_like, shape (n,) or (n, p)
        Numbers or truths. Missing values are passed over, and stay.
    center : bool, float or array_like, optional
        Whether the mean of each column is subtracted, or what is. Default True.
    scale : bool, float or array_like, optional
        Whether each column is then divided by its root mean square, which is the standard
        deviation if it was centred, or what it is divided by. Default True.

    Returns
    -------
    ndarray, Series or DataFrame of float
        In the form of `x`, with its index and names. R makes a matrix of a vector.

    Raises
    ------
    ArgumentError
        If `center` or `scale` is None.
    DataError
        If `x` is text or a factor, or there is not one number for each column.

    See Also
    --------
    scaling : the same, to be applied to new data.

    References
    ----------
    .. [1] R manual page ``scale``.

    Examples
    --------
    >>> from pynnet import scale
    >>> scale([1, 2, 3]).tolist()
    [-1.0, 0.0, 1.0]
    >>> scale([1, 2, 3], center=1, scale=2).tolist()
    [0.0, 0.5, 1.0]
    """
    return _scaled(x, center, scale)[0]


@public
@entry
def scaling(x: Any, center: Any = True, scale: Any = True) -> Scaling:
    """Find what :func:`pynnet.scale` takes off and divides by, to scale new data alike.

    Parameters
    ----------
    x : array_like, shape (n,) or (n, p)
        Numbers or truths, as of :func:`pynnet.scale`.
    center : bool, float or array_like, optional
        Whether the mean of each column is subtracted, or what is. Default True.
    scale : bool, float or array_like, optional
        Whether each column is then divided by its root mean square, or by what. Default True.

    Returns
    -------
    Scaling
        With `center`, `scale` and `apply`.

    Raises
    ------
    ArgumentError
        If `center` or `scale` is None.
    DataError
        If `x` is text or a factor, or there is not one number for each column.

    References
    ----------
    .. [1] R manual page ``scale``.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet import scale, scaling
    >>> train, test = pd.DataFrame({"a": [1, 2, 3]}), pd.DataFrame({"a": [4]})
    >>> kept = scaling(train)
    >>> kept.apply(train).equals(scale(train))
    True
    >>> kept.apply(test)
         a
    0  2.0
    """
    return _scaled(x, center, scale)[1]


def _scaled(x: Any, center: Any, scale: Any) -> tuple[Any, Scaling]:
    """Return numbers scaled, and how."""
    for name, value in (("center", center), ("scale", scale)):
        if value is None:
            raise invalid(name, value, "True, False, or a number for each column")
    column = column_of(x, "x")
    result = scale_columns(column, _choice(center, "center"), _choice(scale, "scale"))
    assert isinstance(result.column, Matrix)
    values = result.column.values
    how = Scaling(*(_of_columns(part, x) for part in (result.state.center, result.state.scale)))
    if isinstance(x, pd.DataFrame):
        return pd.DataFrame(values, index=x.index, columns=x.columns), how
    if dimensions(x) == 2:
        return values, how
    if isinstance(x, pd.Series):
        return pd.Series(values[:, 0], index=x.index, name=x.name), how
    return values[:, 0], how


def _choice(choice: Any, name: str) -> Any:
    """Return what is asked for as R has it; of a frame of one row or a dictionary nothing."""
    return column_of(bool(choice) if is_flag(choice) else choice, name)


def _of_columns(numbers: tuple[float, ...] | None, x: Any) -> Any:
    """Return the number of each column in the form of `x`."""
    if numbers is None:
        return None
    if isinstance(x, pd.DataFrame):
        return pd.Series(numbers, index=x.columns, dtype=np.float64)
    return np.array(numbers) if dimensions(x) == 2 else numbers[0]


def _check_same_columns(part: Any, x: Any) -> None:
    """Raise if new data have other columns than those that were scaled."""
    width = x.shape[1] if dimensions(x) == 2 else 1
    if np.size(part) != width:
        raise DataError(f"x has {width} columns: those that were scaled are {np.size(part)}.")
    if not (isinstance(part, pd.Series) and isinstance(x, pd.DataFrame)):
        return
    if list(part.index) != list(x.columns):
        raise DataError(
            f"x has the columns {list(x.columns)}: scaled were {list(part.index)}. "
            "Choose them in this order."
        )
