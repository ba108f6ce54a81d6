"""The door `pynnet.caret`: what it exports, and how it is documented."""

from __future__ import annotations

import doctest
import inspect
import pickle

import pytest

import pynnet.caret
from pynnet import ArgumentError, load_iris, options, r
from pynnet.caret import resamples, train, train_control

from ..test_public_api import SECTIONS, documented_names, entries, parameters, sections

NAMES = pynnet.caret.__all__
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(pynnet.caret, name))]
CLASSES = [name for name in NAMES if inspect.isclass(getattr(pynnet.caret, name))]


def methods():
    """Public methods of the classes by name."""
    return {
        f"{name}.{key}": value
        for name in CLASSES
        for key, value in vars(getattr(pynnet.caret, name)).items()
        if not key.startswith("_") and inspect.isfunction(value)
    }


CALLABLES = {**{name: getattr(pynnet.caret, name) for name in FUNCTIONS}, **methods()}


def own_parameters(name):
    """Parameters of a function, or of a method without its object."""
    found = parameters(CALLABLES[name])
    if "." in name:
        del found[next(iter(found))]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_things_are_of_the_door(name):
    """They say so, and pickles name no private module."""
    thing = getattr(pynnet.caret, name)
    assert (thing.__module__, thing.__qualname__) == ("pynnet.caret", name)
    assert pickle.loads(pickle.dumps(thing)) is thing


@pytest.mark.parametrize("name", CALLABLES)
def test_functions_are_documented(name):
    """A sentence, every parameter with whether it is optional, result, errors, an example."""
    found = sections(CALLABLES[name])
    assert found["Summary"][0].endswith(".")
    titles = list(found)
    assert titles == [title for title in SECTIONS if title in titles]
    assert {"Returns", "Raises", "Examples"} <= set(titles)
    if "." not in name:
        assert {"Parameters", "References"} <= set(titles)
    real = own_parameters(name)
    assert documented_names(CALLABLES[name]) == list(real)
    for names, kind, description in entries(found.get("Parameters", [])):
        assert kind or names[0].startswith("*")
        assert description
        if not names[0].startswith("*"):
            has_default = real[names[0]].default is not inspect.Parameter.empty
            assert has_default == ("optional" in kind or "or_" in names[0]), names


@pytest.mark.parametrize("name", CALLABLES)
def test_functions_are_typed(name):
    """Every parameter and the result."""
    signature = inspect.signature(CALLABLES[name])
    assert signature.return_annotation is not inspect.Signature.empty
    typed = [p.annotation is not inspect.Parameter.empty for p in own_parameters(name).values()]
    assert all(typed)


@pytest.mark.parametrize("name", CLASSES)
def test_classes_document_their_attributes(name):
    """Every public field and property."""
    cls = getattr(pynnet.caret, name)
    found = sections(cls)
    listed = {n for names, _, _ in entries(found.get("Attributes", [])) for n in names}
    fields = {f for f in getattr(cls, "__dataclass_fields__", {}) if not f.startswith("_")}
    properties = {n for n, v in vars(cls).items() if isinstance(v, property) and n[0] != "_"}
    assert fields | properties == listed


def test_every_example_is_run():
    """Doctest finds each in the door, which functions and classes say that they are of."""
    tests = doctest.DocTestFinder(exclude_empty=True).find(pynnet.caret)
    found = {t.docstring for t in tests if t.examples}
    assert {thing.__doc__ for thing in CALLABLES.values()} <= found


def test_unknown_arguments_are_refused_in_rs_words():
    """With the name that is meant."""
    with pytest.raises(pynnet.UnknownArgumentError, match="did you mean 'times'"):
        pynnet.caret.create_resample([1, 2], tims=3)


def test_verbs_of_r_take_what_caret_returns(capsys):
    """Printed by show() with R's options, summarised, compared."""
    search = {"control": train_control("cv", 3), "tune_grid": {"decay": [0.1]}, "trace": False}
    found = train("Species ~ Petal.Width", load_iris(), "multinom", **search, seed=1)
    r.show(found, digits=3)
    with options(digits=3):
        assert capsys.readouterr().out == f"{found}\n"
    assert repr(r.summary(found)) == repr(found.final_model.summary()) == repr(found.summary())
    both = resamples({"a": found, "b": found})
    assert repr(r.summary(both)) == repr(both.summary())
    assert repr(r.diff(both, metric="Kappa")) == repr(both.diff(metric="Kappa"))
    with pytest.raises(ArgumentError, match=r"no applicable method for 'diff'"):
        r.diff(found)
    plain = {"control": train_control("none"), "trace": False, "seed": 1}
    grid = {"size": [1], "decay": [0.1], "bag": [False]}
    averaged = train("Species ~ Petal.Width", load_iris(), "avNNet", tune_grid=grid, **plain)
    with pytest.raises(ArgumentError, match="there is no summary of what avNNet fits"):
        r.summary(averaged)


def test_control_says_the_name_of_its_summary():
    """And not where a function is in memory."""
    assert "summary_name='two_class'" in repr(train_control(class_probs=True, summary="two_class"))
    assert " at 0x" not in repr(train_control(summary=print))
