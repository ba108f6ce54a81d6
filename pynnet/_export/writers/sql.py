"""Scoring programs as a query of SQL: a common table expression for each layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pynnet._ground import VERSION, ArgumentError, FloatArray, one_word, shown

from ..scoring import (
    MISSING,
    ONE,
    Apply,
    Compare,
    Expression,
    Input,
    Interval,
    Match,
    Number,
    Program,
    Read,
    Step,
    reads,
)
from .dialects import DIALECTS, Dialect, quoted_name, quoted_text
from .names import Names
from .remainders import with_remainders
from .table_columns import LARGEST, as_input, as_missing, refuse_columns_alike

__all__ = ["sql_of"]

_MOST_TERMS = 400  # of a sum without parentheses, whose depth SQLite limits
_SYMBOLS = {"==": "=", "!=": "<>"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "<>", "!=": "="}


def sql_of(program: Program, dialect: object, table: object, keep: object) -> str:
    """Return the query.

    Raises
    ------
    ArgumentError
        If an argument is wrong.
    DataError
        If SQL cannot hold a name or a level.
    """
    word = one_word("dialect", dialect, tuple(DIALECTS))
    where = _names_in("table", table)
    kept = _names_in("keep", keep, some=False)
    if len({name.casefold() for name in kept}) != len(kept):
        raise ArgumentError(f"keep must name each column once: got {shown(keep)}.")
    dialect = DIALECTS[word]
    refuse_columns_alike(program.inputs, dialect, word)
    names = Names((*where, *dialect.reserved), fold=True, longest=dialect.longest)
    return _Query(with_remainders(program), dialect, word, where, kept, names).text()


def _names_in(argument: str, given: Any, *, some: bool = True) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else given
    plain = isinstance(names, (list, tuple)) and all(type(name) is str for name in names)
    if not plain or (some and not names) or not all(names):
        wanted = "a name, or a list of schema and table" if some else "a name, or a list of names"
        raise ArgumentError(f"{argument} must be {wanted}: got {shown(given)}.")
    return tuple(names)


@dataclass(slots=True)
class _Query:
    program: Program
    dialect: Dialect
    word: str
    table: tuple[str, ...]
    keep: tuple[str, ...]
    names: Names
    known: dict[Read, str] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    last: str = ""
    nets: list[str] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the query, with what it is above it."""
        self._inputs()
        self._steps()
        columns = self._design()
        complete = self._hidden(columns)
        selected = self._outputs(complete)
        head = "".join(f"-- {_one_line(line)}\n" for line in self._head())
        tables = ",\n".join(self.tables)
        return f"{head}WITH {tables}\nSELECT\n{_listed(selected)}\nFROM {self.last};\n"

    def _head(self) -> list[str]:
        program = self.program
        lines = [f"{program.title}, written by pynnet {VERSION} for {self.word} SQL."]
        if program.formula is not None:
            lines.append(program.formula)
        lines.append("NULL where an input is missing, or has a level that the model does not know.")
        if self.word == "sqlite":
            lines += [
                "Where SQLite was built without exp() and its like, define them:",
                "connection.create_function('exp', 1, math.exp, deterministic=True)",
            ]
        return lines

    # From the table to the design ------------------------------------------------------------

    def _add(self, name: str, items: Iterable[str], source: str, *, every: bool = True) -> None:
        """Add a table of what came before and some further columns."""
        table = quoted_name(self.names.give(name))
        listed = _listed([*(["*"] if every else []), *items])
        self.tables.append(
            f"{table} AS {self.dialect.materialized}(\n  SELECT\n{listed}\n  FROM {source}\n)"
        )
        self.last = table

    def _column(self, wanted: str) -> str:
        return quoted_name(self.names.give(wanted))

    def _inputs(self) -> None:
        # SQLite takes a name in quotes that it does not find for a text, but for one of a table.
        table = quoted_name(self.names.give("data"))
        self.kept = [self._column(name) for name in self.keep]
        items = [
            f"{table}.{quoted_name(name)} AS {kept}"
            for name, kept in zip(self.keep, self.kept, strict=True)
        ]
        asked = set(self.program.calls("is.na"))
        for one in self.program.inputs:
            column = f"{table}.{quoted_name(one.name)}"
            name = self.known[Read(one.name)] = self._column(one.name)
            items.append(f"{as_input(one, column, self.dialect)} AS {name}")
            if _absence(one) in asked:
                self.absent[name] = self._column(f"{one.name} is missing")
                items.append(f"{as_missing(one, column, self.dialect)} AS {self.absent[name]}")
        source = f"{'.'.join(map(quoted_name, self.table))} AS {table}"
        items = items or [f"1 AS {self._column('row')}"]
        self._add("inputs", items, source, every=False)

    def _steps(self) -> None:
        """Add a table for each generation of steps: one reads those before it alone."""
        generation: dict[Read, int] = {}
        stages: list[list[Step]] = []
        for step in self.program.steps:
            own = Read(step.name, is_step=True)
            before = [generation[one] for one in reads(step.value) if one.is_step]
            generation[own] = stage = 1 + max(before, default=-1)
            if stage == len(stages):
                stages.append([])
            stages[stage].append(step)
        for stage_of in stages:
            items = []
            for step in stage_of:
                said = self.say(step.value)
                name = self.known[Read(step.name, is_step=True)] = self._column(step.name)
                items.append(f"{said} AS {name}")
            self._add("terms", items, self.last)

    def _design(self) -> list[str]:
        """Add the columns of the design that are computed; return all, "" for the constant 1."""
        columns, items = [], []
        for step in self.program.columns:
            value = step.value
            if value == ONE:
                columns.append("")
            elif isinstance(value, Read):
                columns.append(self.known[value])
            else:
                said = self.say(value)
                columns.append(self._column(step.name))
                items.append(f"{said} AS {columns[-1]}")
        if items:
            self._add("design", items, self.last)
        return columns

    # The network -----------------------------------------------------------------------------

    def _hidden(self, columns: list[str]) -> str:
        """Add the hidden units and the net inputs of the outputs; return what says all is there."""
        program = self.program
        checks: dict[str, None] = {}
        for step, column in zip(program.columns, columns, strict=True):
            there = isinstance(step.value, (Read, Match))  # finite, then
            if column:
                checks[f"{column} IS NOT NULL" if there else f"{column} {_finite()}"] = None
        for one in program.required:
            if not isinstance(one, Number):
                checks[f"{_enclosed(self.say(one))} IS NOT NULL"] = None
        complete = self._column("complete")
        whole = _joined(list(checks), "AND") or "1 = 1"
        items = [f"CASE WHEN {whole} THEN 1 END AS {complete}"]
        units: list[str] = []
        if len(program.hidden):
            net = [self._column(f"z{j + 1}") for j in range(len(program.hidden))]
            items += self._sums(program.hidden, columns, net)
            self._add("hidden_inputs", items, self.last)
            units = [self._column(f"h{j + 1}") for j in range(len(net))]
            said = [f"{self._logistic(z)} AS {h}" for z, h in zip(net, units, strict=True)]
            self._add("hidden_units", said, self.last)
            items = []
        sources = [*units, *(columns if program.skip else [])]
        self.nets = [self._column(f"o{k + 1}") for k in range(len(program.outputs))]
        items += self._sums(program.output, sources, self.nets)
        self._add("output_inputs", items, self.last)
        return complete

    def _sums(self, weights: FloatArray, sources: Sequence[str], names: Sequence[str]) -> list[str]:
        made = []
        for row, name in zip(weights.tolist(), names, strict=True):
            terms = [self.dialect.number(row[0])] if row[0] else []
            for weight, source in zip(row[1:], sources, strict=True):
                number = self.dialect.number(weight)
                if weight:
                    terms.append(f"{number} * {source}" if source else number)
            made.append(f"{_joined(terms or [self.dialect.number(0.0)], '+')} AS {name}")
        return made

    def _logistic(self, z: str) -> str:
        one, zero = self.dialect.number(1.0), self.dialect.number(0.0)
        return (
            f"CASE WHEN {z} < -15 THEN {zero} WHEN {z} > 15 THEN {one} "
            f"ELSE {one} / ({one} + EXP(-{z})) END"
        )

    def _outputs(self, complete: str) -> list[str]:
        """Add the outputs; return what the query selects: what is kept, outputs and the class."""
        program, nets = self.program, self.nets
        if program.unit == "softmax":
            values = self._softmax(nets)
        elif program.unit == "logistic":
            values = [self._logistic(net) for net in nets]
        else:
            values = nets
        given = [self._column(f"p{k + 1}") for k in range(len(nets))]
        items = [
            f"CASE WHEN {complete} = 1 THEN {value} END AS {name}"
            for value, name in zip(values, given, strict=True)
        ]
        self._add("outputs", items, self.last)
        final = Names(fold=True, longest=self.dialect.longest)
        selected = [
            f"{kept} AS {quoted_name(final.give(name))}"
            for name, kept in zip(self.keep, self.kept, strict=True)
        ]
        for name, output in zip(given, program.outputs, strict=True):
            selected.append(f"{name} AS {quoted_name(final.give(output))}")
        if program.classes is not None:
            selected.append(f"{self._class(given)} AS {quoted_name(final.give('class'))}")
        return selected

    def _softmax(self, nets: list[str]) -> list[str]:
        largest, total = self._column("largest"), self._column("total")
        powers = [self._column(f"e{k + 1}") for k in range(len(nets))]
        zero = self.dialect.number(0.0)
        self._add("largest_input", [f"{self.dialect.largest(nets)} AS {largest}"], self.last)
        items = [
            f"CASE WHEN {net} - {largest} > -700 THEN EXP({net} - {largest}) ELSE {zero} END AS {e}"
            for net, e in zip(nets, powers, strict=True)
        ]
        self._add("exponentials", items, self.last)
        self._add("totals", [f"{_joined(powers, '+')} AS {total}"], self.last)
        return [f"{e} / {total}" for e in powers]

    def _class(self, outputs: list[str]) -> str:
        program = self.program
        values = [
            "NULL" if v is None else quoted_text(v) if isinstance(v, str) else str(v)
            for v in program.values
        ]
        if len(outputs) == 1:
            p = outputs[0]
            return f"CASE WHEN {p} > 0.5 THEN {values[1]} WHEN {p} <= 0.5 THEN {values[0]} END"
        best = self.dialect.largest(outputs)
        cases = [f"WHEN {p} THEN {v}" for p, v in zip(outputs, values, strict=True)]
        return f"CASE {best} {' '.join(cases)} END"

    # Expressions -----------------------------------------------------------------------------

    def say(self, expression: Expression) -> str:
        """Return an expression of SQL, in parentheses where it is made of several."""
        if isinstance(expression, Number):
            return "NULL" if expression.is_missing else self.dialect.number(expression.value)
        if isinstance(expression, Read):
            return self.known[expression]
        if isinstance(expression, Apply):
            return self._apply(expression)
        if isinstance(expression, Compare):
            left, right = self.say(expression.left), self.say(expression.right)
            symbol, opposite = expression.symbol, _OPPOSITE[expression.symbol]
            return (
                f"CASE WHEN {left} {_SYMBOLS.get(symbol, symbol)} {right} "
                f"THEN {self.say(expression.then)} WHEN {left} {opposite} {right} "
                f"THEN {self.say(expression.otherwise)} END"
            )
        if isinstance(expression, Match):
            return self._match(expression)
        return self._interval(expression)

    def _apply(self, call: Apply) -> str:
        arguments = [_enclosed(self.say(argument)) for argument in call.arguments]
        function = call.function
        if function == "is.na":
            return self.absent[arguments[0]]
        if function in ("+", "-", "*"):
            return f"({arguments[0]} {function} {arguments[1]})"
        if function == "/":
            divisor = arguments[1]
            if not isinstance(call.arguments[1], Number):
                divisor = f"NULLIF({divisor}, {self.dialect.number(0.0)})"
            return f"({arguments[0]} / {divisor})"
        if function == "negative":
            return f"(-{arguments[0]})"
        if function in ("and", "or"):
            decisive = self.dialect.number(0.0 if function == "and" else 1.0)
            a, b = arguments
            rest = f"{a} {'*' if function == 'and' else '+'} {b}"
            return f"CASE WHEN {a} = {decisive} OR {b} = {decisive} THEN {decisive} ELSE {rest} END"
        return self.dialect.call(function, arguments)

    def _match(self, match: Match) -> str:
        source = _enclosed(self.say(match.source))
        keys = [
            quoted_text(k) if isinstance(k, str) else self.dialect.number(k) for k in match.keys
        ]
        cases = [
            f"WHEN {key} THEN {self.say(value)}"
            for key, value in zip(keys, match.values, strict=True)
        ]
        if match.otherwise != MISSING:
            known = f"ELSE CASE WHEN {source} IS NOT NULL THEN {self.say(match.otherwise)} END"
            cases.append(known)
        return f"CASE {source} {' '.join(cases)} END"

    def _interval(self, interval: Interval) -> str:
        point = _enclosed(self.say(interval.point))
        symbol, beyond = ("<=", ">") if interval.closed_right else ("<", ">=")
        cases = [
            f"WHEN {point} {symbol} {self.dialect.number(end)} THEN {self.say(value)}"
            for end, value in zip(interval.ends, interval.values[:-1], strict=True)
        ]
        last = self.dialect.number(interval.ends[-1])
        cases.append(f"WHEN {point} {beyond} {last} THEN {self.say(interval.values[-1])}")
        return f"CASE {' '.join(cases)} END"


def _absence(one: Input) -> Apply:
    return Apply("is.na", (Read(one.name),))


def _finite() -> str:
    return f"BETWEEN -{LARGEST} AND {LARGEST}"


def _enclosed(said: str) -> str:
    return f"({said})" if said.startswith("CASE ") else said


def _joined(terms: Sequence[str], operator: str) -> str:
    """Return terms with an operator between them, in parentheses where they are many."""
    if len(terms) <= _MOST_TERMS:
        return f" {operator} ".join(terms)
    starts = range(0, len(terms), _MOST_TERMS)
    parts = [_joined(terms[k : k + _MOST_TERMS], operator) for k in starts]
    return _joined([f"({part})" for part in parts], operator)


def _listed(items: Iterable[str]) -> str:
    return ",\n".join(f"    {item}" for item in items)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
