"""Text of polars is read when somebody asks for it, and is then as if it had been all along."""

import copy
import pickle
import threading

import numpy as np
import pandas as pd
import pytest

from pynnet import nnet
from pynnet._data.foreign import to_pandas, unread
from tests.support import interop

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(
        not isinstance(pd.api.types.pandas_dtype("str"), pd.StringDtype),
        reason="before pandas 3 text is objects",
    ),
]

TEXTS = ["a", None, "", "é" * 30, "日本", "a"]


def series():
    """Text of several kinds and lengths in several forms."""
    polars = interop("polars")
    whole = polars.Series("t", TEXTS * 3)
    return {
        "whole": whole,
        "part": whole[3:11],
        "chunks": polars.concat([whole, whole[:0], whole[2:5]], rechunk=False),
        "empty": whole[:0],
        "missing": polars.Series("t", [None] * 3, dtype=polars.String),
    }


def text_of(given):
    """The array that a Series of polars becomes."""
    array = to_pandas(given, "x").array
    assert "_pa_array" not in vars(array), "it has been read"
    return array


QUESTIONS = {
    "list": list,
    "repr": repr,
    "str": str,
    "missing": lambda a: a.isna().tolist(),
    "objects": lambda a: np.asarray(a, dtype=object).tolist(),
    "pickle": lambda a: list(pickle.loads(pickle.dumps(a))),
    "pickle, bytes": lambda a: len(pickle.dumps(a)),
    "copy": lambda a: list(a.copy()),
    "shallow copy": lambda a: list(copy.copy(a)),
    "deep copy": lambda a: list(copy.deepcopy(a)),
    "view": lambda a: list(a.view()),
    "slice": lambda a: list(a[1:3]),
    "factor": lambda a: list(a.astype("category")),
    "codes": lambda a: a.factorize()[0].tolist(),
    "equals": lambda a: a.equals(pd.array(list(a), dtype="str")),
    "same": lambda a: (a == "a").tolist(),
    "hash": lambda a: pd.util.hash_array(a).tolist(),
    "length": len,
    "type": lambda a: (a.dtype, a.shape, hasattr(a, "unknown")),
    "another": lambda a: type(type(a)._from_sequence(["q"], dtype=a.dtype)),
    "rows": lambda a: list(pd.concat([pd.Series(a), pd.Series(a)])),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_text_that_was_read(question):
    ask = QUESTIONS[question]
    for form, given in series().items():
        usual = pd.array(given.to_list(), dtype="str")
        assert repr(ask(text_of(given))) == repr(ask(usual)), form


def test_what_was_read_is_of_pandas_own_class():
    array = text_of(series()["whole"])
    view = array.view()
    assert array.isna().sum() == 3
    assert type(array) is pd.arrays.ArrowStringArray
    assert vars(array).keys() == vars(pd.array(["a"], dtype="str")).keys()
    assert view.__arrow_array__() is array.__arrow_array__()  # they share one text


def test_what_is_written_stays_in_one():
    array = text_of(series()["whole"])
    view, copied = array.view(), array.copy()
    array[0] = "new"
    assert (array[0], view[0], copied[0]) == ("new", "a", "a")


def test_later_changes_of_the_frame_change_nothing():
    polars = interop("polars")
    column = polars.Series("t", TEXTS)
    frame = polars.DataFrame({"t": column})
    arrays = text_of(column), to_pandas(frame, "data")["t"]
    column[0] = frame[0, "t"] = "new"
    column.append(polars.Series("t", ["more"]))
    del column, frame
    usual = repr(list(pd.array(TEXTS, dtype="str")))
    assert [repr(list(array)) for array in arrays] == [usual] * 2


def test_threads_read_the_same():
    for _ in range(50):
        array = text_of(series()["whole"])
        together, found = threading.Barrier(4), []

        def ask(given, together=together, found=found):
            together.wait()
            found.append((len(given), given.copy()[0], given[3], hasattr(given, "unknown")))

        threads = [
            threading.Thread(target=ask, args=(given,))
            for given in (array, array.view(), array, array.copy())
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [(18, "a", "é" * 30, False)] * 4


def test_a_fit_reads_the_text_that_it_uses(monkeypatch):
    """To write a million texts takes as long as half of a small fit."""
    polars = interop("polars")
    rows = 20_001  # of fewer values copies are kept
    numbers = np.arange(rows) % 7 / 7
    data = polars.DataFrame({"y": numbers, "x": numbers**2, "t": ["a", "b", "c"] * (rows // 3)})
    read, in_a_row = [], unread._Views.in_a_row
    monkeypatch.setattr(unread._Views, "in_a_row", lambda v: (read.append(v), in_a_row(v))[1])
    options = {"size": 1, "maxit": 1, "seed": 1, "trace": False}
    with pytest.warns(match="without convergence|maxit"):
        fit = nnet("y ~ x", data, **options)
    fit.predict(data)
    assert not read
    with pytest.warns(match="without convergence|maxit"):
        nnet("y ~ t", data, **options)
    assert read


def test_older_libraries_read_at_once(monkeypatch):
    monkeypatch.setattr(unread, "_newest_form", lambda _: None)
    array = to_pandas(series()["whole"], "x").array
    assert type(array) is pd.arrays.ArrowStringArray
    assert list(array.isna()) == [False, True, False, False, False, False] * 3
