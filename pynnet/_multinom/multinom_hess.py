"""multinom_hess(): second derivatives of a multinomial model that was fitted without them."""

from __future__ import annotations

import pandas as pd

from pynnet._ground import entry, invalid, public

from .result import Multinom

__all__ = ["multinom_hess"]


@public
@entry
def multinom_hess(fit: Multinom) -> pd.DataFrame:
    """Second derivatives of the negative log-likelihood, nnet's ``multinomHess``.

    It is what ``multinom(..., Hess=True).Hessian`` is, of a model that was fitted without.

    Parameters
    ----------
    fit : Multinom
        A multinomial model; its own cases and weights are used.

    Returns
    -------
    DataFrame, shape (n_coefficients, n_coefficients)
        Rows and columns are named by the coefficients, as ``versicolor:Petal.Width``.

    Raises
    ------
    ArgumentError
        If `fit` is no multinomial model.

    See Also
    --------
    nnet_hess : The same of a network, with its decay.

    Notes
    -----
    Equal to R up to rounding, 1e-7 of the largest entry of a row and column: its sums are matrix
    products.

    References
    ----------
    .. [1] R manual page ``multinom`` of package nnet.

    Examples
    --------
    >>> from pynnet import load_iris, multinom, multinom_hess
    >>> fit = multinom("Species ~ 1", load_iris(), trace=False)
    >>> multinom_hess(fit).round(4)
                            versicolor:(Intercept)  virginica:(Intercept)
    versicolor:(Intercept)                 33.3333               -16.6667
    virginica:(Intercept)                 -16.6667                33.3333
    """
    if not isinstance(fit, Multinom):
        raise invalid("fit", fit, "a fit of multinom()")
    return fit._by_coefficient(fit._information())
