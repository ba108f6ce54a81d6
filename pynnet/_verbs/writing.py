"""Text written as R's ``cat`` writes it."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import Integers, Matrix
from pynnet._formula import dimensions
from pynnet._ground import ArgumentError, class_of
from pynnet._printing import format_common

from .calls import column_of, prepared, verb

__all__ = ["cat"]

_TRUTHS = {0: "FALSE", 1: "TRUE", -1: "NA"}


@verb
def cat(*things: Any, sep: str = " ") -> None:
    """Write values one after the other, without names, quotes or a line's end.

    Parameters
    ----------
    *things : str, number, bool, array_like or None
        What to write: numbers one by one, with as many significant digits as `options` say; of a
        factor the codes, as in R; of None nothing.
    sep : str, optional
        What stands between two values. As in R a line ends behind the last one, too, if there is
        a line's end in it. Default " ".

    Returns
    -------
    None
        The text goes to standard output.

    Raises
    ------
    ArgumentError
        If a thing is a matrix, a frame, a list within a list or a fit, or `sep` is no text.
        Nothing is written then.

    References
    ----------
    .. [1] R manual page ``cat``.

    Examples
    --------
    >>> cat("accuracy:", 41 / 45, True, [1, 2.5])
    accuracy: 0.9111111 TRUE 1 2.5
    """
    if not isinstance(sep, str):
        raise ArgumentError(f"invalid 'sep' specification: got {class_of(sep)}. Pass a text.")
    texts = [_texts(thing, k) for k, thing in enumerate(things, 1) if thing is not None]
    whole = sep.join([sep.join(values) for values in texts])
    sys.stdout.write(f"{whole}\n" if "\n" in sep else whole)


def _texts(thing: Any, place: int) -> list[str]:
    """The texts of the values of a thing."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, (pd.DataFrame, dict)) or dimensions(thing) > 1:
        raise ArgumentError(
            f"argument {place} (type 'list') cannot be handled by 'cat': got {class_of(thing)}. "
            "Pass a column, or show() it."
        )
    column = column_of(prepared(thing), f"argument {place}")
    assert not isinstance(column, Matrix)
    if isinstance(column, pd.Categorical):
        return [str(code + 1) if code >= 0 else "NA" for code in column.codes.tolist()]
    if column.dtype.kind == "i":
        return [_TRUTHS[truth] for truth in column.tolist()]
    if column.dtype.kind == "O":
        return ["NA" if text is None else text for text in column]
    missing = "NaN" if isinstance(thing, (float, np.ndarray)) else "NA"
    numbers = np.asarray(column).tolist()
    if isinstance(column, Integers):
        return [missing if x != x else f"{x:.0f}" for x in numbers]
    return [missing if x != x else format_common([x])[0] for x in numbers]
