"""caret's varImp: which predictors count, by a model's weights or by each predictor alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pynnet._explain import plot_importance
from pynnet._ground import ArgumentError, entry, flag, one_word, read_only, whole_number
from pynnet._printing import (
    format_common,
    html_of,
    lines_html,
    print_options,
    table_html,
    table_lines,
)

from ..door import offered, offered_class
from ..training.result import Train
from .variables import by_filter
from .weights import by_weights

if TYPE_CHECKING:  # matplotlib is imported where something is drawn
    from matplotlib.axes import Axes

__all__ = ["VarImp", "var_imp"]

_TOP = 20  # predictors that are printed
_BY_MODEL = ("nnet", "multinom")  # the others have no importance of their own in caret


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class VarImp:
    """Importance of predictors, as `var_imp` returns it for `train`; `str` is caret's print.

    Attributes
    ----------
    importance : DataFrame
        A row for each predictor; a column for all together or for each class.
    model : str
        By what it was judged.
    """

    importance: pd.DataFrame
    model: str

    @entry
    def to_string(self, top: int = _TOP) -> str:
        """Print the most important predictors, caret's ``print(top=)``.

        Parameters
        ----------
        top : int, optional
            How many. Default 20.

        Returns
        -------
        str
            What caret prints; predictors that are as important stand in their order, which caret
            draws at random.

        Raises
        ------
        ArgumentError
            If `top` is no whole number from 1.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import train, train_control, var_imp
        >>> found = train(
        ...     "Species ~ .",
        ...     load_iris(),
        ...     tune_grid={"size": [1], "decay": [0.1]},
        ...     control=train_control("none"),
        ...     trace=False,
        ...     seed=1,
        ... )
        >>> len(var_imp(found).to_string(top=2).splitlines())
        8
        """
        count = whole_number("top", top, "the number of predictors", least=1)
        table = self._by_importance()
        return "\n".join([*self._heading(count, table), *_table(table.iloc[:count])])

    def _heading(self, count: int, table: pd.DataFrame) -> list[str]:
        """Lines above as many rows of the table."""
        lines = [f"{self.model} variable importance", ""]
        if table.shape[1] > 1:
            lines += ["  variables are sorted by maximum importance across the classes"]
        if count < len(table):
            lines += [
                f"  only {count} most important variables shown (out of {len(table)})",
                "",
            ]
        return lines

    @entry
    def plot(self, *, top: int = _TOP, output: str | None = None, ax: Axes | None = None) -> Axes:
        """Draw the importance of the most important predictors as bars.

        Parameters
        ----------
        top : int, optional
            How many. Default 20.
        output : str, optional
            The column to draw. Default: the only one, that of all classes together, or the largest
            of each row.
        ax : matplotlib.axes.Axes, optional
            Where to draw. Default: a new figure, as high as the bars need.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on.

        Raises
        ------
        ArgumentError
            If `output` is none of the columns, or `top` no whole number from 1.
        ImportError
            If matplotlib is not installed.

        Examples
        --------
        >>> from pynnet import load_iris
        >>> from pynnet.caret import train, train_control, var_imp
        >>> found = train(
        ...     "Species ~ .",
        ...     load_iris(),
        ...     tune_grid={"size": [1], "decay": [0.1]},
        ...     control=train_control("none"),
        ...     trace=False,
        ...     seed=1,
        ... )
        >>> var_imp(found).plot().get_xlabel()
        'importance (nnet)'
        """
        count = whole_number("top", top, "the number of predictors", least=1)
        table = self._by_importance()
        words = self.model
        if output is not None:
            name = one_word("output", output, tuple(map(str, table)))
            values, words = table[name], f"{self.model}, {name}"
        elif table.shape[1] == 1 or "Overall" in table:
            values = table.iloc[:, 0]
        else:
            values, words = table.max(axis=1), f"{self.model}, largest over the classes"
        if values.isna().any():
            raise ArgumentError(
                "there is nothing to draw: importance is missing. Where all predictors are as "
                "important, one alone for instance, it has no scale: var_imp(..., scale=False)."
            )
        axes = plot_importance(values.iloc[:count], ax=ax)
        axes.set_xlabel(f"importance ({words})")
        return axes

    def _by_importance(self) -> pd.DataFrame:
        """The table from the most important predictor on; two like columns are one."""
        largest = self.importance.max(axis=1, skipna=True).to_numpy()
        order = np.argsort(-np.where(np.isnan(largest), -np.inf, largest), kind="stable")
        table = self.importance.iloc[order]
        if table.shape[1] == 2:
            table = table.iloc[:, [0]].set_axis(["Importance"], axis=1)
        return table

    def _repr_html_(self) -> str:
        table = self._by_importance()
        top = table.iloc[:_TOP]
        rows = table_html(_texts(top), list(map(str, top.index)))
        return html_of(lines_html(self._heading(_TOP, table)), rows)

    def __repr__(self) -> str:
        """Print as caret does."""
        return self.to_string()


def _table(table: pd.DataFrame) -> list[str]:
    """Lines in which R prints a data frame, with three digits fewer than usual."""
    return table_lines(_texts(table), list(map(str, table.index)))


def _texts(table: pd.DataFrame) -> dict[str, list[str]]:
    """Its columns as texts."""
    digits = max(3, print_options().digits - 3)
    columns = {}
    for name in table:
        numbers = [None if np.isnan(value) else float(value) for value in table[name]]
        columns[str(name)] = format_common(numbers, digits)
    return columns


@offered
def var_imp(
    object: Any, *, use_model: bool = True, nonpara: bool = True, scale: bool = True
) -> VarImp | pd.DataFrame:
    """Say which predictors count, caret's ``varImp``.

    Parameters
    ----------
    object : Train, NNet, Multinom or AvNNet
        What `train`, :func:`pynnet.nnet`, :func:`pynnet.multinom` or `avnnet` returned.
    use_model : bool, optional
        Whether the model is asked: by its weights, "nnet", or its coefficients, "multinom". The
        others have nothing of the kind in caret, nor does ``use_model=False``: each variable is
        judged alone, for classes by the area under its ROC curve, for numbers by the t statistic
        of a line. For results of `train`. Default True.
    nonpara : bool, optional
        Whether variables that are judged alone for numbers are to be judged by R's loess, which is
        not offered: pass False. For results of `train`. Default True.
    scale : bool, optional
        Whether importance is brought to 0 to 100. For results of `train`. Default True.

    Returns
    -------
    VarImp or DataFrame
        For results of `train` the importance, which prints itself; for models the table alone.

    Raises
    ------
    ArgumentError
        If there is no importance of such an object, or an argument does not go with it.
    DataError
        If a variable that is to be judged alone holds no numbers.

    Warns
    -----
    FitWarning
        If a network has a skip layer, whose weights do not count.

    See Also
    --------
    pynnet.garson, pynnet.olden, pynnet.permutation_importance : More ways to ask a network.

    Notes
    -----
    Of a network it is the partition of the weights as in [1]_, in percent, for each output and, as
    "Overall", their mean. Each hidden unit counts alike, whatever leaves it, which is why outputs
    agree; :func:`pynnet.garson` weighs the units. Of a multinomial model it is the sum of the sizes
    of a variable's coefficients.

    Weights and coefficients depend on the scales of the variables: put these on one scale first.

    The area under the ROC curve is taken for each pair of classes; a class has the largest of its
    pairs. With more than three classes caret takes other pairs than those of the class, and so
    does this.

    References
    ----------
    .. [1] M. Gevrey, I. Dimopoulos and S. Lek, Review and comparison of methods to study the
       contribution of variables in artificial neural network models, Ecological Modelling 160
       (2003), 249-264; manual pages ``varImp`` and ``filterVarImp`` of caret.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> from pynnet.caret import var_imp
    >>> options = {"decay": 0.1, "maxit": 500, "trace": False}
    >>> var_imp(multinom("Species ~ Petal.Width + Sepal.Width", load_iris(), **options)).round(1)
                 Overall
    Petal.Width     14.5
    Sepal.Width      5.6
    """
    by_model, curves = flag("use_model", use_model), flag("nonpara", nonpara)
    in_percent = flag("scale", scale)
    if not isinstance(object, Train):
        if not (by_model and curves and in_percent):
            raise ArgumentError(
                "unused argument: 'use_model', 'nonpara' and 'scale' go with the result of train()."
            )
        return by_weights(object)
    if by_model and object.method in _BY_MODEL:
        table, words = _of_final_model(object), object.method
    else:
        table, words = by_filter(object._variables, object._y, object.levels, nonpara=curves)
    return VarImp(_scaled(table) if in_percent else table, words)


def _of_final_model(found: Train) -> pd.DataFrame:
    """By the weights of the final model.

    Predictors of a network have the names that they have outside of it, as long as each is one
    input; those of a multinomial model are those of its coefficients, as in caret.
    """
    table = by_weights(found.final_model)
    if found.method != "nnet":
        return table
    columns = found.final_model.terms.term_labels
    names = columns if len(columns) == len(table) else map(str, table.index)
    return table.set_axis([_unquoted(name) for name in names], axis=0)


def _unquoted(name: str) -> str:
    return name[1:-1].replace("\\`", "`") if name.startswith("`") else name


def _scaled(table: pd.DataFrame) -> pd.DataFrame:
    """From 0 to 100 over all cells; without a number where all are the same."""
    values = table.to_numpy()
    if not values.size:
        return table
    raised = values - np.nanmin(values)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(raised / np.nanmax(raised) * 100, table.index, table.columns)
