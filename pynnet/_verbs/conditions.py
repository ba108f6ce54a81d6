"""Errors and warnings as conditions, and what is printed as text."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from pynnet._ground import ArgumentError, RWarning, shown

from .calls import verb
from .vectors.converting import texts_array

__all__ = ["capture_output", "conditionMessage", "tryCatch"]


@verb
def tryCatch(
    expr: Callable[[], Any],
    *,
    error: Callable[[Exception], Any] | None = None,
    warning: Callable[[RWarning], Any] | None = None,
    finally_: Callable[[], Any] | None = None,
) -> Any:
    """Do something, and something else where that fails, R's ``tryCatch``.

    Parameters
    ----------
    expr : callable
        What to do: ``lambda: predict(fit, new)``.
    error : callable, optional
        What to do with an error. Default: it is raised.
    warning : callable, optional
        What to do with the first of R's warnings, which ends `expr`. Default: it is only given.
    finally_ : callable, optional
        What to do at the end in any case.

    Returns
    -------
    object
        What `expr` returns, or the function that took its place.

    Raises
    ------
    ArgumentError
        If one of these is no function.

    Notes
    -----
    `RWarning` alone is R's: other warnings, as `FitWarning`, R does not have.

    References
    ----------
    .. [1] R manual page ``conditions``.

    Examples
    --------
    >>> from pynnet.r import conditionMessage, seq_len, tryCatch
    >>> tryCatch(lambda: seq_len(-1), error=lambda e: "no such length")
    'no such length'
    """
    given = {"expr": expr, "error": error, "warning": warning, "finally_": finally_}
    for name, function in given.items():
        if not callable(function) and (function is not None or name == "expr"):
            raise ArgumentError(
                f"attempt to apply non-function: '{name}' is {shown(function)}. Write "
                f"{name}=lambda{' e' if name in ('error', 'warning') else ''}: ..."
            )
    try:
        with warnings.catch_warnings():
            if warning is not None:
                warnings.simplefilter("error", RWarning)
            return expr()
    except RWarning as condition:
        if warning is None:
            raise
        return warning(condition)
    except Exception as condition:
        if error is None:
            raise
        return error(condition)
    finally:
        if finally_ is not None:
            finally_()


@verb
def conditionMessage(c: BaseException) -> str:
    """The text of an error or a warning, R's ``conditionMessage``.

    Parameters
    ----------
    c : Exception
        The error or warning.

    Returns
    -------
    str
        R's words first; behind them often what was got and what to do.

    Raises
    ------
    ArgumentError
        If `c` is neither.

    References
    ----------
    .. [1] R manual page ``conditions``.

    Examples
    --------
    >>> conditionMessage(ValueError("too many"))
    'too many'
    """
    if not isinstance(c, BaseException):
        raise ArgumentError(
            f"no applicable method for 'conditionMessage' applied to {shown(c)}. Pass an error or "
            "a warning."
        )
    return str(c)


@verb
def capture_output(expr: Callable[[], Any] | None = None) -> Any:
    r"""The lines that something prints, R's ``capture.output``.

    Parameters
    ----------
    expr : callable, optional
        What to do: ``lambda: nnet(...)``. What it returns is not printed. Default: the block of
        ``with capture_output() as lines:``.

    Returns
    -------
    ndarray of str, or context manager
        The lines. Those of a block are in a list, when it has ended.

    Raises
    ------
    ArgumentError
        If `expr` is no function.

    References
    ----------
    .. [1] R manual page ``capture.output``.

    Examples
    --------
    >>> from pynnet.r import capture_output, cat
    >>> capture_output(lambda: cat("a", 1, "\n")).tolist()
    ['a 1 ']
    >>> with capture_output() as lines:
    ...     cat("b", 2, "\n")
    >>> lines
    ['b 2 ']
    """
    if expr is None:
        return _captured()
    if not callable(expr):
        raise ArgumentError(
            f"attempt to apply non-function: 'expr' is {shown(expr)}. Write lambda: show(x)."
        )
    with _captured() as lines:
        expr()
    return texts_array(lines)


@contextlib.contextmanager
def _captured() -> Iterator[list[str]]:
    """Keep what is printed in a list, which is filled at the end."""
    lines: list[str] = []
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        yield lines
    text = printed.getvalue()
    lines += text.removesuffix("\n").split("\n") if text else []
