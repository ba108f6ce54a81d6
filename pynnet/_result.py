"""The fitted network: what it holds, predicts and prints."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pynnet._arrays import check_finite
from pynnet._engine import network_outputs
from pynnet._errors import ArgumentError
from pynnet._formula import Plan
from pynnet._network import Network
from pynnet._objective import is_probability
from pynnet._options import Options
from pynnet._predict import choose_classes, labelled_frame, match_type, new_matrix, pad
from pynnet._random import RRandom, as_stream
from pynnet._summary import SummaryNNet, network_text

__all__ = ["Frame", "NNet"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int_]
BoolArray = npt.NDArray[np.bool_]

_HYPERPARAMETERS = (
    "size",
    "decay",
    "maxit",
    "rang",
    "skip",
    "linout",
    "entropy",
    "softmax",
    "censored",
    "abstol",
    "reltol",
    "method",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows of the data behind a formula fit.

    Attributes
    ----------
    index : pandas.Index
        Labels of all rows, those with missing values included.
    complete : ndarray of bool
        Which of them were fitted.
    padded : bool
        Whether predictions for the fitted data show the others as missing, as
        ``na_action="exclude"`` asks for.
    """

    index: pd.Index[Any]
    complete: BoolArray
    padded: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NNet:
    """A fitted network, as :func:`pynnet.nnet` returns it.

    Attributes have R's names, dots as underscores; all are read-only. Fits from a formula return
    pandas objects with the index of the data, fits from arrays return arrays, vectors if y was one.

    Attributes
    ----------
    wts : ndarray, shape (n_weights,)
        The weights, by the unit they lead to, the bias of a unit first.
    value : float
        The criterion at `wts`, weight decay included.
    convergence : int
        0 if the fit converged, 1 if it was stopped after ``maxit`` iterations.
    message : str
        The same in words, as the trace's last line says it.
    lev : tuple of str or None
        Levels that predictions of type "class" choose from; None if there are none.
    Hessian : ndarray, shape (n_weights, n_weights), or None
        Second derivatives of the criterion, if the fit was made with ``Hess=True``.
    coefnames : tuple of str or None
        Names of the inputs, for fits from a formula.
    terms : object or None
        The expanded formula with all that is needed to apply it to new data.

    See Also
    --------
    nnet : Fits the network.
    nnet_hess : Second derivatives for other data.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, section 8.10.

    Examples
    --------
    >>> from pynnet import nnet
    >>> fit = nnet([[0], [1], [2]], [1, 3, 5], size=0, skip=True, linout=True, seed=1, trace=False)
    >>> fit
    a 1-0-1 network with 2 weights
    options were - skip-layer connections  linear output units
    >>> fit.predict([[3]]).round(4)
    array([7.])
    """

    wts: FloatArray
    value: float
    convergence: int
    message: str
    lev: tuple[str, ...] | None
    Hessian: FloatArray | None
    terms: Plan | None
    _network: Network
    _options: Options
    _evaluations: tuple[int, int]
    _outputs: FloatArray
    _residuals: FloatArray
    _frame: Frame | None
    _columns: tuple[str, ...] | None
    _inputs: tuple[str, ...] | None
    _vector: bool

    def __post_init__(self) -> None:
        for array in (self.wts, self.Hessian, self.decay, self._outputs, self._residuals):
            if isinstance(array, np.ndarray):
                array.setflags(write=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are made anew, so that they are read-only too."""
        return NNet, tuple(getattr(self, field.name) for field in fields(self))

    # What R keeps beside the weights -----------------------------------------------------------

    @property
    def n(self) -> tuple[int, int, int]:
        """Numbers of inputs, hidden units and outputs."""
        return self._network.n

    @property
    def nunits(self) -> int:
        """Number of units, the bias included."""
        return self._network.nunits

    @property
    def nsunits(self) -> int:
        """Number of units in front of the first linear one."""
        return self._network.nsunits

    @property
    def conn(self) -> IntArray:
        """Source unit of every weight, shape (n_weights,)."""
        return self._network.conn

    @property
    def nconn(self) -> IntArray:
        """Where the weights of every unit start, shape (nunits + 1,)."""
        return self._network.nconn

    @property
    def decay(self) -> float | FloatArray:
        """Weight decay as it was given."""
        return self._options.decay

    @property
    def entropy(self) -> bool:
        """Whether the criterion is the entropy."""
        return self._options.criterion == "entropy"

    @property
    def softmax(self) -> bool:
        """Whether the outputs are probabilities made by the softmax."""
        return is_probability(self._options.criterion)

    @property
    def censored(self) -> bool:
        """Whether targets mark all classes that are possible."""
        return self._options.censored

    @property
    def coefnames(self) -> tuple[str, ...] | None:
        """Names of the inputs, for fits from a formula."""
        return None if self.terms is None else self._inputs

    @property
    def xlevels(self) -> dict[str, tuple[str, ...]] | None:
        """Levels of the categorical predictors, for fits from a formula."""
        return None if self.terms is None else dict(self.terms.xlevels)

    @property
    def contrasts(self) -> dict[str, Any] | None:
        """Contrasts of the categorical predictors, for fits from a formula."""
        return None if self.terms is None else dict(self.terms.contrasts)

    @property
    def na_action(self) -> IntArray | None:
        """Positions, from 0, of the rows dropped for missing values; None if there are none."""
        if self._frame is None or self._frame.complete.all():
            return None
        return np.flatnonzero(~self._frame.complete)

    @property
    def hyperparameters(self) -> dict[str, Any]:
        """What was chosen, not learned: size, decay, maxit, rang, skip and the other options."""
        options = self._options
        return {name: getattr(options, name) for name in _HYPERPARAMETERS}

    @property
    def counts(self) -> dict[str, int]:
        """Evaluations of the criterion (``"function"``) and of its gradient (``"gradient"``)."""
        function, gradient = self._evaluations
        return {"function": function, "gradient": gradient}

    @property
    def fitted_values(self) -> Any:
        """Outputs for the cases that were fitted."""
        return self._labelled(self._outputs, self._fitted_index)

    @property
    def residuals(self) -> Any:
        """Targets minus fitted values."""
        return self._labelled(self._residuals, self._fitted_index)

    # What users ask it -------------------------------------------------------------------------

    def coef(self) -> pd.Series[float]:
        """Weights labelled by the units they join, such as ``i2->h1``.

        Returns
        -------
        Series of float, length n_weights

        Examples
        --------
        >>> from pynnet import nnet
        >>> fit = nnet([0, 1], [0, 1], size=1, rang=0, maxit=0, seed=1, trace=False)
        >>> list(fit.coef().index)
        ['b->h1', 'i1->h1', 'b->o', 'h1->o']
        """
        return pd.Series(self.wts.copy(), index=self._network.weight_labels)

    def predict(
        self,
        newdata: Any = None,
        type: str = "raw",  # R's name
        *,
        seed: int | RRandom | np.random.Generator | None = None,
    ) -> Any:
        """Outputs or classes for new cases.

        Parameters
        ----------
        newdata : DataFrame or array_like, optional
            For fits from a formula a data frame with its variables; for fits from arrays a matrix
            with the columns of x, in their order; a vector is one row, or for a single input its
            column. Default: the fitted cases.
        type : {"raw", "class"}, optional
            ``"raw"``: the outputs, with softmax the probabilities of the levels. ``"class"``: the
            level of the largest output, or the second level where a single output is above 0.5.
            Unambiguous beginnings do, as in R. Default "raw".
        seed : int, RRandom, numpy.random.Generator, optional
            Where classes that tie (within a relative 1e-5) are drawn from; by default pynnet's
            global stream.

        Returns
        -------
        Series, DataFrame or ndarray
            One value for each row, or a column for each of several outputs. For fits from a formula
            pandas objects with the index of `newdata`, NaN or None where a predictor is missing.

        Raises
        ------
        ArgumentError
            If `type` is unknown, or the fit has no classes.
        DataError
            If a variable is missing, of another type than in the fit, has new levels, or the
            number of columns differs; for arrays also if there are missing or infinite values.

        Examples
        --------
        >>> import pandas as pd
        >>> from pynnet import nnet
        >>> y = [[1, 0], [1, 0], [0, 1], [0, 1]]
        >>> options = {"size": 0, "skip": True, "softmax": True, "decay": 0.1, "trace": False}
        >>> fit = nnet([1, 2, 3, 4], pd.DataFrame(y, columns=["few", "many"]), seed=1, **options)
        >>> fit.predict([1.5, 3.5], type="class")
        array(['few', 'many'], dtype=object)
        """
        wanted = match_type(type)
        lev = self.lev
        if wanted == "class" and lev is None:
            raise ArgumentError(
                "inappropriate fit for class: the response had no levels. Use type='raw', or fit a "
                "factor (categorical or text) response."
            )
        if newdata is None:
            outputs, index, complete = self._outputs, self._fitted_index, None
            if self._frame is not None and self._frame.padded:
                index, complete = self._frame.index, self._frame.complete
        else:
            x, index, complete = self._new_cases(newdata)
            outputs = network_outputs(self._network, self._options.criterion, self.wts, x)
        if wanted == "raw" or lev is None:
            return self._labelled(pad(outputs, complete, np.nan), index)
        classes = pad(choose_classes(outputs, lev, as_stream(seed)), complete, None)
        return (
            classes if index is None else pd.Series(classes, index, dtype=object, name=self._name)
        )

    def hessian(self) -> FloatArray:
        """Second derivatives of the criterion at the fitted weights.

        Returns
        -------
        ndarray, shape (n_weights, n_weights)

        Raises
        ------
        ArgumentError
            If the fit was made without ``Hess=True``: it keeps no training data.

        Examples
        --------
        >>> from pynnet import nnet
        >>> fit = nnet(
        ...     [0, 1], [0, 1], size=0, skip=True, linout=True, Hess=True, seed=1, trace=False
        ... )
        >>> fit.hessian()
        array([[4., 2.],
               [2., 2.]])
        """
        if self.Hessian is None:
            raise ArgumentError(
                "the fit has no Hessian and keeps no training data. "
                "Fit with Hess=True, or call nnet_hess(fit, x, y)."
            )
        return self.Hessian.copy()

    def summary(self) -> SummaryNNet:
        """Weights of every unit, printed as R prints them.

        Returns
        -------
        SummaryNNet
            Its text is R's; ``coefficients`` are the weights themselves.

        Examples
        --------
        >>> from pynnet import nnet
        >>> fit = nnet([0, 1], [1, 3], size=0, skip=True, linout=True, seed=1, trace=False)
        >>> fit.summary()
        a 1-0-1 network with 2 weights
        options were - skip-layer connections  linear output units
         b->o i1->o
            1     2
        """
        return SummaryNNet(self)

    def __repr__(self) -> str:
        """R's print of the network."""
        return network_text(self)

    # How it does it ----------------------------------------------------------------------------

    @property
    def _fitted_index(self) -> pd.Index[Any] | None:
        return None if self._frame is None else self._frame.index[self._frame.complete]

    @property
    def _name(self) -> str | None:
        return None if self.terms is None else self.terms.response_text

    def _labelled(self, values: FloatArray, index: pd.Index[Any] | None) -> Any:
        """Values of the outputs, shape (rows, outputs), in the form the user gave the response."""
        if index is None:
            return values[:, 0] if self._vector else values
        if self._vector:
            return pd.Series(values[:, 0].copy(), index=index, name=self._name)
        return labelled_frame(values, index, self._columns)

    def _new_cases(self, newdata: Any) -> tuple[FloatArray, pd.Index[Any] | None, BoolArray]:
        """Inputs of the complete rows, the labels of all rows, and which are complete."""
        if self.terms is not None:
            design = self.terms.design(newdata)
            check_finite(design.matrix, "newdata", 2)
            return design.matrix, design.index, design.complete
        x = new_matrix(newdata, self._network.n_inputs, self._inputs)
        return x, None, np.ones(len(x), dtype=bool)
