"""Processes that live as long as the benchmark and answer requests, one JSON object a line.

``worker.R`` is the same in R. Each side reads the data once and times its own call, so that neither
starting a process nor carrying data counts.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pynnet import engine, nnet, set_seed

from .. import CHECKOUT
from ..cases import Json

__all__ = ["R", "Worker", "read_columns", "serve"]

SHORT = 0.25  # seconds for which calls are repeated; worker.R has the same
R = ("Rscript", "--vanilla", "compat/bench/worker.R")  # a script after it answers other requests


class Worker:
    """A process that answers requests.

    Parameters
    ----------
    *command : str
        The program; Python's own if it begins with ``-m``.
    **environment : str
        Environment variables to set.
    """

    def __init__(self, *command: str, **environment: str) -> None:
        program = [sys.executable, *command] if command[0] == "-m" else list(command)
        self._process = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=CHECKOUT,
            env={**os.environ, **environment},
        )

    def ask(self, do: str, **request: Any) -> Json:
        """Send a request and wait for the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        return json.loads(answer)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()  # ends the input, and so the process


def serve(**answers: Callable[[Json], Json]) -> None:
    """Answer requests until the input ends."""
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(answers[request["do"]](request)), flush=True)


def read_columns(request: Json) -> pd.DataFrame:
    """Read the data that a request describes."""
    columns: dict[str, Any] = {}
    with Path(request["path"]).open("rb") as file:
        for column in request["columns"]:
            numbers = np.fromfile(file, "f8" if column["levels"] is None else "i4", request["rows"])
            if column["levels"] is None:
                columns[column["name"]] = numbers
            else:
                columns[column["name"]] = pd.Categorical.from_codes(numbers - 1, column["levels"])
    return pd.DataFrame(columns)


class _Fits:
    """What pynnet answers."""

    def load(self, request: Json) -> Json:
        self._request, self._data = request, read_columns(request)
        return {}

    def fit(self, request: Json) -> Json:
        """Time the whole call, and what reading the fitted values and residuals adds.

        Short calls are repeated for a while; the seconds are those of one.
        """
        arguments = {**self._request["args"], "threads": request.get("threads")}
        gc.collect()
        calling, calls = 0.0, 0
        while calling < SHORT:
            set_seed(self._request["seed"])
            before = time.perf_counter()
            fit = nnet(self._request["formula"], data=self._data, **arguments)
            calling += time.perf_counter() - before
            calls += 1
        before = time.perf_counter()
        fitted = np.asarray(fit.fitted_values)
        _ = fit.residuals
        reading = time.perf_counter() - before
        return {
            "seconds": calling / calls,
            "reading": reading,
            "value": fit.value.hex(),
            "wts": [weight.hex() for weight in fit.wts.tolist()],
            "fitted": _md5(fitted.ravel(order="F")),
            "counts": fit.counts,
        }

    def mark(self, _: Json) -> Json:
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        return {"bytes": _memory("VmRSS")}

    def peak(self, _: Json) -> Json:
        return {"bytes": _memory("VmHWM")}


def _md5(values: np.ndarray) -> str:
    """As ``record/lib.R`` computes it."""
    return hashlib.md5(values.astype(">f8").tobytes(), usedforsecurity=False).hexdigest()


def _memory(field: str) -> int:
    """A line of the process's status, in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{field}:"):
            return 1024 * int(line.split()[1])
    raise LookupError(field)


def main() -> None:
    """Answer what is asked on standard input."""
    fits = _Fits()
    serve(
        load=fits.load,
        fit=fits.fit,
        mark=fits.mark,
        peak=fits.peak,
        engine=lambda _: {"engine": engine()},
    )


if __name__ == "__main__":
    main()
