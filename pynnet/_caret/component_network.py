"""caret's pcaNNet: a network whose inputs are principal components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pynnet._ground import DataError, FloatArray, entry, read_only
from pynnet._nnet import NNet, largest_columns, match_type, nnet
from pynnet._printing import html_of, lines_html
from pynnet._random import as_stream

from .arguments import formula_arguments, network_options
from .averaging import as_columns, averaged
from .door import offered, offered_class
from .model_data import Inputs, read_model_data
from .preprocessing import PreProcess, preprocess
from .preprocessing_options import variance_share

__all__ = ["PCANNet", "component_scores", "learned_components", "pcannet"]

_THRESH = 0.99


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PCANNet:
    """A network of principal components, as `pcannet` returns it; `str` is caret's print.

    Attributes
    ----------
    model : NNet
        The network.
    pc : PreProcess
        How the components are made.
    lev : tuple of str or None
        The classes; None if the response is numeric.
    coefnames : tuple of str or None
        Names of the columns that the components are made of.
    """

    model: NNet
    pc: PreProcess
    lev: tuple[str, ...] | None
    coefnames: tuple[str, ...] | None
    _inputs: Inputs
    _x: FloatArray

    @entry
    def predict(self, newdata: Any = None, type: str = "raw", *, seed: Any = None) -> Any:
        """Outputs or classes for rows.

        Parameters
        ----------
        newdata : DataFrame or array_like, optional
            Rows with the variables of the formula, or with the columns of x. Default: the rows
            that were fitted.
        type : {"raw", "class", "prob"}, optional
            ``"raw"``: the outputs. ``"prob"``: the same divided by their sum in each row.
            ``"class"``: the class of the largest output. Default "raw".
        seed : int, RRandom, Generator or None, optional
            Where classes that tie are drawn from.

        Returns
        -------
        DataFrame, Series or ndarray
            A column for each class, or a value for each row; rows with missing values are missing.

        Raises
        ------
        ArgumentError
            If `type` is unknown, or asks for classes where there are none.
        DataError
            If a variable is missing, or is of another type.

        Examples
        --------
        >>> from pynnet.caret import pcannet
        >>> x = [[0, 1], [1, 3], [2, 2], [3, 5]]
        >>> fit = pcannet(x, list("aabb"), size=1, decay=0.1, trace=False, seed=1)
        >>> fit.predict([[0, 0], [3, 4]], type="class").tolist()
        ['a', 'b']
        """
        kind, stream = match_type(type, ("raw", "class", "prob")), as_stream(seed)
        x, index, complete = self._inputs.of(newdata, self._x)
        scores = component_scores(self.pc, x)
        outputs = as_columns(self.model.predict(scores))
        if kind == "class" and self.lev is not None:
            codes = largest_columns(outputs, stream)
            return self._inputs.classes(codes, index, complete)
        return averaged([outputs], self._inputs, kind, index, complete)

    def _repr_html_(self) -> str:
        return html_of(lines_html(self._heading), self.model._repr_html_())

    def __repr__(self) -> str:
        """Print as caret does."""
        return "\n".join([*self._heading, "", str(self.model), ""])

    @property
    def _heading(self) -> list[str]:
        first, *_, last = str(self.pc).split("\n")
        return ["Neural Network Model with PCA Pre-Processing", "", first, last]


@offered
def pcannet(
    formula_or_x: Any = None,
    data_or_y: Any = None,
    weights: Any = None,
    *,
    thresh: float = 0.99,
    subset: Any = None,
    na_action: str = "omit",
    contrasts: Mapping[str, Any] | None = None,
    seed: Any = None,
    formula: str | None = None,
    data: Any = None,
    x: Any = None,
    y: Any = None,
    **options: Any,
) -> PCANNet:
    """Fit a network to the principal components of the inputs, caret's ``pcaNNet``.

    Parameters
    ----------
    formula_or_x : str, or array_like or DataFrame of shape (n, p)
        A formula, or the inputs, as for :func:`pynnet.nnet`.
    data_or_y : DataFrame, or array_like of shape (n,)
        The data of a formula; else the response, numbers or classes.
    weights : array_like of shape (n,) or str, optional
        Case weights.
    thresh : float, optional
        The share of the variance that the components have to reach. Default 0.99.
    subset : array_like of bool or int, optional
        Rows to use; formulas only.
    na_action : {"omit", "exclude", "fail"}, optional
        What to do with rows that have missing values; formulas only. Default "omit".
    contrasts : dict, optional
        Coding of categorical predictors; formulas only.
    seed : int, RRandom, Generator or None, optional
        Where the start weights come from.
    formula, data, x, y : optional
        The first two arguments by name.
    **options
        Further arguments of :func:`pynnet.nnet`: ``size``, ``decay``, ``linout``, ``maxit``, ....

    Returns
    -------
    PCANNet
        The network and the components.

    Raises
    ------
    ArgumentError
        If an argument is missing, unknown or out of range.
    DataError
        If the data cannot be used.
    FormulaError
        If the formula cannot be read.

    Notes
    -----
    Classes have an output each, fitted by least squares unless an option says otherwise: so does
    caret. Columns of one value are left out. The components are those of :func:`preprocess`, whose
    notes say where their last bits come from.

    References
    ----------
    .. [1] B. D. Ripley, Pattern Recognition and Neural Networks, Cambridge, 1996; manual page
       ``pcaNNet`` of caret.

    Examples
    --------
    >>> from pynnet import load_iris
    >>> from pynnet.caret import pcannet
    >>> pcannet("Species ~ .", load_iris(), size=2, decay=0.1, maxit=500, trace=False, seed=1)
    Neural Network Model with PCA Pre-Processing
    <BLANKLINE>
    Created from 150 samples and 4 variables
    PCA needed 3 components to capture 99 percent of the variance
    <BLANKLINE>
    a 3-2-3 network with 17 weights
    options were - decay=0.1
    <BLANKLINE>
    """
    given = network_options(pcannet, options)
    share = variance_share(thresh)
    of_formula = formula_arguments(weights, subset, na_action, contrasts, given)
    named = {"formula": formula, "data": data, "x": x, "y": y}
    fitted = read_model_data(formula_or_x, data_or_y, named, of_formula)
    components = learned_components(fitted.x, share)
    scores = component_scores(components, fitted.x)
    model = nnet(scores, fitted.targets, fitted.weights, seed=seed, **given)
    inputs = fitted.inputs
    return PCANNet(model, components, inputs.lev, inputs.names, inputs, fitted.x)


def learned_components(x: FloatArray, thresh: float = _THRESH) -> PreProcess:
    """Learn the principal components of the columns that vary."""
    frame = _named(x)
    varying = [name for name in frame if frame[name].nunique() > 1]
    if not varying:
        raise DataError(
            "`x` must have column names: none of its columns varies, and principal components "
            "need two that do. Use nnet()."
        )
    return preprocess(frame[varying], "pca", thresh)


def component_scores(components: PreProcess, x: FloatArray) -> FloatArray:
    """The components of rows."""
    return components.predict(_named(x)[components.method["pca"]]).to_numpy()


def _named(x: FloatArray) -> pd.DataFrame:
    """Inputs with names that differ."""
    return pd.DataFrame(x, columns=[f"x{k + 1}" for k in range(x.shape[1])])
