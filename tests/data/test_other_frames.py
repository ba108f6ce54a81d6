"""Frames of any package: the results of pandas' bit for bit, in the kind that was passed."""

import datetime
import decimal
import importlib
import importlib.machinery
import importlib.util
import json
import pickle
import re
import subprocess
import sys
import types

import numpy as np
import pandas as pd
import pytest

import pynnet
from pynnet import caret, from_json, multinom, nnet, r
from tests.support import assert_same_bits, interop

OPTIONS = {"size": 2, "decay": 0.1, "maxit": 8, "seed": 1, "trace": False}
pytestmark = pytest.mark.filterwarnings("ignore::pynnet.FitWarning")


def table():
    """Rows of every type that a formula takes, with gaps."""
    stream = pynnet.RRandom(3)
    n = 40
    frame = pd.DataFrame({"x": stream.runif(n), "z": stream.runif(n).astype(np.float32)})
    frame["count"] = pd.array(np.arange(n) % 5, dtype="Int64")
    frame["whole"] = np.arange(n) % 7
    frame["flag"] = pd.array(np.arange(n) % 3 == 0, dtype="boolean")
    frame["text"] = [["one", "two", "Three"][i % 3] for i in range(n)]
    frame["level"] = pd.Categorical(
        [["hi", "lo", "mid"][i % 3] for i in range(n)], ["lo", "mid", "hi"]
    )
    frame["y"] = pd.Categorical(
        [["b", "a", "c"][i % 3 - (i % 5 == 0)] for i in range(n)], ["c", "b", "a"]
    )
    frame["target"] = 0.5 * frame["x"] + 0.3 * frame["z"]
    frame["w"] = 1.0 + np.arange(n) % 2
    frame.loc[4, ["x", "count", "flag"]] = [np.nan, pd.NA, pd.NA]
    frame.loc[7, ["text", "level"]] = [None, None]
    return frame


def polars_of(frame):
    """The same as polars has it, pandas' categories as Enums."""
    polars = interop("polars")
    columns = []
    for name in frame.columns:
        values = frame[name]
        gaps = values.isna()
        items = [None if gap else x for x, gap in zip(values.tolist(), gaps, strict=True)]
        is_level = isinstance(values.dtype, pd.CategoricalDtype)
        dtype = polars.Enum(values.cat.categories.tolist()) if is_level else None
        if values.dtype == np.float32:
            dtype = polars.Float32
        columns.append(polars.Series(name, items, dtype=dtype))
    return polars.DataFrame(columns)


def arrow_of(frame):
    """The same as a table of pyarrow, in chunks of different dictionaries."""
    arrow = pytest.importorskip("pyarrow")
    columns = [arrow.array(frame[name].array, from_pandas=True) for name in frame.columns]
    whole = arrow.Table.from_arrays(columns, names=list(frame.columns))
    return arrow.concat_tables([whole[:11], whole[11:]])


def batch_of(frame):
    """The same as a record batch of pyarrow."""
    return arrow_of(frame).combine_chunks().to_batches()[0]


def narwhals_of(frame):
    """The same polars frame as narwhals wraps it."""
    return interop("narwhals").from_native(polars_of(frame))


KINDS = {
    "polars": pytest.param(polars_of, id="polars", marks=pytest.mark.interop),
    "narwhals": pytest.param(narwhals_of, id="narwhals", marks=pytest.mark.interop),
    "pyarrow": pytest.param(arrow_of, id="pyarrow"),
    "batch": pytest.param(batch_of, id="batch"),
}
in_kinds = pytest.mark.parametrize("to", [*KINDS.values()])


@pytest.fixture(autouse=True)
def needs_narwhals():
    """Reading any frame but pandas' needs it."""
    interop("narwhals")


def plain(result):
    """A result of any kind as names and columns of Python's objects; missing is None."""
    if hasattr(result, "to_native"):
        result = result.to_native()
    if isinstance(result, (pd.DataFrame, pd.Series)):
        frame = result.to_frame() if isinstance(result, pd.Series) else result
        if isinstance(frame.index, pd.MultiIndex):
            frame = frame.reset_index(level=1)
        columns = [frame.iloc[:, i] for i in range(frame.shape[1])]
        items = [[None if pd.isna(x) else x for x in column] for column in columns]
        return list(map(str, frame.columns)) if isinstance(result, pd.DataFrame) else None, items
    if isinstance(result, np.ndarray):
        return None, result.tolist()
    if hasattr(result, "to_pydict") or hasattr(result, "to_dict"):
        named = (
            result.to_pydict() if hasattr(result, "to_pydict") else result.to_dict(as_series=False)
        )
        return list(named), list(named.values())
    return None, [result.to_pylist() if hasattr(result, "to_pylist") else result.to_list()]


def kind_of(result):
    return type(result).__module__.partition(".")[0], type(result).__name__


def linear(*data, **more):
    """A network with linear outputs."""
    return nnet(*data, linout=True, **{**OPTIONS, **more})


def fit_of(data):
    return nnet("y ~ x + z + count + flag + text + level", data, weights="w", **OPTIONS)


def multinomial(data, **more):
    return multinom("y ~ z + w + text + level", data, maxit=12, decay=0.01, trace=False, **more)


# Each takes the data and gives something that has a row for each row of them.
OF_ROWS = {
    "fitted_values": lambda d: fit_of(d).fitted_values,
    "residuals": lambda d: fit_of(d).residuals,
    "excluded": lambda d: nnet("y ~ x + level", d, na_action="exclude", **OPTIONS).fitted_values,
    "raw": lambda d: fit_of(d).predict(d),
    "class": lambda d: fit_of(d).predict(d, type="class"),
    "one output": lambda d: linear("target ~ x", d).predict(d),
    "probs": lambda d: multinomial(d).predict(d, "probs"),
    "classes of multinom": lambda d: multinomial(d).predict(d),
    "classes that are text": lambda d: nnet("text ~ x", d, **OPTIONS).predict(d, type="class"),
    "probabilities": lambda d: multinomial(table()).predicted_probabilities(newdata=d),
    "weights": lambda d: multinomial(d).weights,
    "multinom exclude": lambda d: multinomial(d, na_action="exclude").fitted_values,
    "model_matrix": lambda d: pynnet.model_matrix("~ x * level + flag + text + count", d),
    "new matrix": lambda d: pynnet.model_matrix("~ poly(w, 1) + level", d, newdata=d),
    "model_frame": lambda d: pynnet.model_frame("y ~ x + text + flag + count", d),
    "class_ind": lambda d: pynnet.class_ind(d["level"]),
    "bands": lambda d: pynnet.prediction_bands(
        nnet("target ~ x", d, size=1, linout=True, decay=0.01, Hess=True, seed=1, trace=False), d
    ),
    "bands of several": lambda d: pynnet.prediction_bands(
        nnet("y ~ x", d, size=1, decay=0.01, Hess=True, seed=1, trace=False), d
    ),
    "subset": lambda d: linear("target ~ z", d, subset=np.arange(40) % 7 > 2).fitted_values,
    "preprocess": lambda d: caret.preprocess(d, method="center").predict(d),
    "avnnet": lambda d: caret.avnnet(
        "y ~ x + z", d, repeats=2, size=1, maxit=5, trace=False, seed=1
    ).predict(d, type="prob"),
    "train": lambda d: trained(d).predict(d),
    "head": lambda d: r.head(d, 3),
}

# Each takes the data, and gives what is about the model: the same of any data.
OF_MODELS = {
    "weights of a network": lambda d: fit_of(d).wts,
    "print": lambda d: f"{fit_of(d)} {fit_of(d).summary()}",
    "levels": lambda d: dict(fit_of(d).terms.xlevels),
    "vcov": lambda d: multinomial(d).vcov(),
    "model": lambda d: multinomial(d, model=True).model,
    "tidy": lambda d: multinomial(d).tidy(),
    "drop1": lambda d: str(multinom("y ~ z + w", d, maxit=12, trace=False).drop1()),
    "update": lambda d: str(multinomial(d).update("~ . - text")),
    "update with data": lambda d: str(multinomial(table()).update(data=d).summary()),
    "step": lambda d: str(multinom("y ~ z + w", d, maxit=12, trace=False).step(trace=0)),
    "marginal effects": lambda d: multinomial(d).marginal_effects(),
    "tune_nnet": lambda d: str(
        pynnet.tune_nnet("y ~ x + z", d, size=[1, 2], maxit=5, seed=1, trace=False).summary()
    ),
    "tune": lambda d: str(
        pynnet.tune(
            multinom, "y ~ x", d, ranges={"decay": [0.1, 1.0]}, maxit=5, seed=1, trace=False
        ).summary()
    ),
    "train": lambda d: str(trained(d)),
    "importance": lambda d: pynnet.garson(linear("target ~ x + z", d)),
}


def trained(data):
    """A network of caret's."""
    return caret.train(
        "target ~ z + w",
        data,
        linout=True,
        trace=False,
        maxit=5,
        seed=1,
        tune_length=1,
        control=caret.train_control(method="cv", number=2),
    )


@in_kinds
@pytest.mark.parametrize("ask", OF_ROWS.values(), ids=OF_ROWS)
def test_rows_are_those_of_pandas_in_the_kind_that_was_passed(to, ask):
    """Same names, same bits, same missing places."""
    data = to(table())
    got, expected = ask(data), ask(table())
    assert plain(got) == plain(expected)
    root = kind_of(data)[0]
    assert kind_of(got)[0] == root
    if isinstance(expected, pd.DataFrame):
        assert type(got) is type(data)


@in_kinds
@pytest.mark.parametrize("ask", OF_MODELS.values(), ids=OF_MODELS)
def test_models_are_those_of_pandas(to, ask):
    """What has no row for each row of the data stays what it is."""
    got, expected = ask(to(table())), ask(table())
    assert type(got) is type(expected)
    if isinstance(expected, (pd.DataFrame, pd.Series)):
        pd.testing.assert_frame_equal(pd.DataFrame(got), pd.DataFrame(expected), check_exact=True)
    elif isinstance(expected, np.ndarray):
        assert_same_bits(got, expected)
    else:
        assert got == expected


# Types -----------------------------------------------------------------------------------------

DECIMALS = [decimal.Decimal("0.1"), None, decimal.Decimal("2.7"), decimal.Decimal(3)]
DAYS = [datetime.datetime(2020, 1, day) for day in (1, 2, 3, 4)]
SPANS = [datetime.timedelta(days) for days in range(4)]
TIMES = [datetime.time(hour) for hour in range(4)]
# Columns as polars has them, and the same as R would see it in pandas.
TYPES = {
    "floats": (lambda p: p.Series([0.5, None, float("nan"), 2.0]), [0.5, np.nan, np.nan, 2.0]),
    "single": (
        lambda p: p.Series([0.1, 0.2, 3.0, 4.0], dtype=p.Float32),
        np.float32([0.1, 0.2, 3, 4]),
    ),
    "whole": (lambda p: p.Series([1, 5, 3, 4]), [1, 5, 3, 4]),
    "whole with gaps": (lambda p: p.Series([1, None, 3, 4]), pd.array([1, None, 3, 4], "Int64")),
    "large": (
        lambda p: p.Series([2**53 + 1, 2**64 - 1, 3, 4], dtype=p.UInt64),
        np.array([2**53 + 1, 2**64 - 1, 3, 4], dtype=np.uint64),
    ),
    "largest": (lambda p: p.Series([2**70, 1, 3, 4], dtype=p.Int128), [2**70, 1, 3, 4]),
    "decimal": (
        lambda p: p.Series(DECIMALS),
        DECIMALS,
    ),
    "truths": (lambda p: p.Series([True, False, True, True]), [True, False, True, True]),
    "truths with gaps": (lambda p: p.Series([True, None, False, True]), [True, None, False, True]),
    "text": (lambda p: p.Series(["b", "a", None, "B"]), pd.Series(["b", "a", None, "B"])),
    "Chinese": (
        lambda p: p.Series(list("\u4e8c\u4e00\u4e09\u4e8c")),
        pd.Series(list("\u4e8c\u4e00\u4e09\u4e8c")),
    ),
    "enum": (
        lambda p: p.Series(["b", "a", None, "b"], dtype=p.Enum(["c", "b", "a"])),
        pd.Categorical(["b", "a", None, "b"], ["c", "b", "a"]),
    ),
    "categorical": (
        lambda p: p.Series(["b", "a", None, "B"], dtype=p.Categorical),
        pd.Categorical(["b", "a", None, "B"], ["a", "b", "B"]),
    ),
    "date": (
        lambda p: p.Series([day.date() for day in DAYS]),
        pd.Series(DAYS).astype("datetime64[s]"),
    ),
    "moment": (lambda p: p.Series(DAYS), pd.Series(DAYS).astype("datetime64[us]")),
    "moment of a zone": (
        lambda p: p.Series(DAYS).dt.replace_time_zone("Asia/Tokyo"),
        pd.Series(DAYS).astype("datetime64[us]").dt.tz_localize("Asia/Tokyo"),
    ),
    "duration": (lambda p: p.Series(SPANS), pd.Series(SPANS).astype("timedelta64[us]")),
    "time": (lambda p: p.Series(TIMES), TIMES),
    "lists": (lambda p: p.Series([[1], [2, 3], [], [4]]), [[1], [2, 3], [], [4]]),
    "records": (lambda p: p.Series([{"a": k} for k in range(4)]), [{"a": k} for k in range(4)]),
    "nothing": (lambda p: p.Series([None] * 4), [None] * 4),
    "bytes": (lambda p: p.Series([b"a", b"b", b"a", b"b"]), [b"a", b"b", b"a", b"b"]),
    "objects": (lambda p: p.Series([{1}, {2}, {3}, {4}], dtype=p.Object), [{1}, {2}, {3}, {4}]),
}


def outcome(ask):
    """What a call gives, or the words of its error."""
    try:
        return ask()
    except pynnet.PynnetError as error:
        return type(error), str(error)


def series_of(values):
    """A column as pandas holds it, lists as they are."""
    return pd.Series(values, dtype=object if isinstance(values, list) else None)


def design_of(data):
    matrix = pynnet.model_matrix("~ v", data, na_action="pass")
    frame = pynnet.model_frame("~ v", data, na_action="pass")
    return plain(matrix), plain(frame)


@pytest.mark.interop
@pytest.mark.parametrize(
    ("name", "through"),
    [
        *((name, "polars") for name in TYPES),
        *((name, "arrow") for name in TYPES if name not in ("objects", "largest", "bytes")),
    ],
)
def test_columns_of_polars_are_those_of_pandas(name, through):
    """As variables of a formula, as inputs and as a response: the same results or errors."""
    polars = interop("polars")
    make, values = TYPES[name]
    series = make(polars)
    if through == "arrow":
        series = series.to_arrow()
        if name in ("enum", "categorical"):  # polars says there that an Enum is ordered
            levels = series.dictionary.to_pylist()
            values = pd.Categorical(values, levels, ordered=series.type.ordered)
    table = pd.DataFrame({"v": series_of(values)})
    if through == "polars":
        data = polars.DataFrame({"v": series})
    else:
        data = importlib.import_module("pyarrow").table({"v": series})
    column = data["v"]
    calls = {
        "formula": design_of,
        "x": lambda d: nnet(d, [1.0, 2.0, 3.0, 4.0], **OPTIONS).wts.tolist(),
        "y": lambda d: nnet([1.0, 2.0, 3.0, 4.0], d["v"], **OPTIONS).wts.tolist(),
        "weights": lambda d: nnet([1.0, 2, 3, 4], [1.0, 0, 1, 0], d["v"], **OPTIONS).wts.tolist(),
        "class_ind": lambda d: plain(pynnet.class_ind(d["v"])),
        "mapping": lambda d: plain(pynnet.model_matrix("~ v", {"v": d["v"]}, na_action="pass")),
        "env": lambda d: plain(
            pynnet.model_matrix("~ u + c", {"u": [1.0] * 4}, env={"c": d["v"]}, na_action="pass")
        ),
    }
    for what, call in calls.items():
        assert outcome(lambda: call(data)) == outcome(lambda: call(table)), what  # noqa: B023
    assert len(column) == 4


def test_dictionaries_of_arrow_are_factors():
    """Chunks with different ones, unsigned codes, levels that are missing, repeated or numbers."""
    arrow = pytest.importorskip("pyarrow")
    pieces = [arrow.array(p).dictionary_encode() for p in (["v", "u", None], ["w", "v", "v"])]
    table = arrow.table({"g": arrow.chunked_array(pieces)})
    assert pynnet.class_ind(table["g"]).column_names == ["v", "u", "w"]
    odd = arrow.DictionaryArray.from_arrays(
        arrow.array([0, 1, 2, 3, None], arrow.uint8()), arrow.array(["b", None, "a", "b"])
    )
    assert plain(pynnet.class_ind(odd)) == (["b", "a"], [[1, 0, 0, 1, 0], [0, 0, 1, 0, 0]])
    whole = arrow.array([30, 10, 30]).dictionary_encode()
    assert plain(pynnet.class_ind(whole)) == (["30", "10"], [[1, 0, 1], [0, 1, 0]])


def test_an_ordered_dictionary_is_an_ordered_factor_and_comes_back_as_one():
    arrow = pytest.importorskip("pyarrow")
    kind = arrow.dictionary(arrow.int8(), arrow.string(), ordered=True)
    levels = pd.Categorical(["lo", "hi", "lo"], ["lo", "hi"], ordered=True)
    table = arrow.table({"o": arrow.array(levels).cast(kind)})
    assert pynnet.model_matrix("~ o", table).column_names == ["(Intercept)", "o.L"]
    assert pynnet.model_frame("~ o", table)["o"].type.ordered


# Shapes ----------------------------------------------------------------------------------------


@in_kinds
def test_no_rows_no_columns_and_unknown_columns_are_refused_in_the_words_for_pandas(to):
    for ask in (
        lambda d: nnet("y ~ x", d, **OPTIONS),
        lambda d: nnet("target ~ nope", d, **OPTIONS),
        lambda d: nnet(d, d, **OPTIONS),
        lambda d: multinom("y ~ X", d),
        lambda d: pynnet.model_matrix("~ target", d, subset=[99]),
        lambda d: nnet("target ~ x", d, weights="nope", **OPTIONS),
        lambda d: nnet("target ~ x", d, **OPTIONS).predict(d, type="class"),
    ):
        for frame in (table(), table()[["x", "y"]].iloc[:0], table()[[]].iloc[:0]):
            if to is batch_of and not len(frame):
                continue  # a table without rows has no batches
            got, expected = outcome(lambda: ask(to(frame))), outcome(lambda: ask(frame))  # noqa: B023
            assert isinstance(got, tuple) == isinstance(expected, tuple)
            assert got == expected or not isinstance(expected, tuple)


def test_two_columns_of_one_name_are_refused():
    arrow = pytest.importorskip("pyarrow")
    twice = arrow.Table.from_arrays([arrow.array([1.0, 2.0])] * 2, names=["x", "x"])
    for ask in (lambda d: pynnet.model_matrix("~ x", d), lambda d: nnet(d, [1.0, 0.0], **OPTIONS)):
        same = pd.DataFrame([[1.0, 1.0], [2.0, 2.0]], columns=["x", "x"])
        assert outcome(lambda: ask(twice)) == outcome(lambda: ask(same))  # noqa: B023
        assert outcome(lambda: ask(twice))[0] is pynnet.DataError  # noqa: B023


@pytest.mark.interop
def test_results_that_polars_cannot_hold_say_so():
    """R's matrices may have two columns of one name, frames of polars may not."""
    polars = interop("polars")
    data = polars.DataFrame({"a": ["b", "", "c"], "ab": [1.0, 2.0, 4.0]})
    with pytest.raises(pynnet.DataError, match="two columns of the result are named 'ab'"):
        pynnet.model_matrix("~ a + ab", data)
    assert pynnet.model_matrix("~ a + ab", data.to_arrow()).column_names.count("ab") == 2


@pytest.mark.interop
@pytest.mark.parametrize("package", ["polars", "pyarrow"])
def test_results_with_half_a_character_stay_at_home(package):
    """No frame but pandas' has one: it is refused, not the package's own error."""
    column = (
        interop(package).array([1, 2]) if package == "pyarrow" else interop(package).Series([1, 2])
    )
    with pytest.raises(pynnet.DataError, match=r"half a character, which no frame of [\w.]+ has"):
        r.sprintf("\ud800%d", column)


@pytest.mark.interop
def test_what_is_not_in_memory_is_refused_with_the_remedy():
    polars, duckdb = interop("polars"), interop("duckdb")
    dask, narwhals = interop("dask.dataframe"), interop("narwhals")
    frame = pd.DataFrame({"x": [1.0, 2.0, 3.0], "y": [1.0, 0.0, 1.0]})
    eager = polars.DataFrame({"x": [1.0, 2.0, 3.0], "y": [1.0, 0.0, 1.0]})
    remedies = [
        (eager.lazy(), "polars.LazyFrame, which is not computed yet. Pass data.collect()"),
        (narwhals.from_native(eager.lazy()), "Pass data.collect()"),
        (dask.from_pandas(frame, npartitions=1), "Pass data.compute()"),
        (duckdb.from_arrow(eager.to_arrow()), "Pass data.to_arrow_table()"),
        (eager.to_arrow().to_reader(), "which can be read only once. Pass data.read_all()"),
    ]
    for lazy, remedy in remedies:
        with pytest.raises(pynnet.DataError, match=re.escape(remedy)):
            nnet("y ~ x", lazy, **OPTIONS)
        with pytest.raises(pynnet.DataError, match=re.escape(remedy.replace("data.", "newdata."))):
            nnet("y ~ x", frame, **OPTIONS).predict(lazy)
    with pytest.raises(pynnet.DataError, match="x must be data in memory"):
        nnet(eager.lazy(), [1.0, 0.0, 1.0], **OPTIONS)
    with pytest.raises(pynnet.DataError, match="y must be data in memory"):
        nnet([[1.0], [2.0]], eager.lazy(), **OPTIONS)
    with pytest.raises(pynnet.DataError, match=r"got polars\.Expr"):
        nnet("y ~ x", polars.col("x"), **OPTIONS)
    relation = duckdb.from_arrow(eager.to_arrow())
    assert (
        kind_of(nnet("y ~ x", relation.to_arrow_table(), **OPTIONS).fitted_values)[0] == "pyarrow"
    )


class Exporter:
    """A frame of a package that nobody knows, which exports Arrow's stream."""

    def __init__(self, held):
        self.held = held

    def __arrow_c_stream__(self, requested_schema=None):
        """Export what is held."""
        return self.held.__arrow_c_stream__(requested_schema)


def test_whatever_exports_a_stream_of_arrow_is_read():
    frame = table()
    fit = nnet("y ~ x + level", Exporter(arrow_of(frame)), **OPTIONS)
    assert plain(fit.fitted_values) == plain(nnet("y ~ x + level", frame, **OPTIONS).fitted_values)
    assert kind_of(fit.fitted_values) == ("pyarrow", "Table")
    column = Exporter(arrow_of(frame)["level"])
    assert plain(pynnet.class_ind(column)) == plain(pynnet.class_ind(frame["level"]))


# Rows ------------------------------------------------------------------------------------------


@in_kinds
def test_columns_without_labels_go_by_their_places(to):
    """Beside pandas' rows with labels of their own."""
    frame = table()[["target", "z", "w"]]
    labelled = frame.set_axis(np.arange(100, 140))
    other = to(frame)
    expected = linear("target ~ z", frame, frame["w"])
    got = linear("target ~ z", labelled, other["w"])
    assert_same_bits(got.wts, expected.wts)
    assert list(got.fitted_values.index) == list(range(100, 140))
    x, y = labelled[["z"]], other["target"]
    assert_same_bits(
        linear(x, y).wts,
        linear(frame[["z"]], frame["target"]).wts,
    )
    mapping = {"target": labelled["target"], "z": other["z"]}
    assert_same_bits(
        linear("target ~ z", mapping).wts,
        linear("target ~ z", frame).wts,
    )


@in_kinds
def test_the_kind_is_that_of_newdata_and_else_of_the_fit(to):
    frame = table()
    fit, same = fit_of(to(frame)), fit_of(frame)
    assert type(fit.predict(frame)) is pd.DataFrame
    assert fit.predict(frame).index.name is None
    assert type(fit.predict()) is type(to(frame))
    assert type(same.predict(to(frame))) is type(to(frame))
    mapping = {name: frame[name].array for name in frame}
    assert type(fit.predict(mapping)) is pd.DataFrame
    assert type(linear(frame[["z", "w"]], to(frame)["target"]).fitted_values) is np.ndarray


@in_kinds
def test_masks_and_variables_of_the_caller(to):
    frame = table()
    other = to(frame[["z", "flag", "w"]])
    chosen = linear("target ~ z", frame, subset=other["flag"])
    assert_same_bits(chosen.wts, linear("target ~ z", frame, subset=frame["flag"]).wts)
    u = other["z"]
    assert_same_bits(pynnet.model_matrix("~ u"), pynnet.model_matrix("~ z", frame))
    assert len(u) == 40


@in_kinds
def test_the_call_names_the_frame_that_was_passed(to):
    mine = to(table())
    assert "data = mine" in str(multinomial_call(mine))
    fit = multinom("y ~ z", mine, maxit=3, trace=False)
    assert "data = mine" in str(fit)
    assert "data = mine" in str(fit.update("~ . + w"))


def multinomial_call(mine):
    """A fit whose data are called mine."""
    return multinom("y ~ z", data=mine, maxit=3, trace=False)


@in_kinds
def test_a_method_of_ones_own_gets_the_kind_that_was_passed(to):
    frame = table()
    data, seen = to(frame), set()

    def fit(formula, data, decay):
        seen.add(type(data))
        return nnet(formula, data, size=1, decay=decay, maxit=5, seed=1, trace=False)

    def predict(model, rows):
        seen.add(type(rows))
        return model.predict(rows, type="class")

    options = {"ranges": {"decay": [0.1, 1.0]}, "predict_func": predict, "seed": 1}
    assert str(pynnet.tune(fit, "y ~ z", data, **options)) == str(
        pynnet.tune(fit, "y ~ z", frame, **options)
    )
    assert seen == {type(data), pd.DataFrame}


# What is kept ----------------------------------------------------------------------------------


@pytest.mark.interop
def test_a_fit_is_closed():
    """The frame is not changed, and what is done to it later changes nothing."""
    polars = interop("polars")
    data = polars_of(table())
    before = data.clone()
    fit = multinomial(data)
    assert data.equals(before)
    expected = str(fit.vcov())
    data[3, "z"] = 99.0
    assert str(fit.vcov()) == expected
    assert str(fit.update("~ . - text")) == str(multinomial(before).update("~ . - text"))
    assert isinstance(fit.fitted_values, polars.DataFrame)


@in_kinds
def test_copies_pickles_and_json_keep_the_kind(to):
    fit = fit_of(to(table()))
    for again in (pickle.loads(pickle.dumps(fit)), from_json(fit.to_json())):
        assert type(again.fitted_values) is type(fit.fitted_values)
        assert plain(again.fitted_values) == plain(fit.fitted_values)


@in_kinds
def test_without_its_package_rows_are_pandas(to, monkeypatch):
    fit = fit_of(to(table()))
    stored = fit.to_json()
    find = importlib.util.find_spec
    hidden = ("polars", "pyarrow")
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in hidden else find(name)
    )
    with pytest.warns(pynnet.FitWarning, match="not installed: the result is a pandas object"):
        again = from_json(stored).fitted_values
    assert type(again) is pd.DataFrame
    assert plain(again) == plain(fit_of(table()).fitted_values)
    assert again.index.name is None


@pytest.fixture
def modin(monkeypatch):
    """Stand in for modin, whose releases need an older pandas; docs/frames.md says what was run."""

    class Held:
        def __init__(self, held):
            self._held = held

        def __getattr__(self, name):
            if name in ("to_pandas", "__arrow_c_stream__"):  # which modin has not
                raise AttributeError(name)
            return getattr(object.__getattribute__(self, "_held"), name)

        def __len__(self):
            return len(self._held)

        def _to_pandas(self):
            return self._held.copy()

    module = types.ModuleType("modin.pandas")
    module.__version__ = "0.37.1"
    for name in ("DataFrame", "Series"):
        kind = type(name, (Held,), {"__module__": f"modin.pandas.{name.lower()}"})
        setattr(module, name, kind)
    package = types.ModuleType("modin")
    package.__spec__ = importlib.machinery.ModuleSpec("modin", None)
    package.pandas = module
    monkeypatch.setitem(sys.modules, "modin", package)
    monkeypatch.setitem(sys.modules, "modin.pandas", module)
    return module


def test_modin_comes_back_as_modin(modin):
    """It has no method to_pandas() of its own; labels of rows stay."""
    data = table().set_index(pd.Index(range(5, 45), name="row"))
    fit, theirs = fit_of(data), fit_of(modin.DataFrame(data))
    assert_same_bits(fit.wts, theirs.wts)
    found = theirs.predict(modin.DataFrame(data.head(3)))
    assert type(found) is modin.DataFrame
    pd.testing.assert_frame_equal(found._to_pandas(), fit.predict(data.head(3)))
    classes = fit.predict(modin.DataFrame(data.head(3)), "class")
    assert type(classes) is modin.Series
    whole = data.dropna()
    x, y = whole[["x", "z"]], whole["target"]
    pair = nnet(modin.DataFrame(x), modin.Series(y), **OPTIONS)
    assert_same_bits(pair.wts, nnet(x, y, **OPTIONS).wts)


def test_json_of_unknown_kinds_is_refused():
    text = fit_of(arrow_of(table())).to_json()
    content = json.loads(text)
    content.pop("sha256", None)
    broken = json.dumps(content).replace('"rows_of": "pyarrow"', '"rows_of": "os"')
    assert '"os"' in broken
    with pytest.raises(pynnet.DataError, match=r"'rows_of' .* must be one of cudf, modin"):
        from_json(broken)


def test_pandas_imports_neither_narwhals_nor_polars():
    """Nor does a fit that came from JSON of another kind until its rows are asked for."""
    program = """
import sys
import pynnet
data = pynnet.load_iris()
fit = pynnet.nnet("Species ~ .", data, size=1, maxit=2, trace=False, seed=1)
fit.predict(data), fit.fitted_values, pynnet.model_matrix("~ Species", data)
again = pynnet.from_json(sys.stdin.read())
again.predict(data)
loaded = [name for name in ("narwhals", "polars", "dask", "duckdb", "modin") if name in sys.modules]
assert not loaded, loaded
"""
    fit = nnet("Species ~ .", arrow_of(pynnet.load_iris()), size=1, maxit=2, trace=False, seed=1)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], input=fit.to_json(), text=True, check=False
    )
    assert done.returncode == 0


def test_without_narwhals_the_command_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "narwhals", None)
    data = arrow_of(table())
    with pytest.raises(ImportError, match=r'class pyarrow\.Table needs .* "pynnet\[frames\]"'):
        nnet("y ~ x", data, **OPTIONS)
