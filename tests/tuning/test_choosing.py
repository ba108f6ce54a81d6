"""The one-standard-error rule, and which settings are simpler."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import ArgumentError, tune_control, tune_nnet
from pynnet._tuning.search.choosing import one_standard_error, simplest_first

FORWARD = np.arange(4)


def test_simplest_setting_within_one_standard_error_is_chosen():
    """The second is as near as the standard error of the best, the first is not."""
    mean = np.array([0.40, 0.25, 0.22, 0.20])
    assert one_standard_error(mean, np.full(4, 0.051), FORWARD) == 1
    assert one_standard_error(mean, np.full(4, 0.03), FORWARD) == 2
    assert one_standard_error(mean, np.full(4, 0.0), FORWARD) == 3


def test_edge_of_one_standard_error_belongs_to_it():
    """As in the rule's definition: not above the best plus one standard error."""
    mean = np.array([0.75, 0.5])
    assert one_standard_error(mean, np.array([9.0, 0.25]), np.array([0, 1])) == 0


def test_standard_error_is_that_of_the_best():
    """A vague setting does not widen the choice."""
    assert one_standard_error(np.array([0.5, 0.1]), np.array([9.0, 0.1]), np.array([0, 1])) == 1


def test_order_decides_not_the_place():
    """The simplest may stand anywhere in the table."""
    mean, se = np.array([0.2, 0.21, 0.22]), np.full(3, 0.1)
    assert one_standard_error(mean, se, np.array([2, 0, 1])) == 2


def test_greater_may_be_better():
    """Then the rule looks below the largest."""
    mean = np.array([0.5, 0.85, 0.9])
    assert one_standard_error(mean, np.full(3, 0.06), np.arange(3), greater_is_better=True) == 1


def test_settings_without_a_mean_are_passed_over():
    """Even if they are simpler."""
    mean = np.array([np.nan, 0.21, 0.2])
    assert one_standard_error(mean, np.array([np.nan, 0.1, 0.1]), np.arange(3)) == 1


def test_rule_needs_a_standard_error():
    """With one training set there is none, and the error says what to do."""
    with pytest.raises(ArgumentError, match="two training sets or more"):
        one_standard_error(np.array([0.2]), np.array([np.nan]), np.array([0]))


def test_rule_needs_a_mean():
    """If all failed there is nothing to choose."""
    with pytest.raises(ArgumentError, match="no setting has a value"):
        one_standard_error(np.array([np.nan]), np.array([np.nan]), np.array([0]))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.floats(0, 1), st.randoms())
def test_choice_is_near_the_best_and_nothing_simpler_is(mean, width, random):
    """What the rule promises, whatever the numbers."""
    mean, se = np.array(mean), np.full(len(mean), width)
    order = list(range(len(mean)))
    random.shuffle(order)
    chosen = one_standard_error(mean, se, np.array(order))
    limit = mean.min() + width
    assert mean[chosen] <= limit
    assert all(mean[k] > limit for k in order[: order.index(chosen)])


def test_fewer_units_then_more_decay_then_fewer_iterations_are_simpler():
    """A row that is simpler in an earlier respect comes first, whatever the later ones."""
    settings = pd.DataFrame(
        [
            {"size": 1, "skip": False, "decay": 0.1, "maxit": 100},
            {"size": 1, "skip": False, "decay": 0.1, "maxit": 500},
            {"size": 1, "skip": False, "decay": 0.0, "maxit": 50},
            {"size": 1, "skip": True, "decay": 9.0, "maxit": 10},
            {"size": 2, "skip": False, "decay": 9.0, "maxit": 10},
        ]
    )
    order = [3, 0, 4, 2, 1]
    found = simplest_first(settings.iloc[order], len(order))
    assert [order[k] for k in found] == [0, 1, 2, 3, 4]


def test_settings_that_are_as_simple_keep_their_order():
    """Other hyperparameters do not count, and neither does what does not vary."""
    assert simplest_first({"rang": [0.7, 0.1, 0.5]}, 3).tolist() == [0, 1, 2]
    assert simplest_first({}, 1).tolist() == [0]


def test_vector_of_decays_counts_as_its_mean():
    """One decay for each weight is between a smaller and a larger single one."""
    assert simplest_first({"decay": [0.1, [0.1, 0.3], 0.3]}, 3).tolist() == [2, 1, 0]


@pytest.mark.parametrize("name", ["repeat_aggregate", "sampling_aggregate", "sampling_dispersion"])
@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda: 1.0, "failed: TypeError"),
        (lambda _: "a", "makes 'a'. Pass a function that makes one number"),
        (lambda values: values, "makes array"),
        (lambda _: None, "makes None"),
        (lambda _: 10**400, "makes a whole number of"),
    ],
)
def test_aggregates_that_make_no_number_are_named(name, function, words):
    """Whatever they raise, or give in its place."""
    data = pd.DataFrame({"x": np.arange(12) / 12, "y": list("ab") * 6})
    control = tune_control(cross=3, nrepeat=2, **{name: function})
    with pytest.raises(ArgumentError, match=words) as caught:
        tune_nnet("y ~ x", data, size=1, maxit=1, trace=False, seed=1, control=control)
    assert name in str(caught.value)
