"""Print objects as R prints them."""

from __future__ import annotations

import sys
from typing import Any

from pynnet._ground import entry, flag, public

from .describing.summaries import summary_lines
from .factors import factor_lines
from .frames import frame_lines
from .kinds import RArray, RFrame, RFunction, RList, RObject, RSummary, RText, RUnquoted, RVector
from .lists import list_lines
from .matrices import array_lines
from .options import check_digits, check_width, printed_with
from .reading import read_object
from .values import refusal
from .vectors import vector_lines

__all__ = ["show"]


@public
@entry
def show(
    x: Any, digits: int | None = None, width: int | None = None, *, quote: bool = True
) -> None:
    """Print an object as R's ``print`` does.

    Parameters
    ----------
    x : object
        Numbers, truths, texts, dates, arrays, columns, factors (pandas' categories), data frames,
        tables, lists, dicts, None, and what this package returns. Lists and dicts are R's lists,
        NumPy's arrays are its vectors and matrices.
    digits : int, optional
        Significant digits of numbers, from 1 to 22; those of `options` if not given.
    width : int, optional
        Columns of a line, from 10 to 10,000; those of `options` if not given.
    quote : bool, optional
        Whether text is in quotes, by default True.

    Raises
    ------
    ArgumentError
        If R has nothing like the object, or an option is not allowed. Nothing is printed then.

    See Also
    --------
    options : Digits and width for everything that is printed.

    Notes
    -----
    A Series has names where its index is not pandas' default one; so have the rows of a data
    frame, which count from 1 otherwise. A frame whose columns have pandas' default labels is a
    matrix. Frames whose rows and columns have a name, as those of
    ``pd.crosstab``, are tables, and so are the counts of ``value_counts``. NaN is NA in what is
    pandas', and NaN in arrays.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> from pynnet import show
    >>> show(np.array([1.5, 22.25, 1e6]))
    [1] 1.500e+00 2.225e+01 1.000e+06
    >>> show(pd.Categorical(["low", "low", "high"]))
    [1] low  low  high
    Levels: high low
    >>> show(pd.DataFrame({"x": [0.5, 12], "g": ["a", None]}))
         x    g
    1  0.5    a
    2 12.0 <NA>
    >>> show({"n": 3, "names": np.array(["a", "b"])})
    $n
    [1] 3
    <BLANKLINE>
    $names
    [1] "a" "b"
    <BLANKLINE>
    """
    digits = None if digits is None else check_digits(digits)
    width = None if width is None else check_width(width)
    quote = flag("quote", quote)
    with printed_with(digits, width):
        text = "\n".join(_lines(read_object(x), quote=quote))
    sys.stdout.write(f"{text}\n")


def _lines(x: RObject, *, quote: bool) -> list[str]:
    if isinstance(x, RText):
        below = ((f'attr(,"{name}")', *_lines(item, quote=quote)) for name, item in x.attributes)
        return [*x.lines, *(line for lines in below for line in lines)]
    if isinstance(x, RFrame):
        return frame_lines(x)
    if isinstance(x, RArray):
        return array_lines(x, quote=quote)
    if isinstance(x, RSummary):
        return summary_lines(x)
    if isinstance(x, RUnquoted):
        return array_lines(x.array, quote=False)
    if isinstance(x, RFunction):
        raise refusal(f"an object of class {x.of}")
    if isinstance(x, RList):
        return list_lines(x, lambda item: _lines(item, quote=quote))
    return _vector(x, quote=quote)


def _vector(x: RVector, *, quote: bool) -> list[str]:
    return factor_lines(x) if x.mode == "factor" else vector_lines(x, quote=quote)
