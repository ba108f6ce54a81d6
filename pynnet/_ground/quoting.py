"""How messages show what users pass: short, in one line, whatever its `repr` does."""

from __future__ import annotations

import reprlib

__all__ = ["shown"]

_LONGEST = 60  # characters of a value that a message shows
_DIGITS = 40  # of a whole number
_FEW = 10  # elements of an array that are shown themselves

_short = reprlib.Repr()
_short.maxlevel = 3
_short.maxlist = _short.maxtuple = _short.maxdict = _short.maxset = _short.maxfrozenset = 40
_short.maxarray = _short.maxdeque = 40
_short.maxstring = _short.maxother = _short.maxlong = 4 * _LONGEST


def shown(value: object) -> str:
    """A value as messages show it: shortened if it is long, by its kind where it has no text.

    Examples
    --------
    >>> shown("a"), shown(10**400)
    ("'a'", 'a whole number of 1329 bits')
    """
    try:
        text = _text(value)
    except Exception:  # the object's own: the message is about something else
        text = f"<{type(value).__name__}>"
    text = " ".join(text.split()).encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _text(value: object) -> str:
    kind = type(value)
    if kind is str:
        return repr(str(value)[: 2 * _LONGEST])
    if isinstance(value, int) and value.bit_length() > 3 * _DIGITS:
        return f"a whole number of {value.bit_length()} bits"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and (
        len(shape) > 1 or kind.__module__.startswith(("pandas", "numpy.ma"))
    ):
        return f"a {kind.__name__} of shape {shape}"
    if isinstance(shape, tuple) and len(shape) == 1 and shape[0] > _FEW:
        return f"an array of shape {shape}"
    if kind.__module__.startswith("pynnet."):
        return f"<{kind.__name__}>"
    return _short.repr(value)
