"""Names that are not in the data: the user's own constants and functions, and how they are kept.

They come from the mapping the user passed, or else from the variables of the code that called into
the package, of which numbers and arrays alone are in reach. To offer functions and text is the
user's decision, made by passing them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pynnet._data import Column, Matrix, as_column, as_matrix, by_value, portable, values_of
from pynnet._ground import (
    ArgumentError,
    DataError,
    FitWarning,
    FormulaError,
    calling_frame,
    is_foreign,
    scopes_of,
    shown,
    warn,
)

from ..limits import check_size
from ..r_versions import LATEST, RVersion, checked_version
from .own_names import (
    dimensions,
    is_scalar,
    is_text,
    is_value,
    is_written_by_user,
    numbers_among,
    within_reach,
)

__all__ = ["Environment", "environment_of", "value_as_column"]

UNTRUSTED = "untrusted"  # the word for a formula from a stranger
_OwnFunction = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where a function of a pickled spec was defined."""

    module: str
    name: str

    def find(self) -> _OwnFunction | None:
        """Return the function if its module is loaded here."""
        value: Any = sys.modules.get(self.module)
        for part in self.name.split("."):
            value = getattr(value, part, None)
        return value if callable(value) else None


class Environment:
    """The user's constants and functions, and those of them that a formula has asked for.

    Parameters
    ----------
    offered : mapping or None
        What the user passed.
    sees_caller : bool
        Whether numbers and arrays of the calling code are in reach too.
    r_version : str
        The version of R whose functions a formula calls, which goes with all that is kept.

    Attributes
    ----------
    constants, functions : dict
        What was asked for, by value.
    numbers : dict
        Numbers of the calling code at the fit, for terms that are named later.
    """

    def __init__(
        self,
        offered: Mapping[str, Any],
        *,
        sees_caller: bool = False,
        r_version: RVersion = LATEST,
    ) -> None:
        self.offered = offered
        self.sees_caller = sees_caller
        self.r_version = r_version
        self.constants: dict[str, Any] = {}
        self.functions: dict[str, Any] = {}
        self.numbers: Mapping[str, Any] = {}
        self._scopes: tuple[Mapping[str, Any], ...] | None = None

    # What a formula asks for -----------------------------------------------------------------

    def value(self, name: str) -> Any:
        """Return a constant, None if there is none of this name in reach."""
        if name not in self.constants:
            value = next(self._values(name), None)
            if value is None:
                return None
            self.constants[name] = by_value(value)
        return self.constants[name]

    def function(self, name: str, *, offered_by_r: bool) -> _OwnFunction | None:
        """Return a function that was passed; warn if the caller has one that R's goes before."""
        if name not in self.functions:
            passed = self.offered.get(name)
            if not callable(passed):
                if offered_by_r and is_written_by_user(self._of_caller(name)):
                    _warn_of_own_function(name)
                return None
            self.functions[name] = passed
        function = self.functions[name]
        if not isinstance(function, _Elsewhere):
            return function
        loaded = function.find()
        if loaded is None:
            raise FormulaError(
                f'could not find function "{name}": functions are not saved with a model. '
                f"Import or define {function.module}.{function.name} first."
            )
        return loaded

    def out_of_reach(self, name: str) -> Literal["a function", "text"] | None:
        """Return what the caller has of this name that only ``env=`` lets a formula reach."""
        nearest = self._of_caller(name)
        if callable(nearest):
            return "a function"
        return "text" if is_text(nearest) else None

    def _values(self, name: str) -> Iterator[Any]:
        """Return the constants that the name may stand for, the nearest first."""
        if name.startswith("__"):
            return
        passed = _of_pandas(self.offered.get(name), name)
        if is_value(passed):
            yield passed
        if name in self.numbers:
            yield self.numbers[name]
        nearest = _of_pandas(self._of_caller(name), name)
        if within_reach(nearest):
            yield nearest

    def _of_caller(self, name: str) -> Any:
        """Return the variable of this name that the calling code sees, None if there is none."""
        if name.startswith("__"):
            return None
        return next((names[name] for names in self._callers_scopes() if name in names), None)

    def _callers_scopes(self) -> tuple[Mapping[str, Any], ...]:
        """Return the variables of the calling function, then those of its module."""
        if not self.sees_caller:
            return ()
        if self._scopes is None:
            self._scopes = scopes_of(calling_frame())
        return self._scopes

    # What is kept ----------------------------------------------------------------------------

    def asked_for(self) -> Environment:
        """Return what the formula has asked for, to be used again for new data."""
        kept = Environment({}, sees_caller=False, r_version=self.r_version)
        kept.constants, kept.functions = dict(self.constants), dict(self.functions)
        return kept

    def closed(self, asked: Environment) -> Environment:
        """Return what was asked for and is left for fits of other formulas.

        That is all that was passed, and the single numbers of the calling code.
        """
        kept = asked.asked_for()
        kept.offered = by_value(self.offered) if self.offered else {}
        kept.sees_caller = self.sees_caller
        seen = [numbers_among(names) for names in reversed(self._callers_scopes())]
        kept.numbers = self.numbers or {k: v for names in seen for k, v in names.items()}
        return kept

    def reopened(self) -> Environment:
        """Return a copy for another fit, which may ask for more."""
        again = self.asked_for()
        again.offered, again.sees_caller = self.offered, self.sees_caller
        again.numbers = self.numbers
        return again

    def having(self, constants: Mapping[str, Any]) -> Environment:
        """Return the same names and these constants."""
        again = self.reopened()
        again.constants.update(constants)
        return again

    def following(self, r_version: Any) -> Environment:
        """Return the same names, and the functions of a version of R; None means the latest."""
        again = self.reopened()
        again.r_version = checked_version(r_version)
        return again

    def changed(self, env: Any) -> Environment:
        """Return what a formula may use that was in reach of this one, and what is passed now."""
        if env is None or isinstance(env, str):
            return self if env is None else environment_of(env, self.r_version)
        passed = environment_of(env)
        again = self.reopened()
        again.offered, again.sees_caller = {**self.offered, **passed.offered}, False
        for name in passed.offered:
            again.constants.pop(name, None)
            again.functions.pop(name, None)
        return again

    def __deepcopy__(self, memo: Any) -> Environment:
        return self.reopened()

    def __getstate__(self) -> dict[str, Any]:
        definitions = {
            name: f
            if isinstance(f, _Elsewhere)
            else _Elsewhere(getattr(f, "__module__", "?"), getattr(f, "__qualname__", "?"))
            for name, f in self.functions.items()
        }
        return {
            "constants": portable(self.constants),
            "functions": definitions,
            "r_version": self.r_version,
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        # what was saved without a version followed R 4.2
        self.__init__({}, r_version=state.get("r_version", "4.2"))  # type: ignore[misc]
        self.constants, self.functions = state["constants"], state["functions"]


def environment_of(env: Any, r_version: Any = None) -> Environment:
    """Return where the names of a formula are looked up, from the arguments of these names.

    An environment that is given keeps its version unless another is asked for.
    """
    if isinstance(env, Environment):
        return env.reopened() if r_version is None else env.following(r_version)
    version = checked_version(r_version)
    if env is None:
        return Environment({}, sees_caller=True, r_version=version)
    if isinstance(env, str) and env == UNTRUSTED:
        return Environment({}, sees_caller=False, r_version=version)
    if isinstance(env, Mapping):
        return Environment(env, sees_caller=False, r_version=version)
    got = shown(env) if isinstance(env, str) else type(env).__name__
    raise ArgumentError(
        f"env must be a mapping of names to values, or 'untrusted', got {got}. "
        "Write env={'name': value}."
    )


def _of_pandas(value: Any, name: str) -> Any:
    return values_of(value, name) if is_foreign(value) else value


def _warn_of_own_function(name: str) -> None:
    warn(
        f"{name}() is R's here: your own function of this name is not used, though R would use "
        f'it. Pass env={{"{name}": {name}}} to use yours.',
        FitWarning,
    )


def value_as_column(value: Any, name: str) -> Column:
    """Return a value of the user's in R's kind."""
    if is_scalar(value):
        return as_column([value], name)
    count = dimensions(value)
    if count == 2:
        try:
            matrix = as_matrix(value, f"'{name}'")
        except DataError as error:
            raise DataError(f"'{name}' is a matrix that does not hold numbers: {error}") from None
        check_size(len(matrix.values), matrix.values.shape[1], f"'{name}'")
        return Matrix(matrix.values, matrix.columns)
    if count > 2:
        raise DataError(f"'{name}' has {count} dimensions: a column has one.")
    return as_column(value, name)
