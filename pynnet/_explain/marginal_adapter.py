"""The class that marginaleffects takes models as; made when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._ground import ArgumentError, DataError, FloatArray, require, shown

__all__ = ["MarginalModel", "adapted"]

_CALLER = "marginaleffects_model()"
_ROBUST = ("HC0", "HC1")


@dataclass(frozen=True, slots=True, eq=False)
class MarginalModel:
    """What marginaleffects asks for, whatever was fitted.

    Attributes
    ----------
    fit : NNet or Multinom
        The fit.
    coefficients : ndarray, shape (k,)
        What is varied for standard errors.
    names : list of str
        Their names.
    covariance : ndarray, shape (k, k), or None
        Theirs; None if it is not known, and there are no standard errors.
    data : DataFrame
        The rows that are averaged over: variables, the response, and what else was passed.
    levels : mapping
        By categorical variable, its values.
    response : str
        Name of the response.
    groups : tuple of str or None
        Names of the outputs; None for one.
    """

    fit: Any
    coefficients: FloatArray
    names: list[str]
    covariance: FloatArray | None
    data: pd.DataFrame
    variables: list[str]
    levels: Mapping[str, tuple[Any, ...]]
    response: str
    groups: tuple[str, ...] | None
    inputs: Callable[[pd.DataFrame], FloatArray]
    outputs: Callable[[FloatArray, FloatArray], FloatArray]
    robust: Callable[[str], FloatArray]

    def __repr__(self) -> str:
        """What it is a model of."""
        return f"<a fit for marginaleffects: {self.response}>"


def adapted(model: MarginalModel) -> Any:
    """The model as an object that marginaleffects takes.

    Raises
    ------
    ImportError
        If marginaleffects is not installed.
    """
    classes = require("marginaleffects.classes", extra="tables", caller=_CALLER)
    polars = require("polars", extra="tables", caller=_CALLER)

    class PynnetModel(classes.ModelAbstract):  # type: ignore[misc,name-defined]
        """A fit of pynnet's."""

        def __init__(self) -> None:
            data, types = _table(model, polars), _types(model)
            vault = classes.ModelVault(
                coef=model.coefficients, coefnames=np.array(model.names), vcov=model.covariance,
                formula="y ~ 1", modeldata=data,
                package="pynnet", variables_type=types,
                variable_names=[model.response, *model.variables],
            )  # fmt: skip
            super().__init__(model.fit, vault)

        def validation(self) -> None:
            """Tell what marginaleffects would find out by looking at the data."""
            self.coef, self.formula = model.coefficients, self.vault.formula
            self.response_name = model.response

        def get_exog(self, newdata: Any) -> FloatArray:
            return _inputs(model, newdata)

        def get_predict(self, params: Any, newdata: Any) -> Any:
            x = newdata if isinstance(newdata, np.ndarray) else _inputs(model, newdata)
            outputs = model.outputs(np.asarray(params, dtype=float), x)
            return _predictions(model, outputs, polars)

        def get_vcov(self, vcov: Any = True) -> FloatArray | None:
            return _covariance(model, vcov)

        def __repr__(self) -> str:
            return repr(model)

    return PynnetModel()


def _covariance(model: MarginalModel, wanted: Any) -> FloatArray | None:
    """The covariance that ``vcov=`` of marginaleffects asks for."""
    if wanted is None or wanted is False:
        return None
    if wanted is True:
        return model.covariance
    if isinstance(wanted, str):
        if wanted not in _ROBUST:
            raise ArgumentError(
                f'invalid \'vcov\': got {shown(wanted)}. Pass "HC0", "HC1" or a matrix.'
            )
        return model.robust(wanted)
    return np.asarray(wanted, dtype=float)  # whose shape marginaleffects has looked at


def _predictions(model: MarginalModel, outputs: FloatArray, polars: Any) -> Any:
    """A row for each case and output."""
    n, k = outputs.shape
    columns = {"rowid": polars.Series("rowid", np.repeat(np.arange(n), k), dtype=polars.Int32)}
    if model.groups is not None:
        names = list(model.groups)
        columns["group"] = polars.Series("group", names * n, dtype=polars.Enum(names))
    columns["estimate"] = polars.Series("estimate", outputs.ravel(), dtype=polars.Float64)
    return polars.DataFrame(columns)


def _inputs(model: MarginalModel, newdata: Any) -> FloatArray:
    """The design matrix of a table of marginaleffects."""
    columns: dict[str, Any] = {}
    for name in model.variables:
        if name not in newdata.columns:
            raise DataError(f"object {name!r} not found: newdata lacks this variable of the fit.")
        values = newdata[name].to_list()
        if name in model.levels:
            values = _values_of_texts(values, model.levels[name])
        columns[name] = pd.Series(values, dtype=_dtype(model, name))
    return model.inputs(pd.DataFrame(columns))


def _dtype(model: MarginalModel, name: str) -> Any:
    """That of the data; numbers may lie between those of whole numbers."""
    if name not in model.levels:
        return float
    dtype = model.data[name].dtype
    return object if isinstance(dtype, pd.CategoricalDtype) else dtype


def _values_of_texts(values: list[Any], levels: tuple[Any, ...]) -> list[Any]:
    """Values of a categorical variable, which marginaleffects knows as texts."""
    if all(isinstance(level, (bool, np.bool_)) for level in levels):
        return values
    known = {str(level): level for level in levels}
    return [known.get(str(value), value) for value in values]


def _table(model: MarginalModel, polars: Any) -> Any:
    """The data as a table of polars, categories as texts."""
    columns = {}
    for label in model.data.columns:
        name, column = str(label), model.data[label]
        levels = model.levels.get(name)
        if name == model.response and model.groups is not None and set(column) <= set(model.groups):
            levels = model.groups
        columns[name] = _series(name, column, levels, polars)
    if model.response not in columns:  # which is left out by its name
        empty = [None] * len(model.data)
        columns[model.response] = polars.Series(model.response, empty, dtype=polars.Float64)
    return polars.DataFrame(columns)


def _series(name: str, column: Any, levels: Any, polars: Any) -> Any:
    values = column.tolist()
    if pd.api.types.is_bool_dtype(column.dtype):
        return polars.Series(name, values, dtype=polars.Boolean)
    if levels is None and pd.api.types.is_integer_dtype(column.dtype):
        return polars.Series(name, values, dtype=polars.Int64)
    if levels is None and pd.api.types.is_float_dtype(column.dtype):
        return polars.Series(name, values, dtype=polars.Float64)
    texts = [None if pd.isna(value) else str(value) for value in values]
    found = list(dict.fromkeys(map(str, levels if levels is not None else filter(None, texts))))
    return polars.Series(name, texts, dtype=_type_of_texts(found, polars))


def _type_of_texts(levels: list[str], polars: Any) -> Any:
    """One with an order; but texts where marginaleffects fails with it: its 0.6 with polars 2."""
    old = polars.Series([], dtype=polars.Categorical).cat
    works = "get_categories" in dir(old) or _version("marginaleffects") > (0, 6)
    return polars.Enum(levels) if works else polars.String


def _version(package: str) -> tuple[int, ...]:
    from importlib import metadata  # slow to import, and seldom needed

    return tuple(map(int, re.findall(r"\d+", metadata.version(package))[:2]))


def _types(model: MarginalModel) -> Mapping[str, str]:
    """What marginaleffects calls the kinds of the variables."""
    return {name: _kind(model, name) for name in model.variables} | {model.response: "character"}


def _kind(model: MarginalModel, name: str) -> str:
    column = model.data[name]
    if pd.api.types.is_bool_dtype(column.dtype):
        return "boolean"
    if name in model.levels:
        return "character"
    if column.isin([0, 1]).all():
        return "binary"
    return "integer" if pd.api.types.is_integer_dtype(column.dtype) else "numeric"
