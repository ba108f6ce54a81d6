"""R's verbs under R's names, for scripts that are moved: ``from pynnet.r import *``.

Dots are underscores, and the arithmetic, the rules for missing values, levels and repetition are
R's. Arrays, Series, frames and lists go in; what has a value for each element comes out in the form
it went in, a Series with its index, and what has one value comes out as a number of Python.

Positions count from 1 here, as in R: `take`, `head` and `tail` use them. NaN and None are R's NA.
A whole number of Python is an integer of R, so ``as_character(100000)`` is "100000".

A name that Python has built in is exported with an underscore behind it (``sum_``, ``round_``),
so that the import hides nothing of Python. Without it the name is an attribute: ``import pynnet.r
as r`` and then ``r.sum(x)``.

The names are those of `pynnet._verbs`, which lists them.
"""

from pynnet import _verbs
from pynnet._verbs import *  # noqa: F403 - what it lists
from pynnet._verbs import abs_ as abs  # noqa: F401
from pynnet._verbs import all_ as all  # noqa: F401
from pynnet._verbs import any_ as any  # noqa: F401
from pynnet._verbs import max_ as max  # noqa: F401
from pynnet._verbs import min_ as min  # noqa: F401
from pynnet._verbs import print_ as print  # noqa: F401
from pynnet._verbs import range_ as range  # noqa: F401
from pynnet._verbs import round_ as round  # noqa: F401
from pynnet._verbs import str_ as str  # noqa: F401
from pynnet._verbs import sum_ as sum  # noqa: F401

__all__ = _verbs.__all__
