"""The specification of a design of which a file keeps the parts: R's, or one of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pynnet._data import Collation
from pynnet._ground import TRUTHS, DataError, shown

from ..coding.contrasts import CONTRAST_NAMES, GivenContrast
from ..coding.layout import Labels, layout_of
from ..evaluation.environment import Environment
from ..language.expressions import FunctionCall, Node
from ..language.terms import Terms, terms_of_expression
from .remembered import arguments_of_state, state_of_arguments
from .spec import DesignSpec, Memory

__all__ = ["KeptTerms", "labelled_terms", "remembered_arguments", "restored_spec"]

_MOST_COLUMNS = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class KeptTerms:
    """What a file keeps of a formula.

    Attributes
    ----------
    terms : Terms
        The meaning of the formula.
    column_names : tuple of str
        Names of the columns of the design matrix.
    data_classes : dict of str to str
        Kind of each variable, by its name in the model frame.
    xlevels : dict of str to tuple of str
        Levels of the categorical predictors.
    contrasts : dict
        Contrasts of the categorical predictors: names, or matrices with the names of their columns.
    remembered : dict of str to dict
        By variable, the arguments that hold what its call remembers.
    collation : str
        How strings sort.
    """

    terms: Terms
    column_names: tuple[str, ...]
    data_classes: Mapping[str, str]
    xlevels: Mapping[str, Labels]
    contrasts: Mapping[str, str | tuple[Any, tuple[str, ...] | None]]
    remembered: Mapping[str, Mapping[str, Any]]
    collation: Collation = "en"


def labelled_terms(formula: Node, labels: Sequence[str]) -> Terms:
    """Return the meaning of a formula of R's, ``.`` written out, of which R has these terms.

    Raises
    ------
    DataError
        If R read the formula otherwise.
    """
    terms = terms_of_expression(formula, ())
    if list(terms.labels) != list(labels):
        raise DataError(
            f"the terms of the formula are {shown(list(terms.labels))} here, in the file "
            f"{shown(list(labels))}."
        )
    return terms


def restored_spec(
    kept: KeptTerms, *, intercept: bool, environment: Environment, n_rows: int
) -> DesignSpec:
    """Return the specification that makes the columns again for new data.

    Raises
    ------
    DataError
        If what is kept does not go together, or has no meaning here.
    """
    terms = kept.terms
    kinds = tuple(_kind(kept.data_classes, v.name) for v in terms.variables)
    _check_widths(kinds)
    labels = tuple(
        _labels(kept, v.name, kind) for v, kind in zip(terms.variables, kinds, strict=True)
    )
    asked = {name: _contrast(name, value) for name, value in kept.contrasts.items()}
    keeps_intercept = terms.intercept and intercept
    layout = layout_of(terms, kinds, labels, keeps_intercept, asked)
    if len(layout.column_names) != len(kept.column_names):
        raise DataError(
            f"the terms make {len(layout.column_names)} columns, the fit has "
            f"{len(kept.column_names)}: {shown(list(kept.column_names))}."
        )
    choices = layout.contrast_choices.copy()
    return DesignSpec(
        terms=terms,
        column_names=kept.column_names,
        assign=layout.assign,
        codings=layout.codings,
        keeps_intercept=keeps_intercept,
        xlevels=layout.xlevels.copy(),
        contrasts=choices,
        data_classes=layout.data_classes.copy(),
        memory=Memory(
            states=_states(terms, kept),
            contrasts={
                v.name: choices[v.name]
                for v in terms.variables
                if v.name in choices and _brings_contrast(v.expression)
            },
            environment=environment,
            collation=kept.collation,
            n_rows=n_rows,
        ),
    )


def remembered_arguments(spec: DesignSpec) -> dict[str, dict[str, Any]]:
    """Return by variable the arguments by which R remembers what its call does."""
    return {name: arguments_of_state(state) for name, state in spec.states.items()}


def _check_widths(kinds: Sequence[str]) -> None:
    """Raise if the variables of several columns have more than anybody could fit."""
    widths = [int(kind.partition(".")[2]) for kind in kinds if kind.startswith("nmatrix.")]
    if sum(widths) > _MOST_COLUMNS:
        raise DataError(
            f"the variables have {sum(widths)} columns, at most {_MOST_COLUMNS} are read."
        )


def _kind(classes: Mapping[str, str], name: str) -> str:
    kind = classes.get(name)
    if kind is None:
        raise DataError(f"the class of variable '{name}' is not in the file.")
    if kind == "other":  # dates, for which R has no word of its own
        return "numeric"
    known = ("numeric", "logical", "character", "factor", "ordered")
    width = kind.removeprefix("nmatrix.")
    if kind in known or (width != kind and width.isascii() and width.isdigit() and len(width) < 6):
        return kind
    raise DataError(f"variable '{name}' is of a class that is not known here: {shown(kind)}.")


def _labels(kept: KeptTerms, name: str, kind: str) -> Labels:
    """Return what the columns of a variable add to its name; those of matrices R has only there."""
    if kind.startswith("nmatrix."):
        return tuple(str(j + 1) for j in range(int(kind.partition(".")[2])))
    if kind == "logical":
        return TRUTHS
    return tuple(kept.xlevels.get(name, ("",)))


def _contrast(name: str, value: str | tuple[Any, tuple[str, ...] | None]) -> str | GivenContrast:
    if isinstance(value, str):
        if value not in CONTRAST_NAMES:
            raise DataError(
                f"the contrast {shown(value)} of '{name}' is a function that the file does not "
                "hold. Fit with the matrix that it gives, contrasts = list(...)."
            )
        return value
    return GivenContrast(*value)


def _states(terms: Terms, kept: KeptTerms) -> dict[str, Any]:
    """Return what the calls of variables remember."""
    states = {}
    for variable in terms.variables:
        node, arguments = variable.expression, kept.remembered.get(variable.name)
        if arguments and isinstance(node, FunctionCall):
            state = state_of_arguments(node.function, arguments)
            if state is not None:
                states[variable.name] = state
    return states


def _brings_contrast(node: Node) -> bool:
    return isinstance(node, FunctionCall) and node.function == "C"
