"""validate(): the proof that two fits are equal, or how far they are apart, and why."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pynnet._data import NamedColumns, portable
from pynnet._export import from_json
from pynnet._ground import ArgumentError, entry, path_of, public, public_record, shown
from pynnet._multinom import Multinom
from pynnet._nnet import NNet
from pynnet._printing import code_html, html_of, lines_html

from ..reading.read import read_rds
from .causes import causes_of
from .distances import distance
from .quantities import Fit, Numbers, labels_of, numbers_of, predictions_of

__all__ = ["Validation", "validate"]

_LARGE = 1e6
_WITHIN = {"covariance": 1e-7}
_COLUMNS = ["quantity", "values", "equal", "ulps", "relative", "worst", "note"]


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Validation:
    """How equal two fits are; ``str`` prints it, ``table`` is a data frame.

    Attributes
    ----------
    table : DataFrame
        A row for each quantity: how many ``values`` there are, how many are ``equal`` in all bits,
        the largest distance in ``ulps`` (units of the last place) and ``relative``, which is the
        ``worst``; and a ``note`` where something was not compared.
    causes : tuple of str
        What made them differ, as far as it can be shown, the likeliest first.
    """

    table: pd.DataFrame
    causes: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether all values that are compared are equal in all bits.

        The covariance is made by matrix products in another order than R's, and counts as equal
        within a relative 1e-7.
        """
        bound = self.table["quantity"].map(_WITHIN).fillna(0.0)
        near = (bound > 0) & (self.table["relative"] <= bound)
        return bool(((self.table["values"] == self.table["equal"]) | near).all())

    @entry
    def assert_equal(self) -> None:
        """Raise unless all values are equal.

        Raises
        ------
        AssertionError
            With what ``str`` prints.

        Examples
        --------
        >>> from pynnet import nnet, validate
        >>> fit = nnet([0, 1], [0, 1], size=1, decay=0.01, trace=False, seed=1)
        >>> validate(fit, fit).assert_equal()
        """
        if not self.equal:
            raise AssertionError(f"the fits differ.\n{self}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Validation, (portable(self.table), self.causes)

    def _repr_html_(self) -> str:
        return html_of(code_html(self._lines), lines_html([self._verdict, *self.causes]))

    def __repr__(self) -> str:
        return "\n".join([*self._lines, self._verdict, *(f"- {cause}" for cause in self.causes)])

    @property
    def _lines(self) -> list[str]:
        """The table, and below it why something was not compared."""
        compared = self.table[self.table["note"] == ""].drop(columns="note")
        text = compared.to_string(index=False, formatters={"ulps": _ulps, "relative": _relative})
        notes = self.table[self.table["note"] != ""]
        told = [f"{n}: {note}" for n, note in zip(notes["quantity"], notes["note"], strict=True)]
        return [*(line.rstrip() for line in text.splitlines()), *told]

    @property
    def _verdict(self) -> str:
        if self._all_bits:
            which = "All values that were compared" if self._has_notes else "All values"
            return f"{which} are equal in all bits."
        return "All values are equal within what is allowed." if self.equal else "The fits differ."

    @property
    def _has_notes(self) -> bool:
        return bool((self.table["note"] != "").any())

    @property
    def _all_bits(self) -> bool:
        return bool((self.table["values"] == self.table["equal"]).all())


@public
@entry
def validate(
    fit: NNet | Multinom,
    reference: NNet | Multinom | str | os.PathLike[str],
    newdata: Any = None,
    *,
    data: Any = None,
    reference_data: Any = None,
) -> Validation:
    """Compare a fit with R's, or with another, quantity by quantity and bit by bit.

    Parameters
    ----------
    fit : NNet or Multinom
        The fit to validate.
    reference : NNet, Multinom or path
        What it should equal: a fit, or the file of one: by R's ``saveRDS()``, or with the ending
        ``.json`` by ``to_json()``.
    newdata : DataFrame or array_like, optional
        Cases whose predictions are compared, too.
    data, reference_data : DataFrame, mapping or array_like, optional
        What the two were fitted to; if the fits differ, so do perhaps these, and then it is told
        which columns, and how.

    Returns
    -------
    Validation
        A table of all quantities; the causes, if they differ. ``.equal`` and ``.assert_equal()``
        are for tests.

    Raises
    ------
    ArgumentError
        If `fit` or `reference` is no fit, or one is a network and the other a multinomial model.
    DataError
        If the file cannot be read, or data are no named columns.

    See Also
    --------
    read_rds, from_json : Read the fit alone.

    Examples
    --------
    >>> from pynnet import load_iris, nnet, validate
    >>> fit = nnet("Species ~ .", load_iris(), size=1, decay=0.1, trace=False, seed=1)
    >>> print(validate(fit, fit))
         quantity  values  equal ulps relative worst
          weights      11     11    0        0
        criterion       1      1    0        0
    fitted values     450    450    0        0
        residuals     450    450    0        0
    All values are equal in all bits.
    """
    reference = _reference(reference)
    for name, given in (("fit", fit), ("reference", reference)):
        if not isinstance(given, (NNet, Multinom)):
            raise ArgumentError(
                f"invalid '{name}': got {shown(given)}. Pass a fit, or an .rds or .json file."
            )
    if isinstance(fit, Multinom) != isinstance(reference, Multinom):
        raise ArgumentError(
            f"a fit of class {type(fit).__name__} is compared with one of class "
            f"{type(reference).__name__}: pass two of one kind."
        )
    columns, other_columns = _columns(data, "data"), _columns(reference_data, "reference_data")
    mine, theirs = numbers_of(fit), numbers_of(reference)
    if newdata is not None:
        mine |= predictions_of(fit, newdata)
        theirs |= predictions_of(reference, newdata)
    rows = [_row(name, mine[name], theirs[name]) for name in mine]
    rows += _other_labels(labels_of(fit), labels_of(reference))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    if bool((table["values"] == table["equal"]).all()):
        return Validation(table, ())
    return Validation(table, tuple(causes_of(fit, reference, columns, other_columns)))


def _columns(data: Any, role: str) -> NamedColumns | None:
    """The data that a fit is said to be of."""
    return None if data is None else NamedColumns(data, role)


def _reference(reference: Any) -> Fit | Any:
    """The fit, which may be in a file."""
    if not isinstance(reference, (str, os.PathLike)):
        return reference
    path = path_of(reference)
    return from_json(path) if path.suffix == ".json" else read_rds(path)


def _row(name: str, mine: Numbers, theirs: Numbers) -> tuple[Any, ...]:
    """What is told of a quantity."""
    reason = mine.reason or theirs.reason
    if reason is not None:
        return name, 0, 0, 0.0, 0.0, "", f"not compared: {reason}"
    if len(mine.values) != len(theirs.values):
        note = f"{len(mine.values)} values here, {len(theirs.values)} in the reference"
        most = max(len(mine.values), len(theirs.values))
        return name, most, 0, math.nan, math.nan, "", note
    apart = distance(mine.values, theirs.values)
    worst = "" if apart.worst is None else mine.labels[apart.worst]
    return name, apart.values, apart.equal, apart.ulps, apart.relative, worst, ""


def _ulps(number: float) -> str:
    """A distance as it is read: a small one whole, a large one by its size."""
    return f"{number:.0f}" if number < _LARGE else f"{number:.1e}"


def _relative(number: float) -> str:
    return f"{number:.1e}" if number else "0"


def _other_labels(mine: dict[str, Any], theirs: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A row for labels that differ: equal numbers would stand for other things."""
    for name, here in mine.items():
        there = theirs[name]
        if here != there and here is not None and there is not None:
            note = f"{here} here, {there} in the reference"
            yield name, max(len(here), len(there)), 0, math.nan, math.nan, "", note
