"""What the numbers of a fit do not tell of its data, looked for once it is whole."""

from .checks import advise, unchecked

__all__ = ["advise", "unchecked"]
