"""The door `pynnet.sklearn`: what it exports, how it is documented, what it needs."""

from __future__ import annotations

import doctest
import inspect
import pickle
import subprocess
import sys

import pytest

import pynnet.sklearn

from ..test_public_api import SECTIONS, documented_names, entries, sections, stated_defaults

NAMES = pynnet.sklearn.__all__
ESTIMATORS = [name for name in NAMES if not name.endswith("Warning")]
METHODS = {
    f"{name}.{key}": value
    for name in ESTIMATORS
    for key, value in inspect.getmembers(getattr(pynnet.sklearn, name), inspect.isfunction)
    if key[0] != "_" and value.__module__.partition(".")[0] == "pynnet"
}


@pytest.mark.parametrize("name", NAMES)
def test_things_are_of_the_door(name):
    """They say so, and pickles name no private module."""
    thing = getattr(pynnet.sklearn, name)
    assert (thing.__module__, thing.__qualname__) == ("pynnet.sklearn", name)
    assert pickle.loads(pickle.dumps(thing)) is thing


@pytest.mark.parametrize("name", ESTIMATORS)
def test_estimators_are_documented(name):
    """Every parameter with its default, every attribute of a fit, references, an example."""
    cls = getattr(pynnet.sklearn, name)
    found = sections(cls)
    titles = list(found)
    assert titles == [title for title in SECTIONS if title in titles]
    assert {"Parameters", "Attributes", "See Also", "Notes", "References", "Examples"} <= {*titles}
    real = inspect.signature(cls).parameters
    assert documented_names(cls) == list(real)
    for names, kind, description in entries(found["Parameters"]):
        assert "optional" in kind
        defaults = [real[n].default for n in names]
        if names == ["formula"]:
            assert f'"{defaults[0]}"' in description  # two words
        elif None not in defaults:
            assert stated_defaults(description) == defaults, names


@pytest.mark.parametrize("name", METHODS)
def test_methods_are_documented_and_typed(name):
    """A sentence, every parameter with whether it is optional, result, errors, an example."""
    method = METHODS[name]
    found = sections(method)
    assert found["Summary"][0].endswith(".")
    assert {"Parameters", "Returns", "Raises", "Examples"} <= set(found)
    real = {n: p for n, p in inspect.signature(method).parameters.items() if n != "self"}
    assert documented_names(method) == list(real)
    for names, kind, _ in entries(found["Parameters"]):
        assert ("optional" in kind) == (real[names[0]].default is not inspect.Parameter.empty)
    assert all(p.annotation is not inspect.Parameter.empty for p in real.values())


def test_every_example_is_run():
    """Doctest finds each in the module that it says it is of."""
    modules = {inspect.getmodule(method) for method in METHODS.values()} | {pynnet.sklearn}
    tests = [t for m in modules for t in doctest.DocTestFinder(exclude_empty=True).find(m)]
    found = {test.docstring for test in tests if test.examples}
    classes = [getattr(pynnet.sklearn, name) for name in ESTIMATORS]
    assert {thing.__doc__ for thing in (*METHODS.values(), *classes)} <= found


def test_attributes_of_fits_are_documented(flowers):
    """All that a fit leaves behind in public."""
    X, y = flowers
    options = {"decay": 0.1, "maxit": 1000}
    for fit in (
        pynnet.sklearn.NNetClassifier(2, random_state=1, **options).fit(X, y),
        pynnet.sklearn.NNetRegressor(2, random_state=1, **options).fit(X, X["Petal.Width"]),
        pynnet.sklearn.MultinomClassifier(**options).fit(X, y),
        pynnet.sklearn.RFormula().fit(X),
    ):
        left = {n for n in dir(fit) if n.endswith("_") and n[0] != "_"}
        listed = {n for names, _, _ in entries(sections(type(fit))["Attributes"]) for n in names}
        assert left == listed


def test_a_missing_extra_is_named():
    """With the command that installs it; and `import pynnet` needs none."""
    program = """
import sys
sys.modules["sklearn"] = None
import pynnet
try:
    import pynnet.sklearn
except ImportError as error:
    print(error)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == (
        "pynnet.sklearn needs the package sklearn, which is not installed. "
        'Install it with: pip install "pynnet[sklearn]"'
    )
