"""Training sets: what is drawn, what is kept together, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from pynnet import ArgumentError, DataError, RRandom, tune_control
from pynnet._tuning.resampling import check_sampling, draw_splits, sampling_text
from pynnet._tuning.resampling_schemes import KNOWN_SCHEMES, Scheme, Split

CLASSES = np.array(["a"] * 12 + ["b"] * 6 + ["c"] * 3, dtype=object)
GROUPS = np.array([f"p{i // 3}" for i in range(21)], dtype=object)


def draw(control, n=21, seed=1, **how):
    """Training sets from a fresh stream, and the stream."""
    stream = RRandom(seed)
    check_sampling(control, n, separate=how.get("separate", False))
    return draw_splits(control, n, stream, **how), stream


def test_permutation_is_drawn_first_whatever_the_sampling():
    """A split takes the first rows of R's sample(n); nothing else is drawn."""
    stream = RRandom(1)
    order = stream.sample(21) - 1
    (split,), after = draw(tune_control(sampling="fix"))
    assert split.train.tolist() == order[:14].tolist()
    assert split.held_out.tolist() == sorted(order[14:])
    assert after.state.tolist() == stream.state.tolist()


@pytest.mark.parametrize("cross", [2, 3, 10, 20, 21])
def test_folds_divide_all_rows(cross):
    """Each row is held out once, and the rows trained on keep the order of the permutation."""
    splits, _ = draw(tune_control(cross=cross))
    order = (RRandom(1).sample(21) - 1).tolist()
    assert len(splits) == cross
    assert sorted(np.concatenate([s.held_out for s in splits]).tolist()) == list(range(21))
    for split in splits:
        left = set(split.held_out.tolist())
        assert split.train.tolist() == [row for row in order if row not in left]
        assert split.held_out.tolist() == sorted(left)


def test_bootstrap_draws_after_the_permutation():
    """Sample after sample with replacement; what is in none of it is held out."""
    splits, after = draw(tune_control(sampling="bootstrap", nboot=3, boot_size=0.5))
    stream = RRandom(1)
    stream.sample(21)
    for split in splits:
        train = stream.sample(21, 10, replace=True) - 1
        assert split.train.tolist() == train.tolist()
        assert split.held_out.tolist() == sorted(set(range(21)) - set(train.tolist()))
    assert after.state.tolist() == stream.state.tolist()


def test_separate_rows_leave_none_out():
    """With data of its own to predict, a split trains on all rows and holds out none."""
    (split,), _ = draw(tune_control(sampling="fix"), separate=True)
    assert split.train.tolist() == (RRandom(1).sample(21) - 1).tolist()
    assert split.held_out.size == 0


@pytest.mark.parametrize(
    ("control", "n", "words"),
    [
        ({"cross": 22}, 21, "‘cross’ must not exceed sampling size!"),
        ({"sampling": "fix", "fix": 0.01}, 21, "invalid 'fix'"),
        ({"sampling": "fix", "fix": 1.0}, 21, "invalid 'fix'"),
        ({"sampling": "bootstrap", "boot_size": 0.01}, 21, "invalid 'boot_size'"),
    ],
)
def test_division_that_is_impossible_is_refused(control, n, words):
    """Before anything is drawn, in R's words where it has some."""
    with pytest.raises(ArgumentError, match=words):
        check_sampling(tune_control(**control), n)


@pytest.mark.parametrize("control", [{}, {"folds": [0] * 10 + [1] * 11}])
def test_validation_data_do_not_go_with_folds(control):
    """Cross-validation has its own rows to predict."""
    with pytest.raises(ArgumentError, match="validation_x goes with sampling 'fix'"):
        check_sampling(tune_control(**control), 21, separate=True)


# Beyond e1071 ----------------------------------------------------------------------------------


def test_strata_are_divided_evenly():
    """The share of each class differs by less than one row between folds."""
    splits, _ = draw(tune_control(cross=3, stratify=True), strata=CLASSES)
    counts = [[int((CLASSES[s.held_out] == c).sum()) for c in "abc"] for s in splits]
    assert counts == [[4, 2, 1]] * 3
    assert sorted(np.concatenate([s.held_out for s in splits]).tolist()) == list(range(21))


@pytest.mark.parametrize("control", [{"sampling": "fix"}, {"sampling": "bootstrap", "nboot": 4}])
def test_strata_have_their_share_of_each_set(control):
    """A split and a bootstrap sample hold so many rows of each class."""
    control = tune_control(**control, boot_size=1.0, stratify=True)
    splits, _ = draw(control, strata=CLASSES)
    share = 2 / 3 if control.sampling == "fix" else 1
    for split in splits:
        counts = [int((CLASSES[split.train] == c).sum()) for c in "abc"]
        assert counts == [int(k * share) for k in (12, 6, 3)]


@pytest.mark.parametrize(
    "control", [{"cross": 3}, {"cross": 7}, {"sampling": "fix"}, {"sampling": "bootstrap"}]
)
def test_groups_stay_together(control):
    """No group is on both sides, and every row is on one."""
    splits, _ = draw(tune_control(**control, groups="g"), groups=GROUPS)
    for split in splits:
        assert not set(GROUPS[split.train]) & set(GROUPS[split.held_out])
        assert set(split.train) | set(split.held_out) == set(range(21))


def test_more_folds_than_groups_are_refused():
    """Seven groups make no eight folds."""
    with pytest.raises(DataError, match="‘cross’ must not exceed sampling size!: 7 groups"):
        draw(tune_control(cross=8, groups="g"), groups=GROUPS)


def test_partitions_are_drawn_one_after_the_other():
    """Two partitions are what two calls draw from one stream."""
    splits, after = draw(tune_control(cross=3, partitions=2))
    stream = RRandom(1)
    twice = [s for _ in range(2) for s in draw_splits(tune_control(cross=3), 21, stream)]
    assert [s.train.tolist() for s in splits] == [s.train.tolist() for s in twice]
    assert after.state.tolist() == stream.state.tolist()
    assert splits[0].train.tolist() != splits[3].train.tolist()


def test_given_folds_draw_nothing():
    """Labels leave out each label in turn, in order of appearance; pairs are taken as they are."""
    before = RRandom(1).state.tolist()
    splits, stream = draw(tune_control(folds=["y", "x", "y", "z"]), n=4)
    assert [s.held_out.tolist() for s in splits] == [[0, 2], [1], [3]]
    assert [s.train.tolist() for s in splits] == [[1, 3], [0, 2, 3], [0, 1, 2]]
    assert stream.state.tolist() == before
    pairs = [([2, 0], [1]), (np.array([True, True, False, False]), [3])]
    splits, _ = draw(tune_control(folds=pairs), n=4)
    assert [s.train.tolist() for s in splits] == [[2, 0], [0, 1]]
    assert [s.held_out.tolist() for s in splits] == [[1], [3]]


@pytest.mark.parametrize(
    ("folds", "words"),
    [
        ([0, 1, 0], "folds has shape"),
        ([], "folds has shape"),
        ([0, 1, None, 0], "missing labels"),
        ([0, 0, 0, 0], "no rows to train on"),
        ([[0, 1], [2]], "folds has shape"),
        ([([0, 1], [[2], [3, 4]])], "not given by positions"),
        ([([0, 1], [4])], "positions outside of 0 to 3"),
        ([([0, 1], [-1])], "positions outside of 0 to 3"),
        ([([0, 1], ["x"])], "not given by positions"),
        ([([0, 1], [])], "positions or a mask"),
        ([([0, 1], np.empty(0, int))], "no rows to predict"),
        ([([0, 1], [1, 2])], "are to be predicted as well, such as position 1"),
    ],
)
def test_given_folds_are_checked(folds, words):
    """Each set must have rows on both sides, none on both."""
    with pytest.raises(DataError, match=words):
        draw(tune_control(folds=folds), n=4)


def test_group_on_both_sides_of_given_folds_is_refused():
    """A group that is trained on may not be predicted."""
    control = tune_control(folds=[0] * 10 + [1] * 11, groups="g")
    with pytest.raises(DataError, match="group 'p3' is shared"):
        draw(control, groups=GROUPS)


@pytest.mark.parametrize(
    ("control", "text"),
    [
        ({}, "10-fold cross validation"),
        ({"cross": 21}, "leave-one-out"),
        ({"sampling": "fix"}, "fixed training/validation set"),
        ({"sampling": "boot"}, "bootstrapping"),
        ({"cross": 5, "stratify": True}, "5-fold cross validation, stratified"),
        ({"cross": 21, "groups": "g"}, "21-fold cross validation, grouped"),
        ({"partitions": 3}, "10-fold cross validation, 3 partitions"),
        ({"folds": [0, 1]}, "given training/validation sets"),
    ],
)
def test_sampling_has_a_name(control, text):
    """That of e1071, and what goes beyond it."""
    assert sampling_text(tune_control(**control), 21) == text


def test_scheme_is_an_entry_of_one_table(monkeypatch):
    """What is added there has a name for users, is checked, drawn, and put into words."""

    def check(_sizes, n, _separate):
        if n % 2:
            raise ArgumentError("odd")

    def halves(_sizes, rows, _stream, _separate):
        train = rows.order[: len(rows) // 2]
        yield Split(train, rows.without(train))

    half = Scheme("half", check, lambda *_: "one half", halves, takes_validation=True)
    monkeypatch.setitem(KNOWN_SCHEMES, "half", half)
    control = tune_control(sampling="ha", partitions=2)
    splits, _ = draw(control, n=20)
    assert [len(split.held_out) for split in splits] == [10, 10]
    assert sampling_text(control, 20) == "one half, 2 partitions"
    with pytest.raises(ArgumentError, match="odd"):
        draw(control)
    with pytest.raises(ArgumentError, match="“fix”, “bootstrap”, “half”: got 'h2'"):
        tune_control(sampling="h2")


# tune_control() --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"random": 0}, "random must be a strictly positive integer"),
        ({"random": -1}, "random must be a strictly positive integer"),
        ({"random": 1.5}, "random must be a strictly positive integer"),
        ({"random": True}, "random must be a strictly positive integer"),
        ({"cross": 1}, "‘cross’ must be greater than 1!"),
        ({"cross": 0}, "invalid number of intervals"),
        ({"cross": 2.5}, "invalid number of intervals"),
        ({"sampling": "jackknife"}, "'arg' should be one of “cross”, “fix”, “bootstrap”"),
        ({"sampling": ""}, "'arg' should be one of"),
        ({"nrepeat": 0}, "invalid 'nrepeat'"),
        ({"nboot": 0}, "invalid 'nboot'"),
        ({"fix": 0}, "invalid 'fix'"),
        ({"fix": 1.5}, "invalid 'fix'"),
        ({"boot_size": float("inf")}, "invalid 'boot_size'"),
        ({"best_model": "no"}, "invalid 'best_model'"),
        ({"error_fun": 3}, "invalid 'error_fun'"),
        ({"sampling_aggregate": "meen"}, "Did you mean 'mean'?"),
        ({"repeat_aggregate": 3}, "invalid 'repeat_aggregate'"),
        ({"partitions": 0}, "invalid 'partitions'"),
        ({"boot_size": np.float16("inf")}, "invalid 'boot_size'"),
        ({"cross": 10**5000}, "invalid number of intervals: got cross=a whole number of"),
        ({"random": 10**5000}, "random must be a strictly positive integer"),
        ({"partitions": 2**45}, "invalid 'partitions': got 35184372088832"),
        ({"nboot": 2**45}, "invalid 'nboot'"),
        ({"groups": -(10**5000)}, "invalid 'groups': got a whole number"),
        ({"stratify": 5}, "invalid 'stratify': got 5. Pass the name of a column"),
        ({"stratify": True, "groups": "g"}, "cannot both be kept"),
        ({"folds": [0, 1], "partitions": 2}, "folds= are the training sets"),
    ],
)
def test_control_refuses(given, words):
    """In R's words where it has some, with what was got."""
    with pytest.raises(ArgumentError, match=words.replace("?", r"\?")):
        tune_control(**given)


def test_counts_may_be_short_floats():
    """Which hold no number as large as a count may be."""
    control = tune_control(random=np.float16(3), cross=np.float16(4))
    assert (control.random, control.cross) == (3, 4)


def test_aggregates_are_those_of_r():
    """Means and standard deviations are formed in extended precision; median of an even number."""
    control = tune_control(repeat_aggregate="median", sampling_aggregate="max")
    values = np.array([0.1, 0.7, 0.2, 0.3])
    assert control.repeat_aggregate(values) == 0.25
    assert control.sampling_aggregate(values) == 0.7
    assert np.isnan(control.sampling_dispersion(values[:1]))
    assert tune_control(sampling_aggregate="min").sampling_aggregate(values) == 0.1
