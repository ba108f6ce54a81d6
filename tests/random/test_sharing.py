"""One stream used by several threads: no number is given twice, whatever fails."""

import copy
import os
import pickle
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from pynnet import RRandom, runif, set_seed
from pynnet._random.rewindable import RewindableUniforms
from pynnet._random.stream import GeneratorStream


def streams():
    """A stream of each kind."""
    return [RRandom(1), *(GeneratorStream(np.random.Generator(kind(1))) for kind in KINDS)]


KINDS = np.random.PCG64, np.random.MT19937, np.random.Philox


def on_another_thread(function, *arguments):
    """What a function returns there."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result()


def test_threads_that_draw_and_fail_never_get_a_number_twice():
    stream = RRandom(1)
    drawn = []

    def draw(fails):
        for _ in range(300):
            try:
                with stream.restored_on_error():
                    numbers = stream.unif_rand(3)
                    if fails:
                        raise ValueError  # noqa: TRY301
            except ValueError:
                continue
            drawn.extend(numbers.tolist())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(draw, [False, True, False, True]))
    assert len(drawn) == len(set(drawn)) == 1800


@pytest.mark.parametrize("kind", range(1 + len(KINDS)))
def test_a_failing_call_puts_numbers_back_only_if_nobody_else_drew(kind):
    stream = streams()[kind]
    reference = streams()[kind].unif_rand(7).tolist()
    with pytest.raises(ValueError, match="mine"), stream.restored_on_error():  # noqa: PT012
        assert stream.unif_rand(2).tolist() == reference[:2]
        raise ValueError("mine")
    assert stream.unif_rand(1).tolist() == reference[:1]
    with pytest.raises(ValueError, match="theirs"), stream.restored_on_error():  # noqa: PT012
        stream.unif_rand(2)
        assert on_another_thread(stream.unif_rand, 2).tolist() == reference[3:5]
        raise ValueError("theirs")
    assert stream.unif_rand(2).tolist() == reference[5:]


def test_a_numpy_generator_that_others_draw_from_directly_is_not_put_back():
    generator = np.random.default_rng(1)
    stream = GeneratorStream(generator)
    with pytest.raises(ValueError, match="x"), stream.restored_on_error():  # noqa: PT012
        stream.unif_rand(1)
        generator.random()
        raise ValueError("x")
    assert generator.random() == np.random.default_rng(1).random(3)[2]


def test_numbers_taken_ahead_are_not_put_back_if_another_thread_drew():
    stream, reference = RRandom(1), RRandom(1).unif_rand(10_000).tolist()
    numbers = RewindableUniforms(stream)
    assert numbers.unif_rand(3).tolist() == reference[:3]
    theirs = on_another_thread(stream.unif_rand, 1)
    numbers.settle()
    assert not set(stream.unif_rand(10).tolist()) & {*reference[:3], *theirs.tolist()}


def test_any_thread_may_draw_ahead_for_the_one_that_searches():
    stream, reference = RRandom(1), RRandom(1).unif_rand(4).tolist()
    numbers = RewindableUniforms(stream)
    assert on_another_thread(numbers.unif_rand, 3).tolist() == reference[:3]
    numbers.settle()
    assert stream.unif_rand(1).tolist() == reference[3:]


def test_the_state_holds_together_while_threads_draw():
    stream = RRandom(1)
    with ThreadPoolExecutor(4) as pool:
        drawn = np.concatenate(list(pool.map(stream.unif_rand, [7] * 2000)))
    assert sorted(drawn) == sorted(RRandom(1).unif_rand(14_000))
    reference = RRandom(1)
    reference.unif_rand(14_000)
    assert stream.state.tolist() == reference.state.tolist()


def test_a_shared_stream_is_copied_and_pickled_without_its_lock():
    stream = RRandom(1)
    with stream.restored_on_error():
        others = copy.copy(stream), copy.deepcopy(stream), pickle.loads(pickle.dumps(stream))
    assert len({stream.unif_rand(1)[0], *(other.unif_rand(1)[0] for other in others)}) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.usefixtures("global_stream")
def test_a_fork_while_another_thread_draws_can_draw():
    set_seed(1)
    stop = threading.Event()

    def draw():
        while not stop.is_set():
            runif(100)

    thread = threading.Thread(target=draw)
    thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if not child:
                signal.alarm(300)
                runif(1)
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()
