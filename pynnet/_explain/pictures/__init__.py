"""Pictures of fitted networks, with matplotlib (``pip install "pynnet[plot]"``).

Each takes `ax` and returns it; without one a new figure is made, as large as what it shows needs.
"""

from .classes import plot_confusion, plot_roc
from .fitted import plot_fitted
from .network import plot_network
from .regions import plot_regions
from .search_path import plot_path
from .tables import plot_importance, plot_lek

__all__ = [
    "plot_confusion",
    "plot_fitted",
    "plot_importance",
    "plot_lek",
    "plot_network",
    "plot_path",
    "plot_regions",
    "plot_roc",
]
