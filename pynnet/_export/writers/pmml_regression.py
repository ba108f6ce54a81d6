"""Fits without hidden units as regression models of PMML: a table of coefficients for each class.

Probabilities are the softmax of what the tables give. With two classes R's are those of the
logistic function, which it cuts off: exactly 0 or 1 where the linear predictor is beyond 15. So the
class that loses there gets a predictor that takes all chance from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from ..scoring import ONE, ZERO, Apply, Compare, Expression, Match, Number, Program, Read
from .pmml_expressions import CUT, FAR, Expressions, follows, is_indicator, number_text, xml_text

__all__ = ["Regression", "is_regression"]

_ORDER = ("NumericPredictor", "CategoricalPredictor", "PredictorTerm")


def is_regression(program: Program) -> bool:
    """Whether a program chooses between classes without hidden units."""
    chooses = program.unit == "softmax" or (
        program.unit == "logistic" and len(program.outputs) == 1 and program.classes is not None
    )
    return chooses and not len(program.hidden)


@dataclass(frozen=True, slots=True)
class _Predictor:
    """What a table has a coefficient for: a number, a level of a factor, or a product."""

    element: str
    value: Expression
    attributes: dict[str, str]
    factors: tuple[str, ...] = ()

    @property
    def is_check(self) -> bool:
        """Whether it is always 0, and only missing where a row is not complete."""
        return isinstance(self.value, Apply) and self.value.arguments[0] == ZERO

    def write(self, table: Element, coefficient: float) -> None:
        made = SubElement(table, self.element, attrib=self.attributes)
        made.set("coefficient", number_text(coefficient))
        for name in self.factors:
            SubElement(made, "FieldRef", field=name)


_Row = tuple[float, list[tuple[_Predictor, float]]]


@dataclass(slots=True)
class Regression:
    """A regression model; `labels` are its classes."""

    program: Program
    said: Expressions
    labels: tuple[str, ...]
    there: set[Expression] = field(default_factory=set)

    kind: ClassVar[str] = "RegressionModel"
    attributes: ClassVar[dict[str, str]] = {
        "functionName": "classification",
        "normalizationMethod": "softmax",
    }

    def elements(self) -> list[Element]:
        """Add derived fields, and return a table for each class."""
        tables = []
        for label, (intercept, predictors) in zip(self.labels, self._rows(), strict=True):
            table = Element("RegressionTable", intercept=number_text(intercept))
            table.set("targetCategory", xml_text(label))
            for one, coefficient in sorted(predictors, key=lambda p: _ORDER.index(p[0].element)):
                one.write(table, coefficient)
            tables.append(table)
        return tables

    def _rows(self) -> list[_Row]:
        """Add derived fields; return the intercept and the coefficients of each class."""
        program = self.program
        self.said.known.update({_truth(one): self.said.known[one] for one in self._truths})
        made = [self._predictor(step.value, step.name) for step in program.columns]
        checks = [(check, 1.0) for check in self._checks()]
        rows: list[_Row] = []
        for bias, *weights in program.output.tolist():
            pairs = list(zip(made, weights, program.columns, strict=True))
            constant = [w * c.value.value for _, w, c in pairs if isinstance(c.value, Number)]
            coefficients = [(p, w) for p, w, _ in pairs if p is not None]
            varies = any(w for _, w in coefficients)
            rows.append((bias + sum(constant), [*coefficients, *checks] if varies else []))
        if not any(predictors for _, predictors in rows):  # what is missing is missing there too
            rows[-1] = (rows[-1][0], [*((p, 0.0) for p in made if p is not None), *checks])
        return rows if len(rows) > 1 else self._of_two(rows[0])

    # Predictors ------------------------------------------------------------------------------

    def _predictor(self, value: Expression, name: str) -> _Predictor | None:
        """Return the predictor of a column of the design; None if it is constant."""
        if isinstance(value, Number):
            return None
        if isinstance(value, Match) and self._is_level(value):
            kept = {"name": self.said.known[value.source], "value": xml_text(_level(value))}
            return _Predictor("CategoricalPredictor", value, kept)
        factors = list(_factors(value))
        if len(factors) > 1 and not any(isinstance(factor, Number) for factor in factors):
            names = tuple(self._field(factor, "part") for factor in factors)
            return _Predictor("PredictorTerm", value, {"name": xml_text(name)}, names)
        return self._number(value, name)

    def _number(self, value: Expression, name: str) -> _Predictor:
        return _Predictor("NumericPredictor", value, {"name": self._field(value, name)})

    def _field(self, value: Expression, name: str) -> str:
        """Return the field of a value, which is missing where the value is."""
        self.there.add(value)
        if isinstance(value, Match) and self._is_level(value):
            assert isinstance(value.source, Read)
            return self.said.field_of(value, f"{value.source.name} is {_level(value)}")
        if isinstance(value, Compare) and value.left in self._truths:
            self.there.add(value.left)
        return self.said.field_of(value, name)

    @property
    def _truths(self) -> list[Expression]:
        """What reads logical columns, as 0 and 1."""
        return [Read(one.name) for one in self.program.inputs if one.kind == "truth"]

    def _is_level(self, value: Match) -> bool:
        one = self.said.texts.get(value.source)
        return one is not None and is_indicator(one, value)

    def _checks(self) -> Iterator[_Predictor]:
        """Give predictors that are 0, or missing where a row is not complete.

        A level of a factor that is missing counts as another level in a regression table.
        """
        for value in dict.fromkeys(map(self._shortened, self.program.required)):
            if not isinstance(value, Number) and not follows(value, self.there):
                yield self._number(Apply("*", (ZERO, value)), "complete")

    def _shortened(self, value: Expression) -> Expression:
        """Return what is missing where a value is: of a factor whether it has the first level."""
        if isinstance(value, Compare) and value.left in self._truths:
            return value.left
        one = self.said.texts.get(value.source) if isinstance(value, Match) else None
        if one is None or not isinstance(value, Match) or set(value.keys) != set(one.levels):
            return value
        chosen = (ONE, *[ZERO] * (len(value.keys) - 1))
        return Match(value.source, value.keys, chosen)

    # Two classes -----------------------------------------------------------------------------

    def _of_two(self, row: _Row) -> list[_Row]:
        """Return the tables of both classes, the first of which is the reference."""
        intercept, predictors = row
        varying = [(p, w) for p, w in predictors if not p.is_check]
        bounded = all(p.element == "CategoricalPredictor" for p, _ in varying)
        if bounded and abs(intercept) + sum(abs(w) for _, w in varying) <= CUT:
            return [(0.0, []), row]
        terms = [Apply("*", (Number(w), p.value)) for p, w in varying]
        net = _balanced_sum([Number(intercept), *terms])
        self.said.field_of(net, "linear predictor")
        above = self._number(Compare(net, ">", Number(CUT)), f"above {CUT:.0f}")
        below = self._number(Compare(net, "<", Number(-CUT)), f"below -{CUT:.0f}")
        return [(0.0, [(above, -FAR)]), (intercept, [*predictors, (below, -FAR)])]


def _truth(read: Expression) -> Expression:
    return Compare(read, "!=", ZERO)


def _level(indicator: Match) -> str:
    """Return the level that an indicator is 1 for."""
    pairs = zip(indicator.keys, indicator.values, strict=True)
    return next(str(key) for key, value in pairs if value == ONE)


def _factors(value: Expression) -> Iterator[Expression]:
    """Give the factors of a product, in their order."""
    if isinstance(value, Apply) and value.function == "*":
        for argument in value.arguments:
            yield from _factors(argument)
    else:
        yield value


def _balanced_sum(terms: Sequence[Expression]) -> Expression:
    """Return a sum in which no term is deep."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return Apply("+", (_balanced_sum(terms[:middle]), _balanced_sum(terms[middle:])))
