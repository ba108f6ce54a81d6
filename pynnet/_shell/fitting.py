"""``python -m pynnet fit``: a model fitted to the table in a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from pynnet._ground import ArgumentError
from pynnet._multinom import multinom
from pynnet._nnet import Options, nnet

from .files import fit_writer, say, table_in
from .suspicions import is_asked_for, tell_doubts
from .written import how_written

__all__ = ["MODELS", "fit_table"]

MODELS: dict[str, Callable[..., Any]] = {"nnet": nnet, "multinom": multinom}
_OF_EVERY_MODEL = ("weights", "seed", "na_action")


def fit_table(given: argparse.Namespace) -> int:
    """Fit, print as R does, and write the fit; return the exit status.

    The formula sees the columns of the table and nothing else.
    """
    if given.no_data and not str(given.output).lower().endswith(".json"):
        raise ArgumentError("--no-data leaves the data out of a .json file: pass -o FILE.json.")
    write = None if given.output is None else fit_writer(given.output, data=not given.no_data)
    table = table_in(given.table, how_written(given))
    tell_doubts(table, is_asked_for(given.formula))
    names = (*(option.name for option in fields(Options)), *_OF_EVERY_MODEL)
    said = {name: getattr(given, name, None) for name in names}
    arguments: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    arguments["trace"] = not given.quiet
    fit = MODELS[given.model](given.formula, data=table, env={}, **arguments)
    say(f"{fit}\n\n{fit.summary()}\n" if given.summary else f"{fit}\n")
    if write is not None:
        write(fit)
    return 0
