"""What an object is made of, as R's ``str`` prints it."""

from __future__ import annotations

import sys
from typing import Any

from pynnet._ground import choice, flag, given_text, whole_number
from pynnet._printing import read_object, structure_lines

from ..calls import verb

__all__ = ["str_"]

_LEAST_NCHAR_MAX = 17


@verb
def str_(
    object: Any,
    *,
    max_level: int | None = None,
    vec_len: int | None = None,
    digits_d: int = 3,
    nchar_max: int = 128,
    give_attr: bool = True,
    give_length: bool = True,
    width: int | None = None,
    strict_width: str = "no",
    list_len: int = 99,
    comp_str: str | None = None,
) -> None:
    """Print what an object is made of, R's ``str``.

    Parameters
    ----------
    object : object
        A vector, factor, matrix, table, data frame, list, dict, function, formula or None.
    max_level : int, optional
        How deep lists are shown. Default: all of them.
    vec_len : int, optional
        How many values are shown, times a factor of their kind. Default 4, and of text and dates
        alone as many as a line holds.
    digits_d : int, optional
        Significant digits of numbers, from 1 to 22. Default 3.
    nchar_max : int, optional
        How wide a text is shown before it is cut. Default 128.
    give_attr : bool, optional
        Whether names and labels are shown, too. Default True.
    give_length : bool, optional
        Whether the length of vectors is. Default True.
    width : int, optional
        Columns of a line. Default: those of `options`.
    strict_width : str, optional
        Only "no" is offered: lines are not cut to the width. Default "no".
    list_len : int, optional
        How many parts of a list are shown. Default 99.
    comp_str : str, optional
        What stands before the names of parts. Default: a dollar and a blank.

    Returns
    -------
    None
        The text goes to standard output.

    Raises
    ------
    ArgumentError
        If an argument has none of its values, or `object` is a fit or another result of this
        package, whose parts are not those of R's.

    Notes
    -----
    The other arguments of R's ``str`` are not offered. A list is R's list here, not a vector. A
    formula that is text is shown as text; that of a fit, which `formula` gives, as R's formula.

    References
    ----------
    .. [1] R manual page ``str``.

    Examples
    --------
    >>> from pynnet.r import load_iris, str_
    >>> str_(load_iris()[["Petal.Width", "Species"]])
    'data.frame':	150 obs. of  2 variables:
     $ Petal.Width: num  0.2 0.2 0.2 0.2 0.2 0.4 0.3 0.2 0.2 0.1 ...
     $ Species    : Factor w/ 3 levels "setosa","versicolor",..: 1 1 1 1 1 1 1 1 1 1 ...
    """
    choice("strict_width", strict_width, ["no"])
    lines = structure_lines(
        read_object(object),
        width=width,
        max_level=None if max_level is None else whole_number("max_level", max_level),
        list_len=whole_number("list_len", list_len),
        give_attr=flag("give_attr", give_attr),
        comp_str="$ " if comp_str is None else given_text("comp_str", comp_str),
        vec_len=None if vec_len is None else whole_number("vec_len", vec_len),
        digits=whole_number("digits_d", digits_d, least=1, most=22),
        nchar_max=whole_number("nchar_max", nchar_max, least=_LEAST_NCHAR_MAX),
        give_length=flag("give_length", give_length),
    )
    sys.stdout.write("\n".join(lines) + "\n")
