"""The kinds of arrays that functions of the package take and give, each under one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:  # the ground needs no pandas
    import pandas as pd

__all__ = ["AnyArray", "BoolArray", "FloatArray", "IntArray", "ObjectArray", "Outputs"]

AnyArray: TypeAlias = npt.NDArray[Any]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.intp]
ObjectArray: TypeAlias = npt.NDArray[np.object_]
# Values of cases: arrays from fits to arrays, pandas objects from formulas. Where a frame of
# another package was passed they are of its kind, which no type here can name.
Outputs: TypeAlias = "AnyArray | pd.Series[Any] | pd.DataFrame"
