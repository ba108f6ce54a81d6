"""The table behind the kernel's exp: powers of two in steps of 1/128."""

from __future__ import annotations

import struct
from decimal import Context, Decimal, localcontext

__all__ = ["exp_table"]

_STEPS = 128
_MANTISSA_BITS = 52


def exp_table() -> tuple[bytes, bytes]:
    """Heads and tails of ``2**(i/128)``, which is ``head * (1 + tail)`` to 105 bits.

    From the bits of each head ``i << 45`` is subtracted, so that adding ``k << 45`` to it gives the
    bits of ``2**(k // 128)`` times the head of ``i = k % 128``.

    References
    ----------
    .. [1] P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE
       floating-point arithmetic", *ACM Transactions on Mathematical Software*, 15, 1989.
    """
    heads, tails = [], []
    with localcontext(Context(prec=50, traps=[])):
        step = (Decimal(2).ln() / _STEPS).exp()
        power = Decimal(1)
        for i in range(_STEPS):
            head = float(power)
            (bits,) = struct.unpack("<Q", struct.pack("<d", head))
            heads.append((bits - (i << (_MANTISSA_BITS - 7))) % 2**64)
            tails.append(float(power / Decimal(head) - 1))
            power *= step
    return struct.pack(f"={_STEPS}Q", *heads), struct.pack(f"={_STEPS}d", *tails)
