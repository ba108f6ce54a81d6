"""Calls of pynnet.caret that work, and what nobody should pass to its arguments alone."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from pynnet import caret

__all__ = ["OBJECTS", "PASSING_ON", "PLACES", "SETUP", "VALUES", "WORKING", "functions"]

SETUP = """\
import pynnet.caret
frame = data[["x", "z"]].assign(z=data["z"] == "q")
numbers = pd.DataFrame({"u": data["x"], "v": data["x"] ** 2, "w": np.arange(12.0) % 5})
thirds = pynnet.caret.train_control("cv", 3)
trained = pynnet.caret.train(
    frame, data["y"], "multinom", trace=False, seed=1, tune_grid={"decay": [0.1, 1]},
    control=thirds,
)
rival = pynnet.caret.train(
    "y ~ x", data, "multinom", trace=False, seed=1, tune_grid={"decay": [0.1, 1]},
    control=thirds,
)
scaled = pynnet.caret.train(
    numbers, data["x"], "nnet", trace=False, seed=1, linout=True, preprocess="center", maxit=3,
    tune_grid={"size": [1, 2], "decay": [0.1]}, control=thirds,
)
averaged = pynnet.caret.avnnet("y ~ x", data, size=1, repeats=2, maxit=3, trace=False, seed=1)
reduced = pynnet.caret.pcannet(numbers, data["y"], size=1, maxit=3, trace=False, seed=1)
dummies = pynnet.caret.dummy_vars("~ x + z", data)
prepared = pynnet.caret.preprocess(numbers, "pca")
compared = pynnet.caret.resamples({"one": trained, "two": rival})
differing = compared.diff()
counted = pynnet.caret.confusion_matrix(list("aabb"), list("abab"))
important = pynnet.caret.var_imp(trained)
confused = pynnet.caret.confusion_matrix(trained)


def judged(*by_place, **how):
    \"\"\"train() under a control of these arguments.\"\"\"
    of_train = ("preprocess", "metric", "maximize", "tune_grid", "tune_length")
    own = {name: how.pop(name) for name in of_train if name in how}
    control = pynnet.caret.train_control(*by_place, **how)
    grid = {} if "tune_length" in own else {"tune_grid": {"decay": [0.1, 1]}}
    return pynnet.caret.train(
        "y ~ x", data, "multinom", control=control, trace=False, seed=1, maxit=3, **{**grid, **own}
    )
"""
_FIT = {"formula": "'y ~ x + z'", "data": "data", "maxit": "3", "trace": "False"}
WORKING: dict[str, dict[str, str]] = {
    "pynnet.caret.train": {
        **_FIT, "method": "'multinom'", "control": "thirds", "tune_grid": "{'decay': [0.1, 1]}",
    },
    "pynnet.caret.avnnet": {**_FIT, "size": "1", "repeats": "2"},
    "pynnet.caret.pcannet": {**_FIT, "size": "1"},
    "pynnet.caret.train_control": {"method": "'cv'", "number": "3"},
    "pynnet.caret.preprocess": {"x": "numbers"},
    "pynnet.caret.create_data_partition": {"y": "data['y']"},
    "pynnet.caret.create_folds": {"y": "data['y']", "k": "3"},
    "pynnet.caret.create_multi_folds": {"y": "data['y']", "k": "3", "times": "2"},
    "pynnet.caret.create_resample": {"y": "data['y']", "times": "2"},
    "pynnet.caret.create_time_slices": {"y": "data['y']", "initial_window": "4"},
    "pynnet.caret.group_k_fold": {"group": "data['z']"},
    "pynnet.caret.dummy_vars": {"formula": "'~ y + x'", "data": "data"},
    "pynnet.caret.find_correlation": {"x": "numbers.corr()"},
    "pynnet.caret.near_zero_var": {"x": "numbers"},
    "pynnet.caret.confusion_matrix": {"data": "data['y']", "reference": "data['y']"},
    "pynnet.caret.post_resample": {"pred": "data['y']", "obs": "data['y']"},
    "pynnet.caret.resamples": {"x": "[trained, rival]"},
    "pynnet.caret.var_imp": {"object": "net"},
    "judged": {"method": "'cv'", "number": "3"},
    "averaged.predict": {"newdata": "data"},
    "reduced.predict": {"newdata": "numbers"},
    "prepared.predict": {"newdata": "numbers"},
    "dummies.predict": {"newdata": "data"},
    "trained.predict": {"newdata": "frame"},
    "rival.predict": {"newdata": "data"},
    "scaled.predict": {"newdata": "numbers"},
}  # fmt: skip
OBJECTS = (
    *("trained", "rival", "scaled", "averaged", "reduced", "prepared", "compared", "differing"),
    *("counted", "confused", "important", "thirds", "dummies"),
)
PASSING_ON = ("pynnet.caret.train", "pynnet.caret.avnnet", "pynnet.caret.pcannet")
PLACES = ("pynnet.caret.", "judged", *(f"{name}." for name in OBJECTS))
_JUDGED = ("preprocess", "metric", "maximize", "tune_grid", "tune_length")
VALUES = (
    # Methods, metrics and the like
    *("'nnet'", "'avNNet'", "'pcaNNet'", "'multinom'", "'lm'", "'Accuracy'", "'Kappa'", "'RMSE'"),
    *("'boot'", "'repeatedcv'", "'LOOCV'", "'LGOCV'", "'timeslice'", "'oob'", "'two_class'"),
    *("'grid'", "'random'", "'boot632'", "'optimism_boot'", "'boot_all'"),
    *("'multi_class'", "'mn_log_loss'", "'pr'", "'oneSE'", "'tolerance'", "'final'", "'all'"),
    *("'pca'", "'center'", "'range'", "'zv'", "['center', 'scale']", "['pca', 'range']", "'prob'"),
    *("['center', 'center']", "['center', 'lm']", "'ROC'", "'everything'", "'BH'", "'holm'"),
    # Settings
    *("{'decay': [0.1, 0.1]}", "{'decay': np.nan}", "{'decay': [-1]}", "{'decay': []}"),
    *("{'size': [1.5], 'decay': [0.1]}", "{'size': [0], 'decay': [0.1]}", "[{'decay': 0.1}, {}]"),
    *("{'size': [True], 'decay': [0.1]}", "{'decay': ['0.1']}", "pd.DataFrame({'decay': [0.1]})"),
    *("pd.DataFrame([[0.1, 0.2]], columns=['decay', 'decay'])", "{'decay': {0.1: 1}}"),
    *("pd.DataFrame({'size': [1], 'decay': [None]})", "pd.DataFrame(columns=['decay'])"),
    *("{'size': [1], 'decay': [0.1], 'bag': [2]}", "{'decay': [np.inf, 0.1]}", "{'decay': {1}}"),
    *("{'decay': 'abc'}", "{'decay': [[0.1, 1], [0.2]]}", "[{'decay': [0.1]}]", "{'.decay': [1]}"),
    # Controls
    *("pynnet.caret.train_control('none')", "pynnet.caret.train_control('LOOCV')", "thirds"),
    *("pynnet.caret.train_control('cv', 1)", "pynnet.caret.train_control('boot', 1)"),
    "pynnet.caret.train_control('cv', 2, search='random')",
    "pynnet.caret.train_control('boot_all', 2)",
    "pynnet.caret.train_control('timeslice', initial_window=11)",
    *("pynnet.caret.train_control('timeslice', initial_window=50)", "pynnet.caret.train_control"),
    *("pynnet.caret.train_control('cv', 3, class_probs=True, summary='multi_class')",),
    *("pynnet.caret.train_control(index=[[0, 1, 99]])", "pynnet.caret.train_control(seeds=[1, 2])"),
    *("pynnet.caret.train_control('cv', 2, summary=lambda *a: 1.0)",),
    *("pynnet.caret.train_control('cv', 2, summary=lambda *a: {'m': 'a', 'Accuracy': None})",),
    *("pynnet.caret.train_control('cv', 2, summary=lambda *a: {})",),
    *("pynnet.caret.train_control('cv', 2, summary=lambda *a: {1: 2.0, '1': 3.0})",),
    *("pynnet.caret.train_control('LGOCV', 2, p=1e-9)", "pynnet.caret.train_control('LGOCV', 1)"),
    # Rows, seeds, summaries
    *("[[0, 1, 2], [3, 4, 5]]", "{'a': [0, 1], 'b': []}", "[[0, 0, 0]]", "[[1.0, 2.0]]", "[[-1]]"),
    *("[[99]]", "{1: range(6), '1': range(6, 12)}", "[list(range(12))]", "[[[0, 1]]]", "[[True]]"),
    *("[[1, 2], [1, 2], [1, 2], 1]", "[1, 1, 1, 1]", "[[1], [2], [3], None]", "[[1.5]] * 4"),
    *("lambda data, lev, model: {'Accuracy': 0.5}", "lambda data, lev, model: {}", "max", "len"),
    *("lambda data, lev, model: {'Accuracy': np.nan}", "lambda data, lev, model: [0.5]"),
    *("lambda data, lev, model: {'Accuracy': 'a'}", "lambda data, lev, model: None", "dict"),
    *("lambda data, lev, model: {1: 0.5, '1': 0.7}", "lambda data, lev, model: data.clear()"),
    *("lambda data, lev, model: {'Accuracy': [1, 2]}", "lambda data, lev, model: 10**400"),
    *("lambda data, lev, model: pd.Series([1.0], ['a'])", "lambda data, lev, model: {'': 1.0}"),
    *("{'thresh': 0.5}", "{'thresh': 2}", "{'pca_comp': 9}", "{'pca_comp': 1.5}", "{'k': 1}"),
    *("lambda data, lev, model: {'decay': 1.0}", "lambda data, lev, model: {'Resample': 1}"),
    *("lambda data, lev, model: {str(data.iloc[0, 0]): 1.0, str(len(data)): 2.0}",),
    # Objects of the door, data
    *("trained", "rival", "scaled", "averaged", "reduced", "prepared", "compared", "differing"),
    *("counted", "confused", "important", "dummies", "net", "plain", "fit", "tuned", "frame"),
    *("numbers", "data", "[trained]", "[trained, trained]", "[trained, None]"),
    "{'a': trained, 'b': scaled}",
    *("{1: trained, '1': rival}", "{'': trained, 'b': rival}", "{None: trained, 'b': rival}"),
    *("pd.crosstab(data['y'], data['y'])", "np.array([[1, 2], [3, 4]])", "[[1.5, 0], [0, 1]]"),
    *("pynnet.Table([[1, 2], [3, -4]], {'p': ['a', 'b'], 'r': ['a', 'b']})", "[[0, 0], [0, 0]]"),
    *("pynnet.Table([[1, 2], [3, 4]], {'p': ['a', 'b'], 'r': ['b', 'a']})", "['a', 'a']"),
    *("numbers.assign(v=1.0)", "numbers.rename(columns={'v': 'u'})", "numbers.iloc[:0]", "0.5"),
    *("numbers.iloc[:1]", "numbers.iloc[:, :0]", "numbers.assign(v=np.nan)", "numbers * 1e308"),
    *("numbers.assign(v=np.inf)", "numbers.to_numpy()", "numbers.iloc[:, ::-1]", "(1, 0)"),
    *("(0, np.inf)", "(np.nan, 1)", "{'a': 0.5, 'b': 0.5, 'c': 0.5}", "{'a': 2.0}", "[0.5, 0.5]"),
    *("data['y'].where(data['x'] > 0.3)", "pd.Categorical(list('ab' * 6), list('abc'))", "1e-300"),
    *("pd.Categorical(['a'] * 12, ['a', 'b'])", "['a'] * 11 + ['b']", "list('abcdefghijkl')"),
    *("numbers['u'].where(numbers['u'] > 0.3)", "np.ones(12) * 1e308", "[np.inf] + [1.0] * 11"),
)  # fmt: skip


def functions(arguments_of: Callable[[Callable[..., Any]], list[str]]) -> dict[str, list[str]]:
    """The functions of the door with their arguments, and train() under any control."""
    offered = {name: getattr(caret, name) for name in caret.__all__}
    found = {
        f"pynnet.caret.{name}": arguments_of(thing)
        for name, thing in offered.items()
        if inspect.isfunction(thing)
    }
    return {**found, "judged": [*found["pynnet.caret.train_control"], *_JUDGED]}
