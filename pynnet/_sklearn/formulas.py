"""R's formulas as scikit-learn's transformer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pynnet._formula import (
    FormulaArguments,
    FunctionCall,
    build_design,
    deparse,
    names_in,
    parse,
)
from pynnet._ground import (
    AnyArray,
    BoolArray,
    DataError,
    FloatArray,
    FormulaError,
    choice,
    class_of,
    flag,
)
from pynnet._nnet import pad

from .door import offered
from .library import (
    BaseEstimator,
    TransformerMixin,
    check_feature_names_in,
    check_fitted,
    check_table,
)

__all__ = ["RFormula"]


@offered
class RFormula(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The design matrix of an R formula, made again for new data as for those of the fit.

    Levels, contrasts, knots and means are remembered. The response, if the formula has one, is left
    out, and so is the column of ones, which estimators have themselves.

    Parameters
    ----------
    formula : str, optional
        A formula in R's grammar. ``.`` are all columns but those of the left-hand side. Default
        "~ .".
    intercept : bool, optional
        Keep the column ``(Intercept)``. Default False.
    na_action : {"fail", "exclude"}, optional
        Rows with missing values are refused, or become rows of NaN. Default "fail".
    contrasts : mapping, optional
        For each column a contrast, as in :func:`pynnet.model_matrix`. Default treatment, and poly
        for ordered factors.
    env : mapping of str to value, or "untrusted", optional
        Constants and functions of your own that the formula may use. Default: none, it reaches the
        columns and R's functions alone.
    r_version : {"4.2", "4.5"}, optional
        The R that is followed where versions differ in a formula's functions. Default "4.5".

    Attributes
    ----------
    terms_ : object
        The expanded formula with all that is needed to apply it to new data.
    n_features_in_ : int
        Number of columns of the data.
    feature_names_in_ : ndarray of str, shape (n_features,)
        Their names, if they were those of a data frame and text.

    See Also
    --------
    pynnet.model_matrix : The same as a function.

    Notes
    -----
    Columns of arrays are called V1, V2, …, as R's ``data.frame()`` calls them. No row is ever left
    out, since the rows of the response would not be: drop them beforehand, or take "exclude".

    References
    ----------
    .. [1] R Core Team, *An Introduction to R*, chapter 11; R manual page ``model.matrix``.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet.sklearn import RFormula
    >>> data = pd.DataFrame({"dose": [1.0, 2.0, 4.0], "drug": ["b", "a", "b"]})
    >>> made = RFormula("~ drug * log2(dose)").set_output(transform="pandas")
    >>> made.fit_transform(data)
       drugb  log2(dose)  drugb:log2(dose)
    0    1.0         0.0               0.0
    1    0.0         1.0               0.0
    2    1.0         2.0               2.0
    >>> made.transform(data.tail(1))
       drugb  log2(dose)  drugb:log2(dose)
    2    1.0         2.0               2.0
    """

    def __init__(
        self,
        formula: str = "~ .",
        *,
        intercept: bool = False,
        na_action: str = "fail",
        contrasts: Mapping[str, Any] | None = None,
        env: Mapping[str, Any] | str | None = None,
        r_version: str | None = None,
    ) -> None:
        self.formula = formula
        self.intercept = intercept
        self.na_action = na_action
        self.contrasts = contrasts
        self.env = env
        self.r_version = r_version

    def fit(self, X: Any, y: Any = None) -> RFormula:  # noqa: ARG002  as scikit-learn has it
        """Remember what the formula makes of the data.

        Parameters
        ----------
        X : DataFrame, or array_like of shape (n, p)
            The columns that the formula names: numbers, text, categories, booleans.
        y : object, optional
            Not used.

        Returns
        -------
        RFormula
            The transformer itself.

        Raises
        ------
        FormulaError
            If the formula cannot be read, names what is not there, or has an offset.
        DataError
            If a column has a type or values that cannot be used, or values are missing.
        ArgumentError
            If another parameter is wrong.

        Examples
        --------
        >>> from pynnet.sklearn import RFormula
        >>> RFormula("~ V1 + I(V1^2)").fit([[1.0], [2.0]]).get_feature_names_out().tolist()
        ['V1', 'I(V1^2)']
        """
        self.fit_transform(X)
        return self

    def fit_transform(self, X: Any, y: Any = None) -> FloatArray:  # noqa: ARG002
        """Remember what the formula makes of the data, and make it.

        Parameters
        ----------
        X : DataFrame, or array_like of shape (n, p)
            The data, as in :meth:`fit`.
        y : object, optional
            Not used.

        Returns
        -------
        ndarray of float, shape (n, n_columns)
            R's ``model.matrix``, to the bit; a data frame after ``set_output(transform="pandas")``.

        Raises
        ------
        FormulaError
            If the formula cannot be read, names what is not there, or has an offset.
        DataError
            If a column has a type or values that cannot be used, or values are missing.
        ArgumentError
            If another parameter is wrong.

        Examples
        --------
        >>> from pynnet.sklearn import RFormula
        >>> RFormula("~ V1 + I(V1^2)").fit_transform([[1.0], [2.0]])
        array([[1., 1.],
               [2., 4.]])
        """
        flag("intercept", self.intercept)
        choice("na_action", self.na_action, ("fail", "exclude"))
        right, left = _sides(self.formula)
        data = self._columns(X, reset=True)
        data = data[[name for name in data.columns if name not in left]]
        env = {} if self.env is None else self.env
        # What is missing is refused below: R's words for it would advise na_action="omit".
        arguments = FormulaArguments(
            None, None, "exclude", self.contrasts, env, r_version=self.r_version
        )
        design = build_design(right, data, arguments, intercept=self.intercept)
        if design.offset is not None:
            raise FormulaError(
                f"offset() has no column in a design matrix: got {design.spec.offset[0]}. "
                "Leave it out, or write the variable itself."
            )
        self.terms_ = design.spec
        return self._all_rows(design.matrix, design.rows.complete)

    def transform(self, X: Any) -> FloatArray:
        """Make the columns of the fit for other data.

        Parameters
        ----------
        X : DataFrame, or array_like of shape (n, p)
            Data with the columns of those of the fit.

        Returns
        -------
        ndarray of float, shape (n, n_columns)
            A row for each.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If the columns are not those of the fit.
        DataError
            If a column has another type than in the fit or new levels, or values are missing.

        Warns
        -----
        FitWarning
            If a variable is computed anew for new data, as ``I(x - mean(x))`` is.

        Examples
        --------
        >>> from pynnet.sklearn import RFormula
        >>> RFormula("~ scale(V1)").fit([[1.0], [3.0]]).transform([[2.0]])
        array([[0.]])
        """
        check_fitted(self)
        self.terms_.warn_if_across_rows()
        design = self.terms_.design(self._columns(X, reset=False))
        return self._all_rows(design.matrix, design.complete)

    def get_feature_names_out(self, input_features: Any = None) -> AnyArray:
        """R's names of the columns.

        Parameters
        ----------
        input_features : array_like of str, optional
            The names of the fit, which they are compared with. Default: none.

        Returns
        -------
        ndarray of object, shape (n_columns,)
            The names.

        Raises
        ------
        NotFittedError
            If there was no fit.
        ValueError
            If `input_features` are not those of the fit.

        Examples
        --------
        >>> from pynnet.sklearn import RFormula
        >>> RFormula("~ factor(V1)").fit([[1], [2], [3]]).get_feature_names_out().tolist()
        ['factor(V1)2', 'factor(V1)3']
        """
        check_fitted(self)
        check_feature_names_in(self, input_features)
        return np.array(self.terms_.column_names, dtype=object)

    def _columns(self, X: Any, *, reset: bool) -> pd.DataFrame:
        return check_table(self, X, reset=reset, allow_nan=self.na_action == "exclude")

    def _all_rows(self, matrix: FloatArray, complete: BoolArray) -> FloatArray:
        """A row for each of the data: what is missing stays so, or is refused."""
        dropped = len(complete) - np.count_nonzero(complete)
        if dropped and self.na_action == "fail":
            raise DataError(
                f"missing values in object: {dropped} rows have some. "
                "na_action='exclude' makes them rows of NaN."
            )
        return np.asarray(pad(matrix, complete, np.nan))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = tags.input_tags.categorical = True
        tags.input_tags.allow_nan = self.na_action == "exclude"
        return tags

    def _more_tags(self) -> dict[str, Any]:  # of scikit-learn 1.5
        kinds = ["2darray", "categorical", "string"]
        return {"allow_nan": self.na_action == "exclude", "X_types": kinds}


def _sides(formula: Any) -> tuple[str, frozenset[str]]:
    """The formula without its left-hand side, and the names that stand there."""
    if not isinstance(formula, str):
        raise FormulaError(f"formula must be a string, got {class_of(formula)}.")
    parsed = parse(formula)
    if not (isinstance(parsed, FunctionCall) and parsed.function == "~"):
        return formula, frozenset()  # which is refused in R's words
    *left, right = parsed.operands
    return f"~ {deparse(right)}", frozenset(name for side in left for name in names_in(side))
