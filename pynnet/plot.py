"""Pictures, with matplotlib (``pip install pynnet[plot]``)."""

from pynnet._caret import plot_train
from pynnet._explain import (
    plot_confusion,
    plot_fitted,
    plot_importance,
    plot_lek,
    plot_network,
    plot_path,
    plot_regions,
    plot_roc,
)
from pynnet._tuning import plot_tune

__all__ = [
    "plot_confusion",
    "plot_fitted",
    "plot_importance",
    "plot_lek",
    "plot_network",
    "plot_path",
    "plot_regions",
    "plot_roc",
    "plot_train",
    "plot_tune",
]
