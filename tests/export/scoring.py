"""Runs what fits are exported as: by the C compiler, in SQLite, in DuckDB."""

from __future__ import annotations

import ctypes
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import fromstring

import numpy as np
import pandas as pd

from pynnet import Multinom
from pynnet._export.scoring import Program, program_of

from .pmml_evaluator import tag

__all__ = [
    "Answer",
    "by_c",
    "by_duckdb",
    "by_onnx",
    "by_pmml",
    "by_sqlite",
    "decided",
    "expected",
    "frame_of",
    "values_of",
]

Answer: TypeAlias = tuple[np.ndarray, list[Any] | None]
_STRICT = ("-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-pedantic", "-shared", "-fPIC")


def expected(fit: Any, data: Any) -> Answer:
    """What ``predict()`` gives: outputs by row, and classes as the program has them."""
    program = program_of(fit)
    raw = fit.predict(data, "probs" if isinstance(fit, Multinom) else "raw")
    outputs = np.asarray(raw, dtype=float).reshape(len(data), -1)
    if program.classes is None:
        return outputs, None
    classes = [None if pd.isna(c) else c for c in fit.predict(data, "class", seed=1)]
    if fit._labels is not None and any(isinstance(v, str) for v in program.values):
        texts = dict(zip(fit._labels.values.tolist(), fit._labels.texts, strict=True))
        classes = [None if c is None else texts[c] for c in classes]
    return outputs, classes


def decided(outputs: np.ndarray) -> np.ndarray:
    """Rows whose largest output is not tied, which predictions would draw."""
    if outputs.shape[1] == 1:
        return np.ones(len(outputs), dtype=bool)
    first, second = np.sort(outputs, axis=1)[:, :-3:-1].T
    return ~(first - second <= 2e-5 * np.abs(outputs).max(axis=1))


def frame_of(program: Program, data: Any) -> pd.DataFrame:
    """The inputs of a program, from the data of a fit."""
    if isinstance(data, np.ndarray):
        return pd.DataFrame(data, columns=[one.name for one in program.inputs])
    return pd.DataFrame({one.name: data[one.name] for one in program.inputs}, index=data.index)


def values_of(one: Any, column: Any) -> list[Any]:
    """A column as a database gets it: texts, truths, numbers, None."""
    made = [None if pd.isna(v) else v for v in list(column)]
    if one.kind == "text":
        return [None if v is None else str(v) for v in made]
    if one.kind == "truth":
        return [None if v is None else bool(v) for v in made]
    return [None if v is None else float(v) for v in made]


def by_c(fits: Sequence[tuple[Any, Any]], folder: Path) -> list[Answer]:
    """Outputs and classes of one text of C for all fits, compiled as strictly as gcc can."""
    source, library = folder / "scored.c", folder / "scored.so"
    texts = [fit.to_c(name=f"score_{k}") for k, (fit, _) in enumerate(fits)]
    source.write_text("\n".join(texts), encoding="utf-8")
    subprocess.run(["gcc", *_STRICT, "-o", library, source, "-lm"], check=True)
    loaded = ctypes.CDLL(str(library))
    return [
        _scored_by_c(loaded, f"score_{k}", program_of(fit), data)
        for k, (fit, data) in enumerate(fits)
    ]


def _scored_by_c(library: Any, name: str, program: Program, data: Any) -> Answer:
    frame = frame_of(program, data)
    rows = np.full((len(frame), max(len(program.inputs), 1)), np.nan)
    for k, one in enumerate(program.inputs):
        codes = {level: float(code) for code, level in enumerate(one.levels)}
        for i, value in enumerate(values_of(one, frame.iloc[:, k])):
            if value is not None:
                known = codes.get(value, float(len(codes))) if one.kind == "text" else value
                rows[i, k] = float(known)
    outputs = np.empty((len(rows), len(program.outputs)))
    double = ctypes.POINTER(ctypes.c_double)
    classes: list[Any] = []
    for row, output in zip(rows, outputs, strict=True):
        getattr(library, name)(row.ctypes.data_as(double), output.ctypes.data_as(double))
        if program.classes is not None:
            code = getattr(library, f"{name}_class")(output.ctypes.data_as(double))
            classes.append(None if code < 0 else program.values[code])
    return outputs, classes if program.classes is not None else None


def _answers(program: Program, rows: list[tuple[Any, ...]]) -> Answer:
    rows = sorted(rows)
    q = len(program.outputs)
    outputs = np.array([[np.nan if v is None else v for v in row[1 : 1 + q]] for row in rows])
    outputs = outputs.astype(float).reshape(len(rows), q)
    return outputs, None if program.classes is None else [row[1 + q] for row in rows]


def _table(program: Program, data: Any) -> list[tuple[Any, ...]]:
    frame = frame_of(program, data)
    columns = [values_of(one, frame.iloc[:, k]) for k, one in enumerate(program.inputs)]
    return list(zip(range(len(frame)), *columns, strict=True))


def _created(program: Program, types: dict[str, str]) -> str:
    columns = ['"the row" INTEGER']
    for one in program.inputs:
        name = one.name.replace('"', '""')
        columns.append(f'"{name}" {types[one.kind]}')
    return f'CREATE TABLE "data" ({", ".join(columns)})'


def by_sqlite(fit: Any, data: Any) -> Answer:
    """Outputs and classes of the query, run by SQLite."""
    program = program_of(fit)
    connection = sqlite3.connect(":memory:")
    try:
        types = {"number": "REAL", "truth": "INTEGER", "text": "TEXT"}
        connection.execute(_created(program, types))
        marks = ", ".join("?" * (1 + len(program.inputs)))
        connection.executemany(f'INSERT INTO "data" VALUES ({marks})', _table(program, data))
        query = fit.to_sql(dialect="sqlite", keep="the row")
        return _answers(program, connection.execute(query).fetchall())
    finally:
        connection.close()


def by_duckdb(fit: Any, data: Any, duckdb: Any) -> Answer:
    """Outputs and classes of the query, run by DuckDB."""
    program = program_of(fit)
    with duckdb.connect(":memory:") as connection:
        types = {"number": "DOUBLE", "truth": "BOOLEAN", "text": "VARCHAR"}
        connection.execute(_created(program, types))
        table = _table(program, data)
        marks = f"({', '.join('?' * (1 + len(program.inputs)))})"
        for start in range(0, len(table), 500):
            rows = table[start : start + 500]
            values = ", ".join([marks] * len(rows))
            connection.execute(f'INSERT INTO "data" VALUES {values}', list(chain(*rows)))
        query = fit.to_sql(dialect="duckdb", keep="the row")
        return _answers(program, connection.execute(query).fetchall())


def by_onnx(fit: Any, data: Any, runtime: Any) -> Answer:
    """Outputs and classes of the ONNX model, run by onnxruntime."""
    program = program_of(fit)
    session = runtime.InferenceSession(
        fit.to_onnx().SerializeToString(), providers=["CPUExecutionProvider"]
    )
    frame = frame_of(program, data)
    feeds = {}
    for k, one in enumerate(program.inputs):
        column = values_of(one, frame.iloc[:, k])
        if one.kind == "text":
            feeds[one.name] = np.array([[v or ""] for v in column], dtype=object)
        else:
            numbers = [[np.nan if v is None else float(v)] for v in column]
            feeds[one.name] = np.array(numbers, dtype=float).reshape(-1, 1)
    answers = session.run(None, feeds)
    outputs = np.broadcast_to(answers[0], (len(frame), len(program.outputs)))
    if program.classes is None:
        return outputs, None
    numbers = any(isinstance(v, float | int) for v in program.values)
    known: dict[Any, Any] = {} if "" in program.classes else {"": None}
    if numbers:
        known.update(zip(program.classes, program.values, strict=True))
    classes = [known.get(c, c) for c in answers[1]]
    return outputs, list(np.broadcast_to(np.array(classes, dtype=object), len(frame)))


def by_pmml(fit: Any, data: Any, scorer: Callable[[str], Any]) -> Answer:
    """Outputs and classes of the PMML document; `scorer` makes a function of rows from it."""
    program = program_of(fit)
    document = fit.to_pmml()
    score = scorer(document)
    frame = frame_of(program, data)
    columns = {one.name: values_of(one, frame.iloc[:, k]) for k, one in enumerate(program.inputs)}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    answers = [score(row) for row in rows or [{}] * len(frame)]
    fields = [one.get("name", "") for one in fromstring(document).iter(tag("OutputField"))]
    predicted = fields[0]  # "class", unless a column is called so
    picked = [name for name in fields if name.startswith(("probability(", "predicted "))]
    picked = picked[-len(program.outputs) :]  # two classes have one output, that of the second
    found = [[np.nan if a.get(f) is None else a[f] for f in picked] for a in answers]
    outputs = np.array(found, dtype=float).reshape(len(frame), len(program.outputs))
    if program.classes is None:
        return outputs, None
    labels = [name[12:-1] for name in fields if name.startswith("probability(")]
    known = dict(zip(labels, program.values, strict=True))
    return outputs, [known.get(a.get(predicted)) for a in answers]
