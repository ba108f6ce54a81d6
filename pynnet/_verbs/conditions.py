"""Errors and warnings that a script deals with, and output that it keeps."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from pynnet._ground import ArgumentError, RWarning, choice, shown

from .calls import verb

__all__ = ["capture_output", "tryCatch"]

_Handler = Callable[[Any], Any]


@verb
def tryCatch(
    expr: Callable[[], Any], error: _Handler | None = None, warning: _Handler | None = None
) -> Any:
    """Evaluate an expression, and deal with its error or warning, R's ``tryCatch``.

    Parameters
    ----------
    expr : callable
        The expression as a function without arguments, ``lambda: predict(fit, d)``: Python would
        evaluate anything else before the call.
    error : callable, optional
        What to do with an error, which is passed to it. Default: nothing, it is raised.
    warning : callable, optional
        What to do with the first warning that R gives too; the expression ends there. Default:
        warnings go on as ever.

    Returns
    -------
    object
        What the expression returns, or the function that dealt with its error or warning.

    Raises
    ------
    ArgumentError
        If `expr` is no function.

    References
    ----------
    .. [1] R manual page ``conditions``.

    Examples
    --------
    >>> from pynnet.r import cat, nnet, tryCatch
    >>> tryCatch(lambda: nnet("dist ~ speed"), error=lambda e: cat("no size:", "size" in str(e)))
    no size: TRUE
    """
    if not callable(expr):
        raise ArgumentError(
            f"'expr' must be a function without arguments, got {shown(expr)}: "
            "write tryCatch(lambda: ..., error=...)."
        )
    with warnings.catch_warnings():
        if warning is not None:
            warnings.simplefilter("error", RWarning)
        try:
            return expr()
        except RWarning as condition:
            if warning is None:
                raise
            return warning(condition)
        except Exception as condition:
            if error is None:
                raise
            return error(condition)


@verb
@contextlib.contextmanager
def capture_output(type: str = "output") -> Iterator[list[str]]:
    """Keep what is printed instead of printing it, R's ``capture.output``.

    Parameters
    ----------
    type : {"output", "message"}, optional
        Standard output, or standard error, where warnings go. Default "output".

    Returns
    -------
    context manager
        Its value is a list, which has the lines that were printed when the block has ended.

    Raises
    ------
    ArgumentError
        If `type` is none of these. What R takes as an argument is the block of ``with``.

    References
    ----------
    .. [1] R manual page ``capture.output``.

    Examples
    --------
    >>> from pynnet.r import capture_output, show
    >>> with capture_output() as lines:
    ...     show(2.5)
    >>> lines
    ['[1] 2.5']
    """
    redirected = {"output": contextlib.redirect_stdout, "message": contextlib.redirect_stderr}
    lines: list[str] = []
    with redirected[choice("type", type, tuple(redirected))](io.StringIO()) as printed:
        yield lines
    lines += printed.getvalue().splitlines()
