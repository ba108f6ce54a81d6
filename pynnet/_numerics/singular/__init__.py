"""Singular values and right singular vectors, in the order of operations of LAPACK."""

from .decomposition import MOST_SINGULAR_VALUES, right_singular_vectors

__all__ = ["MOST_SINGULAR_VALUES", "right_singular_vectors"]
