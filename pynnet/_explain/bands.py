"""Bands for the outputs of a network by the delta method, and the table that bands come in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from pynnet._ground import ArgumentError, BoolArray, FloatArray, choice, entry, invalid, public
from pynnet._ground import is_number as _is_number
from pynnet._multinom import logit_interval
from pynnet._network import LEAST_SQUARES, output_derivatives
from pynnet._nnet import NNet, WeightCovariance, pad, weight_covariance

from .fits import check_fit, output_names

__all__ = ["band_table", "checked_level", "prediction_bands"]


@public
@entry
def prediction_bands(
    fit: NNet,
    newdata: Any,
    *,
    level: float = 0.95,
    kind: str = "confidence",
    method: str = "posterior",
    dispersion: float | None = None,
    mask: Any = None,
    hessian: Any = None,
) -> pd.DataFrame:
    """Standard errors and bands of the outputs for new cases, by the delta method.

    Parameters
    ----------
    fit : NNet
        The network, fitted with ``Hess=True`` or given with `hessian`.
    newdata : DataFrame or array_like
        The cases, as for ``fit.predict``.
    level : float, optional
        How often a band is to cover what it is for, between 0 and 1. Default 0.95.
    kind : {"confidence", "prediction"}, optional
        ``"confidence"``: for the mean of the response, or the probability. ``"prediction"``: for a
        new observation, noise added; least squares with linear outputs only. Default
        "confidence".
    method : {"posterior", "sandwich"}, optional
        Of the covariance of the weights, see :meth:`pynnet.NNet.covariance`. Default "posterior".
    dispersion : float, optional
        Variance of the noise. Default: estimated.
    mask : array_like of bool, shape (n_weights,), optional
        Which weights were fitted. Default all.
    hessian : array_like, shape (n_weights, n_weights), optional
        Second derivatives from :func:`pynnet.nnet_hess`. Default: those of the fit.

    Returns
    -------
    DataFrame
        ``fit``, ``se``, ``lower`` and ``upper`` for each case, with its label; for several outputs
        a row for each case and output. NaN where a predictor is missing, and where an output
        depends on weights that the data do not determine.

    Raises
    ------
    ArgumentError
        If there are no second derivatives, or `kind` does not suit the fit.
    DataError
        If `newdata` does not suit the fit.

    Warns
    -----
    FitWarning
        As :meth:`pynnet.NNet.covariance` does.

    See Also
    --------
    bootstrap_bands : Fits again and again, and sees other minima too.

    Notes
    -----
    The derivatives of an output by the weights, times their covariance. Outputs between 0 and 1
    have bands that are symmetric in their log odds, and so stay between 0 and 1. Quantiles are
    normal, for least squares those of Student's t.

    References
    ----------
    .. [1] De Veaux, R. D., Schumi, J., Schweinsberg, J. and Ungar, L. H., "Prediction intervals
       for neural networks via nonlinear regression", *Technometrics* 40, 273-282, 1998.

    Examples
    --------
    >>> from pynnet import nnet, prediction_bands
    >>> x, y = [0, 1, 2, 3], [1, 3, 4, 8]
    >>> fit = nnet(x, y, size=0, skip=True, linout=True, Hess=True, seed=1, trace=False)
    >>> prediction_bands(fit, [0, 4]).round(3)
       fit     se  lower   upper
    0  0.7  0.794 -2.715   4.115
    1  9.5  1.162  4.501  14.499
    """
    check_fit(fit)
    share = checked_level(level)
    wanted = choice("kind", kind, ("confidence", "prediction"))
    least_squares, linear = fit._options.criterion is LEAST_SQUARES, fit._network.linear
    if wanted == "prediction" and not (least_squares and linear):
        raise ArgumentError(
            "kind='prediction' is for least squares with linear outputs: what a fit of classes "
            "predicts is the probability itself, which has kind='confidence'."
        )
    if least_squares:
        fit._check_cases("prediction_bands()")
    x, index, complete = fit._new_cases(newdata)
    covariance = weight_covariance(fit, method, dispersion, mask, hessian)
    outputs, errors = _outputs_with_errors(fit, x, covariance)
    upper_share = (1 + share) / 2
    width = float(
        stdtrit(covariance.residual_df, upper_share)
        if least_squares and covariance.residual_df > 0
        else ndtri(upper_share)
    )
    if wanted == "prediction":
        errors = np.sqrt(errors**2 + covariance.dispersion)
    if linear and least_squares:
        lower, upper = outputs - width * errors, outputs + width * errors
    else:
        lower, upper = logit_interval(outputs, errors, width)
    return band_table(fit, index, complete, [outputs, errors, lower, upper])


def _outputs_with_errors(
    fit: NNet, x: FloatArray, covariance: WeightCovariance
) -> tuple[FloatArray, FloatArray]:
    outputs = np.empty((len(x), fit.n[2]))
    errors = np.empty_like(outputs)
    blocks = output_derivatives(fit._network, fit._options.criterion, fit.wts, x)
    for rows, y, jacobian in blocks:
        outputs[rows], errors[rows] = y, covariance.standard_errors(jacobian)
    return outputs, errors


def checked_level(level: Any) -> float:
    """Return a level of confidence.

    Raises
    ------
    ArgumentError
        If it is no number between 0 and 1.
    """
    if not _is_number(level) or not 0 < level < 1:
        raise invalid("level", level, "one number between 0 and 1, 0.95 for instance")
    return float(level)


def band_table(
    fit: NNet, index: pd.Index[Any] | None, complete: BoolArray, values: list[FloatArray]
) -> pd.DataFrame:
    """Table of outputs, errors and limits, each of shape (complete cases, outputs)."""
    n = len(complete)
    labels = pd.RangeIndex(n) if index is None else index
    columns = {
        name: np.asarray(pad(part, complete, np.nan)).ravel()
        for name, part in zip(("fit", "se", "lower", "upper"), values, strict=True)
    }
    if fit.n[2] > 1:
        labels = pd.MultiIndex.from_product([range(n), output_names(fit)])
        if index is not None:
            labels = pd.MultiIndex.from_arrays(
                [index.repeat(fit.n[2]), labels.get_level_values(1)],
                names=[index.name, "output"],
            )
        labels = labels.set_names("output", level=1)
    return pd.DataFrame(columns, index=labels)
