"""The algebra of terms: from an expression to variables, terms and the intercept.

A term is a set of variables. It is kept as an integer whose bit i says that variable i takes part,
so that ``:`` is ``|`` and "is part of" is one mask. Nothing here knows of values.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from pynnet._caching import kept
from pynnet._errors import FormulaError, RWarning, warn

from ..limits import MOST_SEQUENCES
from .deparse import deparse, quoted_name, wrapped
from .error_places import place
from .expressions import Call, Constant, Name, Node, Number, depth, walk
from .parser import parse

__all__ = ["Terms", "Variable", "expand", "members", "terms_of"]

_MANY = 10**6  # terms of a product; beyond it memory would go before patience does
_DEEPEST = 100  # calls inside one another in a variable

_Set = dict[int, None]  # an ordered set of terms


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the model: an expression that is evaluated as one.

    `label` stands in column names and term labels, `name` in the model frame; R writes ``1L`` and
    names in backquotes differently in the two.
    """

    expression: Node
    label: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What a formula means: its variables and the terms in R's order.

    `in_terms` are the numbers of the variables that stand in terms. Two readings are not compared:
    what follows from one is kept by the object itself.
    """

    text: str
    expanded_text: str
    variables: tuple[Variable, ...]
    has_response: bool
    terms: tuple[int, ...]
    intercept: bool
    offsets: tuple[int, ...]
    in_terms: tuple[int, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """R's labels of the terms: ``x``, ``g:x``."""
        return tuple(
            ":".join(self.variables[i].label for i in members(term)) for term in self.terms
        )


def members(term: int) -> tuple[int, ...]:
    """Return the numbers of a term's variables in ascending order."""
    found = []
    while term:
        lowest = term & -term
        found.append(lowest.bit_length() - 1)
        term ^= lowest
    return tuple(found)


def terms_of(formula: str, columns: tuple[str, ...]) -> Terms:
    """Return what a formula means; `columns` are what ``.`` may stand for."""
    return _told(*_read(formula, columns))


def expand(formula: Node, columns: Sequence[str]) -> Terms:
    """Give a formula that was parsed its meaning."""
    return _told(*_expanded(formula, columns))


@kept
def _read(formula: str, columns: tuple[str, ...]) -> tuple[Terms, int]:
    return _expanded(parse(formula), columns)


def _told(terms: Terms, found: int) -> Terms:
    """Warn as R does if not all variables were found before the terms were made."""
    if len(terms.variables) != found:
        warn(
            f"'varlist' has changed (from nvar={found}) to new {len(terms.variables)} "
            "after EncodeVars() -- should no longer happen!",
            RWarning,
        )
    return terms


def _expanded(formula: Node, columns: Sequence[str]) -> tuple[Terms, int]:
    """Return the meaning, and how many variables were found before the terms were made."""
    if not (isinstance(formula, Call) and formula.function == "~"):
        raise FormulaError(
            "invalid formula: it has no ~. Write the response, ~ and the predictors, as in 'y ~ x'."
        )
    response = formula.operands[0] if len(formula.operands) == 2 else None
    right = formula.operands[-1]
    symbols = _symbols(response) if response is not None else frozenset()
    dot = tuple(column for column in columns if column not in symbols)
    algebra = _Algebra(dot)
    if response is not None:
        algebra.register(response)
    intercept = algebra.collect(right)
    found = len(algebra.variables)
    terms = algebra.encode(right)
    variables = tuple(algebra.variables)
    first = int(response is not None)
    offsets = tuple(
        i for i, v in enumerate(variables) if i >= first and v.label.startswith("offset(")
    )
    excluded = sum(1 << i for i in offsets)
    ordered = tuple(sorted((t for t in terms if not t & excluded), key=int.bit_count))
    meaning = Terms(
        text=deparse(formula, integer_suffix=True),
        expanded_text=deparse(formula, integer_suffix=True, dot=" + ".join(map(quoted_name, dot))),
        variables=variables,
        has_response=response is not None,
        terms=ordered,
        intercept=intercept,
        offsets=offsets,
        in_terms=members(functools.reduce(operator.or_, ordered, 0)),
    )
    return meaning, found


def _symbols(node: Node) -> frozenset[str]:
    """Return all names in an expression, those of functions too."""
    return frozenset(
        n.name if isinstance(n, Name) else n.function
        for n in walk(node)
        if isinstance(n, (Name, Call))
    )


def _variable(node: Node) -> Variable:
    if isinstance(node, Name):
        return Variable(node, quoted_name(node.name), node.name)
    return Variable(node, wrapped(node), wrapped(node, integer_suffix=True).replace("\n", " "))


def _check_call(call: Call) -> None:
    """Raise if a variable is nested too deeply, or would make too many sequences."""
    if depth(call) > _DEEPEST:
        message = f"a call in the formula is nested too deeply (more than {_DEEPEST} levels). "
        raise place(FormulaError(message + "Compute it as a column of the data."), call)
    if sum(isinstance(n, Call) and n.function == ":" for n in walk(call)) > MOST_SEQUENCES:
        message = f"there are more than {MOST_SEQUENCES} sequences a:b in one variable."
        raise place(FormulaError(message), call)


class _Algebra:
    """The variables found so far, and the operators that make terms of them."""

    def __init__(self, dot: tuple[str, ...]) -> None:
        self.dot = dot
        self.variables: list[Variable] = []
        self.numbers: dict[Node, int] = {}

    def register(self, node: Node) -> int:
        """Return the number of a variable, a new one if it was not seen before."""
        if isinstance(node, Call):
            _check_call(node)
        if node not in self.numbers:
            self.numbers[node] = len(self.variables)
            self.variables.append(_variable(node))
        return self.numbers[node]

    def collect(self, node: Node) -> bool:
        """Register the variables from left to right; return whether there is an intercept.

        Once ``.`` was read R leaves bare names to be found while the terms are made.
        """
        intercept = True
        dot_seen = False
        stack = [(node, True)]
        while stack:
            node, positive = stack.pop()
            operands = _operands(node)
            if operands is not None:
                flipped = positive != (isinstance(node, Call) and node.function == "-")
                signs = [positive] * (len(operands) - 1) + [flipped]
                stack.extend(reversed(list(zip(operands, signs, strict=True))))
            elif isinstance(node, Name) and node.name == ".":
                dot_seen = True
                for column in self.dot:
                    self.register(Name(column))
            elif (one := _switch(node)) is not None:
                intercept = one == positive
            elif not (_is_null(node) or (dot_seen and isinstance(node, Name))):
                self.register(node)
        return intercept

    def encode(self, node: Node) -> _Set:
        """Return the terms of an expression; chains of operators are unrolled from the left."""
        chain: list[Call] = []
        while isinstance(node, Call) and (_is_power(node) or len(_operands(node) or ()) == 2):
            chain.append(node)
            node = node.operands[0]
        terms = self.encode_operand(node)
        for call in reversed(chain):
            if call.function == "^":
                terms = _power(terms, call.operands[1])
            else:
                terms = _OPERATORS[call.function](terms, self.encode(call.operands[1]))
        return terms

    def encode_operand(self, node: Node) -> _Set:
        """Return the terms of what is no binary operator."""
        if isinstance(node, Name) and node.name == ".":
            return {1 << self.register(Name(column)): None for column in self.dot}
        if _switch(node) is not None or _is_null(node):
            return {}
        if isinstance(node, Call) and _operands(node) is not None:
            return {} if node.function == "-" else self.encode(node.operands[0])
        return {1 << self.register(node): None}


def _operands(node: Node) -> tuple[Node, ...] | None:
    """Return the operands of a formula operator that are themselves formula; None for the rest."""
    if not isinstance(node, Call):
        return None
    if node.function == "~":
        raise place(FormulaError("invalid model formula: it has more than one ~."), node)
    if _is_power(node):
        return node.operands[:1]
    if node.function == "(" or node.function in _OPERATORS:
        return node.operands
    return None


def _is_power(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "^"


def _is_null(node: Node) -> bool:
    return isinstance(node, Constant) and node.name == "NULL"


def _switch(node: Node) -> bool | None:
    """Return whether a literal switches the intercept on or off; None for names and calls."""
    if isinstance(node, (Name, Call)) or _is_null(node):
        return None
    if isinstance(node, Number) and node.value in (0, 1):
        return node.value == 1
    if isinstance(node, Constant) and node.name in ("TRUE", "FALSE"):
        return node.name == "TRUE"
    message = f"invalid model formula in ExtractVars: {deparse(node)} is no term. "
    remedy = "Only 0 and 1 may stand alone; arithmetic goes inside I(), as in I(2 * x)."
    raise place(FormulaError(message + remedy), node)


def _union(left: _Set, right: _Set) -> _Set:
    left.update(right)  # in place, so that a sum of n terms costs n steps
    return left


def _without(left: _Set, right: _Set) -> _Set:
    for term in right:
        left.pop(term, None)
    return left


def _interaction(left: _Set, right: _Set) -> _Set:
    if len(left) * len(right) > _MANY:
        raise FormulaError(f"the formula expands to more than {_MANY} terms.")
    return {a | b: None for a in left for b in right}


def _cross(left: _Set, right: _Set) -> _Set:
    return {**left, **right, **_interaction(left, right)} if left else {}


def _all(terms: _Set) -> int:
    everything = 0
    for term in terms:
        everything |= term
    return everything


def _nest(left: _Set, right: _Set) -> _Set:
    parents = _all(left)
    return {**left, **{parents | term: None for term in right}} if left else {}


def _within(left: _Set, right: _Set) -> _Set:
    parents = _all(right)
    return {term | parents: None for term in left}


def _power(terms: _Set, exponent: Node) -> _Set:
    """Join a list of terms with itself; it stops growing long before a large power."""
    if not (isinstance(exponent, Number) and exponent.value >= 2 and exponent.value % 1 == 0):
        message = f"invalid power in formula: {deparse(exponent)} is no whole number from 2 up. "
        raise place(FormulaError(message + "A power of a variable is written I(x^2)."), exponent)
    grown = terms
    for _ in range(int(min(exponent.value, _MANY)) - 1):
        before = list(grown)
        grown = _interaction(grown, terms)
        if list(grown) == before:
            break
    return grown


_OPERATORS = {
    "+": _union,
    "-": _without,
    ":": _interaction,
    "*": _cross,
    "/": _nest,
    "%in%": _within,
}
