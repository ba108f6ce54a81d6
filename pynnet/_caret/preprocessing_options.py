"""What preprocessing may be asked to do: methods and their options, checked."""

from __future__ import annotations

from typing import Any

from pynnet._ground import (
    ArgumentError,
    invalid,
    is_number,
    names_of,
    real_number,
    shown,
    whole_number,
)

__all__ = [
    "METHODS",
    "check_methods",
    "check_options",
    "component_number",
    "range_ends",
    "variance_share",
]

METHODS = ("center", "scale", "range", "pca", "zv")
_ALL_OF_CARET = (
    *("BoxCox", "YeoJohnson", "expoTrans", "invHyperbolicSine", "knnImpute", "bagImpute"),
    *("medianImpute", "ica", "spatialSign", "corr", "nzv", "conditionalX"),
)
_LARGEST = 2**31 - 1


def check_methods(method: Any, argument: str = "method") -> list[str]:
    """The methods that were asked for, checked."""
    methods = list(dict.fromkeys(names_of(argument, method)))
    later = [name for name in methods if name in _ALL_OF_CARET]
    unknown = [name for name in methods if name not in METHODS and name not in later]
    if unknown:
        named = ", ".join(f"'{name}'" for name in unknown)
        raise ArgumentError(
            f"These pre-processing methods are unknown: {named}. Known are {', '.join(METHODS)}."
        )
    if later:
        raise ArgumentError(
            f"method {shown(later[0])} of caret is not offered. Pass some of {', '.join(METHODS)}."
        )
    if "range" in methods and {"center", "scale"} & set(methods):
        raise ArgumentError(
            "Centering, scaling and/or Box-Cox transformations are inconsistent with scaling to a "
            'range: pass "range" without "center" and "scale".'
        )
    if "range" in methods and "pca" in methods:
        raise ArgumentError('"range" and "pca" together are not offered. Pass one of them.')
    return methods


def check_options(**options: Any) -> dict[str, Any]:
    """Arguments `thresh` and `pca_comp` of preprocess(), checked."""
    checked: dict[str, Any] = {}
    if "thresh" in options:
        checked["thresh"] = variance_share(options["thresh"])
    if "pca_comp" in options:
        checked["pca_comp"] = component_number(options["pca_comp"])
    return checked


def variance_share(thresh: Any) -> float:
    """The share of the variance that components must reach, checked."""
    if is_number(thresh) and 0 <= thresh <= 1:
        return float(thresh)
    raise invalid("thresh", thresh, "a share of the variance, a number from 0 to 1")


def component_number(pca_comp: Any) -> int | None:
    """How many components are asked for, checked."""
    if pca_comp is None:
        return None
    return whole_number("pca_comp", pca_comp, "the number of components", least=1, most=_LARGEST)


def range_ends(given: Any) -> tuple[float, float]:
    """Where columns are brought to, checked."""
    is_list = isinstance(given, (list, tuple)) or getattr(given, "ndim", 0) == 1
    items = list(given) if is_list else []
    if len(items) != 2:
        raise invalid("range_bounds", given, "two numbers")
    low, high = (float(real_number("range_bounds", item)) for item in items)
    if not low < high:
        raise ArgumentError(f"'rangeBounds' interval is empty: got {shown(given)}.")
    return low, high
