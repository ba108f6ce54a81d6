"""The door `pynnet.r`: what it exports, what it hides, and how it is documented."""

from __future__ import annotations

import ast
import builtins
import doctest
import inspect
import pickle
from pathlib import Path

import pytest

import pynnet._verbs
import pynnet.r

from ..test_public_api import (
    DESCRIBED,
    SECTIONS,
    documented_names,
    entries,
    parameters,
    sections,
    stated_defaults,
)

VERBS = {
    name: getattr(pynnet.r, name)
    for name in pynnet.r.__all__
    if inspect.isfunction(getattr(pynnet.r, name))
}
# Their documentation is tested where `pynnet` has them.
OWN = {
    name: verb
    for name, verb in VERBS.items()
    if verb.__name__ not in DESCRIBED or verb.__module__ != "pynnet"
}


def test_star_hides_nothing_of_python():
    """No name of a builtin is exported: `sum`, `max` and `range` stay Python's."""
    assert set(pynnet.r.__all__) & set(dir(builtins)) == set()
    names = {}
    exec("from pynnet.r import *", names)
    assert not any(hasattr(builtins, name) for name in set(names) - {"__builtins__"})


def test_names_of_builtins_are_attributes():
    """What ends in an underscore for their sake is R's verb without it."""
    short = [n[:-1] for n in pynnet.r.__all__ if n.endswith("_")]
    assert short == ["abs", "all", "any", "max", "min", "print", "range", "round", "str", "sum"]
    for name in short:
        assert getattr(pynnet.r, name) is getattr(pynnet.r, f"{name}_")


@pytest.mark.parametrize("name", OWN)
def test_verbs_are_of_the_door(name):
    """They say so, and pickles name no private module."""
    assert (OWN[name].__module__, OWN[name].__qualname__) == ("pynnet.r", name)
    assert pickle.loads(pickle.dumps(OWN[name])) is OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_verbs_are_documented(name):
    """A sentence, every parameter with its default, result, errors, R's page, an example."""
    verb, found = OWN[name], sections(OWN[name])
    assert found["Summary"][0].endswith((".", "...")) or len(found["Summary"]) > 1
    titles = list(found)
    assert titles == [title for title in SECTIONS if title in titles]
    assert {"Parameters", "Returns", "Raises", "References", "Examples"} <= set(titles)
    assert documented_names(verb) == list(parameters(verb))
    real = parameters(verb)
    for names, kind, description in entries(found["Parameters"]):
        if not names[0].startswith("*"):
            has_default = real[names[0]].default is not inspect.Parameter.empty
            assert has_default == ("optional" in kind), names
            if has_default and real[names[0]].default not in (None, " "):
                assert stated_defaults(description) == [real[n].default for n in names], names


@pytest.mark.parametrize("name", OWN)
def test_verbs_are_typed(name):
    """Every parameter and the result."""
    signature = inspect.signature(OWN[name])
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_every_example_is_run():
    """Doctest finds each in the door, which verbs say that they are of."""
    tests = doctest.DocTestFinder(exclude_empty=True).find(pynnet.r)
    assert {verb.__doc__ for verb in OWN.values()} <= {t.docstring for t in tests if t.examples}


def test_nothing_but_doors_is_in_the_module():
    """It is for `import *`: no module, no helper."""
    plain = {name[:-1] for name in pynnet.r.__all__ if name.endswith("_")}
    public = {name for name in vars(pynnet.r) if not name.startswith("_")}
    assert public == set(pynnet.r.__all__) | plain


def test_those_who_read_types_find_the_verbs():
    """The stub hands on what the room lists; names of builtins would hide Python's from them."""
    stub = Path(pynnet.r.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    (imported,) = ast.parse(stub).body[1:]
    assert ast.unparse(imported) == "from pynnet._verbs import *"
    assert pynnet.r.__all__ == pynnet._verbs.__all__
