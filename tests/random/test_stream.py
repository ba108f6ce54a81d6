"""R's random numbers: bits and states recorded from R, arguments, errors, other generators."""

import copy
import hashlib
import json
import math
import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pynnet import ArgumentError, RRandom, RWarning, rnorm, runif, sample, set_seed
from pynnet._random.verbs import as_stream, global_stream

from ..support import RECORDINGS

RECORD = json.loads((RECORDINGS / "random.json").read_text("utf-8"))
LOGS = np.array([math.log(i / 5000) for i in range(1, 5000)])

seeds = st.integers(-(2**31) + 1, 2**31 - 1)
kinds = st.sampled_from(["Rejection", "Rounding"])


def md5(values, dtype):
    """MD5 of numbers, most significant byte first."""
    return hashlib.md5(
        np.asarray(values).astype(dtype).tobytes(), usedforsecurity=False
    ).hexdigest()


SAME_LOG = md5(LOGS, ">f8") == RECORD["log_md5"]


def decoded(value):
    """A recorded argument or value: numbers are hexadecimal text."""
    if isinstance(value, list):
        return [decoded(v) for v in value]
    if isinstance(value, str):
        if value == "NA":
            return math.nan
        if "0x" in value or value in {"NaN", "Inf", "-Inf"}:
            return float.fromhex(value)
    return value


def bits(values):
    """Values with each number as hexadecimal text, in which -0, NaN and the last bit show."""
    return [v if isinstance(v, str) else float(v).hex() for v in values]


def stream_of(seed, kind="Rejection"):
    """A stream; the warning about "Rounding" has a test of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RWarning)
        return RRandom(seed, kind)


def outcome_of(stream, call):
    """What a recorded call gives here, in the form of the record."""
    arguments = {name: decoded(value) for name, value in call["arguments"].items()}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            values = getattr(stream, call["function"])(**arguments)
        except ArgumentError as error:
            return {"error": str(error)[: len(call.get("error", ""))]}
    outcome = {"values": bits(values)}
    if len(values) > 12:
        outcome = {"values": bits(values[:3]), "length": len(values), "md5": md5(values, ">f8")}
    assert {w.category for w in caught} <= {RWarning}
    return outcome | ({"warning": str(caught[0].message)} if caught else {})


def state_of(stream):
    """The state in the form of the record."""
    code, position, *words = stream.state.tolist()
    return {"code": code, "position": position, "md5": md5(words, ">i4")}


# ---- the record --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", RECORD["cases"], ids=lambda c: f"{c['seed']}-{c['kind']}")
def test_stream_gives_bits_and_states_of_r_when_calls_follow_each_other(case):
    """Each recorded call has R's bits, warning or error, and leaves R's .Random.seed."""
    stream = stream_of(case["seed"], case["kind"])
    for call in case["calls"]:
        outcome = outcome_of(stream, call)
        expected = {
            k: call[k] for k in ("values", "length", "md5", "warning", "error") if k in call
        }
        if "values" in expected:
            expected["values"] = bits(decoded(expected["values"]))
        assert state_of(stream) == call["state"], call["r"]
        if call["function"] == "rnorm" and not SAME_LOG:
            continue  # the tails go through the C library's log; reported by the test below
        assert outcome == expected, call["r"]


def test_normal_numbers_are_compared_when_the_c_library_has_the_recorded_log():
    """A C library with another log is no failure, but it shows in the list of skips."""
    if not SAME_LOG:
        pytest.skip("log of this C library differs from the recorded one: rnorm not compared")
    assert any(call["function"] == "rnorm" for case in RECORD["cases"] for call in case["calls"])


def test_rnorm_reaches_far_tails_when_first_words_are_extreme():
    """Words that become 0, 2^16 and 2^32 - 1: smallest numbers, and R's infinite one.

    R: set.seed(1); s <- .Random.seed; s[2] <- 1L
       s[4:9] <- c(0L, 0L, 0L, -2146368992L, 316513203L, 316513203L); .Random.seed <- s
       sprintf("%a", rnorm(3))
    """
    state = RRandom(1).state
    state[1] = 1
    state[3:9] = [0, 0, 0, -2146368992, 316513203, 316513203]
    got = RRandom.from_state(state).rnorm(3)
    if not SAME_LOG:
        pytest.skip("log of this C library differs from the recorded one")
    assert bits(got) == ["-0x1.18bf0c094549dp+3", "-0x1.d539643d1479bp+2", "inf"]


# ---- one stream --------------------------------------------------------------------------------


@given(seeds, kinds, st.integers(1, 2**51), st.integers(0, 40))
def test_indices_equal_single_ones_when_drawn_together(seed, kind, m, n):
    """Many indices are the indices drawn one by one, and leave the same state."""
    one, many = stream_of(seed, kind), stream_of(seed, kind)
    assert many.indices(m, n).tolist() == [one.index(m) for _ in range(n)]
    assert np.array_equal(one.state, many.state)


@given(seeds, kinds, st.integers(1, 3000), st.data())
def test_falling_indices_equal_single_ones_when_drawn_together(seed, kind, m, data):
    """The same below m, m - 1, and so on."""
    n = data.draw(st.integers(0, m))
    one, many = stream_of(seed, kind), stream_of(seed, kind)
    assert many.falling_indices(m, n).tolist() == [one.index(m - i) for i in range(n)]
    assert np.array_equal(one.state, many.state)


@pytest.mark.parametrize("m", [0, -3])
def test_index_is_zero_and_draws_nothing_when_nothing_is_below(m):
    """R's index below 0 is 0."""
    stream = RRandom(1)
    assert stream.index(m) == 0
    assert stream.state[1] == 624


@given(seeds, st.lists(st.integers(0, 700), max_size=5))
def test_runif_gives_the_same_numbers_when_drawn_in_pieces(seed, sizes):
    """Block borders of the generator do not show."""
    stream = RRandom(seed)
    pieces = [stream.runif(n) for n in sizes]
    assert np.concatenate([*pieces, []]).tolist() == RRandom(seed).runif(sum(sizes)).tolist()


@given(seeds, kinds, st.integers(0, 1300))
def test_copies_continue_alike_when_made_in_any_way(seed, kind, n):
    """Copy, deepcopy, pickle and from_state carry kind, position and words."""
    stream = stream_of(seed, kind)
    stream.runif(n)
    copies = [
        stream.copy(),
        copy.copy(stream),
        copy.deepcopy(stream),
        pickle.loads(pickle.dumps(stream)),
        RRandom.from_state(stream.state.tolist()),
    ]
    expected = stream.sample(50).tolist()
    for other in copies:
        assert other.sample(50).tolist() == expected
        assert np.array_equal(other.state, stream.state)


@given(seeds, kinds, st.lists(st.integers(0, 700), max_size=5), st.booleans())
def test_state_is_that_of_a_stream_that_never_told_it(seed, kind, sizes, by_index):
    """Reading the state, which the stream remembers, changes neither it nor the numbers."""
    read, unread = stream_of(seed, kind), stream_of(seed, kind)
    for n in sizes:
        draw = (lambda s, n=n: s.indices(5, n)) if by_index else (lambda s, n=n: s.unif_rand(n))
        assert draw(read).tolist() == draw(unread).tolist()
        words = read._twister.state["state"]
        assert read.state[1] == words["pos"]
        assert np.array_equal(read.state[2:].view(np.uint32), words["key"])
    assert np.array_equal(read.state, unread.state)


def test_state_is_a_copy_when_read():
    """Changing the array that was read does not change the stream."""
    stream = RRandom(1)
    stream.state[:] = 0
    assert np.array_equal(stream.state, RRandom(1).state)


GOOD = RRandom(1).state


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (GOOD[:10], "'.Random.seed' has wrong length"),
        (GOOD.reshape(2, -1), "'.Random.seed' has wrong length"),
        (GOOD.astype(float), "'.Random.seed' is not an integer vector"),
        (GOOD.astype(np.int64) + 2**32, "'.Random.seed' is not an integer vector"),
        (np.r_[10203, GOOD[1:]], "'.Random.seed[1]' is not a valid integer"),
        (np.r_[GOOD[0], 625, GOOD[2:]], "'.Random.seed' is no state of the generator"),
        (np.r_[GOOD[0], 0, GOOD[2:]], "'.Random.seed' is no state of the generator"),
        (np.r_[GOOD[:2], np.zeros(624, int)], "'.Random.seed' is no state of the generator"),
    ],
)
def test_state_is_refused_when_it_is_none(state, message):
    """The stream stays as it was."""
    stream = RRandom(5)
    with pytest.raises(ArgumentError) as caught:
        stream.state = state
    assert str(caught.value).startswith(message)
    assert np.array_equal(stream.state, RRandom(5).state)


def test_repr_names_the_kinds():
    """The text names what R's RNGkind() names."""
    assert repr(RRandom(1)) == "<RRandom: Mersenne-Twister, Inversion, Rejection>"


# ---- seeds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seed", [True, 1.5, "1", 2**31, -(2**31), math.nan, math.inf, [1], pd.NA, np.True_, 10**30]
)
def test_seed_is_refused_when_it_is_no_integer(seed):
    """R's words; R itself cuts off fractions and reads text."""
    with pytest.raises(ArgumentError, match=r"^supplied seed is not a valid integer: got .*Pass a"):
        as_stream(seed)


@pytest.mark.parametrize("seed", [7, 7.0, np.int8(7), np.uint64(7), np.float32(7)])
def test_seed_starts_a_new_stream_when_it_is_a_whole_number(seed):
    """All whole numbers mean R's set.seed."""
    assert as_stream(seed).runif(3).tolist() == RRandom(7).runif(3).tolist()


def test_streams_differ_when_the_system_gives_the_seed():
    """Without a seed two streams have 32 random bits between them."""
    assert len({float(RRandom().runif(1)[0]) for _ in range(4)}) > 1


def test_set_seed_keeps_the_sample_kind_when_none_is_given():
    """As in R the kind stays until it is changed."""
    stream = stream_of(1, "Rounding")
    stream.set_seed(2)
    assert np.array_equal(stream.state, stream_of(2, "Rounding").state)
    stream.set_seed(2, "Rejection")
    assert np.array_equal(stream.state, RRandom(2).state)


def test_rounding_warns_when_chosen():
    """R's warning, and at the line of the user."""
    with pytest.warns(RWarning, match="^non-uniform 'Rounding' sampler used$") as caught:
        RRandom(1, "Rounding")
    assert caught[0].filename == __file__


def test_sample_kind_is_refused_when_unknown():
    """The stream stays as it was."""
    stream = RRandom(1)
    with pytest.raises(ArgumentError, match=r"^'rejection' is not a valid choice"):
        stream.set_seed(2, "rejection")
    assert np.array_equal(stream.state, RRandom(1).state)


# ---- the global stream and other generators ----------------------------------------------------


@pytest.fixture
def _global_stream_kept():
    """The global stream as it was, for the tests that move it."""
    before = global_stream().state
    yield
    global_stream().state = before


@pytest.mark.usefixtures("_global_stream_kept")
def test_verbs_use_the_global_stream_when_called_in_turn():
    """The functions and a stream with the same seed give the same numbers."""
    set_seed(11)
    mine = RRandom(11)
    assert runif(3, -1, 2).tolist() == mine.runif(3, -1, 2).tolist()
    assert rnorm(3, 1, 2).tolist() == mine.rnorm(3, 1, 2).tolist()
    assert sample(5, 2).tolist() == mine.sample(5, 2).tolist()
    assert as_stream(None) is global_stream()
    assert np.array_equal(global_stream().state, mine.state)


@pytest.mark.usefixtures("_global_stream_kept")
def test_set_seed_leaves_the_global_stream_when_the_seed_is_bad():
    """A failing call leaves no trace."""
    before = global_stream().state
    with pytest.raises(ArgumentError):
        set_seed("x")
    assert np.array_equal(global_stream().state, before)
    set_seed(None)
    assert not np.array_equal(global_stream().state, before)


def test_stream_is_used_itself_when_passed_as_seed():
    """It is advanced, not copied."""
    stream = RRandom(1)
    assert as_stream(stream) is stream


def test_uniform_numbers_are_numpys_when_a_generator_is_passed():
    """Its numbers come in NumPy's order."""
    mine, theirs = as_stream(np.random.default_rng(3)), np.random.default_rng(3)
    assert mine.unif_rand(4).tolist() == theirs.random(4).tolist()
    assert mine.runif(4, 0, 2).tolist() == (2 * theirs.random(4)).tolist()


@pytest.mark.parametrize(
    "arguments",
    [
        {"x": 30},
        {"x": 30, "size": 10, "replace": True},
        {"x": 20_000_000, "size": 10},
        {"x": 30, "size": 10, "prob": np.arange(30)},
        {"x": 300, "size": 10, "replace": True, "prob": np.arange(300)},
    ],
)
def test_samples_are_in_range_when_a_generator_is_passed(arguments):
    """All forms of sample work with NumPy's generators, and distinct means distinct."""
    got = as_stream(np.random.default_rng(3)).sample(**arguments)
    assert got.min() >= 1
    assert got.max() <= arguments["x"]
    assert arguments.get("replace") or len(set(got.tolist())) == len(got)


def test_index_is_in_range_when_a_generator_is_passed():
    """All indices below m occur, and 0 alone below nothing."""
    stream = as_stream(np.random.default_rng(3))
    assert {stream.index(3) for _ in range(60)} == {0, 1, 2}
    assert stream.index(0) == 0


@pytest.mark.parametrize("make", [lambda: RRandom(2), lambda: as_stream(np.random.default_rng(2))])
@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_stream_is_restored_when_the_body_fails(make, failure):
    """An error or an interruption leaves the stream where it was; success does not."""
    stream, untouched = make(), make()
    with pytest.raises(failure), stream.restored_on_error():  # noqa: PT012 - two contexts
        stream.runif(10)
        raise failure
    with stream.restored_on_error():
        assert stream.runif(5).tolist() == untouched.runif(5).tolist()
    assert stream.runif(5).tolist() == untouched.runif(5).tolist()


# ---- sample ------------------------------------------------------------------------------------


@given(seeds, kinds, st.lists(st.integers(-(2**62), 2**62), min_size=2, max_size=60, unique=True))
def test_sample_is_a_permutation_when_all_are_taken(seed, kind, x):
    """No element is lost, none comes twice, and `x` stays as it was."""
    before = list(x)
    assert sorted(stream_of(seed, kind).sample(x).tolist()) == sorted(x)
    assert x == before


@given(seeds, st.integers(1, 300), st.data())
def test_sample_takes_likely_elements_only_when_weighted(seed, n, data):
    """Weight 0 is never drawn; without replacement nothing comes twice."""
    prob = np.array(data.draw(st.lists(st.sampled_from([0, 1, 5]), min_size=n, max_size=n)), float)
    likely = set((np.flatnonzero(prob) + 1).tolist())
    stream = RRandom(seed)
    if not likely:
        with pytest.raises(ArgumentError, match=r"^too few positive probabilities"):
            stream.sample(n, 0, prob=prob)
        return
    assert set(stream.sample(n, len(likely), prob=prob).tolist()) == likely
    assert set(stream.sample(n, 20, replace=True, prob=prob).tolist()) <= likely


@pytest.mark.parametrize(
    "x",
    [
        ["a", "b", "c"],
        ("a", "b", "c"),
        np.array(["a", "b", "c"]),
        pd.Series(["a", "b", "c"], index=[7, 7, 1]),
        pd.Index(["a", "b", "c"]),
        pd.Series(["a", "b", "c"], dtype="category"),
    ],
)
def test_sample_gives_elements_when_x_is_a_vector(x):
    """R: set.seed(2); sample(c("a", "b", "c"))."""
    got = RRandom(2).sample(x)
    assert isinstance(got, np.ndarray)
    assert got.tolist() == ["a", "c", "b"]


@pytest.mark.parametrize("x", [5, 5.9, np.float32(5), [5], np.array([5]), pd.Series([5.5])])
def test_sample_counts_from_one_when_x_is_a_single_number(x):
    """R: set.seed(1); sample(5): a vector of one number is that number."""
    got = RRandom(1).sample(x)
    assert got.dtype == np.int64
    assert got.tolist() == [1, 4, 3, 5, 2]


@pytest.mark.parametrize(
    "arguments",
    [
        {"x": None},
        {"x": {"a": 1}},
        {"x": {1, 2}},
        {"x": pd.DataFrame({"a": [1, 2]})},
        {"x": [[1, 2], [3, 4]]},
        {"x": 5, "size": "2"},
        {"x": 5, "size": True},
        {"x": 5, "size": [1, 2]},
        {"x": 5, "size": 10**400},
        {"x": 5, "size": 10**5000},
        {"x": 2, "prob": np.array(["1", "1e4000"]).astype(np.longdouble)},
        {"x": 10**400},
        {"x": 5, "size": 2, "replace": None},
        {"x": 2, "prob": ["a", "b"]},
        {"x": 2, "prob": 1.0},
        {"x": 2, "prob": [[0.5, 0.5]]},
    ],
)
def test_sample_fails_before_drawing_when_an_argument_is_bad(arguments):
    """What R cannot be given, or would convert; the stream stays as it was."""
    stream = RRandom(1)
    with pytest.raises(ArgumentError):
        stream.sample(**arguments)
    assert np.array_equal(stream.state, RRandom(1).state)


# ---- runif and rnorm ---------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["runif", "rnorm"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("3",),
        (None,),
        ([1, 2],),
        (1e16,),
        (10**400,),
        (math.inf,),
        (3, "0"),
        (3, None),
        (3, [[1.0]]),
    ],
)
def test_numbers_fail_before_drawing_when_an_argument_is_bad(verb, arguments):
    """R's words; the stream stays as it was."""
    stream = RRandom(1)
    with pytest.raises(ArgumentError, match=r"^invalid arguments: "):
        getattr(stream, verb)(*arguments)
    assert np.array_equal(stream.state, RRandom(1).state)


@pytest.mark.parametrize("verb", [RRandom(1).runif, runif, RRandom(1).rnorm, rnorm])
def test_missing_numbers_warn_at_the_users_line_when_limits_are_missing(verb):
    """The warning points at the call, whether of the method or of the function."""
    with pytest.warns(RWarning, match="^NAs produced$") as caught:
        assert np.isnan(verb(2, math.nan)).all()
    assert caught[0].filename == __file__


def test_limits_beyond_all_floats_are_infinite():
    """NumPy warned of the long double."""
    with pytest.warns(RWarning, match="^NAs produced$"):
        assert np.isnan(RRandom(1).runif(2, max=np.longdouble("1e4000"))).all()


def test_numpys_older_generator_is_a_stream():
    """It draws as its own methods do, is advanced, and goes back if a call fails."""
    ours, theirs = np.random.RandomState(3), np.random.RandomState(3)
    stream = as_stream(ours)
    assert stream.unif_rand(5).tolist() == theirs.random_sample(5).tolist()
    assert stream.index(0) == 0
    assert 0 <= stream.index(10) < 10
    assert set(stream.indices(4, 100).tolist()) == {0, 1, 2, 3}
    assert all(i < 9 - k for k, i in enumerate(stream.falling_indices(9, 9).tolist()))
    ours.standard_normal()  # leaves one in store
    before, stream = ours.get_state(), as_stream(ours)
    with pytest.raises(ValueError, match="x"), stream.restored_on_error():  # noqa: PT012
        stream.rnorm(3)
        raise ValueError("x")
    assert all(np.array_equal(a, b) for a, b in zip(before, ours.get_state(), strict=True))
    assert sorted(stream.sample(5).tolist()) == [1, 2, 3, 4, 5]
