"""read_rds() and load_rdata(): R's objects from its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pynnet._ground import (
    MOST_WHOLE,
    SENSELESS,
    ArgumentError,
    DataError,
    PynnetError,
    bytes_of,
    entry,
    flag,
    path_of,
    public,
    shown,
    whole_number,
)

from ..format.budget import MOST_BYTES, Budget
from ..format.compression import decompressed
from ..format.nodes import Items, Node, Pairs
from ..format.steps import Steps, finished
from ..format.unserialize import Stream
from .models import model_of
from .networks import network_of
from .plain import ClassReaders, plain_object
from .searches import search_of

__all__ = ["load_rdata", "read_rds"]

_WORKSPACES = (b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n", b"RDB2\n", b"RDB3\n")
_LENGTH = 5  # of the words above


@dataclass(frozen=True, slots=True)
class _Context:
    """What goes with a file: the user's names for formulas, and the R that wrote it."""

    env: Mapping[str, Any]
    r_version: str
    fits: bool

    @property
    def readers(self) -> ClassReaders:
        """What fits are read as."""
        if not self.fits:
            return {}
        makers = {"multinom": model_of, "nnet": network_of, "tune": search_of}
        return {name: self._reader(maker) for name, maker in makers.items()}

    def plain(self, node: Node) -> Any:
        """Return an object in Python."""
        try:
            return finished(plain_object(node, self.readers))
        except PynnetError:
            raise
        except SENSELESS as error:
            raise DataError(
                "the file is broken: what stands in it does not go together "
                f"({type(error).__name__}: {error})."
            ) from error

    def _reader(self, maker: Callable[[Items, Any], Any]) -> Any:
        def read(node: Items, _: Any) -> Steps[Any]:
            yield from ()
            return maker(node, self)

        return read


@public
@entry
def read_rds(
    path: str | os.PathLike[str],
    *,
    env: Mapping[str, Any] | None = None,
    fits: bool = True,
    max_bytes: int = MOST_BYTES,
) -> Any:
    """Read an object that R saved by ``saveRDS()``.

    Fits of ``nnet`` and ``multinom``, and searches of ``tune``, become pynnet's own: they predict,
    print and are summarised as in R. Nothing in the file is run.

    Parameters
    ----------
    path : str or path
        The file, compressed by gzip, bzip2, xz or not at all.
    env : mapping of str to value, optional
        Constants and functions of your own that formulas of fits use. Default: none but the numbers
        that the file holds.
    fits : bool, optional
        Whether fits become pynnet's own; otherwise they are the lists that R has. Default True.
    max_bytes : int, optional
        Memory that reading may take, in bytes. Default 1073741824, one GiB.

    Returns
    -------
    object
        Data frames are DataFrames, factors categorical; vectors are arrays, with names Series;
        matrices are arrays, with names DataFrames; lists are dictionaries if all elements have
        names of their own, else lists, or lists of pairs ``(name, value)``. Rows are labelled as in
        R, from 1. Calls and formulas are their text, NULL is None. Of functions, environments and
        pointers there is but the kind.

    Raises
    ------
    OSError
        If the file cannot be opened.
    DataError
        If it is none of R's, is broken, or holds more than may be read.
    ArgumentError
        If another argument is wrong.

    Warns
    -----
    FitWarning
        If there is an object of a class that is not known, which is given without it.

    See Also
    --------
    load_rdata : For files that ``save()`` wrote.
    write_rds : The way back.

    Notes
    -----
    Numbers have R's bits. Formulas follow the version of R that wrote the file.

    References
    ----------
    .. [1] R Core Team, *R Internals*, section "Serialization Formats".

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from pynnet import load_iris, multinom, read_rds, write_rds
    >>> fit = multinom("Species ~ Petal.Width", load_iris(), decay=0.01, trace=False)
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "fit.rds"
    >>> write_rds(fit, path)  # as saveRDS(fit, "fit.rds") does in R
    >>> read_rds(path).predict({"Petal.Width": [0.2, 1.4]}).tolist()
    ['setosa', 'versicolor']
    """
    where, budget = path_of(path), _budget(max_bytes)
    given, wanted = _checked_env(env), flag("fits", fits)
    data = decompressed(bytes_of(where, budget.left), budget)
    if data.startswith(_WORKSPACES):
        raise DataError(
            f"unknown input format: {shown(str(where))} was written by save(), not by saveRDS(). "
            "Use load_rdata()."
        )
    stream = Stream(data, 0, budget)
    return _Context(given, _version(stream), wanted).plain(stream.object())


@public
@entry
def load_rdata(
    path: str | os.PathLike[str],
    *,
    env: Mapping[str, Any] | None = None,
    fits: bool = True,
    max_bytes: int = MOST_BYTES,
) -> dict[str, Any]:
    r"""Read the objects that R saved by ``save()`` or ``save.image()``.

    Parameters
    ----------
    path : str or path
        The file, ``.RData`` or ``.rda``.
    env, fits, max_bytes : optional
        As in :func:`pynnet.read_rds`.

    Returns
    -------
    dict
        The objects by their names, each as :func:`pynnet.read_rds` gives it.

    Raises
    ------
    OSError
        If the file cannot be opened.
    DataError
        If it is none of R's, is broken, or holds more than may be read.
    ArgumentError
        If another argument is wrong.

    See Also
    --------
    read_rds : For files that ``saveRDS()`` wrote.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from pynnet import load_rdata
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "one.RData"
    >>> lines = "RDA2 A 2 263168 131840 1026 1 262153 1 x 14 1 1.5 254".split()
    >>> _ = path.write_text("\n".join(lines))  # x <- 1.5; save(x, ascii = TRUE)
    >>> load_rdata(path)
    {'x': array([1.5])}
    """
    where, budget = path_of(path), _budget(max_bytes)
    given, wanted = _checked_env(env), flag("fits", fits)
    data = decompressed(bytes_of(where, budget.left), budget)
    if not data.startswith(_WORKSPACES):
        raise DataError(
            f"bad restore file magic number: {shown(str(where))} was not written by save(). "
            "Use read_rds() for what saveRDS() writes."
        )
    stream = Stream(data, _LENGTH, budget)
    objects = stream.object()
    if not isinstance(objects, Pairs):
        raise DataError("loaded data is not in pair list form: the file is broken.")
    context = _Context(given, _version(stream), wanted)
    return {str(name): context.plain(node) for name, node in objects.values}


def _budget(most: Any) -> Budget:
    return Budget(whole_number("max_bytes", most, "a number of bytes", least=1, most=MOST_WHOLE))


def _checked_env(env: Any) -> Mapping[str, Any]:
    if env is None or isinstance(env, Mapping):
        return {} if env is None else env
    raise ArgumentError(
        f"env must be a mapping of names to values, got {type(env).__name__}. "
        "Write env={'name': value}."
    )


def _version(stream: Stream) -> str:
    """Return the version that formulas follow, by that of the R which wrote the file."""
    return "4.5" if stream.r_version >= (4, 3) else "4.2"
