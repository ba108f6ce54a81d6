"""Files of R's: hostile ones, and random objects there and back."""

from .campaign import try_files

__all__ = ["try_files"]
