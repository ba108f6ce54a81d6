"""R's verbs under R's names, on NumPy's and pandas' objects: what `pynnet.r` offers.

`calls` hands values to the functions that formulas have, and what these return to Python.

May import: _formula, _data, _ground.
Other rooms import only what is named here.
"""

__all__: list[str] = []
