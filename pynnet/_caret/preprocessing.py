"""caret's preProcess: columns centred, scaled, brought to a range, or made components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_matrix, numbers_of
from pynnet._ground import (
    BoolArray,
    DataError,
    FloatArray,
    entry,
    flag,
    read_only,
    shown,
)
from pynnet._numerics import mean
from pynnet._printing import format_common, html_of, lines_html

from .column_statistics import possible_methods, ranges_of, rotation_of, spreads_of
from .door import offered, offered_class
from .model_data import as_table
from .preprocessing_options import check_methods, component_number, range_ends, variance_share
from .principal_components import times

__all__ = ["PreProcess", "preprocess"]


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PreProcess:
    """What is done to the columns of data, learned from those it was made with; `str` is caret's.

    Attributes
    ----------
    method : dict of list of str
        What is done, and to which columns: "center", "scale", "range", "pca"; "remove" lists
        columns of one value, "ignore" those that are no numbers.
    dim : tuple of int
        Numbers of complete rows and of columns that something is done to.
    mean, std : Series or None
        What is taken off each column, and what it is divided by.
    ranges : DataFrame or None
        Smallest and largest value of each column, in rows.
    rotation : DataFrame or None
        The principal components, in columns.
    num_comp : int or None
        How many there are.
    thresh : float
        The share of the variance that they had to reach.
    pca_comp : int or None
        How many were asked for.
    range_bounds : tuple of float
        Where "range" brings columns to.
    """

    method: dict[str, list[str]]
    dim: tuple[int, int]
    mean: Any
    std: Any
    ranges: pd.DataFrame | None
    rotation: pd.DataFrame | None
    num_comp: int | None
    thresh: float
    pca_comp: int | None
    range_bounds: tuple[float, float]

    @entry
    def predict(self, newdata: Any) -> pd.DataFrame:
        """Do the same to other rows.

        Parameters
        ----------
        newdata : DataFrame, mapping, or array_like of shape (n, p)
            Rows with the columns by name; of an array without names, in their order.

        Returns
        -------
        DataFrame
            The columns, those that nothing is done to as they are. Principal components stand
            behind them.

        Raises
        ------
        DataError
            If a column is not there, or holds no numbers.

        Examples
        --------
        >>> from pynnet.caret import preprocess
        >>> preprocess({"a": [1.0, 2.0, 3.0]}, "range").predict({"a": [1.5, 4.0]})
              a
        0  0.25
        1  1.50
        """
        frame = _frame(newdata, "newdata", self._columns)
        with np.errstate(all="ignore"):  # a decorator would stand in front of its errors
            return self._changed(frame)

    def _changed(self, frame: pd.DataFrame) -> pd.DataFrame:
        needed = self._needed
        done = {name: _numbers(frame, name) for name in self._columns if name in needed}
        for name in self.method.get("range", ()):
            low, high = self.ranges[name]  # type: ignore[index]
            least, most = self.range_bounds
            done[name] = (done[name] - low) / ((high - low) / (most - least)) + least
        for name in self.method.get("center", ()):
            done[name] = done[name] - self.mean[name]
        for name in self.method.get("scale", ()):
            done[name] = done[name] / self.std[name]
        removed = set(self.method.get("remove", ())) | set(self.method.get("pca", ()))
        kept = [name for name in frame.columns if name not in removed]
        if not kept and "remove" in self.method and self.rotation is None:
            raise DataError(
                "All predctors were removed as determined by `preProcess`: every column has one "
                "value."
            )
        columns = {name: done[name] if name in done else frame[name] for name in kept}
        result = pd.DataFrame(columns, index=frame.index)
        if self.rotation is None:
            return result
        x = np.column_stack([done[name] for name in self.method["pca"]])
        scores = times(x, self.rotation.to_numpy())
        parts = pd.DataFrame(scores, index=frame.index, columns=self.rotation.columns)
        return pd.concat([result, parts], axis=1)

    @property
    def _columns(self) -> list[str]:
        """Columns that something is done to, in their order."""
        names = [n for key, names in self.method.items() if key != "ignore" for n in names]
        return list(dict.fromkeys(names))

    @property
    def _needed(self) -> set[str]:
        return {n for key in ("center", "scale", "range", "pca") for n in self.method.get(key, ())}

    def _repr_html_(self) -> str:
        return html_of(lines_html(repr(self).split("\n")))

    def __repr__(self) -> str:
        """Print as caret does."""
        low, high = (format_common([bound])[0] for bound in self.range_bounds)
        words = {
            "center": "centered",
            "scale": "scaled",
            "range": f"re-scaling to [{low}, {high}]",
            "pca": "principal component signal extraction",
            "remove": "removed",
            "ignore": "ignored",
        }
        done = sorted((words[key], len(names)) for key, names in self.method.items())
        lines = [
            f"Created from {self.dim[0]} samples and {self.dim[1]} variables",
            "",
            "Pre-processing:",
            *(f"  - {text} ({number})" for text, number in done),
            "",
        ]
        if self.rotation is None:
            return "\n".join(lines)
        if self.pca_comp is not None:
            some = "component" if self.pca_comp == 1 else "components"
            said = f"PCA used {self.pca_comp} {some} as specified"
        else:
            share = format_common([self.thresh * 100])[0]
            said = (
                f"PCA needed {self.num_comp} components to capture {share} percent of the variance"
            )
        return "\n".join([*lines, said])


@offered
def preprocess(
    x: Any,
    method: Any = ("center", "scale"),
    thresh: float = 0.95,
    pca_comp: int | None = None,
    *,
    na_remove: bool = True,
    range_bounds: Any = (0.0, 1.0),
) -> PreProcess:
    """Learn from data how to centre, scale or rotate their columns, caret's ``preProcess``.

    Parameters
    ----------
    x : DataFrame, mapping, or array_like of shape (n, p)
        The data. Columns that are no numbers are left as they are.
    method : str or sequence of {"center", "scale", "range", "pca", "zv"}, optional
        What is done: the mean is taken off, the standard deviation divided by, columns are brought
        to a range, principal components take their place (which centres and scales as well),
        columns of one value are removed. Default ("center", "scale").
    thresh : float, optional
        The share of the variance that principal components have to reach; there are two at least.
        Default 0.95.
    pca_comp : int, optional
        Number of principal components, whatever their share. Default: as `thresh` says.
    na_remove : bool, optional
        Whether missing values are left out of means and the like. Default True.
    range_bounds : sequence of float, optional
        Where "range" brings columns to. Default (0.0, 1.0).

    Returns
    -------
    PreProcess
        What was learned; its ``predict`` does it to any rows.

    Raises
    ------
    ArgumentError
        If a method is unknown, or methods do not go together; if ``PYNNET_LAPACK`` is no version
        that is followed.
    DataError
        If the data are no matrix or data frame, or a column of one value is to be scaled for
        principal components.

    Warns
    -----
    RWarning
        If a column has one value only.

    Notes
    -----
    All numbers have caret's bits. Those of principal components are of the reference LAPACK 3.11
    and BLAS, or of 3.12.1 if ``PYNNET_LAPACK`` in the environment is ``3.12.1``; beyond 128 columns
    and rows, or where R has OpenBLAS, they are equal but for rounding, some 15 digits.

    References
    ----------
    .. [1] M. Kuhn and K. Johnson, Applied Predictive Modeling, Springer, 2013, chapter 3; manual
       page ``preProcess`` of caret.

    Examples
    --------
    >>> from pynnet.caret import preprocess
    >>> found = preprocess({"a": [1.0, 2.0, 3.0], "b": ["x", "y", "z"]})
    >>> found
    Created from 3 samples and 2 variables
    <BLANKLINE>
    Pre-processing:
      - centered (1)
      - ignored (1)
      - scaled (1)
    <BLANKLINE>
    >>> found.predict({"a": [2.5], "b": ["x"]})
         a  b
    0  0.5  x
    """
    methods = check_methods(method)
    share, count = variance_share(thresh), component_number(pca_comp)
    bounds = range_ends(range_bounds)
    flag("na_remove", na_remove)
    frame = _frame(x, "x")
    ignored = [name for name in frame.columns if not _is_numeric(frame[name])]
    numeric = {name: _numbers(frame, name) for name in frame.columns if name not in ignored}
    if not na_remove and any(np.isnan(column).any() for column in numeric.values()):
        raise DataError("x has missing values: pass na_remove=True to leave them out.")
    with np.errstate(all="ignore"):  # as a decorator it would stand between a warning and its line
        return _learned(frame, numeric, ignored, methods, (share, count), bounds)


def _frame(data: Any, what: str, names: list[str] | None = None) -> pd.DataFrame:
    """The data as a frame with text for names; an array has those that are known."""
    is_table = isinstance(data, (pd.DataFrame, Mapping))
    if not is_table and as_matrix(data, what).vector:
        raise DataError(
            f"Matrices or data frames are required for preprocessing: got {shown(data)} for {what}."
        )
    return as_table(data, what, names, prefix="x")


def _is_numeric(column: pd.Series[Any]) -> bool:
    kinds = pd.api.types
    dtype = column.dtype
    return kinds.is_numeric_dtype(dtype) and not (
        kinds.is_bool_dtype(dtype) or kinds.is_complex_dtype(dtype)
    )


def _numbers(frame: pd.DataFrame, name: str) -> FloatArray:
    if name not in frame.columns:
        raise DataError(f"undefined columns selected: newdata has no column {shown(name)}.")
    if not _is_numeric(frame[name]):
        raise DataError(f"column {shown(name)} must hold numbers, as it did before.")
    return np.ascontiguousarray(numbers_of(frame[name]))


def _learned(
    frame: pd.DataFrame,
    numeric: dict[str, FloatArray],
    ignored: list[str],
    methods: list[str],
    components: tuple[float, int | None],
    bounds: tuple[float, float],
) -> PreProcess:
    """Learn from the columns what the methods need."""
    done: dict[str, list[str]] = {}
    present = {name: column[~np.isnan(column)] for name, column in numeric.items()}
    constant = [name for name, column in present.items() if len(np.unique(column)) < 2]
    if "zv" in methods and constant:
        done["remove"] = constant
        present = {name: column for name, column in present.items() if name not in constant}
    used = list(present)
    methods = possible_methods(methods, len(numeric), only=not ignored)
    means = spreads = ranges = None
    if {"center", "pca"} & set(methods):
        done["center"] = used
        means = pd.Series({name: mean(column) for name, column in present.items()}, dtype=float)
    if {"scale", "pca"} & set(methods):
        done["scale"] = used
        # As caret, of what was centred: it is not the same in the last bit.
        spreads = spreads_of(
            present if means is None else {n: x - means[n] for n, x in present.items()}
        )
    if "range" in methods:
        ranges = ranges_of(present)
        done["range"] = list(ranges.columns)
    if "pca" in methods:
        done["pca"] = used
    done["ignore"] = ignored
    size, complete = _size(frame, numeric, ignored, done)
    rotation = None
    if "pca" in methods:
        scaled = [(numeric[n][complete] - means[n]) / spreads[n] for n in used]  # type: ignore[index]
        rotation = rotation_of(scaled, used, *components)
    count = None if rotation is None else rotation.shape[1]
    implied = ("center", "scale")  # by components, and in caret behind what is ignored, if any is
    further = ("ignore", *implied) if ignored else (*implied, "ignore")
    named = dict.fromkeys((*methods, *further, "remove"))
    in_order = {name: done[name] for name in named if name in done}
    learned = means, spreads, ranges, rotation
    return PreProcess(in_order, size, *learned, count, *components, bounds)


def _size(
    frame: pd.DataFrame,
    numeric: dict[str, FloatArray],
    ignored: list[str],
    done: dict[str, list[str]],
) -> tuple[tuple[int, int], BoolArray]:
    """Numbers of complete rows and of columns that something is done to; rows without gaps."""
    complete = np.ones(len(frame), dtype=bool)
    for name, column in numeric.items():
        if name not in done.get("remove", ()):
            complete &= ~np.isnan(column)
    touched = {name for names in done.values() for name in names}
    filled = complete & frame[ignored].notna().all(axis=1).to_numpy() if ignored else complete
    return (int(filled.sum()), len(touched)), complete
