"""write_rds(): objects for R."""

from __future__ import annotations

import os
from typing import Any

from pynnet._ground import choice, entry, path_of, public, replace_file
from pynnet._multinom import Multinom
from pynnet._nnet import NNet
from pynnet._tuning import Tune

from ..format.compression import COMPRESSIONS, compressed
from ..format.nodes import Node
from ..format.serialize import serialized
from ..format.steps import finished
from .networks import model_node, network_node
from .plain import ClassWriters, object_node
from .searches import search_node

__all__ = ["write_rds"]


@public
@entry
def write_rds(obj: Any, path: str | os.PathLike[str], *, compress: str = "gzip") -> None:
    """Write an object that R reads by ``readRDS()``.

    R's ``predict``, ``summary``, ``print``, ``coef`` and ``vcov`` of a fit give there what they
    give here.

    Parameters
    ----------
    obj : object
        Arrays, Series, DataFrames, numbers, texts, lists and dictionaries of them; fits of
        :func:`pynnet.nnet` and :func:`pynnet.multinom`, and searches of :func:`pynnet.tune`.
    path : str or path
        The file. It is replaced when all has been written.
    compress : {"gzip", "bzip2", "xz", "none"}, optional
        How it is compressed. Default "gzip", as R does.

    Raises
    ------
    OSError
        If the file cannot be written.
    ArgumentError
        If R has nothing like the object.
    DataError
        If it holds what R has no place for: whole numbers beyond 2**53, equal row names.

    Warns
    -----
    FitWarning
        If the formula of a fit calls functions of your own, which are not written.

    See Also
    --------
    read_rds : The way back.

    Notes
    -----
    Numbers keep their bits. NaN in pandas objects stands for what is missing and becomes NA, in
    arrays it stays NaN. Rows that number themselves, from 0 in pandas, do so from 1 in R. Whole
    numbers are integers where R has them, else doubles. Times without a zone are dates if all of
    them are whole days, else times in UTC. R 3.5 and later read the file.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import pandas as pd
    >>> from pynnet import read_rds, write_rds
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "data.rds"
    >>> write_rds(pd.DataFrame({"dose": [1.5, 2.0], "drug": pd.Categorical(["b", "a"])}), path)
    >>> read_rds(path)
       dose drug
    1   1.5    b
    2   2.0    a
    """
    where, kind = path_of(path), choice("compress", compress, COMPRESSIONS)
    data = compressed(serialized(_node(obj)), kind)
    replace_file(where, data)


def _node(obj: Any) -> Node:
    return finished(object_node(obj, _WRITERS))


_WRITERS: ClassWriters = {
    NNet: lambda fit: network_node(fit, _node),
    Multinom: lambda fit: model_node(fit, _node),
    Tune: lambda found: search_node(found, _node),
}
