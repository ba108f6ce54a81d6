"""What a search found: its tables, its text, copies, and its picture."""

from __future__ import annotations

import copy
import dataclasses
import math
import pickle

import pandas as pd
import pytest

from pynnet import ArgumentError, SummaryTune, Tune, load_iris, tune, tune_control, tune_nnet
from pynnet._printing.tables import table_lines, value_texts

from ..support import assert_same_bits

pytestmark = pytest.mark.filterwarnings("ignore:the fit:pynnet.FitWarning")


@pytest.fixture(scope="module")
def found():
    """Search four settings in three folds."""
    control = tune_control(cross=3)
    return tune_nnet(
        "Species ~ .", load_iris(), size=[1, 2], decay=[0.1, 1], control=control, seed=1
    )


def kept(**control):
    """Search a little with other controls."""
    control = tune_control(sampling="fix", **control)
    return tune_nnet("Species ~ .", load_iris(), size=[1, 2], decay=1, control=control, seed=1)


# Text ------------------------------------------------------------------------------------------

# The texts of whole searches are compared with R's in compat/; here is their outline.


def test_print_is_that_of_r(found):
    """An empty line, the method, sampling, best setting and error, each with an empty line."""
    lines = str(found).split("\n")
    assert lines[:9] == [
        "",
        "Parameter tuning of ‘nnet’:",
        "",
        "- sampling method: 3-fold cross validation ",
        "",
        "- best parameters:",
        " size decay",
        lines[7],
        "",
    ]
    assert lines[9].startswith("- best performance: 0.0")
    assert lines[10:] == [""]
    assert repr(found) == str(found)


def test_summary_adds_the_table(found):
    """A line for each setting, under its number."""
    summary = found.summary()
    assert isinstance(summary, SummaryTune)
    assert summary.tune is found
    lines = str(summary).split("\n")
    assert lines[: len(str(found).split("\n"))] == str(found).split("\n")
    table = lines[lines.index("- Detailed performance results:") + 1 :]
    assert table[0].split() == ["size", "decay", "error", "dispersion"]
    assert [line.split()[0] for line in table[1:-1]] == ["1", "2", "3", "4"]
    assert table[-1] == ""


def test_single_setting_is_an_estimate_of_the_error():
    """There is nothing to choose, and nothing more in the summary."""
    control = tune_control(cross=4)
    found = tune("nnet", "Species ~ .", load_iris(), size=1, decay=1, control=control, seed=1)
    error = f"{found.best_performance:.7g}"
    text = f"\nError estimation of ‘nnet’ using 4-fold cross validation: {error}\n"
    assert str(found) == text
    assert str(found.summary()) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1, 2, 10], [" 1", " 2", "10"]),
        ([0.0, 1e-4, 0.1], ["0e+00", "1e-04", "1e-01"]),
        ([0.5, math.nan], ["0.5", " NA"]),
        ([math.nan, math.nan], ["NA", "NA"]),
        ([True, False], ["TRUE", "FALSE"]),
        (["BFGS", "CG"], ["BFGS", "CG"]),
        ([], []),
    ],
)
def test_columns_are_formatted_as_in_r(values, texts):
    """Numbers in common, missing ones as NA, truth values in capitals."""
    assert value_texts(values) == texts


# In R: print(data.frame(size = 1:2, decay = c(1e-4, .1), a_long_name_of_a_hyperparameter = c(1, 2),
#   another_long_name_of_one = c(.5, NA), yetanother = c("a", "bb"), l = c(TRUE, FALSE),
#   e = c(1e-10, 1), row.names = c("5", "12")))
WIDE = """\
   size decay a_long_name_of_a_hyperparameter another_long_name_of_one
5     1 1e-04                               1                      0.5
12    2 1e-01                               2                       NA
   yetanother     l     e
5           a  TRUE 1e-10
12         bb FALSE 1e+00"""


def test_wide_tables_are_broken_as_in_r():
    """Columns beyond 80 characters follow below, under the row names again."""
    columns = {
        "size": [1, 2],
        "decay": [1e-4, 0.1],
        "a_long_name_of_a_hyperparameter": [1, 2],
        "another_long_name_of_one": [0.5, math.nan],
        "yetanother": ["a", "bb"],
        "l": [True, False],
        "e": [1e-10, 1],
    }
    texts = {name: value_texts(values) for name, values in columns.items()}
    assert "\n".join(table_lines(texts, ["5", "12"])) == WIDE


# Tables ----------------------------------------------------------------------------------------


def test_tables_have_a_row_for_each_setting(found):
    """R's table, and the one of everything that was measured, under R's row numbers."""
    assert list(found.performances.columns) == ["size", "decay", "error", "dispersion"]
    assert list(found.results.columns) == [
        *("size", "decay", "validation_error", "validation_error_se"),
        *("training_error", "training_error_se", "converged", "evaluations"),
    ]
    assert found.performances.index.tolist() == found.results.index.tolist() == [1, 2, 3, 4]
    assert found.errors.shape == (4, 3)
    assert found.performances["size"].dtype.kind == "i"
    assert_same_bits(found.results["validation_error"], found.performances["error"])
    assert found.results["converged"].between(0, 1).all()
    assert (found.results["evaluations"] > 1).all()


def test_standard_error_is_that_of_the_mean_over_the_sets(found):
    """With one repeat and one standard deviation it is the dispersion by the root of the number."""
    expected = found.performances["dispersion"] / math.sqrt(3)
    assert found.results["validation_error_se"].to_numpy() == pytest.approx(expected, rel=1e-15)


def test_best_is_the_first_of_the_least(found):
    """Its parameters are a dictionary of plain values, and the model is fitted with them."""
    row = found.performances["error"].idxmin()
    assert found.best_performance == found.performances["error"].min()
    assert found.best_parameters == {
        "size": int(found.performances.loc[row, "size"]),
        "decay": float(found.performances.loc[row, "decay"]),
    }
    assert type(found.best_parameters["size"]) is int
    assert found.best_model.hyperparameters["size"] == found.best_parameters["size"]
    assert found.best_model.fitted_values.shape == (150, 3)


def test_what_is_not_asked_for_is_not_kept():
    """Neither a model nor tables; the choice is there all the same."""
    found = kept(best_model=False, performances=False)
    assert found.best_model is None
    assert found.performances is None
    assert found.results is None
    assert "size" in found.best_parameters
    assert str(found.summary()) == str(found)


# As an object ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))]
)
def test_copies_are_the_same(found, again):
    """All fields survive."""
    other = again(found)
    assert isinstance(other, Tune)
    assert str(other.summary()) == str(found.summary())
    pd.testing.assert_frame_equal(other.results, found.results)
    assert_same_bits(other.best_model.wts, found.best_model.wts)
    assert [t.tolist() for t in other.train_ind] == [t.tolist() for t in found.train_ind]


def test_result_cannot_be_changed(found):
    """Fields are read-only."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.best_performance = 0.0


def test_plot_says_what_is_missing():
    """Without results, or without a hyperparameter, there is nothing to draw."""
    with pytest.raises(ArgumentError, match="no results were kept"):
        kept(performances=False).plot()
    control = tune_control(sampling="fix")
    single = tune("nnet", "Species ~ .", load_iris(), size=1, decay=1, control=control, seed=1)
    with pytest.raises(ArgumentError, match="no hyperparameter was varied"):
        single.plot()
