"""Numbers that are marked as something else, which text made of them shows."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["MarkedNumbers"]


class MarkedNumbers(np.ndarray[Any, np.dtype[np.float64]]):
    """Numbers whose mark is their class; arithmetic gives plain numbers."""

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        """Return the result of arithmetic."""
        return array[()] if return_scalar else np.asarray(array)
