"""The options of a fit, which are remembered by their values."""

import numpy as np
import pytest

from pynnet import ArgumentError
from pynnet._nnet.options import Options


def test_equal_values_of_other_types_are_not_mixed_up() -> None:
    """1, 1.0 and True are equal, but a flag is none of the numbers, and types stay as given."""
    assert Options.checked({"size": 1, "skip": True}).skip is True
    with pytest.raises(ArgumentError, match="skip"):
        Options.checked({"size": 1, "skip": 1})
    for abstol in (1, 1.0, 1):
        options = Options.checked({"size": 1, "abstol": abstol})
        assert type(options.abstol) is type(abstol)
        assert type(options.changed(softmax=True).abstol) is type(abstol)


def test_zeros_are_alike() -> None:
    """0 has no sign, whichever came first."""
    for decay in (-0.0, 0.0, -0.0):
        assert not np.signbit(Options.checked({"size": 1, "decay": decay}).decay)


def test_changed_options_differ_in_nothing_else() -> None:
    """All but the flags is kept, decays of their own for each weight too."""
    options = Options.checked({"size": 2, "decay": [0.0, 0.5], "maxit": 7})
    changed = options.changed(entropy=True, censored=False)
    assert (changed.entropy, changed.maxit, changed.size) == (True, 7, 2)
    assert isinstance(changed.decay, np.ndarray)
    assert changed.decay.tolist() == [0.0, 0.5]
    assert not options.entropy
