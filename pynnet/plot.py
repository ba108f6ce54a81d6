"""Pictures, with matplotlib (``pip install pynnet[plot]``)."""

from pynnet._tuning import plot_tune

__all__ = ["plot_tune"]
