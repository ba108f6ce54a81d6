"""``python -m pynnet predict``: the rows of a table predicted by a fit, both in files."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from pynnet._ground import ArgumentError, DataError, class_of, shown
from pynnet._multinom import Multinom
from pynnet._nnet import NNet

from .files import csv_text, fit_in, say, table_in, table_writer
from .suspicions import tell_doubts
from .written import how_written

__all__ = ["predict_table"]

_OF_TEXT = ("character", "factor", "ordered")


def predict_table(given: argparse.Namespace) -> int:
    """Predict, and write the predictions; return the exit status."""
    write = None if given.output is None else table_writer(given.output)
    fit = fit_in(given.fit)
    if not isinstance(fit, (NNet, Multinom)):
        raise ArgumentError(f"{shown(given.fit)} holds no fit to predict by: got {class_of(fit)}.")
    table = _table_for(fit, given.table, how_written(given))
    tell_doubts(table, lambda name: _is_number(fit, name))
    asked = {"type": given.type, "seed": given.seed}
    arguments = {name: value for name, value in asked.items() if value is not None}
    predictions = _as_table(fit.predict(table, **arguments), given.type)
    if given.keep:
        predictions = _beside(table, predictions)
    if write is not None:
        write(predictions)
    else:
        say(csv_text(predictions))
    return 0


def _is_number(fit: NNet | Multinom, name: str) -> bool:
    """Whether a fit takes a column for numbers, as far as that is known."""
    terms = fit.terms
    return terms is None or (
        name in terms.symbols and terms.data_classes.get(name, "numeric") not in _OF_TEXT
    )


def _table_for(fit: NNet | Multinom, path: str, written: dict[str, Any]) -> pd.DataFrame:
    """The table in a file, of which text keeps the type that it had when the model was fitted.

    A factor whose levels are T and F and others, or 1 and 2 and others, may have but the first in
    some file, and a number may be missing everywhere: R takes them for logical then, or numbers.
    """
    table = table_in(path, written)
    if fit.terms is None or not path.lower().endswith((".csv", ".tsv")):
        return table
    response = fit.terms.response_name
    types = {}
    for name, kind in fit.terms.data_classes.items():
        if name == response or list(table.columns).count(name) != 1:
            continue
        if kind in _OF_TEXT and is_numeric_dtype(table[name]):
            types[name] = "character"
        elif kind == "numeric" and table[name].isna().all():
            types[name] = "numeric"
    return table_in(path, {**written, "colClasses": types}) if types else table


def _as_table(predicted: Any, kind: str | None) -> pd.DataFrame:
    """Predictions as columns: a class, the probability of each, or outputs."""
    if isinstance(predicted, pd.DataFrame):
        return predicted.reset_index(drop=True)
    values = np.asarray(predicted)
    if values.ndim == 2:
        return pd.DataFrame(values, columns=[f"output{k + 1}" for k in range(values.shape[1])])
    is_class = kind == "class" or values.dtype.kind in "OUS"
    name = "class" if is_class else "prediction"
    return pd.DataFrame({name: pd.Series(predicted).reset_index(drop=True)})


def _beside(table: pd.DataFrame, predictions: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(table.index, pd.RangeIndex):  # names of the rows, which the file has too
        names = table.index.to_frame(index=False)
        names.columns = pd.Index([name or "" for name in table.index.names])
        table = pd.concat([names, table.reset_index(drop=True)], axis=1)
    clash = [name for name in predictions.columns if name in table.columns]
    if clash:
        raise DataError(
            f"the table has a column {shown(clash[0])}, as the predictions have. Rename it, or "
            "leave --keep out."
        )
    return pd.concat([table.reset_index(drop=True), predictions], axis=1)
