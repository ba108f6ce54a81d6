"""Settings of train that are drawn: where from, how many, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import pynnet
from pynnet import ArgumentError, RRandom
from pynnet.caret import train, train_control

QUIET = {"trace": False, "maxit": 3}
pytestmark = pytest.mark.filterwarnings("ignore:the fit stopped after")


def searched(method="nnet", **how):
    """A search of iris among settings that are drawn."""
    given = {"control": train_control("cv", 2, search="random"), "seed": 1, **QUIET, **how}
    return train("Species ~ Petal.Width", pynnet.load_iris(), method, **given)


def test_settings_are_drawn_after_the_seed_of_the_samples():
    """All sizes, then all decays, from the stream of the search."""
    stream = RRandom(1)
    stream.sample(2**31 - 1, 1)
    sizes = stream.sample(20, 5, replace=True)
    decays = [10.0**power for power in stream.runif(5, -5, 1)]
    found = searched(tune_length=5).results[["size", "decay"]]
    assert sorted(zip(sizes, decays, strict=True)) == list(map(tuple, found.to_numpy()))


def test_each_parameter_of_a_method_is_drawn():
    """Bagging too, which is a truth."""
    found = searched("avNNet", tune_length=8, repeats=1)
    assert list(found.results.columns[:3]) == ["size", "decay", "bag"]
    assert set(found.results["bag"]) == {True, False}
    assert list(searched("multinom", tune_length=2).best_tune) == ["decay"]


def test_three_are_drawn_unless_it_is_said():
    """One where nothing judges them; a thousand are no grid of a million."""
    assert len(searched().results) == 3
    none = train_control("none", search="random")
    assert len(searched(control=none).best_tune) == 2
    many = train_control("LGOCV", 1, search="random")
    assert len(searched("multinom", control=many, tune_length=1000).results) == 1000


def test_named_settings_are_not_drawn():
    """Nor is anything else: samples and seeds are those of a grid."""
    grid = {"size": [1, 2], "decay": [0.1]}
    one = searched(tune_grid=grid)
    other = searched(tune_grid=grid, control=train_control("cv", 2))
    assert one.results.equals(other.results)
    assert one.seeds == other.seeds


def test_workers_and_kinds_of_streams():
    """Two workers find the same; NumPy's numbers serve as well."""
    one, two = searched(), searched(n_jobs=2)
    assert one.results.equals(two.results)
    drawn = [searched(seed=np.random.default_rng(5)).results["decay"].tolist() for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_several_without_resampling_are_refused():
    """Nothing would choose among them."""
    with pytest.raises(ArgumentError, match=r"Only one model should be specified .* got 2"):
        searched(control=train_control("none", search="random"), tune_length=2)


@pytest.mark.parametrize("search", ["some", None, 1, ["grid", "random"], np.nan, "Random"])
def test_other_searches_are_refused(search):
    """With the two that there are."""
    with pytest.raises(ArgumentError, match="`search` should be either 'grid' or 'random': got"):
        train_control(search=search)
