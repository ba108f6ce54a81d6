"""caret's dummyVars: a column of 0 and 1 for each level of a factor, by a formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import (
    Column,
    NamedColumns,
    factor_of_column,
    kind_of,
    levels_of,
    sorted_levels,
)
from pynnet._formula import (
    DesignSpec,
    FormulaArguments,
    build_design,
    build_frame,
    check_coded_levels,
    members,
    names_in,
    wrapped_text,
)
from pynnet._ground import (
    TRUTHS,
    DataError,
    FormulaError,
    entry,
    flag,
    given_text,
    read_only,
    shown,
)
from pynnet._printing import html_of, lines_html

from ..door import offered, offered_class

__all__ = ["DummyVars", "dummy_vars"]

_LINE_WIDTH = 60  # characters behind which R begins a new line of a formula
_MOST_NAMED = 10  # names in a message


@offered_class
@read_only
@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DummyVars:
    """How a formula makes columns of factors, learned from data; `str` is caret's.

    Attributes
    ----------
    formula : str
        The formula, as R writes it.
    vars : list of str
        Columns of the data that it names, the response first.
    fac_vars : list of str
        Those that are categories.
    lvls : dict of list of str
        Their levels.
    sep : str or None
        What stands between the name of a column and a level.
    levels_only : bool
        Whether the level stands alone.
    full_rank : bool
        Whether the first level has no column.
    names : list of str
        Names of the columns that are made.
    """

    formula: str
    vars: list[str]
    fac_vars: list[str]
    lvls: dict[str, list[str]]
    sep: str | None
    levels_only: bool
    full_rank: bool
    names: list[str]
    _spec: DesignSpec

    @entry
    def predict(self, newdata: Any) -> pd.DataFrame:
        """Make the columns of rows.

        Parameters
        ----------
        newdata : DataFrame, mapping of columns, or ndarray of shape (n, p)
            The rows. The response need not be there.

        Returns
        -------
        DataFrame
            The columns, missing where what they are made of is missing.

        Raises
        ------
        DataError
            If a column is not there, has another type than it had, or a level that was not there.

        Warns
        -----
        FitWarning
            If the formula computes something of all rows, such as a mean, which is that of the new
            ones then.

        Examples
        --------
        >>> from pynnet.caret import dummy_vars
        >>> made = dummy_vars("~ t", {"t": ["a", "b", "c"]})
        >>> made.predict({"t": ["c", None]})
            ta   tb   tc
        0  0.0  0.0  1.0
        1  NaN  NaN  NaN
        """
        columns = NamedColumns(newdata, "newdata")
        variables = self._spec.terms.variables[int(self._spec.terms.has_response) :]
        used = {name for variable in variables for name in names_in(variable.expression)}
        absent = [name for name in self.vars if name in used and name not in columns]
        if absent:
            raise DataError(
                f"Variable(s) {_quoted(absent)} are not in newdata, whose columns are "
                f"{_quoted(columns.names) or 'none'}."
            )
        self._spec.warn_if_across_rows()
        design = self._spec.design(columns, "pass")
        return pd.DataFrame(design.matrix, index=design.index, columns=list(self.names))

    def _repr_html_(self) -> str:
        return html_of(lines_html(repr(self).split("\n")))

    def __repr__(self) -> str:
        """Print as caret does."""
        lines = [
            "Dummy Variable Object",
            "",
            f"Formula: {wrapped_text(self.formula, _LINE_WIDTH)}",
            f"{len(self.vars)} variables, {len(self.fac_vars)} factors",
        ]
        if self.levels_only:
            lines.append("Factor variable names will be removed")
        elif self.sep is not None:
            lines.append(f"Variables and levels will be separated by '{self.sep}'")
        lines.append(f"A {'' if self.full_rank else 'less than '}full rank encoding is used")
        return "\n".join(lines)


@offered
def dummy_vars(
    formula: str,
    data: Any,
    sep: str | None = ".",
    *,
    levels_only: bool = False,
    full_rank: bool = False,
) -> DummyVars:
    """Learn how to make a column of each level of a factor, caret's ``dummyVars``.

    Parameters
    ----------
    formula : str
        A formula in R's grammar; a response makes no columns.
    data : DataFrame, mapping of columns, or ndarray of shape (n, p)
        The variables. The columns of an array are called V1, V2, ...
    sep : str or None, optional
        What stands between the name of a column of categories and a level; None for nothing, as
        for text, truths and interactions always. Default ".".
    levels_only : bool, optional
        Whether such a column is called by its level alone. Default False.
    full_rank : bool, optional
        Whether the first level has no column, as in ``model_matrix``. Default False.

    Returns
    -------
    DummyVars
        What was learned; its ``predict`` makes the columns of any rows.

    Raises
    ------
    FormulaError
        If the formula cannot be read, names what is not there, or the response among predictors.
    DataError
        If a column has a type that cannot be used or one level only, or if two columns would have
        the same name.
    ArgumentError
        If another argument has a value that cannot be used.

    See Also
    --------
    pynnet.model_matrix : The same columns with an intercept, and no first level.

    Notes
    -----
    Ordered categories have orthogonal polynomials, or a column for each level where they come first
    in a formula without intercept. Levels that do not occur have their column. Names that R must
    quote, such as ``my var``, keep R's names of columns.

    References
    ----------
    .. [1] M. Kuhn and K. Johnson, Applied Predictive Modeling, Springer, 2013, section 3.6; manual
       page ``dummyVars`` of caret.

    Examples
    --------
    >>> import pandas as pd
    >>> from pynnet.caret import dummy_vars
    >>> data = pd.DataFrame({"x": [1.0, 2.0, 3.0], "g": pd.Categorical(["a", "b", None])})
    >>> made = dummy_vars("~ g + x", data)
    >>> made
    Dummy Variable Object
    <BLANKLINE>
    Formula: ~g + x
    2 variables, 1 factors
    Variables and levels will be separated by '.'
    A less than full rank encoding is used
    >>> made.predict(data)
       g.a  g.b    x
    0  1.0  0.0  1.0
    1  0.0  1.0  2.0
    2  NaN  NaN  3.0
    """
    separator = None if sep is None else given_text("sep", sep, "a string or None")
    bare, full = flag("levels_only", levels_only), flag("full_rank", full_rank)
    columns = NamedColumns(data, "data")
    spec = _spec_of(formula, columns, full)
    named = (n for variable in spec.terms.variables for n in names_in(variable.expression))
    variables = [name for name in dict.fromkeys(named) if name in columns]
    factors = {name: columns.column(name) for name in variables}
    levels = {
        name: list(levels_of(factor))
        for name, factor in factors.items()
        if isinstance(factor, pd.Categorical)
    }
    if bare:
        _check_levels_differ(levels)
    names = _column_names(spec, levels, "" if bare else separator, bare=bare)
    return DummyVars(
        spec.formula, variables, list(levels), levels, separator, bare, full, names, spec
    )


def _spec_of(formula: str, columns: NamedColumns, full_rank: bool) -> DesignSpec:
    """How the columns are made, with one for each level unless they are to have full rank."""
    arguments = FormulaArguments(na_action="pass", env={})  # columns and R's functions alone
    frame = build_frame(formula, columns, arguments)
    terms = frame.terms
    if terms.has_response and any(term & 1 for term in terms.terms):
        raise FormulaError(
            f"the response '{terms.variables[0].label}' stands on the right-hand side. Take it out "
            "of one side."
        )
    coded: Mapping[str, Any] | None = None
    if not full_rank:
        first = int(terms.has_response)
        coded = {
            variable.name: _all_levels(column, variable.name)
            for variable, column in list(zip(terms.variables, frame.columns, strict=True))[first:]
            if len(_levels(column)) > 1 and variable.name not in frame.memory.contrasts
        }
    arguments = FormulaArguments(na_action="pass", env={}, contrasts=coded)
    return build_design(formula, columns, arguments, intercept=False).spec


def _levels(column: Column) -> tuple[str, ...]:
    """Levels of a column that has one for each; of numbers and ordered categories none."""
    kind = kind_of(column)
    if kind == "logical":
        return tuple(TRUTHS)
    if kind == "character" and isinstance(column, np.ndarray):
        return levels_of(factor_of_column(column, "en"))
    return levels_of(column) if kind == "factor" and isinstance(column, pd.Categorical) else ()


def _all_levels(column: Column, name: str) -> pd.DataFrame:
    """The coding of a column for each level, caret's contr.ltfr."""
    levels = _levels(column)
    check_coded_levels(len(levels), f"'{name}'")
    return pd.DataFrame(np.eye(len(levels)), index=list(levels), columns=list(levels))


def _check_levels_differ(levels: Mapping[str, list[str]]) -> None:
    """Raise if two factors share a level, which would not tell them apart."""
    counts = Counter(level for own in levels.values() for level in own)
    shared = [level for level, count in counts.items() if count > 1]
    if shared:
        twice = sorted_levels(np.array(shared, dtype=object), "en")
        raise DataError(
            "You requested `levelsOnly = TRUE` but the following levels are not unique across "
            f"predictors: {', '.join(twice)}. Rename levels, or pass levels_only=False."
        )


def _column_names(
    spec: DesignSpec, levels: Mapping[str, list[str]], sep: str | None, *, bare: bool
) -> list[str]:
    """Names of columns: those of a factor by itself are put together anew."""
    known = {name: frozenset(own) for name, own in levels.items()}
    names = []
    for name, number in zip(spec.column_names, spec.assign, strict=True):
        within = members(spec.terms.terms[number - 1])
        variable = spec.terms.variables[within[0]]
        alone = len(within) == 1 and variable.label == variable.name  # and R needs no quotes
        level = name.removeprefix(variable.label)
        if sep is None or not alone or level not in known.get(variable.name, ()):
            names.append(name)
        else:
            names.append(level if bare else f"{variable.name}{sep}{level}")
    (often, count) = Counter(names).most_common(1)[0] if names else ("", 0)
    if count > 1:
        raise DataError(
            f"two columns would be called {shown(often)}. Pass another sep, or rename one."
        )
    return names


def _quoted(names: Any) -> str:
    """Names in quotes, not too many of them."""
    some = ", ".join(f"'{name}'" for name in names[:_MOST_NAMED])
    return some + (", ..." if len(names) > _MOST_NAMED else "")
