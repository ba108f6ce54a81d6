"""What a fit keeps of its formula, as JSON has it, and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from pynnet._formula import (
    DesignSpec,
    Environment,
    GivenContrast,
    KeptTerms,
    TermsInParts,
    environment_of,
    mentions,
    parts_of,
    remembered_arguments,
    restored_spec,
    terms_of_parts,
)
from pynnet._ground import MOST_WHOLE, FormulaError

from .fields import Fields, matrix_json
from .frames import value_json, value_of
from .numbers import numbers_json, numbers_of

__all__ = ["design_json", "design_of", "environment_json", "environment_read"]

_COLLATIONS = ("en", "C")


def design_json(spec: DesignSpec) -> dict[str, Any]:
    """Return what JSON has for what is kept of a formula.

    Raises
    ------
    FormulaError
        If a term calls a function of the user's own.
    """
    _refuse_own_functions(spec)
    parts = parts_of(spec.terms)
    remembered = {
        name: _remembered_json(arguments, spec.states[name])
        for name, arguments in remembered_arguments(spec).items()
    }
    return {
        "formula": parts.formula,
        "expanded": parts.expanded,
        "variables": list(parts.variables),
        "response": parts.response,
        "intercept": parts.intercept,
        "terms": [list(term) for term in parts.terms],
        "columns": list(spec.column_names),
        "intercept_column": spec.keeps_intercept,
        "classes": dict(spec.data_classes),
        "levels": {name: list(levels) for name, levels in spec.xlevels.items()},
        "contrasts": {name: _contrast_json(choice) for name, choice in spec.contrasts.items()},
        "remembered": remembered,
        "environment": environment_json(spec.memory.environment),
        "collation": spec.collation,
        "rows": spec.memory.n_rows,
    }


def design_of(item: Any, what: str) -> DesignSpec:
    """Return what is kept of a formula, of which JSON has this."""
    fields = Fields(item, what)
    parts = TermsInParts(
        fields.text("formula"),
        fields.text("expanded"),
        fields.texts("variables"),
        fields.flag("response"),
        fields.flag("intercept"),
        [_places(term, fields) for term in fields.items("terms")],
    )
    collation = fields.text("collation")
    if collation not in _COLLATIONS:
        raise fields.broken("collation", "one of " + ", ".join(_COLLATIONS))
    kept = KeptTerms(
        terms=terms_of_parts(parts),
        column_names=fields.texts("columns"),
        data_classes=_texts_by_name(fields, "classes"),
        xlevels=dict(_levels(fields)),
        contrasts={
            name: _contrast_of(choice, fields) for name, choice in fields.named("contrasts").items()
        },
        remembered={
            name: _arguments_of(one, fields) for name, one in fields.named("remembered").items()
        },
        collation="C" if collation == "C" else "en",
    )
    keeps_intercept = fields.flag("intercept_column")
    environment = environment_read(fields.get("environment"), fields.called("environment"))
    n_rows = fields.whole("rows", MOST_WHOLE)
    fields.finish()
    return restored_spec(kept, intercept=keeps_intercept, environment=environment, n_rows=n_rows)


def _places(term: Any, fields: Fields) -> list[int]:
    if type(term) is not list or not set(map(type, term)) <= {int}:
        raise fields.broken("terms", "lists of positions of variables")
    return term


def _texts_by_name(fields: Fields, name: str) -> dict[str, str]:
    texts = fields.named(name)
    if not set(map(type, texts.values())) <= {str}:
        raise fields.broken(name, "texts")
    return texts


def _levels(fields: Fields) -> list[tuple[str, tuple[str, ...]]]:
    levels = Fields(fields.named("levels"), fields.called("levels"))
    found = []
    for name in levels.content:
        texts = levels.texts(name)
        if len(set(texts)) != len(texts):
            raise levels.broken(name, "texts that differ")
        found.append((name, texts))
    return found


# Contrasts ---------------------------------------------------------------------------------------


def _contrast_json(choice: str | GivenContrast) -> Any:
    if isinstance(choice, str):
        return choice
    names = None if choice.names is None else list(choice.names)
    return {"matrix": matrix_json(choice.matrix), "names": names}


def _contrast_of(item: Any, parent: Fields) -> Any:
    """Return the name of a contrast, or its matrix and the names of its columns."""
    if type(item) is str:
        return item
    fields = Fields(item, parent.called("contrasts"))
    matrix = fields.matrix("matrix")
    names = fields.texts_or_none("names", matrix.shape[1])
    fields.finish()
    if not matrix.size or not np.isfinite(matrix).all():
        raise fields.broken("matrix", "finite numbers")
    return matrix, names


# What calls remember -----------------------------------------------------------------------------


def _remembered_json(arguments: dict[str, Any], state: Any) -> dict[str, Any]:
    """Return the arguments by which R remembers the same."""
    if "coefs" not in arguments:
        return {name: _argument_json(value) for name, value in arguments.items()}
    coefs = arguments["coefs"]
    each = coefs if isinstance(coefs, list) else [coefs]
    written = [{name: numbers_json(values) for name, values in one.items()} for one in each]
    return {"coefs": written, "of_matrix": state.of_matrix}


def _argument_json(value: Any) -> Any:
    if value is False:
        return False
    return numbers_json([value] if isinstance(value, (int, float)) else value)


def _arguments_of(item: Any, parent: Fields) -> dict[str, Any]:
    """Return arguments as R's files have them: arrays, False, dictionaries of arrays."""
    fields = Fields(item, parent.called("remembered"))
    if "coefs" not in fields.content:
        return {
            name: False if value is False else numbers_of(value, fields.called(name))
            for name, value in fields.content.items()
        }
    coefs = []
    for one in fields.items("coefs"):
        each = Fields(one, fields.called("coefs"))
        coefs.append({name: each.numbers(name) for name in ("alpha", "norm2")})
        each.finish()
    of_matrix = fields.flag("of_matrix")
    fields.finish()
    return {"coefs": coefs, "of_matrix": of_matrix}


# Names that are no columns -----------------------------------------------------------------------


def environment_json(environment: Environment) -> dict[str, Any]:
    """Return what JSON has for the constants that a formula used."""
    constants = {
        name: value_json(value, f"the variable {name!r} of the formula")
        for name, value in environment.constants.items()
    }
    return {"constants": constants, "r_version": environment.r_version}


def environment_read(item: Any, what: str) -> Environment:
    """Return where the names of a formula are looked up: among what it used, and nowhere else."""
    fields = Fields(item, what)
    constants = {
        name: value_of(value, fields.called(name))
        for name, value in fields.named("constants").items()
    }
    version = fields.text("r_version")
    fields.finish()
    return environment_of("untrusted", version).having(constants)


def _refuse_own_functions(spec: DesignSpec) -> None:
    own = spec.memory.environment.functions
    for variable in spec.terms.variables:
        called = [name for name in own if mentions(variable.expression, name)]
        if called:
            raise FormulaError(
                f"the term '{variable.name}' calls {called[0]}(), a function of yours: JSON holds "
                "no code. Compute the variable as a column of the data before the fit."
            )
    if own:
        raise FormulaError(
            f"the formula calls {next(iter(own))}(), a function of yours: JSON holds no code. "
            "Compute the variable as a column of the data before the fit."
        )
