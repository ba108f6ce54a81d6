"""What stands behind to_sql(), to_c(), to_onnx() and their like: written, or returned."""

from __future__ import annotations

from typing import Any

from pynnet._ground import path_of, replace_file

from .scoring import program_of
from .writers.c import c_of
from .writers.onnx_model import onnx_of
from .writers.pmml import pmml_of
from .writers.sql import sql_of

__all__ = ["to_c", "to_onnx", "to_pmml", "to_sql"]


def to_sql(fit: Any, path: Any, *, dialect: Any, table: Any, keep: Any) -> str | None:
    """Return the query that scores as a fit does, or write it to a file."""
    where = None if path is None else path_of(path)
    return _written(sql_of(program_of(fit), dialect, table, keep), where)


def to_c(fit: Any, path: Any, *, name: Any) -> str | None:
    """Return the function of C that scores as a fit does, or write it to a file."""
    where = None if path is None else path_of(path)
    return _written(c_of(program_of(fit), name), where)


def to_onnx(fit: Any, path: Any) -> Any:
    """Return the model of ONNX that scores as a fit does, or write it to a file."""
    where = None if path is None else path_of(path)
    model = onnx_of(program_of(fit))
    if where is None:
        return model
    replace_file(where, model.SerializeToString())
    return None


def to_pmml(fit: Any, path: Any) -> str | None:
    """Return the document of PMML that scores as a fit does, or write it to a file."""
    where = None if path is None else path_of(path)
    return _written(pmml_of(program_of(fit)), where)


def _written(text: str, where: Any) -> str | None:
    if where is None:
        return text
    replace_file(where, text.encode())
    return None
