"""Arrays that are read cannot be resized meanwhile."""

import gc

import numpy as np
import pytest

from pynnet._data.arrays import as_matrix
from pynnet._data.pinned import pinned
from pynnet._data.reading import as_column

ARRAYS = {
    "matrix": np.arange(6.0).reshape(3, 2),
    "read only": np.frombuffer(np.arange(4.0).tobytes()),
    "strided": np.arange(12.0).reshape(3, 4)[::2, ::-1],
    "Fortran": np.asfortranarray(np.arange(6.0).reshape(3, 2)),
    "foreign order": np.arange(3, dtype=">f8"),
    "booleans": np.array([True, False]),
    "one number": np.array(3.0),
    "no rows": np.ones((0, 3)),
    "broadcast": np.broadcast_to(np.arange(3.0), (4, 3)),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_pinned_array_is_a_plain_view(name):
    """Values, layout and type are those of the array."""
    array = ARRAYS[name]
    view = pinned(array)
    assert type(view) is np.ndarray
    assert (view.dtype, view.shape, view.strides) == (array.dtype, array.shape, array.strides)
    assert view.flags.writeable == array.flags.writeable
    assert np.array_equal(view, array)


@pytest.mark.parametrize(
    "read",
    [
        pinned,
        lambda x: pinned(x)[::2],
        lambda x: pinned(x[1:][::-1]),
        lambda x: as_matrix(x, "x").values,
        lambda x: as_column(x, "x"),
    ],
)
def test_array_cannot_be_resized_as_long_as_it_is_read(read):
    """Neither the array nor the one that it looks into; afterwards both can."""
    x = np.arange(5.0)
    view = read(x)
    with pytest.raises(ValueError, match="cannot resize an array"):
        x.resize(100_000, refcheck=False)
    assert view.sum() in (x.sum(), x[::2].sum())
    del view
    gc.collect()
    x.resize(3, refcheck=False)
    assert x.tolist() == [0, 1, 2]
