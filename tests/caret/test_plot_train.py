"""Pictures of the results of train: what is drawn, where, and what cannot be."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pynnet import ArgumentError, load_iris
from pynnet.caret import train, train_control

pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from pynnet.plot import plot_train


def trained(sizes=(1, 2), decays=(0.1, 1.0), method="cv", **options):
    """A search of iris."""
    return train(
        "Species ~ .",
        load_iris().iloc[::5],
        tune_grid={"size": list(sizes), "decay": list(decays)},
        control=train_control(method, 3, **options),
        maxit=1000,
        trace=False,
        seed=1,
    )


@pytest.fixture(scope="module")
def grid():
    """Results over two hyperparameters."""
    return trained()


def test_line_is_mean_and_standard_error():
    """Of each setting, in the order of the values."""
    found = trained(sizes=(2, 1, 3), decays=(0.1,))
    axes = found.plot("Kappa")
    (container,) = axes.containers
    line, _, (bars,) = container
    rows = found.results.sort_values("size")
    assert line.get_xdata().tolist() == [1, 2, 3]
    assert line.get_ydata().tolist() == rows["Kappa"].tolist()
    half = [float(np.ptp(segment[:, 1])) / 2 for segment in bars.get_segments()]
    assert half == pytest.approx((rows["KappaSD"] / math.sqrt(3)).tolist(), rel=1e-9)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("size", "Kappa (± 1 s.e.)")


def test_other_hyperparameter_has_a_line_for_each_value(grid):
    """The ring is on the chosen one; the words name the metric and both values."""
    axes = grid.plot(x="size")
    assert [c.get_label() for c in axes.containers] == ["decay = 0.1", "decay = 1"]
    (ring,) = (line for line in axes.lines if line.get_label() == "chosen")
    assert ring.get_xdata().tolist() == [grid.best_tune["size"]]
    assert ring.get_ydata().tolist() == [grid.results["Accuracy"].max()]
    words = ", ".join(f"{name} = {value:g}" for name, value in grid.best_tune.items())
    assert axes.get_legend().get_title().get_text() == f"chosen by Accuracy: {words}"


def test_held_hyperparameter_has_one_line(grid):
    """Where at= says."""
    axes = grid.plot(x="size", at={"decay": 1})
    assert [c.get_label() for c in axes.containers] == ["resampled"]


def test_two_are_a_map(grid):
    """Rows and columns are the values; the bar names the metric."""
    axes = plot_train(grid)
    cells = np.asarray(axes.collections[0].get_array()).reshape(2, 2)
    expected = grid.results.pivot(index="decay", columns="size", values="Accuracy").to_numpy()
    assert cells.tolist() == expected.tolist()
    assert axes.figure.axes[1].get_ylabel() == "resampled Accuracy"


def test_rule_of_the_choice_is_named():
    """It need not be the best."""
    title = trained(selection="oneSE").plot(x="size").get_legend().get_title().get_text()
    assert title.startswith("chosen by Accuracy (oneSE): ")


def test_rows_left_out_alone_have_no_bars():
    """There is no standard deviation."""
    assert trained(decays=(0.1,), method="LOOCV").plot().get_ylabel() == "Accuracy"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"metric": "Acuracy"}, "no metric 'Acuracy': did you mean 'Accuracy'?"),
        ({"metric": 3}, "no metric 3: pass one of Accuracy, Kappa"),
        ({"x": "siz"}, "did you mean 'size'?"),
        ({"x": "size", "at": {"dcay": 1}}, "Did you mean 'decay'?"),
        ({"x": "size", "at": {"decay": 5}}, "was not tried"),
        ({"x": "size", "at": 5}, "invalid 'at'"),
        ({"ax": 1}, "invalid 'ax'"),
    ],
)
def test_what_is_not_there_is_refused(grid, arguments, words):
    """With the nearest name."""
    with pytest.raises(ArgumentError) as raised:
        grid.plot(**arguments)
    assert words in str(raised.value)


def test_nothing_to_draw_is_refused(grid):
    """One setting, none that was judged, or no result of train."""
    with pytest.raises(ArgumentError, match="no hyperparameter was varied"):
        trained((1,), (0.1,)).plot()
    with pytest.raises(ArgumentError, match="judges no setting"):
        trained((1,), (0.1,), "none").plot()
    with pytest.raises(ArgumentError, match="what train"):
        plot_train(grid.results)


def many(n):
    """A multinomial model at so many decays."""
    return train(
        "Species ~ Petal.Width",
        load_iris().iloc[::10],
        "multinom",
        tune_grid={"decay": np.linspace(0.1, 1, n).tolist()},
        control=train_control("LGOCV", 1),
        trace=False,
        seed=1,
    )


def test_too_many_values_are_refused():
    """As those of a search."""
    with pytest.raises(ArgumentError, match="too many values to draw: 'decay' has 1001"):
        many(1001).plot()


def test_too_many_lines_are_refused():
    """With what to draw instead."""
    found = trained((1, 2), np.linspace(0.1, 1, 25).tolist())
    with pytest.raises(ArgumentError, match="too many lines to draw: 'decay' has 25 values"):
        found.plot(x="size")
