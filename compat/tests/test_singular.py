"""Singular values and vectors of pynnet against R's svd(), run there and then."""

from __future__ import annotations

import pytest

from ..compare.live import lapack_compared, live_session, require_r


@pytest.mark.r
def test_svd_of_this_r_is_one_of_those_recorded() -> None:
    """All bits of 306 matrices; tests/numerics/test_singular.py holds pynnet to the recordings."""
    require_r()
    assert lapack_compared() is not None, (
        f"LAPACK {live_session()['LAPACK']} adds in an order that is not known. Choose the "
        "reference LAPACK (Debian: liblapack3), or record it by compat/record/singular.R and "
        "follow it."
    )
