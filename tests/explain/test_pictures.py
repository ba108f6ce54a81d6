"""Pictures of networks: what is drawn, where, and what cannot be."""

from __future__ import annotations

import importlib
import io
import itertools
import sys

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError, garson, lek_profile, nnet, olden, permutation_importance

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from matplotlib.figure import Figure  # noqa: E402
from matplotlib.text import Text  # noqa: E402

from pynnet import plot  # noqa: E402  behind what it needs
from pynnet._ground import told_apart  # noqa: E402

QUIET = {"seed": 1, "trace": False}
BLUE, ORANGE = (matplotlib.colors.to_rgba(colour)[:3] for colour in ("#0072B2", "#D55E00"))


@pytest.fixture(scope="module")
def flowers():
    """The iris data."""
    from pynnet import load_iris

    return load_iris()


@pytest.fixture(scope="module")
def species(flowers):
    """Fit a network to classes."""
    return nnet("Species ~ .", flowers, size=2, decay=0.1, maxit=500, **QUIET)


@pytest.fixture(scope="module")
def pair(flowers):
    """Fit a network of two variables to two classes."""
    data = flowers.assign(big=np.where(flowers["Sepal.Length"] > 5.8, "yes", "no"))
    fit = nnet("big ~ Petal.Length + Petal.Width", data, size=1, decay=0.1, maxit=500, **QUIET)
    return fit, data


@pytest.fixture(scope="module")
def numbers(flowers):
    """Fit a network to numbers."""
    formula = "Sepal.Length ~ Petal.Length + Petal.Width"
    return nnet(formula, flowers, size=1, decay=0.1, linout=True, maxit=500, **QUIET)


def wide_network(p, size=2, **options):
    """A network of many inputs with long names."""
    random = np.random.default_rng(1)
    names = [f"a rather long name of input {k}" for k in range(p)]
    x = pd.DataFrame(random.normal(size=(3, p)), columns=names)
    wts = random.normal(size=(p + 1) * size + size + 1 + (p if options.get("skip") else 0))
    return nnet(x, [0, 1, 0], size=size, Wts=wts, maxit=0, MaxNWts=99999, trace=False, **options)


def texts(axes):
    """What is written on a picture."""
    return [text.get_text() for text in axes.texts]


def saved(axes, kinds=("png", "svg", "pdf")):
    """Whether a picture can be saved, in pixels and in vectors, without a warning."""
    for kind in kinds:
        file = io.BytesIO()
        axes.figure.savefig(file, format=kind)
        assert len(file.getvalue()) > 1000
    return True


def touching(labels):
    """Neighbouring texts whose boxes overlap on paper."""
    labels[0].figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in labels]
    boxes.sort(key=lambda box: (round(box.x0 / 50), box.y0))
    return sum(a.overlaps(b) for a, b in itertools.pairwise(boxes))


# The network -----------------------------------------------------------------------------------


def test_each_weight_is_a_line_of_its_sign_and_size():
    """Blue and whole, or orange and dashed; the widest is the largest; 0 is none."""
    wts = [0.5, 1, -2, 0, 4]  # b->h1, i1->h1, i2->h1, b->o, h1->o
    fit = nnet([[0, 1], [1, 0]], [0, 1], size=1, Wts=wts, maxit=0, trace=False)
    axes = plot.plot_network(fit)
    positive, negative = axes.collections[:2]
    assert tuple(positive.get_colors()[0][:3]) == BLUE
    assert tuple(negative.get_colors()[0][:3]) == ORANGE
    assert (len(positive.get_segments()), len(negative.get_segments())) == (3, 1)
    # 0.15 points for nothing, 4 for the largest, which is drawn last.
    assert list(positive.get_linewidths()) == pytest.approx(
        [0.15 + 3.85 * share for share in (0.125, 0.25, 1)], rel=1e-12
    )
    assert positive.get_linestyle()[0][1] is None
    assert negative.get_linestyle()[0][1] is not None
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == ["positive", "negative", "weight of 4"]


def test_units_have_their_names(species):
    """Inputs to the left, outputs to the right, hidden ones and biases in their discs."""
    names = ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"]
    axes = plot.plot_network(species)
    assert texts(axes)[:4] == names
    assert texts(axes)[4:6] == ["h1", "h2"]
    assert texts(axes)[-3:] == ["setosa", "versicolor", "virginica"]
    assert texts(axes).count("1") == 2
    assert texts(plot.plot_network(species, bias=False)).count("1") == 0
    assert saved(axes)


def test_skip_layer_passes_below_the_hidden_units():
    """Its lines bend; those of a network without hidden units are straight."""
    fit = wide_network(4, skip=True)
    axes = plot.plot_network(fit, bias=False)
    lines = [line for group in axes.collections[:2] for line in group.get_segments()]
    bent = [line for line in lines if len(line) > 2]
    assert len(bent) == 4
    hidden = min(y for x, y in axes.collections[2].get_offsets() if x == 1.0)
    # In the middle between the layers, where the hidden units are.
    assert all(line[np.abs(line[:, 0] - 1).argmin(), 1] < hidden - 1 for line in bent)
    assert all(axes.get_ylim()[0] < line[:, 1].min() for line in bent)
    straight = nnet([0, 1], [0, 1], size=0, skip=True, Wts=[1, 2], maxit=0, trace=False)
    alone = plot.plot_network(straight)
    assert [len(line) for line in alone.collections[0].get_segments()] == [2, 2]
    assert texts(alone).count("1") == 1


@pytest.mark.parametrize(("p", "size"), [(1, 1), (2, 60), (60, 10), (60, 2)])
def test_labels_of_units_do_not_touch(p, size):
    """Letters get smaller and the figure higher; names are shortened."""
    axes = plot.plot_network(wide_network(p, size, skip=True))
    assert not touching(axes.texts[:p])
    assert all(text.get_fontsize() >= 5 for text in axes.texts[:p])
    assert all(len(text) <= 24 for text in texts(axes))
    assert axes.figure.get_figheight() <= 11


def test_network_too_large_to_draw_is_refused():
    """With what shows the same."""
    with pytest.raises(ArgumentError, match=r"a layer has 201, and at most 200 .*plot_importance"):
        plot.plot_network(wide_network(201, 1))


# Importance ------------------------------------------------------------------------------------


def test_bars_are_the_importance_by_size():
    """The largest on top, negative ones orange."""
    values = pd.Series([1.0, -3.0, 2.0], index=list("abc"))
    axes = plot.plot_importance(values)
    assert [bar.get_width() for bar in axes.patches] == [1.0, 2.0, -3.0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "c", "b"]
    assert [bar.get_facecolor()[:3] for bar in axes.patches] == [BLUE, BLUE, ORANGE]
    assert axes.get_xlabel() == "importance"


def test_importance_of_each_kind_can_be_drawn(species, flowers):
    """Of several outputs one is chosen; shuffling has standard deviations."""
    axes = plot.plot_importance(olden(species), output="virginica")
    assert axes.get_xlabel() == "importance for virginica"
    assert max(bar.get_width() for bar in axes.patches) == olden(species)["virginica"].max()
    assert len(plot.plot_importance(garson(species), output="setosa").patches) == 4
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    shuffled = plot.plot_importance(permutation_importance(species, flowers, seed=1))
    assert shuffled.get_xlabel() == "loss when shuffled (± 1 s.d.)"
    assert shuffled.containers[0] is not None


@pytest.mark.parametrize("n", [1, 2, 60])
def test_labels_of_bars_do_not_touch(n):
    """And all are there in a figure of its own."""
    names = [f"a rather long name of input {k}" for k in range(n)]
    axes = plot.plot_importance(pd.Series(np.arange(1.0, n + 1), index=names))
    labels = axes.get_yticklabels()
    assert len(labels) == n
    assert not touching(labels)
    assert saved(axes) if n == 2 else saved(axes, ["svg"])


@pytest.mark.parametrize(
    ("values", "how", "message"),
    [
        ([1, 2], {}, "invalid 'values'"),
        (pd.Series(["a"]), {}, "invalid 'values'"),
        (pd.Series([np.nan]), {}, "invalid 'values'"),
        (pd.Series(dtype=float), {}, "invalid 'values'"),
        (pd.Series([1.0]), {"output": "o"}, "these values are for one output"),
        (pd.DataFrame({"yes": [1.0], "no": [2.0]}), {}, "Pass one of yes, no"),
        (pd.DataFrame({"yes": [1.0], "no": [2.0]}), {"output": "yess"}, "Did you mean 'yes'"),
        (pd.Series(np.ones(501)), {}, "too many bars"),
        (pd.Series([1.0]), {"ax": 3}, "invalid 'ax'"),
    ],
)
def test_what_are_no_bars_is_refused(values, how, message):
    """With what they are."""
    with pytest.raises(ArgumentError, match=message):
        plot.plot_importance(values, **how)


# Lek's profiles --------------------------------------------------------------------------------


def test_profile_of_one_input_has_a_curve_for_each_level(species, flowers):
    """And a wide one for the median; the numbers are those of the table."""
    table = lek_profile(species, flowers)
    axes = plot.plot_lek(table, input="Petal.Width", output="setosa")
    labels = ["minimum", "lower quartile", "median", "upper quartile", "maximum", "profile"]
    assert [line.get_label() for line in axes.lines] == labels
    rows = table[(table["input"] == "Petal.Width") & (table["output"] == "setosa")]
    for line in axes.lines:
        level = rows[rows["held"] == line.get_label()]
        assert line.get_xdata().tolist() == level["value"].tolist()
        assert line.get_ydata().tolist() == level["response"].tolist()
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Petal.Width", "setosa")


def test_profiles_of_all_inputs_share_an_axis(species, flowers):
    """From the smallest value of each to its largest."""
    axes = plot.plot_lek(lek_profile(species, flowers), output="setosa")
    assert {line.get_label() for line in axes.lines} == set(species.coefnames)
    assert all(line.get_xdata().tolist()[::11] == [0, 100] for line in axes.lines)


def test_of_many_profiles_those_that_move_most_are_named():
    """The others are grey, with one entry in the legend for all."""
    fit = wide_network(60)
    x = pd.DataFrame(np.random.default_rng(2).normal(size=(9, 60)), columns=list(fit._inputs))
    axes = plot.plot_lek(lek_profile(fit, x))
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend[0] == "54 others"
    assert len(legend) == 7
    assert len(axes.lines) == 60
    assert saved(axes)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"output": "setos"}, "Did you mean 'setosa'"),
        ({}, "Pass one of setosa, versicolor, virginica"),
        ({"output": "setosa", "input": "Petal"}, "invalid 'input'"),
    ],
)
def test_profiles_that_there_are_not_are_refused(species, flowers, how, message):
    """With those that there are."""
    with pytest.raises(ArgumentError, match=message):
        plot.plot_lek(lek_profile(species, flowers), **how)
    with pytest.raises(ArgumentError, match="invalid 'profile'"):
        plot.plot_lek(flowers)


# Predictions -----------------------------------------------------------------------------------


def test_fitted_values_stand_against_those_observed(numbers, flowers):
    """Point by point, with the line on which both are the same."""
    axes = plot.plot_fitted(numbers)
    line, points = axes.lines
    assert line.get_xdata().tolist() == line.get_ydata().tolist()
    # Observed values are fitted ones plus residuals, which rounds.
    assert points.get_xdata() == pytest.approx(flowers["Sepal.Length"].to_numpy(), rel=1e-14)
    assert points.get_ydata().tolist() == numbers.fitted_values.tolist()
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("observed Sepal.Length", "fitted")
    assert axes.get_xlim() == axes.get_ylim()


def test_one_of_several_outputs_is_drawn(frame):
    """By its name."""
    fit = nnet("cbind(u, y) ~ v", frame, size=0, skip=True, **QUIET)
    assert plot.plot_fitted(fit, output="y").get_xlabel() == "observed y"
    with pytest.raises(ArgumentError, match="Pass one of u, y"):
        plot.plot_fitted(fit)


def test_many_points_are_faint(numbers):
    """So that places with many of them are darker."""
    x = np.linspace(0, 1, 2000)
    fit = nnet(x, x, size=0, skip=True, linout=True, **QUIET)
    few, many = plot.plot_fitted(numbers).lines[1], plot.plot_fitted(fit).lines[1]
    assert many.get_alpha() < few.get_alpha()


def test_regions_are_the_classes_that_are_predicted(species, flowers):
    """In each cell, with the other variables at their medians; points are rows of their class."""
    axes = plot.plot_regions(species, flowers, ["Petal.Length", "Petal.Width"], steps=5)
    mesh, *edges = axes.collections
    assert len(edges) == 2  # which tell three regions apart without colours
    codes = np.asarray(mesh.get_array())
    x, y = (np.linspace(*_ends(flowers[name]), 5) for name in ("Petal.Length", "Petal.Width"))
    for i, j in ((0, 0), (2, 2), (4, 4), (4, 0)):
        new = {"Petal.Length": [x[j]], "Petal.Width": [y[i]]}
        new |= {name: [flowers[name].median()] for name in ("Sepal.Length", "Sepal.Width")}
        predicted = species.predict(pd.DataFrame(new)).to_numpy().argmax()
        assert codes[i, j] == predicted
    assert axes.get_title(loc="left") == "Sepal.Length = 5.8, Sepal.Width = 3"
    drawn = {line.get_label(): len(line.get_xdata()) for line in axes.lines}
    assert drawn == {"setosa": 50, "versicolor": 50, "virginica": 50}
    assert len({line.get_marker() for line in axes.lines}) == 3


def _ends(values):
    margin = 0.04 * float(np.ptp(values))
    return values.min() - margin, values.max() + margin


def test_regions_of_numbers_are_a_map(numbers, flowers):
    """With a bar of colours, and rows as points."""
    axes = plot.plot_regions(numbers, flowers, steps=4)
    assert axes.figure.axes[1].get_ylabel() == "Sepal.Length"
    assert len(axes.lines[0].get_xdata()) == 150
    assert saved(axes)


def test_two_classes_of_one_output_have_regions(pair):
    """The second where its probability is above one half."""
    fit, data = pair
    axes = plot.plot_regions(fit, data, steps=30)
    assert set(np.unique(axes.collections[0].get_array())) == {0.0, 1.0}
    held = plot.plot_regions(
        nnet("big ~ Petal.Length + Petal.Width + Species", data, size=1, maxit=0, **QUIET),
        data,
        at={"Species": "virginica"},
        steps=3,
    )
    assert held.get_title(loc="left") == "Species = virginica"


def test_arrays_have_regions_by_number():
    """Of x without names."""
    fit = nnet([[0, 0], [0, 1], [1, 0]], [0, 1, 1], size=0, skip=True, **QUIET)
    axes = plot.plot_regions(fit, [[0, 0], [0, 1], [1, 0]], steps=3)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("i1", "i2")


@pytest.mark.parametrize(
    ("variables", "how", "message"),
    [
        (None, {}, "none passed. Pass two of Sepal.Length"),
        (["Petal.Length"], {}, "invalid 'variables'"),
        (["Petal.Length", "Petal.Widht"], {}, "Did you mean 'Petal.Width'"),
        (["Petal.Length", "Species"], {}, "no numeric variable"),
        (["Petal.Length", "Petal.Width"], {"at": {"Petal.Width": 1}}, "is not held here"),
        (["Petal.Length", "Petal.Width"], {"at": 3}, "invalid 'at'"),
        (["Petal.Length", "Petal.Width"], {"steps": 1}, "invalid 'steps'"),
        (["Petal.Length", "Petal.Width"], {"steps": 3, "ax": "here"}, "invalid 'ax'"),
    ],
)
def test_regions_that_there_are_not_are_refused(species, flowers, variables, how, message):
    """With those that there are."""
    with pytest.raises(ArgumentError, match=message):
        plot.plot_regions(species, flowers, variables, **how)


# Classes told apart ----------------------------------------------------------------------------


def test_curves_are_scikit_learns(pair):
    """Of the second class, with its area in the legend."""
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    fit, data = pair
    axes = plot.plot_roc(fit, data)
    false, true, _ = metrics.roc_curve(data["big"] == "yes", fit.predict(data))
    assert axes.lines[0].get_xdata().tolist() == false.tolist()
    assert axes.lines[0].get_ydata().tolist() == true.tolist()
    area = metrics.roc_auc_score(data["big"] == "yes", fit.predict(data))
    assert axes.get_legend().get_texts()[0].get_text() == f"yes (AUC = {area:.2f})"


def test_classes_may_be_numbers_and_truths(frame):
    """Their texts are R's."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    data = frame.assign(n=[1.0, 2, 2, 1, 2, 1, 2, 1], t=frame["g"] == "y")
    for formula, name in (("factor(n) ~ u", "n"), ("factor(t) ~ u", "t")):
        fit = nnet(formula, data, size=0, skip=True, decay=0.1, **QUIET)
        counts = np.array(texts(plot.plot_confusion(fit, data, name)), dtype=int)
        assert counts.sum() == 8


def test_each_of_several_classes_has_its_curve(species, flowers):
    """Against the rest, or one alone."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    every = plot.plot_roc(species, flowers)
    assert len(every.get_legend().get_texts()) == 3
    assert len({line.get_color() for line in every.lines[:3]}) == 3
    one = plot.plot_roc(species, flowers, positive="virginica")
    assert len(one.get_legend().get_texts()) == 1


def test_confusion_counts_rows(species, flowers):
    """Observed down, predicted across; all rows are in it."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    axes = plot.plot_confusion(species, flowers)
    counts = np.array(texts(axes), dtype=int).reshape(3, 3)
    predicted = species.predict(flowers, type="class", seed=1)
    assert counts.tolist() == pd.crosstab(flowers["Species"], predicted).to_numpy().tolist()
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted", "observed")
    assert saved(axes)


def test_confusion_of_many_classes_is_legible():
    """Sixty have colours instead of numbers, and labels that do not touch."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    names = [f"class of number {k % 60:02d}" for k in range(120)]
    data = pd.DataFrame({"x": np.linspace(0, 1, 120), "g": names})
    fit = nnet("g ~ x", data, size=1, maxit=0, **QUIET)
    axes = plot.plot_confusion(fit, data)
    assert texts(axes) == []
    assert not touching(axes.get_yticklabels())
    with pytest.raises(ArgumentError, match="too many curves to draw: one for each of 60"):
        plot.plot_roc(fit, data)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f, d: plot.plot_roc(f, d, positive="setos"), "Did you mean 'setosa'"),
        (lambda f, d: plot.plot_roc(f, d.iloc[:50], positive="setosa"), "all of the rows are of"),
        (lambda f, d: plot.plot_roc(f, d.iloc[:50], positive="virginica"), "none of the rows"),
        (lambda f, d: plot.plot_roc(f, d.drop(columns="Species")), "is missing: pass"),
        (lambda f, d: plot.plot_confusion(f, d, ["rose"] * 150), "classes that were not fitted"),
        (lambda f, d: plot.plot_confusion(f, d, ax=1), "invalid 'ax'"),
        (lambda f, _: plot.plot_fitted(f), "the fit is one of classes"),
    ],
)
def test_classes_that_there_are_not_are_refused(species, flowers, call, message):
    """With those that there are."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    with pytest.raises(ArgumentError, match=message):
        call(species, flowers)


def test_fits_without_classes_have_no_curves(numbers, flowers):
    """Their picture is another."""
    for call in (plot.plot_roc, plot.plot_confusion):
        with pytest.raises(ArgumentError, match=r"has no classes.*plot_fitted\(fit\)"):
            call(numbers, flowers)


# All of them -----------------------------------------------------------------------------------


def test_each_takes_and_returns_axes(species, numbers, flowers):
    """Those that are passed come back, in the figure and of the size that they had."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    profile = lek_profile(species, flowers)
    calls = {
        "plot_network": lambda ax: plot.plot_network(species, ax=ax),
        "plot_importance": lambda ax: plot.plot_importance(olden(species), output="setosa", ax=ax),
        "plot_lek": lambda ax: plot.plot_lek(profile, output="setosa", ax=ax),
        "plot_path": lambda ax: plot.plot_path([species, numbers], ax=ax),
        "plot_fitted": lambda ax: plot.plot_fitted(numbers, ax=ax),
        "plot_regions": lambda ax: plot.plot_regions(numbers, flowers, steps=3, ax=ax),
        "plot_roc": lambda ax: plot.plot_roc(species, flowers, ax=ax),
        "plot_confusion": lambda ax: plot.plot_confusion(species, flowers, ax=ax),
    }
    assert {*calls, "plot_train", "plot_tune"} == set(plot.__all__)
    for call in calls.values():
        figure = matplotlib.figure.Figure(figsize=(4, 3))
        given = figure.add_subplot()
        assert call(given) is given
        assert figure.get_size_inches().tolist() == [4, 3]
        assert call(None).figure is not figure


def test_dark_style_is_followed(species):
    """Letters and lines are light, and discs are of the paper."""
    with matplotlib.rc_context({"text.color": "white", "axes.facecolor": "black"}):
        axes = plot.plot_network(species)
    discs = axes.collections[2]
    assert discs.get_facecolor()[0].tolist() == [0, 0, 0, 1]
    assert discs.get_edgecolor()[0].tolist() == [1, 1, 1, 1]


def test_missing_matplotlib_is_named(species, monkeypatch):
    """With the extra that installs it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r'plot_network\(\) needs .*pip install "pynnet\[plot\]"'):
        plot.plot_network(species)
    importlib.import_module("pynnet.plot")


# The search ------------------------------------------------------------------------------------


def restarts(seeds, **options):
    """Fits of one small network from several starts."""
    x, y = [0, 1, 2, 3], [0.1, 0.7, 0.8, 0.2]
    options = {"size": 2, "decay": 0.01, "maxit": 500, "trace": False, **options}
    return [nnet(x, y, seed=seed, **options) for seed in seeds]


def test_path_is_the_criterion_at_each_iteration(species):
    """With why the search ended in words, and on a logarithmic axis where values are far apart."""
    axes = plot.plot_path(species)
    (line,) = axes.lines
    assert line.get_xdata().tolist() == species.path.index.tolist()
    assert line.get_ydata().tolist() == species.path.tolist()
    assert axes.get_title(loc="right") == species.message == "converged"
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("iteration", "criterion")
    assert axes.get_legend() is None
    assert species.path.max() < 10 * species.path.min()
    assert axes.get_yscale() == "linear"
    far = nnet([0, 1, 2], [1, 3, 5], size=0, skip=True, linout=True, **QUIET).plot_path()
    assert far.get_yscale() == "log"
    assert saved(far)


def test_paths_of_several_fits_have_their_names_and_ends():
    """The mark at the end is hollow where the search was stopped."""
    with pytest.warns(match="the fit stopped after 5 iterations"):
        (short,) = restarts([1], maxit=5)
    (whole,) = restarts([2])
    axes = plot.plot_path({"$a$": short, "_b": whole})
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == [rf"\$a\$: {short.value:.4f}", f" _b: {whole.value:.4f}"]
    ends = [line.get_markerfacecolor() for line in axes.lines]
    assert ends[0] == axes.get_facecolor()
    assert ends[1] == plot_colour(axes.lines[1])
    assert [line.get_markevery() for line in axes.lines] == [[4], [len(whole.path) - 1]]
    assert saved(axes)


def plot_colour(line):
    """The colour of a line as it was given."""
    return line.get_color()


@pytest.mark.parametrize("n", [1, 2, 60])
def test_any_number_of_paths_can_be_drawn(n):
    """Of many the best has a colour, is on top, and is named."""
    fits = restarts(range(1, n + 1))
    axes = plot.plot_path(fits)
    assert len(axes.lines) == n
    if n > 6:
        best = int(np.argmin([fit.value for fit in fits]))
        assert axes.lines[-1].get_ydata().tolist() == fits[best].path.tolist()
        (text,) = axes.get_legend().get_texts()
        assert text.get_text().startswith(f"{best + 1}: ")
        assert axes.get_legend().get_title().get_text() == "best"
    assert saved(axes)


def test_path_of_a_start_alone_is_a_point():
    """With maxit=0, at iteration 1 and at no fraction of it."""
    axes = plot.plot_path(restarts([1, 2], maxit=0))
    assert axes.get_xticks().tolist() == [1]
    assert saved(axes)


@pytest.mark.parametrize("fits", [None, [], {}, 3, "fit", [1], {"a": None}, np.ones(2)])
def test_what_has_no_path_is_refused(fits):
    """Nothing, and what was not fitted here."""
    with pytest.raises(ArgumentError, match=r"invalid 'fits'.*a list or dict of them"):
        plot.plot_path(fits)


def test_path_of_a_fit_of_rs_is_not_known(tmp_path):
    """R's file does not hold it; nor are thousands drawn."""
    (fit,) = restarts([1])
    pynnet.write_rds(fit, tmp_path / "fit.rds")
    theirs = pynnet.read_rds(tmp_path / "fit.rds")
    with pytest.raises(ArgumentError, match="the fit was read from R's file, which does not hold"):
        theirs.plot_path()
    with pytest.raises(ArgumentError, match="fit '2' was read from R"):
        plot.plot_path([fit, theirs])
    with pytest.raises(ArgumentError, match="too many fits to draw: 1001"):
        plot.plot_path([fit] * 1001)


# A narrow column -------------------------------------------------------------------------------

NARROW = 3.5  # inches
LONG = [f"a rather long name of a thing that goes on and on {k}" for k in range(8)]


def narrow():
    return Figure(figsize=(NARROW, 2.6), layout="constrained").add_subplot()


def outside(axes):
    """Words that are not wholly on the paper."""
    figure = axes.figure
    for _ in range(2):
        figure.draw_without_rendering()
    paper = figure.bbox.padded(1)
    seen = [text for text in figure.findobj(Text) if text.get_text().strip()]
    ticks = {label for axis in (axes.xaxis, axes.yaxis) for label in axis.get_ticklabels()}
    boxes = {
        t.get_text(): t.get_window_extent() for t in seen if t.get_visible() and t not in ticks
    }
    return [
        name
        for name, box in boxes.items()
        if not (paper.x0 <= box.x0 and box.x1 <= paper.x1 and paper.y0 <= box.y0)
    ]


def long_classes():
    x = np.linspace(0, 1, 36)
    data = pd.DataFrame({"x": x, "z": x**2, "g": np.repeat(LONG[:6], 6)})
    return nnet("g ~ x + z", data, size=1, maxit=0, **QUIET), data


def test_words_stay_on_narrow_paper():
    """Names are shortened, legends are where they have room, and the axes keep a third."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    rng = np.random.default_rng(1)
    x = pd.DataFrame(rng.normal(size=(30, 8)), columns=LONG)
    net = nnet(x, x.iloc[:, 0], size=2, linout=True, maxit=0, **QUIET)
    fit, data = long_classes()
    for draw in (
        lambda ax: plot.plot_network(net, ax=ax),
        lambda ax: plot.plot_importance(olden(net), ax=ax),
        lambda ax: plot.plot_lek(lek_profile(net, x), ax=ax),
        lambda ax: plot.plot_regions(fit, data, steps=3, ax=ax),
        lambda ax: plot.plot_roc(fit, data, ax=ax),
        lambda ax: plot.plot_confusion(fit, data, ax=ax),
    ):
        axes = draw(narrow())
        assert outside(axes) == []
        assert axes.get_window_extent().width / axes.figure.dpi > 0.25 * NARROW


def test_area_stays_behind_a_shortened_name():
    """It is what the legend of ROC curves is for; in a figure of its own, too."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    fit, data = long_classes()
    for axes in (plot.plot_roc(fit, data, ax=narrow()), plot.plot_roc(fit, data)):
        labels = [text.get_text() for text in axes.get_legend().get_texts()]
        assert all("(AUC = " in label for label in labels)
        assert outside(axes) == []


def test_confusion_without_room_has_no_numbers():
    """Twenty classes in a narrow column have colours alone."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    names = [f"c{k % 20:02d}" for k in range(60)]
    data = pd.DataFrame({"x": np.linspace(0, 1, 60), "g": names})
    fit = nnet("g ~ x", data, size=1, maxit=0, **QUIET)
    assert texts(plot.plot_confusion(fit, data, ax=narrow())) == []
    assert len(texts(plot.plot_confusion(fit, data))) == 400


def test_legend_of_twenty_classes_is_no_higher_than_the_picture():
    """It has several columns, for which a figure of its own is wider."""
    data = pd.DataFrame({
        "x": np.linspace(0, 1, 60), "z": np.linspace(1, 0, 60) ** 2,
        "g": [f"c{k % 20:02d}" for k in range(60)],
    })  # fmt: skip
    fit = nnet("g ~ x + z", data, size=1, maxit=0, **QUIET)
    axes = plot.plot_regions(fit, data, steps=3)
    axes.figure.draw_without_rendering()
    assert axes.get_legend().get_window_extent().height < axes.figure.bbox.height
    assert axes.get_window_extent().height > 0.5 * axes.figure.bbox.height


def test_figures_in_figures_are_drawn_on(species):
    """With matplotlib 3.9 as well: sizes are those of the outer figure."""
    outer = Figure(figsize=(8, 4), layout="constrained")
    part = outer.subfigures(1, 2)[0]
    axes = plot.plot_network(species, ax=part.add_subplot())
    outer.draw_without_rendering()
    assert axes.figure is part


# Names that differ in their middle, and axes beside others ----------------------------------------

MIDDLE = [f"the concentration of substance {k} in the blood (mg/dl)" for k in range(1, 7)]


@pytest.mark.parametrize("room", [20.0, 60.0, 120.0, 1000.0])
def test_shortened_names_stay_different(room):
    """Also where both ends are the same; what is the same stays so."""
    kinds = [
        MIDDLE,
        ["x" * 40 + "a", "x" * 40 + "b", "x" * 40],
        ["a" + "b" * 50 + c for c in "cde"],
    ]
    for names in kinds:
        labels = told_apart([*names, names[0]], room, 10.0)
        assert len(set(labels)) == len(names)
        assert labels[-1] == labels[0]
        assert max(map(len, labels)) <= 26
    assert told_apart(["a", "b"], 0.0, 10.0) == ["a", "b"]


def test_pictures_tell_long_names_apart():
    """Bars, legends, inputs and axes."""
    rng = np.random.default_rng(1)
    x = pd.DataFrame(rng.normal(size=(30, 6)), columns=MIDDLE)
    fit = nnet(x, x.iloc[:, 0], size=2, linout=True, maxit=0, **QUIET)
    for ax in (None, narrow()):
        bars = plot.plot_importance(olden(fit), ax=ax)
        assert len({label.get_text() for label in bars.get_yticklabels()}) == 6
    for ax in (None, narrow()):
        curves = plot.plot_lek(lek_profile(fit, x), ax=ax)
        assert len({text.get_text() for text in curves.get_legend().get_texts()}) == 6
    for ax in (None, narrow()):
        paths = plot.plot_path(dict.fromkeys(MIDDLE[:3], fit), ax=ax)
        assert len({text.get_text() for text in paths.get_legend().get_texts()}) == 3
    inputs = [text for text in texts(plot.plot_network(fit)) if text.startswith("the")]
    assert len(set(inputs)) == len(inputs) == 6
    regions = plot.plot_regions(fit, x, MIDDLE[:2], steps=3)
    assert regions.get_xlabel() != regions.get_ylabel()


def test_paths_keep_their_ends_on_narrow_paper():
    """Short names are whole, and so are the values behind them."""
    fits = {f"seed {k}": nnet([0, 1, 2], [0, 1, 0.5], size=1, **QUIET) for k in (1, 2, 3)}
    labels = [text.get_text() for text in plot.plot_path(fits, ax=narrow()).get_legend().texts]
    assert [label[:8] for label in labels] == ["seed 1: ", "seed 2: ", "seed 3: "]
    assert not any("…" in label for label in labels)


def test_heading_of_many_variables_says_how_many():
    """And those that were set; the rest is where it always is."""
    rng = np.random.default_rng(1)
    x = pd.DataFrame(rng.normal(size=(30, 9)), columns=list("abcdefghi"))
    fit = nnet(x, x["a"], size=1, linout=True, maxit=0, **QUIET)
    regions = plot.plot_regions(fit, x, ["a", "b"], at={"i": 2.0, "h": 1.0}, steps=3)
    words = regions.get_title(loc="left").replace("\n", " ")
    assert "h = 1" in words
    assert "i = 2" in words
    assert words.endswith("3 others at their medians")
    assert outside(regions) == []


def test_profile_of_a_quoted_name_takes_it_plain():
    """As the column is called; formulas quote it."""
    data = pd.DataFrame({"body mass": np.linspace(0, 1, 20), "y": np.linspace(0, 1, 20) ** 2})
    fit = nnet("y ~ `body mass`", data, size=1, linout=True, maxit=0, **QUIET)
    assert plot.plot_lek(lek_profile(fit, data), input="body mass").get_xlabel() == "`body mass`"


def test_classes_with_marks_of_matplotlib_are_in_the_legend():
    """It leaves out what begins with "_", and reads "$" as mathematics."""
    x = np.linspace(0, 1, 30)
    data = pd.DataFrame({"x": x, "z": x**2, "g": np.repeat(["_none", "$5 to $9", "c"], 10)})
    fit = nnet("g ~ x + z", data, size=1, maxit=0, **QUIET)
    for axes in (plot.plot_regions(fit, data, steps=3), plot.plot_roc(fit, data)):
        axes.figure.draw_without_rendering()
        words = " ".join(text.get_text() for text in axes.get_legend().get_texts())
        assert "_none" in words
        assert r"\$5 to \$9" in words


@pytest.mark.parametrize("shape", [(1, 3), (2, 2)])
def test_axes_beside_others_have_their_part_of_the_paper(species, flowers, shape):
    """Words are as wide as a part of the figure is, not as the whole of it."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    figure = Figure(figsize=(6.9, 5.0 if shape[0] > 1 else 2.6), layout="constrained")
    first, second, third = figure.subplots(*shape).ravel()[:3]
    plot.plot_confusion(species, flowers, ax=first)
    plot.plot_regions(species, flowers, ["Petal.Length", "Petal.Width"], steps=5, ax=second)
    plot.plot_lek(lek_profile(species, flowers), output="setosa", ax=third)
    figure.draw_without_rendering()
    for axes in (first, second, third):
        assert outside(axes) == []
        assert axes.get_window_extent().width / figure.dpi > 0.3
    labels = [label.get_window_extent() for label in first.get_xticklabels()]
    if first.get_xticklabels()[0].get_rotation() == 0:
        assert all(a.x1 < b.x0 for a, b in itertools.pairwise(labels))


def test_square_axes_leave_their_legend_on_the_paper():
    """ROC curves of classes with long names."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    x = np.linspace(0, 1, 30)
    names = [
        f"a class with a rather long name of the {k} kind" for k in ("first", "second", "last")
    ]
    data = pd.DataFrame({"x": x, "g": np.repeat(names, 10)})
    axes = plot.plot_roc(nnet("g ~ x", data, size=1, maxit=0, **QUIET), data)
    axes.figure.draw_without_rendering()
    right = axes.get_legend().get_window_extent().x1 / axes.figure.dpi
    assert right <= axes.figure.get_figwidth()
