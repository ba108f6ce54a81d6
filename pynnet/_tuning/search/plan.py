"""The plan of a search: which settings are tried on which rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import AnyArray, ArgumentError, DataError, invalid, shown
from pynnet._nnet import restored

from ..grid import MOST_SETTINGS, Grid
from ..resampling import check_sampling, draw_splits
from ..resampling_schemes import Split
from ..training_sets import DataSource, TrainingSet
from .options import SearchData, SearchOptions

__all__ = ["SearchPlan", "plan_search"]


@dataclass(frozen=True, slots=True, eq=False)
class SearchPlan:
    """What is tried on which rows.

    Attributes
    ----------
    source : DataSource
        All rows.
    splits : list of Split
        Their divisions into rows to train on and to predict.
    training_sets : tuple of TrainingSet
        What the fits to each need.
    grid : Grid
        The settings.
    """

    source: DataSource
    splits: list[Split]
    training_sets: tuple[TrainingSet, ...]
    grid: Grid

    @property
    def is_class(self) -> bool:
        """Whether the response is a factor."""
        return self.training_sets[0].lev is not None

    @property
    def classes(self) -> AnyArray | None:
        """The values that the levels of the response stand for; None if it is numbers."""
        if not self.is_class:
            return None
        levels = np.array(self.training_sets[0].levels, dtype=object)
        return np.array(list(restored(levels, self.source.labels)))


def plan_search(
    data: SearchData, source: DataSource, grid: Grid, options: SearchOptions
) -> SearchPlan:
    """Draw the training sets, and, if it is asked for, some of the settings."""
    if options.control.random is None:
        grid.check_size()
    elif min(options.control.random, len(grid.rows)) > MOST_SETTINGS:
        raise invalid("random", options.control.random, f"at most {MOST_SETTINGS} settings")
    splits = _draw_splits(data, source, options)
    if options.control.random is not None:
        grid = grid.drawn(options.control.random, options.stream)
    training_sets = tuple(source.training_set(split, data.validation) for split in splits)
    return SearchPlan(source, splits, training_sets, grid)


def _draw_splits(data: SearchData, source: DataSource, options: SearchOptions) -> list[Split]:
    control, separate = options.control, data.validation is not None
    check_sampling(control, len(source.positions), separate=separate)
    splits = draw_splits(
        control,
        len(source.positions),
        options.stream,
        strata=_labels(control.stratify, source, "stratify"),
        groups=_labels(control.groups, source, "groups"),
        response=source.responses(),
        separate=separate,
    )
    if options.simplest and len(splits) < 2:
        raise ArgumentError(
            "rule='1se' needs a standard error, and so two training sets or more: there is one. "
            "Cross-validate, or pass rule='min'."
        )
    return splits


def _labels(given: Any, source: DataSource, what: str) -> AnyArray | None:
    """Return strata or groups of the rows: a column, an array, or the classes of the response."""
    if given is None or given is False:
        return None
    if given is True and what == "stratify":
        return source.classes()
    if isinstance(given, str):
        return _without_gaps(source.column(given), what)
    labels = _as_labels(given, what)
    if labels.ndim == 1 and len(labels) == source.n_rows:
        return _without_gaps(labels[source.positions], what)
    raise DataError(
        f"{what} has shape {labels.shape}, there are {source.n_rows} rows. "
        "Pass the name of a column, or one label for each row."
    )


def _as_labels(given: Any, what: str) -> AnyArray:
    try:
        return np.asarray(given, dtype=object)
    except (ValueError, TypeError) as error:
        raise DataError(
            f"{what} cannot be used: got {shown(given)}. Pass the name of a column, or one label "
            "for each row."
        ) from error


def _without_gaps(labels: AnyArray, what: str) -> AnyArray:
    """Return the labels, none of which may be missing: their rows would belong nowhere."""
    if labels.ndim != 1:
        raise DataError(f"{what} names a column of matrices. Pass one label for each row.")
    try:
        missing = int(pd.isna(labels).sum())
        pd.factorize(labels)
    except TypeError as error:
        raise DataError(f"{what} has labels that cannot be compared: {error}.") from error
    if missing:
        raise DataError(
            f"{what} has missing labels, in {missing} of {len(labels)} rows that are used. Give "
            "each row a label, or drop these rows."
        )
    return labels
