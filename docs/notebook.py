"""What a notebook's kernel runs first when the site is made (PYTHONSTARTUP, set in conf.py)."""

import os
import warnings
from importlib import import_module
from pathlib import Path

import matplotlib
from IPython import get_ipython

os.chdir(Path(os.environ["PYTHONSTARTUP"]).parent / "data")

# Pictures have no paper of their own: pynnet.css turns the letters light where the page is dark.
matplotlib.rcParams.update({"figure.facecolor": "none", "axes.facecolor": "none"})
get_ipython().config.InlineBackend.figure_formats = ["svg"]

# A page has no use for a bar that was full in the end, nor for the word that widgets would draw it.
os.environ["TQDM_DISABLE"] = "1"
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import_module("tqdm.auto")
