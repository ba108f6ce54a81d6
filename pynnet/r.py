"""R's verbs under R's names: ``from pynnet.r import *``."""

from pynnet import load_iris as load_iris
from pynnet import multinom as multinom
from pynnet import nnet as nnet
from pynnet import set_seed as set_seed
from pynnet._verbs import *  # noqa: F403
