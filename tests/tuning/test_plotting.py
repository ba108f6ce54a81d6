"""Pictures of a search: what is drawn, where, and what cannot be."""

from __future__ import annotations

import importlib
import io
import itertools
import os
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, load_iris, tune_control, tune_nnet

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from pynnet._tuning.plotting import plot_tune  # noqa: E402  behind what it needs


def table(metric="error", **grid):
    """Results over a grid, the first name varying fastest; every number is another."""
    rows = [row[::-1] for row in itertools.product(*reversed(grid.values()))]
    frame = pd.DataFrame(rows, columns=list(grid))
    number = np.arange(len(frame), dtype=float)
    return frame.assign(
        **{
            f"validation_{metric}": 0.3 + number / 100,
            f"validation_{metric}_se": 0.02 + number / 1000,
            f"training_{metric}": 0.1 + number / 100,
            f"training_{metric}_se": 0.01 + number / 1000,
        }
    )


def curves(axes):
    """Numbers of the curves by name: x, y, and half the length of the bars."""
    found = {}
    for container in axes.containers:
        line, _, (bars,) = container
        ends = [segment[:, 1] for segment in bars.get_segments() if len(segment)]
        half = [float(np.ptp(end)) / 2 for end in ends]
        found[container.get_label()] = (line.get_xdata(), line.get_ydata(), np.array(half))
    return found


def ring(axes):
    """Position of the mark of the chosen setting, if there is one."""
    marks = [line for line in axes.lines if line.get_label() == "chosen"]
    return [(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in marks]


def ticks(axis):
    """Labels of the ticks of an axis at their places."""
    return dict(
        zip(
            axis.get_majorticklocs().tolist(),
            [label.get_text() for label in axis.get_ticklabels()],
            strict=True,
        )
    )


def numbers_of(axes):
    """Numbers written on a map, by column and row."""
    return {
        (text.get_position()[0] - 0.5, text.get_position()[1] - 0.5): text.get_text()
        for text in axes.texts
    }


def frame_of(axes):
    """Column and row of the framed cell of a map."""
    return [rectangle.get_xy() for rectangle in axes.patches]


# One hyperparameter ----------------------------------------------------------------------------


def test_curves_are_training_and_validation_with_their_bars():
    """Two curves, one standard error to either side, in the order of the values."""
    results = table(size=[4, 1, 2])
    drawn = curves(plot_tune(results, ["size"], best={"size": 2}))
    assert list(drawn) == ["validation", "training"]
    ordered = results.sort_values("size")
    for part, (x, y, half) in drawn.items():
        assert x.tolist() == [1, 2, 4]
        assert y.tolist() == ordered[f"{part}_error"].tolist()
        # Bars are drawn from mean - s.e. to mean + s.e., which rounds.
        assert half == pytest.approx(ordered[f"{part}_error_se"], rel=1e-12)


def test_chosen_setting_is_marked():
    """By a ring on the validation curve, and in words."""
    axes = plot_tune(table(size=[1, 2, 4]), ["size"], best={"size": 2})
    assert ring(axes) == [(2.0, 0.31)]
    legend = axes.get_legend()
    assert legend.get_title().get_text() == "chosen: size = 2"
    assert [text.get_text() for text in legend.get_texts()] == ["validation", "training", "chosen"]


def test_axes_carry_the_names():
    """R's name of the hyperparameter, the metric, and what the bars are."""
    axes = plot_tune(table("auc", decay=[0, 0.1]), ["decay"], "auc", best={"decay": 0})
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("decay", "AUC (± 1 s.e.)")


def test_own_metric_goes_by_its_own_name():
    """Names that are not known are printed as they are."""
    axes = plot_tune(table("cost", size=[1, 2]), ["size"], "cost", best={"size": 1})
    assert axes.get_ylabel() == "cost (± 1 s.e.)"


def test_single_training_set_has_no_bars():
    """There is no standard error, and the label does not speak of one."""
    results = table(size=[1, 2]).assign(validation_error_se=np.nan, training_error_se=np.nan)
    axes = plot_tune(results, ["size"], best={"size": 1})
    assert axes.get_ylabel() == "error"


def test_setting_that_failed_is_a_gap():
    """The others are drawn, at their places."""
    results = table(size=[1, 2, 3])
    results.loc[1, ["validation_error", "validation_error_se"]] = np.nan
    _, y, _ = curves(plot_tune(results, ["size"], best={"size": 1}))["validation"]
    assert np.isnan(y).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([1, 2, 4, 8], "log"),
        ([0.001, 0.01, 0.1], "log"),
        ([1, 2, 3, 4], "linear"),
        ([1, 3, 4], "linear"),
        ([5, 100], "log"),
        (list(range(1, 31)), "linear"),
        ([0, 1, 2, 3], "linear"),
        ([0, 0.001, 0.01, 0.1], "symlog"),
        ([0, 0.1], "linear"),
        ([-1, 0.01, 1], "linear"),
        ([True, False], "linear"),
        (["a", "b"], "linear"),
    ],
)
def test_scale_fits_the_values(values, scale):
    """Logarithmic where they are spread so, with 0 beside the smallest; else at equal steps."""
    axes = plot_tune(table(decay=values), ["decay"], best={"decay": values[0]})
    assert axes.get_xscale() == scale
    axes.figure.savefig(io.BytesIO())


def test_ticks_are_at_the_values():
    """Each has its own, and no others are there."""
    axes = plot_tune(table(decay=[0, 0.001, 0.01, 0.1]), ["decay"], best={"decay": 0.1})
    assert ticks(axes.xaxis) == {0.0: "0", 0.001: "0.001", 0.01: "0.01", 0.1: "0.1"}
    assert axes.xaxis.get_minorticklocs().size == 0


def test_zero_is_one_step_below_the_smallest():
    """On the paper all steps of 0, 0.01, 0.1 and 1 are as long."""
    axes = plot_tune(table(decay=[0, 0.01, 0.1, 1]), ["decay"], best={"decay": 0})
    at = axes.transData.transform([[v, 0.3] for v in (0, 0.01, 0.1, 1)])[:, 0]
    assert np.diff(at) == pytest.approx(np.full(3, at[1] - at[0]), rel=1e-9)


def test_zero_beside_a_logarithm_stands_behind_a_break():
    """Two strokes through the axis between 0 and the smallest number; elsewhere there are none."""

    def strokes(decay):
        axes = plot_tune(table(decay=decay), ["decay"], best={"decay": decay[0]})
        return [float(line.get_xdata()[0]) for line in axes.lines if not line.get_clip_on()]

    hidden, left, right = strokes([0, 0.01, 0.1, 1])
    assert 0 < left < hidden < right < 0.01
    assert strokes([0.01, 0.1, 1]) == strokes([0, 1, 2]) == []


def test_points_that_coincide_are_both_seen():
    """The training square is open and frames the validation disc."""
    results = table(size=[1, 2])
    results["training_error"] = results["validation_error"]
    axes = plot_tune(results, ["size"], best={"size": 1})
    disc, square = (container[0] for container in axes.containers)
    assert square.get_fillstyle() == "none"
    assert square.get_markersize() > 1.5 * disc.get_markersize()
    ring = next(line for line in axes.lines if line.get_label() == "chosen")
    assert ring.get_markersize() > 1.5 * square.get_markersize()


def test_words_say_by_what_the_setting_was_chosen():
    """The metric that decided, whatever is drawn."""
    results = table("auc", size=[1, 2])
    axes = plot_tune(results, ["size"], "auc", best={"size": 1}, chosen_by="log_loss")
    assert axes.get_legend().get_title().get_text() == "chosen by log loss: size = 1"
    with pytest.raises(ArgumentError, match="invalid 'chosen_by'"):
        plot_tune(results, ["size"], "auc", best={"size": 1}, chosen_by=1)


def test_pictures_follow_a_dark_style():
    """Ring, letters and the gaps between cells are of the style's colours."""
    with matplotlib.rc_context({"text.color": "white", "axes.facecolor": "black"}):
        axes = plot_tune(table(size=[1, 2]), ["size"], best={"size": 1})
        cells = plot_tune(
            table(size=[1, 2], decay=[0, 1]), ["size", "decay"], best={"size": 1, "decay": 0}
        )
    assert next(line for line in axes.lines if line.get_label() == "chosen").get_color() == "white"
    (mesh,) = cells.collections
    assert np.unique(mesh.get_edgecolors(), axis=0).tolist() == [[0, 0, 0, 1]]


def test_ticks_do_not_touch():
    """Of many values every so many is written."""
    axes = plot_tune(table(size=range(1, 41)), ["size"], best={"size": 1})
    shown = ticks(axes.xaxis)
    assert 5 < len(shown) < 15
    assert all(label == f"{place:g}" for place, label in shown.items())
    axes = plot_tune(table(size=[1, 2, 3, 99, 100]), ["size"], best={"size": 1})
    assert list(ticks(axes.xaxis).values()) == ["1", "2", "3", "99"]


def test_values_that_are_no_numbers_are_at_equal_steps():
    """Under their names."""
    axes = plot_tune(table(skip=[False, True]), ["skip"], best={"skip": True})
    assert ticks(axes.xaxis) == {0.0: "False", 1.0: "True"}
    assert ring(axes) == [(1.0, 0.31)]


def test_vectors_of_decays_are_values():
    """Compared as a whole."""
    decays = [[0.1, 0.2], [0.3, 0.4]]
    results = table(size=[1, 2]).drop(columns="size").assign(decay=decays)
    axes = plot_tune(results, ["decay"], best={"decay": [0.3, 0.4]})
    assert ticks(axes.xaxis) == {0.0: "[0.1, 0.2]", 1.0: "[0.3, 0.4]"}
    assert ring(axes) == [(1.0, 0.31)]


# Two hyperparameters ---------------------------------------------------------------------------


def test_map_has_a_number_in_each_cell():
    """The first name across, the second upwards, the validation metric in between."""
    results = table(size=[1, 2, 4], decay=[0, 0.1])
    axes = plot_tune(results, ["size", "decay"], best={"size": 2, "decay": 0.1})
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("size", "decay")
    assert ticks(axes.xaxis) == {0.5: "1", 1.5: "2", 2.5: "4"}
    assert ticks(axes.yaxis) == {0.5: "0", 1.5: "0.1"}
    assert numbers_of(axes) == {
        (k % 3, k // 3): f"{value:.3f}" for k, value in enumerate(results["validation_error"])
    }
    (mesh,) = axes.collections
    assert mesh.get_array().ravel().tolist() == results["validation_error"].tolist()
    bar = axes.figure.axes[1]
    assert bar.get_ylabel() == "validation error"


def test_chosen_cell_is_framed():
    """And named in the title."""
    axes = plot_tune(
        table(size=[1, 2, 4], decay=[0, 0.1]), ["size", "decay"], best={"size": 2, "decay": 0.1}
    )
    assert frame_of(axes) == [(1, 1)]
    assert axes.get_title() == "chosen: size = 2, decay = 0.1"


def test_settings_that_were_not_tried_stay_white():
    """A search of settings drawn by lot leaves holes."""
    results = table(size=[1, 2], decay=[0, 0.1]).drop(index=1)
    axes = plot_tune(results, ["size", "decay"], best={"size": 1, "decay": 0})
    assert set(numbers_of(axes)) == {(0, 0), (0, 1), (1, 1)}


def test_map_of_failures_can_be_drawn():
    """Nothing is written where there is nothing."""
    results = table(size=[1, 2], decay=[0, 0.1]).assign(validation_error=np.nan)
    axes = plot_tune(results, ["size", "decay"], best={"size": 1, "decay": 0})
    assert numbers_of(axes) == {}
    axes.figure.savefig(io.BytesIO())


def test_numbers_that_are_close_have_the_digits_that_tell_them_apart():
    """As many as the range needs, not the largest alone."""
    close = [0.9955, 0.9971, 0.9998, 1.0]
    results = table(size=[1, 2], decay=[0, 0.1]).assign(validation_error=close)
    axes = plot_tune(results, ["size", "decay"], best={"size": 1, "decay": 0})
    assert sorted(numbers_of(axes).values()) == ["0.9955", "0.9971", "0.9998", "1.0000"]


def test_value_far_out_leaves_the_others_their_colours():
    """The bar ends at the largest of the others, and points beyond; the number is written."""
    results = table(size=[1, 2, 4], decay=[0, 0.1, 1])
    results.loc[4, "validation_error"] = 1e4
    axes = plot_tune(results, ["size", "decay"], best={"size": 1, "decay": 0})
    (mesh,) = axes.collections
    assert mesh.get_clim() == (0.3, 0.38)
    assert mesh.colorbar.extend == "max"
    assert numbers_of(axes)[1, 1] == "1e+04"
    equal = results.assign(validation_error=[0.5] * 8 + [0.7])
    (mesh,) = plot_tune(equal, ["size", "decay"], best={"size": 1, "decay": 0}).collections
    assert mesh.get_clim() == (0.5, 0.7)


def test_figure_grows_with_the_grid():
    """Until it fills a screen; numbers keep their size, and axes of the user's stay as they are."""
    sizes = {}
    for n in (2, 10, 60):
        results = table(size=range(n), decay=range(n))
        axes = plot_tune(results, ["size", "decay"], best={"size": 1, "decay": 0})
        sizes[n] = axes.figure.get_size_inches().tolist()
        assert all(text.get_fontsize() == 10 for text in axes.texts)
    assert sizes[2] == [4.8, 3.4]
    assert sizes[2] < sizes[10] < sizes[60] == [12, 9]
    figure = matplotlib.figure.Figure(figsize=(2, 1.5))
    results = table(size=range(10), decay=range(10))
    axes = plot_tune(
        results, ["size", "decay"], best={"size": 1, "decay": 0}, ax=figure.add_subplot()
    )
    assert figure.get_size_inches().tolist() == [2, 1.5]
    assert len(axes.texts) == 0  # no letter that is read would fit


def overlapping(labels):
    """Neighbouring labels that touch on paper, turned as they are."""
    figure = labels[0].figure
    figure.draw_without_rendering()
    if labels[0].get_rotation() == 45:  # sloping lines: what counts is how far they are apart
        axes = figure.axes[0]
        x = axes.transData.transform([[label.get_position()[0], 0] for label in labels])[:, 0]
        letters = labels[0].get_fontsize() * figure.dpi / 72
        return (np.diff(x) * np.sqrt(0.5) < letters).nonzero()[0].tolist()
    boxes = [label.get_window_extent() for label in labels]
    return [k for k in range(len(boxes) - 1) if boxes[k].overlaps(boxes[k + 1])]


@pytest.mark.parametrize("n", [1, 2, 12, 60])
@pytest.mark.parametrize("name", ["k{}", "the rather long name of setting {}", "$x^{}$"])
def test_long_labels_do_not_overlap(n, name):
    """They are shortened in their middle, tilted, and at last left out; a $ is a $."""
    names = [name.format(k) for k in range(n)]
    results = table(kind=names, size=[1, 2])
    axes = plot_tune(results, ["kind", "size"], best={"kind": names[0], "size": 1})
    labels = axes.yaxis.get_ticklabels() if n == 1 else axes.xaxis.get_ticklabels()
    assert not overlapping(labels)
    upright = plot_tune(results, ["size", "kind"], best={"kind": names[0], "size": 1})
    assert not overlapping(upright.yaxis.get_ticklabels())
    shown = [label.get_text() for label in labels]
    assert all(len(text) <= 24 for text in shown)
    if n == 12 and len(name) > 24:
        assert shown[3] == "the rather…f setting 3" or shown[3].startswith("the rather")


def test_too_large_a_grid_is_refused():
    """Before anything is drawn; a slice of it can be."""
    results = table(size=range(1001), decay=[0, 1])
    best = {"size": 1, "decay": 0}
    with pytest.raises(ArgumentError, match=r"too many values to draw: 'size' has 1001\. At most"):
        plot_tune(results, ["size", "decay"], best=best)
    assert plot_tune(results, ["size", "decay"], best=best, x="decay").get_xlabel() == "decay"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.25, "0.250"), (12.345, "12.3"), (1234.5, "1234"), (0.0, "0.000"), (1.5e-5, "1.5e-05")],
)
def test_numbers_have_three_digits(value, written):
    """As many decimals as the largest of the map needs."""
    results = table(size=[1, 2], decay=[0, 0.1]).assign(validation_error=value)
    axes = plot_tune(results, ["size", "decay"], best={"size": 1, "decay": 0})
    assert set(numbers_of(axes).values()) == {written}


def test_map_of_many_cells_has_no_numbers():
    """There is no room for them; ticks are thinned out."""
    results = table(size=range(1, 31), decay=[0, 0.1, 1, 2, 4])
    axes = plot_tune(results, ["size", "decay"], best={"size": 3, "decay": 2})
    assert len(axes.texts) == 0
    assert list(ticks(axes.xaxis).values()) == [str(size) for size in range(1, 31, 2)]
    assert frame_of(axes) == [(2, 3)]


def test_best_is_light_on_every_map():
    """The least error, and the largest area."""

    def brightness(axes, value):
        (mesh,) = axes.collections
        return sum(mesh.to_rgba(value)[:3])

    for metric, best_is_large in (("error", False), ("auc", True)):
        results = table(metric, size=[1, 2], decay=[0, 0.1])
        axes = plot_tune(results, ["size", "decay"], metric, best={"size": 1, "decay": 0})
        small, large = (brightness(axes, f(results[f"validation_{metric}"])) for f in (min, max))
        assert (large > small) == best_is_large


def test_numbers_can_be_read_on_their_cells():
    """White on the dark ones, black on the light ones."""
    axes = plot_tune(
        table(size=[1, 2, 3], decay=[0, 1]), ["size", "decay"], best={"size": 1, "decay": 0}
    )
    assert axes.texts[0].get_color() == "black"
    assert axes.texts[-1].get_color() == "white"


# Slices ----------------------------------------------------------------------------------------


def test_slice_holds_the_others_at_the_chosen_setting():
    """And says where that is."""
    results = table(size=[1, 2, 4], decay=[0, 0.1])
    axes = plot_tune(results, ["size", "decay"], best={"size": 2, "decay": 0.1}, x="size")
    _, y, _ = curves(axes)["validation"]
    assert y.tolist() == results.loc[results["decay"] == 0.1, "validation_error"].tolist()
    assert axes.get_legend().get_title().get_text() == "chosen: size = 2; decay = 0.1"


def test_slice_elsewhere_does_not_mark_the_chosen_setting():
    """It is not on it."""
    results = table(size=[1, 2, 4], decay=[0.0, 0.1])
    axes = plot_tune(
        results, ["size", "decay"], best={"size": 2, "decay": 0.1}, x="size", at={"decay": 0}
    )
    _, y, _ = curves(axes)["validation"]
    assert y.tolist() == results["validation_error"].tolist()[:3]
    assert ring(axes) == []
    assert axes.get_legend().get_title().get_text() == "decay = 0"


def test_map_of_three_hyperparameters_holds_the_third():
    """The two of x in its order."""
    results = table(size=[1, 2], decay=[0, 0.1], maxit=[50, 100])
    best = {"size": 2, "decay": 0.1, "maxit": 100}
    axes = plot_tune(results, list(best), best=best, x=["decay", "size"])
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("decay", "size")
    assert axes.get_title() == "chosen: decay = 0.1, size = 2; maxit = 100"
    assert numbers_of(axes) == {(0, 0): "0.340", (0, 1): "0.350", (1, 0): "0.360", (1, 1): "0.370"}
    elsewhere = plot_tune(results, list(best), best=best, x=["decay", "size"], at={"maxit": 50})
    assert elsewhere.get_title() == "maxit = 50"
    assert frame_of(elsewhere) == []


def test_hyperparameters_that_do_not_vary_are_left_out():
    """A grid with one decay has one axis."""
    axes = plot_tune(
        table(size=[1, 2], decay=[0.1]), ["size", "decay"], best={"size": 1, "decay": 0.1}
    )
    assert axes.get_xlabel() == "size"
    assert axes.get_legend().get_title().get_text() == "chosen: size = 1"


# Figures ---------------------------------------------------------------------------------------


def test_figure_is_none_of_pyplots(tmp_path):
    """Nothing is shown, registered or set, and pyplot is not even imported."""
    code = (
        "import sys, matplotlib\n"
        "before = dict(matplotlib.rcParams)\n"
        "import pandas as pd\n"
        "from pynnet.plot import plot_tune\n"
        "columns = ['size'] + [f'{p}_error{s}' for p in ('validation', 'training') "
        "for s in ('', '_se')]\n"
        "results = pd.DataFrame([[1, .3, .1, .2, .1], [2, .2, .1, .1, .1]], columns=columns)\n"
        "plot_tune(results, ['size'], best={'size': 2}).figure.savefig(sys.argv[1])\n"
        "print(dict(matplotlib.rcParams) == before, 'matplotlib.pyplot' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path / "search.pdf")],
        capture_output=True,
        text=True,
        check=False,
        # Asked for its backend without being told one, matplotlib would import pyplot itself.
        env={
            **os.environ,
            "PYTHONPATH": str(Path(pynnet.__file__).parent.parent),
            "MPLBACKEND": "agg",
        },
    )
    assert (done.stdout, done.stderr) == ("True False\n", "")


def test_pyplot_shows_what_is_drawn_where_somebody_looks():
    """Once pyplot is imported, or in a notebook, the figure is one of pyplot's: its current one."""
    pyplot = importlib.import_module("matplotlib.pyplot")
    pyplot.close("all")
    axes = plot_tune(table(size=[1, 2]), ["size"], best={"size": 1})
    assert pyplot.gca() is axes
    pyplot.close("all")


def test_notebook_has_pyplot_show_the_picture(monkeypatch):
    """There, pyplot is imported for the user: the notebook shows pyplot's figures."""
    session = types.SimpleNamespace(
        events=types.SimpleNamespace(register=lambda *_: None, unregister=lambda *_: None),
        enable_gui=lambda _: None,
    )
    shell = types.SimpleNamespace(get_ipython=lambda: session, version_info=(9, 0))
    monkeypatch.setitem(sys.modules, "IPython", shell)
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot", raising=False)
    axes = plot_tune(table(size=[1, 2]), ["size"], best={"size": 1})
    assert axes.figure.number in sys.modules["matplotlib.pyplot"].get_fignums()
    sys.modules["matplotlib.pyplot"].close("all")
    shell.get_ipython = lambda: None  # imported, but this is no notebook
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot")
    assert not hasattr(plot_tune(table(size=[1, 2]), ["size"], best={"size": 1}).figure, "number")


def test_axes_that_are_given_are_drawn_on():
    """They come back, and their figure gets no others for curves."""
    figure = matplotlib.figure.Figure()
    given = figure.add_subplot()
    axes = plot_tune(table(size=[1, 2]), ["size"], best={"size": 1}, ax=given)
    assert axes is given
    assert figure.axes == [given]


@pytest.mark.parametrize("kind", ["png", "pdf", "svg"])
@pytest.mark.parametrize("decay", [[0.1], [0, 0.1]])
def test_pictures_can_be_saved(kind, decay):
    """In pixels and in vectors, without a warning."""
    axes = plot_tune(
        table(size=[1, 2], decay=decay), ["size", "decay"], best={"size": 1, "decay": 0.1}
    )
    file = io.BytesIO()
    axes.figure.savefig(file, format=kind)
    assert len(file.getvalue()) > 1000


def test_results_are_not_changed():
    """The table is as it was."""
    results = table(size=[4, 1], decay=[0, 0.1])
    before = results.copy()
    plot_tune(results, ["size", "decay"], best={"size": 4, "decay": 0}, x="size")
    pd.testing.assert_frame_equal(results, before)


def test_result_of_a_search_draws_itself():
    """Its first metric by default, another one by name."""
    found = tune_nnet(
        "Species ~ .",
        load_iris(),
        size=[1, 2],
        decay=[0.01, 0.1],
        metrics=["error", "log_loss"],
        control=tune_control(cross=3),
        seed=1,
    )
    axes = found.plot()
    assert len(numbers_of(axes)) == 4
    assert axes.get_title().startswith("chosen by error: size = ")
    other = found.plot(metric="log_loss", x="size")
    assert other.get_ylabel() == "log loss (± 1 s.e.)"
    assert other.get_legend().get_title().get_text().startswith("chosen by error: size = ")


# Errors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "message"),
    [
        (
            {"metric": "eror"},
            "the results have no metric 'eror': did you mean 'error'? "
            "Others have to be asked for in the search.",
        ),
        (
            {"metric": "zzz"},
            "the results have no metric 'zzz': pass one of error. "
            "Others have to be asked for in the search.",
        ),
        (
            {},
            "3 hyperparameters vary (size, decay, maxit): pass x= one or two of them. "
            "The others are held at the chosen setting, or where at= says.",
        ),
        ({"x": "sise"}, "'sise' is no hyperparameter that varies: did you mean 'size'?"),
        (
            {"x": "rang"},
            "'rang' is no hyperparameter that varies: pass one of size, decay, maxit.",
        ),
        (
            {"x": ["size", "size"]},
            "invalid 'x': got ['size', 'size']. "
            "Pass the names of one or two of size, decay, maxit.",
        ),
        (
            {"x": []},
            "invalid 'x': got []. Pass the names of one or two of size, decay, maxit.",
        ),
        (
            {"x": ["size", "decay"], "at": {"maxit": 7}},
            "invalid 'at': maxit = 7 was not tried. Pass one of 50, 100.",
        ),
        (
            {"x": ["size", "decay"], "at": {"size": 1}},
            "invalid 'at': 'size' is not held here. Pass one of maxit.",
        ),
        (
            {"x": ["size", "decay"], "at": {"maxti": 50}},
            "invalid 'at': 'maxti' is not held here. Did you mean 'maxit'?",
        ),
    ],
)
def test_what_cannot_be_drawn_says_what_can(how, message):
    """Before anything is drawn."""
    best = {"size": 2, "decay": 0.1, "maxit": 100}
    figure = matplotlib.figure.Figure()
    axes = figure.add_subplot()
    results = table(size=[1, 2], decay=[0, 0.1], maxit=[50, 100])
    with pytest.raises(ArgumentError) as caught:
        plot_tune(results, list(best), best=best, ax=axes, **how)
    assert str(caught.value) == message
    assert not axes.has_data()


def test_nothing_to_hold_is_said():
    """With one hyperparameter there is no other to hold."""
    with pytest.raises(ArgumentError, match=r"'decay' is not held here\. Nothing is\."):
        plot_tune(table(size=[1, 2]), ["size"], best={"size": 1}, at={"decay": 0})


def test_chosen_setting_has_what_the_results_have():
    """A name without a column would be looked up while something is drawn already."""
    with pytest.raises(ArgumentError, match=r"invalid 'best': .* have no column 'decay'\."):
        plot_tune(table(size=[1, 2]), ["size"], best={"size": 1, "decay": 0.1})


def test_single_setting_cannot_be_drawn():
    """There is no axis."""
    with pytest.raises(ArgumentError, match="no hyperparameter was varied"):
        plot_tune(table(size=[1]), ["size"], best={"size": 1})


def test_missing_matplotlib_is_named(monkeypatch):
    """With the extra that installs it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r'plot\(\) needs .*pip install "pynnet\[plot\]"'):
        plot_tune(table(size=[1, 2]), ["size"], best={"size": 1})
    importlib.import_module("pynnet.plot")
