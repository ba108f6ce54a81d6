"""How results of pynnet and of R are compared."""

from .c_library import libm_differs
from .linear_algebra import blas_differs
from .recordings import RECORDED, load_record, load_session

__all__ = ["RECORDED", "blas_differs", "libm_differs", "load_record", "load_session"]
