"""Singular values and right singular vectors, in the order of operations of LAPACK."""

from .decomposition import LAPACK_VERSIONS, MOST_SINGULAR_VALUES, right_singular_vectors

__all__ = ["LAPACK_VERSIONS", "MOST_SINGULAR_VALUES", "right_singular_vectors"]
