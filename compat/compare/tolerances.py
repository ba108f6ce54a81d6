"""What need not be equal in every bit, and why."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CONVENTIONS", "TOLERANCES"]

_SECOND_DERIVATIVES = (
    "second derivatives are not part of the search: their sums are made by matrix products, "
    "in another order than R's"
)

# By the kind of cases: fields compared with a tolerance, and the reason. That of networks is
# relative to the largest entry; that of multinomial models to the largest of the row and of the
# column (an entry that is nearly 0 is what is left of larger terms, and carries their rounding).
TOLERANCES: Mapping[str, Mapping[str, tuple[float, str]]] = {
    "nnet": {"Hessian": (1e-10, _SECOND_DERIVATIVES)},
    "multinom": {
        "Hessian": (1e-7, _SECOND_DERIVATIVES),
        "inference": (
            1e-7,
            "variances come from a singular value decomposition, whose rounding is that of the "
            "linear algebra library",
        ),
    },
}

# Deliberate differences of form, which the comparison allows for in every case.
CONVENTIONS = {
    "shape": "a single output is a vector (Series or 1-D array), in R an n x 1 matrix",
    "array names": "fits from arrays return arrays, which carry no row or column names",
    "errors": "an error starts with R's words and goes on with what was got and what to do; "
    "arguments are checked before anything is printed or drawn, so that the random stream stays "
    "as it was and the line with the number of weights does not appear",
}
