"""The whole API called with what nobody should pass: every argument of every public function.

What a call may end with is in `compat.fuzz.hostile.outcomes`.
"""

from __future__ import annotations

import importlib
import inspect
import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pynnet

from . import caret_calls, estimator_calls
from .outcomes import run
from .values import NAMES, VALUES, VAST, value_of

__all__ = ["attempt", "entries", "quiet_call", "setup", "try_calls", "without_a_call"]

# Calls that work, from which one argument after the other is taken away or spoilt.
_OF_THE_MAIN_DOOR = """\
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


def searched(*by_place, **how):
    \"\"\"tune_nnet() under a control of these arguments.\"\"\"
    return pynnet.tune_nnet(
        "y ~ x", data, size=[1, 2], maxit=3, seed=1, trace=False,
        control=pynnet.tune_control(*by_place, **how),
    )
"""
_SETUP = _OF_THE_MAIN_DOOR + caret_calls.SETUP + estimator_calls.SETUP
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
    "searched": {"cross": "3"},
    "pynnet.model_matrix": {"formula": "'y ~ x'", "data": "data"},
    "pynnet.model_frame": {"formula": "'y ~ x'", "data": "data"},
    "pynnet.update_formula": {"old": "'y ~ x'", "new": "'~ .'"},
    "pynnet.nnet_hess": {"net": "plain", "x": "data[['x']]", "y": "data['x']"},
    "pynnet.class_ind": {"cl": "data['y']"},
    "pynnet.r_bfgs": {
        "fun": "lambda x, *_: float(np.sum(x / 99))", "x0": "np.ones(2)", "maxiter": "3",
    },
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
    **caret_calls.WORKING,
    **estimator_calls.WORKING,
}  # fmt: skip
_OBJECTS = ("net", "fit", "tuned", "stream", "intervals", "control", *caret_calls.OBJECTS)
_NOT_CALLED = ("load_iris", "engine", "restored_on_error")
# They take as long as they are told to, write files, or start processes.
_LEFT_OUT = {
    "restarts",
    "n_init",
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
    *("likelihood", "fit.call", *caret_calls.OBJECTS),
)
_OWN_VALUES = 0.4  # how often an argument of another door has one of the door's own
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
    found["searched"] = _arguments(pynnet.tune_control)
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
    found |= caret_calls.functions(_arguments) | estimator_calls.functions(_arguments)
    for place in (*_SEARCHES, "fit.update", *caret_calls.PASSING_ON):
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
    given = quiet_call(place)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        name = r.choice(arguments) if arguments and r.random() < 0.95 else r.choice(_WORDS)
        if name in ("formula_or_x", "x") and place in _QUIET:
            given.pop("formula", None)
        own = _values_of(place)
        given[name] = r.choice(own if own and r.random() < _OWN_VALUES else VALUES)
    if r.random() < 0.05 and given:
        del given[r.choice(list(given))]
    writes = place.endswith(_WRITERS)  # wherever it is told, by its place
    if not writes and r.random() < 0.04:
        given[_EXTRA] = r.choice(VALUES)
    return given


def _values_of(place: str) -> tuple[str, ...]:
    """What is hostile to a place behind another door than the main one."""
    if place.startswith(estimator_calls.PLACES):
        return estimator_calls.VALUES
    return caret_calls.VALUES if place.startswith(caret_calls.PLACES) else ()


def quiet_call(place: str) -> dict[str, str]:
    """Arguments of a call that works, and prints nothing."""
    return {**_WORKING.get(place, {}), **({"trace": "False"} if place in _QUIET else {})}


def _code(place: str, given: dict[str, str]) -> str:
    if place in (_SETTING, _DELETING):
        return f"{place}({', '.join(given.values())})"
    first = {"pynnet.tune": "method", "pynnet.best_tune": "method"}.get(place)
    by_place = [given[name] for name in (first, _EXTRA) if name in given]
    named = [f"{name}={value}" for name, value in given.items() if name not in (first, _EXTRA)]
    return f"{place}({', '.join([*by_place, *named])})"


def _minimal(place: str, given: dict[str, str], names: dict[str, Any]) -> str:
    """The shortest call that is wrong alike: arguments that do not matter are left out."""
    kind = _kind_of(attempt(place, given, names)[1])
    for name in list(given):
        less = {key: value for key, value in given.items() if key != name}
        if kind == _kind_of(attempt(place, less, names)[1]) is not None:
            given = less
    return _code(place, given)


def _kind_of(wrong: str | None) -> str | None:
    return wrong and wrong.partition(":")[0]


def attempt(place: str, given: dict[str, str], names: dict[str, Any]) -> tuple[str, str | None]:
    """Make a call of these arguments; return how it ended, and what is wrong with that."""
    variables = {name: f"_{name.replace(_EXTRA, 'extra')}" for name in given}
    values = {variables[name]: _value(code, names) for name, code in given.items()}
    code = _code(place, variables)
    return run(code, names, values, may_be_vast=not set(VAST).isdisjoint(given.values()))


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
        outcome, wrong = attempt(place, given, names)
        counts[outcome] += 1
        if wrong is not None:
            failures.append((_minimal(place, given, names), wrong))
    return counts, failures


def without_a_call() -> list[str]:
    """Entries of whose arguments not one alone can be spoilt: the call itself does not work."""
    names = setup()
    others = (_SETTING, _DELETING, *_CALLED_IN_PART)
    calls = {place: quiet_call(place) for place in entries(names) if place not in others}
    outcomes = {place: attempt(place, given, names)[0] for place, given in calls.items()}
    return [place for place, outcome in outcomes.items() if outcome not in _WORKED]


def paste(call: str) -> Iterator[str]:
    """A call that failed as code to paste."""
    yield "from compat.fuzz.hostile.values import NAMES"
    yield "globals().update(NAMES)"
    yield _SETUP + call
