"""What users reported: what they saw, the right value, and where that comes from."""

import numpy as np
import pandas as pd
import pytest

import pynnet


def frame(n=60, seed=1):
    """Two numbers and three classes, drawn by R's generator from a stream of their own."""
    stream = pynnet.RRandom(seed)
    d = pd.DataFrame({"x": stream.runif(n), "z": stream.runif(n)})
    d["y"] = np.array(list("abc"))[stream.sample(3, n, True) - 1]
    return d


def test_the_frame_of_these_tests_is_that_of_the_reports():
    assert frame().shape == (60, 3)
    with pytest.raises(KeyError):
        frame()["w"]


# ---- A fit is closed: what is computed later uses what was there at the fit


# ---- Effects know what a variable is; labels, shapes and padding of results


# ---- Advice costs little; rank, covariance, memory


# ---- The language of formulas, and its limits


# ---- Functions of formulas, argument by argument


# ---- Every public entry refuses nonsense in its own words


# ---- Searches: checkpoints, workers, scores


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
