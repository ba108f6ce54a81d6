"""Values that nobody should pass: for calls of the whole API.

Each is code as well, so that a call that fails can be pasted.
"""

from __future__ import annotations

import datetime
import enum
import functools
import importlib
import importlib.util
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

import pynnet

__all__ = ["NAMES", "VALUES", "VAST", "Own", "value_of"]


class Own(Exception):  # noqa: N818 - it stands for any error of the user's own objects
    """What hostile objects raise: theirs, so that it may pass through."""


class Raises:
    """An object that has no answer to anything."""

    def _raise(self, *_: Any) -> Any:
        raise Own("asked")

    __eq__ = __len__ = __iter__ = __bool__ = __repr__ = __str__ = __index__ = _raise  # type: ignore[assignment]
    __array__ = __float__ = __int__ = __call__ = __getitem__ = __contains__ = _raise
    __hash__ = _raise  # type: ignore[assignment]


class Lies:
    """An object whose answers are not true."""

    def __len__(self) -> int:
        return 3

    def __iter__(self) -> Any:
        return iter([1, 2, 3, 4, 5])

    def __index__(self) -> int:
        return -7

    def __repr__(self) -> str:
        return "x" * 1_000_000

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


class Vast:
    """A sequence that says it is longer than any memory."""

    def __len__(self) -> int:
        return 2**62

    def __getitem__(self, position: int) -> float:
        return 1.0


class Torn:
    """An object that looks like an array and is none."""

    shape, ndim, dtype = (3, "2"), 2, "float64"
    columns, index, values = None, 5, "abc"


class Text(str):
    """A text of a class of its own."""


class Count(int):
    """A whole number of a class of its own."""


class Colour(enum.Enum):
    """Two names for numbers."""

    RED = 1
    BLUE = 2


class Broken(Mapping[str, Any]):
    """A mapping whose columns cannot be read."""

    def __getitem__(self, name: str) -> Any:
        raise Own(name)

    def __iter__(self) -> Iterator[str]:
        return iter(["x", "z", "y"])

    def __len__(self) -> int:
        return 3


@functools.cache
def other_fit() -> Any:
    """A fit to other data."""
    data = {"x": [0.1, 0.9, 0.4, 0.5], "y": list("abba")}
    return pynnet.multinom("y ~ x", data, trace=False)


def recursive() -> list[Any]:
    """A list that holds itself."""
    loop: list[Any] = [1, 2]
    loop.append(loop)
    return loop


def _arrow(kind: str) -> Any:
    """A type of Arrow's as pandas knows it."""
    arrow = importlib.import_module("pyarrow")
    types = {
        "list": lambda: arrow.list_(arrow.int64()),
        "decimal": lambda: arrow.decimal128(10, 2),
        "dictionary": lambda: arrow.dictionary(arrow.int32(), arrow.string()),
    }
    return pd.ArrowDtype(types[kind]())


def _table(kind: str) -> Any:
    """A frame or a column of pyarrow's."""
    arrow = importlib.import_module("pyarrow")
    letters = list("abc" * 4)
    whole = arrow.table({"x": np.arange(12) / 12, "z": list("pq" * 6), "y": letters})
    nested = arrow.array([[1]] * 12)
    kinds = {
        "whole": lambda: whole,
        "batch": lambda: whole.to_batches()[0],
        "short": lambda: whole[:1],
        "empty": lambda: whole[:0],
        "nothing": lambda: arrow.table({}),
        "twice": lambda: arrow.Table.from_arrays([whole["x"], whole["x"]], names=["x", "x"]),
        "nested": lambda: arrow.table({"x": nested, "y": nested, "z": nested}),
        "missing": lambda: arrow.table({name: arrow.nulls(12) for name in "xyz"}),
        "reader": whole.to_reader,
        "numbers": lambda: whole["x"],
        "letters": lambda: whole["y"].dictionary_encode(),
        "lists": lambda: nested,
        "days": lambda: arrow.array([datetime.date(2020, 1, 1)] * 12),
        "records": lambda: arrow.array([{"a": 1}] * 12),
        "truths": lambda: arrow.array([True, None, False] * 4),
    }
    return kinds[kind]()


NAMES = {
    "np": np,
    "pd": pd,
    "sparse": sparse,
    "Decimal": Decimal,
    "Fraction": Fraction,
    "Raises": Raises,
    "Lies": Lies,
    "Vast": Vast,
    "Torn": Torn,
    "Text": Text,
    "Count": Count,
    "Colour": Colour,
    "Broken": Broken,
    "_arrow": _arrow,
    "_table": _table,
    "MappingProxyType": MappingProxyType,
    "recursive": recursive,
    "other_fit": other_fit,
    "pynnet": pynnet,
}

VALUES: tuple[str, ...] = (
    # One of something
    *("None", "True", "False", "0", "1", "2", "-1", "3.5", "np.nan", "np.inf", "-np.inf", "1e300"),
    *("10**400", "-(10**400)", "2**45", "2**64", "1j", "5e-324", "np.float32(2)", "np.int8(-3)"),
    *("np.uint64(2**64 - 1)", "np.float16(1)", "np.longdouble(2)", "np.bool_(True)"),
    *("np.complex128(1 + 2j)", "np.datetime64('2020-01-01')", "np.timedelta64(3, 'D')"),
    *("Decimal('1.5')", "Decimal('NaN')", "Fraction(1, 3)", "Fraction(10**400, 3)", "pd.NA"),
    *("pd.NaT", "pd.Timestamp('2020-01-01')", "object()", "...", "NotImplemented"),
    *("np", "lambda *a, **k: 1.0", "Raises()", "Lies()", "Vast()", "Torn()", "Broken()"),
    *(
        "Count(2)",
        "Text('x')",
        "Colour.RED",
        "pd.Interval(0, 1)",
        "pd.Period('2020')",
        "1.5",
    ),
    *("np.float64('nan')", "np.str_('x')", "np.void(b'ab')", "pd.Timedelta('1D')", "-0.0", "5"),
    # Text
    *("''", "'5'", "'x'", "'y'", "'raw'", "'class'", "'y ~ x'", "'~ .'", "'y ~ .'", "b'5'"),
    *(
        "'y ~ x + z'",
        "'z'",
        "'~ . - x'",
        "'~ x'",
        "'y'",
        "'probs'",
        "'stable'",
        "'exclude'",
        "'pass'",
    ),
    *(
        "'y ~ (' * 50",
        "'y ~ w'",
        "'`'",
        "'y ~ \\ud800'",
        "'auc'",
        "'cv'",
        "'none'",
        "'both'",
        "'C'",
    ),
    *("'\\ud800'", "'\\x00'", "'é' * 5000", "'R'", "'mean'", "'nan'", "bytearray(b'a')"),
    # Lists and the like
    *("[]", "()", "{}", "set()", "[1]", "[1, 2, 3]", "[[1, 2], [3]]", "['a', 'b']", "[None]"),
    *("[True, False]", "{'x': [1.0, 2.0]}", "{'a': 1}", "{1: 2}", "{'x': {'x': 1}}", "{1, 2}"),
    *("range(4)", "(i for i in range(3))", "iter([1, 2])", "recursive()", "[10**400]", "[1j]"),
    *("frozenset({1})", "[Raises()]", "[np.nan] * 12", "['\\ud800', 'a']", "[[[1]]]", "{'x': 'y'}"),
    *("{'size': [1, 2]}", "{'lower': '~ 1', 'upper': '~ x'}", "list(range(12))", "[0] * 12"),
    *(
        "range(10**12)",
        "[[]]",
        "[()]",
        "[{}]",
        "{'x': []}",
        "{'x': 1}",
        "{'x': [[1, 2]]}",
        "(1, 2)",
    ),
    *(
        "MappingProxyType({'x': [0.5]})",
        "{'\\ud800': [1.0]}",
        "{'x': [1.0], 'z': ['q']}",
        "memoryview(b'ab')",
    ),
    *(
        "{'x': Raises()}",
        "{'x': np.ones((12, 2)), 'y': list('abc' * 4)}",
        "{'f': len}",
        "[True] * 12",
    ),
    *(
        "{'x': [1, 2], 'z': [3]}",
        "{'x': (i for i in range(2))}",
        "[Fraction(1, 3)] * 12",
        "{'size': []}",
    ),
    *("[Decimal('1.5')] * 12", "['1'] * 12", "[pd.NA] * 12", "[pd.NaT]", "[np.array([1])] * 12"),
    *(
        "[10**400] * 12",
        "list('abc' * 4)",
        "{'size': 1, 'decay': {}}",
        "[1, 'a']",
        "{'decay': [0, 'a']}",
    ),
    *(
        "{'y': 'treatment'}",
        "{'z': np.eye(2)}",
        "{'z': 'contr.sum'}",
        "{'z': [[1], [2]]}",
        "{'x': 'sum'}",
    ),
    # NumPy
    *("np.array(5)", "np.array('a')", "np.zeros((2, 2, 2))", "np.zeros((0, 3))", "np.zeros(0)"),
    *("np.arange(12.0)", "np.arange(24.0).reshape(12, 2)", "np.array([1, 'a', None], object)"),
    *("np.array([(1, 2.0)], dtype=[('a', int), ('b', float)])", "np.ones(12, complex)"),
    *("np.array(['2020'], 'M8[D]')", "np.ma.masked_array([1.0, 2.0], [True, False])"),
    *("np.array([1, 2], np.float16)", "np.ones((12, 2), np.longdouble)", "np.full(12, np.nan)"),
    *("np.asmatrix(np.eye(2))", "sparse.eye(3).tocsr()", "np.ones(12, bool)", "np.array([b'a'])"),
    *("np.full(12, 1e308)", "np.zeros((12, 0))", "np.arange(12)[::-1]", "np.ones(12, '>f8')"),
    *(
        "np.asfortranarray(np.ones((12, 2)))",
        "np.array(None)",
        "np.array([None] * 12)",
        "np.arange(12)",
    ),
    *("np.array(list('abc' * 4))", "np.ma.masked_all(12)", "np.rec.array([(1, 2.0)], names='a,b')"),
    *(
        "np.array([pd.NA, 1.0] * 6, object)",
        "np.full((12, 2), np.inf)",
        "np.full(12, -1)",
        "sparse.eye(12)",
    ),
    *(
        "np.array([1, 2**63], np.uint64)",
        "np.eye(12)",
        "np.array([[1.0]])",
        "np.arange(12) % 3",
        "np.ones(2)",
    ),
    *(
        "np.broadcast_to(1.0, 12)",
        "np.array([object()] * 12)",
        "np.array(['x', 'y'])",
        "np.zeros(7)",
    ),
    *(
        "np.array([1, 2], 'm8[D]')",
        "np.array([[]])",
        "np.array(1e300)",
        "np.full(12, 5e-324)",
        "np.ones(13)",
    ),
    *(
        "np.arange(24.0).reshape(12, 2)[:, ::-1]",
        "np.array([True, False] * 6)",
        "np.linspace(0, 1, 12)",
    ),
    # pandas
    *("pd.Series([1, 2])", "pd.Series(range(12))", "pd.Series(list('abcabcabcabc'))"),
    *("pd.DataFrame()", "pd.DataFrame({'x': [1.0], 'z': ['p']})", "pd.DataFrame(np.ones((12, 2)))"),
    *("pd.DataFrame({'x': range(12), 'z': list('pq' * 6), 'y': list('abc' * 4)})",),
    *("pd.DataFrame([[1, 2]], columns=['x', 'x'])", "pd.Categorical(list('aab'))"),
    *("pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([('x', 'y')]))", "pd.Index([1, 2])"),
    *("pd.Series(list('ab'), dtype='category')", "pd.Series([1, None], dtype='Int64')"),
    *("pd.Series([], dtype=float)", "pd.Series(pd.arrays.SparseArray([0, 1]))"),
    *("pd.Series(pd.date_range('2020', periods=12))", "pd.MultiIndex.from_tuples([(1, 2)])"),
    *("pd.Series([1 + 2j] * 12)", "pd.DataFrame({'x': [1j] * 12, 'y': list('abc' * 4)})"),
    *("pd.Series(pd.interval_range(0, 12))", "pd.Series(pd.period_range('2020', periods=12))"),
    *(
        "pd.Series(list('abc' * 4), index=[0] * 12)",
        "pd.Series(range(12), index=list('abcdefghijkl'))",
    ),
    *("pd.Series(list('abc' * 4)).astype('category').cat.as_ordered()", "pd.Series([pd.NA] * 12)"),
    *("pd.Series(pd.Categorical([1.5, 2.5] * 6))", "pd.Series(pd.to_timedelta(range(12)))"),
    *(
        "pd.Categorical(pd.interval_range(0, 12))",
        "pd.Series([[1]] * 12)",
        "pd.Series([None] * 12)",
    ),
    *(
        "pd.Series(['\\ud800', 'a', 'b'] * 4, dtype=object)",
        "pd.RangeIndex(12)",
        "pd.DatetimeIndex([])",
    ),
    *("pd.DataFrame({'x': [1.0, None] * 6, 'z': list('pq' * 6), 'y': list('abc' * 4)})",),
    *(
        "pd.DataFrame({'x': list('ab' * 6), 'z': range(12), 'y': range(12)})",
        "pd.DataFrame({1: [2.0]})",
    ),
    *("pd.DataFrame({'x': [1e300, -1e300] * 6, 'z': list('pq' * 6), 'y': list('abc' * 4)})",),
    *(
        "pd.DataFrame({'x': [0.5] * 12, 'z': ['p'] * 12, 'y': ['a'] * 12})",
        "pd.DataFrame(index=range(12))",
    ),
    *("pd.DataFrame({'x': range(12)}, index=[1] * 12)", "pd.DataFrame({'x': [0.5], 'z': ['new']})"),
    *("pd.DataFrame({'x': pd.array([1, None] * 6, 'Int64'), 'z': ['p'] * 12, 'y': [0, 1] * 6})",),
    *("pd.Series(range(12), dtype='Int8')", "pd.Series([True, None] * 6, dtype='boolean')"),
    *("pd.Series([1.5] * 12, dtype='float32')", "pd.Series(['a', None] * 6, dtype='string')"),
    *("pd.Series([1] * 12, dtype='int64[pyarrow]')", "pd.Series([[1]] * 12, dtype=_arrow('list'))"),
    *("pd.Series([Decimal('1.5')] * 12, dtype=_arrow('decimal'))", "pd.Series([b'a'], dtype='O')"),
    *("pd.Series(list('abc' * 4), dtype=_arrow('dictionary'))", "pd.Series([1.0], name=('a', 1))"),
    # Beyond what floats hold, or what a library reads
    *("np.array([np.inf, -np.inf] * 6)", "[1e308, -1e308] * 6", "[1e-320] * 12", "-(10**5000)"),
    *("np.array(['1e4000'] * 12).astype(np.longdouble)", "np.longdouble('1e4000')"),
    *("np.float16('inf')", "np.timedelta64(2**62, 'D')", "np.array(['NaT'], 'M8')"),
    *("memoryview(np.ones((3, 2)))", "np.zeros((12, 1), [('x', float)])", "[[1, 2], [[3], 4]]"),
    *("{'x': sparse.eye(12)}", "{'x': Lies()}", "pd.DataFrame({'x': [1]}).groupby('x')"),
    *("pd.Series(dtype='category')", "np.ones((12, 2), complex)", "np.zeros((0, 2), object)"),
    # pynnet's own
    *(
        "pynnet.RRandom(1)",
        "np.random.default_rng(1)",
        "pynnet.tune_control()",
        "np.random.RandomState(1)",
        "pynnet.nnet",
        "pynnet.Metric('m', max, 'class', greater_is_better=True)",
        "other_fit()",
    ),
)


if all(map(importlib.util.find_spec, ("narwhals", "pyarrow"))):
    VALUES += (
        *("_table('whole')", "_table('batch')", "_table('short')", "_table('empty')"),
        *("_table('nothing')", "_table('twice')", "_table('nested')", "_table('missing')"),
        *("_table('reader')", "_table('numbers')", "_table('letters')", "_table('lists')"),
        *("_table('days')", "_table('records')", "_table('truths')"),
    )
VAST = ("Vast()", "range(10**12)", "2**45")  # no memory holds what they stand for


def value_of(code: str) -> Any:
    """The value of a piece of code, made anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)  # of NumPy's matrix
        return eval(code, dict(NAMES))
