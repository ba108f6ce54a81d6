"""Uniform numbers that can be put back."""

from __future__ import annotations

import numpy as np
import pytest

from pynnet import RRandom
from pynnet._random.rewindable import RewindableUniforms
from pynnet._random.stream import GeneratorStream

from ..support import assert_same_bits


def streams():
    """R's generator and one of NumPy's."""
    return RRandom(1), GeneratorStream(np.random.default_rng(1))


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("seed", range(5))
def test_rewindable_uniforms_are_those_of_the_stream(which, seed):
    """However many are drawn at once, put back and promised to stay; and it ends where it says."""
    expected = streams()[which].unif_rand(60_000)
    stream, chance = streams()[which], np.random.default_rng(seed)
    numbers, needed_from = RewindableUniforms(stream), 0
    while numbers.position < 50_000:
        before = numbers.position
        n = int(chance.choice([0, 1, 30, 5000]))
        assert_same_bits(numbers.unif_rand(n), expected[before : before + n])
        numbers.position = int(chance.integers(needed_from, numbers.position + 1))
        if chance.random() < 0.5:
            needed_from = int(chance.integers(needed_from, numbers.position + 1))
            numbers.keep_from(needed_from)
        if chance.random() < 0.9:
            numbers.position = max(numbers.position, before)
    end = numbers.position
    numbers.settle()
    assert_same_bits(stream.unif_rand(20), expected[end : end + 20])
