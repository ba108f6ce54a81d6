"""What the command line reads and writes: tables and fits by the ends of their names, and text."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from pynnet._export import from_json
from pynnet._ground import ArgumentError, DataError, bytes_of, replace_file, require, shown
from pynnet._rfiles import read_rds, write_rds
from pynnet._verbs import read_csv

__all__ = ["csv_text", "fit_in", "fit_writer", "say", "table_in", "table_writer"]

_PICKLES = (".pkl", ".pickle")
_PARQUET = (".parquet", ".pq")


def table_in(path: str, written: Mapping[str, Any]) -> pd.DataFrame:
    """The table in a file: CSV as R's ``read.csv`` reads it, text between tabs, or Parquet.

    `written` has the options of the shell that say how text is written, where they were passed.
    """
    suffix = Path(path).suffix.lower()
    if suffix in (".csv", ".tsv"):
        sep = "," if suffix == ".csv" else "\t"
        return read_csv(path, **{"sep": sep, **written}, check_names=False)
    if suffix not in _PARQUET:
        raise _other_end("read a table", path, ".csv", ".tsv", *_PARQUET)
    if written:
        raise ArgumentError(
            f"unused argument {next(iter(written))}=: it says how text is written, and "
            f"{shown(path)} is none."
        )
    arrow = require("pyarrow.parquet", extra="frames", caller=f"reading {shown(path)}")
    data = bytes_of(Path(path), _most(path))
    try:
        frame: pd.DataFrame = arrow.read_table(io.BytesIO(data)).to_pandas()
    except Exception as error:  # Arrow's own, of many kinds
        told = " ".join(str(error).split())
        raise DataError(f"cannot read the Parquet file {shown(path)}: {told}") from error
    return frame


def _most(path: str) -> int:
    return Path(path).stat().st_size


def table_writer(path: str) -> Callable[[pd.DataFrame], None]:
    """What writes a table to a file, whole or not at all; asked for before the work is done."""
    _look_for_folder(path)
    suffix = Path(path).suffix.lower()
    if suffix == ".csv":
        return lambda table: replace_file(Path(path), csv_text(table).encode())
    if suffix not in _PARQUET:
        raise _other_end("write a table", path, ".csv", *_PARQUET)
    require("pyarrow.parquet", extra="frames", caller=f"writing {shown(path)}")

    def write(table: pd.DataFrame) -> None:
        buffer = io.BytesIO()
        try:
            table.to_parquet(buffer, index=False)
        except (ValueError, TypeError) as error:  # Arrow's are such, of columns that it cannot hold
            told = " ".join(str(error).split())
            raise DataError(f"cannot write the Parquet file {shown(path)}: {told}") from error
        replace_file(Path(path), buffer.getvalue())

    return write


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV: numbers with all their digits, NA where a value is missing."""
    return str(table.to_csv(index=False, na_rep="NA", lineterminator="\n"))


def say(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output, or another stream; letters that it has not are written as codes."""
    stream = sys.stdout if stream is None else stream
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def fit_in(path: str) -> Any:
    """The fit in a file. A pickle is a program: it is run, so it must be one's own."""
    if path.endswith(".json"):
        return from_json(Path(path))
    if not path.endswith(_PICKLES):
        return read_rds(path)
    with open(path, "rb") as file:
        try:
            return pickle.load(file)
        except Exception as error:  # a program may end in any way
            told = " ".join(f"{type(error).__name__}: {error}".split())
            raise DataError(f"cannot read the pickle {shown(path)}: {told}.") from error


def fit_writer(path: str, *, data: bool) -> Callable[[Any], None]:
    """What writes a fit to a file in the format that its name ends in."""
    _look_for_folder(path)
    suffix = Path(path).suffix.lower()
    if suffix == ".json":
        return lambda fit: fit.to_json(path, data=data)
    if suffix == ".rds":
        return lambda fit: write_rds(fit, path)
    raise _other_end("write a fit", path, ".json", ".rds")


def _look_for_folder(path: str) -> None:
    """Refuse a file that cannot be written, before the work is done."""
    folder = Path(path).parent
    if not folder.is_dir():
        raise ArgumentError(
            f"cannot write file {shown(path)}: there is no folder {shown(str(folder))}."
        )
    if Path(path).is_dir():
        raise ArgumentError(f"cannot write file {shown(path)}: it is a folder.")


def _other_end(verb: str, path: str, *ends: str) -> ArgumentError:
    *others, last = ends
    return ArgumentError(
        f"cannot {verb} of an unknown format: got {shown(path)}. "
        f"Pass a name that ends in {', '.join(others)} or {last}."
    )
