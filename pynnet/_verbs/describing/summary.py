"""R's generic ``summary``: of vectors, matrices, data frames, tables and fits."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._ground import ArgumentError, refuse_unknown, whole_number
from pynnet._multinom import Multinom
from pynnet._printing import RArray, RFrame, RText, RVector, Table, read_object

from ..calls import as_python, column_of, verb
from ..models.generic import method_of
from .frames import summary_of_columns
from .tables import summary_of_table
from .vectors import summary_of_vector

__all__ = ["summary"]

_MAXSUM = {"factor": 100, "frame": 7}
_TYPES_OF_QUANTILES = 9


@verb
def summary(
    object: Any,
    maxsum: int | None = None,
    digits: int | None = None,
    quantile_type: int = 7,
    **more: Any,
) -> Any:
    """Say what values, a data frame or a fit amount to, R's ``summary``.

    Parameters
    ----------
    object : object
        A vector, factor, matrix, table, data frame or fit.
    maxsum : int, optional
        How many levels of a factor are counted each. Default: 100, in data frames 7.
    digits : int, optional
        Significant digits: of a vector's numbers, which are rounded to them; of the texts about a
        data frame; of what is printed of a multinomial model. Default: vectors are not rounded, and
        texts have three less than usual. R's summaries of other fits have none.
    quantile_type : int, optional
        Which of the nine definitions of quantiles. Default 7.
    **more
        Arguments of a fit's ``summary()``.

    Returns
    -------
    Series, DataFrame, or what a fit's method gives
        Of numbers a Series with "Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max.", and with
        "NA's" if values are missing, in all bits. Of days and times likewise, as ``datetime``. Of
        a factor the counts of its levels, of truths their counts, of text its length. Of a data
        frame or matrix a DataFrame of R's texts. Of a table the numbers of factors and cases, and
        the test for independence.

    Raises
    ------
    ArgumentError
        If there is no summary of `object`, or an argument has none of its values.

    Notes
    -----
    `show` prints what is returned as R does; to pandas it is a Series or DataFrame like others. A
    list is a vector here, as it is for other verbs. Of R's lists there is no summary. The
    probability of a table's test is that of `pchisq`, not R's in all bits.

    References
    ----------
    .. [1] R manual pages ``summary``, ``summary.data.frame`` and ``summary.table``.

    Examples
    --------
    >>> from pynnet.r import load_iris, show, summary
    >>> about = summary(load_iris()["Petal.Width"])
    >>> float(about["Mean"])
    1.1993333333333334
    >>> show(about)
       Min. 1st Qu.  Median    Mean 3rd Qu.    Max.
      0.100   0.300   1.300   1.199   1.800   2.500
    >>> show(summary(load_iris()[["Petal.Width", "Species"]]))
      Petal.Width          Species
     Min.   :0.100   setosa    :50
     1st Qu.:0.300   versicolor:50
     Median :1.300   virginica :50
     Mean   :1.199
     3rd Qu.:1.800
     Max.   :2.500
    """
    known = _known(object)
    if known is None:
        if digits is not None and isinstance(object, Multinom):  # R's other summaries ignore it
            more["digits"] = digits
        return method_of(object, "summary")(**more)
    refuse_unknown(more, ("maxsum", "digits", "quantile_type"))
    is_vector = isinstance(known, RVector)
    maxsum = _MAXSUM["factor" if is_vector else "frame"] if maxsum is None else maxsum
    maxsum = whole_number("maxsum", maxsum, least=1)
    digits = None if digits is None else whole_number("digits", digits, least=1, most=22)
    type_ = whole_number("quantile_type", quantile_type, least=1, most=_TYPES_OF_QUANTILES)
    if isinstance(known, RVector):
        return summary_of_vector(known, maxsum, digits, type_)
    if isinstance(known, RFrame):
        return summary_of_columns(known.columns, known.names, maxsum, digits, type_)
    if known.is_table:
        return summary_of_table(_counts(object))
    return _of_array(known, maxsum, digits, type_)


def _known(x: Any) -> RVector | RArray | RFrame | None:
    """What there is a summary of in R's kinds; None of what has a method for it."""
    if isinstance(x, (list, tuple, range)):
        x = as_python(column_of(x, "object"))
    known = read_object(x)
    if isinstance(known, (RVector, RArray, RFrame)):
        return known
    if isinstance(known, RText) and known.of is not None:
        return None
    raise ArgumentError(
        "summary() of this is not offered. Pass a vector, matrix, table, data frame or fit."
    )


def _counts(x: Any) -> Any:
    return x.values if isinstance(x, Table) else np.asarray(x)


def _of_array(array: RArray, maxsum: int, digits: int | None, type_: int) -> Any:
    """Of a matrix what there is of each column, of other arrays what there is of a vector."""
    if len(array.shape) != 2:
        return summary_of_vector(array.cells, maxsum, digits, type_, "array")
    n, p = array.shape
    mode, values = array.cells.mode, array.cells.values
    columns = [RVector(mode, values[j * n : (j + 1) * n]) for j in range(p)]
    labels = array.labels[1] or [f"V{j + 1}" for j in range(p)]
    return summary_of_columns(columns, labels, maxsum, digits, type_)
