"""Numbers in the byte order of another machine, as files of FITS, SAS and netCDF have them.

NumPy computes with them; pandas does not choose rows of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

__all__ = ["in_own_byte_order"]


def in_own_byte_order(values: Any) -> Any:
    """Return a frame, a column or an array in this machine's order: itself, if it has no other."""
    if isinstance(values, pd.DataFrame):
        swapped = [place for place, dtype in enumerate(values.dtypes) if not _is_own(dtype)]
        frame = values.copy(deep=False) if swapped else values
        for place in swapped:
            frame.isetitem(place, in_own_byte_order(values.iloc[:, place]))
        return frame
    if not isinstance(values, (np.ndarray, pd.Series)):
        return values
    dtype: Any = values.dtype
    return values if _is_own(dtype) else values.astype(dtype.newbyteorder("="))


def _is_own(dtype: Any) -> bool:
    return not isinstance(dtype, np.dtype) or dtype.isnative
