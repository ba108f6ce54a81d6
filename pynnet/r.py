"""R's verbs under R's names: ``from pynnet.r import *``."""

from pynnet import load_iris, multinom, nnet, set_seed
from pynnet._verbs import *  # noqa: F403
