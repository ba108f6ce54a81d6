"""Tables of text read as R reads them: the types of columns, their names, exact numbers."""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import pandas as pd

from pynnet._ground import ArgumentError, DataError, flag, shown, whole_number
from pynnet._printing import valid_name

from .calls import verb
from .frames.text_columns import Texts, as_typed, converted, typed_columns

__all__ = ["read_csv"]


@verb
def read_csv(
    file: str | os.PathLike[str],
    *,
    sep: str = ",",
    dec: str = ".",
    na_strings: str | Sequence[str] = "NA",
    stringsAsFactors: bool = False,
    colClasses: Mapping[str, str] | None = None,
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
    colClasses : mapping of str to str, optional
        Types of columns by their names, instead of those that their values look like: "character",
        "factor", "numeric", "integer" or "logical". Default: none.
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
        If there is no column `row_names`, or `sep`, `dec`, `encoding` or `colClasses` cannot be.
    DataError
        If there is no header, a row has more values than it, two rows have one name, letters are
        written otherwise than `encoding` says, there is a NUL, or a value is not of the type that
        `colClasses` says.
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
    given = [na_strings] if isinstance(na_strings, str) else na_strings
    if not isinstance(given, (list, tuple, set)) or not all(isinstance(t, str) for t in given):
        raise ArgumentError(f"invalid 'na.strings' argument: got {shown(na_strings)}. Pass texts.")
    if dec not in (".", ","):
        raise ArgumentError(
            f"invalid decimal separator: must be one byte: got {shown(dec)}. Pass '.' or ','."
        )
    rows = _lines(file, sep, encoding)
    if not rows:
        raise DataError(f"no lines available in input: {shown(str(file))} is empty.")
    header, columns = _columns(rows, set(given))
    names, index = _row_names(header, columns, row_names)
    names = _names(names) if checked else names
    types = typed_columns(colClasses, names)
    values = [
        as_typed(column, types[name], dec)
        if name in types
        else converted(column, dec, as_factors=as_factors)
        for name, column in zip(names, columns, strict=True)
    ]
    frame = pd.DataFrame(dict(enumerate(values)), index=index)
    return frame.set_axis(names, axis=1)


def _columns(rows: list[list[str]], missing: Set[str]) -> tuple[list[str], list[Texts]]:
    """The header, and the columns below it; those that it has not are missing in short rows."""
    header, *rows = rows
    widest = max(map(len, rows), default=len(header))
    if widest > len(header) + 1:
        raise DataError(
            f"more columns than column names: a row has {widest} values, the header {len(header)}."
        )
    width = max(widest, len(header))
    whole = [row + [""] * (width - len(row)) for row in rows]
    columns: list[Texts] = [
        [None if text in missing else text for text in column]
        for column in zip(*whole, strict=True)
    ]
    return header, columns or [[] for _ in range(width)]


def _row_names(header: list[str], columns: list[Texts], given: Any) -> tuple[list[str], pd.Index]:
    """Names of columns and of rows; a column that names the rows is taken out."""
    why = ""
    if len(columns) > len(header):
        if given is None:
            given = 1
            why = ": the first column names the rows, as a row has a value more than the header"
        header = ["", *header]
    if given is None:
        return header, pd.RangeIndex(1, len(columns[0]) + 1)
    place = whole_number("row_names", given, least=1, most=len(columns)) - 1
    index = _distinct(columns.pop(place), why)
    return [name for k, name in enumerate(header) if k != place], index


def _distinct(texts: Texts, why: str) -> pd.Index:
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
