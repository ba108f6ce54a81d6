"""Expressions of scoring programs as those of PMML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from xml.etree.ElementTree import Element, SubElement

from pynnet._ground import DataError, shown

from ..scoring import (
    MISSING,
    ONE,
    ZERO,
    Apply,
    Compare,
    Expression,
    Input,
    Interval,
    Match,
    Number,
)
from .names import Names
from .substitutes import SUBSTITUTES

__all__ = ["CUT", "Expressions", "FAR", "follows", "is_indicator", "number_text", "xml_text"]

CUT, FAR = 15.0, 1000.0  # where R cuts the logistic function off, and what is beyond doubt

_FUNCTIONS = {
    **{"log": "ln", "log1p": "ln1p", "^": "pow"},
    **{name: name for name in ("+", "-", "*", "/", "exp", "expm1", "log10", "sqrt", "abs")},
    **{name: name for name in ("sin", "cos", "tan", "asin", "acos", "atan")},
    **{"small floor": "floor", "small ceil": "ceil"},
    **{name: name for name in ("sinh", "cosh", "tanh")},
}
_SYMBOLS = {
    **{"<": "lessThan", "<=": "lessOrEqual", ">": "greaterThan", ">=": "greaterOrEqual"},
    **{"==": "equal", "!=": "notEqual"},
}
_DOMAINS = {
    "log": ((">", 0.0),),
    "log10": ((">", 0.0),),
    "log2": ((">", 0.0),),
    "log1p": ((">", -1.0),),
    "sqrt": ((">=", 0.0),),
    "asin": ((">=", -1.0), ("<=", 1.0)),
    "acos": ((">=", -1.0), ("<=", 1.0)),
    "acosh": ((">=", 1.0),),
    "atanh": ((">", -1.0), ("<", 1.0)),
}


def xml_text(text: str) -> str:
    """Return a text as it is, if XML can hold it."""
    for c in text:
        if (c < " " and c not in "\t\n\r") or "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff":
            raise DataError(f"PMML cannot hold the text {shown(text)}. Rename it before the fit.")
    return text


def number_text(value: float) -> str:
    """Return the shortest decimal that is read as the same double."""
    return repr(float(value))


@dataclass(slots=True)
class Expressions:
    """Writes expressions; what must be looked at before it is used becomes a field of its own.

    Scoring engines refuse a missing argument of any function but arithmetic: so arguments of others
    are fields, and the function stands behind the question whether these are missing.

    Attributes
    ----------
    parent : Element
        Where derived fields are added.
    names : Names
        The names of all fields.
    texts : dict
        Inputs of text by what reads them.
    known : dict
        The field of each expression that has one.
    """

    parent: Element
    names: Names
    texts: dict[Expression, Input] = dataclass_field(default_factory=dict)
    known: dict[Expression, str] = dataclass_field(default_factory=dict)

    def derive(self, name: str, expression: Expression) -> str:
        """Add a derived field behind those that it reads, and return its name."""
        made = Element("DerivedField")
        self.write(made, expression)
        given = self.names.give(xml_text(name))
        made.attrib.update({"name": given, "optype": "continuous", "dataType": "double"})
        self.parent.append(made)
        return given

    def field_of(self, expression: Expression, name: str) -> str:
        """Return the field of an expression; it gets one of that name if it has none."""
        if expression not in self.known:
            self.known[expression] = self.derive(name, expression)
        return self.known[expression]

    def derive_truth(self, name: str) -> str:
        """Add a derived field that is 1 where a field is true."""
        given = self.names.give(f"{name} is true")
        kind = {"name": given, "optype": "continuous", "dataType": "double"}
        made = SubElement(self.parent, "DerivedField", attrib=kind)
        SubElement(made, "NormDiscrete", field=name, value="true")
        return given

    def write(self, parent: Element, expression: Expression) -> None:
        """Write an expression below an element."""
        if isinstance(expression, Number):
            _constant(parent, expression)
        elif expression in self.known:
            SubElement(parent, "FieldRef", field=self.known[expression])
        elif isinstance(expression, Apply):
            self._apply(parent, expression)
        elif isinstance(expression, Compare):
            sides = [self._simple(side) for side in (expression.left, expression.right)]
            choice = SubElement(self._if_there(parent, sides), "Apply", function="if")
            self._call(choice, _SYMBOLS[expression.symbol], sides)
            self._branches(choice, [expression.then, expression.otherwise])
        elif isinstance(expression, Match):
            self._match(parent, expression)
        else:
            assert isinstance(expression, Interval)
            self._interval(parent, expression)

    def _simple(self, expression: Expression) -> Expression:
        """Return an expression that is a number or has a field; it gets one if it has none."""
        if not isinstance(expression, Number):
            self.field_of(expression, "part")
        return expression

    def _if_there(self, parent: Element, arguments: Sequence[Expression]) -> Element:
        """Return an element for what is to be asked only where no argument is missing."""
        for argument in arguments:
            if not isinstance(argument, Number):
                parent = SubElement(parent, "Apply", function="if")
                self._call(parent, "isNotMissing", [argument])
        return parent

    def _call(self, parent: Element, function: str, arguments: Sequence[Expression]) -> Element:
        call = SubElement(parent, "Apply", function=function)
        for argument in arguments:
            self.write(call, argument)
        return call

    def _branches(self, choice: Element, branches: Sequence[Expression]) -> None:
        for branch in branches[:-1]:
            self.write(choice, branch)
        if branches[-1] != MISSING:
            self.write(choice, branches[-1])

    def _apply(self, parent: Element, call: Apply) -> None:
        function, arguments = call.function, call.arguments
        if function in ("+", "-", "*"):
            self._call(parent, function, arguments)
        elif function == "negative":
            self._call(parent, "-", [ZERO, *arguments])
        elif function in ("and", "or"):
            self._joined(parent, call)
        elif function == "is.na":
            choice = SubElement(parent, "Apply", function="if")
            self._call(choice, "isMissing", arguments)
            self._branches(choice, [ONE, ZERO])
        elif function in ("floor", "ceil"):
            self.write(parent, _whole(function, self._simple(arguments[0])))
        elif function in _FUNCTIONS:
            simple = [self._simple(argument) for argument in arguments]
            parent = self._if_there(parent, simple)
            domain = _DOMAINS.get(function, ())
            if function == "/" and not isinstance(simple[1], Number):
                parent = SubElement(parent, "Apply", function="if")
                self._call(parent, "notEqual", [simple[1], ZERO])
            for symbol, end in domain:
                parent = SubElement(parent, "Apply", function="if")
                self._call(parent, _SYMBOLS[symbol], [simple[0], Number(end)])
            self._call(parent, _FUNCTIONS[function], simple)
        else:
            self.write(parent, SUBSTITUTES[function](*map(self._simple, arguments)))

    def _joined(self, parent: Element, call: Apply) -> None:
        """Write a conjunction or disjunction of 0 and 1, where one side may decide."""
        decisive, rest = (ZERO, "*") if call.function == "and" else (ONE, "+")
        for side in call.arguments:
            decides = self.names.give("part")
            kind = {"name": decides, "optype": "continuous", "dataType": "double"}
            simple = self._simple(side)
            made = SubElement(self.parent, "DerivedField", attrib=kind)
            there = self._if_there(made, [simple])
            choice = SubElement(there, "Apply", function="if")
            self._call(choice, "equal", [simple, decisive])
            self._branches(choice, [ONE, ZERO])
            if there is not made:
                _constant(there, ZERO)
            parent = SubElement(parent, "Apply", function="if")
            test = SubElement(parent, "Apply", function="equal")
            SubElement(test, "FieldRef", field=decides)
            _constant(test, ONE)
            self.write(parent, decisive)
        self._call(parent, rest, call.arguments)

    def _match(self, parent: Element, match: Match) -> None:
        one = self.texts.get(match.source)
        if one is not None and is_indicator(one, match):
            chosen = next(k for k, v in zip(match.keys, match.values, strict=True) if v == ONE)
            field = self.known[match.source]
            SubElement(parent, "NormDiscrete", field=field, value=xml_text(str(chosen)))
            return
        source = self._simple(match.source)
        parent = self._if_there(parent, [source])
        for key, value in zip(match.keys, match.values, strict=True):
            parent = SubElement(parent, "Apply", function="if")
            test = self._call(parent, "equal", [source])
            if isinstance(key, str):
                SubElement(test, "Constant", dataType="string").text = xml_text(key)
            else:
                _constant(test, Number(key))
            self.write(parent, value)
        self._branches(parent, [match.otherwise])

    def _interval(self, parent: Element, interval: Interval) -> None:
        symbol = "lessOrEqual" if interval.closed_right else "lessThan"
        point = self._simple(interval.point)
        parent = self._if_there(parent, [point])
        for end, value in zip(interval.ends, interval.values[:-1], strict=True):
            parent = SubElement(parent, "Apply", function="if")
            self._call(parent, symbol, [point, Number(end)])
            self.write(parent, value)
        self._branches(parent, [interval.values[-1]])


def follows(value: Expression, there: set[Expression]) -> bool:
    """Whether a value is there if columns are: it is one, or a choice by the same levels."""
    choices = {(one.source, one.keys) for one in there if isinstance(one, Match)}
    return value in there or (isinstance(value, Match) and (value.source, value.keys) in choices)


def is_indicator(one: Input, match: Match) -> bool:
    """Whether a choice is 1 for one level and 0 for the others, all of them known."""
    values = list(match.values)
    plain = values.count(ONE) == 1 and values.count(ZERO) == len(values) - 1
    return plain and (set(match.keys) == set(one.levels) or match.otherwise == ZERO)


def _whole(function: str, x: Expression) -> Expression:
    """Return a whole number, in engines in which it is an integer of 32 bits."""
    small = f"small {function}"
    size, many = Apply("abs", (x,)), Number(2.0**30)
    high = Apply("*", (Apply("small floor", (Apply("/", (x, many)),)), many))
    low = Apply(small, (Apply("-", (x, high)),))
    large = Compare(size, "<", Number(2.0**53), Apply("+", (high, low)), x)
    return Compare(size, "<", many, Apply("+", (Apply(small, (x,)), ZERO)), large)


def _constant(parent: Element, number: Number) -> None:
    if number.is_missing:
        SubElement(parent, "Constant", dataType="double", missing="true")
        return
    SubElement(parent, "Constant", dataType="double").text = number_text(number.value)
