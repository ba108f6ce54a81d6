"""Why two fits differ: the likeliest cause that can be shown from what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from pynnet._data import Column, Dates, Matrix, NamedColumns, as_numeric, as_text, kind_of
from pynnet._ground import DataError, FloatArray, PynnetError
from pynnet._multinom import Multinom
from pynnet._nnet import nnet
from pynnet._numerics import quiet

from .distances import distance, same_bits, ulps_between
from .quantities import Fit, settings_of

__all__ = ["causes_of"]

_FEW_ULPS = 64  # as far as another order of a sum goes
_DIGITS = 15  # that write.csv() writes
_WHOLE = 1e-6  # as far as residuals and fitted values, added up, are from the targets


def causes_of(
    fit: Fit, reference: Fit, data: NamedColumns | None, reference_data: NamedColumns | None
) -> list[str]:
    """Causes that can be shown, the likeliest first.

    Parameters
    ----------
    fit, reference : NNet or Multinom
        Fits that differ.
    data, reference_data : NamedColumns or None
        What they were fitted to, if that is at hand.
    """
    found = list(_other_settings(fit, reference))
    if fit._known_outputs is not None and reference._known_outputs is not None:
        found += _other_targets(fit, reference)
    if data is not None and reference_data is not None:
        found += _other_columns(data, reference_data)
    found += _other_memory(fit, reference)
    return found or list(_another_way(fit, reference, data))


def _other_settings(fit: Fit, reference: Fit) -> Iterator[str]:
    """Other networks, options, levels or their order."""
    theirs = settings_of(reference)
    for name, mine in settings_of(fit).items():
        other = theirs[name]
        if mine == other:
            continue
        if name.startswith("levels of") and _reordered(mine, other):
            yield f"the {name} are in another order: {mine} here, {other} in the reference."
        elif name == "convergence":
            yield f"one search was stopped: convergence is {mine} here, {other} in the reference."
        else:
            yield f"{name}: {mine} here, {other} in the reference."


def _reordered(mine: Any, other: Any) -> bool:
    if isinstance(mine, Mapping) and isinstance(other, Mapping):
        return mine.keys() == other.keys() and all(
            sorted(mine[name]) == sorted(other[name]) for name in mine
        )
    return bool(mine and other and sorted(mine) == sorted(other))


def _other_targets(fit: Fit, reference: Fit) -> Iterator[str]:
    """Other values of the response: residuals and fitted values add up to them."""
    mine, other = _targets(fit), _targets(reference)
    if mine.shape != other.shape:
        yield f"the response has shape {mine.shape} here, {other.shape} in the reference."
        return
    scale = max(1.0, float(np.nanmax(np.abs(mine), initial=0.0)))
    differs = (np.abs(mine - other) > _WHOLE * scale).reshape(len(mine), -1).any(axis=1)
    if differs.any():
        rows = np.flatnonzero(differs)
        yield (
            f"the response differs in {len(rows)} of {len(mine)} cases, first in case "
            f"{rows[0] + 1}: other data, or another order of the rows."
        )


def _targets(fit: Fit) -> FloatArray:
    return np.asarray(fit.fitted_values, dtype=float) + np.asarray(fit.residuals, dtype=float)


def _other_columns(data: NamedColumns, reference_data: NamedColumns) -> Iterator[str]:
    """Columns of the data that differ, and how."""
    if len(data) != len(reference_data):
        yield f"the data have {len(data)} rows here, {len(reference_data)} in the reference."
        return
    for name in data.names:
        if name not in reference_data:
            yield f"column '{name}' is not in the reference's data."
            continue
        yield from _other_values(name, _read(data, name), _read(reference_data, name))


def _read(columns: NamedColumns, name: str) -> Column:
    """A column, as text if R has no kind for it."""
    try:
        return columns.column(name)
    except DataError:
        values = columns.stored(name)
        texts = np.empty(len(values), dtype=object)
        texts[:] = [str(value) for value in values]
        return texts


def _other_values(name: str, mine: Column, other: Column) -> Iterator[str]:
    """How two columns of one name differ."""
    numbers, others = _doubles(mine), _doubles(other)
    if numbers is not None and others is not None and numbers.shape == others.shape:
        yield from _other_numbers(name, numbers.ravel(), others.ravel())
    elif isinstance(mine, Matrix) or isinstance(other, Matrix) or numbers is not others:
        yield f"column '{name}' is {kind_of(mine)} here, {kind_of(other)} in the reference."
    elif n := int((as_text(mine) != as_text(other)).sum()):
        yield f"column '{name}' differs in {n} of {len(mine)} values."


def _doubles(column: Column) -> FloatArray | None:
    """The numbers of a column or matrix; None of text, factors and dates."""
    if isinstance(column, Dates) or kind_of(column) in ("character", "factor", "ordered"):
        return None
    numbers = as_numeric(column)
    return numbers.values if isinstance(numbers, Matrix) else np.asarray(numbers)


def _other_numbers(name: str, mine: FloatArray, other: FloatArray) -> Iterator[str]:
    """How the numbers of a column differ, with the cause where they show one."""
    differs = ~same_bits(mine, other)
    n = int(differs.sum())
    if not n:
        return
    ulps = float(np.nanmax(ulps_between(mine[differs], other[differs]), initial=0.0))
    told = f"column '{name}' differs in {n} of {len(mine)} values, by up to {ulps:,.0f} ulps"
    if _written(mine, other) or _written(other, mine):
        yield f"{told}: one was written with {_DIGITS} digits."
    elif _is_scaled(mine, other):
        yield f"{told}: one is the other in another scale, moved and stretched."
    elif ulps <= _FEW_ULPS:
        yield f"{told}: it was computed or read otherwise."
    else:
        yield f"{told}."


def _written(whole: FloatArray, cut: FloatArray) -> bool:
    """Whether numbers are others as 15 digits tell them."""
    digits = np.array([float(f"{value:.{_DIGITS}g}") for value in whole.tolist()])
    return bool(same_bits(digits, cut).all())


@quiet
def _is_scaled(mine: FloatArray, other: FloatArray) -> bool:
    """Whether numbers are a straight line of others, and not these but for rounding."""
    present = np.isfinite(mine) & np.isfinite(other)
    x, y = mine[present], other[present]
    if len(x) < 3 or not (np.ptp(x) and np.ptp(y)):
        return False
    slope = np.ptp(y) / np.ptp(x)
    line = (x - x.min()) * slope + y.min()
    near = 1e-9 * np.ptp(y)
    return bool(np.abs(line - y).max() <= near and np.abs(x - y).max() > near)


def _other_memory(fit: Fit, reference: Fit) -> Iterator[str]:
    """What poly(), scale(), ns() and bs() took from the data: other data, or other arithmetic."""
    if fit.terms is None or reference.terms is None:
        return
    theirs = reference.terms.states
    for name, state in fit.terms.states.items():
        if name not in theirs:
            continue
        mine, other = np.array(_numbers(state)), np.array(_numbers(theirs[name]))
        if len(mine) != len(other):
            yield f"{name} remembers other things."
            continue
        apart = distance(mine, other)
        if apart.worst is None:
            continue
        why = (
            "an R with another BLAS, or data that differ in their last bits"
            if apart.ulps <= _FEW_ULPS
            else "other data"
        )
        yield (
            f"{name} remembers {float(mine[apart.worst])!r} here, "
            f"{float(other[apart.worst])!r} in the reference, {apart.ulps:,.0f} ulps apart: {why}."
        )


def _numbers(state: Any) -> list[float]:
    """All numbers in what a function remembers, in their order."""
    if isinstance(state, (bool, str)) or state is None:
        return []
    if isinstance(state, (int, float)):
        return [float(state)]
    if isinstance(state, np.ndarray):
        return [] if state.dtype.kind not in "iuf" else state.astype(float).ravel().tolist()
    if is_dataclass(state):
        return [n for field in fields(state) for n in _numbers(getattr(state, field.name))]
    if isinstance(state, Mapping):
        return [n for value in state.values() for n in _numbers(value)]
    return (
        [n for value in state for n in _numbers(value)] if isinstance(state, (list, tuple)) else []
    )


# Another way through the same data --------------------------------------------------------------


def _another_way(fit: Fit, reference: Fit, data: Any) -> Iterator[str]:
    """What the reference's weights give with the data here, if these are at hand."""
    if fit.wts.shape != reference.wts.shape or fit.wts.tobytes() == reference.wts.tobytes():
        return
    here = _criterion_at(fit, reference.wts, data)
    if here is None:
        return
    ulps = float(ulps_between(np.array([here]), np.array([reference.value]))[0])
    told = f"the reference's weights have the criterion {here!r} with the data here"
    if here == reference.value:
        yield (
            f"{told}, as in the reference, bit for bit: the data are the same, and the search took "
            "another way: another seed or other start weights, or another maxit, abstol or reltol."
        )
    elif ulps <= _FEW_ULPS:
        yield f"{told}, {ulps:,.0f} ulps from the reference's: some data differ in their last bits."
    else:
        yield f"{told}, and {reference.value!r} in the reference: other data, weights or options."


def _criterion_at(fit: Fit, wts: FloatArray, data: Any) -> float | None:
    """The criterion of a fit at other weights; None if its data are not at hand."""
    given: dict[str, Any] = {"Wts": wts, "maxit": 0, "trace": False}
    try:
        if isinstance(fit, Multinom):
            return float(fit.update(**given).value)
        if data is None or fit.terms is None:
            return None
        options = {k: v for k, v in fit.hyperparameters.items() if v is not None}
        return float(nnet(fit.terms.formula, data, **{**options, **given}).value)
    except PynnetError:  # a fit from a file has no data to compute it with
        return None
