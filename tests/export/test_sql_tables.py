"""Queries on tables as databases have them: other columns, other kinds, names that they alter."""

import sqlite3

import numpy as np
import pandas as pd
import pytest

from pynnet import DataError, nnet
from tests.support import interop

pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning")
QUIET = {"trace": False, "seed": 1, "maxit": 20}
X = [0.5, 1.5, -2.5, 4.0, 5.5, -1.0]


def _fit(frame, formula="y ~ ."):
    return nnet(formula, frame.assign(y=list("pqpqqp")), size=1, rang=0.3, decay=0.1, **QUIET)


def _run(query, columns, rows):
    """What SQLite gives for a table "t" with these columns."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE TABLE "t" ({columns})')
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.create_function("exp", 1, lambda z: None if z is None else float(np.exp(z)))
    return connection.execute(query).fetchall()


def test_a_column_that_the_table_lacks_is_an_error():
    """SQLite takes names in quotes that it does not find for texts, which would be 0 then."""
    query = _fit(pd.DataFrame({"x": X})).to_sql(dialect="sqlite", table="t")
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        _run(query, "z REAL", [(1.0,)])


@pytest.mark.parametrize("name", ["TRUE", "false", "data", "inputs", "complete", "class", "h1"])
def test_columns_whose_names_sqlite_and_the_query_have_themselves(name):
    """Columns are read and kept under any name, those of SQLite's truths and of tables too."""
    frame = pd.DataFrame({name: X, "g": list("aababb")})
    fit = _fit(frame, f"y ~ `{name}` * g")
    query = fit.to_sql(dialect="sqlite", table="t", keep=name)
    rows = _run(query, f'"{name}" REAL, g TEXT', list(frame.itertuples(index=False, name=None)))
    assert [row[0] for row in rows] == X
    assert np.allclose([row[1] for row in rows], fit.predict(frame), rtol=1e-12, atol=0)


@pytest.mark.parametrize("kind", ["REAL", "TEXT", "INTEGER", "BLOB", ""])
def test_what_is_no_number_is_missing_in_sqlite(kind):
    """Text is the number that it says, and none where SQLite's cast would make a 0 of it."""
    fit = _fit(pd.DataFrame({"x": X}))
    query = fit.to_sql(dialect="sqlite", table="t")
    numbers = ["0.5", "-0.5", "-5.1", 2**53 + 1, 7, None, float("inf")]
    wanted = [0.5, -0.5, -5.1, 2.0**53, 7.0]
    texts = ["NA", "", "abc", "5abc", "0x10", b"5"]
    rows = _run(query, f"x {kind}", [(value,) for value in (*numbers, *texts)])
    assert np.allclose([r[0] for r in rows[:5]], fit.predict({"x": wanted}), rtol=1e-12, atol=0)
    assert [row[0] for row in rows[5:]] == [None] * (2 + len(texts))


def test_what_is_no_truth_is_missing_in_sqlite():
    """0 and 1 are truths there, and texts are neither."""
    fit = _fit(pd.DataFrame({"b": [True, False, True, True, False, False]}))
    query = fit.to_sql(dialect="sqlite", table="t")
    rows = _run(query, "b", [(v,) for v in (1, 0, "TRUE", "FALSE", 2, None)])
    assert np.allclose([r[0] for r in rows[:2]], fit.predict({"b": [True, False]}), rtol=1e-12)
    assert [row[0] for row in rows[2:]] == [None] * 4


@pytest.mark.parametrize(
    ("dialect", "names", "why"),
    [
        ("sqlite", ("x", "X"), "SQL of sqlite knows columns by small letters"),
        ("duckdb", ("age", "Age"), "SQL of duckdb knows columns by small letters"),
        ("postgresql", ("é" * 31 + "ab", "é" * 31 + "ac"), "columns by 63 bytes"),
    ],
)
def test_columns_that_are_one_for_the_database_are_refused(dialect, names, why):
    """Where both would be read from one column the query would be wrong without a word."""
    fit = _fit(pd.DataFrame({names[0]: X, names[1]: X[::-1]}))
    with pytest.raises(DataError, match=why):
        fit.to_sql(dialect=dialect)
    assert fit.to_sql(dialect="standard")


def test_letters_beyond_ascii_differ_by_case():
    """SQLite tells É from é, and so does the query."""
    frame = pd.DataFrame({"é": X, "É": X[::-1]})
    fit = _fit(frame)
    query = fit.to_sql(dialect="sqlite", table="t")
    rows = _run(query, '"é" REAL, "É" REAL', list(frame.itertuples(index=False, name=None)))
    assert np.allclose([row[0] for row in rows], fit.predict(frame), rtol=1e-12, atol=0)


def test_names_of_a_query_fit_into_postgresql():
    """Columns that the query makes differ within the 63 bytes that PostgreSQL looks at."""
    frame = pd.DataFrame({"x" * 80: X, "g": list("abcabc")})
    query = _fit(frame, f"y ~ {'x' * 80} * g").to_sql(dialect="postgresql", keep="x" * 80)
    made = [part.split('"')[1] for part in query.split(" AS ")[1:] if part.startswith('"')]
    assert max(len(name.encode()) for name in made) == 63
    assert len(set(made)) >= 10


@pytest.mark.interop
def test_duckdb_reads_and_keeps_columns_of_any_name():
    """DuckDB too, with a schema before the table."""
    duckdb = interop("duckdb")
    frame = pd.DataFrame({"TRUE": X, "data": X[::-1]})
    fit = _fit(frame)
    database = duckdb.connect()
    database.register("given", frame)
    database.execute('CREATE SCHEMA "data"; CREATE TABLE "data"."t" AS SELECT * FROM given')
    query = fit.to_sql(dialect="duckdb", table=["data", "t"], keep=["TRUE", "data"])
    rows = database.execute(query).fetchall()
    assert [row[0] for row in rows] == X
    assert np.allclose([row[2] for row in rows], fit.predict(frame), rtol=1e-12, atol=0)
