"""The public face: names, documentation, defaults, and what an import costs."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import io
import json
import math
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest

import pynnet
import pynnet.plot
from pynnet._network.engine import kernel_problem

from .support import GOLDEN, recorded

PACKAGE = Path(pynnet.__file__).parent

FUNCTIONS = {
    name: getattr(pynnet, name)
    for name in pynnet.__all__
    if inspect.isfunction(getattr(pynnet, name))
}
CLASSES = {
    name: getattr(pynnet, name) for name in pynnet.__all__ if inspect.isclass(getattr(pynnet, name))
}
_OF_PYTHON = ("AssertionError", "ImportError", "OSError")  # assert_equal(), extras, files
ERRORS = {name: cls for name, cls in CLASSES.items() if issubclass(cls, Exception)}


def members(cls):
    """Public attributes of a class by name, those inherited from classes of the package as well."""
    ours = [base for base in reversed(cls.__mro__) if base.__module__.partition(".")[0] == "pynnet"]
    found = {key: value for base in ours for key, value in vars(base).items()}
    return {key: value for key, value in found.items() if not key.startswith("_")}


METHODS = {
    f"{name}.{key}": inspect.unwrap(getattr(cls, key))
    for name, cls in CLASSES.items()
    if name not in ERRORS
    for key in members(cls)
    if callable(getattr(cls, key))
}
PROPERTIES = {
    f"{name}.{key}": value
    for name, cls in CLASSES.items()
    for key, value in members(cls).items()
    if isinstance(value, property)
}
CALLABLES = {**FUNCTIONS, **METHODS}

# What streams are made of, with one line of documentation each: the verbs are built on them.
BUILDING_BLOCKS = {
    "RRandom.unif_rand",
    "RRandom.indices",
    "RRandom.falling_indices",
    "RRandom.points",
}


# Reading numpydoc ------------------------------------------------------------------------------


def sections(documented):
    """Sections of a docstring by their titles; the first is the summary."""
    lines = (inspect.getdoc(documented) or "").splitlines()
    found = {"Summary": []}
    title = "Summary"
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if following and set(following) == {"-"} and len(following) == len(line):
            title = line
            found[title] = []
        elif not (line and set(line) == {"-"}):
            found[title].append(line)
    return found


def entries(lines):
    """Entries of a Parameters section: names, type and description, in order."""
    found = []
    for line in lines:
        if line and not line.startswith(" "):
            names, _, kind = line.partition(" : ")
            found.append(([name.strip() for name in names.split(",")], kind, []))
        elif line:
            found[-1][2].append(line.strip())
    return [(names, kind, " ".join(description)) for names, kind, description in found]


def parameters(documented):
    """Parameters of a signature, without the object that a method is called on."""
    found = dict(inspect.signature(documented).parameters)
    if inspect.isfunction(documented) and documented in METHODS.values():
        del found[next(iter(found))]  # self, or the fit
    return found


def documented_names(documented):
    """Names in the Parameters section, stars removed, in order."""
    lines = sections(documented).get("Parameters", [])
    return [name.lstrip("*") for names, _, _ in entries(lines) for name in names]


def refers_to_another(documented):
    """Whether a docstring begins with the public function that has the documentation."""
    return re.search(r"as :func:`pynnet\.\w+`", sections(documented)["Summary"][0]) is not None


DESCRIBED = {
    name: thing
    for name, thing in CALLABLES.items()
    if name not in BUILDING_BLOCKS and not refers_to_another(thing)
}


# Names -----------------------------------------------------------------------------------------


def test_public_names_are_sorted_and_there():
    """Each once, in order of code points, and importable."""
    assert pynnet.__all__ == sorted(set(pynnet.__all__))
    for name in pynnet.__all__:
        assert hasattr(pynnet, name)
    namespace = {}
    exec("from pynnet import *", namespace)
    assert namespace.keys() >= set(pynnet.__all__)


def test_type_checkers_read_the_same_names():
    """__init__.pyi imports each from the room that __init__.py has it from."""
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    imported = {
        alias.name: node.module
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == {name: f"pynnet.{room}" for name, room in pynnet._ROOMS.items()}


def test_names_that_are_not_there_are_an_attribute_error():
    """Rooms are entered for names that are theirs alone."""
    with pytest.raises(AttributeError, match="module 'pynnet' has no attribute 'nmet'"):
        pynnet.nmet  # noqa: B018
    assert set(dir(pynnet)) >= set(pynnet.__all__)


def modules():
    """All modules of the package by name."""
    paths = sorted(PACKAGE.rglob("*.py"))
    names = [
        ".".join(("pynnet", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in paths
    ]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


@pytest.mark.parametrize("name", modules())
def test_modules_say_what_they_offer(name):
    """A docstring, and a sorted __all__ whose names are there."""
    if name == "pynnet._network.compiled_engine" and kernel_problem() is not None:
        pytest.skip(f"no compiled kernel: {kernel_problem()}")
    module = importlib.import_module(name)
    assert module.__doc__
    assert list(module.__all__) == sorted(module.__all__)
    assert all(hasattr(module, offered) for offered in module.__all__)


def test_public_names_are_documented_where_users_find_them():
    """Nothing public shows a private module in the class of an exception or a warning."""
    assert {cls.__module__ for cls in ERRORS.values()} == {"pynnet"}


@pytest.mark.parametrize("name", pynnet.__all__)
def test_public_things_are_of_the_package(name):
    """They say so, and pickles name no private module that may be moved."""
    public = getattr(pynnet, name)
    assert public.__module__ == "pynnet"
    assert public.__qualname__ == name
    assert pickle.loads(pickle.dumps(public)) is public


class NamesOnly(pickle.Unpickler):
    """Reads a pickle, and remembers the names in it."""

    def __init__(self, pickled):
        super().__init__(io.BytesIO(pickled))
        self.names = {}

    def find_class(self, module, name):
        """Find what a pickle names."""
        found = super().find_class(module, name)
        self.names[f"{module}.{name}"] = found
        return found


@pytest.mark.parametrize(
    "fit",
    [
        lambda iris: pynnet.nnet("Species ~ .", iris, size=1, maxit=0, trace=False, seed=1),
        lambda iris: pynnet.multinom("Species ~ Petal.Width", iris, decay=0.1, trace=False),
        lambda iris: pynnet.tune_nnet("Species ~ .", iris, size=1, decay=1, seed=1),
    ],
    ids=["nnet", "multinom", "tune"],
)
def test_pickles_name_public_things_where_users_find_them(iris, fit):
    """What is public is never named by the module that it is written in."""
    reader = NamesOnly(pickle.dumps(fit(iris)))
    reader.load()
    public = {id(getattr(pynnet, name)): f"pynnet.{name}" for name in pynnet.__all__}
    named = {name: public[id(thing)] for name, thing in reader.names.items() if id(thing) in public}
    assert named
    assert list(named) == list(named.values())


@pytest.mark.parametrize("name", CLASSES)
def test_annotations_of_classes_can_be_read(name):
    """Though the names in them are those of the module that the class is written in."""
    assert all(not isinstance(hint, str) for hint in get_type_hints(CLASSES[name]).values())


def test_version_is_that_of_the_metadata():
    """As it was when the package was installed, which the version of a checkout outlives."""
    from importlib.metadata import version

    assert pynnet.__version__ == version("pynnet")


# Documentation ---------------------------------------------------------------------------------

SECTIONS = [
    "Summary",
    "Parameters",
    "Attributes",
    "Returns",
    "Raises",
    "Warns",
    "See Also",
    "Notes",
    "References",
    "Examples",
]


@pytest.mark.parametrize("name", {**CALLABLES, **CLASSES, **PROPERTIES})
def test_docstring_begins_with_a_sentence(name):
    """One line, a capital, a full stop; the sections come in numpydoc's order."""
    found = sections({**CALLABLES, **CLASSES, **PROPERTIES}[name])
    summary = found["Summary"][0]
    assert summary[0].isupper() or summary.startswith(("`", "R's")), summary
    assert summary.endswith((".", "?")), summary
    titles = list(found)
    assert titles == [title for title in SECTIONS if title in titles]


@pytest.mark.parametrize("name", DESCRIBED)
def test_parameters_are_documented_in_the_order_of_the_signature(name):
    """Every parameter, once, under its own name."""
    assert documented_names(DESCRIBED[name]) == list(parameters(DESCRIBED[name]))


REQUIRED = (
    ("nnet", "size"),
    ("multinom", "formula"),
    ("multinom", "data"),
)  # left out, they are an error in R's words


@pytest.mark.parametrize("name", DESCRIBED)
def test_parameters_have_a_type_and_say_if_they_are_optional(name):
    """`optional` or a set of choices stands in the type if there is a default, and only then."""
    real = parameters(DESCRIBED[name])
    for names, kind, description in entries(sections(DESCRIBED[name]).get("Parameters", [])):
        if names[0].startswith("*"):
            continue
        assert kind
        assert description or kind == "optional"
        # The first two arguments have two names each; what is REQUIRED has a default all the same.
        if names[0] in ("formula_or_x", "data_or_y") or (name, names[0]) in REQUIRED:
            continue
        has_default = [real[n].default is not inspect.Parameter.empty for n in names]
        assert has_default == ["optional" in kind] * len(names), names


def stated_defaults(description):
    """Literal values in a description that follow the word default."""
    found = []
    for text in re.findall(r"[Dd]efaults? ((?:and |\()?\S+(?: and \S+)?)", description):
        for word in text.split(" and "):
            literal = word.strip("`").rstrip(".,;:").strip("`")
            try:
                found.append(ast.literal_eval(literal))
            except (ValueError, SyntaxError):
                continue
    return found


@pytest.mark.parametrize("name", DESCRIBED)
def test_documented_defaults_are_the_real_ones(name):
    """A literal default is written down, and what is written down is the default."""
    real = parameters(DESCRIBED[name])
    for names, kind, description in entries(sections(DESCRIBED[name]).get("Parameters", [])):
        defaults = [real[n].default for n in names if n in real]
        if "optional" in kind and description and None not in defaults:
            # "minus infinity" is no literal, nor is "two thirds".
            literal = [default for default in defaults if default not in (-math.inf, 2 / 3)]
            assert stated_defaults(description) == literal, names


# Arguments of two functions that mean the same: said once, or in the same words. What means
# something else in the second is left out.
SHARED = {
    ("nnet", "multinom"): {"formula", "data", "weights", "Wts", "Hess", "censored"},
    ("model_matrix", "model_frame"): set(),
}


@pytest.mark.parametrize(("one", "other"), SHARED)
def test_shared_arguments_are_documented_in_the_same_words(one, other):
    """Or the second refers to the first."""
    said = [
        {
            name: description.replace("; formulas only", "")
            for names, _, description in entries(sections(FUNCTIONS[function])["Parameters"])
            for name in names
        }
        for function in (one, other)
    ]
    shared = (said[0].keys() & said[1].keys()) - SHARED[one, other]
    assert len(shared) >= 5
    refers = re.compile(rf"(?:[Aa]s in|see) :func:`(?:pynnet\.)?{one}`")
    assert [n for n in shared if said[0][n] != said[1][n] and not refers.search(said[1][n])] == []


@pytest.mark.parametrize("name", DESCRIBED)
def test_results_are_documented(name):
    """Whatever returns something says what."""
    returns = inspect.signature(DESCRIBED[name]).return_annotation
    assert ("Returns" in sections(DESCRIBED[name])) == (returns not in (None, "None"))


# These take no arguments, or pass on what they have.
NEVER_RAISE = {
    "ConfidenceIntervals.to_frame",
    "Multinom.coef",
    "Multinom.glance",
    "Multinom.logLik",
    "Multinom.pseudo_r2",
    "Multinom.slim",
    "NNet.coef",
    "NNet.glance",
    "NNet.slim",
    "RRandom.copy",
    "RRandom.index",
    "RRandom.restored_on_error",
    "Tune.summary",
    "load_iris",
}


@pytest.mark.parametrize("name", DESCRIBED)
def test_exceptions_are_documented(name):
    """With the classes of the package, for everything that checks its arguments."""
    found = sections(DESCRIBED[name])
    assert ("Raises" in found) == (name not in NEVER_RAISE)
    raised = [line for line in found.get("Raises", []) if line and not line.startswith(" ")]
    assert set(raised) <= {*ERRORS, *_OF_PYTHON}
    assert len(raised) == len(set(raised))


@pytest.mark.parametrize("name", DESCRIBED)
def test_examples_are_given(name):
    """At least one line to type; they are run as doctests."""
    assert any(line.startswith(">>> ") for line in sections(DESCRIBED[name]).get("Examples", []))


def public_docstrings():
    """Docstrings of all that is public: functions, classes, their own and inherited members."""
    pictures = [getattr(pynnet.plot, name) for name in pynnet.plot.__all__]
    documented = [*FUNCTIONS.values(), *CLASSES.values(), *pictures]
    for cls in CLASSES.values():
        for base in cls.__mro__:
            if base.__module__.partition(".")[0] == "pynnet":
                members = [value for key, value in vars(base).items() if not key.startswith("_")]
                documented += [getattr(member, "__func__", member) for member in members]
    found = {id(thing): thing.__doc__ for thing in documented}  # each once
    return [text for text in found.values() if text and ">>> " in text]


def test_every_example_is_run_once():
    """Doctest finds what is public in one module, though it is written in another."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    collected = Counter()
    for name in modules():
        if name != "pynnet._network.compiled_engine" or kernel_problem() is None:
            tests = finder.find(importlib.import_module(name))
            collected.update(test.docstring for test in tests if test.examples)
    written = public_docstrings()
    assert len(written) > 50
    assert {text: collected[text] for text in written} == Counter(written)


@pytest.mark.parametrize("name", sorted(set(CLASSES) - set(ERRORS)))
def test_attributes_of_classes_are_documented(name):
    """Every public field and property, in the class or at the property."""
    cls = CLASSES[name]
    listed = {n for names, _, _ in entries(sections(cls).get("Attributes", [])) for n in names}
    fields = set(getattr(cls, "__dataclass_fields__", {}))
    assert {field for field in fields if not field.startswith("_")} <= listed
    for key, value in members(cls).items():
        if isinstance(value, property):
            assert value.__doc__, key
    assert all(hasattr(cls, attribute) for attribute in listed)


@pytest.mark.parametrize("name", sorted(set(CLASSES) - set(ERRORS)))
def test_nothing_public_of_a_class_escapes_these_tests(name):
    """What it shows is a method, a property or an attribute of the class's documentation."""
    cls = CLASSES[name]
    listed = {n for names, _, _ in entries(sections(cls).get("Attributes", [])) for n in names}
    shown = {key for key in dir(cls) if not key.startswith("_")}
    pythons = {key for base in cls.__mro__ if base.__module__ == "builtins" for key in vars(base)}
    checked = {
        key.partition(".")[2] for key in {**METHODS, **PROPERTIES} if key.startswith(f"{name}.")
    }
    assert shown - pythons - listed <= checked


@pytest.mark.parametrize("name", CALLABLES)
def test_signatures_are_annotated(name):
    """Every parameter and the result: the package says that it is typed."""
    signature = inspect.signature(CALLABLES[name])
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter, given in parameters(CALLABLES[name]).items():
        assert given.annotation is not inspect.Parameter.empty, parameter


# R's arguments ---------------------------------------------------------------------------------

# Recorded from the usage section of R's manual page of nnet; null is no default.
USAGE = {argument["name"]: argument["default"] for argument in recorded("units.json", "usage")}
RS_CONSTANTS = {"TRUE": True, "FALSE": False}


def test_arguments_of_nnet_are_those_of_r():
    """Under R's names; only what R does not have is new."""
    names = set(parameters(pynnet.nnet))
    assert names >= set(USAGE) - {"..."}
    new = names - set(USAGE)
    assert new == {
        "formula_or_x",
        "data_or_y",
        "formula",
        "data",
        "subset",
        "na_action",
        "contrasts",
        "env",
        "r_version",
        "seed",
        "method",
        "threads",
        "unknown",
    }


@pytest.mark.parametrize("name", [name for name in USAGE if name != "..."])
def test_defaults_of_nnet_are_those_of_r(name):
    """The numbers and truth values of R's manual page; None where R has no default."""
    default = USAGE[name]
    expected = None
    if default is not None:
        expected = RS_CONSTANTS[default] if default in RS_CONSTANTS else float(default)
    assert parameters(pynnet.nnet)[name].default == expected


def test_options_of_nnet_are_passed_by_name():
    """Three places, as in R's calls; the rest has names."""
    kinds = {name: parameter.kind for name, parameter in parameters(pynnet.nnet).items()}
    by_place = [name for name, kind in kinds.items() if kind.name == "POSITIONAL_OR_KEYWORD"]
    assert by_place == ["formula_or_x", "data_or_y", "weights"]


# Importing and running -------------------------------------------------------------------------


def run_python(*arguments, **environment):
    """Run a fresh interpreter in which the package can be imported, warnings as errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1", **environment},
        check=False,
    )


OPTIONAL = {"matplotlib", "sklearn", "dask", "tqdm", "statsmodels", "joblib", "pytest", "IPython"}
IMPORTS = ("import pynnet", "from pynnet import nnet", "from pynnet import *")
LOADED = "print(json.dumps([*sys.modules]))"


@pytest.fixture(scope="module")
def loaded():
    """Names of the modules that are there after each import, of one fresh interpreter."""
    code = "; ".join(f"{statement}; {LOADED}" for statement in IMPORTS)
    done = run_python("-c", f"import sys, json; {code}")
    assert done.stderr == ""
    return dict(zip(IMPORTS, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.fixture(scope="module")
def beside_libraries():
    """What the libraries load; then whether what is global is the same when pynnet has come."""
    code = (
        "import sys, json, numpy as np, pandas, patsy, scipy.optimize\n"
        f"{LOADED}\n"
        "import warnings, locale, scipy.sparse, scipy.special\n"
        "before = np.random.get_state()[1].tolist(), list(warnings.filters), np.geterr()\n"
        "from pynnet import *\n"
        "after = np.random.get_state()[1].tolist(), list(warnings.filters), np.geterr()\n"
        "print(json.dumps(before == after))"
    )
    return [json.loads(line) for line in run_python("-c", code).stdout.splitlines()]


def test_import_loads_no_optional_library(loaded):
    """Neither plotting nor machine learning: an import costs what the core needs."""
    assert OPTIONAL & set(loaded["from pynnet import *"]) == set()


def test_import_enters_no_room(loaded):
    """It takes the time of NumPy, and of errors and versions: each room is loaded when used."""
    names = [name.split(".") for name in loaded["import pynnet"]]
    assert {name[1] for name in names if name[0] == "pynnet" and len(name) > 1} == {"_ground"}
    assert {name[0] for name in names} & {"pandas", "scipy", "patsy"} == set()


def test_who_fits_a_network_loads_no_models_and_no_searches(loaded):
    """A worker, or a script with one fit, waits for a room that it does not enter as little."""
    rooms = {".".join(name.split(".")[:2]) for name in loaded["from pynnet import nnet"]}
    assert rooms & {"pynnet._multinom", "pynnet._tuning"} == set()
    assert "pynnet._nnet" in rooms


def test_all_names_load_what_their_libraries_load_and_themselves(loaded, beside_libraries):
    """So their time is that of the libraries, and of some small modules more."""
    ours, theirs = loaded["from pynnet import *"], beside_libraries[0]
    more = {module for module in set(ours) - set(theirs) if module.split(".")[0] != "pynnet"}
    assert {
        module for module in more if module.split(".")[0] not in sys.stdlib_module_names
    } == set()
    assert more & {"asyncio", "email", "multiprocessing", "unittest"} == set()


def test_import_leaves_the_random_state_and_the_warnings_alone(beside_libraries):
    """Nothing global is changed by it."""
    assert beside_libraries[1:] == [True]


def test_package_is_marked_as_typed():
    """Type checkers look for this file."""
    assert files("pynnet").joinpath("py.typed").is_file()


def test_iris_are_the_data_of_r():
    """150 flowers, R's names, types and row numbers; every call gives data of its own."""
    iris = pynnet.load_iris()
    assert iris.shape == (150, 5)
    assert list(iris.columns) == [
        "Sepal.Length",
        "Sepal.Width",
        "Petal.Length",
        "Petal.Width",
        "Species",
    ]
    assert iris.index.tolist() == list(range(1, 151))
    assert iris["Species"].cat.categories.tolist() == ["setosa", "versicolor", "virginica"]
    # In R: colSums(iris[1:4]); the 35th flower has R's values, which differ from other copies.
    assert iris.iloc[:, :4].sum().round(6).tolist() == [876.5, 458.6, 563.7, 179.9]
    assert iris.iloc[34].tolist() == [4.9, 3.1, 1.5, 0.2, "setosa"]
    assert iris.iloc[37].tolist() == [4.9, 3.6, 1.4, 0.1, "setosa"]
    iris.loc[1, "Sepal.Length"] = 99.0
    assert pynnet.load_iris().loc[1, "Sepal.Length"] == 5.1


def same_c_library():
    """Whether exp and log have the bits they had in the recording R session."""
    libm = recorded("units.json", "libm")[0]
    exponents = [float.fromhex(text) for text in libm["exponents"]]
    arguments = [float.fromhex(text) for text in libm["arguments"]]
    exps, logs = [math.exp(x).hex() for x in exponents], [math.log(x).hex() for x in arguments]
    same_exp = exps == [float.fromhex(text).hex() for text in libm["exp"]]
    return same_exp and logs == [float.fromhex(text).hex() for text in libm["log"]]


def test_demonstration_shows_what_r_shows():
    """The trace, the printed network and its summary are R's text; then the held-out rows."""
    done = run_python("-m", "pynnet")
    assert done.stderr == ""
    assert done.returncode == 0
    # Recorded by compat/record/units.R, the call is in golden/index.json.
    expected = (GOLDEN / "demonstration_session.txt").read_text(encoding="utf-8").splitlines()
    shown = done.stdout.splitlines()
    first = shown.index("# weights:  19")
    assert "set_seed(2)" in "\n".join(shown[:first])
    if same_c_library():
        text = [line for line in shown[first:] if line]
        assert text[: len(expected)] == expected
    else:  # a last bit of exp or log may change where the search ends, not how it begins
        assert shown[first : first + 2] == expected[:2]
    assert "predicted" in done.stdout
    assert shown[-1].startswith("Engine: ")


def test_demonstration_leaves_no_trace_in_the_session(global_stream, capsys):
    """main() is the same text; it moves the global stream, as a script of R would."""
    from pynnet.__main__ import main

    before = global_stream.state
    main()
    assert "a 4-2-3 network with 19 weights" in capsys.readouterr().out
    assert not np.array_equal(global_stream.state, before)


def test_information_names_what_decides_results():
    """Versions, engine, instruction sets, C library; and R, here hidden from it."""
    done = run_python("-m", "pynnet", "info", PATH="")
    assert done.stderr == ""
    shown = done.stdout.splitlines()
    begins = [
        "pynnet ",
        "Python ",
        "Libraries: numpy ",
        "Engine: ",
        "Instruction sets: ",
        "C library: ",
    ]
    assert [line[: len(begin)] for line, begin in zip(shown, begins, strict=False)] == begins
    assert shown[0].startswith(f"pynnet {pynnet.__version__}, in {PACKAGE}")
    assert shown[len(begins) :] == ["R: none on the PATH"]


def test_nonsense_on_the_command_line_is_refused(capsys):
    """With what can be asked for."""
    from pynnet.__main__ import main

    with pytest.raises(SystemExit) as ended:
        main(["inform"])
    assert ended.value.code == 2
    assert "invalid choice: 'inform'" in capsys.readouterr().err


def test_every_public_function_and_method_refuses_in_the_words_of_r():
    """Calls that do not fit end in an error of the package, in every door but scikit-learn's."""
    bare = []
    for door in (
        pynnet,
        importlib.import_module("pynnet.caret"),
        importlib.import_module("pynnet.plot"),
    ):
        for name in door.__all__:
            thing = getattr(door, name)
            if inspect.isfunction(thing):
                bare += [] if hasattr(thing, "__wrapped__") else [name]
            elif inspect.isclass(thing) and not issubclass(thing, BaseException):
                methods = {n: f for n, f in vars(thing).items() if inspect.isfunction(f)}
                bare += [
                    f"{name}.{n}"
                    for n, f in methods.items()
                    if not n.startswith("_") and not hasattr(f, "__wrapped__")
                ]
    assert not bare
