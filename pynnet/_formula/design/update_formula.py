"""The public function that changes a formula; what ``.`` stands for is read from data or a fit."""

from __future__ import annotations

from typing import Any

from pynnet._data import NamedColumns
from pynnet._ground import ArgumentError, entry, public

from ..language.terms import Terms
from ..language.update import changed_formula, sides_of, without_dot

__all__ = ["update_formula"]


@public
@entry
def update_formula(old: Any, new: str, data: Any = None) -> str:
    """Change a formula by another one in which ``.`` means what was there before.

    Equals R's ``update(old, new)``: the terms are expanded, sorted by degree, and written with
    ``- 1`` if there is no intercept.

    Parameters
    ----------
    old : str or NNet
        The formula to change, or a fit from one.
    new : str
        The change. On the left-hand side ``.`` is the old response, on the right-hand side the old
        predictors; a left-hand side that is left out stays as it was.
    data : DataFrame or mapping of columns, optional
        What ``.`` in `old` stands for; a fit knows that itself.

    Returns
    -------
    str
        The new formula.

    Raises
    ------
    FormulaError
        If a formula cannot be read, or `old` has a ``.`` and there are no `data`.
    ArgumentError
        If `old` is neither a formula nor a fit from one.

    Notes
    -----
    R writes a condition such as ``x > 0`` without the parentheses that it needs beside other terms;
    here it keeps them.

    References
    ----------
    .. [1] R manual page ``update.formula``.

    Examples
    --------
    >>> from pynnet import update_formula
    >>> update_formula("y ~ x + z", "~ . - x")
    'y ~ z'
    >>> update_formula("y ~ x * z", "log(.) ~ . - x:z - 1")
    'log(y) ~ x + z - 1'
    """
    formula = _formula_text(old)
    sides_of(formula)  # its errors come before those of the data
    columns = None if data is None else NamedColumns(data, "data").names
    formula = without_dot(formula, columns)
    if not isinstance(new, str):
        raise ArgumentError(f"new must be a formula in a string, got {type(new).__name__}.")
    return changed_formula(formula, new)


def _formula_text(old: Any) -> str:
    """Return the formula, with ``.`` written out if it is that of a fit."""
    if isinstance(old, str):
        return old
    terms = getattr(old, "terms", None)
    while not isinstance(terms, Terms):
        if terms is None:
            raise ArgumentError(
                f"old must be a formula in a string or a fit from one, got {type(old).__name__}."
            )
        terms = getattr(terms, "terms", None)
    return terms.expanded_text
