"""The fit of every case comes back from JSON: the same text again, predictions in all bits."""

from __future__ import annotations

from typing import Any

import pytest

import pynnet
from pynnet import Multinom, PynnetError, from_json

from ..cases import capture, fit_multinom, fit_nnet, load_cases, read_data
from ..cases.describing import array_json, classes_json
from ..cases.tune import search_case, search_json

_CASES = [(kind, case_id) for kind in ("nnet", "multinom") for case_id in load_cases(kind)]


def _predictions(fit: Any, newdata: Any) -> list[Any]:
    """Numbers and classes for new data, or the words of what is refused."""
    numbers = "probs" if isinstance(fit, Multinom) else "raw"
    pynnet.set_seed(1)  # classes may tie
    found: list[Any] = []
    for kind in (numbers, "class"):
        try:
            values = fit.predict(newdata, kind)
        except PynnetError as refusal:
            found.append(str(refusal))
        else:
            found.append(classes_json(values, fit.lev) if kind == "class" else array_json(values))
    return found


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")
@pytest.mark.parametrize(("kind", "case_id"), _CASES)
def test_case_comes_back_from_json(kind: str, case_id: str) -> None:
    """With its data and without: what it predicts and prints, and what is written of it again."""
    case = load_cases(kind)[case_id]
    data = read_data(case["data"])
    pynnet.set_seed(case["seed"])
    fit, got = capture(lambda: (fit_nnet if kind == "nnet" else fit_multinom)(case, data))
    if fit is None:
        assert got["error"]
        return
    newdata = data if fit.terms is not None else None
    for kept in (True, False):
        text = fit.to_json(data=kept)
        back = from_json(text)
        assert back.to_json() == text
        assert (repr(back), repr(back.summary())) == (repr(fit), repr(fit.summary()))
        if kept or newdata is not None:
            assert _predictions(back, newdata) == _predictions(fit, newdata)


@pytest.mark.filterwarnings("ignore::pynnet.FitWarning", "ignore::pynnet.RWarning")
@pytest.mark.parametrize("case_id", load_cases("tune"))
def test_search_comes_back_from_json(case_id: str) -> None:
    """Tables, training sets, choice and best model."""
    case = load_cases("tune")[case_id]
    pynnet.set_seed(case["seed"])
    found, got = capture(lambda: search_case(case))
    if found is None:
        assert got["error"]
        return
    text = found.to_json()
    back = from_json(text)
    assert back.to_json() == text
    assert search_json(back) == search_json(found)
