"""Arrays of the user that keep their memory while they are read."""

from __future__ import annotations

import weakref

import numpy as np

from pynnet._ground import AnyArray

__all__ = ["pinned"]


class _Pin(np.ndarray):
    """Stands between a view and the array that owns the memory, to which it holds on."""

    owner: weakref.ref[AnyArray]


def pinned(array: AnyArray) -> AnyArray:
    """View of an array whose memory stays where it is as long as the view lives.

    Fits read what was passed with Python's lock released. Meanwhile another thread may call
    ``x.resize(..., refcheck=False)``, which frees what is being read; but NumPy refuses to resize
    an array to which there is a weak reference.
    """
    owner = array
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    pin = array.view(_Pin).view()  # twice, or the base of the result is the array itself
    pin.owner = weakref.ref(owner)
    return pin.view(np.ndarray)
