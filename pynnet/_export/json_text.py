"""from_json(), and what stands behind to_json() of fits and searches."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pynnet._ground import (
    MOST_WHOLE,
    SENSELESS,
    DataError,
    PynnetError,
    bytes_of,
    entry,
    flag,
    path_of,
    public,
    replace_file,
    shown,
    whole_number,
)

from .document import content_in, text_of
from .searches import content_of, json_of

__all__ = ["from_json", "to_json"]

_MOST_BYTES = 2**28


def to_json(fit: Any, path: Any, *, data: Any) -> str | None:
    """Return the JSON of a fit or a search, or write it to a file."""
    with_data = flag("data", data)
    where = None if path is None else path_of(path)
    kind, content = json_of(fit, data=with_data)
    text = text_of(kind, content)
    if where is None:
        return text
    replace_file(where, text.encode())
    return None


@public
@entry
def from_json(source: str | os.PathLike[str], *, max_bytes: int = _MOST_BYTES) -> Any:
    """Read a fit that ``to_json()`` wrote: safe to use on what strangers send.

    Nothing in the text is run, and nothing of the code that calls can be reached by it.

    Parameters
    ----------
    source : str or pathlib.Path
        The JSON itself, or a file as a `Path`. Text never names a file, for it may come from
        a stranger.
    max_bytes : int, optional
        How long the text may be. Reading takes some 25 times its length at most, as a rule 3
        times. Default 268435456, 256 MiB.

    Returns
    -------
    NNet, Multinom or Tune
        The same fit: all its numbers in all bits, and what its formula needs for new data. Of one
        written with ``data=False``, methods that need the data say so.

    Raises
    ------
    OSError
        If the file cannot be opened.
    DataError
        If the text is none of ``to_json()``, or is not as it was written.
    FormulaError
        If a formula in it cannot be read.
    ArgumentError
        If `source` or `max_bytes` is wrong.

    Warns
    -----
    FitWarning
        If another version of pynnet wrote it.

    See Also
    --------
    NNet.to_json, Multinom.to_json, Tune.to_json : The way there.
    read_rds : For fits that R saved.

    References
    ----------
    .. [1] Bray, T. (ed.), *The JavaScript Object Notation (JSON) Data Interchange Format*,
       RFC 8259, 2017.

    Examples
    --------
    >>> from pynnet import from_json, load_iris, multinom
    >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
    >>> from_json(fit.to_json()).predict({"Petal.Width": [0.2, 1.4]}).tolist()
    ['setosa', 'versicolor']
    """
    most = whole_number("max_bytes", max_bytes, "a number of bytes", least=1, most=MOST_WHOLE)
    text = _text_in(source, most)
    try:
        kind, content = content_in(text)
        return content_of(kind, content)
    except PynnetError:
        raise
    except SENSELESS as error:
        raise DataError(
            "the JSON is broken: what stands in it does not go together "
            f"({type(error).__name__}: {error})."
        ) from error


def _text_in(source: Any, most: int) -> str:
    """Return the text, which may be in a file."""
    if isinstance(source, str):
        if not source.lstrip().startswith("{"):
            raise DataError(
                f"the JSON is broken: {shown(source)} does not begin with '{{'. To read a file, "
                "pass it as pathlib.Path(...)."
            )
        if len(source) > most:
            raise _too_long(most)
        return source
    where: Path = path_of(source)
    data = bytes_of(where, most)
    if len(data) > most:
        raise _too_long(most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"the JSON is broken: it is no UTF-8 ({error}).") from None


def _too_long(most: int) -> DataError:
    return DataError(f"the JSON is longer than {most} bytes: pass a larger max_bytes to read it.")
