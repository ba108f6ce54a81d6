"""Multinomial models, standard errors included: R, pynnet, statsmodels and scikit-learn in turn.

    python -m compat.bench.multinom                some minutes; compat.bench does the same
    python -m compat.bench.multinom --rounds 3
    python -m compat.bench.multinom --small        without the large data

Every round fits each model with each program. Coefficients must be R's in all bits and standard
errors within 1e-7, or the exit status is 1. statsmodels' MNLogit (Newton) gives standard errors;
scikit-learn's LogisticRegression (no penalty, lbfgs) does not, so that its time is that of the fit
alone. Both are asked for the maximum itself. pynnet and R stop early with R's default `reltol`:
the models are fitted with a smaller one, and all must reach the same log-likelihood.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from pynnet import model_matrix, multinom

from ..cases import Json
from .measure import Race
from .page import of_models
from .worker import R, Worker
from .workloads import Workload, export, with_factor

__all__ = ["MODELS", "main", "race"]

_REACHING = {"maxit": 1000, "reltol": 1e-9}
_SCIKIT_LEARN_TOL = 1e-6


def _synthetic(rows: int, inputs: int, classes: int) -> Callable[[], pd.DataFrame]:
    """Inputs that fill a cube, and classes drawn from a multinomial model."""

    def frame() -> pd.DataFrame:
        generator = np.random.default_rng(rows + inputs)
        x = generator.random((rows, inputs)) - 0.5
        scores = x @ generator.normal(size=(inputs, classes)) + generator.gumbel(
            size=(rows, classes)
        )
        data = pd.DataFrame(x, columns=[f"x{i + 1}" for i in range(inputs)])
        letters = [chr(ord("a") + k) for k in range(classes)]
        return data.assign(y=pd.Categorical.from_codes(scores.argmax(axis=1), letters))

    return frame


_LARGE = "100,000 × 20 × 5"
MODELS = (
    Workload("birthwt: race", with_factor("birthwt", "race"), "race ~ age + lwt + smoke"),
    Workload(
        "Pima: type (2)",
        with_factor("Pima", "type"),
        "type ~ npreg + glu + bp + skin + bmi + ped",
    ),
    Workload("5,000 × 10 × 4", _synthetic(5000, 10, 4), "y ~ ."),
    Workload(_LARGE, _synthetic(100_000, 20, 5), "y ~ ."),
)


class _Model:
    """One model, fitted by each of the libraries in this process."""

    def __init__(self, workload: Workload, request: Json) -> None:
        self._formula, self._request = workload.formula, request
        self._data = workload.frame()
        response = workload.formula.split(" ~ ")[0]
        self._y = self._data[response].cat.codes.to_numpy()

    def pynnet(self) -> Json:
        request = self._request
        before = time.perf_counter()
        fit = multinom(
            self._formula,
            self._data,
            maxit=request["maxit"],
            reltol=request["reltol"],
            trace=False,
        )
        fitted_at = time.perf_counter()
        se = np.sqrt(np.diag(fit.vcov().to_numpy()))
        return {
            "fit": fitted_at - before,
            "errors": time.perf_counter() - fitted_at,
            "value": fit.value.hex(),
            "wts": [w.hex() for w in fit.wts.tolist()],
            "se": [v.hex() for v in se.tolist()],
        }

    def statsmodels(self) -> Json:
        from statsmodels.discrete.discrete_model import MNLogit

        before = time.perf_counter()
        x = model_matrix(self._formula, self._data)
        fit = MNLogit(self._y, x.to_numpy()).fit(method="newton", maxiter=100, disp=False)
        fitted_at = time.perf_counter()
        _ = fit.bse
        return {
            "fit": fitted_at - before,
            "errors": time.perf_counter() - fitted_at,
            "value": float(-fit.llf).hex(),
        }

    def scikit_learn(self) -> Json:
        from sklearn.linear_model import LogisticRegression

        before = time.perf_counter()
        x = model_matrix(self._formula, self._data).to_numpy()[:, 1:]
        model = LogisticRegression(C=np.inf, tol=_SCIKIT_LEARN_TOL, max_iter=10_000)
        model.fit(x, self._y)
        seconds = time.perf_counter() - before
        p = model.predict_proba(x)[np.arange(len(x)), self._y]
        return {"fit": seconds, "errors": 0.0, "value": float(-np.log(p).sum()).hex()}


def _others() -> list[str]:
    names = {"statsmodels": "statsmodels", "scikit-learn": "sklearn"}
    return [name for name, module in names.items() if importlib.util.find_spec(module)]


def race(workload: Workload, rounds: int, directory: Path) -> Race:
    """Let each program that is there fit a model, in turn."""
    answers: dict[str, list[Json]] = {name: [] for name in ("R", "pynnet", *_others())}
    request = {**export(workload, directory / "columns"), **_REACHING}
    model = _Model(workload, request)
    ours = {
        "pynnet": model.pynnet,
        "statsmodels": model.statsmodels,
        "scikit-learn": model.scikit_learn,
    }
    with Worker(*R, "compat/bench/multinom.R") as r, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        r.ask("load", **request)
        for _ in range(rounds):
            for name, done in answers.items():
                gc.collect()
                time.sleep(0.3)  # until the threads of the library before have gone to sleep
                done.append(r.ask("fit", **_REACHING) if name == "R" else ours[name]())
    return Race(workload.title, answers)


def main() -> int:
    """Measure in turn and print the table."""
    parser = argparse.ArgumentParser(prog="python -m compat.bench.multinom")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    chosen = [m for m in MODELS if not (arguments.small and m.title == _LARGE)]
    with tempfile.TemporaryDirectory() as directory:
        races = [race(workload, arguments.rounds, Path(directory)) for workload in chosen]
    print(of_models(races))
    return 0 if all(one.equal and one.same_maximum for one in races) else 1


if __name__ == "__main__":
    sys.exit(main())
