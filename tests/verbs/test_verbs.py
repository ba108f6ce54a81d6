"""What verbs take and give: forms, indices, gaps, and R's answers as hex floats.

Numbers were asked of R 4.2 with ``sprintf("%a", ...)``.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import pynnet
import pynnet.r as R  # noqa: N812 - it stands for R
from pynnet import ArgumentError, DataError, FitWarning, RWarning

NAMED = pd.Series([3.0, 1.0, np.nan, 2.0], index=list("abcd"), name="x")
EACH = ["exp", "log1p", "sqrt", "abs_", "round_", "sign", "cumsum", "plogis", "pnorm", "is_na"]


@pytest.mark.parametrize("name", EACH)
def test_value_of_each_has_the_form_of_the_argument(name):
    """A Series keeps index and name, an array is an array, a number a number of Python."""
    verb = getattr(R, name)
    series, array = verb(NAMED), verb(NAMED.to_numpy())
    assert series.index.equals(NAMED.index)
    assert series.name == "x"
    assert type(array) is np.ndarray
    np.testing.assert_array_equal(series.to_numpy(), array)
    assert type(verb([1.0, 2.0])) is np.ndarray
    if name != "cumsum":
        assert type(verb(1.0)) in (float, int, bool)


@pytest.mark.parametrize("name", ["exp", "sqrt", "round_"])
def test_frame_gives_a_frame(name):
    """With its index and the names of its columns."""
    frame = pd.DataFrame({"u": [1.0, 4.0], "v": [9.0, 16.0]}, index=["p", "q"])
    result = getattr(R, name)(frame)
    assert list(result.columns) == ["u", "v"]
    assert list(result.index) == ["p", "q"]


@pytest.mark.parametrize(
    ("name", "values", "right"),
    [
        ("mean", [0.1, 0.2, 0.4, 1e9], "0x1.dcd650059999ap+27"),
        ("sd", [0.1, 0.2, 0.4], "0x1.38d6509b0208ep-3"),
        ("var", [0.1, 0.2, 0.4], "0x1.7e4b17e4b17e5p-6"),
        ("sum_", [0.1] * 10, "0x1p+0"),
        ("median", [0.1, 0.4, 0.2], "0x1.999999999999ap-3"),
        ("mad", [0.1, 0.2, 0.4, 9.0], "0x1.c7746887a8d66p-3"),
        ("IQR", [0.1, 0.2, 0.4, 9.0], "0x1.3p+1"),
    ],
)
def test_summary_is_a_number_of_python(name, values, right):
    """In R's bits."""
    answer = getattr(R, name)(values)
    assert type(answer) is float
    assert answer == float.fromhex(right)


def test_quantiles_are_named_by_their_per_cent():
    """R: names(quantile(1:9, c(1/3, 0.025, 1e-10)))."""
    quantiles = R.quantile(range(1, 10), [1 / 3, 0.025, 1e-10])
    assert list(quantiles.index) == ["33.33333%", "2.5%", "0.00000001%"]
    assert type(R.quantile([1, 2], names=False)) is np.ndarray
    assert R.quantile([True, False], type=1, names=False).dtype == np.float64


def test_logarithm_has_the_bits_of_r():
    """R: sprintf("%a", log10(c(3, 5, 11) / 7)); NumPy's differ in up to 7 % of values."""
    right = ["-0x1.78cee80a1c282p-2", "-0x1.2b452cf2224fap-3", "0x1.9202ed4a2fa77p-3"]
    assert R.log10(np.array([3.0, 5.0, 11.0]) / 7).tolist() == list(map(float.fromhex, right))


def test_positions_count_from_1():
    """As in R, in every verb that gives positions or takes them."""
    x = [5.0, 9.0, 7.0]
    assert R.which_max(x) == 2
    assert R.which([False, True, True]).tolist() == [2, 3]
    assert R.order(x).tolist() == [1, 3, 2]
    assert R.match([7.0], x).tolist() == [3]
    assert R.max_col([x]).tolist() == [2]
    assert R.which_is_max(x) == 2
    assert R.take(x, R.order(x)).tolist() == [5.0, 7.0, 9.0]
    assert (pynnet.max_col([x]).tolist(), pynnet.which_is_max(x)) == ([1], 1)


@pytest.mark.parametrize(
    ("i", "right"),
    [
        ([1, 3], ["a", "c"]),
        ([-1, -2], ["c"]),
        (0, []),
        ([2.9], ["b"]),
        ([True, False], ["a", "c"]),
        ([5], [None]),
        ([1, None], ["a", None]),
        (-9, ["a", "b", "c"]),
        ([True, None, False, True], ["a", None, None]),
    ],
)
def test_take_is_r_s_bracket(i, right):
    """R: c("a", "b", "c")[i]."""
    assert R.take(["a", "b", "c"], i).tolist() == right


def test_take_by_labels_and_of_factors():
    """Labels are R's names; a factor keeps its levels."""
    assert R.take(NAMED, ["d", "a"]).tolist() == [2.0, 3.0]
    assert math.isnan(R.take(NAMED, "zz").iloc[0])
    taken = R.take(R.factor(["u", "v"]), [3, 1])
    assert (taken.codes.tolist(), R.levels(taken).tolist()) == ([-1, 0], ["u", "v"])


def test_take_refuses_mixed_signs():
    """R: can't mix positive and negative subscripts."""
    with pytest.raises(ArgumentError, match="only 0's may be mixed with negative subscripts"):
        R.take([1, 2, 3], [-1, 2])


def test_take_says_that_it_passes_over_0():
    """Positions from 0, of NumPy or of caret's functions here, would be one off."""
    with pytest.warns(FitWarning, match=r"take\(\) passes over 0"):
        assert R.take(["a", "b", "c"], np.array([0, 2])).tolist() == ["b"]
    assert R.take(["a", "b", "c"], [0, -1]).tolist() == ["b", "c"]


def test_sorted_series_keeps_its_labels():
    """R's sort() of a named vector; missing values are left out."""
    assert R.sort(NAMED).index.tolist() == ["b", "d", "a"]
    assert R.sort(NAMED, na_last=True).index.tolist() == ["b", "d", "a", "c"]
    assert R.rev(NAMED).index.tolist() == ["d", "c", "b", "a"]
    assert R.order(NAMED, na_last=None).tolist() == [2, 4, 1]
    assert R.order(NAMED, na_last=False).tolist() == [3, 2, 4, 1]


def test_frames_are_counted_by_rows():
    """head(), tail(), na_omit(), complete_cases(), unique() of a frame."""
    frame = pd.DataFrame({"u": [1.0, np.nan, 1.0], "g": ["a", "b", "a"]}, index=list("pqr"))
    assert R.head(frame, 2).index.tolist() == ["p", "q"]
    assert R.tail(frame, -1).index.tolist() == ["q", "r"]
    assert R.na_omit(frame).index.tolist() == ["p", "r"]
    assert R.complete_cases(frame).tolist() == [True, False, True]
    assert R.unique(frame).index.tolist() == ["p", "q"]


def test_factor_of_a_series_is_a_series():
    """With its index, and R's text for the levels."""
    factor = R.factor(pd.Series([2, 1, 2], index=list("abc")))
    assert list(factor.cat.categories) == ["1", "2"]
    assert list(factor.index) == ["a", "b", "c"]
    assert R.as_integer(factor).tolist() == [2, 1, 2]
    assert R.levels(factor).tolist() == ["1", "2"]


def test_codes_of_a_factor_are_not_its_numbers():
    """R's as.numeric(factor(c(10, 20))) is 1 2."""
    factor = R.factor([20, 10])
    assert R.as_numeric(factor).tolist() == [2.0, 1.0]
    assert R.as_numeric(R.as_character(factor)).tolist() == [20.0, 10.0]


def test_series_with_other_labels_are_not_joined():
    """Pandas would bring them together by label, R by place."""
    with pytest.raises(DataError, match="different indices"):
        R.pmax(NAMED, NAMED.set_axis(list("efgh")))


def test_new_nans_are_warned_of():
    """R: NaNs produced."""
    with pytest.warns(RWarning, match="^NaNs produced$"):
        assert math.isnan(R.log(-1))
    with pytest.warns(RWarning, match="^NaNs produced$"):
        R.qnorm(2)


@pytest.mark.parametrize("empty", [[], (), np.empty(0), pd.Series([], dtype=float)])
def test_of_nothing(empty):
    """An empty list has no type: it is of numbers."""
    assert R.sum_(empty) == 0
    assert math.isnan(R.mean(empty))
    assert len(R.exp(empty)) == 0
    assert len(R.unique(empty)) == 0


@pytest.mark.parametrize("gaps", [[None, None], [pd.NA, None]])
def test_nothing_but_gaps_is_of_truths(gaps):
    """As R's c(NA, NA)."""
    assert R.is_na(gaps).tolist() == [True, True]
    assert math.isnan(R.mean(gaps))
    assert R.sum_(gaps, na_rm=True) == 0


def test_bad_values_are_errors_of_the_package():
    """Whatever is passed, and no error speaks of formulas."""
    bad = [
        lambda: R.exp("a"),
        lambda: R.exp({"a": 1}),
        lambda: R.mean([1], na_rm="yes"),
        lambda: R.sum_("a"),
        lambda: R.rank([1], ties_method="other"),
        lambda: R.cov([1, 2], [1, 2], use="pairwise.complete.obs", method="kendall"),
        lambda: R.rep([1, 2], [1, 2, 3]),
        lambda: R.seq_len(-1),
        lambda: R.head([1], "a"),
        lambda: R.cut([1.0], 1),
        lambda: R.relevel(["a"], "a"),
        lambda: R.which([1]),
        lambda: R.quantile([1.0], 2),
        lambda: R.cor([1, 2]),
        lambda: R.paste("a", sep=1),
        lambda: R.sort(np.ones((2, 2))),
        lambda: R.pnorm(0, lower_tail="no"),
        lambda: R.max_col([[1, 2]], "middle"),
    ]
    for call in bad:
        with pytest.raises((ArgumentError, DataError)) as caught:
            call()
        assert not isinstance(caught.value, pynnet.FormulaError)


def test_unknown_arguments_are_refused_in_r_s_words():
    """With the nearest name."""
    with pytest.raises(pynnet.UnknownArgumentError, match="did you mean 'na_rm'"):
        R.mean([1, 2], na_rn=True)


def test_nothing_passed_in_is_changed():
    """Results are copies."""
    x = np.array([3.0, 1.0, 2.0])
    for name in ("sort", "rev", "exp", "abs_", "head", "unique", "as_numeric", "pmax", "scale"):
        result = getattr(R, name)(x)
        result[0] = 99.0
        assert x.tolist() == [3.0, 1.0, 2.0], name


# Column after column what R's scale() makes of c(.1, .2, .4) and c(3, 1, 7).
SCALED = [
    "-0x1.bee9056fb9c39p-1",
    "-0x1.bee9056fb9c37p-3",
    "0x1.1751a365d41a4p+0",
    "-0x1.bee9056fb9c36p-3",
    "-0x1.bee9056fb9c38p-1",
    "0x1.1751a365d41a3p+0",
]


def test_scale_has_the_bits_of_r():
    """Of an array, a frame and its columns, which keep their form."""
    frame = pd.DataFrame({"u": [0.1, 0.2, 0.4], "v": [3, 1, 7]}, index=list("abc"))
    right = np.array(list(map(float.fromhex, SCALED))).reshape(2, 3).T
    assert pynnet.scale(frame.to_numpy()).tolist() == right.tolist()
    pd.testing.assert_frame_equal(
        pynnet.scale(frame),
        pd.DataFrame(right, index=frame.index, columns=frame.columns),
        check_exact=True,
    )
    column = pynnet.scale(frame["u"])
    assert column.tolist() == right[:, 0].tolist()
    assert (column.name, list(column.index)) == ("u", list("abc"))


def test_infinities_of_both_signs_are_scaled_in_silence():
    """Neither their mean nor what is about it is known."""
    assert np.isnan(pynnet.scale([np.inf, -np.inf, 1.0])).all()


@pytest.mark.parametrize(
    "value", [np.ndarray, pd.DataFrame, pd.DataFrame({"x": [1, 1]}).groupby("x")], ids=repr
)
def test_classes_and_groups_of_rows_are_no_arrays(value):
    """Though they have an attribute of an array's name."""
    assert R.dim(value) is R.colnames(value) is None
    assert R.length(value) == 1
    for verb in (pynnet.scaling, R.as_matrix, R.as_vector, R.sum_):
        with pytest.raises(pynnet.PynnetError):
            verb(value)


@pytest.mark.parametrize("value", [[[1, 2], [[3], 4]], [[[1], [2]], [[1, 2], [3, 4]]]])
def test_lists_whose_rows_are_of_different_depths_are_no_matrix(value):
    """NumPy makes no array of them."""
    assert R.dim(value) is None
    for verb in (R.qexp, R.plogis, R.as_matrix, R.sum_, pynnet.scale):
        with pytest.raises(DataError):
            verb(value)
    assert not R.identical(value, ["a", "b", "a"])


@pytest.mark.parametrize("value", [np.array(["NaT"] * 2, "M8"), np.array([5, 6], "m8")], ids=repr)
def test_times_without_a_unit_are_refused(value):
    """Pandas makes no column of them."""
    for call in (
        lambda: R.take(value, [1.0, 5.0]),
        lambda: R.setNames(value, ["a", "b"]),
        lambda: R.data_frame(x=value),
        lambda: R.as_data_frame(value),
    ):
        with pytest.raises(DataError, match=r"without a unit. Use .astype\('[Mm]8\[s\]'\)"):
            call()


def test_times_of_rep_are_a_vector():
    """Of any kind; a table, a matrix or a set is none."""
    assert R.rep(["a", "b"], pd.array([2, 1], "Int64")).tolist() == ["a", "a", "b"]
    table = pynnet.Table([[1]], {"a": ["x"], "b": ["u"]})
    for times in (table, np.ones((2, 1)), memoryview(np.ones((2, 1))), {1, 2}, {"a": 1}):
        with pytest.raises(pynnet.PynnetError):
            R.rep(["a", "b"], times)


def test_scaling_is_kept_for_new_data():
    """What was taken off and divided by is R's attribute; other columns are refused."""
    frame = pd.DataFrame({"u": [0.1, 0.2, 0.4], "v": [3, 1, 7]})
    kept = pynnet.scaling(frame)
    assert list(kept.center.index) == ["u", "v"]
    pd.testing.assert_frame_equal(kept.apply(frame), pynnet.scale(frame), check_exact=True)
    assert kept.apply(frame.iloc[[0]]).iloc[0].tolist() == pynnet.scale(frame).iloc[0].tolist()
    with pytest.raises(DataError, match="x has the columns"):
        kept.apply(frame[["v", "u"]])
    with pytest.raises(DataError, match="x has 1 columns"):
        kept.apply(frame["u"])
    nothing = pynnet.scaling([1.0, 2.0], center=False, scale=False)
    assert (nothing.center, nothing.scale) == (None, None)
    assert nothing.apply([5.0]).tolist() == [5.0]


@pytest.mark.parametrize("bad", [{"center": None}, {"scale": [1.0, 2.0]}, {"center": "a"}])
def test_scale_refuses(bad):
    """Neither truths nor a number for each column."""
    with pytest.raises((ArgumentError, DataError)):
        pynnet.scale([1.0, 2.0, 3.0], **bad)


def test_arrays_without_dimensions_are_single_values():
    """They ended in an error that spoke of columns in the formula."""
    assert R.exp(np.array(0.0)) == 1.0
    assert R.rep(np.array(2), np.array(2)).tolist() == [2, 2]


def test_rows_of_different_lengths_are_no_matrix():
    """NumPy's own ValueError came through."""
    with pytest.raises(DataError, match="do not match the length of object"):
        R.qnorm(np.eye(3), sd=np.ones(13))
    for verb in (R.floor, R.duplicated, R.colMeans, R.which_is_max, pynnet.scale):
        with pytest.raises(DataError):
            verb([[1, 2], [3]])


@pytest.mark.parametrize(
    "call",
    [
        lambda: R.seq_len(2**45),
        lambda: R.rep(1, 10**12),
        lambda: R.rep([1, 2], each=10**12),
        lambda: R.rep_len(1, 10**12),
        lambda: R.mean(range(10**12)),
    ],
)
def test_what_no_memory_can_hold_is_refused(call):
    """Before it is made."""
    with pytest.raises((ArgumentError, DataError)):
        call()


def test_covariance_of_zero_has_no_sign():
    """R: sprintf("%a", cov(c(2, 1), c(-0.0, 0.0))) is 0x0p+0."""
    assert R.cov([2.0, 1.0], [-0.0, 0.0]).hex() == "0x0.0p+0"


def test_correlations_of_pairs():
    """R: cor(m, use = "pairwise"), and Kendall's of the rows complete in both."""
    a, b = [1, 2, 3, None, 5], [2, None, 1, 4, 9]
    kendall = R.cor(a, b, use="complete.obs", method="kendall")
    assert kendall.hex() == "0x1.5555555555556p-2"
    assert R.cov(a, b, use="complete.obs", method="kendall") == 2.0
    frame = pd.DataFrame({"a": a, "b": b, "c": [None, 1, 2, 3, 3]})
    found = R.cor(frame, use="pairwise.complete.obs")
    assert found.loc["a", "b"] == pytest.approx(R.cor(a, b, use="complete.obs"), rel=1e-15)
    assert found.loc["b", "c"] == pytest.approx(0.7857143, abs=1e-7)
    assert math.isnan(R.cor([None, 1], [1, None], use="na.or.complete"))
    with pytest.warns(RWarning, match="the standard deviation is zero"):
        R.cor([1, 1], [1, 2], method="kendall")


def test_probability_without_freedom_is_above_zero():
    """R: pchisq(c(0, 1), 0) is 0 1, and 1 0 above."""
    assert R.pchisq([0, 1], 0).tolist() == [0, 1]
    assert R.pchisq([0, 1], 0, lower_tail=False).tolist() == [1, 0]


def test_elements_of_several_levels_are_refused():
    with pytest.raises(DataError, match="several levels is not offered"):
        R.take(pd.MultiIndex.from_tuples([(1, 2)]), 1)


def test_tails_go_on_below_the_normal_numbers():
    """R 4.5: sprintf("%a", pnorm(c(-37.6, -38.46, -38.468))); R 4.2 gives zeros."""
    found = [float(p).hex() for p in R.pnorm([-37.6, -38.46, -38.468])]
    assert found == ["0x0.0c5daf5e261b0p-1022", "0x0.0000000000001p-1022", "0x0.0p+0"]


@pytest.mark.parametrize(
    ("name", "others"),
    [("diag", ()), ("t", ()), ("identical", ([1],)), ("subset", ([True],)), ("margin_table", (1,))],
)
def test_sparse_matrices_are_refused(name, others):
    """NumPy takes them for single values."""
    with pytest.raises(DataError, match=r" is a sparse matrix\. Pass \w+\.toarray\(\)\."):
        getattr(R, name)(sparse.eye(3), *others)
