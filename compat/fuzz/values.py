"""Values that nobody should pass: for calls of the whole API.

Each is code as well, so that a call that fails can be pasted.
"""

from __future__ import annotations

import warnings
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

import pynnet

__all__ = ["NAMES", "VALUES", "Own", "value_of"]


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


def recursive() -> list[Any]:
    """A list that holds itself."""
    loop: list[Any] = [1, 2]
    loop.append(loop)
    return loop


NAMES = {
    "np": np,
    "pd": pd,
    "sparse": sparse,
    "Decimal": Decimal,
    "Fraction": Fraction,
    "Raises": Raises,
    "Lies": Lies,
    "recursive": recursive,
    "pynnet": pynnet,
}

VALUES = (
    # One of something
    *("None", "True", "False", "0", "1", "2", "-1", "3.5", "np.nan", "np.inf", "-np.inf", "1e300"),
    *("10**400", "-(10**400)", "2**45", "2**64", "1j", "5e-324", "np.float32(2)", "np.int8(-3)"),
    *("np.uint64(2**64 - 1)", "np.float16(1)", "np.longdouble(2)", "np.bool_(True)"),
    *("np.complex128(1 + 2j)", "np.datetime64('2020-01-01')", "np.timedelta64(3, 'D')"),
    *("Decimal('1.5')", "Decimal('NaN')", "Fraction(1, 3)", "Fraction(10**400, 3)", "pd.NA"),
    *("pd.NaT", "pd.Timestamp('2020-01-01')", "object()", "...", "NotImplemented"),
    *("np", "lambda *a, **k: 1.0", "Raises()", "Lies()"),
    # Text
    *("''", "'5'", "'x'", "'y'", "'raw'", "'class'", "'y ~ x'", "'~ .'", "'y ~ .'", "b'5'"),
    *("'\\ud800'", "'\\x00'", "'é' * 5000", "'R'", "'mean'", "'nan'", "bytearray(b'a')"),
    # Lists and the like
    *("[]", "()", "{}", "set()", "[1]", "[1, 2, 3]", "[[1, 2], [3]]", "['a', 'b']", "[None]"),
    *("[True, False]", "{'x': [1.0, 2.0]}", "{'a': 1}", "{1: 2}", "{'x': {'x': 1}}", "{1, 2}"),
    *("range(4)", "(i for i in range(3))", "iter([1, 2])", "recursive()", "[10**400]", "[1j]"),
    *("frozenset({1})", "[Raises()]", "[np.nan] * 12", "['\\ud800', 'a']", "[[[1]]]", "{'x': 'y'}"),
    *("{'size': [1, 2]}", "{'lower': '~ 1', 'upper': '~ x'}", "list(range(12))", "[0] * 12"),
    # NumPy
    *("np.array(5)", "np.array('a')", "np.zeros((2, 2, 2))", "np.zeros((0, 3))", "np.zeros(0)"),
    *("np.arange(12.0)", "np.arange(24.0).reshape(12, 2)", "np.array([1, 'a', None], object)"),
    *("np.array([(1, 2.0)], dtype=[('a', int), ('b', float)])", "np.ones(12, complex)"),
    *("np.array(['2020'], 'M8[D]')", "np.ma.masked_array([1.0, 2.0], [True, False])"),
    *("np.array([1, 2], np.float16)", "np.ones((12, 2), np.longdouble)", "np.full(12, np.nan)"),
    *("np.asmatrix(np.eye(2))", "sparse.eye(3).tocsr()", "np.ones(12, bool)", "np.array([b'a'])"),
    *("np.full(12, 1e308)", "np.zeros((12, 0))"),
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
    # pynnet's own
    *(
        "pynnet.RRandom(1)",
        "np.random.default_rng(1)",
        "pynnet.tune_control()",
    ),
)


def value_of(code: str) -> Any:
    """The value of a piece of code, made anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)  # of NumPy's matrix
        return eval(code, dict(NAMES))
