"""Metrics: closed forms, exact rational arithmetic, and what they say of cases without an answer.

compat/tests/test_metrics.py holds them equal to their formulas in R.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import ArgumentError
from pynnet._tuning.judging.measures import probabilities
from pynnet._tuning.judging.metrics import Metric, find_metric, metric_names

EPS = float(np.finfo(float).eps)


def judge(name, truth, predicted):
    """Value of a metric by its name; a matrix of probabilities or text is about classes."""
    predicted = np.asarray(predicted)
    is_class = predicted.ndim == 2 or predicted.dtype.kind in "UO"
    return find_metric(name, is_class=is_class)(np.asarray(truth), predicted)


def two(p):
    """Probabilities of two levels from those of the second."""
    p = np.asarray(p, dtype=float)
    return np.column_stack([1 - p, p])


@st.composite
def judged_classes(draw):
    """Classes and probabilities, with ties and zeros among them."""
    levels = draw(st.integers(2, 4))
    n = draw(st.integers(1, 12))
    truth = draw(st.lists(st.integers(0, levels - 1), min_size=n, max_size=n))
    rows = st.lists(st.integers(0, 5), min_size=levels, max_size=levels).filter(any)
    counts = np.array(draw(st.lists(rows, min_size=n, max_size=n)), dtype=float)
    return np.array(truth), counts / counts.sum(axis=1, keepdims=True)


numbers = st.lists(
    st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=12
).map(lambda pairs: tuple(np.array(column) for column in zip(*pairs, strict=True)))


def exactly(values):
    """The numbers as fractions, which lose nothing."""
    return [Fraction(float(value)) for value in np.ravel(values)]


def near(got, exact, terms):
    """Whether a number is a fraction but for rounding each of its terms and the result."""
    # Each term carries at most three roundings, their sum and the quotient one each.
    return abs(Fraction(got) - exact) <= Fraction(EPS) * (3 * terms + abs(exact))


# Classes ---------------------------------------------------------------------------------------


def test_error_is_the_share_of_wrong_labels():
    """From the share of right ones, in the rounding of e1071."""
    assert judge("error", ["a", "b", "c"], ["a", "b", "a"]) == 1 - 2 / 3
    assert judge("error", ["a"], ["b"]) == 1.0
    assert judge("error", ["a"], ["a"]) == 0.0


def test_log_loss_by_hand():
    """Two certain, one even and one of a quarter: (0 + 0 + log 2 + log 4) / 4."""
    p = two([1.0, 0.0, 0.5, 0.25])
    assert judge("log_loss", [1, 0, 1, 1], p) == pytest.approx(0.75 * math.log(2), rel=2 * EPS)


def test_log_loss_of_a_certain_mistake_is_finite():
    """A probability of 0 counts as 2.2e-16, not as infinitely bad; one above that is as it is."""
    assert judge("log_loss", [0], two([1.0])) == -math.log(EPS) == pytest.approx(36.04, abs=0.005)
    assert judge("log_loss", [1], two([1e-10])) == -math.log(1e-10)


def test_brier_by_hand():
    """Two levels: the square of one distance; more: the squares of all of a row."""
    assert judge("brier", [1, 0], two([0.5, 0.25])) == (0.25 + 0.0625) / 2
    assert judge("brier", [2, 0], [[0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]) == 0.375 / 2
    assert judge("brier", [0], [[0.0, 1.0, 0.0]]) == 2.0


def test_auc_by_hand():
    """Of 2 x 3 pairs 4 are won and one is tied."""
    assert judge("auc", [0, 0, 0, 1, 1], two([0.1, 0.4, 0.6, 0.4, 0.9])) == 4.5 / 6
    assert judge("auc", [0, 1], two([0.3, 0.3])) == 0.5
    assert judge("auc", [0, 0, 1, 1], two([0.9, 0.8, 0.2, 0.1])) == 0.0


def test_auc_tells_small_probabilities_apart():
    """They differ, although one minus them does not."""
    assert judge("auc", [0, 1], two([1e-300, 2e-300])) == 1.0


def test_auc_of_three_levels_is_the_mean_of_each_against_the_rest():
    """Areas 1, 1/2 and 1/2."""
    p = [[0.8, 0.1, 0.1], [0.3, 0.3, 0.4], [0.2, 0.5, 0.3]]
    areas = [judge("auc", np.array([0, 1, 2]) == k, two(np.array(p)[:, k])) for k in range(3)]
    assert areas == [1.0, 0.5, 0.5]
    assert judge("auc", [0, 1, 2], p) == pytest.approx(2 / 3, rel=EPS)


def test_auc_leaves_out_a_level_without_rows():
    """The mean is that of the levels that can be told apart."""
    p = np.array([[0.8, 0.1, 0.1], [0.3, 0.3, 0.4], [0.4, 0.5, 0.1]])
    assert judge("auc", [0, 1, 1], p) == (1.0 + 1.0) / 2


@pytest.mark.parametrize("levels", [2, 3])
def test_auc_of_a_single_class_is_undefined(levels):
    """There is no pair to compare."""
    p = np.full((4, levels), 1 / levels)
    assert math.isnan(judge("auc", [1, 1, 1, 1], p))


@given(judged_classes())
def test_auc_is_the_share_of_pairs(judged):
    """Counted one by one in fractions; the area of two levels is rounded once."""
    truth, p = judged

    def area(is_case, score):
        pairs = list(itertools.product(score[is_case], score[~is_case]))
        wins = sum((a > b) + Fraction(int(a == b), 2) for a, b in pairs)
        return Fraction(wins) / len(pairs) if pairs else None

    if p.shape[1] == 2:
        areas = [area(truth == 1, p[:, 1])]
    else:
        areas = [area(truth == k, p[:, k]) for k in sorted(set(truth.tolist()))]
    got = judge("auc", truth, p)
    if None in areas:
        assert math.isnan(got)
    elif len(areas) == 1:
        assert got == float(areas[0])
    else:
        assert near(got, sum(areas) / len(areas), 1)


@given(judged_classes())
def test_brier_is_exact_but_for_rounding(judged):
    """Against fractions."""
    truth, p = judged
    columns = range(p.shape[1]) if p.shape[1] > 2 else [1]
    exact = [
        sum((Fraction(float(row[k])) - int(k == right)) ** 2 for k in columns)
        for right, row in zip(truth, p, strict=True)
    ]
    assert near(judge("brier", truth, p), sum(exact) / len(exact), p.shape[1])


@given(judged_classes(), st.randoms(use_true_random=False))
def test_metrics_of_classes_do_not_depend_on_the_order_of_rows(judged, random):
    """The same rows, shuffled, are the same prediction."""
    truth, p = judged
    order = list(range(len(truth)))
    random.shuffle(order)
    for name in ("log_loss", "brier", "auc"):
        # Sums in another order may differ in the last bits.
        assert judge(name, truth[order], p[order]) == pytest.approx(
            judge(name, truth, p), rel=4 * EPS, nan_ok=True
        )


@given(judged_classes())
def test_metrics_of_classes_are_in_their_ranges(judged):
    """Log loss from 0 to 36.05, Brier to 2, or to 1 for two levels, AUC from 0 to 1."""
    truth, p = judged
    assert 0 <= judge("log_loss", truth, p) <= 36.05
    assert 0 <= judge("brier", truth, p) <= (1 if p.shape[1] == 2 else 2)
    area = judge("auc", truth, p)
    assert math.isnan(area) or 0 <= area <= 1


@pytest.fixture(scope="module")
def learn():
    """Give the metrics of scikit-learn; without it the test is skipped, which says why."""
    return pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")


@given(judged=judged_classes())
def test_classes_equal_scikit_learn(learn, judged):
    """Where it has an answer, and is installed."""
    truth, p = judged
    levels = list(range(p.shape[1]))
    p = p / p.sum(axis=1, keepdims=True)
    # The same formulas, added pairwise there and from left to right here; scikit-learn also
    # takes a probability of 1 for a little less.
    same = {"rel": 1e-12, "abs": 1e-12}
    assert judge("log_loss", truth, p) == pytest.approx(
        learn.log_loss(truth, p, labels=levels), **same
    )
    if len(levels) == 2:
        expected = learn.brier_score_loss(truth, p[:, 1], pos_label=1)
        assert judge("brier", truth, p) == pytest.approx(expected, **same)
    if len(set(truth.tolist())) == len(levels):
        score = p[:, 1] if len(levels) == 2 else p
        expected = learn.roc_auc_score(truth, score, multi_class="ovr")
        assert judge("auc", truth, p) == pytest.approx(expected, **same)


# Probabilities of a network's outputs ----------------------------------------------------------


def test_single_output_is_the_probability_of_the_second_level():
    """Two columns, for the first level and for the second."""
    made = probabilities(np.array([[0.25], [1.0]]), ("n", "y"), ("n", "y"))
    assert made.tolist() == [[0.75, 0.25], [0.0, 1.0]]


def test_level_that_was_not_trained_on_has_probability_zero():
    """Columns are those of all levels, in their order."""
    made = probabilities(np.array([[0.25, 0.75]]), ("a", "c"), ("a", "b", "c"))
    assert made.tolist() == [[0.25, 0.0, 0.75]]


# Numbers ---------------------------------------------------------------------------------------


def test_metrics_of_numbers_by_hand():
    """Errors 1, -2 and 0 about a mean of 2."""
    truth, predicted = [1.0, 2.0, 3.0], [2.0, 0.0, 3.0]
    assert judge("mse", truth, predicted) == 5 / 3
    assert judge("error", truth, predicted) == 5 / 3
    assert judge("mae", truth, predicted) == 1.0
    assert judge("r2", truth, predicted) == 1 - 5 / 2


def test_several_responses_are_taken_together():
    """All their numbers; for R-squared each about its own mean."""
    metric = {name: find_metric(name, is_class=False) for name in ("mse", "mae", "r2")}
    truth = np.array([[0.0, 10.0], [2.0, 14.0]])
    predicted = truth + np.array([[1.0, 0.0], [0.0, -3.0]])
    assert metric["mse"](truth, predicted) == 10 / 4
    assert metric["mae"](truth, predicted) == 1.0
    assert metric["r2"](truth, predicted) == 1 - 10 / 10


def test_r2_is_undefined_where_nothing_varies():
    """One row, or the same number in all rows, has no variation to explain."""
    assert math.isnan(judge("r2", [3.0], [3.0]))
    assert math.isnan(judge("r2", [3.0, 3.0], [3.0, 4.0]))


@given(numbers)
def test_metrics_of_numbers_are_exact_but_for_rounding(judged):
    """Against fractions."""
    truth, predicted = judged
    difference = [a - b for a, b in zip(exactly(truth), exactly(predicted), strict=True)]
    squares, sizes = [d * d for d in difference], [abs(d) for d in difference]
    n = len(truth)
    # Squares added one after the other in double precision: a rounding for each.
    mse, exact = Fraction(judge("mse", truth, predicted)), sum(squares) / n
    assert abs(mse - exact) <= Fraction(EPS) * (n + 3) * exact + Fraction(5e-324)
    assert near(judge("mae", truth, predicted), sum(sizes) / n, sum(sizes) / n)


@given(numbers)
def test_r2_of_a_perfect_prediction_is_one(judged):
    """Wherever it is defined."""
    truth, _ = judged
    assert judge("r2", truth, truth) == 1.0 or math.isnan(judge("r2", truth, truth))


def test_numbers_equal_scikit_learn(learn):
    """Where it is installed."""
    rng = np.random.default_rng(3)
    truth = rng.normal(size=50)
    predicted = truth + rng.normal(size=50)
    # Sums there are pairwise, here they go from left to right.
    for name, theirs in (
        ("mse", learn.mean_squared_error),
        ("mae", learn.mean_absolute_error),
        ("r2", learn.r2_score),
    ):
        expected = theirs(truth, predicted)
        assert judge(name, truth, predicted) == pytest.approx(expected, rel=1e-13)


# No answer -------------------------------------------------------------------------------------


def test_metrics_of_no_rows_are_nan():
    """Quietly: a training set may hold all rows."""
    for name in metric_names(is_class=True):
        needs_labels = name == "error"
        predicted = np.array([], dtype=object) if needs_labels else np.empty((0, 3))
        assert math.isnan(
            find_metric(name, is_class=True)(np.array([], dtype=np.intp), predicted)
        ), name
    for name in metric_names(is_class=False):
        assert math.isnan(find_metric(name, is_class=False)(np.array([]), np.array([]))), name


def test_metrics_of_missing_predictions_are_nan():
    """A fit that went wrong must not look like a good one."""
    p = two([0.2, np.nan, 0.7])
    for name in ("log_loss", "brier", "auc"):
        assert math.isnan(judge(name, [0, 1, 1], p)), name
    for name in metric_names(is_class=False):
        assert math.isnan(judge(name, [1.0, 2.0], [1.0, np.nan])), name


def test_nothing_passed_in_is_changed():
    """Arrays that cannot be written to will do."""
    truth, p = np.array([0, 1, 2]), np.full((3, 3), 1 / 3)
    y, guess = np.array([1.0, 2.0, 4.0]), np.array([1.5, 2.0, 3.0])
    for array in (truth, p, y, guess):
        array.flags.writeable = False
    assert all(np.isfinite(judge(name, truth, p)) for name in ("log_loss", "brier", "auc"))
    assert all(np.isfinite(judge(name, y, guess)) for name in metric_names(is_class=False))


# By name ---------------------------------------------------------------------------------------


def test_names_are_those_that_suit_the_response():
    """Each finds its metric, which says which way is better."""
    assert metric_names(is_class=True) == ["error", "log_loss", "auc", "brier"]
    assert metric_names(is_class=False) == ["error", "mse", "mae", "r2"]
    better = {
        name
        for is_class in (True, False)
        for name in metric_names(is_class=is_class)
        if find_metric(name, is_class=is_class).greater_is_better
    }
    assert better == {"auc", "r2"}


def test_function_is_a_metric_of_labels_or_numbers():
    """What it returns becomes a float; one that does not say which is better is refused."""

    def missed(truth, predicted):
        return np.int64((truth != predicted).sum())

    for is_class in (True, False):
        with pytest.raises(ArgumentError, match=r"whether more of missed is .*_better=True\)"):
            find_metric(missed, is_class=is_class)
    metric = find_metric(Metric("missed", missed, "class"), is_class=True)
    assert (metric.name, metric.needs, metric.greater_is_better) == ("missed", "class", False)
    value = metric(np.array(["a", "b"]), np.array(["a", "a"]))
    assert (value, type(value)) == (1.0, float)


def test_metric_of_ones_own_is_taken_as_it_is():
    """With what it needs and which way is better."""
    own = Metric("largest", lambda _, p: p.max(), "probability", greater_is_better=True)
    assert find_metric(own, is_class=True) is own


@pytest.mark.parametrize(
    ("wanted", "is_class", "message"),
    [
        (
            "auc",
            False,
            "the metric 'auc' judges probabilities of classes, but the response is numbers. "
            "Pass one of error, mse, mae, r2.",
        ),
        (
            "r2",
            True,
            "the metric 'r2' judges numbers, but the response is a factor. "
            "Pass one of error, log_loss, auc, brier.",
        ),
        (
            Metric("own", max, "class"),
            False,
            "the metric 'own' judges classes, but the response is numbers. "
            "Pass one of error, mse, mae, r2.",
        ),
        ("AUC", True, "unknown metric 'AUC': did you mean 'auc'?"),
        ("logloss", True, "unknown metric 'logloss': did you mean 'log_loss'?"),
        (
            "F17",
            True,
            "unknown metric 'F17': pass one of error, log_loss, auc, brier, "
            "or the name of one of scikit-learn's scorers.",
        ),
        (
            3,
            False,
            "invalid metric: got 3. Pass one of error, mse, mae, r2, "
            "or a function of the true and the predicted values.",
        ),
    ],
)
def test_metrics_that_cannot_be_used(wanted, is_class, message):
    """The error says what there is instead."""
    with pytest.raises(ArgumentError) as caught:
        find_metric(wanted, is_class=is_class)
    assert str(caught.value) == message


@pytest.mark.parametrize("is_class", [True, False])
def test_documentation_names_every_metric(is_class):
    """In the class that users find."""
    assert all(f'"{name}"' in Metric.__doc__ for name in metric_names(is_class=is_class))
