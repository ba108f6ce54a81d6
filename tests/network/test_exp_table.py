"""The table behind the kernel's exp, against roots computed another way."""

from __future__ import annotations

import struct
from decimal import ROUND_DOWN, Context, Decimal, Inexact, localcontext

import pytest

from pynnet._network.exp_table import exp_table

DIGITS = 80  # more than the table was computed with


@pytest.fixture(scope="module")
def powers():
    """2**(i/128) for i = 0 ... 127, by products of repeated square roots of 2."""
    with localcontext() as context:
        context.prec = DIGITS
        root, roots = Decimal(2), []
        for _ in range(7):
            root = root.sqrt()
            roots.append(root)  # 2**(1/2), 2**(1/4), ... 2**(1/128)
        powers = []
        for i in range(128):
            power = Decimal(1)
            for place, factor in enumerate(reversed(roots)):
                power *= factor if i >> place & 1 else 1
            powers.append(power)
    return powers


def unpacked():
    """Heads as numbers, and tails."""
    heads, tails = exp_table()
    bits = [(head + (i << 45)) % 2**64 for i, head in enumerate(struct.unpack("=128Q", heads))]
    return struct.unpack("=128d", struct.pack("=128Q", *bits)), struct.unpack("=128d", tails)


def test_heads_are_the_nearest_doubles(powers):
    """Every power of two, correctly rounded."""
    heads, _ = unpacked()
    assert list(heads) == [float(power) for power in powers]


def test_tails_are_what_the_heads_lack(powers):
    """Correctly rounded too: head (1 + tail) is the power."""
    heads, tails = unpacked()
    with localcontext() as context:
        context.prec = DIGITS
        exact = [power / Decimal(head) - 1 for power, head in zip(powers, heads, strict=True)]
    assert list(tails) == [float(tail) for tail in exact]
    assert tails[0] == 0.0
    assert max(abs(tail) for tail in tails) < 2**-53


def test_table_does_not_depend_on_the_decimal_context():
    """A user's precision, rounding or traps have no say."""
    expected = exp_table()
    with localcontext(Context(prec=3, rounding=ROUND_DOWN, traps=[Inexact])):
        assert exp_table() == expected
