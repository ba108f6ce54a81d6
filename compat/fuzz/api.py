"""The whole API called with what nobody should pass: every argument of every public function.

A call may give a result, or one of pynnet's errors; what the user's own objects raise passes
through. After each, nothing that was passed may have changed, a call that failed may not have
moved the global stream, no warning of others may have been seen, and no thread or file be left.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import os
import pickle
import random
import sys
import threading
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pandas as pd

import pynnet

from .values import NAMES, VALUES, VAST, Own, value_of

__all__ = ["entries", "try_calls", "without_a_call"]

_LONGEST = 1000  # characters of a message
_SECONDS = 10.0  # that a call may take on a busy machine
# Calls that work, from which one argument after the other is taken away or spoilt.
_SETUP = """\
data = pd.DataFrame({
    "x": [0.1, 0.7, 0.3, 0.9, 0.5, 0.2, 0.8, 0.4, 0.6, 0.0, 1.0, 0.35],
    "z": list("pqqppqpqpqqp"), "y": list("abcabcbacacb"),
})
net = pynnet.nnet("y ~ x + z", data, size=1, maxit=5, seed=1, trace=False, Hess=True)
plain = pynnet.nnet(data[["x"]], data["x"], size=1, maxit=5, seed=1, trace=False)
fit = pynnet.multinom("y ~ x + z", data, trace=False)
small = pynnet.multinom("y ~ x", data, trace=False)
other = pynnet.multinom("y ~ x + z", data, decay=0.1, trace=False)
control = pynnet.tune_control(cross=3)
tuned = pynnet.tune_nnet(
    "y ~ x", data, size=[1, 2], maxit=3, seed=1, trace=False,
    control=pynnet.tune_control(cross=3),
)
import pynnet.caret
trained = pynnet.caret.train(
    data[["x", "z"]].assign(z=data["z"] == "q"), data["y"], "multinom", trace=False, seed=1,
    tune_grid={"decay": [0.1, 1]}, control=pynnet.caret.train_control("cv", 3),
)
stream = pynnet.RRandom(1)
summary = fit.summary(correlation=True)
intervals = fit.confint()
tests = fit.anova(small)
terms = fit.terms
likelihood = fit.logLik()
metric = pynnet.Metric("m", max, "class", greater_is_better=True)
saved = "tests/recorded/rfiles/"
flat = pynnet.nnet("y ~ x + w", data.assign(w=data["x"] ** 2), size=1, maxit=5, seed=1, trace=False)
tuned.plot().figure.draw_without_rendering()  # opens the files of its fonts, which stay open
"""
_WORKING: dict[str, dict[str, str]] = {
    "pynnet.nnet": {"formula": "'y ~ x'", "data": "data", "size": "1", "maxit": "3"},
    "pynnet.multinom": {"formula": "'y ~ x'", "data": "data", "maxit": "3"},
    "pynnet.tune": {
        "method": "'nnet'", "formula": "'y ~ x'", "data": "data", "size": "1", "maxit": "3",
        "control": "pynnet.tune_control(cross=3)",
    },
    "pynnet.tune_nnet": {
        "formula": "'y ~ x'", "data": "data", "size": "1", "maxit": "3",
        "control": "pynnet.tune_control(cross=3)",
    },
    "pynnet.model_matrix": {"formula": "'y ~ x'", "data": "data"},
    "pynnet.model_frame": {"formula": "'y ~ x'", "data": "data"},
    "pynnet.update_formula": {"old": "'y ~ x'", "new": "'~ .'"},
    "pynnet.nnet_hess": {"net": "plain", "x": "data[['x']]", "y": "data['x']"},
    "pynnet.class_ind": {"cl": "data['y']"},
    "pynnet.r_bfgs": {"fun": "lambda x, *_: float(np.sum(x))", "x0": "np.ones(2)", "maxiter": "3"},
    "pynnet.LogLik": {"value": "-1.5", "df": "2", "nobs": "12"},
    "pynnet.which_is_max": {"x": "[1, 2]"},
    "pynnet.max_col": {"m": "np.eye(3)"},
    "pynnet.scale": {"x": "data[['x']]"},
    "pynnet.scaling": {"x": "data[['x']]"},
    "pynnet.set_seed": {"seed": "1"},
    "pynnet.multinom_hess": {"fit": "fit"},
    "pynnet.read_rds": {"path": "saved + 'fit-factors.rds'"},
    "pynnet.load_rdata": {"path": "saved + 'two.RData'"},
    "pynnet.write_rds": {"obj": "data", "path": "'no such folder/written'"},
    "pynnet.validate": {
        "fit": "fit", "reference": "other", "newdata": "data", "data": "data",
        "reference_data": "data.iloc[::-1]",
    },
    "pynnet.Metric": {"name": "'m'", "function": "max", "needs": "'class'"},
    "stream.falling_indices": {"m": "5", "n": "2"},
    "stream.from_state": {"state": "stream.state"},
    "stream.index": {"m": "5"},
    "stream.indices": {"m": "5", "n": "2"},
    "stream.points": {"m": "5", "n": "2"},
    "stream.rnorm": {"n": "3"},
    "stream.runif": {"n": "3"},
    "stream.sample": {"x": "5"},
    "stream.set_seed": {"seed": "1"},
    "stream.unif_rand": {"n": "3"},
    "pynnet.show": {"x": "data"},
    "pynnet.from_json": {"source": "net.to_json()"},
    "pynnet.pool": {"fits": "[fit, fit]"},
    "pynnet.Table": {"values": "[[1, 2]]", "dimnames": "{'a': ['x'], 'b': ['u', 'v']}"},
    "pynnet.sample": {"x": "5"},
    "pynnet.runif": {"n": "3"},
    "pynnet.rnorm": {"n": "3"},
    "pynnet.best_tune": {
        "method": "'nnet'", "formula": "'y ~ x'", "data": "data", "size": "1", "maxit": "3",
        "control": "pynnet.tune_control(cross=3)",
    },
    "pynnet.best_nnet": {
        "formula": "'y ~ x'", "data": "data", "size": "1", "maxit": "3",
        "control": "pynnet.tune_control(cross=3)",
    },
    "pynnet.garson": {"fit": "net"},
    "pynnet.olden": {"fit": "net"},
    "pynnet.marginaleffects_model": {"fit": "fit", "data": "data"},
    "pynnet.lek_profile": {"fit": "net", "data": "data"},
    "pynnet.prediction_bands": {"fit": "net", "newdata": "data", "hessian": "np.eye(len(net.wts))"},
    "pynnet.bootstrap_bands": {"fit": "net", "data": "data", "repeats": "3"},
    "pynnet.permutation_importance": {"fit": "net", "data": "data", "repeats": "1"},
    "pynnet.partial_dependence": {"fit": "net", "data": "data", "variables": "'x'", "steps": "3"},
    "net.covariance": {"hessian": "np.eye(len(net.wts))"},
    "pynnet.plot.plot_network": {"fit": "net"},
    "pynnet.plot.plot_importance": {"values": "pynnet.olden(net)['a']"},
    "pynnet.plot.plot_lek": {"profile": "pynnet.lek_profile(net, data)", "output": "'a'"},
    "pynnet.plot.plot_path": {"fits": "[net, plain]"},
    "pynnet.plot.plot_fitted": {"fit": "plain"},
    "pynnet.plot.plot_regions": {
        "fit": "flat", "data": "data.assign(w=data['x'] ** 2)", "steps": "3",
    },
    "pynnet.plot.plot_roc": {"fit": "net", "data": "data"},
    "pynnet.plot.plot_confusion": {"fit": "net", "data": "data"},
    "pynnet.plot.plot_train": {"found": "trained"},
    "pynnet.plot.plot_tune": {
        "results": "tuned.results", "parameters": "['size']", "best": "{'size': 1}",
    },
    "fit.add1": {"scope": "'z'"},
    "fit.anova": {"*": "small"},
    "fit.lr_test": {"other": "small"},
    "fit.vcov": {"type": "'cluster'", "groups": "data['z']"},
    "fit.tidy": {"vcov": "fit.vcov(type='HC0')"},
    "fit.table_columns": {"vcov": "fit.vcov(type='HC0')", "se_type": "'HC0'"},
    "fit.marginal_means": {"variables": "'z'"},
    "fit.pairwise_comparisons": {"variables": "'z'", "at": "{'x': 0.3}"},
    "fit.wald_test": {"hypotheses": "'b:x = c:x'"},
    "fit.marginal_effects": {"variables": "'x'"},
    "fit.predicted_probabilities": {"at": "{'x': [0.2, 0.4]}"},
    "net.predict": {"newdata": "data"},
    "fit.predict": {"newdata": "data"},
}  # fmt: skip
_OBJECTS = ("net", "fit", "tuned", "stream", "intervals", "control")
_NOT_CALLED = ("load_iris", "engine", "restored_on_error")
# They take as long as they are told to, write files, or start processes.
_LEFT_OUT = {
    "restarts",
    "executor",
    "checkpoint",
    "n_jobs",
    "fun",
    "hess",
    "hessp",
    "jac",
    "callback",
}
_SEARCHES = ("pynnet.tune", "pynnet.tune_nnet", "pynnet.best_tune", "pynnet.best_nnet")
_QUIET = {"pynnet.nnet", "pynnet.multinom", *_SEARCHES}
# Arguments that are passed on, and so in no signature.
_PASSED_ON = (
    *("weights", "size", "decay", "maxit", "rang", "skip", "linout", "subset", "na_action"),
    *("contrasts", "env", "Wts", "mask", "MaxNWts", "threads", "reltol", "ranges", "metrics"),
    *("rule", "ties", "progress", "on_error", "validation_x", "validation_y", "predict_func"),
)
# Files are written where there is no folder; extras may be missing.
_WORKED = ("a result", "MissingFileError", "a missing package")
_WRITERS = (".to_json", ".to_sql", ".to_c", ".to_onnx", ".to_pmml")
_CALLED_IN_PART = ("net.slim", "fit.slim")  # whose results refuse what needs their cases
_SETTING, _DELETING = "setattr", "delattr"
_OWNERS = (
    *("net", "fit", "tuned", "summary", "intervals", "tests", "terms", "metric", "control"),
    *("likelihood", "fit.call"),
)
_EXTRA = "*"  # an argument that is passed by its place
_WORDS = ("digits", "se_fit", "note", "family", "ref", "cross")


def setup() -> dict[str, Any]:
    """The objects that calls are made of."""
    names = dict(NAMES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(_SETUP, names)
    return names


def entries(names: dict[str, Any]) -> dict[str, list[str]]:
    """Every public function and method as code, with the names of its arguments."""
    found: dict[str, list[str]] = {}
    for name in pynnet.__all__:
        thing = getattr(pynnet, name)
        if inspect.isfunction(thing) and name not in _NOT_CALLED:
            found[f"pynnet.{name}"] = _arguments(thing)
    for owner in _OBJECTS:
        for name, _ in inspect.getmembers(type(names[owner]), inspect.isroutine):
            if not name.startswith("_") and name not in _NOT_CALLED:
                bound = getattr(names[owner], name)
                found[f"{owner}.{name}"] = _arguments(bound)
    found["pynnet.write_rds"].remove("path")  # it would write wherever it is told; here, nowhere
    found["pynnet.LogLik"] = ["value", "df", "nobs"]
    found["pynnet.RRandom"] = ["seed", "sample_kind"]
    found["pynnet.Table"] = ["values", "dimnames"]
    found["pynnet.Metric"] = ["name", "function", "needs", "greater_is_better"]
    for place in found:  # likewise
        if place.endswith(_WRITERS):
            found[place].remove("path")
    pictures = importlib.import_module("pynnet.plot")
    for name in pictures.__all__:
        found[f"pynnet.plot.{name}"] = _arguments(getattr(pictures, name))
    for place in (*_SEARCHES, "fit.update"):
        found[place] = [*dict.fromkeys([*found[place], *_PASSED_ON])]
    return {**found, _SETTING: ["value"], _DELETING: []}


def _arguments(function: Callable[..., Any]) -> list[str]:
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    parameters = inspect.signature(function).parameters.values()
    return [p.name for p in parameters if p.kind not in kinds and p.name not in _LEFT_OUT]


def _call(r: random.Random, place: str, arguments: list[str]) -> dict[str, str]:
    """Arguments of one call: those of one that works, of which some are spoilt."""
    if place in (_SETTING, _DELETING):
        if place == _SETTING and r.random() < 0.3:
            return {"owner": "stream", "name": "'state'", "value": r.choice(VALUES)}
        name = repr(r.choice(["note", "wts", "df", "table", "heading", "terms", "folds"]))
        value = {"value": r.choice(VALUES)} if place == _SETTING else {}
        return {"owner": r.choice(_OWNERS), "name": name, **value}
    given = _quiet(place)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        name = r.choice(arguments) if arguments and r.random() < 0.95 else r.choice(_WORDS)
        if name in ("formula_or_x", "x") and place in _QUIET:
            given.pop("formula", None)
        given[name] = r.choice(VALUES)
    if r.random() < 0.05 and given:
        del given[r.choice(list(given))]
    writes = place.endswith(_WRITERS)  # wherever it is told, by its place
    if not writes and r.random() < 0.04:
        given[_EXTRA] = r.choice(VALUES)
    return given


def _quiet(place: str) -> dict[str, str]:
    """Arguments of a call that works, and prints nothing."""
    return {**_WORKING.get(place, {}), **({"trace": "False"} if place in _QUIET else {})}


def _code(place: str, given: dict[str, str]) -> str:
    if place in (_SETTING, _DELETING):
        return f"{place}({', '.join(given.values())})"
    first = {"pynnet.tune": "method", "pynnet.best_tune": "method"}.get(place)
    by_place = [given[name] for name in (first, _EXTRA) if name in given]
    named = [f"{name}={value}" for name, value in given.items() if name not in (first, _EXTRA)]
    return f"{place}({', '.join([*by_place, *named])})"


def _fingerprint(value: Any) -> Any:
    """What must be the same after the call; None for what cannot be compared."""
    try:
        if isinstance(value, (pd.DataFrame, pd.Series)):  # pandas keeps answers beside the data
            labels = (list(value.index), list(getattr(value, "columns", ())))
            return pickle.dumps((value.to_numpy().tolist(), labels))
        if type(value) in (np.ndarray, list, dict):
            return pickle.dumps(value)
    except Exception:  # not every hostile value can be written
        return None
    return None


def _run(
    code: str, names: dict[str, Any], values: dict[str, Any], *, may_be_vast: bool
) -> tuple[str, str | None]:
    """The outcome of a call, and what is wrong with it."""
    before = {name: _fingerprint(value) for name, value in values.items()}
    stream = names["pynnet"]._random.verbs._GLOBAL
    state = stream.state.copy()
    left = _left_behind()
    began = time.process_time()
    quietly = contextlib.redirect_stdout(io.StringIO())
    with warnings.catch_warnings(record=True) as seen, quietly, pynnet.options():
        warnings.simplefilter("always")
        outcome, wrong = _outcome(code, {**names, **values}, may_be_vast=may_be_vast)
    took = time.process_time() - began
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
    for warning in seen:
        if not issubclass(warning.category, (pynnet.RWarning, pynnet.FitWarning)):
            place = f"({warning.filename}:{warning.lineno})"
            wrong = f"{warning.category.__name__}: {warning.message} {place}"
    complaints = {
        "the call failed and moved the stream": outcome not in ("a result", "Own")
        and not np.array_equal(stream.state, state),
        "an argument was changed": any(
            _fingerprint(value) != before[name] for name, value in values.items()
        ),
        "a thread or a file is left": any(
            now > then for now, then in zip(_left_behind(), left, strict=True)
        ),
        f"{took:.1f} seconds": took > _SECONDS,
    }
    return outcome, next((text for text, holds in complaints.items() if holds), wrong)


def _left_behind() -> tuple[int, int]:
    """Numbers of threads and of open files."""
    open_files = "/proc/self/fd"
    return threading.active_count(), len(os.listdir(open_files)) if os.path.isdir(open_files) else 0


def _outcome(code: str, names: dict[str, Any], *, may_be_vast: bool) -> tuple[str, str | None]:
    """What a call ends with, and what is wrong with it."""
    try:
        _use(eval(code, names))
    except pynnet.PynnetError as error:
        text = str(error)
        text.encode()
        long = f"a message of {len(text)} characters"
        return type(error).__name__, long if len(text) > _LONGEST else None
    except ImportError as error:  # of what is optional, and says how to install it
        return "a missing package", None if "pynnet[" in str(error) else f"its words: {error}"
    except Own:
        return "Own", None
    except MemoryError:
        return "MemoryError", None if may_be_vast else "MemoryError"
    except FrozenInstanceError as error:
        return "a refusal", None if "are read-only" in str(error) else f"its words: {error}"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return "foreign", f"{type(error).__name__}: {error} ({place.filename}:{place.lineno})"
    return "a result", None


def _use(result: Any) -> None:
    """Do with a result what is done with results: what comes back must be whole."""
    repr(result)
    if isinstance(result, (pynnet.NNet, pynnet.Multinom)):
        repr(result.summary())
        result.predict()  # which may draw lots, so that nothing may fail behind it
    if isinstance(result, pynnet.Tune):
        repr(result.summary())


def _minimal(place: str, given: dict[str, str], names: dict[str, Any]) -> str:
    """The shortest call that is wrong alike: arguments that do not matter are left out."""
    kind = _kind_of(_attempt(place, given, names)[1])
    for name in list(given):
        less = {key: value for key, value in given.items() if key != name}
        if kind == _kind_of(_attempt(place, less, names)[1]) is not None:
            given = less
    return _code(place, given)


def _kind_of(wrong: str | None) -> str | None:
    return wrong and wrong.partition(":")[0]


def _attempt(place: str, given: dict[str, str], names: dict[str, Any]) -> tuple[str, str | None]:
    variables = {name: f"_{name.replace(_EXTRA, 'extra')}" for name in given}
    values = {variables[name]: _value(code, names) for name, code in given.items()}
    code = _code(place, variables)
    return _run(code, names, values, may_be_vast=not set(VAST).isdisjoint(given.values()))


def _value(code: str, names: dict[str, Any]) -> Any:
    return value_of(code) if code in VALUES else eval(code, dict(names))


def try_calls(
    number: int, seed: int, places: str = ""
) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Make so many calls; return counts of outcomes, and each call that went wrong as code."""
    r = random.Random(seed)
    names = setup()
    known = [(place, names_) for place, names_ in entries(names).items() if places in place]
    counts: Counter[str] = Counter()
    failures: list[tuple[str, str]] = []
    for _ in range(number):
        place, arguments = r.choice(known)
        given = _call(r, place, arguments)
        outcome, wrong = _attempt(place, given, names)
        counts[outcome] += 1
        if wrong is not None:
            failures.append((_minimal(place, given, names), wrong))
    return counts, failures


def without_a_call() -> list[str]:
    """Entries of whose arguments not one alone can be spoilt: the call itself does not work."""
    names = setup()
    others = (_SETTING, _DELETING, *_CALLED_IN_PART)
    calls = {place: _quiet(place) for place in entries(names) if place not in others}
    outcomes = {place: _attempt(place, given, names)[0] for place, given in calls.items()}
    return [place for place, outcome in outcomes.items() if outcome not in _WORKED]


def paste(call: str) -> Iterator[str]:
    """A call that failed as code to paste."""
    yield "from compat.fuzz.values import NAMES"
    yield "globals().update(NAMES)"
    yield _SETUP + call
