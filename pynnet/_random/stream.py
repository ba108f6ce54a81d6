"""Streams of random numbers: what R draws from any source, and NumPy's generators as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pynnet._ground import AnyArray, FloatArray, IntArray, entry

from .distributions import Distributions
from .sampling import draw_sample
from .sharing import Shared, Watch

__all__ = ["GeneratorStream", "RandomStateStream", "Stream", "without_drawing"]


class Stream(Distributions):
    """A source, and what R draws from it.

    Threads may share a stream: no number is given to two of them. A number that is to be put back,
    since the call it was drawn for failed, stays drawn if another thread has moved the stream
    since.
    """

    def __init__(self) -> None:
        self._shared = Shared()

    def _keep_others_out(self) -> None:
        """Let no other thread draw: a forked process would wait for it for ever."""
        self._shared.lock.acquire()

    def _let_others_in(self) -> None:
        """Let other threads draw again; the one that forked is there in either process."""
        self._shared.lock.release()

    @entry
    def sample(
        self,
        x: ArrayLike,
        size: float | None = None,
        replace: bool = False,
        prob: ArrayLike | None = None,
    ) -> AnyArray:
        """Draw a sample, as :func:`pynnet.sample`."""
        return draw_sample(self, x, size, replace, prob)

    @contextmanager
    def restored_on_error(self) -> Iterator[None]:
        """Put the stream back where it was if the body fails or is interrupted.

        Returns
        -------
        context manager

        Examples
        --------
        >>> from pynnet import RRandom
        >>> stream = RRandom(1)
        >>> try:
        ...     with stream.restored_on_error():
        ...         _ = stream.runif(1) / "one"
        ... except TypeError:
        ...     print(stream.state[1])  # no number is gone
        624
        """
        watch = self._watch()
        try:
            yield
        except BaseException:
            self._put_back(watch)
            raise
        finally:
            self._shared.remove(watch)

    def _watch(self) -> Watch:
        """Where the stream stands; `_put_back` returns there."""
        with self._shared.lock:
            watch = Watch(self.state)
            self._shared.add(watch)
        return watch

    def _put_back(self, watch: Watch) -> bool:
        """Return to where a watch began, unless others have moved the stream; whether it did."""
        with self._shared.lock:
            if not self._is_undisturbed(watch):
                return False
            with self._shared.acting_for(watch):
                self.state = watch.state
        return True

    def _is_undisturbed(self, watch: Watch) -> bool:
        """Whether nobody but the watching thread has moved the stream."""
        return not watch.disturbed

    def _drawing_for(self, watch: Watch) -> AbstractContextManager[None]:
        """Keep others out, and draw for the thread that watches."""
        return self._shared.acting_for(watch)


@contextmanager
def without_drawing(stream: Stream) -> Iterator[None]:
    """Put a stream back behind the body, unless others have moved it meanwhile."""
    watch = stream._watch()
    try:
        yield
    finally:
        stream._put_back(watch)


class GeneratorStream(Stream):
    """A NumPy generator behind the interface of R's; its numbers are NumPy's.

    Parameters
    ----------
    generator : numpy.random.Generator
        Advanced by each draw.

    Notes
    -----
    Others may draw from the generator itself, which tells nobody: that its state is another than
    this left shows it.
    """

    def __init__(self, generator: np.random.Generator) -> None:
        super().__init__()
        self._generator = generator
        self._left_at = self._text_of_state()

    @property
    def state(self) -> Any:
        """State of the bit generator."""
        return self._generator.bit_generator.state

    @state.setter
    def state(self, state: Any) -> None:
        with self._drawing():
            self._generator.bit_generator.state = state

    def _is_undisturbed(self, watch: Watch) -> bool:
        """Whether nobody but the watching thread has moved the generator."""
        return super()._is_undisturbed(watch) and self._text_of_state() == self._left_at

    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers: ``Generator.random``."""
        with self._drawing():
            return self._generator.random(n)

    def index(self, m: int) -> int:
        """One random index below `m`; 0 if `m` is not positive."""
        with self._drawing():
            return int(self._generator.integers(m)) if m > 0 else 0

    def indices(self, m: int, n: int) -> IntArray:
        """`n` random indices below `m` > 0."""
        with self._drawing():
            return self._generator.integers(m, size=n)

    def falling_indices(self, m: int, n: int) -> IntArray:
        """`n` <= `m` random indices: one below `m`, one below `m` - 1, and so on."""
        with self._drawing():
            return self._generator.integers(np.arange(m, m - n, -1))

    def points(self, m: int, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and `m`."""
        return self.unif_rand(n) * m

    @contextmanager
    def _drawing(self) -> Iterator[None]:
        with self._shared.lock:
            if self._text_of_state() != self._left_at:
                self._shared.moved_by_others()
            self._shared.moved()
            yield
            self._left_at = self._text_of_state()

    def _text_of_state(self) -> str:
        state = self.state
        words = state["state"].get("key")  # of a Mersenne Twister
        return f"{state} {None if words is None else words.tobytes()!r}"


class RandomStateStream(GeneratorStream):
    """NumPy's older generator, which scikit-learn passes around; its numbers are NumPy's.

    Parameters
    ----------
    generator : numpy.random.RandomState
        Advanced by each draw.
    """

    _generator: Any  # which has the methods of older names

    def __init__(self, generator: np.random.RandomState) -> None:
        super().__init__(generator)  # type: ignore[arg-type]

    @property
    def state(self) -> Any:
        """State of the generator, the normal number that it has in store included."""
        return self._generator.get_state(legacy=False)

    @state.setter
    def state(self, state: Any) -> None:
        with self._drawing():
            self._generator.set_state(state)

    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers: ``RandomState.random_sample``."""
        with self._drawing():
            return np.asarray(self._generator.random_sample(n))

    def index(self, m: int) -> int:
        """One random index below `m`; 0 if `m` is not positive."""
        return int(self.indices(m, 1)[0]) if m > 0 else 0

    def indices(self, m: int, n: int) -> IntArray:
        """`n` random indices below `m` > 0."""
        with self._drawing():
            return np.asarray(self._generator.randint(m, size=n, dtype=np.int64))

    def falling_indices(self, m: int, n: int) -> IntArray:
        """`n` <= `m` random indices: one below `m`, one below `m` - 1, and so on."""
        with self._drawing():
            return np.asarray(self._generator.randint(np.arange(m, m - n, -1), dtype=np.int64))
