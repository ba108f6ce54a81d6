"""Numbers of a formula as expressions: arithmetic, mathematics, comparisons and choices."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pynnet._formula import Constant, FunctionCall, Name, Node, Text
from pynnet._formula import Number as Numeral

from .bases import Keep
from .constants import Constants, not_exported, unknown_function
from .expressions import ONE, ZERO, Apply, Compare, Expression, Interval, Match, Number, Read
from .inputs import Inputs
from .rounding import MOST_DIGITS, rounded_to_digits

__all__ = ["NumberTerms"]

_MATHEMATICS = {
    **{name: name for name in ("exp", "expm1", "log1p", "log2", "log10", "sqrt", "abs", "floor")},
    **{name: name for name in ("sin", "cos", "tan", "asin", "acos", "atan", "trunc")},
    **{name: name for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh")},
    "ceiling": "ceil",
}
_AS_THEY_ARE = ("(", "I", "as.numeric", "as.double", "identity", "offset")
_OPERATORS = ("+", "-", "*", "/", "^", "%%", "%/%")
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class NumberTerms:
    """Makes expressions of numbers; what it meets becomes an input."""

    constants: Constants
    inputs: Inputs
    keep: Keep

    def of(self, node: Node, term: str) -> Expression:
        """Return an expression for the numbers that a node of the formula is.

        Raises
        ------
        FormulaError
            If no target can say it: the message names the term.
        """
        if isinstance(node, Name) and self.constants.columns_in(node):
            self.inputs.meet(node.name, "number")
            if self.inputs.kinds[node.name] == "text":
                raise not_exported(term, f"'{node.name}' is a factor or text, and used as a number")
            return Read(node.name)
        if isinstance(node, Numeral):
            return Number(self.constants.number(node, term))
        if not self.constants.columns_in(node):
            return Number(self.constants.number(node, term))
        assert isinstance(node, FunctionCall)
        return self._call(node, term)

    def _call(self, call: FunctionCall, term: str) -> Expression:
        self.constants.refuse_own(call, term)
        name = call.function
        if name in _COMPARISONS:
            return self._comparison(call, term)
        if name in _OWN_ARGUMENTS:
            return _OWN_ARGUMENTS[name](self, call, term)
        operands = self._operands(call, term)
        if name in _AS_THEY_ARE and len(operands) == 1:
            return operands[0]
        if name in _MATHEMATICS and len(operands) == 1:
            return Apply(_MATHEMATICS[name], tuple(operands))
        if name in _OPERATORS:
            return _operator(name, operands)
        made = _CHOICES[name](operands) if name in _CHOICES else None
        if made is None:
            raise unknown_function(term, name)
        return made

    def _operands(self, call: FunctionCall, term: str) -> list[Expression]:
        known = call.function in (*_AS_THEY_ARE, *_MATHEMATICS, *_OPERATORS, *_CHOICES)
        if not known:
            raise unknown_function(term, call.function)
        usual = [None, "x"] if call.function != "atan2" else [None]
        if any(a.name not in usual for a in call.arguments) or len(call.operands) != len(
            call.arguments
        ):
            raise not_exported(term, f"{call.function}() has arguments by name")
        return [self.of(operand, term) for operand in call.operands]

    def _comparison(self, call: FunctionCall, term: str) -> Expression:
        left, right = call.operands
        symbol = call.function
        if isinstance(left, (Text, Constant)):
            left, right, symbol = right, left, _TURNED[symbol]
        if isinstance(right, Text):
            return self._text_comparison(left, symbol, right.value, term)
        return Compare(self.of(left, term), symbol, self.of(right, term))

    def _text_comparison(self, left: Node, symbol: str, text: str, term: str) -> Expression:
        """Return whether a column of text is a text."""
        if not isinstance(left, Name) or symbol not in ("==", "!="):
            raise not_exported(term, "it compares texts otherwise than by x == 'text'")
        self.inputs.meet(left.name, "text", [text])
        if self.inputs.kinds[left.name] != "text":
            raise not_exported(term, f"'{left.name}' is used as a number and as text")
        here, elsewhere = (ONE, ZERO) if symbol == "==" else (ZERO, ONE)
        return Match(Read(left.name), (text,), (here,), elsewhere)

    def _logarithm(self, call: FunctionCall, term: str) -> Expression:
        """Return a logarithm: those to 2 and 10 are functions of their own, as in R."""
        names = [argument.name for argument in call.arguments]
        if names not in ([None], ["x"], [None, None], [None, "base"], ["x", "base"]):
            raise not_exported(term, "log() has arguments in an unusual order")
        x = self.of(call.operands[0], term)
        if len(names) == 1:
            return Apply("log", (x,))
        base = Number(self.constants.number(call.operands[1], term))
        if base.value in (2.0, 10.0):
            return Apply(f"log{base.value:.0f}", (x,))
        return Apply("/", (Apply("log", (x,)), Apply("log", (base,))))

    def _rounded(self, call: FunctionCall, term: str) -> Expression:
        """Return a rounded number: whole ones, of two the even one, or of digits."""
        names = [argument.name for argument in call.arguments]
        if names not in ([None], ["x"], [None, None], [None, "digits"], ["x", "digits"]):
            raise not_exported(term, "round() has arguments in an unusual order")
        x = self.of(call.operands[0], term)
        digits = self.constants.number(call.operands[1], term) if len(names) == 2 else 0.0
        if digits == 0:
            return Apply("round", (x,))
        if abs(digits) > MOST_DIGITS:
            raise not_exported(term, f"round() goes to {MOST_DIGITS} digits in targets")
        return rounded_to_digits(x, math.floor(digits + 0.5), term, self.keep)

    def _missing(self, call: FunctionCall, term: str) -> Expression:
        """Return whether a column is missing; of what is computed a target may not know."""
        node = call.operands[0] if len(call.operands) == 1 else None
        if not isinstance(node, Name) or len(call.arguments) > 1:
            raise not_exported(
                term,
                "is.na() is asked of something else than a column, and targets do not tell what is "
                "infinite from what is missing",
            )
        self.inputs.meet(node.name, "number")
        return Apply("is.na", (Read(node.name),))

    def _member(self, call: FunctionCall, term: str) -> Expression:
        """Return whether a column is one of some texts or numbers; what is missing is none."""
        left, right = call.operands
        if not isinstance(left, Name) or self.constants.columns_in(right):
            raise not_exported(term, "%in% asks something else than a column, or for one")
        keys: list[str | float] = self.constants.values(right, term)
        text = isinstance(keys[0], str)
        self.inputs.meet(
            left.name, "text" if text else "number", list(map(str, keys)) if text else ()
        )
        if (self.inputs.kinds[left.name] == "text") != text:
            raise not_exported(term, f"'{left.name}' is used as a number and as text")
        column = Read(left.name)
        chosen = Match(column, tuple(keys), (ONE,) * len(keys), ZERO)
        return Compare(Apply("is.na", (column,)), "!=", ZERO, ZERO, chosen)


_OWN_ARGUMENTS = {
    "%in%": NumberTerms._member,
    "is.na": NumberTerms._missing,
    "log": NumberTerms._logarithm,
    "round": NumberTerms._rounded,
}


def _operator(name: str, operands: Sequence[Expression]) -> Expression:
    if len(operands) == 1:
        return operands[0] if name == "+" else Apply("negative", tuple(operands))
    if name == "^" and isinstance(operands[1], Number) and operands[1].value in (0.0, 1.0, 2.0):
        return _simple_power(operands[0], operands[1].value)
    return Apply(name, tuple(operands))


def _simple_power(base: Expression, exponent: float) -> Expression:
    """Return a power that needs no computing; x^0 is 1 for a missing x too, as in R."""
    if exponent == 0.0:
        return ONE
    return base if exponent == 1.0 else Apply("*", (base, base))


# Choices -----------------------------------------------------------------------------------------


def _is_true(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    return Compare(condition, "!=", ZERO, then, otherwise)


def _truth(expression: Expression) -> Expression:
    """Return 0 or 1 for a number, which is true unless it is 0."""
    plain = isinstance(expression, (Compare, Match)) and {
        *(expression.values if isinstance(expression, Match) else (expression.then,)),
        expression.otherwise,
    } <= {ONE, ZERO}
    return expression if plain else _is_true(expression, ONE, ZERO)


def _if_else(operands: Sequence[Expression]) -> Expression | None:
    return _is_true(operands[0], operands[1], operands[2]) if len(operands) == 3 else None


def _joined(function: str) -> Callable[[Sequence[Expression]], Expression | None]:
    def joined(operands: Sequence[Expression]) -> Expression | None:
        return Apply(function, tuple(map(_truth, operands))) if len(operands) == 2 else None

    return joined


def _not(operands: Sequence[Expression]) -> Expression | None:
    return _is_true(operands[0], ZERO, ONE) if len(operands) == 1 else None


def _smaller(a: Expression, b: Expression) -> Expression:
    return Compare(a, "<=", b, a, b)


def _larger(a: Expression, b: Expression) -> Expression:
    return Compare(a, ">=", b, a, b)


def _sign(operands: Sequence[Expression]) -> Expression | None:
    (x,) = operands
    return Interval(x, (0.0,), (Number(-1.0), Compare(x, "==", ZERO, ZERO, ONE)))


_CHOICES: dict[str, Callable[[Sequence[Expression]], Expression | None]] = {
    "ifelse": _if_else,
    "atan2": lambda operands: Apply("atan2", tuple(operands)) if len(operands) == 2 else None,
    "&": _joined("and"),
    "|": _joined("or"),
    "!": _not,
    "pmin": lambda operands: functools.reduce(_smaller, operands),
    "pmax": lambda operands: functools.reduce(_larger, operands),
    "sign": lambda operands: _sign(operands) if len(operands) == 1 else None,
}
