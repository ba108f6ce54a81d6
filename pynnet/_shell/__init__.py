"""The command line: ``python -m pynnet``.

May import: _verbs, _rfiles, _export, _multinom, _nnet, _formula, _network, _data, _random,
_numerics, _ground.
Other rooms import only what is named here.
"""

from .commands import main

__all__ = ["main"]
