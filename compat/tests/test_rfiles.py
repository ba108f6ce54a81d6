"""Fits that live R saves are read, and predict as R does; fits written here do so in R."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pynnet import DataError, FormulaError, write_rds

from ..cases import load_cases
from ..compare.live import require_r, run_r
from ..compare.rfiles import disagreements, plain_objects, written, written_own

pytestmark = pytest.mark.r

# Fits of R's that are refused, with the difference that says why.
_REFUSED = {
    "nnet-mix-no-inputs": (DataError, "do not join 0 inputs"),  # D15
    "nnet-mix-size-fraction": (DataError, "whole numbers"),  # D7
    "nnet-mix-response-as-predictor": (FormulaError, "no response to predict from"),  # D27
}
_LEAST = {"nnet": 180, "multinom": 90, "tune": 2}  # fits of each kind


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory of the fits that R saved just now."""
    require_r("e1071")
    directory = tmp_path_factory.mktemp("rfiles")
    run_r("compare/rfiles.R", Path("save"), directory)
    return directory


def test_saved_fits_predict_as_in_r(saved: Path) -> None:
    """Predictions and coefficients in all bits, prints in all characters."""
    paths = sorted(saved.glob("*.rds"))
    for kind, least in _LEAST.items():
        assert sum(path.name.startswith(kind) for path in paths) >= least
    wrong = {p.stem: disagreements(p) for p in paths if p.stem not in _REFUSED}
    assert {name: what for name, what in wrong.items() if what} == {}


@pytest.mark.parametrize("name", _REFUSED)
def test_what_differs_from_r_is_refused(name: str, saved: Path) -> None:
    """With the reason, when it is read or when it is to predict."""
    error, words = _REFUSED[name]
    with pytest.raises(error, match=words):
        disagreements(saved / f"{name}.rds")


def _cases_fitted_here(saved: Path) -> list[tuple[str, str]]:
    """Kind and id of the cases that R saved, without those that are meant to differ."""
    return [
        (kind, case_id)
        for kind in ("nnet", "multinom")
        for case_id, case in load_cases(kind).items()
        if (saved / f"{kind}-{case_id}.rds").exists() and "difference" not in case
    ]


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")
def test_written_fits_predict_in_r_as_its_own(saved: Path) -> None:
    """R's answers about them are identical to those about its own: numbers, classes, texts.

    About those it saved, read and written here, and those of the same cases fitted here.
    """
    paths = [p for p in sorted(saved.glob("*.rds")) if p.stem not in _REFUSED]
    for path in paths:
        written(path)
    own = [written_own(*name, saved) for name in _cases_fitted_here(saved)]
    assert len(own) > 200
    run_r("compare/rfiles.R", Path("check"), saved)
    answers = json.loads((saved / "answers.json").read_text(encoding="utf-8"))
    assert len(answers) == len(paths) + len(own)
    assert {name: what for name, what in answers.items() if what} == {}


def test_written_objects_are_identical_in_r(tmp_path: Path) -> None:
    """Frames, vectors, factors, matrices, lists: what R itself would have made."""
    require_r("e1071")
    write_rds(plain_objects(), tmp_path / "plain.ours.rds")
    run_r("compare/rfiles.R", Path("plain"), tmp_path)
    answers = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert answers["differ"] == []
    assert answers["names"] == []
    assert answers["count"] == [len(plain_objects())]
