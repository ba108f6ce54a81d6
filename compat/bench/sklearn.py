"""Inside scikit-learn: our networks and its own in the same search, and what an estimator costs.

    python -m compat.bench.sklearn              both tables, some minutes
    python -m compat.bench.sklearn --quick      two data sets, one seed

Prints the tables of that section of docs/performance.md. The searches take turns, on one thread
each, and what counts is the processor's time: what else the machine does matters less.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

import numpy as np
from sklearn import datasets
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from pynnet import load_iris, nnet
from pynnet.sklearn import NNetClassifier, NNetRegressor

from .page import table

__all__ = ["main", "of_costs", "of_searches"]

_SIZES, _DECAYS = (2, 5, 10), (0.001, 0.01, 0.1, 1.0)
_MAXIT = 200
_DATA = ("iris", "wine", "breast_cancer", "digits", "diabetes")


@dataclass(frozen=True, slots=True)
class Search:
    """A grid search of one library on one data set.

    Attributes
    ----------
    seconds : float
        The processor's time that it took, the last fit of all training rows included.
    chosen : float
        The best score by cross-validation.
    test : float
        The score of its model on rows that the search has not seen.
    """

    seconds: float
    chosen: float
    test: float


def _ours(seed: int, *, classify: bool) -> tuple[Any, dict[str, Any]]:
    make = NNetClassifier if classify else NNetRegressor
    network = make(maxit=_MAXIT, threads=1, random_state=seed)
    return network, {"size": list(_SIZES), "decay": list(_DECAYS)}


def _theirs(seed: int, *, classify: bool) -> tuple[Any, dict[str, Any]]:
    make = MLPClassifier if classify else MLPRegressor
    network = make(activation="logistic", solver="lbfgs", max_iter=_MAXIT, random_state=seed)
    # Its loss is a mean, halved for numbers, and so is its penalty: the same function but for the
    # biases, which it does not penalise.
    scale = 2.0 if classify else 1.0
    return network, {
        "hidden_layer_sizes": [(size,) for size in _SIZES],
        "alpha": [scale * decay for decay in _DECAYS],
    }


def search(name: str, make: Callable[..., tuple[Any, dict[str, Any]]], seed: int) -> Search:
    """Choose size and decay by five folds; what tests the choice is no part of them."""
    x, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    classify = y.dtype.kind == "i"
    network, grid = make(seed, classify=classify)
    step = type(network).__name__.lower()
    model: Any = make_pipeline(StandardScaler(), network)
    prefix, folds = f"{step}__", KFold
    if classify:
        folds = StratifiedKFold
    else:
        model = TransformedTargetRegressor(model, transformer=StandardScaler())
        prefix = f"regressor__{prefix}"
    rows = train_test_split(
        x, y, test_size=0.3, random_state=seed, stratify=y if classify else None
    )
    train, test, y_train, y_test = rows
    found = GridSearchCV(
        model,
        {prefix + key: values for key, values in grid.items()},
        cv=folds(5, shuffle=True, random_state=seed),
    )
    before = time.process_time()
    found.fit(train, y_train)
    seconds = time.process_time() - before
    return Search(seconds, found.best_score_, found.score(test, y_test))


def of_searches(names: tuple[str, ...], seeds: int) -> str:
    """Time and score side by side."""
    rows = []
    for name in names:
        done: dict[str, list[Search]] = {"ours": [], "theirs": []}
        for seed in range(1, seeds + 1):
            for who, make in (("ours", _ours), ("theirs", _theirs)):
                done[who].append(search(name, make, seed))
        ours, theirs = done.values()
        shape = getattr(datasets, f"load_{name}")().data.shape
        seconds = [median(one.seconds for one in who) for who in (ours, theirs)]
        rows.append(
            [
                f"{name.replace('_', ' ')}, {shape[0]:,} × {shape[1]}",
                *(f"{s:.2f}" for s in seconds),
                f"{median(b.seconds / a.seconds for a, b in zip(ours, theirs, strict=True)):.1f}",
                *(f"{mean(one.chosen for one in who):.3f}" for who in (ours, theirs)),
                *(f"{mean(one.test for one in who):.3f}" for who in (ours, theirs)),
            ]
        )
    head = ["data", "NNet, s", "MLP, s", "MLP ÷ NNet"]
    scores = ["NNet, chosen", "MLP, chosen", "NNet, test", "MLP, test"]
    return table([*head, *scores], rows)


def of_costs(rounds: int) -> str:
    """What a fit of iris takes by nnet() and by the estimator, in turn."""
    iris = load_iris()
    frame, factor = iris.drop(columns="Species"), iris["Species"]
    arrays, text = frame.to_numpy(), factor.astype(str).to_numpy()
    options: dict[str, Any] = {"size": 2, "decay": 5e-4, "maxit": 200}
    network = NNetClassifier(random_state=1, **options)
    rows = []
    for title, x, y in (
        ("arrays, text", arrays, text),
        ("arrays, categories", arrays, factor),
        ("frame, text", frame, text),
        ("frame, categories", frame, factor),
    ):
        seconds = np.array(
            [
                (
                    _seconds(lambda x=x, y=y: nnet(x, y, seed=1, trace=False, **options)),
                    _seconds(lambda x=x, y=y: network.fit(x, y)),
                )
                for _ in range(rounds)
            ]
        )
        both = np.median(seconds, axis=0)
        more = np.median(seconds[:, 1] - seconds[:, 0])
        rows.append([title, *(f"{s * 1e3:.3f}" for s in (*both, more))])
    return table(["iris, 2 units", "nnet(), ms", "fit(), ms", "more, ms"], rows)


def _seconds(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m compat.bench.sklearn", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two data sets, one seed")
    quick = parser.parse_args().quick
    warnings.simplefilter("ignore", ConvergenceWarning)  # of either
    with threadpool_limits(1):
        print(of_searches(_DATA[:2] if quick else _DATA, 1 if quick else 3), flush=True)
        print(of_costs(100 if quick else 1000))


if __name__ == "__main__":
    main()
