"""Reads the text of a formula: R's operators with R's precedence."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from pynnet._ground import remembered

from .error_places import error_at
from .expressions import (
    CALLED,
    FUNCTION,
    Argument,
    Constant,
    FunctionCall,
    Name,
    Node,
    Number,
    Text,
    is_plain_call,
)
from .tokens import Token, tokenize

__all__ = ["parse"]

# Binding powers from loose to tight. An operator takes a right operand that binds tighter than
# itself (`^`: as tight as itself, so that it groups to the right).
_BINARY_POWERS = {
    "~": 10, "|": 20, "||": 20, "&": 30, "&&": 30,
    "==": 50, "!=": 50, "<": 50, ">": 50, "<=": 50, ">=": 50,
    "+": 60, "-": 60, "*": 70, "/": 70, "%%": 80, "|>": 80, ":": 90, "^": 110, "**": 110,
}  # fmt: skip
_PREFIX_POWERS = {"~": 10, "!": 40, "-": 100, "+": 100}
_COMPARISON = 50
_DEEPEST_EXPRESSION = 100  # expressions inside one another
_CONSTANTS = frozenset(
    ("TRUE", "FALSE", "NULL", "NA", "Inf", "NaN", "NA_integer_", "NA_real_", "NA_character_")
)
_REMEDIES = {
    "@": "write the column's name alone: the columns are those of data=",
    "<-": "an assignment; for 'less than minus' write x < -1",
    "=": "to compare write ==",
}
_ASSIGNED = "invalid assignment: only a name of the function's own can be assigned to"
# What is written in a way of its own, and may be called in backquotes, with how many arguments.
_WRITTEN_BY_NAME = {
    "if": (2, 3), "{": (0, 10_000), "[[": (2, 3), "$": (2, 2), "<-": (2, 2), "=": (2, 2)
}  # fmt: skip


@remembered
def parse(formula: str) -> Node:
    """Read one expression, which is all of the text."""
    parser = _Parser(formula)
    try:
        node = parser.expression(0)
    except RecursionError:  # the caller has used up most of Python's stack
        raise parser.too_deep() from None
    if parser.token.kind != "end":
        raise parser.unexpected()
    return node


class _Parser:
    """The tokens of a formula and the place reached."""

    def __init__(self, formula: str) -> None:
        self.formula = formula
        self.tokens = tokenize(formula)
        self.position = 0
        self.level = 0
        self.functions = 0  # bodies of functions that are being read
        self.lines_end = False  # directly inside of braces the end of a line ends a statement

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.position]

    def at(self, operator: str) -> bool:
        """Whether this operator comes next."""
        return self.token.kind == "operator" and self.token.value == operator

    def advance(self) -> Token:
        """Take the next token."""
        token = self.token
        self.position += token.kind != "end"
        return token

    def unexpected(self) -> Exception:
        """Return the error for a token that cannot stand here."""
        token = self.token
        kinds = {
            "number": "numeric constant",
            "string": "string constant",
            "quoted": "symbol",
            "name": "symbol",
            "end": "end of input",
        }
        what = f"unexpected {kinds.get(token.kind, repr(token.value))}"
        if token.kind == "operator" and token.value in _REMEDIES:
            what += f": {_REMEDIES[token.value]}"
        elif {token.kind, self.tokens[self.position - 1].kind} <= {"name", "quoted"}:
            what += ": an operator stands between two names, and names with spaces stand in `...`"
        return error_at(self.formula, token.start, what)

    def too_deep(self) -> Exception:
        """Return the error for brackets inside brackets without end."""
        what = f"the formula is nested too deeply ({self.level} levels)"
        return error_at(self.formula, self.token.start, what)

    def expression(self, loosest: int) -> Node:
        """Read operators that bind at least as tight as `loosest`."""
        self.level += 1
        if self.level > _DEEPEST_EXPRESSION:
            raise self.too_deep()
        left = self.prefix()
        while (power := self.power()) >= loosest and power > 0:
            operator = "^" if self.at("**") else self.token.value
            start = self.advance().start
            right = self.expression(power if operator == "^" else power + 1)
            left = self.joined(operator, left, right, start)
            if power == _COMPARISON and self.power() == _COMPARISON:
                raise self.unexpected()
        self.level -= 1
        return left

    def joined(self, operator: str, left: Node, right: Node, start: int) -> Node:
        """Return what an operator makes of its operands; a pipe is the call that it feeds."""
        if operator != "|>":
            return FunctionCall(operator, (Argument(left), Argument(right)), start=start)
        if not isinstance(right, FunctionCall) or not is_plain_call(right):
            what = "The pipe operator requires a function call as RHS: write x |> f()"
            raise error_at(self.formula, start, what)
        callee = right.arguments[:1] if right.function == CALLED else ()
        rest = right.arguments[len(callee) :]
        return replace(right, arguments=(*callee, Argument(left), *rest))

    def power(self) -> int:
        """How tight the next token binds as a binary operator; 0 if it is none."""
        token = self.token
        if token.kind != "operator" or (self.lines_end and self.token.begins_line):
            return 0
        operator = "%%" if token.value.startswith("%") else token.value
        return _BINARY_POWERS.get(operator, 0)

    def prefix(self) -> Node:
        """Read an operand with its sign."""
        token = self.token
        if token.kind == "operator" and token.value in _PREFIX_POWERS:
            self.advance()
            operand = self.expression(_PREFIX_POWERS[token.value])
            return FunctionCall(token.value, (Argument(operand),), start=token.start)
        return self.indexed(self.primary())

    def indexed(self, node: Node) -> Node:
        """Read the brackets behind an operand."""
        while self.token.kind == "operator" and self.token.value in ("[", "[[", "$", "("):
            if self.lines_end and self.token.begins_line:
                break
            token = self.advance()
            if token.value == "$":
                node = FunctionCall(
                    "$", (Argument(node), Argument(self.element())), start=token.start
                )
            elif token.value == "(":
                node = FunctionCall(
                    CALLED, (Argument(node), *self.arguments(")")), start=token.start
                )
            else:
                arguments = self.arguments("]")
                node = FunctionCall(token.value, (Argument(node), *arguments), start=token.start)
                if token.value == "[[":
                    self.expect("]")
        return node

    def element(self) -> Node:
        """Read the name behind ``$``."""
        if self.token.kind not in ("name", "quoted", "string"):
            raise self.unexpected()
        token = self.advance()
        return Text(token.value, token.start)

    def primary(self) -> Node:
        """Read a literal, a name, a call or a parenthesis."""
        token = self.token
        if token.kind == "number":
            self.advance()
            return _read_number(token.value, token.start)
        if token.kind == "string":
            self.advance()
            return Text(token.value, token.start)
        if token.kind == "reserved" and token.value in _CONSTANTS:
            self.advance()
            return Constant(token.value, token.start)
        if token.kind in ("name", "quoted"):
            self.advance()
            return self.named(token)
        if self.at("("):
            self.advance()
            outer, self.lines_end = self.lines_end, False
            inner = self.statement()
            self.expect(")")
            self.lines_end = outer
            return FunctionCall("(", (Argument(inner),), start=token.start)
        return self.control()

    def control(self) -> Node:
        """Read a function, a condition or a block."""
        token = self.token
        if self.at("{"):
            return self.block()
        if self.at("\\") or (token.kind == "reserved" and token.value == "function"):
            return self.function()
        if token.kind == "reserved" and token.value == "if":
            return self.condition()
        raise self.unexpected()

    def function(self) -> Node:
        """Read a function: its parameters, each with its default or without, and its body."""
        start = self.advance().start
        self.expect("(")
        parameters: list[Argument] = []
        while not self.at(")"):
            if self.token.kind not in ("name", "quoted"):
                raise self.unexpected()
            name = self.advance().value
            if any(p.name == name for p in parameters):
                raise error_at(self.formula, start, f"repeated formal argument '{name}'")
            default = None
            if self.at("="):
                self.advance()
                default = self.expression(0)
            parameters.append(Argument(default, name))
            if not self.at(","):
                break
            self.advance()
        self.expect(")")
        self.functions += 1
        body = self.statement()
        self.functions -= 1
        return FunctionCall(FUNCTION, (*parameters, Argument(body)), start=start)

    def condition(self) -> Node:
        """Read ``if (test) yes else no``."""
        start = self.advance().start
        self.expect("(")
        parts = [self.expression(0)]
        self.expect(")")
        parts.append(self.statement())
        while self.at(";"):  # an else on a line of its own, inside of braces
            following = self.tokens[self.position + 1]
            if following.kind != "reserved" or following.value != "else":
                break
            self.advance()
        if self.token.kind == "reserved" and self.token.value == "else":
            self.advance()
            parts.append(self.statement())
        return FunctionCall("if", tuple(map(Argument, parts)), start=start)

    def block(self) -> Node:
        """Read statements in braces, with semicolons or line ends between them."""
        start = self.advance().start
        outer, self.lines_end = self.lines_end, True
        statements: list[Argument] = []
        while not self.at("}"):
            if self.at(";"):
                self.advance()
                continue
            statements.append(Argument(self.statement()))
            if not (self.at(";") or self.at("}") or self.token.begins_line):
                raise self.unexpected()
        self.advance()
        self.lines_end = outer
        return FunctionCall("{", tuple(statements), start=start)

    def statement(self) -> Node:
        """Read an expression, or an assignment within the body of a function."""
        node = self.expression(0)
        if not (self.functions and (self.at("<-") or self.at("="))):
            return node
        if not isinstance(node, Name):
            raise error_at(self.formula, self.token.start, _ASSIGNED)
        token = self.advance()
        value = self.statement()
        return FunctionCall(token.value, (Argument(node), Argument(value)), start=token.start)

    def named(self, token: Token) -> Node:
        """Read what follows a name: nothing, arguments, or ``::``."""
        package = None
        if self.at("::") or self.at(":::"):
            self.advance()
            package, token = token.value, self.advance()
            if token.kind not in ("name", "quoted") or not self.at("("):
                raise error_at(self.formula, token.start, "a function must follow '::'")
        if not self.at("("):
            return Name(token.value, token.start)
        if token.value in _BINARY_POWERS or token.value in _PREFIX_POWERS or token.value in "([":
            what = "an operator cannot be called by its name: write it between its operands"
            raise error_at(self.formula, token.start, what)
        self.advance()
        arguments = self.arguments(")")
        if token.value in _WRITTEN_BY_NAME:
            arguments = self.written_by_name(token, arguments)
        elif token.value in (FUNCTION, CALLED) or token.value.startswith("#"):  # made here alone
            raise error_at(self.formula, token.start, f'could not find function "{token.value}"')
        return FunctionCall(token.value, arguments, package, token.start)

    def written_by_name(
        self, token: Token, arguments: tuple[Argument, ...]
    ) -> tuple[Argument, ...]:
        """Return what a part of the language takes where it is called as a function: `if`(a, b)."""
        name = token.value
        few, most = _WRITTEN_BY_NAME[name]
        plain = all(a.value is not None and (a.name is None or name == "[[") for a in arguments)
        if not plain or not few <= len(arguments) <= most:
            what = f'incorrect number of arguments to "{name}": write it out instead of calling it'
            raise error_at(self.formula, token.start, what)
        if name == "$":
            element = arguments[1].value
            if not isinstance(element, (Name, Text)):
                raise error_at(self.formula, token.start, "invalid subscript type 'language'")
            text = element.name if isinstance(element, Name) else element.value
            return (arguments[0], Argument(Text(text, element.start)))
        if name in ("<-", "=") and not (self.functions and isinstance(arguments[0].value, Name)):
            raise error_at(self.formula, token.start, _ASSIGNED)
        return arguments

    def arguments(self, closing: str) -> tuple[Argument, ...]:
        """Read arguments up to the closing bracket."""
        read: list[Argument] = []
        outer, self.lines_end = self.lines_end, False
        while not self.at(closing):
            read.append(self.argument())
            if not self.at(","):
                break
            self.advance()
            if self.at(closing):
                read.append(Argument(None))
        self.expect(closing)
        self.lines_end = outer
        return tuple(read)

    def argument(self) -> Argument:
        """Read one argument, named or not, or an empty one."""
        if self.at(","):
            return Argument(None)
        token, following = self.token, self.tokens[self.position + 1 :][:1]
        named = token.kind in ("name", "quoted", "string") and following
        if named and following[0].kind == "operator" and following[0].value == "=":
            self.position += 2
            empty = any(map(self.at, (",", ")", "]")))
            return Argument(None if empty else self.expression(0), token.value)
        return Argument(self.expression(0))

    def expect(self, operator: str) -> None:
        """Take this operator, or say what stands in its place."""
        if not self.at(operator):
            raise self.unexpected()
        self.advance()


def _read_number(text: str, start: int) -> Number:
    """Return the value of a number as R reads it; too large ones are infinite."""
    digits = text.removesuffix("L")
    value = float("inf")
    with contextlib.suppress(OverflowError):
        value = float.fromhex(digits) if digits[:2] in ("0x", "0X") else float(digits)
    return Number(value, text.endswith("L"), start)
