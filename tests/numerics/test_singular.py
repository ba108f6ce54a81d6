"""Singular values and right vectors: every bit as R's svd() with the reference LAPACK and BLAS."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import linalg

from pynnet._numerics import right_singular_vectors
from pynnet._numerics.singular.bidiagonal import ascending_vectors
from pynnet._numerics.singular.householder import reflection
from pynnet._numerics.singular.rotations import rotation, triangle

from ..support import RECORDINGS, assert_same_bits, recorded, singular_cases

LAPACKS = {"3.11": False, "3.12.1": True}
RANDOM = np.random.default_rng(20261130)


@pytest.mark.parametrize("version", LAPACKS)
def test_recorded_matrices(version):
    """Tall, square and wide, of full rank and not, of tiny, huge and mixed numbers: R's bits."""
    theirs = recorded(f"singular/{version}.json", "cases")
    ours = singular_cases(lambda x: right_singular_vectors(x, first_last=LAPACKS[version]))
    assert len(theirs) == 306
    assert [case for case in theirs if case not in ours] == []


def test_recordings_are_of_the_versions_that_are_followed():
    """A file for each."""
    assert sorted(path.stem for path in (RECORDINGS / "singular").iterdir()) == sorted(LAPACKS)


@pytest.mark.parametrize("first_last", [False, True])
@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (3, 9), (6, 5), (40, 7), (1, 4), (4, 1)])
def test_product_is_the_matrix(shape, first_last):
    """Vectors are orthogonal, and what x makes of them is as long as the singular values."""
    x = RANDOM.normal(size=shape)
    kept = x.copy()
    values, vectors = right_singular_vectors(x, first_last=first_last)
    assert_same_bits(x, kept)
    assert np.allclose(vectors @ vectors.T, np.eye(min(shape)), atol=1e-14)
    assert np.allclose(values, linalg.svdvals(x), rtol=1e-13)
    assert np.allclose(np.linalg.norm(x @ vectors.T, axis=0), values, rtol=1e-13)


def test_zeros():
    """A matrix of zeros has the axes for vectors."""
    values, vectors = right_singular_vectors(np.zeros((3, 2)), first_last=False)
    assert_same_bits(values, [0.0, 0.0])
    assert_same_bits(vectors, np.eye(2))


@pytest.mark.parametrize(
    "x", [[3e-310, 4e-310], [3e300, 4e300], [3e-200, 4.0], [3e-200, 4e200], [3e-160, 4e-160]]
)
def test_reflection_of_extreme_numbers(x):
    """Lengths neither overflow nor vanish."""
    with np.errstate(over="ignore"):
        first = reflection(np.array(x)).first
    assert first == pytest.approx(-math.hypot(*x), rel=1e-13)


@pytest.mark.parametrize("g", [0.0, 1e-320, 1e-200, 1.0, 1e200, 1e308])
@pytest.mark.parametrize("f", [0.0, 1e-310, -1.0, 1e-170, 1e300])
def test_rotation_of_extreme_numbers(f, g):
    """The second number vanishes, the first has the length of both."""
    c, s, r = rotation(f, g)
    assert abs(r) == pytest.approx(math.hypot(f / 4, g / 4) * 4, rel=1e-13)
    assert math.hypot(c, s) == pytest.approx(1.0)


@pytest.mark.parametrize("h", [0.0, -0.5, 2.0])
@pytest.mark.parametrize("g", [0.0, 1e-20, 3.0, 1e20])
@pytest.mark.parametrize("f", [1e-10, -1.0, 2.0])
def test_triangle_of_two_rows(f, g, h):
    """Its singular values are those of the matrix; the rotation gives the right vectors."""
    least, largest, c, s = triangle(f, g, h)
    values = linalg.svdvals([[f, g], [0.0, h]])
    assert abs(largest) == pytest.approx(values[0], rel=1e-14)
    assert abs(least * largest) == pytest.approx(abs(f * h), rel=1e-14)
    rotated = np.array([[f, g], [0.0, h]]) @ [c, s]
    assert np.linalg.norm(rotated) == pytest.approx(values[0], rel=1e-14)


def test_values_that_do_not_converge_are_an_error():
    """A matrix of NaN, which nobody should pass, ends."""
    with pytest.raises(ArithmeticError, match="do not converge"):
        ascending_vectors([math.nan] * 4, [math.nan] * 3, np.eye(4).tolist())
