"""Searches for hyperparameters against R's e1071: recorded, and run there and then."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import pynnet
from pynnet._random import global_stream

from ..cases import Json, load_cases, run_tune
from ..compare import RECORDED, libm_differs, load_record, load_session
from ..compare.fields import unequal
from ..compare.live import require_r, run_r
from ..compare.tune import compare_tune, numeric
from .support import next_bit

_RECORDED = RECORDED / "tune"
_CASES = load_cases("tune")

pytestmark = pytest.mark.usefixtures("stream_put_back")


@functools.cache
def _found(case_id: str) -> Json:
    """What a search finds without workers, which recordings, live R and workers are held to."""
    return run_tune(case_id)


@pytest.mark.parametrize("case_id", _CASES)
def test_search_equals_recording(case_id: str) -> None:
    """Errors, dispersions, choice, model, training sets, text and random stream are R's."""
    theirs = load_record(case_id, _RECORDED)
    fields = compare_tune(theirs, _found(case_id))
    reason = libm_differs(load_session(_RECORDED))
    if reason is None or theirs["tune"] is None:
        assert unequal(fields) == []
        return
    assert unequal([field for field in fields if not numeric(field.name)]) == []
    pytest.skip(reason)


_AHEAD = [
    "iris-cross",
    "iris-bootstrap",
    "iris-grid-wide",
    "iris-validation",
    "mtcars-poly-scale",
    "pima-entropy",
]


@pytest.fixture(scope="module", params=[2, 4] if pynnet.engine() == "c" else ["processes"])
def workers(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """Threads with the kernel; with NumPy processes, which take long to start, for all searches."""
    if request.param != "processes":
        yield {"n_jobs": request.param}
        return
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield {"executor": pool}


@pytest.mark.parametrize("case_id", _AHEAD)
def test_workers_change_nothing(case_id: str, workers: dict[str, Any]) -> None:
    """With several workers every bit and every draw is as with one."""
    assert run_tune(case_id, **workers) == _found(case_id)


# The comparison itself -------------------------------------------------------------------------

_ID = "iris-fix"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda t: next_bit(t["wts"]), "wts"),
        (lambda t: next_bit(t["performances"]["error"]), "performances.error"),
        (lambda t: t["performances"].pop("dispersion"), "performances.names"),
        (lambda t: t["train_ind"][0].reverse(), "train_ind"),
        (lambda t: t["print"].append(""), "print"),
        (lambda t: t["summary"].pop(), "summary"),
        (lambda t: next_bit(t["best_parameters"]["size"]), "best_parameters.size"),
        (lambda t: t.update(wts=None), "wts"),
    ],
)
def test_comparison_sees_a_change_of_one_field(change: Any, field: str) -> None:
    """One bit, one character, one element less: the field differs, and no other."""
    theirs = _found(_ID)
    changed = copy.deepcopy(theirs)
    assert unequal(compare_tune(theirs, theirs)) == []
    change(changed["tune"])
    found = [f.name for f in compare_tune(changed, theirs) if not f.equal]
    assert found == [field]


# Live ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with what R gave just now."""
    require_r("e1071")
    directory = tmp_path_factory.mktemp("live-tune")
    run_r("record/tune.R", directory)
    return directory


@pytest.mark.r
@pytest.mark.parametrize("case_id", _CASES)
def test_search_equals_live(case_id: str, live: Path) -> None:
    """All fields are those of e1071 run there and then."""
    assert libm_differs(load_session(live)) is None
    assert unequal(compare_tune(load_record(case_id, live), _found(case_id))) == []


def test_seed_of_a_call_gives_what_the_global_stream_gives() -> None:
    """``seed=`` is set.seed for one call: same result, and the global stream stays."""
    data, control = pynnet.load_iris(), pynnet.tune_control(sampling="fix")
    call = {"size": [1, 2], "decay": 0.1, "maxit": 200, "control": control}
    before = global_stream().state.tolist()
    one = pynnet.tune_nnet("Species ~ .", data, seed=3, **call)
    assert global_stream().state.tolist() == before
    pynnet.set_seed(3)
    other = pynnet.tune_nnet("Species ~ .", data, **call)
    assert one.performances.equals(other.performances)
    assert (one.best_model.wts == other.best_model.wts).all()
