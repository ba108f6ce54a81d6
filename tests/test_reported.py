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


@pytest.fixture(scope="module")
def entry_fit():
    return pynnet.multinom("y ~ x + z", frame(), trace=False)


ENTRIES = {
    "ties": lambda _, v: pynnet.tune("nnet", "y ~ x", frame(), size=1, ties=v),
    "on_error": lambda _, v: pynnet.tune("nnet", "y ~ x", frame(), size=1, on_error=v),
    "method": lambda fit, v: fit.vcov(v),
    "type": lambda fit, v: fit.predict(type=v),
    "level": lambda fit, v: fit.tidy(level=v),
    "Wald_ratios": lambda fit, v: fit.summary(Wald_ratios=v),
    "at": lambda fit, v: fit.marginal_effects(at=v),
    "k": lambda fit, v: fit.extractAIC(k=v),
    "other": lambda fit, v: fit.lr_test(v),
    "steps": lambda fit, v: fit.step(steps=v),
    "direction": lambda fit, v: fit.step(direction=v),
    "sample_kind": lambda _, v: pynnet.RRandom(1, v),
    "greater_is_better": lambda _, v: pynnet.Metric("m", max, "class", v),
    "n": lambda _, v: pynnet.RRandom(1).unif_rand(v),
    "cl": lambda _, v: pynnet.class_ind({"g": v}),
}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize(
    "kind", [np.array, pd.Series, lambda v: pd.DataFrame({"a": v}), dict.fromkeys]
)
def test_a_table_where_one_value_is_wanted_is_refused(entry_fit, name, kind):
    """They ended in ValueError, TypeError or AttributeError of NumPy, pandas or Python."""
    with pytest.raises(pynnet.ArgumentError if name != "cl" else pynnet.DataError):
        ENTRIES[name](entry_fit, kind([1, 2]))


def test_unknown_keywords_of_methods(entry_fit):
    """They ended in Python's own TypeError; a hint is given only for a name that is like it."""
    with pytest.raises(pynnet.UnknownArgumentError, match=r"^unused argument \(digits = 3\): k"):
        entry_fit.summary(digits=3)
    with pytest.raises(pynnet.UnknownArgumentError, match="did you mean 'newdata'"):
        entry_fit.predict(new_data=frame())
    with pytest.raises(pynnet.UnknownArgumentError) as caught:
        pynnet.nnet("y ~ x", frame(), size=1, ref="a")
    assert "did you mean" not in str(caught.value)


def test_a_huge_number_of_points_is_refused():
    """They were drawn for ever: R's vectors have no more than 2^52 elements."""
    with pytest.raises(pynnet.ArgumentError, match="invalid 'n'"):
        pynnet.RRandom(1).points(5, np.uint64(2**64 - 1))


def test_tables_and_sets_are_no_columns():
    """The names of a frame's columns were taken for values."""
    for nonsense in (pd.DataFrame({"a": [1, 2]}), {1, 2}, {"a": 1, "b": 2}):
        with pytest.raises(pynnet.PynnetError):
            pynnet.class_ind(nonsense)
    with pytest.raises(pynnet.ArgumentError, match="invalid 'decay'"):
        pynnet.nnet("y ~ x", frame(), size=1, decay=np.array([1j]))


def test_trace_false_is_silent(entry_fit, capsys):
    """The lines that begin with "trying" were printed all the same."""
    entry_fit.drop1(trace=False)
    entry_fit.step(trace=0)
    assert capsys.readouterr().out == ""


def test_attributes_of_a_fit_cannot_be_set(entry_fit):
    """A new one ended in a TypeError about super()."""
    with pytest.raises(AttributeError, match="cannot set 'note': a Multinom is read-only"):
        entry_fit.note = 1
    with pytest.raises(AttributeError, match="cannot set 'wts': a Multinom is read-only"):
        entry_fit.wts = 1


def test_wide_characters_stand_in_line():
    """Chinese names take two columns each; R's print(data.frame(`名` = 1:2, b = 3:4))."""
    from pynnet._printing import table_lines

    lines = table_lines({"名": ["1", "2"], "b": ["3", "4"]}, ["1", "2"])
    assert lines == ["  名 b", "1  1 3", "2  2 4"]


def test_messages_are_short():
    """A message printed all that had been passed."""
    with pytest.raises(pynnet.PynnetError) as caught:
        pynnet.set_seed([1] * 100_000)
    assert len(str(caught.value)) < 300


# ---- Searches: checkpoints, workers, scores


# ---- Fits in all bits, the random stream, and the kernel


# ---- Random calls compared with R
