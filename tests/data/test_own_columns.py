"""The columns of small frames: by value, whatever pandas stores them as."""

import numpy as np
import pandas as pd
import pytest

from pynnet import multinom
from pynnet._data import named_columns
from pynnet._data.own_columns import OwnColumns, own_columns


def _frame() -> pd.DataFrame:
    """Columns of all kinds of blocks: several in one, one alone, of NumPy and of extensions."""
    numbers = np.asfortranarray(np.arange(12.0).reshape(4, 3))
    frame = pd.DataFrame(numbers, columns=["a", "b", "c"])
    return frame.assign(
        day=pd.date_range("2020-01-01", periods=4),
        later=pd.date_range("2021-01-01", periods=4),
        zone=pd.date_range("2021-01-01", periods=4, tz="UTC"),
        k=[1, 2, 3, 4],
        g=pd.Categorical(["x", "y", "x", None]),
        text=["p", None, "q", "r"],
        things=np.array([1, "s", None, 2.0], dtype=object),
        nullable=pd.array([1, None, 3, 4], dtype="Int64"),
        flag=[True, False, True, True],
    )


def test_all_columns_are_what_pandas_shows() -> None:
    """Each column has the values and the type that the frame shows, in the order of the names."""
    frame = _frame()
    columns = own_columns(frame, list(frame.columns))
    assert columns is not None
    assert list(columns) == list(frame.columns)
    for name, values in columns.items():
        pd.testing.assert_series_equal(pd.Series(values), frame[name], check_names=False)


def test_nothing_is_shared_with_the_frame() -> None:
    """What is written to the array behind a frame later does not reach the columns."""
    numbers = np.arange(6.0).reshape(3, 2)
    frame = pd.DataFrame(numbers, columns=["a", "b"], copy=False)
    columns = own_columns(frame, ["a", "b"])
    assert columns is not None
    numbers[:] = -1
    assert columns["a"].tolist() == [0, 2, 4]
    with pytest.raises(ValueError, match="read-only"):
        columns["a"][0] = 1


def test_other_frames_are_read_column_by_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large frames are not copied; where pandas shows no blocks, small ones are not either."""
    large = pd.DataFrame(np.zeros((10_001, 2)), columns=["a", "b"])
    assert own_columns(large, ["a", "b"]) is None
    small = _frame()
    assert isinstance(named_columns(small)._stored, OwnColumns)
    monkeypatch.setattr("pynnet._data.frames.own_columns", lambda frame, names: None)  # noqa: ARG005
    assert not isinstance(named_columns(small)._stored, OwnColumns)
    assert named_columns(small).column("k").tolist() == [1, 2, 3, 4]


def test_fits_do_not_depend_on_how_a_frame_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fit has the same bits, labels and data with and without the copies."""
    rows = np.arange(40)
    data = pd.DataFrame(
        {"y": np.array(list("abc"))[rows * 7 % 3], "x": np.sin(rows), "n": rows % 5},
        index=[f"r{i}" for i in rows],
    )
    fit = multinom("y ~ x + n", data, trace=False)
    monkeypatch.setattr("pynnet._data.frames.own_columns", lambda frame, names: None)  # noqa: ARG005
    again = multinom("y ~ x + n", data, trace=False)
    assert fit.wts.tobytes() == again.wts.tobytes()
    pd.testing.assert_frame_equal(fit.fitted_values, again.fitted_values)
    for column in ("y", "x", "n"):
        kept = [f.call.data.rows(slice(None))[column] for f in (fit, again)]
        pd.testing.assert_series_equal(*kept)
