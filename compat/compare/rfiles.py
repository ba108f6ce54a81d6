"""Fits that R saved, against what R says of them; and what R says of them when written here."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pynnet import FitWarning, Multinom, RWarning, Tune, read_rds, set_seed, write_rds

from ..cases import capture, fit_multinom, fit_nnet, load_cases, read_data

__all__ = ["disagreements", "plain_objects", "written", "written_own"]

_TOLD = ("coef", "vcov", "print", "summary", "search")
_SURE = 1e-7  # of covariances: the last digits are those of the library for singular values (D85)


def disagreements(path: Path) -> list[str]:
    """What of a saved fit differs from R: predictions in all bits, texts in all characters."""
    saved, fit = _read(path)
    answers, newdata = saved["answers"], saved["newdata"]
    first, *others = answers.items() if isinstance(answers, dict) else answers
    model = fit.best_model if isinstance(fit, Tune) else fit
    wrong = []
    if first[1] is not None and not _equal(_predictions(model, newdata, "numbers"), first[1]):
        wrong.append("predictions")
    if others[0][1] is not None and _classes(model, newdata) != list(others[0][1]):
        wrong.append("classes")
    given = dict(others)
    wrong += [
        name
        for name in ("coef", "vcov", "print", "summary", "search")
        if _differs(name, given, fit)
    ]
    return wrong


def written(path: Path) -> Path:
    """Write a saved fit anew; return the file."""
    _, fit = _read(path)
    ours = path.with_suffix(".ours.rds")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        write_rds(fit, ours)
    return ours


def written_own(kind: str, case_id: str, directory: Path) -> Path:
    """Fit a case here and write what comes of it; return the file."""
    case = load_cases(kind)[case_id]
    data = read_data(case["data"])
    set_seed(case["seed"])
    fit, _ = capture(lambda: (fit_nnet if kind == "nnet" else fit_multinom)(case, data))
    path = directory / f"{kind}-{case_id}.own.rds"
    write_rds(fit, path)
    return path


def plain_objects() -> dict[str, Any]:
    """What `rfiles.R` makes in R under the same names."""
    zone = "Europe/Berlin"
    frame = pd.DataFrame(
        {
            "x": [0.1, np.nan, -np.inf],
            "i": pd.array([1, None, -2], dtype="Int64"),
            "big": pd.array([1, 2**40, None], dtype="Int64"),
            "l": pd.array([True, None, False], dtype="boolean"),
            "s": ["a", None, "ü"],
            "f": pd.Categorical(["b", None, "a"], categories=["b", "a", "c"]),
            "o": pd.Categorical(["lo", "hi", "lo"], categories=["lo", "hi"], ordered=True),
            "d": pd.to_datetime(["2020-02-29", None, "1969-12-31"]),
            "t": pd.to_datetime([1582979696.25, np.nan, -1.0], unit="s", utc=True).tz_convert(zone),
        },
        index=["r1", "r2", "r3"],
    )
    return {
        "frame": frame,
        "automatic": pd.DataFrame({"x": [1.0, 2.0]}),
        "numbered": pd.DataFrame({"x": [2.0, 1.0]}, index=[2, 1]),
        "doubles": np.array([0.1, np.nan, np.inf, -0.0]),
        "named": pd.Series([0.1, None], index=["a", "b"]),
        "integers": np.arange(1, 4),
        "truths": np.array([True, False]),
        "texts": np.array(["a", None], dtype=object),
        "matrix": np.arange(1, 7).reshape(2, 3, order="F"),
        "cube": np.arange(1.0, 25.0).reshape((2, 3, 4), order="F"),
        "null": None,
        "list": [1.0, "two", []],
        "raw": b"\x01\x02\x03",
        "complex": 1 + 2j,
        "none": pd.NA,
        "factor": pd.Categorical(["u", "v"]),
        "difference": pd.Timedelta(1.5, "s"),
        "empty": {},
    }


def _read(path: Path) -> tuple[Any, Any]:
    saved = read_rds(path)
    return saved, saved["fit"]


def _predictions(model: Any, newdata: Any, kind: str) -> Any:
    """Numbers that a model predicts; None where it refuses, as R does."""
    word = "class" if kind == "classes" else "probs" if isinstance(model, Multinom) else "raw"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        warnings.simplefilter("ignore", RWarning)
        return model.predict(newdata, word, seed=1)


def _classes(model: Any, newdata: Any) -> list[str | None]:
    """Classes as R's texts."""
    texts = {True: "TRUE", False: "FALSE"}
    if model.lev == ("0", "1"):  # of an entropy fit of logicals, see D45
        texts = {True: "1", False: "0"}
    predicted = np.asarray(_predictions(model, newdata, "classes"), dtype=object)
    return [
        None if pd.isna(x) else texts.get(x, str(x)) if isinstance(x, bool) else str(x)
        for x in predicted
    ]


def _equal(ours: Any, theirs: Any) -> bool:
    """Whether numbers have the same bits, whatever their shape; missing is missing."""
    a, b = (np.asarray(x, dtype=float).ravel() for x in (ours, theirs))
    return np.array_equal(a, b, equal_nan=True) and np.array_equal(np.signbit(a), np.signbit(b))


def _differs(name: str, answers: dict[str, Any], fit: Any) -> bool:
    theirs = answers.get(name)
    if theirs is None:
        return False
    model = fit.best_model if isinstance(fit, Tune) else fit
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FitWarning)
        if name == "coef":
            return not _equal(model.coef(), theirs)
        if name == "vcov":
            return not _close(model.vcov(), theirs)
        made = {"print": lambda: model, "summary": lambda: model.summary(), "search": fit.summary}
        return _text(str(made[name]())) != _text("\n".join(theirs))


def _close(ours: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    errors = np.sqrt(np.abs(np.diag(theirs)))
    difference = np.abs(ours.to_numpy() - theirs.to_numpy())
    named = list(ours.index) == list(theirs.index)
    return named and bool((difference <= _SURE * np.outer(errors, errors)).all())


def _text(text: str) -> list[str]:
    """Lines of a text, without the call, which the fits here are shown without."""
    lines = text.split("\n")
    if lines[0] == "Call:":
        lines = lines[lines.index("") :]
    return [line.rstrip() for line in lines]
