"""Digests tell values apart, and are the same in every process."""

from __future__ import annotations

import functools
import importlib
import itertools
import math
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import ArgumentError
from pynnet._tuning.checkpoint.code import library_name
from pynnet._tuning.checkpoint.digest import digest

from ..support import ROOT
from . import jobs


@dataclass(frozen=True)
class Setting:
    """A setting of a search."""

    size: int
    decay: float


@dataclass(frozen=True)
class Other:
    """Another kind of thing with the same members."""

    size: int
    decay: float


# No two of them are the same.
DIFFERENT = [
    None, True, 1, 1.0, "1", b"1", np.float64(1), np.float32(1), np.int64(1),
    0.0, -0.0, math.nan, math.inf, 0.1 + 0.2, 0.3, "", "é", "\udc80", ...,
    [], (), {}, set(), [1], [1, 2], [2, 1], [[1], 2], [[1, 2]], ["12"], ["1", "2"], (1, 2),
    {"a": 1}, {"a": 2}, {"b": 1}, {"a": 1, "b": 2}, {1, 2}, frozenset({1, 2}), range(3),
    np.array([1.0, 2.0]), np.array([1, 2]), np.array([[1.0, 2.0]]), np.array([[1.0], [2.0]]),
    np.array(["a", "b"]), np.array(["a", "b"], dtype=object), np.array(["a", None], dtype=object),
    pd.Series([1.0, 2.0]), pd.Series([1.0, 2.0], name="x"), pd.Series([1.0, 2.0], index=[1, 2]),
    pd.Series([1, 2]), pd.Series([1, 2], dtype="Int64"), pd.Series([1, None], dtype="Int64"),
    pd.Series(["a", "b"], dtype="string"), pd.Series(["b", "a"], dtype="string"),
    pd.Series(["a", None], dtype="string"), pd.Series(["a", "b"], dtype=object),
    pd.Series(pd.Categorical(["a", "b"])), pd.Series(pd.Categorical(["a", "b"], ordered=True)),
    pd.Series(pd.Categorical(["a", "b"], categories=["b", "a"])), pd.Series([True, False]),
    pd.Timestamp("2020-01-01"), pd.Timestamp("2020-01-01", tz="UTC"), pd.NaT, pd.NA,
    pd.date_range("2020-01-01", periods=2), pd.Index([1, 2]), pd.Index([1, 2], name="i"),
    pd.MultiIndex.from_product([[1, 2], ["a"]]), pd.MultiIndex.from_product([[1, 2], ["b"]]),
    pd.DataFrame({"a": [1.0], "b": [2.0]}), pd.DataFrame({"b": [2.0], "a": [1.0]}),
    pd.DataFrame({"a": [1.0], "b": [2]}), pd.DataFrame({"a": [1.0]}, index=["r"]),
    Setting(1, 0.5), Setting(2, 0.5), Other(1, 0.5), Setting, Other,
    len, np.mean, np.median, np.exp, np.log, digest, pynnet.nnet, "x".upper, "y".upper,
    functools.partial(np.mean, axis=0), functools.partial(np.mean, axis=1),
    lambda x: x, lambda x: x + 1, lambda x: x + 2, lambda x, y=1: x - y, lambda x, y=2: x - y,
]  # fmt: skip


def test_different_values_have_different_digests():
    """Of type, value, order, shape, names, levels or code."""
    digests = [digest(value) for value in DIFFERENT]
    for (i, a), (j, b) in itertools.combinations(enumerate(digests), 2):
        assert a != b, f"{DIFFERENT[i]!r} and {DIFFERENT[j]!r}"


def test_equal_values_have_equal_digests():
    """Made in another way, laid out in another way."""
    array = np.arange(6.0).reshape(2, 3)
    assert digest(array) == digest(np.asfortranarray(array)) == digest(np.tile(array, 2)[:, :3])
    assert digest({1, 2, 30}) == digest({30, 2, 1})
    assert digest("ab" * 3) == digest("".join(["ab", "abab"]))
    frame = pd.DataFrame({"a": [1.0, 2.0], "s": ["x", "y"]})
    assert (
        digest(frame) == digest(frame.copy()) == digest(pd.concat([frame[["a"]], frame.s], axis=1))
    )


def test_one_bit_of_the_data_makes_a_difference():
    """Any one."""
    data = np.zeros(1000)
    other = data.copy()
    other[789] = 5e-324
    assert digest(data) != digest(other)


def test_digests_are_the_same_in_another_process():
    """Though it orders sets of strings in another way."""
    code = (
        "import pynnet\nfrom pynnet._tuning.checkpoint.digest import digest\n"
        "def f(x, y=2):\n    return x in {'a', 'b', 'c'} or y\n"
        "print(digest([pynnet.load_iris(), {'a', 'b', 'c'}, f, {'x': 0.1}]))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] != ""


@pytest.mark.parametrize("value", [object(), [object()], {"a": iter([])}, object().__eq__])
def test_what_cannot_be_known_is_refused(value):
    """With what to do."""
    with pytest.raises(ArgumentError, match=r"^no digest for the .* Pass a function, or search"):
        digest(value)


# Functions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["lib/python3/dist-packages", "local/lib/site-packages"])
def test_package_of_the_system_goes_by_its_version(monkeypatch, tmp_path, folder):
    """A virtual environment may show it: its code is not the user's, wherever it is installed.

    A search with a metric of one's own and a checkpoint looked through all of NumPy then, and
    warned that what it found there could not be told.
    """
    place = tmp_path / folder
    place.mkdir(parents=True)
    names = f"package_in_{place.name.replace('-', '_')}", f"script_beside_{place.name[:4]}"
    (place / f"{names[0]}.py").write_text('__version__ = "1.2"\n', encoding="utf-8")
    (tmp_path / f"{names[1]}.py").write_text('__version__ = "1.2"\n', encoding="utf-8")
    for path, name in zip((place, tmp_path), names, strict=True):
        monkeypatch.syspath_prepend(path)
        importlib.import_module(name)
    assert library_name(names[0]) == f"{names[0]} 1.2"
    assert library_name(names[1]) is None
    for name in names:
        monkeypatch.delitem(sys.modules, name)


COST = 3
TABLE = {"a": 1}


def helper(true):
    """Use a global."""
    return COST * len(true)


def uses_helper(true, _):
    """Use it by another function."""
    return helper(true)


def uses_in_a_comprehension(true, _):
    """Use it in an inner function."""
    return sum((lambda v: COST * v)(v) for v in true)


def uses_by_module(true, _):
    """Use it by the name of its module."""
    return jobs.factor * len(true)


def recursive(n, _=None):
    """Call itself, and another that calls it."""
    return n if n < 1 else other_way(n - 1)


def other_way(n):
    """Call back."""
    return recursive(n) + COST


def cost(weight, helper=None):
    """Make a metric that encloses a number."""

    def metric(true, guess):
        return weight * (helper or len)(true != guess)

    return metric


class Judge:
    """A metric with a state."""

    scale = 2.0

    def __init__(self, weight):
        self.weight = weight

    def __call__(self, true, _guess):
        """Judge."""
        return self.weight * self.scale * len(true)

    def method(self, true, _guess):
        """Judge as well."""
        return helper(true)


def test_what_a_function_encloses_is_a_part_of_it():
    """Numbers, functions and their own enclosed numbers, defaults, states of objects."""
    digests = [
        digest(metric)
        for weight in (3, 4)
        for metric in (
            cost(weight),
            cost(1, cost(weight)),
            functools.partial(cost(1), weight),
            functools.wraps(len)(lambda *_, w=weight: w),
            functools.lru_cache(cost(weight)),
            np.vectorize(cost(weight)),
            Judge(weight),
            Judge(weight).method,
            [Judge(weight)],
            {"metric": cost(weight)},
        )
    ]
    assert len(set(digests)) == len(digests)
    assert digest(cost(3)) == digest(cost(3))
    assert digest(Judge(3)) == digest(Judge(3))


@pytest.mark.parametrize(
    "function",
    [helper, uses_helper, uses_in_a_comprehension, recursive, other_way, Judge(1).method, Judge],
)
def test_globals_are_a_part_of_who_uses_them(function, monkeypatch):
    """By way of other functions, inner functions, methods and classes too."""
    before = digest(function)
    monkeypatch.setitem(globals(), "COST", 4)
    assert digest(function) != before
    monkeypatch.setitem(globals(), "COST", 3)
    assert digest(function) == before


def test_helpers_and_members_are_parts(monkeypatch):
    """A function of the same name with other code, an attribute of a module or of a class."""
    monkeypatch.setattr(jobs, "factor", 1, raising=False)
    metrics = [uses_helper, uses_by_module, Judge(1), Judge]
    before = [digest(metric) for metric in metrics]
    monkeypatch.setattr(jobs, "factor", 2)
    monkeypatch.setitem(globals(), "helper", lambda true: 0.5 * len(true))
    monkeypatch.setattr(Judge, "scale", 3.0)
    after = [digest(metric) for metric in metrics]
    assert [a != b for a, b in zip(before, after, strict=True)] == [True] * 4


def test_unused_globals_are_no_part(monkeypatch):
    """Nor what has only the name of an attribute."""
    before = digest(uses_helper)
    monkeypatch.setitem(TABLE, "a", 2)
    assert digest(uses_helper) == before


def test_doubts_are_named():
    """What a function evaluates, reads or looks up by name cannot be seen."""
    doubts = set()
    digest([lambda t, _: eval("COST") * len(t), lambda *_: globals()["COST"]], doubts)
    assert doubts == {"eval", "globals"}
    doubts.clear()
    digest([uses_helper, np.mean, pynnet.nnet, len], doubts)
    assert doubts == set()


def test_deep_values_are_refused():
    """With an error of ours."""
    value = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ArgumentError, match=r"no digest for the list .* nested too deeply"):
        digest(value)
