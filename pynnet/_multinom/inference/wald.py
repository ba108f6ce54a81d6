"""Wald tests of linear hypotheses about the coefficients, and of each term."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from pynnet._data import as_matrix
from pynnet._ground import ArgumentError, FloatArray, entry, names_of, real_number
from pynnet._numerics import quiet

from ..fitted import MultinomFit
from .covariances import covariance_for
from .linear_hypotheses import Hypotheses, hypotheses_of

__all__ = ["wald_test", "wald_tests"]

_DEPENDENT = 1e-10  # of the largest singular value of the equations, each of size 1


@entry
def wald_test(
    fit: MultinomFit, /, hypotheses: Any, value: Any = 0.0, *, vcov_method: str = "R",
    vcov: Any = None,
) -> pd.Series[float]:  # fmt: skip
    """Wald test of linear hypotheses, all of them together.

    Parameters
    ----------
    hypotheses : str, list of str, or matrix
        Equations between coefficients, such as ``"versicolor:Sepal.Width = 0"`` or
        ``"2 * b:x - c:x = 1"``; a name alone says that it is 0. Names are those of :meth:`vcov`. Or
        a matrix with a row for each equation and a column for each coefficient.
    value : float or sequence of float, optional
        With a matrix, the right-hand sides. Default 0.
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.

    Returns
    -------
    Series
        `df`, `statistic`, and `p` from the chi-squared distribution.

    Raises
    ------
    ArgumentError
        If an equation cannot be read or names no coefficient, equations depend on one another, the
        matrix has another shape, the covariance tells nothing of the hypotheses, `vcov_method` is
        neither, or `vcov` is no symmetric matrix with a row for each coefficient.
    DataError
        If a matrix holds no numbers.

    See Also
    --------
    lr_test : The likelihood ratio test of a smaller model.

    References
    ----------
    .. [1] Agresti, A., *Categorical Data Analysis*, 3rd ed., Wiley, 2013, section 1.3.3.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.wald_test("versicolor:Sepal.Width = virginica:Sepal.Width").round(3).to_dict()
    {'df': 1.0, 'statistic': 8.658, 'p': 0.003}
    """
    names = fit._coefficient_labels
    if isinstance(hypotheses, str) or _are_texts(hypotheses):
        if real_number("value", value) != 0:
            raise ArgumentError("'value' goes with a matrix: write the right-hand side after '='.")
        equations = hypotheses_of(names_of("hypotheses", hypotheses), names)
    else:
        equations = _given(hypotheses, value, len(names))
    equations = _of_size_one(equations)
    covariance = covariance_for(fit, vcov_method, vcov).to_numpy()
    return _test(fit._coefficients.ravel(), covariance, equations)


@entry
def wald_tests(fit: MultinomFit, /, *, vcov_method: str = "R", vcov: Any = None) -> pd.DataFrame:
    """Wald test of each term given all others, which is of type III.

    Parameters
    ----------
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use. Default: that of `vcov_method`.

    Returns
    -------
    DataFrame
        A row for each term, the intercept included: `df`, `statistic`, `p`.

    Raises
    ------
    ArgumentError
        If the covariance tells nothing of a term, `vcov_method` is neither, or `vcov` is no
        symmetric matrix with a row for each coefficient.

    See Also
    --------
    lr_tests : Likelihood ratio tests, of type II or III.

    Notes
    -----
    The hypothesis is that all coefficients of the term are 0 while those of its interactions are
    not. What that means depends on the contrasts: of a main effect beside its interactions it tells
    something only with contrasts that add up to 0, as ``contr.sum`` [1]_.

    References
    ----------
    .. [1] Fox, J., *Applied Regression Analysis and Generalized Linear Models*, 3rd ed., Sage,
       2016, section 8.2.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.wald_tests().round(2)
                  df  statistic    p
    (Intercept)  2.0      37.91  0.0
    Sepal.Width  2.0      38.38  0.0
    """
    covariance = covariance_for(fit, vcov_method, vcov).to_numpy()
    n_classes, p = fit._coefficients.shape
    assign = np.array(fit._spec.assign)
    tests = {}
    for number, term in enumerate(("(Intercept)", *fit._spec.term_labels)):
        of_term = np.eye(p)[assign == number]
        if len(of_term):
            L = np.kron(np.eye(n_classes), of_term)  # the same of each class
            hypotheses = Hypotheses(L, np.zeros(len(L)))
            tests[term] = _test(fit._coefficients.ravel(), covariance, hypotheses)
    return pd.DataFrame(tests, index=["df", "statistic", "p"], dtype=float).T


def _are_texts(hypotheses: Any) -> bool:
    return isinstance(hypotheses, (list, tuple)) and all(isinstance(h, str) for h in hypotheses)


def _given(hypotheses: Any, value: Any, n_coefficients: int) -> Hypotheses:
    """Equations given as a matrix and its right-hand sides."""
    matrix = as_matrix(hypotheses, "hypotheses")
    L = matrix.values.T if matrix.vector else matrix.values
    if L.shape[1] != n_coefficients:
        raise ArgumentError(
            f"invalid 'hypotheses': {L.shape[1]} columns for {n_coefficients} coefficients. Pass "
            "one for each, in the order of vcov(), or equations such as 'b:x = c:x'."
        )
    r = as_matrix(value, "value").values.ravel()
    if len(r) not in (1, len(L)):
        raise ArgumentError(f"invalid 'value': {len(r)} numbers for {len(L)} equations.")
    if not (np.isfinite(L).all() and np.isfinite(r).all()):
        raise ArgumentError("'hypotheses' and 'value' must be finite numbers.")
    return Hypotheses(L, np.resize(r, len(L)))


def _of_size_one(hypotheses: Hypotheses) -> Hypotheses:
    """The equations, each divided by its largest number; an error where they are dependent."""
    L, r = hypotheses
    sizes = np.abs(L).max(axis=1)
    if not len(L) or not sizes.all():
        raise ArgumentError("a hypothesis must say something of a coefficient: all are times 0.")
    L = L / sizes[:, np.newaxis]
    values = np.linalg.svd(L, compute_uv=False)
    if len(values) < len(L) or values[-1] <= _DEPENDENT * values[0]:
        raise ArgumentError(
            "the hypotheses depend on one another: an equation follows from the others, or "
            "contradicts them. Leave it out."
        )
    return Hypotheses(L, r / sizes)


@quiet  # what is not known or infinite is found below
def _test(b: FloatArray, covariance: FloatArray, hypotheses: Hypotheses) -> pd.Series[float]:
    """The statistic ``(L b - r)' (L V L')^-1 (L b - r)`` and its probability."""
    L, r = hypotheses
    apart = L @ b - r
    variance = L @ covariance @ L.T
    errors = np.sqrt(np.maximum(np.diag(variance), 0.0))
    known = np.isfinite(variance).all() and errors.all()
    # Correlations, so that units do not matter; of what is not known zeros, which tell nothing.
    correlations = variance / np.outer(errors, errors) if known else np.zeros_like(variance)
    values, vectors = np.linalg.eigh(correlations)
    if not values[0] > _DEPENDENT * values[-1]:
        raise ArgumentError(
            "the covariance tells nothing of some hypothesis: a coefficient that the data do not "
            'determine, or a direction that it leaves out. See vcov(method="stable").'
        )
    standard = vectors.T @ (apart / errors)
    statistic = float((standard**2 / values).sum())
    df = float(len(L))
    return pd.Series({"df": df, "statistic": statistic, "p": float(chdtrc(df, statistic))})
