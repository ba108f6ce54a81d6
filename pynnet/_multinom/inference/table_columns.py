"""Columns of tables of models, as the package maketables reads them: one for each class.

Its plug-in protocol is made of attributes whose names begin with ``__maketables_``, so that nothing
of it is imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import FloatArray, entry, invalid, read_only

from ..fitted import MultinomFit
from .covariances import covariance_for, standard_errors
from .fit_measures import pseudo_r2
from .tidy import coefficient_table

__all__ = ["table_columns", "to_list"]

_SHOWN = ["N", "edf", "deviance", "aic", "ll", "base"]  # below the coefficients, unless asked
_LABELS = {"edf": "Coefficients", "deviance": "Residual deviance", "base": "Base class"}
# What maketables may ask for below the coefficients, by its own keys.
_STATISTICS: dict[str, Callable[[MultinomFit], Any]] = {
    "N": lambda fit: _whole(fit.nobs),
    "edf": lambda fit: fit.edf,
    "deviance": lambda fit: fit.deviance,
    "aic": lambda fit: fit.AIC,
    "bic": lambda fit: fit.BIC,
    "ll": lambda fit: -fit.deviance / 2,
    "pseudo_r2": lambda fit: _mc_fadden(fit),
    "base": lambda fit: fit._class_names[0],
    "convergence": lambda fit: fit.convergence,
}


@read_only
@dataclass(frozen=True, slots=True, eq=False)
class ModelColumn:
    """The coefficients of one class, a column of a table of models."""

    fit: MultinomFit
    class_name: str
    coefficients: pd.DataFrame
    se_type: str

    def __repr__(self) -> str:
        """What the column is of."""
        return f"<a column of a table: {self.__maketables_depvar__}>"

    @property
    def __maketables_coef_table__(self) -> pd.DataFrame:
        """A row for each term; the columns have the names that ``coef_fmt`` goes by."""
        return self.coefficients.copy()

    @property
    def __maketables_depvar__(self) -> str:
        """What stands above the column."""
        return f"{self.fit._spec.response_text}: {self.class_name}"

    @property
    def __maketables_vcov_info__(self) -> dict[str, Any]:
        """What the standard errors are made of."""
        return {"vcov_type": self.se_type, "clustervar": None}

    @property
    def __maketables_stat_labels__(self) -> dict[str, str]:
        """Words for the statistics that maketables has none for."""
        return dict(_LABELS)

    @property
    def __maketables_default_stat_keys__(self) -> list[str]:
        """The statistics that are shown unless others are asked for."""
        return [*_SHOWN, *(["se_type"] if self.se_type != "model" else [])]

    def __maketables_stat__(self, key: str) -> Any:
        """A statistic of the fit; None, which is shown as a dash, where there is none."""
        if key == "se_type":
            return self.se_type
        return _STATISTICS[key](self.fit) if key in _STATISTICS else None


@entry
def table_columns(
    fit: MultinomFit,
    /,
    *,
    vcov_method: str = "R",
    vcov: Any = None,
    se_type: str | None = None,
) -> list[ModelColumn]:
    """Columns for tables of models, which the package maketables makes: one for each class.

    ``maketables.ETable([fit, other])`` shows models side by side as LaTeX, HTML or Word; only for
    another covariance are the columns asked for here.

    Parameters
    ----------
    vcov_method : {"R", "stable"}, optional
        Method of :meth:`vcov`. Default "R".
    vcov : DataFrame or array, optional
        The covariance of the coefficients to use, such as ``fit.vcov(type="HC1")`` or one of your
        own; a frame goes by its names. Default: that of `vcov_method`.
    se_type : str, optional
        What to call the standard errors, such as ``"HC1"``. Default: ``"model"``, or ``"own"`` for
        a covariance of your own.

    Returns
    -------
    list
        A column for each class but the first, which ``maketables.ETable`` takes; lists of several
        fits are added up by ``+``.

    Raises
    ------
    ArgumentError
        If `vcov_method` is neither, `vcov` is no symmetric matrix with a row for each coefficient,
        or `se_type` is no text; if R's file holds neither data nor second derivatives of the fit.

    Notes
    -----
    In ``coef_fmt`` of maketables stand `b`, `se`, `t` and `z` (which are the same), `p`, `ci95l`,
    `ci95u`, `ci90l`, `ci90u`; and `rrr`, `rrr95l`, `rrr95u`, the relative risk ratios with their
    limits. In ``model_stats`` stand `N`, `edf`, `deviance`, `aic`, `bic`, `ll`, `pseudo_r2`
    (McFadden's), `base` (the class that the others are compared with), `convergence` and `se_type`.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> fit = multinom("Species ~ Sepal.Width", load_iris(), trace=False)
    >>> fit.table_columns(vcov=fit.vcov(type="HC1"), se_type="HC1")
    [<a column of a table: Species: versicolor>, <a column of a table: Species: virginica>]
    """
    if se_type is None:
        se_type = "model" if vcov is None else "own"
    elif not isinstance(se_type, str) or not se_type.strip():
        raise invalid("se_type", se_type, "words for the standard errors, such as 'HC1'")
    errors = standard_errors(fit, covariance_for(fit, vcov_method, vcov))
    classes = fit._class_names[1:]
    return [
        ModelColumn(fit, name, _coefficients(fit, k, errors), str(se_type))
        for k, name in enumerate(classes)
    ]


@entry
def to_list(fit: MultinomFit, /) -> list[ModelColumn]:
    """Columns for tables of models, which ``maketables.ETable`` asks for: :meth:`table_columns`.

    Returns
    -------
    list
        A column for each class but the first.

    Raises
    ------
    ArgumentError
        If R's file holds neither data nor second derivatives of the fit.

    Examples
    --------
    >>> from pynnet import load_iris, multinom
    >>> len(multinom("Species ~ Sepal.Width", load_iris(), trace=False).to_list())
    2
    """
    return table_columns(fit)


def _coefficients(fit: MultinomFit, k: int, errors: FloatArray) -> pd.DataFrame:
    """The coefficients of one class, by the names that maketables goes by."""
    with np.errstate(over="ignore"):  # the ratio of a large coefficient is infinite
        table, narrow, ratios = (
            coefficient_table(
                [""], fit.vcoefnames, fit._coefficients[[k]], errors[[k]], level, exponentiate=shown
            ).set_index("term")
            for level, shown in ((0.95, False), (0.90, False), (0.95, True))
        )
    return pd.DataFrame({
        "b": table["estimate"], "se": table["std_error"], "t": table["z"], "p": table["p"],
        "z": table["z"],
        "ci95l": table["conf_low"], "ci95u": table["conf_high"],
        "ci90l": narrow["conf_low"], "ci90u": narrow["conf_high"],
        "rrr": ratios["estimate"], "rrr95l": ratios["conf_low"], "rrr95u": ratios["conf_high"],
    }).rename_axis("Coefficient")  # fmt: skip


def _mc_fadden(fit: MultinomFit) -> float | None:
    """McFadden's measure; None for a fit that was stored without its cases."""
    return None if fit._cases.known_weights is None else float(pseudo_r2(fit)["McFadden"])


def _whole(number: float) -> float:
    """A whole number as an int, which has no decimals in a table."""
    return int(number) if number == int(number) else number
