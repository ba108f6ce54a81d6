"""Factors of a formula as choices: a value for each level of a column, an interval or a truth."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pynnet._data import levels_of
from pynnet._formula import Argument, FunctionCall, Name, Node
from pynnet._formula import Number as Numeral
from pynnet._ground import TRUTHS

from .bases import Keep
from .constants import Constants, not_exported
from .expressions import MISSING, Apply, Compare, Expression, Interval, Match, Number, Read
from .inputs import Inputs, number_of_level
from .joined_levels import JOINING, parts_of_levels
from .numbers_of_terms import NumberTerms

__all__ = ["Coded", "LevelTerms"]

Coded = Callable[[Mapping[str, float]], Expression]
"""Gives the expression that has a value for each level."""

_KEEPING = ("(", "C", "as.character", "as.factor", "as.ordered", "factor", "ordered", "relevel")


@dataclass(frozen=True, slots=True)
class LevelTerms:
    """Makes choices of factors; what it meets becomes an input."""

    constants: Constants
    inputs: Inputs
    numbers: NumberTerms
    keep: Keep

    def of(self, node: Node, levels: tuple[str, ...], term: str, *, known: str = "") -> Coded:
        """Return how values are chosen by the levels of a node; `known` is R's class of a column.

        Raises
        ------
        FormulaError
            If no target can say it: the message names the term.
        """
        if any(type(level) is not str for level in levels):
            raise not_exported(term, "a level stands for what is missing")
        if isinstance(node, Name) and self.constants.columns_in(node):
            return self._column(node.name, levels, term, known)
        if not isinstance(node, FunctionCall):
            raise not_exported(term, "it has no column")
        self.constants.refuse_own(node, term)
        if node.function in _KEEPING and node.operands:
            if any(a.name == "labels" for a in node.arguments) or _third(node):
                raise not_exported(term, f"{node.function}(labels=) renames levels")
            return self.of(node.operands[0], levels, term)
        if node.function == "cut":
            return self._intervals(node, term)
        if node.function in JOINING:
            return self._joined(node, levels, term)
        number = self.numbers.of(node, term)
        if set(levels) <= set(TRUTHS):
            return _of_truth(number)
        return self._of_numbers(number, levels, term)

    def _column(self, name: str, levels: tuple[str, ...], term: str, known: str) -> Coded:
        kind = self.inputs.kinds.get(name)
        if kind is None and not known:  # within factor(), which says nothing of the column
            if all(number_of_level(level) is not None for level in levels):
                kind = "number"
            elif set(levels) <= set(TRUTHS):
                kind = "truth"
        self.inputs.meet(name, kind or "text", levels)
        if kind == "truth":
            return _of_truth(Read(name))
        if kind == "number":
            return self._of_numbers(Read(name), levels, term)
        return lambda values: Match(Read(name), tuple(values), _numbers(values))

    def _of_numbers(self, number: Expression, levels: tuple[str, ...], term: str) -> Coded:
        """Return the choice by the numbers whose texts the levels are."""
        keys = {level: number_of_level(level) for level in levels}
        if None in keys.values():
            raise not_exported(term, "its levels are not those of numbers")

        def coded(values: Mapping[str, float]) -> Expression:
            found: tuple[str | float, ...] = tuple(
                key for level in values if (key := keys[level]) is not None
            )
            return Match(number, found, _numbers(values))

        return coded

    def _joined(self, call: FunctionCall, levels: tuple[str, ...], term: str) -> Coded:
        """Return the choice by the parts that levels are joined of, each of which has a number."""
        joined = parts_of_levels(call, levels, term, self.constants)
        codes = dict.fromkeys(levels, 0.0)
        total: Expression | None = None
        stride = 1.0
        for node, texts in joined:
            own = {text: float(k) for k, text in enumerate(dict.fromkeys(texts))}
            number = self.of(node, tuple(own), term)({t: stride * k for t, k in own.items()})
            total = number if total is None else Apply("+", (total, number))
            for level, text in zip(levels, texts, strict=True):
                codes[level] += stride * own[text]
            stride *= len(own)
        assert total is not None
        code = self.keep(f"{term}, combination", total)
        return lambda values: Match(code, tuple(codes[t] for t in values), _numbers(values))

    def _intervals(self, call: FunctionCall, term: str) -> Coded:
        """Return the choice by the intervals of ``cut``, found by cutting points of each."""
        place = next((k for k, a in enumerate(call.arguments) if a.name == "x"), 0)
        inner = call.arguments[place].value
        others = [a for k, a in enumerate(call.arguments) if k != place]
        if (
            inner is None
            or not others
            or any(a.value is None or self.constants.columns_in(a.value) for a in others)
        ):
            raise not_exported(term, "cut() has other arguments than numbers")
        named = [a for a in others if a.name == "breaks"] or [a for a in others if a.name is None]
        breaks: Any = self.constants.value(named[0].value, term) if named else None  # type: ignore[arg-type]
        if not isinstance(breaks, np.ndarray) or breaks.dtype.kind != "f" or len(breaks) < 2:
            raise not_exported(term, "cut() divides the range of all rows: pass it the breaks")
        ends = sorted({float(end) for end in breaks if np.isfinite(end)})
        if not ends:
            raise not_exported(term, "cut() has no finite breaks")
        between = [(a + b) / 2 for a, b in itertools.pairwise(ends)]
        inside = [ends[0] - 1.0, *between, ends[-1] + 1.0]
        at = self._levels_at(call, place, [*inside, *ends], term)
        inside_at, ends_at = at[: len(inside)], at[len(inside) :]
        closed_right = all(a == b for a, b in zip(ends_at[1:], inside_at[1:-1], strict=True))
        point = self.numbers.of(inner, term)

        def coded(values: Mapping[str, float]) -> Expression:
            choose = [
                Number(values[t]) if t is not None and t in values else MISSING
                for t in (*inside_at, *ends_at)
            ]
            regular = choose[: len(inside)]
            made: Expression = Interval(point, tuple(ends), tuple(regular), closed_right)
            beside = regular[:-1] if closed_right else regular[1:]
            for end, own, usual, text in zip(
                ends, choose[len(inside) :], beside, ends_at, strict=True
            ):
                if own is not usual and text is not None and own != usual:
                    made = Compare(point, "==", Number(end), own, made)
            return made

        return coded

    def _levels_at(
        self, call: FunctionCall, place: int, points: list[float], term: str
    ) -> list[str | None]:
        """Return the level of each of some numbers."""
        arguments = list(call.arguments)
        written = FunctionCall("c", tuple(Argument(_numeral(point)) for point in points))
        arguments[place] = replace(arguments[place], value=written)
        value = self.constants.value(replace(call, arguments=tuple(arguments)), term)
        if not isinstance(value, pd.Categorical):
            raise not_exported(term, "cut(labels = FALSE) gives numbers")
        levels = levels_of(value)
        return [None if code < 0 else levels[code] for code in value.codes]


def _third(call: FunctionCall) -> bool:
    """Whether ``factor(x, levels, labels)`` has its labels by position."""
    return (
        call.function in ("factor", "ordered")
        and len([a for a in call.arguments if a.name is None]) > 2
    )


def _numeral(value: float) -> Node:
    if value < 0:
        return FunctionCall("-", (Argument(Numeral(-value)),))
    return Numeral(value)


def _numbers(values: Mapping[str, float]) -> tuple[Number, ...]:
    return tuple(Number(value) for value in values.values())


def _of_truth(number: Expression) -> Coded:
    def coded(values: Mapping[str, float]) -> Expression:
        no, yes = (Number(values[t]) if t in values else MISSING for t in TRUTHS)
        return Compare(number, "!=", Number(0.0), yes, no)

    return coded
