"""tune(): hyperparameters chosen on rows held out.

tune -> arguments -> search.networks: read the data, plan, fit, choose -> result. Floors import
downwards: tune, arguments, search, result, then plotting and training_sets, then curves, then
drawing, resampling and scoring, then control, then grid, metrics, progress and resampling_schemes,
and at the bottom execution and checkpoint, which know nothing of tuning.

May import: _multinom, _nnet, _formula, _network, _data, _random, _printing, _numerics, _ground.
Other rooms import only what is named here.
"""

from .control import TuneControl, tune_control
from .execution.run_jobs import number_of_workers, run_jobs
from .judging.metrics import Metric
from .plotting import draw_search, plot_tune
from .result import SummaryTune, Tune
from .tune import best_nnet, best_tune, tune, tune_nnet

__all__ = [
    "Metric",
    "SummaryTune",
    "Tune",
    "TuneControl",
    "best_nnet",
    "best_tune",
    "draw_search",
    "number_of_workers",
    "plot_tune",
    "run_jobs",
    "tune",
    "tune_control",
    "tune_nnet",
]
