"""The fitted multinomial model as users see it: a line for each method."""

from __future__ import annotations

from dataclasses import dataclass

from pynnet._ground import public_record

from . import effects, inference, prediction, selection
from .fitted import MultinomFit
from .inference.summary import multinom_text

__all__ = ["Multinom"]


@public_record
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Multinom(MultinomFit):
    """A multinomial log-linear model, as :func:`pynnet.multinom` returns it; it prints as in R.

    Attributes have R's names, dots as underscores; all are read-only.

    Attributes
    ----------
    wts : ndarray, shape (n_weights,)
        The weights of the network, by class; each begins with a bias, which is 0.
    value : float
        The criterion at `wts`: minus the log-likelihood, and the weight decay.
    convergence : int
        0 if the fit converged, 1 if it was stopped after ``maxit`` iterations.
    message : str
        The same in words, as the trace's last line says it.
    lev : tuple of str or None
        The classes; None for a matrix of counts without names.
    lab : tuple of str or None
        Names of the outputs; None for two classes, which have one.
    rank : int
        Rank of the design matrix.
    Hessian : DataFrame, shape (n_coefficients, n_coefficients), or None
        Second derivatives of the negative log-likelihood, if the fit was made with ``Hess=True``;
        named as in R, ``versicolor:Petal.Width``.
    terms : object
        The expanded formula with all that is needed to apply it to new data.
    model : DataFrame or None
        The model frame, if the fit was made with ``model=True``.
    call : MatchedCall
        The call that made the fit; its text is R's.
    step_path : StepPath or None
        What :meth:`step` tried, if it chose this fit.
    r_fields : dict or None
        What a fit read from R's file holds beside, by name: fields of another nnet than 7.3.
        None for fits made here.

    See Also
    --------
    multinom : Fits the model.

    References
    ----------
    .. [1] Venables, W. N. and Ripley, B. D., *Modern Applied Statistics with S*, 4th ed., Springer,
       2002, section 7.3.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    Call:
    multinom(formula = Species ~ Sepal.Width, data = data, trace = FALSE)
    <BLANKLINE>
    Coefficients:
               (Intercept) Sepal.Width
    versicolor    18.85837   -6.118941
    virginica     12.99728   -4.079084
    <BLANKLINE>
    Residual Deviance: 252.537
    AIC: 260.537
    """

    # What it predicts
    predict = prediction.predict
    augment = prediction.augment

    # Its coefficients, and how sure it is of them
    coef = inference.coef
    vcov = inference.vcov
    confint = inference.confint
    summary = inference.summary
    tidy = inference.tidy
    table_columns = inference.table_columns
    to_list = inference.to_list

    # What they mean in probabilities
    predicted_probabilities = effects.predicted_probabilities
    marginal_effects = effects.marginal_effects
    marginal_means = effects.marginal_means
    pairwise_comparisons = effects.pairwise_comparisons

    # How well it fits
    logLik = inference.logLik  # noqa: N815 - R's name
    extractAIC = inference.extractAIC  # noqa: N815 - R's name
    glance = inference.glance
    pseudo_r2 = inference.pseudo_r2
    lr_test = inference.lr_test
    lr_tests = inference.lr_tests
    wald_test = inference.wald_test
    wald_tests = inference.wald_tests

    # Other models beside it
    update = selection.update
    anova = selection.anova
    drop1 = selection.drop1
    add1 = selection.add1
    step = selection.step

    def __repr__(self) -> str:
        """R's print of the model."""
        return multinom_text(self.call, self.coef(), self.deviance, self.AIC)
