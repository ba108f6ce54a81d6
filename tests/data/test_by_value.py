"""Values are kept as they are now."""

import numpy as np
import pandas as pd
import pytest

from pynnet import ArgumentError
from pynnet._data.by_value import by_value


def in_itself():
    """A list that holds itself."""
    x = []
    x.append(x)
    return x


def deep():
    """A list in a list in a list."""
    x = []
    for _ in range(100_000):
        x = [x]
    return x


def test_copies_are_not_changed_with_what_they_were_made_of():
    """Arrays, frames and lists, and what is in them; all else is kept itself."""
    array, frame = np.arange(3.0), pd.DataFrame({"x": [1.0, 2.0]})
    kept = by_value({"list": [array], "pair": (frame, len)})
    array[0] = 7
    frame.loc[0, "x"] = 7
    assert kept["list"][0].tolist() == [0, 1, 2]
    assert kept["pair"][0]["x"].tolist() == [1, 2]
    assert kept["pair"][1] is len


@pytest.mark.parametrize("make", [in_itself, deep])
@pytest.mark.parametrize("put", [lambda x: x, lambda x: (x,), lambda x: {"x": x}])
def test_bottomless_lists_are_refused(make, put):
    """Not by Python's RecursionError, which says nothing of the value."""
    with pytest.raises(ArgumentError, match="lists stand in one another too deeply"):
        by_value(put(make()))
