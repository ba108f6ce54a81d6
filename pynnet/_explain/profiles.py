"""Lek's profile: the outputs over the range of one input, the others held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import (
    ArgumentError,
    DataError,
    FloatArray,
    entry,
    names_of,
    nearest_name,
    public,
    shown,
    whole_number,
)
from pynnet._nnet import NNet

from .fits import check_fit, input_names, inputs_of, no_rows, output_names, outputs_at

__all__ = ["HELD", "PROFILE", "lek_profile"]

HELD = {"minimum": 0.0, "lower quartile": 0.25, "median": 0.5, "upper quartile": 0.75,
        "maximum": 1.0}  # fmt: skip
PROFILE = "profile"
_MOST_STEPS = 10_000


@public
@entry
def lek_profile(
    fit: NNet,
    data: Any,
    *,
    inputs: str | Sequence[str] | None = None,
    steps: int = 12,
) -> pd.DataFrame:
    """Outputs over the range of each input, the others held at five levels: Lek's profile.

    Each input goes from its smallest to its largest value in equal steps, while all others are
    held at their minimum, then their lower quartile, median, upper quartile and maximum. The
    profile is the median of the five outputs.

    Parameters
    ----------
    fit : NNet
        The network.
    data : DataFrame or array_like
        Rows that give the ranges, the training data for instance: as for ``fit.predict``. Rows with
        missing values are left out.
    inputs : str or list of str, optional
        Which inputs to follow. Default: all. For a fit from a formula these are columns of its
        design matrix, ``fit.coefnames``.
    steps : int, optional
        Number of values of each input, at least 2. Default 12.

    Returns
    -------
    DataFrame
        A row for each input, level, step and output: ``input``, ``value``, ``held`` (the level at
        which the others are held, or ``"profile"`` for the median of the five), ``output`` and
        ``response``.

    Raises
    ------
    ArgumentError
        If `fit` is no network, there is no such input, or `steps` is too small.
    DataError
        If the data do not suit the network, or have no complete row.

    See Also
    --------
    pynnet.plot.plot_lek : Draws it.
    partial_dependence : Averages over the rows instead of holding the others.

    Notes
    -----
    An input that is a function of another, ``I(x**2)`` beside ``x`` for instance, is held while the
    other moves, where no row can be: partial dependence moves the variables themselves.

    References
    ----------
    .. [1] Lek, S., Delacoste, M., Baran, P., Dimopoulos, I., Lauga, J. and Aulagnier, S.,
       "Application of neural networks to modelling nonlinear relationships in ecology",
       *Ecological Modelling* 90, 39-52, 1996.
    .. [2] Gevrey, M., Dimopoulos, I. and Lek, S., "Review and comparison of methods to study the
       contribution of variables in artificial neural network models", *Ecological Modelling* 160,
       249-264, 2003.

    Examples
    --------
    >>> from pynnet import lek_profile, nnet
    >>> x = [[0, 0], [1, 4], [2, 8]]
    >>> fit = nnet(
    ...     x, [0, 1, 2], size=0, skip=True, linout=True, Wts=[1, 2, 3], maxit=0, trace=False
    ... )
    >>> found = lek_profile(fit, x, inputs="i1", steps=3)
    >>> found[found["held"] == "profile"]
       input  value     held output  response
    15    i1    0.0  profile      o      13.0
    16    i1    1.0  profile      o      15.0
    17    i1    2.0  profile      o      17.0
    """
    names = input_names(check_fit(fit))
    wanted = names if inputs is None else _known(names_of("inputs", inputs), names)
    steps = whole_number("steps", steps, "the number of values, at least 2", least=2,
                         most=_MOST_STEPS)  # fmt: skip
    x = inputs_of(fit, data)
    if not len(x):
        raise no_rows()
    if not names:
        raise ArgumentError("the network has no inputs, and so no profile of one.")
    with np.errstate(all="ignore"):
        levels = np.quantile(x, list(HELD.values()), axis=0)
        endless = ~np.isfinite(levels[-1] - levels[0])
    if endless.any():
        name = shown(names[int(np.argmax(endless))])
        raise DataError(f"the range of {name} is beyond all floats: divide it by its size.")
    parts = [_profile(fit, levels, names.index(name), steps) for name in wanted]
    return pd.concat(
        [part.assign(input=name) for name, part in zip(wanted, parts, strict=True)],
        ignore_index=True,
    )[["input", "value", "held", "output", "response"]]


def _known(wanted: list[str], names: list[str]) -> list[str]:
    for name in wanted:
        if name not in names:
            near = nearest_name(name, names)
            hint = f"did you mean {shown(near)}?" if near else f"pass some of {', '.join(names)}."
            raise ArgumentError(f"invalid 'inputs': the network has no input {shown(name)}: {hint}")
    if len(set(wanted)) < len(wanted) or not wanted:
        raise ArgumentError(f"invalid 'inputs': got {shown(wanted)}. Pass each name once.")
    return wanted


def _profile(fit: NNet, levels: FloatArray, column: int, steps: int) -> pd.DataFrame:
    """Outputs over the range of one input, level by level, and their medians."""
    value = np.linspace(levels[0, column], levels[-1, column], steps)
    rows = np.repeat(levels, steps, axis=0)
    rows[:, column] = np.tile(value, len(levels))
    outputs = outputs_at(fit, rows).reshape(len(levels), steps, -1)
    every = np.concatenate([outputs, np.median(outputs, axis=0, keepdims=True)])
    held, names = [*HELD, PROFILE], output_names(fit)
    q = len(names)
    return pd.DataFrame(
        {
            "value": np.tile(np.repeat(value, q), len(held)),
            "held": pd.Categorical(np.repeat(held, steps * q), categories=held),
            "output": np.tile(names, len(held) * steps),
            "response": every.ravel(),
        }
    )
