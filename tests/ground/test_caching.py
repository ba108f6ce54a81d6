"""Answers that are kept: nobody must notice, except by the clock."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, FormulaError, RWarning, model_matrix, nnet
from pynnet._formula.coding.layout import layout_of
from pynnet._formula.language.parser import parse
from pynnet._formula.language.terms import terms_of
from pynnet._ground.caching import remembered

from ..support import make_design

FRAMES = {
    "numbers": pd.DataFrame({"y": [0.0, 1.0, 0.5, 0.25], "a": [1.0, 2.0, 4.0, 3.0], "b": 1.0}),
    "renamed": pd.DataFrame({"y": [0.0, 1.0, 0.5, 0.25], "b": [1.0, 2.0, 4.0, 3.0], "a": 1.0}),
    "fewer": pd.DataFrame({"y": [0.0, 1.0, 0.5], "a": [0.5, 0.25, 1.0]}),
    "levels": pd.DataFrame({"y": [0.0, 1.0, 0.5, 0.25], "a": list("pqrp"), "b": list("uuvv")}),
    "others": pd.DataFrame({"y": [0.0, 1.0, 0.5, 0.25], "a": list("wxxw"), "b": list("zyzy")}),
    "truths": pd.DataFrame({"y": [0.0, 1.0, 0.5], "a": [True, False, True], "b": [1, 2, 3]}),
}


@pytest.fixture
def counted():
    """Make a kept function, and the list of what it was really asked."""
    asked = []

    @remembered
    def function(text, names=()):
        asked.append((text, names))
        if text == "wrong":
            raise FormulaError(text)
        return text, names

    return function, asked


def forget():
    """Forget all formulas, as a new process has."""
    for i in range(100):
        terms_of(f"y ~ x{i}", ())


def test_an_answer_is_found_once(counted):
    """The second time it is the same object, and other questions have answers of their own."""
    function, asked = counted
    first = function("y ~ .", ("y", "x"))
    assert function("y ~ .", ("y", "x")) is first
    assert function("y ~ .", ("y", "z")) == ("y ~ .", ("y", "z"))
    assert function("y ~ .") == ("y ~ .", ())
    assert len(asked) == 3


def test_few_answers_are_kept(counted):
    """The latest 32; older ones are found again."""
    function, asked = counted
    for i in range(200):
        function(f"y ~ x{i}")
    assert function.cache_info().currsize == 32
    function("y ~ x199")
    assert len(asked) == 200
    function("y ~ x0")
    assert len(asked) == 201


@pytest.mark.parametrize("question", [("x" * 2001,), ("x", ("name",) * 2000)])
def test_long_questions_are_not_kept(counted, question):
    """They would fill the memory."""
    function, asked = counted
    assert function(*question) == function(*question)
    assert len(asked) == 2
    assert function.cache_info().currsize == 0


def test_errors_are_raised_anew(counted):
    """An error is no answer."""
    function, asked = counted
    for _ in range(2):
        with pytest.raises(FormulaError, match="wrong"):
            function("wrong")
    assert len(asked) == 2


def test_errors_of_a_formula_come_each_time():
    """Those of reading it, and those of its meaning, with their carets."""
    for text in ("y ~ (x", "y ~ 3", "y"):
        messages = []
        for _ in range(2):
            with pytest.raises(FormulaError) as error:
                model_matrix(text, FRAMES["numbers"])
            messages.append(str(error.value))
        assert messages[0] == messages[1]


def test_a_formula_that_is_read_again_is_the_same():
    """Its tree and its terms are shared, so that neither can be changed."""
    assert parse("y ~ a + b") is parse("y ~ a + b")
    terms = terms_of("y ~ .", ("y", "a"))
    assert terms_of("y ~ .", ("y", "a")) is terms
    assert terms_of("y ~ .", ("y", "b")).labels == ("b",)
    with pytest.raises(AttributeError):
        terms.text = "y ~ b"


def test_a_layout_that_is_asked_for_again_is_the_same():
    """It is shared, so that nothing in it can be changed; other levels have one of their own."""
    terms = terms_of("y ~ g", ())
    question = terms, ("numeric", "factor"), ((), ("u", "v", "w")), True
    layout = layout_of(*question, {})
    assert layout_of(*question, {}) is layout
    assert layout.column_names == ("(Intercept)", "gv", "gw")
    others = layout_of(terms, ("numeric", "factor"), ((), ("u", "w")), True, {})
    assert others.column_names == ("(Intercept)", "gw")
    with pytest.raises(AttributeError):
        layout.assign = (0,)
    for mapping in (layout.contrasts, layout.xlevels, layout.contrast_choices, layout.data_classes):
        with pytest.raises(TypeError):
            mapping["g"] = None
    with pytest.raises(ValueError, match="read-only"):
        layout.contrasts[1].matrix[0, 0] = 2.0


def test_layouts_of_many_levels_or_with_contrasts_are_not_kept():
    """They would fill the memory, and hold what the user passed."""
    terms = terms_of("y ~ g", ())
    many = terms, ("numeric", "factor"), ((), tuple(map(str, range(2000)))), True
    assert layout_of(*many, {}) is not layout_of(*many, {})
    square = terms, ("numeric", "factor"), ((), tuple(map(str, range(50)))), True
    assert layout_of(*square, {}) is not layout_of(*square, {})
    few, given = (terms, ("numeric", "factor"), ((), ("u", "v")), True), {"g": "contr.sum"}
    assert layout_of(*few, given) is not layout_of(*few, given)
    assert layout_of(*few, given).column_names == ("(Intercept)", "g1")


def test_what_a_spec_tells_is_its_own():
    """To change the levels that one spec tells changes no other."""
    specs = [make_design("y ~ a", FRAMES["levels"]).spec for _ in range(2)]
    specs[0].xlevels["a"] = ("spoilt",)
    specs[0].contrasts.clear()
    specs[0].data_classes["a"] = "spoilt"
    for spec in (specs[1], make_design("y ~ a", FRAMES["levels"]).spec):
        assert spec.xlevels == {"a": ("p", "q", "r")}
        assert spec.contrasts == {"a": "contr.treatment"}
        assert spec.data_classes == {"y": "numeric", "a": "character"}


def test_the_warning_of_a_dropped_response_comes_each_time():
    """It belongs to each call, whether the columns are known or not."""
    for _ in range(2):
        with pytest.warns(RWarning) as told:
            model_matrix("y ~ y + a", FRAMES["numbers"])
        assert ["right-hand side" in str(w.message) for w in told] == [True, False]


def test_the_warning_of_late_names_comes_each_time():
    """R's warning belongs to each call, not to the first."""
    data = FRAMES["numbers"].assign(w=2.0)
    for _ in range(2):
        with pytest.warns(RWarning, match="'varlist' has changed"):
            model_matrix("y ~ . + h:a", data[["y", "a"]], env={"h": np.arange(4.0)})


def fitted(name, **options):
    fit = nnet("y ~ .", FRAMES[name], size=1, maxit=2, seed=1, trace=False, **options)
    return [fit.wts.tolist(), fit.coefnames, fit.xlevels, fit.contrasts, repr(fit)]


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
@pytest.mark.parametrize("name", FRAMES)
def test_a_formula_means_the_frame_at_hand(name):
    """Whatever it was fitted to before, names, kinds and levels are those of this frame."""
    forget()
    alone = fitted(name)
    for other in FRAMES:
        fitted(other)
    assert fitted(name) == alone


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_a_formula_takes_the_contrasts_at_hand():
    """Contrasts of one call are gone in the next."""
    plain = fitted("levels")
    summed = fitted("levels", contrasts={"a": "sum"})
    assert summed[1] != plain[1]
    assert fitted("levels") == plain
    assert fitted("levels", contrasts={"a": "sum"}) == summed


def test_a_formula_takes_the_environment_at_hand():
    """Constants and functions are looked up in each call, the caller's too."""

    def column(**env):
        return model_matrix("~ a + I(k * b) - 1", FRAMES["numbers"], **env).iloc[0, 1]

    assert column(env={"k": 2.0}) == 2.0
    assert column(env={"k": 3.0}) == 3.0
    with pytest.raises(FormulaError, match="object 'k' not found"):
        column(env={})
    for k in (4.0, 5.0):
        assert model_matrix("~ a + I(k * b) - 1", FRAMES["numbers"]).iloc[0, 1] == k


def test_what_users_pass_is_let_go():
    """Neither the data nor the environment of a call outlive it."""
    data, values = FRAMES["numbers"].copy(), pd.Series([1.0, 2.0, 3.0, 4.0])
    watched = [weakref.ref(data), weakref.ref(values)]
    model_matrix("y ~ v + .", data, env={"v": values})
    del data, values
    gc.collect()
    assert [watch() for watch in watched] == [None, None]


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
def test_threads_share_what_is_kept():
    """Fits in many threads, more formulas than are kept, give what they give one after another."""
    data = FRAMES["numbers"]
    formulas = [f"y ~ I(a + {i}) + b" for i in range(100)] * 2

    def fit(formula):
        return nnet(formula, data, size=1, maxit=1, seed=1, trace=False).wts.tolist()

    expected = [fit(formula) for formula in formulas]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(fit, formulas)) == expected


def test_names_of_fitted_values_are_the_users_own():
    """To rename the columns of one result changes no other."""
    data = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], "k": list("pqrqrp")})
    fits = [nnet("k ~ x", data, size=1, maxit=0, seed=1, trace=False) for _ in range(2)]
    values = fits[0].fitted_values
    values.columns.name = "mine"
    values.columns = ["u", "v", "w"]
    for fit in fits:
        assert fit.fitted_values.columns.tolist() == ["p", "q", "r"]
        assert fit.fitted_values.columns.name is None
        assert fit.residuals.columns.dtype == pd.Index(["p", "q", "r"]).dtype


def test_errors_of_the_formula_come_before_those_of_the_data():
    """A formula that cannot be read is refused first, whether or not it was seen before."""
    for _ in range(2):
        with pytest.raises(FormulaError):
            model_matrix("y ~ (", 1)
        with pytest.raises(DataError):
            model_matrix("y ~ x", 1)
