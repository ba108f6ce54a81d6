"""The operands of R's operators: recycled to one length; of factors R warns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._data import Column
from pynnet._ground import AnyArray, DataError, RWarning, warn

__all__ = ["Logical", "not_meaningful", "recycle"]

Logical = npt.NDArray[np.int8]
"""Truths: 0, 1, and -1 for missing."""


def recycle(*vectors: AnyArray) -> list[AnyArray]:
    """Repeat shorter vectors to the length of the longest; one of length 1 is left to NumPy."""
    lengths = [len(v) for v in vectors]
    longest = 0 if 0 in lengths else max(lengths)
    if any(n not in (0, 1, longest) and longest % n for n in lengths):
        warn("longer object length is not a multiple of shorter object length", RWarning)
    return [v if len(v) in (1, longest) else np.resize(v, longest) for v in vectors]


def not_meaningful(symbol: str, *columns: Column) -> Logical:
    """Warn as R does when an operator meets a factor; the result is missing throughout."""
    factors = [c for c in columns if isinstance(c, pd.Categorical)]
    message = f"‘{symbol}’ not meaningful for factors"
    if any(f.ordered for f in factors):
        message = f"'{symbol}' is not meaningful for ordered factors"
    if len({f.ordered for f in factors}) > 1:
        raise DataError(f'Incompatible methods ("Ops.ordered", "Ops.factor") for "{symbol}"')
    warn(message, RWarning)
    return np.full(max(map(len, columns)), -1, dtype=np.int8)
