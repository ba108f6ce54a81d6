"""Whether a session of R adds as the one that recorded, which its BLAS decides.

The last bits of `poly`, `ns`, `contr.poly` (so of ordered factors) and `crossprod` (so of e1071's
mean squared errors) are those of the order in which BLAS adds. R as it ships has the reference
BLAS; many servers have OpenBLAS in its place.
"""

from __future__ import annotations

from ..cases import Json

__all__ = ["blas_differs"]


def blas_differs(session: Json, expected: Json) -> str | None:
    """Say why a session of R cannot be equal in every bit to another one; None if it can."""
    functions = [name for name, bits in expected["blas"].items() if session["blas"][name] != bits]
    if not functions:
        return None
    return (
        f"the linear algebra of this R (BLAS {session['BLAS']}, LAPACK {session['LAPACK']}) adds "
        f"in another order than that of the recordings (BLAS {expected['BLAS']}): last bits of "
        f"{' and '.join(functions)} differ. Results are those of R with the reference BLAS, as it "
        "ships: install that (Debian: libblas3), or choose it (update-alternatives --config "
        "libblas.so.3-$(uname -m)-linux-gnu)"
    )
