"""Calls of the estimators of pynnet.sklearn that work, and what nobody should pass to them alone.

Estimators are made, fitted and asked; of fitted ones, which their methods change, each call has a
copy. Methods whose code is scikit-learn's are left to it, but for the score.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from pynnet import sklearn

__all__ = ["PLACES", "SETUP", "VALUES", "WORKING", "estimators", "functions"]

SETUP = """\
import pynnet.sklearn
from copy import deepcopy
from compat.fuzz.hostile.estimator_calls import estimators
X = data[["x"]].assign(w=data["x"] ** 2)
columns = data[["x", "z"]]
classifier = pynnet.sklearn.NNetClassifier(1, maxit=3, random_state=1).fit(X, data["y"])
regressor = pynnet.sklearn.NNetRegressor(1, maxit=3, random_state=1).fit(X, data["x"])
logits = pynnet.sklearn.MultinomClassifier(maxit=3).fit(X, data["y"])
formula = pynnet.sklearn.RFormula("~ x + z").fit(columns)
goes_on = pynnet.sklearn.NNetClassifier(1, maxit=3, random_state=1, warm_start=True)
goes_on.fit(X, data["y"])
"""
_CLASSES = ("NNetClassifier", "NNetRegressor", "MultinomClassifier", "RFormula")
_CASES, _NUMBERS = {"X": "X", "y": "data['y']"}, {"X": "X", "y": "data['x']"}
_SMALL = {"size": "1", "maxit": "3"}


def _of(name: str, methods: str, call: dict[str, str]) -> dict[str, dict[str, str]]:
    return {f"deepcopy({name}).{method}": call for method in methods.split()}


WORKING: dict[str, dict[str, str]] = {
    "estimators.NNetClassifier": {**_CASES, **_SMALL},
    "estimators.NNetRegressor": {**_NUMBERS, **_SMALL},
    "estimators.MultinomClassifier": {**_CASES, "maxit": "3"},
    "estimators.RFormula": {"X": "columns", "formula": "'~ x + z'"},
    **_of("classifier", "fit score", _CASES),
    **_of("classifier", "predict predict_proba predict_log_proba", {"X": "X"}),
    **_of("goes_on", "fit", _CASES),
    **_of("regressor", "fit score", _NUMBERS),
    **_of("regressor", "predict", {"X": "X"}),
    **_of("logits", "fit score", _CASES),
    **_of("logits", "predict predict_proba predict_log_proba decision_function", {"X": "X"}),
    **_of("formula", "fit fit_transform transform", {"X": "columns"}),
    **_of("formula", "get_feature_names_out", {}),
}
PLACES = ("estimators.", "deepcopy(")
VALUES = (
    # Data
    *("X", "X.to_numpy()", "X.iloc[:0]", "X.iloc[:1]", "X.iloc[:, ::-1]", "X.iloc[:, :0]"),
    *("X.rename(columns={'w': 'x'})", "X.assign(w=np.nan)", "X.assign(w=np.inf)", "X * 1e308"),
    *("X.assign(w='a')", "X.assign(w=1j)", "X.to_numpy().astype(object)", "X.astype('float32')"),
    *("X.rename(columns={'w': 1})", "X.assign(w=pd.array([1, None] * 6, 'Int64'))", "X['x']"),
    *("columns", "columns.iloc[:0]", "columns.assign(z='new')", "columns.assign(z=None)"),
    *("columns.rename(columns={'z': 'x'})", "columns.to_numpy()"),
    "columns.assign(x=list('pq') * 6)",
    *("data", "data['y']", "data['x']", "data[['y']]", "data[['x', 'y']]", "data['y'].iloc[:5]"),
    *("data['y'].astype('category')", "data['y'].where(data['x'] > 0.3)", "['a'] * 12"),
    *("pd.Series(pd.Categorical(['a', 'b'] * 6, ['a', 'b', 'c']))", "[0, 1] * 6", "[0.5, 1.5] * 6"),
    *("[[0, 1]] * 12", "[['a', 'b']] * 12", "[('a',)] * 12", "[True, 1] * 6", "[1, '1'] * 6"),
    *("np.array([1, 1 + 1e-16 * 4] * 6)", "[0.0, -0.0] * 6", "[1e300, 1] * 6", "[b'a', b'b'] * 6"),
    *("np.array([np.nan, 'a'] * 6, object)", "[None, 'a'] * 6"),
    "pd.array(['a', 'b'] * 6, 'string')",
    # Weights of cases and classes
    *("[1] * 12", "[0] * 11 + [1]", "[-1] + [1] * 11", "[np.inf] * 12", "[[1]] * 12"),
    "[True] * 12",
    *("'balanced'", "{'a': 1}", "{'a': 0, 'b': 0, 'c': 0}", "{'a': -1, 'b': 1, 'c': 1}"),
    *("{'a': np.nan, 'b': 1, 'c': 1}", "{'a': 'b', 'b': 1, 'c': 1}", "{'d': 1}", "[{'a': 1}]"),
    *("{'a': [1, 2], 'b': 1, 'c': 1}", "{'a': np.inf, 'b': 1, 'c': 1}", "{'a': None}", "{0: 1}"),
    # Options
    *("'R-BFGS'", "'L-BFGS-B'", "'Nelder-Mead'", "np.zeros(13)", "np.ones(13, bool)", "[0.1] * 13"),
    *("[0.1] * 12 + [-1]", "[0.1] * 12 + [np.nan]", "'exclude'", "'omit'", "'~ log(x)'", "'~ w'"),
    *("'~ offset(x)'", "'~ 0'", "'~ 1'", "'z ~ x'", "'~ x + x'", "'~ f(x)'", "{'f': lambda x: x}"),
    *("{'f': lambda x: 'a'}", "{'f': 1 / 3}", "{'z': 'contr.sum'}", "'4.2.2'", "'4.5'"),
    *("['x', 'w']", "['x', 'z']", "['a']", "classifier", "pynnet.sklearn.NNetClassifier"),
)  # fmt: skip


def functions(arguments_of: Callable[[Callable[..., Any]], list[str]]) -> dict[str, list[str]]:
    """Each estimator with its parameters and those of its fit; methods of fitted ones."""
    found = {}
    for name in _CLASSES:
        cls = getattr(sklearn, name)
        of_fit = [argument for argument in arguments_of(cls.fit) if argument != "self"]
        found[f"estimators.{name}"] = [*arguments_of(cls), *of_fit]
    for place in WORKING:
        kind, _, method = place.removeprefix("deepcopy(").partition(").")
        if cls := _CLASS_OF.get(kind):
            found[place] = [name for name in arguments_of(getattr(cls, method)) if name != "self"]
    return found


_CLASS_OF = {
    "classifier": sklearn.NNetClassifier,
    "goes_on": sklearn.NNetClassifier,
    "regressor": sklearn.NNetRegressor,
    "logits": sklearn.MultinomClassifier,
    "formula": sklearn.RFormula,
}


def _used(cls: type[Any]) -> Callable[..., Any]:
    """A function that makes an estimator, fits it and asks it, by scikit-learn's rules."""
    at_fit = [name for name in inspect.signature(cls.fit).parameters if name != "self"]

    def use(*by_place: Any, **given: Any) -> Any:
        of_fit = {name: given.pop(name) for name in at_fit if name in given}
        made = _made(cls, by_place, given)
        fitted = made.fit(**of_fit)  # what is missing is missing to fit()
        parameters = made.get_params(deep=False)
        if fitted is not made or any(parameters[name] is not given[name] for name in given):
            raise AssertionError("fit() returns the estimator, and leaves its parameters alone")
        ask = made.transform if hasattr(made, "transform") else made.predict
        return ask(of_fit["X"])

    return use


def _made(cls: type[Any], by_place: tuple[Any, ...], given: dict[str, Any]) -> Any:
    """An estimator: any values will do, in a call that fits its parameters."""
    try:
        inspect.signature(cls).bind(*by_place, **given)
    except TypeError:
        return cls(*by_place, **given)
    try:
        return cls(*by_place, **given)
    except Exception as error:
        raise AssertionError("parameters are checked by fit(), not when it is made") from error


estimators = SimpleNamespace(**{name: _used(getattr(sklearn, name)) for name in _CLASSES})
