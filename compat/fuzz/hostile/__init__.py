"""The whole API with what nobody should pass: a result, or an error of pynnet."""

from .api import try_calls
from .campaign import try_formulas

__all__ = ["try_calls", "try_formulas"]
