"""Scoring programs as C99: one function, in the order of operations that predictions have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pynnet._ground import VERSION, ArgumentError, FloatArray, given_text, shown

from ..scoring import (
    Apply,
    Compare,
    Expression,
    Input,
    Interval,
    Match,
    Number,
    Program,
    Read,
)
from .c_helpers import HELPERS, helper_of
from .names import Names, identifier

__all__ = ["c_of"]

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_WORDS = frozenset(
    (
        *("auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else"),
        *("enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register"),
        *("restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch"),
        *("typedef", "union", "unsigned", "void", "volatile", "while", "_Bool", "_Complex"),
        *("_Imaginary", "main", "NAN", "INFINITY", "HUGE_VAL", "inputs", "outputs"),
        *("hidden", "into_hidden", "into_output", "columns", "total", "largest", "i", "j", "k"),
    )
)
_FUNCTIONS_OF_MATH = (  # each is there for doubles, floats and long doubles
    *("acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "copysign"),
    *("cos", "cosh", "erf", "erfc", "exp", "exp2", "expm1", "fabs", "fdim", "floor", "fma"),
    *("fmax", "fmin", "fmod", "frexp", "hypot", "ilogb", "ldexp", "lgamma", "llrint", "llround"),
    *("log", "log10", "log1p", "log2", "logb", "lrint", "lround", "modf", "nan", "nearbyint"),
    *("nextafter", "nexttoward", "pow", "remainder", "remquo", "rint", "round", "scalbln"),
    *("scalbn", "sin", "sinh", "sqrt", "tan", "tanh", "tgamma", "trunc"),
)
_OF_MATH = frozenset(
    (
        *(f"{name}{kind}" for name in _FUNCTIONS_OF_MATH for kind in ("", "f", "l")),
        *("HUGE_VALF", "HUGE_VALL", "double_t", "float_t", "fpclassify", "isfinite", "isgreater"),
        *("isgreaterequal", "isinf", "isless", "islessequal", "islessgreater", "isnan", "isnormal"),
        *("isunordered", "signbit", "math_errhandling"),
    )
)
_INFIX = ("+", "-", "*", "/")


def c_of(program: Program, name: object) -> str:
    """Return the text of a function of C, and of those beside it.

    Raises
    ------
    ArgumentError
        If `name` is no identifier.
    """
    function = given_text("name", name)
    if not _IDENTIFIER.fullmatch(function) or function in _WORDS | _OF_MATH:
        raise ArgumentError(
            f"name must be an identifier of C of at most 60 characters: got {shown(name)}."
        )
    return _Writer(program, function).text()


@dataclass(slots=True)
class _Writer:
    program: Program
    name: str
    known: dict[Read, str] = field(default_factory=dict)
    levels: dict[str, dict[str, str]] = field(default_factory=dict)
    helpers: set[str] = field(default_factory=set)

    def text(self) -> str:
        """Return the whole text; helpers are known when the function is written."""
        enums = self._enums()
        function = self._function()
        helpers = [HELPERS[h].format(name=self.name) for h in sorted(self.helpers)]
        parts = [self._head(), *enums, *helpers, function, *self._classes()]
        return "\n".join(parts)

    # What stands before the function ---------------------------------------------------------

    def _head(self) -> str:
        program = self.program
        lines = [f"{program.title}, written by pynnet {VERSION}."]
        if program.formula is not None:
            lines.append(program.formula)
        lines += ["", f"void {self.name}(const double *inputs, double *outputs)", "", "inputs:"]
        for k, one in enumerate(program.inputs):
            lines.append(f"  [{k}] {one.name}: {self._said(one)}")
        lines += ["outputs:"]
        lines += [f"  [{k}] {output}" for k, output in enumerate(program.outputs)]
        lines += [
            "All outputs are NAN where an input is missing (NAN), or what is computed of it is no",
            "finite number; so it is for a level that the model does not know.",
            "The bits are those of pynnet with the same C library: compile as C99, with",
            "-std=c99 or -ffp-contract=off, and without -ffast-math.",
        ]
        body = "\n".join(f" * {_comment(line)}".rstrip() for line in lines)
        return f"/*\n{body}\n */\n#include <math.h>\n"

    def _said(self, one: Input) -> str:
        if one.kind == "number":
            return "a number"
        if one.kind == "truth":
            return "0 (FALSE) or 1 (TRUE)"
        return f"the number of its level, one of enum {self._enum_name(one)}"

    def _enum_name(self, one: Input) -> str:
        k = self.program.inputs.index(one)
        return f"{self.name}_{identifier(one.name, f'input{k + 1}')}"

    def _enums(self) -> list[str]:
        """Return the codes of the levels of each input that has some."""
        names, made = Names(_WORDS | _OF_MATH), []
        for k, one in enumerate(self.program.inputs):
            self.known[Read(one.name)] = f"inputs[{k}]"
            if one.kind != "text":
                continue
            prefix = self._enum_name(one)
            lines, self.levels[one.name] = [], {}
            for code, level in enumerate(one.levels):
                wanted = f"{prefix}_{identifier(level, f'level{code + 1}')}"
                constant = self.levels[one.name][level] = names.give(wanted)
                lines.append(f"    {constant} = {code}, /* {_comment(level)} */")
            lines.append(
                f"    {names.give(prefix + '_OTHER')} = {len(one.levels)} /* another one */"
            )
            tag = names.give(prefix)
            made.append(f"enum {tag} {{\n" + "\n".join(lines) + "\n};\n")
        return made

    # The function ----------------------------------------------------------------------------

    def _function(self) -> str:
        program = self.program
        lines = [f"void {self.name}(const double *inputs, double *outputs)", "{"]
        lines += self._weights()
        names = Names(_WORDS | _OF_MATH)
        for k, step in enumerate(program.steps):
            wanted = identifier(step.name, f"step{k + 1}")
            value = self.say(step.value)
            given = self.known[Read(step.name, is_step=True)] = names.give(wanted)
            lines.append(f"    const double {given} = {value};")
        lines += self._columns()
        lines += self._network()
        if not any("inputs[" in line for line in lines):
            lines.append("    (void)inputs;")
        return "\n".join([*lines, "}", ""])

    def _weights(self) -> list[str]:
        program = self.program
        made = []
        if len(program.hidden):
            made += _matrix("into_hidden", program.hidden)
        made += _matrix("into_output", program.output)
        return made

    def _columns(self) -> list[str]:
        """Return the columns of the design, and the check that the row is complete."""
        program = self.program
        count, q = len(program.columns), len(program.outputs)
        lines = [f"    double columns[{max(count, 1)}], total;", "    int j, k;"]
        if len(program.hidden):
            lines.insert(0, f"    double hidden[{len(program.hidden)}];")
        if program.unit == "softmax":
            lines.append("    double largest;")
        for k, column in enumerate(program.columns):
            said = f"columns[{k}] = {self.say(column.value)};"
            lines.append(f"    {said} /* {_comment(column.name)} */")
        checks = dict.fromkeys(self.say(one) for one in program.required)
        lines.append("    total = 0.0; /* is a number if the row is complete */")
        lines += [f"    total += {check};" for check in checks]
        lines += [
            f"    for (k = 0; k < {count}; k++)",
            "        if (!isfinite(columns[k])) total = NAN;",
            "    if (isnan(total)) {",
            f"        for (k = 0; k < {q}; k++) outputs[k] = NAN;",
            "        return;",
            "    }",
        ]
        return lines

    def _network(self) -> list[str]:
        program = self.program
        count, size, q = len(program.columns), len(program.hidden), len(program.outputs)
        lines = []
        if size:
            lines += _units("into_hidden", size, [("columns", count)])
            self.helpers.add("logistic")
            lines.append(f"        hidden[k] = {self.name}_logistic(total);")
            lines.append("    }")
        sources = [("hidden", size)] if size else []
        sources += [("columns", count)] if program.skip else []
        lines += _units("into_output", q, sources)
        if program.unit == "logistic":
            self.helpers.add("logistic")
        value = f"{self.name}_logistic(total)" if program.unit == "logistic" else "total"
        lines += [f"        outputs[k] = {value};", "    }"]
        if program.unit == "softmax":
            lines += [
                "    largest = outputs[0];",
                f"    for (k = 1; k < {q}; k++)",
                "        if (outputs[k] > largest) largest = outputs[k];",
                f"    for (k = 0; k < {q}; k++) outputs[k] = exp(outputs[k] - largest);",
                "    total = outputs[0];",
                f"    for (k = 1; k < {q}; k++) total += outputs[k];",
                f"    for (k = 0; k < {q}; k++) outputs[k] /= total;",
            ]
        return lines

    def _classes(self) -> list[str]:
        """Return the names of the classes, and the function that chooses one."""
        program, name = self.program, self.name
        if program.classes is None:
            return []
        names = ", ".join("0" if c is None else _c_text(c) for c in program.classes)
        q = len(program.outputs)
        text = [
            f"const char *const {name}_classes[] = {{ {names} }};",
            "",
            "/* The number of the class, whose name is in the list above; -1 if it is missing. */",
            f"int {name}_class(const double *outputs)",
            "{",
        ]
        if q == 1:
            body = ["    return isnan(outputs[0]) ? -1 : outputs[0] > 0.5;"]
        else:
            body = [
                "    int k, best = 0;",
                f"    for (k = 1; k < {q}; k++)",
                "        if (outputs[k] > outputs[best]) best = k;",
                "    return isnan(outputs[best]) ? -1 : best;",
            ]
        return ["\n".join([*text, *body, "}", ""])]

    # Expressions -----------------------------------------------------------------------------

    def say(self, expression: Expression) -> str:
        """Return an expression of C, in parentheses where it is made of several."""
        if isinstance(expression, Number):
            return _number(expression.value)
        if isinstance(expression, Read):
            return self.known[expression]
        if isinstance(expression, Apply):
            return self._apply(expression)
        if isinstance(expression, Compare):
            left, right = self.say(expression.left), self.say(expression.right)
            then, otherwise = self.say(expression.then), self.say(expression.otherwise)
            gaps = " || ".join(f"isnan({s})" for s in (left, right) if not _is_numeral(s))
            chosen = f"{left} {expression.symbol} {right} ? {then} : {otherwise}"
            return f"({gaps} ? NAN : {chosen})" if gaps else f"({chosen})"
        if isinstance(expression, Match):
            return self._match(expression)
        return self._interval(expression)

    def _apply(self, call: Apply) -> str:
        arguments = [self.say(argument) for argument in call.arguments]
        if call.function in _INFIX:
            return f"({arguments[0]} {call.function} {arguments[1]})"
        if call.function == "negative":
            return f"(-{arguments[0]})"
        helper = helper_of(call.function)
        if helper is not None:
            self.helpers.add(helper)
            return f"{self.name}_{helper}({', '.join(arguments)})"
        if call.function == "is.na":
            return f"(isnan({arguments[0]}) ? 1.0 : 0.0)"
        function = {"abs": "fabs", "round": "rint"}.get(call.function, call.function)
        return f"{function}({', '.join(arguments)})"

    def _match(self, match: Match) -> str:
        source = self.say(match.source)
        codes = self.levels.get(match.source.name) if isinstance(match.source, Read) else None
        said = f"isnan({source}) ? NAN : "
        for key, value in zip(match.keys, match.values, strict=True):
            code = codes[key] if codes and isinstance(key, str) else _number(key)
            said += f"{source} == {code} ? {self.say(value)} : "
        return f"({said}{self.say(match.otherwise)})"

    def _interval(self, interval: Interval) -> str:
        point = self.say(interval.point)
        symbol = "<=" if interval.closed_right else "<"
        said = f"isnan({point}) ? NAN : "
        for end, value in zip(interval.ends, interval.values[:-1], strict=True):
            said += f"{point} {symbol} {_number(end)} ? {self.say(value)} : "
        return f"({said}{self.say(interval.values[-1])})"


def _units(weights: str, count: int, sources: Sequence[tuple[str, int]]) -> list[str]:
    """Return the loop over units, up to their net inputs."""
    lines = [f"    for (k = 0; k < {count}; k++) {{", f"        total = 0.0 + {weights}[k][0];"]
    start = 1
    for source, n in sources:
        place = f"j + {start}"
        lines.append(
            f"        for (j = 0; j < {n}; j++) total += {weights}[k][{place}] * {source}[j];"
        )
        start += n
    return lines


def _matrix(name: str, rows: FloatArray) -> list[str]:
    lines = [f"    static const double {name}[{len(rows)}][{rows.shape[1]}] = {{"]
    lines += ["        { " + ", ".join(map(repr, row)) + " }," for row in rows.tolist()]
    return [*lines, "    };"]


def _number(value: Any) -> str:
    """Return the shortest numeral that is read as the same double."""
    if np.isnan(value):
        return "NAN"
    text = repr(float(value))
    return f"({text})" if text.startswith("-") else text


def _is_numeral(text: str) -> bool:
    return text.strip("(-")[0].isdigit()


def _c_text(text: str) -> str:
    """Return a string literal, in UTF-8; other characters than ASCII's stand as octal numbers."""
    said = [
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else f"\\{byte:03o}"
        for byte in text.encode("utf-8", "surrogatepass")
    ]
    return '"' + "".join(said) + '"'


def _comment(text: str) -> str:
    """Return a text that ends no comment, and stays on its line."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain.replace("*/", "* /").replace("/*", "/ *").replace("??/", "? ?/")
