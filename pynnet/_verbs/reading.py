"""Tables of text read as R reads them: the types of columns, their names, exact numbers."""

from __future__ import annotations

import codecs
import csv
import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_factor
from pynnet._ground import ArgumentError, DataError, flag, shown, whole_number
from pynnet._printing import valid_name

from .calls import verb

__all__ = ["read_csv"]

_Texts = list[str | None]
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_INTEGER = re.compile(r"[+-]?0*[0-9]{1,10}")
_LARGEST = 2**31 - 1
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_HEXADECIMAL = re.compile(r"[+-]?0[xX][0-9a-fA-F]+(\.[0-9a-fA-F]*)?([pP][+-]?[0-9]+)?")
_WORDS = {"Inf": math.inf, "inf": math.inf, "-Inf": -math.inf, "-inf": -math.inf, "NaN": math.nan}


@verb
def read_csv(
    file: str | os.PathLike[str],
    *,
    sep: str = ",",
    dec: str = ".",
    na_strings: str | Sequence[str] = "NA",
    stringsAsFactors: bool = False,
    check_names: bool = True,
    row_names: int | None = None,
    encoding: str = "utf-8",
) -> pd.DataFrame:
    r"""Read a table with a header, R's ``read.csv``; numbers are read exactly.

    Parameters
    ----------
    file : str or path
        The file.
    sep : str, optional
        What stands between two values. Default ",".
    dec : str, optional
        What stands before the decimals of a number, "." or ",". Default ".".
    na_strings : str or sequence of str, optional
        What means that a value is missing. Default "NA".
    stringsAsFactors : bool, optional
        Whether text becomes a factor. Default False.
    check_names : bool, optional
        Whether names become such that formulas need no backquotes. Default True.
    row_names : int, optional
        Which column, counted from 1, names the rows and is none of the data. Default: the first,
        where the header has a name less; else none.
    encoding : str, optional
        How the file writes letters. Default "utf-8".

    Returns
    -------
    DataFrame
        Rows are numbered from 1 if they have no names. A column is of truths, whole numbers,
        numbers or text, whichever is the first that all its values are; nothing is a missing
        value, but text in a column of text.

    Raises
    ------
    ArgumentError
        If there is no column `row_names`, or `sep`, `dec` or `encoding` cannot be.
    DataError
        If there is no header, a row has more values than it, two rows have one name, letters are
        written otherwise than `encoding` says, or there is a NUL.
    OSError
        If the file cannot be opened.

    Notes
    -----
    R reads some numbers of 16 digits or more one bit off; here each is the nearest double.

    References
    ----------
    .. [1] R manual page ``read.table``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
    ...     _ = file.write('x,my name\n0.1,"a"\nNA,b\n')
    ...     file.flush()
    ...     read_csv(file.name)
         x my.name
    1  0.1       a
    2  NaN       b
    """
    as_factors, checked = (
        flag("stringsAsFactors", stringsAsFactors),
        flag("check_names", check_names),
    )
    missing = {na_strings} if isinstance(na_strings, str) else set(na_strings)
    if dec not in (".", ","):
        raise ArgumentError(
            f"invalid decimal separator: must be one byte: got {shown(dec)}. Pass '.' or ','."
        )
    rows = _lines(file, sep, encoding)
    if not rows:
        raise DataError(f"no lines available in input: {shown(str(file))} is empty.")
    header, *rows = rows
    widest = max(map(len, rows), default=len(header))
    if widest > len(header) + 1:
        raise DataError(
            f"more columns than column names: a row has {widest} values, the header {len(header)}."
        )
    width = max(widest, len(header))
    whole = [row + [""] * (width - len(row)) for row in rows]
    columns: list[_Texts] = [
        [None if text in missing else text for text in column]
        for column in zip(*whole, strict=True)
    ] or [[] for _ in range(width)]
    index: Any = pd.RangeIndex(1, len(rows) + 1)
    why = ""
    if width > len(header):
        if row_names is None:
            row_names = 1
            why = ": the first column names the rows, as a row has a value more than the header"
        header = ["", *header]
    if row_names is not None:
        place = whole_number("row_names", row_names, least=1, most=width) - 1
        index = _row_names(columns.pop(place), why)
        header = [name for k, name in enumerate(header) if k != place]
    names = _names(header) if checked else header
    values = [_converted(column, dec, as_factors=as_factors) for column in columns]
    frame = pd.DataFrame(dict(enumerate(values)), index=index)
    return frame.set_axis(names, axis=1)


def _row_names(texts: _Texts, why: str) -> pd.Index:
    """Names of rows, each one's own."""
    if None in texts:
        raise DataError(f"missing values in 'row.names' are not allowed{why}.")
    names = pd.Index([str(text) for text in texts])
    if not names.is_unique:
        twice = shown(names[names.duplicated()][0])
        raise DataError(
            f"duplicate 'row.names' are not allowed{why}, and two rows are named {twice}."
        )
    return names


def _lines(file: str | os.PathLike[str], sep: Any, encoding: Any) -> list[list[str]]:
    """The values of each line that has some."""
    if not isinstance(sep, str) or len(sep) != 1:
        raise ArgumentError(f"invalid 'sep' value: must be one byte: got {shown(sep)}.")
    try:
        "".encode(encoding)  # refuses codecs that are none of text
        name = codecs.lookup(encoding).name
    except (LookupError, TypeError, ValueError):
        raise ArgumentError(
            f"invalid 'encoding' argument: got {shown(encoding)}. Pass 'utf-8' or 'latin-1', for "
            "instance."
        ) from None
    try:
        letters = "utf-8-sig" if name == "utf-8" else name  # R drops the mark that Excel puts first
        with open(file, encoding=letters, newline="") as stream:
            return [row for row in csv.reader(_without_nul(file, stream), delimiter=sep) if row]
    except UnicodeError as error:
        raise DataError(
            f"invalid multibyte string: {shown(str(file))} is not written in {name}. "
            f"Save it as UTF-8, or read it with encoding={_likely_encoding(file)!r}, for instance."
        ) from error
    except csv.Error as error:
        raise DataError(f"cannot read {shown(str(file))}: {error}.") from error


def _likely_encoding(file: str | os.PathLike[str]) -> str:
    with open(file, "rb") as stream:
        mark = stream.read(2)
    return "utf-16" if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "latin-1"


def _without_nul(file: str | os.PathLike[str], lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise DataError(
                f"line {number} appears to contain embedded nulls: {shown(str(file))} is no text, "
                "or written otherwise than encoding= says."
            )
        yield line


def _converted(texts: _Texts, dec: str, *, as_factors: bool) -> Any:
    """A column as the first of R's types that all its values are."""
    stripped = [None if text is None or not text.strip() else text.strip() for text in texts]
    present = [text for text in stripped if text is not None]
    gaps = len(present) < len(stripped)
    if all(text in _TRUTHS for text in present):
        truths = [None if text is None else _TRUTHS[text] for text in stripped]
        return pd.array(truths, dtype="boolean") if gaps else np.array(truths, dtype=bool)
    if all(_INTEGER.fullmatch(text) and abs(int(text)) <= _LARGEST for text in present):
        whole = [None if text is None else int(text) for text in stripped]
        return pd.array(whole, dtype="Int64") if gaps else np.array(whole, dtype=np.int64)
    numbers = [math.nan if text is None else _number(text, dec) for text in stripped]
    if None not in numbers:
        return np.array(numbers, dtype=float)
    return as_factor(np.array(texts, dtype=object)) if as_factors else texts


def _number(text: str, dec: str) -> float | None:
    """The nearest double; None if it is no number."""
    if text in _WORDS:
        return _WORDS[text]
    if dec != ".":
        if "." in text:
            return None
        text = text.replace(dec, ".", 1)
    if _NUMBER.fullmatch(text):
        return float(text)
    return float.fromhex(text) if _HEXADECIMAL.fullmatch(text) else None


def _names(header: list[str]) -> list[str]:
    """Names as R's ``make.names`` makes them, each but once."""
    found = [valid_name(name) for name in header]
    taken = set(found)
    for k, name in enumerate(found):
        if name in found[:k]:
            number = next(n for n in range(1, len(found) + 1) if f"{name}.{n}" not in taken)
            found[k] = f"{name}.{number}"
            taken.add(found[k])
    return found
