"""Names that are suggested: those that a function has for what is called otherwise elsewhere."""

import inspect

import pytest

import pynnet.caret
import pynnet.plot
import pynnet.sklearn
from pynnet import (
    ArgumentError,
    DataError,
    UnknownArgumentError,
    load_iris,
    multinom,
    nnet,
    tune_control,
    tune_nnet,
)
from pynnet._ground import nearest_name
from pynnet._ground.other_names import _HERE, suggested_name


def test_nearest_name_is_like_the_one_asked_for():
    """None if none is."""
    assert nearest_name("maxitt", ["size", "maxit"]) == "maxit"
    assert nearest_name("xyz", ["size", "maxit"]) is None
    assert nearest_name("ref", ["trace", "Hess"]) is None


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("hidden_layer_sizes", "size"),
        ("alpha", "decay"),
        ("max_iter", "maxit"),
        ("random_state", "seed"),
        ("verbose", "trace"),
        ("sample_weight", "weights"),
        ("weight.decay", "decay"),
        ("solver", "method"),
        ("linear.output", "linout"),
    ],
)
def test_names_of_other_libraries_are_understood(name, here):
    """nnet() names its own."""
    words = f"unused argument \\({name} = 1\\): did you mean '{here}'"
    with pytest.raises(UnknownArgumentError, match=words):
        nnet("Species ~ .", load_iris(), size=1, **{name: 1})


def test_a_name_is_suggested_only_where_the_function_has_it():
    """multinom() has no seed."""
    assert suggested_name("cv", ["control", "folds"]) == "control"
    assert suggested_name("tunecontrol", ["control"]) == "control"
    with pytest.raises(UnknownArgumentError, match="did you mean 'cross'"):
        tune_control(cv=5)
    assert suggested_name("random_state", ["size", "decay"]) is None
    with pytest.raises(UnknownArgumentError, match="known are formula, data"):
        multinom("Species ~ .", load_iris(), random_state=1)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"cross": 5}, r"control=tune_control\(cross=...\)"),
        ({"nrepeat": 2}, r"control=tune_control\(nrepeat=...\)"),
        ({"cv": 5}, r"control=tune_control\(cross=...\)"),
        ({"cv": [1, 2]}, r"control=tune_control\(folds=...\)"),
        ({"scoring": "accuracy"}, "did you mean 'metrics'"),
        ({"random_state": 1}, "did you mean 'seed'"),
    ],
)
def test_what_says_how_to_search_belongs_to_the_control(arguments, hint):
    """tune_nnet() says where, and never a name that is not meant."""
    with pytest.raises(UnknownArgumentError, match=hint):
        tune_nnet("Species ~ .", load_iris(), size=1, **arguments)


def test_every_name_stands_for_an_argument_that_there_is():
    """No hint at what no public function has."""
    functions = (nnet, multinom, tune_nnet, tune_control, pynnet.tune)
    known = {name for f in functions for name in inspect.signature(f).parameters}
    known |= set(inspect.signature(pynnet.sklearn.NNetClassifier).parameters)
    for module in (pynnet.caret, pynnet.plot):
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing):
                known |= set(inspect.signature(thing).parameters)
    for name in pynnet.NNet.predict, pynnet.Multinom.confint, pynnet.Multinom.tidy:
        known |= set(inspect.signature(name).parameters)
    missing = {here for names in _HERE.values() for here in names} - known
    assert not missing


def test_words_are_whole_where_there_is_nothing_to_name():
    """No empty brackets after an error of a search without a grid, no list of no arguments."""
    with pytest.raises(ArgumentError, match=r"0 only with skip=True\)\.$"):
        tune_nnet("Species ~ .", load_iris())
    fit = nnet([0.0, 1.0], [0.0, 1.0], size=0, skip=True, trace=False, seed=1)
    with pytest.raises(UnknownArgumentError, match=r"^unused argument \(1\): no arguments are"):
        fit.slim(1)


def test_text_is_called_text():
    """Not by NumPy's width of it."""
    with pytest.raises(DataError, match="y holds text values such as 'Species'"):
        nnet([[1.0], [2.0]], "Species", size=1)
