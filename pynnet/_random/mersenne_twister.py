"""R's default random number generator, word for word."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import ArrayLike, NDArray

from pynnet._ground import (
    ArgumentError,
    FloatArray,
    IntArray,
    RWarning,
    entry,
    invalid,
    is_whole,
    public,
    shown,
    warn,
    whole_number,
)

from .source import LARGEST_POPULATION, LONGEST, checked_range, plain_array
from .stream import Stream

__all__ = ["RRandom", "SampleKind"]

SampleKind: TypeAlias = Literal["Rejection", "Rounding"]

_STEP = 2.0**-32  # from 32 bits to a uniform number
_SMALLEST = 0.5 * 2.328306437080797e-10  # in place of 0
_WORDS = 624
_CODES: dict[SampleKind, int] = {"Rejection": 10403, "Rounding": 403}  # first of .Random.seed
_KINDS = {code: kind for kind, code in _CODES.items()}
_ONE_UNIFORM = 2**31 - 1  # "Rounding" takes two uniforms for an index below more than this
_FINER = 2.0**25
_NO_WORDS = [0] * _WORDS


class _Unseeded(ISeedSequence):
    """Words for a generator whose state is set at once: NumPy's own seeding would be wasted."""

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Any:  # noqa: ARG002
        return _NO_WORDS  # NumPy reads the words one by one, from a list ten times as fast


@public
class RRandom(Stream):
    """R's default random number generator.

    Mersenne-Twister, normal numbers by inversion, indices by rejection: what R has used since
    version 3.6.0. Equal seeds give the numbers R gives, bit for bit.

    Parameters
    ----------
    seed : int, optional
        As in R's ``set.seed``: a whole number, ``-(2**31 - 1)`` to ``2**31 - 1``. Without it the
        seed comes from the operating system.
    sample_kind : {"Rejection", "Rounding"}, optional
        How `sample` makes indices. "Rounding" is R before 3.6.0; R warns that it is not quite
        uniform, and so does this. Default "Rejection".

    Raises
    ------
    ArgumentError
        If the seed is not a whole number of that range, or the kind is unknown.

    See Also
    --------
    set_seed : seed the stream that is used when none is given.

    Notes
    -----
    Streams can be copied and pickled. Threads may share one: none is given a number that another
    was given, but which of them is given which is up to chance. For numbers that can be had again,
    give each thread a stream of its own.

    References
    ----------
    .. [1] M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM Transactions on Modeling and
       Computer Simulation 8 (1998), 3-30.
    .. [2] R manual page ``Random``.

    Examples
    --------
    >>> stream = RRandom(42)
    >>> stream.sample(10, 3).tolist()
    [1, 5, 10]
    >>> again = stream.copy()
    >>> stream.runif(2).tolist() == again.runif(2).tolist()
    True
    """

    @entry
    def __init__(
        self, seed: int | np.integer[Any] | None = None, sample_kind: SampleKind = "Rejection"
    ) -> None:
        super().__init__()
        self._twister = np.random.MT19937(_Unseeded())  # type: ignore[arg-type]  # NumPy's stubs
        self._key: NDArray[np.uint32] | None = None  # the generator's words, where they are known
        self._position = 0
        self._kind: SampleKind = "Rejection"
        self.set_seed(seed, sample_kind)

    def __repr__(self) -> str:
        return f"<RRandom: Mersenne-Twister, Inversion, {self._kind}>"

    def __reduce__(self) -> tuple[Callable[[Any], RRandom], tuple[NDArray[np.int32]]]:
        return type(self).from_state, (self.state,)

    @classmethod
    @entry
    def from_state(cls, state: ArrayLike) -> RRandom:
        """Make a stream that continues from R's ``.Random.seed``.

        Parameters
        ----------
        state : array_like of int, shape (626,)
            As :attr:`state` gives it.

        Returns
        -------
        RRandom

        Raises
        ------
        ArgumentError
            If the array is not such a state.

        Examples
        --------
        >>> from pynnet import RRandom
        >>> state = RRandom(1).state
        >>> RRandom.from_state(state).runif(1).round(4)
        array([0.2655])
        """
        stream = cls(0)
        stream.state = state
        return stream

    @entry
    def copy(self) -> RRandom:
        """Make a stream of its own that continues as this one will.

        Returns
        -------
        RRandom

        Examples
        --------
        >>> from pynnet import RRandom
        >>> stream = RRandom(1)
        >>> bool(stream.copy().runif(1) == stream.runif(1))
        True
        """
        return type(self).from_state(self.state)

    @entry
    def set_seed(
        self, seed: int | np.integer[Any] | None, sample_kind: SampleKind | None = None
    ) -> None:
        """Start again from `seed`, as :func:`pynnet.set_seed` does."""
        start = _checked_seed(seed)
        if sample_kind is not None:
            if not isinstance(sample_kind, str) or sample_kind not in _CODES:
                raise ArgumentError(
                    f"{shown(sample_kind)} is not a valid choice. Pass 'Rejection' or 'Rounding'."
                )
            if sample_kind == "Rounding":
                warn("non-uniform 'Rounding' sampler used", RWarning)
        with self._shared.lock:
            if sample_kind is not None:
                self._kind = sample_kind
            self._continue(_scrambled(start), _WORDS)

    @property
    def state(self) -> NDArray[np.int32]:
        """R's ``.Random.seed``: kinds, position and 624 words, an int32 array of 626.

        It can be set too, and is then checked.

        Examples
        --------
        >>> RRandom(1).state[:4].tolist()
        [10403, 624, -169270483, -442010614]
        """
        with self._shared.lock:
            if self._key is None:
                inner: Any = self._twister.state["state"]
                self._key, self._position = inner["key"], inner["pos"]
            head = np.array([_CODES[self._kind], self._position], dtype=np.int32)
            return np.concatenate([head, self._key.view(np.int32)])

    @state.setter
    def state(self, state: ArrayLike) -> None:
        words = plain_array(state)
        if words is None:
            words = np.empty(0)
        if words.shape != (_WORDS + 2,):
            raise ArgumentError(
                f"'.Random.seed' has wrong length: got shape {words.shape}, not (626,)."
            )
        if words.dtype.kind not in "iu" or not np.array_equal(words, words.astype(np.int32)):
            raise ArgumentError("'.Random.seed' is not an integer vector: 32-bit integers needed.")
        code, position = int(words[0]), int(words[1])
        if code not in _KINDS:
            raise ArgumentError(
                f"'.Random.seed[1]' is not a valid integer: got {code}. Only 10403 and 403 "
                "(Mersenne-Twister, Inversion, Rejection or Rounding) can be continued."
            )
        if not 1 <= position <= _WORDS or not words[2:].any():
            raise ArgumentError(
                f"'.Random.seed' is no state of the generator: position {position} must be "
                "1 to 624, and some word not 0."
            )
        with self._shared.lock:
            self._kind = _KINDS[code]
            self._continue(words[2:].astype(np.int32).view(np.uint32), position)

    @entry
    def unif_rand(self, n: int) -> FloatArray:
        """`n` uniform numbers, 0 and 1 excluded."""
        n = whole_number("n", n, most=LONGEST)
        return _uniform(self._draw(n))

    @entry
    def index(self, m: int) -> int:
        """Draw one index: 0, ..., `m` - 1, all equally likely.

        Parameters
        ----------
        m : int
            If it is not positive the index is 0, and no number is drawn.

        Returns
        -------
        int

        Examples
        --------
        >>> RRandom(42).index(10)
        0
        """
        m = whole_number("m", m, least=-LONGEST, most=LARGEST_POPULATION)
        if m <= 0:
            return 0
        if self._kind == "Rounding":
            return int(self._rounded(m, 1)[0])
        bits = _bits(m)
        candidate = m
        while candidate >= m:
            candidate = 0
            for _ in range(bits // 16 + 1):
                candidate = (candidate << 16) | (self._draw() >> 16)
            candidate &= (1 << bits) - 1
        return candidate

    @entry
    def indices(self, m: int, n: int) -> IntArray:
        """`n` random indices below `m` > 0."""
        m, n = checked_range(m, n)
        if self._kind == "Rounding":
            return self._rounded(m, n)
        bits = _bits(m)
        indices = np.empty(n, dtype=np.int64)
        filled = 0
        while filled < n:  # never more candidates than indices missing: none is left over
            candidates = self._random_bits(bits, n - filled)
            accepted = candidates[candidates < m]
            indices[filled : filled + accepted.size] = accepted
            filled += accepted.size
        return indices

    @entry
    def falling_indices(self, m: int, n: int) -> IntArray:
        """`n` <= `m` random indices: one below `m`, one below `m` - 1, and so on."""
        m, n = checked_range(m, n)
        if n > m:
            raise invalid("n", n, f"at most m, which is {m}")
        if self._kind == "Rounding":
            return np.floor(np.arange(m, m - n, -1) * self.unif_rand(n)).astype(np.int64)
        indices: list[int] = []
        end = m - n
        while m > end:
            bits = _bits(m)
            same_bits_end = max(end, (1 << bits) >> 1)
            for candidate in self._random_bits(bits, m - same_bits_end).tolist():
                if candidate < m:
                    indices.append(candidate)
                    m -= 1
        return np.array(indices, dtype=np.int64)

    @entry
    def points(self, m: int, n: int) -> FloatArray:
        """`n` uniform numbers between 0 and `m` > 0; their whole parts are random indices."""
        m, n = checked_range(m, n)
        if self._kind == "Rounding":
            return self.unif_rand(n) * m
        pairs = np.empty((n, 2), dtype=np.int64)  # what does not fit into memory is not drawn
        for pair in pairs:
            pair[:] = self.index(m), self._draw()
        index, words = pairs.T
        return index + _uniform(words)

    def _random_bits(self, bits: int, n: int) -> IntArray:
        """`n` numbers of so many bits, each from 16 bits of one to four words."""
        halves = (self._draw((n, bits // 16 + 1)) >> np.uint64(16)).astype(np.int64)
        value = halves[:, 0]
        for half in halves.T[1:]:
            value = (value << 16) | half
        return value & ((1 << bits) - 1)

    def _rounded(self, m: int, n: int) -> IntArray:
        """`n` indices below `m` as R before 3.6.0 made them."""
        if m <= _ONE_UNIFORM:
            u = self.unif_rand(n)
        else:
            pairs = self.unif_rand(2 * n).reshape(-1, 2)
            u = (np.floor(_FINER * pairs[:, 0]) + pairs[:, 1]) / _FINER
        return np.floor(m * u).astype(np.int64)

    def _continue(self, words: NDArray[np.uint32], position: int) -> None:
        """Set the generator's own state; this thread holds the lock."""
        self._shared.moved()
        self._key = None
        self._twister.state = {
            "bit_generator": "MT19937",
            "state": {"key": words.tolist(), "pos": position},  # a list, as in _Unseeded
        }
        self._key, self._position = words, position

    def _draw(self, shape: int | tuple[int, int] | None = None) -> Any:
        """Words of the generator; one as an int without a shape.

        NumPy takes long to tell the state, but its words stay until the last of them is drawn. They
        are forgotten meanwhile, so that an interrupt cannot part them from the position.
        """
        with self._shared.lock:
            self._shared.moved()
            key, self._key = self._key, None
            words: Any = self._twister.random_raw(shape)
            self._position += 1 if shape is None else words.size
            if self._position <= _WORDS:
                self._key = key
            return words


def _checked_seed(seed: Any) -> int:
    """R's seed as a number of 32 bits; None takes one from the system."""
    if seed is None:
        return int.from_bytes(os.urandom(4), "little")
    if is_whole(seed) and -(2**31) < int(seed) < 2**31:
        return int(seed) % 2**32
    raise ArgumentError(
        f"supplied seed is not a valid integer: got {shown(seed)}. "
        "Pass a whole number from -2147483647 to 2147483647."
    )


def _jumps(first: int, count: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Multipliers and offsets that take the seed's congruential generator `first`, … steps ahead.

    The generator is linear, x -> 69069 x + 1, and so is any number of its steps.
    """
    multiplier, offset = 1, 0
    jumps = []
    for _ in range(first + count):
        multiplier, offset = 69069 * multiplier % 2**32, (69069 * offset + 1) % 2**32
        jumps.append((multiplier, offset))
    multipliers, offsets = np.array(jumps[first:], dtype=np.uint32).T
    return multipliers, offsets


# R scrambles the seed 50 times and takes the position slot from the next number.
_MULTIPLIERS, _OFFSETS = _jumps(51, _WORDS)


def _scrambled(seed: int) -> NDArray[np.uint32]:
    """Words of the generator for a seed."""
    return _MULTIPLIERS * np.uint32(seed) + _OFFSETS


def _uniform(words: NDArray[np.uint64] | IntArray) -> FloatArray:
    """Uniform numbers from words of 32 bits, 0 and 1 excluded."""
    u = np.multiply(words, _STEP, dtype=np.float64)  # 0, or from 2^-32 to 1 - 2^-32
    return np.maximum(u, _SMALLEST, out=u)


def _bits(m: int) -> int:
    """Bits of the candidates for an index below `m`, in floating point as R has it."""
    return math.ceil(math.log2(m))
