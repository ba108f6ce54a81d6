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


def test_factor_keeps_missing_as_a_level_when_nothing_is_excluded():
    """Rows were dropped; R's model.matrix has a column for them, for new data too."""
    d = pd.DataFrame({"g": ["a", None, "b", "a"]})
    X = pynnet.model_matrix("~ factor(g, exclude = NULL)", d)
    assert list(X)[1:] == ["factor(g, exclude = NULL)b", "factor(g, exclude = NULL)NA"]
    assert X.iloc[:, 2].tolist() == [0, 1, 0, 0]
    new = pynnet.model_matrix("~ addNA(g)", d, newdata={"g": ["b", None]})
    assert new.to_numpy().tolist() == [[1, 1, 0], [1, 0, 1]]


def test_whole_categories_are_never_written_with_exponents():
    """Levels read 1e+05; R writes integers out."""
    assert list(pynnet.class_ind([100000, 200000])) == ["100000", "200000"]
    categories = pd.Categorical([100000, 200000])
    assert list(pynnet.model_matrix("~ g", {"g": categories}))[1] == "g200000"


def test_polynomials_of_two_variables_predict_one_row():
    """A bare IndexError came: the second variable was taken for the degree."""
    d = pd.DataFrame({"x": [1.0, 2, 4, 3, 7, 8], "z": [3.0, 1, 5, 2, 4, 9]})
    old = pynnet.model_matrix("~ poly(x, z)", d)
    new = pynnet.model_matrix("~ poly(x, z)", d, newdata=d[:1])
    np.testing.assert_allclose(new, old[:1], rtol=1e-14)  # by recurrence, not by projection


# ---- Every public entry refuses nonsense in its own words


# ---- Searches: checkpoints, workers, scores


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
