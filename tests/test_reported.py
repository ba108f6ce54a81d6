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


def test_a_column_of_zeros_is_not_an_estimated_coefficient():
    """The level r has no rows; R: rank 3, edf 6, AIC 77.648."""
    d = pd.DataFrame({"x": np.arange(30) / 29})
    d["y"] = np.tile(list("abc"), 10)
    d["g"] = pd.Categorical(["p", "q"] * 15, categories=list("pqr"))
    fit = pynnet.multinom("y ~ x + g", d, trace=False)
    assert (fit.rank, fit.edf) == (3, 6)
    assert float.fromhex("0x1.3697981f195cp+6") == fit.AIC  # R


@pytest.mark.parametrize("formula", ["y ~ 0", "y ~ -1"])
def test_a_model_without_columns_is_refused_in_the_words_of_r(formula):
    """It was NumPy's "zero-size array"; R: incorrect length of 'mask'."""
    with pytest.raises(pynnet.FormulaError, match=r"incorrect length of 'mask'.*nothing to estim"):
        pynnet.multinom(formula, frame(), trace=False)


def test_predictors_near_the_largest_numbers_are_fitted_and_their_errors_refused(capfd):
    """It was a LinAlgError, and LAPACK printed; R fits, and refuses the summary in these words."""
    d = pd.DataFrame({"y": list("abc") * 10, "x": np.arange(30) / 29 * 1e200})
    with pytest.warns(pynnet.FitWarning, match="because of the scale of 'x'"):
        fit = pynnet.multinom("y ~ x", d, trace=False)
    assert fit.value == float.fromhex("0x1.07aabd30232dcp+5")  # R
    for method in ("R", "stable"):
        with pytest.raises(pynnet.DataError, match="infinite or missing values in 'x'"):
            fit.vcov(method)
    assert capfd.readouterr() == ("", "")


def test_advice_of_many_classes_takes_little_memory_and_loses_no_fit(monkeypatch):
    """The check of 200 classes took all memory; whatever fails in it is said, and the fit stays."""
    from pynnet._multinom import separation

    def no_memory(*_):
        raise MemoryError

    monkeypatch.setattr(separation, "possible_classes", no_memory)
    with pytest.warns(pynnet.FitWarning, match="not checked for separated classes: MemoryError"):
        fit = pynnet.multinom("Species ~ Petal.Length", pynnet.load_iris(), trace=False, maxit=500)
    assert fit.edf == 4


def test_many_balanced_classes_are_not_suspicious():
    """100 classes in 3,000 rows of noise took 13 seconds: now no linear program is made at all."""
    import tracemalloc
    import warnings

    stream = pynnet.RRandom(1)
    d = pd.DataFrame({"x": stream.rnorm(3000)})
    for name in ("z", "u", "v"):
        d[name] = stream.rnorm(3000)
    d["y"] = [f"c{k:03d}" for k in stream.sample(100, 3000, True)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tracemalloc.start()
        fit = pynnet.multinom("y ~ .", d, trace=False, MaxNWts=2000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert fit._class_probabilities.min() < 1e-3  # the check had something to look at
    assert peak < 20 * fit._outputs.nbytes


def test_a_predictor_in_seconds_since_1970_is_named():
    """R's search stops short of the maximum as well; scaled, the same model is far better."""
    d = frame(200)
    seconds = np.cumsum(np.ones(200)) * 86400
    d["when"] = 1.7e9 + seconds
    d["y"] = np.where(seconds + 3e6 * (d["x"] - 0.5) > seconds.mean(), "late", "early")
    with pytest.warns(pynnet.FitWarning, match=r"stopped before the maximum.*'when'"):
        raw = pynnet.multinom("y ~ when", d, trace=False)
    scaled = pynnet.multinom("y ~ scale(when)", d, trace=False)
    assert raw.value > scaled.value + 1


# ---- The language of formulas, and its limits


# ---- Functions of formulas, argument by argument


# ---- Every public entry refuses nonsense in its own words


# ---- Searches: checkpoints, workers, scores


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
