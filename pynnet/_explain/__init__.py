"""What a network has learned: importance of its inputs, profiles, uncertainty, pictures.

fits: what is asked of a fit; importance: Garson's and Olden's, from the weights; profiles: Lek's,
from the outputs; bands: the delta method; bootstrap: fitted again, by the workers of tuning;
estimator, model_agnostic: scikit-learn's permutation importance and partial dependence;
marginal_models, marginal_adapter: fits for Python's marginaleffects; pictures.

May import: _tuning, _multinom, _nnet, _formula, _network, _data, _random, _printing, _ground.
Other rooms import only what is named here.
"""

from .bands import prediction_bands
from .bootstrap import bootstrap_bands
from .importance import garson, olden
from .marginal_models import marginaleffects_model
from .model_agnostic import partial_dependence, permutation_importance
from .pictures import (
    plot_confusion,
    plot_fitted,
    plot_importance,
    plot_lek,
    plot_network,
    plot_path,
    plot_regions,
    plot_roc,
)
from .profiles import lek_profile

__all__ = [
    "bootstrap_bands",
    "garson",
    "lek_profile",
    "marginaleffects_model",
    "olden",
    "partial_dependence",
    "permutation_importance",
    "plot_confusion",
    "plot_fitted",
    "plot_importance",
    "plot_lek",
    "plot_network",
    "plot_path",
    "plot_regions",
    "plot_roc",
    "prediction_bands",
]
