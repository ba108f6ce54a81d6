"""The fitted network: what it holds, predicts and prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import as_frame, check_finite
from pynnet._ground import (
    ArgumentError,
    BoolArray,
    FloatArray,
    entry,
    public_record,
    whole_number,
)
from pynnet._network import network_outputs
from pynnet._random import RRandom, as_stream

from . import summary as saying
from .classes.labels import restored
from .covariance import weight_covariance
from .fitted import FittedNetwork
from .prediction import Outputs, choose_classes, match_type, new_matrix, pad
from .summary import (
    RS_DECIMALS,
    SummaryNNet,
    augmented,
    labelled_weights,
    network_html,
    network_text,
)

__all__ = ["NNet"]

_RAW = " “raw” gives outputs, which for classes are their probabilities."


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NNet(FittedNetwork):
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
    r_fields : dict or None
        What a fit read from R's file holds beside, by name: ``call``, its text, and fields of
        another nnet than 7.3. None for fits made here.

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

    r_fields: Mapping[str, Any] | None = None

    # As tables
    tidy = saying.tidy
    glance = saying.glance

    @entry
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
        return labelled_weights(self)

    @entry
    def predict(
        self,
        newdata: Any = None,
        type: str = "raw",  # R's name
        *,
        seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
    ) -> Outputs:
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
        seed : int, RRandom, numpy.random.Generator or RandomState, optional
            Where classes that tie (within a relative 1e-5) are drawn from; by default pynnet's
            global stream.

        Returns
        -------
        Series, DataFrame or ndarray
            One value for each row, or a column for each of several outputs. For fits from a formula
            pandas objects with the index of `newdata`, NaN or None where a predictor is missing.
            Classes have the labels and the type of the response: those of a column of integers
            are integers, those of a categorical one categories.

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
        wanted = match_type(type, ("raw", "class"), hint=_RAW)
        lev = self.lev
        if wanted == "class" and lev is None:
            raise ArgumentError(
                "inappropriate fit for class: the response had no levels. Use type='raw', or fit a "
                "factor (categorical or text) response."
            )
        if newdata is None:
            self._check_cases("predict()", "pass newdata=")
            outputs, (index, complete) = self._outputs, self._shown
        else:
            x, index, complete = self._new_cases(newdata)
            outputs = network_outputs(self._network, self._options.criterion, self.wts, x)
        if wanted == "raw" or lev is None:
            return self._labelled(pad(outputs, complete, np.nan), index)
        texts = pad(choose_classes(outputs, lev, as_stream(seed)), complete, None)
        classes = restored(texts, self._labels)
        if index is None:
            return np.asarray(classes)
        return pd.Series(classes, index, dtype=classes.dtype, name=self._name)

    @entry
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
        return np.array(self.Hessian)

    @entry
    def covariance(
        self,
        *,
        method: str = "posterior",
        dispersion: float | None = None,
        mask: Any = None,
        hessian: Any = None,
    ) -> pd.DataFrame:
        """Covariance of the weights, from the second derivatives of the criterion at the fit.

        Parameters
        ----------
        method : {"posterior", "sandwich"}, optional
            ``"posterior"``: the inverse of the second derivatives, decay included, which is taken
            as what was known of the weights before. ``"sandwich"``: how the penalised weights vary
            from sample to sample, decay pulling each of them to 0. Default "posterior"; without
            decay both are the same.
        dispersion : float, optional
            Variance of the noise of a least-squares fit. Default: the sum of squares by what is
            left of the numbers fitted after the effective number of weights.
        mask : array_like of bool, shape (n_weights,), optional
            Which weights were fitted, as passed to the fit. Default all.
        hessian : array_like, shape (n_weights, n_weights), optional
            Second derivatives from :func:`pynnet.nnet_hess`. Default: those of the fit.

        Returns
        -------
        DataFrame, shape (n_weights, n_weights)
            Named by the weights; 0 for those that were not fitted, NaN for those that the data do
            not determine.

        Raises
        ------
        ArgumentError
            If there are no second derivatives, or the noise cannot be estimated.

        Warns
        -----
        FitWarning
            If the criterion has no minimum at the weights: the fit did not converge, the Hessian is
            not positive definite, or it is flat in some directions.

        See Also
        --------
        prediction_bands : Bands for the outputs.

        Notes
        -----
        An approximation near one minimum: other minima, of which a network has many, are as if they
        were not there. docs/learned.md shows how often bands made of it cover the truth.

        References
        ----------
        .. [1] MacKay, D. J. C., "A practical Bayesian framework for backpropagation networks",
           *Neural Computation* 4, 448-472, 1992.
        .. [2] De Veaux, R. D., Schumi, J., Schweinsberg, J. and Ungar, L. H., "Prediction intervals
           for neural networks via nonlinear regression", *Technometrics* 40, 273-282, 1998.

        Examples
        --------
        >>> from pynnet import nnet
        >>> x, y = [0, 1, 2, 3], [1, 3, 4, 8]
        >>> fit = nnet(x, y, size=0, skip=True, linout=True, Hess=True, seed=1, trace=False)
        >>> fit.covariance().round(3)
                b->o  i1->o
        b->o    0.63  -0.27
        i1->o  -0.27   0.18
        """
        found = weight_covariance(self, method, dispersion, mask, hessian)
        matrix, labels = found.matrix.copy(), self._network.weight_labels
        matrix[found.doubtful], matrix[:, found.doubtful] = np.nan, np.nan
        return pd.DataFrame(matrix, index=labels, columns=labels)

    @entry
    def augment(
        self,
        data: Any = None,
        *,
        seed: int | RRandom | np.random.Generator | np.random.RandomState | None = None,
    ) -> pd.DataFrame:
        """Rows with what the network says of each.

        Parameters
        ----------
        data : DataFrame or array_like, optional
            Rows with the variables of the predictors, which are kept if it is a frame. Default: the
            cases that were fitted, without their variables.
        seed : int, RRandom, numpy.random.Generator or RandomState, optional
            As of :meth:`predict`.

        Returns
        -------
        DataFrame
            The columns of `data` and ``.fitted``: the output, or the class, beside which
            ``.fitted_<class>`` is the probability of each. Several outputs have a column each,
            ``.fitted_<output>``. Without `data` also ``.resid``, what was observed less that.

        Raises
        ------
        DataError
            If `data` have such columns already, or as :meth:`predict` says.

        Examples
        --------
        >>> from pynnet import nnet
        >>> x, y = [0, 1, 2, 3], [1, 3, 4, 8]
        >>> fit = nnet(x, y, size=0, skip=True, linout=True, seed=1, trace=False)
        >>> fit.augment().round(1)
           .fitted  .resid
        0      0.7     0.3
        1      2.9     0.1
        2      5.1    -1.1
        3      7.3     0.7
        """
        if data is None:
            self._check_cases("augment()", "pass data=")
        named = self.terms is not None or isinstance(data, pd.DataFrame)
        frame = as_frame(data, "data") if data is not None and named else None
        rows = data if frame is None else frame
        outputs = self.predict(rows)
        if self.lev is None:
            residuals = self.residuals if data is None else None
            return augmented(frame, None, outputs, self._columns, residuals)
        return augmented(frame, self.predict(rows, "class", seed=seed), outputs, self.lev)

    @entry
    def summary(self, digits: int = RS_DECIMALS) -> SummaryNNet:
        """Weights of every unit, printed as R prints them.

        Parameters
        ----------
        digits : int, optional
            Decimals that weights are rounded to in print, from 0 to 15. Default 2, as in R, where
            it is always 2.

        Returns
        -------
        SummaryNNet
            Its text is R's; ``coefficients`` are the weights themselves.

        Raises
        ------
        ArgumentError
            If `digits` is none of these numbers.

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
        return SummaryNNet(self, whole_number("digits", digits, least=0, most=15))

    def _repr_html_(self) -> str:
        return network_html(self)

    def __repr__(self) -> str:
        """R's print of the network."""
        return network_text(self)

    def _new_cases(self, newdata: Any) -> tuple[FloatArray, pd.Index[Any] | None, BoolArray]:
        """Inputs of the complete rows, the labels of all rows, and which are complete."""
        if self.terms is not None:
            self.terms.warn_if_across_rows()
            design = self.terms.design(newdata)
            check_finite(design.matrix, "newdata", 2)
            return design.matrix, design.index, design.complete
        x = new_matrix(newdata, self._network.n_inputs, self._inputs)
        return x, None, np.ones(len(x), dtype=bool)
