"""HTML of results: well formed, escaped, nothing from elsewhere; print gives R's text as before."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import caret
from pynnet._printing import frame_html, numbers_html, table_html

IRIS = pynnet.load_iris()
MODEL = pynnet.multinom("Species ~ Sepal.Width + Petal.Width", IRIS, decay=0.01, trace=False)
TWO = pynnet.multinom("I(Species == 'setosa') ~ Sepal.Length", IRIS, decay=0.01, trace=False)
NETWORK = pynnet.nnet("Species ~ .", IRIS, size=2, decay=0.1, maxit=300, seed=1, trace=False)

CLASSES = {
    name: getattr(module, name)
    for module in (pynnet, caret)
    for name in module.__all__
    if isinstance(getattr(module, name), type)
}
# Whose text is one line: a number, a metric, a stream, what was chosen.
OF_A_LINE = {"LogLik", "Metric", "RRandom", "Scaling", "TrainControl", "TuneControl"}

TAGS = {"div", "p", "br", "code", "table", "caption", "thead", "tbody", "tr", "th", "td"}


class Cells(HTMLParser):
    """Reads the texts of the cells; fails where tags do not fit."""

    def __init__(self, text):
        super().__init__()
        self.open, self.cells, self.tags = [], [], set()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not {"src", "href"} & set(dict(attrs))
        assert "color" not in str(attrs)
        if tag != "br":
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data


def results():
    """One of each kind of results that notebooks show."""
    control = pynnet.tune_control(cross=3)
    settings = {"size": [1], "decay": [0.1, 0.2], "maxit": 300, "seed": 1, "trace": False}
    tuned = pynnet.tune_nnet("Species ~ .", IRIS, control=control, progress=False, **settings)
    trained = caret.train(
        "Species ~ .", IRIS, method="multinom", trace=False, maxit=500,
        control=caret.train_control("cv", number=3),
    )  # fmt: skip
    return {
        "network": NETWORK,
        "its summary": NETWORK.summary(),
        "model": MODEL,
        "two classes": TWO,
        "its table": TWO.summary(Wald_ratios=True),
        "summary": MODEL.summary(True, 3, True),
        "intervals": MODEL.confint(),
        "anova": MODEL.anova(MODEL.update(". ~ . - Petal.Width")),
        "drop1": MODEL.drop1(trace=False),
        "step": MODEL.step(trace=0).step_path,
        "tune": tuned,
        "its performances": tuned.summary(),
        "train": trained,
        **caret_results(trained),
    }


def caret_results(trained):
    """One of each kind of what caret makes around networks."""
    x, y = IRIS.iloc[:, :4], IRIS["Species"]
    settings = {"size": 1, "decay": 0.1, "trace": False, "seed": 1}
    two = caret.resamples({"one": trained, "other": trained})
    predicted = trained.predict(IRIS)
    setosa = caret.confusion_matrix(
        np.where(predicted == "setosa", "yes", "no"), np.where(y == "setosa", "yes", "no")
    )
    table = pynnet.Table([[5, 1], [0, 4]], {"truth": ["no", "yes"], "said": ["<a>", None]})
    return {
        "averages": caret.avnnet(x, y, **settings),
        "components": caret.pcannet(x, y, **settings),
        "preprocessing": caret.preprocess(x, method=["center", "scale", "pca"]),
        "dummy variables": caret.dummy_vars("~ .", IRIS),
        "resamples": two,
        "their summary": two.summary(),
        "differences": two.diff(),
        "their tests": two.diff().summary(),
        "importance": caret.var_imp(trained),
        "confusion": caret.confusion_matrix(predicted, y),
        "confusion of two": setosa,
        "confusion of rows held out": caret.confusion_matrix(trained),
        "counts": table,
        "counts of one": pynnet.Table([1, 2], {"truth": ["no", "yes"]}),
        "validation": pynnet.validate(MODEL, MODEL),
    }


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_results_are_html_of_their_own(global_stream):  # noqa: ARG001  train() draws
    """Tables without colours, scripts, pictures or links, and all numbers that print shows."""
    for name, result in results().items():
        read = Cells(result._repr_html_())
        assert read.tags <= TAGS, name
        shown = [cell for cell in read.cells if cell]
        text = str(result)
        missing = [cell for cell in shown if cell not in text and ":" not in cell]
        extra = {
            "network": 4,
            "averages": 4,
            "components": 4,
            "two classes": 1,
            "tune": 2,
            "step": 0,
        }.get(name, 3)
        assert len(missing) <= extra or name in ("its summary", "summary", "train"), (name, missing)


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_every_public_result_is_shown_in_notebooks(global_stream):  # noqa: ARG001  train() draws
    """Whatever prints more than a line, and one of each is among the results above."""
    printing = {name for name, kind in CLASSES.items() if "__repr__" in vars(kind)}
    shown = {name for name, kind in CLASSES.items() if hasattr(kind, "_repr_html_")}
    assert printing - shown == OF_A_LINE
    assert {type(result).__name__ for result in results().values()} == shown


def test_weights_stand_by_the_units_that_they_join():
    """A column for each unit, names of the inputs beside their numbers."""
    cells = Cells(NETWORK.summary()._repr_html_()).cells
    assert cells[:6] == ["", "h1", "h2", "o1", "o2", "o3"]
    assert cells[6:12] == ["b", "-0.26", "2.91", "1.36", "-3.10", "1.75"]
    assert cells[12:18] == ["i1 Sepal.Length", "-0.42", "1.62", "", "", ""]


def test_texts_are_escaped():
    """Names are no tags, and "$" is no mathematics."""
    text = table_html({"<b>a</b>": ["&"]}, ["<script>"])
    assert Cells(text).cells == ["", "<b>a</b>", "<script>", "&"]
    assert Cells(text).tags <= TAGS
    assert 'class="pynnet tex2jax_ignore mathjax_ignore"' in MODEL._repr_html_()


def test_large_tables_are_cut_in_the_middle():
    """At most 60 rows and 40 columns, and a sign where some are left out."""
    cells = Cells(numbers_html(pd.DataFrame(np.zeros((100, 50))))).cells
    assert len(cells) == (1 + 41) * (1 + 61)
    assert cells[21] == "…"
    assert cells[31 * 42] == "…"


def test_names_that_are_there_twice_are_shown_twice():
    """And missing numbers are R's."""
    frame = pd.DataFrame([[1, 2.5], [3, np.nan]], columns=["a", "a"])
    assert Cells(frame_html(frame)).cells == ["", "a", "a", "0", "1", "2.5", "1", "3", "NA"]
    assert Cells(frame_html(frame.iloc[:0])).cells == ["", "a", "a"]


def test_missing_counts_are_blank():
    """As R prints them; levels that are missing have R's name."""
    table = pynnet.Table([[1.5, np.nan], [2, 3]], {"said": ["a", None], "truth": ["甲", "b"]})
    read = Cells(table._repr_html_())
    assert read.cells == ["", "甲", "b", "a", "1.5", "", "<NA>", "2.0", "3.0"]
    assert "said by truth" in table._repr_html_()
