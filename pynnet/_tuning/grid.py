"""Settings of hyperparameters to try: R's ``expand.grid``, or some of it by lot."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import issparse

from pynnet._ground import ArgumentError, IntArray, invalid, shown
from pynnet._random import LARGEST_POPULATION, Stream

__all__ = ["Grid", "MOST_SETTINGS", "read_grid", "values_of"]

MOST_SETTINGS = 1_000_000  # to be fitted; each takes about a kilobyte


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """All combinations of some values, the first name varying fastest.

    Attributes
    ----------
    values : dict of str to tuple
        The values of each hyperparameter.
    rows : ndarray of int, or range
        Which combinations are tried, in order, counted from 0.
    """

    values: Mapping[str, tuple[Any, ...]]
    rows: IntArray | range

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the hyperparameters."""
        return tuple(self.values)

    def setting(self, number: int) -> dict[str, Any]:
        """Return the combination that is tried as the `number`-th, counted from 0."""
        row, setting = int(self.rows[number]), {}
        for name, values in self.values.items():
            row, place = divmod(row, len(values))
            setting[name] = values[place]
        return setting

    def drawn(self, count: int, stream: Stream) -> Grid:
        """Return so many of the combinations, drawn as e1071 draws them; all if there are fewer."""
        total = len(self.rows)
        positions = stream.sample(total, min(count, total)) - 1
        return Grid(self.values, positions.astype(np.int64))

    def check_beside(self, fixed: Mapping[str, Any]) -> None:
        """Raise if an argument is among the ranges and fixed as well."""
        for name in self.names:
            if name in fixed:
                raise ArgumentError(
                    f'formal argument "{name}" matched by multiple actual arguments: it is among '
                    "the ranges and fixed as well. Pass it once."
                )

    def check_size(self) -> None:
        """Raise if there are more settings than anybody can try."""
        if len(self.rows) > MOST_SETTINGS:
            raise ArgumentError(
                f"invalid 'ranges': the grid has {len(self.rows)} settings, at most "
                f"{MOST_SETTINGS} can be tried. Pass fewer values, or draw some of them with "
                "tune_control(random=100)."
            )

    def columns(self) -> dict[str, list[Any]]:
        """Return the values of each hyperparameter, one for each setting."""
        settings = [self.setting(number) for number in range(len(self))]
        return {name: [setting[name] for setting in settings] for name in self.values}

    def frame(self) -> pd.DataFrame:
        """Return the settings as a table; the index numbers the combinations from 1, as in R."""
        index = pd.Index(np.asarray(self.rows) + 1)
        columns = {name: pd.Series(values, index) for name, values in self.columns().items()}
        return pd.DataFrame(columns, index)

    def where(self, number: int, training_set: int) -> str:
        """Return what is fitted, in words: a setting, and to which training set."""
        return f"{self.text(number) or 'the setting'}, in training set {training_set + 1}"

    def text(self, number: int) -> str:
        """Return a setting in words."""
        return ", ".join(f"{name}={shown(value)}" for name, value in self.setting(number).items())


def read_grid(ranges: Mapping[str, Any] | None) -> Grid:
    """Read ranges; without any there is one setting that sets nothing.

    Raises
    ------
    ArgumentError
        If they are no mapping, or there is a hyperparameter without values.
    """
    if ranges is None:
        return Grid({}, range(1))
    if not isinstance(ranges, Mapping):
        raise ArgumentError(
            f"invalid 'ranges': got {type(ranges).__name__}. "
            "Pass a dictionary of lists, {'size': [1, 2, 4], 'decay': [0, 0.1]}."
        )
    values = {name: values_of(given) for name, given in ranges.items()}
    if not values:
        raise ArgumentError(
            "invalid 'ranges': the grid is empty. Pass values to try, {'size': [1, 2, 4]}, or "
            "leave ranges= out to estimate the error of a single setting."
        )
    for name, tried in values.items():
        if not isinstance(name, str):
            raise ArgumentError(f"invalid 'ranges': {shown(name)} is no name of an argument.")
        if not tried:
            raise ArgumentError(
                f"invalid 'times' argument: the grid is empty, '{name}' has no values. "
                "Pass one or more."
            )
    total = math.prod(len(tried) for tried in values.values())
    if total > LARGEST_POPULATION:
        raise ArgumentError(
            f"invalid 'ranges': the grid has {total} settings, at most {LARGEST_POPULATION} can be "
            "drawn from. Pass fewer values."
        )
    return Grid(values, range(total))


def values_of(values: Any) -> tuple[Any, ...]:
    """Values of a hyperparameter as Python's own: those of a list or array, or the single one."""
    if isinstance(values, (str, bytes, memoryview, Mapping)) or not np.iterable(values):
        return (_plain(values),)
    if issparse(values):
        raise invalid("ranges", values, "a list or an array of values")
    plain = tuple(_plain(value) for value in itertools.islice(values, MOST_SETTINGS + 1))
    if len(plain) > MOST_SETTINGS:  # or without end
        raise ArgumentError(
            f"invalid 'ranges': got {shown(values)}, more than {MOST_SETTINGS} values of one "
            "hyperparameter. Pass fewer."
        )
    return plain


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
