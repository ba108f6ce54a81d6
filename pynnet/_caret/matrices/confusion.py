"""caret's confusionMatrix: predicted classes against the true ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, array_if_any, given_text, read_only, shown, size_of
from pynnet._printing import Table

from ..agreement import agreement, one_against_others
from ..door import offered, offered_class
from ..training.result import Train
from .resampled import ResampledConfusionMatrix, resampled_confusion
from .tables import MODES, class_table, table_of_counts
from .text import confusion_html, confusion_lines

__all__ = ["ConfusionMatrix", "confusion_matrix"]


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ConfusionMatrix:
    """Predicted classes against the true ones, with what they say; `str` is caret's print.

    Attributes
    ----------
    table : Table
        Number of cases by predicted and by true class.
    positive : str or None
        The class that rates are about, where there are two; of more what was passed, of no effect.
    overall : Series
        ``Accuracy``, ``Kappa``, the ends of the exact 95% interval of the accuracy
        (``AccuracyLower``, ``AccuracyUpper``), the share of the most frequent class
        (``AccuracyNull``), the p values of the one-sided test that the accuracy is above it
        (``AccuracyPValue``) and of McNemar's test (``McnemarPValue``).
    by_class : Series or DataFrame
        ``Sensitivity``, ``Specificity`` and further rates: of the positive class, or of each class
        against all others, a row for each.
    mode : str
        Which of the rates are printed.
    """

    table: Table
    positive: str | None
    overall: Any
    by_class: Any
    mode: str

    def _repr_html_(self) -> str:
        return confusion_html(self.table, self.positive, self.overall, self.by_class, self.mode)

    def __repr__(self) -> str:
        """Print as caret does."""
        return "\n".join(
            confusion_lines(self.table, self.positive, self.overall, self.by_class, self.mode)
        )


@overload
def confusion_matrix(
    data: Train, *, dnn: Sequence[str] = ..., norm: str | None = ...
) -> ResampledConfusionMatrix: ...


@overload
def confusion_matrix(
    data: Any,
    reference: Any = None,
    *,
    positive: str | None = ...,
    dnn: Sequence[str] = ...,
    prevalence: Any = ...,
    mode: str = ...,
) -> ConfusionMatrix: ...


@offered
def confusion_matrix(
    data: Any,
    reference: Any = None,
    *,
    positive: str | None = None,
    dnn: Sequence[str] = ("Prediction", "Reference"),
    prevalence: Any = None,
    mode: str = "sens_spec",
    norm: str | None = None,
) -> ConfusionMatrix | ResampledConfusionMatrix:
    """Compare predicted classes with the true ones, caret's ``confusionMatrix``.

    Parameters
    ----------
    data : array_like of shape (n,), Table, DataFrame, or Train
        Predicted classes; or a table of counts, predicted classes in rows and true ones in columns,
        as of ``pd.crosstab`` or ``pynnet.r.table()``; or what `train` found, whose predictions for
        the rows held out, by the setting that was chosen, are compared with their classes.
    reference : array_like of shape (n,), optional
        The true classes. Cases of which either is missing are left out.
    positive : str, optional
        The class that rates are about, where there are two. Default: the first.
    dnn : sequence of str, optional
        Names of the dimensions of the table. Default ("Prediction", "Reference").
    prevalence : float or mapping, optional
        The share of the positive class, instead of that in the data; with more than two classes
        that of each, by class.
    mode : {"sens_spec", "prec_recall", "everything"}, optional
        Which rates are printed. Default "sens_spec".
    norm : {"overall", "average", "none"}, optional
        Of what `train` found: whether cells are shares in percent, means over the samples, or
        counts. Default "overall".

    Returns
    -------
    ConfusionMatrix, or ResampledConfusionMatrix of what `train` found
        Table, ``overall``, ``by_class``; or table, ``norm`` and the number of samples, ``B``.

    Raises
    ------
    ArgumentError
        If an argument has a value that cannot be used, or does not go with `data`; or if `train`
        predicts numbers, or held out no rows or one at a time.
    DataError
        If predicted classes are not among the true ones, the numbers of cases differ, or a table
        has not the same classes in rows and columns.

    Warns
    -----
    RWarning
        If the levels of two factors are in different order: that of the true classes counts.

    Notes
    -----
    caret takes factors alone. Here classes that are no categories of pandas' have the levels of
    the others, or those of both, sorted.

    All numbers have caret's bits but the interval and the p values, which are SciPy's and equal
    R's to some 12 digits: a p value such as 1/64 may be printed with a last digit one apart.

    References
    ----------
    .. [1] M. Kuhn, Building predictive models in R using the caret package, Journal of
       Statistical Software 28 (2008); manual page ``confusionMatrix``.

    Examples
    --------
    >>> from pynnet.caret import confusion_matrix
    >>> found = confusion_matrix(list("aabbbb"), list("abbbba"))
    >>> round(float(found.overall["Kappa"]), 4), float(found.by_class["Sensitivity"])
    (0.25, 0.5)
    >>> found.table
              Reference
    Prediction a b
             a 1 1
             b 1 3
    """
    if isinstance(data, Train):
        given = {"reference": reference, "positive": positive, "prevalence": prevalence}
        given["mode"] = None if mode == "sens_spec" else mode
        return resampled_confusion(data, norm, _axis_names(dnn), given)
    if norm is not None:
        raise ArgumentError(
            f"unused argument (norm = {shown(norm)}): it is for what train() found. Leave it out."
        )
    if not isinstance(mode, str) or mode not in MODES:
        raise ArgumentError(
            "`mode` should be either 'sens_spec', 'prec_recall', or 'everything': got "
            f"{shown(mode)}."
        )
    if positive is not None and not isinstance(positive, str):
        raise ArgumentError(f"positive argument must be character: got {shown(positive)}.")
    if reference is None:
        table = table_of_counts(data)
    else:
        table = class_table(data, reference, _axis_names(dnn))
    levels = table.dimnames[0][1]
    counts = np.asarray(table.values, dtype=float)
    shares = _prevalences(prevalence, levels)
    event = _event(positive, levels)
    if len(levels) > 2:
        rates = [one_against_others(counts, k, shares[k]) for k in range(len(levels))]
        by_class = pd.DataFrame(rates, index=[f"Class: {level}" for level in levels])
        return ConfusionMatrix(table, positive, pd.Series(agreement(counts)), by_class, mode)
    by_event = pd.Series(one_against_others(counts, levels.index(event), shares[0]))
    return ConfusionMatrix(table, event, pd.Series(agreement(counts)), by_event, mode)


def _axis_names(dnn: Any) -> tuple[str, str]:
    names = list(dnn) if isinstance(dnn, (list, tuple)) else []
    if len(names) != 2:
        raise ArgumentError(f"invalid 'dnn': got {shown(dnn)}. Pass two names.")
    first, second = (given_text("dnn", name, "two names, each a string") for name in names)
    if first == second:
        raise ArgumentError(f"invalid 'dnn': both names are {shown(first)}. Pass two.")
    return first, second


def _event(positive: str | None, levels: tuple[Any, ...]) -> str:
    if positive is None:
        return levels[0]
    if positive in levels:
        return positive
    raise ArgumentError(
        f"subscript out of bounds: 'positive' is {shown(positive)}. Pass one of the classes, "
        f"{', '.join(map(shown, levels))}."
    )


def _prevalences(prevalence: Any, levels: tuple[Any, ...]) -> list[float | None]:
    """The share of each class, as given; None where that of the data counts."""
    if prevalence is None:
        return [None] * len(levels)
    if len(levels) == 2:
        if _are_several(prevalence):
            raise ArgumentError(
                "with two levels, one prevalence probability must be specified: got "
                f"{shown(prevalence)}. Pass that of the positive class."
            )
        return [_probability(prevalence)] * 2
    several = _are_several(prevalence)
    number = size_of(prevalence) if several else 1
    if number != len(levels):
        raise _other_classes(prevalence, levels)
    if not isinstance(prevalence, (Mapping, pd.Series)):
        raise ArgumentError(
            f"with >2 classes, the prevalence vector must have names: got {shown(prevalence)}. "
            "Pass a dict of the share of each class."
        )
    given = dict(prevalence.items())
    if set(given) != set(levels):
        raise _other_classes(list(given), levels)
    return [_probability(given[level]) for level in levels]


def _are_several(prevalence: Any) -> bool:
    return array_if_any(prevalence).ndim > 0 or isinstance(prevalence, Mapping)


def _other_classes(given: Any, levels: tuple[Any, ...]) -> ArgumentError:
    return ArgumentError(
        "the number of prevalence probability must be the same as the number of levels: got "
        f"{shown(given)}. Pass a dict of the share of each of {', '.join(map(shown, levels))}."
    )


def _probability(value: Any) -> float:
    if isinstance(value, (int, float, np.number)) and 0 <= value <= 1:
        return float(value)
    raise ArgumentError(f"invalid 'prevalence': got {shown(value)}. Pass a number from 0 to 1.")
