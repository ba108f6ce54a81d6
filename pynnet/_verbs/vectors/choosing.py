"""Values chosen by a condition, and numbers cut into intervals."""

from __future__ import annotations

from typing import Any

from pynnet._ground import flag

from ..calls import each, verb

__all__ = ["cut", "ifelse"]


@verb
def ifelse(test: Any, yes: Any, no: Any) -> Any:
    """Choose between two values for each element of a condition.

    Parameters
    ----------
    test : bool or array_like of bool
        Truths; numbers are true unless 0.
    yes, no : number, str or array_like
        Values where it is true, and where it is not; repeated as often as needed.

    Returns
    -------
    number, str, bool, ndarray or Series
        In the form of `test`; missing where the condition is. Of a factor its codes come, as in R.

    Raises
    ------
    DataError
        If `test` is a factor or a matrix, a choice is empty, or the indices of two Series differ.

    References
    ----------
    .. [1] R manual page ``ifelse``.

    Examples
    --------
    >>> ifelse([True, False, None], "high", "low").tolist()
    ['high', 'low', None]
    >>> ifelse(3 > 2, 1, 0)
    1
    """
    return each("ifelse", test, yes, no)


@verb
def cut(
    x: Any,
    breaks: Any,
    labels: Any = None,
    include_lowest: bool = False,
    right: bool = True,
    dig_lab: int = 3,
    ordered_result: bool = False,
) -> Any:
    """Make a factor of intervals of numbers.

    Parameters
    ----------
    x : array_like
        Numbers.
    breaks : int or array_like
        The ends of the intervals, or how many of equal width.
    labels : array_like of str or False, optional
        Labels of the intervals; False gives their numbers from 1. Default: such as ``"(0,1]"``.
    include_lowest : bool, optional
        Whether the first interval has its open end too. Default False.
    right : bool, optional
        Whether intervals are closed on the right. Default True.
    dig_lab : int, optional
        Least significant digits of the labels. Default 3.
    ordered_result : bool, optional
        Whether the factor is ordered. Default False.

    Returns
    -------
    Categorical, ndarray or Series
        In the form of `x`; missing outside of all intervals.

    Raises
    ------
    ArgumentError
        If a flag is neither True nor False, or `dig_lab` is no number of digits.
    DataError
        If `x` is not of numbers, breaks are not unique, or labels and intervals differ in number.

    References
    ----------
    .. [1] R manual page ``cut``.

    Examples
    --------
    >>> cut([1, 5, 10], [0, 5, 10]).tolist()
    ['(0,5]', '(0,5]', '(5,10]']
    """
    flags = {
        "include_lowest": include_lowest,
        "right": right,
        "ordered_result": ordered_result,
    }
    given = {name: flag(name, value) for name, value in flags.items()}
    return each("cut", x, breaks=breaks, labels=labels, dig_lab=dig_lab, **given)
